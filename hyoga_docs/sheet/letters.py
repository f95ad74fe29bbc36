"""The letters of a sheet's columns."""

from __future__ import annotations


def letter(column: int) -> str:
    """`A` of 1, `Z` of 26, `AA` of 27."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def number_of(letters: str) -> int:
    """1 of `A`, 26 of `Z`, 27 of `AA`."""
    number = 0
    for each in letters.upper():
        number = number * 26 + ord(each) - ord("A") + 1
    return number
