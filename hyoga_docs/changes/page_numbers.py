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
    """Units without page numbers; `offset` is what is added to a page to get the number on it, None where there are none."""

    units: list[Unit]
    offset: int | None = None
    count: int = 0


def without_page_numbers(units: Sequence[Unit]) -> Unnumbered:
    """The units but for lines at the head or foot of pages that hold a number which goes on from page to page.

    A number on one page alone is a figure, as far as anybody can know.
    """
    ends: list[Unit] = []
    for page, group in groupby(units, key=lambda unit: unit.page):
        lines = list(group)
        ends += [lines[0], lines[-1]] if page is not None else []
    found = [(unit, offset) for unit in ends if (offset := _offset(unit)) is not None]
    offsets = Counter(offset for offset, _ in {(offset, unit.page) for unit, offset in found})
    offset, count = offsets.most_common(1)[0] if offsets else (0, 0)
    if count < 2:
        return Unnumbered(list(units))
    dropped = {id(unit) for unit, each in found if each == offset}
    return Unnumbered([unit for unit in units if id(unit) not in dropped], offset, count)


def _offset(unit: Unit) -> int | None:
    match = _NUMBER.fullmatch(unit.text)
    return int(plain(match[1])) - unit.page if match and unit.page is not None else None
