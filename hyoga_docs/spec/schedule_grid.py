"""Where the cells of a 別表 stand among its rows and columns, and what its shape has wrong."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.schedule import Schedule, ScheduleColumn, ScheduleRow
    from hyoga_docs.spec.yaml.reader import YamlSource

#: The end of a figure, and what stands behind its comma: `10` and `500円` of `10,500円`.
_BEFORE, _AFTER = re.compile(r"(?:.*[^\d,])?\d{1,3}(?:,\d{3})*"), re.compile(r"\d{3}(?!\d).*")
#: The columns that Word has, and rows of all days together that are looked at.
_WIDEST, _MOST = 63, 100_000
_MERGED = "つながれたセル（down、across）は、そのセルのある行にだけ書きます。"


@dataclass(frozen=True)
class CellPosition:
    """The first row and column of a cell, from 0, and how many of each it covers."""

    row: int
    column: int
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class GridFault:
    """What is wrong with a row, or with one of its cells; both are counted as they were given."""

    row: int
    cell: int | None
    message: str
    hint: str


@dataclass
class ScheduleGrid:
    """The cells of rows: for each row its cells as far as there is a place for them, and what was wrong."""

    width: int
    positions: list[list[CellPosition]] = field(default_factory=list)
    faults: list[GridFault] = field(default_factory=list)
    _taken: set[tuple[int, int]] = field(default_factory=set)

    def place(self, rows: Sequence[ScheduleRow]) -> ScheduleGrid:
        """Puts every cell into the first free column of its row."""
        for index, row in enumerate(rows):
            found: list[CellPosition] = []
            self.positions.append(found)
            merged = sum((index, column) in self._taken for column in range(self.width))
            for number, cell in enumerate(row.cells):
                column = next((each for each in range(self.width) if (index, each) not in self._taken), None)
                if column is None:
                    self.faults.append(GridFault(index, None, f"セルが多すぎます（{self._counted(row, merged)}）。", _many(row)))
                    break
                found.append(self._fit(CellPosition(index, column, cell.down, cell.across), number, len(rows)))
            free = sum((index, column) not in self._taken for column in range(self.width))
            if free:
                message = f"セルが{free}つ足りません（{self._counted(row, merged)}）。"
                self.faults.append(GridFault(index, None, message, f'空のセルは "" と書きます。{_MERGED}'))
        return self

    def _counted(self, row: ScheduleRow, merged: int) -> str:
        above = f"、上からつながる列が{merged}" if merged else ""
        return f"書いたセルは{sum(cell.across for cell in row.cells)}列分、表は{self.width}列{above}"

    def _fit(self, wanted: CellPosition, cell: int, rows: int) -> CellPosition:
        """The cell as far as the table has room for it."""
        row, first = wanted.row, wanted.column
        columns = range(first, min(first + wanted.across, self.width))
        across = next((each - first for each in columns if (row, each) in self._taken), len(columns))
        if across < wanted.across:
            over = "表の右の端を越えます" if first + wanted.across > self.width else "上からつながるセルに重なります"
            self.faults.append(GridFault(row, cell, f"across: {wanted.across} のセルが、{over}。", "across を小さくしてください。"))
        down = min(wanted.down, rows - row)
        if down < wanted.down:
            message = f"down: {wanted.down} のセルが、表の下の端を越えます（この行から下は{rows - row}行）。"
            self.faults.append(GridFault(row, cell, message, "down を小さくするか、行を足してください。"))
        covered = {(each, column) for each in range(row, row + down) for column in range(first, first + across)}
        self._taken |= covered
        return CellPosition(row, first, down, across)


def _many(row: ScheduleRow) -> str:
    """What may have made a row too long: most likely a comma, as that of `10,500円`."""
    texts = ["".join(phrase.text for phrase in cell.text) for cell in row.cells]
    for one, other in pairwise(texts):
        if _BEFORE.fullmatch(one) and _AFTER.fullmatch(other):
            return f'並びの中の「,」はセルの区切りです。「{one},{other}」なら、"{one},{other}" と引用符で囲んでください。'
    return f"並びの中の「,」はセルの区切りです。文の中の「,」は、セルを引用符で囲んでください。{_MERGED}"


def leaves(columns: Sequence[ScheduleColumn]) -> int:
    """How many columns there are under headings."""
    return sum(leaves(column.columns) or column.across for column in columns)


def depth(columns: Sequence[ScheduleColumn]) -> int:
    """How many rows of headings there are."""
    return max((1 + depth(column.columns) for column in columns), default=0)


def headings(
    columns: Sequence[ScheduleColumn], path: tuple[str | int, ...]
) -> Iterator[tuple[CellPosition, ScheduleColumn, tuple[str | int, ...]]]:
    """Every heading with its position and its path; `path` is that of the columns. One with none below goes down to the rows."""
    yield from _headings(columns, path, 0, 0, depth(columns))


def _headings(
    columns: Sequence[ScheduleColumn], path: tuple[str | int, ...], row: int, first: int, rows: int
) -> Iterator[tuple[CellPosition, ScheduleColumn, tuple[str | int, ...]]]:
    for index, column in enumerate(columns):
        across = leaves(column.columns) or column.across
        here = (*path, index)
        yield CellPosition(row, first, 1 if column.columns else rows - row, across), column, here
        yield from _headings(column.columns, (*here, "columns"), row + 1, first, rows)
        first += across


def width(schedule: Schedule) -> int:
    """How many columns a 別表 has: those under its headings, or what its first row fills."""
    return leaves(schedule.columns) or sum(cell.across for cell in schedule.rows[0].cells)


def schedule_problems(schedules: Sequence[Schedule], source: YamlSource) -> list[Problem]:
    """What is wrong with the shapes of 別表 on any day, each at its own line."""
    return [problem for index, schedule in enumerate(schedules) for problem in _problems(schedule, ("schedules", index), source)]


def _problems(schedule: Schedule, path: tuple[str | int, ...], source: YamlSource) -> Iterator[Problem]:
    told: set[tuple[int, int | None]] = set()
    if width(schedule) > _WIDEST:
        place = source.place(*path, "columns" if schedule.columns else "rows")
        hint = "列を減らすか、二つの別表に分けてください。"
        yield error(
            "HD147", f"列が多すぎます（{width(schedule)}列。{_WIDEST}列まで）。", place=place, quote=source.quote(place), hint=hint
        )
        return
    for day in _days(schedule)[-max(1, _MOST // len(schedule.rows)) :]:
        held = [(index, row) for index, row in enumerate(schedule.rows) if row.holds(day)]
        for fault in ScheduleGrid(width(schedule)).place([row for _, row in held]).faults:
            row, cell = held[fault.row][0], fault.cell
            if (row, cell) in told:
                continue
            told.add((row, cell))
            where = source.place(*path, "rows", row, *(("cells", cell) if cell is not None else ()))
            on = f"（{day}の表）" if day != dt.date.min else ""
            yield error("HD147", fault.message + on, place=where, quote=source.quote(where), hint=fault.hint)


def _days(schedule: Schedule) -> list[dt.date]:
    """The days on which a row comes or goes, and the time before them."""
    return sorted({dt.date.min, *(day for row in schedule.rows for _, day in row.turns())})
