"""One 別表 in two editions: which row and which column is which, what changed in each cell, and how it is set out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.charter_table import ProvisionLine, TableCell
from hyoga_docs.amendments.comparison.list_matching import by_likeness, by_place
from hyoga_docs.amendments.comparison.provisions import amended_in_place
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.text.diff import Runs, compare_texts
from hyoga_docs.text.diff_sequences import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.comparison.provisions import Places
    from hyoga_docs.plan.schedules import PrintedCell, PrintedRow, PrintedSchedule
    from hyoga_docs.text.diff_sequences import Pair

_BETWEEN = "｜"


def words_of(cell: PrintedCell) -> str:
    """What a cell says, on one line."""
    return " ".join(plain_text(cell.text).split("\n"))


def row_alone(row: PrintedRow, columns: int) -> ProvisionLine:
    """A row that one edition has, underlined to the last word."""
    cells = tuple(_cell(cell, ((words_of(cell), True),)) for cell in row.cells)
    return ProvisionLine("body", 1, ((_BETWEEN.join(words_of(cell) for cell in row.cells), True),), cells, columns)


def _cell(cell: PrintedCell, runs: Runs) -> TableCell:
    return TableCell(cell.position.column, cell.position.across, cell.position.down, cell.align, runs)


@dataclass(frozen=True)
class SchedulePair:
    """The 別表 of both editions; `rows` are those of its headings and its body, the old one and the new one, one None where it
    is not there."""

    old: PrintedSchedule
    new: PrintedSchedule
    places: Places = None

    @cached_property
    def rows(self) -> list[tuple[PrintedRow | None, PrintedRow | None]]:
        """Rows side by side, the headings first."""
        done: list[tuple[PrintedRow | None, PrintedRow | None]] = []
        for old, new in ((self.old.headings, self.new.headings), (self.old.rows, self.new.rows)):
            pairs = side_by_side(self._matched(old, new), len(old), len(new))
            done += [(None if i is None else old[i], None if j is None else new[j]) for i, j in pairs]
        return done

    def _matched(self, old: Sequence[PrintedRow], new: Sequence[PrintedRow]) -> list[Pair]:
        ids = [row.id for row in old]
        known = {j: i for i, j in amended_in_place([row.path for row in old], [row.path for row in new], self.places)}
        named = {j: ids.index(row.id) for j, row in enumerate(new) if row.id and row.id in ids}
        joined = [(i, j) for j, i in sorted({**named, **known}.items())]

        words = [[_name(row) for row in side] for side in (old, new)]

        def fits(i: int, j: int) -> bool:
            return not (old[i].id and new[j].id) or words[0][i] == words[1][j]

        found = by_likeness(words[0], words[1], joined, fits)
        return by_place((len(old), len(new)), found, fits) if self.places is None else found

    @cached_property
    def kinds(self) -> list[str]:
        """Of each row whether it is the same, changed, added or removed."""
        return [
            "added" if old is None else "removed" if new is None else "changed" if self._differs(old, new) else "same"
            for old, new in self.rows
        ]

    @property
    def changed(self) -> bool:
        """Whether a row changed."""
        return any(kind != "same" for kind in self.kinds)

    def _differs(self, old: PrintedRow, new: PrintedRow) -> bool:
        def shape(row: PrintedRow) -> list[tuple[str, int, int]]:
            return [(plain_text(cell.text), cell.position.down, cell.position.across) for cell in row.cells]

        return shape(old) != shape(new) or self.old.columns != self.new.columns

    @cached_property
    def _columns(self) -> dict[int, int]:
        """Of each column of the new edition which one it was."""
        old, new = self.old.columns, self.new.columns
        if old == new:
            return {column: column for column in range(new)}
        names = [[_column_name(schedule, column) for column in range(schedule.columns)] for schedule in (self.old, self.new)]
        return {j: i for i, j in by_likeness(names[0], names[1], [], lambda _, __: True)}

    def runs(self, index: int, *, new: bool) -> list[Runs]:
        """What the cells of a row say on one side, with what changed in each."""
        old_row, new_row = self.rows[index]
        if old_row is None or new_row is None:
            only = new_row if new else old_row
            return [((words_of(cell), True),) for cell in only.cells] if only else []
        if self.old.columns == self.new.columns and [*map(words_of, old_row.cells)] == [*map(words_of, new_row.cells)]:
            return [((words_of(cell), False),) for cell in new_row.cells]
        columns = self._columns if new else {was: column for column, was in self._columns.items()}
        row, other = (new_row, old_row) if new else (old_row, new_row)
        beside = {cell.position.column: cell for cell in other.cells}
        return [_compared(cell, beside.get(columns.get(cell.position.column, -1)), new=new) for cell in row.cells]

    def shapes(self, index: int, *, new: bool) -> list[str]:
        """How far the cells of a row go, where nothing but that is different on the other side."""
        row, other = self.rows[index][new], self.rows[index][not new]
        if row is None or other is None or [*map(words_of, row.cells)] != [*map(words_of, other.cells)]:
            return [""] * len(row.cells if row else ())
        return ["" if _reach(a) == _reach(b) else _reach(a) for a, b in zip(row.cells, other.cells, strict=True)]

    def shown(self) -> set[int]:
        """The rows that are set out: headings, what changed, and rows that are merged with it."""
        headings = sum(old in self.old.headings if old else new in self.new.headings for old, new in self.rows)
        done = {index for index, kind in enumerate(self.kinds) if kind != "same" or index < headings}
        merged = [*self._merged(new=True), *self._merged(new=False)]
        while more := {index for block in merged if done & block for index in block} - done:
            done |= more
        return done

    def _merged(self, *, new: bool) -> list[set[int]]:
        """The rows that a cell of one side covers, for each that covers several."""
        at = [index for index, row in enumerate(self.rows) if row[new] is not None]
        found = []
        for place, index in enumerate(at):
            row = self.rows[index][new]
            down = max((cell.position.down for cell in row.cells), default=1) if row else 1
            found += [set(at[place : place + down])] if down > 1 else []
        return found


def _name(row: PrintedRow) -> str:
    """What a row is known by: its words; its figures where it has nothing else."""
    return "\n".join(words_of(cell) for cell in row.cells if cell.align in {"words", "heading"}) or _BETWEEN.join(
        map(words_of, row.cells)
    )


def _reach(cell: PrintedCell) -> str:
    ways = ((cell.position.down, "下へ{}行"), (cell.position.across, "右へ{}列"))
    return "".join(f"（{how.format(count)}）" for count, how in ways if count > 1)


def _compared(cell: PrintedCell, other: PrintedCell | None, *, new: bool) -> Runs:
    """The words of a cell, with what is not in the one that it was."""
    if other is None:
        return ((words_of(cell), True),)
    if words_of(cell) != words_of(other):
        return compare_texts(words_of(other), words_of(cell))[1] if new else compare_texts(words_of(cell), words_of(other))[0]
    return ((words_of(cell), False),) if words_of(cell) else ()


def _column_name(schedule: PrintedSchedule, column: int) -> str:
    """The headings above a column, or what stands in it where there are none."""
    rows = schedule.headings or schedule.rows
    cells = (cell for row in rows for cell in row.cells)
    return "\n".join(
        words_of(cell) for cell in cells if cell.position.column <= column < cell.position.column + cell.position.across
    )


@dataclass
class SideRows:
    """The rows of one side as they are set out: those of the edition, （略） for what stayed, a note where it has none."""

    columns: int
    _made: list[tuple[PrintedRow | None, list[Runs], list[str], str]] = field(default_factory=list)

    def leave_out(self, words: str) -> None:
        """A row in the place of several that stayed."""
        self._made.append((None, [], [], words))

    def add(self, row: PrintedRow | None, runs: list[Runs], shapes: list[str], otherwise: str) -> None:
        """A row with what changed in its cells and in their shapes; None is one that only the other side has."""
        self._made.append((row, runs, shapes, otherwise))

    def lines(self) -> list[ProvisionLine]:
        """The rows with their cells, merged downwards over the rows that are set out."""
        own = [index for index, (row, *_) in enumerate(self._made) if row is not None]
        open_: dict[int, int] = {}  # column: the last row that a merged cell covers
        lines = []
        for index, (row, runs, shapes, words) in enumerate(self._made):
            if row is None:
                lines.append(self._note(words, {column for column, last in open_.items() if last >= index}))
                continue
            cells = []
            for cell, said in zip(row.cells, runs, strict=True):
                place = own.index(index) + cell.position.down - 1
                last = own[min(place, len(own) - 1)]
                open_ |= dict.fromkeys(range(cell.position.column, cell.position.column + cell.position.across), last)
                cells.append(TableCell(cell.position.column, cell.position.across, last - index + 1, cell.align, said))
            lines.append(ProvisionLine("body", 1, _flat(runs, shapes), tuple(cells), self.columns))
        return lines

    def _note(self, words: str, taken: set[int]) -> ProvisionLine:
        """A row that says one thing, in the columns that no merged cell covers."""
        free = [column for column in range(self.columns) if column not in taken]
        first = free[0] if free else 0
        across = next((at for at, column in enumerate(free) if column != first + at), len(free))
        runs: Runs = ((words, False),)
        cells = [TableCell(first, across, 1, "words", runs)] if free else []
        cells += [TableCell(column, 1, 1, "words", ()) for column in free[across:]]
        return ProvisionLine("note", 1, runs, tuple(cells), self.columns)


def _flat(cells: Sequence[Runs], shapes: Sequence[str]) -> Runs:
    """The cells of a row as one text; a row of which all changed is one stretch."""
    if cells and all(changed for runs in cells for _, changed in runs):
        return ((_BETWEEN.join("".join(text for text, _ in runs) for runs in cells), True),)
    done: list[tuple[str, bool]] = []
    for index, (runs, shape) in enumerate(zip(cells, shapes, strict=True)):
        done += [(_BETWEEN, False)] if index else []
        done += runs
        done += [(shape, True)] if shape else []
    return tuple(done)
