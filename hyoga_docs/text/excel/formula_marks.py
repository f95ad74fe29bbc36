"""Texts that spreadsheets would take for formulas, marked so that they stay texts: `'=1+1`, and read without the mark again.

Excel and LibreOffice take a csv's apostrophe as a letter like any other: it is seen, and stays when they save the csv again.
"""

from __future__ import annotations

import re

#: A text that is a formula where one opens a csv, whatever it is marked with already. Blanks before it do not count, nor does what
#: nobody sees; signs in full width are as good as others in Japan.
_FORMULA = re.compile(r"'*[\s\x00-\x20\xad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")


def marked(text: str) -> str:
    """The text as it stands in a csv."""
    return f"'{text}" if _FORMULA.match(text) else text


def marked_text_cell(text: str) -> str:
    """The text as it stands in a cell that is one of text whatever it holds: only what would be read otherwise has a mark."""
    return marked(text) if text.startswith("'") else text


def unmarked(text: str) -> str:
    """What stands in a csv or a cell, as it was before it was marked."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula if somebody typed it."""
    return not text.startswith("'") and _FORMULA.match(text) is not None
