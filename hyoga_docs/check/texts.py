"""Texts as they are checked: the words of a file, and whose document it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from hyoga_docs.text.passages import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hyoga_docs.core.problem import Place
    from hyoga_docs.plan.model import Document
    from hyoga_docs.text.passages import Body, Passage

#: Characters of a paragraph, and of a text, that are checked; no paper for people has more.
LONGEST_PASSAGE, LONGEST_TEXT = 10_000, 3_000_000


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
        """Its passages, in the order of reading, as far as they are checked; how words are read is none of its text."""
        return tuple(_first(self._written()))

    @cached_property
    def is_cut(self) -> bool:
        """Whether some of its text is not among the passages, which would take too long to check."""
        return sum(len(passage.text) for passage in self._written()) > sum(len(passage.text) for passage in self.passages)

    def order(self, passage: Passage) -> int:
        """Which of the passages one is, from 0; -1 for one that was put together of others."""
        return self._order.get(id(passage), -1)

    @cached_property
    def _order(self) -> dict[int, int]:
        return {id(passage): index for index, passage in enumerate(self.passages)}

    def _written(self) -> Iterator[Passage]:
        return (passage for passage in self.body.passages if passage.kind is not PassageKind.READING)


def _first(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Passages up to the length of a text, each up to the length of one."""
    room = LONGEST_TEXT
    for passage in passages:
        if room <= 0:
            return
        text = passage.text[: min(LONGEST_PASSAGE, room)]
        room -= len(text) + 1
        yield passage if len(text) == len(passage.text) else replace(passage, text=text)
