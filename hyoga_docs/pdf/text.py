"""The words of a PDF, page by page, for reviewers."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path


def read_lines(pdf: bytes | Path) -> list[list[str]]:
    """The lines of each page; a page without a text layer has none."""
    found: list[list[str]] = []
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        for index in range(len(document)):
            with contextlib.closing(document[index]) as page:
                text = page.get_textpage().get_text_bounded()
            lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
            found.append(["".join(c for c in line if c.isprintable() or c == "　") for line in lines if line])
    return found
