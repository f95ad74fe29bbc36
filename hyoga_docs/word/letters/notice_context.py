"""What a notice, its reply slip, the invitation and the rules for the public print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hyoga_docs.japanese.numerals import number
from hyoga_docs.japanese.times import read_span
from hyoga_docs.plan.agenda import topics

if TYPE_CHECKING:
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.letters import Addressee
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.word.template_context import Context


def notice_context(plan: Plan, _attendance: MeetingAttendance) -> Context:
    """The keys `notice`, `open` and `topics`; what nobody wrote is an empty text or an empty list."""
    meeting, platform = plan.workspace.meeting, plan.workspace.platform
    notice, opened, dates = meeting.notice, meeting.open, platform.style.dates
    contact = notice.contact or (meeting.contact if meeting.contact is not None else platform.contact)
    return {
        "notice": {
            "number": notice.number or "",
            "sent": dates.day(notice.sent) if notice.sent else "",
            "sender": notice.sender or "",
            "reply_by": dates.day_and_weekday(notice.reply_by) if notice.reply_by else "",
            "contact": list(contact),
            "addressee": meeting.addressee or platform.addressee or "",
        },
        "open": {
            "public": opened.public,
            "reason": opened.reason or "",
            "seats": number(opened.seats, platform.style.digits) if opened.seats is not None else "",
            "desk": _clock(opened.desk or "", plan),
            "press": opened.press or "",
            "apply_by": dates.day_and_weekday(opened.apply_by) if opened.apply_by else "",
        },
        "topics": [{"number": line.number.strip(), "title": line.title + line.suffix} for line in topics(plan.agenda)],
    }


def addressee_context(addressee: Addressee) -> Context:
    """The key `addressee` of a letter that is made for one."""
    return {
        "name": addressee.name,
        "post": addressee.post,
        "person": addressee.person,
        "reading": addressee.reading,
        "honorific": addressee.honorific,
        "category": addressee.category,
        "lines": list(addressee.lines),
    }


def _clock(text: str, plan: Plan) -> str:
    """A time of day as the house prints it; other words as they are."""
    try:
        span: Any = read_span(text)
    except ValueError:
        return text
    dates = plan.workspace.platform.style.dates
    return dates.span(span) if span.ends else dates.clock(span.begins)
