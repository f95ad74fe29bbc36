"""Column widths of a table whose columns come from a loop: the template cannot know them, so the contents decide."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_PADDING = 2.5
_HEADING_LINES = 3
_LONGEST = 60.0


def fit_tables(document: WordDocument) -> None:
    """Shares a table's width among its columns by what they hold, where a loop made more or fewer columns than were drawn.

    A table whose layout is fixed (列の幅を固定する) is left alone, and so is one with cells that span columns.
    """
    for table in document.element.body.iter(qn("w:tbl")):
        properties = table.find(qn("w:tblPr"))
        layout = properties.find(qn("w:tblLayout")) if properties is not None else None
        columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
        if (layout is not None and layout.get(qn("w:type")) == "fixed") or any(len(row) != len(columns) for row in rows):
            continue
        total = sum(int(float(column.get(qn("w:w"), "0"))) for column in columns)
        if not columns or all(abs(sum(map(_width, row)) - total) <= total / 50 for row in rows):
            continue
        headings = {
            id(row)
            for row, tr in zip(rows, table.findall(qn("w:tr")), strict=True)
            if tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        }
        needs = [max(_need(row[index], heading=id(row) in headings) for row in rows) + _PADDING for index in range(len(columns))]
        ends = [round(total * sum(needs[: index + 1]) / sum(needs)) for index in range(len(needs))]
        widths = [end - start for start, end in pairwise([0, *ends])]
        for column, width in zip(columns, widths, strict=True):
            column.set(qn("w:w"), str(width))
        for row in rows:
            for cell, width in zip(row, widths, strict=True):
                _set_width(cell, width)
        if layout is not None:
            layout.set(qn("w:type"), "fixed")


def text_width(text: str) -> float:
    """The width of text in half-width characters."""
    return sum(2.0 if unicodedata.east_asian_width(c) in "WFA" else 1.0 for c in text)


def _need(cell: BaseOxmlElement, *, heading: bool) -> float:
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p"))]
    widest = max((text_width(line) for line in lines), default=0.0)
    return min(widest / _HEADING_LINES if heading else widest, _LONGEST)


def _width(cell: BaseOxmlElement) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    return int(float(found.get(qn("w:w"), "0"))) if found is not None and found.get(qn("w:type")) == "dxa" else 0


def _set_width(cell: BaseOxmlElement, width: int) -> None:
    properties = cell.get_or_add_tcPr()
    old = properties.find(qn("w:tcW"))
    if old is None:
        old = OxmlElement("w:tcW")
        properties.insert(0, old)
    old.set(qn("w:w"), str(width))
    old.set(qn("w:type"), "dxa")
