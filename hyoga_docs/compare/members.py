"""The 新旧対照表 of two rosters: the whole 区分 where one of its rows changed; members are matched by id, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.compare.provisions import longest
from hyoga_docs.compare.words import Runs, compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.roster import PrintedMember, PrintedRoster
    from hyoga_docs.spec.platform import Comparison

#: What stands beside a member whose place in its 区分 changed.
_MOVED = "（移動）"
Cells = tuple[Runs, ...]
#: Columns whose words are one name: where a letter differs it is somebody else.
_WHOLE = ("氏名", "名前", "委員名")


@dataclass(frozen=True)
class MemberRow:
    """A member in both rosters or in one; one side may say in its first cell that there is nothing.

    `kind` is same, changed, added, removed, came (from another 区分), went (to another) or moved (within its own).
    """

    kind: str
    new: Cells
    old: Cells
    remark: str = ""


@dataclass(frozen=True)
class GroupRows:
    """A 区分 with its rows; where nothing of it changed there is one row of （略）."""

    new: Runs
    old: Runs
    rows: tuple[MemberRow, ...]
    same: bool = False


@dataclass(frozen=True)
class RosterTable:
    """The table: its headings on both sides, and the 区分 in the order of the new roster."""

    new_headings: tuple[str, ...]
    old_headings: tuple[str, ...]
    title: tuple[Runs, Runs] | None
    groups: tuple[GroupRows, ...]


def compare_rosters(old: PrintedRoster, new: PrintedRoster, house: Comparison) -> RosterTable | None:
    """The table of two rosters, or None where they print the same."""
    if old == new:
        return None
    title = None if old.title == new.title else compare(old.title, new.title)
    table = _Rosters(old, new, house)
    return RosterTable(new.headings, old.headings, (title[1], title[0]) if title else None, tuple(table.groups()))


class _Rosters:
    """Two rosters with what is known of both: which 区分 became which, and where each member stands."""

    def __init__(self, old: PrintedRoster, new: PrintedRoster, house: Comparison) -> None:
        self.house, self.old, self.new = house, old, new
        self.was = {member.id: category for category, members in old.groups for member in members}
        self.now = {member.id: category for category, members in new.groups for member in members}
        self.before = {member.id: member for _, members in old.groups for member in members}
        self.became = self._became()

    def _became(self) -> dict[str, str]:
        """The old name of each 区分 of the new roster: the same name, else the one most of whose members it has."""
        names = {category for category, _ in self.old.groups}
        found = {category: category for category, _ in self.new.groups if category in names}
        for category, members in self.new.groups:
            if category in found:
                continue
            homes = [self.was[member.id] for member in members if member.id in self.was]
            free = [home for home in homes if home not in found.values() and home not in self.now.values()]
            if free:
                found[category] = max(dict.fromkeys(free), key=free.count)
        return found

    def groups(self) -> Iterator[GroupRows]:
        """The 区分 of the new roster in order; one that is gone stands where it stood."""
        waiting = dict(self.old.groups)
        order = [category for category, _ in self.old.groups]
        done = 0
        for category, members in self.new.groups:
            home = self.became.get(category)
            if home is not None and order.index(home) >= done:
                for gone in order[done : order.index(home)]:
                    if gone in waiting and gone not in self.became.values():
                        yield self._group(None, (), gone, waiting.pop(gone))
                done = order.index(home) + 1
            yield self._group(category, members, home, waiting.pop(home) if home is not None else ())
        for gone, members in waiting.items():
            yield self._group(None, (), gone, members)

    def _group(
        self, category: str | None, members: Sequence[PrintedMember], home: str | None, before: Sequence[PrintedMember]
    ) -> GroupRows:
        if self.house.omitted and (category, members, self.new.headings) == (home, before, self.old.headings):
            name: Runs = ((category or "", False),)
            left_out: Cells = (((self.house.omitted, False),),)
            return GroupRows(name, name, (MemberRow("same", left_out, left_out),), same=True)
        if category is not None and home is not None:
            old_name, new_name = compare(home, category)
        else:
            old_name, new_name = _all(home or ""), _all(category or "")
        rows = tuple(_gone_first(list(self._rows(members, before, (category, home)))))
        return GroupRows(new_name, old_name, rows)

    def _rows(
        self, members: Sequence[PrintedMember], before: Sequence[PrintedMember], names: tuple[str | None, str | None]
    ) -> Iterator[MemberRow]:
        places = {member.id: index for index, member in enumerate(before)}
        kept = {places_new for _, places_new in longest([(places[m.id], i) for i, m in enumerate(members) if m.id in places])}
        stay = {members[index].id for index in kept}
        done = 0
        for index, member in enumerate(members):
            if index in kept:
                for gone in before[done : places[member.id]]:
                    yield from self._gone(gone, stay, names)
                done = places[member.id] + 1
                yield self._same_or_changed(self.before[member.id], member)
            elif member.id in places:
                yield MemberRow("moved", self._cells(member, underlined=True), self._note(_MOVED))
            else:
                yield self._come(member)
        for gone in before[done:]:
            yield from self._gone(gone, stay, names)

    def _same_or_changed(self, old: PrintedMember, new: PrintedMember) -> MemberRow:
        if old.cells == new.cells and self.old.headings == self.new.headings:
            return MemberRow("same", self._cells(new), self._cells(old))
        before = dict(zip(self.old.headings[1:], old.cells, strict=True))
        after = dict(zip(self.new.headings[1:], new.cells, strict=True))
        new_cells, olds = [], {}
        for heading, text in after.items():
            was, now = self._pair(heading, before.get(self.heading_was(heading), ""), text)
            new_cells.append(now)
            olds[self.heading_was(heading)] = was
        old_cells = tuple(olds.get(heading, _all(text)) for heading, text in before.items())
        changed = any(underlined for runs in (*new_cells, *old_cells) for _, underlined in runs)
        return MemberRow("changed" if changed else "same", tuple(new_cells), old_cells)

    def heading_was(self, heading: str) -> str:
        """The old heading of a column: the same, or, where there are as many columns, the one in its place."""
        if heading in self.old.headings or len(self.old.headings) != len(self.new.headings):
            return heading
        return self.old.headings[self.new.headings.index(heading)]

    def _pair(self, heading: str, old: str, new: str) -> tuple[Runs, Runs]:
        if heading in _WHOLE and old != new:
            return _all(old), _all(new)
        return compare(old, new)

    def _come(self, member: PrintedMember) -> MemberRow:
        home = self.was.get(member.id)
        if home is None:
            return MemberRow("added", self._cells(member, underlined=True), self._note(self.house.added))
        return MemberRow("came", self._cells(member, underlined=True), self._note(f"（{home}から）"), f"{home}から移動")

    def _gone(self, member: PrintedMember, stay: set[str], names: tuple[str | None, str | None]) -> Iterator[MemberRow]:
        category = self.now.get(member.id)
        if category is None:
            yield MemberRow("removed", self._note(self.house.removed), self._cells(member, underlined=True))
        elif category != names[0]:
            yield MemberRow("went", self._note(f"（{category}へ）"), self._cells(member, underlined=True), f"{category}へ移動")
        elif member.id not in stay:
            yield MemberRow("moved", self._note(_MOVED), self._cells(member, underlined=True))

    def _note(self, words: str) -> Cells:
        return (((words, False),),)

    def _cells(self, member: PrintedMember, *, underlined: bool = False) -> Cells:
        return tuple(((cell, underlined),) if cell else () for cell in member.cells)


def _gone_first(rows: list[MemberRow]) -> list[MemberRow]:
    """Rows in which one who went stands above those who came in the same place."""
    done: list[MemberRow] = []
    for row in rows:
        at = len(done)
        while row.kind in {"removed", "went"} and at and done[at - 1].kind in {"added", "came"}:
            at -= 1
        done.insert(at, row)
    return done


def _all(text: str) -> Runs:
    return ((text, True),) if text else ()
