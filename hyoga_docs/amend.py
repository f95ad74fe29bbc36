"""Amends a roster where it is written: what would leave the file wrong is refused, and nothing is written."""

from __future__ import annotations

import datetime as dt
import difflib
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.check.terms import overlaps
from hyoga_docs.output import explained
from hyoga_docs.problem import MachineError, Place, Problem, SpecError, UsageError, error
from hyoga_docs.spec.edit import edited
from hyoga_docs.spec.model import load
from hyoga_docs.spec.platform import Platform, Style
from hyoga_docs.spec.root import find_root
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.workspace import shown
from hyoga_docs.spec.yaml_reader import Source, read_text, read_yaml_text
from hyoga_docs.store import write_whole

if TYPE_CHECKING:
    from hyoga_docs.spec.edit import Edit
    from hyoga_docs.spec.roster import Member


@dataclass(frozen=True)
class Written:
    """A roster with the file that it stands in."""

    path: Path
    roster: Roster
    source: Source


def workspace_of(here: Path) -> Path:
    """The folder of the workspace around `here`. Raises UsageError."""
    root = find_root(here / "meetings" / "x.yaml") or find_root(here / "x.yaml")
    if root is None:
        hint = "作業場所の中で実行してください。「hyoga-docs init フォルダー」で作れます。"
        message = "作業場所（meetings/ と templates/ のあるフォルダー）の中にありません。"
        raise UsageError([error("HD100", message, place=Place(str(here)), hint=hint)])
    return root


def read_roster(path: Path, root: Path) -> Written:
    """The roster of a file. Raises SpecError with all that is wrong with it."""
    name = shown(path, root)
    text, problems = read_text(path, name)
    if problems:
        raise SpecError(problems)
    roster, source = _loaded(text, name)
    return Written(path, roster, source)


def _loaded(text: str, name: str) -> tuple[Roster, Source]:
    source, problems = read_yaml_text(text, name)
    roster, more = load(Roster, source) if source.data is not None or not problems else (None, [])
    if roster is None or problems:
        raise SpecError([*problems, *more])
    return roster, source


def read_style(root: Path, common: str) -> Style:
    """The house style of a body, the usual one where it has none that can be read."""
    path = root / "meetings" / common / "platform.yaml"
    text, _ = read_text(path, shown(path, root))
    platform, _ = load(Platform, read_yaml_text(text, shown(path, root))[0])
    return platform.style if platform else Style()


def amended(written: Written, edits: list[Edit]) -> tuple[str, str]:
    """The text of the file before and after. Raises SpecError where what comes out would be wrong."""
    with explained(written.path):
        before = written.path.read_bytes().decode()
    after = edited(before, edits, written.source.name)
    roster, source = _loaded(_lines(after), written.source.name)
    known = [(member.id, other) for _, member, other in overlaps(written.roster)]
    wrong = [_twice(path, source) for path, member, other in overlaps(roster) if (member.id, other) not in known]
    if wrong:
        raise SpecError(wrong)
    return before, after


def _twice(path: tuple[str | int, ...], source: Source) -> Problem:
    place = source.place(*path)
    message = "この変更では、同じ id の任期が重なります。何も書きませんでした。"
    hint = "roster show --all で今の任期を確かめ、先に roster withdraw か --on の日を直してください。"
    return error("HD151", message, place=place, quote=source.quote(place), hint=hint)


def write_amended(written: Written, after: str) -> None:
    """Writes the file anew, as open to others as it was. Raises MachineError."""
    path = written.path.resolve()
    with explained(path):
        mode = stat.S_IMODE(path.stat().st_mode)
        if not mode & stat.S_IWUSR:  # a file is replaced by its folder's leave, and this one is not to be written
            hint = "読み取り専用を外してから、もう一度実行してください。"
            raise MachineError([error("HD612", "読み取り専用のファイルです。", place=Place(written.source.name), hint=hint)])
        write_whole(path, after.encode())
        path.chmod(mode)


def lines_changed(before: str, after: str) -> list[str]:
    """The lines that went (`-`) and came (`+`), as a clerk sees them in the file."""
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in list(found)[2:] if not line.startswith("@@")]


def later_terms(before: Roster, after: str, day: dt.date) -> list[str]:
    """Of members that are amended and were to change after the day anyway, that those entries stand as they were."""
    was, now = _terms(before), _terms(_loaded(_lines(after), "")[0])
    told = []
    for name, terms in now.items():
        days = sorted({str(each.since) for each in terms if each.since and each.since > day and each in was.get(name, [])})
        if days and terms != was.get(name):
            told.append(
                f"「{name}」には{'、'.join(days)}からの行もあります。その行は変えていません（roster show --all で見られます）。"
            )
    return told


def still_changing(_before: Roster, after: str, day: dt.date) -> list[str]:
    """After something of a day was withdrawn: who changes on that day all the same, such as the other half of an exchange."""
    roster = _loaded(_lines(after), "")[0]
    entries = [member for _, _, member in roster.entries()]
    names = {each.name: None for each in entries if each.since == day or each.until == day - dt.timedelta(1)}
    return [f"この日（{day}）には、ほかにも変わる構成員がいます: {'、'.join(names)}"] if names else []


def _terms(roster: Roster) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for _, _, member in roster.entries():
        found.setdefault(member.id, []).append(member)
    return found


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
