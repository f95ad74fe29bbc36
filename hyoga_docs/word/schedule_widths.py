"""How wide the columns of a 別表 are, by what they hold: upright if they fit, else in smaller type, else on a page that lies."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.japanese.width import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.word.template_context import Context

#: What a cell has beside its words, and the smaller type, in points.
PADDING, SMALL = 11.0, 9.0
#: The types of a table that even a page that lies has no room for.
_TIGHT = (8.0, 7.0)
#: In half-width characters: the narrowest column of words that reads well, the widest that is asked for, the least of all.
_WORDS, _LONGEST, _LEAST = 12, 80, 4
#: A heading up to this wide stands on one line, one that is wider on two.
_SHORT_HEADING, _HEADING_LINES = 6, 2
_MIXED = re.compile(r"(?<=[!-~])(?=[^\x00-\xff])|(?<=[^\x00-\xff])(?=[!-~])")
_LINE = 1.4  # the height of a line, in sizes of its type
_PAGE = 560.0  # points of an upright page that a row may fill, with room for headings; a page that lies has two thirds


@dataclass(frozen=True)
class ScheduleWidths:
    """The columns in twips, the size of the type in points; `is_long` says of each row whether it may be longer than a page.

    `least` is how high each row is at least, in points, where it lies beside one of another table.
    """

    twips: tuple[int, ...]
    points: float
    small: bool
    turned: bool
    is_long: tuple[bool, ...]
    least: tuple[float, ...] = ()


def schedule_widths(schedule: Context, points: float, upright: float, lying: float) -> ScheduleWidths:
    """The widths for pages with so much room; `lying` is 0 where the page cannot be turned."""
    least, wanted = _needs(schedule)
    if schedule["orientation"] == "portrait":
        lying = 0
    if schedule["orientation"] == "landscape" and lying:
        upright = 0
    small = min(points, SMALL)
    ways = (
        [(points, upright), (small, upright), (points, lying), (small, lying)] if lying else [(points, upright), (small, upright)]
    )
    ways += [(min(points, size), lying or upright) for size in _TIGHT]
    fitting = (way for way in ways if sum(_in_points(least, way[0])) <= way[1])
    size, room = next(fitting, ways[-1])
    if sum(_in_points(least, size)) > room:
        least, _ = _needs(schedule, _LEAST)  # words are broken before figures are
    widths = _shared(_in_points(least, size), _in_points(wanted, size), room)
    turned = room == lying != upright
    page = _PAGE * 2 / 3 if turned else _PAGE
    is_long = tuple(max((_height(cell, widths, size) for cell in row), default=0) > page for row in schedule["rows"])
    pairs = zip(schedule["rows"], schedule.get("beside") or (), strict=False)
    beside = tuple(max(_height(cell, widths, size) for cell in (*row, *other)) for row, other in pairs if row or other)
    return ScheduleWidths(tuple(round(width * 20) for width in widths), size, size < points, turned, is_long, beside)


def _in_points(needs: Sequence[float], size: float) -> list[float]:
    return [need * size / 2 + PADDING for need in needs]


def _needs(schedule: Context, words: int = _WORDS) -> tuple[list[float], list[float]]:
    """The least that each column needs, and what it would like to have, in half-width characters."""
    columns = schedule["columns"]
    least, wanted = [float(_LEAST)] * columns, [float(_LEAST)] * columns
    for cell in sorted(_cells(schedule), key=lambda each: each["across"]):
        first, across = cell["column"], cell["across"]
        one, other = _need(cell, words)
        for needs, need in ((least, one), (wanted, other)):
            missing = need - sum(needs[first : first + across])
            for column in range(first, first + across) if missing > 0 else ():
                needs[column] += missing / across
    return least, wanted


def _cells(schedule: Context) -> Iterator[Context]:
    for row in (*schedule["headings"], *schedule["rows"], *schedule.get("beside", ())):
        yield from row


def _need(cell: Context, words: int) -> tuple[float, float]:
    widest = max(map(_width, str(cell["text"]).split("\n")))
    if cell["align"] == "heading" and widest > _SHORT_HEADING:
        return min(math.ceil(widest / 2 / _HEADING_LINES) * 2, words), min(widest, _LONGEST)
    if cell["align"] == "words" or cell["across"] > 1:
        return min(widest, words), min(widest, _LONGEST)
    return min(widest, _LONGEST), min(widest, _LONGEST)


def _width(line: str) -> float:
    """The width of a line with the quarter of a character that is set between digits and kanji."""
    return text_width(line) + len(_MIXED.findall(line)) / 2


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """The room among the columns: all that they want and something more, or the least and what is left by what they miss."""
    spare = room - sum(wanted)
    if spare >= 0:
        return [width + spare * (width / sum(wanted) + 1 / len(wanted)) / 2 for width in wanted]
    left = room - sum(least)
    if left <= 0:
        return [width * room / sum(least) for width in least]
    missing = [other - one for one, other in zip(least, wanted, strict=True)]
    return [width + left * each / sum(missing) for width, each in zip(least, missing, strict=True)]


def _height(cell: Context, widths: Sequence[float], size: float) -> float:
    """About how high a cell is that is not merged downwards."""
    if cell["down"] > 1:
        return 0
    room = max(sum(widths[cell["column"] : cell["column"] + cell["across"]]) - PADDING, size)
    return sum(max(1, math.ceil(text_width(line) * size / 2 / room)) for line in str(cell["text"]).split("\n")) * size * _LINE
