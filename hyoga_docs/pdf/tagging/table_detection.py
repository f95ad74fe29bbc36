"""Tables told from how a page looks: for sheets whose file says nothing of what is printed.

Rows are what stands on one line, columns what stands above one another; the first row is the head.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pikepdf

    from hyoga_docs.pdf.tagging.marked_content import TextMark


_NARROWEST = 1.0


@dataclass
class _DetectedCell:
    """A text with its sides; wrapped lines of one cell are several marks."""

    left: float
    right: float
    y: float
    size: float
    marks: list[int]


def arrange(
    pdf: pikepdf.Pdf, page: pikepdf.Page, texts: Sequence[TextMark], boxes: Sequence[tuple[float, float, float]]
) -> tuple[list[Any], bool]:
    """Elements of a page's texts, and whether they are sure: one table between paragraphs.

    Where a row has no first cell, two texts stand in one cell or cells span columns, nobody can tell from the page what
    belongs together: then each line is a paragraph, read from left to right.
    """
    rows = _rows(texts, boxes)
    maker = ElementBuilder(pdf, page)
    wide = [index for index, row in enumerate(rows) if len(row) > 1]
    table = _table(rows[wide[0] : wide[-1] + 1]) if len(wide) > 1 else None
    if table is None:
        sure = not wide or len(rows) == 1
        return [maker.element("P", [mark for cell in row for mark in cell.marks]) for row in rows], sure
    before = [maker.element("P", cell.marks) for row in rows[: wide[0]] for cell in row]
    after = [maker.element("P", cell.marks) for row in rows[wide[-1] + 1 :] for cell in row]
    return [*before, maker.table(table), *after], True


def _table(rows: list[list[_DetectedCell]]) -> list[list[list[int]]] | None:
    """The marks of each cell of each row; None where it is not plain which cell a text stands in."""
    columns = _columns([cell for row in rows for cell in row])
    placed: list[list[list[int]]] = []
    for row in rows:
        marks: list[list[int]] = [[] for _ in columns]
        for cell in row:
            held = marks[next(index for index, (left, right) in enumerate(columns) if left <= cell.left < right)]
            if held:
                return None
            held += cell.marks
        placed.append(marks)
    placed = _merged(placed)
    plain = len(placed[0]) > 1 and all(row[0] for row in placed)
    return placed if plain else None


def _rows(texts: Sequence[TextMark], boxes: Sequence[tuple[float, float, float]]) -> list[list[_DetectedCell]]:
    """The cells of each line, from the top down, from left to right."""
    rows: list[list[_DetectedCell]] = []
    for text in sorted(texts, key=lambda each: -each.y):
        near = min(boxes, key=lambda box: abs(box[0] - text.x) + abs(box[1] - text.y), default=None)
        close = near is not None and abs(near[0] - text.x) < text.size and abs(near[1] - text.y) < text.size
        right = near[2] if near is not None and close else text.x + text.size
        # A text of nothing but blanks has no width; a cell of it still stands in its column.
        cell = _DetectedCell(text.x, max(right, text.x + _NARROWEST), text.y, text.size, [text.mcid])
        if rows and abs(rows[-1][0].y - text.y) < max(text.size, 1) * 0.5:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def _columns(cells: Sequence[_DetectedCell]) -> list[tuple[float, float]]:
    """The columns: texts that overlap from side to side stand in one."""
    columns: list[tuple[float, float]] = []
    for cell in sorted(cells, key=lambda each: each.left):
        if columns and cell.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], cell.right))
        else:
            columns.append((cell.left, cell.right))
    return columns


def _merged(rows: list[list[list[int]]]) -> list[list[list[int]]]:
    """Neighbouring columns of which no row fills both are one: a head that is centred over what begins at the left."""
    index = 0
    while index + 1 < len(rows[0]):
        if any(row[index] and row[index + 1] for row in rows):
            index += 1
            continue
        for row in rows:
            row[index : index + 2] = [row[index] + row[index + 1]]
    return rows


@dataclass
class ElementBuilder:
    """Makes elements on one page."""

    pdf: pikepdf.Pdf
    page: pikepdf.Page

    def element(self, role: str, kids: Sequence[Any], **more: Any) -> Any:
        """An element of marks or of elements."""
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), Pg=self.page.obj, **more))
        if kids:
            made.K = Array(list(kids))
        for kid in kids:
            if isinstance(kid, Dictionary):
                kid.P = made
        return made

    def table(self, rows: Sequence[Sequence[list[int]]]) -> Any:
        """A table whose first row is its head."""
        made = [self.element("TR", [self.cell(cell, head=number == 0) for cell in row]) for number, row in enumerate(rows)]
        return self.element("Table", made)

    def cell(self, marks: Sequence[int], *, head: bool, high: int = 1, wide: int = 1) -> Any:
        """A cell, or the head of a column, that covers so many rows and columns."""
        about = Dictionary(O=Name.Table)
        if head:
            about.Scope = Name.Column
        if high > 1:
            about.RowSpan = high
        if wide > 1:
            about.ColSpan = wide
        return self.element("TH" if head else "TD", marks, **({"A": about} if len(about) > 1 else {}))
