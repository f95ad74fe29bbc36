"""Which sheets of an Excel file are printed: all that show, or those that the meeting's file names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.problem import nearest
from hyoga_docs.text.ooxml.parts import child, children
from hyoga_docs.text.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from collections.abc import Collection

    from hyoga_docs.text.excel.sheets import Sheet
    from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook
    from hyoga_docs.text.print_copy.records import PrintSettings


def choose_sheets(book: ExcelWorkbook, settings: PrintSettings) -> list[OfficeFinding]:
    """Hides the sheets that are not to be printed. Told: names that no sheet has, and a book of several sheets as such."""
    shown = book.printed_sheets
    names = [sheet.title for sheet in shown]
    if not settings.sheets:
        printed = [sheet.title for sheet in shown if _has_content(book, sheet)]
        words = f"シート{len(printed)}枚（{'、'.join(printed)}）を印刷します"
        return [OfficeFinding("HD516", words)] if len(printed) > 1 else []
    unknown = [each for each in settings.sheets if each not in names]
    if unknown:
        return [OfficeFinding("HD515", each, "、".join(_nearest_first(each, names))) for each in unknown]
    _show_only(book, [sheet for sheet in shown if sheet.title in settings.sheets])
    return []


def _nearest_first(wanted: str, names: list[str]) -> list[str]:
    near = nearest(wanted, names)
    return sorted(names, key=lambda each: each != near)


def _has_content(book: ExcelWorkbook, sheet: Sheet) -> bool:
    """Whether something is printed of a sheet: new books have three sheets, two of them empty."""
    root = book.parts.tree(sheet.part)
    if child(root, "x:drawing") is not None:
        return True
    rows = children(child(root, "x:sheetData"), "x:row")
    return any(len(cell) for row in rows for cell in children(row, "x:c"))


def _show_only(book: ExcelWorkbook, chosen: Collection[Sheet]) -> None:
    """Hides all other sheets."""
    places = {sheet.index for sheet in chosen}
    for index, entry in enumerate(children(child(book.tree, "x:sheets"), "x:sheet")):
        if index not in places and entry.get("state", "visible") == "visible":
            entry.set("state", "hidden")
    book.parts.touch(book.main)
