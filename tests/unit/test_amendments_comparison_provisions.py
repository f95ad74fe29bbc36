"""Which provision of one edition is which of the other: by its place in the file, its id, its words, its place in the list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.amendments.comparison.amended_in_place import first_places
from hyoga_docs.amendments.comparison.charter_table import compare_charters
from hyoga_docs.amendments.comparison.model import ComparisonTable
from hyoga_docs.amendments.comparison.provisions import ProvisionMatching, provisions, walk
from hyoga_docs.amendments.comparison.text_report import report
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition, PrintedCharter
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.style import Comparison, Style
from hyoga_docs.spec.yaml.reader import YamlSource

DAY = dt.date(2024, 4, 1)
LAST, FIRST = {"until": "2024-03-31"}, {"since": "2024-04-01"}


def charter(*sections: Any, **more: Any) -> Charter:
    return Charter.model_validate({"title": "要領", "sections": list(sections), **more})


def printed(made: Charter, day: dt.date = DAY) -> PrintedCharter:
    lines, problems = print_charter(Edition(made, day, Style(), YamlSource("charter.yaml")), "charter", {})
    assert problems == []
    return lines


def on_two_days(made: Charter, before: dt.date = DAY - dt.timedelta(1)) -> list[str]:
    """The table of one file, without its first lines."""
    rows = compare_charters(printed(made, before), printed(made), Comparison(), first_places(made))
    return report(ComparisonTable("", rows, None), Comparison())[4:]


def of_two_files(old: Charter, new: Charter) -> dict[str, str]:
    """Of each provision of the new file the one that it was: words by words."""
    before, after = provisions(printed(old).lines), provisions(printed(new).lines)
    matching = ProvisionMatching(before, after)
    return {other.text: one.text for other in walk(after) for one in walk(before) if matching.was(other) is one}


def test_what_is_amended_where_it_stands_is_itself_whatever_it_says() -> None:
    heading = [{"text": "雑則", **LAST}, {"text": "委任", **FIRST}]
    item = {"text": [{"text": "会長が定める。", **LAST}, {"text": "運営に必要な細目は別紙のとおりとする。", **FIRST}]}
    body = [{"text": "事務局は、市役所に置く。", **LAST}, {"text": "庶務は、健康福祉部において処理する。", **FIRST}]
    assert on_two_days(charter({"heading": heading, "body": body, "items": [item, "乙"]})) == [
        "- １　［雑則］", "+ １　［委任］",
        "- ［事務局は、市役所に置く］。", "+ ［庶務は、健康福祉部において処理する］。",
        "- （１）［会長が定める］。", "+ （１）［運営に必要な細目は別紙のとおりとする］。",
        "  （２）　（略）",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["items", "bullets", "body"])
def test_of_neighbours_one_that_ends_the_day_before_the_other_begins_is_the_same_one(key: str) -> None:
    entries = ["甲", {"text": "会長が定める。", **LAST}, {"text": "運営に必要な細目", **FIRST}, "乙"]
    rows = on_two_days(charter({"heading": "雑則", key: entries}))
    assert not any("新設" in row or "削る" in row for row in rows)
    assert [row.strip("-+ （２）・［］。") for row in rows if row[0] in "-+"] == ["会長が定める", "運営に必要な細目"]


def test_neighbours_with_different_ids_are_two_provisions() -> None:
    old, new = {"id": "a", "heading": "会長", **LAST}, {"id": "b", "heading": "座長", **FIRST}
    assert on_two_days(charter(old, new)) == ["- ［１　会長］", "+ （削る）", "- （新設）", "+ ［１　座長］"]


def test_a_provision_that_was_amended_twice_is_itself_still() -> None:
    texts = ["会長が定める。", "市長と協議する。", "別紙によるものとする。"]
    terms = [{"until": "2020-03-31"}, {"since": "2020-04-01", **LAST}, FIRST]
    rows = on_two_days(
        charter("甲", *({"text": text, **term} for text, term in zip(texts, terms, strict=True))), dt.date(2019, 4, 1)
    )
    assert rows == ["  １　（略）", "- ２　［会長が定める］。", "+ ２　［別紙によるものとする］。"]


def test_of_several_that_are_amended_together_each_is_the_one_like_it_else_the_one_in_its_place() -> None:
    old = [{"text": text, **LAST} for text in ("会長が定める。", "委員は、20人以内とする。")]
    new = [{"text": text, **FIRST} for text in ("部会を置く。", "委員は、15人以内とする。", "経費")]
    assert on_two_days(charter(*old, *new)) == [
        "- １　［会長が定める］。", "+ １　［部会を置く］。",
        "- ２　委員は、［20人］以内とする。", "+ ２　委員は、［15人］以内とする。",
        "- （新設）", "+ ［３　経費］",
    ]  # fmt: skip


def test_of_one_that_is_split_the_second_half_is_new() -> None:
    text = [{"text": "議事は、出席した委員の過半数で決し、可否同数のときは、議長が決する。", **LAST}]
    text += [{"text": "議事は、出席した委員の過半数で決する。", **FIRST}]
    rows = on_two_days(charter({"text": text}, {"text": "前項の場合において、可否同数のときは、議長が決する。", **FIRST}))
    assert rows[-2:] == ["- （新設）", "+ ［２　前項の場合において、可否同数のときは、議長が決する。］"]


def test_of_two_files_ids_come_before_likeness_and_likeness_before_the_place() -> None:
    old = charter({"id": "a", "text": "甲を行う。"}, "会長は、会務を総理する。", "庶務は、福祉課が行う。", "その他")
    new = charter({"id": "a", "text": "乙"}, "部会", "会長は、会務を統括する。", "経費", "その他")
    assert of_two_files(old, new) == {
        "乙": "甲を行う。", "会長は、会務を統括する。": "会長は、会務を総理する。",
        "経費": "庶務は、福祉課が行う。", "その他": "その他",
    }  # fmt: skip


def test_an_id_that_was_renamed_changes_nothing() -> None:
    old, new = (charter({"id": name, "heading": "庶務", "body": ["総務課が行う。"]}, "雑則") for name in ("office", "secretariat"))
    assert compare_charters(printed(old), printed(new), Comparison()) == []


def test_what_went_elsewhere_word_for_word_is_not_taken_for_what_came_in_its_place() -> None:
    old = charter(
        {"id": "a", "heading": "一", "items": ["調査に関すること。", "甲"]}, {"id": "b", "heading": "二", "items": ["乙"]}
    )
    new = charter(
        {"id": "a", "heading": "一", "items": ["丙", "甲"]}, {"id": "b", "heading": "二", "items": ["乙", "調査に関すること。"]}
    )
    assert of_two_files(old, new)["調査に関すること。"] == "調査に関すること。"
    assert "丙" not in of_two_files(old, new)


def test_an_article_that_loses_its_first_paragraph_keeps_the_second_which_is_the_first_now() -> None:
    paragraphs = [
        {"text": "市内に住所を有する者とする。", **LAST},
        "予算の範囲内で交付する。",
        {"text": "額は、別に定める。", **FIRST},
    ]
    article = {"heading": "条件", "paragraphs": paragraphs}
    assert on_two_days(charter(article, form="articles")) == [
        "  （条件）",
        "- ［第１条　市内に住所を有する者とする。］", "+ （削る）",
        "- ［２］　（略）", "+ ［第１条］　（略）",
        "- （新設）", "+ ［２　額は、別に定める。］",
    ]  # fmt: skip


def test_a_paragraph_that_is_put_before_the_first_makes_that_the_second() -> None:
    paragraphs = [{"text": "委員は、10人とする。", **FIRST}, {"text": "委員は、市長が委嘱する。", "items": ["甲", "乙"]}]
    assert on_two_days(charter({"paragraphs": paragraphs}, form="articles")) == [
        "- （新設）", "+ ［第１条　委員は、10人とする。］", "- ［第１条］　（略）", "+ ［２］　（略）",
    ]  # fmt: skip


def test_of_two_files_too_the_paragraphs_of_an_article_are_taken_one_by_one_where_the_first_is_another_one() -> None:
    first = {"id": "kinds", "text": "委員は、次に掲げる者とする。", "items": ["甲", "乙"]}
    second = {"id": "number", "text": "委員の定数は、10人とする。"}
    old = charter({"heading": "委員", "paragraphs": [first, second]}, form="articles")
    new = charter({"heading": "委員", "paragraphs": [{**second, "text": "協議会は、委員15人で組織する。"}, first]}, form="articles")
    rows = compare_charters(printed(old), printed(new), Comparison())
    assert report(ComparisonTable("", rows, None), Comparison())[-2:] == ["- ［第１条］　（略）", "+ ［２］　（略）"]


WORDS = st.sampled_from(["会長が定める。", "会長は、会務を総理する。", "委員は、10人とする。", "甲", "乙"])
TERMS: st.SearchStrategy[dict[str, str]] = st.sampled_from([{}, {}, LAST, FIRST])
ENTRIES = st.builds(lambda text, term: {"text": text, **term}, WORDS, TERMS)
NUMBERED = st.builds(
    lambda entry, body, items: {**entry, "body": body, "items": items}, ENTRIES, *[st.lists(ENTRIES, max_size=4)] * 2
)
ARTICLES = st.builds(lambda words, items: {"heading": words, "paragraphs": items}, WORDS, st.lists(ENTRIES, min_size=1, max_size=4))


@law
@given(st.one_of(st.lists(NUMBERED, min_size=1, max_size=4), st.lists(ARTICLES, min_size=1, max_size=4)))
def test_the_table_of_one_file_says_both_days_and_is_empty_only_where_they_are_the_same(sections: list[Any]) -> None:
    made = charter(*sections, form="articles" if "paragraphs" in sections[0] else "numbers")
    old, new = printed(made, DAY - dt.timedelta(1)), printed(made)
    rows = compare_charters(old, new, Comparison(omitted=None), first_places(made))
    was, now = ([plain_text(line.number) + plain_text(line.text) for line in day.lines] for day in (old, new))
    assert (rows == []) == (was == now)
    columns = (
        [line.words for line in side if line and line.kind != "note"] for side in zip(*((r.old, r.new) for r in rows), strict=True)
    )
    for said, of in zip(columns, (sorted(was), sorted(now)), strict=False):  # what moved stands beside what it is now
        assert sorted(said) == of
