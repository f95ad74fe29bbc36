"""The words of a PDF, page by page, for reviewers."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pypdfium2

from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def page_lines(pdf: bytes | Path, pages: Sequence[int], store: Store, sha: str) -> list[list[str]]:
    """The lines of each of the pages (from 0); a page without a text layer has none."""
    return store.remember("text", digest(sha, *(str(page) for page in pages)), lambda: _read(pdf, pages))


def _read(pdf: bytes | Path, pages: Sequence[int]) -> list[list[str]]:
    found: list[list[str]] = []
    with contextlib.suppress(pypdfium2.PdfiumError), contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        for index in pages:
            text = document[index].get_textpage().get_text_bounded()
            lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
            found.append(["".join(c for c in line if c.isprintable() or c == "　") for line in lines if line])
    return found + [[] for _ in pages[len(found) :]]
