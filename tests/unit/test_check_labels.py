from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import codes, law, plan_of

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.labels import check_labels, listed
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity

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
    "sentence",
    [
        "前回の会議で配った資料９を見ること。",
        "第１回会議の資料９を見ること。",
        "国の資料９を見ること。",
        "資料９部を配った。",
        "説明資料９を配った。",
        "参考資料１を見ること。",
        "別添の資料９を見ること。",
    ],
)
def test_labels_of_others_and_counts_of_papers_are_right(sentence: str) -> None:
    assert told(*packet(3), sentence) == []


def test_the_parts_of_a_paper_bear_numbers_of_their_own() -> None:
    assert told(*packet(3), "資料２－１", "見本県の地図", "資料２－２", "見本県の表") == []
    listed_parts = ["配付資料", *(f"資料１－{n}　{TITLES[n]}" for n in (1, 2, 3))]
    heads = [each for n in (1, 2, 3) for each in (f"資料１－{n}", TITLES[n])]
    assert told(*listed_parts, *heads, "詳しくは資料１を見ること。") == []
    assert codes(told(*listed_parts, *heads, "詳しくは資料１－４を見ること。")) == ["HD243"]


@pytest.mark.parametrize(
    ("sentence", "severities"),
    [
        (
            "資料５を御覧ください。",
            {TextOrigin.YAML: Severity.ERROR, TextOrigin.MADE: Severity.ERROR, TextOrigin.SUPPLIED: Severity.WARNING},
        ),
        ("資料５は、別に送る。", {TextOrigin.YAML: Severity.ERROR, TextOrigin.SUPPLIED: None}),
        ("資料５のとおりである。", {TextOrigin.YAML: Severity.ERROR, TextOrigin.SUPPLIED: Severity.WARNING}),
        ("資料２を御覧ください。", {TextOrigin.YAML: None, TextOrigin.MADE: None, TextOrigin.SUPPLIED: None}),
        ("前回の資料５を御覧ください。", {TextOrigin.YAML: None, TextOrigin.MADE: None, TextOrigin.SUPPLIED: None}),
        ("資料２－３を御覧ください。", {TextOrigin.YAML: None, TextOrigin.MADE: None}),  # a part of 資料２
        ("参考資料５を御覧ください。", {TextOrigin.YAML: None}),  # the meeting numbers none
        ("資料５部を配る。", {TextOrigin.YAML: None}),
        ("資料５名分を配る。", {TextOrigin.YAML: None}),
    ],
)
def test_a_label_that_no_paper_of_the_meeting_has_is_an_error_in_our_own_texts(
    sentence: str, severities: dict[TextOrigin, Severity | None]
) -> None:
    plan, _ = plan_of({"handouts": [{"title": title, "supplied_by": "財政課"} for title in TITLES[:3]]})
    for origin, severity in severities.items():
        problems = check_labels([replace(checked(sentence), kind=origin)], CheckContext(plan))
        assert [(each.code, each.severity) for each in problems] == ([("HD243", severity)] if severity else [])


def test_a_label_that_our_yaml_spells_otherwise_is_told() -> None:
    plan, _ = plan_of({"handouts": [{"title": title, "supplied_by": "財政課"} for title in TITLES[:3]]})
    for sentence, code in {"資料No.2を見る。": ["HD247"], "資料2を見る。": ["HD247"], "資料 ２を見る。": []}.items():
        assert codes(check_labels([replace(checked(sentence), kind=TextOrigin.YAML)], CheckContext(plan))) == code
