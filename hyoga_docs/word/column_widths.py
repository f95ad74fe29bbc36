"""Column widths of a table whose columns come from a loop: the template cannot know them, so the contents decide."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hyoga_docs.japanese.width import gaps, text_width
from hyoga_docs.word.hanging import half_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_TWIPS = re.compile(r"[0-9]{1,7}")
_PADDING = 2.5
_HEADING_LINES = 3
_LONGEST = 60.0
#: What may not be broken.
_FIGURE = re.compile(r"[-－▲△]?[0-9][0-9,.]*%?")
#: A column that needs no more than this, in half-width characters with its padding.
_SHORT = 15.0
#: What a half-width character takes in a table's style, and the margins of a cell, in twips.
HALF, MARGINS = 106.0, 240.0


def fit_tables(document: WordDocument) -> None:
    """Shares a table's width among its columns by what they hold, where a loop made more or fewer columns than were drawn.

    Under headings that span columns, those of each heading share the width that it was drawn with. A table whose layout is
    fixed (列の幅を固定する) is left alone, and so is one with other cells that span some of the columns.
    """
    for table in document.element.body.iter(qn("w:tbl")):
        columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        trs = table.findall(qn("w:tr"))
        rows = [row.findall(qn("w:tc")) for row in trs]
        is_heading = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in trs]
        full = [(row, heading) for row, heading in zip(rows, is_heading, strict=True) if len(row) == len(columns)]
        if is_fixed(table) or not columns or not full:
            continue
        if any(
            sum(map(_span, row)) != len(columns) or (len(row) not in {1, len(columns)} and not heading)
            for row, heading in zip(rows, is_heading, strict=True)
        ):
            continue
        total = sum(map(twips_of, columns))
        if all(abs(sum(map(_width, row)) - total) <= total / 50 for row, _ in full):
            continue
        needs = [max(_need(row[index], heading=heading) for row, heading in full) + _PADDING for index in range(len(columns))]
        widths = _shared(needs, next((row for row in rows if len(row) != len(columns)), []), total)
        set_widths(table, _with_whole_figures(widths, full, needs, document))


def _with_whole_figures(
    widths: list[int], full: Sequence[tuple[Sequence[BaseOxmlElement], bool]], needs: Sequence[float], document: WordDocument
) -> list[int]:
    """The widths, or others where a figure would be broken: figures stand on one line, words on as few as there is room for."""
    rows, heads = ([row for row, is_head in full if is_head is wanted] for wanted in (False, True))
    figures = [max((_figure(row[index]) for row in rows), default=0.0) for index in range(len(widths))]
    paragraph = next((p for row in rows for p in row[0].iter(qn("w:p"))), None)
    half = HALF if paragraph is None else half_width(paragraph, document.part)

    def width(halves: float) -> int:
        return round(halves * half + MARGINS)

    if all(width(figure) <= given for figure, given in zip(figures, widths, strict=True) if figure):
        return widths
    words = [0.0 if figure else need - _PADDING for figure, need in zip(figures, needs, strict=True)]
    headings = [max((_words(row[index]) for row in heads), default=0.0) for index in range(len(widths))]
    for lines in (1, 2, 3, 4):
        least = [
            width(max(figure, math.ceil((each or heading / 2) / 2 / lines) * 2))
            for figure, each, heading in zip(figures, words, headings, strict=True)
        ]
        left = sum(widths) - sum(least)
        if left >= 0:
            return [one + math.floor(left * each / (sum(words) or 1)) for one, each in zip(least, words, strict=True)]
    return widths


def _figure(cell: BaseOxmlElement) -> float:
    """The width of what a cell holds if that is a figure alone, in half-width characters; else 0."""
    return _words(cell) if _FIGURE.fullmatch("".join(t.text or "" for t in cell.iter(qn("w:t")))) else 0.0


def is_fixed(table: BaseOxmlElement) -> bool:
    """Whether the template fixed the widths of a table's columns (列の幅を固定する)."""
    layout = table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}")
    return layout is not None and layout.get(qn("w:type")) == "fixed"


def set_widths(table: BaseOxmlElement, widths: Sequence[int]) -> None:
    """Gives the columns of a table their widths in twips, for good."""
    for column, width in zip(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.findall(qn("w:tr")):
        start = 0
        for cell in row.findall(qn("w:tc")):
            _set_width(cell, sum(widths[start : start + _span(cell)]))
            start += _span(cell)
    layout = table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}")
    if layout is not None:
        layout.set(qn("w:type"), "fixed")


def _shared(needs: Sequence[float], headings: Sequence[BaseOxmlElement], total: int) -> list[int]:
    """The widths of the columns: `total` by their needs, or under spanning headings the drawn width of each by theirs."""
    if not headings:
        return _with_short(needs, total)
    drawn = [_width(heading) for heading in headings]
    if not all(drawn):  # widths that are not written in twips
        drawn = [_span(heading) for heading in headings]
    widths: list[int] = []
    for heading, width in zip(headings, drawn, strict=True):
        group = needs[len(widths) : len(widths) + _span(heading)]
        widths += _with_short(group, round(total * width / sum(drawn)))
    return widths


def _with_short(needs: Sequence[float], share: int) -> list[int]:
    """Short columns (区分, 職名) take what their words need, on one line or on two; the long ones share what is left."""
    for lines in (1, 2):
        short = [_lines(need, lines) if need <= _SHORT else 0 for need in needs]
        if not all(short) and sum(short) <= share * 0.68:
            rest = _parts([0.0 if own else need for own, need in zip(short, needs, strict=True)], share - sum(short))
            return [own or part for own, part in zip(short, rest, strict=True)]
    return _parts(needs, share)


def _lines(need: float, lines: int) -> int:
    """The width of a short column whose words stand on so many lines, in twips."""
    return round(math.ceil((need - _PADDING) / 2 / lines) * 2 * HALF + MARGINS)


def _parts(needs: Sequence[float], total: int) -> list[int]:
    ends = [round(total * sum(needs[: index + 1]) / sum(needs)) for index in range(len(needs))]
    return [end - start for start, end in pairwise([0, *ends])]


def _span(cell: BaseOxmlElement) -> int:
    """How many columns a cell spans."""
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(found.get(qn("w:val"), "1")) if found is not None else 1


def _need(cell: BaseOxmlElement, *, heading: bool) -> float:
    widest = _words(cell)
    return min(widest / _HEADING_LINES if heading else widest, _LONGEST)


def _words(cell: BaseOxmlElement) -> float:
    """The width of the longest line of a cell."""
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p"))]
    return max((text_width(line) + gaps(line) for line in lines), default=0.0)


def _width(cell: BaseOxmlElement) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    return twips_of(found) if found is not None and found.get(qn("w:type")) == "dxa" else 0


def twips_of(element: BaseOxmlElement) -> int:
    """A width as it is drawn; 0 where it is no number that a page has room for."""
    found = _TWIPS.match(element.get(qn("w:w"), ""))
    return int(found[0]) if found else 0


def _set_width(cell: BaseOxmlElement, width: int) -> None:
    properties = cell.get_or_add_tcPr()
    old = properties.find(qn("w:tcW"))
    if old is None:
        old = OxmlElement("w:tcW")
        properties.insert(0, old)
    old.set(qn("w:w"), str(width))
    old.set(qn("w:type"), "dxa")
