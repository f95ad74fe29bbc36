from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.numerals import (
    MARKS,
    Digits,
    circled,
    first_number,
    half_width,
    is_mark,
    kanji_number,
    katakana,
    latin,
    mark_of,
    marked,
    number,
    usual_marks,
    value_of,
    with_gap,
)

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
    assert mark[-1] in "①⑴一）Ⅰⅰ" or "一" in mark or all(len(a) <= len(b) for a, b in pairwise(printed))


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
        ("１．", "３．"),
        ("1.", "3."),
        ("1)", "3)"),
        ("⑴", "⑶"),
        ("一", "三"),
        ("（一）", "（三）"),
        ("第一", "第三"),
        ("Ⅰ", "Ⅲ"),
        ("ⅰ", "ⅲ"),
        ("イ", "ハ"),
        ("（イ）", "（ハ）"),
        ("(a)", "(c)"),
        ("日程第１", "日程第３"),
        ("議案第１号", "議案第３号"),
        ("【１】", "【３】"),
        ("１．　", "３．　"),
        ("◇", "◇"),
        ("○", "○"),
        ("・", "・"),
    ],
)
def test_a_mark_is_a_sample_of_its_numbers(mark: str, printed: str) -> None:
    assert marked(3, mark, Digits.ONE_FULL_TWO_HALF) == printed


def test_every_mark_has_a_sample_of_one() -> None:
    assert [marked(1, mark, Digits.FULL) for mark in MARKS] == list(MARKS)


@pytest.mark.parametrize(
    ("sample", "mark", "first"),
    [
        ("議案第12号", "議案第１号", 12),
        ("議案第１２号", "議案第１号", 12),
        ("第3号議案", "第1号議案", 3),
        ("３", "１", 3),
        ("3.", "1.", 3),
        ("12.", "1.", 12),
        ("日程第１", "日程第１", 1),
        ("ア", "ア", 1),
        ("○", "○", 1),
        ("第22条の2", "第22条の2", 1),
        ("第０号", "第０号", 1),
    ],
)
def test_a_sample_shows_the_mark_and_the_first_number(sample: str, mark: str, first: int) -> None:
    assert first_number(sample) == (mark, first)


@pytest.mark.parametrize("mark", ["２", "ウ", "ハ", "第", "", " ", "１１", "１－１", "一般", "アイ", "議題", "restart"])
def test_what_is_no_sample_of_one_is_no_mark(mark: str) -> None:
    assert not is_mark(mark)
    with pytest.raises(KeyError):
        marked(1, mark, Digits.FULL)


@pytest.mark.parametrize(
    ("mark", "printed"),
    [("１", ["9", "９", "９"]), ("1", ["9", "9", "9"]), ("（１）", ["（9）", "（９）", "（９）"]), ("1.", ["9.", "9.", "9."])],
)
def test_a_mark_has_the_width_that_it_was_written_in(mark: str, printed: list[str]) -> None:
    (usual,) = usual_marks([mark], Digits.HALF)
    assert [marked(9, usual, Digits.HALF), marked(9, mark, Digits.HALF), marked(9, mark, Digits.FULL)] == printed


def test_two_figures_are_half_width_where_the_house_has_such() -> None:
    widths = (Digits.ONE_FULL_TWO_HALF, Digits.FULL, Digits.HALF)
    assert [marked(10, "１．", digits) for digits in widths] == ["10．", "１０．", "10．"]


@pytest.mark.parametrize(
    ("number_", "printed"),
    [
        *(("１", "１　"), ("（１）", "（１）"), ("・", "・"), ("１．", "１．"), ("1.", "1. "), ("(1)", "(1) "), ("⑴", "⑴　")),
        *(("第一", "第一　"), ("１．　", "１．　"), ("1. ", "1. "), ("", "")),
    ],
)
def test_a_number_is_kept_from_its_text_by_one_space_at_most(number_: str, printed: str) -> None:
    assert with_gap(number_) == printed
    assert with_gap(printed) == printed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一五", 15),
        ("百二十一", 121),
        ("二千三十", 2030),
        ("二十十", 30),
        ("〇", 0),
    ],
)
def test_a_number_is_read_in_every_writing(text: str, value: int) -> None:
    assert value_of(text) == value


@given(st.integers(1, 9999))
def test_a_number_in_kanji_reads_back(value: int) -> None:
    assert value_of(kanji_number(value)) == value


@pytest.mark.parametrize(
    ("marks", "deeper"),
    [
        (("１", "（１）"), ["①", "ア", "（ア）", "ａ", "（ａ）", "（ａ）"]),
        (("1.", "(1)", "ア"), ["(ア)", "ａ", "(ａ)", "(ａ)"]),
        (("Ⅰ", "１"), ["（１）", "①"]),
        (("一", "１", "（１）", "ア", "①"), ["（ア）", "ａ"]),
        (("○",), ["○", "○"]),
        (("（ａ）",), ["（ａ）"]),
    ],
)
def test_levels_beyond_those_that_a_house_named_go_on_as_usual(marks: tuple[str, ...], deeper: list[str]) -> None:
    assert [mark_of(marks, level) for level in range(len(marks))] == list(marks)
    assert [mark_of(marks, len(marks) + level) for level in range(len(deeper))] == deeper
