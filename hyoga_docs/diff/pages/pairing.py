"""Which page of an old paper is which of the new one."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from hyoga_docs.pdf.render.page_image import likeness
from hyoga_docs.text.diff_sequences import heaviest_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyoga_docs.diff.pages.matching import MatchedPapers, Pairs
    from hyoga_docs.pdf.render.thumbnails import PageThumbnail

#: Pages that share less than this part of the letters of the smaller one, or of their ink, are two pages.
_LEAST_SHARED, _LEAST_INK = 0.15, 0.3
#: Pages without words are looked for so far from where they were.
_FAR = 5

Gap = tuple[int, int, int, int]


def gaps(old: Sequence[PageThumbnail | None], new: Sequence[PageThumbnail | None]) -> Iterator[Gap]:
    """The stretches of pages between those that look the same to the last pixel, in order."""
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, look_keys(old), look_keys(new), autojunk=False).get_opcodes():
        if kind != "equal":
            yield a0, a1, b0, b1


def look_keys(looks: Sequence[PageThumbnail | None]) -> list[tuple[int, int, bytes]]:
    """By what pages are known that look the same to the last pixel."""
    return [(look.width, look.height, look.squares) if look is not None else (0, 0, b"") for look in looks]


def paired(papers: MatchedPapers, old: Sequence[PageThumbnail | None], new: Sequence[PageThumbnail | None]) -> Pairs:
    """The pages that are the same page, in order: those that share most letters, then what stands alone between two of them.

    Pages without words are paired by what they look like. Pages that were written anew where as many stood are paired one by one.
    """
    ours, theirs = ([len(sheet.letters.text) for sheet in side.sheets] for side in (papers.old, papers.new))

    def weight(i: int, j: int) -> float:
        shared = papers.shared[i, j]
        return shared if shared and shared >= _LEAST_SHARED * min(ours[i], theirs[j]) else 0

    found = _chain((0, len(ours), 0, len(theirs)), weight)

    def alike(i: int, j: int) -> float:
        if ours[i] or theirs[j] or abs(i - j) > _FAR + abs(len(ours) - len(theirs)):
            return 0
        alike = likeness(old[i], new[j])
        return alike if alike > _LEAST_INK else 0

    for gap in _gaps(found, len(ours), len(theirs)):
        a0, a1, b0, b1 = gap
        found.update(_chain(gap, alike) if a1 - a0 != b1 - b0 else zip(range(a0, a1), range(b0, b1), strict=True))
    return dict(sorted(found.items()))


def _gaps(pairs: Pairs, old: int, new: int) -> list[Gap]:
    found, i, j = [], 0, 0
    for one, other in [*sorted(pairs.items()), (old, new)]:
        if i < one and j < other:
            found.append((i, one, j, other))
        i, j = one + 1, other + 1
    return found


def _chain(gap: Gap, weight: Callable[[int, int], float]) -> Pairs:
    """The pairs, ever rising, that weigh most together; of ways that weigh as much the one nearest the end."""
    a0, a1, b0, b1 = gap
    turned = heaviest_pairs(a1 - a0, b1 - b0, lambda i, j: weight(a1 - 1 - i, b1 - 1 - j))
    return {a1 - 1 - i: b1 - 1 - j for i, j in turned}
