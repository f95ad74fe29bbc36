from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.date_style import DateStyle
from hyoga_docs.japanese.dates import era_year, weekday
from hyoga_docs.japanese.numerals import Digits

USUAL = Digits.ONE_FULL_TWO_HALF
DAYS = st.dates(dt.date(1873, 1, 1), dt.date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (dt.date(1873, 1, 1), "明治６年１月１日"),
        (dt.date(1912, 7, 29), "明治45年７月29日"),
        (dt.date(1912, 7, 30), "大正元年７月30日"),
        (dt.date(1926, 12, 24), "大正15年12月24日"),
        (dt.date(1926, 12, 25), "昭和元年12月25日"),
        (dt.date(1927, 1, 1), "昭和２年１月１日"),
        (dt.date(1989, 1, 7), "昭和64年１月７日"),
        (dt.date(1989, 1, 8), "平成元年１月８日"),
        (dt.date(2019, 4, 30), "平成31年４月30日"),
        (dt.date(2019, 5, 1), "令和元年５月１日"),
        (dt.date(2019, 10, 31), "令和元年10月31日"),
        (dt.date(2020, 1, 1), "令和２年１月１日"),
        (dt.date(2028, 12, 31), "令和10年12月31日"),
    ],
)
def test_eras_change_on_their_own_days(day: dt.date, printed: str) -> None:
    assert DateStyle(USUAL).day(day) == printed


@pytest.mark.parametrize(
    ("digits", "printed"), [(USUAL, "令和６年５月10日"), (Digits.FULL, "令和６年５月１０日"), (Digits.HALF, "令和6年5月10日")]
)
def test_a_date_follows_the_digits_of_the_house(digits: Digits, printed: str) -> None:
    assert DateStyle(digits).day(dt.date(2024, 5, 10)) == printed


@law
@given(DAYS, st.sampled_from(Digits))
def test_the_first_year_is_gannen_in_every_style(day: dt.date, digits: Digits) -> None:
    name, year = era_year(day)
    text = DateStyle(digits).year(day)
    assert text.startswith(name)
    assert (text == f"{name}元年") == (year == 1)


@law
@given(DAYS)
def test_an_era_year_counts_calendar_years_from_the_first(day: dt.date) -> None:
    first = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
    name, year = era_year(day)
    assert year >= 1
    assert first[name] + year - 1 == day.year


@law
@given(DAYS)
def test_the_next_day_is_the_same_year_or_the_next_or_a_new_era(day: dt.date) -> None:
    (name, year), (next_name, next_year) = era_year(day), era_year(day + dt.timedelta(days=1))
    if name != next_name:
        assert next_year == 1
    else:
        assert next_year - year == (day.month == 12 and day.day == 31)


@pytest.mark.parametrize("day", [dt.date(1872, 12, 31), dt.date(1, 1, 1)])
def test_a_day_before_the_calendar_has_no_era(day: dt.date) -> None:
    with pytest.raises(ValueError, match="before 1873"):
        era_year(day)


@pytest.mark.parametrize(
    ("day", "name"),
    [(dt.date(2019, 10, 31), "木"), (dt.date(2000, 1, 1), "土"), (dt.date(2024, 2, 29), "木"), (dt.date(2024, 5, 5), "日")],
)
def test_the_weekday_is_computed(day: dt.date, name: str) -> None:
    assert weekday(day) == name
    assert DateStyle(USUAL).day_and_weekday(day).endswith(f"日（{name}）")


@law
@given(DAYS)
def test_seven_days_running_have_seven_weekdays(day: dt.date) -> None:
    assert {weekday(day + dt.timedelta(days=n)) for n in range(7)} == set("月火水木金土日")
