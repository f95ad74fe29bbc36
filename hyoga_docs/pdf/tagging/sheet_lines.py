"""The lines of a page of a sheet: its texts from left to right, without the page's own head and foot."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.pdf.tagging.marked_content import TextMark
    from hyoga_docs.pdf.tagging.sheet_texts import SheetText

_Placed = TypeVar("_Placed", "SheetText", "TextMark")

_APART = 1.5  # of the usual step from line to line: a head or foot of the page
_ON_LINE = 0.3  # of their size; what stands higher or lower is of another line
_CLOSE = 0.2  # of their size; pieces of one text are not farther apart
_FIGURES = re.compile(r"\d+")


@dataclass
class SheetLine:
    """The texts of a line from left to right, what each text says that is painted in one or more pieces, and its row."""

    texts: list[SheetText]
    runs: list[str]
    row: int | None = None

    @property
    def y(self) -> float:
        """Where it stands."""
        return self.texts[0].y


def lines_of(texts: Iterable[SheetText]) -> list[SheetLine]:
    """The lines of a page from the top down."""
    return [SheetLine(line, _runs(line)) for line in by_line(text for text in texts if text.words)]


def by_line(placed: Iterable[_Placed]) -> list[list[_Placed]]:
    """What stands on each line from left to right, the lines from the top down."""
    lines: list[list[_Placed]] = []
    for each in sorted(placed, key=lambda one: -one.y):
        if lines and abs(lines[-1][0].y - each.y) < max(each.size, 1) * _ON_LINE:
            lines[-1].append(each)
        else:
            lines.append([each])
    return [sorted(line, key=lambda one: one.x) for line in lines]


def without_margins(pages: Sequence[list[SheetLine]]) -> list[list[SheetLine]]:
    """The lines of each page without its head and foot: what stands off the others, and on other pages too but for its figures."""
    steps = sorted(upper.y - lower.y for lines in pages for upper, lower in pairwise(lines))
    apart = steps[len(steps) // 2] * _APART if steps else 0
    ends = [[end for end, beside in _ends(lines) if abs(end.y - beside.y) > apart] for lines in pages]
    seen = Counter(_as_margin(line) for page in ends for line in page)
    margins = [[line for line in page if seen[_as_margin(line)] > 1] for page in ends]
    return [[line for line in lines if line not in held] for lines, held in zip(pages, margins, strict=True)]


def _ends(lines: Sequence[SheetLine]) -> list[tuple[SheetLine, SheetLine]]:
    """The first and the last line of a page, each with the one beside it."""
    return [(lines[0], lines[1]), (lines[-1], lines[-2])] if len(lines) > 1 else []


def _as_margin(line: SheetLine) -> tuple[int, str]:
    return round(line.y), _FIGURES.sub("", "".join(text.words for text in line.texts))


def _runs(line: Sequence[SheetText]) -> list[str]:
    """What stands close together on a line; and the line as a whole, for spaces may be wide."""
    runs: list[str] = []
    end = float("-inf")
    for text in line:
        if runs and text.x - end < text.size * _CLOSE:
            runs[-1] += text.words
        else:
            runs.append(text.words)
        end = text.right
    return [*runs, "".join(runs)] if len(runs) > 1 else runs
