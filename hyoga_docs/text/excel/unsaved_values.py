"""Formulas whose values were not saved: a program computes them when it opens the workbook, and only its pages tell them."""

from __future__ import annotations

import re

from hyoga_docs.text.ooxml.package import read_parts

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
#: A cell that has a formula and no value behind it.
_UNSAVED = re.compile(
    rb"""<(?:\w+:)?c\b([^<>]*)>
    <(?:\w+:)?f\b[^<>]*(?:/>|>[^<>]*</(?:\w+:)?f>)\s*
    (?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*
    </(?:\w+:)?c>""",
    re.VERBOSE,
)
#: What Excel says of a cell whose formula gives an empty text.
_OF_TEXT = re.compile(rb"\bt=[\"']str[\"']")


def has_unsaved_values(data: bytes) -> bool:
    """Whether a formula has no value. Raises UnusableFileError for what is no Office file."""
    sheets = (content for name, content in read_parts(data).items() if _SHEET.fullmatch(name))
    return any(not _OF_TEXT.search(cell[1]) for content in sheets for cell in _UNSAVED.finditer(content))
