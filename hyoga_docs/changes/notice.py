"""What the notice of a 差替え can print: what to do with which page, and the 正誤表. templates/README.md lists it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from hyoga_docs.changes.model import Kind, PageKind
from hyoga_docs.plan.text import Text, Underlined
from hyoga_docs.word.marks import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.changes.leaves import Held, Leaf, Page, Replaced
    from hyoga_docs.changes.model import Cells, Difference, Paper, PaperChange, Wording
    from hyoga_docs.word.context import Context

_NONE, _GONE, _SEE = "（なし）", "（削除）", "（差し替えたページのとおり）"
_PAGES = {
    PageKind.ADDED: (_NONE, "（ページを追加）"),
    PageKind.REMOVED: ("（このページ）", _GONE),
    PageKind.LOOKS: ("（図や書式）", _SEE),
}
#: A page with more changes than this is read anew and not corrected word by word.
_MOST = 12


def notice_context(difference: Difference, made: Replaced, before: Mapping[Page, Held], *, duplex: bool, turn: int) -> Context:
    """The value `replacement` of the template; `turn` counts the 差替え of the packet from 1."""
    numbers = _Numbers(made, before)
    errata = sorted((row for change in difference.papers for row in _errata(change, numbers)), key=_place)
    again = any(side.page and not side.changed for leaf in made.leaves for side in leaf.sides)
    return {"acts": list(_acts(made.leaves)), "errata": errata, "duplex": duplex and again, "turn": turn}


def _place(row: Mapping[str, Any]) -> tuple[int, ...]:
    """Where a row of the 正誤表 stands: by its page, what has none last."""
    found = re.findall(r"[0-9]+", re.split("[～→]", row["page"])[0])
    return tuple(map(int, found)) or (0 if row["page"] else 1_000_000,)


def _acts(leaves: Sequence[Leaf]) -> Iterator[Context]:
    """Leaves that follow each other in one paper and are treated alike, together."""
    for key, group in groupby(enumerate(leaves), key=_alike):
        found = [leaf for _, leaf in group]
        out = [number for leaf in found for number in leaf.out]
        come = [side.number for leaf in found for side in leaf.sides if side.number]
        kind, pages = key[0], _span(out or come)
        yield {"pages": pages, "paper": _on(found[0]), "what": _what(kind, found, come)}


def _alike(each: tuple[int, Leaf]) -> tuple[Any, ...]:
    index, leaf = each
    come = tuple(side.number for side in leaf.sides if side.number)
    kind = "remove" if not leaf.sides else "insert" if not leaf.out else "replace" if come == leaf.out else "exchange"
    follows = int(leaf.out[0]) - index * len(leaf.out) if kind in {"replace", "remove"} and leaf.out[0].isdigit() else index
    names = tuple(paper.stem if paper else "" for papers in leaf.papers for paper in papers)
    return kind, names, 0 if kind == "insert" else follows


def _what(kind: str, leaves: Sequence[Leaf], come: Sequence[str]) -> str:
    both = any(len(leaf.sides) > 1 for leaf in leaves)
    if kind == "remove":
        return "抜き取る（欠番になります）"
    if kind == "insert":
        return f"{leaves[0].after}ページの次に入れる" if leaves[0].after else "いちばん前に入れる"
    if kind == "replace":
        return "紙ごと差し替える" if both else "差し替える"
    return f"紙を抜き、新しい紙（{'、'.join(come)}ページ）を入れる"


def _span(numbers: Sequence[str]) -> str:
    """Numbers as pages: 18ページ, 18・19ページ, 18～21ページ."""
    if len(numbers) > 2:
        return f"{numbers[0]}～{numbers[-1]}ページ"
    return f"{'・'.join(numbers)}ページ"


def _on(leaf: Leaf) -> str:
    """The papers on a leaf; several by their labels, as far as they have such."""
    names = list(dict.fromkeys(_names(*papers) for papers in leaf.papers))
    if len(names) == 1:
        return names[0]
    short = [(old or new, new) for old, new in leaf.papers]
    return "／".join(dict.fromkeys(paper.label or paper.title for paper, _ in short if paper))


def _names(old: Paper | None, new: Paper | None) -> str:
    """A paper by the name that the reader's copy has, and its new one where that is another."""
    if old is None or new is None or old.name == new.name:
        paper = old or new
        return paper.name if paper else ""
    if old.title == new.title and old.label and new.label:
        return f"{old.label}（変更後は{new.label}）　{new.title}"
    return f"{old.name}（変更後は{new.name}）"


