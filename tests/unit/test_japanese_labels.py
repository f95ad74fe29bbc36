from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.labels import LabelNumber, label_key, numbers_text, read_label, with_label
from hyoga_docs.japanese.numerals import Digits

SERIES = st.sampled_from(["資料", "参考資料", "当日資料", "別添", "委"])
NUMBERS = st.lists(st.integers(0, 999), min_size=1, max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("text", "series", "numbers"),
    [
        ("資料１", "資料", (1,)),
        ("資料 No１－２", "資料", (1, 2)),
        ("資料Ｎｏ.３", "資料", (3,)),
        ("資料Ｎｏ．３", "資料", (3,)),
        ("資料1‐1", "資料", (1, 1)),
        ("資料No.1-2", "資料", (1, 2)),
        ("参考資料№1", "参考資料", (1,)),
        ("資料NO.12", "資料", (12,)),
        ("資料no１", "資料", (1,)),
        ("【資料１】", "資料", (1,)),
        ("［資料１－２］", "資料", (1, 2)),
        ("（参考資料２）", "参考資料", (2,)),
        ("資料　１ － ２", "資料", (1, 2)),
        ("当日 資料１", "当日資料", (1,)),
        ("資料１－１－２", "資料", (1, 1, 2)),
        ("資料１の２", "資料", (1, 2)),
        ("協議案第58号", "協議案第", (58,)),
        ("  資料１\n", "資料", (1,)),
        ("参考資料", "参考資料", ()),
        ("資料１０", "資料", (10,)),
    ],
)
def test_a_label_is_read_in_every_spelling(text: str, series: str, numbers: tuple[int, ...]) -> None:
    assert read_label(text) == LabelNumber(series, numbers)


@pytest.mark.parametrize("dash", list("‐‑‒–—―−－ーｰの-"))
def test_every_dash_that_people_type_joins_a_branch(dash: str) -> None:
    assert read_label(f"資料１{dash}２") == LabelNumber("資料", (1, 2))


@pytest.mark.parametrize(
    "text", ["", "　", "12", "１－２", "No.1", "【】", "資料１について", "資料１、２", "資料１漢２", "資料１（２）"]
)
def test_what_is_no_label_is_none(text: str) -> None:
    assert read_label(text) is None


@law
@given(SERIES, NUMBERS, st.sampled_from(Digits))
def test_a_printed_label_reads_back(series: str, numbers: tuple[int, ...], digits: Digits) -> None:
    assert read_label(series + numbers_text(numbers, digits)) == LabelNumber(series, numbers)


@law
@given(SERIES, NUMBERS, st.sampled_from([" No.", "№", "Ｎｏ", "　", "ＮＯ．"]), st.sampled_from(Digits), st.sampled_from(Digits))
def test_every_spelling_of_a_label_is_one_value(
    series: str, numbers: tuple[int, ...], before: str, digits: Digits, others: Digits
) -> None:
    assert read_label(series + before + numbers_text(numbers, digits, "‐")) == read_label(series + numbers_text(numbers, others))


@law
@given(NUMBERS, NUMBERS, st.sampled_from(Digits))
def test_different_numbers_print_differently(one: tuple[int, ...], other: tuple[int, ...], digits: Digits) -> None:
    assert (numbers_text(one, digits) == numbers_text(other, digits)) == (one == other)


@law
@given(st.text(max_size=20))
def test_reading_a_label_never_fails(text: str) -> None:
    found = read_label(text)
    assert found is None or found.series


@pytest.mark.parametrize(
    "text", ["資料１－２", "資料 No１－２", "資料Ｎｏ.１‐２", "資料1-2", "資料　1ー2", "資料№１−２", "資料NO．１の２"]
)
def test_every_spelling_of_a_label_has_one_key(text: str) -> None:
    assert label_key(text) == label_key("資料１－２")


@law
@given(SERIES, NUMBERS, SERIES, NUMBERS, st.sampled_from(Digits))
def test_labels_of_different_series_or_numbers_have_different_keys(
    series: str, numbers: tuple[int, ...], other: str, others: tuple[int, ...], digits: Digits
) -> None:
    same = (series, numbers) == (other, others)
    assert (label_key(series + numbers_text(numbers, digits)) == label_key(other + numbers_text(others, digits))) == same


def test_a_title_without_a_label_stands_alone() -> None:
    assert with_label("資料１", "設置要領（案）について") == "資料１　設置要領（案）について"
    assert with_label("", "次第") == "次第"
