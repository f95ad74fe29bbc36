"""What is already printed near the edges of a page, so that a label or a number covers none of it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

from hyoga_docs.pdf.geometry import MM, Box, View, view_of
from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


_EDGE = 45 * MM
_DARK = 150


@dataclass(frozen=True)
class Ink:
    """What stands on a page, in its view: words, dark spots, and how many graphics states its content leaves open."""

    words: tuple[Box, ...] = ()
    spots: tuple[Box, ...] = ()
    left_open: int = 0


def inked(pdf: pikepdf.Pdf, data: bytes | Path, pages: Sequence[int], store: Store, sha: str) -> dict[int, Ink]:
    """The ink of the pages (from 0): words within 45 mm of the upper and lower edge; spots on the first, and without words."""
    key = digest(sha, *(str(page) for page in pages))
    words, spots, left_open = store.remember("ink", key, lambda: _find(pdf, data, pages))

    def boxes(found: dict[str, list[list[float]]], page: int) -> tuple[Box, ...]:
        return tuple(Box(*sides) for sides in found.get(str(page), ()))

    return {page: Ink(boxes(words, page), boxes(spots, page), left_open.get(str(page), 0)) for page in pages}


def _find(pdf: pikepdf.Pdf, data: bytes | Path, pages: Sequence[int]) -> list[Any]:
    """Words and spots are missing where pdfium, which is stricter than the binder here and there, cannot read the file."""
    words: dict[str, list[list[float]]] = {}
    spots: dict[str, list[list[float]]] = {}
    with contextlib.suppress(pypdfium2.PdfiumError), contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        for index in pages:
            view = view_of(pdf.pages[index])
            words[str(index)] = [_sides(box) for box in _words(document[index], view)]
            if index == pages[0] or not words[str(index)]:
                spots[str(index)] = [_sides(box) for box in _dark(document[index], view)]
    return [words, spots, {str(index): depth for index in pages if (depth := _left_open(pdf.pages[index]))}]


def _sides(box: Box) -> list[float]:
    return [round(side, 1) for side in (box.left, box.bottom, box.right, box.top)]


def _left_open(page: pikepdf.Page) -> int:
    """How many `q` of a page's content no `Q` ends; what is printed after them would be moved and scaled by them."""
    try:
        operators = [str(item.operator) for item in pikepdf.parse_content_stream(page, operators="q Q")]
    except pikepdf.PikepdfError:
        return 0
    depth = 0
    for operator in operators:
        depth = max(0, depth + (1 if operator == "q" else -1))
    return depth


def _words(page: pypdfium2.PdfPage, view: View) -> Iterator[Box]:
    text = page.get_textpage()
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        box = view.seen(Box(left, bottom, right, top))
        if box.width > 0 and box.height > 0 and (box.top > view.height - _EDGE or box.bottom < _EDGE):
            yield box


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
