"""Rows of an Excel file without a height, which Excel makes as high as the wrapped texts in them when it opens the file.

Programs that write workbooks leave the heights out; LibreOffice then prints all lines but the first over the next rows.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from hyoga_docs.text.excel.cell_names import MOST_COLUMNS, column_of
from hyoga_docs.text.ooxml.parts import attribute, child, children, decimal, integer, is_true, name
from hyoga_docs.text.print_copy.excel.fonts import default_font, digit_pixels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook

_POINTS, _BESIDE = 0.75, 5  # of a pixel; pixels of a column that are no room for text
_DIGIT = 0.55  # how wide a digit is of which nobody knows, in parts of the size of its font
_LINE, _HIGHEST = 1.25, 409  # how high a line is in parts of the size of its font; points of the highest row in Excel
_SIZE, _WIDTH = 11.0, 8.43  # of a font and a column of which the file says nothing


def give_rows_their_height(book: ExcelWorkbook) -> None:
    """Writes heights into rows that have none and hold a text that needs more lines than one."""
    styles = book.parts.tree(book.styles) if book.styles else None
    sizes = _wrapping(styles)
    if not sizes:
        return
    digit, strings = _digit(styles), _strings(book)
    for sheet in book.printed_sheets:
        root = book.parts.tree(sheet.part)
        form = child(root, "x:sheetFormatPr")
        if name(root) == "x:worksheet" and not (form is not None and is_true(form, "customHeight")):
            widths = _Widths(root, digit)
            if sum([_raise(row, cells, widths, sizes, strings) for row, cells in _rows_without_height(root)]):
                book.parts.touch(sheet.part)


def _wrapping(styles: etree._Element | None) -> dict[str, float]:
    """The sizes of the fonts of those styles that wrap upright texts, by the numbers of the styles."""
    sizes = [decimal(child(each, "x:sz"), "val") or _SIZE for each in children(child(styles, "x:fonts"), "x:font")]
    found = {}
    for index, each in enumerate(children(child(styles, "x:cellXfs"), "x:xf")):
        alignment, font = child(each, "x:alignment"), integer(each, "fontId", 100_000)
        if alignment is not None and is_true(alignment, "wrapText") and attribute(alignment, "textRotation") in ("", "0"):
            found[str(index)] = sizes[font] if font < len(sizes) else _SIZE
    return found


def _digit(styles: etree._Element | None) -> float:
    """How wide a digit of the standard font is, in pixels."""
    font = default_font(styles)
    size, called = decimal(child(font, "x:sz"), "val") or _SIZE, child(font, "x:name")
    known = digit_pixels(attribute(called, "val"), size) if called is not None else 0
    return known or size * _DIGIT / _POINTS


def _strings(book: ExcelWorkbook) -> list[etree._Element]:
    held = next((book.part(each.part) for each in book.relations(book.main).values() if each.type == "sharedStrings"), "")
    return list(children(book.parts.tree(held), "x:si")) if held else []


class _Widths:
    """The room for text in each column of a sheet, in points."""

    def __init__(self, sheet: etree._Element, digit: float) -> None:
        self.digit = digit
        self.columns = [
            (integer(each, "min", MOST_COLUMNS), integer(each, "max", MOST_COLUMNS), decimal(each, "width"))
            for each in children(child(sheet, "x:cols"), "x:col")
        ]
        self.usual = decimal(child(sheet, "x:sheetFormatPr"), "defaultColWidth") or _WIDTH
        self.known: dict[int, float] = {}

    def room(self, column: int) -> float:
        """The room in a column, in points; none in one that is hidden."""
        if column not in self.known:
            width = next((wide for first, last, wide in self.columns if first <= column <= last), self.usual)
            self.known[column] = max(width * self.digit - _BESIDE, 0) * _POINTS
        return self.known[column]


def _rows_without_height(sheet: etree._Element) -> Iterator[tuple[etree._Element, list[tuple[int, etree._Element]]]]:
    """Rows with their cells and the columns of these; Excel takes no heights from merged cells."""
    merged = {attribute(each, "ref").partition(":")[0] for each in children(child(sheet, "x:mergeCells"), "x:mergeCell")}
    for row in children(child(sheet, "x:sheetData"), "x:row"):
        if attribute(row, "ht") or is_true(row, "hidden"):
            continue
        cells, column = [], 0
        for cell in children(row, "x:c"):
            place = cell.get("r", "")
            column = column_of(place) or column + 1
            if place not in merged:
                cells.append((column, cell))
        yield row, cells


def _raise(
    row: etree._Element,
    cells: Sequence[tuple[int, etree._Element]],
    widths: _Widths,
    sizes: Mapping[str, float],
    strings: Sequence[etree._Element],
) -> bool:
    """Whether a row had to be made higher."""
    high = 0.0
    for column, cell in cells:
        size = sizes.get(cell.get("s", "0"))
        if size is not None and (room := widths.room(column)) > 0:
            lines = _lines(_text(cell, strings), room / size)
            high = max(high, lines * size * _LINE if lines > 1 else 0)
    if high:
        row.set("ht", f"{min(high, _HIGHEST):.2f}")
        row.set("customHeight", "1")
    return high > 0


def _text(cell: etree._Element, strings: Sequence[etree._Element]) -> str:
    """What a cell of text says; nothing of numbers, which are not wrapped."""
    held = child(cell, "x:v")
    value = (held.text or "") if held is not None else ""
    match cell.get("t", "n"):
        case "s":
            item = (
                strings[int(value)]
                if value.isascii() and value.isdigit() and len(value) < 8 and int(value) < len(strings)
                else None
            )
        case "inlineStr":
            item = child(cell, "x:is")
        case kind:
            return value if kind == "str" else ""
    texts = [*children(item, "x:t"), *(text for run in children(item, "x:r") for text in children(run, "x:t"))]
    return "".join(text.text or "" for text in texts)


def _lines(text: str, room: float) -> int:
    """How many lines a text needs in a room that is so many of its letters wide."""
    return sum(max(1, math.ceil(_em(line) / max(math.floor(room * 2) / 2, 1))) for line in text.splitlines())


def _em(line: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in line)
