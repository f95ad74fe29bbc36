from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import codes, law

from hyoga_docs.check.headings import check_headings
from hyoga_docs.core.problem import Problem
from hyoga_docs.japanese.numerals import circled
from hyoga_docs.text.passages import Grid

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
KANJI = "〇一二三四五六七八九十"
WAYS = {
    "章": lambda n: f"第{n}章　",
    "漢": lambda n: f"第{KANJI[n]}条　",
    "１": lambda n: f"{str(n).translate(FULL)}　",
    "1.": lambda n: f"{n}. ",
    "（１）": lambda n: f"（{str(n).translate(FULL) if n < 10 else n}）",
    "(1)": lambda n: f"({n})",
    "①": lambda n: circled(n),
    "Ⅰ": lambda n: f"{chr(ord('Ⅰ') + n - 1)}　",
    "⑴": lambda n: chr(ord("⑴") + n - 1),
    "第一": lambda n: f"第{KANJI[n]}　",
    "一": lambda n: f"{KANJI[n]}、",
    "（一）": lambda n: f"（{KANJI[n]}）",
    "ⅰ": lambda n: f"{chr(ord('ⅰ') + n - 1)}　",
    "1)": lambda n: f"{n}) ",
    "議案": lambda n: f"議案第{n}号　",
}
TITLES = ["目的", "期間", "対象", "体系", "予算", "広報", "評価", "体制", "その他", "課題"]


def told(*passages: str) -> list[Problem]:
    return check_headings(checked(*passages), ALONE)


def run(way: str, last: int) -> list[str]:
    return [WAYS[way](n) + TITLES[n - 1] for n in range(1, last + 1)]


def test_numbers_on_both_sides_of_a_comparison_table_are_not_told() -> None:
    rows = (("改正後", "改 正 前"), ("１　目的", "１　目的"), ("２　組織", "２　構成"), ("３　会長", "３　会議"))
    cells = [cell for row in rows for cell in row]
    assert check_headings(checked(*cells, grids=[Grid(rows)]), ALONE) == []
    assert check_headings(checked(*cells), ALONE) == []  # a PDF has no cells
    assert codes(check_headings(checked(*cells[2:]), ALONE)) == ["HD246", "HD246"]


@law
@given(st.sampled_from([*WAYS]), st.integers(1, 10), st.booleans())
def test_numbers_that_follow_each_other_are_not_told(way: str, last: int, parted: bool) -> None:
    headings = run(way, last)
    assert told(*(each for heading in headings for each in ([heading, "次のとおりである。"] if parted else [heading]))) == []


@law
@given(st.sampled_from([*WAYS]), st.integers(3, 10), st.data())
def test_a_number_that_is_left_out_is_told_at_the_next(way: str, last: int, data: st.DataObject) -> None:
    headings = run(way, last)
    at = data.draw(st.integers(1, last - 2))
    (problem,) = told(*headings[:at], *headings[at + 1 :])
    assert (problem.code, problem.quote) == ("HD245", headings[at + 1])


@law
@given(st.sampled_from([*WAYS]), st.integers(2, 9), st.data())
def test_a_number_that_stands_twice_is_told_at_the_second(way: str, last: int, data: st.DataObject) -> None:
    headings = run(way, last)
    at = data.draw(st.integers(1, last - 1))
    again = WAYS[way](at + 1) + "もう一つ"
    (problem,) = told(*headings[: at + 1], again, *headings[at + 1 :])
    assert (problem.code, problem.quote) == ("HD246", again)


@law
@given(st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_a_run_begins_anew_below_another_heading(lasts: list[int]) -> None:
    passages = [each for n, last in enumerate(lasts, 1) for each in (f"第{n}章　章", *run("１", last))]
    assert told(*passages) == []


@pytest.mark.parametrize("passages", [["2024年の計画", "2026年の計画"], ["１　目的", "３人で話す"], ["１　目的", "３％を超える"]])
def test_what_is_no_heading_is_not_told(passages: list[str]) -> None:
    assert codes(told(*passages)) == []


def test_a_charter_in_articles_has_no_numbers_that_are_missing_or_twice() -> None:
    lines = [
        "第３条　会議は、委員で組織する。",
        "２　委員は、市長が委嘱する。",
        "第３条の２　会議に、部会を置く。",
        "２　部会は、委員で組織する。",
    ]
    more = [
        "第３条の２の２　部会に、部会長を置く。",
        "２　部会長は、互選する。",
        "第３条の３　庶務は、課で行う。",
        "第４条　雑則を定める。",
    ]
    deleted = ["第５条及び第６条　削除", "第７条　会長が定める。"]
    assert told("第２条　目的を定める。", *lines, *more, *deleted, "１　この要綱は、施行する。", "２　旧要綱は、廃止する。") == []


def test_a_branch_that_is_left_out_is_told() -> None:
    lines = [f"第３条{branch}　{title}を定める。" for branch, title in zip(("", "の２", "の３", "の５"), TITLES, strict=False)]
    assert codes(told(*lines)) == ["HD245"]


def test_letters_in_the_order_of_iroha_are_counted_so() -> None:
    lines = [f"{letter}　{title}" for letter, title in zip("イロハニホ", TITLES, strict=False)]
    assert told(*lines) == []
    (problem,) = told(*lines[:2], *lines[3:])
    assert (problem.code, problem.quote) == ("HD245", "ニ　体系")
    assert "「ハ」" in problem.message
