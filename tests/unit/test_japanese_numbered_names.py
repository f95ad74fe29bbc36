from __future__ import annotations

import pytest

from hyoga_docs.japanese.numbered_names import has_number, numbered_name, without_number
from hyoga_docs.japanese.numerals import Digits


@pytest.mark.parametrize(
    ("example", "alone", "second"),
    [
        ("別表第１", "別表", "別表第２"),
        ("別表１", "別表", "別表２"),
        ("別表（１）", "別表", "別表（２）"),
        ("別表第一", "別表", "別表第二"),
        ("様式第１号", "様式", "様式第２号"),
        ("第１号様式", "様式", "第２号様式"),
        ("別紙", "別紙", "別紙２"),
    ],
)
def test_an_example_says_how_the_number_is_written(example: str, alone: str, second: str) -> None:
    assert without_number(example) == alone
    assert numbered_name(example, 2, Digits.ONE_FULL_TWO_HALF) == second
    assert has_number(example) is (example != "別紙")


def test_numbers_and_branches_are_in_the_digits_of_the_house() -> None:
    assert numbered_name("別表第１", 12, Digits.ONE_FULL_TWO_HALF, (2,)) == "別表第12の２"
    assert numbered_name("別表第１", 12, Digits.FULL) == "別表第１２"
    assert numbered_name("別表第一", 12, Digits.FULL, (2, 3)) == "別表第十二の二の三"
