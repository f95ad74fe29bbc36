"""How wide characters are on a screen or on paper, in halves of a full-width one."""

from __future__ import annotations

import re
import unicodedata

#: Between Japanese and figures or letters of half width.
_GAP = re.compile(r"(?<=[^\W\x00-\x7f])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[^\W\x00-\x7f])")


def char_width(character: str) -> int:
    """2 of a full-width character, 0 of a mark that stands on the one before it, else 1."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in {"Mn", "Me", "Cf"} else 1


def text_width(text: str) -> int:
    """The width of a line; ambiguous characters (○, ①, ※) are printed full-width in Japanese and count as such."""
    return sum(2 if unicodedata.east_asian_width(character) == "A" else char_width(character) for character in text)


def gaps(text: str) -> float:
    """How much wider Word prints a line: half of a half-width character between Japanese and figures or letters."""
    return len(_GAP.findall(text)) / 2
