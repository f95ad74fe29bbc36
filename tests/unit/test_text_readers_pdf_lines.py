from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, PAIRS, paragraphs, places_of
from workspaces import law

from hyoga_docs.check.brackets import check_brackets
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.japanese.brackets import scan
from hyoga_docs.japanese.width import text_width
from hyoga_docs.text.passages import Body
from hyoga_docs.text.readers.pdf_lines import pages_body, plain_body

ANY = "".join(PAIRS)


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that is wrapped at a width, in full-width characters."""
    lines = [""]
    for character in text:
        if text_width(lines[-1] + character) > 2 * width:
            lines.append("")
        lines[-1] += character
    return lines


def faults(body: Body) -> Counter[tuple[str, str]]:
    """The findings of a text: each its code and the bracket in question."""
    found = check_brackets(CheckedText(TextOrigin.FILE, "a.txt", body), ALONE)
    return Counter((each.code, (each.quote or "")[slice(*(each.caret or (0, 0)))]) for each in found)


def texts_of(body: Body) -> list[str]:
    return [passage.text for passage in body.passages]


@law
@given(paragraphs(), st.integers(20, 45))
def test_a_wrapped_paragraph_has_the_findings_of_the_whole_one(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert faults(plain_body("\n".join(lines))) == faults(plain_body(text)) == Counter()
    assert faults(pages_body([lines])) == Counter()


@law
@given(paragraphs(), st.integers(20, 45), st.data())
def test_a_broken_paragraph_that_is_wrapped_has_the_findings_of_the_whole_one(text: str, width: int, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(places_of(text, ANY)))
    broken = text[:at] + text[at + 1 :]
    assert faults(plain_body("\n".join(wrapped(broken, width)))) == faults(plain_body(broken))
    assert scan(broken).found or scan(broken).waiting


@law
@given(st.lists(paragraphs(), min_size=1, max_size=4), st.integers(20, 45))
def test_every_character_of_a_passage_knows_its_line_and_column(texts: list[str], width: int) -> None:
    lines = [line for text in texts for line in (*wrapped(text, width), "", "")]
    for passage in plain_body("\n".join(lines)).passages:
        for offset, character in enumerate(passage.text):
            place = passage.place("a.txt", offset)
            assert place.line is not None
            assert place.column is not None
            if character != " ":
                assert lines[place.line - 1][place.column - 1] == character


LONG = "見本会議は、関係する機関が集まり、地域の課題を話し合う場とし"


@pytest.mark.parametrize(
    "after",
    [
        "（１）目的",
        "(2) 目的",
        "① 目的",
        "２　目的",
        "ア　目的",
        "第２条　目的",
        "○目的",
        "・目的",
        "※目的",
        "【目的】",
        "資料２",
        "別紙",
        "附則",
        "記",
    ],
)
def test_what_begins_an_item_does_not_go_on_from_the_line_before(after: str) -> None:
    assert texts_of(plain_body(f"{LONG}\n{after}")) == [LONG, after]


@pytest.mark.parametrize("after", ["て開く。", "、２回開く。", "10人以上で開く。", "２回開く。"])
def test_what_goes_on_is_one_passage(after: str) -> None:
    assert texts_of(plain_body(f"{LONG}\n{after}")) == [LONG + after]


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_parts_lines(break_: str) -> None:
    assert texts_of(plain_body(break_.join([LONG, "て開く。", "", "", "次の段落"]))) == [LONG + "て開く。", "次の段落"]


def test_form_feeds_part_pages_and_a_text_without_them_has_none() -> None:
    body = plain_body("一枚目\n\f二枚目\n続き。\f三枚目")
    assert [(passage.page, passage.text) for passage in body.passages] == [
        (1, "一枚目"),
        (2, "二枚目"),
        (2, "続き。"),
        (3, "三枚目"),
    ]
    assert [passage.page for passage in plain_body("一枚目").passages] == [None]


def test_words_that_stand_upright_are_one_passage() -> None:
    assert texts_of(plain_body("見\n本\n会\n議\n\n\nおわり。")) == ["見本会議", "おわり。"]


def test_what_was_drawn_twice_stands_once() -> None:
    assert texts_of(plain_body("見本会議の概要見本会議の概要")) == ["見本会議の概要"]
    assert texts_of(plain_body("見本会議の設置の概要である。\n見本会議の設置の概要である。")) == ["見本会議の設置の概要である。"]


def test_rows_of_figures_are_a_table_with_the_line_above_them() -> None:
    body = plain_body("区分　電話　来所\n北市　10　20\n中市　▲ 15　25\n南市　11　－\n計　36　67")
    (grid,) = body.grids
    assert grid.rows == (
        ("区分", "電話", "来所"),
        ("北市", "10", "20"),
        ("中市", "▲15", "25"),
        ("南市", "11", "－"),
        ("計", "36", "67"),
    )
    assert grid.lines == (1, 2, 3, 4, 5)
