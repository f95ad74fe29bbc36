"""Which sheets of an Excel file are printed: all that show, or those that the meeting's file names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.problem import nearest
from hyoga_docs.text.ooxml.parts import attribute, child, children
from hyoga_docs.text.ooxml.print_copy.book_sheets import book_sheets, workbook_part
from hyoga_docs.text.ooxml.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from collections.abc import Collection

    from hyoga_docs.text.ooxml.editable_parts import EditableParts
    from hyoga_docs.text.ooxml.print_copy.book_sheets import BookSheet
    from hyoga_docs.text.ooxml.print_copy.records import PrintSettings

_PRINT_NAMES = {"_xlnm.Print_Area", "_xlnm.Print_Titles"}


def choose_sheets(parts: EditableParts, settings: PrintSettings) -> list[OfficeFinding]:
    """Hides the sheets that are not to be printed. Told: names that no sheet has, and a book of several sheets as such."""
    shown = [sheet for sheet in book_sheets(parts) if sheet.shows]
    names = [sheet.title for sheet in shown]
    if not settings.sheets:
        printed = [sheet.title for sheet in shown if _has_content(parts, sheet)]
        words = f"シート{len(printed)}枚（{'、'.join(printed)}）を印刷します"
        return [OfficeFinding("HD516", words)] if len(printed) > 1 else []
    unknown = [each for each in settings.sheets if each not in names]
    if unknown:
        return [OfficeFinding("HD515", each, "、".join(_nearest_first(each, names))) for each in unknown]
    _hide(parts, [sheet for sheet in shown if sheet.title not in settings.sheets])
    return []


def _nearest_first(wanted: str, names: list[str]) -> list[str]:
    near = nearest(wanted, names)
    return sorted(names, key=lambda each: each != near)


def _has_content(parts: EditableParts, sheet: BookSheet) -> bool:
    """Whether something is printed of a sheet: new books have three sheets, two of them empty."""
    root = parts.tree(sheet.part)
    if child(root, "x:drawing") is not None:
        return True
    rows = children(child(root, "x:sheetData"), "x:row")
    return any(len(cell) for row in rows for cell in children(row, "x:c"))


def _hide(parts: EditableParts, sheets: Collection[BookSheet]) -> None:
    """Hides sheets; LibreOffice prints the print area of a hidden sheet, so that goes too."""
    if not sheets:
        return
    book = workbook_part(parts)
    root = parts.tree(book)
    for sheet in sheets:
        sheet.entry.set("state", "hidden")
    hidden = {str(sheet.index) for sheet in sheets}
    defined = child(root, "x:definedNames")
    for each in [*children(defined, "x:definedName")]:
        if attribute(each, "localSheetId") in hidden and attribute(each, "name") in _PRINT_NAMES and defined is not None:
            defined.remove(each)
    if defined is not None and not len(defined):
        root.remove(defined)
    _show_first(parts)
    parts.touch(book)


def _show_first(parts: EditableParts) -> None:
    """Opens the book at a sheet that shows."""
    first = next((sheet.index for sheet in book_sheets(parts) if sheet.shows), 0)
    for view in children(child(parts.tree(workbook_part(parts)), "x:bookViews"), "x:workbookView"):
        view.set("activeTab", str(first))
        if "firstSheet" in view.attrib:
            del view.attrib["firstSheet"]
