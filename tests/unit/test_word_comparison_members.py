"""The members in a 新旧対照表: which way the page lies, columns alike on both sides, none for a 区分 that is not printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from hyoga_docs.word.column_widths import HALF, MARGINS, twips_of
from hyoga_docs.word.comparison_members import lay_out_members

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def laid_out(
    kinds: list[str], row: list[str], *, may_turn: bool = True, remarks: bool = False
) -> tuple[WordDocument, list[list[str]]]:
    """A comparison of one member in these columns, and the words of its cells as they stand then."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = Mm(210), Mm(297), Mm(20), Mm(20)
    extra = ["備考"] if remarks else []
    table = document.add_table(3, 2 * len(kinds) + len(extra))
    for cell, text in zip(table.rows[2].cells, [*row, *row, *[""] * len(extra)], strict=True):
        cell.text = text
    table.rows[0].cells[-1].text = "".join(extra)
    for first in (0, len(kinds)):
        table.rows[0].cells[first].merge(table.rows[0].cells[first + len(kinds) - 1]).text = "改正後"
    lay_out_members(document, {"kinds": [kinds, kinds], "may_turn": may_turn})
    return document, [["".join(t.text or "" for t in tc.iter(qn("w:t"))) for tc in tr.iter(qn("w:tc"))] for tr in table._tbl.tr_lst]


def lies(document: WordDocument) -> bool:
    return (document.sections[0].page_width or 0) > (document.sections[0].page_height or 0)


@pytest.mark.parametrize(
    ("kinds", "row", "turned"),
    [
        (["category", "name", "person"], ["行政", "見本市経済局", "見本　花子"], False),
        (["category", "name", "post", "person"], ["行政", "見本市", "市長", "見本　花子"], True),
        (["", "name", "post", "person"], ["", "見本市", "市長", "見本　花子"], False),
        (["category", "name", "person"], ["学識経験者", "一般社団法人見本県中小企業団体中央会", "見本　花子"], True),
    ],
)
def test_four_columns_or_a_name_that_would_break_turn_the_page(kinds: list[str], row: list[str], turned: bool) -> None:
    assert lies(laid_out(kinds, row)[0]) is turned
    assert not lies(laid_out(kinds, row, may_turn=False)[0])


def test_the_column_of_remarks_is_as_wide_as_its_heading() -> None:
    document, _ = laid_out(["category", "name", "person"], ["行政", "見本市経済局", "見本　花子"], remarks=True)
    assert twips_of(list(document.element.body.iter(qn("w:gridCol")))[-1]) > 4 * HALF + MARGINS - 1


@pytest.mark.parametrize("remarks", [False, True])
def test_both_sides_have_the_same_widths(remarks: bool) -> None:
    document, _ = laid_out(["category", "name", "person"], ["行政", "見本市経済局", "見本　花子"], remarks=remarks)
    widths = [twips_of(each) for each in document.element.body.iter(qn("w:gridCol"))]
    assert widths[:3] == widths[3:6]
    assert sum(widths) <= 9640


def test_a_category_that_is_not_printed_has_no_column() -> None:
    _, words = laid_out(["", "name", "person"], ["", "見本市", "見本　花子"], remarks=True)
    assert words == [["改正後", "改正後", "備考"], [""] * 5, ["見本市", "見本　花子", "見本市", "見本　花子", ""]]
