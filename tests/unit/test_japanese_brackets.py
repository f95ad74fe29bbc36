from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import PAIRS, nested, paragraphs, places_of
from workspaces import law

from hyoga_docs.japanese.brackets import CLOSER, BracketFault, depth, scan

ANY = "".join(PAIRS)
OPENERS = "".join(pair[0] for pair in PAIRS)


@law
@given(nested())
def test_balanced_text_has_no_fault_and_nothing_waits(text: str) -> None:
    found = scan(text)
    assert (found.found, found.waiting) == ((), ())


@law
@given(st.text(alphabet=ANY + "あ1a 、\n", max_size=40))
def test_any_text_can_be_scanned_and_every_fault_is_at_a_bracket(text: str) -> None:
    found = scan(text)
    places = [item.index for item in found.found]
    assert places == sorted(places)
    assert all(text[index] in ANY for index in (*places, *found.waiting))
    assert all(text[index] in CLOSER for index in found.waiting)
    assert depth(text) == len(found.waiting)


@law
@given(paragraphs(), st.data())
def test_text_without_one_of_its_brackets_has_a_fault(text: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(places_of(text, ANY)))
    found = scan(text[:at] + text[at + 1 :])
    assert found.found or found.waiting


@law
@given(nested(), nested())
def test_an_opener_waits_for_the_text_that_comes_after_it(one: str, two: str) -> None:
    start = scan(f"{one}（{two}")
    assert [(f"{one}（{two}")[index] for index in start.waiting] == ["（"]
    assert not start.found
    whole = scan(f"{one}（{two}）")
    assert (whole.found, whole.waiting) == ((), ())


@law
@given(nested(), st.sampled_from(["（)", "(）", "［]", "[］", "｛}", "「｣", "｢」"]))
def test_partners_of_two_widths_are_partners_all_the_same(inner: str, pair: str) -> None:
    found = scan(f"会{pair[0]}会{inner}会{pair[1]}")
    assert [(item.fault, item.index) for item in found.found] == [(BracketFault.WIDTHS, 1)]
    assert not found.waiting


@pytest.mark.parametrize(
    "text",
    [
        "1) 一つ目",
        "２）二つ目",
        "a) 一つ目",
        "ア）一つ目",
        "注）数は延べ",
        "注２）数は延べ",
        "*1) 前の年",
        "※3）前の年",
        "甲、1) 乙、2) 丙",
        "(1) 一つ目",
        "（１）一つ目",
        "（不明な点は、係（電話000-000-0000）まで問い合わせてください。）",
        "（集まる所は、例町役場（第２会議室３０１）とする。）",
        "（届出（規則様式第12の100）を添える。（控えは、例町が５年間（満了の日まで）持つ。））",
        "（持ち物は、次のとおりとする。1) 筆記具、2) 印鑑）",
        "Ctrl+] を押し、Shift+{ と Alt+) を使う。",
    ],
)
def test_a_bracket_that_numbers_an_item_needs_no_partner(text: str) -> None:
    found = scan(text)
    assert (found.found, found.waiting) == ((), ())


def test_a_number_in_brackets_closes_no_other_bracket() -> None:
    assert scan("（不明な点は、係（電話000-000-0000）まで問い合わせてください。").waiting == (0,)


@pytest.mark.parametrize(
    ("text", "fault", "index", "other"),
    [
        ("「甲（乙」丙）", BracketFault.CROSSED, 2, 6),
        ("（甲「乙）", BracketFault.UNCLOSED, 2, 4),
        ("甲）の乙", BracketFault.UNOPENED, 1, None),
        ("甲）乙", BracketFault.LABEL, 1, None),
        ("（甲)", BracketFault.WIDTHS, 0, 2),
    ],
)
def test_each_fault_knows_its_place_and_that_of_the_other(text: str, fault: BracketFault, index: int, other: int | None) -> None:
    (item,) = scan(text).found
    assert (item.fault, item.index, item.other) == (fault, index, other)
