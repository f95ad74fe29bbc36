"""Blocks one below the other, of two Word files as one: paragraphs, tables, rows of a table, content controls."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Protocol

from lxml import etree

from hyoga_docs.text.diff_sequences import heaviest_pairs, side_by_side
from hyoga_docs.word.tracked.file import NOTE_REFERENCES
from hyoga_docs.word.tracked.marks import W, bare, no_row_properties, row_properties, text_of
from hyoga_docs.word.tracked.paragraphs import ParagraphComparer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hyoga_docs.word.tracked.file import DocxPart, ElementContent
    from hyoga_docs.word.tracked.marks import RevisionMarks
    from hyoga_docs.word.tracked.paragraphs import TextComparison

    Elements = Sequence[etree._Element]
    #: A block of the old file and one of the new that are the same block; one of them is None for what came or went.
    Pairs = list[tuple[int | None, int | None]]

_BLOCKS = {f"{W}{name}" for name in ("p", "tbl", "sdt")}
_P, _TABLE, _ROW, _CELL, _CONTROL, _SECTION = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt", "sectPr"))
_BOX = f"{W}txbxContent"
#: What stands so often among blocks tells nothing of which is which.
_OFTEN = 10
#: Rows of which less is the same have no cell in common that counts.
_UNLIKE = 0.15
#: Less alike than this, two blocks are two blocks, and one went where the other came.
_ALIKE = 0.35
#: More blocks than these in one place, multiplied, are not compared each with each.
_MOST = 40_000


class BlockRelations(Protocol):
    """What compares what blocks lead to: notes, and the headers and footers of sections."""

    def kept_note(self, old: etree._Element, new: etree._Element) -> None:
        """A reference to a note stayed."""

    def changed_note(self, kind: str, reference: etree._Element) -> None:
        """A reference to a note came (`ins`) or went (`del`)."""

    def section(self, old: etree._Element, new: etree._Element) -> None:
        """A section stayed."""

    def gone_section(self, section: etree._Element) -> None:
        """A section's end went."""


