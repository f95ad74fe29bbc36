"""What is said of a shape in its own part: whether it shows, which signs its letters stand for, what it was drawn as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, is_true
from hyoga_docs.text.symbol_characters import in_unicode, is_symbol_font

if TYPE_CHECKING:
    from lxml import etree

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


def drawn_by(data: etree._Element) -> str:
    """The relationship by which the part that names a SmartArt's data names its drawing; empty where none is kept."""
    return next((attribute(each, "relId") for each in data.iter(_DRAWN)), "")
