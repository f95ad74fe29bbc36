"""The XML of a sheet and of a book's strings, element by element: nothing of it is held, and none of it is believed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from hyoga_docs.text.excel.cell_names import MOST_ROWS, CellRange, cell_range, column_of
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_false, is_true, name
from hyoga_docs.text.readers.xlsx import string_of, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_CELLS = 2_000_000  # nearly all of which have a look and hold nothing, where somebody has formatted whole rows
_MOST_STRINGS, _MOST_MERGED, _MOST_COLUMNS = 1_000_000, 20_000, 1_000

#: A string in its runs, each with whether it is struck out; None where that is as its cell is.
Runs: TypeAlias = tuple[tuple[str, bool | None], ...]


@dataclass(frozen=True)
class Hidden:
    """A row that is hidden, or columns that are, by their numbers from 1."""

    row: int = 0
    columns: range = range(0)


def sheet_parts(sheet: bytes) -> Iterator[tuple[int, int, etree._Element] | CellRange | Hidden]:
    """Row, column and element of each cell that is not empty, to be read at once; behind them what is merged.

    What is hidden stands before its cells. Raises XMLSyntaxError, and UnusableFileError for more than any roster has.
    """
    row = column = cells = merged = 0
    for event, node in _elements(sheet, "col", "row", "c", "mergeCell"):
        kind = name(node)
        if event == "start":
            if kind == "x:row":
                row, column = integer(node, "r", MOST_ROWS) or row + 1, 0
            yield from _hidden(node, kind, row)
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


def _hidden(node: etree._Element, kind: str, row: int) -> Iterator[Hidden]:
    if kind == "x:row" and is_true(node, "hidden"):
        yield Hidden(row)
    elif kind == "x:col" and is_true(node, "hidden"):
        yield Hidden(columns=range(integer(node, "min", _MOST_COLUMNS), integer(node, "max", _MOST_COLUMNS) + 1))


def shared_strings(content: bytes) -> list[Runs]:
    """The strings that cells refer to by number. Raises XMLSyntaxError and UnusableFileError."""
    strings: list[Runs] = []
    for event, node in _elements(content, "si"):
        if event == "end":
            strings.append(runs_of(node))
            if len(strings) > _MOST_STRINGS:
                msg = f"文字列が多すぎます（{_MOST_STRINGS:,}まで）"
                raise UnusableFileError(msg)
    return strings


def runs_of(item: etree._Element) -> Runs:
    """A shared or inline string in its runs, without its readings."""
    if not any(name(each) == "x:r" for each in item):
        return ((string_of(item), None),)
    return tuple((unescaped(words), struck) for words, struck in map(_run, item) if words)


def _run(node: etree._Element) -> tuple[str, bool | None]:
    """The words of a part of a string, none of a reading's."""
    if name(node) != "x:r":
        return (node.text or "" if name(node) == "x:t" else "", None)
    words = "".join(text.text or "" for text in children(node, "x:t"))
    look = child(node, "x:rPr")
    return words, None if look is None else is_struck(look)


def is_struck(look: etree._Element) -> bool:
    """Whether a font, or the look of a run, is struck out."""
    strike = child(look, "x:strike")
    return strike is not None and not is_false(strike, "val")


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
