"""Tracked changes of a Word file, accepted as Word does: LibreOffice would print what was deleted beside what took its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.parts import namespace
from hyoga_docs.text.word.stories import following_paragraph, prepend, stories

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TRACKED = re.compile(rb"<\w+:(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)\b")
#: What a part with changes has in any case: far quicker to look for, in long parts that have none.
_HINTS = (*(f":{mark}".encode() for mark in ("ins", "del", "move", "cellIns", "cellDel", "cellMerge")), b"Change ")
_GONE = ("del", "moveFrom")
_STAYS = ("ins", "moveTo")
#: Elements whose own children are marks: what was inserted or deleted is the row, the cell or the paragraph's end.
_PROPERTIES = ("rPr", "trPr", "tcPr")
_ONLY_MARKS = (
    *("cellIns", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *(f"customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")),
)


def has_changes(parts: Mapping[str, bytes]) -> bool:
    """Whether a Word file carries tracked changes, in its headers, footers and notes too."""
    return any(_PARTS.fullmatch(name) and _is_tracked(content) for name, content in parts.items())


def _is_tracked(content: bytes) -> bool:
    return any(hint in content for hint in _HINTS) and _TRACKED.search(content) is not None


def accept_changes(data: bytes) -> bytes:
    """The file with its changes accepted; the very same bytes where it has none. Raises UnusableFileError for no Word file."""
    parts = EditableParts(data)
    accept_in(parts)
    return parts.data


def accept_in(parts: EditableParts) -> None:
    """Accepts the changes of a file where it stands."""
    for story in stories(parts):
        if _is_tracked(parts.content(story)):
            _accept(parts.tree(story))
            parts.touch(story)


def _accept(tree: etree._Element) -> None:
    w = namespace(tree)
    _accept_rows(tree, w)
    _accept_cells(tree, w)
    _join_paragraphs(tree, w)
    gone, stays = ({f"{w}{kind}" for kind in kinds} for kinds in (_GONE, _STAYS))
    properties, marks = ({f"{w}{kind}" for kind in kinds} for kinds in (_PROPERTIES, _ONLY_MARKS))
    for element in list(tree.iter(f"{w}*")):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag.endswith("Change") or element.tag in gone or element.tag in marks:
            parent.remove(element)
        elif element.tag in stays:
            if parent.tag not in properties:
                for child in list(element):
                    element.addprevious(child)
            parent.remove(element)


def _accept_rows(tree: etree._Element, w: str) -> None:
    for mark in list(tree.iter(f"{w}trPr")):
        row = mark.getparent()
        if row is not None and any(mark.find(f"{w}{kind}") is not None for kind in _GONE):
            _remove_row(row, w)


def _remove_row(row: etree._Element, w: str) -> None:
    """Takes a row out, and with the last one its table."""
    holder = row.getparent()
    if holder is None:
        return
    holder.remove(row)
    while holder is not None and holder.tag in {f"{w}sdtContent", f"{w}sdt", f"{w}tbl"} and holder.find(f".//{w}tr") is None:
        above = holder.getparent()
        if above is not None:
            above.remove(holder)
        if holder.tag == f"{w}tbl":
            return
        holder = above


def _accept_cells(tree: etree._Element, w: str) -> None:
    for mark in list(tree.iter(f"{w}cellDel")):
        cell = next(mark.iterancestors(f"{w}tc"), None)
        row = next(mark.iterancestors(f"{w}tr"), None)
        if cell is None or row is None or (holder := cell.getparent()) is None:
            continue
        holder.remove(cell)
        if row.find(f".//{w}tc") is None:
            _remove_row(row, w)
    for mark in tree.iter(f"{w}cellMerge"):
        is_first = mark.get(f"{w}vMerge") == "rest"
        mark.attrib.clear()
        mark.tag = f"{w}vMerge"
        mark.set(f"{w}val", "restart" if is_first else "continue")


def _join_paragraphs(tree: etree._Element, w: str) -> None:
    """What is left of a paragraph whose end was deleted begins the next, which keeps its properties (ECMA-376 1, 17.13.5.15)."""
    ends = [mark.getparent() for kind in _GONE for mark in tree.iter(f"{w}{kind}")]
    marked = {end for end in ends if end is not None and end.tag == f"{w}rPr" and _is_paragraphs(end, w)}
    paragraphs = [end.getparent().getparent() for end in tree.iter(f"{w}rPr") if end in marked]
    for paragraph in reversed(paragraphs):  # from the last one on, so that nothing is moved twice
        following = following_paragraph(paragraph, w)
        said = [each for each in paragraph if each.tag != f"{w}pPr"]
        if following is not None:
            prepend(following, said, w)
            paragraph.getparent().remove(paragraph)
        elif not any(each.tag not in {f"{w}del", f"{w}moveFrom"} for each in said) and _can_go(paragraph, w):
            paragraph.getparent().remove(paragraph)


def _is_paragraphs(properties: etree._Element, w: str) -> bool:
    above = properties.getparent()
    return above is not None and above.tag == f"{w}pPr" and above.getparent() is not None and above.getparent().tag == f"{w}p"


def _can_go(paragraph: etree._Element, w: str) -> bool:
    """Whether an empty paragraph is not needed: what ends with a cell, a note or a body ends with a paragraph."""
    following = paragraph.getnext()
    return following is not None and following.tag == f"{w}tbl"
