"""What the notice of a 差替え can print: what to do with which page, and the 正誤表. templates/README.md lists it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from hyoga_docs.changes.model import Kind, PageKind, What
from hyoga_docs.changes.sheets import Act
from hyoga_docs.plan.text import Text, Underlined
from hyoga_docs.word.marks import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.changes.model import Cells, Difference, PaperChange, Wording
    from hyoga_docs.changes.sheets import Sheet
    from hyoga_docs.word.context import Context

_NONE, _GONE, _SEE = "（なし）", "（削除）", "（差し替えたページのとおり）"


def notice_context(difference: Difference, found: Sequence[Sheet], *, duplex: bool) -> Context:
    """The value `replacement` of the template."""
    numbers = _Numbers(found)
    errata = [row for change in difference.papers for row in _errata(change, numbers)]
    return {"acts": list(_acts(found)), "errata": errata, "duplex": duplex and any(not sheet.changed for sheet in found)}


def _acts(found: Sequence[Sheet]) -> Iterator[Context]:
    """Pages that follow each other in one paper and are treated alike, together."""
    printed = [sheet for sheet in found if sheet.number]
    groups = groupby(enumerate(printed), key=lambda each: (each[1].act, each[1].paper.stem, _row(each)))
    for (act, _, _), group in groups:
        sheets = [sheet for _, sheet in group]
        first, last = sheets[0].number, sheets[-1].number
        pages = f"{first}ページ" if first == last else f"{first}～{last}ページ"
        follows = f"{sheets[0].after}ページの次に入れる" if sheets[0].after else "いちばん前に入れる"
        what = {Act.REPLACE: "抜いて、新しいページと差し替える", Act.INSERT: follows, Act.REMOVE: "抜き取る（このページは欠番）"}
        yield {"pages": pages, "paper": sheets[0].paper.name, "what": what[act]}


def _row(each: tuple[int, Sheet]) -> int:
    """The same for numbers that follow each other; inserted pages follow each other always."""
    index, sheet = each
    return 0 if sheet.act is Act.INSERT else int(sheet.number) - index


class _Numbers:
    """What is printed on the pages of both packets, as the reader has them in the end."""

    def __init__(self, found: Sequence[Sheet]) -> None:
        self._new = {(sheet.paper.stem, sheet.page): sheet.number for sheet in found if sheet.act is not Act.REMOVE}

    def of(self, change: PaperChange, old: int | None, new: int | None) -> str:
        """The number of a page of a paper, by where it is now, else by where it was; empty where neither is known."""
        if new is not None and change.new is not None and (change.new.stem, new) in self._new:
            return self._new[change.new.stem, new]
        if old is not None and change.old is not None:
            return str(change.old.first_page + old - 1)
        return ""


def _errata(change: PaperChange, numbers: _Numbers) -> Iterator[dict[str, Any]]:
    if change.old is None or change.new is None:
        paper = change.paper
        pages = [numbers.of(change, *((None, page) if change.new else (page, None))) for page in (1, paper.pages)]
        wrong, right = (_NONE, "（資料を追加）") if change.old is None else ("（この資料）", _GONE)
        if paper.pages:
            yield {"page": "～".join(dict.fromkeys(pages)), "place": paper.name, "wrong": wrong, "right": right}
        return
    first = numbers.of(change, 1, 1)
    for step in change.steps:
        if step.what is What.RENUMBERED:
            wrong, right = step.old or _NONE, step.new or _NONE
            yield {"page": first, "place": f"資料番号（{change.new.title}）", "wrong": wrong, "right": right}
    for wording in change.words:
        yield _erratum(change, wording, numbers.of(change, wording.old_page, wording.new_page))
    if change.renumbered:
        yield {"page": first, "place": change.new.name, "wrong": f"（番号 {change.renumbered}か所）", "right": _SEE}
    for page in change.pages:
        if page.kind is PageKind.LOOKS:
            number = numbers.of(change, page.old, page.new)
            yield {"page": number, "place": change.new.name, "wrong": "（図や書式）", "right": _SEE}


def _erratum(change: PaperChange, wording: Wording, page: str) -> dict[str, Any]:
    place = "　".join(part for part in (change.paper.name, wording.under) if part)
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
