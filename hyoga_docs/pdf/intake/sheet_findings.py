"""What a reader of a printed sheet cannot read: figures that are ###, errors, texts cut off at their cells, small type."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.pdf.intake.records import SheetFinding, SheetTrouble
from hyoga_docs.text.excel.rounded_numbers import roundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.pdf.tagging.sheet_pages import SheetPage
    from hyoga_docs.pdf.tagging.sheet_texts import Cell, SheetText

_NARROW = re.compile(r"#{3,}")
_ERROR = re.compile(r"#(?:DIV/0!|REF!|NAME\?|VALUE!|N/A|NUM!|NULL!)|Err:\d{3}")
_SMALL = 5.95  # points; 6 as it comes out when a sheet is scaled
_MOST = 100  # of a kind; a book of which nothing can be read is told of as well by these
_WORDS = 20


def sheet_findings(pages: Sequence[SheetPage]) -> tuple[SheetFinding, ...]:
    """The troubles of the pages that are taken, which count from 1."""
    found: dict[SheetTrouble, list[SheetFinding]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        for trouble, cell, words in _troubles(page):
            if len(found[trouble]) < _MOST:
                found[trouble].append(SheetFinding(trouble, _name(page, cell), words[:_WORDS], number))
    for number, page in enumerate(pages, 1):
        told = {each.cell for each in found[SheetTrouble.WIDTHS]}
        if page.elsewhere and _sheet(page) not in told:
            found[SheetTrouble.WIDTHS].append(SheetFinding(SheetTrouble.WIDTHS, _sheet(page), "", number))
    return tuple(each for held in found.values() for each in held)


def _troubles(page: SheetPage) -> Iterator[tuple[SheetTrouble, Cell | None, str]]:
    cells: dict[Cell, list[SheetText]] = defaultdict(list)
    for text in page.texts:
        if _NARROW.fullmatch(text.words):
            yield SheetTrouble.NARROW, text.cell, _said(page, text.cell)
        elif _ERROR.fullmatch(text.words):
            yield SheetTrouble.ERROR, text.cell, text.words
        elif text.cell is not None:
            cells[text.cell].append(text)
        elif text.words and text.size < _SMALL:
            yield SheetTrouble.SMALL, None, text.words
    lost = [text.words for text in page.texts if text.words and text.cell is None]
    for cell, texts in cells.items():
        said = _said(page, cell)
        if max(text.size for text in texts) < _SMALL:
            yield SheetTrouble.SMALL, cell, said
        if any(text.clipped for text in texts) or _is_short(said, texts, lost):
            yield SheetTrouble.CUT, cell, said


def _is_short(said: str, texts: Sequence[SheetText], lost: Sequence[str]) -> bool:
    """Whether less is painted of a cell than it says, and the rest is not what stands on the page of no known cell."""
    rest = unbroken(said)
    if len(texts) == 1 and texts[0].words.lower() in roundings(rest):
        return False
    for text in texts:
        if text.words not in rest:
            return False  # it says something else than we read
        rest = rest.replace(text.words, "", 1)
    return sum(len(words) for words in lost if words in unbroken(said)) < len(rest) / 2


def _said(page: SheetPage, cell: Cell | None) -> str:
    return page.grid.rows[cell[0]][cell[1]] if page.grid is not None and cell is not None else ""


def _name(page: SheetPage, cell: Cell | None) -> str:
    """`集計!B3`; the sheet alone for what stands in no cell."""
    return page.grid.names[cell[0]][cell[1]] if page.grid is not None and cell is not None else _sheet(page)


def _sheet(page: SheetPage) -> str:
    return page.grid.names[0][0].rpartition("!")[0] if page.grid is not None else ""
