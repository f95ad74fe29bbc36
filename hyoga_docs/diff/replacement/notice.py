"""What the notice of a 差替え can print: what to do with which page, the 正誤表, notes (templates/README.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.diff.model import StructureKind, UncomparedWhy
from hyoga_docs.diff.papers_own_page_numbers import own_numbers
from hyoga_docs.diff.replacement.errata import Errata, arrived, follows, paper_names
from hyoga_docs.diff.review_reader import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.diff.model import ComparedDocument, Difference, DocumentChange
    from hyoga_docs.diff.replacement.leaves import HeldPage, Leaf, Page, ReplacementPlan
    from hyoga_docs.word.template_context import Context

#: The sheet that stood for a paper to come.
_PROMISE = "この資料を後で配付するとしたもの"
_UNCOMPARED = {
    UncomparedWhy.NO_LETTERS: "{}は、文字として読めない（画像の）ページなので、文言は比べていません。",
    UncomparedWhy.PICTURES: "{}の図の中の文字は、比べていません。",
}


def notice_context(
    difference: Difference, made: ReplacementPlan, before: Mapping[Page, HeldPage], *, duplex: bool, turn: int, apart: bool = True
) -> Context:
    """The value `replacement` of the template; `turn` counts the 差替え of the packet from 1.

    `apart` says that the template has a place of its own for papers that were to come and are there now.
    """
    errata = Errata(difference, made, before)
    again = any(side.page and not side.changed for leaf in made.leaves for side in leaf.sides)
    came = arrived(difference)
    arrivals = [leaf for leaf in made.leaves if apart and _is_of(leaf, came)]
    acts = [leaf for leaf in made.leaves if leaf not in arrivals]
    promised = {change.new.stem: change.old for change in difference.papers if change.arrived and change.new is not None}
    delivered = list(_arrivals(made.leaves, came, promised, arrivals)) if apart else []
    sections = {"arrivals": bool(delivered), "acts": bool(acts), "errata": bool(errata.rows)}
    numbers = iter("１２３")
    return {
        "arrivals": delivered,
        "delivered": "、".join(dict.fromkeys(arrival.pop("short") for arrival in delivered)),
        "acts": list(_acts(acts)),
        "errata": errata.rows,
        "numbers": {name: next(numbers) if there else "" for name, there in sections.items()},
        "notes": [
            *_silent(difference, made.leaves, errata.told, came),
            *_uncompared(difference, made),
            *(f"{name}は、前か今の PDF がないので、見た目を比べていません。" for name in unseen_papers(difference)),
            *_own_numbers(difference.papers, made, before),
            *_other_sheets(made.leaves),
        ],
        "duplex": duplex and again,
        "discarded": any(leaf.out for leaf in made.leaves),
        "turn": turn,
    }


def unseen_papers(difference: Difference) -> list[str]:
    """The papers that are not the same and whose pages could not be looked at, by their names."""
    return [change.paper.name for change in difference.papers if any(step.what is StructureKind.UNSEEN for step in change.steps)]


def _is_of(leaf: Leaf, papers: set[str]) -> bool:
    """Whether nothing but some papers is on a leaf, and nothing else was."""
    return bool(leaf.sides) and all(new is not None and new.stem in papers for _, new in leaf.papers)


def _arrivals(
    leaves: Sequence[Leaf], papers: set[str], promised: Mapping[str, ComparedDocument | None], alone: Sequence[Leaf]
) -> Iterator[Context]:
    """The papers that were to come and are there now: their pages, and where they go; `alone` are the leaves with nothing else.

    `promised` has the sheets that stood for them.
    """
    groups: list[tuple[ComparedDocument, list[Leaf], list[str]]] = []
    for leaf in leaves:
        for side in leaf.sides:
            if side.paper.stem not in papers or not side.number:
                continue
            if not groups or (not side.paper.continues and groups[-1][0] is not side.paper):
                groups.append((side.paper, [], []))
            groups[-1][1].extend([] if leaf in groups[-1][1] else [leaf])
            groups[-1][2].append(side.number)
    for paper, found, numbers in groups:
        own, shared = ([leaf for leaf in found if (leaf in alone) is is_alone] for is_alone in (True, False))
        out = [number for leaf in own for number in leaf.out]
        ways = [f"{_listed(out)}の紙（{_PROMISE}）と差し替える"] if out else []
        if own and not out:
            ways.append(_what("insert", own, numbers))
        ways += [f"下の表の{_listed(leaf.out or [side.number for side in leaf.sides])}の紙と一緒に差し替える" for leaf in shared]
        short = paper.label or f"「{paper.title}」"
        yield {
            "paper": paper_names(promised.get(paper.stem), paper),
            "pages": _listed(numbers),
            "what": "。".join(ways),
            "short": short,
        }


def _silent(difference: Difference, leaves: Sequence[Leaf], told: set[str], came: set[str]) -> Iterator[str]:
    """The pages that are handed out anew though no row of the 正誤表 speaks of them, by what is known of them."""
    found: dict[str, list[str]] = {}
    changes = {change.new.stem: change for change in difference.papers if change.new is not None}
    for side in (side for leaf in leaves for side in leaf.sides if side.changed and side.number in leaf.out):
        if side.number not in told and side.paper.stem not in came:
            found.setdefault(_known(changes.get(side.paper.stem), side.page), []).append(side.number)
    for known, numbers in found.items():
        yield f"{_listed(numbers)}は、{known}"


def _known(change: DocumentChange | None, page: int) -> str:
    """What is known of a page of which no row speaks."""
    if change is None:
        return "印刷のしかただけが変わります。文言に変更はありません。"
    told = (*change.words, *change.numbers) if change.unseen else change.words
    if any(word.old_page is None and word.new_page is None for word in told):
        return "変わったところのページが分からないので、資料ごと差し替えます。"
    if any(step.what is StructureKind.UNSEEN for step in change.steps):
        return "読み取った文言は同じです。"
    if any(each.new == page and each.why is UncomparedWhy.NO_LETTERS for each in change.uncompared):
        return "見た目が変わります。"
    return "文字の位置や体裁だけが変わります。文言に変更はありません。"


def _uncompared(difference: Difference, made: ReplacementPlan) -> Iterator[str]:
    """The pages that are handed out anew and of which some words were not compared."""
    printed = {(side.paper.stem, side.page): side.number for leaf in made.leaves for side in leaf.sides if side.changed}
    found: dict[UncomparedWhy, list[str]] = {}
    for change in difference.papers:
        for page in change.uncompared:
            number = printed.get((change.new.stem, page.new)) if change.new is not None else None
            if number is not None:
                found.setdefault(page.why, []).append(number)
    for why, numbers in found.items():
        yield _UNCOMPARED[why].format(_listed(numbers))


def _other_sheets(leaves: Sequence[Leaf]) -> Iterator[str]:
    """The pages that have a leaf of their own because it is of another size than the one beside it."""
    for leaf in leaves:
        if leaf.other_sheet:
            numbers = [side.number for side in leaf.sides if side.page]
            yield f"{_listed(numbers)}は用紙の大きさ（{leaf.other_sheet}）が違うので、別の紙に印刷しています。"


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
    """Numbers as pages, those that follow each other as a stretch: 18ページ, 18・19ページ, 18～21ページ."""
    stretches: list[list[str]] = []
    for number in numbers:
        if stretches and follows(stretches[-1][-1], number):
            stretches[-1].append(number)
        else:
            stretches.append([number])
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
        yield {"pages": _listed(out or come), "paper": _on(found[0]), "what": _what(_act(found[0]), found, come)}


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
        waited = all(old is not None and old.waiting for leaf in leaves for old, _ in leaf.papers)
        return f"抜き取る（{f'{_PROMISE}。' if waited else ''}欠番になります）"
    if kind == "insert":
        return f"{leaves[0].after}ページの次に入れる" if leaves[0].after else "いちばん前に入れる"
    if kind == "replace":
        return "紙ごと差し替える" if both else "差し替える"
    return f"紙を抜き、新しい紙（{_listed(come)}）を入れる"


def _on(leaf: Leaf) -> str:
    """The papers on a leaf; several by their labels, as far as they have such."""
    names = list(dict.fromkeys(paper_names(*papers) for papers in leaf.papers))
    if len(names) == 1:
        return names[0]
    short = [(old or new, new) for old, new in leaf.papers]
    return "／".join(dict.fromkeys(paper.label or paper.title for paper, _ in short if paper))
