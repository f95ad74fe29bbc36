"""Amends a roster where it is written: what would leave the file wrong is refused, and nothing is written."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amended_file import text_as_read, write_text
from hyoga_docs.check.terms import overlaps
from hyoga_docs.core.files import links_resolved, os_errors_as_problems
from hyoga_docs.core.problem import Problem, SpecError, error
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.spec_file import parse_spec_file, read_spec_file
from hyoga_docs.spec.yaml.edits import edited
from hyoga_docs.spec.yaml.reader import YamlSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hyoga_docs.spec.roster import Member
    from hyoga_docs.spec.term import Term
    from hyoga_docs.spec.workspace_paths import WorkspacePaths
    from hyoga_docs.spec.yaml.edits import Edit


@dataclass(frozen=True)
class RosterFile:
    """A roster with the file that it stands in; no link leads out of the workspace `root` when it is written."""

    path: Path
    root: Path
    roster: Roster
    source: YamlSource


@dataclass(frozen=True)
class AmendedRoster:
    """A file that is amended and not yet written: its text before and after, and the roster that it says then."""

    before: str
    after: str
    roster: Roster


def read_roster(paths: WorkspacePaths, body: str) -> RosterFile:
    """The roster of a body. Raises SpecError with all that is wrong with it."""
    path = paths.common("roster", body)
    found = read_spec_file(Roster, path, paths.display_path(path), paths.root)
    return RosterFile(path, paths.root, found.model, found.source)


@contextlib.contextmanager
def roster_lock(paths: WorkspacePaths, body: str) -> Iterator[None]:
    """Nobody else amends the roster of a body until the block has ended. Raises MachineError."""
    path = links_resolved(paths.common("roster", body))
    with contextlib.ExitStack() as stack:
        if path.is_file() and path.is_relative_to(links_resolved(paths.root)):  # else what is wrong is told when it is read
            with os_errors_as_problems(path):
                stack.enter_context(folder_lock(path.parent))
        yield


def amended(file: RosterFile, edits: list[Edit]) -> AmendedRoster:
    """The file with the edits made. Raises SpecError where what comes out would be wrong, MachineError where it has changed."""
    before = text_as_read(file.path, file.root, file.source)
    after = edited(before, edits, file.source.name)
    made = parse_spec_file(Roster, after.encode(), file.source.name)
    known = [(member.id, other) for _, member, other in overlaps(file.roster)]
    wrong = [_twice(path, made.source) for path, member, other in overlaps(made.model) if (member.id, other) not in known]
    if wrong:
        raise SpecError(wrong)
    return AmendedRoster(before, after, made.model)


def _twice(path: tuple[str | int, ...], source: YamlSource) -> Problem:
    place = source.place(*path)
    message = "この変更では、同じ id の任期が重なります。何も書きませんでした。"
    hint = "roster show --all で今の任期を確かめ、先に roster withdraw か --on の日を直してください。"
    return error("HD151", message, place=place, quote=source.quote(place), hint=hint)


def write_amended(file: RosterFile, made: AmendedRoster) -> None:
    """Writes the file anew, where it is still as it was read. Raises MachineError."""
    write_text(file.path, file.root, file.source.name, made.before, made.after)


def lines_changed(before: str, after: str) -> list[str]:
    """The lines that went (`-`) and came (`+`), as a clerk sees them in the file."""
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in list(found)[2:] if not line.startswith("@@")]


def later_terms(before: Roster, after: Roster, day: dt.date) -> list[str]:
    """Of members that are amended and were to change after the day anyway, that those entries stand as they were."""
    was, now = _terms(before), _terms(after)
    told = []
    for name, terms in now.items():
        days = sorted({str(each.since) for each in terms if each.since and each.since > day and each in was.get(name, [])})
        if days and terms != was.get(name):
            told.append(
                f"「{name}」には{'、'.join(days)}からの行もあります。その行は変えていません（roster show --all で見られます）。"
            )
    return told


def still_changing(_before: Roster, after: Roster, day: dt.date) -> list[str]:
    """After something of a day was withdrawn: what changes on that day all the same, such as the other half of an exchange."""
    members = {each.id: each.called for _, _, each in after.entries() if day in _days(each)}
    groups = [phrase.text for group in after.parts for phrase in group.category if phrase.since == day]
    names = "、".join([*members.values(), *(f"区分「{name}」" for name in groups)])
    return [f"この日（{day}）には、ほかにも変わるところがあります: {names}"] if names else []


def _days(term: Term) -> list[dt.date]:
    return [day for _, day in term.turns()]


def meetings_since(paths: WorkspacePaths, day: dt.date, today: dt.date) -> list[str]:
    """The meetings from a day to today, whose rosters a change of that day changes too."""
    names = sorted(path.stem for path in paths.meetings.glob("*.yaml"))
    held = [name for name in names if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", name) and str(day) <= name <= str(today)]
    return [f"注意: {day}より後の会議（{'、'.join(held)}）の名簿も変わります。"] if held else []


def _terms(roster: Roster) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for _, _, member in roster.entries():
        found.setdefault(member.id, []).append(member)
    return found
