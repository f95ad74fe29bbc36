from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.text.excel.formula_marks import looks_like_formula, marked, marked_text_cell, unmarked

TEXTS = st.text() | st.text("'=+-@＝＋－＠ \t\r\n　\ufeff甲", max_size=8)


@law
@given(TEXTS)
def test_what_is_marked_is_no_formula_and_reads_back_the_same(text: str) -> None:
    assert not looks_like_formula(marked(text))
    assert marked(text).lstrip()[:1] not in {*"=+-@＝＋－＠"}
    assert unmarked(marked(text)) == text
    assert unmarked(marked_text_cell(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-1", "@x", "\t=1", "\r@x", " =1", "　+1", "\u200b=1", "＝1", "＋1", "－1", "＠x", "="]
)
def test_formulas_are_told_whatever_stands_before_their_sign(text: str) -> None:
    assert marked(text) == f"'{text}"
    assert marked(f"'{text}") == f"''{text}"
    assert looks_like_formula(text)
    assert marked_text_cell(text) == text


@pytest.mark.parametrize("text", ["", "甲", "a=1", "'x", "''", "−1", "〜", "1-2"])
def test_other_texts_stay(text: str) -> None:
    assert marked(text) == unmarked(text) == text
