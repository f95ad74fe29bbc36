"""The rows of sheets: where each cell stands, and what it is called there by its row and its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FIGURE = re.compile(r"[0-9０-９,，.．%％△▲+＋()（）/-]+[人件円名校]?")
_LONGEST = 20  # letters of a heading that is told beside a cell


@dataclass(frozen=True)
class WrittenRow:
    """A row of a sheet: its number, and its cells by the letters of their columns."""

    sheet: str
    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class CellPlace:
    """Where a cell stands, the names of its row and its column, and the page that prints it, as far as they are known."""

    sheet: str
    row: int
    column: str
    name: str = ""
    page: int | None = None

    @property
    def address(self) -> str:
        """As Excel calls the cell."""
        return f"{self.column}{self.row}"


def named_cells(rows: Sequence[WrittenRow]) -> Iterator[tuple[CellPlace, ...]]:
    """The places of the cells of each row: a table's first row names its columns, a row's first words name the row."""
    headings: dict[int, Mapping[str, int]] = {}
    for _, block in groupby(enumerate(rows), key=lambda item: item[1].number - item[0]):
        first: dict[str, int] = {}
        for index, row in block:
            for column in row.cells if len(row.cells) > 1 else ():  # a cell alone is a title, or a heading between rows
                first.setdefault(column, index)
            headings[index] = first
    for index, row in enumerate(rows):
        yield tuple(
            CellPlace(row.sheet, row.number, column, "・".join(_names(rows, index, column, headings[index].get(column, index))))
            for column in row.cells
        )


def _names(rows: Sequence[WrittenRow], index: int, column: str, heading: int) -> Iterator[str]:
    named = next(((letters, words) for letters, words in rows[index].cells.items() if not _FIGURE.fullmatch(words)), None)
    if named is not None and named[0] != column:
        yield _short(named[1])
    if heading != index:
        yield _short(rows[heading].cells[column])


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
