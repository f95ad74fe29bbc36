"""What the notice of a 差替え can print: what to do with which page, the 正誤表, notes (templates/README.md)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hyoga_docs.diff.papers_own_page_numbers import own_numbers
from hyoga_docs.diff.replacement.errata import Errata, paper_names
from hyoga_docs.diff.review_reader import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.diff.model import Difference, DocumentChange
    from hyoga_docs.diff.replacement.leaves import HeldPage, Leaf, Page, ReplacementPlan
    from hyoga_docs.word.template_context import Context


def notice_context(
    difference: Difference, made: ReplacementPlan, before: Mapping[Page, HeldPage], *, duplex: bool, turn: int
) -> Context:
    """The value `replacement` of the template; `turn` counts the 差替え of the packet from 1."""
    errata = Errata(difference, made, before)
    again = any(side.page and not side.changed for leaf in made.leaves for side in leaf.sides)
    return {
        "acts": list(_acts(made.leaves)),
        "errata": errata.rows,
        "notes": [*_silent(made.leaves, errata.told), *_own_numbers(difference.papers, made, before)],
        "duplex": duplex and again,
        "turn": turn,
    }


def _silent(leaves: Sequence[Leaf], told: set[str]) -> Iterator[str]:
    """The pages that are handed out anew though no row of the 正誤表 speaks of them."""
    numbers = [side.number for leaf in leaves for side in leaf.sides if side.changed and side.number in leaf.out]
    if left := [number for number in numbers if number not in told]:
        yield f"{_listed(left)}は、文字の位置や体裁だけが変わります。文言に変更はありません。"


def _own_numbers(papers: Sequence[DocumentChange], made: ReplacementPlan, before: Mapping[Page, HeldPage]) -> Iterator[str]:
    """The numbers that a supplied paper prints itself on pages which stay in hand, where they are others in its new version."""
    printed = {side.number for leaf in made.leaves for side in leaf.sides}
    for change in papers:
        old, new = change.old, change.new
        if old is None or new is None or new.kind != "supplied":
            continue
        was, now = (
            {
                held[key].number: own
                for page, own in own_numbers(read_units(paper.text)).items()
                if (key := (paper.stem, page)) in held
            }
            for paper, held in ((old, before), (new, made.held))
        )
        other = [number for number, own in was.items() if number not in printed and now.get(number, own) != own]
        if other:
            pairs = "、".join(f"「{was[number]}」は「{now[number]}」" for number in other)
            paper = paper_names(old, new)
            yield f"{_listed(other)}（{paper}）に印刷してある資料自身のページ番号は、{pairs}と読み替えてください。"


def _listed(numbers: Sequence[str]) -> str:
    """Numbers of pages, those that follow each other as a stretch."""
    runs = groupby(enumerate(numbers), key=lambda item: int(item[1]) - item[0] if item[1].isdecimal() else item[1])
    stretches = [[number for _, number in run] for _, run in runs]
    return "・".join(f"{run[0]}～{run[-1]}" if len(run) > 2 else "・".join(run) for run in stretches) + "ページ"


def _acts(leaves: Sequence[Leaf]) -> Iterator[Context]:
    """Leaves that follow each other in one paper and are treated alike, together."""
    runs: list[list[Leaf]] = []
    for leaf in leaves:
        if runs and _alike(runs[-1][-1], leaf):
            runs[-1].append(leaf)
        else:
            runs.append([leaf])
    for found in runs:
        out = [number for leaf in found for number in leaf.out]
        come = [side.number for leaf in found for side in leaf.sides if side.number]
        yield {"pages": _span(out or come), "paper": _on(found[0]), "what": _what(_act(found[0]), found, come)}


def _act(leaf: Leaf) -> str:
    """What is to be done with a leaf."""
    come = tuple(side.number for side in leaf.sides if side.number)
    return "remove" if not leaf.sides else "insert" if not leaf.out else "replace" if come == leaf.out else "exchange"


def _alike(one: Leaf, other: Leaf) -> bool:
    """Whether a leaf is told together with the one before it."""
    act, last = _act(one), (one.out or tuple(side.number for side in one.sides if side.number))[-1]
    if act != _act(other) or act == "exchange" or _on(one) != _on(other):
        return False
    if act == "insert":
        return other.after == last
    return last.isdecimal() and other.out[0].isdecimal() and int(other.out[0]) == int(last) + 1


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
    names = list(dict.fromkeys(paper_names(*papers) for papers in leaf.papers))
    if len(names) == 1:
        return names[0]
    short = [(old or new, new) for old, new in leaf.papers]
    return "／".join(dict.fromkeys(paper.label or paper.title for paper, _ in short if paper))
