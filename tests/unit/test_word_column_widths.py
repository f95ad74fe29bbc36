from __future__ import annotations

from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.width import text_width
from hyoga_docs.word.column_widths import fit_tables

WIDTH = 9000
slow_law = settings(law, max_examples=25)


def made(rows: list[list[str]], *, fixed: bool = False) -> tuple[Any, Any]:
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    table.autofit = not fixed
    for column in table._tbl.tblGrid:
        column.set(qn("w:w"), str(WIDTH // len(rows[0])))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return document, table


def grid(table: Any) -> list[int]:
    return [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]


def cell_widths(table: Any) -> list[list[int]]:
    return [[int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.cells] for row in table.rows]


CELLS = st.text("a1あ漢、", max_size=40)
TABLES = st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=4))


@slow_law
@given(TABLES)
def test_the_columns_share_the_width_of_the_table(rows: list[list[str]]) -> None:
    document, table = made(rows)
    before = sum(grid(table))
    fit_tables(document)
    assert abs(sum(grid(table)) - before) <= len(rows[0]) / 2
    assert all(width > 0 for width in grid(table))


@slow_law
@given(TABLES)
def test_every_cell_is_as_wide_as_its_column_and_the_table_is_fixed(rows: list[list[str]]) -> None:
    document, table = made(rows)
    fit_tables(document)
    assert cell_widths(table) == [grid(table)] * len(rows)
    assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


@slow_law
@given(TABLES)
def test_fitting_twice_changes_nothing(rows: list[list[str]]) -> None:
    document, table = made(rows)
    fit_tables(document)
    once = grid(table)
    fit_tables(document)
    assert grid(table) == once


def test_a_column_is_as_wide_as_what_it_holds() -> None:
    document, table = made([["あ", "い"], ["あいうえおかきくけこ" * 2, "いろはにほへとちりぬ"]])
    fit_tables(document)
    wide, narrow = grid(table)
    assert wide / narrow == pytest.approx((40 + 2.5) / (20 + 2.5), rel=0.01)


def test_short_words_beside_long_ones_stay_on_one_line_or_on_two() -> None:
    document, table = made([["県", "見本　太郎"], ["あいうえおかきくけこ" * 3, "見本　花子"]])
    fit_tables(document)
    assert grid(table)[1] == (10 * 106 + 240)
    document, table = made([["あいうえおかきくけこ" * 3, *["専務理事"] * 6]])
    fit_tables(document)
    assert grid(table)[1:] == [(4 * 106 + 240)] * 6


def test_a_short_column_has_room_for_the_gaps_beside_figures() -> None:
    def first(words: str) -> int:
        document, table = made([[words, "あ" * 40]])
        cells = table._tbl.tr_lst[0].tc_lst
        cells[0].tcPr.find(qn("w:tcW")).set(qn("w:w"), "1")
        fit_tables(document)
        return grid(table)[0]

    assert first("第47号議案") > first("第四号議案")


def test_no_figure_is_broken_and_words_have_the_room_that_is_left() -> None:
    kinds = ["一般競争入札", "指名競争入札", "例小学校校舎大規模改造工事", "教育施設課"]
    document, table = made([[*kinds, "231,000,000", "▲228,690,000", "99.0%", "1"]])
    fit_tables(document)
    widths = grid(table)
    assert all(
        len(text) * 110 + 216 <= width
        for text, width in zip(["231,000,000", "▲ 228,690,000", "99.0%", "1"], widths[4:], strict=True)
    )
    assert sum(widths) <= WIDTH


def test_a_heading_may_take_three_lines() -> None:
    document, table = made([["あ" * 36, "い" * 24], ["う", "い" * 8]])
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(OxmlElement("w:tblHeader"))
    fit_tables(document)
    wide, narrow = grid(table)
    assert wide / narrow == pytest.approx((24 + 2.5) / (16 + 2.5), rel=0.01)


def test_one_long_cell_does_not_take_all() -> None:
    document, table = made([["あ" * 500, "い"]])
    fit_tables(document)
    assert grid(table)[1] > WIDTH * 0.05


def test_a_fixed_table_is_left_alone() -> None:
    document, table = made([["あいうえおかきくけこ", "い"]], fixed=True)
    before = grid(table)
    fit_tables(document)
    assert grid(table) == before


def test_a_table_with_spanned_cells_keeps_the_widths_of_the_clerk() -> None:
    document, table = made([["あ", "い", "う"], ["あいうえおかきくけこ", "い", "う"]])
    table.cell(0, 0).merge(table.cell(0, 1))
    before = grid(table)
    fit_tables(document)
    assert grid(table) == before


@pytest.mark.parametrize("kind", ["dxa", "auto"])
def test_headings_that_span_columns_keep_their_shares_however_wide_they_say_they_are(kind: str) -> None:
    document, table = made([["新", "", "旧", ""], ["区分", "見本県商工会議所連合会", "区分", "見本県商工会連合会"]])
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for width in table._tbl.iter(qn("w:tcW")):
        width.set(qn("w:type"), kind)
        width.set(qn("w:w"), str(int(width.get(qn("w:w"))) + 400))
    fit_tables(document)
    assert sum(grid(table)[:2]) == pytest.approx(WIDTH / 2, abs=2)
    assert grid(table)[0] < grid(table)[1]


def test_a_table_that_lost_its_rows_is_left_alone() -> None:
    document, table = made([["あ", "い"]])
    table._tbl.remove(table.rows[0]._tr)
    before = grid(table)
    fit_tables(document)
    assert grid(table) == before


@pytest.mark.parametrize("odd", ["x", "inf", "nan", "1e400", "9" * 5000, "-5", ""])
def test_widths_that_are_no_numbers_count_as_none(odd: str) -> None:
    document, table = made([["あ", "い" * 20]])
    for column in table._tbl.iter(qn("w:gridCol"), qn("w:tcW")):
        column.set(qn("w:w"), odd)
    fit_tables(document)
    assert len(table.columns) == 2


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 3), ("資料", 4), ("ｱ", 1), ("Ａ１", 4), ("a資", 3), ("①", 2)])
def test_a_wide_character_is_two_narrow_ones(text: str, width: float) -> None:
    assert text_width(text) == width
