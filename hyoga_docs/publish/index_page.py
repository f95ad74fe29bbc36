"""The page of all meetings, made of what the folder holds: each meeting's page has a file of its facts beside it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from hyoga_docs.japanese.dates import fiscal_year

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.japanese.date_style import DateStyle

FACTS = "meeting.json"


@dataclass(frozen=True)
class MeetingFacts:
    """What the page of all meetings says of one; `href` leads from there to its page."""

    href: str
    body: str
    title: str
    date: str
    when: list[str]
    holds: list[str]

    def as_json(self) -> bytes:
        """The facts as they lie beside the page."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2).encode() + b"\n"


def read_facts(data: bytes) -> MeetingFacts | None:
    """The facts of a page that was published before; None for what is none, or is of another version."""
    try:
        read = MeetingFacts(**json.loads(data))
        dt.date.fromisoformat(read.date)
    except (TypeError, ValueError):
        return None
    return read


def newest_first(meetings: Iterable[MeetingFacts]) -> list[MeetingFacts]:
    """The meetings in the order in which readers look for them."""
    return sorted(meetings, key=lambda each: (each.date, each.href), reverse=True)


def by_fiscal_year(meetings: Iterable[MeetingFacts], dates: DateStyle) -> list[dict[str, Any]]:
    """The meetings of each 年度, the newest first."""

    def year_of(each: MeetingFacts) -> int:
        return fiscal_year(dt.date.fromisoformat(each.date))

    return [
        {"name": dates.fiscal_year(year, dt.date(year, 12, 31)), "meetings": [asdict(each) for each in some]}
        for year, some in groupby(newest_first(meetings), year_of)
    ]
