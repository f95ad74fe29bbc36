"""What the notice of a 差替え can print: what to do with which page, and the 正誤表. templates/README.md lists it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from hyoga_docs.changes.model import Kind, PageKind, What
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
_MOST = 6


def notice_context(difference: Difference, made: Replaced, before: Mapping[Page, Held], *, duplex: bool, turn: int) -> Context:
    """The value `replacement` of the template; `turn` counts the 差替え of the packet from 1."""
    numbers = _Numbers(made, before)
    errata = sorted((row for change in difference.papers for row in _errata(change, numbers)), key=_place)
    again = any(side.page and not side.changed for leaf in made.leaves for side in leaf.sides)
    return {"acts": list(_acts(made.leaves)), "errata": errata, "duplex": duplex and again, "turn": turn}


def _place(row: Mapping[str, Any]) -> tuple[int, ...]:
    """Where a row of the 正誤表 stands: by its page, what has none last."""
    found = re.findall(r"[0-9]+", row["page"].partition("～")[0])
    return tuple(map(int, found)) or (0 if row["page"] else 1_000_000,)


def _acts(leaves: Sequence[Leaf]) -> Iterator[Context]:
    """Leaves that follow each other in one paper and are treated alike, together."""
    for key, group in groupby(enumerate(leaves), key=_alike):
        found = [leaf for _, leaf in group]
        out = [number for leaf in found for number in leaf.out]
        come = [side.number for leaf in found for side in leaf.sides if side.number]
        kind, pages = key[0], _span(out or come)
        yield {"pages": pages, "paper": _names(found[0].paper, found[0].now), "what": _what(kind, found, come)}


def _alike(each: tuple[int, Leaf]) -> tuple[Any, ...]:
    index, leaf = each
    come = tuple(side.number for side in leaf.sides if side.number)
    kind = "remove" if not leaf.sides else "insert" if not leaf.out else "replace" if come == leaf.out else "exchange"
    follows = int(leaf.out[0]) - index * len(leaf.out) if kind in {"replace", "remove"} and leaf.out[0].isdigit() else index
    names = tuple(paper.stem if paper else "" for paper in (leaf.paper, leaf.now))
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
        """The number of a page of a paper, by where it is now, else by where it was; empty where neither is known."""
        if new is not None and change.new is not None and (change.new.stem, new) in self._now:
            return self._now[change.new.stem, new].number
        if old is not None and change.old is not None and (change.old.stem, old) in self._before:
            return self._before[change.old.stem, old].number
        return ""


def _errata(change: PaperChange, numbers: _Numbers) -> Iterator[dict[str, Any]]:
    name = _names(change.old, change.new)
    if change.old is None or change.new is None:
        paper = change.paper
        pages = [numbers.of(change, *((None, page) if change.new else (page, None))) for page in (1, paper.pages)]
        wrong, right = (_NONE, "（資料を追加）") if change.old is None else ("（この資料）", _GONE)
        if paper.pages and not paper.continues:
            yield {"page": "～".join(dict.fromkeys(pages)), "place": paper.name, "wrong": wrong, "right": right}
        return
    for step in change.steps:
        if step.what is What.RENUMBERED:
            row = {"place": f"資料番号（{change.new.title}）", "wrong": step.old or _NONE, "right": step.new or _NONE}
            yield {"page": numbers.of(change, 1, 1), **row}
    for page in change.pages:
        if page.kind in _PAGES:
            wrong, right = _PAGES[page.kind]
            yield {"page": numbers.of(change, page.old, page.new), "place": name, "wrong": wrong, "right": right}
    for number, group in groupby(
        _told(change, numbers), key=lambda wording: numbers.of(change, wording.old_page, wording.new_page)
    ):
        rows = list(group)
        if len(rows) > _MOST:
            yield {"page": number, "place": name, "wrong": f"（このページの{len(rows)}か所）", "right": _SEE}
        else:
            yield from (_erratum(name, wording, number) for wording in rows)


def _told(change: PaperChange, numbers: _Numbers) -> list[Wording]:
    """What is told word by word, page by page: not what pages say that came or went, nor numbers on pages that nobody gets."""
    stem = change.new.stem if change.new else ""
    fresh = {page.new for page in change.pages if page.kind is PageKind.ADDED}
    gone = {page.old for page in change.pages if page.kind is PageKind.REMOVED}
    words = [*change.words, *(each for each in change.numbers if (stem, each.new_page) in numbers.printed)]
    told = [each for each in words if each.new_page not in fresh and not (each.new_page is None and each.old_page in gone)]
    return sorted(told, key=lambda wording: wording.new_page or wording.old_page or 0)


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
