"""The page numbers that a supplied paper prints itself, told from the figures that it is about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from hyoga_docs.japanese.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.changes.reading import Unit

#: `12`, `- 12 -`, `３／10`, `p.12`, `12ページ`.
_NUMBER = re.compile(
    r"(?:[-‐－―–—(（\s　]|[pP][.．]?)*([0-9０-９]{1,4})(?:\s*[/／]\s*[0-9０-９]{1,4})?[-‐－―–—)）\s　]*(?:ページ|頁)?"
)


@dataclass(frozen=True)
class Unnumbered:
    """Units without page numbers, and the lines that were the numbers, a page each."""

    units: list[Unit]
    numbers: list[Unit]


def without_page_numbers(units: Sequence[Unit]) -> Unnumbered:
    """The units but for lines at the head or foot of pages that hold a number which goes on from page to page.

    Pages may lie between them that have none. A number on one page alone is a figure, as far as anybody can know.
    """
    found: list[_Printed] = []
    for page, group in groupby(units, key=lambda unit: unit.page):
        lines = list(group)
        if page is not None:
            ends = {id(line): line for line in (lines[0], lines[-1])}.values()
            found += [_Printed(line, page, number) for line in ends if (number := _number(line)) is not None]
    counts = Counter(offset for offset, _ in {(each.offset, each.page) for each in found})
    sure = [each for each in found if counts[each.offset] > 1]
    numbers = [each.line for each in found if each in sure or _goes_on(each, sure)]
    dropped = set(map(id, numbers))
    return Unnumbered([unit for unit in units if id(unit) not in dropped], numbers)


@dataclass(frozen=True)
class _Printed:
    """A line that may be the number of its page."""

    line: Unit
    page: int
    number: int

    @property
    def offset(self) -> int:
        return self.number - self.page


def _goes_on(one: _Printed, sure: Sequence[_Printed]) -> bool:
    """Whether a number stands between those of other pages as a page number would: none is skipped, pages may be."""
    return bool(sure) and all(
        0 < (one.number - other.number) / (one.page - other.page) <= 1 if one.page != other.page else False for other in sure
    )


def _number(unit: Unit) -> int | None:
    match = _NUMBER.fullmatch(unit.text)
    return int(plain(match[1])) if match else None
