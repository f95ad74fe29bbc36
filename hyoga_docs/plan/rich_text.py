"""Text with links in it, as the plan hands it to the Word room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Words that lead to another place of the packet: a document's key, or `key#anchor` inside one."""

    target: str
    text: str


@dataclass(frozen=True)
class Anchor:
    """Words that others lead to, by this name."""

    name: str
    text: str


@dataclass(frozen=True)
class Underlined:
    """Words that an amendment changed."""

    text: str


@dataclass(frozen=True)
class Styled:
    """What comes first in a paragraph that is to have a style of the template, by its name in Word."""

    style: str
    text: str = ""


@dataclass(frozen=True)
class LineNumber(Styled):
    """A styled paragraph that begins with this number: what follows it and is wrapped stands under itself."""


Part = str | Link | Anchor | Underlined | Styled
Text = tuple[Part, ...]


def plain_text(text: Text) -> str:
    """The words alone."""
    return "".join(part if isinstance(part, str) else part.text for part in text)
