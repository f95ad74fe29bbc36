"""What an Office file leaves to the program that prints it, said as an office in Japan has it."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.new_elements import insert_after, insert_before, new_like
from hyoga_docs.text.ooxml.parts import attribute, child, children, is_true, name, namespace

if TYPE_CHECKING:
    from hyoga_docs.text.ooxml.editable_parts import EditableParts

#: A4 in twips, and the number of A4 among Excel's papers.
_A4_TWIPS, _A4_EXCEL = ("11906", "16838"), "9"
#: What stands before the paper's size in a section (ISO/IEC 29500-1, 17.6.17).
_BEFORE_SIZE = {"w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type"}
#: What stands behind the size of text (ISO/IEC 29500-1, 17.3.2.28).
_AFTER_SIZE = {
    *("w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em"),
    *("w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath", "w:rPrChange"),
}
#: A grid that says how many characters stand in a line.
_GRID = re.compile(rb'<w:docGrid\b[^>]*"(?:linesAndChars|snapToChars)"')


def say_defaults(parts: EditableParts, suffix: str) -> None:
    """A4 for sections and sheets without a paper size, and the size that a Word file's grid of characters is measured by."""
    for part in parts.names:
        if suffix == ".docx" and part == "word/document.xml":
            changed = _sections_on_a4(parts.tree(part))
            if _GRID.search(parts.content(part)) and "word/styles.xml" in parts and _size_of_grid(parts.tree("word/styles.xml")):
                parts.touch("word/styles.xml")
        elif suffix == ".xlsx" and part.startswith("xl/worksheets/sheet") and part.endswith(".xml"):
            changed = b"pageSetup" in parts.content(part) and _sheet_on_a4(parts.tree(part))
        else:
            continue
        if changed:
            parts.touch(part)


def _sections_on_a4(tree: etree._Element) -> bool:
    body = child(tree, "w:body")
    if body is None:
        return False
    if child(body, "w:sectPr") is None:
        body.append(new_like(body, "sectPr"))
    w = namespace(body)
    bare = [each for each in tree.iter(f"{w}sectPr") if child(each, "w:pgSz") is None and not _is_old(each)]
    for section in bare:
        size = new_like(body, "pgSz")
        for key, value in zip(("w", "h"), _A4_TWIPS, strict=True):
            size.set(f"{w}{key}", value)
        insert_after(section, size, _BEFORE_SIZE)
    return bool(bare)


def _size_of_grid(styles: etree._Element) -> bool:
    """Says the size of the document's text in its standard style: LibreOffice counts the characters of a line by that."""
    size = child(styles, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:sz")
    of_paragraphs = (each for each in children(styles, "w:style") if attribute(each, "w:type") == "paragraph")
    standard = next((each for each in of_paragraphs if is_true(each, "w:default")), None)
    if size is None or standard is None or child(standard, "w:rPr", "w:sz") is not None:
        return False
    properties = child(standard, "w:rPr")
    if properties is None:
        properties = new_like(standard, "rPr")
        insert_before(standard, properties, ("w:tblPr", "w:trPr", "w:tcPr", "w:tblStylePr"))
    insert_before(properties, copy.deepcopy(size), _AFTER_SIZE)
    return True


def _is_old(section: etree._Element) -> bool:
    """Whether a section is what another one was before a tracked change."""
    above = section.getparent()
    return above is not None and name(above) == "w:sectPrChange"


def _sheet_on_a4(tree: etree._Element) -> bool:
    sizes = ("paperSize", "paperWidth", "paperHeight")
    bare = [each for each in children(tree, "x:pageSetup") if not any(attribute(each, size) for size in sizes)]
    for each in bare:
        each.set("paperSize", _A4_EXCEL)
    return bool(bare)
