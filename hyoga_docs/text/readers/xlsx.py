"""The words of an Excel file as they are printed, sheet by sheet, and its sheets as grids."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.text.excel.cell_names import MOST_COLUMNS, MOST_ROWS, CellRange, cell_range, column_letters, column_of
from hyoga_docs.text.excel.merged_cells import covered_cells, merged_cells, merged_ranges
from hyoga_docs.text.excel.number_format_dates import days_of
from hyoga_docs.text.excel.number_formats import format_boolean, format_number, format_text
from hyoga_docs.text.excel.print_ranges import PrintRanges, print_ranges
from hyoga_docs.text.excel.settings import cell_formats, counts_from_1904, hides_zeros, is_zero_value, printed_error
from hyoga_docs.text.excel.sheets import sheets_of
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, integer, is_false, is_true, is_zero, name
from hyoga_docs.text.passages import Body, Grid, Passage, PassageKind
from hyoga_docs.text.readers.collector import MOST_CELLS, joined
from hyoga_docs.text.readers.drawing import DrawingReader
from hyoga_docs.text.readers.xlsx_controls import control_passages, shown_notes
from hyoga_docs.text.readers.xlsx_margins import margin_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from hyoga_docs.text.ooxml.parts import Relation


_LONGEST_LIST = 200  # choices of a list
_MOST_CHARACTERS = 50_000_000  # a long text that many cells share takes next to no room in the file
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # half of a surrogate pair is no character


@dataclass(frozen=True)
class _Workbook:
    """What the sheets of a workbook share: their strings, and the number format of each style."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool


class _XlsxCell(NamedTuple):
    row: int
    column: int
    text: str
    is_text: bool


def xlsx_sheets(data: bytes) -> list[tuple[str, Body]]:
    """The sheets by their names: a passage a cell of text, then what lies on the sheet (boxes, charts, controls, notes), then its
    headers and footers; a grid a sheet, with numbers and dates as they are shown. What is no cell is no passage of plain text.

    What is not printed is left out: hidden sheets, rows and columns, what lies outside the print areas, readings of kanji,
    notes that only show on the screen, numbers of pages. Raises UnusableFileError for what is no Excel file.
    """
    package = Package(data)
    main, tree = package.main("x:workbook", "Excel")
    drawing, book = DrawingReader(package), _book(package, main, tree)
    sheets: list[tuple[str, Body]] = []
    seen: set[str] = set()
    characters = 0
    for sheet in sheets_of(package):
        if sheet.is_hidden or sheet.part in seen:
            continue
        seen.add(sheet.part)
        root = package.xml(sheet.part)
        if root is None or name(root) not in ("x:worksheet", "x:chartsheet"):
            continue
        source = _SheetSource(root, sheet.part, sheet.title, print_ranges(tree, sheet.index, root))
        body = _sheet(package, drawing, book, source)
        sheets.append((sheet.title, body))
        characters += sum(len(passage.text) for passage in body.passages)
        if characters > _MOST_CHARACTERS:
            msg = "文字が多すぎます"
            raise UnusableFileError(msg)
    return sheets


class _SheetSource(NamedTuple):
    """A sheet that is read: its XML, its part, its name, and what of it is printed."""

    root: etree._Element
    part: str
    title: str
    printed: PrintRanges


def _sheet(package: Package, drawing: DrawingReader, book: _Workbook, sheet: _SheetSource) -> Body:
    """A sheet with all that lies on it; its headers and footers only where something is printed."""
    printed = replace(sheet.printed, hidden_rows=_hidden_rows(sheet.root))
    cells = [cell for cell in _cells(sheet.root, book, printed) if cell.text.strip()]
    merged = merged_ranges(sheet.root)
    if merged and cells:
        covered = covered_cells(merged, ((cell.row, cell.column) for cell in cells))
        cells = [cell for cell in cells if (cell.row, cell.column) not in covered]
    relations = package.relations(sheet.part)
    bodies = [_grid(cells, sheet.title, printed, merged)]
    for relation in dict.fromkeys(relations.values()):
        if relation.type == "drawing":
            bodies += _drawing(package, drawing, relation.part, printed)
        elif relation.type == "vmlDrawing":
            bodies.append(Body(tuple(control_passages(package.content(relation.part), _CellTexts(package, book, sheet.title)))))
    bodies.append(Body(tuple(_notes(package, relations, sheet, printed))))
    if any(body.passages or body.grids for body in bodies):
        bodies.append(Body(tuple(margin_passages(sheet.root, sheet.title))))
    return joined(bodies)


