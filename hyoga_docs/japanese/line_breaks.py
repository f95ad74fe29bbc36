"""Japanese text in lines of a given width: broken between characters, but not within a word of ASCII."""

from __future__ import annotations

import re

from hyoga_docs.japanese.width import text_width

#: What no line begins with, and what no line ends with. Source: JIS X 4051, 行頭禁則 and 行末禁則.
_NOT_FIRST = frozenset("、。，．・：；？！ー々…～）］｝〕〉》」』】ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％")
_NOT_LAST = frozenset("（［｛〔〈《「『【")
_UNIT = re.compile(r"[!-~]+|.", re.DOTALL)  # a word of ASCII, or one character


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than `width` unless a word of ASCII with its brackets and stops is; line breaks in it stay.

    Blanks at a break go.
    """
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, width)]


def _lines(paragraph: str, width: int) -> list[str]:
    lines, line = [], ""
    for unit in _units(paragraph):
        if line.strip() and text_width(line) + text_width(unit.rstrip()) > width:
            lines.append(line.rstrip())
            line = unit.lstrip()
        else:
            line += unit
    return [*lines, line.rstrip()]


def _units(paragraph: str) -> list[str]:
    """What stays together: a word or a character, what opens before it and what closes after it."""
    units: list[str] = []
    for unit in _UNIT.findall(paragraph):
        if units and (unit in _NOT_FIRST or units[-1][-1] in _NOT_LAST):
            units[-1] += unit
        else:
            units.append(unit)
    return units
