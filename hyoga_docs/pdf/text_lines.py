"""The words of a PDF, page by page, for reviewers."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path

_HYPHEN = "\x02"  # what pdfium calls a hyphen at the end of a line, whose word it puts together


def page_sizes(pdf: bytes | Path) -> list[tuple[float, float]]:
    """The width and height of each page in points, as its reader sees it."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        return [(round(width, 1), round(height, 1)) for width, height in map(document.get_page_size, range(len(document)))]


def read_lines(pdf: bytes | Path) -> list[list[str]]:
    """The lines of each page; a page without a text layer has none."""
    found: list[list[str]] = []
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        for index in range(len(document)):
            with contextlib.closing(document[index]) as page:
                found.append(lines_of(page.get_textpage()))
    return found


def lines_of(text: pypdfium2.PdfTextPage) -> list[str]:
    """The lines of one page."""
    lines = (line.strip() for line in text.get_text_bounded().replace("\r", "\n").replace(_HYPHEN, "-").split("\n"))
    return ["".join(c for c in line if c.isprintable() or c == "　") for line in lines if line]
