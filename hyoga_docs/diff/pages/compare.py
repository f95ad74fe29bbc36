"""Two PDFs of a paper → the pages that differ, and where."""

from __future__ import annotations

import filecmp
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.diff.model import PageChange, PageKind, PageLook
from hyoga_docs.diff.pages.matching import CHANGED, ELSEWHERE, FACE, MOVED, compared, counted, page_text, settle
from hyoga_docs.diff.pages.pairing import gaps, look_keys, paired
from hyoga_docs.diff.pages.regions import parts_of, regions
from hyoga_docs.pdf.render.page_image import differing_parts, open_pages
from hyoga_docs.pdf.render.page_letters import PageRegion, read_letters
from hyoga_docs.plan.paper_size import MM, size_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from hyoga_docs.diff.pages.matching import MatchedPapers, Pairs, PaperPages
    from hyoga_docs.diff.pages.pairing import Gap
    from hyoga_docs.pdf.render.page_letters import PageLetters
    from hyoga_docs.pdf.render.thumbnails import DrawnPdf

_WHOLE = PageRegion(0.0, 0.0, 1.0, 1.0)
#: A page without a partner is new, or gone, if so many of its letters are.
_NEW = 0.5
#: Beyond this part of its letters having moved, what else moved on a page is not told from what changed.
_MUCH = 0.5
#: Pages that differ by more points across or up are of two sizes.
_SIZE = 1.0
#: Parts of the side of a page by which the frame of a picture may lie beside what is drawn.
_HAIR = 0.012


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
        said: tuple[dict[int, str], dict[int, str]] = {}, {}
        for gap in gaps(before, after):
            a0, a1, b0, b1 = gap
            mine, its = [read_letters(ours, page) for page in range(a0, a1)], [read_letters(theirs, page) for page in range(b0, b1)]
            papers = compared(mine, its)
            pairs = paired(papers, before[a0:a1], after[b0:b1])
            turned = _turned(mine, its, pairs)
            if turned:  # the order of the lines, too, is that of the page as it lies
                its = [read_letters(theirs, b0 + page, its[page].rotation - turned.get(page, 0)) for page in range(b1 - b0)]
                papers = compared(mine, its)
            settle(papers, pairs)
            found += _PageVerdicts(ours, theirs, papers, gap, turned).all(pairs)
            for side, first, looks, texts in zip((papers.old, papers.new), (a0, b0), (before, after), said, strict=True):
                seen = enumerate(look_keys(looks[first : first + len(side.sheets)]))
                texts.update({first + page + 1: page_text(side.sheets[page], f"{key}") for page, key in seen})
        return tuple(_put_elsewhere(found, *said))


def _put_elsewhere(found: Sequence[PageChange], old: Mapping[int, str], new: Mapping[int, str]) -> Iterator[PageChange]:
    """The pages; of one that went and one that came and says the same each knows the other."""
    went: dict[str, list[int]] = defaultdict(list)
    for page in found:
        if page.kind is PageKind.REMOVED and page.old and old[page.old]:
            went[old[page.old]].append(page.old)
    came = {
        page.new: went[new[page.new]].pop(0)
        for page in found
        if page.kind is PageKind.ADDED and page.new and new[page.new] and went[new[page.new]]
    }
    put = {one: other for other, one in came.items()}
    for page in found:
        yield replace(
            page, elsewhere=came.get(page.new or 0) if page.old is None else put.get(page.old) if page.new is None else None
        )


def _turned(old: Sequence[PageLetters], new: Sequence[PageLetters], pairs: Pairs) -> dict[int, int]:
    """The new pages that are their old ones turned, each with the degrees by which it was."""
    found = {}
    for one, other in pairs.items():
        ours, theirs = old[one], new[other]
        across, down = (theirs.height, theirs.width) if (ours.rotation - theirs.rotation) % 180 else (theirs.width, theirs.height)
        if ours.rotation != theirs.rotation and abs(ours.width - across) <= _SIZE and abs(ours.height - down) <= _SIZE:
            found[other] = (theirs.rotation - ours.rotation) % 360
    return found


