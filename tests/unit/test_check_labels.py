from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import codes, law

from hyoga_docs.check.labels import check_labels, listed
from hyoga_docs.core.problem import Problem

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
TITLES = ["見本県の予算", "見本県の計画", "見本県の規約", "見本県の条例", "構成員の名簿", "会議の日程"]


def told(*passages: str) -> list[Problem]:
    return check_labels([checked(*passages)], ALONE)


def label(number: int) -> str:
    return f"資料{str(number).translate(FULL)}"


def packet(count: int) -> list[str]:
    """A list of papers, and the papers."""
    lines = ["配付資料", *(f"{label(n)}　{TITLES[n - 1]}" for n in range(1, count + 1))]
    return lines + [each for n in range(1, count + 1) for each in (label(n), TITLES[n - 1], f"詳しくは{label(n)}を見ること。")]


@law
@given(st.integers(3, 6))
def test_papers_that_bear_the_labels_of_their_list_are_not_told(count: int) -> None:
    assert told(*packet(count)) == []
    assert [line.title for line in listed(checked(*packet(count)))] == TITLES[:count]


@law
@given(st.integers(4, 6), st.data())
def test_a_label_that_no_paper_bears_is_told_in_the_list(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, count))
    passages = packet(count)
    passages.remove(label(number))
    (problem,) = told(*passages)
    assert (problem.code, problem.quote) == ("HD242", f"{label(number)}　{TITLES[number - 1]}")


@law
@given(st.integers(3, 6), st.integers(7, 99))
def test_a_label_that_the_list_has_not_is_told_where_it_is_named(count: int, number: int) -> None:
    (problem,) = told(*packet(count), f"なお、資料{number}も見ること。")
    assert (problem.code, (problem.quote or "")[slice(*(problem.caret or (0, 0)))]) == ("HD243", f"資料{number}")


@pytest.mark.parametrize("spelling", ["資料2", "資料No.２", "資料No２", "資料№２"])
def test_a_label_that_is_spelt_otherwise_is_told(spelling: str) -> None:
    passages = [spelling if each == "資料２" else each for each in packet(3)]
    (problem,) = told(*passages)
    assert (problem.code, problem.hint) == ("HD247", "「資料２」と書いてください。")


def test_spaces_in_a_label_are_no_other_spelling() -> None:
    assert told(*("資料　２" if each == "資料２" else each for each in packet(3))) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("別紙１のとおりとする。", ["HD244"]),
        ("別紙１と別紙２のとおりとする。", []),
        ("別紙のとおりとする。", []),
        ("様式第１号を使う。", []),
    ],
)
def test_a_number_that_only_one_bears_is_noted(text: str, code: list[str]) -> None:
    assert codes(told(text)) == code
