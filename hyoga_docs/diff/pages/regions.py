"""Letters → the few parts of a page that a reader looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.diff.model import Region
from hyoga_docs.pdf.render.page_letters import PageRegion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.pdf.render.page_letters import PageLetters

#: How far apart letters of one region stand, in heights of the line, and how near the edges of lines of one block are, in points.
_GAP = 1.2
_EDGE = 6.0
#: Points around letters, so that a frame does not touch them.
_AIR = 1.0
#: How far apart letters of one column stand, in points.
_COLUMN = 2.0
#: Lines under each other are nearer than so many heights.
_LEADING = 1.3


def parts_of(letters: PageLetters, places: Iterable[int]) -> list[PageRegion]:
    """The parts of a page that letters of it take: a line or less each, and lines that are one block joined."""
    size = (letters.width, letters.height)
    found: list[PageRegion] = []
    last = None
    for place in places:
        part = letters.part(place)
        if last is not None and (_beside(found[-1], part, size) or _below(found[-1], last, part, size)):
            found[-1] = found[-1].around(part)
        else:
            found.append(part)
        last = part
    across, down = _AIR / (size[0] or 1), _AIR / (size[1] or 1)
    return [
        PageRegion(left - across, top - down, right + across, bottom + down) for left, top, right, bottom in _blocks(found, size)
    ]


def regions(parts: Sequence[PageRegion]) -> tuple[Region, ...]:
    """Parts as they are reported, from top to bottom, within the page."""
    whole = [tuple(min(max(side, 0.0), 1.0) for side in part) for part in sorted(parts, key=lambda part: (part.top, part.left))]
    return tuple(Region(*(round(side, 5) for side in sides)) for sides in whole)


def _beside(line: PageRegion, letter: PageRegion, size: tuple[float, float]) -> bool:
    """Whether a letter stands in a line, with nothing between."""
    across, down = _overlap(line, letter)
    high = letter.bottom - letter.top
    return 2 * down >= min(line.bottom - line.top, high) and -across * size[0] <= _GAP * high * size[1]


def _below(column: PageRegion, last: PageRegion, letter: PageRegion, size: tuple[float, float]) -> bool:
    """Whether a letter follows another one in a column of text that is written down."""
    wide = letter.right - letter.left
    across, down = _overlap(last, letter)
    return 2 * across >= wide and column.right - column.left < 1.5 * wide and -down * size[1] < _COLUMN


def _overlap(one: PageRegion, other: PageRegion) -> tuple[float, float]:
    """How far two parts overlap across and down; below zero how far they are apart."""
    return min(one.right, other.right) - max(one.left, other.left), min(one.bottom, other.bottom) - max(one.top, other.top)


def _blocks(parts: Sequence[PageRegion], size: tuple[float, float]) -> list[PageRegion]:
    """Parts of which those are one that stand under each other between the same edges."""
    done: list[PageRegion] = []
    line = 0.0
    for part in parts:
        if done and _under(done[-1], part, line, size[0]):
            done[-1] = done[-1].around(part)
        else:
            done.append(part)
        line = part.bottom - part.top
    return done


def _under(above: PageRegion, part: PageRegion, line: float, wide: float) -> bool:
    near = -0.5 * line < part.top - above.bottom < _LEADING * line
    left, right = abs(part.left - above.left) * wide, abs(part.right - above.right) * wide
    # The last line of a block is shorter; one that is longer than those above would take in what did not change.
    return near and left < _EDGE and (right < _EDGE or part.right < above.right)
