"""The pages of compared papers, drawn for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.problem import SpecError
from hyoga_docs.diff.report.view_model import EmbeddedImage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.diff.model import ComparedDocument, Difference
    from hyoga_docs.diff.pages.reader import PageReader
    from hyoga_docs.pdf.render.page_image import PageImage

#: Pixels of a page of A4 from side to side.
_WIDTH = 1000
#: So many pages are drawn at the most: a file that no browser can open shows nothing.
_MOST = 600


class DrawnPages:
    """Draws the pages that differ: of each paper all of them when the first is asked for."""

    def __init__(self, differences: Sequence[Difference], reader: PageReader) -> None:
        self._reader = reader
        self._drawn: dict[Path, dict[int, PageImage]] = {}
        self._wanted: dict[Path, dict[int, None]] = {}
        changes = [change for difference in differences for change in difference.papers]
        sides = [side for each in changes for page in each.pages for side in ((each.old, page.old), (each.new, page.new))]
        wanted = [(paper.pdf, page) for paper, page in sides if paper is not None and paper.pdf is not None and page is not None]
        for pdf, page in list(dict.fromkeys(wanted))[:_MOST]:
            self._wanted.setdefault(pdf, {})[page] = None

    def __call__(self, paper: ComparedDocument, page: int, /) -> EmbeddedImage | None:
        """A page, from 1; None where there is no PDF, it cannot be drawn, or there are too many."""
        if paper.pdf is None or page not in self._wanted.get(paper.pdf, {}):
            return None
        if paper.pdf not in self._drawn:
            try:
                self._drawn[paper.pdf] = self._reader.draw(paper, list(self._wanted[paper.pdf]), _WIDTH)
            except SpecError:  # the words say what changed, and the report that there is no picture
                self._drawn[paper.pdf] = {}
        image = self._drawn[paper.pdf].get(page)
        return EmbeddedImage(image.data, image.type, image.width, image.height) if image is not None else None
