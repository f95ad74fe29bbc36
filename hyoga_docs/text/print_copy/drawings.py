"""Drawings of any Office file as Office prints them: signs of symbol fonts, and the form of a thing that can be printed."""

from __future__ import annotations

from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.parts import attribute, child, children, name
from hyoga_docs.text.ooxml.shapes import signs_of
from hyoga_docs.text.ooxml.symbol_characters import has_japanese_glyphs, in_unicode, is_symbol_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Newer forms that LibreOffice says it knows, by the prefix that files give them.
_KNOWN_FORMS = {"a14", "p14", "p15", "v"}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
PLAIN_FONT = "BIZ UDゴシック"
_LANGUAGE_OF_SIGNS = "en-US"  # another one than that of the text around them, so that they are drawn by themselves


def elements(tree: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The elements of a name, in the order of the file."""
    return (each for each in tree.iter(f"{{*}}{wanted.rpartition(':')[2]}") if name(each) == wanted)


def has_picture(node: etree._Element, is_there: Callable[[str], bool]) -> bool:
    """Whether a node holds a picture; `is_there` says whether the file has the one that a relationship names."""
    return any(is_there(attribute(blip, "r:embed")) for blip in elements(node, "a:blip"))


def keep_one_form(tree: etree._Element, is_there: Callable[[str], bool]) -> bool:
    """Of the forms that a thing has for newer and older programs, keeps the one that is printed as its sender sees it.

    LibreOffice takes the newer form of ink and of formulas within a text, and prints nothing for it; the older one is a
    picture. Says whether the tree was changed.
    """
    found = list(tree.iter(_ALTERNATIVES))
    for both in reversed(found):  # those within others first
        kept = _form(both, is_there)
        parent = both.getparent()
        if parent is None:
            continue
        place = parent.index(both)
        parent[place : place + 1] = list(kept) if kept is not None else []
    return bool(found)


def _form(both: etree._Element, is_there: Callable[[str], bool]) -> etree._Element | None:
    fallback = child(both, "mc:Fallback")
    for choice in children(both, "mc:Choice"):
        if not set(attribute(choice, "Requires").split()) <= _KNOWN_FORMS:
            continue
        if fallback is not None and _needs_picture(choice, is_there) and has_picture(fallback, is_there):
            _describe(fallback, "".join(text.text or "" for text in choice.iter("{*}t")))
            return fallback
        return choice
    return fallback


def _needs_picture(choice: etree._Element, is_there: Callable[[str], bool]) -> bool:
    """Whether a form is ink, a formula, or an object without a picture of its own."""
    kinds = {name(each) for each in choice.iter()}
    return "p:contentPart" in kinds or "a14:m" in kinds or ("p:oleObj" in kinds and not has_picture(choice, is_there))


def _describe(picture: etree._Element, words: str) -> None:
    """What a picture says, for those who hear the page."""
    for properties in picture.iter("{*}cNvPr"):
        if words.strip() and not properties.get("descr"):
            properties.set("descr", words)


def write_signs(tree: etree._Element) -> bool:
    """Puts Unicode's signs in the place of letters in symbol fonts, in texts and before lists. Says whether there were any."""
    changed = False
    for properties in list(elements(tree, "a:rPr")):
        run = properties.getparent()
        text = child(run, "a:t")
        if run is None or text is None or not text.text or (signs := signs_of(properties, text.text)) == text.text:
            continue
        for font in (child(properties, "a:sym"), child(properties, "a:latin")):
            if font is not None and is_symbol_font(attribute(font, "typeface")):
                properties.remove(font)
        _write_pieces(run, _pieces(text.text, signs))
        changed = True
    for font in elements(tree, "a:buFont"):
        sign = child(font.getparent(), "a:buChar")
        if sign is None or not is_symbol_font(attribute(font, "typeface")):
            continue
        sign.set("char", in_unicode(attribute(font, "typeface"), attribute(sign, "char")))
        font.attrib.clear()
        font.set("typeface", PLAIN_FONT)
        changed = True
    return changed


def _pieces(letters: str, signs: str) -> list[tuple[bool, str]]:
    """A text in pieces that Japanese fonts have, and pieces of signs that they do not have."""
    told = ((letter != sign and not has_japanese_glyphs(sign), sign) for letter, sign in zip(letters, signs, strict=True))
    return [(foreign, "".join(sign for _, sign in each)) for foreign, each in groupby(told, lambda one: one[0])]


def _write_pieces(run: etree._Element, pieces: list[tuple[bool, str]]) -> None:
    """Makes a run into one for each piece: what is taken from another font within a run comes out of its place in the PDF's text.

    A font for the signs would be one for the texts behind them too, which have none of their own.
    """
    plain = deepcopy(run)
    at = run
    for number, (foreign, words) in enumerate(pieces):
        if number:
            after = deepcopy(plain)
            at.addnext(after)
            at = after
        text, properties = child(at, "a:t"), child(at, "a:rPr")
        if text is not None:
            text.text = words
        if foreign and properties is not None:
            properties.set("lang", _LANGUAGE_OF_SIGNS)
