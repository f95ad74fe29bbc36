"""What is printed on each page of a paper that is not for everybody (取扱注意), in its box at the top: where it goes on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.pdf.geometry import MM, Box, PageGeometry
from hyoga_docs.pdf.intake.printed_areas import free_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.spec.style import Stamp as StampStyle

#: Of the letters, in points; of the box around them, and how near it comes to what else is printed.
MARK_SIZE = 11.0
_BESIDE, _ABOVE = 2.0 * MM, 0.9 * MM
_CLEAR = 1.0 * MM
_STEP, _MARGIN = 5 * MM, 12 * MM


def mark_place(view: PageGeometry, width: float, style: StampStyle, words: Sequence[Box], spots: Sequence[Box]) -> tuple[Box, bool]:
    """The box of words so wide: the middle of the top, as high as labels, else beside it, else nearer the edge, else the foot.

    A place on bare paper is better than one on a picture or a coloured band; False when every place covers words.
    """
    wide, high = width + 2 * _BESIDE, MARK_SIZE + 2 * _ABOVE
    top, middle = view.height - style.top * MM - high, (view.width - wide) / 2
    steps = range(int(max(0.0, middle - _MARGIN) / _STEP) + 1)
    across = [middle + side * step * _STEP for step in steps for side in ((1, -1) if step else (1,))]
    raised = max(0.0, (style.top - 3) * MM)
    places = [(left, top + up) for up in (0.0, raised / 2, raised) for left in across]
    places += [(left, 8 * MM) for left in (_MARGIN, view.width - _MARGIN - wide)]
    wanted = [Box(left, bottom, left + wide, bottom + high) for left, bottom in places]
    found = free_box(wanted, [*words, *spots], _CLEAR) or free_box(wanted, words, _CLEAR)
    return (found, True) if found else (wanted[0], False)


def inside(box: Box) -> tuple[float, float]:
    """Where the letters in a box begin: the left end of their base line."""
    return box.left + _BESIDE, box.bottom + _ABOVE + MARK_SIZE * 0.15
