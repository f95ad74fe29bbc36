"""The letters by which spreadsheets call their columns."""

from __future__ import annotations

from string import ascii_uppercase

from hyoga_docs.japanese.numerals import lettered


def column_letters(number: int) -> str:
    """`A` of 1, `Z` of 26, `AA` of 27."""
    return lettered(number, ascii_uppercase)


def column_number(letters: str) -> int:
    """1 of `A`, 26 of `Z`, 27 of `AA`."""
    number = 0
    for letter in letters.upper():
        number = number * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return number
