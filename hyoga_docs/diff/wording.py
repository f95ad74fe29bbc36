"""The sentences and rows of a paper before and after: what changed, came, went or moved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.diff.cell_changes import SheetRowPair, cell_changes
from hyoga_docs.diff.joined_changes import moved_together, reparted, table_columns
from hyoga_docs.diff.model import Cells, WordingChange, WordingKind
from hyoga_docs.diff.papers_own_page_numbers import without_page_numbers
from hyoga_docs.japanese.plain import plain
from hyoga_docs.text.diff import compare_texts, likeness
from hyoga_docs.text.diff_alignment import matched
from hyoga_docs.text.diff_pairing import aligned
from hyoga_docs.text.diff_tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.diff.review_reader import TextUnit

#: Of more pairs than this the likeness is not looked at all; the texts are paired piece by piece.
_MOST_PAIRS = 4_000
_PIECE = 40
#: How much a line tells at the most that it stands on both sides.
_HEAVY = 60
_FIGURE = re.compile(r"[0-9０-９,，.．%％△▲+＋-]+")
#: A text that stands elsewhere has moved if it tells at least so much, less if there is no other like it, and is the same one,
#: a little changed, if it is so like.
_MOVED_LENGTH = 8
_ONLY_LENGTH = 4
#: By so many letters a reader knows a sentence again.
_RECOGNISED = 20
_MOVED_LIKENESS = 0.85
#: One that is long enough has moved and was edited even where it is less like, if it is so much more like than any other.
_BESIDE_LIKENESS = 0.35  # and of what stands beside one that moved
_EDITED_LIKENESS, _EDITED_LENGTH, _CLEARLY = 0.5, 12, 0.15
#: A page number at the end of an entry of a list of contents, after its dots; so many such lines make one.
_LEADER = re.compile(r"(?<![…‥・.．])(?:[…‥・.．]{2,}[\s　]*)(?:[pP][.．]?\s*)?([0-9０-９]{1,4})(?:ページ|頁)?$")
_CONTENTS = 3
#: So many rows whose first cells go 1, 2, 3 are counted by them.
_COUNTED = 3
#: The number that the tool puts before an item, an article, and before a heading.
_ITEM = re.compile(
    r"(?:[（(][0-9０-９ア-ンa-zａ-ｚ一二三四五六七八九十]+[)）]|[①-⑳⑴-⒇Ⅰ-ⅿ]|[0-9０-９]{1,3}(?:[．.](?![0-9０-９])|[）)]))[　 ]*"
    r"|第[0-9０-９一二三四五六七八九十百]+[章節款条](?:の[0-9０-９一二三四五六七八九十]+)*　"
)
_HEAD = re.compile(rf"{_ITEM.pattern}|(?:第?[0-9０-９一二三四五六七八九十]+条?|[ア-ン])[　 ]+")

_Pair = tuple[int | None, int | None]
_Triple = tuple[int | None, int | None, bool]
_Met = tuple[int, int]


@dataclass(frozen=True)
class Renumbering:
    """What follows by itself: labels of papers by the labels that they had, and whether provisions are numbered by the tool."""

    labels: Mapping[str, str] = field(default_factory=dict)
    provisions: bool = False

    def keys(self, units: Sequence[TextUnit], *, old: bool) -> list[str]:
        """What each unit says, whatever numbers it has that follow by themselves."""
        entries = [int(plain(found[1])) for unit in units if (found := _LEADER.search(unit.text))]
        contents = len(entries) >= _CONTENTS and all(one <= two for one, two in pairwise(entries))
        counted = _counted_rows(units)
        return [
            "\t".join(unit.cells[1:]) if place in counted else self._key(unit, old=old, contents=contents)
            for place, unit in enumerate(units)
        ]

    def _key(self, unit: TextUnit, *, old: bool, contents: bool) -> str:
        text = unit.text.removeprefix(unit.number).strip() or unit.number
        if old and self.labels:
            text = self._label.sub(lambda found: self.labels[found[0]], text)
        leader = _LEADER.search(text) if contents else None
        if leader:
            text = text[: leader.start(1)]
        head = (_HEAD if unit.heading else _ITEM).match(text) if self.provisions else None
        return text[head.end() :] or text if head else text

    @cached_property
    def _label(self) -> re.Pattern[str]:
        found = "|".join(sorted(map(re.escape, self.labels), key=len, reverse=True))
        return re.compile(rf"(?<![一-鿿ァ-ヶーぁ-ん])(?:{found})(?![0-9０-９－‐-])")


def _counted_rows(units: Sequence[TextUnit]) -> set[int]:
    """The rows of a table whose first cells count them from 1 on, by their places."""
    found: set[int] = set()
    run: list[int] = []
    for place, unit in enumerate(units):
        number = plain(unit.cells[0]).rstrip(".)") if len(unit.cells) > 1 else ""
        if number == str(len(run) + 1) and (not run or run[-1] == place - 1):
            run.append(place)
        else:
            run = [place] if number == "1" else []
        found.update(run[-_COUNTED:] if len(run) >= _COUNTED else ())
    return found


def compare_units(
    old: Sequence[TextUnit], new: Sequence[TextUnit], numbers: Renumbering, *, by_pages: bool = False
) -> tuple[tuple[WordingChange, ...], tuple[WordingChange, ...]]:
    """What changed between the units of a paper, in the order of the new one, and the units in which numbers alone did.

    `by_pages` says that they were put together of lines of pages.
    """
    before, after = without_page_numbers(old, new)
    # With other pages between them, the pages' own numbers say nothing that the pages themselves do not.
    printed = zip(before.numbers, after.numbers, strict=True) if len(before.numbers) == len(after.numbers) else ()
    alone = [_wording(was, now, moved=False) for was, now in printed if was.text != now.text]
    keys = numbers.keys(before.units, old=True), numbers.keys(after.units, old=False)
    pairs = _moves(list(_pairs(*keys)), *keys)
    found: list[tuple[_Triple, WordingChange]] = []
    rows: dict[tuple[str, str], list[SheetRowPair]] = defaultdict(list)
    for place, (one, other, moved) in enumerate(pairs):
        was, now = (before.units[one] if one is not None else None), (after.units[other] if other is not None else None)
        if moved:
            stood, stands = _before(before.units, one), _before(after.units, other)
            change = replace(_wording(was, now, moved=True), place=place, old_after=stood, new_after=stands)
            found.append(((one, other, moved), change))
        elif was is not None and now is not None and was.text != now.text and keys[0][one or 0] == keys[1][other or 0]:
            alone.append(replace(_wording(was, now, moved=False), place=place))
        elif was is not None and now is not None and was.places and now.places:
            rows[was.places[0].sheet, now.places[0].sheet].append(SheetRowPair(place, was, now))
        elif was is None or now is None or was.text != now.text:
            found.append(((one, other, moved), replace(_wording(was, now, moved=False), place=place)))
    told = [*_together(found), *(each for pairs in rows.values() for each in cell_changes(pairs))]
    told = list(table_columns(sorted(told, key=lambda change: change.place)))
    return tuple(reparted(told, guessed=by_pages)), tuple(alone)


def _together(found: Sequence[tuple[_Triple, WordingChange]]) -> Iterator[WordingChange]:
    """The changes; what stood together and moved together is one."""
    run: list[WordingChange] = []
    last: _Triple = (None, None, False)
    for triple, change in found:
        one, other, moved = triple
        if run and not (moved and last[2] and (last[0] or 0) + 1 == one and (last[1] or 0) + 1 == other):
            yield moved_together(run)
            run = []
        run.append(change)
        last = triple
    if run:
        yield moved_together(run)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[_Pair]:
    """The texts in order, each beside the one that it stayed or became, or alone."""
    few = min(len(old), len(new))
    head = next((at for at in range(few) if old[at] != new[at]), few)
    tail = next((at for at in range(few - head) if old[-at - 1] != new[-at - 1]), few - head)
    yield from ((at, at) for at in range(head))
    a1, b1 = len(old) - tail, len(new) - tail
    i, j = head, head
    if (a1 - head) * (b1 - head) > _MOST_PAIRS:  # else few enough to weigh all ways, whatever lines come again and again
        sides = ([Token(text, at, min(len(text), _HEAVY)) for at, text in enumerate(side)] for side in (old[head:a1], new[head:b1]))
        for x, y in matched(*sides):
            yield from _between(old, new, (i, head + x, j, head + y))
            yield head + x, head + y
            i, j = head + x + 1, head + y + 1
    yield from _between(old, new, (i, a1, j, b1))
    yield from ((a1 + at, b1 + at) for at in range(tail))


def _between(old: Sequence[str], new: Sequence[str], box: tuple[int, int, int, int]) -> Iterator[_Pair]:
    """The pairs of a stretch: texts that are alike side by side, those of one side alone where they stand."""
    i, i1, j, j1 = box
    for x, y in [*_like(old[i:i1], new[j:j1], (i, j)), (i1, j1)]:
        if (x - i, y - j) == (1, 1):  # one in the place of one, whatever it says now
            yield i, j
        else:
            yield from ((one, None) for one in range(i, x))
            yield from ((None, other) for other in range(j, y))
        if x < i1 and y < j1:
            yield x, y
        i, j = x + 1, y + 1


def _like(old: Sequence[str], new: Sequence[str], at: tuple[int, int]) -> list[_Met]:
    """Which text became which, by their places from `at` on."""
    if len(old) == len(new) and all(map(_FIGURE.fullmatch, [*old, *new])):
        found = [(index, index) for index in range(len(old))]  # figures are not like each other, and stand in each other's place
    elif len(old) * len(new) <= _MOST_PAIRS:
        found = aligned(old, new)
    else:
        # Two long stretches that have no line in common: what stands at about the same place is looked at.
        pieces = max(len(old), len(new)) // _PIECE + 1
        cuts = [(len(old) * piece // pieces, len(new) * piece // pieces) for piece in range(pieces + 1)]
        found = [(a0 + x, b0 + y) for (a0, b0), (a1, b1) in pairwise(cuts) for x, y in aligned(old[a0:a1], new[b0:b1])]
    return [(at[0] + x, at[1] + y) for x, y in found]


def _moves(pairs: list[_Pair], old: Sequence[str], new: Sequence[str]) -> list[_Triple]:
    """The pairs, of which one that went and one that came are joined where they say nearly the same."""
    only = {text for text, count in Counter(old).items() if count == 1} & {
        text for text, count in Counter(new).items() if count == 1
    }
    least = {text: _ONLY_LENGTH if text in only else _MOVED_LENGTH for text in (*old, *new)}
    gone = [one for one, other in pairs if one is not None and other is None and len(old[one]) >= least[old[one]]]
    come = [other for one, other in pairs if one is None and other is not None and len(new[other]) >= least[new[other]]]
    waiting: dict[str, list[int]] = defaultdict(list)
    for one in gone:
        waiting[old[one]].append(one)
    joined = {other: waiting[new[other]].pop(0) for other in come if waiting[new[other]]}
    gone, come = ([one for one in gone if one in waiting[old[one]]], [other for other in come if other not in joined])
    if len(gone) * len(come) <= _MOST_PAIRS:
        joined |= _moved_and_edited({(one, other): likeness(old[one], new[other]) for one in gone for other in come}, old)
    left = (
        {one for one, other in pairs if other is None} - {*joined.values()},
        {other for one, other in pairs if one is None} - {*joined},
    )
    _beside(joined, left, (old, new))
    went = set(joined.values())
    return [
        (joined[other], other, True) if one is None and other in joined else (one, other, False)
        for one, other in pairs
        if other is not None or one not in went
    ]


def _beside(
    joined: dict[int, int], left: tuple[set[int | None], set[int | None]], texts: tuple[Sequence[str], Sequence[str]]
) -> None:
    """Joins what stood beside a text that moved with what stands beside it now, where they are alike; `left` are joined to none."""
    gone, come = left
    for step in (1, -1):
        for other in sorted(joined, reverse=step < 0):
            now, was = other + step, joined[other] + step
            while was in gone and now in come and likeness(texts[0][was], texts[1][now]) >= _BESIDE_LIKENESS:
                joined[now] = was
                gone.remove(was)
                come.remove(now)
                now, was = now + step, was + step


def _moved_and_edited(scores: Mapping[_Met, float], old: Sequence[str]) -> dict[int, int]:
    """Texts that stand elsewhere and are a little changed, or clearly more like each other than like any other: new to old."""
    joined: dict[int, int] = {}
    ones, others = _best_two(scores, 0), _best_two(scores, 1)
    for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if one in joined.values() or other in joined:
            continue
        best = max(ones[one][0], others[other][0])
        next_best = max(ones[one][1], others[other][1])
        is_clear = score == best and score - next_best >= _CLEARLY and len(old[one]) >= _EDITED_LENGTH and "\t" not in old[one]
        if score >= (_EDITED_LIKENESS if is_clear else _MOVED_LIKENESS):
            joined[other] = one
    return joined


def _best_two(scores: Mapping[_Met, float], side: int) -> dict[int, tuple[float, float]]:
    """How like each text of a side is to the one that it is most like, and to the next."""
    best: dict[int, tuple[float, float]] = {}
    for pair, score in scores.items():
        first, second = best.get(pair[side], (0.0, 0.0))
        best[pair[side]] = (max(first, score), max(second, min(first, score)))
    return best


def _before(units: Sequence[TextUnit], place: int | None) -> str:
    """What stands before a unit, as short as it can be recognised."""
    text = "　".join(units[place - 1].cells) if place else ""
    return text if len(text) <= _RECOGNISED else f"{text[:_RECOGNISED]}…"


def _wording(old: TextUnit | None, new: TextUnit | None, *, moved: bool) -> WordingChange:
    if new is None:
        return WordingChange(WordingKind.REMOVED, _whole(old), (), old.where if old else "", old.page if old else None)
    if old is None:
        return WordingChange(WordingKind.ADDED, (), _whole(new), new.where, None, new.page)
    before, after = _cells(old.cells, new.cells)
    return WordingChange(WordingKind.MOVED if moved else WordingKind.CHANGED, before, after, new.where, old.page, new.page)


def _whole(unit: TextUnit | None) -> Cells:
    return tuple(((cell, True),) for cell in unit.cells) if unit else ()


def _cells(old: Sequence[str], new: Sequence[str]) -> tuple[Cells, Cells]:
    """The cells of two rows, each beside the one that it became."""
    if len(old) == len(new):
        pairs = [compare_texts(one, other) for one, other in zip(old, new, strict=True)]
        return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)
    before: list[tuple[tuple[str, bool], ...]] = [((cell, True),) for cell in old]
    after: list[tuple[tuple[str, bool], ...]] = [((cell, True),) for cell in new]
    for one, other in aligned(old, new):
        before[one], after[other] = compare_texts(old[one], new[other])
    return tuple(before), tuple(after)
