"""How the sheets of an Excel file lie on paper: as the meeting's file says, as the file says, or fitted to the width.

Where nobody says how a sheet is printed, one that is wider than its paper would be cut: it is made smaller, and turned to
landscape where that keeps it larger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.excel.cell_names import MOST_COLUMNS, CellRange, cell_ranges, column_of
from hyoga_docs.text.excel.sheets import PRINT_AREA, defined_names
from hyoga_docs.text.ooxml.new_elements import insert_before, new_like
from hyoga_docs.text.ooxml.parts import attribute, child, children, decimal, integer, is_true, name
from hyoga_docs.text.print_copy.excel.fonts import default_font, digit_pixels
from hyoga_docs.text.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from collections.abc import Set

    from hyoga_docs.text.excel.sheets import Sheet
    from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook
    from hyoga_docs.text.print_copy.records import PrintSettings

_A4 = 9
#: Widths and heights of papers in millimetres, by Excel's numbers.
_PAPERS = {1: (215.9, 279.4), 5: (215.9, 355.6), 8: (297, 420), _A4: (210, 297), 11: (148, 210), 12: (257, 364), 13: (182, 257)}
_MM, _INCH = 72 / 25.4, 72.0
_MARGIN = 0.7  # inches at each side, where the file names none
_DIGIT = 0.5  # how wide a digit is of which nobody knows, in parts of the size of its font
_PADDING = 3.75  # points that a column of the default width has beside its digits
_NEAR = 0.85  # of the paper's width; so wide a sheet may turn out to be wider
_TURNED = 0.9  # a sheet that has to become smaller than this is turned to landscape
_READABLE = 2.5  # points; what would be smaller is left as it is, for nobody could read it, however large it is shown
#: What stands behind the page setup of a sheet (ISO/IEC 29500-1, 18.3.1.99).
_AFTER_SETUP = (
    *("x:headerFooter", "x:rowBreaks", "x:colBreaks", "x:customProperties", "x:cellWatches", "x:ignoredErrors", "x:smartTags"),
    *("x:drawing", "x:legacyDrawing", "x:legacyDrawingHF", "x:drawingHF", "x:picture", "x:oleObjects", "x:controls"),
    *("x:webPublishItems", "x:tableParts", "x:extLst"),
)


def set_up_pages(book: ExcelWorkbook, settings: PrintSettings) -> list[OfficeFinding]:
    """Sets up the pages of every sheet that shows; told is each that was fitted though nobody asked for it."""
    style: _PrintedStyle | None = None
    fitted: dict[str, list[str]] = {"横向きにして": [], "縮めて": []}
    for sheet in book.printed_sheets:
        root = book.parts.tree(sheet.part)
        if name(root) != "x:worksheet":
            continue  # a chart, which fills its page
        if settings.fit or settings.orientation:
            _set(root, settings.fit, settings.orientation)
            book.parts.touch(sheet.part)
        if settings.fit or _is_set_up(root):
            continue
        style = style or _printed_style(book)
        width = _width(book, sheet, style)
        if width > _room(root, turned=False) * _NEAR and (how := _fit(root, width, style.size, settings.orientation)):
            book.parts.touch(sheet.part)
            if how in fitted:
                fitted[how].append(sheet.title)
    message = "広いシート（{names}）を、{how}用紙の幅に収めました"
    return [OfficeFinding("HD516", message.format(names="、".join(names), how=how)) for how, names in fitted.items() if names]


def _fit(root: etree._Element, width: float, size: float, asked: str) -> str:
    """Fits a sheet that is `width` points wide to its paper; returns how, or nothing where it is left as it is."""
    scale = min(1.0, _room(root, turned=False) / width)
    turn = _direction(root) != "landscape" and not asked and scale < _TURNED
    if turn:
        scale = min(1.0, _room(root, turned=True) / width)
    if scale * size < _READABLE:
        return ""
    _set(root, "width", "landscape" if turn else "")
    # It may turn out to be a little wider than it seems, and is made smaller then.
    return "横向きにして" if turn else "縮めて" if scale < 1 else "そのまま"


def _is_set_up(root: etree._Element) -> bool:
    """Whether somebody has said how large the sheet is printed, or where its pages end."""
    properties, setup = child(root, "x:sheetPr", "x:pageSetUpPr"), child(root, "x:pageSetup")
    fitted = properties is not None and is_true(properties, "fitToPage")
    scaled = setup is not None and attribute(setup, "scale") not in ("", "100")
    return fitted or scaled or child(root, "x:colBreaks", "x:brk") is not None


def _direction(root: etree._Element) -> str:
    setup = child(root, "x:pageSetup")
    return "landscape" if setup is not None and attribute(setup, "orientation") == "landscape" else "portrait"


def _room(root: etree._Element, *, turned: bool) -> float:
    """How wide a page is between its margins, in points; `turned`, if it were turned."""
    setup, margins = child(root, "x:pageSetup"), child(root, "x:pageMargins")
    width, height = _PAPERS.get(integer(setup, "paperSize", 1_000), _PAPERS[_A4])
    across = height if (_direction(root) == "landscape") != turned else width
    sides = sum(_inches(margins, side) for side in ("left", "right"))
    return max(across * _MM - sides * _INCH, 1.0)


def _inches(margins: etree._Element | None, side: str) -> float:
    return decimal(margins, side) if margins is not None and attribute(margins, side) else _MARGIN


@dataclass(frozen=True)
class _PrintedStyle:
    """What the sheets of a book share: the size of its default font and the width of that font's digits in points, the
    styles that show on an empty cell, and the areas to print by the place of their sheet.
    """

    size: float
    digit: float
    visible: Set[str]
    areas: dict[str, tuple[CellRange, ...]]


def _printed_style(book: ExcelWorkbook) -> _PrintedStyle:
    styles = book.parts.tree(book.styles) if book.styles else None
    font = default_font(styles)
    called = child(font, "x:name")
    size = decimal(child(font, "x:sz"), "val") or 11.0
    pixels = digit_pixels(attribute(called, "val"), size) if called is not None else 0
    formats = children(child(styles, "x:cellXfs"), "x:xf")
    visible = {
        str(index)
        for index, each in enumerate(formats)
        if attribute(each, "borderId") not in ("", "0") or attribute(each, "fillId") not in ("", "0", "1")
    }
    areas = {attribute(each, "localSheetId"): cell_ranges(each.text or "") for each in defined_names(book.tree, PRINT_AREA)}
    return _PrintedStyle(size, pixels * 0.75 or size * _DIGIT, visible, areas)


def _width(book: ExcelWorkbook, sheet: Sheet, style: _PrintedStyle) -> float:
    """How wide what is printed of a sheet is at full size, in points, as Excel lays it out."""
    root = book.parts.tree(sheet.part)
    areas = [each for each in style.areas.get(str(sheet.index), ()) if each.right < MOST_COLUMNS]
    widest = max(areas, key=lambda each: each.right - each.left, default=None)
    first, last = (widest.left, widest.right) if widest is not None else (1, _last_column(book, sheet, style))
    form = child(root, "x:sheetFormatPr")
    base = integer(form, "baseColWidth", 255) or 8
    given = decimal(form, "defaultColWidth")
    usual = given * style.digit if given else base * style.digit + _PADDING
    total, seen = 0.0, 0
    for each in children(child(root, "x:cols"), "x:col"):
        low, high = max(integer(each, "min", MOST_COLUMNS), first), min(integer(each, "max", MOST_COLUMNS), last)
        if low <= high:
            seen += high - low + 1
            total += 0 if is_true(each, "hidden") else (high - low + 1) * decimal(each, "width") * style.digit
    return total + max(last - first + 1 - seen, 0) * usual


def _last_column(book: ExcelWorkbook, sheet: Sheet, style: _PrintedStyle) -> int:
    """The last column in which something is printed: a cell with something in it, a border or a colour, or a drawing."""
    last = 1
    for row in children(child(book.parts.tree(sheet.part), "x:sheetData"), "x:row"):
        for number, cell in enumerate(reversed(row)):
            if len(cell) or cell.get("s", "") in style.visible:
                last = max(last, column_of(cell.get("r", "")) or len(row) - number)
                break
    for relation in book.relations(sheet.part).values():
        if relation.type == "drawing" and (part := book.part(relation.part)):
            ends = book.parts.tree(part).iter("{*}to")
            last = max([last, *(_number(end) + 1 for end in ends)])
    return min(last, MOST_COLUMNS)


def _number(end: etree._Element) -> int:
    column = child(end, "xdr:col")
    text = (column.text or "") if column is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _set(root: etree._Element, fit: str, orientation: str) -> None:
    """Writes into a sheet how it is fitted and which way it lies; an empty word leaves that as it is."""
    setup = child(root, "x:pageSetup")
    if setup is None:
        setup = new_like(root, "pageSetup")
        setup.set("paperSize", str(_A4))
        insert_before(root, setup, _AFTER_SETUP)
    if orientation:
        setup.set("orientation", orientation)
    if not fit:
        return
    properties = child(root, "x:sheetPr")
    if properties is None:
        properties = new_like(root, "sheetPr")
        root.insert(0, properties)
    paging = child(properties, "x:pageSetUpPr")
    if paging is None:
        paging = new_like(root, "pageSetUpPr")
        properties.append(paging)
    paging.set("fitToPage", "0" if fit == "none" else "1")
    if fit == "none":
        return
    if "scale" in setup.attrib:
        del setup.attrib["scale"]
    setup.set("fitToWidth", "1")
    setup.set("fitToHeight", "1" if fit == "page" else "0")
    for breaks in ("x:colBreaks", *(("x:rowBreaks",) if fit == "page" else ())):
        if (found := child(root, breaks)) is not None:
            root.remove(found)
