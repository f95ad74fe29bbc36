"""The list of all meetings: by 年度, the newest first, and what is read of pages that were published before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hyoga_docs.publish.index_page import MeetingFacts, by_fiscal_year, read_facts
from hyoga_docs.spec.style import Style

FACTS = MeetingFacts("2019-10-31/index.html", "見本会議", "第１回見本会議", "2019-10-31", ["令和元年10月31日（木）"], ["会議資料"])


def test_meetings_stand_under_their_fiscal_year_the_newest_first() -> None:
    days = ("2019-03-31", "2019-04-01", "2020-03-31", "2020-04-01")
    years = by_fiscal_year([replace(FACTS, date=day) for day in days], Style().dates)
    assert [(year["name"], [each["date"] for each in year["meetings"]]) for year in years] == [
        ("令和２年度", ["2020-04-01"]),
        ("令和元年度", ["2020-03-31", "2019-04-01"]),
        ("平成30年度", ["2019-03-31"]),
    ]


def test_what_is_known_of_a_page_is_read_again() -> None:
    assert read_facts(FACTS.as_json()) == FACTS


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"title": 1}', FACTS.as_json().replace(b'2019-10-31"', b'31"'), b"\xff"])
def test_what_is_no_page_of_ours_is_refused(data: bytes) -> None:
    assert read_facts(data) is None
