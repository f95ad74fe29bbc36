"""Merged cells of a sheet, among the rows and columns that are read of it."""

from __future__ import annotations

import pytest

from hyoga_docs.text.excel.cell_names import CellRange
from hyoga_docs.text.excel.merged_cells import merged_cells


@pytest.mark.parametrize(
    ("ranges", "spans"),
    [
        ([CellRange(1, 1, 1, 3)], ((0, 0, 1, 2),)),  # column 2 is hidden
        ([CellRange(1, 1, 3, 1), CellRange(2, 3, 3, 4)], ((0, 0, 3, 1), (1, 1, 2, 2))),
        ([CellRange(1, 1, 1_048_576, 16_384)], ((0, 0, 4, 3),)),
        ([CellRange(1, 1, 1, 2)], ()),  # of which one column shows
        ([CellRange(10, 1, 12, 9)], ()),
    ],
)
def test_merged_cells_are_counted_in_what_is_read(ranges: list[CellRange], spans: tuple[tuple[int, int, int, int], ...]) -> None:
    assert merged_cells(ranges, range(1, 5), [1, 3, 4]) == spans


def test_more_merged_rows_than_anybody_has_are_none() -> None:
    ranges = [CellRange(1, column, 9_000, column + 1) for column in range(1, 60, 2)]
    assert merged_cells(ranges, range(1, 9_001), range(1, 60)) == ()
