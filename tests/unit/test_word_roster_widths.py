"""The columns of a printed roster: what stands on one line, where names go on, and which way the page lies."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Twips

from hyoga_docs.japanese.width import text_width
from hyoga_docs.word.column_widths import twips_of
from hyoga_docs.word.roster_widths import fit_rosters, roster_tables

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LONG = "独立行政法人　高齢・障害・求職者雇用支援機構　見本県支部　見本職業能力開発促進センター"
OFFICE = "国土交通省九州地方整備局見本河川国道事務所見本川流域防災管理課見本出張所管理係"
TERM = "令和６年４月１日～令和９年３月31日"


def fitted(kinds: list[str], *rows: list[str]) -> tuple[WordDocument, list[list[str]]]:
    """A document whose table has these columns, after they were fitted, and the words of its cells."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = Mm(210), Mm(297), Mm(25), Mm(22)
    table = document.add_table(len(rows), len(kinds))
    for column in table.columns:
        column.width = Twips(8600 // len(kinds))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    fit_rosters(document, roster_tables(document, kinds), kinds)
    out = io.BytesIO()
    document.save(out)
    return document, [[cell.text for cell in row.cells] for row in table.rows]


def widths(document: WordDocument) -> list[int]:
    return [twips_of(each) for each in document.element.body.iter(qn("w:gridCol"))]


def is_upright(document: WordDocument) -> bool:
    section = document.sections[0]
    return (section.page_width or 0) < (section.page_height or 0)


def test_what_fits_stays_as_it_was_drawn() -> None:
    document, _ = fitted(["category", "name", "person"], ["区分", "所属", "氏名"], ["行政", "見本市", "見本　花子"])
    assert widths(document) == [2866] * 3


@pytest.mark.parametrize(
    ("kinds", "row", "upright"),
    [
        (
            ["number", "category", "name", "post", "person"],
            ["１", "被保険者を代表する委員", "見本市被保険者連絡協議会", "会長", "見本　花子"],
            True,
        ),
        (["name", "post", "person"], [LONG, "事務局長", "長谷川　三千代"], True),
        (["name", "post", "person"], [OFFICE, "事務所長", "長谷川　三千代"], False),
        (
            ["category", "name", "post", "person", "reading", "term", "role"],
            ["公益", LONG, "厚生委員会委員長", "例　一", "れい　はじめ", TERM, "会長"],
            False,
        ),
    ],
)
def test_no_name_number_or_post_is_broken(kinds: list[str], row: list[str], *, upright: bool) -> None:
    document, (_, words) = fitted(kinds, ["見出し"] * len(kinds), row)
    assert is_upright(document) == upright
    for kind, text, width in zip(kinds, words, widths(document), strict=True):
        if kind not in {"category", "role"}:
            assert all(text_width(line) * 105 + 216 <= width for line in text.split("\n")), (text, width)
    assert ["".join(text.split()) for text in words] == ["".join(text.split()) for text in row]
    room = (297 - 47 if not upright else 210 - 47) * 1440 / 25.4
    assert sum(widths(document)) <= room
    assert twips_of(next(document.element.body.iter(qn("w:tblW")))) == sum(widths(document))


def test_a_table_of_other_columns_and_one_whose_layout_is_fixed_are_left_alone() -> None:
    document = Document()
    document.add_table(2, 3)
    table = document.add_table(2, 2)
    assert roster_tables(document, ["name", "person"]) == [table._tbl]
    table.autofit = False
    assert roster_tables(document, ["name", "person"]) == []


def test_words_without_end_take_no_time() -> None:
    document, _ = fitted(["name", "role"], ["所属", "備考"], ["甲　" * 20_000, "備" * 3_000])
    assert not is_upright(document)


@pytest.mark.parametrize(
    ("category", "drawn"),
    [("行政", True), ("介護・福祉関係者", False), ("公募により選ばれた被保険者を代表する委員", True)],
)
def test_short_categories_stand_on_one_line_where_there_is_room(category: str, drawn: bool) -> None:
    kinds = ["category", "name", "post", "person", "role"]
    document, _ = fitted(kinds, ["区分", "所属", "職名", "氏名", "備考"], [category, "見本市", "課長", "見本　花子", ""])
    assert (widths(document) == [1720] * 5) == drawn
    assert drawn or widths(document)[0] >= text_width(category) * 106 + 240


def test_a_row_across_the_table_is_no_column() -> None:
    document = Document()
    table = document.add_table(3, 3)
    for row, words in zip(table.rows, [["氏名", "所属", "職名"], ["学識経験者"], ["見本　花子", LONG, "教授"]], strict=True):
        for cell, text in zip(row.cells, words, strict=False):
            cell.text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[2])
    kinds = ["person", "name", "post"]
    (found,) = roster_tables(document, kinds)
    fit_rosters(document, [found], kinds)
    first, second, third = widths(document)
    assert second > first + third
    across = found.findall(qn("w:tr"))[1].find(f"{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcW')}")
    assert across is not None
    assert int(across.get(qn("w:w"))) == first + second + third
