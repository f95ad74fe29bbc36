"""Which text of one list became which of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.diff import likeness
from hyoga_docs.text.diff_sequences import heaviest_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Two texts less alike than this are another one and not the same one changed.
_ALIKE = 0.35


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which text of one list became which of the other, in order: the most likeness in all; the unlike ones are left out."""

    def weight(i: int, j: int) -> float:
        found = likeness(old[i], new[j])
        return found if found >= _ALIKE else 0.0

    return heaviest_pairs(len(old), len(new), weight)
