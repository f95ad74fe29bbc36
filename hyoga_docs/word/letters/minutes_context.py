"""What the 会議録 and the 会議概要 print."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.word.template_context import Context


def minutes_context(_plan: Plan, _attendance: MeetingAttendance) -> Context:
    """The key `minutes`."""
    return {"minutes": {}}
