"""The roster of one day: who was a member then, under which 区分, in the columns that the body chose."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.japanese.numerals import number
from hyoga_docs.plan.printed_charter import with_status
from hyoga_docs.spec.base_model import as_date
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.spec.roster import Member, Roster
    from hyoga_docs.spec.style import Style

_DAY = dt.timedelta(1)
_WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class PrintedMember:
    """A row of the table: a cell for each heading after the first."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PrintedRoster:
    """The table to print: headings, and groups of (区分, rows).

    The first heading is that of the 区分, empty where it has no column; `before` columns stand before it. `kinds` says
    what each of the other columns is. With `category_rows` each 区分 is to be a row of its own.
    `file` is the name of its YAML.
    """

    title: str
    headings: tuple[str, ...]
    groups: tuple[tuple[str, tuple[PrintedMember, ...]], ...]
    count: int
    kinds: tuple[str, ...] = ()
    before: int = 0
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    category_rows: bool = False
    file: str = "roster"

    def rows(self) -> list[tuple[str, ...]]:
        """The headings and every row, each cell where it is printed."""
        rows = [self.headings, *((category, *each.cells) for category, members in self.groups for each in members)]
        return [self._placed(row) for row in rows]

    def without_numbers(self) -> PrintedRoster:
        """The roster without its column of numbers, which change with every member that comes or goes."""
        kept = [index for index, kind in enumerate(self.kinds) if kind != "number"]
        rows = tuple(
            (category, tuple(PrintedMember(each.id, tuple(each.cells[index] for index in kept)) for each in members))
            for category, members in self.groups
        )
        headings = (self.headings[0], *(self.headings[1 + index] for index in kept))
        before = sum(index < self.before for index in kept)
        return replace(self, headings=headings, groups=rows, kinds=tuple(self.kinds[index] for index in kept), before=before)

    def kinds_in_order(self) -> tuple[str, ...]:
        """What each column is, as they are printed."""
        return self._placed(("category", *self.kinds))

    def _placed(self, row: tuple[str, ...]) -> tuple[str, ...]:
        category = row[:1] if self.headings[0] else ()
        return (*row[1 : self.before + 1], *category, *row[self.before + 1 :])


def roster_title(roster: Roster, day: dt.date, style: Style) -> str:
    """The title of the day with its mark."""
    return with_status(text_on(roster.title, day) or "", text_on(roster.status, day), style)


def print_roster(roster: Roster, day: dt.date, style: Style) -> PrintedRoster:
    """The roster as of `day`; a 区分 with no member that day is left out."""
    cells = _Cells(roster, day, style)
    columns = cells.columns()
    groups: list[tuple[str, tuple[PrintedMember, ...]]] = []
    for group in roster.parts:
        held = [member for member in group.members if member.holds(day)]
        first = 1 + sum(len(rows) for _, rows in groups)
        rows = tuple(
            PrintedMember(member.id, tuple(cell(member, place) for kind, _, cell in columns if kind != "category"))
            for place, member in enumerate(held, first)
        )
        if rows:
            groups.append((text_on(group.category, day) or "", rows))
    kinds = [kind for kind, _, _ in columns]
    category = next((heading for kind, heading, _ in columns if kind == "category"), "")
    return PrintedRoster(
        roster_title(roster, day, style),
        (category, *(heading for kind, heading, _ in columns if kind != "category")),
        tuple(groups),
        sum(len(rows) for _, rows in groups),
        tuple(kind for kind in kinds if kind != "category"),
        kinds.index("category") if category else 0,
        tuple(line.text for line in roster.above if line.holds(day)),
        tuple(line.text for line in roster.below if line.holds(day)),
        roster.category_rows,
    )


@dataclass(frozen=True)
class _Cells:
    """What stands in each column of a roster on a day."""

    roster: Roster
    day: dt.date
    style: Style

    def columns(self) -> list[tuple[str, str, Callable[[Member, int], str]]]:
        """The columns that are printed, in order: kind, heading, and what a member and its number have there."""
        columns = self.roster.columns
        found: list[tuple[str, str, Callable[[Member, int], str]]] = []
        for kind in columns.order():
            if kind == "extra":
                found += [(kind, heading, self._extra(heading)) for heading in columns.extra]
            elif (heading := text_on(getattr(columns, kind), self.day)) is not None and self._is_shown(kind):
                found.append((kind, heading, getattr(self, f"_{kind}", self._plain(kind))))
        return found

    def _is_shown(self, kind: str) -> bool:
        """Whether a column is printed: one that the body did not name itself, only where there is something to say in it."""
        if self.roster.columns.is_written(kind):
            return True
        if kind == "category":
            return not self.roster.parts or any(group.category for group in self.roster.parts)
        return not self._has("person") or any(member.name for _, _, member in self.roster.entries())

    def _has(self, kind: str) -> bool:
        return text_on(getattr(self.roster.columns, kind), self.day) is not None

    def _plain(self, kind: str) -> Callable[[Member, int], str]:
        return lambda member, _: getattr(member, kind, "") or ""

    def _extra(self, heading: str) -> Callable[[Member, int], str]:
        return lambda member, _: member.extra.get(heading, "")

    def _name(self, member: Member, _: int) -> str:
        return member.name or ("" if self._has("person") else self._person(member, 0))

    def _number(self, _: Member, place: int) -> str:
        return number(place, self.style.digits)

    def _honorific(self, member: Member, _: int) -> str:
        return (member.honorific or self.roster.honorific or "") if member.person else ""

    def _person(self, member: Member, _: int) -> str:
        honorific = "" if self._has("honorific") else self._honorific(member, 0)
        return f"{member.person}　{honorific}" if member.person and honorific else member.person or ""

    def _term(self, member: Member, _: int) -> str:
        if member.term:
            return _WRITTEN_DAY.sub(self._written_day, member.term)
        first, last = self._run(member)
        days = (self.style.dates.day(day) if day else "" for day in (first, last))
        return "～".join(days) if first or last else ""

    def _written_day(self, found: re.Match[str]) -> str:
        try:
            return self.style.dates.day(as_date(found[0]))
        except ValueError:
            return found[0]

    def _run(self, member: Member) -> tuple[dt.date | None, dt.date | None]:
        """The days from which and to which the same person is a member, whatever else of it changed in between."""
        entries = [each for _, _, each in self.roster.entries() if (each.id, each.person) == (member.id, member.person)]
        first, last = member.since, member.until
        while first and (earlier := next((each for each in entries if each.until == first - _DAY), None)):
            first = earlier.since
        while last and last < dt.date.max and (later := next((each for each in entries if each.since == last + _DAY), None)):
            last = later.until
        return first, last