class BlockComparer:
    """Compares what stands one below the other in a part of the new file; what is old was brought into that part before."""

    def __init__(
        self, part: DocxPart, marks: RevisionMarks, words: TextComparison, relations: BlockRelations | None = None
    ) -> None:
        self._part, self._marks, self._words, self._relations = part, marks, words, relations
        self.paragraphs = ParagraphComparer(part, marks, words, self)
        self._texts: dict[etree._Element, str] = {}

    def compare(self, old: etree._Element, new: etree._Element) -> None:
        """Marks in a body, a cell, a note or a text box what changed in it; the old one is used up."""
        ones, others = ([each for each in parent if each.tag in _BLOCKS] for parent in (old, new))
        pairs = _ending_as_one(ones, others, self._matched(ones, others, self._block_likeness))
        self._end(self._write(new, ones, others, pairs))

    def kept(self, old: etree._Element, new: etree._Element) -> None:
        """Compares what hangs on a thing that stayed: the notes that it refers to, its text boxes, its sections."""
        if self._relations is not None:
            for one, other in zip(old.iter(*NOTE_REFERENCES), new.iter(*NOTE_REFERENCES), strict=False):
                self._relations.kept_note(one, other)
            for one, other in zip(old.iter(_SECTION), new.iter(_SECTION), strict=False):
                self._relations.section(one, other)
        boxes = list(new.iter(_BOX))
        for one, other in zip(list(old.iter(_BOX)) if boxes else (), boxes, strict=False):
            if self._part.content_of(one) != self._part.content_of(other):
                self.compare(one, other)

    def changed(self, kind: str, things: Sequence[etree._Element]) -> None:
        """Marks the notes that things refer to as inserted or deleted."""
        if self._relations is not None:
            for reference in [each for thing in things for each in thing.iter(*NOTE_REFERENCES)]:
                self._relations.changed_note(kind, reference)

    def section(self, old: etree._Element, new: etree._Element) -> None:
        """Compares the headers and footers of a section that stayed."""
        if self._relations is not None:
            self._relations.section(old, new)

    def gone_section(self, section: etree._Element) -> None:
        """Brings the headers and footers of a section that went."""
        if self._relations is not None:
            self._relations.gone_section(section)

    def _table(self, old: etree._Element, new: etree._Element) -> None:
        self._was(old.find(f"{W}tblPr"), new.find(f"{W}tblPr"))
        was, now = old.find(f"{W}tblGrid"), new.find(f"{W}tblGrid")
        if was is not None and now is not None and self._part.content_of(was) != self._part.content_of(now):
            self._marks.was_grid(now, was)
        ones, others = _within(old, _ROW), _within(new, _ROW)
        self._write(new, ones, others, self._matched(ones, others, self._row_likeness))

    def _write(self, parent: etree._Element, ones: Elements, others: Elements, pairs: Pairs) -> list[tuple[str, etree._Element]]:
        """Puts what went beside what stayed and what came; tells what became of each block, in order."""
        written: list[tuple[str, etree._Element]] = []
        for i, j in pairs:
            if j is not None:
                if i is None:
                    before, after = self._came(others[j])
                    written += [("ins", each) for each in (*before, others[j], *after)]
                    continue
                if self._part.content_of(ones[i]) != self._part.content_of(others[j]) or _is_place(ones[i]):
                    self._pair(ones[i], others[j])
                else:
                    self.kept(ones[i], others[j])
                written.append(("", others[j]))
            elif i is not None:
                for each in self._gone(ones[i]):
                    if written:
                        written[-1][1].addnext(each)
                    elif others:
                        others[0].addprevious(each)
                    else:
                        parent.insert(0, each)
                    written.append(("del", each))
        return written

    def _pair(self, old: etree._Element, new: etree._Element) -> None:
        if new.tag == _P:
            self.paragraphs.pair(old, new)
        elif new.tag == _TABLE:
            self._table(old, new)
        elif new.tag == _ROW:
            self._row(old, new)
        else:
            one, other = old.find(f"{W}sdtContent"), new.find(f"{W}sdtContent")
            for bound in list(new.iterfind(f"{W}sdtPr/{{*}}dataBinding")):
                bound.getparent().remove(bound)  # Word would write what it is bound to over the marks
            if one is not None and other is not None:
                self.compare(one, other)

    def _row(self, old: etree._Element, new: etree._Element) -> None:
        was, now = old.find(f"{W}trPr"), new.find(f"{W}trPr")
        if was is not None or now is not None:
            self._was(no_row_properties() if was is None else was, row_properties(new))
        for one, other in zip(_within(old, _CELL), _within(new, _CELL), strict=True):
            self._was(one.find(f"{W}tcPr"), other.find(f"{W}tcPr"))
            self.compare(one, other)

    def _was(self, former: etree._Element | None, now: etree._Element | None) -> None:
        if former is not None and now is not None and self._part.content_of(former) != self._part.content_of(now):
            self._marks.was(now, deepcopy(former))

    def _came(self, block: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
        """Marks a block of the new file as inserted; gives the marks that were put before and after it."""
        self._mark("ins", block)
        around = self._marks.around("ins", block) if block.tag == _CONTROL else []
        if around:
            block.addprevious(around[0])
            block.addnext(around[1])
        return around[:1], around[1:]

    def _gone(self, block: etree._Element) -> list[etree._Element]:
        """A block of the old file, marked as deleted, with the marks around it."""
        self._mark("del", block)
        around = self._marks.around("del", block) if block.tag == _CONTROL else []
        return [*around[:1], block, *around[1:]]

    def _mark(self, kind: str, block: etree._Element) -> None:
        boxed = {each for box in block.iter(_BOX) for each in box.iter(_P, _ROW)}  # a box goes with the run that holds it
        for each in [each for each in block.iter(_P, _ROW) if each not in boxed]:
            if each.tag == _ROW:
                self._marks.mark_row(kind, each)
            else:
                self.paragraphs.whole(kind, each)

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
        keys = [[numbers.setdefault(self._part.content_of(each), len(numbers)) for each in blocks] for blocks in (ones, others)]
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
        if one.tag != other.tag or _ends_section(one) != _ends_section(other):
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
        if not was or _shape(one) != _shape(other):
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


def _is_place(block: etree._Element) -> bool:
    """Whether a block of the old file holds bookmarks that came along."""
    return next(block.iter(f"{W}bookmarkStart"), None) is not None


def _ends_section(block: etree._Element) -> bool:
    return block.tag == _P and block.find(f"{W}pPr/{W}sectPr") is not None


def _shape(row: etree._Element) -> list[object]:
    """Which cells of a row are one with others; of rows of another shape one goes, and one comes."""
    spans = [f"{W}tcPr/{W}{name}" for name in ("gridSpan", "vMerge", "hMerge")]
    gaps = [f"{W}trPr/{W}gridBefore", f"{W}trPr/{W}gridAfter", f"{W}tblPrEx"]
    cells = [[_value(cell, path) for path in spans] for cell in _within(row, _CELL)]
    return [*cells, *(_value(row, path) for path in gaps)]


def _value(node: etree._Element, path: str) -> str | None:
    found = node.find(path)
    return None if found is None else str(found.get(f"{W}val", ""))


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
