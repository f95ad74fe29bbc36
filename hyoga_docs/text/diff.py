"""What a clerk underlines on both sides of a comparison table: whole words, numbers and dates, and no crumbs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.text.diff_alignment import matched
from hyoga_docs.text.diff_tokens import KANJI, is_mark, tokens
from hyoga_docs.text.diff_units import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Runs = tuple[tuple[str, bool], ...]

#: How strong a border a character makes where it stands before a change.
_BORDERS = {"\n": 5, "。": 4, "、": 3, "，": 3, "・": 2, "；": 2, " ": 1, "\u3000": 1, "（": 1, "「": 1, "(": 1}
#: What is parted where the other text has something between: two or more kanji that are no number.
_PARTED = re.compile("[^\\W0-9０-９A-Za-zＡ-Ｚａ-ｚ\u3041-\u30ff\uff66-\uff9f〇一二三四五六七八九十百千万億兆]{2,8}")
_PAIRS = {"）": "（", ")": "(", "」": "「", "』": "『", "】": "【", "〕": "〔", "］": "［", "]": "[", "〉": "〈", "》": "《"}
_OPENERS = frozenset(_PAIRS.values())
#: An equal stretch is kept between two changes only if it tells more than this share of the smaller of them.
_ISLAND = 0.4
#: An equal stretch that tells less is a crumb between two changes that tell as much as it.
_CRUMB = 15
#: Changes with less than this between them are looked at together, and are one if less than this share of it stayed.
_NEAR = 80
_SCATTERED = 0.4
#: What stands between two of a list, and becomes a comma where the list grows; what ends a list; words that only join others.
_AND = re.compile("及び|並びに|又は|若しくは|と|や")
_CONJUNCTION = re.compile("及び|並びに|又は|若しくは")
_BORDER = re.compile("[、，。（）「」\n]")
_PARTICLE = re.compile("[ぁ-ん]{4,}|及び|並びに|又は|若しくは")
#: A sentence that is as alike as this to the first of several is that one, and the others came: a ただし書.
_ALIKE = 0.5
#: What joins words, and how long a word between two changes of such is that is underlined with them.
_JOINING = re.compile("[ぁ-ん、，]+")
_SHORT = 2
#: How far an insertion is moved in search of a better place, in characters.
_FAR = 200


class _Hunk(NamedTuple):
    """A changed stretch: where it begins and ends in the old text and in the new."""

    a0: int
    a1: int
    b0: int
    b1: int


class _TokenizedText:
    """One text with its tokens, the weight before each place of it, and what of it is underlined whole."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.sums = [0] * (len(text) + 1)
        total = 0
        for token in self.tokens:
            for place in range(token.start, token.start + len(token.text)):
                self.sums[place] = total
            total += token.weight
        self.sums[len(text)] = total
        self.edges = {token.start for token in self.tokens} | {len(text)}
        self.inside: dict[int, tuple[int, int]] = {}
        whole, self.phrases = units(text)
        self.hold(whole)

    def hold(self, spans: Iterable[tuple[int, int]]) -> None:
        """Lets no hunk begin or end inside these stretches."""
        for first, last in spans:
            start, end = first, last
            while start not in self.edges:
                start -= 1
            while end not in self.edges:
                end += 1
            for place in range(start + 1, end):
                left, right = self.inside.get(place, (start, end))
                self.inside[place] = min(left, start), max(right, end)

    def around(self, place: int) -> tuple[int, int]:
        """How far it is from a place to the beginning and to the end of the stretch that it cuts."""
        start, end = self.inside.get(place, (place, place))
        return place - start, end - place

    def weight(self, start: int, end: int) -> int:
        """The weight of the tokens between two places."""
        return self.sums[end] - self.sums[start]


def compare_texts(old: str, new: str) -> tuple[Runs, Runs]:
    """The pieces of an old text and of a new one, each with whether it changed."""
    if old == new:
        same: Runs = ((old, False),) if old else ()
        return same, same
    if (len(old), old) > (len(new), new):
        right, left = compare_texts(new, old)
        return left, right
    first = _first_sentence(new)
    if _first_sentence(old) == len(old) and first < len(new) and not new.endswith(old) and likeness(old, new[:first]) >= _ALIKE:
        before, after = compare_texts(old, new[:first])
        return before, (*after, (new[first:], True))
    head, tail = _same(old, new)
    a, b = _TokenizedText(old[head : len(old) - tail]), _TokenizedText(new[head : len(new) - tail])
    hunks = [_trimmed(a, b, hunk) for hunk in _hunks(a, b)]
    hunks = [hunk for hunk in hunks if hunk.a0 < hunk.a1 or hunk.b0 < hunk.b1]
    hunks = _joined([_slid(a, b, hunk, _room(hunks, index, len(a.text))) for index, hunk in enumerate(hunks)])
    hunks = [_trimmed(a, b, hunk) for hunk in _together(a, b, _whole(a, b, hunks))]
    hunks = _phrased(a, b, _whole(a, b, hunks))
    hunks = [_Hunk(*(head + place for place in hunk)) for hunk in hunks]
    return _runs(old, [hunk[:2] for hunk in hunks]), _runs(new, [hunk[2:] for hunk in hunks])


