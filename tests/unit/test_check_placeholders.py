from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import law

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.placeholders import check_drafts, check_placeholders
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.date_style import DateStyle
from hyoga_docs.japanese.numerals import Digits


def told(*passages: str, context: CheckContext = ALONE) -> list[Problem]:
    return check_placeholders(checked(*passages), context)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("令和●年●月●日に開く。", "HD211", "令和●年●月●日"),
        ("令和６年○月○日に開く。", "HD211", "令和６年○月○日"),
        ("５月●日に開く。", "HD211", "５月●日"),
        ("令和　　年　　月　　日", "HD211", "令和　　年　　月　　日"),
        ("令和X年度の計画", "HD211", "令和X年度"),
        ("○○課が担当する。", "HD212", "○○"),
        ("会場は●●会館である。", "HD212", "●●"),
        ("電話　○○○○－○○－○○○○", "HD212", "電話　○○○○－○○－○○○○"),
        ("担当は【要確認】である。", "HD212", "【要確認】"),
        ("会場はTBDである。", "HD212", "TBD"),
        ("会場はXXX会館である。", "HD212", "XXX"),
        ("二〇〇〇人、担当は〇〇課", "HD212", "〇〇"),
        ("○○委員会　御中", "HD212", "○○"),
        ("令和７年４月15日（）に開いた。", "HD211", "４月15日（）"),
        ("四月十五日（　）に開く。", "HD211", "四月十五日（　）"),
        ("令和７年４月15日（　　）に開く。", "HD211", "４月15日（　　）"),
    ],
)
def test_what_waits_is_told_and_is_an_error_at_last(text: str, code: str, words: str) -> None:
    (problem,) = told(text)
    assert (problem.code, problem.severity) == (code, Severity.WARNING)
    assert (problem.quote or "")[slice(*(problem.caret or (0, 0)))] == words
    assert [each.severity for each in told(text, context=CheckContext(final=True))] == [Severity.ERROR]
    assert [each.severity for each in told("計画（案）", text)] == [Severity.NOTE]


@pytest.mark.parametrize(
    "text",
    [
        "「○○について」のような題名",
        "「令和○年○月○日」と書く。",
        "記入例：令和○年○月○日",
        "● 開会",
        "○月次報告の見方",
        "○ 年度の初めに開く。",
        "評価は、◎、○、△、×の４段階とする。",
        "令和の会議である。",
        "充足率は一〇〇％である。",
        "二〇〇人が二〇〇〇年度に入会した。",
        "西暦二〇〇五年、〇・〇五％、三〇〇〇円",
        "data_XXX.csv と XXX.bin は、番号が付いたファイルである。",
        "名前が list-XXX の形である送り先",
        "令和７年４月15日（火）に開いた。",
        "様式第１号　令和７年４月　日（　）",
        "第15回の日（）を決める。",
    ],
)
def test_marks_that_are_meant_are_not_told(text: str) -> None:
    assert told(text) == []


@law
@given(st.dates(dt.date(1873, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(Digits), st.booleans())
def test_a_day_that_is_printed_waits_for_nothing(day: dt.date, digits: Digits, with_weekday: bool) -> None:
    style = DateStyle(digits, weekday_form="（{}）" if with_weekday else "")
    assert told(f"会議は{style.day_and_weekday(day)}に開く。") == []


def test_who_speaks_in_minutes_without_a_name_stays_so() -> None:
    minutes = ["○○委員　賛成である。", "事務局　説明する。", "○○委員　よく分かった。", "先ほどの○○委員の発言のとおりである。"]
    assert told(*minutes) == []
    assert [each.code for each in told(*minutes, "担当は○○課である。")] == ["HD212"]
    assert [(each.code, each.severity) for each in told("○○委員から質問があった。")] == [("HD212", Severity.NOTE)]


@pytest.mark.parametrize(
    ("texts", "quotes"),
    [
        (["見本市総合計画（案）", "１　見本市総合計画（案）", "見本市総合計画"], ["見本市総合計画"]),
        (["資料１　見本市総合計画（案）", "資料１　見本市総合計画"], ["資料１　見本市総合計画"]),
        (["（１）見本市総合計画（案）について", "１　見本市総合計画について"], ["１　見本市総合計画について"]),
        (["見本市総合計画（案）", "１　見本市総合計画（案）"], []),
        (["資料１　見本市総合計画（案）", "（１）見本市総合計画について"], []),  # what is talked about, and its paper
        (["見本市総合計画（案）を配り、説明した。", "見本市総合計画"], []),
        (["見本市総合計画（案）", "見本市総合計画は、十年を期間とする。"], []),
        (["見本市総合計画（案）", "見本市総合計画の概要"], []),
        (["規約（案）", "規約"], []),
    ],
)
def test_a_title_that_bears_its_mark_in_some_places_only_is_noted(texts: list[str], quotes: list[str]) -> None:
    problems = check_drafts([checked(*texts)], ALONE)
    assert [(problem.code, problem.severity, problem.quote) for problem in problems] == [
        ("HD213", Severity.NOTE, quote) for quote in quotes
    ]
