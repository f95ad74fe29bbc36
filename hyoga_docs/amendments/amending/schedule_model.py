"""別表 and other annexes as their words, without how they look: what sentences amend, and what they make is held against."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.plan.rich_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.schedules import PrintedRow, PrintedSchedule


class Cell(NamedTuple):
    """A cell: its words, its column from 0, and over how many rows and columns it goes."""

    text: str
    column: int
    down: int = 1
    across: int = 1


class Row(NamedTuple):
    """A row of a 別表."""

    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """What it is called before の項: the words of its first cell; empty where that has none."""
        first = self.cells[0] if self.cells else None
        return "".join(first.text.split()) if first is not None and first.column == 0 else ""

    @property
    def words(self) -> list[str]:
        """The words of its cells."""
        return [cell.text for cell in self.cells]

    @property
    def shape(self) -> tuple[tuple[int, int, int], ...]:
        """Where its cells stand, and how far they go."""
        return tuple(cell[1:] for cell in self.cells)

    def with_words(self, texts: Iterator[str]) -> Row:
        """The row with the next texts in its cells."""
        return Row(tuple(cell._replace(text=next(texts)) for cell in self.cells))


@dataclass(frozen=True)
class AnnexText:
    """One 別表, or another annex; a note of its 備考 is its number (empty where it is the only one) and its words.

    `template` is that of an annex whose words stand in a file, where they were not read.
    """

    label: str
    provisions: str
    title: str
    unit: str = ""
    headings: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    template: str = ""

    @property
    def merged(self) -> bool:
        """Whether cells of its rows are merged, so that no row is called by its first cell."""
        return any(cell.down > 1 or cell.across > 1 for row in self.rows for cell in row.cells)

    @property
    def words(self) -> list[str]:
        """All that it says, in the order of printing, its own name and its 備考 aside."""
        cells = [cell.text for row in (*self.headings, *self.rows) for cell in row.cells]
        return [self.provisions, self.title, self.unit, *cells]

    def with_words(self, words: Sequence[str]) -> AnnexText:
        """The annex with these words for its own, in the same order."""
        provisions, title, unit, *cells = words
        texts = iter(cells)
        headings, rows = (tuple([row.with_words(texts) for row in old]) for old in (self.headings, self.rows))
        return replace(self, provisions=provisions, title=title, unit=unit, headings=headings, rows=rows)


def annex_text(schedule: PrintedSchedule, template: str = "") -> AnnexText:
    """The words of a printed 別表, or of an annex of a template."""
    return AnnexText(
        schedule.label,
        plain_text(schedule.provisions),
        schedule.title,
        schedule.unit,
        tuple(map(_row, schedule.headings)),
        tuple(map(_row, schedule.rows)),
        tuple((number.strip(), plain_text(text)) for number, text in schedule.notes),
        "" if schedule.rows else template,
    )


def _row(row: PrintedRow) -> Row:
    cells = ((plain_text(cell.text), cell.position) for cell in row.cells)
    return Row(tuple(Cell(text, at.column, at.down, at.across) for text, at in cells))
