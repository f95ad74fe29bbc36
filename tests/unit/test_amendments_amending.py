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

from hyoga_docs.amendments.amending.amend import amended, amending_paragraphs
from hyoga_docs.amendments.amending.charter_tree import charter_lines
from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
from hyoga_docs.amendments.amending.model import SentenceForms
from hyoga_docs.spec.style import Style

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
    charters = RandomCharters(random, articles=articles)
    before = charters.sections()
    form = {"form": "articles", "contents": random.random() < 0.3} if articles else {}
    old, new = printed(before, style, **form), printed(charters.amended(before), style, **form)
    forms = SentenceForms(joint, ranges=random.random() < 0.5, throughout=random.random() < 0.5)
    made = amending_paragraphs(old, new, style, forms)
    assert amended(charter_lines(old), made, HouseNumbers(style, articles), forms) == charter_lines(new)
