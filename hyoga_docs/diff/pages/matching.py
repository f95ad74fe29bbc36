"""What became of each letter and each picture of two papers: it stayed, moved, looks different, or went."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING

from hyoga_docs.diff.pages.lines import in_place, sheets
from hyoga_docs.diff.pages.text_stream import TextStream, partners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.diff.pages.lines import ComparedPage, RunningLine
    from hyoga_docs.pdf.render.page_letters import PageLetters, PageRegion, PlacedImage

#: How many points away a letter stands elsewhere.
_PLACE = 0.5
#: A page of so many letters is known by what it says.
_KNOWN = 40

Pairs = dict[int, int]


#: What became of a letter, as bits: plain numbers, because a flag of `enum` takes longer to test than a letter to read.
#: What is ELSEWHERE moved to another page.
MOVED, FACE, CHANGED, ELSEWHERE = 1, 2, 4, 8


class PaperPages:
    """The pages of one paper, what became of the letters of each, and the pictures that the other paper has not."""

    def __init__(self, pages: Sequence[ComparedPage]) -> None:
        self.sheets = pages
        self.stream = TextStream.of(pages)
        self.fates = [bytearray(len(sheet.letters.text)) for sheet in pages]
        self.pictures: list[list[PlacedImage]] = [[] for _ in pages]

    def places(self, page: int, fate: int) -> list[int]:
        """The letters of a page that had a fate, by their places."""
        return [place for place, each in enumerate(self.fates[page]) if each & fate]

    def share(self, page: int, fate: int) -> float:
        """The part of the text of a page that had a fate; all of it where there is none."""
        sheet = self.sheets[page]
        text = sum(line.end - line.start for line in (*sheet.text, *sheet.aside))
        return len(self.places(page, fate)) / text if text else 1.0

    def ends_still(self, page: int) -> bool:
        """Whether the text of a page ends in what stayed where it was."""
        sheet, fates = self.sheets[page], self.fates[page]
        text = [place for line in (*sheet.text, *sheet.aside) for place in range(line.start, line.end)]
        bottoms = sheet.letters.boxes[3::4]
        moved = max((bottoms[place] for place in text if fates[place] & MOVED), default=0.0)
        still = max((bottoms[place] for place in text if not fates[place] & (MOVED | CHANGED)), default=0.0)
        return moved <= still

    def mark(self, index: int, fate: int) -> None:
        """Notes what became of a letter of the stream."""
        page = self.stream.pages[index]
        if page >= 0:
            self.fates[page][self.stream.places[index]] |= fate


@dataclass(frozen=True)
class MatchedPapers:
    """Two papers whose letters are known to have stayed or not; `shared` counts those that two pages have in common."""

    old: PaperPages
    new: PaperPages
    partners: Sequence[int]
    shared: Counter[tuple[int, int]]


def compared(old: Sequence[PageLetters], new: Sequence[PageLetters]) -> MatchedPapers:
    """Finds the letters that stayed, and marks those that did not."""
    ours, theirs = (PaperPages(pages) for pages in sheets(old, new))
    found = _partners(ours, theirs)
    kept = set(found)
    for index, partner in enumerate(found):
        if partner < 0:
            ours.mark(index, CHANGED)
    for index in range(len(theirs.stream.text)):
        if index not in kept:
            theirs.mark(index, CHANGED)
    shared = Counter(
        (ours.stream.pages[index], theirs.stream.pages[partner]) for index, partner in enumerate(found) if partner >= 0
    )
    del shared[-1, -1]
    for side, other in ((ours, theirs), (theirs, ours)):
        _running(side, other)
    return MatchedPapers(ours, theirs, found, shared)


def _partners(old: PaperPages, new: PaperPages) -> array[int]:
    """For each letter of the old stream its partner in the new one, or -1: first of pages that say the same, then between them.

    Pages have sentences in common; without this, one of a page that stayed might be found on a new page beside it.
    """
    found = array("l", [-1]) * len(old.stream.text)
    said = [
        [page_text(sheet, f"{name} {number}") for number, sheet in enumerate(side.sheets)]
        for name, side in (("old", old), ("new", new))
    ]
    mine, its = (side.stream.by_page(len(side.sheets)) for side in (old, new))
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, said[0], said[1], autojunk=False).get_opcodes():
        ours, theirs = (sorted(chain.from_iterable(pages)) for pages in (mine[a0:a1], its[b0:b1]))
        if kind == "equal":
            for one, other in zip(ours, theirs, strict=True):
                found[one] = other
            continue
        ours, theirs = old.stream.with_spaces(ours), new.stream.with_spaces(theirs)
        texts = ["".join(side.stream.text[place] for place in places) for side, places in ((old, ours), (new, theirs))]
        for one, at in zip(ours, partners(texts[0], texts[1]), strict=True):
            found[one] = theirs[at] if at >= 0 else -1
    return found


def page_text(sheet: ComparedPage, other: str) -> str:
    """What a page says but for its running lines; `other` for one that says too little to be known by it."""
    text = "\n".join(sheet.letters.text[line.start : line.end] for line in (*sheet.text, *sheet.aside))
    return text if len(text) >= _KNOWN else other


def _running(side: PaperPages, other: PaperPages) -> None:
    """Marks the running lines that no page of the other paper has."""
    said = {running.said for sheet in other.sheets for running in sheet.running}
    for fates, sheet in zip(side.fates, side.sheets, strict=True):
        for running in sheet.running:
            if running.said not in said and running.said != "#":
                fates[running.line.start : running.line.end] = bytes([CHANGED]) * (running.line.end - running.line.start)


def settle(papers: MatchedPapers, pairs: Pairs) -> None:
    """Marks what moved and what is set in another way, and tells the pictures that came or went, as the pages are paired."""
    old, new = papers.old, papers.new
    for index, partner in enumerate(papers.partners):
        if partner < 0 or old.stream.pages[index] < 0:
            continue
        page, other = old.stream.pages[index], new.stream.pages[partner]
        fate = _fate(old.sheets[page].letters, old.stream.places[index], new.sheets[other].letters, new.stream.places[partner])
        if pairs.get(page) != other:
            fate |= MOVED | ELSEWHERE
        if fate:
            old.mark(index, fate)
            new.mark(partner, fate)
    _pictures(old, new, set(pairs))
    _pictures(new, old, set(pairs.values()))


def _fate(ours: PageLetters, mine: int, theirs: PageLetters, its: int) -> int:
    across = ours.boxes[4 * mine] * ours.width - theirs.boxes[4 * its] * theirs.width
    down = ours.boxes[4 * mine + 3] * ours.height - theirs.boxes[4 * its + 3] * theirs.height
    moved = MOVED if abs(across) > _PLACE or abs(down) > _PLACE else 0
    return moved if ours.faces[mine] == theirs.faces[its] else moved | FACE


def _pictures(side: PaperPages, other: PaperPages, paired: set[int]) -> None:
    """Gives each page the pictures that the other paper has not as often; those of pages without a partner are the first to go."""
    left = Counter(picture.fingerprint for sheet in other.sheets for picture in sheet.letters.pictures)
    for page in sorted(range(len(side.sheets)), key=lambda page: (page not in paired, page)):
        for picture in side.sheets[page].letters.pictures:
            if left[picture.fingerprint] > 0:
                left[picture.fingerprint] -= 1
            else:
                side.pictures[page].append(picture)


def counted(old: ComparedPage, new: ComparedPage) -> list[PageRegion]:
    """Where two pages print numbers of pages at the same place, which differ without being a difference."""
    found = []
    for mine in old.running:
        for its in new.running:
            if mine.numbered and _fits(mine, its, old.letters, new.letters):
                found += [mine.line.part, its.line.part]
    return found


def _fits(mine: RunningLine, its: RunningLine, ours: PageLetters, theirs: PageLetters) -> bool:
    return mine.said == its.said and in_place((ours, mine.line), (theirs, its.line))
