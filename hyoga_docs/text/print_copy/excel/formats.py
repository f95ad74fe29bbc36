"""Cells whose number format LibreOffice would print otherwise than Excel: each gets a format that is the text which Excel shows.

Its value stays a number, so that charts, conditional formats and its side of the cell stay. What prints alike was tried:
tests/test_excel_print_copy.py holds it against LibreOffice.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.excel.cell_names import MOST_COLUMNS, column_of
from hyoga_docs.text.excel.number_format_dates import days_of
from hyoga_docs.text.excel.number_formats import BUILTIN, format_boolean, format_number, literal_code
from hyoga_docs.text.excel.settings import (
    MOST_FORMAT_ID,
    cell_formats,
    hides_zeros,
    is_zero_value,
    own_formats,
    printed_error,
)
from hyoga_docs.text.ooxml.new_elements import new_like
from hyoga_docs.text.ooxml.parts import child, children, decimal, integer, namespace
from hyoga_docs.text.print_copy.excel.charts import ChartFormats
from hyoga_docs.text.print_copy.excel.same_formats import (
    Printing,
    general_code,
    is_short,
    prints_alike,
    way_of_printing,
    with_language,
)
from hyoga_docs.text.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook

_MOST_FORMATS = 6_000  # LibreOffice has room for 10,000 of a language
_MOST_STYLES = 60_000  # Excel's own limit is 64,000
_FIRST_ID = 200
#: Built-in formats that LibreOffice has as Excel has them, in whatever language it runs.
_KNOWN_IDS = {0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 48, 49}
_ERRORS = ("#N/A", "#DIV/0!", "#NULL!", "#NUM!", "#VALUE!", "#REF!", "#NAME?")
_WIDE_ENOUGH, _DEFAULT_WIDTH = 12.0, 8.43  # characters: in a narrower column both programs fit in a number of the format General
_TEXTS = ("s", "str", "inlineStr")


@dataclass
class _Styles:
    """The styles of a workbook, and those that are added to them."""

    cells: etree._Element
    formats: etree._Element
    codes: list[str]
    ways: list[Printing]
    first_id: int
    held: list[etree._Element]
    added: dict[tuple[int, str], int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def number_format(self, code: str) -> int:
        """The number of a format, which is added where the file does not have it yet."""
        if code not in self.ids:
            self.ids[code] = self.first_id + len(self.ids)
            each = new_like(self.formats, "numFmt")
            each.set("numFmtId", str(self.ids[code]))
            each.set("formatCode", code)
            self.formats.append(each)
        return self.ids[code]

    def style(self, index: int, code: str) -> int | None:
        """The number of a style like another but for its format; None where there are too many."""
        key = (index, code)
        if key not in self.added:
            count = len(self.held) + len(self.added)  # to count the elements themselves would take their number of steps
            if count >= _MOST_STYLES or (code not in self.ids and len(self.ids) >= _MOST_FORMATS):
                return None
            made = copy.deepcopy(self.held[index])
            made.set("numFmtId", str(self.number_format(code)))
            made.set("applyNumberFormat", "1")
            self.added[key] = count
            self.cells.append(made)
        return self.added[key]

    def finish(self) -> None:
        """States how many there are now."""
        self.cells.set("count", str(len(self.cells)))
        self.formats.set("count", str(len(self.formats)))


def print_numbers_as_excel(book: ExcelWorkbook) -> list[OfficeFinding]:
    """Gives cells a format of their own where LibreOffice would print theirs otherwise; tells those for which there is no room."""
    styles = _styles(book)
    if styles is None:
        return []
    findings = []
    charts = ChartFormats(book, styles.codes)
    for sheet in book.printed_sheets:
        cells = _SheetCells(book.parts.tree(sheet.part), styles, from_1904=book.from_1904)
        if cells.print_as_excel():
            book.parts.touch(sheet.part)
        if cells.without_room:
            more = f" ほか{len(cells.without_room) - 1}か所" if len(cells.without_room) > 1 else ""
            findings.append(OfficeFinding("HD513", cells.first_code, f"{sheet.title}!{cells.without_room[0]}{more}"))
    if styles.ids:
        styles.finish()
        book.parts.touch(book.styles)
    if styles.added:
        charts.write()
    return findings


def _styles(book: ExcelWorkbook) -> _Styles | None:
    """The styles, with formats written out that LibreOffice would take for others, or for others in other languages."""
    root = book.parts.tree(book.styles) if book.styles else None
    cells, formats = child(root, "x:cellXfs"), child(root, "x:numFmts")
    if root is None or cells is None or not len(cells):
        return None
    if formats is None:
        formats = new_like(root, "numFmts")
        root.insert(0, formats)
    own, codes = own_formats(root), cell_formats(root)
    ids = [integer(each, "numFmtId", MOST_FORMAT_ID) for each in cells]
    ways = [way_of_printing(with_language(code)) for code in codes]
    styles = _Styles(cells, formats, codes, ways, max([_FIRST_ID, *(number + 1 for number in own)]), list(cells))
    for cell, number, code in zip(cells, ids, codes, strict=True):
        plain = with_language(code)
        if plain != code or (number not in own and number not in _KNOWN_IDS and number in BUILTIN):
            cell.set("numFmtId", str(styles.number_format(plain)))
            cell.set("applyNumberFormat", "1")
    return styles


class _SheetCells:
    """The cells of a sheet with what their styles are about."""

    def __init__(self, root: etree._Element, styles: _Styles, *, from_1904: bool) -> None:
        self.without_room: list[str] = []
        self.first_code = ""
        self._root, self._styles, self._from_1904 = root, styles, from_1904
        self._hides_zeros = hides_zeros(root)
        self._ways = styles.ways
        self._widths = _widths(root)
        self._default = decimal(child(root, "x:sheetFormatPr"), "defaultColWidth") or _DEFAULT_WIDTH

    def print_as_excel(self) -> bool:
        """Whether a cell had to be changed."""
        changed = False
        for cell in self._root.iter(f"{namespace(self._root)}c"):
            kind = cell.get("t", "n")
            if kind in _TEXTS:
                continue
            index = int(style) if (style := cell.get("s", "0")).isdecimal() and len(style) < 7 else 0
            if index >= len(self._ways) or (kind == "n" and self._ways[index] is Printing.ALIKE and not self._hides_zeros):
                continue
            held = next((node for node in cell if node.tag.endswith("}v")), None)
            if held is not None and held.text and self._change(cell, held, kind, index):
                changed = True
        return changed

    def _change(self, cell: etree._Element, held: etree._Element, kind: str, index: int) -> bool:
        value = held.text or ""
        if kind == "e":
            printed = printed_error(self._root, value)
            held.text = printed
            cell.set("t", "e" if printed in _ERRORS else "str")
            return printed != value or value not in _ERRORS
        if kind == "b":
            shown = format_boolean(value, self._styles.codes[index])
            return shown != "" and self._restyle(cell, index, f'"{shown}";;"{shown}"')
        if kind == "d":
            held.text = days_of(value, from_1904=self._from_1904) or value
            cell.attrib.pop("t")
            self._change(cell, held, "n", index)
            return True
        if self._hides_zeros and is_zero_value(value):
            return self._restyle(cell, index, ";;;")
        if self._is_alike(cell, value, index):
            return False
        code = general_code(value) if self._ways[index] is Printing.GENERAL_OF_A_WIDTH else ""
        code = code or literal_code(value, self._styles.codes[index], from_1904=self._from_1904)
        return code != "" and self._restyle(cell, index, code)

    def _restyle(self, cell: etree._Element, index: int, code: str) -> bool:
        style = self._styles.style(index, code)
        if style is None:
            self.first_code = self.first_code or self._styles.codes[index]
            self.without_room.append(cell.get("r", ""))
            return False
        cell.set("s", str(style))
        return True

    def _is_alike(self, cell: etree._Element, value: str, index: int) -> bool:
        way = self._ways[index]
        if way is Printing.GENERAL_OF_A_WIDTH:
            return is_short(value) or self._width(cell.get("r", "")) < _WIDE_ENOUGH
        code = self._styles.codes[index]
        if "gannen" in code and "元" in format_number(value, code, from_1904=self._from_1904):
            return False
        return prints_alike(value, way, from_1904=self._from_1904)

    def _width(self, place: str) -> float:
        """How wide the cell's column is, in characters."""
        return self._widths.get(column_of(place), self._default)


def _widths(root: etree._Element) -> dict[int, float]:
    """How wide the columns are that say so, in characters."""
    widths: dict[int, float] = {}
    for each in children(child(root, "x:cols"), "x:col"):
        width = decimal(each, "width")
        for column in range(integer(each, "min", MOST_COLUMNS), integer(each, "max", MOST_COLUMNS) + 1):
            if column in widths:
                break
            widths[column] = width
    return widths
