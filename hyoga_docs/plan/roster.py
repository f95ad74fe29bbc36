"""The roster of one day: who was a member then, under which 区分."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.plan.charter import with_status

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.spec.platform import Style
    from hyoga_docs.spec.roster import Member, Roster


@dataclass(frozen=True)
class PrintedRoster:
    """The table to print: headings, and groups of (区分, rows); each row has a cell for each heading after the first."""

    title: str
    headings: tuple[str, ...]
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    count: int


def in_force(member: Member, day: dt.date) -> bool:
    """Whether the member's term covers the day; both ends belong to it."""
    return (member.since is None or member.since <= day) and (member.until is None or day <= member.until)


def print_roster(roster: Roster, day: dt.date, style: Style) -> PrintedRoster:
    """The roster as of `day`; a 区分 with no member that day is left out."""
    columns = roster.columns
    fields = [(columns.name, "name"), (columns.post, "post"), (columns.person, "person"), (columns.role, "role")]
    shown = [(heading, name) for heading, name in fields if heading is not None]
    groups = []
    for group in roster.groups:
        rows = tuple(tuple(getattr(member, name) or "" for _, name in shown) for member in group.members if in_force(member, day))
        if rows:
            groups.append((group.category, rows))
    headings = (columns.category, *(heading for heading, _ in shown))
    return PrintedRoster(
        with_status(roster.title, roster.status, style), headings, tuple(groups), sum(len(rows) for _, rows in groups)
    )
