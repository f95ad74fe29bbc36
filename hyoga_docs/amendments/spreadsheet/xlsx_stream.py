"""The XML of a sheet and of a book's strings, element by element: nothing of it is held, and none of it is believed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.excel.cell_names import MOST_ROWS, CellRange, cell_range, column_of
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import attribute, integer, name
from hyoga_docs.text.readers.xlsx import string_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_CELLS = 2_000_000  # nearly all of which have a look and hold nothing, where somebody has formatted whole rows
_MOST_STRINGS, _MOST_MERGED = 1_000_000, 20_000


def cells_and_merged(sheet: bytes) -> Iterator[tuple[int, int, etree._Element] | CellRange]:
    """Row, column and element of each cell that is not empty, to be read at once; behind them what is merged.

    Raises XMLSyntaxError, and UnusableFileError for more than any roster has.
    """
    row = column = cells = merged = 0
    for event, node in _elements(sheet, "row", "c", "mergeCell"):
        kind = name(node)
        if event == "start":
            if kind == "x:row":
                row, column = integer(node, "r", MOST_ROWS) or row + 1, 0
        elif kind == "x:mergeCell":
            merged += 1
            if (found := cell_range(attribute(node, "ref"))) is not None:
                yield found
        else:
            cells += 1
            column = column_of(node.get("r", "")) or column + 1
            if kind == "x:c" and len(node):
                yield row, column, node
        if cells > _MOST_CELLS or merged > _MOST_MERGED:
            msg = "結合したセルが多すぎます" if merged else "書式だけのセルが多すぎます"
            raise UnusableFileError(msg)


def shared_strings(content: bytes) -> list[str]:
    """The strings that cells refer to by number. Raises XMLSyntaxError and UnusableFileError."""
    strings: list[str] = []
    for event, node in _elements(content, "si"):
        if event == "end":
            strings.append(string_of(node))
            if len(strings) > _MOST_STRINGS:
                msg = f"文字列が多すぎます（{_MOST_STRINGS:,}まで）"
                raise UnusableFileError(msg)
    return strings


def _elements(content: bytes, *tags: str) -> Iterator[tuple[str, etree._Element]]:
    """The start and the end of each element of these names; an element that has ended is forgotten."""
    wanted = [f"{{*}}{tag}" for tag in tags]
    for event, node in etree.iterparse(io.BytesIO(content), events=("start", "end"), tag=wanted, resolve_entities=False):
        yield event, node
        if event == "end":
            node.clear()
            parent = node.getparent()
            while parent is not None and node.getprevious() is not None:
                del parent[0]
