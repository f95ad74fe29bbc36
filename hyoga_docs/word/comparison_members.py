"""The members in a 新旧対照表: columns as wide as their words on both sides, on pages that are turned where there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from hyoga_docs.word.column_widths import is_fixed
from hyoga_docs.word.roster_widths import RosterColumns
from hyoga_docs.word.wide_tables import room, turn_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

    from hyoga_docs.word.template_context import Context

_MANY = 4  # columns of a side for which the pages are turned
_EMU_IN_TWIP = 635


def lay_out_members(document: WordDocument, roster: Context) -> None:
    """Lays out the table of members: no column for a 区分 that is not printed, and no name broken where there is room.

    A table whose layout the template fixed is left alone, and so is one with other columns.
    """
    left, right = roster.get("kinds") or ((), ())
    found = (
        next((each for each in document.element.body.iter(qn("w:tbl")) if _is_members(each, left, right)), None) if left else None
    )
    if found is None:
        return
    for index in [at for at, kind in reversed(list(enumerate((*left, *right)))) if not kind]:
        _drop_column(found, index, 0 if index < len(left) else 1)
    left, right = ([kind for kind in side if kind] for side in (left, right))
    count = len(found.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
    kinds = [*left, *right, *["role"] * (count - len(left) - len(right))]  # 備考 of the comparison
    columns = RosterColumns(found, kinds, sides=left == right)
    if roster.get("may_turn") and (max(len(left), len(right)) >= _MANY or not _fit(document, columns, (1, 2))):
        turn_pages(document)
    if not _fit(document, columns, (1, 2, 3, 4)):
        columns.share(_width(document))


def _fit(document: WordDocument, columns: RosterColumns, lines: Sequence[int]) -> bool:
    return any(columns.fit(_width(document), count) for count in lines)


def _width(document: WordDocument) -> int:
    return room(document.sections[0]) // _EMU_IN_TWIP


def _is_members(table: BaseOxmlElement, left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether a table has two headings over the columns of both sides."""
    heads = [[_span(cell) for cell in row.findall(qn("w:tc"))] for row in table.findall(qn("w:tr"))[:1]]
    return not is_fixed(table) and heads in ([[len(left), len(right)]], [[len(left), len(right), 1]])


def _span(cell: BaseOxmlElement) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(found.get(qn("w:val"), "1")) if found is not None else 1


def _drop_column(table: BaseOxmlElement, index: int, side: int) -> None:
    """Takes a column out of a table; a heading over it spans one fewer."""
    grid = table.find(qn("w:tblGrid"))
    columns = grid.findall(qn("w:gridCol"))
    grid.remove(columns[index])
    for row in table.findall(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        if side < len(cells) < len(columns):
            span = cells[side].find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            if span is not None:
                span.set(qn("w:val"), str(int(span.get(qn("w:val"), "1")) - 1))
        elif index < len(cells):
            row.remove(cells[index])
