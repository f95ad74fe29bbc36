"""Texts as they are checked: the words of a file, and whose document it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from hyoga_docs.text.passages import PassageKind

if TYPE_CHECKING:
    from hyoga_docs.core.problem import Place
    from hyoga_docs.plan.resolve import Document
    from hyoga_docs.text.passages import Body, Passage


class TextOrigin(StrEnum):
    """Where a text comes from: a YAML file, a document of ours, a paper of somebody else's, a file that was named alone."""

    YAML = "yaml"
    MADE = "made"
    SUPPLIED = "supplied"
    FILE = "file"


@dataclass(frozen=True)
class CheckedText:
    """A text to check. `file` is its name as a message shows it, `document` the packet's document that it is, if it is one.

    `anchor` is the place of the YAML that answers for it, `draft` says that its title calls it a draft.
    """

    kind: TextOrigin
    file: str
    body: Body
    document: Document | None = None
    anchor: Place | None = None
    title: str = ""
    draft: bool = False

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its passages, in the order of reading; how words are read is none of its text."""
        return tuple(passage for passage in self.body.passages if passage.kind is not PassageKind.READING)
