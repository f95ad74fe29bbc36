"""A Word file that people typed into and what is generated now, as one: a merge of three by blocks.

The three are what was generated last, which the file itself remembers, the file as it is, and the file that is generated now.
The file as it is carries the rest: only blocks that say what was generated last are ever replaced or taken out.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.word.merging.alignment import aligned, said_of
from hyoga_docs.word.merging.blocks import NO_WORDS, block_of, blocks_of
from hyoga_docs.word.merging.moves import following
from hyoga_docs.word.merging.record import keep_generated, read_generated
from hyoga_docs.word.merging.rewriting import renumber, rewrite
from hyoga_docs.word.tracked.definitions import adopt_definitions
from hyoga_docs.word.tracked.file import WordFile
from hyoga_docs.word.tracked.importer import ElementImporter
from hyoga_docs.word.tracked.marks import W

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

    from hyoga_docs.word.merging.blocks import Block

_FIRST_PICTURE = 800_001


class NoRecordError(UnusableFileError):
    """The file does not say what was generated into it, so nobody can tell what was typed."""


class Disagreement(NamedTuple):
    """Words that stayed as a person left them, and what is generated there now; an empty text is none."""

    typed: str
    generated: str


class MergedDocument(NamedTuple):
    """A Word file with what was typed and what is new, and where the two are at odds."""

    data: bytes
    disagreements: tuple[Disagreement, ...] = ()


def with_record(data: bytes) -> bytes:
    """A generated Word file that remembers what was generated into it."""
    file = WordFile(data, accept=False)
    keep_generated(file, _body(file)[1])
    return file.write()


def merge(typed: bytes, generated: bytes) -> MergedDocument:
    """The file that people typed into, with what changed since in what is generated; the same input gives the same bytes.

    The very same bytes where nothing did. Raises UnusableFileError for what is no Word file, and NoRecordError.
    """
    file, new = WordFile(typed, accept=False), WordFile(generated)
    base = read_generated(file)
    if base is None:
        msg = "作ったときの控えがありません"
        raise NoRecordError(msg)
    now = _body(new)[1]
    if base == now:
        return MergedDocument(typed)
    adopt_definitions(new, file)
    merger = _Merger(ElementImporter(new.main, file.main, count(_FIRST_PICTURE)))
    body, theirs = _body(file)
    merger.merge(body, base, theirs, now)
    file.main.touch()
    keep_generated(file, now)
    return MergedDocument(file.write(), tuple(dict.fromkeys(merger.disagreements)))


def is_typed_into(data: bytes) -> bool:
    """Whether a Word file that remembers what was generated into it says anything else; one that remembers nothing does not.

    Raises UnusableFileError for what is no Word file.
    """
    file = WordFile(data, accept=False)
    base = read_generated(file)
    return base is not None and base != _body(file)[1]


def _body(file: WordFile) -> tuple[etree._Element, tuple[Block, ...]]:
    body = file.main.tree.find(f"{W}body")
    if body is None:
        msg = "Word のファイルではありません"
        raise UnusableFileError(msg)
    return body, blocks_of(body)


class _Lists(NamedTuple):
    """The blocks of one place in the three states, and where those that were generated last are in the two others."""

    base: Sequence[Block]
    theirs: Sequence[Block]
    new: Sequence[Block]
    in_theirs: Mapping[int, int]
    in_new: Mapping[int, int]

    def is_kept(self, index: int) -> bool:
        """Whether a block of the last time is in the file as it was generated."""
        return index in self.in_theirs and self.theirs[self.in_theirs[index]] == self.base[index]

    @property
    def own(self) -> set[int]:
        """The places of what people added to the file, or changed in it."""
        return set(range(len(self.theirs))) - {self.in_theirs[index] for index in self.in_theirs if self.is_kept(index)}

    def places_around(self, new: int, from_new: Mapping[int, int]) -> tuple[int, int]:
        """Between which places of the file a new block comes to stand: -1 is its beginning, its length the end."""
        led = {place: self.in_theirs[index] for place, index in from_new.items() if index in self.in_theirs}
        before = max((led[place] for place in led if place < new), default=-1)
        return before, min((led[place] for place in led if place > new), default=len(self.theirs))


class _Merger:
    def __init__(self, importer: ElementImporter) -> None:
        self._importer = importer
        self.disagreements: list[Disagreement] = []

    def merge(self, parent: etree._Element, base: Sequence[Block], theirs: Sequence[Block], new: Sequence[Block]) -> None:
        """Brings the blocks of a place up to date."""
        base, new = following(base, new, theirs)  # what a person put elsewhere stays there
        base, theirs = following(base, theirs, new)
        lists = _Lists(base, theirs, new, aligned(base, theirs), aligned(base, new))
        for index in range(len(base)):
            if index in lists.in_new:
                self._both(lists, index)
        gone = self._take_out(lists)
        self._put_in(parent, lists, gone)

    def _both(self, lists: _Lists, index: int) -> None:
        """A block that is generated now as it was the last time."""
        was, now = lists.base[index], lists.new[lists.in_new[index]]
        if index not in lists.in_theirs:
            if was != now:
                self._tell("", now)
            return
        own = lists.theirs[lists.in_theirs[index]]
        if now in (was, own):
            return
        if own.kind in {"tbl", "tr", "tc"} and len({_shape(each) for each in (was, own, now)}) == 1:
            self._inside(was, own, now)
        elif own != was:
            if not (_is_only_renumbered(was, own, now) and renumber(own.element, now.element)):
                self._tell(own.words, now)
        elif own.kind == "p":
            rewrite(own.element, now.element, self._importer.brought)
        else:
            own.element.getparent().replace(own.element, self._importer.brought(now.element))

    def _inside(self, was: Block, own: Block, now: Block) -> None:
        """What stands in a table, a row or a cell; the cells of a row are what they were by their places."""
        if own.kind == "tr":
            for cells in zip(was.inside, own.inside, now.inside, strict=True):
                self.merge(cells[1].element, *(cell.inside for cell in cells))
        else:
            self.merge(own.element, was.inside, own.inside, now.inside)

    def _take_out(self, lists: _Lists) -> set[int]:
        """Takes out what is generated no more, and gives its places; with what was typed below it, it stays."""
        gone: set[int] = set()
        for run in _runs([index for index in range(len(lists.base)) if index not in lists.in_new]):
            places = [lists.in_theirs[index] for index in run if index in lists.in_theirs]
            if not places:
                continue
            if any(lists.theirs[place].words.strip() for place in _around(lists, run, places) & lists.own):
                self.disagreements.append(Disagreement(_read(lists.theirs[places[0]].words), ""))
                continue
            for place in places:
                element = lists.theirs[place].element
                element.getparent().remove(element)
            gone |= set(places)
        return gone

    def _put_in(self, parent: etree._Element, lists: _Lists, gone: set[int]) -> None:
        """Puts in what is generated for the first time, before what it stands before and after all else that is there."""
        from_new = {new: index for index, new in lists.in_new.items()}
        rest = [each for place, each in enumerate(lists.theirs) if place not in gone]
        own = lists.own - gone
        for place, block in enumerate(lists.new):
            if place in from_new:
                continue
            before, after = lists.places_around(place, from_new)
            if block.words and block.words in {lists.theirs[each].words for each in own if before < each < after}:
                continue  # somebody has written it already
            element = self._row_like(lists, from_new, place) if block.kind == "tr" else None
            if element is None:
                element = self._importer.brought(block.element)
            if after < len(lists.theirs):
                lists.theirs[after].element.addprevious(element)
            elif rest:
                rest[-1].element.addnext(element)
                rest.append(block.__class__(block.kind, element=element))
            else:
                parent.append(element)

    def _row_like(self, lists: _Lists, from_new: Mapping[int, int], place: int) -> etree._Element | None:
        """A new row that looks as the one beside it does in the file, which may have borders of its own."""
        wanted = _paragraphs(lists.new[place])
        for near in sorted(from_new, key=lambda each: (abs(each - place), each)):
            if not lists.is_kept(from_new[near]):
                continue
            model = block_of(lists.theirs[lists.in_theirs[from_new[near]]].element)
            if _shape(model) == _shape(lists.new[place]) and list(map(len, _paragraphs(model))) == list(map(len, wanted)):
                element = deepcopy(model.element)
                for cells in zip(_paragraphs_in(element), (each for cell in wanted for each in cell), strict=True):
                    rewrite(cells[0], cells[1].element, self._importer.brought)
                return element
        return None

    def _tell(self, typed: str, now: Block) -> None:
        self.disagreements.append(Disagreement(_read(typed), _read(now.words)))


def _read(words: str) -> str:
    """Words as a person reads them."""
    return words.replace(NO_WORDS, "").strip()


def _is_only_renumbered(was: Block, own: Block, now: Block) -> bool:
    """Whether a line has another number now, and a person only put into it what is no words: a comment, a note, a picture."""
    return own.kind == "p" and said_of(was) == said_of(now) and own.text.replace(NO_WORDS, "") == was.text


def _shape(block: Block) -> tuple[object, ...]:
    """What two blocks have in common that are merged by what is in them."""
    if block.kind == "tbl":
        return (block.kind,)
    return (block.kind, block.text, len(block.inside) if block.kind == "tr" else 0)


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Places in order, those together that follow each other."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _around(lists: _Lists, run: Sequence[int], places: Sequence[int]) -> set[int]:
    """The places that belong to what goes: between its blocks, and of paragraphs what follows until the next that stays."""
    if lists.base[run[-1]].kind == "tr":
        return set(range(places[0], places[-1] + 1))
    later = (lists.in_theirs[index] for index in range(run[-1] + 1, len(lists.base)) if index in lists.in_theirs)
    return set(range(places[0], next(later, len(lists.theirs))))


def _paragraphs(row: Block) -> list[list[Block]]:
    return [[each for each in cell.inside if each.kind == "p"] for cell in row.inside]


def _paragraphs_in(row: etree._Element) -> list[etree._Element]:
    return [each for cell in row.iterchildren(f"{W}tc") for each in cell.iterchildren(f"{W}p")]
