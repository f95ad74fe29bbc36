"""The 正誤表 of a 差替え: what was wrong on which page of the reader's copy, and what is right."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from hyoga_docs.diff.model import PageKind, PageLook, WordingKind
from hyoga_docs.diff.report.phrases import looks_phrase
from hyoga_docs.plan.rich_text import Text, Underlined
from hyoga_docs.word.marked_text import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.diff.model import Cells, ComparedDocument, Difference, DocumentChange, PageChange, WordingChange
    from hyoga_docs.diff.replacement.leaves import HeldPage, Page, ReplacementPlan

_NONE, _GONE, _SEE = "（なし）", "（削除）", "（差し替えたページのとおり）"
_WHOLE, _ADDED = "（このページの全部）", "（ページを追加）"
#: A page with more changes than this is read anew and not corrected word by word.
_MOST = 12
#: Of what only moved, so many letters are told.
_LONGEST = 120

Row = dict[str, Any]


class Errata:
    """The rows of the 正誤表 in the order of the reader's pages, and the numbers of the pages that they speak of."""

    def __init__(self, difference: Difference, made: ReplacementPlan, before: Mapping[Page, HeldPage]) -> None:
        self._now, self._before = made.held, before
        sides = [(leaf, side) for leaf in made.leaves for side in leaf.sides if side.changed]
        self._printed = {(side.paper.stem, side.page) for _, side in sides}
        self._replaced = {side.number for leaf, side in sides if side.number in leaf.out}
        covered = [_covered(difference.papers, index) for index in range(len(difference.papers))]
        self.told: set[str] = set()
        came = arrived(difference)
        self.rows = sorted(
            (
                row
                for change, cover in zip(difference.papers, covered, strict=True)
                if change.new is None or change.new.stem not in came
                for row in self._of(change, cover)
            ),
            key=_place,
        )

    def _of(self, change: DocumentChange, cover: DocumentChange | None) -> Iterator[Row]:
        """The rows of one paper; `cover` is its cover, if that came or went with it, and the paper itself for that cover."""
        if change.old is None or change.new is None:
            yield from self._whole(change, cover)
            return
        name = paper_names(change.old, change.new)
        if change.postponed:
            pages = [self._number(change, page, None) for page in range(1, change.old.pages + 1)]
            yield self._row([*pages[:1], *pages[-1:]], name, "（この資料）", "（後で配付する）")
            return
        yield from self._labels(change)
        yield from self._pages(change, name)
        told = self._listed_changes(change, self._anew(change))
        worded: set[str] = set(self._anew(change))
        for number, group in groupby(told, key=lambda wording: self._number(change, wording.old_page, wording.new_page)):
            rows = list(group)
            worded |= set(number.split("→"))
            if len(rows) > _MOST:
                yield self._row([number], name, f"（このページの{len(rows)}か所）", _SEE)
            else:
                self.told |= set(number.split("→"))
                yield from (_erratum(name, wording, number) for wording in rows)
        for page in change.pages:  # whose letters are others, though no sentence that begins on it is
            number = self._number(change, page.old, page.new)
            if page.kind is PageKind.CHANGED and page.old and page.new and not set(number.split("→")) & worded:
                yield self._row([number], name, "（このページの文字）", _SEE)

    def _pages(self, change: DocumentChange, name: str) -> Iterator[Row]:
        """Pages that came, went, stand in the place of others or look different; those that follow each other in one row."""
        anew = self._anew(change)
        found: list[tuple[str, tuple[str, str]]] = [(number, (_WHOLE, _SEE)) for number in anew]
        for page in change.pages:
            number = self._number(change, page.old, page.new)
            said = _of_page(page) if page.elsewhere is None else [self._put_elsewhere(change, page)]
            found += [(number, each) for each in said if number not in anew]
        for (wrong, right), group in groupby(sorted(found, key=lambda each: each[1]), key=lambda each: each[1]):
            for run in _runs([number for number, _ in group]):
                several = right == _ADDED and len(run) > 1
                yield self._row(run, name, wrong, f"（{len(run)}ページを追加）" if several else right)

    def _put_elsewhere(self, change: DocumentChange, page: PageChange) -> tuple[str, str]:
        """What is wrong and right of a page that stands at another place in the order of pages."""
        if page.old is None:
            return _NONE, f"（{self._number(change, page.elsewhere, None)}ページを、ここへ移動）"
        return "（このページ）", f"（{self._number(change, None, page.elsewhere)}ページへ移動）"

    def _row(self, numbers: Sequence[str], place: str, wrong: str, right: str) -> Row:
        """A row of pages that follow each other, of which it speaks."""
        self.told |= {each for number in numbers for each in number.split("→")}
        ends = dict.fromkeys([numbers[0], numbers[-1]])
        page = ("・" if follows(numbers[0], numbers[-1]) else "～").join(ends)
        return {"page": page, "place": place, "wrong": wrong, "right": right}

    def _anew(self, change: DocumentChange) -> list[str]:
        """The numbers of pages in whose place other pages stand now, though no page became the other."""
        alone = (self._number(change, page.old, page.new) for page in change.pages if page.old is None or page.new is None)
        return [number for number in dict.fromkeys(alone) if number in self._replaced]

    def _number(self, change: DocumentChange, old: int | None, new: int | None) -> str:
        """The number of a page in the reader's copy, and the one that it has now where that is another; empty for none."""
        was = self._before.get((change.old.stem, old)) if change.old is not None and old is not None else None
        now = self._now.get((change.new.stem, new)) if change.new is not None and new is not None else None
        return "→".join(dict.fromkeys(each.number for each in (was, now) if each is not None))

    def _whole(self, change: DocumentChange, cover: DocumentChange | None) -> Iterator[Row]:
        """A paper with its cover, or one of the two alone, that came or went."""
        paper, came = change.paper, change.old is None
        alone = paper.kind == "cover"
        if not paper.pages or (alone and cover is not None):
            return
        first = cover or change
        pages = [
            self._number(each, *((None, page) if came else (page, None))) for each, page in ((first, 1), (change, paper.pages))
        ]
        here, place = ("（表紙）", f"{paper.name}（表紙）") if alone else ("（この資料）", paper.name)
        new = "（表紙を追加）" if alone else "（資料を追加）"
        yield self._row(pages, place, *((_NONE, new) if came else (here, _GONE)))

    def _labels(self, change: DocumentChange) -> Iterator[Row]:
        """What the binder stamps on the first page; what a template prints there is told with its words."""
        old, new = change.old, change.new
        if old is None or new is None or old.stamp is None or new.stamp is None or old.stamp == new.stamp:
            return
        yield self._row([self._number(change, 1, 1)], f"資料番号（{new.title}）", old.stamp or _NONE, new.stamp or _NONE)

    def _listed_changes(self, change: DocumentChange, anew: Sequence[str]) -> list[WordingChange]:
        """What is told word by word, page by page: not what pages say that came or went, nor numbers on pages that nobody gets."""
        stem = change.new.stem if change.new else ""
        fresh = {page.new for page in change.pages if page.old is None}
        gone = {page.old for page in change.pages if page.new is None}

        def is_told(wording: WordingChange) -> bool:
            old, new = wording.old_page, wording.new_page
            stayed = old is not None and old not in gone and self._number(change, old, None) not in anew
            stays = new is not None and new not in fresh and self._number(change, None, new) not in anew
            return stayed or stays or (old is None and new is None)

        words = [*change.words, *(each for each in change.numbers if change.unseen or (stem, each.new_page) in self._printed)]
        return sorted(filter(is_told, words), key=lambda wording: wording.place)


