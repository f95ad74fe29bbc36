"""What a letter prints of the room: who sits where."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.word.template_context import Context


def seating_context(_plan: Plan, _attendance: MeetingAttendance) -> Context:
    """The key `seating`."""
    return {"seating": {}}
