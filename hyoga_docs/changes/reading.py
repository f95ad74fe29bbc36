"""The text of `review/` read again: sentences and rows, each with the heading and the page that it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.docx import sentences
from hyoga_docs.text.lines import beginnings, pages_body

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_PAGE = re.compile(r"## ([0-9]+)ページ")
_FIRST_PAGE = "## 1ページ"
_HEADING = re.compile(r"#{2,6} (.*)")
_CELL = "- "


@dataclass(frozen=True)
class Unit:
    """A sentence, a heading, or a row of cells; `page` counts from 1, where the text knows it."""

    cells: tuple[str, ...]
    under: str = ""
    page: int | None = None
    heading: bool = False

    @property
    def text(self) -> str:
        """All that it says."""
        return "\t".join(self.cells)


@dataclass(frozen=True)
class _Page:
    """The lines of a page under its number."""

    number: int
    lines: list[str]


def read_pair(old: str, new: str) -> tuple[list[Unit], list[Unit]]:
    """The units of a document's text before and after.

    Which line of a page goes on in the next is a guess, and a letter more may turn it: a line that begins a passage on one side
    and goes on with one on the other begins one on both.
    """
    first, others = zip(*(beginnings([page.lines for page in _pages(text)]) for text in (old, new)), strict=True)
    apart = (first[0] & others[1]) | (first[1] & others[0])
    return read_units(old, apart), read_units(new, apart)


def read_units(text: str, apart: Collection[str] = ()) -> list[Unit]:
    """The units of a document's text, in order; its title is none of them.

    Lines of a page that were broken only by its width are put together again, so that another width changes nothing; not
    those that are `apart`.
    """
    pages = _pages(text)
    if pages:
        return list(_of_pages(pages, apart))
    lines = text.splitlines()
    title, body = (lines[0], lines[1:]) if lines and lines[0].startswith("# ") else ("", lines)
    return list(_of_lines(body, title))


def _of_lines(lines: list[str], title: str) -> Iterator[Unit]:
    over: list[tuple[int, str]] = []  # the headings that are open, with their depth
    row: list[str] = []
    for line in [*lines, ""]:
        if line.startswith(_CELL):
            row.append(line.removeprefix(_CELL))
            continue
        if row:
            yield Unit(tuple(row), _last(over))
            row = []
        heading = _HEADING.fullmatch(line)
        if heading:
            depth, text = len(line) - len(line.lstrip("#")), heading[1]
            over = [each for each in over if each[0] < depth]
            yield Unit((text,), _last(over), heading=True)
            over.append((depth, "" if title.endswith(text) else text))  # every reader knows the title
        elif line:
            yield Unit((line,), _last(over))


def _last(over: list[tuple[int, str]]) -> str:
    return over[-1][1] if over else ""


def _pages(text: str) -> list[_Page]:
    """The pages of a document's text; none where it is not told by pages."""
    lines = text.splitlines()
    body = lines[1:] if lines and lines[0].startswith("# ") else lines
    if next((line for line in body if line), "") != _FIRST_PAGE:
        return []
    pages: list[_Page] = []
    for line in body:
        if marked := _PAGE.fullmatch(line):
            pages.append(_Page(int(marked[1]), []))
        elif pages:
            pages[-1].lines.append(line)
    return pages


def _of_pages(pages: Sequence[_Page], apart: Collection[str]) -> Iterator[Unit]:
    for passage in pages_body([page.lines for page in pages], [page.number for page in pages], apart).passages:
        for sentence in sentences(passage.text):
            yield Unit((sentence,), "", passage.page)