class _Looks(NamedTuple):
    """Where a page looks different, by sides, and in what."""

    parts: list[list[PageRegion]]
    kinds: set[PageLook]


class _PageVerdicts:
    """Says of each page of a stretch what became of it."""

    def __init__(self, ours: DrawnPdf, theirs: DrawnPdf, papers: MatchedPapers, gap: Gap, turned: Mapping[int, int]) -> None:
        self.drawn = (ours, theirs)
        self.papers, self.turned = papers, turned
        self.first = (gap[0], gap[2])

    def all(self, pairs: Pairs) -> Iterator[PageChange]:
        """The pages that differ: those that are gone stand before the page that follows them."""
        old, new = self.papers.old, self.papers.new
        i = j = 0
        for one, other in [*pairs.items(), (len(old.sheets), len(new.sheets))]:
            for page in range(i, one):
                kind, looks = _alone(old, page, PageKind.REMOVED)
                number = self.first[0] + page + 1
                yield PageChange(
                    kind, number, None, regions(looks.parts[0]), (), bool(old.pictures[page]), tuple(sorted(looks.kinds))
                )
            for page in range(j, other):
                kind, looks = _alone(new, page, PageKind.ADDED)
                number = self.first[1] + page + 1
                yield PageChange(
                    kind, None, number, (), regions(looks.parts[0]), bool(new.pictures[page]), tuple(sorted(looks.kinds))
                )
            if one < len(old.sheets) and (change := self._pair(one, other)):
                yield change
            i, j = one + 1, other + 1

    def _pair(self, one: int, other: int) -> PageChange | None:
        old, new = self.papers.old, self.papers.new
        words = [_parts(old, one, CHANGED), _parts(new, other, CHANGED)]
        moved = bool(old.places(one, MOVED) or new.places(other, MOVED))
        turn = self.turned.get(other, 0)
        sheets = _sheets(old.sheets[one].letters, new.sheets[other].letters, turn)
        if sheets or turn:
            looks = self._other_sheet(one, other, turned=bool(turn) or sheets[0][:-1] == sheets[1][:-1])
        else:
            looks = self._looks(one, other, words, moved=moved)
        if any(words):
            kind = PageKind.CHANGED
        elif looks.kinds:
            kind = PageKind.LOOKS
        elif moved:
            kind = PageKind.REFLOWED if old.places(one, ELSEWHERE) or new.places(other, ELSEWHERE) else PageKind.MOVED
        else:
            return None
        words[1] = [_turned_part(part, turn) for part in words[1]]
        old_regions, new_regions = (regions([*text, *seen]) for text, seen in zip(words, looks.parts, strict=True))
        numbers = self.first[0] + one + 1, self.first[1] + other + 1
        pictures = PageLook.PICTURE in looks.kinds and bool(old.pictures[one] or new.pictures[other])
        return PageChange(kind, *numbers, old_regions, new_regions, pictures, tuple(sorted(looks.kinds)), sheets)

    def _other_sheet(self, one: int, other: int, *, turned: bool) -> _Looks:
        """How two pages look of which one lies otherwise or has another size."""
        old, new = self.papers.old, self.papers.new
        kinds = {PageLook.TURNED if turned else PageLook.SIZE}
        kinds |= {PageLook.LETTERS} if old.places(one, FACE) else set()
        kinds |= {PageLook.PICTURE} if old.pictures[one] or new.pictures[other] else set()
        parts = [] if old.places(one, CHANGED) or new.places(other, CHANGED) else [_WHOLE]
        return _Looks([parts, parts], kinds)

    def _looks(self, one: int, other: int, words: Sequence[list[PageRegion]], *, moved: bool) -> _Looks:
        """Where two pages look different for another reason than their words, and in what."""
        old, new = self.papers.old, self.papers.new
        ours, theirs = old.sheets[one], new.sheets[other]
        faces = [_parts(old, one, FACE), _parts(new, other, FACE)]
        kinds = {PageLook.LETTERS} if any(faces) else set()
        numbers = counted(ours, theirs)
        if not moved and not any(words):
            # A font by another name that draws the same is no difference.
            if any(faces) and not self._differing(one, other, numbers):
                return _Looks([[], []], set())
        elif not self._still(one, other, words):
            pictures = [[picture.part for picture in side.pictures[page]] for side, page in ((old, one), (new, other))]
            kinds |= {PageLook.PICTURE} if any(pictures) else set()
            return _Looks([[*text, *seen] for text, seen in zip(faces, pictures, strict=True)], kinds)
        spared = [*numbers, *_parts(old, one, MOVED), *_parts(new, other, MOVED)]
        seen = self._differing(one, other, [part for parts in ([spared], words, faces) for each in parts for part in each])
        frames = _changed_pictures(ours.letters, theirs.letters)
        kinds |= {PageLook.PICTURE if any(_within(part, frame) for frame in frames) else PageLook.DRAWING for part in seen}
        return _Looks([[*text, *seen] for text in faces], kinds)

    def _still(self, one: int, other: int, words: Sequence[list[PageRegion]]) -> bool:
        """Whether rules and pictures stand where they stood, though some letters moved because of others."""
        sides = ((self.papers.old, one), (self.papers.new, other))
        return any(words) and all(side.share(page, MOVED) <= _MUCH and side.ends_still(page) for side, page in sides)

    def _differing(self, one: int, other: int, spared: Sequence[PageRegion]) -> tuple[PageRegion, ...]:
        pages = [(drawn, first + page) for drawn, first, page in zip(self.drawn, self.first, (one, other), strict=True)]
        return differing_parts(pages[0], pages[1], spared)


