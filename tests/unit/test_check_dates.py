from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import codes, law, planned

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.dates import check_dates
from hyoga_docs.check.meeting_day import check_meeting_day
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.dates import era_year, weekday

DAYS = st.dates(dt.date(1989, 1, 1), dt.date(2040, 12, 31))
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def told(*passages: str) -> list[Problem]:
    return check_dates(checked(*passages), ALONE)


@st.composite
def spelt(draw: st.DrawFn, day: dt.date, name: str) -> str:
    """A day with a weekday, in one of the ways that people type it."""
    era, year = era_year(day)
    in_era = "元" if year == 1 else str(year)
    gap = draw(st.sampled_from(["", " ", "　"]))
    years = draw(
        st.sampled_from(
            [f"{era}{gap}{in_era}{gap}年", f"{day.year}年", f"{era}{in_era}年（{day.year}年）", f"{day.year}（{era}{in_era}）年"]
        )
    )
    text = f"{years}{gap}{day.month}{gap}月{gap}{day.day}{gap}日"
    if draw(st.booleans()):
        text = text.translate(FULL)
    return text + draw(
        st.sampled_from([f"（{name}）", f"({name})", f"（{name}曜日）", f"{name}曜日", f"（{name}・祝）", f" （ {name} ）"])
    )


@law
@given(DAYS, st.data())
def test_a_right_day_is_not_told_in_any_spelling(day: dt.date, data: st.DataObject) -> None:
    assert told(f"会議は{data.draw(spelt(day, weekday(day)))}に開く。") == []


@law
@given(DAYS, st.integers(1, 6), st.data())
def test_another_weekday_is_told_with_the_right_one(day: dt.date, later: int, data: st.DataObject) -> None:
    wrong = "月火水木金土日"[(day.weekday() + later) % 7]
    text = data.draw(spelt(day, wrong))
    (problem,) = told(f"会議は{text}に開く。")
    assert (problem.code, problem.severity) == ("HD222", Severity.ERROR)
    assert problem.quote
    assert problem.caret
    assert problem.quote[slice(*problem.caret)] == text
    assert weekday(day) in (problem.hint or "")


@pytest.mark.parametrize(
    "text", ["平成29315日", "令和７年924日まで", "令和７年1125日（火）", "令和７年７１日現在", "令和元７年４月１日"]
)
def test_a_day_without_its_month_and_a_year_in_two_ways_are_errors(text: str) -> None:
    assert [(problem.code, problem.severity) for problem in told(f"期限は、{text}である。")] == [("HD221", Severity.ERROR)]


@pytest.mark.parametrize(
    "text",
    [
        "令和７年は、年間365日休まない。",
        "開館した日は、令和６年285日、令和７年290日である。",
        "令和６年115日から令和７年120日に増えた。",
        "令和７年10日間の休業",
        "令和元年度、令和元・２年度",
        "令和７年11月25日まで",
    ],
)
def test_numbers_of_days_in_a_year_are_not(text: str) -> None:
    assert told(text) == []


@law
@given(DAYS, DAYS)
def test_a_span_is_told_where_it_ends_before_it_begins(one: dt.date, other: dt.date) -> None:
    first, last = (f"{day.year}年{day.month}月{day.day}日" for day in sorted((one, other)))
    assert told(f"期間は{first}から{last}までとする。") == []
    assert codes(told(f"期間は{last}～{first}とする。")) == ([] if one == other else ["HD226"])


@law
@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
def test_a_number_of_years_counts_both_ends(first: int, more: int, said: int) -> None:
    text = f"令和{first + 1}年度から令和{first + more}年度までの{said}年間の計画とする。"
    assert codes(told(text)) == ([] if said == more else ["HD228"] if more > 0 else ["HD226"])


