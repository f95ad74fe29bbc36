from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.date_reader import ERAS, find_dates, iso_day
from hyoga_docs.japanese.date_style import DateStyle
from hyoga_docs.japanese.dates import era_year, weekday
from hyoga_docs.japanese.numerals import Digits

DAYS = st.dates(dt.date(1873, 1, 1), dt.date(2099, 12, 31))


@law
@given(DAYS, st.sampled_from(Digits), st.booleans())
def test_a_date_that_is_printed_is_read_as_itself(day: dt.date, digits: Digits, with_weekday: bool) -> None:
    style = DateStyle(digits, weekday_form="（{}）" if with_weekday else "")
    text = style.day_and_weekday(day)
    (found,) = find_dates(f"会議は{text}に開く。")
    assert found.date == day
    assert (found.start, found.end) == (3, 3 + len(text))
    assert (found.era, found.in_era) == era_year(day)
    assert found.gannen == (found.in_era == 1)
    assert found.weekday == (weekday(day) if with_weekday else None)
    assert not found.is_impossible
    assert not found.fiscal


@law
@given(DAYS, st.sampled_from(Digits))
def test_a_year_that_is_printed_is_read_as_itself(day: dt.date, digits: Digits) -> None:
    (found,) = find_dates(f"{DateStyle(digits).year(day)}度の計画")
    assert (found.year, found.month, found.day, found.fiscal) == (day.year, None, None, True)
    first, last = ERAS[era_year(day)[0]][1:]
    assert first <= day or era_year(day)[0] == "明治"
    assert last is None or day <= last


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年（２０１９年）10 月 31 日（木）", dt.date(2019, 10, 31)),
        ("2019（令和元）年10月31日", dt.date(2019, 10, 31)),
        ("令和元（2019）年10月31日", dt.date(2019, 10, 31)),
        ("R1年10月31日", dt.date(2019, 10, 31)),
        ("2019年10月31日", dt.date(2019, 10, 31)),
        ("２０１９年１０月３１日（木・祝）", dt.date(2019, 10, 31)),
        ("平成 31 年 ４ 月 30 日", dt.date(2019, 4, 30)),
        ("令和６年２月30日", None),
        ("令和６年４月", None),
    ],
)
def test_a_date_is_read_in_every_spelling(text: str, day: dt.date | None) -> None:
    (found,) = find_dates(text)
    assert found.date == day


@pytest.mark.parametrize("text", ["12か月の間", "第３月曜日に開く", "10,000円", "３月", "一月遅れ", "年月日"])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-08-20", "2026-08-20"),
        (" 2026/8/20 ", "2026-08-20"),
        ("２０２６－０８－２０", "2026-08-20"),
        ("令和８年８月20日", "2026-08-20"),
        ("令和８年８月20日（木）", "2026-08-20"),
        ("R8.8.20（木）", "2026-08-20"),
        ("2026年８月20日", "2026-08-20"),
        ("令和８年８月20日（水）", "令和８年８月20日（水）"),
        ("８月20日", "８月20日"),
        ("令和８年８月20日の会議", "令和８年８月20日の会議"),
    ],
)
def test_a_day_that_is_typed_is_read_where_it_is_one(typed: str, day: str) -> None:
    assert iso_day(typed) == day
