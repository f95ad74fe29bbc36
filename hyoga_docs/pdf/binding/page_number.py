"""The page number at the foot: how the house prints it, and where it goes on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.pdf.geometry import MM, Box, PageGeometry
from hyoga_docs.pdf.intake.printed_areas import free_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.spec.platform import PageNumbers


def number_place(view: PageGeometry, width: float, style: PageNumbers, taken: Sequence[Box]) -> tuple[Box, bool]:
    """Where a page number goes: its own place, else lower, else the other places of the foot."""
    height, up = style.size, style.bottom * MM
    center, right, left = (view.width - width) / 2, view.width - 12 * MM - width, 12 * MM
    order = (center, right, left) if style.position == "center" else (right, center, left)
    wanted = [Box(x, y, x + width, y + height) for x in order for y in (up, up - 3 * MM) if y > 0]
    found = free_box(wanted, taken, 0.5 * MM)
    return (found, True) if found else (wanted[0], False)


def page_number(style: str, page: str, pages: int) -> str:
    """A page number as the house prints it: `－ 3 －`."""
    return style.replace("{pages}", str(pages)).replace("{page}", page)
