"""What a letter prints of who attends: the members, who comes for them, and the others in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyoga_docs.plan.attendance import AttendingMember, MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.meeting_day import Attendee
    from hyoga_docs.word.template_context import Context


def attendance_context(_plan: Plan, attendance: MeetingAttendance) -> Context:
    """The key `attendance`."""
    return {
        "attendance": {
            "members": [_member(each) for each in attendance.members],
            "guests": [_person(each) for each in attendance.guests],
            "staff": [_person(each) for each in attendance.staff],
            "present": len(attendance.of("present", "online")),
            "absent": len(attendance.of("absent")),
            "observers": attendance.observers,
            "press": attendance.press,
        }
    }


def _member(each: AttendingMember) -> Context:
    member = each.member
    return {
        "category": each.category,
        "name": member.name or "",
        "post": member.post or "",
        "person": member.person or "",
        "role": member.role or "",
        "state": each.state,
        "deputy": _person(each.deputy) if each.deputy else None,
    }


def _person(each: Attendee) -> Context:
    return {"name": each.name or "", "post": each.post or "", "person": each.person or ""}
