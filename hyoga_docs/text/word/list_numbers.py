"""The numbers of a Word file's lists as Word prints them: counted paragraph by paragraph, each list and level by its own rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_on, name
from hyoga_docs.text.ooxml.symbol_characters import unicode_of
from hyoga_docs.text.word.number_formats import formatted

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.word.styles import WordStyles

_LEVELS = 9
_MOST = 32_767  # Word counts no further
_MOST_LISTS = 10_000
_LONGEST = 255  # characters of a label
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class ListLevel:
    """How a level of a list is numbered; `restart` is the level, counted from 1, after which it begins again."""

    start: int
    kind: str
    text: str
    restart: int
    legal: bool
    element: etree._Element

    @property
    def places(self) -> list[int]:
        """The levels whose numbers it prints, from 0."""
        return [int(each) - 1 for each in _PLACE.findall(self.text)]


@dataclass(frozen=True)
class ListLabel:
    """What a list prints before a paragraph, and by which level of which list."""

    text: str
    list: str
    level: int


class ListNumbers:
    """Counts the lists of a story as its paragraphs come by."""

    def __init__(self, numbering: etree._Element | None, styles: WordStyles) -> None:
        self._styles = styles
        self._abstract = {attribute(each, "w:abstractNumId"): each for each in children(numbering, "w:abstractNum")}
        self._numbers = {attribute(each, "w:numId"): each for each in children(numbering, "w:num")}
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], ListLevel | None] = {}
        self._restarts: dict[tuple[str, int], list[int]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: etree._Element | None) -> ListLabel | None:
        """The label of the next paragraph by its properties; None where it is in no list."""
        number, level = self.place(properties)
        shape = self.level(number, level) if number else None
        if shape is None:
            return None
        of_list = self.of_number(number)
        counts = self._counts.setdefault(of_list, [None] * _LEVELS)
        counts[level] = self._count(number, level, shape, counts[level])
        for deeper in self._below(number, level):
            counts[deeper] = None
        return ListLabel(self._text(number, level, shape, counts), of_list, level)

    def _below(self, number: str, level: int) -> list[int]:
        """The deeper levels that begin again after one."""
        if (number, level) not in self._restarts:
            below = [(deeper, self.level(number, deeper)) for deeper in range(level + 1, _LEVELS)]
            self._restarts[number, level] = [
                deeper for deeper, shape in below if shape is not None and level < (shape.restart if shape.restart >= 0 else deeper)
            ]
        return self._restarts[number, level]

    def level(self, number: str, level: int) -> ListLevel | None:
        """How a level of a list is numbered; None where the file does not say it."""
        if (number, level) not in self._levels:
            self._levels[number, level] = self._read_level(number, level)
        return self._levels[number, level]

    def numbers(self) -> list[str]:
        """The ids of the lists that paragraphs can belong to, as many as a file has that people wrote."""
        return list(self._numbers)[:_MOST_LISTS]

    def place(self, properties: etree._Element | None) -> tuple[str, int]:
        """The list and the level of a paragraph, by its own word or by its style's."""
        own = child(properties, "w:numPr")
        level = None
        if own is not None:
            number, level = child(own, "w:numId"), child(own, "w:ilvl")
            if number is not None:
                return attribute(number, "w:val"), integer(level, "w:val", _LEVELS - 1)
        of_style = self._of_its_style(self._styles.of_paragraph(properties))
        return (of_style[0], integer(level, "w:val", _LEVELS - 1)) if level is not None else of_style

    def _of_its_style(self, style: str) -> tuple[str, int]:
        if style not in self._of_style:
            number, said = self._styles.list_of(style)
            level = int(said) if said in set("012345678") else 0
            if number:
                named = (each for each in range(_LEVELS) if self._names(number, each, style))
                level = next(named, level)
            self._of_style[style] = number, level
        return self._of_style[style]

    def _names(self, number: str, level: int, style: str) -> bool:
        shape = self.level(number, level)
        linked = child(shape.element, "w:pStyle") if shape is not None else None
        return linked is not None and attribute(linked, "w:val") == style

    def of_number(self, number: str) -> str:
        """The id of the definition that a list is counted by; one that stands in a style of lists is that style's."""
        if number not in self._lists:
            found = attribute(of, "w:val") if (of := child(self._numbers.get(number), "w:abstractNumId")) is not None else ""
            link = child(self._abstract.get(found), "w:numStyleLink")
            if link is not None:
                linked, _ = self._styles.list_of(attribute(link, "w:val"))
                of = child(self._numbers.get(linked), "w:abstractNumId")
                found = attribute(of, "w:val") if of is not None else found
            self._lists[number] = found
        return self._lists[number]

    def _override(self, number: str, level: int) -> etree._Element | None:
        changed = children(self._numbers.get(number), "w:lvlOverride")
        return next((each for each in changed if attribute(each, "w:ilvl") == str(level)), None)

    def _read_level(self, number: str, level: int) -> ListLevel | None:
        own = child(self._override(number, level), "w:lvl")
        given = (
            each
            for each in children(self._abstract.get(self.of_number(number)), "w:lvl")
            if attribute(each, "w:ilvl") == str(level)
        )
        found = own if own is not None else next(given, None)
        if found is None:
            return None
        text, restart = child(found, "w:lvlText"), child(found, "w:lvlRestart")
        kind, said = _kind(found), attribute(text, "w:val") if text is not None else ""
        if kind == "bullet":
            said = _bullet(said, child(found, "w:rPr", "w:rFonts"))
        if is_on(child(found, "w:rPr", "w:vanish"), "w:val"):
            said = ""
        return ListLevel(
            integer(child(found, "w:start"), "w:val", _MOST),
            kind,
            said,
            integer(restart, "w:val", _LEVELS) if restart is not None else -1,
            is_on(child(found, "w:isLgl"), "w:val"),
            found,
        )

    def _count(self, number: str, level: int, shape: ListLevel, before: int | None) -> int:
        if (number, level) not in self._begun:
            self._begun.add((number, level))
            start = child(self._override(number, level), "w:startOverride")
            if start is not None:
                return integer(start, "w:val", _MOST)
        return shape.start if before is None else before + 1

    def _text(self, number: str, level: int, shape: ListLevel, counts: list[int | None]) -> str:
        def said(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            above = self.level(number, at)
            if above is None or at > level:
                return ""
            value = counts[at]
            kind = "decimal" if shape.legal and above.kind not in ("bullet", "none") else above.kind
            return formatted(above.start if value is None else value, kind)

        text = shape.text[:_LONGEST]
        return text if shape.kind == "bullet" else _PLACE.sub(said, text)[:_LONGEST]


def _kind(level: etree._Element) -> str:
    """The number format of a level; one of its own (`001, 002, …`) is read by the form that older programs are given."""
    kind = child(level, "w:numFmt")
    if kind is None:
        kind = next(
            (each for each in level.iter("{*}numFmt") if name(each) == "w:numFmt" and attribute(each, "w:val") != "custom"), None
        )
    return attribute(kind, "w:val") if kind is not None else "decimal"


def _bullet(said: str, fonts: etree._Element | None) -> str:
    """A bullet in Unicode, where its font has signs for letters; a code of such a font is one of Symbol where no font is known."""
    font = attribute(fonts, "w:ascii") if fonts is not None else ""
    return "".join(
        unicode_of(font, ord(each)) or ("\uf000" < each <= "\uf0ff" and unicode_of("Symbol", ord(each))) or each for each in said
    )