def arrived(difference: Difference) -> set[str]:
    """The papers that were to come and are there now, with what follows their covers, by their stems in the new packet."""
    came = {change.new.stem for change in difference.papers if change.arrived and change.new is not None}
    found: set[str] = set()
    before = ""
    for paper in difference.new.papers if difference.new is not None else ():
        if paper.stem in came or (paper.continues and before in found):
            found.add(paper.stem)
        before = paper.stem
    return found


def _of_page(page: PageChange) -> Iterator[tuple[str, str]]:
    """What is wrong and right of a page as a whole."""
    if page.old is None:
        yield _NONE, _ADDED
    elif page.new is None:
        yield "（このページ）", _GONE
    else:
        sheet = [look for look in page.looks if look in {PageLook.TURNED, PageLook.SIZE}]
        if page.sheets:
            what = "ページの向き" if PageLook.TURNED in sheet else "用紙の大きさ"
            yield f"（{what}：{page.sheets[0]}）", f"（{what}：{page.sheets[1]}）"
        elif sheet:
            yield "（ページの上下の向き）", "（逆の向き）"
        others = tuple(look for look in page.looks if look not in sheet)
        if others and page.kind is not PageKind.CHANGED:
            yield f"（{looks_phrase(replace(page, looks=others))}）", _SEE
        elif PageLook.PICTURE in others:
            yield f"（{looks_phrase(replace(page, looks=(PageLook.PICTURE,)))}）", _SEE
        elif page.kind is PageKind.LOOKS and not page.looks:
            yield "（図や書式）", _SEE


