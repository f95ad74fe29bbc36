"""The words of a PDF, page by page, for reviewers."""

from __future__ import annotations

import contextlib
import ctypes
import math
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw as pdfium

if TYPE_CHECKING:
    from pathlib import Path

_MOST_SIZED = 3000  # letters of a page: a title stands at its beginning
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


def sized_lines(pdf: bytes | Path) -> list[tuple[float, str]]:
    """The first lines of the first page, each with the size of its largest letters in points."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document, contextlib.closing(document[0]) as page:
        text = page.get_textpage()
        count = min(text.count_chars(), _MOST_SIZED)
        letters = [chr(pdfium.FPDFText_GetUnicode(text, index)) for index in range(count)]
        found: list[tuple[float, str]] = []
        start = 0
        for end in [*(index for index, letter in enumerate(letters) if letter in "\r\n"), count]:
            line = "".join(each for each in letters[start:end] if each.isprintable() or each == "　").strip()
            if line:
                found.append((max(_size(text, index) for index in range(start, end) if not letters[index].isspace()), line))
            start = end + 1
        return found


def _size(text: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a letter as it is painted; whatever way the page is turned."""
    matrix = pdfium.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)) else 1.0
    return round(float(pdfium.FPDFText_GetFontSize(text, index)) * (scale or 1.0), 1)
