"""Which leaves of a distributed packet are handed out anew, put in or taken out, so that no other page changes its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from hyoga_docs.diff.packet_structure import moved_papers
from hyoga_docs.diff.pairing import pair_papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hyoga_docs.diff.model import ComparedDocument, Difference, DocumentChange, PacketState

#: A paper as it was and as it is.
Papers = tuple["ComparedDocument | None", "ComparedDocument | None"]
#: A page of a paper: the paper's name in documents/, and the page from 1.
Page = tuple[str, int]


@dataclass(frozen=True)
class HeldPage:
    """Where a page is in the packet that the reader holds: the number printed on it, and a name of the leaf that it is on."""

    number: str
    leaf: tuple[int, int]


@dataclass(frozen=True)
class NewPage:
    """One side of a new leaf. `page` 0 is an empty side; `changed` is False for what is printed again as it was."""

    paper: ComparedDocument
    page: int
    number: str
    changed: bool = True


@dataclass(frozen=True)
class Leaf:
    """A leaf to act on: the numbers of the one that goes, the sides of those that come, the number that they follow.

    Of a packet that is printed on one side a leaf has one. `papers` are those on it, each as it was and as it is. `other_sheet`
    names the size of one that is a leaf of its own because its pages are of another size than those beside them.
    """

    out: tuple[str, ...]
    sides: tuple[NewPage, ...]
    after: str
    papers: tuple[Papers, ...]
    other_sheet: str = ""


@dataclass(frozen=True)
class ReplacementPlan:
    """The leaves to act on, in the order of the packet, where every page is afterwards, and all numbers that ever were given."""

    leaves: tuple[Leaf, ...]
    held: Mapping[Page, HeldPage]
    used: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _PagePair:
    """A page that stays, changes, comes or goes, with the papers that it belonged and belongs to."""

    old: Page | None
    new: Page | None
    papers: Papers
    changed: bool
    number: str = ""
    after: str = ""


def as_distributed(side: PacketState) -> dict[Page, HeldPage]:
    """A packet as it was handed out: every page called by its place, two on a leaf, as far as they are of one size."""
    held: dict[Page, HeldPage] = {}
    leaf, front, last, size = 0, False, 0, ""
    for paper in side.papers:
        for page in range(1, paper.pages + 1):
            place = paper.first_page + page - 1
            skipped, sheet = place - last - 1, _sheet(paper, page)
            if skipped % 2:  # an empty side
                leaf, front = (leaf, False) if front else (leaf + 1, True)
            if front and sheet == size:
                front = False
            else:
                leaf, front = leaf + 1, True
            held[paper.stem, page] = HeldPage(str(place), (0, leaf))
            last, size = place, sheet
    return held


def _sheet(paper: ComparedDocument, page: int) -> str:
    """The size of a page; empty where it is not known."""
    return paper.sheets[page - 1] if page <= len(paper.sheets) else ""


def replaced(
    difference: Difference, held: Mapping[Page, HeldPage], used: frozenset[str] = frozenset(), *, duplex: bool = False
) -> ReplacementPlan:
    """What to do with the leaves of the old packet, whose pages are where `held` says; `used` are numbers of pages that went."""
    old, new = difference.old, difference.new
    if old is None or new is None:
        return ReplacementPlan((), held, used)
    used |= {each.number for each in held.values()}
    rows = _numbered(_sections(old, new, difference.papers), held, set(used))
    leaves = list(_leaves(rows, held) if duplex else _pages(rows))
    turn = 1 + max((each.leaf[0] for each in held.values()), default=0)
    places = {
        (side.paper.stem, side.page): (turn, 1000 * index + place // 2)
        for index, leaf in enumerate(leaves)
        for place, side in enumerate(leaf.sides)
    }
    now = {
        row.new: HeldPage(row.number, places.get(row.new) or held[row.old or row.new].leaf) for row in rows if row.new is not None
    }
    return ReplacementPlan(tuple(leaves), now, used | {row.number for row in rows})


def _sections(old: PacketState, new: PacketState, changes: Sequence[DocumentChange]) -> Iterator[list[_PagePair]]:
    """The pages of both packets, paper by paper in the order of the new one; papers that came or went together are one section."""
    pairs = pair_papers(old.papers, new.papers)
    moved = moved_papers(old.papers, pairs)
    stays = {two.stem: one for one, two in pairs if one is not None and two is not None and two.stem not in moved}
    by_stem = {change.new.stem: change for change in changes if change.new is not None}
    everything = bool(old.look and new.look and old.look != new.look)
    gone = [paper for paper in old.papers if paper not in stays.values()]
    loose: list[_PagePair] = []
    for paper in new.papers:
        one = stays.get(paper.stem)
        if one is None:
            loose += [_PagePair(None, (paper.stem, page), (None, paper), changed=True) for page in range(1, paper.pages + 1)]
            continue
        while gone and gone[0].first_page < one.first_page:
            loose += _gone(gone.pop(0))
        yield loose
        loose = []
        yield list(_paper_rows(one, paper, by_stem.get(paper.stem), everything=everything))
    yield loose + [row for paper in gone for row in _gone(paper)]


def _gone(paper: ComparedDocument) -> list[_PagePair]:
    return [_PagePair((paper.stem, page), None, (paper, None), changed=True) for page in range(1, paper.pages + 1)]


def _paper_rows(
    old: ComparedDocument, new: ComparedDocument, change: DocumentChange | None, *, everything: bool
) -> Iterator[_PagePair]:
    pages = change.pages if change else ()
    removed, added = {page.old for page in pages if page.new is None}, {page.new for page in pages if page.old is None}
    changed = {page.new for page in pages}
    before = {page.old for page in pages}
    words = change.words if change else ()
    if change and change.unseen:
        words += change.numbers  # which no page that differs tells
    if any(wording.new_page is None and wording.old_page is None for wording in words) or everything:
        changed |= set(range(1, new.pages + 1))  # where it is, nobody knows
    changed |= {wording.new_page for wording in words}
    before |= {wording.old_page for wording in words if wording.new_page is None}
    if _relabelled(old, new):
        changed.add(1)
    i, j = 1, 1
    while i <= old.pages or j <= new.pages:
        goes, comes = i <= old.pages and (i in removed or j > new.pages), j <= new.pages and (j in added or i > old.pages)
        one, other = (None if comes and not goes else (old.stem, i)), (None if goes else (new.stem, j))
        yield _PagePair(one, other, (old, new), changed=goes or comes or j in changed or i in before)
        i, j = i + (one is not None), j + (other is not None)


def _relabelled(old: ComparedDocument, new: ComparedDocument) -> bool:
    """Whether the binder prints another label on the first page; of a built folder it is not known what it printed."""
    if old.stamp is not None and new.stamp is not None:
        return old.stamp != new.stamp
    labels = ["" if paper.continues else paper.label for paper in (old, new)]
    return labels[0] != labels[1]


def _numbered(sections: Iterable[list[_PagePair]], held: Mapping[Page, HeldPage], used: set[str]) -> list[_PagePair]:
    """Every page with its number: between pages that stay, new pages take the numbers of those that go, as far as they reach."""
    last = list(held.values())[-1].number if held else ""
    done: list[_PagePair] = []
    at = there = ""  # the last number, and the last of a page that the reader still has
    for section in sections:
        for changed, group in groupby(section, key=lambda row: row.changed):
            rows = list(group)
            come = [row for row in rows if changed and row.new is not None]
            for row in (row for row in rows if row.old is not None):
                at = held[row.old].number if row.old else at
                if not changed:
                    done.append(replace(row, number=at))
                else:
                    other = come.pop(0) if come else None
                    papers = (row.papers[0], other.papers[1] if other else None)
                    done.append(_PagePair(row.old, other.new if other else None, papers, changed=True, number=at))
                there = at if done[-1].new is not None else there
            for row in come:
                before, at = at, _next(at, used, at_end=at == last)
                used.add(at)
                last = at if before == last else last
                done.append(replace(row, old=None, number=at, after=there))
                there = at
    return done


def _next(number: str, used: set[str], *, at_end: bool) -> str:
    """The number of a page after another: 12-2 after 12, 12-3 after 12-2; at the end of the packet the next one."""
    root, _, count = (number or "前-0").partition("-")
    if at_end and root.isdecimal() and not count:
        following = int(root) + 1
        while str(following) in used:
            following += 1
        return str(following)
    found = f"{root}-{int(count) + 1 if count.isdecimal() else 2}"
    turn = 2
    while found in used:  # pages were put in here before
        found, turn = f"{number or root}の{turn}", turn + 1
    return found


def _pages(rows: Iterable[_PagePair]) -> Iterator[Leaf]:
    """The leaves of a packet that is printed on one side."""
    for row in rows:
        if row.changed:
            yield Leaf((row.number,) if row.old else (), tuple(_sides([row])), row.after, (row.papers,))


def _leaves(rows: Sequence[_PagePair], held: Mapping[Page, HeldPage]) -> Iterator[Leaf]:
    """The leaves of a packet that is printed on both sides: what comes between the two sides of one is printed with them."""
    for group in _clusters(rows, held):
        if not any(row.changed for row in group):
            continue
        papers = tuple({_stems(row.papers): row.papers for row in group}.values())
        out = tuple(row.number for row in group if row.old is not None)
        sides = list(_sides(group))
        runs = [list(run) for _, run in groupby(sides, key=lambda side: _sheet(side.paper, side.page))]
        if len(runs) < 2:
            yield Leaf(out, tuple(_with_empty_side(sides, group, out)), group[0].after, papers)
            continue
        after = group[0].after
        for number, run in enumerate(runs):
            on = tuple(each for each in papers if any(each[1] is side.paper for side in run)) or papers
            empty = [NewPage(run[-1].paper, 0, "", changed=False)] if len(run) % 2 else []
            sheet = _sheet(run[0].paper, run[0].page)
            yield Leaf(out if number == 0 else (), (*run, *empty), after, on, sheet if number else "")
            after = run[-1].number


def _with_empty_side(sides: list[NewPage], group: Sequence[_PagePair], out: Sequence[str]) -> list[NewPage]:
    """The sides of leaves, made even: with an empty one before the back of the leaf that goes, else at the end."""
    if len(sides) % 2 == 0:
        return sides
    back = len(sides) > 1 and group[-1].old is not None and bool(out)
    at = len(sides) - 1 if back else len(sides)
    return [*sides[:at], NewPage(sides[-1].paper, 0, "", changed=False), *sides[at:]]


def _stems(papers: Papers) -> tuple[str, ...]:
    return tuple(paper.stem if paper else "" for paper in papers)


def _clusters(rows: Sequence[_PagePair], held: Mapping[Page, HeldPage]) -> Iterator[list[_PagePair]]:
    """The rows of each leaf that there was, with those between its sides; rows between leaves, by themselves."""
    leaf_of = [held[row.old].leaf if row.old is not None else None for row in rows]
    last = {leaf: index for index, leaf in enumerate(leaf_of) if leaf is not None}
    start = 0
    while start < len(rows):
        leaf = leaf_of[start]
        end = last[leaf] + 1 if leaf is not None else start + 1
        while leaf is None and end < len(rows) and leaf_of[end] is None and rows[end].papers[1] is rows[start].papers[1]:
            end += 1
        yield list(rows[start:end])
        start = end


def _sides(rows: Iterable[_PagePair]) -> Iterator[NewPage]:
    for row in rows:
        paper = row.papers[1]
        if row.new is not None and paper is not None:
            yield NewPage(paper, row.new[1], row.number, row.changed)
