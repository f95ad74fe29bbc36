"""The letters of two papers, each as one stream across its pages: which of them stayed."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hyoga_docs.text.diff import compare_texts
from hyoga_docs.text.diff_alignment import matched
from hyoga_docs.text.diff_tokens import KANJI, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.diff.pages.lines import ComparedPage, TextLine
    from hyoga_docs.text.diff import Runs

#: Longer stretches between what stayed are not looked into: they were written anew.
_LONGEST = 5_000
#: Where a text is cut into pieces that stay or do not: after marks and brackets, before brackets and numbers.
_CUT = re.compile(
    r"(?<=[。、，．・；：！？）」』】〕])(?![。、，．・；：！？）」』】〕])|(?=[（「『【〔])|(?<=[^0-9０-９.．,，])(?=[0-9０-９])"
)

#: Letters of two words, or digits of the numbers of two cells, which would be one without a space.
_APART = re.compile("[A-Za-z0-9Ａ-Ｚａ-ｚ０-９À-ÖØ-öø-ÿ.,%]{2}")
#: Full-width digits of one number, which lines may part.
_PARTED = re.compile("[０-９]{2}")


@dataclass(frozen=True)
class TextStream:
    """A text, and the page and the place on it of each of its letters, both from 0; -1 for a space between words."""

    text: str
    pages: array[int]
    places: array[int]

    @staticmethod
    def of(sheets: Sequence[ComparedPage]) -> TextStream:
        """The texts of pages one after the other, then the boxes that were drawn after them."""
        text: list[str] = []
        pages, places = array("l"), array("l")
        for number, sheet, lines in [
            *((number, sheet, sheet.text) for number, sheet in enumerate(sheets)),
            *((number, sheet, sheet.aside) for number, sheet in enumerate(sheets)),
        ]:
            said = sheet.letters.text
            begins = {line.start for line in lines}
            for start, end in _words(sheet, lines):
                meet = text[-1][-1] + said[start] if text else ""
                if _APART.fullmatch(meet) and not (start in begins and _PARTED.fullmatch(meet)):
                    text.append(" ")
                    pages.append(-1)
                    places.append(-1)
                text.append(said[start:end])
                pages.extend([number] * (end - start))
                places.extend(range(start, end))
        return TextStream("".join(text), pages, places)

    def by_page(self, count: int) -> list[list[int]]:
        """Where the letters of each page stand in the stream, without spaces."""
        found: list[list[int]] = [[] for _ in range(count)]
        for index, page in enumerate(self.pages):
            if page >= 0:
                found[page].append(index)
        return found

    def with_spaces(self, places: Sequence[int]) -> list[int]:
        """Places of letters with those of the spaces before them."""
        return [each for place in places for each in (place - 1, place) if each == place or (each >= 0 and self.pages[each] < 0)]


def _words(sheet: ComparedPage, lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
    """The stretches without white space of some lines of a page."""
    for line in lines:
        inside = [place for place in range(line.start + 1, line.end) if place in sheet.letters.spaced]
        yield from pairwise([line.start, *inside, line.end])


def partners(old: str, new: str) -> array[int]:
    """For each letter of an old text the place of the same letter in a new one, ever rising, or -1 where it went."""
    found = array("l", [-1]) * len(old)
    ours, theirs = _pieces(old), _pieces(new)
    i = j = 0
    for mine, its in ((ours[x], theirs[y]) for x, y in matched(ours, theirs)):
        _between(found, old[i : mine.start], new[j : its.start], (i, j))
        i, j = mine.start + len(mine.text), its.start + len(its.text)
        found[mine.start : i] = array("l", range(its.start, j))
    _between(found, old[i:], new[j:], (i, j))
    return found


def _pieces(text: str) -> list[Token]:
    """A text in pieces of some words each, as tokens that are the heavier the longer they are."""
    cuts = [0, *(cut.start() for cut in _CUT.finditer(text) if cut.start()), len(text)]
    return [Token(text[start:end], start, KANJI * (end - start)) for start, end in pairwise(cuts) if start < end]


def _between(found: array[int], old: str, new: str, at: tuple[int, int]) -> None:
    """Notes what stayed between two pieces that did; the texts begin at these places."""
    if not old or not new or max(len(old), len(new)) > _LONGEST:
        return
    left, right = (_unchanged(runs) for runs in compare_texts(old, new))
    for one, other in zip(left, right, strict=True):
        found[at[0] + one] = at[1] + other


def _unchanged(runs: Runs) -> Iterator[int]:
    """The places of the letters that did not change."""
    ends = list(accumulate((len(text) for text, _ in runs), initial=0))
    return (
        place for (start, end), (_, changed) in zip(pairwise(ends), runs, strict=True) if not changed for place in range(start, end)
    )
