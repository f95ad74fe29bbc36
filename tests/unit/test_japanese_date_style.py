from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.date_reader import find_dates
from hyoga_docs.japanese.date_style import DateStyle, weekday_form, year_form
from hyoga_docs.japanese.dates import weekday
from hyoga_docs.japanese.numerals import Digits

YEARS = (
    "令和６年",
    "令和６年（2024年）",
    "令和６（2024）年",
    "2024年",
    "2024年（令和６年）",
    "2024（令和６）年",
    "令和6年(2024年)",
    "令和元年",
)
WEEKDAYS = ("（水）", "（水曜日）", "(水)", "水曜日", "　水曜日", "（月曜）", "none")
DAY = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("example", "printed"),
    [
        ("令和６年", "令和元年10月31日"),
        ("令和元年（2019年）", "令和元年（2019年）10月31日"),
        ("平成31(2019)年", "令和元(2019)年10月31日"),
        ("2024年", "2019年10月31日"),
        ("西暦2024年", "西暦2019年10月31日"),
        ("2024年（令和６年）", "2019年（令和元年）10月31日"),
        ("２０２４年（令和６）", "2019年（令和元）10月31日"),
    ],
)
def test_a_year_is_printed_as_the_example(example: str, printed: str) -> None:
    assert DateStyle(year_form=year_form(example)).day(dt.date(2019, 10, 31)) == printed


@pytest.mark.parametrize(
    ("example", "printed"),
    [
        ("（木）", "（水）"),
        ("（木曜日）", "（水曜日）"),
        ("(木)", "(水)"),
        ("木曜日", "水曜日"),
        (" 木曜日", " 水曜日"),
        ("none", ""),
        ("", ""),
    ],
)
def test_a_weekday_is_printed_as_the_example(example: str, printed: str) -> None:
    style = DateStyle(weekday_form=weekday_form(example))
    assert style.day_and_weekday(DAY) == "令和６年５月１日" + printed


@law
@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(YEARS), st.sampled_from(WEEKDAYS), st.sampled_from(Digits)
)
def test_a_day_is_read_as_it_was_meant_in_every_style(day: dt.date, year: str, week: str, digits: Digits) -> None:
    style = DateStyle(digits, year_form(year), weekday_form(week))
    (found,) = find_dates(f"会議は{style.day_and_weekday(day)}に開く。")
    assert (found.date, found.weekday) == (day, None if week == "none" else weekday(day))


@pytest.mark.parametrize(
    "example", ["令和６年（2023年）", "令和７年（2024年）", "６年", "令和６年５月１日", "R6年", "令和６年（2024年)", "2024"]
)
def test_an_example_of_a_year_that_says_two_things_or_none_is_refused(example: str) -> None:
    with pytest.raises(ValueError, match=r"年は|見本になりません"):
        year_form(example)


@pytest.mark.parametrize("example", ["（祝）", "（水", "水曜日）", "(水）", "Wed", "（水）（木）"])
def test_an_example_of_a_weekday_that_is_none_is_refused(example: str) -> None:
    with pytest.raises(ValueError, match="曜日の見本になりません"):
        weekday_form(example)


@pytest.mark.parametrize(
    ("year", "day", "printed"),
    [
        (2024, DAY, "令和６年度"),
        (2024, dt.date(2025, 3, 31), "令和６年度"),
        (2019, dt.date(2019, 4, 10), "平成31年度"),
        (2019, dt.date(2020, 2, 1), "令和元年度"),
        (2025, DAY, "令和７年度"),
    ],
)
def test_a_fiscal_year_is_that_which_is_asked_for(year: int, day: dt.date, printed: str) -> None:
    assert DateStyle().fiscal_year(year, day) == printed
    both = DateStyle(year_form="{era}年（{ad}年）").fiscal_year(year, day)
    assert both == f"{printed}（{year}年度）"
