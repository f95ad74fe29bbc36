"""The label's box that a template prints, at the place of the stamps: as high and as far to the right, on whatever page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_BOX = "資料番号枠"
_MM = 1440 / 25.4  # twips
_LINE = 20  # of the box, which LibreOffice draws outside of the frame
_BEFORE_IT = ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore")


def place_label(document: WordDocument, stamp: Mapping[str, float]) -> None:
    """Frames the first paragraph of the body whose words have the character style 資料番号枠.

    `stamp` says how far below the top and how far from the right edge of the page it stands, in mm.
    """
    names = document.styles.element.iter(qn("w:name"))
    box = next((name.getparent().get(qn("w:styleId")) for name in names if name.get(qn("w:val")) == _BOX), None)
    size = next(document.element.body.iter(qn("w:pgSz")), None)
    wide = size.get(qn("w:w"), "") if size is not None else ""
    if box is None or not wide.isdecimal():
        return
    for paragraph in document.element.body.findall(qn("w:p")):
        if any(style.get(qn("w:val")) == box for style in paragraph.iter(qn("w:rStyle"))):
            _frame(paragraph, int(wide), stamp)
            return


def _frame(paragraph: BaseOxmlElement, wide: int, stamp: Mapping[str, float]) -> None:
    """Puts a paragraph into a frame that ends where stamps do, on a page so wide in twips."""
    properties = paragraph.get_or_add_pPr()
    for name in ("w:framePr", "w:spacing", "w:ind", "w:jc"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    left, top = round(wide / 2 - stamp["right"] * _MM - _LINE), round(stamp["top"] * _MM + _LINE)
    place = {"w:w": wide // 2, "w:wrap": "around", "w:vAnchor": "page", "w:hAnchor": "page", "w:x": left, "w:y": top}
    frame = OxmlElement("w:framePr", attrs={qn(name): str(value) for name, value in place.items()})
    after = [element for element in properties if element.tag in {qn(name) for name in _BEFORE_IT}]
    properties.insert(len(after), frame)
    spacing = {"w:before": "0", "w:after": "0", "w:line": "240", "w:lineRule": "auto"}
    properties._insert_spacing(OxmlElement("w:spacing", attrs={qn(name): value for name, value in spacing.items()}))
    properties._insert_ind(OxmlElement("w:ind", attrs={qn("w:left"): "0", qn("w:right"): "0", qn("w:firstLine"): "0"}))
    properties._insert_jc(OxmlElement("w:jc", attrs={qn("w:val"): "right"}))
