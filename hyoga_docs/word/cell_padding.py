"""Space at the sides of the cells of a template's tables, a house style."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.word.template_parts import TemplateParts

if TYPE_CHECKING:
    from hyoga_docs.word.template import Template

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS = 1440 / 25.4
#: What comes after the margins in a table's properties, by the standard.
_AFTER = (f"{_W}tblLook", f"{_W}tblCaption", f"{_W}tblDescription")


def with_padding(template: Template, millimetres: float) -> Template:
    """The template with this much space left and right in the cells of its tables."""
    parts = read_parts(template.data)
    body, tree = next(iter(TemplateParts(parts).stories.items()))
    for properties in tree.iter(f"{_W}tblPr"):
        margins = properties.find(f"{_W}tblCellMar")
        if margins is None:
            margins = etree.Element(f"{_W}tblCellMar")
        for side in ("left", "right"):
            for old in margins.findall(f"{_W}{side}"):
                margins.remove(old)
        width = {f"{_W}w": str(round(millimetres * _TWIPS)), f"{_W}type": "dxa"}
        margins.insert(1 if margins.find(f"{_W}top") is not None else 0, etree.Element(f"{_W}left", width))
        etree.SubElement(margins, f"{_W}right", width)
        following = next((each for each in properties if each.tag in _AFTER), None)
        if following is None:
            properties.append(margins)
        else:
            following.addprevious(margins)
    parts[body] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return replace(template, data=write_parts(parts))