def _turned_part(part: PageRegion, turn: int) -> PageRegion:
    """Where a part of a page is seen when the page is turned by so many degrees."""
    left, top, right, bottom = part
    for _ in range(turn // 90):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return PageRegion(left, top, right, bottom)


def _sheets(ours: PageLetters, theirs: PageLetters, turn: int) -> tuple[str, ...]:
    """The sheets of two pages, the new one turned by so many degrees, with the way that each lies, where they are not alike."""
    sides = [(ours.width, ours.height), (theirs.height, theirs.width) if turn % 180 else (theirs.width, theirs.height)]
    if all(abs(one - other) <= _SIZE for one, other in zip(*sides, strict=True)):
        return ()
    found = tuple(f"{size_name(*side)}{'横' if side[0] > side[1] else '縦'}" for side in sides)
    if found[0] != found[1]:
        return found
    return tuple(f"{width / MM:.0f}×{height / MM:.0f}mm{name[-1]}" for (width, height), name in zip(sides, found, strict=True))


def _changed_pictures(ours: PageLetters, theirs: PageLetters) -> list[PageRegion]:
    """Where the pictures of two pages are that the other one has not at the same place."""
    here, there = (
        {(picture.fingerprint, *(round(side, 3) for side in picture.part)): picture.part for picture in page.pictures}
        for page in (ours, theirs)
    )
    return [part for side, other in ((here, there), (there, here)) for key, part in side.items() if key not in other]


def _within(part: PageRegion, frame: PageRegion) -> bool:
    """Whether a part lies in a frame, but for a hair."""
    left, top, right, bottom = frame
    return left - _HAIR <= part.left and part.right <= right + _HAIR and top - _HAIR <= part.top and part.bottom <= bottom + _HAIR


def _parts(side: PaperPages, page: int, fate: int) -> list[PageRegion]:
    return parts_of(side.sheets[page].letters, side.places(page, fate))


def _alone(side: PaperPages, page: int, kind: PageKind) -> tuple[PageKind, _Looks]:
    """What became of a page without a partner, and where."""
    share = side.share(page, CHANGED)
    if share >= _NEW:
        return kind, _Looks([[]], set())
    words, faces = _parts(side, page, CHANGED), _parts(side, page, FACE)
    pictures = [picture.part for picture in side.pictures[page]]
    kinds = ({PageLook.LETTERS} if faces else set()) | ({PageLook.PICTURE} if pictures else set())
    parts = [*words, *faces, *pictures]
    if words:
        return PageKind.CHANGED, _Looks([parts], kinds)
    return (PageKind.LOOKS, _Looks([parts], kinds)) if parts else (PageKind.REFLOWED, _Looks([[]], kinds))