class _CellTexts:
    """What the cells of a range show that a sheet names, hidden ones too; each sheet is read once."""

    def __init__(self, package: Package, book: _Workbook, title: str) -> None:
        self._package, self._book, self._title = package, book, title
        self._read: dict[str, dict[tuple[int, int], str]] = {}

    def __call__(self, reference: str) -> list[str]:
        """The cells of the first column of a range, as far as a list is long."""
        place = cell_range(reference)
        if place is None:
            return []
        title = reference.rpartition("!")[0].strip("'").replace("''", "'") or self._title
        if title not in self._read:
            part = next((sheet.part for sheet in sheets_of(self._package) if sheet.title == title), "")
            root = self._package.xml(part)
            cells = _cells(root, self._book, PrintRanges()) if root is not None else ()
            self._read[title] = {(cell.row, cell.column): cell.text for cell in cells}
        rows = range(place.top, min(place.bottom, place.top + _LONGEST_LIST - 1) + 1)
        return [self._read[title].get((row, place.left), "") for row in rows]


def _notes(package: Package, relations: dict[str, Relation], sheet: _SheetSource, printed: PrintRanges) -> Iterator[Passage]:
    """The notes of cells that always show, on a sheet that is set to print them so."""
    setup = child(sheet.root, "x:pageSetup")
    if setup is None or attribute(setup, "cellComments") != "asDisplayed":
        return
    parts = {kind: next((each.part for each in relations.values() if each.type == kind), "") for kind in ("comments", "vmlDrawing")}
    shown = shown_notes(package.content(parts["vmlDrawing"]))
    for note in children(child(package.xml(parts["comments"]), "x:commentList"), "x:comment"):
        place, text = cell_range(attribute(note, "ref")), child(note, "x:text")
        if place is None or text is None or (place.top, place.left) not in shown:
            continue
        if place.top not in printed.hidden_rows and place.left not in printed.hidden_columns and printed.prints(*place[:2]):
            yield Passage(string_of(text), kind=PassageKind.NOTE)


def _drawing(package: Package, drawing: DrawingReader, part: str, printed: PrintRanges) -> Iterator[Body]:
    """What lies on a sheet, as far as it is printed with it."""
    root = package.xml(part)
    for anchor in _anchors(root) if root is not None else ():
        if not _is_printed(anchor, printed):
            continue
        body = drawing.read(anchor, part)
        yield Body(tuple(replace(each, kind=each.kind or PassageKind.BOX) for each in body.passages), body.grids)


def _anchors(root: etree._Element) -> Iterator[etree._Element]:
    """Everything on a sheet with its place; of the forms for newer and older programs the first."""
    for node in root:
        if name(node) == "mc:AlternateContent":
            yield from node[0] if len(node) else ()
        elif name(node):
            yield node


def _is_printed(anchor: etree._Element, printed: PrintRanges) -> bool:
    data = child(anchor, "xdr:clientData")
    if data is not None and is_false(data, "fPrintsWithSheet"):
        return False
    start, end = child(anchor, "xdr:from"), child(anchor, "xdr:to")
    if start is None:
        return True
    first = (_place(start, "xdr:row", MOST_ROWS), _place(start, "xdr:col", MOST_COLUMNS))
    last = first if end is None else (_place(end, "xdr:row", MOST_ROWS), _place(end, "xdr:col", MOST_COLUMNS))
    return printed.prints_some_of(CellRange(*first, max(first[0], last[0]), max(first[1], last[1])))


def _place(corner: etree._Element, wanted: str, most: int) -> int:
    """The row or the column of a corner, from 1."""
    found = child(corner, wanted)
    text = (found.text or "") if found is not None else ""
    return min(int(text), most - 1) + 1 if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _book(package: Package, main: str, tree: etree._Element) -> _Workbook:
    strings = next((package.xml(part) for part in package.related(main, "sharedStrings")), None)
    styles = next((package.xml(part) for part in package.related(main, "styles")), None)
    return _Workbook(
        tuple(string_of(each) for each in children(strings, "x:si")),
        tuple(cell_formats(styles)),
        counts_from_1904(tree),
    )


