"""The words of pages as one text, in which the words of a file are looked for and marked as found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.japanese.plain import one_width

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What is drawn one way and written another: dashes, quotation marks, middle dots; and what is not drawn at all.
_ALIKE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−ー－─━"), "-"),
    **dict.fromkeys(map(ord, "‘’‚′`´"), "'"),
    **dict.fromkeys(map(ord, "“”„″"), '"'),
    **dict.fromkeys(map(ord, "·•∙⋅‧●"), "・"),
    **dict.fromkeys(map(ord, "~〜∼"), "~"),
    **dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF]),
    **dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]),
}
_LEADER = re.compile(r"[.・_-]{3,}")
_MOST_WORK = 200_000_000  # letters looked at; past that, it is told that nobody knows


@dataclass
class PagesText:
    """The words of the pages as one folded text, with what has been found of it.

    `starts` are those of the pages, `words` the places of each line and of each word of one, `lines` where each begins and
    what it is unfolded.
    """

    text: str
    starts: list[int]
    words: dict[str, deque[int]]
    lines: list[tuple[int, str]]
    found: bytearray = field(init=False)
    passed: dict[str, int] = field(default_factory=dict)
    work: int = 0

    def __post_init__(self) -> None:
        self.found = bytearray(len(self.text))

    @property
    def is_spent(self) -> bool:
        """Whether so much has been looked at that nothing more is looked for."""
        return self.work >= _MOST_WORK

    def page(self, at: int) -> int:
        """The page of a place, from 1."""
        return bisect_right(self.starts, at)

    def has_found(self, page: int) -> bool:
        """Whether something of a page has been found, from 1."""
        end = self.starts[page] if page < len(self.starts) else len(self.text)
        return self.found.find(b"\1", self.starts[page - 1], end) >= 0

    def is_free(self, at: int, length: int) -> bool:
        """Whether nothing of a stretch has been found before."""
        return at >= 0 and self.found.find(b"\1", at, at + length) < 0

    def take(self, at: int, length: int) -> int:
        """Marks a stretch as found."""
        self.found[at : at + length] = b"\1" * length
        return at

    def find(self, folded: str, start: int = 0, end: int | None = None) -> int:
        """Where words stand that have not been found yet; -1 where they do not, or only inside of others.

        What has been found stays found, so that the same words are looked for from where they were found last.
        """
        at = start if end is not None else max(start, self.passed.get(folded, 0))
        last = len(self.text) if end is None else min(end, len(self.text))
        while not self.is_spent:
            found = self.text.find(folded, at, last)
            self.work += (found if found >= 0 else last) - at + 1
            if found < 0 or self.is_free(found, len(folded)):
                if start == 0 and end is None:
                    self.passed[folded] = found if found >= 0 else last
                return found
            at = found + 1
        return -1


def fold(text: str) -> str:
    """A text by which a file and its pages are compared: one width, one case, no spaces, no dots that lead to a number."""
    return _LEADER.sub("", "".join(one_width(text.translate(_ALIKE)).translate(_ALIKE).casefold().split()))


def read_pages(pages: Sequence[Sequence[str]]) -> PagesText:
    """The lines of pages as one text."""
    pieces: list[str] = []
    starts: list[int] = []
    lines: list[tuple[int, str]] = []
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    at = 0
    for page in pages:
        starts.append(at)
        for line in page:
            lines.append((at, line))
            words = [folded for word in line.split() if (folded := fold(word))]
            if len(words) > 1:
                places["".join(words)].append(at)
            for word in words:
                places[word].append(at)
                at += len(word)
            pieces += words
    return PagesText("".join(pieces), starts, places, lines)
