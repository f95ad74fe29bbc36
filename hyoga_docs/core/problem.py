"""What is wrong, where, and what to do about it: the values every room reports with."""

from __future__ import annotations

import difflib
from dataclasses import asdict, dataclass, field
from enum import IntEnum, StrEnum
from functools import partial
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


_LONGEST = 1000  # characters
ProblemDict = dict[str, str | int | list[int] | dict[str, str | int] | None]


class Severity(StrEnum):
    """How serious a problem is; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ExitCode(IntEnum):
    """What the command tells the shell; 1 stays free for a crash."""

    DONE = 0
    USAGE = 2
    SPEC = 3
    MACHINE = 4
    CONVERSION = 5
    DIFFERS = 10
    INTERRUPTED = 130


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file that somebody wrote; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True)
class Fix:
    """Words of a YAML file of ours, where they stand, and the only ones that are right there; line and column count from 1."""

    file: str
    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True)
class Stretch:
    """Which characters of which passage of a text are spoken of, so that two findings can be known to speak of the same."""

    file: str
    passage: int
    start: int
    end: int


@dataclass(frozen=True)
class Problem:
    """One finding: a stable code, what is wrong in Japanese, and what to do next.

    `cell` is what a spreadsheet calls its cell (`Sheet1!B3`, of a csv `B3`).
    `caret` is where in `quote` the text in question starts and ends, in characters. `heading` is what the finding is told
    under, where that is not its file. `anchor` is the YAML that answers for it, where that is not its place, and `stretch`
    where in its text it is: neither is told. `fix` is what mends it for certain.
    """

    severity: Severity
    code: str
    message: str
    hint: str | None = None
    place: Place | None = None
    quote: str | None = None
    document: str | None = None
    page: int | None = None
    caret: tuple[int, int] | None = None
    anchor: Place | None = None
    heading: str | None = None
    stretch: Stretch | None = field(default=None, compare=False)
    cell: str | None = None
    fix: Fix | None = None

    @property
    def marked(self) -> str:
        """The text in question, as far as it is quoted."""
        return (self.quote or "")[self.caret[0] : self.caret[1]] if self.caret else ""

    def as_dict(self) -> ProblemDict:
        """What every way of telling it needs, as JSON can hold it; what does not apply is None."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": _cut(self.message),
            "hint": _cut(self.hint),
            "file": self.place.file if self.place else None,
            "line": self.place.line if self.place else None,
            "column": self.place.column if self.place else None,
            "page": self.page,
            "cell": self.cell,
            "quote": self.quote if self.caret else _cut(self.quote),
            "document": self.document,
            "caret": list(self.caret) if self.caret else None,
            "heading": self.heading,
            "fix": asdict(self.fix) if self.fix else None,
        }


def cell_words(cell: str) -> str:
    """`シート「予算」のC12` of `予算!C12`, `セルC12` of a csv's `C12`."""
    sheet, _, address = cell.rpartition("!")
    return f"シート「{sheet}」の{address}" if sheet else f"セル{address}"


def _cut(words: str | None) -> str | None:
    """Words that quote what somebody wrote, no longer than anybody reads."""
    return words if words is None or len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


#: What stops the build; what is told and does not; what is told for what it is worth, for there may be nothing to do.
error, warning, note = (partial(Problem, severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE))


class HyogaError(Exception):
    """Carries problems to `commands/`, with the exit code of their family."""

    exit_code: ClassVar[ExitCode] = ExitCode.SPEC

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.code} {p.message}" for p in self.problems))


class UsageError(HyogaError):
    """The command was called with something it cannot use."""

    exit_code = ExitCode.USAGE


class SpecError(HyogaError):
    """A YAML file, a template or a supplied paper has errors."""

    exit_code = ExitCode.SPEC


class MachineError(HyogaError):
    """The machine lacks a program, a font, space or a permission."""

    exit_code = ExitCode.MACHINE


class ConversionError(HyogaError):
    """A document could not be made into a PDF."""

    exit_code = ExitCode.CONVERSION


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate a reader would take `word` for, or None when nothing is near."""
    close = difflib.get_close_matches(word, list(candidates), n=1, cutoff=0.55)
    return close[0] if close else None


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str | None = None) -> str | None:
    """A hint that names the nearest candidate, else `otherwise`."""
    found = nearest(word, candidates)
    return f"「{found}」の誤りではありませんか。" if found else otherwise


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
