"""Places of a filled document that a condition or a loop has emptied: Word calls a file damaged in which one holds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

#: What ends with a paragraph.
_HOLDERS = tuple(map(qn, ("w:tc", "w:txbxContent", "w:hdr", "w:ftr", "w:footnote", "w:endnote")))
_BLOCKS = tuple(map(qn, ("w:p", "w:tbl", "w:sdt", "w:customXml")))
_ROW_OF = {qn("w:tbl"): qn("w:tr"), qn("w:tr"): qn("w:tc")}


def mend_emptied_places(root: BaseOxmlElement) -> None:
    """Takes out rows without cells and tables without rows, and puts an empty paragraph where a part needs one."""
    for whole, inner in reversed(_ROW_OF.items()):
        for each in list(root.iter(whole)):
            if next(each.iter(inner), None) is None:
                each.getparent().remove(each)
    for holder in root.iter(*_HOLDERS):
        blocks = [each for each in holder if each.tag in _BLOCKS]
        if not blocks or blocks[-1].tag == qn("w:tbl"):
            holder.append(OxmlElement("w:p"))
