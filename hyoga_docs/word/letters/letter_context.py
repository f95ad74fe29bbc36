"""What a letter can print: all that the meeting's other templates can, and what belongs to its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.word.letters.attendance_context import attendance_context
from hyoga_docs.word.letters.minutes_context import minutes_context
from hyoga_docs.word.letters.notice_context import addressee_context, notice_context
from hyoga_docs.word.letters.script_context import script_context
from hyoga_docs.word.letters.seating_context import seating_context
from hyoga_docs.word.template_context import shared_context

if TYPE_CHECKING:
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.letters import Addressee
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.word.template_context import Context

_PARTS = (notice_context, attendance_context, seating_context, script_context, minutes_context)


def letter_context(plan: Plan, attendance: MeetingAttendance) -> Context:
    """What every letter of the meeting can print. templates/README.md lists it."""
    context = shared_context(plan)
    for part in _PARTS:
        context |= part(plan, attendance)
    return context


def for_addressee(context: Context, addressee: Addressee) -> Context:
    """The same for a letter that goes to one."""
    return {**context, "addressee": addressee_context(addressee, context["notice"]["deputies"])}
