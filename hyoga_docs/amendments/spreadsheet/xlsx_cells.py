"""The cells of an Excel book as plain values: their texts and days, and what of them is struck out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from hyoga_docs.amendments.spreadsheet.cells import SheetCell, SheetLimits
from hyoga_docs.amendments.spreadsheet.xlsx_stream import Hidden, Runs, is_struck, runs_of, shared_strings, sheet_parts
from hyoga_docs.text.excel.cell_names import CellRange, column_letters
from hyoga_docs.text.excel.formula_marks import unmarked
from hyoga_docs.text.excel.number_format_dates import days_of
from hyoga_docs.text.excel.number_format_sections import parse_format
from hyoga_docs.text.excel.settings import cell_formats, counts_from_1904
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import Package, child, children, integer, relations_part
from hyoga_docs.text.readers.xlsx import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from hyoga_docs.text.ooxml.parts import Relation

_MOST_SETTINGS = 10_000_000  # bytes of the parts that are read as a whole
_COUNTS = re.compile(r"(?i)\b(?:COUNT(?:A|IFS?|BLANK)?|SUM(?:IFS?|PRODUCT)?|SUBTOTAL|AGGREGATE|ROWS)\(")


@dataclass(frozen=True)
class RosterBook:
    """What the cells of all sheets refer to: strings, of each style its format and whether it is struck out, the first day."""

    strings: list[Runs]
    formats: list[str]
    struck: list[bool]
    epoch: dt.datetime


@dataclass
class FilledCells:
    """The cells of a sheet that hold something, by row and column from 1, what is merged, and what is hidden."""

    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    merged: list[CellRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def open_book(package: Package) -> RosterBook:
    """What all sheets of a book share. Raises UnusableFileError and XMLSyntaxError."""
    main = next((each.part for each in checked_relations(package, "").values() if each.type == "officeDocument"), "")
    related = {each.type: each.part for each in checked_relations(package, main).values()}
    _, tree = package.main("x:workbook", "Excel")
    styles, strings = (package.content(package.stored_name(related.get(kind, "")) or "") for kind in ("styles", "sharedStrings"))
    check_size(styles)
    looks = package.xml(related.get("styles", ""))
    return RosterBook(
        shared_strings(strings) if strings else [],
        cell_formats(looks),
        _struck_styles(looks),
        CALENDAR_MAC_1904 if counts_from_1904(tree) else CALENDAR_WINDOWS_1900,
    )


def checked_relations(package: Package, part: str) -> dict[str, Relation]:
    """The relationships of a part, which is not too large to be read as a whole, and neither are they."""
    for each in (part, relations_part(part)):
        check_size(package.content(each))
    return package.relations(part)


def check_size(content: bytes) -> None:
    """Raises UnusableFileError for a part that is too large to be read as a whole."""
    if len(content) > _MOST_SETTINGS:
        msg = "ブックの設定が大きすぎます"
        raise UnusableFileError(msg)


def _struck_styles(styles: etree._Element | None) -> list[bool]:
    fonts = [is_struck(each) for each in children(child(styles, "x:fonts"), "x:font")]
    used = (integer(each, "fontId", len(fonts)) for each in children(child(styles, "x:cellXfs"), "x:xf"))
    return [font < len(fonts) and fonts[font] for font in used]


def read_cells(content: bytes, title: str, book: RosterBook, limits: SheetLimits) -> FilledCells:
    """The cells of a sheet. Raises SpecError, UnusableFileError and XMLSyntaxError."""
    found = FilledCells()
    for each in sheet_parts(content):
        if isinstance(each, CellRange):
            found.merged.append(each)
            continue
        if isinstance(each, Hidden):
            found.hidden_rows |= {each.row} - {0}
            found.hidden_columns |= set(each.columns)
            continue
        row, column, node = each
        cell = cell_of(node, f"{title}!{column_letters(column)}{row}", book)
        if cell.text or cell.wrong or cell.struck:
            wrong = limits.count_cell(cell.name, column, cell.text)
            found.rows.setdefault(row, {})[column] = replace(cell, wrong=wrong) if wrong else cell
    return found


def filled_rows(cells: FilledCells, title: str, limits: SheetLimits) -> Iterator[tuple[SheetCell, ...]]:
    """The rows, each up to its last cell that holds something or is merged with one above. Raises SpecError."""
    widest = max((max(held) for held in cells.rows.values()), default=0)
    waiting = sorted(cells.merged, reverse=True)
    ends: dict[int, int] = {}  # of each column, the last row that is merged with one above
    for row, held in sorted(cells.rows.items()):
        while waiting and waiting[-1].top < row:
            area = waiting.pop()
            ends |= {column: max(ends.get(column, 0), area.bottom) for column in range(area.left, min(area.right, widest) + 1)}
        joined = {column for column, end in ends.items() if end >= row}
        width = max(*held, *joined, 1)
        limits.count_row(f"{title}!{column_letters(width)}{row}", width)
        names = ((column, f"{title}!{column_letters(column)}{row}") for column in range(1, width + 1))
        yield tuple(replace(held.get(column) or SheetCell("", name), joined=column in joined) for column, name in names)


def cell_of(node: etree._Element, name: str, book: RosterBook) -> SheetCell:
    """A cell by what the file has of it."""
    style = integer(node, "s", len(book.formats))
    held, kind, formula = child(node, "x:v"), node.get("t", "n"), child(node, "x:f")
    value = (held.text or "") if held is not None else ""
    counts = formula is not None and _COUNTS.search(formula.text or "") is not None
    is_struck_out = style < len(book.struck) and book.struck[style]
    runs = _runs(node, kind, None if held is None else value, book)
    if runs is not None:
        parts: tuple[list[str], list[str]] = ([], [])
        for words, struck in runs:
            parts[is_struck_out if struck is None else struck].append(words)
        text, gone = ("".join(each) for each in parts)
        return SheetCell(unmarked(text), name, struck=gone.strip(), counts=counts)
    cell = _valued(value, kind, name, book, style)
    if not value and formula is not None:
        cell = replace(cell, wrong="式に、計算した値がありません")
    return SheetCell("", name, struck=cell.text) if is_struck_out else replace(cell, counts=counts)


def _valued(value: str, kind: str, name: str, book: RosterBook, style: int) -> SheetCell:
    """A cell of a number or a day, and one that is empty."""
    if not value:
        return SheetCell("", name)
    if kind not in ("n", "d"):
        return _odd(value, name)
    code = book.formats[style] if style < len(book.formats) else "General"
    is_day = kind == "d" or any(section.is_date for section in parse_format(code).numbers)
    number = value if kind == "n" else days_of(value, from_1904=book.epoch == CALENDAR_MAC_1904)
    return _number(number, name, book.epoch, is_day=is_day)


def _runs(node: etree._Element, kind: str, value: str | None, book: RosterBook) -> Runs | None:
    """The text of a cell of text or of a truth; None for any other, and for one that refers to nothing."""
    match kind:
        case "inlineStr":
            inline = child(node, "x:is")
            return None if inline is None else runs_of(inline)
        case "str":
            return None if value is None else ((unescaped(value), None),)
        case "s" if value and value.isdecimal() and len(value) < 8 and int(value) < len(book.strings):
            return book.strings[int(value)]
        case "b" if value:
            return (("FALSE" if value == "0" else "TRUE", None),)
    return None


def _odd(value: object, name: str) -> SheetCell:
    return SheetCell(str(value)[:50], name, wrong=f"値（{str(value)[:50]}）は使えません")


def _number(value: str, name: str, epoch: dt.datetime, *, is_day: bool) -> SheetCell:
    try:
        number = float(value)
        day = from_excel(number, epoch) if is_day else None
        serial = from_excel(number, epoch) if number == int(number) and 61 <= number <= 110_000 else None
    except (ValueError, OverflowError):
        return _odd(value, name)
    if isinstance(day, dt.datetime):
        late = f"日付に時刻（{day:%H:%M}）が付いています" if day.time() != dt.time() else ""
        return SheetCell(day.date().isoformat(), name, day=day.date(), wrong=late)
    if day is not None:
        return _odd(day, name)
    # a cell of days may have lost its format
    return SheetCell(f"{number:.15g}", name, serial=serial.date() if isinstance(serial, dt.datetime) else None)
