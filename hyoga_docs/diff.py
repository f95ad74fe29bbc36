"""What changed between two states of the papers: the order of the steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.changes.compare import compare_sides
from hyoga_docs.pdf.shown import UnreadableError
from hyoga_docs.problem import Place, SpecError, UsageError, error
from hyoga_docs.sides import packets_of, pair_meetings
from hyoga_docs.single import read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hyoga_docs.changes.model import Difference, Side
    from hyoga_docs.problem import Problem
    from hyoga_docs.sides import Press


@dataclass(frozen=True)
class Asked:
    """What is compared: two names as the reader wrote them, meetings (none named: all), the workspace where there is one."""

    base: str | None
    head: str | None
    meetings: Sequence[str]
    root: Path | None


@dataclass(frozen=True)
class Found:
    """A difference, with the meeting's file name and its spec on the newer side; empty and None where there is none."""

    difference: Difference
    meeting: str = ""
    spec: Path | None = None


def find(asked: Asked, press: Press, say: Callable[[str], None]) -> list[Found]:
    """What changed, one for each meeting that changed. What is found lives as long as the scratch space. Raises HyogaError."""
    files = [name for name in (asked.base, asked.head) if name is not None and Path(name).is_file()]
    if files:
        return [Found(each) for each in [_compare_files(asked, press, say)] if not each.same]
    for name in ("base", "head"):
        (press.scratch / name).mkdir()
    old = packets_of("HEAD" if asked.base is None else asked.base, asked.root, press.scratch / "base", press.desk)
    new = packets_of(asked.head, asked.root, press.scratch / "head", press.desk)
    found: list[Found] = []
    problems: list[Problem] = []
    for was, now in pair_meetings(old, new, asked.meetings):
        say(f"{now or was} を比べています")
        try:
            sides = (press.side(old, was) if was else None, press.side(new, now) if now else None)
        except SpecError as problem:
            problems += problem.problems
            continue
        found.append(Found(_compared(*sides), now or was or "", new.specs.get(now or "")))
    if problems:
        raise SpecError(problems)
    return [each for each in found if not each.difference.same]


def _compare_files(asked: Asked, press: Press, say: Callable[[str], None]) -> Difference:
    if asked.base is None or asked.head is None or not Path(asked.head).is_file():
        hint = "ファイルは二つ書いてください。例: hyoga-docs diff 旧.docx 新.docx"
        raise UsageError([error("HD668", "ファイルは、もう一つのファイルと比べます。", place=Place(str(asked.base)), hint=hint)])
    say("二つのファイルを比べています")
    title = Path(asked.head).name
    sides = [read_file(Path(name), title, press) for name in (asked.base, asked.head)]
    return _compared(sides[0], sides[1])


def _compared(old: Side | None, new: Side | None) -> Difference:
    try:
        return compare_sides(old, new)
    except UnreadableError as problem:
        hint = "「hyoga-docs build」で作り直してください。"
        raise SpecError([error("HD312", "壊れた PDF です。", place=Place(str(problem)), hint=hint)]) from problem