def _first_sentence(text: str) -> int:
    """Where the first sentence ends that no bracket holds."""
    return next((at + 1 for at, letter in enumerate(text) if letter == "。" and _paired(text[:at])), len(text))


def _same(old: str, new: str) -> tuple[int, int]:
    """How long the whole sentences are that both texts begin with, and those that both end with."""
    most = min(len(old), len(new))
    head = _alike(old, new)
    while head and not (_ends(old, head) and _ends(new, head)):
        head -= 1
    tail = min(_alike(old[::-1], new[::-1]), most - head)
    while tail and not (_ends(old, len(old) - tail) and _ends(new, len(new) - tail)):
        tail -= 1
    return head, tail


def _ends(text: str, place: int) -> bool:
    """Whether a sentence ends before a place in a text, and neither a mark nor a closing bracket stands at it."""
    after = text[place : place + 1]
    return place > 0 and text[place - 1] in "。\n" and after not in _PAIRS and not is_mark(after)


@lru_cache(maxsize=4_000)
def bigrams(text: str) -> frozenset[str]:
    """The pairs of characters that stand beside each other in a text; one that stands there again has a number behind it."""
    counts = Counter(one + two for one, two in pairwise(f"\0{text}\0"))
    return frozenset(f"{pair}{again or ''}" for pair, count in counts.items() for again in range(count))


def likeness(old: str, new: str) -> float:
    """How much of two texts is the same, from 0 to 1, by the bigrams that both have; 1 only if they are equal."""
    if old == new:
        return 1.0
    if not old or not new:
        return 0.0
    return min(2 * len(bigrams(old) & bigrams(new)) / (len(old) + len(new) + 2), 0.999)


def _hunks(a: _TokenizedText, b: _TokenizedText) -> list[_Hunk]:
    """What lies between the tokens that both texts have."""
    found, i, j = [], 0, 0
    for x, y in matched(a.tokens, b.tokens):
        if (x, y) != (i, j):
            found.append(_Hunk(_place(a, i), _place(a, x), _place(b, j), _place(b, y)))
        i, j = x + 1, y + 1
    found.append(_Hunk(_place(a, i), len(a.text), _place(b, j), len(b.text)))
    return found


def _place(side: _TokenizedText, index: int) -> int:
    return side.tokens[index].start if index < len(side.tokens) else len(side.text)


def _trimmed(a: _TokenizedText, b: _TokenizedText, hunk: _Hunk) -> _Hunk:
    """A hunk without what both its sides begin and end with, where both texts were cut otherwise into words."""
    a0, a1, b0, b1 = hunk
    most = min(a1 - a0, b1 - b0)
    same = _alike(a.text[a0 : a0 + most], b.text[b0 : b0 + most])
    while same and not (a0 + same in a.edges and b0 + same in b.edges):
        same -= 1
    a0, b0, most = a0 + same, b0 + same, most - same
    same = _alike(a.text[a1 - most : a1][::-1], b.text[b1 - most : b1][::-1])
    while same and not (a1 - same in a.edges and b1 - same in b.edges):
        same -= 1
    return _inserted(a, b, _Hunk(a0, a1 - same, b0, b1 - same))


def _inserted(a: _TokenizedText, b: _TokenizedText, hunk: _Hunk) -> _Hunk:
    """A hunk of which the shorter side is one word, parted by whole words that stand in the longer."""
    a0, a1, b0, b1 = hunk
    few, many = a1 - a0, b1 - b0
    if few > many:
        turned = _inserted(b, a, _Hunk(b0, b1, a0, a1))
        return _Hunk(*turned[2:], *turned[:2])
    short, long = a.text[a0:a1], b.text[b0:b1]
    if few < many and _PARTED.fullmatch(short):
        for at in range(1, few):
            fits = long.startswith(short[:at]) and long.endswith(short[at:])
            if fits and b0 + at in b.edges and b1 - few + at in b.edges:
                return _Hunk(a0 + at, a0 + at, b0 + at, b1 - few + at)
    return hunk


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))


