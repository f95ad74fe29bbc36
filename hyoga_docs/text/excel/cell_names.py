"""What spreadsheets call their columns, cells and ranges: `AA`, `B3`, `Sheet1!$A:$C`."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_uppercase
from typing import NamedTuple

from hyoga_docs.japanese.numerals import lettered

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_MOST_RANGES = 100
_RANGE = re.compile(
    r"(?:(?:'(?:[^']|'')*'|[^'!,]+)!)?\$?(?P<left>[A-Z]{1,3})?\$?(?P<top>[0-9]{1,7})?(?::\$?(?P<right>[A-Z]{1,3})?\$?(?P<bottom>[0-9]{1,7})?)?"
)
_BETWEEN_COMMAS = re.compile(r"(?:'[^']*'|[^',]|'[^']*$)+")
_COLUMN = re.compile(r"[A-Z]{1,3}")


def column_letters(number: int) -> str:
    """`A` of 1, `Z` of 26, `AA` of 27."""
    return lettered(number, ascii_uppercase)


def column_number(letters: str) -> int:
    """1 of `A`, 26 of `Z`, 27 of `AA`."""
    number = 0
    for letter in letters.upper():
        number = number * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return number


def column_of(cell: str) -> int:
    """The number of the column of a cell, 27 of `AA5`, at most that of the last column; 0 for what is no cell's name."""
    return _column(cell.rstrip("0123456789"))


@lru_cache(MOST_COLUMNS)
def _column(letters: str) -> int:
    return min(column_number(letters), MOST_COLUMNS) if _COLUMN.fullmatch(letters) else 0


class CellRange(NamedTuple):
    """A range of cells; all four count from 1, and the last ones are in it."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def is_one_cell(self) -> bool:
        """Whether it is a cell."""
        return self.top == self.bottom and self.left == self.right

    def meets(self, other: CellRange) -> bool:
        """Whether both have a cell in common."""
        return self.top <= other.bottom and other.top <= self.bottom and self.left <= other.right and other.left <= self.right


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


def cell_ranges(formula: str) -> tuple[CellRange, ...]:
    """The ranges that a name stands for, without those whose cells were deleted; none where one of them is computed."""
    parts = [each for each in _BETWEEN_COMMAS.findall(formula) if "#REF!" not in each]
    found = [cell_range(each) for each in parts[:_MOST_RANGES]]
    return tuple(each for each in found if each is not None) if all(found) else ()
