"""What stands in one order in two sequences. Of several ways that are as good each function always gives the same one."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

Pair = tuple[int, int]


def heaviest_pairs(old: int, new: int, weight: Callable[[int, int], float]) -> list[Pair]:
    """The pairs of places in two sequences of these lengths that rise on both sides and weigh most together.

    What weighs 0 is no pair. Of ways that weigh as much: a pair as early as can be, else what is alone in the old one comes first.
    """
    weights = [[weight(i, j) for j in range(new)] for i in range(old)]
    best = [[0.0] * (new + 1) for _ in range(old + 1)]
    for i in range(old - 1, -1, -1):
        row, below, own = best[i], best[i + 1], weights[i]
        for j in range(new - 1, -1, -1):
            row[j] = max(own[j] + below[j + 1], below[j], row[j + 1])
    found, i, j = [], 0, 0
    while i < old and j < new:
        if weights[i][j] > 0 and best[i][j] == weights[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def side_by_side(pairs: Iterable[Pair], old: int, new: int) -> list[tuple[int | None, int | None]]:
    """All places of two sequences of these lengths: the pairs, and before each what is alone, the old ones first."""
    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    for x, y in [*pairs, (old, new)]:
        found += ((one, None) for one in range(i, x))
        found += ((None, other) for other in range(j, y))
        found.append((x, y))
        i, j = x + 1, y + 1
    return found[:-1]


def longest_rising(numbers: Iterable[int]) -> list[int]:
    """The most numbers, each there once, that stand in rising order; of as many the lowest, looked at from the last on."""
    ends: list[int] = []  # the lowest number with which a row of each length ends
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found, last = [], ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]


def most_in_order(pairs: Sequence[Pair], better: Collection[Pair] = ()) -> list[Pair]:
    """The most pairs that stand in one order on both sides, of as many those with more of the `better` ones.

    `pairs` are in the order of their second number. Of rows that are as good the first pairs, looked at from the last on, where
    `longest_rising` keeps the lowest numbers: of 2, 1 this keeps 2.
    """
    ranks = {first: rank for rank, first in enumerate(sorted({first for first, _ in pairs}), 1)}
    # A Fenwick tree: the best row that ends in a part of the ranks, as how many pairs, how many better ones, minus the last pair.
    best = [(0, 0, 1)] * (len(ranks) + 1)
    back: list[int] = []

    def longest(rank: int) -> tuple[int, int, int]:
        found = best[0]
        while rank:
            found = max(found, best[rank])
            rank &= rank - 1
        return found

    for index, pair in enumerate(pairs):
        rank = ranks[pair[0]]
        count, good, last = longest(rank - 1)
        back.append(-last)
        grown = count + 1, good + (pair in better), -index
        while rank < len(best):
            best[rank] = max(best[rank], grown)
            rank += rank & -rank
    row: list[Pair] = []
    index = -longest(len(ranks))[2]
    while index >= 0:
        row.append(pairs[index])
        index = back[index]
    return row[::-1]
