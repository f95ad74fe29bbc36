"""Who comes to a meeting: its members of the day, each present, online, represented or absent, and the others in the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hyoga_docs.spec.meeting_day import Attendance, Attendee
from hyoga_docs.spec.roster import find_members
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.spec.roster import Member
    from hyoga_docs.spec.workspace import Workspace

State = Literal["present", "online", "deputy", "absent"]


@dataclass(frozen=True)
class AttendingMember:
    """A member of the day, under which 区分, and how it attends; `deputy` is who comes for it."""

    member: Member
    category: str
    state: State
    deputy: Attendee | None = None


@dataclass(frozen=True)
class MeetingAttendance:
    """All who are in the room and all who are not, in the order of the roster; numbers are None where nobody wrote them."""

    members: tuple[AttendingMember, ...]
    guests: tuple[Attendee, ...] = ()
    staff: tuple[Attendee, ...] = ()
    observers: int | None = None
    press: int | None = None

    def of(self, *states: State) -> tuple[AttendingMember, ...]:
        """The members who attend in one of these ways."""
        return tuple(each for each in self.members if each.state in states)


def meeting_attendance(workspace: Workspace) -> MeetingAttendance:
    """The attendance as it is written; a member of whom nothing is said is present. Names that are nobody's are left out."""
    meeting, roster = workspace.meeting, workspace.roster
    written = meeting.attendance or Attendance()
    held = [(member, group) for _, group, member in (roster.entries() if roster else ()) if member.holds(meeting.date)]
    members = [member for member, _ in held]
    absent = _ids(members, (*meeting.absent, *written.absent))
    online = _ids(members, written.online)
    deputies = {id_: deputy for name, deputy in written.deputies.items() for id_ in _ids(members, [name])}

    def state(member: Member) -> State:
        if member.id in deputies:
            return "deputy"
        return "absent" if member.id in absent else "online" if member.id in online else "present"

    attending = (
        AttendingMember(member, text_on(group.category, meeting.date) or "", state(member), deputies.get(member.id))
        for member, group in held
    )
    return MeetingAttendance(tuple(attending), written.guests, written.staff, written.observers, written.press)


def _ids(members: Iterable[Member], names: Iterable[str]) -> set[str]:
    members = list(members)
    return {each.id for name in names for each in find_members(members, name)}
