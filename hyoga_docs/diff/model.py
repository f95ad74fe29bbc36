"""What changed between two packets, as values: the sides that go in, the changes that come out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hyoga_docs.japanese.labels import with_label

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.text.diff import Runs

#: The cells of a row as changed and unchanged pieces; a sentence is a row of one cell.
Cells = tuple["Runs", ...]


@dataclass(frozen=True)
class ComparedDocument:
    """A document of a packet: how the packet calls it, where it lies in it, and what it says.

    `text` is that of `review/`, `source` the file that it was made from. Pages count from 1. `pdf` and `docx` are None
    where there is none to look at. `stamp` is what the binder prints on the first page, None where that is not known;
    `numbered` says that it prints page numbers, None where that is not known, `waiting` that it is the sheet of a paper to come.
    `sheets` names the sheet on which each page is printed (A4), as far as they are known. `pdf_name` is what messages call a PDF
    that was found in a built folder.
    """

    stem: str
    label: str
    title: str
    kind: str
    source: str
    sha256: str
    first_page: int
    pages: int
    text: str
    continues: bool = False
    pdf: Path | None = None
    docx: Path | None = None
    stamp: str | None = None
    numbered: bool | None = True
    pdf_name: str = ""
    waiting: bool = False
    sheets: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Label and title, as a reader calls it."""
        return with_label(self.label, self.title)


@dataclass(frozen=True)
class PacketState:
    """A packet as it stood, or a file; `called` is how the reader named it, `look` names how the binder prints, if it is known."""

    called: str
    title: str
    papers: tuple[ComparedDocument, ...]
    look: str = ""

    @property
    def pages(self) -> int:
        """The pages of the whole packet."""
        return max((paper.first_page + paper.pages - 1 for paper in self.papers), default=0)


class StructureKind(StrEnum):
    """What changed in the structure of a packet, the most important first."""

    ADDED = "added"
    ARRIVED = "arrived"
    POSTPONED = "postponed"
    REMOVED = "removed"
    LABEL_TAKEN = "label-taken"
    RENUMBERED = "renumbered"
    RETITLED = "retitled"
    REPLACED = "replaced"
    MOVED = "moved"
    PAGES = "pages"
    PRINTED = "printed"
    UNSEEN = "unseen"
    SHIFTED = "shifted"


@dataclass(frozen=True)
class StructureChange:
    """One change of structure; `old` and `new` are what was printed before and after: labels, titles, file names, page counts.

    `paper` is the paper's name on the newer side that has it.
    """

    what: StructureKind
    paper: str
    old: str = ""
    new: str = ""


class WordingKind(StrEnum):
    """What became of a sentence or a row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class WordingChange:
    """A sentence or a row that changed; a side without it has no cells. `under` is the heading that it stands under.

    Pages are those of the paper, from 1, or None where they are not known. `place` counts the changes of a paper in its order.
    Of what moved, `old_after` and `new_after` say what stood and stands before it; nothing at the beginning.
    """

    kind: WordingKind
    old: Cells
    new: Cells
    under: str = ""
    old_page: int | None = None
    new_page: int | None = None
    place: int = 0
    old_after: str = ""
    new_after: str = ""


@dataclass(frozen=True)
class Region:
    """A part of a page, in parts of its sides, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class PageKind(StrEnum):
    """What became of a page.

    REFLOWED: every word is as it was, and some stand on another page. MOVED: every word is as it was and on the same page, at
    another place of it. LOOKS: the words are the same, and the page looks different (`PageLook`). A page without a partner is
    ADDED or REMOVED if its words are new or gone, else one of the others, for its words are on other pages.
    """

    CHANGED = "changed"
    LOOKS = "looks"
    REFLOWED = "reflowed"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def only_places(self) -> bool:
        """Whether nothing changed but where the words stand."""
        return self in {PageKind.REFLOWED, PageKind.MOVED}


