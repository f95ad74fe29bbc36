"""Rows without a height are made as high as their wrapped texts."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.print_copy.excel.row_heights import give_rows_their_height
from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook


def book(change: Callable[[Worksheet], object]) -> bytes:
    """A sheet with a wrapped text of sixty wide letters of 10 points in a column of about twenty."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["A2"] = "あ" * 60, "い"
    for cell in (sheet["A1"], sheet["A2"]):
        cell.alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["A"].width = 40
    change(sheet)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def heights(data: bytes) -> list[float | None]:
    parts = EditableParts(data)
    give_rows_their_height(ExcelWorkbook(parts))
    sheet = load_workbook(io.BytesIO(parts.data)).active
    assert isinstance(sheet, Worksheet)
    return [sheet.row_dimensions[row].height for row in (1, 2)]


def test_a_row_is_as_high_as_the_lines_of_its_text() -> None:
    assert heights(book(str)) == [pytest.approx(11 * 1.25 * 4, 0.3), None]


def test_lines_that_the_text_has_itself_count_too() -> None:
    assert heights(book(lambda sheet: sheet.cell(2, 1, "一\n二\n三")))[1] == pytest.approx(11 * 1.25 * 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: setattr(sheet.row_dimensions[1], "height", 20),
        lambda sheet: sheet.merge_cells("A1:C1"),
        lambda sheet: setattr(sheet["A1"], "alignment", Alignment(wrap_text=False)),
        lambda sheet: setattr(sheet["A1"], "alignment", Alignment(wrap_text=True, textRotation=255)),
        lambda sheet: setattr(sheet.sheet_format, "customHeight", True),
    ],
    ids=["has a height", "is merged", "does not wrap", "stands upright", "all rows are as high"],
)
def test_rows_that_excel_leaves_alone_are_left_alone(change: Callable[[Worksheet], object]) -> None:
    data = book(change)
    before = load_workbook(io.BytesIO(data)).active
    assert isinstance(before, Worksheet)
    assert heights(data) == [before.row_dimensions[1].height, None]
