"""Names of meetings that count within a year: one on where that is sure, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from hyoga_docs.japanese.meeting_names import next_name


@pytest.mark.parametrize(
    ("name", "before", "day", "following"),
    [
        ("令和６年度第２回", "2024-10-01", "2025-03-31", "令和６年度第３回"),
        ("令和６年度第９回", "2024-10-01", "2024-11-01", "令和６年度第10回"),
        ("令和6年度第9回", "2024-10-01", "2024-11-01", "令和6年度第10回"),
        ("令和６年度第１０回", "2024-10-01", "2024-11-01", "令和６年度第１１回"),
        ("令和六年度第九回", "2024-10-01", "2024-11-01", "令和六年度第十回"),
        ("令和元年度第１回", "2019-05-10", "2020-03-01", "令和元年度第２回"),
        ("平成31年度第１回", "2019-04-10", "2020-03-01", "平成31年度第２回"),
        ("2024年度 第2回", "2024-10-01", "2025-03-31", "2024年度 第3回"),
        ("令和６年第５回定例会", "2024-05-20", "2024-06-20", "令和６年第６回定例会"),
        ("令和６年度　見本市教育委員会　第12回定例会", "2024-12-20", "2025-01-20", "令和６年度　見本市教育委員会　第13回定例会"),
        ("令和６年度第２回", "2024-10-01", "2025-04-01", None),  # the next fiscal year may count anew, or have another name
        ("令和６年第５回定例会", "2024-12-20", "2025-01-20", None),
        ("令和５年度第２回", "2024-10-01", "2024-11-01", None),  # not even the meeting before was of the year that it says
        ("令和６年度第２回", "2024-10-01", "2024-09-01", None),
        ("令和６年度第２回臨時会", "2024-10-01", "2024-11-01", None),
        ("第10回", "2024-10-01", "2024-11-01", None),
        ("令和６年度臨時", "2024-10-01", "2024-11-01", None),
    ],
)
def test_a_name_goes_one_on_where_that_is_sure(name: str, before: str, day: str, following: str | None) -> None:
    assert next_name(name, dt.date.fromisoformat(before), dt.date.fromisoformat(day)) == following
