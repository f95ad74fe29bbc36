"""What is already printed near the edges of a page, so that a label or a number covers none of it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

from hyoga_docs.pdf.geometry import MM, Box, View, view_of
from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pikepdf

_VERSION = "2"
_EDGE = 45 * MM
_DARK = 150


@dataclass(frozen=True)
class Inked:
    """The printed boxes of some pages, in their views."""

    boxes: dict[int, tuple[Box, ...]]

    def on(self, page: int) -> tuple[Box, ...]:
        """The boxes of a page, counted from 0 in its file."""
        return self.boxes.get(page, ())


def inked(pdf: pikepdf.Pdf, data: bytes | Path, pages: Sequence[int], store: Store, sha: str) -> Inked:
    """The words (or, on a page without words, the dark spots) within 45 mm of the upper and lower edge of the pages."""
    key = digest(_VERSION, sha, *(str(page) for page in pages))
    found = store.remember("ink", key, lambda: _find(pdf, data, pages))
    return Inked({int(page): tuple(Box(*box) for box in boxes) for page, boxes in found.items()})


def _find(pdf: pikepdf.Pdf, data: bytes | Path, pages: Sequence[int]) -> dict[str, list[list[float]]]:
    """Nothing where pdfium, which is stricter than the binder here and there, cannot read the file."""
    found: dict[str, list[list[float]]] = {}
    with contextlib.suppress(pypdfium2.PdfiumError), contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        for index in pages:
            boxes = _boxes(document[index], view_of(pdf.pages[index]))
            found[str(index)] = [[round(side, 1) for side in (b.left, b.bottom, b.right, b.top)] for b in boxes]
    return found


def _boxes(page: pypdfium2.PdfPage, view: View) -> Iterator[Box]:
    text = page.get_textpage()
    count = text.count_rects()
    for index in range(count):
        left, bottom, right, top = text.get_rect(index)
        box = view.seen(Box(left, bottom, right, top))
        if box.width > 0 and box.height > 0 and (box.top > view.height - _EDGE or box.bottom < _EDGE):
            yield box
    if not count:
        yield from _dark(page, view)


def _dark(page: pypdfium2.PdfPage, view: View) -> Iterator[Box]:
    """Dark squares of one millimetre; single specks of a scan do not show at this size."""
    bitmap = page.render(scale=1 / MM, grayscale=True, may_draw_forms=False)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    step_x, step_y = view.width / bitmap.width, view.height / bitmap.height
    for row in range(bitmap.height):
        up = view.height - (row + 1) * step_y
        if _EDGE < up < view.height - _EDGE:
            continue
        line = pixels[row * stride : row * stride + bitmap.width]
        for column, value in enumerate(line):
            if value < _DARK:
                yield Box(column * step_x, up, (column + 1) * step_x, up + step_y)


def free_box(wanted: Sequence[Box], taken: Sequence[Box], margin: float) -> Box | None:
    """The first of the wanted places that nothing printed comes nearer to than `margin` points, or None."""
    for box in wanted:
        grown = Box(box.left - margin, box.bottom - margin, box.right + margin, box.top + margin)
        if not any(grown.meets(other) for other in taken):
            return box
    return None
