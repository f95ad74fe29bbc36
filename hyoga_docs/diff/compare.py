"""Two packets → what changed: papers paired, then structure, words and pages of each pair."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.check.comparison_limit import comparison_limit
from hyoga_docs.diff.model import (
    ComparedDocument,
    Difference,
    DocumentChange,
    PacketState,
    PageChange,
    PageKind,
    UncomparedPage,
    UncomparedWhy,
    WordingChange,
)
from hyoga_docs.diff.packet_structure import labels, moved_papers, packet_steps, paper_steps
from hyoga_docs.diff.page_lookup import placed
from hyoga_docs.diff.pairing import pair_papers
from hyoga_docs.diff.review_reader import TextForm, form_of, read_pair
from hyoga_docs.diff.wording import Renumbering, compare_units
from hyoga_docs.pipeline.review import page_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.diff.model import Cells
    from hyoga_docs.diff.pages.reader import PageReader
    from hyoga_docs.diff.pairing import Pair
    from hyoga_docs.diff.review_reader import TextUnit


#: Kinds of papers whose numbers people typed; in all others the tool writes labels and, but for tables, numbers.
_SUPPLIED = {"supplied", "file"}


def compare_sides(old: PacketState | None, new: PacketState | None, reader: PageReader | None = None) -> Difference:
    """What changed between two packets; one is None for a meeting that came or went. Without `reader` no pages are looked at."""
    if old is None or new is None:
        return Difference(old, new)
    with comparison_limit(new.called, new.title):
        pairs = pair_papers(old.papers, new.papers)
        moved, renamed = moved_papers(old.papers, pairs), labels(pairs)
    changes = [_compare(pair, renamed, reader, moved=pair[1] is not None and pair[1].stem in moved) for pair in pairs]
    changed = tuple(change for change in changes if change.steps or change.words or change.numbers or change.pages)
    return Difference(old, new, packet_steps(old, new, pairs), changed)


def _compare(pair: Pair, renamed: Mapping[str, str], reader: PageReader | None, *, moved: bool) -> DocumentChange:
    old, new = pair
    steps = paper_steps(old, new, moved=moved)
    if old is None:
        return DocumentChange(None, new, steps, pages=_all_pages(new, PageKind.ADDED))
    if new is None:
        return DocumentChange(old, None, steps, pages=_all_pages(old, PageKind.REMOVED))
    if old.waiting != new.waiting:
        pages = (*_all_pages(old, PageKind.REMOVED), *_all_pages(new, PageKind.ADDED))
        return DocumentChange(old, new, steps, pages=pages)
    words: tuple[WordingChange, ...] = ()
    numbers: tuple[WordingChange, ...] = ()
    if old.text != new.text:
        numbering = Renumbering({} if new.kind in _SUPPLIED else renamed, provisions=new.kind not in {*_SUPPLIED, "table"})
        with comparison_limit(new.source, new.name):
            texts = _texts(old, new, reader)
            units = read_pair(*texts)
            before, after = (_placed(each, paper, reader) for each, paper in zip(units, (old, new), strict=True))
            by_pages = all(form_of(text) is TextForm.PAGES for text in texts)
            words, numbers = compare_units(before, after, numbering, by_pages=by_pages)
    pages = reader.compare(old, new) if reader is not None else ()
    if reader is None or not pages:
        return DocumentChange(old, new, steps, words, numbers)
    uncompared = tuple(_uncompared(pages, reader.lines(old), reader.lines(new)))
    return DocumentChange(old, new, steps, tuple(_really_changed(words, pages)), numbers, pages, uncompared)


def _really_changed(words: Sequence[WordingChange], pages: Sequence[PageChange]) -> Iterator[WordingChange]:
    """The changes of words without those of pages on which every letter stayed.

    There lines are only parted elsewhere, or are read in another order because the page was turned or put elsewhere.
    """
    kinds = {PageKind.CHANGED, PageKind.ADDED, PageKind.REMOVED}
    others = [page for page in pages if page.kind in kinds and page.elsewhere is None]
    old, new = {page.old for page in others}, {page.new for page in others}
    stayed = [
        word
        for word in words
        if (word.old_page or word.new_page)
        and (word.old_page is None or word.old_page not in old)
        and (word.new_page is None or word.new_page not in new)
    ]
    before = Counter("".join(_letters(word.old) for word in stayed))
    after = Counter("".join(_letters(word.new) for word in stayed))
    yield from (word for word in words if before != after or word not in stayed)


def _letters(cells: Cells) -> str:
    """What a row says, without white space."""
    return "".join("".join(text.split()) for cell in cells for text, _ in cell)


def _uncompared(pages: Sequence[PageChange], old: Sequence[list[str]], new: Sequence[list[str]]) -> Iterator[UncomparedPage]:
    """The pages that differ and whose words were not all compared, by the lines of all pages of both sides."""
    for page in pages:
        if page.old is None or page.new is None:
            continue
        if not old[page.old - 1] or not new[page.new - 1]:
            yield UncomparedPage(UncomparedWhy.NO_LETTERS, page.old, page.new)
        elif page.pictures:
            yield UncomparedPage(UncomparedWhy.PICTURES, page.old, page.new)


def _texts(old: ComparedDocument, new: ComparedDocument, reader: PageReader | None) -> tuple[str, str]:
    """What both sides say in one form: where one is told by its file and one by its pages, what the pages of both say."""
    if reader is None or form_of(old.text) is form_of(new.text):
        return old.text, new.text
    pages = [reader.lines(paper) for paper in (old, new)]
    if not all(pages):
        return old.text, new.text
    before, after = ("\n".join(page_text(each, ())) for each in pages)
    return before, after


def _placed(units: list[TextUnit], paper: ComparedDocument, reader: PageReader | None) -> list[TextUnit]:
    if reader is None or any(unit.page is not None for unit in units):
        return units
    if paper.pages == 1:  # also what is printed as a drawing, whose letters nobody finds
        return [replace(unit, page=1, places=tuple(replace(place, page=1) for place in unit.places)) for unit in units]
    return placed(units, reader.lines(paper))


def _all_pages(paper: ComparedDocument | None, kind: PageKind) -> tuple[PageChange, ...]:
    pages = range(1, paper.pages + 1) if paper else ()
    return tuple(PageChange(kind, *((None, page) if kind is PageKind.ADDED else (page, None))) for page in pages)
