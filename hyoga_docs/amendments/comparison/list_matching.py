"""Which entry of one list is which of another, where some are known: between those by likeness, then by their place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.text.diff_pairing import aligned
from hyoga_docs.text.diff_sequences import most_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyoga_docs.text.diff_sequences import Pair


def by_likeness(old: Sequence[str], new: Sequence[str], known: Sequence[Pair], fits: Callable[[int, int], bool]) -> list[Pair]:
    """The known pairs that stand in one order, and those between them whose words are alike and that fit each other."""
    done = [*most_in_order(known)]
    for olds, news in list(_gaps(done, len(old), len(new))):
        found = aligned([old[each] for each in olds], [new[each] for each in news])
        done += [(olds[i], news[j]) for i, j in found if fits(olds[i], news[j])]
    return sorted(done)


def by_place(lengths: tuple[int, int], known: Sequence[Pair], fits: Callable[[int, int], bool]) -> list[Pair]:
    """The known pairs that stand in one order, and those between them that stand in the same place and fit each other."""
    done = [*most_in_order(known)]
    gaps = list(_gaps(done, *lengths))
    return sorted([*done, *(pair for olds, news in gaps for pair in zip(olds, news, strict=False) if fits(*pair))])


def _gaps(known: Sequence[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """What lies before, between and after pairs that stand in one order."""
    for (i, j), (x, y) in pairwise([(-1, -1), *known, (old, new)]):
        yield range(i + 1, x), range(j + 1, y)
