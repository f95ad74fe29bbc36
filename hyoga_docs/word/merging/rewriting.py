"""The words of a paragraph written anew where they stand: what both texts begin and end with keeps its look."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.word.merging.blocks import NO_WORDS, pieces
from hyoga_docs.word.tracked.marks import SPACE, W

if TYPE_CHECKING:
    from collections.abc import Callable

_STAYING = {f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"}


def rewrite(paragraph: etree._Element, new: etree._Element, brought: Callable[[etree._Element], etree._Element]) -> None:
    """Gives a paragraph the words of a new one; `brought` copies what comes from the new one's file."""
    if not _replaced(list(pieces(paragraph)), new):
        for each in [each for each in paragraph if each.tag not in _STAYING]:
            paragraph.remove(each)
        paragraph.extend([brought(each) for each in new if each.tag not in _STAYING])


def renumber(paragraph: etree._Element, new: etree._Element) -> bool:
    """Whether the words of a paragraph could be written anew around all that is no words in it, which stays."""
    return _replaced([(node, text) for node, text in pieces(paragraph) if text != NO_WORDS], new)


def _alike(one: str, other: str) -> int:
    """With how many characters two texts begin alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _replaced(held: list[tuple[etree._Element, str]], new: etree._Element) -> bool:
    """Whether what is another in a new paragraph could be replaced in the texts alone; nothing is done where it could not."""
    old, words = "".join(text for _, text in held), "".join(text for _, text in pieces(new))
    start = _alike(old, words)
    end = _alike(old[start:][::-1], words[start:][::-1])
    stop, words = len(old) - end, words[start : len(words) - end]
    at, touched = 0, []
    for node, text in held:
        if at <= stop and start <= at + len(text) and node.tag == f"{W}t":
            touched.append((node, text, max(start - at, 0), max(stop - at, 0)))
        elif at < stop and start < at + len(text):
            return False
        at += len(text)
    if not touched or not words.isprintable():
        return False
    for index, (node, text, first, last) in enumerate(touched):
        node.text = text[:first] + (words if index == 0 else "") + text[last:]
        node.set(SPACE, "preserve")
    return True
