"""The roster of one day: who was a member then, under which 区分."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.plan.printed_charter import with_status
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.spec.platform import Style
    from hyoga_docs.spec.roster import Roster


@dataclass(frozen=True)
class PrintedMember:
    """A row of the table: a cell for each heading after the first."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PrintedRoster:
    """The table to print: headings, and groups of (区分, rows)."""

    title: str
    headings: tuple[str, ...]
    groups: tuple[tuple[str, tuple[PrintedMember, ...]], ...]
    count: int


def roster_title(roster: Roster, day: dt.date, style: Style) -> str:
    """The title of the day with its mark."""
    return with_status(text_on(roster.title, day) or "", text_on(roster.status, day), style)


def print_roster(roster: Roster, day: dt.date, style: Style) -> PrintedRoster:
    """The roster as of `day`; a 区分 with no member that day is left out."""
    columns = roster.columns
    fields = [(columns.name, "name"), (columns.post, "post"), (columns.person, "person"), (columns.role, "role")]
    shown = [(heading, name) for phrases, name in fields if (heading := text_on(phrases, day)) is not None]
    groups = []
    for group in roster.groups:
        rows = tuple(
            PrintedMember(member.id, tuple(getattr(member, name) or "" for _, name in shown))
            for member in group.members
            if member.holds(day)
        )
        if rows:
            groups.append((text_on(group.category, day) or "", rows))
    headings = (text_on(columns.category, day) or "", *(heading for heading, _ in shown))
    return PrintedRoster(roster_title(roster, day, style), headings, tuple(groups), sum(len(rows) for _, rows in groups))
