"""A Word document with tracked changes: laid out as the new one, with the old one's words marked as deleted."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.diff_sequences import heaviest_pairs, side_by_side
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts, write_parts
from hyoga_docs.text.word.accept_changes import accept_changes
from hyoga_docs.word.tracked.marks import RevisionMarks, W, bare, text_of
from hyoga_docs.word.tracked.paragraphs import ParagraphComparer
from hyoga_docs.word.tracked.parts import DocxPart, ElementImporter, bring_styles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from hyoga_docs.word.tracked.paragraphs import TextComparison
    from hyoga_docs.word.tracked.parts import ElementContent

    Elements = Sequence[etree._Element]
    #: A block of the old file and one of the new that are the same block; one of them is None for what came or went.
    Pairs = list[tuple[int | None, int | None]]

_BODY = "word/document.xml"
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_BLOCKS = {f"{W}{name}" for name in ("p", "tbl", "sdt")}
_P, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
#: Less alike than this, two blocks are two blocks, and one went where the other came.
#: What stands so often among blocks tells nothing of which is which.
_OFTEN = 10
#: Rows of which less is the same have no cell in common that counts.
_UNLIKE = 0.15
_ALIKE = 0.35
#: More blocks than these in one place, multiplied, are not compared each with each.
_MOST = 40_000


def tracked(old: bytes, new: bytes, author: str, date: dt.date, words: TextComparison) -> bytes:
    """The new document with what changed since the old one marked as changes of an author on a day.

    Accepting every change gives the new document, rejecting every change the words of the old one. Changes that either
    file tracks already count as accepted. The same input gives the same bytes. Raises UnusableError for what is no Word file.
    """
    before, after = read_parts(accept_changes(old)), read_parts(accept_changes(new))
    marks = RevisionMarks(author, date)
    _compared(before, after, _BODY, marks, words)
    for name in [name for name in after if _MARGIN.fullmatch(name) and name in before]:
        _compared(before, after, name, marks, words)
    bring_styles(before, after)
    return write_parts(after)


def _compared(before: dict[str, bytes], after: dict[str, bytes], name: str, marks: RevisionMarks, words: TextComparison) -> None:
    """Replaces a part of the new file by one with the changes marked; the very same bytes where it has none."""
    old, new = DocxPart(before, name), DocxPart(after, name)
    if old.content_of(_root(old)) == new.content_of(_root(new)):
        return
    blocks = _BlockComparer(old, new, marks, words)  # which gives the new part a root of its own
    blocks.compare(_root(old), _root(new))
    for part, tree in ((name, new.tree), (new.relations_name, new.relations)):
        if len(tree):
            after[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _root(side: DocxPart) -> etree._Element:
    """What holds the paragraphs and tables of a part."""
    root = side.tree if side.name != _BODY else side.tree.find(f"{W}body")
    if root is None:
        msg = "Word のファイルではありません"
        raise UnusableFileError(msg)
    return root


class _BlockComparer:
    """Compares what stands one below the other: paragraphs, tables, rows of a table."""

    def __init__(self, old: DocxPart, new: DocxPart, marks: RevisionMarks, words: TextComparison) -> None:
        self._old, self._new, self._marks, self._words = old, new, marks, words
        self._importer = ElementImporter(old, new)
        self._inline = ParagraphComparer(old, new, self._importer, marks, words)
        self._texts: dict[etree._Element, str] = {}

    def compare(self, old: etree._Element, new: etree._Element) -> None:
        """Marks in a body, a cell or a frame what changed in it."""
        ones, others = ([each for each in parent if each.tag in _BLOCKS] for parent in (old, new))
        pairs = _ending_as_one(ones, others, self._matched(ones, others, self._block_likeness))
        self._end(self._write(new, ones, others, pairs))

    def _table(self, old: etree._Element, new: etree._Element) -> None:
        ones, others = _within(old, _ROW), _within(new, _ROW)
        self._write(new, ones, others, self._matched(ones, others, self._row_likeness))

    def _write(self, parent: etree._Element, ones: Elements, others: Elements, pairs: Pairs) -> list[tuple[str, etree._Element]]:
        """Puts what went beside what stayed and what came; tells what became of each block, in order."""
        written: list[tuple[str, etree._Element]] = []
        for i, j in pairs:
            if j is not None:
                if i is None:
                    self._mark("ins", others[j])
                elif self._old.content_of(ones[i]) != self._new.content_of(others[j]):
                    self._pair(ones[i], others[j])
                written.append(("" if i is not None else "ins", others[j]))
            elif i is not None:
                for copy in self._gone(ones[i]):
                    if written:
                        written[-1][1].addnext(copy)
                    elif others:
                        others[0].addprevious(copy)
                    else:
                        parent.append(copy)
                    written.append(("del", copy))
        return written

    def _pair(self, old: etree._Element, new: etree._Element) -> None:
        if new.tag == _P:
            self._inline.pair(old, new)
        elif new.tag == _TABLE:
            self._table(old, new)
        elif new.tag == _ROW:
            for one, other in zip(_within(old, _CELL), _within(new, _CELL), strict=True):
                self.compare(one, other)
        else:
            one, other = old.find(f"{W}sdtContent"), new.find(f"{W}sdtContent")
            if one is not None and other is not None:
                self.compare(one, other)

    def _gone(self, block: etree._Element) -> list[etree._Element]:
        """Copies of a block of the old file, marked as deleted; what a content control holds goes without it."""
        if block.tag == f"{W}sdt":
            return [copy for each in block.iterfind(f"{W}sdtContent/*") if each.tag in _BLOCKS for copy in self._gone(each)]
        copy = self._importer.copy(block)
        if copy is None:
            return []
        self._mark("del", copy)
        return [copy]

    def _mark(self, kind: str, block: etree._Element) -> None:
        for row in list(block.iter(_ROW)):
            self._marks.mark_row(kind, row)
        for paragraph in list(block.iter(_P)):
            if next(paragraph.iterancestors(f"{W}txbxContent"), None) is None:  # the box goes with the run that holds it
                self._inline.whole(kind, paragraph)

    def _end(self, written: list[tuple[str, etree._Element]]) -> None:
        """Moves the marks of ends by one where a body or a cell ends with what came or went: its last end cannot go."""
        kind = written[-1][0] if written else ""
        first = len(written)
        while first and kind and written[first - 1][0] == kind and written[first - 1][1].tag == _P:
            first -= 1
        if first in (0, len(written)) or written[first - 1][0] or written[first - 1][1].tag != _P:
            return
        stays, last = written[first - 1][1], written[-1][1]
        now, own = stays.find(f"{W}pPr"), last.find(f"{W}pPr")
        former = now.find(f"{W}pPrChange/{W}pPr") if now is not None else None
        self._marks.mark_end(kind, stays)
        mark = last.find(f"{W}pPr/{W}rPr/{W}{kind}")
        mark.getparent().remove(mark)
        if kind == "ins":
            self._marks.was_paragraph(last, now if former is None else former)
        else:
            was = bare(own)
            for each in list(own):
                own.remove(each)
            own.extend(bare(now))
            self._marks.was_paragraph(last, was)

    def _matched(self, ones: Elements, others: Elements, likeness: Callable[[etree._Element, etree._Element], float]) -> Pairs:
        """Which block is which: those that are the same, and between them those that are most alike."""
        self._texts.clear()  # what stood there before was marked since
        numbers: dict[ElementContent, int] = {}
        keys = [
            [numbers.setdefault(side.content_of(each), len(numbers)) for each in blocks]
            for side, blocks in ((self._old, ones), (self._new, others))
        ]
        common = {key for key, count in Counter(keys[1]).items() if count > _OFTEN}  # empty lines hold nothing in its place
        pairs: Pairs = []
        for what, a0, a1, b0, b1 in SequenceMatcher(common.__contains__, keys[0], keys[1], autojunk=False).get_opcodes():
            if what == "equal":
                pairs.extend(zip(range(a0, a1), range(b0, b1), strict=True))
            else:
                found = _alike(a1 - a0, b1 - b0, lambda i, j, a=a0, b=b0: likeness(ones[a + i], others[b + j]))  # type: ignore[misc]
                pairs.extend((None if i is None else a0 + i, None if j is None else b0 + j) for i, j in found)
        return pairs

    def _block_likeness(self, one: etree._Element, other: etree._Element) -> float:
        if one.tag != other.tag:
            return 0.0
        was, now = self._text(one), self._text(other)
        found = self._words.likeness(was, now) if was or now else 1.0
        return found if one.tag == _P or found >= _ALIKE else 0.0  # a table beside another is two tables

    def _row_likeness(self, one: etree._Element, other: etree._Element) -> float:
        """How alike two rows are, by the cells that do not reach over several rows."""
        rows = self._text(one), self._text(other)
        if all(rows) and self._words.likeness(*rows) < _UNLIKE:  # most pairs, told without a look at their cells
            return 0.0
        was, now = _within(one, _CELL), _within(other, _CELL)
        if not was or len(was) != len(now):
            return 0.0
        cells = list(zip(was, now, strict=True))
        own = [pair for pair in cells if all(cell.find(f"{W}tcPr/{W}vMerge") is None for cell in pair)]
        found = [self._words.likeness(self._text(first), self._text(second)) for first, second in own or cells]
        return sum(found) / len(found)

    def _text(self, element: etree._Element) -> str:
        """The words of an element, gathered once while what it stands among is compared."""
        if element not in self._texts:
            self._texts[element] = text_of([element])
        return self._texts[element]


def _within(parent: etree._Element, tag: str) -> list[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    inside = [each for child in parent for each in (child.iterfind(f"{W}sdtContent/*") if child.tag == f"{W}sdt" else (child,))]
    return [each for each in inside if each.tag == tag]


def _alike(many: int, more: int, likeness: Callable[[int, int], float]) -> Pairs:
    """The pairs in order that are the most alike in sum; one and one are a pair unless nothing in them can be."""
    if many * more == 0 or many * more > _MOST:
        return [*((i, None) for i in range(many)), *((None, j) for j in range(more))]
    if many == more == 1:
        return [(0, 0)] if likeness(0, 0) > 0 else [(0, None), (None, 0)]
    pairs = heaviest_pairs(many, more, lambda i, j: max(likeness(i, j) - _ALIKE, 0.0))
    return side_by_side(pairs, many, more)


def _ending_as_one(ones: Elements, others: Elements, pairs: Pairs) -> Pairs:
    """Pairs of which the last paragraphs are one where both would end otherwise: neither can go as a whole."""
    tail = len(pairs)
    while tail and None in pairs[tail - 1]:
        tail -= 1
    went = [i for i, _ in pairs[tail:] if i is not None]
    came = [j for _, j in pairs[tail:] if j is not None]
    if not went or not came or ones[went[-1]].tag != _P or others[came[-1]].tag != _P:
        return pairs
    return [*pairs[:tail], *((i, None) for i in went[:-1]), *((None, j) for j in came[:-1]), (went[-1], came[-1])]
