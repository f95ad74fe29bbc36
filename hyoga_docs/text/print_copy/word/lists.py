"""Lists of a Word file whose numbers LibreOffice prints otherwise (⑴ as 1, 一〇 as 十): each number is written out."""

from __future__ import annotations

import unicodedata
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.new_elements import insert_after, insert_before
from hyoga_docs.text.ooxml.parts import namespace
from hyoga_docs.text.word.list_numbers import ListLabel, ListNumbers
from hyoga_docs.text.word.stories import stories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.text.ooxml.editable_parts import EditableParts
    from hyoga_docs.text.word.list_numbers import ListLevel
    from hyoga_docs.text.word.styles import WordStyles

#: Formats that LibreOffice 7.4 prints in other characters.
_OTHERWISE = {
    *("decimalEnclosedFullstop", "decimalEnclosedParen", "ideographEnclosedCircle", "numberInDash", "hex", "ordinal"),
    *("japaneseLegal", "japaneseDigitalTenThousand", "ideographDigital"),
}
#: Formats of which it prints １ as 1 before a paragraph that begins with a letter or a figure of the West.
_BY_FIRST_LETTER = {"decimalFullWidth", "decimalFullWidth2"}
_LEVELS = range(9)
_MOST = 3_000  # numbers that are written out; each is a list of its own to LibreOffice
_FIRST = 900_000  # the ids of those lists, past all that Word gives
#: What stands before a list's number, and what stands behind an indentation, in the properties of a paragraph (ECMA-376 1, 17.3.1).
_BEFORE_NUMBER = ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl")
_AFTER_INDENT = (
    *("w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment"),
    *("w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr"),
)


def write_numbers(parts: EditableParts, numbering: str, styles: WordStyles) -> None:
    """Gives each paragraph of such a list a list of its own that prints the paragraph's number."""
    tree = parts.tree(numbering)
    lists = ListNumbers(tree, styles)
    otherwise = {lists.of_number(number) for number in lists.numbers() if _prints(lists, number, _OTHERWISE)}
    doubtful = {lists.of_number(number) for number in lists.numbers() if _prints(lists, number, _BY_FIRST_LETTER)} - otherwise
    if doubtful:
        otherwise |= doubtful & {each for story in stories(parts) for each in _before_latin(parts.tree(story), lists)}
    if not otherwise:
        return
    writer = _NumberWriter(tree, styles, otherwise)
    for story in stories(parts):
        if writer.write(parts.tree(story), ListNumbers(tree, styles)):
            parts.touch(story)
            parts.touch(numbering)
    writer.finish()


def _prints(lists: ListNumbers, number: str, kinds: set[str]) -> bool:
    """Whether a level of a list prints a number of certain formats, or one as decimal that has another format at its own level."""
    shapes = [lists.level(number, level) for level in _LEVELS]
    return any(shape is not None and _level_prints(shape, shapes, kinds) for shape in shapes)


def _level_prints(shape: ListLevel, shapes: list[ListLevel | None], kinds: set[str]) -> bool:
    printed = {above.kind for place in shape.places if (above := shapes[place]) is not None}
    return not kinds.isdisjoint(printed) or (shape.legal and not printed <= {"decimal"})


def _before_latin(tree: etree._Element, lists: ListNumbers) -> Iterator[str]:
    """The lists that have a paragraph which begins with a letter or a figure of the West, or says nothing."""
    w = namespace(tree)
    for paragraph in tree.iter(f"{w}p"):
        number, _ = lists.place(paragraph.find(f"{w}pPr"))
        if number:
            said = next((each.text.lstrip() for each in paragraph.iter(f"{w}t") if each.text and each.text.strip()), " ")
            if unicodedata.east_asian_width(said[0]) not in "WF":
                yield lists.of_number(number)


class _NumberWriter:
    """Makes the lists of one number each, one for all paragraphs that print the same."""

    def __init__(self, numbering: etree._Element, styles: WordStyles, otherwise: set[str]) -> None:
        self._numbering, self._styles, self._otherwise = numbering, styles, otherwise
        self._w = namespace(numbering)
        self._made: dict[tuple[ListLabel, str], int] = {}
        self._abstract: list[etree._Element] = []
        self._numbers: list[etree._Element] = []

    def write(self, tree: etree._Element, lists: ListNumbers) -> bool:
        """Numbers the paragraphs of a story; whether there were any."""
        w, changed = namespace(tree), False
        for paragraph in tree.iter(f"{w}p"):
            properties = paragraph.find(f"{w}pPr")
            found = lists.place(properties)
            label = lists.next(properties)
            if label is None or label.list not in self._otherwise:
                continue
            shape = lists.level(*found)
            key = label, found[0]
            if shape is None or (key not in self._made and len(self._made) >= _MOST):
                continue
            if key not in self._made:
                self._made[key] = self._make(label.text, shape.element)
            if properties is None:
                properties = etree.Element(f"{w}pPr")
                paragraph.insert(0, properties)
            self._set(properties, self._made[key], w)
            changed = True
        return changed

    def _make(self, text: str, level: etree._Element) -> int:
        """The id of a list that prints one text before its paragraphs."""
        w, number = self._w, _FIRST + len(self._made)
        abstract = etree.Element(f"{w}abstractNum", {f"{w}abstractNumId": str(number)})
        etree.SubElement(abstract, f"{w}multiLevelType", {f"{w}val": "singleLevel"})
        made = etree.SubElement(abstract, f"{w}lvl", {f"{w}ilvl": "0"})
        etree.SubElement(made, f"{w}start", {f"{w}val": "1"})
        etree.SubElement(made, f"{w}numFmt", {f"{w}val": "decimal"})
        for name in ("suff", "lvlText", "lvlJc", "pPr", "rPr"):
            if (given := level.find(f"{w}{name}")) is not None:
                made.append(deepcopy(given))
        said = made.find(f"{w}lvlText")
        if said is not None:
            said.set(f"{w}val", text)
        self._abstract.append(abstract)
        listed = etree.Element(f"{w}num", {f"{w}numId": str(number)})
        etree.SubElement(listed, f"{w}abstractNumId", {f"{w}val": str(number)})
        self._numbers.append(listed)
        return number

    def _set(self, properties: etree._Element, number: int, w: str) -> None:
        own = properties.find(f"{w}numPr")
        if own is None or own.find(f"{w}numId") is None:  # the style's, which places the text where it says so itself
            self._indent_as_style(properties, w)
        if own is not None:
            properties.remove(own)
        own = etree.Element(f"{w}numPr")
        etree.SubElement(own, f"{w}ilvl", {f"{w}val": "0"})
        etree.SubElement(own, f"{w}numId", {f"{w}val": str(number)})
        insert_after(properties, own, _BEFORE_NUMBER)

    def _indent_as_style(self, properties: etree._Element, w: str) -> None:
        if properties.find(f"{w}ind") is not None:
            return
        for style in self._styles.chain(self._styles.of_paragraph(properties)):
            if (indent := style.find(f"{w}pPr/{w}ind")) is not None:
                insert_before(properties, deepcopy(indent), _AFTER_INDENT)
                return
            if style.find(f"{w}pPr/{w}numPr/{w}numId") is not None:
                return

    def finish(self) -> None:
        """Puts the new lists where the numbering holds such."""
        first = self._numbering.find(f"{self._w}num")
        for abstract in self._abstract:
            if first is not None:
                first.addprevious(abstract)
        place = max(
            (index for index, each in enumerate(self._numbering, 1) if each.tag == f"{self._w}num"), default=len(self._numbering)
        )
        self._numbering[place:place] = self._numbers
