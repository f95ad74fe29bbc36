"""The fonts that a template's text is set in, whatever is filled into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.package import parse_part
from hyoga_docs.text.ooxml.symbol_characters import is_symbol_font
from hyoga_docs.text.word.fonts import KINDS, WordFonts, kind_of, word_runs

if TYPE_CHECKING:
    from lxml import etree


def template_fonts(filled: list[etree._Element], styles: bytes | None, theme: bytes | None) -> frozenset[str]:
    """The families of the characters of the filled parts; what a tag is filled with may be of every kind."""
    fonts = WordFonts(*(parse_part(part) if part is not None else None for part in (styles, theme)))
    names: set[str] = set()
    for tree in filled:
        seen, tagged = None, False
        for run, paragraph, text in word_runs(tree):
            if paragraph is not seen:
                seen, tagged = paragraph, any("{" in each for each in paragraph.itertext())
            kinds = set(KINDS) if tagged else {kind_of(each) for each in text if not each.isspace()}
            names |= {font for kind, font in fonts.of(run, paragraph).items() if kind in kinds}
    # Word adds symbol fonts for bullets by itself; LibreOffice has its own signs for them.
    return frozenset(each for each in names if each and not is_symbol_font(each))
