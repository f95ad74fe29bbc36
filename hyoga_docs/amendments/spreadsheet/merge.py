"""A sheet beside the roster that it is compared with, and what has been found of it so far."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.spreadsheet.layout import RosterLayout
from hyoga_docs.amendments.spreadsheet.matching import match_lines
from hyoga_docs.amendments.spreadsheet.rows import shown_category
from hyoga_docs.core.problem import Place, Problem, error, warning

if TYPE_CHECKING:
    from hyoga_docs.amendments.spreadsheet.cells import SheetRow
    from hyoga_docs.amendments.spreadsheet.changes import RosterChange
    from hyoga_docs.spec.roster import Group, Member, Roster
    from hyoga_docs.spec.yaml.reader import YamlSource


@dataclass(frozen=True)
class RosterImport:
    """A roster that a sheet is compared with. `day` is when the changes take effect, None to make the file what the sheet says."""

    roster: Roster
    source: YamlSource
    today: dt.date
    day: dt.date | None = None
    new_category: bool = False

    @property
    def on(self) -> dt.date:
        """The day whose 区分 are meant."""
        return self.day or self.today

    def matters(self, member: Member) -> bool:
        """Whether an entry may change at all; what was over before the day may not."""
        return self.day is None or member.until is None or member.until >= self.day

    def begun(self, member: Member) -> bool:
        """Whether an entry was in force before the day, so that it has to end for another to begin."""
        return self.day is not None and (member.since is None or member.since < self.day)


@dataclass
class RosterMerge:
    """Rows, the entries that they stand for, and what comes of it; `earliest` are the days from which earlier rosters change."""

    roster_import: RosterImport
    lines: list[SheetRow]
    place: Place
    problems: list[Problem]
    changes: list[RosterChange] = field(default_factory=list)
    layout: RosterLayout = field(default_factory=RosterLayout)
    earliest: list[dt.date] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = list(self.roster_import.roster.entries())
        self.paths = [path for path, _, _ in found]
        self.entries: list[tuple[int, Group, Member]] = [(int(path[1]), group, member) for path, group, member in found]
        self.pairs = match_lines(self.lines, self.roster_import.roster, self.roster_import.today)
        self.data: Any = self.roster_import.source.data
        taken = {member.id for _, _, member in self.entries}
        free = (name for count in itertools.count(len(taken) + 1) if (name := f"m{count}") not in taken)
        self.ids = [self._id(row) or next(free) for row in range(len(self.lines))]

    def _id(self, row: int) -> str:
        member = self.member(row)
        return member.id if member else self.lines[row].text("id")

    def member(self, row: int) -> Member | None:
        """The member that a row stands for, None for a new row."""
        return self.entries[self.pairs[row]][2] if row in self.pairs else None

    def shown(self, number: int) -> str:
        """The 区分 that an entry was shown with."""
        _, group, member = self.entries[number]
        return shown_category(group, member, self.roster_import.today)

    def entry(self, number: int) -> dict[str, Any]:
        """An entry as it is written."""
        data = self.data
        for step in self.paths[number]:
            data = data[step]
        return dict(data)

    def cell(self, row: int, key: str) -> str:
        """The name of a row's cell, or of its name's where the sheet has no such column."""
        cells = self.lines[row].cells
        return (cells.get(key) or cells["name"]).name

    def wrong(self, code: str, message: str, hint: str) -> None:
        """Notes a mistake."""
        self.problems.append(error(code, message, place=self.place, hint=hint))

    def odd(self, code: str, message: str, hint: str, quote: str | None = None) -> None:
        """Notes a warning."""
        self.problems.append(warning(code, message, place=self.place, quote=quote, hint=hint))
