"""Which paper of a packet is which of the other one, whatever its number is now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hyoga_docs.diff.review_reader import read_units
from hyoga_docs.text.diff import likeness
from hyoga_docs.text.readers.review_lines import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hyoga_docs.diff.model import ComparedDocument

_ALIKE = 0.5
#: How much of a long text is looked at to tell whether it is another's.
_LOOKED_AT = 4_000
#: Shorter texts are alike by chance.
_TELLING = 30

_SUPPLIED = {"supplied", "table"}
#: Of more pairs of papers than this the texts are not looked at.
_MOST_PAIRS = 10_000

Pair = tuple["ComparedDocument | None", "ComparedDocument | None"]


def pair_papers(old: Sequence[ComparedDocument], new: Sequence[ComparedDocument]) -> list[Pair]:
    """Every paper of both sides once: in the order of the new packet, those that went where they stood."""
    left, right = list(old), list(new)
    found: dict[int, ComparedDocument] = {}
    for key in (_same_file, _same_bytes, _same_title, _same_source, _only_one(left, right)):
        for one, other in _joined(left, right, key):
            found[id(other)] = one
        left, right = _left(left, found.values()), [paper for paper in right if id(paper) not in found]
        if key is _same_file:
            for one, other in _promised(left, right):
                found[id(other)] = one
            left, right = _left(left, found.values()), [paper for paper in right if id(paper) not in found]
    for one, other in _alike(left, right):
        found[id(other)] = one
    return _in_order(old, new, found)


def _left(papers: Sequence[ComparedDocument], taken: Iterable[ComparedDocument]) -> list[ComparedDocument]:
    gone = {id(paper) for paper in taken}
    return [paper for paper in papers if id(paper) not in gone]


def _promised(
    old: Sequence[ComparedDocument], new: Sequence[ComparedDocument]
) -> Iterator[tuple[ComparedDocument, ComparedDocument]]:
    """Papers to come with what has come for them, and the other way round: of one title, else of one label with a title alike."""
    pairs = [
        (one, other) for one in old for other in new if one.waiting != other.waiting and not (one.continues or other.continues)
    ]
    same = [(one, other) for one, other in pairs if one.title == other.title]
    alike = [(a, b) for a, b in pairs if a.label and a.label == b.label and likeness(a.title, b.title) >= _ALIKE]
    taken: set[int] = set()
    for one, other in (*same, *alike):
        if not {id(one), id(other)} & taken:
            taken |= {id(one), id(other)}
            yield one, other


def _same_bytes(paper: ComparedDocument) -> tuple[str, ...]:
    return ("", paper.sha256) if paper.sha256 and paper.kind in _SUPPLIED else ()


def _same_file(paper: ComparedDocument) -> tuple[str, ...]:
    return paper.kind, paper.source, paper.title


def _same_title(paper: ComparedDocument) -> tuple[str, ...]:
    return paper.kind, paper.title


def _same_source(paper: ComparedDocument) -> tuple[str, ...]:
    return ("", paper.source) if paper.kind in _SUPPLIED else ()


def _only_one(old: Sequence[ComparedDocument], new: Sequence[ComparedDocument]) -> Callable[[ComparedDocument], tuple[str, ...]]:
    """Kinds of which there is one on each side: an agenda is the agenda, whatever it is called."""
    single = {
        kind
        for kind in {paper.kind for paper in new} - {"supplied", "table", "cover"}
        if all(sum(paper.kind == kind for paper in side) == 1 for side in (old, new))
    }
    return lambda paper: (paper.kind,) if paper.kind in single else ()


def _joined(
    old: Sequence[ComparedDocument], new: Sequence[ComparedDocument], key: Callable[[ComparedDocument], tuple[str, ...]]
) -> Iterator[tuple[ComparedDocument, ComparedDocument]]:
    """Papers with the same key, in order; an empty key is none."""
    waiting: dict[tuple[str, ...], list[ComparedDocument]] = defaultdict(list)
    for paper in old:
        waiting[key(paper)].append(paper)
    for paper in new:
        if key(paper) and waiting[key(paper)]:
            yield waiting[key(paper)].pop(0), paper


def _alike(old: Sequence[ComparedDocument], new: Sequence[ComparedDocument]) -> Iterator[tuple[ComparedDocument, ComparedDocument]]:
    """Papers of one kind of which titles or texts are alike, the most alike first."""
    few = len(old) * len(new) <= _MOST_PAIRS
    ours, theirs = ([_words_of(paper) if few else "" for paper in side] for side in (old, new))
    scored = [
        (score, -i, -j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if one.kind == other.kind and (score := _likeness((one.title, other.title), (ours[i], theirs[j]))) >= _ALIKE
    ]
    taken: set[tuple[str, int]] = set()
    for _, i, j in sorted(scored, reverse=True):
        if not {("old", i), ("new", j)} & taken:
            taken |= {("old", i), ("new", j)}
            yield old[-i], new[-j]


def _likeness(titles: tuple[str, str], texts: tuple[str, str]) -> float:
    return max(likeness(*titles), likeness(*texts) if min(map(len, texts)) >= _TELLING else 0.0)


def _words_of(paper: ComparedDocument) -> str:
    """The beginning of what a paper says; that it has pages without words says nothing."""
    return "\n".join(unit.text for unit in read_units(paper.text) if unit.text != NO_TEXT)[:_LOOKED_AT]


def _in_order(old: Sequence[ComparedDocument], new: Sequence[ComparedDocument], found: dict[int, ComparedDocument]) -> list[Pair]:
    kept = {id(paper) for paper in found.values()}
    gone = [paper for paper in old if id(paper) not in kept]
    place = {id(paper): index for index, paper in enumerate(old)}
    pairs: list[Pair] = []
    for paper in new:
        one = found.get(id(paper))
        if one is not None:
            pairs += [(each, None) for each in gone if place[id(each)] < place[id(one)]]
            gone = [each for each in gone if place[id(each)] >= place[id(one)]]
        pairs.append((one, paper))
    return [*pairs, *((each, None) for each in gone)]