def _runs(numbers: Sequence[str]) -> Iterator[list[str]]:
    """Numbers of pages that follow each other, together: 3, 4, 4-2, 4-3, 5."""
    run: list[str] = []
    for number in numbers:
        if run and not follows(run[-1], number):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def follows(one: str, other: str) -> bool:
    """Whether a page comes right after another one, by their numbers."""
    root, _, count = one.partition("-")
    if other == f"{root}-{int(count) + 1 if count.isdecimal() else 2}":
        return True
    return root.isdecimal() and other == str(int(root) + 1)


def _covered(papers: Sequence[DocumentChange], index: int) -> DocumentChange | None:
    """The cover that came or went with a paper, or, for that cover, the paper."""
    change = papers[index]
    other = index + 1 if change.paper.kind == "cover" else index - 1
    if not 0 <= other < len(papers):
        return None
    cover, paper = (change, papers[other]) if other > index else (papers[other], change)
    together = (cover.old is None) == (paper.old is None) and (cover.new is None) == (paper.new is None)
    return papers[other] if together and cover.paper.kind == "cover" and paper.paper.continues else None


def paper_names(old: ComparedDocument | None, new: ComparedDocument | None) -> str:
    """A paper by the name that the reader's copy has, and its new one where that is another."""
    if old is None or new is None or old.name == new.name:
        paper = old or new
        return paper.name if paper else ""
    if old.title == new.title and old.label and new.label:
        return f"{old.label}（変更後は{new.label}）　{new.title}"
    return f"{old.name}（変更後は{new.name}）"


def _place(row: Row) -> tuple[int, ...]:
    """Where a row stands: by its page, what has none last."""
    found = re.findall(r"[0-9]+", re.split("[～・→]", row["page"])[0])
    return tuple(map(int, found)) or (0 if row["page"] else 1_000_000,)


def _erratum(name: str, wording: WordingChange, page: str) -> Row:
    place = "　".join(part for part in (name, wording.under) if part)
    if wording.kind is WordingKind.MOVED:
        old, new = (_text(side, whole=False) for side in (wording.old, wording.new))
        if wording.old == wording.new:
            old = new = _recognised(new)
        stood, stands = (f"（「{after}」の次）" if after else "（初め）" for after in (wording.old_after, wording.new_after))
        return {"page": page, "place": place, "wrong": mark((*old, stood)), "right": mark((*new, stands))}
    whole = not (wording.old and wording.new)
    wrong = mark(_text(wording.old, whole=whole)) if wording.old else _NONE
    right = mark(_text(wording.new, whole=whole)) if wording.new else _GONE
    return {"page": page, "place": place, "wrong": wrong, "right": right}


def _recognised(text: Text) -> Text:
    """A text of which nothing changed, as much of it as a reader knows it by."""
    said = "".join(part for part in text if isinstance(part, str))
    return text if len(said) <= _LONGEST else (f"{said[: _LONGEST // 2]}…（略）…{said[-_LONGEST // 2 :]}",)


def _text(cells: Cells, *, whole: bool) -> Text:
    """A row of cells as one text; what came or went altogether is not underlined, for there is nothing to tell it from."""
    parts: list[str | Underlined] = []
    for index, cell in enumerate(cells):
        parts += ["　"] if index else []
        parts += [Underlined(text) if changed and not whole else text for text, changed in cell]
    return tuple(parts)
