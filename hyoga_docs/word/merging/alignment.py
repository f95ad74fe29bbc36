"""Which block of one state of a document is which of another: what says the same, and what says nearly the same."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from hyoga_docs.text.diff import likeness
from hyoga_docs.text.diff_sequences import heaviest_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.word.merging.blocks import Block

#: The number before a heading, which says least of what the heading is.
_NUMBER = re.compile(r"[ 　]*(?:第?[（(]?[0-9０-９一二三四五六七八九十]{1,4}[)）]?[号条]?[ 　.．、:：]*)")
_ALIKE = 0.5
_LONG = 20  # characters of a text that is no other's
_OFTEN, _EMPTY = 0.2, 0.02
_READ = 300  # characters of a long text that are compared
_MOST = 1_000_000  # pairs that are looked at one by one


def aligned(one: Sequence[Block], other: Sequence[Block]) -> dict[int, int]:
    """The places of blocks in the one by their places in the other, rising in both.

    What is said once weighs more than what is said often, so that blanks and places to fill in follow what stands around them.
    What is left alone between two pairs on both sides, and in the same number, is paired too: it was written anew.
    """
    keys = [[said_of(each) for each in blocks] for blocks in (one, other)]
    said = [Counter(side) for side in keys]

    def weight(i: int, j: int) -> float:
        first, second = keys[0][i], keys[1][j]
        if one[i].kind != other[j].kind:
            return 0.0
        if not (one[i].words or other[j].words):
            return _EMPTY
        worth = 1 + min(len(first), _LONG) / _LONG if max(said[0][first], said[1][second]) == 1 else _OFTEN
        if first == second:
            return 2 * worth + (_EMPTY if one[i] == other[j] else 0.0)
        sizes = sorted((len(first), len(second)))
        alike = likeness(first[:_READ], second[:_READ]) if sizes[0] * 3 >= sizes[1] else 0.0  # which cannot be half the same
        return worth * alike if alike >= _ALIKE else _OFTEN if _are_begun_alike(one[i], other[j]) else 0.0

    if len(one) * len(other) > _MOST:
        same = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_matching_blocks()
        pairs = [(at + more, to + more) for at, to, size in same for more in range(size)]
    else:
        pairs = heaviest_pairs(len(one), len(other), weight)
    return dict(_with_gaps(one, other, pairs))


def _with_gaps(one: Sequence[Block], other: Sequence[Block], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found, i, j = [], 0, 0
    for x, y in [*pairs, (len(one), len(other))]:
        if [each.kind for each in one[i:x]] == [each.kind for each in other[j:y]]:
            found += list(zip(range(i, x), range(j, y), strict=True))
        found.append((x, y))
        i, j = x + 1, y + 1
    return found[:-1]


def _are_begun_alike(one: Block, other: Block) -> bool:
    """Whether two tables have the same first row, or two rows the same first cell, whatever else is in them."""
    first = [each.inside[0] for each in (one, other) if each.kind in {"tbl", "tr"} and each.inside]
    return len(first) > 1 and first[0] == first[1] and bool(first[0].words)


def said_of(block: Block) -> str:
    """What a block says, whatever number it bears."""
    words = block.words
    return f"{block.kind} {_NUMBER.sub('', words, count=1) if _NUMBER.match(words) else words}"
