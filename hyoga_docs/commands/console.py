"""What the commands share: how they report, and what day it is. Nothing is printed but here, so that nothing hidden is."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

from hyoga_docs.commands.problem_formats import as_github, as_json, as_sarif, as_text, is_counted
from hyoga_docs.core.limits import TooLongError
from hyoga_docs.core.problem import ExitCode, HyogaError, Place, error
from hyoga_docs.core.unforeseen import for_developers, said
from hyoga_docs.core.visible import visible, visible_lines
from hyoga_docs.spec.workspace_paths import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyoga_docs.core.problem import Problem, ProblemDict


_TOO_MUCH: dict[type[Exception], str] = {TooLongError: "HD318", MemoryError: "HD319", RecursionError: "HD371"}
#: What ends a command, or what it does with one file, with words; what else is raised is a mistake of ours.
_TOLD: tuple[type[Exception], ...] = (HyogaError, OSError, *_TOO_MUCH)
_EXPLAINED = "コードの説明は「hyoga-docs check --explain コード」で読めます。"


class ProblemFormat(StrEnum):
    """How problems are told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


Specs = Annotated[list[Path], typer.Argument(metavar="会議", help="会議の YAML（meetings/2019-10-31.yaml など）")]
Out = Annotated[Path | None, typer.Option("--out", metavar="場所", help="出力先（この下に会議ごとのフォルダーができる）")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, max=16, metavar="数", help="同時に動かす LibreOffice の数")]
Limit = Annotated[float, typer.Option("--limit", min=5, metavar="秒", help="一つの文書の変換に待つ秒数")]
Ocr = Annotated[bool, typer.Option("--ocr", help="紙を読み取ったページの文字を認識する")]
ProblemFormatOption = Annotated[ProblemFormat, typer.Option("--format", metavar="形", help="結果の形")]
RequireIsolation = Annotated[bool, typer.Option("--require-isolation", help="届いた資料を隔離して開けない機械では、4 で終わる")]
Notes = Annotated[bool, typer.Option("--notes", help="参考も、数だけでなく一つずつ示す")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="問題のほかは何も表示しない")]


