"""Template values that lead somewhere, or whose words are underlined in part.

To a template such a value is its plain words: it compares, cuts and counts like them. Only where it is printed does it
bring marks along (noncharacters), which become links, bookmarks and underlines once the template is filled. So a template needs to
know nothing about links: wherever a clerk prints a label or a title, it is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from hyoga_docs.plan.rich_text import LineNumber, Link, Styled, Underlined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.rich_text import Part, Text

LINK, MIDDLE, END, ANCHOR, UNDERLINE, STYLE, NUMBER = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5", "\ufdd7"
#: Around what marks a paragraph in whose place a 別表 is laid out (`schedule_tables.py`).
SCHEDULE = "\ufdd6"
#: What marks the paragraph in whose place the seats of a room are drawn (`seating_table.py`).
SEATING = "\ufddc"
#: Around the turn of a list (`list_restarts.py`).
TURN, TURN_END = "\ufdd8", "\ufdd9"
#: What follows is set at the right margin (`right_margin.py`): after a space, or after dots.
TO_THE_RIGHT, DOTTED = "\ufdda", "\ufddb"


_BREAK = re.compile("([\n\t])")


class MarkedText(str):
    """Words with links in them; `printed` is the XML text with its marks, which Jinja takes for what it prints."""

    __slots__ = ("printed",)
    printed: str

    def __html__(self) -> str:
        """What is printed where the value stands; Jinja's own name for it."""
        return self.printed


def _tab(sign: str) -> MarkedText:
    made = MarkedText("\t")
    made.printed = sign
    return made


RIGHT, DOTS = _tab(TO_THE_RIGHT), _tab(DOTTED)


def mark(text: Text) -> str:
    """Text as a template value."""
    return joined("", [_marked(part) for part in text])


def joined(separator: str, values: Sequence[str]) -> str:
    """Values in a row, their links kept."""
    words = separator.join(values)
    if not any(isinstance(value, MarkedText) for value in values):
        return words
    made = MarkedText(words)
    made.printed = separator.join(printed(value) for value in values)
    return made


def printed(value: str) -> str:
    """A value as it is printed: escaped, with its marks."""
    return value.printed if isinstance(value, MarkedText) else str(escape(value))


def schedule_mark(part: str, index: int) -> str:
    """The mark of a part (begin, table, end) of the 別表 that is so far from the first."""
    made = MarkedText("")
    made.printed = f"{SCHEDULE}{part}{index}{SCHEDULE}"
    return made


def seating_mark() -> str:
    """The mark of the place of a seating plan."""
    made = MarkedText("")
    made.printed = SEATING
    return made


def in_full(value: Any) -> Any:
    """A context with every value as it is printed, to tell two contexts apart."""
    if isinstance(value, dict):
        return {key: in_full(item) for key, item in value.items()}
    if isinstance(value, list):
        return [in_full(item) for item in value]
    return value.printed if isinstance(value, MarkedText) else value


def _marked(part: Part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Underlined):
        sign, name = UNDERLINE, ""
    elif isinstance(part, Styled):
        sign, name = NUMBER if isinstance(part, LineNumber) else STYLE, part.style
    else:
        sign, name = (LINK, part.target) if isinstance(part, Link) else (ANCHOR, part.name)
    made = MarkedText(part.text)
    # A line break or a tab ends Word's piece of text, so what lies between them is marked by itself.
    pieces = _BREAK.split(part.text)
    made.printed = "".join(
        piece if _BREAK.fullmatch(piece) else f"{sign}{escape(name)}{MIDDLE}{escape(piece)}{END}" for piece in pieces
    )
    return made
