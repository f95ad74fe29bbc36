"""What a meeting is called: its number, its 年度, and both in the house's pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.japanese.numerals import number
from hyoga_docs.japanese.patterns import filled

if TYPE_CHECKING:
    from hyoga_docs.spec.meeting import Meeting
    from hyoga_docs.spec.platform import Platform


@dataclass(frozen=True)
class MeetingTitle:
    """The title of a meeting, whole and in parts; a part that it does not have is empty. `heading` has the lines of the pattern."""

    full_name: str
    heading: str
    ordinal: str
    number: str
    fiscal_year: str


def meeting_title(meeting: Meeting, platform: Platform) -> MeetingTitle:
    """`第１回見本会議` in the house's pattern; without a number and a name, what is left of it."""
    style = platform.style
    count = number(meeting.number, style.digits) if meeting.number is not None else ""
    year = style.dates.fiscal_year(meeting.fiscal_year, meeting.date) if meeting.fiscal_year is not None else ""
    ordinal = meeting.name or (f"第{count}回" if count else "")
    values = {"name": platform.meeting_name, "ordinal": ordinal, "number": count, "fiscal_year": year}
    lines = [line for each in style.meeting_title.splitlines() if (line := filled(each, values).strip())]
    return MeetingTitle("　".join(lines), "\n".join(lines), ordinal, count, year)
