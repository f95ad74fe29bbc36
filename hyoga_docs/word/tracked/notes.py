"""Footnotes and endnotes of two Word files as one: notes that stayed are compared, those that came or went are marked."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.word.tracked.blocks import BlockComparer
from hyoga_docs.word.tracked.file import CONTENT_TYPE, NOTE_REFERENCES, written
from hyoga_docs.word.tracked.importer import ElementImporter
from hyoga_docs.word.tracked.marks import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.word.tracked.file import DocxPart, WordFile
    from hyoga_docs.word.tracked.marks import RevisionMarks
    from hyoga_docs.word.tracked.paragraphs import TextComparison

_ID = f"{W}id"


class NoteComparer:
    """Compares the notes that a body refers to."""

    def __init__(self, old: WordFile, new: WordFile, marks: RevisionMarks, words: TextComparison, pictures: Iterator[int]) -> None:
        self._kinds = {
            kind: _NotesPart(old, new, kind, marks, words, pictures)
            for kind in NOTE_REFERENCES.values()
            if old.related(f"{kind}s") is not None or new.related(f"{kind}s") is not None
        }

    def kept(self, old: etree._Element, new: etree._Element) -> None:
        """Compares the notes of a reference that stayed."""
        if (notes := self._of(new)) is not None and old.tag == new.tag:
            notes.stayed.setdefault(new.get(_ID, ""), old.get(_ID, ""))

    def changed(self, kind: str, reference: etree._Element) -> None:
        """Marks the note of a reference that came, or brings that of one that went."""
        if (notes := self._of(reference)) is not None:
            notes.changed.append((kind, reference))

    def settle(self, body: etree._Element) -> None:
        """Compares the notes, now that it is known of all references what became of them, and puts them in their order."""
        for tag, kind in NOTE_REFERENCES.items():
            if kind in self._kinds:
                self._kinds[kind].settle()
                self._kinds[kind].arrange([each.get(_ID, "") for each in body.iter(tag)])

    def _of(self, reference: etree._Element) -> _NotesPart | None:
        return self._kinds.get(NOTE_REFERENCES[reference.tag])


class _NotesPart:
    """The notes of one kind; the new file gets a part for them where it has none."""

    def __init__(
        self, old: WordFile, new: WordFile, kind: str, marks: RevisionMarks, words: TextComparison, pictures: Iterator[int]
    ) -> None:
        self._tag = f"{W}{kind}"
        self._old = old.related(f"{kind}s")
        self._part = new.related(f"{kind}s") or _with_separators(self._old, new, kind)
        if self._old is not None:
            self._importer = ElementImporter(self._old, self._part, pictures)
        self._blocks = BlockComparer(self._part, marks, words)
        self._brought_any = False
        #: By the number of a note to which a reference stayed, its number in the old file; several may refer to one note.
        self.stayed: dict[str, str] = {}
        #: The references that came (`ins`) or went (`del`).
        self.changed: list[tuple[str, etree._Element]] = []

    def settle(self) -> None:
        """Compares each note once that a reference stayed to, and marks those that came or went with all of theirs."""
        numbers = {old: new for new, old in reversed(self.stayed.items())}
        for new, old in self.stayed.items():
            self._kept(old, new)
        for key in dict.fromkeys(reference.get(_ID, "") for kind, reference in self.changed if kind == "ins"):
            if key not in self.stayed:
                self._came(key)
        for reference in [reference for kind, reference in self.changed if kind == "del"]:
            key = reference.get(_ID, "")
            if key not in numbers:
                numbers[key] = self._gone(key)
            reference.set(_ID, numbers[key])

    def _kept(self, old: str, new: str) -> None:
        """Compares two notes."""
        one, other = self._brought(old), self._note(self._part, new)
        if one is not None and other is not None and self._part.content_of(one)[3:] != self._part.content_of(other)[3:]:
            self._blocks.compare(one, other)
            self._part.touch()

    def _came(self, key: str) -> None:
        """Marks what a note says as inserted; the note itself goes with its reference."""
        note = self._note(self._part, key)
        for paragraph in list(note.iter(f"{W}p")) if note is not None else ():
            self._blocks.paragraphs.words("ins", paragraph)
            self._part.touch()

    def _gone(self, key: str) -> str:
        """Brings a note of the old file, marked as deleted; its number here."""
        note = self._brought(key)
        if note is None:
            return key
        used = [int(number) for each in self._part.tree if (number := each.get(_ID, "")).isdigit()]
        number = str(max(used, default=0) + 1)
        note.set(_ID, number)
        for paragraph in list(note.iter(f"{W}p")):
            self._blocks.paragraphs.words("del", paragraph)
        self._part.tree.append(note)
        self._brought_any = True
        self._part.touch()
        return number

    def arrange(self, keys: list[str]) -> None:
        """Puts the notes in an order, after those that nothing refers to: the lines between text and notes."""
        places = {key: place for place, key in enumerate(keys, 1)}
        notes = sorted(self._part.tree, key=lambda note: places.get(note.get(_ID, ""), 0))
        if self._brought_any and notes != list(self._part.tree):
            self._part.tree.extend(notes)

    def _brought(self, key: str) -> etree._Element | None:
        note = None if self._old is None else self._note(self._old, key)
        return None if note is None else self._importer.brought(note)

    def _note(self, part: DocxPart, key: str) -> etree._Element | None:
        return next((each for each in part.tree.iterfind(self._tag) if each.get(_ID) == key), None)


def _with_separators(old: DocxPart | None, new: WordFile, kind: str) -> DocxPart:
    """A part for notes, with the lines between text and notes that the old file has."""
    if old is None:
        raise LookupError(kind)
    tree = etree.Element(old.tree.tag, nsmap=old.tree.nsmap)
    tree.extend([deepcopy(each) for each in old.tree if each.get(f"{W}type") not in {None, "normal"}])
    name = new.free_name(f"word/{kind}s.xml")
    part = new.add(name, written(tree), CONTENT_TYPE.format(f"{kind}s"))
    new.main.relate(f"{kind}s", name)
    return part
