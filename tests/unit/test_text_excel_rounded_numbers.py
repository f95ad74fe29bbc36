"""Which digits of a number are printed where its column is narrow."""

from __future__ import annotations

import pytest

from hyoga_docs.text.excel.rounded_numbers import roundings


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("41.47715972", "41.477"),
        ("-0.666666667", "-0.67"),
        ("12345678.9", "12345679"),
        ("1234567890", "1.23e+09"),
        ("1.2345E-05", "1.2e-05"),
    ],
)
def test_a_number_may_be_printed_shorter(number: str, printed: str) -> None:
    assert printed in roundings(number)


@pytest.mark.parametrize("text", ["", "1234", "2024/5/1", "12,345.6", "第1号", "1.2.3", "△1.5", "1e9999"])
def test_what_is_no_long_number_has_no_other_digits(text: str) -> None:
    assert roundings(text) == ()
