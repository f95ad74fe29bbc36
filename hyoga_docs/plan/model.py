"""All that will be printed, decided: the documents of the packet in order, each with its label and its words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.limits import TimeLeft
from hyoga_docs.core.problem import Place
from hyoga_docs.japanese.labels import with_label
from hyoga_docs.spec.publication import PUBLIC, Publication

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.csv_table import PrintedTable
    from hyoga_docs.plan.meeting_title import MeetingTitle
    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.plan.roster import PrintedRoster
    from hyoga_docs.spec.workspace import Workspace

Path_ = tuple[str | int, ...]

#: The template of the sheet that stands in the place of a paper that cannot be bound.
LEFT_OUT = "left-out"
#: The template of the sheet that stands in the place of a withheld paper in the public edition.
WITHHELD = "withheld"
#: The template of a charter in articles; in the packet it is a charter like others.
CHARTER_IN_ARTICLES = "charter-articles"
#: Templates that a workspace may be too old to have; then ours are used.
OF_THE_TOOL = (LEFT_OUT, WITHHELD, CHARTER_IN_ARTICLES, "packet-cover", "agenda-table", "amending-sentences")


@dataclass(frozen=True)
class Document:
    """One document of the packet: made from a template, or supplied as a file.

    `key` names it inside the packet; `heading` is its title as its template prints it, where that is not the same (`次　第`);
    `label` is printed on it and in front of its title, and is empty where there is none.
    `provisions` says of an annex of a charter whence it comes: （第５条関係）.
    `continues` marks a paper whose cover is the document before it; `waiting`, a cover whose paper has not arrived,
    and `handed_out` how that paper will be (当日配付).
    `level` is its depth in the outline, `opens` the (depth, title) of bundles that begin with it. `stamp` is the label that
    the binder prints on its first page; it is empty where another page, or its own template, bears the label. `mark` is printed
    on each of its pages, or, of its file's, on the `marked_pages` alone. `sheets`, `fit` and `orientation` say how a book of
    Excel is printed, as the meeting's file says it; empty where it says nothing. `left_out` says why the paper cannot be bound
    in whose place this sheet stands, `reason` why the paper is not public in whose place this one does. `time` is what is left
    for work on it.
    """

    key: str
    title: str
    heading: str = ""
    subtitle: str = ""
    label: str = ""
    full_label: str = ""
    provisions: str = ""
    level: int = 0
    opens: tuple[tuple[int, str], ...] = ()
    continues: bool = False
    template: str | None = None
    file: str | None = None
    path: Path | None = None
    pages: str | None = None
    sheets: tuple[str, ...] = ()
    fit: str = ""
    orientation: str = ""
    table: PrintedTable | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    roster: PrintedRoster | None = None
    odd: bool = False
    publication: Publication = PUBLIC
    page_numbers: bool = True
    alts: tuple[str, ...] = ()
    stem: str = ""
    supplied_by: str = ""
    waiting: bool = False
    handed_out: str = ""
    stamp: str = ""
    mark: str = ""
    marked_pages: str | None = None
    left_out: str = ""
    reason: str = ""
    time: TimeLeft = field(default_factory=TimeLeft, compare=False, repr=False)
    place: Place = field(default_factory=lambda: Place(""))

    @property
    def kind(self) -> str:
        """`supplied`, or the name of the template that makes it; a sheet is told as the paper that it stands for."""
        if self.left_out or self.template is None:
            return "supplied"
        return "charter" if self.template == CHARTER_IN_ARTICLES else self.template

    @property
    def public(self) -> bool:
        """Whether everybody may see it, if not each of its pages."""
        return not self.publication.is_withheld

    @property
    def name(self) -> str:
        """Label and title, as a reader calls it."""
        return with_label(self.full_label, self.title)

    @property
    def file_name(self) -> str:
        """What its sender calls the file; the title of what is no file."""
        return self.path.name if self.path is not None else self.title

    @property
    def sender(self) -> str:
        """Whom to ask about it, as messages call them."""
        return self.supplied_by or "提出した課"


@dataclass(frozen=True)
class ListLine:
    """One line of the 配付資料一覧."""

    key: str
    label: str
    title: str
    note: str
    level: int
    publication: Publication
    reference: bool
    subtitle: str = ""
    summary: str = ""

    @property
    def public(self) -> bool:
        """Whether everybody may see it, if not each of its pages."""
        return not self.publication.is_withheld


@dataclass(frozen=True)
class Plan:
    """All that will be printed, decided. `documents` are in the order of the packet.

    `slides` hold two levels of the agenda, `slide_pages` all of them. `withheld` says of papers, by their path in the meeting's
    file, that they are not for the public, and why.
    """

    workspace: Workspace
    meeting_title: MeetingTitle
    agenda: tuple[AgendaLine, ...]
    slides: tuple[tuple[AgendaLine, ...], ...]
    slide_pages: tuple[tuple[AgendaLine, ...], ...]
    documents: tuple[Document, ...]
    listed: tuple[ListLine, ...]
    item_papers: dict[Path_, tuple[ListLine, ...]]
    charter: PrintedCharter | None
    roster: PrintedRoster | None
    withheld: dict[Path_, Publication] = field(default_factory=dict)

    @property
    def ordinal(self) -> str:
        """`第１回`, or the meeting's own name; empty where it has neither."""
        return self.meeting_title.ordinal

    @property
    def full_name(self) -> str:
        """The meeting's title."""
        return self.meeting_title.full_name

    @property
    def title(self) -> str:
        """The title of the packet."""
        return f"{self.full_name}　会議資料"

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the documents."""
        return frozenset(document.key for document in self.documents)

    @property
    def stamps(self) -> tuple[str, ...]:
        """The labels that are stamped, in order, each once."""
        return tuple(dict.fromkeys(document.stamp for document in self.documents if document.stamp))

    @property
    def marks(self) -> tuple[str, ...]:
        """What is printed on the pages of papers that are not for everybody, each once."""
        return tuple(dict.fromkeys(document.mark for document in self.documents if document.mark))

    def with_stamps(self, labelled: Collection[str]) -> Plan:
        """The plan that says which labels the binder prints: those of papers whose template is none of the `labelled` ones."""
        documents = (
            document if document.continues or document.template in labelled else replace(document, stamp=document.full_label)
            for document in self.documents
        )
        return replace(self, documents=tuple(documents))

    def with_limit(self, seconds: float) -> Plan:
        """The plan whose documents may each take so many seconds, from now on."""
        return replace(self, documents=tuple(replace(document, time=TimeLeft(seconds)) for document in self.documents))

    def with_sheets(self, reasons: Mapping[Place, str]) -> Plan:
        """The plan with a sheet in the place of each supplied paper for which there is a reason, by where the paper is written."""
        documents = (
            replace(
                document, template=LEFT_OUT, path=None, pages=None, sheets=(), table=None, alts=(), left_out=reasons[document.place]
            )
            if document.place in reasons and (document.template is None or document.path is not None)
            else document
            for document in self.documents
        )
        return replace(self, documents=tuple(documents))
