"""What of a sheet is printed: its print areas with their titles, and no hidden rows and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.text.column_letters import column_number
from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_true, is_zero

if TYPE_CHECKING:
    from lxml import etree

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_MOST_RANGES, _MOST_TITLES = 100, 2
_RANGE = re.compile(
    r"(?:(?:'(?:[^']|'')*'|[^'!,]+)!)?\$?(?P<left>[A-Z]{1,3})?\$?(?P<top>[0-9]{1,7})?(?::\$?(?P<right>[A-Z]{1,3})?\$?(?P<bottom>[0-9]{1,7})?)?"
)
_COMMA = re.compile(r",(?=(?:[^']*'[^']*')*[^']*$)")


class CellRange(NamedTuple):
    """A range of cells; all four count from 1, and the last ones are in it."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: CellRange) -> bool:
        """Whether both have a cell in common."""
        return self.top <= other.bottom and other.top <= self.bottom and self.left <= other.right and other.left <= self.right


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
    named = {"_xlnm.print_area": (), "_xlnm.print_titles": ()} | {
        attribute(each, "name").lower(): _ranges(each.text or "")
        for each in children(child(workbook, "x:definedNames"), "x:definedName")
        if attribute(each, "localSheetId") == str(index)
    }
    return PrintRanges(named["_xlnm.print_area"], named["_xlnm.print_titles"][:_MOST_TITLES], hidden_columns=_hidden_columns(sheet))


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    for each in children(child(sheet, "x:cols"), "x:col"):
        if is_true(each, "hidden") or is_zero(each, "width"):
            for column in range(integer(each, "min", MOST_COLUMNS), integer(each, "max", MOST_COLUMNS) + 1):
                if column in hidden:
                    break  # no two of them overlap but in files that were made to take long
                hidden.add(column)
    return frozenset(hidden)


def cell_range(text: str) -> CellRange | None:
    """The range of `A1:B3`, `Sheet1!$A:$C` or `$1:$2`; None for anything else."""
    found = _RANGE.fullmatch(text.strip())
    if found is None or not (found["left"] or found["top"]):
        return None
    left, top = found["left"], found["top"]
    is_one = ":" not in text.rpartition("!")[2]
    right, bottom = (left, top) if is_one else (found["right"], found["bottom"])
    if is_one and not (left and top):
        return None
    rows = sorted((int(top or 1), int(bottom or MOST_ROWS)))
    columns = sorted((column_number(left) if left else 1, column_number(right) if right else MOST_COLUMNS))
    return CellRange(rows[0], columns[0], min(rows[1], MOST_ROWS), min(columns[1], MOST_COLUMNS))


def _ranges(formula: str) -> tuple[CellRange, ...]:
    """The ranges that a name stands for; none where one of them is computed."""
    parts = [each for each in _COMMA.split(formula) if each and "#REF!" not in each]
    found = [cell_range(each) for each in parts[:_MOST_RANGES]]
    return tuple(each for each in found if each is not None) if all(found) else ()
