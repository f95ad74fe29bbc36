"""The text of `review/` read again: sentences and rows, each with the heading and the page that it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.diff.sheet_rows import CellPlace, WrittenRow, named_cells
from hyoga_docs.text.readers.docx_lines import sentences
from hyoga_docs.text.readers.pdf_lines import wrapped_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_PAGE = re.compile(r"## ([0-9]+)ページ")
_FIRST_PAGE = "## 1ページ"
_SLIDE = re.compile(r"## スライド([0-9]+)")
_SHEET = re.compile(r"## (?:シート「(.*)」|表)")
_ROW = re.compile(r"### ([0-9]+)行目")
_SHEET_CELL = re.compile(r"- ([A-Z]{1,3})　(.*)")
_HEADING = re.compile(r"#{2,6} (.*)")
_CELL = "- "


class TextForm(StrEnum):
    """How a text is told: by the parts of a Word file, by pages, by slides, by the cells of sheets."""

    LINES = "lines"
    PAGES = "pages"
    SLIDES = "slides"
    SHEETS = "sheets"


@dataclass(frozen=True)
class TextUnit:
    """A sentence, a heading, or a row of cells; `page` counts from 1, where the text knows it.

    `number` is what a list prints before it, with which its first cell begins; `places` say of a sheet's cells where they are.
    """

    cells: tuple[str, ...]
    under: str = ""
    page: int | None = None
    heading: bool = False
    number: str = ""
    places: tuple[CellPlace, ...] = ()

    @property
    def text(self) -> str:
        """All that it says."""
        return "\t".join(self.cells)

    @property
    def by_column(self) -> dict[str, str]:
        """The cells of a sheet's row by the letters of their columns."""
        return {place.column: cell for place, cell in zip(self.places, self.cells, strict=True)}

    @property
    def where(self) -> str:
        """What it stands under, and the number of a sheet's row."""
        return "　".join(filter(None, (self.under, f"{self.places[0].row}行目"))) if self.places else self.under


#: A passage of a page as the lines that it was put together of, under the page's number.
_Passage = tuple[int, list[str]]


def form_of(text: str) -> TextForm:
    """How a document's text is told, as its first lines say."""
    lines = [line for line in _title_and_body(text)[1] if line]
    first = lines[0] if lines else ""
    if first == _FIRST_PAGE:
        return TextForm.PAGES
    if _SLIDE.fullmatch(first):
        return TextForm.SLIDES
    if _SHEET.fullmatch(first) and all(map(_SHEET_CELL.fullmatch, (line for line in lines if line.startswith(_CELL)))):
        return TextForm.SHEETS
    return TextForm.LINES


def read_units(text: str) -> list[TextUnit]:
    """The units of a document's text, in order; its title is none of them.

    Lines of a page that were broken only by its width are put together again, so that another width changes nothing.
    """
    match form_of(text):
        case TextForm.PAGES:
            return list(_of_passages(_passages(text)))
        case TextForm.SLIDES:
            return list(_of_slides(_title_and_body(text)[1]))
        case TextForm.SHEETS:
            return list(_of_sheets(_title_and_body(text)[1]))
    return list(_of_lines(text))


def read_pair(old: str, new: str) -> tuple[list[TextUnit], list[TextUnit]]:
    """The units of a document's text before and after, which are told in one form.

    Which line of a page goes on in the next is a guess, and a letter more may turn it: a line that begins a passage on one side
    and goes on with one on the other begins one on both.
    """
    if {form_of(old), form_of(new)} != {TextForm.PAGES}:
        return read_units(old), read_units(new)
    before, after = _passages(old), _passages(new)
    begin, go_on = zip(*(_line_sets(side) for side in (before, after)), strict=True)
    apart = (begin[0] & go_on[1]) | (begin[1] & go_on[0])
    return list(_of_passages(before, apart)), list(_of_passages(after, apart))


def _of_slides(lines: Sequence[str]) -> Iterator[TextUnit]:
    page = 1
    row: list[str] = []
    for line in [*lines, ""]:
        if line.startswith(_CELL):
            row.append(line.removeprefix(_CELL))
            continue
        if row:
            yield TextUnit(tuple(row), "", page)
            row = []
        if marked := _SLIDE.fullmatch(line):
            page = int(marked[1])
        elif line:
            yield _sentence(line, "", page)


