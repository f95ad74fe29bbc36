"""What a Word file says, block by block: paragraphs, and tables with their rows and cells, each by its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from lxml import etree

from hyoga_docs.word.tracked.marks import W

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["p", "tbl", "tr", "tc", "other"]

#: Stands in a block's words for what is no words (a picture, a note, a comment, a tracked change), with the words in it.
NO_WORDS = "\ufffc"
#: What holds words of its paragraph.
_HOLDING = {f"{W}{name}" for name in ("r", "hyperlink", "smartTag")}
#: What says nothing, and may go with the words around it.
_SILENT = {
    f"{W}{name}"
    for name in ("pPr", "rPr", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "permStart", "permEnd")
}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "‑"}
_NO_BLOCKS = {f"{W}{name}" for name in ("sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "bookmarkStart", "bookmarkEnd")}
#: Marks of changes that Word tracks, which are a person's: on the end of a paragraph, on a row, on a cell.
_CHANGES = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "pPrChange", "rPrChange")]
_KINDS: dict[str, Kind] = {f"{W}p": "p", f"{W}tbl": "tbl", f"{W}tr": "tr", f"{W}tc": "tc"}


@dataclass(frozen=True)
class Block:
    """A block with its words, and with those inside it; two are equal if they say the same. `element` is where it stands."""

    kind: Kind
    text: str = ""
    inside: tuple[Block, ...] = ()
    element: etree._Element = field(default=None, compare=False, repr=False)

    @cached_property
    def words(self) -> str:
        """All that it says."""
        return self.text + "\n".join(each.words for each in self.inside)


def blocks_of(parent: etree._Element) -> tuple[Block, ...]:
    """The blocks of a body, a table, a row or a cell."""
    return tuple(block_of(each) for each in parent if isinstance(each.tag, str) and each.tag not in _NO_BLOCKS)


def block_of(element: etree._Element) -> Block:
    """What a paragraph, a table, a row or a cell says now."""
    kind = _KINDS.get(element.tag, "other")
    if kind == "p":
        return Block(kind, _end_of(element) + "".join(text for _, text in pieces(element)), element=element)
    if kind == "other":
        return Block(kind, NO_WORDS + _all_words(element), element=element)
    return Block(kind, _properties_of(element), blocks_of(element), element)


def pieces(node: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What a paragraph is made of, each piece with its words."""
    for each in node:
        if not isinstance(each.tag, str) or each.tag in _SILENT:
            continue
        if each.tag == f"{W}t":
            yield each, each.text or ""
        elif each.tag in _SIGNS and not each.get(f"{W}type"):
            yield each, _SIGNS[each.tag]
        elif each.tag in _HOLDING:
            yield from pieces(each)
        else:
            yield each, NO_WORDS + _all_words(each)


def _all_words(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t", f"{W}delText"))


def _end_of(paragraph: etree._Element) -> str:
    """A mark where the end of a paragraph ends a section too, or is a tracked change."""
    own = paragraph.find(f"{W}pPr")
    return NO_WORDS if own is not None and next(own.iter(f"{W}sectPr", *_CHANGES), None) is not None else ""


def _properties_of(element: etree._Element) -> str:
    """A mark where a row or a cell is a tracked change, or one with the cell above it."""
    own = next((each for each in element if each.tag in {f"{W}trPr", f"{W}tcPr"}), None)
    if own is None:
        return ""
    merged = own.find(f"{W}vMerge")
    joined = "" if merged is None else f"{NO_WORDS}{merged.get(f'{W}val', 'continue')}"
    return joined + (NO_WORDS if next(own.iter(*_CHANGES), None) is not None else "")
