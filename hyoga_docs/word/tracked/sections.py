"""Sections of two Word files as one: their pages, and the headers and footers that each of them prints."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from hyoga_docs.text.ooxml.parts import is_on
from hyoga_docs.word.tracked.blocks import BlockComparer
from hyoga_docs.word.tracked.file import CONTENT_TYPE, OWN, R, written
from hyoga_docs.word.tracked.importer import ElementImporter
from hyoga_docs.word.tracked.marks import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.word.tracked.file import DocxPart, WordFile
    from hyoga_docs.word.tracked.marks import RevisionMarks
    from hyoga_docs.word.tracked.paragraphs import TextComparison

_REFERENCES = {f"{W}{kind}Reference": kind for kind in ("header", "footer")}
_ROOTS = {"header": f"{W}hdr", "footer": f"{W}ftr"}
_TYPE, _ID = f"{W}type", f"{R}id"
_TYPES = ("default", "first", "even")
#: What the former properties of a section cannot hold, and what leads out of them.
_NOT_FORMER = {*_REFERENCES, f"{W}sectPrChange", f"{W}printerSettings"}


class SectionComparer:
    """Compares sections with the headers and footers that they print, those that they have from the section before too."""

    def __init__(self, old: WordFile, new: WordFile, marks: RevisionMarks, words: TextComparison, pictures: Iterator[int]) -> None:
        self._old, self._new, self._marks, self._words, self._pictures = old, new, marks, words, pictures
        self._as_it_came = {part.name: old_bytes for part, old_bytes in _margin_bytes(new)}
        #: Which part of the new file holds the comparison of one part with another; None stands for no part.
        self._done: dict[tuple[str | None, str | None], DocxPart] = {}
        even = [_parts_even_pages(file) for file in (old, new)]
        for file, own in zip((old, new), even, strict=True):
            if _spread(file.main, like_all=any(even) and not own):
                file.main.touch()
        self._types = _TYPES if any(even) else _TYPES[:2]
        if even == [True, False]:
            self._set_even_pages()

    def pair(self, old: etree._Element, new: etree._Element) -> None:
        """Compares two sections."""
        was, now = _former(old), _former(new)
        for tag, kind in _REFERENCES.items():
            for type_ in self._types:
                if type_ != "first" or any(is_on(each.find(f"{W}titlePg"), "w:val") for each in (old, new)):
                    self._margin(old, new, (tag, kind, type_))
        if self._new.main.content_of(was)[3:] != self._new.main.content_of(now)[3:]:
            self._marks.was(new, was)

    def gone(self, section: etree._Element) -> None:
        """Brings the headers and footers of a section of the old file."""
        for reference in section.iterchildren(*_REFERENCES):
            part = self._old.main.led_to(reference.get(_ID, ""))
            if part is None:
                section.remove(reference)
            else:
                kind = _REFERENCES[reference.tag]
                reference.set(_ID, self._new.main.relate(kind, self._new.take(self._old, part.name)))

    def _margin(self, old: etree._Element, new: etree._Element, which: tuple[str, str, str]) -> None:
        tag, kind, type_ = which
        one, other = self._shown(self._old, old, tag, type_), self._shown(self._new, new, tag, type_)
        if one is None and other is None:
            return
        made = self._compared(one, other, kind)
        reference = _reference(new, tag, type_)
        if reference is None:
            reference = etree.Element(tag, {_TYPE: type_})
            _put(new, reference)
        if self._new.main.led_to(reference.get(_ID, "")) is not made:
            reference.set(_ID, self._new.main.relate(kind, made.name))
            self._new.main.touch()

    def _shown(self, file: WordFile, section: etree._Element, tag: str, type_: str) -> DocxPart | None:
        """The header or footer of a section."""
        reference = _reference(section, tag, type_)
        return None if reference is None else file.main.led_to(reference.get(_ID, ""))

    def _compared(self, old: DocxPart | None, new: DocxPart | None, kind: str) -> DocxPart:
        """The part of the new file that shows what changed in a header or footer."""
        key = (None if old is None else self._old.digest(old.name), None if new is None else new.name)
        if key in self._done:
            return self._done[key]
        if old is not None and new is not None and old.content_of(old.tree)[3:] == new.content_of(new.tree)[3:]:
            self._done[key] = new if all(new.name != name for _, name in self._done) else self._copied(new)
            return self._done[key]
        if new is None:
            part = self._new.add(self._new.free_name(f"word/{kind}.xml"), _empty(kind), CONTENT_TYPE.format(kind))
        elif any(new.name == name for _, name in self._done):
            part = self._copied(new)
        else:
            part = new
        self._done[key] = part
        former = etree.fromstring(_empty(kind)) if old is None else ElementImporter(old, part, self._pictures).brought(old.tree)
        BlockComparer(part, self._marks, self._words).compare(former, part.tree)
        part.touch()
        return part

    def _copied(self, part: DocxPart) -> DocxPart:
        """Another part that says what a header or footer of the new file said as it came."""
        self._new.parts[part.name], now = self._as_it_came[part.name], self._new.parts[part.name]
        made = self._new.copy(part.name)
        self._new.parts[part.name] = now
        return made

    def _set_even_pages(self) -> None:
        """Gives the new file headers and footers of even pages, as the old one has them."""
        settings = self._new.related_or_made("settings", "settings")
        tree = parse_xml(self._new.parts[settings.name])
        tree.evenAndOddHeaders_val = True
        settings.tree = etree.fromstring(etree.tostring(tree))
        settings.touch()


def _spread(main: DocxPart, *, like_all: bool) -> bool:
    """Writes into each section the headers and footers that it has from the one before; whether there were such.

    `like_all` says that even pages are to have those of all pages.
    """
    known: dict[tuple[str, str], etree._Element] = {}
    spread = False
    for section in main.tree.iter(f"{W}sectPr"):
        for reference in list(section.iterchildren(*_REFERENCES)) if like_all else ():
            if reference.get(_TYPE) == "even":
                section.remove(reference)
            elif reference.get(_TYPE, "default") == "default":
                even = deepcopy(reference)
                even.set(_TYPE, "even")
                reference.addnext(even)
            spread = True
        own = {(each.tag, each.get(_TYPE, "default")): each for each in section.iterchildren(*_REFERENCES)}
        for key, reference in known.items():
            if key not in own:
                _put(section, deepcopy(reference))
                spread = True
        known.update(own)
    return spread


def _put(section: etree._Element, reference: etree._Element) -> None:
    """Adds a reference to a header or footer behind those that a section has, which come before all else."""
    section.insert(sum(each.tag in _REFERENCES for each in section), reference)


def _reference(section: etree._Element, tag: str, type_: str) -> etree._Element | None:
    return next((each for each in section.iterfind(tag) if each.get(_TYPE, "default") == type_), None)


def _former(section: etree._Element) -> etree._Element:
    """The properties of a section as they can be written as former ones."""
    kept = etree.Element(f"{W}sectPr", {key: value for key, value in section.attrib.items() if not OWN.fullmatch(key)})
    kept.extend([deepcopy(each) for each in section if each.tag not in _NOT_FORMER])
    return kept


def _parts_even_pages(file: WordFile) -> bool:
    settings = file.related("settings")
    return settings is not None and is_on(settings.tree.find(qn("w:evenAndOddHeaders")), "w:val")


def _margin_bytes(file: WordFile) -> Iterator[tuple[DocxPart, bytes]]:
    for kind in _ROOTS:
        for _, part in file.main.related(kind):
            yield part, file.parts[part.name]


def _empty(kind: str) -> bytes:
    tree = etree.Element(_ROOTS[kind], nsmap={"w": W[1:-1], "r": R[1:-1]})
    etree.SubElement(tree, f"{W}p")
    return written(tree)
