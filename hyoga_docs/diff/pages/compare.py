"""Two PDFs of a paper → the pages that differ, and where."""

from __future__ import annotations

import filecmp
from typing import TYPE_CHECKING

from hyoga_docs.diff.model import PageChange, PageKind
from hyoga_docs.diff.pages.matching import CHANGED, FACE, MOVED, compared, counted, settle
from hyoga_docs.diff.pages.pairing import gaps, paired
from hyoga_docs.diff.pages.regions import parts_of, regions
from hyoga_docs.pdf.render.page_image import differing_parts, open_pages
from hyoga_docs.pdf.render.page_letters import PageRegion, read_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hyoga_docs.diff.pages.matching import MatchedPapers, Pairs, PaperPages
    from hyoga_docs.diff.pages.pairing import Gap
    from hyoga_docs.pdf.render.thumbnails import DrawnPdf

_WHOLE = PageRegion(0.0, 0.0, 1.0, 1.0)
#: A page without a partner is new, or gone, if so many of its letters are.
_NEW = 0.5
#: Beyond this part of its letters having moved, what else moved on a page is not told from what changed.
_MUCH = 0.5
#: Pages that differ by more points across or up are of two sizes.
_SIZE = 1.0


def compare_pages(old: Path, new: Path) -> tuple[PageChange, ...]:
    """The pages that differ between two papers, in order, each with the page that it was.

    The number of a page that the paper prints at its head or foot, and a number of pages that rises within a running line, do not
    count: a page on which nothing else differs is left out. A page without a partner is ADDED or REMOVED when half of its words or
    more are new or gone; else it is CHANGED, LOOKS or REFLOWED by what became of its words, which are on other pages. Where words
    moved, fonts, sizes, colours of letters and pictures are compared; rules, shades and drawings cannot be.

    Raises UnreadableError for a file that is broken or has a password, OSError for one that is not there.
    """
    if filecmp.cmp(old, new, shallow=False):
        return ()
    with open_pages(old) as ours, open_pages(new) as theirs:
        before, after = (list(drawn.looks(range(len(drawn)))) for drawn in (ours, theirs))
        found: list[PageChange] = []
        for gap in gaps(before, after):
            a0, a1, b0, b1 = gap
            papers = compared(
                [read_letters(ours, page) for page in range(a0, a1)], [read_letters(theirs, page) for page in range(b0, b1)]
            )
            pairs = paired(papers, before[a0:a1], after[b0:b1])
            settle(papers, pairs)
            found += _PageVerdicts(ours, theirs, papers, gap).all(pairs)
        return tuple(found)


class _PageVerdicts:
    """Says of each page of a stretch what became of it."""

    def __init__(self, ours: DrawnPdf, theirs: DrawnPdf, papers: MatchedPapers, gap: Gap) -> None:
        self.drawn = (ours, theirs)
        self.papers = papers
        self.first = (gap[0], gap[2])

    def all(self, pairs: Pairs) -> Iterator[PageChange]:
        """The pages that differ: those that are gone stand before the page that follows them."""
        old, new = self.papers.old, self.papers.new
        i = j = 0
        for one, other in [*pairs.items(), (len(old.sheets), len(new.sheets))]:
            for page in range(i, one):
                kind, parts = _alone(old, page, PageKind.REMOVED)
                yield PageChange(kind, self.first[0] + page + 1, None, old_regions=regions(parts))
            for page in range(j, other):
                kind, parts = _alone(new, page, PageKind.ADDED)
                yield PageChange(kind, None, self.first[1] + page + 1, new_regions=regions(parts))
            if one < len(old.sheets) and (change := self._pair(one, other)):
                yield change
            i, j = one + 1, other + 1

    def _pair(self, one: int, other: int) -> PageChange | None:
        old, new = self.papers.old, self.papers.new
        words = [_parts(old, one, CHANGED), _parts(new, other, CHANGED)]
        moved = bool(old.places(one, MOVED) or new.places(other, MOVED))
        looks = self._looks(one, other, words, moved=moved)
        if any(words):
            kind = PageKind.CHANGED
        elif any(looks):
            kind = PageKind.LOOKS
        elif moved:
            kind = PageKind.REFLOWED
        else:
            return None
        old_regions, new_regions = (regions([*text, *seen]) for text, seen in zip(words, looks, strict=True))
        pictures = bool(old.pictures[one] or new.pictures[other])
        return PageChange(kind, self.first[0] + one + 1, self.first[1] + other + 1, old_regions, new_regions, pictures)

    def _looks(self, one: int, other: int, words: Sequence[list[PageRegion]], *, moved: bool) -> list[list[PageRegion]]:
        """Where two pages look different for another reason than their words."""
        old, new = self.papers.old, self.papers.new
        ours, theirs = old.sheets[one], new.sheets[other]
        if abs(ours.letters.width - theirs.letters.width) > _SIZE or abs(ours.letters.height - theirs.letters.height) > _SIZE:
            return [[], []] if any(words) else [[_WHOLE], [_WHOLE]]
        faces = [_parts(old, one, FACE), _parts(new, other, FACE)]
        numbers = counted(ours, theirs)
        if not moved and not any(words):
            # A font by another name that draws the same is no difference.
            if any(faces) and not self._differing(one, other, numbers):
                return [[], []]
        elif not self._still(one, other, words):
            pictures = [[picture.part for picture in side.pictures[page]] for side, page in ((old, one), (new, other))]
            return [[*text, *seen] for text, seen in zip(faces, pictures, strict=True)]
        spared = [*numbers, *_parts(old, one, MOVED), *_parts(new, other, MOVED)]
        seen = self._differing(one, other, [part for parts in ([spared], words, faces) for each in parts for part in each])
        return [[*text, *seen] for text in faces]

    def _still(self, one: int, other: int, words: Sequence[list[PageRegion]]) -> bool:
        """Whether rules and pictures stand where they stood, though some letters moved because of others."""
        sides = ((self.papers.old, one), (self.papers.new, other))
        return any(words) and all(side.share(page, MOVED) <= _MUCH and side.ends_still(page) for side, page in sides)

    def _differing(self, one: int, other: int, spared: Sequence[PageRegion]) -> tuple[PageRegion, ...]:
        pages = [(drawn, first + page) for drawn, first, page in zip(self.drawn, self.first, (one, other), strict=True)]
        return differing_parts(pages[0], pages[1], spared)


def _parts(side: PaperPages, page: int, fate: int) -> list[PageRegion]:
    return parts_of(side.sheets[page].letters, side.places(page, fate))


def _alone(side: PaperPages, page: int, kind: PageKind) -> tuple[PageKind, list[PageRegion]]:
    """What became of a page without a partner, and where."""
    share = side.share(page, CHANGED)
    if share >= _NEW:
        return kind, []
    words = _parts(side, page, CHANGED)
    parts = [*words, *_parts(side, page, FACE), *(picture.part for picture in side.pictures[page])]
    if words:
        return PageKind.CHANGED, parts
    return (PageKind.LOOKS, parts) if parts else (PageKind.REFLOWED, [])
