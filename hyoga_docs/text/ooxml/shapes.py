"""What is said of a shape in its own part: whether it shows, which signs its letters stand for, what it was drawn as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, is_true
from hyoga_docs.text.ooxml.symbol_characters import in_unicode, is_symbol_font

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.ooxml.parts import Package

_DRAWN = "{http://schemas.microsoft.com/office/drawing/2008/diagram}dataModelExt"


def is_hidden(shape: etree._Element) -> bool:
    """Whether a shape is there and not shown."""
    properties = shape[0] if len(shape) else None
    if properties is None:
        return False
    found = child(properties, "p:cNvPr")
    found = child(properties, "xdr:cNvPr") if found is None else found
    return found is not None and is_true(found, "hidden")


def signs_of(font: etree._Element | None, text: str) -> str:
    """The text of a run (`a:rPr`) with what its symbol fonts show in place of letters: `a:sym` has the codes from U+F000 on."""
    latin, symbols = child(font, "a:latin"), child(font, "a:sym")
    letters = attribute(latin, "typeface") if latin is not None else ""
    signs = attribute(symbols, "typeface") if symbols is not None else ""
    if not is_symbol_font(letters) and not is_symbol_font(signs):
        return text
    private = signs if is_symbol_font(signs) else letters
    return "".join(in_unicode(private if "\uf000" <= each <= "\uf0ff" else letters, each) for each in text)


def drawing_of(package: Package, part: str, named: etree._Element) -> str:
    """The part that keeps how the SmartArt was drawn that a part names (`dgm:relIds`); empty where the file has none."""
    relations = package.relations(part)
    held = relations.get(attribute(named, "r:dm"))
    data = package.xml(held.part) if held is not None else None
    key = next((attribute(each, "relId") for each in data.iter(_DRAWN)), "") if data is not None else ""
    return package.stored_name(relations[key].part) or "" if key in relations else ""
