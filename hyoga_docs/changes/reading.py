"""The text of `review/` read again: sentences and rows, each with the heading and the page that it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.docx import sentences
from hyoga_docs.text.lines import pages_body

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def read_units(text: str) -> list[Unit]:
    """The units of a document's text, in order; its title is none of them.

    Lines of a page that were broken only by its width are put together again, so that another width changes nothing.
    """
    lines = text.splitlines()
    title, body = (lines[0], lines[1:]) if lines and lines[0].startswith("# ") else ("", lines)
    first = next((line for line in body if line), "")
    return list(_of_pages(body) if first == _FIRST_PAGE else _of_lines(body, title))


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


def _of_pages(lines: list[str]) -> Iterator[Unit]:
    pages: list[list[str]] = []
    numbers: list[int] = []
    for line in lines:
        marked = _PAGE.fullmatch(line)
        if marked:
            numbers.append(int(marked[1]))
            pages.append([])
        elif pages:
            pages[-1].append(line)
    for passage in pages_body(pages, numbers).passages:
        for sentence in sentences(passage.text):
            yield Unit((sentence,), "", passage.page)
