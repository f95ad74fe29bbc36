"""Tables that go on over a page, closed with a rule: LibreOffice draws none where a table has no lines between its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEAR = 1.0  # how far apart ends may lie that meet, in points


class _Stroke(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float


def close_tables(pdf: pikepdf.Pdf) -> None:
    """Draws a rule where the vertical lines of a table end together on a page, and no line is there; a PDF of LibreOffice."""
    for page in pdf.pages:
        lines = list(_lines(page))
        upright = [line for line in lines if abs(line.x0 - line.x1) < _NEAR < abs(line.y0 - line.y1)]
        feet = {round(min(line.y0, line.y1)) for line in upright}
        for foot in sorted(feet):
            ending = [line for line in upright if abs(min(line.y0, line.y1) - foot) <= _NEAR]
            left, right = min(line.x0 for line in ending), max(line.x0 for line in ending)
            level = [line for line in lines if abs(line.y0 - line.y1) < _NEAR and abs(line.y0 - foot) <= 2 * _NEAR]
            passing = [line for line in upright if line not in ending and left < line.x0 < right and _covers(line, foot)]
            if right - left > _NEAR and not passing and not any(line.x0 <= right and line.x1 >= left for line in level):
                low = min(min(line.y0, line.y1) for line in ending)
                rule = f"/Artifact BMC q 0 G 0.5 w {left:.2f} {low:.2f} m {right:.2f} {low:.2f} l S Q EMC"
                page.contents_add(rule.encode())


def _covers(line: _Stroke, height: float) -> bool:
    return min(line.y0, line.y1) + _NEAR < height < max(line.y0, line.y1)


def _lines(page: pikepdf.Page) -> Iterator[_Stroke]:
    """The single straight lines that a page strokes, each from left to right; those that are drawn to another scale left out."""
    scaled, around, ends = False, list[bool](), list[tuple[float, ...]]()
    for step in pikepdf.parse_content_stream(page, "q Q cm m l S"):
        match str(step.operator):
            case "q":
                around.append(scaled)
            case "Q":
                scaled = around.pop() if around else False
            case "cm":
                scaled = True
            case "m":
                ends = [tuple(float(value) for value in step.operands)]
            case "l":
                ends.append(tuple(float(value) for value in step.operands))
            case "S" if len(ends) == 2 and not scaled:
                first, last = sorted(ends)
                yield _Stroke(*first, *last)
