"""A Word document with tracked changes: laid out as the new one, with the old one's words marked as deleted."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.word.tracked.blocks import BlockComparer
from hyoga_docs.word.tracked.definitions import adopt_definitions
from hyoga_docs.word.tracked.fields import settle_fields
from hyoga_docs.word.tracked.file import WordFile
from hyoga_docs.word.tracked.importer import ElementImporter
from hyoga_docs.word.tracked.marks import RevisionMarks, W, text_of
from hyoga_docs.word.tracked.notes import NoteComparer
from hyoga_docs.word.tracked.sections import SectionComparer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from lxml import etree

    from hyoga_docs.word.tracked.file import DocxPart
    from hyoga_docs.word.tracked.paragraphs import TextComparison

_FIRST_PICTURE = 900_001
#: Of the settings of a file what changes its pages, and how it numbers notes.
_SETTINGS = [
    f"{W}{name}"
    for name in (
        *("numFmt", "numStart", "numRestart", "pos", "mirrorMargins", "gutterAtTop", "bookFoldPrinting", "autoHyphenation"),
        *("defaultTabStop", "characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "displayBackgroundShape"),
    )
]


class TrackedDocument(NamedTuple):
    """A Word file with tracked changes, and what of the old file cannot be had back by rejecting them, in Japanese."""

    data: bytes
    untracked: tuple[str, ...]


def tracked(old: bytes, new: bytes, author: str, date: dt.date, words: TextComparison) -> TrackedDocument:
    """The new document with what changed since the old one marked as changes of an author on a day.

    Accepting every change gives the new document, rejecting every change the old one, but for what is told. Changes that
    either file tracks already count as accepted. The same input gives the same bytes. Raises UnusableFileError for what is no
    Word file.
    """
    before, after = WordFile(old), WordFile(new)
    left = list(_unmarked(before, after))
    styles = adopt_definitions(before, after)
    if styles:
        left.append(f"スタイルの定義（{'、'.join(styles)}）")
    marks, pictures = RevisionMarks(author, date), count(_FIRST_PICTURE)
    relations = _Relations(
        NoteComparer(before, after, marks, words, pictures), SectionComparer(before, after, marks, words, pictures)
    )
    importer = ElementImporter(before.main, after.main, pictures)
    one, other = importer.brought(_body(before.main)), _body(after.main)
    blocks = BlockComparer(after.main, marks, words, relations)
    blocks.compare(one, other)
    for was, now in zip(one.iterfind(f"{W}sectPr"), other.iterfind(f"{W}sectPr"), strict=False):
        relations.section(was, now)
    relations.notes.settle(other)
    if marks.any:
        after.main.touch()
    if settle_fields(after.main.tree, blocks.paragraphs.field_marks):
        left.append("段落をまたぐフィールド（目次など）の始まりと終わり")
    return TrackedDocument(after.write(), tuple(left))


class _Relations(NamedTuple):
    """What compares what a body leads to."""

    notes: NoteComparer
    sections: SectionComparer

    def kept_note(self, old: etree._Element, new: etree._Element) -> None:
        self.notes.kept(old, new)

    def changed_note(self, kind: str, reference: etree._Element) -> None:
        self.notes.changed(kind, reference)

    def section(self, old: etree._Element, new: etree._Element) -> None:
        self.sections.pair(old, new)

    def gone_section(self, section: etree._Element) -> None:
        self.sections.gone(section)


def _body(part: DocxPart) -> etree._Element:
    body = part.tree.find(f"{W}body")
    if body is None:
        msg = "Word のファイルではありません"
        raise UnusableFileError(msg)
    return body


def _unmarked(old: WordFile, new: WordFile) -> Iterator[str]:
    """What is the new file's whatever is rejected, where the old one has other of it."""
    for name, held in _UNMARKED.items():
        if list(held(old)) != list(held(new)):
            yield name


def _comments(file: WordFile) -> Iterator[object]:
    return (text_of([each]) for _, part in file.main.related("comments") for each in part.tree)


def _settings(file: WordFile) -> Iterator[object]:
    return (part.content_of(each) for _, part in file.main.related("settings") for each in part.tree.iter(*_SETTINGS))


def _fonts(file: WordFile) -> Iterator[object]:
    return (part.content_of(each) for _, part in file.main.related("theme") for each in part.tree.iter("{*}fontScheme"))


def _taken_in(file: WordFile) -> Iterator[object]:
    """Other files, each with the words that it stands behind."""
    for each in file.main.tree.iter(f"{W}altChunk", f"{W}subDoc"):
        before = each.getprevious()
        yield file.main.content_of(each), "" if before is None else text_of([before])


_UNMARKED = {
    "コメント": _comments,
    "取り込んだ別のファイル": _taken_in,
    "文書の設定（注の番号、見開き、禁則など）": _settings,
    "テーマの書体": _fonts,
}
