"""What of a sheet is printed: its print areas with their titles, and no hidden rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.excel.cell_names import MOST_COLUMNS, MOST_ROWS, CellRange, cell_ranges
from hyoga_docs.text.excel.sheets import PRINT_AREA, PRINT_TITLES, defined_names
from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_true, is_zero

if TYPE_CHECKING:
    from lxml import etree

_MOST_TITLES = 2


@dataclass(frozen=True)
class PrintRanges:
    """What is printed of a sheet; without print areas, all that is not hidden."""

    areas: tuple[CellRange, ...] = ()
    titles: tuple[CellRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def prints(self, row: int, column: int) -> bool:
        """Whether a cell is printed, if its row and its column are not hidden."""
        if not self.areas:
            return True
        return any(area.holds(row, column) or self._repeats(area, row, column) for area in self.areas)

    def prints_some_of(self, place: CellRange) -> bool:
        """Whether something that lies over cells is printed."""
        return not self.areas or any(area.meets(place) for area in self.areas)

    def _repeats(self, area: CellRange, row: int, column: int) -> bool:
        """Whether a title is printed on the pages of an area; on those that come before it, it is not."""
        for title in self.titles:
            if title.holds(row, column):
                across = title.right >= MOST_COLUMNS and row < area.bottom and area.left <= column <= area.right
                down = title.bottom >= MOST_ROWS and column < area.right and area.top <= row <= area.bottom
                if across or down:
                    return True
        return False


def print_ranges(workbook: etree._Element, index: int, sheet: etree._Element) -> PrintRanges:
    """What is printed of a sheet that is the `index`th of all, from 0."""
    named = {PRINT_AREA: (), PRINT_TITLES: ()} | {
        attribute(each, "name").lower(): cell_ranges(each.text or "")
        for each in defined_names(workbook, PRINT_AREA, PRINT_TITLES)
        if attribute(each, "localSheetId") == str(index)
    }
    return PrintRanges(named[PRINT_AREA], named[PRINT_TITLES][:_MOST_TITLES], hidden_columns=_hidden_columns(sheet))


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    for each in children(child(sheet, "x:cols"), "x:col"):
        if is_true(each, "hidden") or is_zero(each, "width"):
            for column in range(integer(each, "min", MOST_COLUMNS), integer(each, "max", MOST_COLUMNS) + 1):
                if column in hidden:
                    break  # no two of them overlap but in files that were made to take long
                hidden.add(column)
    return frozenset(hidden)
