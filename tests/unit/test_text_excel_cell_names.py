from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string, get_column_letter
from workspaces import law

from hyoga_docs.text.excel.cell_names import column_letters, column_number


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (16384, "XFD")])
def test_columns_are_called_as_a_spreadsheet_calls_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == column_number(letters.lower()) == number


@law
@given(st.integers(1, 16384))
def test_letters_and_numbers_are_those_of_openpyxl(number: int) -> None:
    assert column_letters(number) == get_column_letter(number)
    assert column_number(column_letters(number)) == number == column_index_from_string(column_letters(number))
