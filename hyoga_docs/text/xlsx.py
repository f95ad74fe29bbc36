"""The words of an Excel file, sheet by sheet, and its sheets as grids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.text.collector import MOST_CELLS, joined
from hyoga_docs.text.column_letters import column_letters, column_number
from hyoga_docs.text.drawing import DrawingReader
from hyoga_docs.text.number_formats import BUILTIN, format_number
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, integer, is_true, name
from hyoga_docs.text.passages import Body, Grid, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_MOST_COLUMNS = 16_384
_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 50_000_000  # a long text that many cells share takes next to no room in the file
_COLUMN = re.compile(r"[A-Z]{1,3}")
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


def xlsx_body(data: bytes) -> Body:
    """A passage a cell of text, then the text boxes of the sheet; a grid a sheet, with numbers and dates as they are shown.

    Hidden sheets, rows and columns, readings of kanji, comments, headers and footers are left out. Raises UnusableError
    for what is no Excel file.
    """
    package = Package(data)
    main, tree = package.main("x:workbook", "Excel")
    relations, drawing = package.relations(main), DrawingReader(package)
    book = _book(package, main, tree)
    bodies: list[Body] = []
    seen: set[str] = set()
    characters = 0
    for sheet in children(child(tree, "x:sheets"), "x:sheet"):
        relation = relations.get(attribute(sheet, "r:id"))
        if attribute(sheet, "state") in ("hidden", "veryHidden") or relation is None or relation.part in seen:
            continue
        seen.add(relation.part)
        root = package.xml(relation.part)
        if root is None:
            continue
        bodies.append(_sheet(list(_cells(root, book)), attribute(sheet, "name"), _hidden_columns(root)))
        characters += sum(len(passage.text) for passage in bodies[-1].passages)
        if characters > _MOST_CHARACTERS:
            msg = "文字が多すぎます"
            raise UnusableFileError(msg)
        for part in package.related(relation.part, "drawing"):
            if part not in seen:
                seen.add(part)
                bodies.append(drawing.read(package.xml(part), part))
    return joined(bodies)


def _book(package: Package, main: str, tree: etree._Element) -> _Workbook:
    strings = next((package.xml(part) for part in package.related(main, "sharedStrings")), None)
    styles = next((package.xml(part) for part in package.related(main, "styles")), None)
    codes = dict(BUILTIN)
    for each in children(child(styles, "x:numFmts"), "x:numFmt"):
        codes[integer(each, "numFmtId", 1_000_000)] = attribute(each, "formatCode")
    properties = child(tree, "x:workbookPr")
    return _Workbook(
        tuple(_string(each) for each in children(strings, "x:si")),
        tuple(codes.get(integer(each, "numFmtId", 1_000_000), "General") for each in children(child(styles, "x:cellXfs"), "x:xf")),
        properties is not None and is_true(properties, "date1904"),
    )


def _string(item: etree._Element) -> str:
    """The text of a shared or inline string, its runs joined and its readings left out."""
    pieces = []
    for each in item:
        if name(each) == "x:t":
            pieces.append(each.text or "")
        elif name(each) == "x:r":
            pieces.extend(text.text or "" for text in children(each, "x:t"))
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """A text with its characters that XML has no way to write (`_x000D_`), lines ending in a line feed alone."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hidden_columns(root: etree._Element) -> set[int]:
    hidden: set[int] = set()
    for each in children(child(root, "x:cols"), "x:col"):
        if is_true(each, "hidden"):
            hidden.update(range(integer(each, "min", _MOST_COLUMNS), integer(each, "max", _MOST_COLUMNS) + 1))
    return hidden


def _cells(root: etree._Element, book: _Workbook) -> Iterator[_XlsxCell]:
    """The cells that hold something, in rows that show."""
    row = 0
    for line in children(child(root, "x:sheetData"), "x:row"):
        row = integer(line, "r", _MOST_ROWS) or row + 1
        if is_true(line, "hidden"):
            continue
        column = 0
        for cell in children(line, "x:c"):
            column = _column(cell.get("r", "").rstrip("0123456789")) or column + 1
            text, is_text = _value(cell, book)
            if text:
                yield _XlsxCell(row, column, text, is_text)


@lru_cache(_MOST_COLUMNS)
def _column(letters: str) -> int:
    """The number of a column; 0 for what is none."""
    if _COLUMN.fullmatch(letters) is None:
        return 0
    return min(column_number(letters), _MOST_COLUMNS)


def _value(cell: etree._Element, book: _Workbook) -> tuple[str, bool]:
    """What a cell shows, and whether that is text."""
    kind = cell.get("t", "")
    if kind == "inlineStr":
        inline = child(cell, "x:is")
        return (_string(inline) if inline is not None else "", True)
    held = child(cell, "x:v")
    value = (held.text or "") if held is not None else ""
    match kind:
        case "s":
            index = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else len(book.strings)
            return (book.strings[index] if index < len(book.strings) else "", True)
        case "str":
            return _unescaped(value), True
        case "b":
            return ("TRUE" if value in ("1", "true") else "FALSE" if value else "", False)
        case "e" | "d":
            return value, False
        case _:
            style = integer(cell, "s", 1_000_000)
            code = book.formats[style] if style < len(book.formats) else "General"
            return (format_number(value, code, from_1904=book.from_1904) if value else "", False)


def _sheet(cells: list[_XlsxCell], title: str, hidden: set[int]) -> Body:
    cells = [cell for cell in cells if cell.column not in hidden and cell.text.strip()]
    passages = tuple(Passage(cell.text) for cell in cells if cell.is_text)
    if not cells:
        return Body()
    rows = list(range(min(cell.row for cell in cells), max(cell.row for cell in cells) + 1))
    first, last = min(cell.column for cell in cells), max(cell.column for cell in cells)
    columns = [column for column in range(first, last + 1) if column not in hidden]
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
    )
    return Body(passages, (grid,))
