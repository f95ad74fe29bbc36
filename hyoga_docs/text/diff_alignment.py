"""Which tokens of two texts are the same ones: as much as possible, in as few stretches as possible."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hyoga_docs.text.diff_sequences import Pair, longest_rising

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.text.diff_tokens import Token

#: What another changed stretch costs, in weight: an equal stretch that tells less is not worth one.
_OPEN = 9
#: Up to so many pairs of tokens all ways are weighed; beyond, texts that share little are not.
_SMALL, _MOST = 2_500, 20_000
_LITTLE = 0.25
#: How many tokens in a row, unique in both texts, hold a long text in place, and how much they must tell.
_HELD = ((4, 35), (2, 35), (1, 20))
_NEVER = -(10**9)


def matched(old: Sequence[Token], new: Sequence[Token]) -> list[Pair]:
    """The pairs of tokens that stayed, in order."""
    return list(_matched(old, new, (0, len(old), 0, len(new)), 0))


def _matched(old: Sequence[Token], new: Sequence[Token], box: tuple[int, int, int, int], level: int) -> Iterator[Pair]:
    i0, i1, j0, j1 = box
    while i0 < i1 and j0 < j1 and old[i0].text == new[j0].text:
        yield i0, j0
        i0, j0 = i0 + 1, j0 + 1
    tail = 0
    while i0 < i1 - tail and j0 < j1 - tail and old[i1 - tail - 1].text == new[j1 - tail - 1].text:
        tail += 1
    yield from _middle(old, new, (i0, i1 - tail, j0, j1 - tail), level)
    yield from ((i1 - left, j1 - left) for left in range(tail, 0, -1))


def _middle(old: Sequence[Token], new: Sequence[Token], box: tuple[int, int, int, int], level: int) -> Iterator[Pair]:
    """The pairs of a stretch that begins and ends otherwise in both texts."""
    i0, i1, j0, j1 = box
    cells = (i1 - i0) * (j1 - j0)
    if cells == 0 or (cells > _SMALL and _apart(old[i0:i1], new[j0:j1])):
        return
    if cells > _SMALL and level < len(_HELD):
        i, j = i0, j0
        for x, y in [*_anchors(old, new, box, _HELD[level]), (i1, j1)]:
            if x < i or y < j:
                continue
            yield from _matched(old, new, (i, x, j, y), level + 1)
            i, j = x, y
            while i < i1 and j < j1 and old[i].text == new[j].text:
                yield i, j
                i, j = i + 1, j + 1
    elif cells > _MOST and level == len(_HELD):
        for part in _sentences(old, new, box):
            yield from _matched(old, new, part, level + 1)
    elif cells <= _MOST:
        yield from ((i0 + i, j0 + j) for i, j in _weighed(old[i0:i1], new[j0:j1]))


def _sentences(old: Sequence[Token], new: Sequence[Token], box: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    """A stretch that says the same again and again, in parts: the sentences that stayed, and those between, one beside one."""
    ours, theirs = _ends(old, box[0], box[1]), _ends(new, box[2], box[3])
    said = [["".join(token.text for token in side[i:j]) for i, j in pairwise(ends)] for side, ends in ((old, ours), (new, theirs))]
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, said[0], said[1], autojunk=False).get_opcodes():
        if kind == "replace":
            last = min(a1 - a0, b1 - b0) - 1
            for step in range(last):
                yield ours[a0 + step], ours[a0 + step + 1], theirs[b0 + step], theirs[b0 + step + 1]
            a0, b0 = a0 + last, b0 + last
        yield ours[a0], ours[a1], theirs[b0], theirs[b1]


def _ends(side: Sequence[Token], start: int, end: int) -> list[int]:
    """Where the sentences of a stretch end, its own beginning and end among them."""
    return [start, *(place for place in range(start + 1, end) if side[place - 1].text == "。"), end]


def _apart(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether two stretches share so few words that nothing of one is in the other."""
    ours, theirs = (Counter(token.text for token in side if token.weight >= 20) for side in (old, new))
    shared = sum((ours & theirs).values())
    return shared < _LITTLE * min(ours.total(), theirs.total()) or not shared


def _anchors(old: Sequence[Token], new: Sequence[Token], box: tuple[int, int, int, int], held: tuple[int, int]) -> list[Pair]:
    """Where tokens in a row stand once in both stretches, as many as follow each other in both."""
    count, least = held
    ours, theirs = _once(old, box[:2], count, least), _once(new, box[2:], count, least)
    old_of = {theirs[key]: place for key, place in ours.items() if key in theirs}
    return [(old_of[place], place) for place in longest_rising(old_of)]


def _once(side: Sequence[Token], span: tuple[int, ...], count: int, least: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    texts = [token.text for token in side[span[0] : span[1]]]
    sums = list(accumulate((token.weight for token in side[span[0] : span[1]]), initial=0))
    rows = zip(*(texts[skip:] for skip in range(count)), strict=False)
    for place, key in enumerate(rows):
        if sums[place + count] - sums[place] >= least:
            seen[key] += 1
            found[key] = span[0] + place
    return {key: place for key, place in found.items() if seen[key] == 1}


def _weighed(old: Sequence[Token], new: Sequence[Token]) -> list[Pair]:
    """The pairs that weigh most, each stretch between them taken off."""
    width = len(new)
    texts = [token.text for token in new]
    kept = [[0] + [_NEVER] * width]
    lost = [[-_OPEN] * (width + 1)]
    for token in old:
        text, weight = token.text, token.weight
        above, above_lost = kept[-1], lost[-1]
        row = [_NEVER] * (width + 1)
        row_lost = [above_lost[0]] * (width + 1)
        left = above_lost[0]
        for j in range(1, width + 1):
            left = above_lost[j] if above_lost[j] > left else left
            if texts[j - 1] == text:
                best = above[j - 1] if above[j - 1] >= above_lost[j - 1] else above_lost[j - 1]
                row[j] = best + weight
                left = row[j] - _OPEN if row[j] - _OPEN > left else left
            row_lost[j] = left
        kept.append(row)
        lost.append(row_lost)
    return _traced(kept, lost)


def _traced(kept: list[list[int]], lost: list[list[int]]) -> list[Pair]:
    """The way back through the weights, from the end."""
    i, j = len(kept) - 1, len(kept[0]) - 1
    stays = kept[i][j] >= lost[i][j]
    found = []
    while i or j:
        if stays:
            i, j = i - 1, j - 1
            found.append((i, j))
            stays = kept[i][j] >= lost[i][j]
        elif kept[i][j] - _OPEN == lost[i][j]:
            stays = True
        elif i and lost[i - 1][j] == lost[i][j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]
