"""On which page of its PDF each sentence of a Word document is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.diff.review_reader import TextUnit

_SPACE = re.compile(r"\s+")
#: Of a text that is not found whole, for a number or a mark stands in it, so much is looked for.
_ENOUGH = 12


def placed(units: Sequence[TextUnit], lines: Sequence[Sequence[str]]) -> list[TextUnit]:
    """The units with the page that each begins on, where it is found in the lines of the pages; the next is looked for after it."""
    pages = [_bare("".join(page)) for page in lines]
    starts = [0, *accumulate(len(page) for page in pages)]
    whole = "".join(pages)
    found: list[TextUnit] = []
    at = 0
    for unit in units:
        place, end = _find(whole, unit, at)
        if place >= 0:
            at = end
        found.append(unit if place < 0 else replace(unit, page=min(bisect_right(starts, place), len(pages))))
    return found


def _find(whole: str, unit: TextUnit, at: int) -> tuple[int, int]:
    """Where the unit stands from `at` on, else anywhere, and where what was found of it ends; -1 where it is not."""
    words = _bare(max(unit.cells, key=len))
    needles = [words] if len(words) <= _ENOUGH else [words, words[:_ENOUGH], words[-_ENOUGH:]]
    for start in (at, 0):
        for needle in filter(None, needles):
            if (place := whole.find(needle, start)) >= 0:
                return place, place + len(needle)
    return -1, at


def _bare(text: str) -> str:
    return _SPACE.sub("", text)
