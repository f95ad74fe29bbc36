"""改め文: what a legal clerk would write, and the law that every one makes the new text of the old, letter for letter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from amended_charters import RandomCharters, printed
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.amendments.amending import amend
from hyoga_docs.amendments.amending.amend import amended, amending_paragraphs
from hyoga_docs.amendments.amending.annex_reader import read_annexes
from hyoga_docs.amendments.amending.annex_sentences import annex_sentences
from hyoga_docs.amendments.amending.charter_tree import charter_lines
from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.printed_annexes import annexes_of
from hyoga_docs.amendments.amending.supplement_sentences import supplement_sentences
from hyoga_docs.amendments.amending.word_edits import find_edits
from hyoga_docs.core.problem import UsageError
from hyoga_docs.spec.style import AmendmentStyle, Style

if TYPE_CHECKING:
    from random import Random

SAMPLES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("amending_sentences.yaml").read_text(encoding="utf-8"))
HOUSES = [
    Style(),
    Style(article_number="第一条"),
    Style(article_heading="第１条（見出し）", paragraph_number="第１条　１"),
    Style(digits="half", item_gap=False),
    Style(charter_numbers=("第１", "１", "（１）", "ア")),
    Style(charter_numbers=("１．", "（１）", "・")),
]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["name"])
def test_a_clerk_would_write_the_same(sample: dict[str, Any]) -> None:
    form = {} if sample.get("numbers") else {"form": "articles"}
    made = amending_paragraphs(printed(sample["old"], Style(), **form), printed(sample["new"], Style(), **form), Style())
    assert [("" if each.kind == "sentence" else "| ") + each.text for each in made] == sample["sentences"]


@law
@given(st.randoms(use_true_random=False), st.booleans(), st.sampled_from(HOUSES), st.sampled_from(["", "の"]))
def test_read_again_and_carried_out_it_gives_the_new_text(random: Random, articles: bool, style: Style, joint: str) -> None:
    says = AmendmentStyle(joint=joint, ranges=random.random() < 0.5, throughout=random.random() < 0.5)
    style = style.model_copy(update={"amendment": says})
    charters = RandomCharters(random, articles=articles)
    before = charters.sections()
    form = {"form": "articles", "contents": random.random() < 0.3} if articles else {}
    old, new = printed(before, style, **form), printed(charters.amended(before), style, **form)
    made = amending_paragraphs(old, new, style)
    assert amended(charter_lines(old), made, HouseNumbers(style, articles)) == charter_lines(new)


@law
@given(st.randoms(use_true_random=False), st.booleans(), st.sampled_from(HOUSES))
def test_so_it_does_with_schedules_and_a_supplement(random: Random, articles: bool, style: Style) -> None:
    charters = RandomCharters(random, articles=articles)
    form = {"form": "articles"} if articles else {}
    pay = {"heading": "報酬", ("text" if articles else "body"): "報酬の額は、<t0>のとおりとする。"}

    def with_pay(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
        last = sections[-1]
        return [*sections[:-1], {**last, "sections": [*last["sections"], pay]}] if "sections" in last else [*sections, pay]

    sections, schedules, supplement = charters.sections(), charters.schedules(), charters.supplement()
    old = printed(with_pay(sections), style, schedules=schedules, supplementary=[supplement], **form)
    new = printed(
        with_pay(charters.amended(sections)),
        style,
        schedules=charters.amended_schedules(schedules),
        supplementary=[charters.amended_supplement(supplement)],
        **form,
    )
    house = HouseNumbers(style, articles)
    made = amending_paragraphs(old, new, style)
    assert amended(charter_lines(old), made, house) == charter_lines(new)
    supplement_sentences(old, new, (), house.say)  # which reads what it says again, as the next does
    before, after = annexes_of(old, None, {}), annexes_of(new, None, {})
    said = annex_sentences(before, after, house.say, supplemented=True)
    assert read_annexes([each.text for each in before], said) == [each.text for each in after]


def test_where_no_sentence_leads_to_the_new_text_none_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (printed([{"heading": "設置", "body": [text]}], Style()) for text in ("会議を置く。", "協議会を置く。"))
    monkeypatch.setattr(amend, "amended", lambda *_: None)
    with pytest.raises(UsageError) as refused:
        amending_paragraphs(old, new, Style())
    assert [each.code for each in refused.value.problems] == ["HD686"]


def test_a_charter_that_changes_its_form_is_amended_whole() -> None:
    numbers = printed([{"heading": "設置", "body": ["協議会を置く。"]}], Style())
    articles = printed([{"heading": "設置", "text": "協議会を置く。"}], Style(), form="articles")
    made = amending_paragraphs(numbers, articles, Style())
    assert [each.text for each in made] == ["本則を次のように改める。", "（設置）", "第１条　協議会を置く。"]


@pytest.mark.parametrize(
    "sentence",
    [
        "第１条中「市長」を「教育長」に改める。",  # not there
        "第２条中「協議会」を「会議」に改める。",  # no such 条
        "第１条中「会議」を「協議会」に改め、同項第１号を削る。",  # no 項 was named
        "第１条中「会議」を「協議会に改める。",
        "第１条中「会議」を「協議会」に改める",
        "第１条を削るものとする。",
        "第１条に次の１項を加える。",  # and nothing below
    ],
)
def test_a_sentence_that_is_not_clear_is_carried_out_by_nobody(sentence: str) -> None:
    charter = printed([{"heading": "設置", "text": "市に会議を置く。"}], Style(), form="articles")
    said = (AmendingParagraph("sentence", 1, sentence),)
    assert amended(charter_lines(charter), said, HouseNumbers(Style(), in_articles=True)) is None


@pytest.mark.parametrize(("old", "new"), [("（" * 2_000, "（" * 1_999 + "あ"), ("及び" * 1_000, "及び" * 999 + "又は")])
def test_no_quotation_is_longer_than_a_clerk_would_read(old: str, new: str) -> None:
    assert find_edits([old], [new]) is None
