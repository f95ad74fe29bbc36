"""Which of two lists stands beside which: of ways that are as good, always the same one."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tracking import paragraphs, reads
from workspaces import law

from hyoga_docs.diff.pages.pairing import paired
from hyoga_docs.text.diff_alignment import matched
from hyoga_docs.text.diff_pairing import aligned
from hyoga_docs.text.diff_sequences import longest_rising, most_in_order
from hyoga_docs.text.diff_tokens import Token
from hyoga_docs.word.tracked.blocks import _alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyoga_docs.diff.pages.matching import MatchedPapers

Weights = list[list[float]]
Pairs = list[tuple[int, int]]

#: Quarters are added without a remainder, and so few of them that many ways are as good.
SIDES = st.tuples(st.integers(0, 4), st.integers(0, 4))
WEIGHTS = SIDES.flatmap(
    lambda size: st.lists(
        st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75]), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)
ORDERS = st.integers(0, 7).flatmap(lambda count: st.permutations(list(range(count))))


def ways(weights: Weights, i: int, j: int) -> Iterator[tuple[str, float]]:
    """Every way through two lists, `=` for a pair, `<` for one of the old list alone and `>` for one of the new."""
    if i == len(weights) and (not weights or j == len(weights[0])):
        yield "", 0.0
        return
    more = j < len(weights[0])
    if i < len(weights) and more and weights[i][j]:
        yield from ((f"={way}", weights[i][j] + weight) for way, weight in ways(weights, i + 1, j + 1))
    if i < len(weights):
        yield from ((f"<{way}", weight) for way, weight in ways(weights, i + 1, j))
    if more:
        yield from ((f">{way}", weight) for way, weight in ways(weights, i, j + 1))


def best_way(weights: Weights) -> Pairs:
    """The pairs of the way that weighs most; of as good ones a pair as early as can be, and the old list goes on first."""
    found = list(ways(weights, 0, 0))
    most = max(weight for _, weight in found)
    way = min((way for way, weight in found if weight == most), key=lambda way: [("=", "<", ">").index(step) for step in way])
    pairs, i, j = [], 0, 0
    for step in way:
        if step == "=":
            pairs.append((i, j))
        i, j = i + (step != ">"), j + (step != "<")
    return pairs


def always(weight: float) -> Callable[[int, int], float]:
    return lambda *_: weight


def turned(weights: Weights) -> Weights:
    return [row[::-1] for row in weights[::-1]]


def rows(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The places of every choice of numbers that rise."""
    for count in range(len(numbers) + 1):
        for places in combinations(range(len(numbers)), count):
            if all(numbers[one] < numbers[other] for one, other in pairwise(places)):
                yield places


def pages_paired(weights: Weights, old: int, new: int, letters: int = 1) -> Pairs:
    """Which pages are the same, by how many letters each two have in common."""
    sheets = SimpleNamespace(letters=SimpleNamespace(text="字" * letters))
    papers = SimpleNamespace(
        old=SimpleNamespace(sheets=[sheets] * old),
        new=SimpleNamespace(sheets=[sheets] * new),
        shared=Counter({(i, j): weight for i, row in enumerate(weights) for j, weight in enumerate(row)}),
    )
    return list(paired(cast("MatchedPapers", papers), [None] * old, [None] * new).items())


def filled(pairs: Pairs, old: int, new: int) -> Pairs:
    """The pairs, and one by one what stands between two of them where as many stand on both sides."""
    found: Pairs = []
    i = j = 0
    for x, y in [*pairs, (old, new)]:
        if x - i == y - j:
            found += zip(range(i, x), range(j, y), strict=True)
        found.append((x, y))
        i, j = x + 1, y + 1
    return found[:-1]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (["会長", "会長"], ["会長"], [(0, 0)]),
        (["会長"], ["会長", "会長"], [(0, 0)]),
        (["会長", "会長", "会長"], ["会長", "会長"], [(0, 0), (1, 1)]),
        (["会長", "委員"], ["委員", "会長"], [(1, 0)]),
        (["会長", "委員", "会長"], ["委員", "会長", "委員"], [(1, 0), (2, 1)]),
        (["会長を置く。", "委員を置く。"], ["監事を置く。"], [(0, 0)]),
        (["監事を置く。"], ["会長を置く。", "委員を置く。"], [(0, 0)]),
        (["会長"], ["施行期日"], []),
        ([], ["会長"], []),
        (["会長"], [], []),
    ],
)
def test_of_texts_that_are_as_like_the_first_are_a_pair_and_the_old_ones_go_first(
    old: list[str], new: list[str], pairs: Pairs
) -> None:
    assert aligned(old, new) == pairs


@law
@given(st.lists(st.sampled_from("甲乙丙"), max_size=4), st.lists(st.sampled_from("甲乙丙"), max_size=4))
def test_texts_are_paired_with_the_most_likeness(old: list[str], new: list[str]) -> None:
    weights = [[float(one == other) for other in new] for one in old]
    assert aligned(old, new) == best_way(weights)


def test_of_long_lists_what_stands_at_about_the_same_place_is_paired() -> None:
    old = [f"第{number}号の計画" for number in range(1_200)]
    assert aligned(old, old) == [(place, place) for place in range(1_200)]