@law
@given(DAYS, st.integers(-3, 3))
def test_two_ways_to_count_years_say_one_year(day: dt.date, off: int) -> None:
    era, year = era_year(day)
    text = f"{era}{'元' if year == 1 else year}年（{day.year + off}年）{day.month}月{day.day}日に開いた。"
    assert codes(told(text)) == (["HD225"] if off else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("平成31年５月１日に開いた。令和の会議である。", "HD223"),
        ("令和元年４月30日に開いた。", "HD223"),
        ("令和１年10月１日に開いた。", "HD224"),
        ("令和６年２月30日に開いた。", "HD221"),
        ("２月30日に開いた。", "HD221"),
        ("時刻は24:30～25:00とする。", "HD221"),
        ("時刻は13:00～12:00とする。", "HD226"),
    ],
)
def test_what_cannot_be_is_told(text: str, code: str) -> None:
    assert codes(told(text)) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "平成31年度と令和元年度を比べた。",
        "平成31年度（令和元年度）の予算",
        "平成32年度までの計画",
        "２月29日に開く。",
        "12月１日～１月31日は休みとする。",
        "時刻は22:00～５:00、10:00～24:00、午前10時～１時とする。",
        "比は3：2とする。",
        "令和６年４月１日（2024年４月１日）に公布した。",
    ],
)
def test_what_can_be_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (["第１回見本会議", "時間　10:00～12:00"], ["HD229"]),
        (["第１回見本会議", "日時　令和６年５月１日（水）　10:00～12:00"], []),
        (["見本の記録", "時間　10:00～12:00"], []),
    ],
)
def test_a_first_page_that_says_the_hour_says_the_day(page: list[str], code: list[str]) -> None:
    assert codes(check_meeting_day(checked(*page), ALONE)) == code


def test_a_supplement_from_before_the_era_changed_is_right_as_it_was(tmp_path: Path) -> None:
    said = "委員の任期は、<a>にかかわらず、平成33年３月31日までとする。"
    charter = f"title: 要綱\nsections: [{{id: a, text: 会議を置く。}}]\nsupplementary: [{{effective: 2018-04-01, text: {said}}}]\n"
    plan, problems = planned(tmp_path, charter=charter)
    assert problems == []
    printed = f"２　{said.replace('<a>', '第４条第１項の規定')}"
    assert check_dates(checked(said, printed), CheckContext(plan)) == []
    assert codes(check_dates(checked(said.replace("まで", "以後")), CheckContext(plan))) == ["HD223"]


@pytest.mark.parametrize(
    "text",
    [
        "受付　②11月1日（日）～令和3年1月6日（水）",
        "12月2日（月）から令和7年1月10日（金）まで",
        "10月1日(木)〜2021年1月15日(金)",
        "2月28日（金）～令和2年3月1日（日）",
    ],
)
def test_a_span_may_begin_in_the_year_before_that_of_its_end(text: str) -> None:
    assert told(text) == []


def test_the_beginning_of_a_span_is_of_no_other_year() -> None:
    (problem,) = told("受付　11月1日（月）～令和3年1月6日（水）")  # as in 2021
    assert (problem.code, problem.severity) == ("HD222", Severity.WARNING)
    assert "2020年の11月1日は日曜日" in (problem.hint or "")


def test_a_day_without_a_year_is_near_those_with_one() -> None:
    assert told("令和3年1月15日", "前回は、11月20日（金）に開いた。") == []  # of 2020
    assert told("令和3年1月15日", "次回は、3月22日（月）に開く。") == []
    assert [each.code for each in told("令和3年1月15日", "前回は、11月20日（土）に開いた。")] == []  # as in 2021
    assert [each.code for each in told("令和3年1月15日", "2月1日（日）に開く。")] == ["HD222"]  # as in 2026


@pytest.mark.parametrize("text", ["平成29315日の資料", "令和５1013日に開く。", "昭和 631 日"])
def test_a_day_without_its_month_is_none(text: str) -> None:
    assert [(each.code, each.severity) for each in told(text)] == [("HD221", Severity.ERROR)]


@pytest.mark.parametrize("text", ["令和５年10月13日", "平成30年度から1000日", "令和の100日間", "昭和63年"])
def test_numbers_of_days_are_no_dates(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["放送は25時から26時まで", "深夜の番組（25:30～26:00）", "運行は、5時～25時"])
def test_hours_may_be_counted_on_after_midnight(text: str) -> None:
    assert told(text) == []
    assert [each.code for each in told(re.sub("放送|深夜の番組|運行", "会議", text))] == ["HD221"]
