"""Excel books as sheets, also as Excel or LibreOffice saved them again."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from hyoga_docs.amendments.spreadsheet.cells import SHEET, SheetCell, SheetTable
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS
from hyoga_docs.core.problem import Place, SpecError, error
from hyoga_docs.text.excel.cell_names import column_letters, column_number
from hyoga_docs.text.ooxml.package import OLE_MAGIC, UnusableFileError, read_parts, write_parts

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MOST_BYTES, _MOST_XML_BYTES, _MOST_ROWS = 20_000_000, 40_000_000, 20_000
_MOST_AREA = 100_000
#: Areas that openpyxl makes cells of, one by one.
_AREA = re.compile(
    rb'<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref="\$?([A-Za-z]{1,3})\$?(\d{1,8}):\$?([A-Za-z]{1,3})\$?(\d{1,8})"'
)
_SAVE = "Excel の「Excel ブック（.xlsx）」で保存し直してください。"
_FAILURES = (LookupError, ValueError, TypeError, AttributeError, OSError, SyntaxError, OverflowError, zipfile.BadZipFile)


def read_xlsx_table(data: bytes, name: str) -> SheetTable:
    """The sheet of a book that holds the roster. Raises SpecError for what is no book."""
    parts = _parts(data, name)
    known, written = _load(parts, name, values=True), _load(parts, name, values=False)
    if not known.worksheets:
        raise _unusable(name, "シートがありません", _SAVE)
    sheet = _sheet(known)
    formulas = {where for where, cell in _cells(written[sheet.title]).items() if cell.data_type == "f"}
    joined = {
        (row, column)
        for area in written[sheet.title].merged_cells.ranges
        for row in range(area.min_row + 1, min(area.max_row, _MOST_ROWS) + 1)
        for column in range(area.min_col, min(area.max_col, 200) + 1)
    }
    rows: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sorted(_cells(sheet).items()):
        if cell.value is not None or (row, column) in formulas | joined:
            rows.setdefault(row, {})[column] = cell
    if len(rows) > _MOST_ROWS:
        raise _unusable(name, f"行が多すぎます（{_MOST_ROWS:,}行まで）", _SAVE)
    read = []
    for row, cells in rows.items():
        made = []
        for column in range(1, max(cells) + 1):
            where = (row, column)
            called = f"{sheet.title}!{column_letters(column)}{row}"
            made.append(_cell(cells.get(column), called, formula=where in formulas, joined=where in joined))
        read.append(tuple(made))
    return SheetTable(name, tuple(read))


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    if data.startswith(OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _unusable(name, "パスワードで保護されています", "Excel でパスワードを外して保存し直してください。")
        raise _unusable(name, "古い形式（.xls）です", _SAVE)
    if len(data) > _MOST_BYTES:
        raise _unusable(name, f"ファイルが大きすぎます（{len(data):,}バイト）", _SAVE)
    try:
        parts = read_parts(data)
    except UnusableFileError as problem:
        raise _unusable(name, str(problem), _SAVE) from problem
    if not any(part.startswith("xl/") and part.endswith("workbook.xml") for part in parts):
        raise _unusable(name, "Excel のブックではありません", _SAVE)
    if sum(len(content) for part, content in parts.items() if part.endswith(".xml")) > _MOST_XML_BYTES:
        raise _unusable(name, "中身が大きすぎます", "名簿のシートだけのファイルにしてください。")
    if any(_area(area) > _MOST_AREA for content in parts.values() for area in _AREA.findall(content)):
        raise _unusable(name, "結合したセルが大きすぎます", "結合を解いてください。")
    # openpyxl takes `x005F_` out of shared words wherever it stands; in small letters it leaves it to us
    return {
        part: content.replace(b"x005F_", b"x005f_") if part.lower().endswith("sharedstrings.xml") else content
        for part, content in parts.items()
    }


def _area(found: tuple[bytes, ...]) -> int:
    """How many cells an area has, by the letters and numbers of its corners."""
    first, top, last, bottom = found
    return (column_number(last.decode()) - column_number(first.decode()) + 1) * (int(bottom) - int(top) + 1)


def _load(parts: dict[str, bytes], name: str, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(write_parts(parts)), data_only=values, keep_links=False)
    except _FAILURES as problem:
        raise _unusable(name, "壊れているか、Excel のブックではありません", _SAVE) from problem


def _sheet(book: Workbook) -> Worksheet:
    """The sheet that is called 名簿, else the first that has its headings, else the first."""
    heads = {COLUMNS["category"], COLUMNS["name"]}
    named = [sheet for sheet in book.worksheets if sheet.title == SHEET]
    if named:
        return named[0]
    for sheet in book.worksheets:
        if heads <= {str(cell.value).strip() for (row, _), cell in _cells(sheet).items() if row <= 20}:
            return sheet
    return book.worksheets[0]


def _cells(sheet: Any) -> dict[tuple[int, int], Any]:
    """The cells that the file really has; their area may be all that a sheet can be."""
    return dict(sheet._cells)


def _cell(cell: Any, name: str, *, formula: bool, joined: bool) -> SheetCell:
    value = None if cell is None else cell.value
    if value is None:
        return SheetCell("", name, wrong="式に、計算した値がありません" if formula else "", joined=joined)
    if cell.data_type == "e" or isinstance(value, (dt.time, dt.timedelta)):
        return SheetCell(str(value), name, wrong=f"値（{value}）は使えません")
    if isinstance(value, dt.datetime):
        late = f"日付に時刻（{value:%H:%M}）が付いています" if value.time() != dt.time() else ""
        return SheetCell(value.date().isoformat(), name, day=value.date(), wrong=late)
    if isinstance(value, (int, float)):
        text = str(value).upper() if isinstance(value, bool) else f"{value:.15g}"
        return SheetCell(text, name, serial=_serial(cell, value))
    return SheetCell(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)), name)


def _serial(cell: Any, value: float) -> dt.date | None:
    """The day that a number means where a cell of dates has lost its format."""
    if value != int(value) or not 61 <= value <= 110_000:
        return None
    day = from_excel(value, cell.parent.parent.epoch)
    return day.date() if isinstance(day, dt.datetime) else None


def _unusable(name: str, why: str, hint: str) -> SpecError:
    return SpecError([error("HD641", f"{why}。", place=Place(name), hint=hint)])
