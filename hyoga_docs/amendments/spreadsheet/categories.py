"""In which 区分 each row of a sheet is to stand: one of the roster, one that has another name now, or a new one."""

from __future__ import annotations

import datetime as dt
import difflib
from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.changes import ChangeKind, RosterChange, renamed_category
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.amendments.spreadsheet.cells import SheetRow
    from hyoga_docs.amendments.spreadsheet.layout import Category
    from hyoga_docs.amendments.spreadsheet.merge import RosterMerge

_NEAR = 0.7

#: New names of 区分, by the number of each and its old name.
Renames = dict[tuple[int, str], str]


def homes_of(merge: RosterMerge) -> list[Category]:
    """The 区分 of each row; renames go into the layout, and what is no 区分 is told."""
    renames = _renames(merge)
    return [_home(merge, row, renames) for row in range(len(merge.lines))]


def _renames(merge: RosterMerge) -> Renames:
    """The 区分 that all of its rows call by one other name that no 区分 has or had."""
    known = {phrase.text for group in merge.roster_import.roster.parts for phrase in group.category}
    called: dict[tuple[int, str], set[str]] = {}
    said_so = set()
    for row, line in enumerate(merge.lines):
        member = merge.member(row)
        if member is None:
            said_so.add(line.category)
        elif merge.roster_import.matters(member):
            number = merge.pairs[row]
            old = merge.shown(number)
            called.setdefault((merge.entries[number][0], old), set()).add(old if line.says("category", old) else line.category)
            said_so.add(line.category)
    found: Renames = {}
    for key, (name, *more) in called.items():
        is_new = bool(name and key[1]) and name not in {*known, *found.values()}
        if is_new and not more and key[1] not in said_so and not _near(merge, name, _others(merge, key)):
            found[key] = name
            _rename(merge, key, name)
    return found


def _others(merge: RosterMerge, key: tuple[int, str]) -> list[str]:
    named = [
        text_on(group.category, merge.roster_import.on) for g, group in enumerate(merge.roster_import.roster.parts) if g != key[0]
    ]
    return [name for name in named if name and name != key[1]]


def _rename(merge: RosterMerge, key: tuple[int, str], name: str) -> None:
    g, old = key
    written = merge.data["groups"][g]["category"]
    edits, since = renamed_category(
        merge.roster_import.roster.parts[g], written, ("groups", g, "category"), (old, name), merge.roster_import.day
    )
    merge.layout.named += edits
    first = min(row for row, number in merge.pairs.items() if merge.entries[number][0] == g)
    merge.changes.append(RosterChange(first, ChangeKind.CATEGORY, "", old, name))
    merge.earliest.append(since if merge.roster_import.day is None else dt.date.max)


def _near(merge: RosterMerge, name: str, known: list[str]) -> str | None:
    """The 区分 that a new name may be a slip for."""
    if merge.roster_import.new_category:
        return None
    close = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR)
    return close[0] if close else None


def _home(merge: RosterMerge, row: int, renames: Mapping[tuple[int, str], str]) -> Category:
    line = merge.lines[row]
    if row in merge.pairs:
        number = merge.pairs[row]
        g, group, _ = merge.entries[number]
        if any(line.says("category", phrase.text) for phrase in group.category) or not (group.category or line.category):
            return g
        if renames.get((g, merge.shown(number))) == line.category:
            return g
    for (g, _), name in renames.items():
        if name == line.category:
            return g
    return _named_home(merge, row, line)


def _named_home(merge: RosterMerge, row: int, line: SheetRow) -> Category:
    groups, on = merge.roster_import.roster.parts, merge.roster_import.on
    when = line.until if line.until and line.until < on else max(on, line.since or on)
    then = [[text_on(group.category, when) or ""] for group in groups]
    ever = [[phrase.text for phrase in group.category] for group in groups]
    for names in (then, ever):
        for g, texts in enumerate(names):
            if any(line.says("category", text) for text in texts):
                return g
    if merge.roster_import.roster.members and line.category:
        hint = "区分を立てるなら、roster.yaml の members を groups に書き直してください。"
        merge.wrong("HD644", f"「{merge.cell(row, 'category')}」: 区分のない名簿です。", hint)
    near = _near(merge, line.category, [phrase.text for group in groups for phrase in group.category])
    if near and line.category:
        hint = f"「{near}」の誤りではありませんか。新しい区分なら --new-category を付けてください。"
        merge.wrong("HD644", f"「{merge.cell(row, 'category')}」の区分「{line.category}」がありません。", hint)
    return line.category
