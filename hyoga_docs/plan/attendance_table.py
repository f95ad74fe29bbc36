"""The 出席者名簿: the members and how they attend, and who else is in the room, in columns of which none is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.plan.officers import role_said, without_sign
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from hyoga_docs.plan.attendance import AttendingMember, MeetingAttendance
    from hyoga_docs.spec.meeting_day import Attendee
    from hyoga_docs.spec.roster import Roster
    from hyoga_docs.spec.workspace import Workspace

#: The columns, and their headings where the roster has none of the kind.
_HEADINGS = {"name": "構成員", "post": "職名", "person": "氏名", "state": "出欠", "note": "備考"}
_OTHERS = {"name": "所属", "post": "職名", "person": "氏名"}
_STATES = {"present": "出席", "online": "オンライン", "deputy": "代理出席", "absent": "欠席"}
_UNANSWERED, _DEPUTY, _ENTRUSTED = "未回答", "代理", "委任状"


@dataclass(frozen=True)
class AttendanceTable:
    """A table to print: groups of (区分, rows), each row a cell for each heading; `kinds` says what each column is.

    `category` is the heading of the 区分, empty where there are none.
    """

    category: str
    kinds: tuple[str, ...]
    headings: tuple[str, ...]
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


def members_table(workspace: Workspace, attendance: MeetingAttendance) -> AttendanceTable:
    """The members under their 区分; how they attend stands there only where not all of them simply come."""
    roster, day = workspace.roster, workspace.meeting.date
    rows = [_row(each, roster, day) for each in attendance.members]
    if all(row["state"] == _STATES["present"] for row in rows):
        rows = [row | {"state": ""} for row in rows]
    headings = dict(_HEADINGS)
    category = ""
    if roster is not None:
        own = {kind: text_on(getattr(roster.columns, kind), day) for kind in ("name", "post", "person", "category")}
        headings |= {kind: heading for kind, heading in own.items() if heading and kind in headings}
        known = [kind for kind in roster.columns.order() if kind in own and kind in headings]
        headings = {kind: headings[kind] for kind in (*known, *headings)}
        category = (own["category"] or "区分") if any(each.category for each in attendance.members) else ""
    kinds = _filled(headings, rows)
    cells = [(each.category, tuple(row[kind] for kind in kinds)) for each, row in zip(attendance.members, rows, strict=True)]
    groups = tuple(
        (name, tuple(found for held, found in cells if held == name)) for name in dict.fromkeys(held for held, _ in cells)
    )
    return AttendanceTable(category, kinds, tuple(headings[kind] for kind in kinds), groups)


def others_table(people: Sequence[Attendee]) -> AttendanceTable:
    """Others in the room: 説明者, 事務局."""
    rows = [{"name": each.name or "", "post": each.post or "", "person": each.person or ""} for each in people]
    kinds = _filled(_OTHERS, rows)
    cells = tuple(tuple(row[kind] for kind in kinds) for row in rows)
    return AttendanceTable("", kinds, tuple(_OTHERS[kind] for kind in kinds), (("", cells),) if cells else ())


def _filled(headings: dict[str, str], rows: Sequence[dict[str, str]]) -> tuple[str, ...]:
    return tuple(kind for kind in headings if any(row[kind] for row in rows))


def _row(each: AttendingMember, roster: Roster | None, day: dt.date) -> dict[str, str]:
    member, deputy = each.member, each.deputy if each.state == "deputy" else None
    notes = [
        role_said(member, roster, day),
        _deputy(deputy) if deputy is not None and deputy.in_full else "",
        _ENTRUSTED if each.entrusted else "",
        each.note,
    ]
    return {
        "name": member.name or "" if member.name != member.post else "",
        "post": member.post or "",
        "person": without_sign(member.person or ""),
        "state": _STATES[each.state] if each.answered else _UNANSWERED,
        "note": "、".join(note for note in notes if note),
    }


def _deputy(deputy: Attendee) -> str:
    """Who comes for a member, with the person on a line of its own."""
    held = "　".join(part for part in (_DEPUTY, deputy.name, deputy.post) if part)
    return f"{held}\n{deputy.person}" if deputy.person else held
