"""What the 進行台本 prints: who speaks when, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.word.template_context import Context


def script_context(_plan: Plan, _attendance: MeetingAttendance) -> Context:
    """The key `script`."""
    return {"script": {}}