@law
@given(WEIGHTS)
def test_blocks_of_a_word_file_are_paired_with_the_most_likeness_above_the_least(weights: Weights) -> None:
    old, new = len(weights), len(weights[0]) if weights else 0
    found = _alike(old, new, lambda i, j: weights[i][j] + 0.35 if weights[i][j] else 0.0)
    assert [i for i, _ in found if i is not None] == list(range(old))
    assert [j for _, j in found if j is not None] == list(range(new))
    pairs = [(i, j) for i, j in found if i is not None and j is not None]
    assert pairs == best_way([[weight + 0.35 - 0.35 if weight else 0.0 for weight in row] for row in weights])
    ahead = [(one, two) for one, two in pairwise(found) if None in one and None in two]
    assert not [pair for pair in ahead if pair[0][0] is None and pair[1][1] is None]  # what went stands before what came


def test_blocks_that_are_as_like_are_paired_from_the_first_on() -> None:
    assert _alike(2, 1, always(0.5)) == [(0, 0), (1, None)]
    assert _alike(1, 2, always(0.5)) == [(0, 0), (None, 1)]
    assert _alike(2, 2, lambda i, j: 0.5 if i != j else 0.0) == [(0, None), (1, 0), (None, 1)]
    assert _alike(2, 2, always(0.35)) == [(0, None), (1, None), (None, 0), (None, 1)]
    assert _alike(1, 1, always(0.1)) == [(0, 0)]
    assert _alike(1, 1, always(0.0)) == [(0, None), (None, 0)]
    assert _alike(201, 200, always(1.0))[:2] == [(0, None), (1, None)]  # too many to look at
    assert _alike(0, 2, always(1.0)) == [(None, 0), (None, 1)]


def test_a_paragraph_of_word_that_is_like_two_is_the_first_of_them() -> None:
    marked = ["+¶", "-一人", "+二人", "+会長を三人置く。"]
    assert reads(paragraphs("会長を一人置く。"), paragraphs("会長を二人置く。", "会長を三人置く。")) == marked


@law
@given(WEIGHTS)
def test_pages_are_paired_with_the_most_letters_in_common(weights: Weights) -> None:
    old, new = len(weights), len(weights[0]) if weights else 0
    best = [(old - 1 - i, new - 1 - j) for i, j in best_way(turned(weights))][::-1]
    assert pages_paired(weights, old, new) == filled(best, old, new)


def test_pages_that_share_as_much_are_paired_from_the_last_on() -> None:
    assert pages_paired([[5.0], [5.0]], 2, 1) == [(1, 0)]
    assert pages_paired([[5.0, 5.0]], 1, 2) == [(0, 1)]
    assert pages_paired([[0.0, 5.0, 0.0], [5.0, 0.0, 0.0]], 2, 3) == [(0, 1), (1, 2)]
    assert pages_paired([[14.0], [0.0]], 2, 1, letters=100) == []  # too little to be one page


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ([], set()),
        ([3], {3}),
        ([2, 1], {1}),
        ([2, 3, 0, 1], {0, 1}),
        ([1, 2, 0, 3], {1, 2, 3}),
        ([0, 2, 1, 3], {0, 1, 3}),
        ([1, 0, 3, 2], {0, 2}),
    ],
)
def test_of_rows_that_are_as_long_the_lowest_numbers_stay(numbers: list[int], kept: set[int]) -> None:
    assert longest_rising(numbers) == sorted(kept)


@law
@given(ORDERS)
def test_the_longest_rising_numbers_are_the_lowest_from_the_last_on(numbers: list[int]) -> None:
    found = [[numbers[place] for place in places] for places in rows(numbers)]
    most = max(map(len, found))
    lowest = min((row for row in found if len(row) == most), key=lambda row: row[::-1])
    assert longest_rising(numbers) == lowest


@pytest.mark.parametrize(
    ("numbers", "better", "kept"),
    [
        ([], [], []),
        ([2, 1], [], [2]),
        ([2, 1], [1], [1]),
        ([2, 3, 0, 1], [], [2, 3]),
        ([2, 3, 0, 1], [0], [0, 1]),
        ([1, 2, 0, 3], [0], [1, 2, 3]),
        ([0, 2, 1, 3], [], [0, 2, 3]),
        ([0, 2, 1, 3], [1], [0, 1, 3]),
    ],
)
def test_of_pairs_that_are_as_many_the_better_and_then_the_first_stay(
    numbers: list[int], better: list[int], kept: list[int]
) -> None:
    pairs = [(number, place) for place, number in enumerate(numbers)]
    chosen = [(number, numbers.index(number)) for number in better]
    assert [number for number, _ in most_in_order(pairs, chosen)] == kept


@law
@given(ORDERS, st.sets(st.integers(0, 6)))
def test_the_most_pairs_in_order_are_the_first_from_the_last_on(numbers: list[int], better: set[int]) -> None:
    pairs = [(number, place) for place, number in enumerate(numbers)]
    value = {places: (len(places), len([place for place in places if numbers[place] in better])) for places in rows(numbers)}
    first = min((row for row in value if value[row] == max(value.values())), key=lambda row: row[::-1])
    assert most_in_order(pairs, [pair for pair in pairs if pair[0] in better]) == [pairs[place] for place in first]


def test_of_two_halves_of_a_long_text_that_changed_places_the_second_one_stayed() -> None:
    """Both hold as many words that stand once; what stands before in the new text is the one that is kept."""
    halves = [[Token(f"{half}{number}", 3 * number, 30) for number in range(30)] for half in "甲乙"]
    kept = matched([*halves[0], *halves[1]], [*halves[1], *halves[0]])
    assert kept == [(30 + place, place) for place in range(30)]
