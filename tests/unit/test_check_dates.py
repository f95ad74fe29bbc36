from __future__ import annotations

import datetime as dt
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