def _of_sheets(lines: Sequence[str]) -> Iterator[TextUnit]:
    """The rows of sheets, whose headings are no words of theirs, and what stands beside them."""
    sheet, under = "", ""
    rows: list[WrittenRow] = []
    number = 0
    is_row = False
    named = sum(_SHEET.fullmatch(line) is not None for line in lines) > 1
    for line in [*lines, "## 表"]:
        if found := _SHEET.fullmatch(line):
            yield from _rows_of(rows)
            sheet, under, rows, number = found[1] or "" if named else "", "", [], 0
        elif marked := _ROW.fullmatch(line):
            number = int(marked[1]) - 1
        elif cell := _SHEET_CELL.fullmatch(line):
            if not is_row:
                number += 1
                rows.append(WrittenRow(sheet, number, {}))
            rows[-1].cells[cell[1]] = cell[2]
        elif heading := _HEADING.fullmatch(line):
            yield from _rows_of(rows)
            rows, under = [], "　".join(filter(None, (sheet, heading[1])))
        elif line:
            yield TextUnit((line,), under)
        is_row = line.startswith(_CELL)


def _rows_of(rows: Sequence[WrittenRow]) -> Iterator[TextUnit]:
    for row, places in zip(rows, named_cells(rows), strict=True):
        yield TextUnit(tuple(row.cells.values()), row.sheet, places=places)


def _sentence(line: str, under: str, page: int | None = None, *, heading: bool = False) -> TextUnit:
    """A line, which may begin with the number that a list prints."""
    number, parted, words = line.partition("\t")
    if not parted:
        return TextUnit((line,), under, page, heading)
    return TextUnit((f"{number}　{words}".rstrip("　"),), under, page, heading, number)


def _of_lines(text: str) -> Iterator[TextUnit]:
    title, lines = _title_and_body(text)
    over: list[tuple[int, str]] = []  # the headings that are open, with their depth
    row: list[str] = []
    for line in [*lines, ""]:
        if line.startswith(_CELL):
            row.append(line.removeprefix(_CELL))
            continue
        if row:
            yield TextUnit(tuple(row), _last(over))
            row = []
        heading = _HEADING.fullmatch(line)
        if heading:
            depth, text = len(line) - len(line.lstrip("#")), heading[1]
            over = [each for each in over if each[0] < depth]
            unit = _sentence(text, _last(over), heading=True)
            yield unit
            over.append((depth, "" if title.endswith(text) else unit.text))  # every reader knows the title
        elif line:
            yield _sentence(line, _last(over))


def _last(over: list[tuple[int, str]]) -> str:
    return over[-1][1] if over else ""


def _passages(text: str) -> list[_Passage]:
    """The passages of a text that is told by pages."""
    lines = _title_and_body(text)[1]
    pages: list[list[str]] = []
    numbers: list[int] = []
    for line in lines:
        if marked := _PAGE.fullmatch(line):
            numbers.append(int(marked[1]))
            pages.append([])
        elif pages:
            pages[-1].append(line)
    return [(numbers[page - 1], wrapped) for page, wrapped in wrapped_lines(pages)]


def _line_sets(passages: Sequence[_Passage]) -> tuple[set[str], set[str]]:
    """The lines that begin a passage, and those that go on with one."""
    return {lines[0].strip() for _, lines in passages}, {line.strip() for _, lines in passages for line in lines[1:]}


def _of_passages(passages: Sequence[_Passage], apart: Collection[str] = ()) -> Iterator[TextUnit]:
    for page, lines in passages:
        cuts = [at for at, line in enumerate(lines) if not at or line.strip() in apart]
        for start, end in pairwise([*cuts, len(lines)]):
            for sentence in sentences("".join(lines[start:end])):
                yield TextUnit((sentence,), "", page)


def _title_and_body(text: str) -> tuple[str, list[str]]:
    lines = text.splitlines()
    return (lines[0], lines[1:]) if lines and lines[0].startswith("# ") else ("", lines)
