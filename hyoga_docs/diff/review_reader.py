"""The text of `review/` read again: sentences and rows, each with the heading and the page that it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.text.readers.docx_lines import sentences
from hyoga_docs.text.readers.pdf_lines import wrapped_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_PAGE = re.compile(r"## ([0-9]+)ページ")
_FIRST_PAGE = "## 1ページ"
_HEADING = re.compile(r"#{2,6} (.*)")
_CELL = "- "


@dataclass(frozen=True)
class TextUnit:
    """A sentence, a heading, or a row of cells; `page` counts from 1, where the text knows it."""

    cells: tuple[str, ...]
    under: str = ""
    page: int | None = None
    heading: bool = False

    @property
    def text(self) -> str:
        """All that it says."""
        return "\t".join(self.cells)


#: A passage of a page as the lines that it was put together of, under the page's number.
_Passage = tuple[int, list[str]]


def read_units(text: str) -> list[TextUnit]:
    """The units of a document's text, in order; its title is none of them.

    Lines of a page that were broken only by its width are put together again, so that another width changes nothing.
    """
    passages = _passages(text)
    return list(_of_lines(text) if passages is None else _of_passages(passages))


def read_pair(old: str, new: str) -> tuple[list[TextUnit], list[TextUnit]]:
    """The units of a document's text before and after.

    Which line of a page goes on in the next is a guess, and a letter more may turn it: a line that begins a passage on one side
    and goes on with one on the other begins one on both.
    """
    before, after = _passages(old), _passages(new)
    if before is None or after is None:
        return read_units(old), read_units(new)
    begin, go_on = zip(*(_line_sets(side) for side in (before, after)), strict=True)
    apart = (begin[0] & go_on[1]) | (begin[1] & go_on[0])
    return list(_of_passages(before, apart)), list(_of_passages(after, apart))


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
            yield TextUnit((text,), _last(over), heading=True)
            over.append((depth, "" if title.endswith(text) else text))  # every reader knows the title
        elif line:
            yield TextUnit((line,), _last(over))


def _last(over: list[tuple[int, str]]) -> str:
    return over[-1][1] if over else ""


def _passages(text: str) -> list[_Passage] | None:
    """The passages of a text that is told by pages; None of another."""
    lines = _title_and_body(text)[1]
    if next((line for line in lines if line), "") != _FIRST_PAGE:
        return None
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
