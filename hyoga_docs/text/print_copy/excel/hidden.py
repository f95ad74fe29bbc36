"""What Excel never prints, so that LibreOffice does not either: hidden sheets, and rows and columns without a size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.excel.sheets import PRINT_AREA, PRINT_TITLES, defined_names
from hyoga_docs.text.ooxml.parts import attribute, child, children, is_false, is_zero
from hyoga_docs.text.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.excel.sheets import Sheet
    from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook


def hide_what_excel_hides(book: ExcelWorkbook) -> list[OfficeFinding]:
    """Takes the print areas of hidden sheets away, for LibreOffice prints those, and hides what has no width or height.

    What is on a hidden sheet stays: charts and formulas of other sheets stand on it.
    """
    findings = _areas(book)
    _open_at_what_shows(book)
    for sheet in book.printed_sheets:
        content = book.parts.content(sheet.part)
        if b'width="0' in content or b'ht="0' in content:
            _hide_sizeless(book, sheet.part)
        _take_background_out(book, sheet.part)
        findings += _take_notes_out(book, sheet)
        for relation in book.relations(sheet.part).values():
            if relation.type == "drawing" and (part := book.part(relation.part)):
                _take_screen_only_out(book, part)
    return findings


def _open_at_what_shows(book: ExcelWorkbook) -> None:
    """Opens the book at a sheet that shows: LibreOffice prints the one that a book opens at, hidden or not."""
    places = [str(sheet.index) for sheet in book.printed_sheets]
    sheets = child(book.tree, "x:sheets")
    views = child(book.tree, "x:bookViews")
    if sheets is None or not places:
        return
    if views is None:
        views = sheets.makeelement(sheets.tag.replace("sheets", "bookViews"))
        views.append(views.makeelement(sheets.tag.replace("sheets", "workbookView")))
        sheets.addprevious(views)
    for view in children(views, "x:workbookView"):
        if (view.get("activeTab") or "0") not in places:
            view.set("activeTab", places[0])
            view.attrib.pop("firstSheet", None)
            book.parts.touch(book.main)


def _areas(book: ExcelWorkbook) -> list[OfficeFinding]:
    findings = []
    hidden = {str(sheet.index) for sheet in book.sheets if sheet.is_hidden}
    titles = {str(sheet.index): sheet.title for sheet in book.sheets}
    for each in defined_names(book.tree, PRINT_AREA, PRINT_TITLES):
        place, formula = attribute(each, "localSheetId"), each.text or ""
        if place in hidden or not _areas_left(formula):
            _remove(book, each)
        elif "#REF!" in formula:
            each.text = _areas_left(formula)
            book.parts.touch(book.main)
        elif attribute(each, "name").lower() == PRINT_AREA and "(" in formula.replace("'('", ""):
            findings.append(OfficeFinding("HD351", formula[:100], titles.get(place, "")))
    return findings


def _areas_left(formula: str) -> str:
    """The areas that are left where others were deleted with their cells."""
    if "#REF!" not in formula:
        return formula
    return ",".join(area for area in formula.split(",") if "#REF!" not in area)


def _remove(book: ExcelWorkbook, node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
        book.parts.touch(book.main)


def _hide_sizeless(book: ExcelWorkbook, part: str) -> None:
    root = book.parts.tree(part)
    columns = [each for each in children(child(root, "x:cols"), "x:col") if is_zero(each, "width")]
    rows = [each for each in children(child(root, "x:sheetData"), "x:row") if is_zero(each, "ht")]
    for each in columns + rows:
        each.set("hidden", "1")
        book.parts.touch(part)


def _take_screen_only_out(book: ExcelWorkbook, part: str) -> None:
    """Takes out what lies on a sheet and is not printed with it."""
    for data in list(book.parts.tree(part).iter("{*}clientData")):
        anchor = data.getparent()
        holder = anchor.getparent() if anchor is not None else None
        if holder is not None and is_false(data, "fPrintsWithSheet"):
            holder.remove(anchor)
            book.parts.touch(part)


def _take_background_out(book: ExcelWorkbook, part: str) -> None:
    """Takes out the picture behind the cells, which Excel shows and does not print."""
    if b"picture" in book.parts.content(part):
        root = book.parts.tree(part)
        for each in list(children(root, "x:picture")):
            root.remove(each)
            book.parts.touch(part)


def _take_notes_out(book: ExcelWorkbook, sheet: Sheet) -> list[OfficeFinding]:
    """Takes out the notes of cells unless they are to be printed where they show; those that are to come at the end are told."""
    notes = [each.part for each in book.relations(sheet.part).values() if each.type == "comments" and book.part(each.part)]
    setup = child(book.parts.tree(sheet.part), "x:pageSetup") if notes else None
    wanted = attribute(setup, "cellComments") if setup is not None else ""
    if wanted == "asDisplayed":
        return []
    for part in notes:
        book.remove(sheet.part, part)
    return [OfficeFinding("HD514", "メモ（コメント）", sheet.title)] if notes and wanted == "atEnd" else []
