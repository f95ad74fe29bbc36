"""The page number at the foot: how the house prints it, and where it goes on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.pdf.geometry import MM, Box, PageGeometry
from hyoga_docs.pdf.intake.printed_areas import free_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.pdf.intake.printed_areas import PageInk
    from hyoga_docs.spec.style import PageNumbers


_CLEAR = 0.5 * MM
#: The part of a place that may be dark before a black number is lost on it.
_MOST_DARK = 0.3


@dataclass(frozen=True)
class NumberPlace:
    """Where a page number goes, whether nothing is covered there, and whether it needs a white ground to be seen."""

    box: Box
    free: bool
    on_white: bool

    @property
    def printed(self) -> Box:
        """All that is printed, with the ground."""
        box = self.box
        return Box(box.left - _CLEAR, box.bottom - _CLEAR, box.right + _CLEAR, box.top + _CLEAR) if self.on_white else box


def number_place(view: PageGeometry, width: float, style: PageNumbers, ink: PageInk) -> NumberPlace:
    """Where a page number goes: its own place, else lower, else the other places of the foot.

    Where only a picture or a coloured band would be covered, the number stands there on white.
    """
    height, up = style.size, style.bottom * MM
    center, right, left = (view.width - width) / 2, view.width - 12 * MM - width, 12 * MM
    order = (center, right, left) if style.position == "center" else (right, center, left)
    wanted = [Box(x, y, x + width, y + height) for x in order for y in (up, up - 3 * MM) if y > 0]
    if found := free_box(wanted, [*ink.words, *ink.spots], _CLEAR):
        return NumberPlace(found, free=True, on_white=False)
    found = None if ink.silent else free_box(wanted, ink.words, _CLEAR)
    place = found or wanted[0]
    return NumberPlace(place, free=found is not None, on_white=_dark_part(place, ink.spots) > _MOST_DARK)


def _dark_part(box: Box, spots: Sequence[Box]) -> float:
    """The part of a box that is dark."""
    parts = (
        (min(box.right, spot.right) - max(box.left, spot.left)) * (min(box.top, spot.top) - max(box.bottom, spot.bottom))
        for spot in spots
        if box.meets(spot)
    )
    return sum(parts) / (box.width * box.height)


def page_number(style: str, page: str, pages: int) -> str:
    """A page number as the house prints it: `－ 3 －`."""
    return style.replace("{pages}", str(pages)).replace("{page}", page)
