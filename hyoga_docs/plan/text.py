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


Part = str | Link | Anchor
Text = tuple[Part, ...]
