"""The words of a PDF, page by page, for reviewers."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import pypdfium2

from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_VERSION = "1"


def page_lines(pdf: bytes | Path, pages: Sequence[int], store: Store, sha: str) -> list[list[str]]:
    """The lines of each of the pages (from 0); a page without a text layer has none."""
    key = digest(_VERSION, sha, *(str(page) for page in pages))
    kept = store.get("text", key)
    if kept is None:
        found = []
        with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
            for index in pages:
                text = document[index].get_textpage().get_text_bounded()
                lines = (" ".join(line.split(" ")).strip() for line in text.replace("\r", "\n").split("\n"))
                found.append(["".join(c for c in line if c.isprintable() or c == "　") for line in lines if line])
        kept = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
        store.put("text", key, kept)
    return [list(lines) for lines in json.loads(kept)]
