"""Passages and tables put together while a part's XML is walked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.text.passages import Body, Grid, Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CELLS = 200_000


class PassageCollector:
    """What has been read of a part so far. A paragraph may hold a text box of paragraphs, a cell a table of cells.

    Passages and tables stand in the order in which they start. Passages are of the `kind` that is set as they start.
    """

    def __init__(self, page: int | None = None, kind: PassageKind = PassageKind.TEXT) -> None:
        self.page = page
        self.kind = kind
        self._passages: list[Passage] = []
        self._open: list[tuple[int, list[str]]] = []
        self._grids: list[list[list[str]]] = []
        self._tables: list[list[list[str]]] = []
        self._holders: list[list[str] | None] = []
        self._room = MOST_CELLS
        self._rows = self._cells = 0  # that were opened so far

    @property
    def is_blank(self) -> bool:
        """Whether the paragraph that is open says nothing so far."""
        return not self._open or not "".join(self._open[-1][1]).strip()

    @property
    def body(self) -> Body:
        """What was gathered."""
        grids = [Grid(tuple(tuple(row) for row in grid if row), self.page) for grid in self._grids]
        return Body(
            tuple(each for each in self._passages if each.text.strip()),
            tuple(grid for grid in grids if any(any(row) for row in grid.rows)),
        )

    def open_paragraph(self) -> None:
        """A paragraph starts."""
        self._open.append((len(self._passages), []))
        cell = (self._rows, self._cells) if self._holders and self._holders[-1] is not None else None
        self._passages.append(Passage("", self.page, kind=self.kind, cell=cell))

    def write(self, text: str | None) -> None:
        """Text of the paragraph that is open."""
        if self._open and text:
            self._open[-1][1].append(text)

    def close_paragraph(self, number: str = "", kind: PassageKind | None = None) -> None:
        """A paragraph ends, before which a list prints a number; of another kind than it seemed as it started."""
        if not self._open:
            return
        place, pieces = self._open.pop()
        text = "".join(pieces)
        opened = self._passages[place]
        self._passages[place] = replace(opened, text=text, number=number, kind=opened.kind if kind is None else kind)
        if self._holders and (holder := self._holders[-1]) is not None:
            holder.append(text)

    def add(self, passages: Iterable[Passage]) -> None:
        """Passages that were read elsewhere, where the part names them."""
        self._passages.extend(passages)

    def open_box(self) -> None:
        """A text box starts: its words are not those of the cell around it."""
        self._holders.append(None)

    def close_box(self) -> None:
        """A text box ends."""
        self._holders.pop()

    def open_table(self) -> None:
        """A table starts."""
        table: list[list[str]] = []
        self._grids.append(table)
        self._tables.append(table)

    def close_table(self) -> None:
        """A table ends."""
        self._tables.pop()

    def open_row(self, before: int = 0) -> None:
        """A row starts, after as many columns that it leaves out."""
        self._rows += 1
        if self._tables:
            self._tables[-1].append([])
            self.skip_cells(before)

    def skip_cells(self, count: int) -> None:
        """Columns of the row that have no cell of their own."""
        for _ in range(count):
            self._add("")

    def open_cell(self) -> None:
        """A cell starts."""
        self._cells += 1
        self._holders.append([])

    def close_cell(self, span: int = 1) -> None:
        """A cell ends that is as many columns wide."""
        holder = self._holders.pop()
        self._add("\n".join(holder or ()).strip())
        self.skip_cells(span - 1)

    def _add(self, cell: str) -> None:
        if not self._tables or self._room <= 0:
            return
        if not self._tables[-1]:
            self._tables[-1].append([])
        self._tables[-1][-1].append(cell)
        self._room -= 1


def joined(bodies: list[Body]) -> Body:
    """Several bodies as one."""
    return Body(
        tuple(passage for body in bodies for passage in body.passages), tuple(grid for body in bodies for grid in body.grids)
    )
