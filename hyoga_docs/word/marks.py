"""Marks in template values that become links and bookmarks once the template is filled.

A value that leads somewhere is marked with noncharacters, so a template needs to know nothing about links: wherever a
clerk prints a label or a title, it is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.plan.text import Anchor, Link

if TYPE_CHECKING:
    from hyoga_docs.plan.text import Text

LINK, MIDDLE, END, ANCHOR = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"


def mark(text: Text) -> str:
    """Text as a template value, its links and anchors marked."""
    return "".join(_marked(part) for part in text)


def _marked(part: str | Link | Anchor) -> str:
    if isinstance(part, str):
        return part
    sign, name = (LINK, part.target) if isinstance(part, Link) else (ANCHOR, part.name)
    # A line break ends Word's piece of text, so each line is marked by itself.
    return "\n".join(f"{sign}{name}{MIDDLE}{line}{END}" for line in part.text.split("\n"))
