"""Columns of a Word file's tables as wide as their cells say: Word goes by the cells, LibreOffice by the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, namespace

if TYPE_CHECKING:
    from lxml import etree

_WIDEST = 31_680  # twips: as wide as a page of Word may be


def widen_columns(tree: etree._Element) -> bool:
    """Writes the widths of cells into the grids that were left even, as programs do that set the cells alone; whether any was.

    Word itself writes both, and in a table that fits itself to its contents the grid alone says how wide the columns came out.
    """
    changed = False
    for table in tree.iter(f"{namespace(tree)}tbl"):
        columns = list(children(child(table, "w:tblGrid"), "w:gridCol"))
        even = {attribute(each, "w:w") for each in columns}
        whole = child(table, "w:tblPr", "w:tblW")
        if len(columns) < 2 or len(even) > 1 or (whole is not None and attribute(whole, "w:type") == "pct"):
            continue
        for column, width in zip(columns, _widths(table, len(columns)), strict=False):
            column.set(f"{namespace(tree)}w", str(width))
            changed = True
    return changed


def _widths(table: etree._Element, columns: int) -> tuple[int, ...]:
    """How wide the cells of the rows are that have one for each column; nothing where they do not all say so, and the same."""
    found: set[tuple[int, ...]] = set()
    for row in children(table, "w:tr"):
        cells = [child(cell, "w:tcPr") for cell in children(row, "w:tc")]
        if len(cells) == columns and all(child(cell, "w:gridSpan") is None for cell in cells):
            found.add(widths := tuple(_width(cell) for cell in cells))
            if len(found) > 1 or not all(widths) or len(set(widths)) == 1:
                return ()
    return next(iter(found), ())


def _width(cell: etree._Element | None) -> int:
    """How wide a cell is, in twips; 0 where it does not say."""
    said = child(cell, "w:tcW")
    return integer(said, "w:w", _WIDEST) if said is not None and attribute(said, "w:type") == "dxa" else 0
