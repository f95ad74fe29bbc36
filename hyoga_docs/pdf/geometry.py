"""A page as its reader sees it, whatever its file says: rotated, cropped, with an odd origin, scaled.

The view has its origin at the lower left of what is shown, and counts in points (1/72 inch).
Source: ISO 32000-1 §7.7.3.3, §14.11.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

MM = 72 / 25.4
_A4 = (0.0, 0.0, 595.276, 841.89)
_LARGEST = 1e9  # what is larger, or no number, is no side of a page
_SMALLEST_SIDE, _LARGEST_SIDE = 1.0, 1e6


@dataclass(frozen=True)
class Box:
    """A rectangle, in points: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.top - self.bottom

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top

    def moved(self, right: float, up: float) -> Box:
        """The same box elsewhere."""
        return Box(self.left + right, self.bottom + up, self.right + right, self.top + up)


@dataclass(frozen=True)
class PageGeometry:
    """How a page is shown: its visible box in its own coordinates, its rotation (0, 90, 180, 270), points a unit."""

    box: Box
    rotation: int
    unit: float

    @property
    def width(self) -> float:
        """The width that the reader sees, in points."""
        return (self.box.height if self.rotation in {90, 270} else self.box.width) * self.unit

    @property
    def height(self) -> float:
        """The height that the reader sees, in points."""
        return (self.box.width if self.rotation in {90, 270} else self.box.height) * self.unit

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """The transformation from the view to the page's own coordinates, for `cm`."""
        s, box = 1 / self.unit, self.box
        return {
            0: (s, 0, 0, s, box.left, box.bottom),
            90: (0, s, -s, 0, box.right, box.bottom),
            180: (-s, 0, 0, -s, box.right, box.top),
            270: (0, -s, s, 0, box.left, box.top),
        }[self.rotation]

    def seen(self, box: Box) -> Box:
        """A box of the page's own coordinates, as it lies in the view."""
        if self.rotation == 0:  # of thousands of characters this is asked
            x, y, k = self.box.left, self.box.bottom, self.unit
            return Box((box.left - x) * k, (box.bottom - y) * k, (box.right - x) * k, (box.top - y) * k)
        corners = [self._seen(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(across), min(up), max(across), max(up))

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        dx, dy, k, box = x - self.box.left, y - self.box.bottom, self.unit, self.box
        return {
            0: (dx * k, dy * k),
            90: (dy * k, (box.width - dx) * k),
            180: ((box.width - dx) * k, (box.height - dy) * k),
            270: ((box.height - dy) * k, dx * k),
        }[self.rotation]


def view_of(page: pikepdf.Page) -> PageGeometry:
    """How the page is shown; boxes that make no sense fall back to the media box, then to A4."""
    media = box_of(page.obj.get("/MediaBox")) or Box(*_A4)
    crop = box_of(page.obj.get("/CropBox")) or media
    shown = Box(max(crop.left, media.left), max(crop.bottom, media.bottom), min(crop.right, media.right), min(crop.top, media.top))
    if shown.width <= 0 or shown.height <= 0:
        shown = media
    unit = _number(page.obj.get("/UserUnit"), 1.0)
    rotation = round(_number(page.obj.get("/Rotate"), 0.0) / 90) * 90 % 360
    return PageGeometry(shown, rotation, unit if unit > 0 else 1.0)


def is_paper(page: pikepdf.Page, drawn: tuple[float, float]) -> bool:
    """Whether a page is of a size that anything can be printed on: from 1 point to 350 m, by the file and as it is drawn."""
    view = view_of(page)
    return all(_SMALLEST_SIDE <= side <= _LARGEST_SIDE for side in (view.width, view.height, *drawn))


def box_of(values: Any) -> Box | None:
    """The box that four numbers of a file make; None where they make none that a page could have."""
    try:
        a, b, c, d = (float(value) for value in values)
    except (TypeError, ValueError):
        return None
    box = Box(min(a, c), min(b, d), max(a, c), max(b, d))
    return box if 0 < box.width < _LARGEST and 0 < box.height < _LARGEST else None


def _number(value: Any, otherwise: float) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return otherwise
    return number if isfinite(number) else otherwise
