"""Hanging indents as wide as what stands in them: a long title wraps under itself, whatever its number or label is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hyoga_docs.japanese.width import gaps, text_width
from hyoga_docs.word.wide_tables import room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_PLACES = "日時場所"  # the style
_EMU_IN_TWIP = 635
_HALF_POINTS = 21  # Word's own size of letters


@dataclass(frozen=True)
class _Indent:
    """Where a paragraph begins and how far it hangs, in twips; its tab stops; the size of its letters in half points."""

    left: int
    hanging: int
    tabs: tuple[int, ...]
    size: int

    def width(self, words: str) -> int:
        """How wide words are."""
        return text_width(words) * self.size * 5


def hang(paragraph: BaseOxmlElement, part: Any, words: str) -> None:
    """Lets the paragraph hang at least as far as the words at its beginning are wide, and not at all without words."""
    indent = _indent_of(paragraph, part)
    width = indent.width(words)
    if indent.hanging > 0 and (width > indent.hanging or not words):
        _set(paragraph, indent, width)


def hang_titles(document: WordDocument) -> None:
    """Moves the titles that come after a label and a tab, all those of a style, where the widest of the labels would reach them."""
    part = document.part
    groups: dict[tuple[_Indent, str], list[tuple[BaseOxmlElement, int]]] = defaultdict(list)
    for paragraph in document.element.body.iter(qn("w:p")):
        words = _words_before_tab(paragraph)
        if words is not None and (indent := _indent_of(paragraph, part)).hanging > 0:
            gap = 1 if words.endswith("　") else 2
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            key = (indent, style.get(qn("w:val")) if style is not None else "")
            groups[key].append((paragraph, indent.width(words) + gap * indent.size * 5))
    for (indent, _), members in groups.items():
        widest = max(width for _, width in members)
        start = indent.left - indent.hanging
        if start + widest > max(indent.left, *indent.tabs, 0):
            for paragraph, _ in members:
                _set(paragraph, indent, widest)


def pull_in_places(document: WordDocument) -> None:
    """Moves 日時 and 場所 to the left, all alike and to the margin at most, where one would not stand on its line."""
    style = next((each.style_id for each in document.styles if each.name == _PLACES), None)
    places = [each for each in document.element.body.iter(qn("w:p")) if style and each.style == style]
    if not places:
        return
    indents = [_indent_of(each, document.part) for each in places]
    ends = [_end(each, indent) for each, indent in zip(places, indents, strict=True)]
    over = max(ends) - room(document.sections[0]) // _EMU_IN_TWIP
    by = min(over, *(indent.left - indent.hanging for indent in indents))
    if by > 0:
        for each, indent in zip(places, indents, strict=True):
            _set(each, replace(indent, left=indent.left - by), indent.hanging)


def _end(paragraph: BaseOxmlElement, indent: _Indent) -> int:
    """Where the words of a line end, with the gaps that are printed between 年 and figures."""
    before = _words_before_tab(paragraph)
    words = "".join(each.text or "" for each in paragraph.iter(qn("w:t"))).removeprefix(before or "")
    start = indent.left if before is not None else indent.left - indent.hanging
    return start + indent.width(words) + round((gaps(words) * 1.2 + 1) * indent.size * 5)


def _words_before_tab(paragraph: BaseOxmlElement) -> str | None:
    """The words before the first tab; None where there is none."""
    words = ""
    for element in paragraph.iter(qn("w:t"), qn("w:tab")):
        if element.tag == qn("w:t"):
            words += element.text or ""
        elif element.getparent().tag == qn("w:r"):
            return words
    return None


def _set(paragraph: BaseOxmlElement, indent: _Indent, hanging: int) -> None:
    properties = paragraph.get_or_add_pPr()
    left = indent.left - indent.hanging + hanging
    properties._remove_ind()
    properties._insert_ind(OxmlElement("w:ind", attrs={qn("w:left"): str(left), qn("w:hanging"): str(hanging)}))
    if indent.tabs:
        properties._remove_tabs()
        tabs = OxmlElement("w:tabs")
        stops = {**dict.fromkeys(indent.tabs, "clear"), left: "left"}
        for position, kind in sorted(stops.items()):
            tabs.append(OxmlElement("w:tab", attrs={qn("w:val"): kind, qn("w:pos"): str(position)}))
        properties._insert_tabs(tabs)


def half_width(paragraph: BaseOxmlElement, part: Any) -> int:
    """How wide a half-width character of a paragraph is, in twips."""
    return _indent_of(paragraph, part).size * 5


def _indent_of(paragraph: BaseOxmlElement, part: Any) -> _Indent:
    """The indent of a paragraph: its own, else that of its style or of one that this is based on."""
    levels = list(_properties(paragraph, part))

    def first(path: str, name: str) -> int | None:
        for ppr, rpr in levels:
            for element in (ppr, rpr):
                found = element.find(qn(path)) if element is not None else None
                value = found.get(qn(name)) if found is not None else None
                if value is not None and value.lstrip("-").isdecimal():
                    return int(value)
        return None

    tabs = {
        int(tab.get(qn("w:pos")))
        for ppr, _ in levels
        if ppr is not None
        for tab in ppr.iterfind(f"{qn('w:tabs')}/{qn('w:tab')}")
        if tab.get(qn("w:val")) != "clear" and tab.get(qn("w:pos"), "").isdecimal()
    }
    size = first("w:sz", "w:val") or _HALF_POINTS
    return _Indent(first("w:ind", "w:left") or 0, first("w:ind", "w:hanging") or 0, tuple(sorted(tabs)), size)


def _properties(paragraph: BaseOxmlElement, part: Any) -> Iterator[tuple[BaseOxmlElement | None, BaseOxmlElement | None]]:
    """What is said of a paragraph and of its letters, the nearest first: by itself, by its styles, by the document."""
    own = paragraph.find(qn("w:pPr"))
    yield own, None
    styles = part.package.main_document_part.styles.element
    by_id = {style.get(qn("w:styleId"), ""): style for style in styles.iter(qn("w:style"))}
    named = own.find(qn("w:pStyle")) if own is not None else None
    default = next((key for key, each in by_id.items() if each.get(qn("w:default")) and each.get(qn("w:type")) == "paragraph"), "")
    key, seen = named.get(qn("w:val"), "") if named is not None else default, set[str]()
    while key in by_id and key not in seen:
        seen.add(key)
        yield by_id[key].find(qn("w:pPr")), by_id[key].find(qn("w:rPr"))
        based = by_id[key].find(qn("w:basedOn"))
        key = based.get(qn("w:val"), "") if based is not None else ""
    yield None, styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
