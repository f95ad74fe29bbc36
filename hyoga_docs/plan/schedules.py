"""The 別表 of a charter on a day: their numbers, and every cell with its place, its words and how it is set."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.japanese.numbered_names import numbered_name, without_number
from hyoga_docs.japanese.numerals import number
from hyoga_docs.japanese.plain import one_width
from hyoga_docs.japanese.width import text_width
from hyoga_docs.plan.branch_numbers import BranchNumbers
from hyoga_docs.plan.rich_text import Anchor, Link, Text, plain_text
from hyoga_docs.spec.schedule_grid import CellPosition, ScheduleGrid, depth, headings, width
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from hyoga_docs.spec.schedule import Schedule, ScheduleRow
    from hyoga_docs.spec.style import Style
    from hyoga_docs.spec.yaml.reader import Path_

#: A cell of figures alone, with what counts them: `10,500円`, `▲3.5％`.
_FIGURE = re.compile(r"[-▲△]?\d[\d,]*(?:\.\d+)?\s*(?:[%円人件回名歳日年月か点台]|千円|万円|時間|分)?")
_NOTHING = {"", "-", "－", "―", "…"}
_MARK = 2  # the width of ○


@dataclass(frozen=True)
class PrintedCell:
    """A cell in its place; `align` is heading, words, center or figure. `path` is where it was written."""

    position: CellPosition
    text: Text
    align: str = "words"
    path: Path_ = field(default=(), compare=False)


@dataclass(frozen=True)
class PrintedRow:
    """A row of the table: its cells, none of those that go on from above."""

    id: str
    cells: tuple[PrintedCell, ...]
    path: Path_ = field(default=(), compare=False)


@dataclass(frozen=True)
class PrintedSchedule:
    """One 別表: `label` is 別表第１, `provisions` （第３条関係）; `notes` are its 備考, each with its number."""

    id: str
    label: str
    provisions: Text
    title: str
    columns: int
    headings: tuple[PrintedRow, ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[tuple[str, Text], ...]
    unit: str = ""
    orientation: str = ""
    path: Path_ = field(default=(), compare=False)
    note_paths: tuple[Path_, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class NumberedSchedule:
    """A 別表 of a day with the name that it has on it."""

    schedule: Schedule
    number: int
    label: str
    path: Path_


def number_schedules(schedules: Sequence[Schedule], others: int, day: dt.date, style: Style) -> list[NumberedSchedule]:
    """The 別表 of the day in order: 別表 alone, else 別表第１, 別表第１の２, 別表第２; so many `others` come after them."""
    held = [(index, each) for index, each in enumerate(schedules) if each.holds(day)]
    done: list[NumberedSchedule] = []
    count, example = BranchNumbers(), style.charter_schedule
    for index, schedule in held:
        first, *branches = count.next(schedule.branch)
        alone = len(held) + others == 1
        label = without_number(example) if alone else numbered_name(example, first, style.digits, tuple(branches))
        done.append(NumberedSchedule(schedule, first, label, ("schedules", index)))
    return done


def schedule_targets(numbered: Sequence[NumberedSchedule], day: dt.date, key: str) -> dict[str, Link]:
    """What `<id>` prints for each 別表, and for each row with an id: 別表第１会長の項."""
    targets: dict[str, Link] = {}
    for each in numbered:
        targets[each.schedule.id] = Link(f"{key}#{each.schedule.id}", each.label)
        for _, row in _held(each.schedule, day):
            if row.id:
                first = next((words for cell in row.cells if (words := text_on(cell.text, day))), "")
                joint = "の" if each.label[-1:].isnumeric() and first[:1].isnumeric() else ""
                targets[row.id] = Link(f"{key}#{row.id}", f"{each.label}{joint}{''.join(first.split())}の項")
    return targets


def schedule_ids(numbered: Sequence[NumberedSchedule], day: dt.date) -> Iterator[tuple[str, Path_]]:
    """The ids of the day with their places."""
    for each in numbered:
        yield each.schedule.id, (*each.path, "id")
        yield from ((row.id, (*each.path, "rows", index, "id")) for index, row in _held(each.schedule, day) if row.id)


def print_schedules(
    numbered: Sequence[NumberedSchedule], day: dt.date, style: Style, resolve: Callable[[str, Path_], Text]
) -> tuple[PrintedSchedule, ...]:
    """The 別表 as they are printed; `resolve` gives a text with its references, by where it was written."""
    return tuple(_Printer(each, day, style, resolve).printed() for each in numbered)


def _held(schedule: Schedule, day: dt.date) -> list[tuple[int, ScheduleRow]]:
    return [(index, row) for index, row in enumerate(schedule.rows) if row.holds(day)]


@dataclass(frozen=True)
class _Printer:
    numbered: NumberedSchedule
    day: dt.date
    style: Style
    resolve: Callable[[str, Path_], Text]

    def printed(self) -> PrintedSchedule:
        schedule, path = self.numbered.schedule, self.numbered.path
        ids = "、".join(f"<{name}>" for name in schedule.provisions)
        opening, closing = self.style.brackets
        return PrintedSchedule(
            schedule.id,
            self.numbered.label,
            (opening, *self.resolve(ids, (*path, "provisions")), f"関係{closing}") if ids else (),
            schedule.title or "",
            width(schedule),
            self._headings(schedule, path),
            self._rows(schedule, path),
            self._notes(schedule, path),
            schedule.unit or "",
            schedule.orientation or "",
            path,
            tuple((*path, "notes", index) for index, note in enumerate(schedule.notes) if note.holds(self.day)),
        )

    def _headings(self, schedule: Schedule, path: Path_) -> tuple[PrintedRow, ...]:
        rows: list[list[PrintedCell]] = [[] for _ in range(depth(schedule.columns))]
        for position, column, here in headings(schedule.columns, (*path, "columns")):
            rows[position.row].append(PrintedCell(position, self.resolve(column.title, (*here, "title")), "heading", here))
        return tuple(PrintedRow("", tuple(row)) for row in rows)

    def _rows(self, schedule: Schedule, path: Path_) -> tuple[PrintedRow, ...]:
        held = _held(schedule, self.day)
        grid = ScheduleGrid(width(schedule)).place([row for _, row in held])
        rows = []
        for (index, row), positions in zip(held, grid.positions, strict=True):
            here = (*path, "rows", index)
            cells = [self._cell(row, number_, position, here) for number_, position in enumerate(positions)]
            rows.append(PrintedRow(row.id or "", tuple(cells), here))
        return tuple(_aligned(rows, grid.width))

    def _cell(self, row: ScheduleRow, index: int, position: CellPosition, path: Path_) -> PrintedCell:
        where = (*path, "cells", index)
        text = self.resolve(text_on(row.cells[index].text, self.day) or "", where)
        return PrintedCell(position, (Anchor(row.id, ""), *text) if row.id and not index else text, "words", where)

    def _notes(self, schedule: Schedule, path: Path_) -> tuple[tuple[str, Text], ...]:
        held = [(index, note) for index, note in enumerate(schedule.notes) if note.holds(self.day)]
        return tuple(
            (
                number(count, self.style.digits) if len(held) > 1 else "",
                self.resolve(note.text, (*path, "notes", index, "text")),
            )
            for count, (index, note) in enumerate(held, 1)
        )


def _aligned(rows: Sequence[PrintedRow], columns: int) -> Iterator[PrintedRow]:
    """The rows with figures to the right, and marks (○) and numbers that come first in the middle."""
    ways = [_way(column, [cell for row in rows for cell in row.cells if _fills(cell, column)]) for column in range(columns)]
    for row in rows:
        cells = (
            PrintedCell(cell.position, cell.text, ways[cell.position.column], cell.path) if cell.position.across == 1 else cell
            for cell in row.cells
        )
        yield PrintedRow(row.id, tuple(cells), row.path)


def _fills(cell: PrintedCell, column: int) -> bool:
    return cell.position.column == column and cell.position.across == 1


def _way(column: int, cells: Sequence[PrintedCell]) -> str:
    """How a column is set."""
    texts = [plain_text(cell.text).strip() for cell in cells]
    said = [text for text in texts if text not in _NOTHING]
    if said and all(_FIGURE.fullmatch(one_width(text)) for text in said):
        return "figure" if column else "center"
    return "center" if column and any(texts) and all(text_width(text) <= _MARK for text in said) else "words"
