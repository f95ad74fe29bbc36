"""Hidden text of a Word file, which Word does not print: taken out with the ends of paragraphs and the rows that are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import is_on, namespace
from hyoga_docs.text.word.stories import following_paragraph, prepend

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.word.styles import WordStyles

_MARKS = (b":vanish", b":webHidden", b":hidden", b":specVanish", b' hidden="')


def may_hide(content: bytes, styles: WordStyles) -> bool:
    """Whether a part may hold text that is hidden."""
    return styles.hides_any or any(mark in content for mark in _MARKS)


def remove_hidden(tree: etree._Element, styles: WordStyles) -> None:
    """Takes out what is hidden, drawings too. What is hidden on the web alone is printed, and LibreOffice would leave it out."""
    w = namespace(tree)
    for mark in list(tree.iter(f"{w}webHidden")):
        mark.getparent().remove(mark)
    for mark in list(tree.iter(f"{w}hidden")):
        row = next(mark.iterancestors(f"{w}tr"), None)
        if mark.getparent().tag == f"{w}trPr" and is_on(mark, "w:val") and row is not None and row.getparent() is not None:
            row.getparent().remove(row)
    for table in [table for table in tree.iter(f"{w}tbl") if table.find(f".//{w}tr") is None]:
        table.getparent().remove(table)
    for mark in [mark for mark in tree.iter("{*}docPr") if mark.get("hidden") in ("1", "true")]:
        drawing = next(mark.iterancestors(f"{w}drawing"), None)
        if drawing is not None and drawing.getparent() is not None:
            drawing.getparent().remove(drawing)
    for paragraph in reversed(list(tree.iter(f"{w}p"))):
        _remove_in(paragraph, styles, w)


def _remove_in(paragraph: etree._Element, styles: WordStyles, w: str) -> None:
    properties = paragraph.find(f"{w}pPr")
    style = styles.of_paragraph(properties)
    for run in list(paragraph.iter(f"{w}r")):
        if next(run.iterancestors(f"{w}p"), None) is paragraph and styles.run_hides(run.find(f"{w}rPr"), style):
            run.getparent().remove(run)
    mark = properties.find(f"{w}rPr") if properties is not None else None
    if not styles.run_hides(mark, style) or (properties is not None and properties.find(f"{w}sectPr") is not None):
        return
    following = following_paragraph(paragraph, w)
    if following is None or paragraph.getparent() is None:
        return
    said = [each for each in paragraph if each.tag != f"{w}pPr"]
    if any(each.find(f".//{w}r") is not None or each.tag == f"{w}r" for each in said):
        if _style_of(following, styles, w) != style:
            return  # a heading whose text runs on: its letters look as its own style says
        prepend(following, said, w)
    paragraph.getparent().remove(paragraph)


def _style_of(paragraph: etree._Element, styles: WordStyles, w: str) -> str:
    return styles.of_paragraph(paragraph.find(f"{w}pPr"))
