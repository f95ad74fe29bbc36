"""What is already printed near the edges of a page, so that a label or a number covers none of it."""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2

from hyoga_docs.pdf.geometry import MM, Box, PageGeometry, view_of
from hyoga_docs.pdf.intake.covered_words import covered_characters
from hyoga_docs.pdf.text_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hyoga_docs.pdf.intake.records import IntakeResult
    from hyoga_docs.pdf.render.thumbnails import PageThumbnail

_EDGE = 45 * MM
_DARK = re.compile(b"[\x00-\x95]")  # darker than 150 of 255
_MOST_BOXES = 200
_MOST_SQUARES = 3_000


@dataclass(frozen=True)
class PageInk:
    """What stands on a page, in its view: words, dark spots, and how many graphics states its content leaves open.

    `silent` says that there are no words anywhere on the page: then its spots may be words of a scan.
    """

    words: tuple[Box, ...] = ()
    spots: tuple[Box, ...] = ()
    left_open: int = 0
    silent: bool = False


def ink_of(taken: IntakeResult | FileInk, index: int) -> PageInk:
    """The ink of one page of a paper (from 0)."""

    def boxes(found: dict[str, list[list[float]]]) -> tuple[Box, ...]:
        return tuple(Box(*sides) for sides in found.get(str(index), ()))

    silent = index < len(taken.text) and not taken.text[index]
    return PageInk(boxes(taken.words), boxes(taken.spots), taken.left_open.get(str(index), 0), silent)


@dataclass
class FileInk:
    """The ink of a file by page, as it is kept, with the lines of each page."""

    words: dict[str, list[list[float]]] = field(default_factory=dict)
    spots: dict[str, list[list[float]]] = field(default_factory=dict)
    left_open: dict[str, int] = field(default_factory=dict)
    text: list[tuple[str, ...]] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)


def find_ink(saved: bytes | Path, looks: Sequence[PageThumbnail | None] = ()) -> FileInk:
    """What is printed near the edges of each page, and its lines; where `looks` are given, words that something dark covers.

    Words lie within 45 mm of the upper and lower edge. Spots are looked for there on the first page and where there are no
    words, elsewhere at the foot alone. `covered` counts characters by page, from 0.
    """
    found = FileInk()
    readable = io.BytesIO(saved) if isinstance(saved, bytes) else saved
    with pikepdf.open(readable) as pdf, contextlib.closing(pypdfium2.PdfDocument(saved)) as document:
        for index, page in enumerate(pdf.pages):
            view = view_of(page)
            with contextlib.closing(document[index]) as drawn:
                text = drawn.get_textpage()
                boxes = _text_boxes(text, view)
                words = [box for box in boxes if box.top > view.height - _EDGE or box.bottom < _EDGE]
                found.words[str(index)] = [_sides(box) for box in words]
                found.spots[str(index)] = [_sides(box) for box in _dark(drawn, view, words, foot_only=bool(index and words))]
                found.text.append(tuple(lines_of(text)))
                look = looks[index] if looks else None
                if look is not None and (covered := covered_characters(drawn, text, view, boxes, look)):
                    found.covered[index] = covered
            if depth := open_states(pdf, page)[0]:
                found.left_open[str(index)] = depth
    return found


def _sides(box: Box) -> list[float]:
    return [round(side, 1) for side in (box.left, box.bottom, box.right, box.top)]


def open_states(pdf: pikepdf.Pdf, page: pikepdf.Page) -> tuple[int, bool]:
    """How many `q` of a page's content no `Q` ends, and whether the content can be read without a complaint.

    What is printed after such a `q` would be moved and scaled by it.
    """
    pdf.get_warnings()  # what was noticed before is another's
    try:
        operators = [str(item.operator) for item in pikepdf.parse_content_stream(page, operators="q Q")]
    except (pikepdf.PikepdfError, TypeError, ValueError):
        return 0, False
    depth = 0
    for operator in operators:
        depth = max(0, depth + (1 if operator == "q" else -1))
    return depth, not pdf.get_warnings()


def _text_boxes(text: pypdfium2.PdfTextPage, view: PageGeometry) -> list[Box]:
    boxes = (view.seen(Box(*text.get_rect(index))) for index in range(text.count_rects()))
    return [box for box in boxes if box.width > 0 and box.height > 0]


def _dark(page: pypdfium2.PdfPage, view: PageGeometry, words: Sequence[Box], *, foot_only: bool) -> Iterator[Box]:
    """Dark places, from squares of one millimetre up; single specks of a scan do not show at this size.

    Words are no dark places. A page that is dark in many places is looked at in larger squares, for its boxes are to stay few.
    """
    scale = min(1 / MM, _MOST_SQUARES / max(*page.get_size(), 1))  # no page that is printed has so many
    high = min(view.height, _EDGE) if foot_only else view.height
    crop = (0.0, 0.0, 0.0, max(0.0, page.get_size()[1] - high))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False, crop=crop)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    step_x, step_y = view.width / bitmap.width, high / bitmap.height
    edge = int(_EDGE / step_y) + 1
    rows: dict[int, set[int]] = {}
    for row in range(bitmap.height):
        if row < edge or row >= bitmap.height - edge:
            start = row * stride
            rows[row] = {found.start() - start for found in _DARK.finditer(pixels, start, start + bitmap.width)}
    for box in words:  # what is dark there is the words themselves
        across = _squares(box.left, box.right, step_x, bitmap.width)
        for row in _squares(high - box.top, high - box.bottom, step_y, bitmap.height):
            rows.get(row, set()).difference_update(across)
    size = 1
    while len(boxes := _joined(rows)) > _MOST_BOXES and size < 64:
        size *= 2
        coarse: dict[int, set[int]] = {}
        for row, columns in rows.items():
            coarse.setdefault(row // 2, set()).update(column // 2 for column in columns)
        rows = coarse
    for left, top, right, bottom in boxes:
        wide, tall = step_x * size, step_y * size
        yield Box(left * wide, high - bottom * tall, right * wide, high - top * tall)


def _squares(first: float, last: float, step: float, count: int) -> range:
    """Which of so many squares, each a step wide, lie from one place to another, which may be far off the page."""
    return range(max(0, int(first / step)), min(count, int(last / step) + 1))


def _joined(rows: dict[int, set[int]]) -> list[tuple[int, int, int, int]]:
    """Squares joined into boxes (left, top, right, bottom): along a row, and down where rows are alike."""
    done: list[tuple[int, int, int, int]] = []
    open_: dict[tuple[int, int], int] = {}
    last = -2
    for row in sorted(rows):
        runs = set(_runs(rows[row]))
        for run in [run for run in open_ if run not in runs or row != last + 1]:
            done.append((run[0], open_.pop(run), run[1], last + 1))
        for run in runs:
            open_.setdefault(run, row)
        last = row
    return sorted([*done, *((left, top, right, last + 1) for (left, right), top in open_.items())])


def _runs(columns: set[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns as (first, the one after the last)."""
    start = before = None
    for column in sorted(columns):
        if before is None or start is None or column != before + 1:
            if start is not None and before is not None:
                yield start, before + 1
            start = column
        before = column
    if start is not None and before is not None:
        yield start, before + 1


def free_box(wanted: Sequence[Box], taken: Sequence[Box], margin: float) -> Box | None:
    """The first of the wanted places that nothing printed comes nearer to than `margin` points, or None."""
    for box in wanted:
        grown = Box(box.left - margin, box.bottom - margin, box.right + margin, box.top + margin)
        if not any(grown.meets(other) for other in taken):
            return box
    return None
