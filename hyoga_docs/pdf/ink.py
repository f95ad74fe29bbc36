"""What is already printed near the edges of a page, so that a label or a number covers none of it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2

from hyoga_docs.pdf.geometry import MM, Box, View, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hyoga_docs.plan.paper import Taken


_EDGE = 45 * MM
_DARK = 150
_MOST_SQUARES = 3_000


@dataclass(frozen=True)
class Ink:
    """What stands on a page, in its view: words, dark spots, and how many graphics states its content leaves open."""

    words: tuple[Box, ...] = ()
    spots: tuple[Box, ...] = ()
    left_open: int = 0


def ink_of(taken: Taken, index: int) -> Ink:
    """The ink of one page of a paper (from 0)."""

    def boxes(found: dict[str, list[list[float]]]) -> tuple[Box, ...]:
        return tuple(Box(*sides) for sides in found.get(str(index), ()))

    return Ink(boxes(taken.words), boxes(taken.spots), taken.left_open.get(str(index), 0))


@dataclass
class Found:
    """The ink of a file by page, as it is kept."""

    words: dict[str, list[list[float]]] = field(default_factory=dict)
    spots: dict[str, list[list[float]]] = field(default_factory=dict)
    left_open: dict[str, int] = field(default_factory=dict)


def find_ink(path: Path) -> Found:
    """Words within 45 mm of the upper and lower edge of each page; spots on the first, and where there are no words."""
    found = Found()
    with pikepdf.open(path) as pdf, contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        for index, page in enumerate(pdf.pages):
            view = view_of(page)
            with contextlib.closing(document[index]) as drawn:
                found.words[str(index)] = [_sides(box) for box in _words(drawn, view)]
                if index == 0 or not found.words[str(index)]:
                    found.spots[str(index)] = [_sides(box) for box in _dark(drawn, view)]
            if depth := left_open(page):
                found.left_open[str(index)] = depth
    return found


def _sides(box: Box) -> list[float]:
    return [round(side, 1) for side in (box.left, box.bottom, box.right, box.top)]


def left_open(page: pikepdf.Page) -> int:
    """How many `q` of a page's content no `Q` ends; what is printed after them would be moved and scaled by them."""
    try:
        operators = [str(item.operator) for item in pikepdf.parse_content_stream(page, operators="q Q")]
    except (pikepdf.PikepdfError, TypeError, ValueError):
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
    """Dark squares of one millimetre (of more on a page of over three metres); single specks of a scan do not show at this size."""
    scale = min(1 / MM, _MOST_SQUARES / max(*page.get_size(), 1))  # no page that is printed has so many
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
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
