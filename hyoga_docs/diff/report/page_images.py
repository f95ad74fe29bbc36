"""The pages of compared papers, drawn for the report."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from hyoga_docs.diff.report.view_model import EmbeddedImage
from hyoga_docs.pdf.render.page_image import UnreadablePdfError, open_pages, page_image

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.diff.model import ComparedDocument
    from hyoga_docs.pdf.render.thumbnails import DrawnPdf

#: Pixels of a page of A4 from side to side.
_WIDTH = 1000
#: So many pages are drawn at the most: a file that no browser can open shows nothing.
_MOST = 600


class DrawnPages:
    """Draws the pages that the report asks for; to be used in `with`, for the papers stay open."""

    def __init__(self) -> None:
        self._open = contextlib.ExitStack()
        self._papers: dict[Path, DrawnPdf | None] = {}
        self._drawn = 0

    def __enter__(self) -> DrawnPages:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def __call__(self, paper: ComparedDocument, page: int, /) -> EmbeddedImage | None:
        """A page, from 1; None where there is no PDF, it cannot be drawn, or there are too many."""
        if paper.pdf is None or self._drawn >= _MOST:
            return None
        if paper.pdf not in self._papers:
            self._papers[paper.pdf] = self._opened(paper.pdf)
        drawn = self._papers[paper.pdf]
        image = page_image(drawn, page - 1, _WIDTH) if drawn is not None else None
        if image is None:
            return None
        self._drawn += 1
        return EmbeddedImage(image.data, image.type, image.width, image.height)

    def _opened(self, pdf: Path) -> DrawnPdf | None:
        try:
            return self._open.enter_context(open_pages(pdf))
        except (UnreadablePdfError, OSError):
            return None
