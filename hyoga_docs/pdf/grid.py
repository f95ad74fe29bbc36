"""Tables for pages that LibreOffice Calc printed: it writes no tags, but its cells stand in rows and columns.

Rows are what stands on one line, columns what stands above one another; the first row is the head.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pikepdf

    from hyoga_docs.pdf.content import TextMark


@dataclass
class _Cell:
    """A text with its sides; wrapped lines of one cell are several marks."""

    left: float
    right: float
    y: float
    size: float
    marks: list[int]


def text_boxes(data: bytes) -> list[list[tuple[float, float, float]]]:
    """Left, bottom and right of every text of every page, as pdfium finds them."""
    pages = []
    with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        for index in range(len(document)):
            with contextlib.closing(document[index]) as page:
                bounds = (item.get_bounds() for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3))
                pages.append([(left, bottom, right) for left, bottom, right, _ in bounds])
    return pages


def arrange(
    pdf: pikepdf.Pdf, page: pikepdf.Page, texts: Sequence[TextMark], boxes: Sequence[tuple[float, float, float]]
) -> list[Any] | None:
    """Paragraphs and one table of a page's texts; None where they do not stand in a table."""
    rows = _rows(texts, boxes)
    wide = [index for index, row in enumerate(rows) if len(row) > 1]
    if len(wide) < 2:
        return None
    first, last = wide[0], wide[-1]
    columns = _columns([cell for row in rows[first : last + 1] if len(row) > 1 for cell in row])
    if len(columns) < 2:
        return None
    maker = _Maker(pdf, page)
    before = [maker.element("P", cell.marks) for row in rows[:first] for cell in row]
    after = [maker.element("P", cell.marks) for row in rows[last + 1 :] for cell in row]
    return [*before, maker.table(_merged(_joined(rows[first : last + 1], columns))), *after]


def _rows(texts: Sequence[TextMark], boxes: Sequence[tuple[float, float, float]]) -> list[list[_Cell]]:
    """The cells of each line, from the top down, from left to right."""
    rows: list[list[_Cell]] = []
    for text in sorted(texts, key=lambda each: -each.y):
        near = min(boxes, key=lambda box: abs(box[0] - text.x) + abs(box[1] - text.y), default=None)
        close = near is not None and abs(near[0] - text.x) < text.size and abs(near[1] - text.y) < text.size
        right = near[2] if near is not None and close else text.x + text.size
        cell = _Cell(text.x, right, text.y, text.size, [text.mcid])
        if rows and abs(rows[-1][0].y - text.y) < max(text.size, 1) * 0.5:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def _columns(cells: Sequence[_Cell]) -> list[tuple[float, float]]:
    """The columns: texts that overlap from side to side stand in one."""
    columns: list[tuple[float, float]] = []
    for cell in sorted(cells, key=lambda each: each.left):
        if columns and cell.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], cell.right))
        else:
            columns.append((cell.left, cell.right))
    return columns


def _joined(rows: Sequence[list[_Cell]], columns: Sequence[tuple[float, float]]) -> list[list[list[int]]]:
    """The marks of each cell of each row; a line without a first cell, close below another, goes on with its cells."""
    done: list[list[list[int]]] = []
    above: float | None = None
    for row in rows:
        marks: list[list[int]] = [[] for _ in columns]
        for cell in row:
            middle = (cell.left + cell.right) / 2
            index = min(range(len(columns)), key=lambda each: abs(sum(columns[each]) / 2 - middle))
            inside = [each for each, (left, right) in enumerate(columns) if left <= cell.left < right]
            marks[inside[0] if inside else index] += cell.marks
        goes_on = above is not None and not marks[0] and above - row[0].y < row[0].size * 1.4
        if goes_on and done:
            for held, more in zip(done[-1], marks, strict=True):
                held += more
        else:
            done.append(marks)
        above = row[0].y
    return done


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
class _Maker:
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
        head = Dictionary(O=Name.Table, Scope=Name.Column)
        made = []
        for number, row in enumerate(rows):
            more = {"A": head} if number == 0 else {}
            made.append(self.element("TR", [self.element("TH" if number == 0 else "TD", cell, **more) for cell in row]))
        return self.element("Table", made)
