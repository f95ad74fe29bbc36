"""Signs of symbol fonts in a Word file (Wingdings, Symbol): their Unicode characters, which every font or its stand-in has."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.parts import namespace
from hyoga_docs.text.ooxml.symbol_characters import has_japanese_glyphs, is_symbol_font, may_name_symbol_font, unicode_of
from hyoga_docs.text.print_copy.records import OfficeFinding
from hyoga_docs.text.word.stories import text_run, words_around

if TYPE_CHECKING:
    from hyoga_docs.text.word.styles import WordStyles

_FIELD = re.compile(r'\s*SYMBOL\s+"?(0x[0-9A-F]{1,6}|\d{1,7}|\S)"?', re.IGNORECASE)
_FIELD_FONT = re.compile(r'\\f\s*(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_MOST_LOST = 100  # signs that are told
_FIRST_PRIVATE = 0xD800  # and surrogates, which are no characters
_FONT_OF_SIGNS = "OpenSymbol"
#: The symbol font whose bullets LibreOffice has no signs for.
_BULLETS_UNKNOWN = "webdings"


def has_symbols(content: bytes, styles: WordStyles) -> bool:
    """Whether a part may have signs of symbol fonts."""
    in_text = b":sym " in content or may_name_symbol_font(content)
    return in_text or (b":rStyle" in content and styles.name_font(is_symbol_font))


def replace_symbols(tree: etree._Element, styles: WordStyles) -> tuple[bool, list[OfficeFinding]]:
    """Writes the signs of a part in Unicode: whether there were any, and those that Unicode does not have."""
    w = namespace(tree)
    changed = False
    findings: list[OfficeFinding] = []
    for sign in list(tree.iter(f"{w}sym")):
        font, code = sign.get(f"{w}font", ""), sign.get(f"{w}char", "")
        found = _sign(font, int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else None
        run = sign.getparent()
        if found is None or run is None or run.tag != f"{w}r":
            if len(findings) < _MOST_LOST:
                findings.append(OfficeFinding("HD526", f"{font} {code}".strip(), words_around(sign, w)))
            continue
        properties = run[0] if run[0].tag == f"{w}rPr" else None
        _cut_before(run, sign, properties)
        run.addprevious(sign_run(found, properties, w))
        run.remove(sign)
        changed = True
    for run in list(tree.iter(f"{w}r")):
        fonts = styles.run_fonts(run.find(f"{w}rPr"))
        if fonts is None or not any(map(is_symbol_font, fonts.attrib.values())):
            continue
        lost = [sign for text in run.iterchildren(f"{w}t") for sign in _rewrite(text, fonts, w)]
        findings += [OfficeFinding("HD526", sign, words_around(run, w)) for sign in lost]
        if not lost:
            _set_in_other_font(run, w)
        changed = True
    return changed, findings


def sign_run(sign: str, properties: etree._Element | None, w: str) -> etree._Element:
    """A run of a sign in the font of the text around it, or in one of signs where Japanese fonts do not have it."""
    run = text_run(sign, properties, w)
    _set_in_other_font(run, w)
    return run


def _cut_before(run: etree._Element, sign: etree._Element, properties: etree._Element | None) -> None:
    """Gives what stands before a sign in its run a run of its own."""
    before = [each for each in sign.itersiblings(preceding=True) if each is not properties][::-1]
    if before:
        cut = etree.Element(run.tag)
        if properties is not None:
            cut.append(deepcopy(properties))
        cut.extend(before)
        run.addprevious(cut)


def _sign(font: str, code: int) -> str | None:
    """A character of a font; of a font that is none of signs, the character that has the code."""
    is_letter = not is_symbol_font(font) and 0x20 <= code < _FIRST_PRIVATE
    return chr(code) if is_letter else unicode_of(font, code)


def _rewrite(text: etree._Element, fonts: etree._Element, w: str) -> list[str]:
    """Writes the signs of a text in Unicode, and says which cannot be."""
    written, lost = [], []
    for character in text.text or "":
        code = ord(character)
        font = fonts.get(f"{w}ascii" if code < 0x80 else f"{w}hAnsi", "")
        is_sign = 0xF020 <= code <= 0xF0FF or 0x20 < code < 0x7F or 0xA0 < code <= 0xFF
        if not is_sign or not is_symbol_font(font):
            written.append(character)
            continue
        found = unicode_of(font, code)
        written.append(found or character)
        if found is None:
            lost.append(f"{font} {code % 0x1000:02X}")
    text.text = "".join(written)
    return lost


def _set_in_other_font(run: etree._Element, w: str) -> None:
    """Takes the font of symbols off a run, and sets signs that Japanese fonts do not have in LibreOffice's own font of signs.

    A sign that is taken from another font within a run comes last in the text of the PDF.
    """
    said = "".join(text.text or "" for text in run.iterchildren(f"{w}t"))
    look = run.find(f"{w}rPr")
    fonts = look.find(f"{w}rFonts") if look is not None else None
    if fonts is not None:
        for key in [key for key, value in fonts.attrib.items() if is_symbol_font(value)]:
            del fonts.attrib[key]
    if has_japanese_glyphs(said):
        if look is not None and fonts is None and (style := look.find(f"{w}rStyle")) is not None:
            look.remove(style)  # which gave it the font
        return
    if look is None:
        look = etree.Element(f"{w}rPr")
        run.insert(0, look)
    if fonts is None:
        fonts = etree.Element(f"{w}rFonts")
        look.insert(1 if len(look) and look[0].tag == f"{w}rStyle" else 0, fonts)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(f"{w}{script}", _FONT_OF_SIGNS)


def replace_bullets(numbering: etree._Element) -> bool:
    """Writes bullets in Unicode whose font LibreOffice knows no signs of; whether there were any."""
    w = namespace(numbering)
    changed = False
    for level in numbering.iter(f"{w}lvl"):
        text, fonts = level.find(f"{w}lvlText"), level.find(f"{w}rPr/{w}rFonts")
        if text is None or fonts is None:
            continue
        font, said = fonts.get(f"{w}ascii", ""), text.get(f"{w}val", "")
        found = unicode_of(font, ord(said)) if len(said) == 1 and font.strip().lower() == _BULLETS_UNKNOWN else None
        if found is not None:
            text.set(f"{w}val", found)
            fonts.getparent().remove(fonts)
            changed = True
    return changed


def symbol_of_field(instruction: str) -> str | None:
    """The character of a SYMBOL field; None where it is not told, or Unicode does not have it."""
    found, font = _FIELD.match(instruction), _FIELD_FONT.search(instruction)
    if found is None:
        return None
    said = found[1]
    code = int(said, 16) if said.lower().startswith("0x") else int(said) if said.isdecimal() else ord(said)
    name = (font[1] or font[2]) if font else ""
    if is_symbol_font(name) or re.search(r"\\u\b", instruction) or code < 0x80:
        return _sign(name, code)
    try:
        return code.to_bytes(2 if code > 0xFF else 1).decode("cp932")
    except (OverflowError, UnicodeDecodeError):
        return None
