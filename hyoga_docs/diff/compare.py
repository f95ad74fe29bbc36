"""Two packets → what changed: papers paired, then structure, words and pages of each pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.diff.model import ComparedDocument, Difference, DocumentChange, PacketState, PageChange, PageKind, WordingChange
from hyoga_docs.diff.packet_structure import labels, moved_papers, packet_steps, paper_steps
from hyoga_docs.diff.page_lookup import placed
from hyoga_docs.diff.pages.compare import compare_pages
from hyoga_docs.diff.pairing import pair_papers
from hyoga_docs.diff.review_reader import read_pair
from hyoga_docs.diff.wording import Renumbering, compare_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.diff.pairing import Pair
    from hyoga_docs.diff.review_reader import TextUnit


#: Kinds of papers whose numbers people typed; in all others the tool writes labels and, but for tables, numbers.
_SUPPLIED = {"supplied", "file"}


def compare_sides(old: PacketState | None, new: PacketState | None) -> Difference:
    """What changed between two packets; one is None for a meeting that came or went."""
    if old is None or new is None:
        return Difference(old, new)
    pairs = pair_papers(old.papers, new.papers)
    moved, renamed = moved_papers(old.papers, pairs), labels(pairs)
    changes = [_compare(pair, renamed, moved=pair[1] is not None and pair[1].stem in moved) for pair in pairs]
    changed = tuple(change for change in changes if change.steps or change.words or change.numbers or change.pages)
    return Difference(old, new, packet_steps(old, new, pairs), changed)


def _compare(pair: Pair, renamed: Mapping[str, str], *, moved: bool) -> DocumentChange:
    old, new = pair
    steps = paper_steps(old, new, moved=moved)
    if old is None:
        return DocumentChange(None, new, steps, pages=_all_pages(new, PageKind.ADDED))
    if new is None:
        return DocumentChange(old, None, steps, pages=_all_pages(old, PageKind.REMOVED))
    words: tuple[WordingChange, ...] = ()
    numbers: tuple[WordingChange, ...] = ()
    if old.text != new.text:
        numbering = Renumbering({} if new.kind in _SUPPLIED else renamed, provisions=new.kind not in {*_SUPPLIED, "table"})
        words, numbers = compare_units(*_units(old, new), numbering)
    return DocumentChange(old, new, steps, words, numbers, _compare_pages(old, new))


def _compare_pages(old: ComparedDocument, new: ComparedDocument) -> tuple[PageChange, ...]:
    return compare_pages(old.pdf, new.pdf) if old.pdf is not None and new.pdf is not None else ()


def _units(old: ComparedDocument, new: ComparedDocument) -> tuple[list[TextUnit], list[TextUnit]]:
    before, after = read_pair(old.text, new.text)
    return _placed(before, old), _placed(after, new)


def _placed(units: list[TextUnit], paper: ComparedDocument) -> list[TextUnit]:
    return placed(units, paper.pdf) if paper.pdf is not None and all(unit.page is None for unit in units) else units


def _all_pages(paper: ComparedDocument | None, kind: PageKind) -> tuple[PageChange, ...]:
    pages = range(1, paper.pages + 1) if paper else ()
    return tuple(PageChange(kind, *((None, page) if kind is PageKind.ADDED else (page, None))) for page in pages)
