"""The meeting as an entry of a calendar (`予定.ics`, RFC 5545), which Outlook, Google and iOS take in."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import uuid
from typing import TYPE_CHECKING, Any

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from hyoga_docs.japanese.date_reader import find_dates
from hyoga_docs.japanese.dates import fiscal_year
from hyoga_docs.japanese.times import find_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.meeting import Meeting

#: A meeting to which nobody goes.
_IN_WRITING = re.compile(r"書面(?:開催|会議|審議|協議|決議|議決|表決|による)|持ち?回り")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
#: What ends a span of days within one month, behind its first day: `～22日`, `から22日`.
_UNTIL = re.compile(r"[^0-9０-９\n]{0,12}(?:[～〜~－―–—‐-]|から|及び|、|・)[ 　]*([0-9０-９]{1,2})日")
_JAPANESE = {"LANGUAGE": "ja"}
_TOKYO = "Asia/Tokyo"
_OFFSET = dt.timedelta(hours=9)
_DAY = dt.timedelta(days=1)
_LAST_SECOND = dt.time(23, 59, 59)  # as which `24時` is read
_LONGEST = dt.timedelta(days=31)
#: The space of names of our UIDs; a calendar knows by its UID that an entry is the one that it has.
_UIDS = uuid.UUID("6b1d4d0e-5f53-4c0c-8a63-0d7b8f2a9c41")


def meeting_calendar(plan: Plan) -> bytes | None:
    """The `.ics` of a meeting, with what the plan says and nothing else; None where it is held in writing alone.

    The same plan gives the same bytes: what RFC 5545 wants to know of the day on which it was made (DTSTAMP) is the day of the
    notice, or that of the meeting, at 9 o'clock in Japan.
    """
    meeting = plan.workspace.meeting
    if _IN_WRITING.search(meeting.date_and_time or ""):
        return None
    calendar, event = Calendar(), Event()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//hyoga-docs//hyoga-docs//JA")
    begins, ends = _times(meeting)
    event.add("UID", _uid(plan))
    event.add("DTSTAMP", dt.datetime.combine(meeting.notice.sent or meeting.date, dt.time(), dt.UTC))
    for name, time in (("DTSTART", begins), ("DTEND", ends)):
        if time is not None:
            event.add(name, time, parameters={"TZID": _TOKYO} if isinstance(time, dt.datetime) else {})
    event.add("SUMMARY", plan.full_name, parameters=_JAPANESE)
    if meeting.venue:
        event.add("LOCATION", "　".join(meeting.venue.splitlines()), parameters=_JAPANESE)
    if description := "\n".join(_description(plan)):
        event.add("DESCRIPTION", description, parameters=_JAPANESE)
    if address := _ADDRESS.search("\n".join(plan.workspace.contact_of_notice)):
        # Who names an organizer publishes (RFC 5546, 3.2.1); without one it is an entry of nobody but who takes it in.
        calendar.add("METHOD", "PUBLISH")
        name = "、".join(plan.workspace.platform.organizer) or plan.workspace.platform.name
        event.add("ORGANIZER", f"mailto:{address[0]}", parameters={"CN": name, **_JAPANESE})
    if isinstance(begins, dt.datetime):
        calendar.add_component(_japan())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _times(meeting: Meeting) -> tuple[dt.date, dt.date | None]:
    """When it begins and ends, as datetimes without a zone; as days, the second one after the last, where no times are known.

    None for an end that nobody wrote.
    """
    first, words = meeting.date, meeting.date_and_time or ""
    last = max((day for day in _days(words, first) if day - first <= _LONGEST), default=first)
    if last > first:  # which time belongs to which day stands in the words
        return first, last + _DAY
    span = next((each for each in find_spans(words) if each.begins), None) if words else meeting.time
    if span is None or span.begins is None:
        return first, first + _DAY
    begins = dt.datetime.combine(first, span.begins)
    if span.ends is None:
        return begins, None
    return begins, dt.datetime.combine(first, dt.time()) + _DAY if span.ends == _LAST_SECOND else dt.datetime.combine(
        first, span.ends
    )


def _days(words: str, first: dt.date) -> Iterator[dt.date]:
    """The days that words name, those without a year as the next ones from the first day on, and `22日` of `２月13日～22日`."""
    for found in find_dates(words):
        if found.month and found.day:
            yield found.date or _next_day(first, found.month, found.day)
            if until := _UNTIL.match(words, found.end):
                yield _next_day(first, found.month, int(until[1]))


def _next_day(first: dt.date, month: int, number: int) -> dt.date:
    """The next such day from the first one on; the first one itself where there is no such day."""
    for year in (first.year, first.year + 1):
        with contextlib.suppress(ValueError):
            if (day := dt.date(year, month, number)) >= first:
                return day
    return first


def _uid(plan: Plan) -> str:
    """Of a meeting that counts, by its title and its 年度, so that a day that is moved moves the entry; of others, by the day."""
    meeting = plan.workspace.meeting
    when = str(fiscal_year(meeting.date)) if plan.ordinal else meeting.date.isoformat()
    return str(uuid.uuid5(_UIDS, "\n".join((plan.workspace.platform.name, plan.full_name, when))))


def _description(plan: Plan) -> Iterator[str]:
    meeting, dates = plan.workspace.meeting, plan.workspace.platform.style.dates
    time = meeting.time
    if meeting.date_and_time:
        yield from _part("日時", meeting.date_and_time.splitlines())
    elif time is not None and time.remark:
        yield from _part("日時", [f"{dates.day_and_weekday(meeting.date)}　{dates.span(time)}"])
    lists = [(line.title, line.items) for line in plan.agenda if line.items] or [("次第", plan.agenda)]
    for name, lines in lists:
        yield from _part(name, [f"{line.number.strip()}　{line.title}{line.suffix}".strip() for line in lines])
    yield from _part("問合せ先", plan.workspace.contact_of_notice)


def _part(name: str, lines: Sequence[str]) -> list[str]:
    return [name, *(f"　{line}" for line in lines)] if lines else []


def _japan() -> Timezone:
    """The time of Japan, which has had no summer time since 1951."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("TZID", _TOKYO)
    values: dict[str, Any] = {"DTSTART": dt.datetime(1970, 1, 1), "TZOFFSETFROM": _OFFSET, "TZOFFSETTO": _OFFSET, "TZNAME": "JST"}  # noqa: DTZ001  a zone's own
    for name, value in values.items():
        standard.add(name, value)
    zone.add_component(standard)
    return zone
