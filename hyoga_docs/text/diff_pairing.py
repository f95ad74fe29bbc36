"""Which text of one list became which of another, and the most pairs that stand in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.diff import likeness
from hyoga_docs.text.diff_sequences import heaviest_pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

#: Two texts less alike than this are another one and not the same one changed.
_ALIKE = 0.35


def longest(pairs: Sequence[tuple[int, int]], better: Collection[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """The most pairs that stand in one order on both sides, of as many those with more of the `better` ones.

    `pairs` are in the order of their second number.
    """
    best: list[tuple[int, int]] = []  # how many, and how many better ones, in the longest row that ends with each pair
    back: list[int] = []
    for index, pair in enumerate(pairs):
        before = max((each for each in range(index) if pairs[each][0] < pair[0]), key=lambda each: best[each], default=-1)
        count, good = best[before] if before >= 0 else (0, 0)
        best.append((count + 1, good + (pair in better)))
        back.append(before)
    row: list[tuple[int, int]] = []
    index = max(range(len(pairs)), key=lambda each: best[each], default=-1)
    while index >= 0:
        row.append(pairs[index])
        index = back[index]
    return row[::-1]


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which text of one list became which of the other, in order: the most likeness in all; the unlike ones are left out."""

    def weight(i: int, j: int) -> float:
        found = likeness(old[i], new[j])
        return found if found >= _ALIKE else 0.0

    return heaviest_pairs(len(old), len(new), weight)
