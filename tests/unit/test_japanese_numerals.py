from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.numerals import MARKS, Digits, circled, half_width, kanji_number, katakana, latin, marked, number, value_of

NUMBERED = [mark for mark in MARKS if mark not in {"○", "・"}]


@pytest.mark.parametrize(
    ("digits", "printed"),
    [
        (Digits.ONE_FULL_TWO_HALF, ["０", "９", "10", "123"]),
        (Digits.FULL, ["０", "９", "１０", "１２３"]),
        (Digits.HALF, ["0", "9", "10", "123"]),
    ],
)
def test_digits_have_the_width_of_the_house(digits: Digits, printed: list[str]) -> None:
    assert [number(value, digits) for value in (0, 9, 10, 123)] == printed


@law
@given(st.integers(0, 10**9), st.sampled_from(Digits))
def test_a_printed_number_reads_back(value: int, digits: Digits) -> None:
    assert int(half_width(number(value, digits))) == value


def test_half_width_leaves_everything_but_digits_alone() -> None:
    assert half_width("資料１０－Ａ（２）①") == "資料10－Ａ（2）①"


@pytest.mark.parametrize(
    ("value", "printed"),
    [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "(51)"), (100, "(100)"), (0, "(0)")],
)
def test_circled_numbers_end_at_fifty(value: int, printed: str) -> None:
    assert circled(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(1, "ア"), (5, "オ"), (45, "ヲ"), (46, "ン"), (47, "アア"), (48, "アイ"), (92, "アン"), (93, "イア"), (46 * 47 + 1, "アアア")],
)
def test_katakana_double_after_their_end(value: int, printed: str) -> None:
    assert katakana(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [(1, "ａ"), (26, "ｚ"), (27, "ａａ"), (52, "ａｚ"), (53, "ｂａ"), (702, "ｚｚ"), (703, "ａａａ")]
)
def test_latin_letters_double_after_their_end(value: int, printed: str) -> None:
    assert latin(value) == printed


@pytest.mark.parametrize("mark", NUMBERED)
@pytest.mark.parametrize("digits", list(Digits))
def test_no_two_numbers_of_a_list_print_alike(mark: str, digits: Digits) -> None:
    printed = [marked(value, mark, digits) for value in range(1, 3000)]
    assert len(set(printed)) == len(printed)
    assert all(len(a) <= len(b) or mark == "①" for a, b in pairwise(printed))


@pytest.mark.parametrize(
    ("mark", "printed"),
    [
        ("１", "３"),
        ("（１）", "（３）"),
        ("①", "③"),
        ("ア", "ウ"),
        ("（ア）", "（ウ）"),
        ("ａ", "ｃ"),
        ("（ａ）", "（ｃ）"),
        ("第１", "第３"),
        ("○", "○"),
        ("・", "・"),
    ],
)
def test_a_mark_is_a_sample_of_its_numbers(mark: str, printed: str) -> None:
    assert marked(3, mark, Digits.ONE_FULL_TWO_HALF) == printed


def test_every_mark_has_a_sample_of_one() -> None:
    assert [marked(1, mark, Digits.FULL) for mark in MARKS] == list(MARKS)


def test_a_mark_that_is_unknown_is_refused() -> None:
    with pytest.raises(KeyError):
        marked(1, "一", Digits.FULL)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("１２", 12), ("十", 10), ("十二", 12), ("二十", 20), ("一五", 15), ("百二十一", 121), ("〇", 0)],
)
def test_a_number_is_read_in_every_writing(text: str, value: int) -> None:
    assert value_of(text) == value


@given(st.integers(1, 99))
def test_a_number_in_kanji_reads_back(value: int) -> None:
    assert value_of(kanji_number(value)) == value
