"""The public edition of a plan: the same labels in the same order, and nothing of what is withheld."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hyoga_docs.japanese.labels import with_label
from hyoga_docs.japanese.numerals import number
from hyoga_docs.plan.agenda import find_line, flat, slides
from hyoga_docs.plan.model import WITHHELD, Document, ListLine, Path_, Plan
from hyoga_docs.plan.public_roster import public_day, public_roster
from hyoga_docs.plan.roster import print_roster
from hyoga_docs.spec.meeting import AgendaEntry, Handout
from hyoga_docs.spec.publication import PUBLIC, Publication
from hyoga_docs.spec.workspace import walk_papers
from hyoga_docs.spec.yaml.reader import YamlSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.plan.roster import PrintedRoster
    from hyoga_docs.spec.charter import Charter, CharterAnnex
    from hyoga_docs.spec.meeting import Meeting
    from hyoga_docs.spec.style import Style
    from hyoga_docs.spec.workspace import Workspace

_BRACKETS = "（）()【】［］[]〔〕"
#: What the pages of a paper that are left out stand behind, as `pdf/intake/page_ranges.py` reads it.
_WITHOUT = " without "


def public_edition(plan: Plan) -> Plan:
    """The plan without what is withheld; what stays keeps its label, its key and its place.

    Whatever is printed of it, or read from its workspace, holds nothing of what is withheld.
    """
    return _PublicEdition(plan).plan()


def withheld_words(publication: Publication, style: Style) -> str:
    """What is printed in the place of a title that is withheld: `（非公開）`, or what is said in its place with that behind it."""
    words, title = style.withheld.words, publication.title
    if not title or words in title:
        return title or words
    return title + ("" if words[0] in _BRACKETS else "　") + words


class _PublicEdition:
    """Holds what is made once: the workspace, the agenda, the lines of the list and where those of bundles lead now."""

    def __init__(self, plan: Plan) -> None:
        self.old = plan
        self.style = plan.workspace.platform.style
        self.day = plan.workspace.meeting.date
        self.charter_is_public = _is_public(plan, "charter")
        self.rosters_withheld = _rosters(plan, public=False) - _rosters(plan, public=True)
        self.workspace = self._workspace()
        self.lines = [(line, made) for line in plan.listed if (made := self._line(line)) is not None]

    def plan(self) -> Plan:
        """The public plan."""
        documents, leads = self._documents()
        agenda = tuple(map(self._agenda, self.old.agenda))
        hidden = {line.path for line in flat(self.old.agenda) if line.publication.is_withheld}
        papers = {
            path: tuple(made for line in lines if (made := self._line(line)) is not None)
            for path, lines in self.old.item_papers.items()
            if path not in hidden
        }
        charter, roster = self.old.charter, self.old.roster
        return replace(
            self.old,
            workspace=self.workspace,
            agenda=agenda,
            slides=slides(agenda),
            slide_pages=slides(agenda, deep=True),
            documents=tuple(documents),
            listed=tuple(replace(made, key=leads.get((line.key, line.level), line.key)) for line, made in self.lines),
            item_papers=papers,
            charter=self._printed_charter(charter) if charter is not None and self.charter_is_public else None,
            roster=self._roster(roster) if roster is not None else None,
            withheld={},
        )

    def _documents(self) -> tuple[list[Document], dict[tuple[str, int], str]]:
        """The documents, and where the lines of bundles lead that led, by key and level, to a document that is gone."""
        headings = {(line.key, line.level): with_label(made.label, made.title) for line, made in self.lines}
        made: list[Document] = []
        leads: dict[tuple[str, int], str] = {}
        opening: list[tuple[str, int]] = []  # the bundles that begin with the next document
        for document in self.old.documents:
            opening = [each for each in opening if each[1] < document.level]
            opening += [(document.key, level) for level, _ in document.opens]
            kept = self._document(document)
            if kept is not None:
                opens = tuple((each[1], headings[each]) for each in opening if each in headings)
                made.append(replace(kept, opens=opens))
                leads |= dict.fromkeys(opening, document.key)
                opening = []
        return made, leads

    def _document(self, document: Document) -> Document | None:
        """A document as the public gets it: as it is, without some pages, as a sheet in its place, or not at all."""
        if document.public:
            pages = document.publication.pages
            roster = self._roster(document.roster) if document.roster is not None else None
            kept = replace(document, roster=roster, publication=PUBLIC, mark="", marked_pages=None)
            if not pages or document.file is None:
                return kept
            # Nobody knows which description belongs to a page that is left out.
            return replace(kept, pages=f"{document.pages or ''}{_WITHOUT}{pages}", alts=())
        if self.style.withheld.leaves != "sheet" or document.continues:
            return None
        return Document(
            key=document.key,
            title=withheld_words(document.publication, self.style),
            label=document.label,
            full_label=document.full_label,
            level=document.level,
            template=WITHHELD,
            odd=document.odd,
            publication=_bare(document.publication),
            page_numbers=document.page_numbers and WITHHELD not in self.style.page_numbers.skip,
            stem=f"{document.stem.partition('-')[0]}-{WITHHELD}",
            reason=self._reason(document.publication),
            time=document.time,
            place=document.place,
        )

    def _reason(self, publication: Publication) -> str:
        return (publication.reason or "") if self.style.withheld.reason else ""

    def _line(self, line: ListLine) -> ListLine | None:
        """A line of the list; of pages that are left out it says so."""
        if line.publication.is_withheld:
            if self.style.withheld.leaves == "none":
                return None
            words, reason = withheld_words(line.publication, self.style), self._reason(line.publication)
            return ListLine(line.key, line.label, words, reason, line.level, PUBLIC, line.reference)
        return replace(line, note=self._note(line), publication=PUBLIC)

    def _note(self, line: ListLine) -> str:
        pages, reason = line.publication.pages, self._reason(line.publication)
        if not pages:
            return line.note
        named = re.sub(r"\d+", lambda found: number(int(found[0]), self.style.digits), re.sub(r"\s", "", pages))
        told = f"{named.replace('-', '～').replace(',', '、')}ページは{self.style.withheld.words.strip(_BRACKETS)}"
        told += f"：{reason}" if reason else ""
        if line.note and line.note[-1] in _BRACKETS:
            return f"{line.note}（{told}）"
        return f"{line.note}、{told}" if line.note else told

    def _agenda(self, line: AgendaLine) -> AgendaLine:
        """An entry of the agenda with those under it; of a withheld one there is its number."""
        if line.publication.is_withheld:
            words = withheld_words(line.publication, self.style)
            return replace(type(line)(line.number, words), level=line.level, ordinal=line.ordinal, path=line.path)
        return replace(line, items=tuple(map(self._agenda, line.items)), publication=PUBLIC)

    def _printed_charter(self, charter: PrintedCharter) -> PrintedCharter:
        kept = ((each, self._annex(each.annex)) for each in charter.annexes)
        return replace(charter, annexes=tuple(each._replace(annex=annex) for each, annex in kept if annex is not None))

    def _annex(self, annex: CharterAnnex) -> CharterAnnex | None:
        """An annex of the charter; of a withheld one there is its id, or nothing."""
        if not annex.public.is_withheld:
            return annex
        nothing: dict[str, Any] = {"title": None, "document": WITHHELD, "ok": {}, "public": PUBLIC}
        return None if self.style.withheld.leaves == "none" else annex.model_copy(update=nothing)

    def _roster(self, printed: PrintedRoster) -> PrintedRoster | None:
        """A roster printed anew from what the public may see of it, under its title."""
        file = printed.file
        roster = self.workspace.roster if file == "roster" else self.workspace.rosters.get(file)
        return replace(print_roster(roster, self.day, self.style), title=printed.title, file=file) if roster is not None else None

    def _workspace(self) -> Workspace:
        """The workspace without what is withheld: no lines of YAML, no files of papers that nobody may see."""
        old = self.old.workspace
        meeting = self._meeting(old.meeting)
        files = {paper.file for _, paper in walk_papers(meeting)}
        charter, roster = old.charter, old.roster
        return replace(
            old,
            meeting=meeting,
            charter=self._charter(charter) if charter is not None and self.charter_is_public else None,
            roster=public_roster(roster, self.day) if roster is not None and "roster" not in self.rosters_withheld else None,
            sources={name: YamlSource(source.name) for name, source in old.sources.items()},
            written=(),
            papers={name: path for name, path in old.papers.items() if name in files},
            tables={name: rows for name, rows in old.tables.items() if name in files},
            rosters={
                name: public_roster(each, self.day) for name, each in old.rosters.items() if name not in self.rosters_withheld
            },
        )

    def _charter(self, charter: Charter) -> Charter:
        annexes = tuple(kept for annex in charter.annexes if (kept := self._annex(annex)) is not None)
        return charter.model_copy(update={"annexes": annexes})

    def _meeting(self, meeting: Meeting) -> Meeting:
        """What is written of the meeting, with an empty entry in the place of each that is withheld."""
        hidden = {line.path: line for line in flat(self.old.agenda) if line.publication.is_withheld}
        results = {
            name: words
            for name, words in meeting.results.items()
            if (line := find_line(name, self.old.agenda)) is None or line.path not in hidden
        }
        changes = {
            "agenda": self._entries(meeting.agenda, hidden, ("agenda",)),
            "handouts": self._handouts(meeting.handouts, ("handouts",)),
            "references": self._handouts(meeting.references, ("references",)),
            "results": results,
        }
        return public_day(
            meeting.model_copy(update=changes), self.old.workspace.roster, is_known="roster" not in self.rosters_withheld
        )

    def _entries(self, entries: Sequence[AgendaEntry], hidden: dict[Path_, AgendaLine], path: Path_) -> tuple[AgendaEntry, ...]:
        made = []
        for index, entry in enumerate(entries):
            here = (*path, index)
            if (line := hidden.get(here)) is not None:
                made.append(AgendaEntry(title=withheld_words(line.publication, self.style), label=line.number))
            else:
                items = self._entries(entry.items, hidden, (*here, "items"))
                made.append(entry.model_copy(update={"items": items, "public": PUBLIC}))
        return tuple(made)

    def _handouts(self, papers: Sequence[Handout], path: Path_) -> tuple[Handout, ...]:
        made = []
        for index, paper in enumerate(papers):
            here = (*path, index)
            if (publication := self.old.withheld.get(here)) is not None:
                made.append(Handout(title=withheld_words(publication, self.style), bind=False))
                continue
            changes: dict[str, Any] = {
                "papers": self._handouts(paper.papers, (*here, "papers")),
                "annexes": self._handouts(paper.annexes, (*here, "annexes")),
                "public": PUBLIC,
                "mark": None,
            }
            made.append(paper.model_copy(update=changes | ({"alt": ()} if paper.public.pages else {})))
        return tuple(made)


def _bare(publication: Publication) -> Publication:
    """That something is withheld, and nothing more."""
    return publication.model_copy(update={"reason": None, "title": None, "pages": None})


def _is_public(plan: Plan, kind: str) -> bool:
    """Whether a document of a kind is for everybody, or there is none of it."""
    found = [document.public for document in plan.documents if document.kind == kind]
    return any(found) or not found


def _rosters(plan: Plan, *, public: bool) -> set[str]:
    """The rosters that public documents print, or the others, by the names of their files."""
    return {document.roster.file for document in plan.documents if document.roster is not None and document.public is public}
