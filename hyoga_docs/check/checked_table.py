"""Tables of a text as they are recalculated: their cells, figures and headings; one that goes on over pages is one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from hyoga_docs.check.figures import exponent, figure
from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Place, Problem, Severity
from hyoga_docs.spec.formats import format_of
from hyoga_docs.text.passages import Grid, Passage, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.check.texts import CheckedText

_ROUNDED = re.compile(r"四捨五入|端数|切り?捨て|一致しない|一致しません|推計|概数")
_ROUGH = re.compile(r"(?:単位[：:]|[（(])[ 　]*(?:千|百|万|億|十億)(?:万|億)?(?:円|人|件|トン|t|㎡|ha|[）)]|$)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_HEADING = 1_000  # characters over a column
_LONGEST_CELL = 200  # characters of a cell in the words of its row
WIDEST = 256  # columns of a table that is recalculated


@dataclass(frozen=True)
class CheckedTable:
    """A table of a writing, with its figures; `sure` says that its cells are known, not guessed from lines.

    `rough` says that its figures are in thousands or more, `rounded` that a note says so, and sums need not be exact.
    """

    checked: CheckedText
    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[Grid, int], ...]
    rough: bool
    rounded: bool
    sure: bool

    def span(self, row: int, column: int) -> Span:
        """A cell, in the words of its row."""
        grid, at = self.places[row]
        cells = [cell[:_LONGEST_CELL] for cell in self.rows[row]]
        text = "　".join(cells)
        start = sum(len(cell) + 1 for cell in cells[:column])
        spots = (Position(0, grid.lines[at], 1),) if at < len(grid.lines) else ()
        passage = Passage(text, grid.page, spots, cell_name=self.cell_name(row, column))
        return Span(self.checked, passage, start, start + len(cells[column]))

    def report(self, at: tuple[int, int], code: str, severity: Severity, message: str, hint: str) -> Problem:
        """A finding at a cell: by its line, for columns are not counted where cells are."""
        problem = report(self.span(*at), code, severity, message, hint)
        return replace(problem, place=problem.place and Place(problem.place.file, problem.place.line))

    @cached_property
    def figures(self) -> tuple[tuple[Decimal | None, ...], ...]:
        """The values of the cells that are figures, row by row."""
        return tuple(tuple(figure(cell) for cell in row) for row in self.rows)

    def may_differ(self, *columns: Sequence[Decimal | None]) -> Decimal:
        """How far what is computed of figures may be off that were rounded or cut off, each at its last digit."""
        decimals = min((exponent(value) for values in columns for value in values if value is not None), default=0)
        return Decimal(1).scaleb(decimals) if self.rough or self.rounded or decimals < 0 else Decimal(0)

    def column(self, column: int) -> list[Decimal | None]:
        """The values of a column."""
        return [row[column] for row in self.figures]

    @cached_property
    def first(self) -> int:
        """The first row of figures; what is above it are headings."""
        figures = ([value for value in row[1:] if value is not None] for row in self.figures)
        return next((at for at, values in enumerate(figures) if values and not _are_years(values, self.rows[at])), 0)

    def heading(self, column: int) -> str:
        """All that is written over a column; a heading over several columns stands over the first of them."""
        return self._headings[column]

    @cached_property
    def _headings(self) -> list[str]:
        over = [""] * len(self.rows[0])
        for row in self.rows[: self.first]:
            last = ""
            for column, cell in enumerate(row):
                last = cell[:_LONGEST_CELL] if cell.strip() else last
                over[column] = (over[column] + last)[:_LONGEST_HEADING]
        return over

    def cell_name(self, row: int, column: int) -> str:
        """What a spreadsheet calls a cell; nothing where it is in none."""
        grid, at = self.places[row]
        return grid.names[at][column] if at < len(grid.names) and column < len(grid.names[at]) else ""

    def name(self, row: int, column: int) -> str:
        """What a cell is called: its name in a sheet, else its column's heading."""
        return self.cell_name(row, column) or self.heading(column) or f"{column + 1}列目"


def tables_of(checked: CheckedText) -> list[CheckedTable]:
    """The tables; one that goes on over pages is one."""
    rough = any(_ROUGH.search(passage.text) for passage in checked.passages)
    rounded = any(_ROUNDED.search(passage.text) for passage in checked.passages)
    known = format_of(PurePath(checked.file).suffix)
    sure = checked.kind is TextOrigin.YAML or (known is not None and known.has_cells)
    tables: list[tuple[list[tuple[str, ...]], list[tuple[Grid, int]]]] = []
    for grid in checked.body.grids:
        width = width_of(grid)
        if not 1 < width <= WIDEST:
            continue
        if not tables or sure or len(tables[-1][0][0]) != width or not _goes_on(tables[-1][1][-1][0], grid):
            tables.append(([], []))
        rows, places = tables[-1]
        rows += [(*row, *[""] * (width - len(row))) for row in grid.rows]
        places += [(grid, index) for index in range(len(grid.rows))]
    return [CheckedTable(checked, tuple(rows), tuple(places), rough, rounded, sure) for rows, places in tables]


def _goes_on(grid: Grid, other: Grid) -> bool:
    """Whether another table may be the rest of one, on the next page."""
    return grid.page is not None and other.page == grid.page + 1


def _are_years(values: Sequence[Decimal], row: Sequence[str]) -> bool:
    """Whether the figures of a row are years over columns: `2022 2023 2024`."""
    plain = all(each == int(each) and _FIRST_YEAR <= each <= _LAST_YEAR for each in values)
    return plain and not any("," in cell for cell in row) and all(later == one + 1 for one, later in pairwise(values))


def width_of(grid: Grid) -> int:
    """The cells of its longest row."""
    return max((len(row) for row in grid.rows), default=0)
