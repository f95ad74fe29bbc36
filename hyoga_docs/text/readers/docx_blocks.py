"""The paragraphs and tables of a Word file in their order, with the numbers of its lists and the merged cells of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, integer, is_on, name, walk
from hyoga_docs.text.print_copy.word.steps import as_word_prints
from hyoga_docs.text.word.list_numbers import ListNumbers
from hyoga_docs.text.word.styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_MOST_COLUMNS = 63  # Word has no wider table
_PASSED = ("w:pPr", "w:rPr", "w:sectPr", "w:rt", "w:rubyPr", "w:instrText", "w:txbxContent")
_BOX = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}txbxContent"


@dataclass(frozen=True)
class WordCell:
    """A cell with the number of rows and columns that it covers."""

    text: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class WordTable:
    """A table: each row with the cells that begin in it; `has_head` says that its first row is repeated on each page."""

    rows: tuple[tuple[WordCell, ...], ...]
    has_head: bool = False


@dataclass(frozen=True)
class _Begun:
    row: int
    cell: int
    across: int


def docx_blocks(data: bytes) -> list[tuple[str, str] | WordTable]:
    """Each paragraph as the number that a list prints and its text, and each table; text boxes stand behind their paragraph.

    Raises UnusableFileError for no Word file.
    """
    parts = EditableParts(data)
    as_word_prints(parts)
    package = Package(parts)
    main, tree = package.main("w:document", "Word")
    styles = WordStyles(next((package.xml(part) for part in package.related(main, "styles")), None))
    numbers = ListNumbers(next((package.xml(part) for part in package.related(main, "numbering")), None), styles)
    body = child(tree, "w:body")
    return [] if body is None else list(_blocks(body, numbers))


def _blocks(holder: etree._Element, numbers: ListNumbers) -> Iterator[tuple[str, str] | WordTable]:
    for node in holder:
        kind = name(node)
        if kind == "w:p":
            yield _paragraph(node, numbers)
            for box in node.iter(_BOX):
                if not any(name(each) in ("mc:Fallback", "w:txbxContent") for each in box.iterancestors()):
                    yield from _blocks(box, numbers)
        elif kind == "w:tbl":
            yield _table(node, numbers)
        elif kind == "w:sdt":
            content = child(node, "w:sdtContent")
            if content is not None:
                yield from _blocks(content, numbers)


def _paragraph(node: etree._Element, numbers: ListNumbers) -> tuple[str, str]:
    label = numbers.next(child(node, "w:pPr"))
    pieces: list[str] = []
    walk(
        node,
        {
            **dict.fromkeys(_PASSED, lambda _: True),
            "w:t": lambda each: pieces.append(each.text or ""),
            "w:tab": lambda _: pieces.append("\t"),
            "w:br": lambda each: pieces.append("" if attribute(each, "w:type") in ("page", "column") else "\n"),
            "w:cr": lambda _: pieces.append("\n"),
            "w:noBreakHyphen": lambda _: pieces.append("-"),
        },
        {},
    )
    return (label.text if label is not None else "", "".join(pieces))


def _table(node: etree._Element, numbers: ListNumbers) -> WordTable:
    rows: list[list[WordCell]] = []
    begun: dict[int, _Begun] = {}
    has_head = False
    for row in children(node, "w:tr"):
        has_head = has_head or (not rows and is_on(child(row, "w:trPr", "w:tblHeader"), "w:val"))
        column = integer(child(row, "w:trPr", "w:gridBefore"), "w:val", _MOST_COLUMNS)
        cells = [WordCell("") for _ in range(column)]
        rows.append(cells)
        for cell in children(row, "w:tc"):
            properties = child(cell, "w:tcPr")
            across = max(1, integer(child(properties, "w:gridSpan"), "w:val", _MOST_COLUMNS))
            merge = child(properties, "w:vMerge")
            above = begun.get(column)
            if merge is not None and attribute(merge, "w:val") != "restart" and above is not None:
                old = rows[above.row][above.cell]
                rows[above.row][above.cell] = WordCell(old.text, old.down + 1, old.across)
            else:
                lines = [" ".join(filter(None, each)) for each in _blocks(cell, numbers) if isinstance(each, tuple)]
                text = "\n".join(lines)
                begun[column] = _Begun(len(rows) - 1, len(cells), across)
                cells.append(WordCell(text.strip(), 1, across))
            column += across
    return WordTable(tuple(tuple(row) for row in rows), has_head)
