"""Merged cells of a sheet, among the rows and columns that are read of it."""

from __future__ import annotations

import pytest
from books import book, first, wide
from openpyxl import Workbook

from hyoga_docs.text.xlsx import xlsx_body


@pytest.mark.parametrize(
    ("areas", "spans"),
    [
        (["A1:C1"], ((0, 0, 1, 3),)),
        (["A1:A3", "B2:C3"], ((0, 0, 3, 1), (1, 1, 2, 2))),
        (["A1:XFD1048576"], ((0, 0, 3, 3),)),
        (["A1:D1"], ((0, 0, 1, 3),)),  # a column beyond what is read
    ],
)
def test_merged_cells_are_counted_in_what_is_read(areas: list[str], spans: tuple[tuple[int, int, int, int], ...]) -> None:
    def change(made: Workbook) -> None:
        for area in areas:
            first(made).merged_cells.add(area)

    assert xlsx_body(book(("表", wide(3)), change=change)).grids[0].spans == spans
