"""What the styles of a Word file say of characters and lists, in their own words or in those of the style that they build on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_on, is_true, name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

_HALF_POINTS = 400  # the largest letters that are believed
_USUAL = 21  # half points: what Word has where nothing is said
_MOST = 30  # styles that one builds on; those that build on each other in a ring end there


class WordStyles:
    """The styles of a file; of a file without styles, none says anything."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._styles = {attribute(style, "w:styleId"): style for style in children(tree, "w:style")}
        self.document_defaults = child(tree, "w:docDefaults", "w:rPrDefault", "w:rPr")
        defaults = (each for each in reversed(self._styles.items()) if is_true(each[1], "w:default"))  # the first of a kind holds
        self._default = {attribute(style, "w:type"): key for key, style in defaults}
        self._outline: dict[str, int | None] = {}
        self._hides: dict[str, bool] = {}
        self._default_hides = is_on(child(self.document_defaults, "w:vanish"), "w:val")
        self.hides_any = self._default_hides or any(child(each, "w:rPr", "w:vanish") is not None for each in self._styles.values())

    def default(self, kind: str) -> str:
        """The id of the style of a kind (`paragraph`) that holds where none is named; empty where there is none."""
        return self._default.get(kind, "")

    def name_font(self, is_wanted: Callable[[str], bool]) -> bool:
        """Whether a style names a font that is wanted."""
        said = (child(style, "w:rPr", "w:rFonts") for style in self._styles.values())
        return any(is_wanted(value) for each in said if each is not None for value in each.attrib.values())

    def chain(self, key: str) -> Iterator[etree._Element]:
        """A style, the one that it builds on, and so on."""
        for _ in range(_MOST):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = attribute(parent, "w:val") if (parent := child(style, "w:basedOn")) is not None else ""

    def of_paragraph(self, properties: etree._Element | None) -> str:
        """The id of a paragraph's style, which may be that of every paragraph without one."""
        style = child(properties, "w:pStyle")
        return attribute(style, "w:val") if style is not None else self.default("paragraph")

    def style_hides(self, key: str) -> bool:
        """Whether a style hides text."""
        if key not in self._hides:
            said = (child(style, "w:rPr", "w:vanish") for style in self.chain(key))
            self._hides[key] = is_on(next((each for each in said if each is not None), None), "w:val")
        return self._hides[key]

    def run_hides(self, run: etree._Element | None, paragraph_style: str) -> bool:
        """Whether text of these character properties is hidden in a paragraph of a style.

        What the text itself says holds; hidden by its own style and by the paragraph's it shows again (ECMA-376 1, 17.7.3).
        """
        vanish = child(run, "w:vanish")
        if vanish is not None:
            return is_on(vanish, "w:val")
        style = child(run, "w:rStyle")
        hides = self.style_hides(attribute(style, "w:val")) if style is not None else False
        return self._default_hides or hides != self.style_hides(paragraph_style)

    def run_fonts(self, run: etree._Element | None) -> etree._Element | None:
        """The fonts of text of these character properties, its own or those of its style."""
        fonts = child(run, "w:rFonts")
        style = child(run, "w:rStyle")
        if fonts is not None or style is None:
            return fonts
        said = (child(each, "w:rPr", "w:rFonts") for each in self.chain(attribute(style, "w:val")))
        return next((each for each in said if each is not None), None)

    def run_size(self, run: etree._Element | None, paragraph_style: str) -> int:
        """The size of text of these character properties, in half points: its own, its style's, its paragraph's, the document's."""
        sizes = (integer(each, "w:val", _HALF_POINTS) for each in self.run_says(run, paragraph_style, "w:sz"))
        return next((size for size in sizes if size), _USUAL)

    def run_says(self, run: etree._Element | None, paragraph_style: str, what: str) -> Iterator[etree._Element]:
        """What is said of a property of characters, the nearest first: by the text, its style, its paragraph's, the document."""
        named = child(run, "w:rStyle")
        chains = [*(self.chain(attribute(named, "w:val")) if named is not None else ()), *self.chain(paragraph_style)]
        said = (child(each, what) for each in (run, *(child(each, "w:rPr") for each in chains), self.document_defaults))
        return (each for each in said if each is not None)

    def list_of(self, key: str) -> tuple[str, str]:
        """The id of the list that a style belongs to and the level that it names there; empty where it names none."""
        number = level = ""
        for style in self.chain(key):
            properties = child(style, "w:pPr", "w:numPr")
            for each in properties if properties is not None else ():
                if name(each) == "w:numId" and not number:
                    number = attribute(each, "w:val")
                elif name(each) == "w:ilvl" and not level:
                    level = attribute(each, "w:val")
            if number:
                break
        return number, level

    def outline_level(self, key: str) -> int | None:
        """The level of the headings of a style, from 0; None for text."""
        if key not in self._outline:
            self._outline[key] = self._outline_level(key)
        return self._outline[key]

    def _outline_level(self, key: str) -> int | None:
        for style in self.chain(key):
            level = child(style, "w:pPr", "w:outlineLvl")
            if level is not None:
                value = attribute(level, "w:val")
                return int(value) if value in set("012345678") else None
        return None
