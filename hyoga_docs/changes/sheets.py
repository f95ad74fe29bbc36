"""Which pages of a distributed packet are handed out anew, put in or taken out, so that no other changes its number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hyoga_docs.changes.pairing import pair_papers
from hyoga_docs.changes.structure import moved_papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.changes.model import Difference, Paper, PaperChange, Side


class Act(StrEnum):
    """What whoever holds the packet does with a page."""

    REPLACE = "replace"
    INSERT = "insert"
    REMOVE = "remove"


@dataclass(frozen=True)
class Sheet:
    """A page to act on. `number` is what is printed on it: that of the old packet, `12-2` for one that comes after page 12.

    `paper` and `page` (from 1) are where it lies in the new packet, or in the old one for a page that is taken out.
    `after` is the number of the page that an inserted one follows, empty for one that comes first. `changed` is False for
    the other side of a leaf, which is printed again as it was; `page` 0 is an empty side.
    """

    act: Act
    number: str
    paper: Paper
    page: int
    after: str = ""
    changed: bool = True


@dataclass(frozen=True)
class _Page:
    """A page of a paper, with its number in its packet."""

    paper: Paper
    page: int

    @property
    def number(self) -> int:
        return self.paper.first_page + self.page - 1


_Row = tuple[_Page | None, _Page | None, bool]


def sheets(difference: Difference, *, duplex: bool = False) -> list[Sheet]:
    """The pages to act on, by the old packet's numbers; `duplex` takes the leaves of a packet that is printed on both sides."""
    if difference.old is None or difference.new is None:
        return []
    rows = list(_rows(difference.old, difference.new, difference.papers))
    found = list(_acts(rows, difference.old.pages))
    return list(_leaves(found, rows)) if duplex else found


def _rows(old: Side, new: Side, changes: Sequence[PaperChange]) -> Iterator[_Row]:
    """Every page of both packets once: the old one, the new one, and whether it must be handed out anew."""
    pairs = pair_papers(old.papers, new.papers)
    moved = moved_papers(old.papers, pairs)
    stays = {two.stem: one for one, two in pairs if one is not None and two is not None and two.stem not in moved}
    by_stem = {change.new.stem: change for change in changes if change.new is not None}
    gone = [paper for paper in old.papers if paper not in stays.values()]
    for paper in new.papers:
        one = stays.get(paper.stem)
        if one is None:
            yield from ((None, page, True) for page in _pages(paper))
            continue
        while gone and gone[0].first_page < one.first_page:
            yield from ((page, None, True) for page in _pages(gone.pop(0)))
        yield from _paper_rows(one, paper, by_stem.get(paper.stem))
    yield from ((page, None, True) for paper in gone for page in _pages(paper))


def _pages(paper: Paper) -> list[_Page]:
    return [_Page(paper, page) for page in range(1, paper.pages + 1)]


def _paper_rows(old: Paper, new: Paper, change: PaperChange | None) -> Iterator[_Row]:
    before, after = _pages(old), _pages(new)
    pages = change.pages if change else ()
    removed, added = ({page.old for page in pages if page.new is None}, {page.new for page in pages if page.old is None})
    changed = {page.new for page in pages if page.new is not None}
    if old.label != new.label and not new.continues:
        changed.add(1)
    while before or after:
        if before and before[0].page in removed:
            yield before.pop(0), None, True
        elif after and after[0].page in added:
            yield None, after.pop(0), True
        elif before and after:
            page = after.pop(0)
            yield before.pop(0), page, page.page in changed
        else:  # what the pages of two readers differ by
            yield (before.pop(0), None, True) if before else (None, after.pop(0), True)


def _acts(rows: Sequence[_Row], pages: int) -> Iterator[Sheet]:
    """What is done between the pages that stay: new pages take the numbers of those that go, as far as these reach."""
    last = 0
    gone: list[_Page] = []
    come: list[_Page] = []
    for old, new, changed in [*rows, (None, None, False)]:
        if old is not None and new is None:
            gone.append(old)
        elif old is None and new is not None:
            come.append(new)
        else:
            yield from _stretch(gone, come, last, pages)
            gone, come = [], []
            if old is not None and new is not None:
                last = old.number
                if changed:
                    yield Sheet(Act.REPLACE, str(last), new.paper, new.page)


def _stretch(gone: Sequence[_Page], come: Sequence[_Page], last: int, pages: int) -> Iterator[Sheet]:
    for old, new in zip(gone, come, strict=False):
        yield Sheet(Act.REPLACE, str(old.number), new.paper, new.page)
    for old in gone[len(come) :]:
        yield Sheet(Act.REMOVE, str(old.number), old.paper, old.page)
    base = gone[-1].number if gone else last
    before = str(base) if base else ""
    for index, new in enumerate(come[len(gone) :], 1):
        number = str(base + index) if base == pages else f"{base}-{index + 1}"
        yield Sheet(Act.INSERT, number, new.paper, new.page, before)
        before = number


def _leaves(found: Sequence[Sheet], rows: Sequence[_Row]) -> Iterator[Sheet]:
    """Both sides of each leaf: the other side of one that changed is printed again as it was, where there is none it is empty."""
    stays = {old.number: new for old, new, changed in rows if old is not None and new is not None and not changed}
    acts = {int(sheet.number): sheet for sheet in found if sheet.act is not Act.INSERT}
    done: set[int] = set()
    inserted: list[Sheet] = []
    for sheet in found:
        if sheet.act is Act.INSERT:
            inserted.append(sheet)
            continue
        yield from _filled(inserted)
        inserted = []
        front = (int(sheet.number) - 1) // 2 * 2 + 1
        if front not in done:
            yield from _leaf([side for number in (front, front + 1) if (side := _side(number, acts, stays))])
        done.add(front)
    yield from _filled(inserted)


def _side(number: int, acts: Mapping[int, Sheet], stays: Mapping[int, _Page]) -> Sheet | None:
    page = stays.get(number)
    return acts.get(number) or (Sheet(Act.REPLACE, str(number), page.paper, page.page, changed=False) if page else None)


def _leaf(sides: Sequence[Sheet]) -> Iterator[Sheet]:
    """A leaf of which one side goes and the other stays is printed again; one that goes altogether is only taken out."""
    yield from (side for side in sides if side.act is Act.REMOVE)
    yield from _filled([side for side in sides if side.act is not Act.REMOVE])


def _filled(sides: Sequence[Sheet]) -> Iterator[Sheet]:
    """Sides of leaves, with an empty one where the last leaf has no other."""
    yield from sides
    if len(sides) % 2:
        last = sides[-1]
        yield Sheet(last.act, "", last.paper, 0, last.number, changed=False)
