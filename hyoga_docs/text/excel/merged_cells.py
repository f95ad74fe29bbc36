"""The merged cells of a sheet: which they are, what they cover, and where they lie among the rows and columns that are read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from hyoga_docs.text.excel.cell_names import CellRange, cell_range
from hyoga_docs.text.ooxml.parts import attribute, child

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

_MOST = 20_000  # a sheet with more merged cells is read without them
_MOST_ROWS = 200_000  # that all of them reach into


def merged_ranges(sheet: etree._Element) -> list[CellRange]:
    """The merged ranges of a sheet from the top down; none where there are too many."""
    held = child(sheet, "x:mergeCells")
    if held is None or len(held) > _MOST:
        return []
    return sorted(found for each in held if (found := cell_range(attribute(each, "ref"))) is not None)


def covered_cells(merged: list[CellRange], cells: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of cells, those that a merged range covers: all but its first. The cells are in the order of their rows."""
    covered: set[tuple[int, int]] = set()
    active: list[tuple[int, CellRange]] = []  # the ranges that reach into the row, by their first column
    ends: list[tuple[int, tuple[int, CellRange]]] = []
    waiting = 0
    for row, column in cells:
        while waiting < len(merged) and merged[waiting].top <= row:
            begun = (merged[waiting].left, merged[waiting])
            insort(active, begun)
            heappush(ends, (begun[1].bottom, begun))
            waiting += 1
        while ends and ends[0][0] < row:
            del active[bisect_left(active, heappop(ends)[1])]
        at = bisect_right(active, column, key=lambda each: each[0]) - 1
        if at >= 0 and active[at][1].holds(row, column) and (row, column) != active[at][1][:2]:
            covered.add((row, column))
    return covered


def merged_cells(merged: Sequence[CellRange], rows: Sequence[int], columns: Sequence[int]) -> tuple[tuple[int, int, int, int], ...]:
    """Row and column of each merged range among `rows` and `columns`, both rising, and how many of each it covers."""
    spans: list[tuple[int, int, int, int]] = []
    reached = 0
    for each in merged:
        top, bottom = bisect_left(rows, each.top), bisect_right(rows, each.bottom)
        left, right = bisect_left(columns, each.left), bisect_right(columns, each.right)
        if bottom > top and right > left and (bottom - top > 1 or right - left > 1):
            spans.append((top, left, bottom - top, right - left))
            reached += bottom - top
            if reached > _MOST_ROWS:
                return ()
    return tuple(spans)
