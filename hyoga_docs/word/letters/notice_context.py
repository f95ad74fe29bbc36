"""What a notice, its reply slip, the invitation and the rules for the public print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.japanese.numerals import number, with_gap
from hyoga_docs.japanese.times import read_span
from hyoga_docs.plan.listed_topics import listed_topics
from hyoga_docs.plan.rich_text import LineNumber
from hyoga_docs.word.marked_text import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.letters import Addressee
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.word.template_context import Context

#: The style of a topic in a letter, whose title stands under itself.
_TOPIC = "記書き議題"
_SCREEN = re.compile(r"オンライン|リモート|ＷＥＢ|ウェブ|Web|Zoom|Teams|ズーム", re.IGNORECASE)
#: How wide the names of what is listed below 記 are, in full-width characters.
_WIDTH = 4


def notice_context(plan: Plan, attendance: MeetingAttendance) -> Context:
    """The keys `notice`, `open` and `topics`; what nobody wrote is an empty text or an empty list."""
    meeting, platform = plan.workspace.meeting, plan.workspace.platform
    notice, dates = meeting.notice, platform.style.dates
    places = [each for each in (meeting.venue or "").split("\n") if each]
    return {
        "notice": {
            "number": notice.number or "",
            "sent": dates.day(notice.sent) if notice.sent else "",
            "sender": notice.sender or "",
            "reply_by": dates.day_and_weekday(notice.reply_by) if notice.reply_by else "",
            "contact": list(plan.workspace.contact_of_notice),
            "addressee": plan.workspace.addressee,
            "more": [{"title": _spread(name), "name": name, "text": text} for name, text in notice.more.items()],
            "in_writing": "書面" in f"{meeting.date_and_time or ''}{meeting.venue or ''}",
            "online": any(_SCREEN.search(each) for each in places),
            "on_site": any(not _SCREEN.match(each) for each in places),
            "deputies": attendance.rules.deputies.value,
        },
        "open": _open(plan),
        "topics": [
            {"heading": each.heading, "items": [_topic(line) for line in each.lines]} for each in listed_topics(plan.agenda)
        ],
    }


def addressee_context(addressee: Addressee, deputies: bool | None) -> Context:
    """The key `addressee` of a letter that is made for one.

    `deputies` says whether the charter lets any attend; where it does not say, one is expected of a body and not of a person.
    """
    return {
        "name": addressee.name,
        "post": addressee.post,
        "person": addressee.person,
        "reading": addressee.reading,
        "honorific": addressee.honorific,
        "category": addressee.category,
        "lines": list(addressee.lines),
        "deputy": bool(addressee.name) if deputies is None else deputies,
    }


def _open(plan: Plan) -> Context:
    opened, style = plan.workspace.meeting.open, plan.workspace.platform.style
    closed = list(_closed(plan.agenda))
    reasons = dict.fromkeys(each for each in (opened.reason, *(line.publication.reason for line in closed)) if each)
    return {
        "public": opened.public,
        "partly": opened.public and bool(closed),
        "how": "非公開" if not opened.public else "一部非公開" if closed else "公開",
        "closed": [line.number.strip() for line in closed if line.number.strip()],
        "reason": "、".join(reasons),
        "seats": number(opened.seats, style.digits) if opened.seats is not None else "",
        "desk": _clock(opened.desk or "", plan),
        "press": opened.press or "",
        "apply_by": style.dates.day_and_weekday(opened.apply_by) if opened.apply_by else "",
    }


def _closed(lines: Sequence[AgendaLine]) -> Iterator[AgendaLine]:
    """The items that are withheld; what lies under one is not told of."""
    for line in lines:
        if line.publication.is_withheld:
            yield line
        else:
            yield from _closed(line.items)


def _topic(line: AgendaLine) -> Context:
    return {
        "number": mark((LineNumber(_TOPIC, with_gap(line.number)),)),
        "title": f"{line.kind}{line.title}{line.suffix}",
        "subtitle": line.subtitle,
    }


def _clock(text: str, plan: Plan) -> str:
    """A time of day as the house prints it; other words as they are."""
    try:
        span = read_span(text)
    except ValueError:
        return text
    dates = plan.workspace.platform.style.dates
    return dates.span(span) if span.ends or span.remark else dates.clock(span.begins)


def _spread(name: str) -> str:
    """A short name as wide as four characters, as those are set that are listed below 記: `資　　料`, `持 ち 物`."""
    if len(name) == _WIDTH - 2:
        return "　　".join(name)
    return " ".join(name) if len(name) == _WIDTH - 1 else name
