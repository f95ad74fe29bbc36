"""The 新旧対照表 of two rosters: the whole 区分 where one of its rows changed; members are matched wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.list_matching import by_place
from hyoga_docs.amendments.comparison.same_members import by_category, old_categories, with_old_ids
from hyoga_docs.text.diff import Runs, compare_texts
from hyoga_docs.text.diff_pairing import aligned
from hyoga_docs.text.diff_sequences import most_in_order, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.roster import PrintedMember, PrintedRoster
    from hyoga_docs.spec.style import Comparison

#: What stands beside a member whose place in its 区分 changed.
_MOVED = "（移動）"
Cells = tuple[Runs, ...]
#: Columns whose words are one name: where a letter differs it is somebody else.
_WHOLE = ("person", "reading")
_TITLES = ("post", "role")  # 教授, 准教授
_LONGEST_TITLE = 16
_WHOLE_BY_HEADING = ("氏名", "名前", "委員名")


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
    """The table: its headings on both sides, and the 区分 in the order of the new roster.

    `texts` are the title and the lines above and below the table, each new and old, where they differ. The first heading of a
    side is empty where it prints no 区分; the kinds say what each column is.
    """

    new_headings: tuple[str, ...]
    old_headings: tuple[str, ...]
    new_kinds: tuple[str, ...]
    old_kinds: tuple[str, ...]
    texts: tuple[tuple[Runs, Runs], ...]
    groups: tuple[GroupRows, ...]

    def headings(self, *, new: bool) -> Cells:
        """The headings of one side, underlined where the other has no such column."""
        own, other = (self.new_headings, self.old_headings) if new else (self.old_headings, self.new_headings)
        return tuple(((heading, heading not in other),) for heading in own)


def compare_rosters(old: PrintedRoster, new: PrintedRoster, house: Comparison) -> RosterTable | None:
    """The table of two rosters, or None where they print the same."""
    if _printed(old) == _printed(new):
        return None
    table = _RosterPair(old, with_old_ids(old, new), house)
    texts = tuple(_texts(old, new, house))
    return RosterTable(new.headings, old.headings, new.kinds, old.kinds, texts, tuple(table.groups()))


def _texts(old: PrintedRoster, new: PrintedRoster, house: Comparison) -> Iterator[tuple[Runs, Runs]]:
    for was, now in (((old.title,), (new.title,)), (old.above, new.above), (old.below, new.below)):
        known = by_place((len(was), len(now)), aligned(was, now), lambda _, __: True)
        pairs = side_by_side(known, len(was), len(now))
        for before, after in ((None if i is None else was[i], None if j is None else now[j]) for i, j in pairs):
            if before is None or after is None:
                yield (_all(after), _plain(house.added)) if after is not None else (_plain(house.removed), _all(before or ""))
            elif before != after:
                left, right = compare_texts(before, after)
                yield right, left


class _RosterPair:
    """Two rosters with what is known of both: which 区分 became which, and where each member stands."""

    def __init__(self, old: PrintedRoster, new: PrintedRoster, house: Comparison) -> None:
        self.house, self.old, self.new = house, old, new
        self.old_groups, self.new_groups = by_category(old), by_category(new)
        self.was = {member.id: category for category, members in old.groups for member in members}
        self.now = {member.id: category for category, members in new.groups for member in members}
        self.before = {member.id: member for _, members in old.groups for member in members}
        kinds = dict(zip(new.headings[1:], new.kinds, strict=False))
        self.whole = {heading for heading in new.headings if heading in _WHOLE_BY_HEADING or kinds.get(heading) in _WHOLE}
        self.became = old_categories(old, new)
        self.titles = {heading for heading in new.headings if kinds.get(heading) in _TITLES}
        self.columns = self._columns()

    def groups(self) -> Iterator[GroupRows]:
        """The 区分 of the new roster in order; one that is gone stands where it stood."""
        waiting, order = dict(self.old_groups), list(self.old_groups)
        done = 0
        for category, members in self.new_groups.items():
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
            old_name, new_name = compare_texts(home, category)
        else:
            old_name, new_name = _all(home or ""), _all(category or "")
        rows = tuple(_gone_first(list(self._rows(members, before, category))))
        return GroupRows(new_name, old_name, rows)

    def _rows(self, members: Sequence[PrintedMember], before: Sequence[PrintedMember], category: str | None) -> Iterator[MemberRow]:
        """The rows of a 区分 (None: one that is gone) in the order of the new roster."""
        places = {member.id: index for index, member in enumerate(before)}
        kept = {places_new for _, places_new in most_in_order([(places[m.id], i) for i, m in enumerate(members) if m.id in places])}
        stay = {members[index].id for index in kept}
        done = 0
        for index, member in enumerate(members):
            if index in kept:
                for gone in before[done : places[member.id]]:
                    yield from self._gone(gone, stay, category)
                done = places[member.id] + 1
                yield self._same_or_changed(self.before[member.id], member)
            elif member.id in places:
                yield MemberRow("moved", self._cells(member, underlined=True), self._note(_MOVED), "順を変更")
            else:
                yield self._come(member)
        for gone in before[done:]:
            yield from self._gone(gone, stay, category)

    def _same_or_changed(self, old: PrintedMember, new: PrintedMember) -> MemberRow:
        if old.cells == new.cells and self.old.headings == self.new.headings:
            return MemberRow("same", self._cells(new), self._cells(old))
        new_cells, old_cells = [], [_all(text) for text in old.cells]
        for heading, text, column in zip(self.new.headings[1:], new.cells, self.columns, strict=True):
            was, now = self._pair(heading, old.cells[column] if column is not None else "", text)
            new_cells.append(now)
            if column is not None:
                old_cells[column] = was
        changed = any(underlined for runs in (*new_cells, *old_cells) for _, underlined in runs)
        return MemberRow("changed" if changed else "same", tuple(new_cells), tuple(old_cells))

    def _columns(self) -> list[int | None]:
        """Which old column each of the new ones was: of the same heading, else, among as many, one that is gone."""
        was, now = self.old.headings[1:], self.new.headings[1:]
        if was == now:
            return list(range(len(now)))
        in_place = [index if len(was) == len(now) and was[index] not in now else None for index in range(len(now))]
        return [was.index(heading) if heading in was else place for heading, place in zip(now, in_place, strict=True)]

    def _pair(self, heading: str, old: str, new: str) -> tuple[Runs, Runs]:
        if old != new and (heading in self.whole or (heading in self.titles and _is_longer_title(old, new))):
            return _all(old), _all(new)
        return compare_texts(old, new)

    def _come(self, member: PrintedMember) -> MemberRow:
        home = self.was.get(member.id)
        if home is None:
            return MemberRow("added", self._cells(member, underlined=True), self._note(self.house.added))
        return MemberRow("came", self._cells(member, underlined=True), self._note(f"（{home}から）"), f"{home}から移動")

    def _gone(self, member: PrintedMember, stay: set[str], here: str | None) -> Iterator[MemberRow]:
        """The row of one who stands here no more, or in another place; nothing for one who stays."""
        category = self.now.get(member.id)
        if category is None:
            yield MemberRow("removed", self._note(self.house.removed), self._cells(member, underlined=True))
        elif category != here:
            yield MemberRow("went", self._note(f"（{category}へ）"), self._cells(member, underlined=True), f"{category}へ移動")
        elif member.id not in stay:
            yield MemberRow("moved", self._note(_MOVED), self._cells(member, underlined=True))

    def _note(self, words: str) -> Cells:
        return (((words, False),),)

    def _cells(self, member: PrintedMember, *, underlined: bool = False) -> Cells:
        return tuple(((cell, underlined),) if cell else () for cell in member.cells)


def _printed(roster: PrintedRoster) -> tuple[object, ...]:
    """All that is printed of a roster: not the ids."""
    groups = [(category, [each.cells for each in members]) for category, members in roster.groups]
    return roster.title, roster.headings, roster.above, roster.below, groups


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


def _plain(text: str) -> Runs:
    return ((text, False),) if text else ()


def _is_longer_title(old: str, new: str) -> bool:
    """Whether one is a title in which the other stands whole: 会長, 会長職務代理者. 部長 and 部長（企画担当） are one title."""
    few, many = sorted((old, new), key=len)
    return bool(few) and len(many) <= _LONGEST_TITLE and few in many and not many.startswith((f"{few}（", f"{few}("))
