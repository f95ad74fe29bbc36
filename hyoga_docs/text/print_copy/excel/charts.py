"""Charts of an Excel file: drawn as Excel draws them, in the number formats that their cells had."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.new_elements import insert_after, new_like
from hyoga_docs.text.ooxml.parts import attribute, child, integer, is_zero, name
from hyoga_docs.text.print_copy.charts import draw_as_office
from hyoga_docs.text.print_copy.excel.same_formats import with_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook
    from hyoga_docs.text.print_copy.records import OfficeFinding

#: What stands before the number format of an axis and of labels; nothing that may stand there comes after it.
_BEFORE_FORMAT = (*("c:axId", "c:scaling", "c:delete", "c:axPos", "c:majorGridlines", "c:minorGridlines", "c:title", "c:dLbl"),)
_DAYS = ("c:catAx", "c:dateAx")
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!:]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::.*)?")
_MOST_STYLE = 1_000_000

#: How large Excel draws a chart that is a sheet of its own, in English Metric Units.
_CHART_SHEET = {"cx": "9300000", "cy": "6070000"}

_Cell = tuple[str, str]


def size_chart_sheets(book: ExcelWorkbook) -> None:
    """Gives charts that are sheets of their own a size where none is written: Excel fills the page with them, LibreOffice none."""
    for sheet in book.printed_sheets:
        if name(book.parts.tree(sheet.part)) != "x:chartsheet":
            continue
        for part in _parts_of(book, sheet.part, "drawing"):
            for anchor in book.parts.tree(part).iter("{*}absoluteAnchor"):
                size = child(anchor, "xdr:ext")
                if size is not None and is_zero(size, "cx"):
                    size.attrib.update(_CHART_SHEET)
                    book.parts.touch(part)


def draw_charts(book: ExcelWorkbook) -> list[OfficeFinding]:
    """Changes the charts of the sheets that are printed, and says what is not printed as it stands there."""
    findings: list[OfficeFinding] = []
    for sheet in book.printed_sheets:
        for part in _parts_of(book, sheet.part, "drawing"):
            for chart in _parts_of(book, part, "chart"):
                changed, found = draw_as_office(book.parts.tree(chart), sheet.title, has_cells=True)
                findings += found
                if changed:
                    book.parts.touch(chart)
    return findings


def _parts_of(book: ExcelWorkbook, owner: str, kind: str) -> list[str]:
    return [part for each in book.relations(owner).values() if each.type == kind and (part := book.part(each.part))]


class ChartFormats:
    """The charts of a workbook with the formats of the cells that they are about, as they were when this was made."""

    def __init__(self, book: ExcelWorkbook, codes: Sequence[str]) -> None:
        self._book = book
        self._parts = [part for part in book.parts.names if _is_chart(part) and b"plotArea" in book.parts.content(part)]
        wanted = {cell for part in self._parts for cell in _cells(book.parts.tree(part))}
        self._codes = dict(_codes_of(book, codes, wanted)) if wanted else {}

    def write(self) -> None:
        """Writes the formats into axes and labels that say "as the cells have it"."""
        for part in self._parts:
            root = self._book.parts.tree(part)
            numbers, days = self._code(root, "val", "yVal"), self._code(root, "cat", "xVal")
            for node in root.iter("{*}valAx", "{*}catAx", "{*}dateAx", "{*}dLbls"):
                if name(node):
                    _unlink(node, days if name(node) in _DAYS else numbers)
            self._book.parts.touch(part)

    def _code(self, root: etree._Element, *wanted: str) -> str:
        """The format of the first numbers of a kind: as the chart has saved it, or else as their first cell has it."""
        for node in root.iter(*(f"{{*}}{each}" for each in wanted)):
            saved = child(node, "c:numRef", "c:numCache", "c:formatCode")
            if saved is not None and saved.text:
                return str(saved.text)
            found = _first_cell(node)
            if found in self._codes:
                return self._codes[found]
        return ""


def _is_chart(part: str) -> bool:
    return "/charts/" in part.lower() and part.lower().endswith(".xml")


def _cells(root: etree._Element) -> Iterator[_Cell]:
    for node in root.iter("{*}val", "{*}cat", "{*}yVal", "{*}xVal"):
        found = _first_cell(node)
        if found is not None:
            yield found


def _first_cell(node: etree._Element) -> _Cell | None:
    """The sheet and the name of the first cell of a range."""
    formula = next((each for source in node for each in source if name(each) == "c:f"), None)
    found = _REFERENCE.fullmatch((formula.text or "").strip("()").partition(",")[0]) if formula is not None else None
    if found is None:
        return None
    return (found[1] or "").replace("''", "'") or found[2], found[3] + found[4]


def _codes_of(book: ExcelWorkbook, codes: Sequence[str], wanted: set[_Cell]) -> Iterator[tuple[_Cell, str]]:
    for sheet in book.sheets:
        places = {place for title, place in wanted if title == sheet.title}
        if not places or not sheet.part:
            continue
        for cell in book.parts.tree(sheet.part).iter("{*}c"):
            if cell.get("r") in places:
                style = integer(cell, "s", _MOST_STYLE)
                yield (sheet.title, str(cell.get("r"))), codes[style] if style < len(codes) else "General"


def _unlink(node: etree._Element, code: str) -> None:
    held = child(node, "c:numFmt")
    if held is None:
        if child(node, "c:delete") is not None and name(node) == "c:dLbls":
            return
        held = new_like(node, "numFmt")
        insert_after(node, held, _BEFORE_FORMAT)
    elif attribute(held, "sourceLinked") not in ("1", "true"):
        return
    held.set("formatCode", with_language(code or attribute(held, "formatCode") or "General"))
    held.set("sourceLinked", "0")
