"""What a line of the 次第 sets at the right margin: a tab that ends there, with dots before it where the house draws them."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hyoga_docs.word.marked_text import DOTTED, TO_THE_RIGHT

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_EMU = 635  # in a twip
_SIGNS = re.compile(f"([{TO_THE_RIGHT}{DOTTED}])")


def set_at_right_margin(document: WordDocument) -> None:
    """Makes every mark into a tab, and gives its paragraph the tab stop at the right margin of the page."""
    section = document.sections[0]
    width = round(((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / _EMU)
    for text in [each for each in document.element.body.iter(qn("w:t")) if each.text and _SIGNS.search(each.text)]:
        leader = "middleDot" if DOTTED in text.text else "none"
        properties = next(text.iterancestors(qn("w:p"))).get_or_add_pPr()
        properties._remove_tabs()
        tabs = OxmlElement("w:tabs")
        attrs = {qn("w:val"): "right", qn("w:leader"): leader, qn("w:pos"): str(width)}
        tabs.append(OxmlElement("w:tab", attrs=attrs))
        properties._insert_tabs(tabs)
        for piece in _SIGNS.split(text.text):
            text.addprevious(OxmlElement("w:tab") if _SIGNS.fullmatch(piece) else _words(text, piece))
        text.getparent().remove(text)


def _words(text: BaseOxmlElement, piece: str) -> BaseOxmlElement:
    made = copy.copy(text)
    made.text = piece
    return made
