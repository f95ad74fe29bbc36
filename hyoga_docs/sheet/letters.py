"""The letters of a sheet's columns."""

from __future__ import annotations


def letter(column: int) -> str:
    """`A` of 1, `Z` of 26, `AA` of 27."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
