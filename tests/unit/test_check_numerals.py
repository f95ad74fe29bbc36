from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import codes, law

from hyoga_docs.check.numerals import check_numerals
from hyoga_docs.core.problem import Problem

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
OTHER = {**{str(n): "０１２３４５６７８９"[n] for n in range(10)}, **{"０１２３４５６７８９"[n]: str(n) for n in range(10)}}
NUMBERS = st.integers(10, 999_999)
COUNTED = ["人", "件", "円", "％", "年", "ページ"]


def told(*passages: str) -> list[Problem]:
    return check_numerals(checked(*passages), ALONE)


@law
@given(NUMBERS, st.sampled_from(COUNTED), st.booleans(), st.booleans())
def test_a_number_of_one_width_is_not_told(value: int, unit: str, full: bool, commas: bool) -> None:
    text = f"{value:,}" if commas else str(value)
    written = text.translate(FULL).replace(",", "，") if full else text
    assert told(f"数は{written}{unit}である。") == []


@law
@given(NUMBERS, st.sampled_from(COUNTED), st.booleans(), st.data())
def test_one_digit_of_another_width_is_told_with_the_number_in_one(
    value: int,
    unit: str,
    full: bool,
    data: st.DataObject,
) -> None:
    written = str(value).translate(FULL) if full else str(value)
    at = data.draw(st.integers(0, len(written) - 1))
    (problem,) = (
        each for each in told(f"数は{written[:at]}{OTHER[written[at]]}{written[at + 1 :]}{unit}である。") if each.code == "HD231"
    )
    assert problem.hint == f"「{value}」と書いてください。"


@law
@given(st.integers(1000, 9999))
def test_a_separator_of_another_width_is_told(value: int) -> None:
    (problem,) = told(f"費用は{f'{value:,}'.replace(',', '，')}円である。")
    assert (problem.code, problem.hint) == ("HD231", f"「{value:,}」と書いてください。")


@law
@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.lists(st.integers(10, 99), max_size=4))
def test_one_full_and_two_half_is_one_way_to_write(ones: list[int], tens: list[int]) -> None:
    passages = [f"第{str(n).translate(FULL)}回の会議に{str(n).translate(FULL)}人が来た。" for n in ones]
    passages += [f"第{n}回の会議に{n}人が来た。" for n in tens]
    assert told(*passages) == []


@law
@given(st.integers(1, 9), st.integers(1, 9))
def test_numbers_of_one_digit_in_two_widths_are_noted_once(one: int, other: int) -> None:
    problems = told(f"第{one}回の会議", f"第{str(other).translate(FULL)}回の会議", f"第{str(one).translate(FULL)}回の会議")
    assert codes(problems) == ["HD232"]
    assert "全角（2か所）と半角（1か所）" in problems[0].message


@pytest.mark.parametrize(
    "text", ["（９）その他", "（10）閉会", "35～44歳", "比は3：2である。", "H2Oの量", "12.3％", "１２．３％", "①10件"]
)
def test_what_is_no_mixture_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["回答は1O件である。", "支出は２０O円である。", "割合は1l％である。"])
def test_letters_that_look_like_digits_are_told(text: str) -> None:
    (problem,) = told(text)
    assert problem.code == "HD235"
    assert re.search("[Ol]", problem.quote or "")


def test_two_signs_of_percent_are_noted_once() -> None:
    assert codes(told("割合は12％で、次は13％、前は11%である。")) == ["HD234"]


@pytest.mark.parametrize("text", ["本庁舎６０1会議室", "2０３号室", "１2番窓口", "第１0研修室"])
def test_numbers_of_rooms_are_signs_that_are_read_one_by_one(text: str) -> None:
    assert "HD231" not in codes(told(text))
    assert "HD231" in codes(told(f"{text}の１2人"))
