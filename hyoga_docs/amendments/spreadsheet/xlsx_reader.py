"""Excel books as sheets, also as Excel or LibreOffice saved them again: their cells, and nothing else that a book may hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from hyoga_docs.amendments.spreadsheet.cells import SHEET, SheetCell, SheetLimits, SheetTable
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS
from hyoga_docs.amendments.spreadsheet.xlsx_stream import cells_and_merged, shared_strings
from hyoga_docs.core.problem import Place, SpecError, error
from hyoga_docs.text.excel.cell_names import CellRange, column_letters
from hyoga_docs.text.excel.formula_marks import unmarked
from hyoga_docs.text.excel.number_format_dates import days_of
from hyoga_docs.text.excel.number_format_sections import parse_format
from hyoga_docs.text.excel.settings import cell_formats, counts_from_1904
from hyoga_docs.text.excel.sheets import sheets_of
from hyoga_docs.text.ooxml.package import OLE_MAGIC, UnusableFileError
from hyoga_docs.text.ooxml.parts import Package, child, integer, relations_part
from hyoga_docs.text.readers.xlsx import string_of, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.text.excel.sheets import Sheet
    from hyoga_docs.text.ooxml.parts import Relation

_MOST_SETTINGS = 10_000_000  # bytes of the parts that are read as a whole
_HEADS = 20  # rows in which the headings are looked for
_SAVE = "Excel の「Excel ブック（.xlsx）」で、名簿のシートだけを保存し直してください。"
_DAMAGED = "壊れているか、Excel のブックではありません"
_Rows = dict[int, dict[int, SheetCell]]


def read_xlsx_table(data: bytes, file: str) -> SheetTable:
    """The sheet of a book that holds the roster. Raises SpecError for what is no book, or holds more than any roster."""
    if data.startswith(OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _unusable(file, "パスワードで保護されています", "Excel でパスワードを外して保存し直してください。")
        raise _unusable(file, "古い形式（.xls）です", _SAVE)
    try:
        package = Package(data)
        book = _book(package)
        sheet = _roster_sheet(package, book)
        rows, merged = _read(package.content(sheet.part), sheet.title, book, SheetLimits(file))
        return SheetTable(file, tuple(_filled(rows, merged, sheet.title, SheetLimits(file))))
    except UnusableFileError as problem:
        raise _unusable(file, str(problem), _SAVE) from problem
    except etree.XMLSyntaxError as problem:
        raise _unusable(file, _DAMAGED, _SAVE) from problem


@dataclass(frozen=True)
class _RosterBook:
    """What the cells of all sheets refer to: strings, the number format of each style, and the day that is counted from."""

    strings: list[str]
    formats: list[str]
    epoch: dt.datetime


def _book(package: Package) -> _RosterBook:
    """Raises UnusableFileError and XMLSyntaxError."""
    main = next((each.part for each in _checked(package, "").values() if each.type == "officeDocument"), "")
    related = {each.type: each.part for each in _checked(package, main).values()}
    _, tree = package.main("x:workbook", "Excel")
    styles, strings = (package.content(package.stored_name(related.get(kind, "")) or "") for kind in ("styles", "sharedStrings"))
    _check_size(styles)
    return _RosterBook(
        shared_strings(strings) if strings else [],
        cell_formats(package.xml(related.get("styles", ""))),
        CALENDAR_MAC_1904 if counts_from_1904(tree) else CALENDAR_WINDOWS_1900,
    )


def _checked(package: Package, part: str) -> dict[str, Relation]:
    """The relationships of a part, which is not too large to be read as a whole, and neither are they."""
    for each in (part, relations_part(part)):
        _check_size(package.content(each))
    return package.relations(part)


def _check_size(content: bytes) -> None:
    if len(content) > _MOST_SETTINGS:
        msg = "ブックの設定が大きすぎます"
        raise UnusableFileError(msg)


def _roster_sheet(package: Package, book: _RosterBook) -> Sheet:
    """The sheet that is called 名簿, else the first that has its headings, else the first. Raises UnusableFileError."""
    sheets = [sheet for sheet in sheets_of(package) if sheet.part]
    if not sheets:
        msg = "シートがありません"
        raise UnusableFileError(msg)
    named = next((sheet for sheet in sheets if sheet.title == SHEET), None)
    parts = dict.fromkeys(sheet.part for sheet in sheets)  # each once, however many sheets say that they are it
    part = next((part for part in parts if named is None and _has_headings(package.content(part), book)), sheets[0].part)
    return named or next(sheet for sheet in sheets if sheet.part == part)


def _has_headings(content: bytes, book: _RosterBook) -> bool:
    heads = {COLUMNS["name"], COLUMNS["person"]}
    for found in cells_and_merged(content):
        if isinstance(found, CellRange) or found[0] > _HEADS:
            return False
        heads.discard(_cell(found[2], "", book).text.strip())
        if not heads:
            return True
    return False


def _read(content: bytes, title: str, book: _RosterBook, limits: SheetLimits) -> tuple[_Rows, list[CellRange]]:
    """The cells that hold something, and what is merged. Raises SpecError, UnusableFileError and XMLSyntaxError."""
    rows: _Rows = {}
    merged: list[CellRange] = []
    for found in cells_and_merged(content):
        if isinstance(found, CellRange):
            merged.append(found)
            continue
        row, column, node = found
        cell = _cell(node, f"{title}!{column_letters(column)}{row}", book)
        if cell.text or cell.wrong:
            wrong = limits.count_cell(cell.name, column, cell.text)
            rows.setdefault(row, {})[column] = replace(cell, wrong=wrong) if wrong else cell
    return rows, merged


def _filled(rows: _Rows, merged: list[CellRange], title: str, limits: SheetLimits) -> Iterator[tuple[SheetCell, ...]]:
    """The rows, each up to its last cell that holds something or is merged with one above. Raises SpecError."""
    widest = max((max(cells) for cells in rows.values()), default=0)
    waiting = sorted(merged, reverse=True)
    ends: dict[int, int] = {}  # of each column, the last row that is merged with one above
    for row, cells in sorted(rows.items()):
        while waiting and waiting[-1].top < row:
            area = waiting.pop()
            ends |= {column: max(ends.get(column, 0), area.bottom) for column in range(area.left, min(area.right, widest) + 1)}
        joined = {column for column, end in ends.items() if end >= row}
        width = max(*cells, *joined, 1)
        limits.count_row(f"{title}!{column_letters(width)}{row}", width)
        names = ((column, f"{title}!{column_letters(column)}{row}") for column in range(1, width + 1))
        yield tuple(replace(cells.get(column) or SheetCell("", name), joined=column in joined) for column, name in names)


def _cell(node: etree._Element, name: str, book: _RosterBook) -> SheetCell:
    """A cell by what the file has of it."""
    held, kind = child(node, "x:v"), node.get("t", "n")
    value = (held.text or "") if held is not None else ""
    text = _text(node, kind, None if held is None else value, book)
    if text is not None:
        return SheetCell(unmarked(text), name)
    if not value:
        return SheetCell("", name, wrong="式に、計算した値がありません" if child(node, "x:f") is not None else "")
    if kind not in ("n", "d"):
        return _odd(value, name)
    style = integer(node, "s", len(book.formats))
    code = book.formats[style] if style < len(book.formats) else "General"
    is_day = kind == "d" or any(section.is_date for section in parse_format(code).numbers)
    number = value if kind == "n" else days_of(value, from_1904=book.epoch == CALENDAR_MAC_1904)
    return _number(number, name, book.epoch, is_day=is_day)


def _text(node: etree._Element, kind: str, value: str | None, book: _RosterBook) -> str | None:
    """The text of a cell of text or of a truth; None for any other, and for one that refers to nothing."""
    match kind:
        case "inlineStr":
            inline = child(node, "x:is")
            return None if inline is None else string_of(inline)
        case "str":
            return None if value is None else unescaped(value)
        case "s" if value and value.isdecimal() and len(value) < 8 and int(value) < len(book.strings):
            return book.strings[int(value)]
        case "b" if value:
            return "FALSE" if value == "0" else "TRUE"
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


def _unusable(file: str, why: str, hint: str) -> SpecError:
    return SpecError([error("HD641", f"{why}。", place=Place(file), hint=hint)])
