"""The page numbers that a supplied paper prints itself, told from the figures that it is about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from hyoga_docs.japanese.plain import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from hyoga_docs.diff.review_reader import TextUnit

#: `12`, `- 12 -`, `３／10`, `p.12`, `12ページ`.
_NUMBER = re.compile(
    r"(?:[-‐－―–—(（\s　]|[pP][.．]?)*([0-9０-９]{1,4})(?:\s*[/／]\s*[0-9０-９]{1,4})?[-‐－―–—)）\s　]*(?:ページ|頁)?"
)

#: A page and the number on it.
Numbered = tuple[int, int]


def page_number(text: str) -> int | None:
    """The number that a line would be if it were the number of a page."""
    match = _NUMBER.fullmatch(text)
    return int(plain(match[1])) if match else None


def counting(found: Collection[Numbered]) -> set[Numbered]:
    """Which numbers go on from page to page; a number on one page alone is a figure, as far as anybody can know.

    Pages may lie between them that have none.
    """
    counts = Counter(number - page for page, number in set(found))
    sure = {(page, number) for page, number in found if counts[number - page] > 1}
    return {each for each in found if each in sure or _goes_on(each, sure)}


def _goes_on(one: Numbered, sure: Collection[Numbered]) -> bool:
    """Whether a number stands between those of other pages as a page number would: none is skipped, pages may be."""
    return bool(sure) and all(page != one[0] and 0 < (one[1] - number) / (one[0] - page) <= 1 for page, number in sure)


@dataclass(frozen=True)
class UnnumberedUnits:
    """Units without page numbers, and the lines that were the numbers, a page each."""

    units: list[TextUnit]
    numbers: list[TextUnit]


def without_page_numbers(old: Sequence[TextUnit], new: Sequence[TextUnit]) -> tuple[UnnumberedUnits, UnnumberedUnits]:
    """The units of both sides but for lines at the head or foot of pages that are their numbers.

    What one side numbers and the other does not stays: with as many pages on both, numbers on the same ones.
    """
    candidates = [_at_ends(side) for side in (old, new)]
    kept = [counting(side) for side in candidates]
    kept = [own | _left_in(side, own, other) for side, own, other in zip(candidates, kept, reversed(kept), strict=True)]
    pages = [{page for page, _ in side} for side in kept]
    last = [max((unit.page or 0 for unit in side), default=0) for side in (old, new)]
    if not all(kept) or (last[0] == last[1] and pages[0] != pages[1]):
        return UnnumberedUnits(list(old), []), UnnumberedUnits(list(new), [])
    dropped = [[candidates[side][each] for each in sorted(kept[side])] for side in (0, 1)]
    gone = {id(line) for lines in dropped for line in lines}
    units = [[unit for unit in side if id(unit) not in gone] for side in (old, new)]
    return UnnumberedUnits(units[0], dropped[0]), UnnumberedUnits(units[1], dropped[1])


def _left_in(found: Collection[Numbered], own: Collection[Numbered], other: Collection[Numbered]) -> set[Numbered]:
    """Numbers of pages that the other side counts, still rising on this one though pages between them went."""
    numbers = {number for _, number in other}
    return {
        (page, number)
        for page, number in found
        if number in numbers and own and all((page - at) * (number - before) > 0 for at, before in own if at != page)
    }


def own_numbers(units: Sequence[TextUnit]) -> dict[int, int]:
    """The number that each page of a paper prints itself, by its place in the paper."""
    return dict(sorted(counting(_at_ends(units))))


def _at_ends(units: Sequence[TextUnit]) -> dict[Numbered, TextUnit]:
    found: dict[Numbered, TextUnit] = {}
    for page, group in groupby(units, key=lambda unit: unit.page):
        lines = list(group)
        for line in (lines[0], lines[-1]):
            number = page_number(line.text)
            if page is not None and number is not None:
                found.setdefault((page, number), line)
    return found