def string_of(item: etree._Element) -> str:
    """The text of a shared or inline string, its runs joined and its readings left out."""
    pieces = []
    for each in item:
        if name(each) == "x:t":
            pieces.append(each.text or "")
        elif name(each) == "x:r":
            pieces.extend(text.text or "" for text in children(each, "x:t"))
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """A text with its characters that XML has no way to write (`_x000D_`), lines ending in a line feed alone."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hidden_rows(root: etree._Element) -> frozenset[int]:
    return frozenset(row for row, line in _rows(root) if is_true(line, "hidden") or is_zero(line, "ht"))


def _rows(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    row = 0
    for line in children(child(root, "x:sheetData"), "x:row"):
        row = integer(line, "r", MOST_ROWS) or row + 1
        yield row, line


def _cells(root: etree._Element, book: _Workbook, printed: PrintRanges) -> Iterator[_XlsxCell]:
    """The cells that show something and are printed."""
    zeros_hidden = hides_zeros(root)
    for row, line in _rows(root):
        if row in printed.hidden_rows:
            continue
        column = 0
        for cell in children(line, "x:c"):
            column = column_of(cell.get("r", "")) or column + 1
            if column in printed.hidden_columns or not len(cell) or not printed.prints(row, column):
                continue
            text, is_text = _value(cell, book)
            if zeros_hidden and cell.get("t", "n") == "n" and is_zero_value(_held(cell)):
                text = ""
            elif cell.get("t") == "e":
                text = printed_error(root, text)
            if text:
                yield _XlsxCell(row, column, text, is_text)


def _value(cell: etree._Element, book: _Workbook) -> tuple[str, bool]:
    """What a cell shows, and whether that is text."""
    kind = cell.get("t", "")
    style = integer(cell, "s", 1_000_000)
    code = book.formats[style] if style < len(book.formats) else "General"
    if kind == "inlineStr":
        inline = child(cell, "x:is")
        return (format_text(string_of(inline), code) if inline is not None else "", True)
    value = _held(cell)
    match kind:
        case "s":
            index = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else len(book.strings)
            return (format_text(book.strings[index], code) if index < len(book.strings) else "", True)
        case "str":
            return format_text(unescaped(value), code), True
        case "b":
            return format_boolean(value, code), False
        case "e":
            return value, False
        case "d":
            value = days_of(value, from_1904=book.from_1904) or value
    return (format_number(value, code, from_1904=book.from_1904) if value else "", False)


def _held(cell: etree._Element) -> str:
    """The value of a cell as the file has it."""
    held = child(cell, "x:v")
    return (held.text or "") if held is not None else ""


def _grid(cells: list[_XlsxCell], title: str, printed: PrintRanges, merged: Sequence[CellRange]) -> Body:
    if not cells:
        return Body()
    passages = tuple(
        Passage(cell.text, cell_name=f"{title}!{column_letters(cell.column)}{cell.row}") for cell in cells if cell.is_text
    )
    rows = list(range(min(cell.row for cell in cells), max(cell.row for cell in cells) + 1))
    first, last = min(cell.column for cell in cells), max(cell.column for cell in cells)
    columns = [column for column in range(first, last + 1) if column not in printed.hidden_columns]
    if len(rows) * len(columns) > MOST_CELLS:
        # A cell far off makes a sheet of nothing: what is empty is given up first, and then what comes last.
        rows = sorted({cell.row for cell in cells})
        columns = sorted({cell.column for cell in cells})
        rows = rows[: max(1, MOST_CELLS // len(columns))]
    texts = {(cell.row, cell.column): cell.text.strip() for cell in cells}
    letters = [column_letters(column) for column in columns]
    grid = Grid(
        tuple(tuple(texts.get((row, column), "") for column in columns) for row in rows),
        names=tuple(tuple(f"{title}!{letter}{row}" for letter in letters) for row in rows),
        spans=merged_cells(merged, rows, columns),
        titles=_titles(rows, printed),
    )
    return Body(passages, (grid,))


def _titles(rows: Sequence[int], printed: PrintRanges) -> tuple[int, int]:
    """Which rows of a grid are printed again on each page, from the first on to before the last."""
    title = next((each for each in printed.titles if each.right >= MOST_COLUMNS), None)
    return (bisect_left(rows, title.top), bisect_right(rows, title.bottom)) if title is not None else (0, 0)