class Console:
    """What one command says: words on a terminal, or one document for a program at its end.

    `with Console() as console:` reports the problems that end the command, and ends it with the gravest exit code. A command that
    goes on with the next file takes each of them in a `console.step(file)`.
    """

    def __init__(
        self, form: ProblemFormat = ProblemFormat.TEXT, *, quiet: bool = False, findings: bool = False, notes: bool = True
    ) -> None:
        """`findings` says that what is found is what was asked for, and goes where results go; without `notes` words count them."""
        self.form, self.quiet, self.findings, self.notes = form, quiet, findings, notes
        self.exit_code = ExitCode.DONE
        self.live = sys.stderr.isatty() and not quiet and form is ProblemFormat.TEXT
        self.color_out = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self.color = (sys.stdout if findings else sys.stderr).isatty() and "NO_COLOR" not in os.environ
        self._problems: list[ProblemDict] = []
        self._has_told = False  # anything found, in words
        self._file: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> bool:
        """Ends the command, unless with what is not for it to report: Ctrl-C, an exit, a crash."""
        if isinstance(problem, _TOLD):
            self._failed(problem)
        elif problem is not None:
            return False
        self._end()
        return True

    @contextlib.contextmanager
    def step(self, file: Path) -> Iterator[None]:
        """Reports the problems that end what is done with one file, and lets the command go on."""
        self._file = file
        try:
            yield
        except _TOLD as problem:
            self._failed(problem)

    def ends_with(self, code: ExitCode) -> None:
        """Notes an exit code; the gravest one is that of the command."""
        self.exit_code = max(self.exit_code, code)

    def progress(self, spec: Path) -> Callable[[str], None]:
        """A line that changes while a build goes on; on a terminal only."""

        def say(words: str) -> None:
            if self.live:
                typer.echo(f"\r\x1b[K{visible(f'{spec.stem}: {words}')}", nl=False, err=True)

        return say

    def result(self, words: str, problems: Sequence[ProblemDict] = ()) -> None:
        """What was done, after what was found on the way."""
        self._report(problems)
        if not self.quiet and self.form is ProblemFormat.TEXT:
            self.say(words)

    def say(self, words: str) -> None:
        """Lines of what was asked for."""
        typer.echo(visible_lines(words))

    def shown(self, lines: Sequence[str]) -> None:
        """Lines to look at before a question, which are no part of a document for a program."""
        typer.echo("\n".join(map(visible, lines)), err=self.form is not ProblemFormat.TEXT)

    def say_painted(self, lines: Sequence[str]) -> None:
        """The same with colours or underlines, of whoever has made all the rest of it visible."""
        typer.echo("\n".join(lines))

    def found(self, problems: Sequence[Problem]) -> None:
        """What was found beside what was done."""
        self._report([problem.as_dict() for problem in problems])

    def wrote(self, words: str) -> None:
        """A line on what was written beside the answer, said where it is no part of the answer."""
        if not self.quiet:
            self.clear()
            typer.echo(visible(words), err=True)

    def clear(self) -> None:
        """Takes the line of progress away."""
        if self.live:
            typer.echo("\r\x1b[K", nl=False, err=True)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, HyogaError):
            self.ends_with(problem.exit_code)
            self._report([found.as_dict() for found in problem.problems])
        elif isinstance(problem, BrokenPipeError):  # who reads the output has read enough: `… | head`
            sys.stdout = io.StringIO()
        elif not isinstance(problem, OSError):
            self.ends_with(ExitCode.SPEC)
            place = Place(str(self._file)) if self._file else None
            self._report([_too_much(problem, place).as_dict()])
        else:  # what no room foresaw; the system's own words, and the file that it names
            self.ends_with(ExitCode.MACHINE)
            place = Place(str(problem.filename)) if problem.filename else None
            self._report([error("HD614", f"ファイルを扱えません（{problem.strerror or problem}）。", place=place).as_dict()])

    def _report(self, problems: Sequence[ProblemDict]) -> None:
        self.clear()
        if self.form is ProblemFormat.TEXT and (told := [each for each in problems if self.notes or not is_counted(each)]):
            between = "\n" if self._has_told else ""
            typer.echo(between + as_text(told, color=self.color), err=not self.findings)
            self._has_told = True
        self._problems += self._from_top(problems) if self.form is ProblemFormat.GITHUB else problems

    def _from_top(self, problems: Sequence[ProblemDict]) -> list[ProblemDict]:
        """The problems with their files named from the top of the repository, as code hosts name them."""
        return [
            {**each, "file": from_top(str(each["file"]), self._file, Path.cwd())} if each["file"] else each for each in problems
        ]

    def _end(self) -> None:
        formats = {ProblemFormat.JSON: as_json, ProblemFormat.SARIF: as_sarif, ProblemFormat.GITHUB: as_github}
        is_text = self.form is ProblemFormat.TEXT
        if last := self._more_to_read() if is_text else formats[self.form](self._problems):
            try:
                typer.echo(last, err=is_text and not self.findings)
            except BrokenPipeError as problem:
                self._failed(problem)
        if self.exit_code:
            raise typer.Exit(int(self.exit_code))

    def _more_to_read(self) -> str:
        """How to see the notes that were only counted, and how to read what a code means."""
        if self.quiet:
            return ""
        counted = 0 if self.notes else sum(map(is_counted, self._problems))
        lines = [f"参考が{counted}件あります。「--notes」で示します。"] if counted else []
        lines += [_EXPLAINED] if self._has_told else []
        return "\n".join(lines)


def _too_much(problem: Exception, place: Place | None) -> Problem:
    """What no paper and no template answers for: too long, too large, too deep."""
    code = next((code for kind, code in _TOO_MUCH.items() if isinstance(problem, kind)), "HD371")
    hint = f"いちばん大きい資料か、長い YAML を外してやり直してください。{for_developers(problem)}"
    return error(code, f"途中で先へ進めなくなりました（{said(problem)}）。", place=place, hint=hint)


def from_top(file: str, about: Path | None, here: Path) -> str:
    """The name of a file from the top of its git repository, with slashes; its whole path where it lies in none.

    `file` is named from the workspace of the file that a problem is about, from `here`, or from the root of the machine.
    """
    workspace = find_workspace(here / about) if about else None
    places = [folder / file for folder in (workspace.root if workspace else None, here) if folder is not None]
    path = Path(os.path.abspath(next((place for place in places if place.exists()), places[0])))  # noqa: PTH100  links stay
    top = next((folder for folder in path.parents if (folder / ".git").exists()), None)
    return path.relative_to(top).as_posix() if top else path.as_posix()


def today() -> dt.date:
    """The day on this machine."""
    return dt.datetime.now().astimezone().date()


def short_path(path: Path) -> str:
    """A path as short as it can be said from here, to be read by people."""
    here = Path.cwd()
    return visible(str(path.relative_to(here) if path.is_relative_to(here) else path))
