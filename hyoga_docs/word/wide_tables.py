"""Tables that are too wide for an upright page: the paper is turned, and the columns are shared among several tables."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section


def turn_pages(document: WordDocument) -> None:
    """Turns upright pages to landscape; tables stay as wide as they were in parts of the width between the margins."""
    for section in document.sections:
        width, height = section.page_width, section.page_height
        if width is None or height is None or width > height:
            continue
        before = room(section)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = height, width
        if before > 0:
            _widen(document, room(section) / before)


def room(section: Section) -> int:
    """The width between the margins, in EMU."""
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def _widen(document: WordDocument, ratio: float) -> None:
    for name in ("w:tblW", "w:tcW", "w:gridCol"):
        for each in document.element.body.iter(qn(name)):
            value = each.get(qn("w:w"), "")
            if value.isdecimal() and each.get(qn("w:type"), "dxa") == "dxa":
                each.set(qn("w:w"), str(round(int(value) * ratio)))


def part_tables(document: WordDocument, parts: Sequence[Sequence[int]]) -> None:
    """A table with as many columns as the parts have in all becomes one table a part, each as wide as it was."""
    count = 1 + max((column for part in parts for column in part), default=0)
    for table in list(document.element.body.iter(qn("w:tbl"))) if len(parts) > 1 else ():
        if any(len(row.findall(qn("w:tc"))) != count for row in table.findall(qn("w:tr"))):
            continue
        for number, part in enumerate(parts):
            if number:
                table.addprevious(OxmlElement("w:p"))
            table.addprevious(_with_columns(table, part))
        table.getparent().remove(table)


def _with_columns(table: BaseOxmlElement, part: Sequence[int]) -> BaseOxmlElement:
    """A table with these columns alone."""
    made = deepcopy(table)
    for row in made.findall(qn("w:tr")):
        for index, cell in enumerate(row.findall(qn("w:tc"))):
            if index not in part:
                row.remove(cell)
    grid = made.find(qn("w:tblGrid"))
    columns = grid.findall(qn("w:gridCol"))
    total = sum(int(column.get(qn("w:w"), "0")) for column in columns)
    for index, column in enumerate(columns):
        if index >= len(part):
            grid.remove(column)
        else:
            column.set(qn("w:w"), str(total // len(part)))
    return made
