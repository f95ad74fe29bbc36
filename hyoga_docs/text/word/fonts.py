"""The fonts of a Word file's text: each run's own, its styles', the document's, with the theme's names resolved."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, children, is_on, name
from hyoga_docs.text.ooxml.theme_fonts import theme_fonts
from hyoga_docs.text.word.styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

#: The fonts that a run has, for characters of these kinds.
KINDS = ("ascii", "hAnsi", "eastAsia")
#: What Word takes where a file names no font at all.
_NONE_NAMED = "Times New Roman"


class WordFonts:
    """The fonts of a file with these styles and this theme; either may be missing."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        self._theme = theme_fonts(theme)
        self._styles = WordStyles(styles)
        self._everywhere = self._own(self._styles.document_defaults)
        self._known: dict[tuple[str, str], dict[str, str]] = {}
        self._last: tuple[etree._Element | None, str] = (None, "")  # a long paragraph without properties is long to look through

    def of(self, run: etree._Element, paragraph: etree._Element) -> dict[str, str]:
        """The font of a run for each kind of character."""
        properties = child(run, "w:rPr")
        own = child(properties, "w:rStyle")
        character = attribute(own, "w:val") if own is not None else self._styles.default("character")
        if self._last[0] is not paragraph:
            self._last = paragraph, self._styles.of_paragraph(child(paragraph, "w:pPr"))
        styles = character, self._last[1]
        if styles not in self._known:
            of_styles = self._of(styles[1]) | self._of(character)
            self._known[styles] = dict.fromkeys(KINDS, _NONE_NAMED) | self._everywhere | of_styles
        return self._known[styles] | self._own(properties)

    def _of(self, style: str) -> dict[str, str]:
        """The fonts of a style and of all that it is based on."""
        chain = [self._own(child(each, "w:rPr")) for each in self._styles.chain(style)]
        return {kind: font for fonts in reversed(chain) for kind, font in fonts.items()}

    def _own(self, properties: etree._Element | None) -> dict[str, str]:
        fonts = child(properties, "w:rFonts")
        if fonts is None:
            return {}
        named = {kind: attribute(fonts, f"w:{kind}") for kind in KINDS}
        themed = {kind: self._theme.get(attribute(fonts, f"w:{kind}Theme"), "") for kind in KINDS}
        return {kind: font for kind in KINDS if (font := themed[kind] or named[kind])}


def word_runs(tree: etree._Element) -> Iterator[tuple[etree._Element, etree._Element, str]]:
    """Each run that prints text, with its paragraph and its text; hidden and deleted text is none."""
    for run in tree.iter():
        if name(run) != "w:r":
            continue
        text = "".join(each.text or "" for each in children(run, "w:t"))
        if not text.strip() or is_on(child(run, "w:rPr", "w:vanish"), "w:val"):
            continue
        paragraph = run.getparent()
        while paragraph is not None and name(paragraph) != "w:p":
            paragraph = paragraph.getparent()
        if paragraph is not None:
            yield run, paragraph, text


def kind_of(character: str, *, hint: bool = False) -> str:
    """The kind of font that a character is printed in; `hint` says that the run calls itself East Asian."""
    if character.isascii():
        return "ascii"
    width = unicodedata.east_asian_width(character)
    return "eastAsia" if width in "WFH" or (width == "A" and hint) or "\u2000" < character < "\u2e80" else "hAnsi"