def _size(a: _TokenizedText, b: _TokenizedText, hunk: _Hunk) -> int:
    return max(a.weight(hunk.a0, hunk.a1), b.weight(hunk.b0, hunk.b1))


def _together(a: _TokenizedText, b: _TokenizedText, hunks: list[_Hunk]) -> list[_Hunk]:
    """Hunks as they are underlined: without crumbs between them, and one for a sentence that was written anew."""
    done: list[_Hunk] = []
    for hunk in hunks:
        last = hunk
        while done and _crumb(a, b, done[-1], last):
            last = _one(done.pop(), last)
        done.append(last)
    groups: list[list[_Hunk]] = []
    for hunk in done:
        if groups and a.weight(groups[-1][-1].a1, hunk.a0) < _NEAR:
            groups[-1].append(hunk)
        else:
            groups.append([hunk])
    return [hunk for group in groups for hunk in _gathered(a, b, group)]


def _gathered(a: _TokenizedText, b: _TokenizedText, group: list[_Hunk]) -> list[_Hunk]:
    """Hunks near each other, as one if little of what lies between the first and the last stayed, in both texts."""
    if len(group) < 3:
        return group
    kept = sum(a.weight(one.a1, two.a0) for one, two in pairwise(group))
    changed = min(sum(a.weight(hunk.a0, hunk.a1) for hunk in group), sum(b.weight(hunk.b0, hunk.b1) for hunk in group))
    return [_one(group[0], group[-1])] if kept < _SCATTERED * (kept + changed) else group


def _one(first: _Hunk, last: _Hunk) -> _Hunk:
    return _Hunk(first.a0, last.a1, first.b0, last.b1)


def _crumb(a: _TokenizedText, b: _TokenizedText, one: _Hunk, two: _Hunk) -> bool:
    """Whether what stayed between two hunks is too little to be left without a line."""
    kept, least = a.weight(one.a1, two.a0), min(_size(a, b, one), _size(a, b, two))
    if kept < _NEAR and (_listed(a, b, one, two) or _bracketed(a, one[:2], two[:2]) or _bracketed(b, one[2:], two[2:])):
        return True
    if _joins(a, b, one) and _joins(a, b, two) and two.a0 - one.a1 <= _SHORT:
        return True
    return kept < _ISLAND * least or (kept < _CRUMB and kept <= least and not _PARTICLE.fullmatch(a.text, one.a1, two.a0))


def _joins(a: _TokenizedText, b: _TokenizedText, hunk: _Hunk) -> bool:
    """Whether a hunk changes only what joins words to each other: は、 to が."""
    return _JOINING.fullmatch(a.text[hunk.a0 : hunk.a1] + b.text[hunk.b0 : hunk.b1]) is not None


def _listed(a: _TokenizedText, b: _TokenizedText, one: _Hunk, two: _Hunk) -> bool:
    """Whether a list only grew: one of two hunks just makes 及び of a comma or a comma of 及び, beside a name that stayed."""
    return _turned(a, b, one) != _turned(a, b, two) and not _BORDER.search(a.text, one.a1, two.a0)


def _turned(a: _TokenizedText, b: _TokenizedText, hunk: _Hunk) -> bool:
    sides = a.text[hunk.a0 : hunk.a1], b.text[hunk.b0 : hunk.b1]
    return any(_AND.fullmatch(one) and other in "、，" for one, other in (sides, sides[::-1]))


