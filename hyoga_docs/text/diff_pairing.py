"""Which text of one list became which of another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.text.diff import bigrams
from hyoga_docs.text.diff_sequences import heaviest_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Two texts less alike than this are another one and not the same one changed.
_ALIKE = 0.35
#: Of more pairs than this only those are looked at that stand at about the same place, in pieces of so many texts.
_MOST_PAIRS = 1_000_000
_PIECE = 500


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which text of one list became which of the other, in order: the most likeness in all; the unlike ones are left out."""
    if len(old) * len(new) > _MOST_PAIRS:
        pieces = max(len(old), len(new)) // _PIECE + 1
        cuts = [(len(old) * piece // pieces, len(new) * piece // pieces) for piece in range(pieces + 1)]
        return [(a0 + x, b0 + y) for (a0, b0), (a1, b1) in pairwise(cuts) for x, y in aligned(old[a0:a1], new[b0:b1])]
    numbers: dict[str, int] = {}
    olds, news = ([_mask(text, numbers) for text in side] for side in (old, new))

    def weight(i: int, j: int) -> float:
        """What `likeness` says, told much sooner."""
        if old[i] == new[j]:
            return 1.0
        found = min(2 * (olds[i] & news[j]).bit_count() / (len(old[i]) + len(new[j]) + 2), 0.999)
        return found if found >= _ALIKE else 0.0

    return heaviest_pairs(len(old), len(new), weight)


def _mask(text: str, numbers: dict[str, int]) -> int:
    """The bigrams of a text as bits of one number, numbered as they are met."""
    places = [numbers.setdefault(each, len(numbers)) for each in bigrams(text)]
    bits = bytearray(len(numbers) // 8 + 1)
    for place in places:
        bits[place // 8] |= 1 << place % 8
    return int.from_bytes(bits, "little")