class _Numbers:
    """What is printed on the pages of both packets, and which of them are in the reader's new leaves."""

    def __init__(self, made: Replaced, before: Mapping[Page, Held]) -> None:
        self._now, self._before = made.held, before
        self.printed = {(side.paper.stem, side.page) for leaf in made.leaves for side in leaf.sides if side.changed}

    def of(self, change: PaperChange, old: int | None, new: int | None) -> str:
        """The number of a page in the reader's copy, and the one that it has now where that is another; empty for none."""
        was = self._before.get((change.old.stem, old)) if change.old is not None and old is not None else None
        now = self._now.get((change.new.stem, new)) if change.new is not None and new is not None else None
        numbers = dict.fromkeys(each.number for each in (was, now) if each is not None)
        return "→".join(numbers)


def _errata(change: PaperChange, numbers: _Numbers) -> Iterator[dict[str, Any]]:
    name = _names(change.old, change.new)
    if change.old is None or change.new is None:
        yield from _whole(change, numbers)
        return
    yield from _labels(change, numbers)
    for page in change.pages:
        kind = PageKind.ADDED if page.old is None else PageKind.REMOVED if page.new is None else page.kind
        if kind in _PAGES:
            wrong, right = _PAGES[kind]
            yield {"page": numbers.of(change, page.old, page.new), "place": name, "wrong": wrong, "right": right}
    told = _told(change, numbers)
    for number, group in groupby(told, key=lambda wording: numbers.of(change, wording.old_page, wording.new_page)):
        rows = list(group)
        if len(rows) > _MOST:
            yield {"page": number, "place": name, "wrong": f"（このページの{len(rows)}か所）", "right": _SEE}
        else:
            yield from (_erratum(name, wording, number) for wording in rows)


def _whole(change: PaperChange, numbers: _Numbers) -> Iterator[dict[str, Any]]:
    """A paper, or its cover, that came or went."""
    paper, came = change.paper, change.old is None
    if not paper.pages or paper.continues:
        return
    pages = [numbers.of(change, *((None, page) if came else (page, None))) for page in (1, paper.pages)]
    cover = paper.kind == "cover"
    here, place = ("（表紙）", f"{paper.name}（表紙）") if cover else ("（この資料）", paper.name)
    new = "（表紙を追加）" if cover else "（資料を追加）"
    wrong, right = (_NONE, new) if came else (here, _GONE)
    yield {"page": "～".join(dict.fromkeys(pages)), "place": place, "wrong": wrong, "right": right}


def _labels(change: PaperChange, numbers: _Numbers) -> Iterator[dict[str, Any]]:
    """What the binder stamps on the first page; what a template prints there is told with its words."""
    old, new = change.old, change.new
    if old is None or new is None or old.stamp is None or new.stamp is None or old.stamp == new.stamp:
        return
    place = f"資料番号（{new.title}）"
    yield {"page": numbers.of(change, 1, 1), "place": place, "wrong": old.stamp or _NONE, "right": new.stamp or _NONE}


def _told(change: PaperChange, numbers: _Numbers) -> list[Wording]:
    """What is told word by word, page by page: not what pages say that came or went, nor numbers on pages that nobody gets."""
    stem = change.new.stem if change.new else ""
    fresh = {page.new for page in change.pages if page.old is None}
    gone = {page.old for page in change.pages if page.new is None}
    words = [*change.words, *(each for each in change.numbers if (stem, each.new_page) in numbers.printed)]
    told = [
        each
        for each in words
        if not (each.old_page is None and each.new_page in fresh) and not (each.new_page is None and each.old_page in gone)
    ]
    return sorted(told, key=lambda wording: wording.place)


def _erratum(name: str, wording: Wording, page: str) -> dict[str, Any]:
    place = "　".join(part for part in (name, wording.under) if part)
    if wording.kind is Kind.MOVED and wording.old == wording.new:
        return {"page": page, "place": place, "wrong": "（位置の変更）", "right": mark(_text(wording.new, whole=False))}
    whole = not (wording.old and wording.new)
    wrong = mark(_text(wording.old, whole=whole)) if wording.old else _NONE
    right = mark(_text(wording.new, whole=whole)) if wording.new else _GONE
    return {"page": page, "place": place, "wrong": wrong, "right": right}


def _text(cells: Cells, *, whole: bool) -> Text:
    """A row of cells as one text; what came or went altogether is not underlined, for there is nothing to tell it from."""
    parts: list[str | Underlined] = []
    for index, cell in enumerate(cells):
        parts += ["　"] if index else []
        parts += [Underlined(text) if changed and not whole else text for text, changed in cell]
    return tuple(parts)