def _bracketed(side: _TokenizedText, one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    """Whether a bracket that opens in one changed stretch closes in another."""
    first, last = side.text[slice(*one)], side.text[slice(*two)]
    return len(first + last) > 2 and not (_paired(first) or _paired(last)) and _paired(side.text[one[0] : two[1]])


def _whole(a: _TokenizedText, b: _TokenizedText, hunks: list[_Hunk]) -> list[_Hunk]:
    """Hunks that cut nothing which is underlined whole, in neither text."""
    found = []
    for index, (a0, a1, b0, b1) in enumerate(hunks):
        before, after = _room(hunks, index, len(a.text))
        left = right = 0
        while left < before and (more := max(a.around(a0 - left)[0], b.around(b0 - left)[0])):
            left = min(left + more, before)
        while right < after and (more := max(a.around(a1 + right)[1], b.around(b1 + right)[1])):
            right = min(right + more, after)
        found.append(_Hunk(a0 - left, a1 + right, b0 - left, b1 + right))
    return _joined(found)


def _phrased(a: _TokenizedText, b: _TokenizedText, hunks: list[_Hunk]) -> list[_Hunk]:
    """Hunks that cover each phrase of which they change more than half; words that were only added to one are left alone."""
    a.hold(_mostly_changed(a, b, hunks))
    b.hold(_mostly_changed(b, a, [_Hunk(*hunk[2:], *hunk[:2]) for hunk in hunks]))
    return [_closed(a.text, b.text, hunk) for hunk in _whole(a, b, hunks)]


def _mostly_changed(side: _TokenizedText, other: _TokenizedText, hunks: list[_Hunk]) -> Iterator[tuple[int, int]]:
    ends = [hunk.a1 for hunk in hunks]
    for start, end in side.phrases:
        touched = [hunk for hunk in hunks[bisect_right(ends, start) : bisect_left(ends, end) + 1] if hunk.a0 < end]
        changed = sum(side.weight(max(hunk.a0, start), min(hunk.a1, end)) for hunk in touched)
        parted = any(hunk.a0 == hunk.a1 and other.weight(hunk.b0, hunk.b1) < KANJI for hunk in touched)
        rewritten = 2 * changed > side.weight(start, end) and (len(touched) > 1 or touched[0].b0 < touched[0].b1)
        if parted or rewritten:
            yield start, end


def _closed(old: str, new: str, hunk: _Hunk) -> _Hunk:
    """A hunk with the bracket after it that closes one in it, in both texts."""
    a0, a1, b0, b1 = hunk
    sides = (old[a0:a1], old[a0 : a1 + 1]), (new[b0:b1], new[b0 : b1 + 1])
    fits = a1 < len(old) and old[a1] in _PAIRS and all(not _paired(inside) and _paired(closed) for inside, closed in sides)
    return _Hunk(a0, a1 + 1, b0, b1 + 1) if fits else hunk


def _room(hunks: list[_Hunk], index: int, length: int) -> tuple[int, int]:
    """How far a hunk may go to the left and to the right before it meets another."""
    hunk = hunks[index]
    left = hunk.a0 - (hunks[index - 1].a1 if index else 0)
    right = (hunks[index + 1].a0 if index + 1 < len(hunks) else length) - hunk.a1
    return left, right


def _slid(a: _TokenizedText, b: _TokenizedText, hunk: _Hunk, room: tuple[int, int]) -> _Hunk:
    """A pure insertion or deletion, at the best of the places where it says the same."""
    if hunk.a0 < hunk.a1 and hunk.b0 < hunk.b1:
        return hunk
    side, start, end = (b, hunk.b0, hunk.b1) if hunk.a0 == hunk.a1 else (a, hunk.a0, hunk.a1)
    text, places = side.text, [0]
    step = 0
    while step > -min(room[0], _FAR) and text[start + step - 1] == text[end + step - 1]:
        step -= 1
        places.append(step)
    step = 0
    while step < min(room[1], _FAR) and text[start + step] == text[end + step]:
        step += 1
        places.append(step)

    def uncut(step: int) -> bool:
        return not any(each.inside.get(place + step) for each, place in ((a, hunk.a0), (a, hunk.a1), (b, hunk.b0), (b, hunk.b1)))

    fits = [step for step in places if start + step in side.edges and end + step in side.edges]
    best = max(fits, key=lambda step: (uncut(step), _fit(text, start + step, end + step), step))
    return _Hunk(*(place + best for place in hunk))


def _fit(text: str, start: int, end: int) -> int:
    """How well a stretch stands by itself: its brackets paired, after a border and up to one, or with what joins it in front."""
    before = _BORDERS.get(text[start - 1], 0) if start else 6
    joins = _CONJUNCTION.match(text, start, end) is not None
    return 20 * _paired(text[start:end]) + 2 * before + _BORDERS.get(text[end - 1], 0) + 15 * joins


def _paired(text: str) -> bool:
    """Whether the brackets of a stretch come in pairs."""
    opened: list[str] = []
    for character in text:
        if character in _OPENERS:
            opened.append(character)
        elif character in _PAIRS and (not opened or opened.pop() != _PAIRS[character]):
            return False
    return not opened


def _joined(hunks: list[_Hunk]) -> list[_Hunk]:
    """Hunks of which those that touch are one."""
    done: list[_Hunk] = []
    for hunk in hunks:
        if done and done[-1].a1 >= hunk.a0:
            done[-1] = _one(done[-1], hunk)
        else:
            done.append(hunk)
    return done


def _runs(text: str, changed: list[tuple[int, ...]]) -> Runs:
    """A text in its changed pieces and those between them."""
    found, at = [], 0
    for start, end in changed:
        if start == end:
            continue
        found.append((text[at:start], False))
        found.append((text[start:end], True))
        at = end
    found.append((text[at:], False))
    return tuple(piece for piece in found if piece[0])
