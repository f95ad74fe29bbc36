"""Sizes of paper: what they are called, and which pages of others go onto A4 (`pages: {supplied: fit}`)."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4
_A4 = (595.276, 841.89)
#: Sheets that people here have and fold, in millimetres: ISO 216 A, and B of JIS P 0138. Pages of these sizes stay.
_SHEETS: dict[tuple[float, float], str] = {
    (841, 1189): "A0", (594, 841): "A1", (420, 594): "A2", (297, 420): "A3", (210, 297): "A4", (148, 210): "A5", (105, 148): "A6",
    (1030, 1456): "B0", (728, 1030): "B1", (515, 728): "B2", (364, 515): "B3", (257, 364): "B4", (182, 257): "B5", (128, 182): "B6",
}  # fmt: skip
_OTHERS: dict[tuple[float, float], str] = {
    (216, 279): "レター", (216, 356): "リーガル", (190.5, 338.7): "スライド（16:9）", (142.9, 254): "スライド（16:9）",
    (190.5, 254): "スライド（4:3）",
}  # fmt: skip
_TOLERANCE = 9 / MM  # a scanner is not exact


@dataclass(frozen=True)
class FittedPage:
    """How a page goes onto a sheet, in points as its reader sees it: scaled, then moved by `left` and `bottom`."""

    width: float
    height: float
    scale: float
    left: float
    bottom: float


def size_name(width: float, height: float) -> str:
    """What a page of that many points is called, lying or standing: `A4`, `レター`, `100×150mm`."""
    small, large = sorted((width / MM, height / MM))
    return _named(small, large, _SHEETS) or _named(small, large, _OTHERS) or f"{small:.0f}×{large:.0f}mm"


def sheet_for(width: float, height: float) -> str:
    """The sheet that a page of that many points is printed on: its own where people here have it, else A4."""
    small, large = sorted((width / MM, height / MM))
    return _named(small, large, _SHEETS) or "A4"


def on_a4(width: float, height: float) -> FittedPage | None:
    """How a page goes onto A4, lying or standing as it does: whole, in the middle, never enlarged. None for an A or B size."""
    small, large = sorted((width / MM, height / MM))
    if _named(small, large, _SHEETS):
        return None
    wide, high = reversed(_A4) if width > height else _A4
    scale = min(1.0, wide / width, high / height)
    return FittedPage(wide, high, scale, (wide - scale * width) / 2, (high - scale * height) / 2)


def _named(small: float, large: float, sizes: dict[tuple[float, float], str]) -> str | None:
    for (short, long), name in sizes.items():
        if abs(small - short) <= _TOLERANCE and abs(large - long) <= _TOLERANCE:
            return name
    return None
