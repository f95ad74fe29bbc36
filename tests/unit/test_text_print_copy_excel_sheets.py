"""Which sheets of a book are printed."""

from __future__ import annotations

import io

from books import book, first
from openpyxl import Workbook, load_workbook

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.parts import child
from hyoga_docs.text.print_copy.excel.sheets import choose_sheets
from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings

ROWS = [["甲", 1]]


def choose(data: bytes, *sheets: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """The state of each sheet, and what is told."""
    parts = EditableParts(data)
    found = choose_sheets(ExcelWorkbook(parts), PrintSettings(sheets=sheets))
    states = {sheet.title: str(sheet.sheet_state) for sheet in load_workbook(io.BytesIO(parts.data)).worksheets}
    return states, [(each.code, each.words, each.where) for each in found]


def test_a_book_of_several_sheets_is_told_by_their_names() -> None:
    data = book(("集計", ROWS), ("作業用メモ", ROWS), ("Sheet3", []))
    assert choose(data)[1] == [("HD516", "シート2枚（集計、作業用メモ）を印刷します", "")]
    assert choose(book(("集計", ROWS), ("Sheet2", []), ("Sheet3", [])))[1] == []


def test_only_the_sheets_that_are_named_show() -> None:
    def change(made: Workbook) -> None:
        first(made).print_area = "A1:B1"

    states, told = choose(book(("集計", ROWS), ("内訳", ROWS), ("メモ", ROWS), change=change), "メモ", "内訳")
    assert states == {"集計": "hidden", "内訳": "visible", "メモ": "visible"}
    assert told == []


def test_the_print_area_of_a_sheet_that_is_not_named_goes() -> None:
    def change(made: Workbook) -> None:
        first(made).print_area = "A1:B1"

    data = book(("集計", ROWS), ("内訳", ROWS), change=change)
    made = load_workbook(io.BytesIO(make_print_copy(data, ".xlsx", PrintSettings(sheets=("内訳",))).data))
    assert not made["集計"].print_area
    assert made.active is made["内訳"]


def test_a_name_that_no_sheet_has_is_told_with_the_nearest_first() -> None:
    data = book(("内訳", ROWS), ("集計", ROWS))
    states, told = choose(data, "集計表")
    assert told == [("HD515", "集計表", "集計、内訳")]
    assert set(states.values()) == {"visible"}


def test_a_hidden_sheet_cannot_be_named() -> None:
    def change(made: Workbook) -> None:
        made.worksheets[1].sheet_state = "hidden"

    assert choose(book(("集計", ROWS), ("積算", ROWS), change=change), "積算")[1] == [("HD515", "積算", "集計")]


def test_a_book_never_opens_at_a_hidden_sheet_for_libreoffice_prints_it() -> None:
    """A book of its own says where it opens, or says nothing, which is the first sheet."""

    def change(made: Workbook) -> None:
        made.worksheets[0].sheet_state = "hidden"
        made.active = 0

    data = book(("設定", ROWS), ("集計", ROWS), ("内訳", ROWS), change=change)
    parts = EditableParts(data)
    workbook = ExcelWorkbook(parts)
    views = child(workbook.tree, "x:bookViews")
    assert views is not None
    workbook.tree.remove(views)
    parts.touch(workbook.main)
    for opened in (data, parts.data):
        printed = load_workbook(io.BytesIO(make_print_copy(opened, ".xlsx", PrintSettings()).data))
        assert printed.active is printed["集計"]
