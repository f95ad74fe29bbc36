"""The parts of a Word file whose text is printed, and what is done to their paragraphs."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.parts import Package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.text.ooxml.editable_parts import EditableParts

#: The relationships that lead to headers and footers, and those that lead to notes.
MARGINS = ("header", "footer")
NOTES = ("footnotes", "endnotes")
_ENOUGH = 30  # so much of a paragraph is quoted
_MOST_BETWEEN = 100  # marks between two paragraphs


def stories(parts: EditableParts) -> list[str]:
    """The names of the body's part, of headers and footers, of notes. Raises UnusableFileError for what is no Word file."""
    package = Package(parts)
    main, _ = package.main("w:document", "Word")
    named = [main, *(part for kind in (*MARGINS, *NOTES) for part in package.related(main, kind))]
    return [stored for part in named if (stored := package.stored_name(part)) is not None]


def following_paragraph(paragraph: etree._Element, w: str) -> etree._Element | None:
    """The paragraph that comes right after one, in the same body, cell, note or text box; None where a table or the end does."""
    at: etree._Element | None = paragraph
    for _ in range(_MOST_BETWEEN):
        if at is None:
            break
        following = at.getnext()
        if following is None:
            above = at.getparent()
            at = above if above is not None and above.tag in {f"{w}sdtContent", f"{w}sdt"} else None
            continue
        if following.tag == f"{w}sdt" and (content := following.find(f"{w}sdtContent")) is not None and len(content):
            following = content[0]
        if following.tag == f"{w}p":
            return following
        if following.tag in {f"{w}tbl", f"{w}sectPr", f"{w}altChunk"}:
            return None
        at = following  # a bookmark's end, a mark of the spelling check
    return None


def prepend(paragraph: etree._Element, said: Sequence[etree._Element], w: str) -> None:
    """Puts what another paragraph said before the first words of one."""
    first = next(iter(paragraph), None)  # the length of a long paragraph takes long to find out
    if first is not None and first.tag == f"{w}pPr":
        first = first.getnext()
    if first is None:
        paragraph.extend(said)
        return
    for each in said:
        first.addprevious(each)


def words_around(node: etree._Element, w: str) -> str:
    """How the paragraph begins that an element stands in, to find it by; what it says itself where it stands in none."""
    holder = node if node.tag == f"{w}p" else next(node.iterancestors(f"{w}p"), node)
    said = ""
    for each in holder.iter(f"{w}t"):
        said = (said + (each.text or "")).lstrip()
        if len(said) > _ENOUGH:
            break
    said = said.strip()
    return f"{said[:_ENOUGH]}…" if len(said) > _ENOUGH else said


def text_run(text: str, properties: etree._Element | None, w: str) -> etree._Element:
    """A run of a text that looks as others do."""
    run = etree.Element(f"{w}r")
    if properties is not None:
        run.append(deepcopy(properties))
    etree.SubElement(run, f"{w}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return run