class PageLook(StrEnum):
    """What looks different on a page beside its words.

    TURNED: another side is up. SIZE: another sheet. PICTURE: a picture came, went, changed or moved. LETTERS: their font, size or
    colour. DRAWING: rules, shades, drawings.
    """

    TURNED = "turned"
    SIZE = "size"
    PICTURE = "picture"
    LETTERS = "letters"
    DRAWING = "drawing"


@dataclass(frozen=True)
class PageChange:
    """A page that differs, by its number in the old paper and in the new one (from 1), and where on each.

    `pictures` says that it has a picture that the other paper has not. `looks` are what looks different, whatever its kind, and
    `sheets` names the two sheets (A4縦) where they are not alike. Of a page that was ADDED or REMOVED, `elsewhere` is the number of
    the page of the other paper that says the same: it stands at another place in the order of pages.
    """

    kind: PageKind
    old: int | None
    new: int | None
    old_regions: tuple[Region, ...] = ()
    new_regions: tuple[Region, ...] = ()
    pictures: bool = False
    looks: tuple[PageLook, ...] = ()
    sheets: tuple[str, ...] = ()
    elsewhere: int | None = None


class UncomparedWhy(StrEnum):
    """Why some of what a page prints was not compared by its words."""

    NO_LETTERS = "no-letters"  # on a side, nothing of the page can be read as letters
    PICTURES = "pictures"  # a picture of it is another one, and what is written in pictures is not read


@dataclass(frozen=True)
class UncomparedPage:
    """A page that differs and whose words were not all compared, by its number in the old paper and in the new one, from 1."""

    why: UncomparedWhy
    old: int
    new: int


@dataclass(frozen=True)
class DocumentChange:
    """What changed in one paper; one side is None for a paper that came or went.

    `numbers` are the lines in which nothing changed but numbers that follow by themselves: labels, numbers of provisions and of
    pages. `uncompared` are the pages of which it is not known whether `words` are all that changed; where there is none,
    every text of both sides was compared.
    """

    old: ComparedDocument | None
    new: ComparedDocument | None
    steps: tuple[StructureChange, ...] = ()
    words: tuple[WordingChange, ...] = ()
    numbers: tuple[WordingChange, ...] = ()
    pages: tuple[PageChange, ...] = ()
    uncompared: tuple[UncomparedPage, ...] = ()

    @property
    def paper(self) -> ComparedDocument:
        """The paper as it is now, or as it was last."""
        paper = self.new or self.old
        if paper is None:
            raise LookupError("paper")
        return paper

    @property
    def unseen(self) -> bool:
        """Whether a side has no pages to look at."""
        return self.old is None or self.new is None or self.old.pdf is None or self.new.pdf is None

    @property
    def arrived(self) -> bool:
        """Whether a paper that was to come is there now; what follows its cover is a change of its own."""
        return self.old is not None and self.new is not None and self.old.waiting and not self.new.waiting

    @property
    def postponed(self) -> bool:
        """Whether a paper that was there is to come now."""
        return self.old is not None and self.new is not None and self.new.waiting and not self.old.waiting

    @property
    def only_reflowed(self) -> bool:
        """Whether the words are as they were and stand elsewhere on the pages."""
        return bool(self.pages) and not self.words and all(page.kind.only_places for page in self.pages)


@dataclass(frozen=True)
class Difference:
    """What changed between two packets: papers that changed, in the order of the new packet, those that went at their old place.

    A side is None for a meeting that came or went.
    """

    old: PacketState | None
    new: PacketState | None
    steps: tuple[StructureChange, ...] = ()
    papers: tuple[DocumentChange, ...] = ()

    @property
    def side(self) -> PacketState:
        """The packet as it is now, or as it was last."""
        side = self.new or self.old
        if side is None:
            raise LookupError("side")
        return side

    @property
    def same(self) -> bool:
        """Whether nothing that is handed out differs."""
        return self.old is not None and self.new is not None and not self.steps and not self.papers
