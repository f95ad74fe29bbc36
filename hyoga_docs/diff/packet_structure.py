"""What changed in the make-up of a packet: papers that came, went, and have other numbers, titles, places or lengths."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hyoga_docs.diff.model import StructureChange, StructureKind
from hyoga_docs.text.diff_sequences import most_in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from hyoga_docs.diff.model import ComparedDocument, PacketState
    from hyoga_docs.diff.pairing import Pair


def packet_steps(old: PacketState, new: PacketState, pairs: Sequence[Pair]) -> tuple[StructureChange, ...]:
    """What changed for the packet as a whole: its title, labels that name another paper now, pages that follow later or earlier."""
    titled = [StructureChange(StructureKind.RETITLED, "", old.title, new.title)] if old.title != new.title else []
    if old.look and new.look and old.look != new.look:
        titled.append(StructureChange(StructureKind.PRINTED, ""))
    return (*titled, *_labels_taken(old, new, pairs), *_shifts(pairs, moved_papers(old.papers, pairs)))


def paper_steps(old: ComparedDocument | None, new: ComparedDocument | None, *, moved: bool) -> tuple[StructureChange, ...]:
    """What changed for one paper. What follows a cover is told with the cover."""
    if old is None or new is None:
        paper = new or old
        if paper is None or paper.continues:
            return ()
        name = f"{paper.name}（表紙）" if paper.kind == "cover" else paper.name
        return (StructureChange(StructureKind.ADDED if old is None else StructureKind.REMOVED, name),)
    return tuple(_steps(old, new, moved=moved))


def _steps(old: ComparedDocument, new: ComparedDocument, *, moved: bool) -> Iterator[StructureChange]:
    name = new.name
    if old.waiting != new.waiting:
        yield StructureChange(StructureKind.ARRIVED if old.waiting else StructureKind.POSTPONED, name)
    if not new.continues:
        if old.label != new.label:
            yield StructureChange(StructureKind.RENUMBERED, new.title, old.label, new.label)
        if old.title != new.title:
            yield StructureChange(StructureKind.RETITLED, new.label or old.title, old.title, new.title)
    if new.kind in {"supplied", "table"} and old.source != new.source and old.waiting == new.waiting:
        yield StructureChange(StructureKind.REPLACED, name, *(PurePosixPath(paper.source).name for paper in (old, new)))
    if moved and not new.continues:
        yield StructureChange(StructureKind.MOVED, name)
    if old.waiting == new.waiting:
        yield from _printed(old, new)


def _printed(old: ComparedDocument, new: ComparedDocument) -> Iterator[StructureChange]:
    """What changed in how a paper is printed."""
    name = new.name
    if old.pages != new.pages:
        yield StructureChange(StructureKind.PAGES, name, str(old.pages), str(new.pages))
    if (old.pdf is None or new.pdf is None) and old.pages and new.pages and old.sha256 != new.sha256:
        yield StructureChange(StructureKind.UNSEEN, name)
    if old.numbered is not None and new.numbered is not None and old.numbered != new.numbered:
        yield StructureChange(
            StructureKind.PRINTED, name, *("ページ番号あり" if paper.numbered else "ページ番号なし" for paper in (old, new))
        )
    if old.stamp is not None and new.stamp is not None and bool(old.stamp) != bool(new.stamp) and old.label == new.label:
        yield StructureChange(
            StructureKind.PRINTED, name, *("資料番号の枠あり" if paper.stamp else "資料番号の枠なし" for paper in (old, new))
        )


def moved_papers(old: Sequence[ComparedDocument], pairs: Sequence[Pair]) -> set[str]:
    """The papers, by their new stem, that stand elsewhere among the others."""
    place = {paper.stem: index for index, paper in enumerate(old)}
    found = [(place[one.stem], index) for index, (one, other) in enumerate(pairs) if one is not None and other is not None]
    stayed = set(most_in_order(found))
    return {
        other.stem
        for index, (one, other) in enumerate(pairs)
        if one is not None and other is not None and (place[one.stem], index) not in stayed
    }


def labels(pairs: Sequence[Pair]) -> dict[str, str]:
    """The labels that papers have now, by those that they had; a label that several papers share follows none."""
    changed = [(one.label, other.label) for one, other in pairs if one and other and one.label != other.label]
    shared = Counter(one.label for one, _ in pairs if one and not one.continues)
    return {one: other for one, other in changed if one and other and shared[one] == 1}


def _labels_taken(old: PacketState, new: PacketState, pairs: Sequence[Pair]) -> Iterator[StructureChange]:
    """Labels of the old packet that name another paper in the new one: who was told the label looks at the wrong paper."""
    before, after = _by_label(old), _by_label(new)
    was = {other.stem: one.label for one, other in pairs if one is not None and other is not None}
    for label, paper in before.items():
        other = after.get(label)
        if other is not None and was.get(other.stem) != label:
            yield StructureChange(StructureKind.LABEL_TAKEN, label, paper.title, other.title)


def _by_label(side: PacketState) -> dict[str, ComparedDocument]:
    named = [paper for paper in side.papers if paper.label and not paper.continues]
    count = Counter(paper.label for paper in named)
    return {paper.label: paper for paper in named if count[paper.label] == 1}


def _shifts(pairs: Sequence[Pair], moved: Collection[str]) -> Iterator[StructureChange]:
    """Where papers begin on other pages than before: one step for as many as follow each other and are shifted alike."""
    stayed = [(one, two) for one, two in pairs if one is not None and two is not None and two.stem not in moved]
    for shift, group in groupby(stayed, key=lambda pair: pair[1].first_page - pair[0].first_page):
        papers = list(group)
        if shift:
            (old, new), (_, last) = papers[0], papers[-1]
            names = {1: new.name}.get(len(papers), f"{new.name}から{last.name}まで")
            to_the_end = papers[-1] == stayed[-1] and len(papers) > 1
            yield StructureChange(
                StructureKind.SHIFTED, f"{new.name}から後" if to_the_end else names, str(old.first_page), str(new.first_page)
            )
