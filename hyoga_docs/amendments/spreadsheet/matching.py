"""Which row of a sheet is which entry of a roster: by id, for several of an id by what they say, without ids by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.roster_columns import WORDS, extra_heading
from hyoga_docs.amendments.spreadsheet.rows import old_text, shown_category

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from hyoga_docs.amendments.spreadsheet.cells import SheetRow
    from hyoga_docs.spec.roster import Group, Member, Roster

Pairs = dict[int, int]


def match_lines(lines: Sequence[SheetRow], roster: Roster, today: dt.date) -> Pairs:
    """The entry of each row that has one, both by their numbers."""
    entries = [(group, member) for _, group, member in roster.entries()]
    pairs: Pairs = {}
    named = {line.text("id") for line in lines} - {""}
    rows, numbers = (_by_id(names) for names in ([line.text("id") for line in lines], [member.id for _, member in entries]))
    for name in filter(None, rows):
        _pair(lines, entries, rows[name], numbers.get(name, ()), (pairs, _stages(today)))
    free = [row for row, line in enumerate(lines) if not line.text("id")]
    left = [number for number, (_, member) in enumerate(entries) if member.id not in named]
    _pair(lines, entries, free, left, (pairs, [_both(_named, stage) for stage in _stages(today)]))
    return pairs


def _by_id(names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        found.setdefault(name, []).append(number)
    return found


def _pair(
    lines: Sequence[SheetRow],
    entries: Sequence[tuple[Group, Member]],
    rows: Iterable[int],
    numbers: Iterable[int],
    into: tuple[Pairs, Sequence[Callable[[SheetRow, Group, Member], bool]]],
) -> None:
    """Pairs rows with entries, those that are most alike first."""
    pairs, stages = into
    rows, numbers = list(rows), list(numbers)
    for alike in stages:
        for row in list(rows):
            found = next((number for number in numbers if alike(lines[row], *entries[number])), None)
            if found is not None:
                pairs[row] = found
                rows.remove(row)
                numbers.remove(found)


def _stages(today: dt.date) -> list[Callable[[SheetRow, Group, Member], bool]]:
    def everything(line: SheetRow, group: Group, member: Member) -> bool:
        return line.says("category", shown_category(group, member, today)) and words(line, group, member)

    def words(line: SheetRow, group: Group, member: Member) -> bool:
        return _term(line, group, member) and all(
            line.says(key, old_text(member, key)) for key in (*WORDS, *filter(extra_heading, line.cells), "aliases")
        )

    return [everything, words, _term, _since, _until, _named, lambda *_: True]


def _term(line: SheetRow, _: Group, member: Member) -> bool:
    return (line.since, line.until) == (member.since, member.until)


def _since(line: SheetRow, _: Group, member: Member) -> bool:
    return line.since == member.since


def _until(line: SheetRow, _: Group, member: Member) -> bool:
    return line.until == member.until


def _named(line: SheetRow, _: Group, member: Member) -> bool:
    return line.says("name", member.name or "") and (member.name is not None or line.says("person", member.person or ""))


def _both(
    one: Callable[[SheetRow, Group, Member], bool], other: Callable[[SheetRow, Group, Member], bool]
) -> Callable[[SheetRow, Group, Member], bool]:
    return lambda line, group, member: one(line, group, member) and other(line, group, member)
