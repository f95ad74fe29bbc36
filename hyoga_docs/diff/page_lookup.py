"""On which page of its PDF each sentence of an Office file is printed, and each cell of its sheets."""

from __future__ import annotations

import re
import unicodedata
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
#: Of one of which even that is not found, for its letters stand in another order, parts of so many letters count, so near.
_PART = re.compile(r"[0-9]{2,}|[^\W0-9]{2,}")
_NEAR = 400
_MOST_WORK = 3_000_000_000  # letters that are looked through for the rows of a paper; then no more of them are looked for


def placed(units: Sequence[TextUnit], lines: Sequence[Sequence[str]]) -> list[TextUnit]:
    """The units with the page that each begins on, where it is found in the lines of the pages; the next is looked for after it."""
    return _PageLookup(lines).all(units)


class _PageLookup:
    """The letters of the pages, and where they were read to: for a row that is printed in parts, each on its page, part by part."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        pages = [_bare("".join(page)) for page in lines]
        self.whole = "".join(pages)
        self.starts = [0, *accumulate(len(page) for page in pages)]
        self.count = len(pages)
        self.at = 0
        self.parts: dict[int, int] = {}  # where the part that begins with a cell of the row before was found
        self.work = 0

    def all(self, units: Sequence[TextUnit]) -> list[TextUnit]:
        """The units with their pages."""
        return [self._row(unit) if unit.places else replace(unit, page=self._sentence(unit)) for unit in units]

    def _sentence(self, unit: TextUnit) -> int | None:
        joined, longest = _bare("".join(unit.cells)), _bare(max(unit.cells, key=len))
        whole = [joined] if len(unit.cells) > 1 else []
        needles = [*whole, longest, *((longest[:_ENOUGH], longest[-_ENOUGH:]) if len(longest) > _ENOUGH else ())]
        for start in (self.at, 0):
            for needle in filter(None, needles):
                if (place := self.whole.find(needle, start)) >= 0:
                    self.at = place + len(needle)
                    return self._page(place)
        return self._nearby(joined)

    def _nearby(self, words: str) -> int | None:
        near = [self.whole.find(part, self.at, self.at + _NEAR) for part in _PART.findall(words)]
        return next((self._page(place) for place in near if place >= 0), None)

    def _row(self, unit: TextUnit) -> TextUnit:
        """A row of a sheet: its cells together, or as many of them as stand on one page."""
        cells = [_bare(cell) for cell in unit.cells]
        pages: list[int | None] = []
        while len(pages) < len(cells):
            start = len(pages)
            taken, place = self._longest(cells, start)
            if place < 0:
                pages.append(self._nearby(cells[start]))
                continue
            end = place + len("".join(cells[start : start + taken]))
            self.parts[start] = end
            if not start:
                self.at = end
            pages += [self._page(place)] * taken
        places = tuple(replace(place, page=page) for place, page in zip(unit.places, pages, strict=True))
        return replace(unit, page=next((page for page in pages if page), None), places=places)

    def _longest(self, cells: Sequence[str], start: int) -> tuple[int, int]:
        """How many cells from one on stand together after those of the row before, and where."""
        after = max(self.at, self.parts.get(start, 0)) if start else self.at
        low, high, found = 0, len(cells) - start, -1
        while low < high and self.work < _MOST_WORK:
            middle = (low + high + 1) // 2
            place = self.whole.find("".join(cells[start : start + middle]), after)
            self.work += (place if place >= 0 else len(self.whole)) - after
            low, high, found = (middle, high, place) if place >= 0 else (low, middle - 1, found)
        return max(low, 1), found

    def _page(self, place: int) -> int:
        return min(bisect_right(self.starts, place), self.count)


def _bare(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
