"""A roster as an Excel book that people like to write in: the same rows give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from hyoga_docs.amendments.spreadsheet.cells import BASE, CHOICES, SHEET
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS
from hyoga_docs.japanese.width import text_width
from hyoga_docs.text.excel.cell_names import column_letters
from hyoga_docs.text.excel.formula_marks import looks_like_formula, marked_text_cell
from hyoga_docs.text.ooxml.package import read_parts, write_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.dimensions import ColumnDimension
    from openpyxl.worksheet.worksheet import Worksheet

    from hyoga_docs.amendments.spreadsheet.rows import RosterRow

_ALL = "区分一覧"
_WIDEST = {"category": 28, "name": 60, "post": 24, "person": 24, "role": 24, "aliases": 34, "since": 13, "until": 13, "id": 16}
_NARROWEST = {"category": 12, "name": 28, "post": 14, "person": 14, "role": 12, "aliases": 20, "since": 13, "until": 13, "id": 8}
FONT = "游ゴシック"
_LINE = Side(style="thin", color="BFBFBF")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="1F4E78")
_OVER = PatternFill("solid", fgColor="F2F2F2")
_FIRST_EXCEL_DAY = dt.date(1900, 3, 1)  # before it Excel counts a day that never was
_SPARE = 500  # rows below the last where 区分 can be chosen
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  not a time of day, but one that is always the same


def xlsx_bytes(rows: Sequence[RosterRow], categories: Sequence[str], title: str, columns: Mapping[str, str] = COLUMNS) -> bytes:
    """The book: the sheet of all entries, and two hidden ones: the 区分 to choose from, and the entries as they are now."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = SHEET
    write_head(sheet, columns)
    for number, row in enumerate(rows, 2):
        _write_row(sheet, number, row, columns)
    last = len(rows) + 1
    _set_columns(sheet, rows, columns)
    set_page(sheet, last, title, len(columns), freeze="C2")
    sheet.print_area = f"A1:{column_letters(len(columns) - 1)}{last}"  # without the ids
    if "category" in columns:
        _add_choices(book, sheet, categories, last + _SPARE)
    _add_base(book, rows, columns)
    return book_bytes(book, title)


def book_bytes(book: Workbook, title: str) -> bytes:
    """A book as a file: the same book gives the same bytes, and rows grow with what is typed in them."""
    book.properties.creator, book.properties.title = "hyoga-docs", title
    book.properties.created = book.properties.modified = _MADE
    out = io.BytesIO()
    book.save(out)
    parts = read_parts(out.getvalue())
    core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", parts["docProps/core.xml"])
    # rows grow only where their height is not held fast
    tables = {
        name: re.sub(rb'(<row [^>]*?) customHeight="1"', rb"\1", part)
        for name, part in parts.items()
        if name.startswith("xl/worksheets/sheet")
    }
    return write_parts({**parts, "docProps/core.xml": core, **tables})


def write_head(sheet: Worksheet, columns: Mapping[str, str]) -> None:
    """The headings, in the first row."""
    for column, heading in enumerate(columns.values(), 1):
        cell = sheet.cell(1, column)
        set_text(cell, heading)
        cell.number_format = "General"
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill, cell.border = _HEAD, BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 24


def _write_row(sheet: Worksheet, number: int, row: RosterRow, columns: Mapping[str, str]) -> None:
    lines = 1
    for column, (key, value) in enumerate(zip(columns, row.cells, strict=True), 1):
        cell = sheet.cell(number, column)
        _style(cell, key, over=row.over)
        cell.border = BORDER
        if isinstance(value, dt.date) and value >= _FIRST_EXCEL_DAY:
            cell.value = value
        elif value is not None and value != "":
            set_text(cell, str(value))
            wide = _WIDEST.get(key, 24) if key != "id" else len(str(value))
            lines = max(lines, sum(-(-max(text_width(line), 1) // wide) for line in str(value).split("\n")))
    sheet.row_dimensions[number].height = min(18 * lines + 4, 400)


def set_text(cell: Any, text: str) -> None:
    """Text that stays text, whatever it looks like, with the characters that XML would lose as Excel writes them."""
    cell.value = _ESCAPED.sub("_x005F_", marked_text_cell(text)).replace("\r", "_x000D_")
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = looks_like_formula(text)  # it stays text when somebody presses Enter in it


def _style(cell: Cell | MergedCell | ColumnDimension, key: str, *, over: bool) -> None:
    """How cells of a column look; those of a whole column are ready for new members."""
    is_day = key in {"since", "until"}
    cell.font = Font(name=FONT, size=11, color="808080" if over else "000000")
    cell.number_format = "yyyy\\-mm\\-dd" if is_day else "@"
    cell.alignment = Alignment(horizontal="center" if is_day else None, vertical="center", wrap_text=True)
    if over:
        cell.fill = _OVER


def _set_columns(sheet: Worksheet, rows: Sequence[RosterRow], columns: Mapping[str, str]) -> None:
    for column, key in enumerate(columns, 1):
        widths = [text_width(line) for row in rows for line in str(row.cells[column - 1] or "").split("\n")]
        _style(sheet.column_dimensions[column_letters(column)], key, over=False)
        sheet.column_dimensions[column_letters(column)].width = max(
            _NARROWEST.get(key, 14), min(_WIDEST.get(key, 24), max(widths, default=0) + 3)
        )
    sheet.column_dimensions[column_letters(len(columns))].hidden = True


def set_page(sheet: Worksheet, last: int, title: str, width: int, *, freeze: str) -> None:
    """How a sheet of `width` columns and `last` rows is looked at and printed, with its headings on each page."""
    sheet.freeze_panes = freeze
    sheet.auto_filter.ref = f"A1:{column_letters(width)}{last}"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{column_letters(width)}{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    head, foot = HeaderFooterItem(), HeaderFooterItem()
    head.center.text, foot.center.text = " ".join(title.split()).replace("&", "&&")[:200], "&P / &N"
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = head, foot


def _add_choices(book: Workbook, sheet: Worksheet, categories: Sequence[str], last: int) -> None:
    """The list of the column 区分; another one may be typed after a warning."""
    choices: Worksheet = book.create_sheet(CHOICES)
    choices.sheet_state = "hidden"
    for number, category in enumerate(categories, 1):
        set_text(choices.cell(number, 1), category)
    area = f"'{CHOICES}'!$A$1:$A${max(len(categories), 1)}"
    book.defined_names[_ALL] = DefinedName(_ALL, attr_text=area)
    rule = DataValidation(type="list", formula1=_ALL, allow_blank=True, showErrorMessage=True, errorStyle="warning")
    rule.errorTitle, rule.error = "新しい区分", "一覧にない区分です。新しい区分を作りますか。"
    rule.add(f"A2:A{last}")
    sheet.add_data_validation(rule)


def _add_base(book: Workbook, rows: Sequence[RosterRow], columns: Mapping[str, str]) -> None:
    """The rows once more, where nobody writes."""
    base: Worksheet = book.create_sheet(BASE)
    base.sheet_state = "veryHidden"
    for number, cells in enumerate([tuple(columns.values()), *(row.cells for row in rows)], 1):
        for column, value in enumerate(cells, 1):
            if value is not None and value != "":
                set_text(base.cell(number, column), str(value))
