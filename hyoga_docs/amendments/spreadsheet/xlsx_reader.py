"""Excel books as sheets, also as Excel or LibreOffice saved them again: their cells, and nothing else that a book may hold."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.amendments.spreadsheet.cells import BASE, SHEET, SheetLimits, SheetTable
from hyoga_docs.amendments.spreadsheet.unread import has_headings, unread_parts
from hyoga_docs.amendments.spreadsheet.xlsx_cells import filled_rows, open_book, read_cells
from hyoga_docs.core.problem import Place, SpecError, error
from hyoga_docs.text.excel.sheets import sheets_of
from hyoga_docs.text.ooxml.package import OLE_MAGIC, UnusableFileError
from hyoga_docs.text.ooxml.parts import Package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.spreadsheet.xlsx_cells import RosterBook
    from hyoga_docs.text.excel.sheets import Sheet

_SAVE = "Excel の「Excel ブック（.xlsx）」で、読み込むシートだけを保存し直してください。"
_DAMAGED = "壊れているか、Excel のブックではありません"


def read_xlsx_table(data: bytes, file: str) -> SheetTable:
    """The sheet of a book that holds the roster. Raises SpecError for what is no book, or holds more than any roster."""
    with _mistakes_told(data, file):
        package = Package(data)
        book = open_book(package)
        sheets = [sheet for sheet in sheets_of(package) if sheet.part]
        sheet = _roster_sheet(package, book, sheets)
        cells = read_cells(package.content(sheet.part), sheet.title, book, SheetLimits(file))
        return SheetTable(
            file,
            tuple(filled_rows(cells, sheet.title, SheetLimits(file))),
            hidden_rows=frozenset(number for number, row in enumerate(sorted(cells.rows)) if row in cells.hidden_rows),
            hidden_columns=frozenset(column - 1 for column in cells.hidden_columns),
            base=_exported(package, book, sheets),
            notes=tuple(unread_parts(package, book, sheets, sheet, cells, file)),
        )


def read_xlsx_sheets(data: bytes, file: str) -> dict[str, SheetTable]:
    """All the sheets of a book by their titles, in order. Raises SpecError for what is no book, or holds too much."""
    with _mistakes_told(data, file):
        package = Package(data)
        book, limits = open_book(package), SheetLimits(file)
        held = [(sheet.title, package.content(sheet.part)) for sheet in sheets_of(package) if sheet.part]
        read = {title: read_cells(content, title, book, limits) for title, content in held}
        return {title: SheetTable(file, tuple(filled_rows(cells, title, limits))) for title, cells in read.items()}


@contextlib.contextmanager
def _mistakes_told(data: bytes, file: str) -> Iterator[None]:
    """What cannot be read of a book, told by its file. Raises SpecError."""
    if data.startswith(OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _unusable(file, "パスワードで保護されています", "Excel でパスワードを外して保存し直してください。")
        raise _unusable(file, "古い形式（.xls）です", _SAVE)
    try:
        yield
    except UnusableFileError as problem:
        raise _unusable(file, str(problem), _SAVE) from problem
    except etree.XMLSyntaxError as problem:
        raise _unusable(file, _DAMAGED, _SAVE) from problem


def _roster_sheet(package: Package, book: RosterBook, sheets: Sequence[Sheet]) -> Sheet:
    """The sheet that is called 名簿, else the first that has its headings, else the first. Raises UnusableFileError."""
    if not sheets:
        msg = "シートがありません"
        raise UnusableFileError(msg)
    named = next((sheet for sheet in sheets if sheet.title == SHEET), None)
    parts = dict.fromkeys(sheet.part for sheet in sheets)  # each once, however many sheets say that they are it
    part = next((part for part in parts if named is None and has_headings(package.content(part), book)), sheets[0].part)
    return named or next(sheet for sheet in sheets if sheet.part == part)


def _exported(package: Package, book: RosterBook, sheets: Sequence[Sheet]) -> SheetTable | None:
    """The sheet as it was exported, None where the book has lost it."""
    base = next((sheet for sheet in sheets if sheet.title == BASE), None)
    if base is None:
        return None
    try:
        cells = read_cells(package.content(base.part), base.title, book, SheetLimits(""))
        return SheetTable(base.title, tuple(filled_rows(cells, base.title, SheetLimits(""))))
    except (UnusableFileError, SpecError, etree.XMLSyntaxError):
        return None


def _unusable(file: str, why: str, hint: str) -> SpecError:
    return SpecError([error("HD641", f"{why}。", place=Place(file), hint=hint)])
