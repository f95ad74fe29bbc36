"""From what people wrote to what will be built: every document of the packet, in order, with its label and its words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.core.file_names import file_stem
from hyoga_docs.core.problem import Place, Problem, error, warning
from hyoga_docs.japanese.labels import label_key, with_label
from hyoga_docs.japanese.plain import closed_up, plain
from hyoga_docs.plan.agenda import AgendaLine, called_topics, find_line, flat, print_agenda, slides, topics
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.csv_table import print_table
from hyoga_docs.plan.front_documents import ALIKE, TITLES, front_documents
from hyoga_docs.plan.letters import letter_title
from hyoga_docs.plan.meeting_title import meeting_title
from hyoga_docs.plan.model import CHARTER_IN_ARTICLES, Document, ListLine, Path_, Plan
from hyoga_docs.plan.numbering import HANDOUTS, REFERENCES, Labelled, Numbering
from hyoga_docs.plan.printed_charter import Edition, PrintedCharter, charter_title
from hyoga_docs.plan.roster import print_roster
from hyoga_docs.spec.publication import PUBLIC, Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.plan.roster import PrintedRoster
    from hyoga_docs.spec.meeting import Handout
    from hyoga_docs.spec.workspace import Workspace

#: How papers that are not there yet will be handed out, in a note, a series or a heading of the list; and a day that says it.
_HANDED_OUT = re.compile(r"(?:当日|席上|机上|後日|追って|別途)+配[付布]")
_OF_THE_DAY = "当日"
#: What a heading in the list of papers begins with.
_HEADING = tuple("【〔［[〈《＜<○●◎◇◆□■")


def resolve(workspace: Workspace) -> tuple[Plan, list[Problem]]:
    """The plan of one meeting, and what was found wrong in making it."""
    return _Resolver(workspace).plan()


class _Resolver:
    """Holds the lists that grow while the documents are laid out in order."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.meeting = workspace.meeting
        self.platform = workspace.platform
        self.documents: list[Document] = []
        self.listed: list[ListLine] = []
        self.charter: PrintedCharter | None = None
        self.problems: list[Problem]
        self.front, self.front_place, self.problems = front_documents(workspace)
        self.agenda = print_agenda(self.meeting, self.platform)
        self.topics = topics(self.agenda)
        self.item_papers: dict[Path_, list[ListLine]] = {}
        self.withheld: dict[Path_, Publication] = {}
        self.unknown_items: set[Place] = set()

    def plan(self) -> tuple[Plan, list[Problem]]:
        meeting, platform = self.meeting, self.platform
        numbering = Numbering(platform, meeting.number, self._item_number)
        handouts = numbering.label(meeting.handouts, HANDOUTS, ("handouts",))
        references = numbering.label(meeting.references, REFERENCES, ("references",))
        for template in self.front:
            title = (
                self._own_title(template) or self._own_title(ALIKE.get(template)) or TITLES.get(template) or letter_title(template)
            )
            made = Document(key=template, title=closed_up(title), heading=title, fields=meeting.fields, place=self.front_place)
            self._generated(made, template)
        for labelled in handouts:
            self._paper(labelled, 0, reference=False)
        for labelled in references:
            self._paper(labelled, 0, reference=True)
        self._same_labels()
        if not self.documents and not self.problems:
            hint = "documents か handouts に書いてください。"
            self.problems.append(error("HD136", "綴じる文書がありません。", place=self._place(), hint=hint))
        plan = Plan(
            workspace=self.workspace,
            meeting_title=meeting_title(meeting, platform),
            agenda=self.agenda,
            slides=slides(self.agenda),
            slide_pages=slides(self.agenda, deep=True),
            documents=tuple(
                replace(document, stem=f"{index:02}-{document.stem}")
                for index, document in enumerate(map(self._marked, self.documents), 1)
            ),
            listed=tuple(self.listed),
            item_papers={path: tuple(lines) for path, lines in self.item_papers.items()},
            charter=self.charter,
            roster=self._roster(),
            withheld=self.withheld,
        )
        return plan, self.problems

    def _place(self, *path: str | int) -> Place:
        return self.workspace.place("meeting", *path)

    def _add(self, document: Document) -> None:
        stem = document.path.stem if document.path else document.kind if document.template else document.key
        stem = file_stem(stem, "paper")
        numbered = document.page_numbers and document.template not in self.platform.style.page_numbers.skip
        full_label = document.full_label or document.label
        self.documents.append(replace(document, stem=stem, full_label=full_label, page_numbers=numbered))

    def _item(self, paper: Handout, path: Path_) -> AgendaLine | None:
        """The 議題 that a paper belongs to; one that is not on the agenda is a problem."""
        if paper.item is None:
            return None
        wanted = paper.item
        if (line := find_line(wanted, self.agenda)) is not None:
            return line
        place = self._place(*path, "item")
        if place in self.unknown_items:
            return None
        self.unknown_items.add(place)
        none = "次第（agenda）に議題がありません。item を消すか、agenda を書いてください。"
        hint = called_topics(self.agenda) if self.topics else none
        self.problems.append(error("HD133", f"議題「{wanted}」がありません。", place=place, quote=f"item: {wanted}", hint=hint))
        return None

    def _item_number(self, paper: Handout, path: Path_) -> tuple[int, str] | None:
        line = self._item(paper, path)
        ordinal = next((topic.ordinal for topic in self.topics if line in flat([topic])), None) if line else None
        return (ordinal, line.number.strip()) if line and ordinal is not None else None

    def _paper(
        self,
        labelled: Labelled,
        level: int,
        *,
        reference: bool,
        item: AgendaLine | None = None,
        above: Publication = PUBLIC,
    ) -> None:
        """One paper with its branches and annexes: its line in the list, and its documents.

        What only members get, what bears a mark, and what bears no page numbers, is so with all that belongs to it.
        """
        paper, path = labelled.paper, labelled.path
        item = self._item(paper, path) or item
        publication = self._publication(labelled, above, item)
        title = self._title(paper, path)
        bundle = bool(paper.papers) and not (paper.file or paper.document or paper.cover)
        front = next((document for document in self.documents if document.key == paper.document), None)
        place, first = len(self.listed), len(self.documents)
        if bundle and (not paper.title or self._repeats(labelled)):
            inner = level  # a bundle without a title of its own prints no line
        else:
            inner = level + 1
            line = ListLine(
                front.key if front else _key(path),
                labelled.label,
                title,
                paper.note or "",
                level,
                publication,
                reference,
                paper.subtitle or "",
                paper.summary or "",
            )
            self.listed.append(line)
            if item is not None and not bundle:
                self.item_papers.setdefault(item.path, []).append(line)
        if front is not None:  # made already; the list leads there
            told = replace(front, label=labelled.label, full_label=labelled.label, publication=publication, mark=paper.mark or "")
            self.documents[self.documents.index(front)] = told
        elif not bundle and paper.bind:
            base = Document(_key(path), title, label=labelled.label, level=level, publication=publication, place=self._place(*path))
            self._documents_of(paper, base, path)
        held = _handed_down(paper)
        for branch in labelled.branches:
            if branch.paper.series:
                place_ = self._place(*branch.path, "series")
                hint = "系列の違う資料は handouts に並べて書いてください。"
                self.problems.append(
                    error("HD137", "枝番号の資料に series は書けません。", place=place_, quote=branch.paper.series, hint=hint)
                )
            self._paper(_with(branch, held), inner, reference=reference, item=item, above=publication)
        for annex in labelled.annexes:
            self._paper(_with(annex, held), inner, reference=reference, above=publication)
        if bundle and inner > level and first < len(self.documents):  # its line leads to the first paper in it
            opened = self.documents[first]
            self.listed[place] = replace(self.listed[place], key=opened.key)
            heading = with_label(labelled.label, title)
            self.documents[first] = replace(opened, opens=((level, heading), *opened.opens))

    def _publication(self, labelled: Labelled, above: Publication, item: AgendaLine | None) -> Publication:
        """Who may see a paper; one of a withheld item may be seen only where it says so itself."""
        publication = labelled.paper.public.under(above)
        if item is not None and not publication.is_public_in_words:
            publication = publication.under(item.publication)
        if publication.is_withheld:
            self.withheld[labelled.path] = publication
        return publication

    def _marked(self, document: Document) -> Document:
        """A document with the mark that the house prints on what is withheld, where it has none of its own."""
        mark, pages = self.platform.style.withheld.mark or "", document.publication.pages
        if document.mark or not mark or (document.public and not pages):
            return document
        if document.public:
            return replace(document, mark=mark, marked_pages=pages) if document.file else document
        return replace(document, mark=mark)

    def _repeats(self, bundle: Labelled) -> bool:
        """Whether one of the papers of a bundle bears its title."""
        titles = {
            plain(each.paper.title or self._own_title(each.paper.document, each.paper.roster) or "") for each in bundle.branches
        }
        return plain(bundle.paper.title or "") in titles

    def _title(self, paper: Handout, path: Path_) -> str:
        if paper.title:
            return paper.title
        own = self._own_title(paper.document, paper.roster)
        if own is not None:
            return own
        if not paper.papers:
            place = self._place(*path)
            hint = "「title: …」を書いてください。"
            self.problems.append(
                error(
                    "HD112", "資料の「title」がありません。", place=place, quote=self.workspace.quote("meeting", *path), hint=hint
                )
            )
        return ""

    def _own_title(self, template: str | None, roster: str | None = None) -> str | None:
        """The title that the charter or the roster has of itself, or the house's for what a template makes."""
        if template == "charter" and (edition := self._edition()) is not None:
            return charter_title(edition)
        if template == "roster" and (printed := self._roster(roster)) is not None:
            return printed.title
        return self.platform.style.headings.get(template or "")

    def _roster(self, name: str | None = None) -> PrintedRoster | None:
        """The body's roster of the meeting's day, or another one by the name of its file."""
        roster = self.workspace.rosters.get(name) if name and name != "roster" else self.workspace.roster
        if roster is None:
            return None
        return replace(print_roster(roster, self.meeting.date, self.platform.style), file=name or "roster")

    def _edition(self) -> Edition | None:
        """The charter of the meeting's day."""
        workspace = self.workspace
        if workspace.charter is None:
            return None
        return Edition(workspace.charter, self.meeting.date, self.platform.style, workspace.sources["charter"])

    def _generated(self, base: Document, template: str, roster: str | None = None) -> None:
        """A document made from a template; the charter comes with its annexes, and both it and the roster need their file."""
        if template == "charter":
            self._charter(base)
        elif template == "roster" and (printed := self._roster(roster)) is not None:
            titled = printed if roster else replace(printed, title=base.title)  # a roster that is named says what it is
            self._add(replace(base, template=template, roster=titled))
        elif template == "roster":
            self._absent(roster or "roster", base)
        else:
            self._add(replace(base, template=template))

    def _documents_of(self, paper: Handout, base: Document, path: Path_) -> None:
        """The documents of one paper; `base` says what is the same of all of them."""
        title = base.title
        base = replace(
            base,
            subtitle=paper.subtitle or "",
            fields=paper.fields,
            mark=paper.mark or "",
            page_numbers=paper.page_numbers,
            odd=paper.start == "odd",
            supplied_by=paper.supplied_by or "",
            sheets=paper.sheets,
            fit=paper.fit or "",
            orientation=paper.orientation or "",
        )
        missing = not (paper.file or paper.document or paper.papers)
        if missing and title:
            due = f"（{paper.due.month}月{paper.due.day}日の約束）" if paper.due else ""
            asked = "「file: …」か「document: …」を書いてください。"
            if paper.supplied_by:
                asked = f"{paper.supplied_by}に確かめ{due}、届いたら「file: …」を書いてください。"
            make = warning if paper.supplied_by else error
            self.problems.append(
                make("HD302", f"「{''.join(title.split())}」がまだ届いていません。", place=base.place, quote=title, hint=asked)
            )
        if paper.cover or missing:
            self._add(replace(base, template="cover", waiting=missing, handed_out=self._handed_out(paper) if missing else ""))
            base = replace(base, key=f"{base.key}-body", level=base.level + 1, continues=True, odd=False)
        if paper.document:
            self._generated(base, paper.document, paper.roster)
        elif paper.file and paper.file in self.workspace.tables:
            rows = self.workspace.tables[paper.file]
            name = self.workspace.paths.display_path(self.workspace.papers[paper.file])
            table_place = self._place(*path, "table")
            table, found = print_table(rows, paper.table, name, table_place, base.orientation)
            self.problems += [each if each.place == table_place else replace(each, anchor=base.place) for each in found]
            self._add(replace(base, template="table", table=table, file=paper.file, path=self.workspace.papers[paper.file]))
        elif paper.file:
            path_ = self.workspace.papers.get(paper.file)
            self._add(replace(base, file=paper.file, path=path_, pages=paper.pages, alts=paper.alt))

    def _handed_out(self, paper: Handout) -> str:
        """How a paper to come will be handed out: as its note, its series or the heading over it says, or by the day it is due."""
        heading = next((line.title for line in reversed(self.listed) if not line.label and line.title.startswith(_HEADING)), "")
        for said in (paper.note, paper.series, heading):
            if said and (found := _HANDED_OUT.search(said)):
                return found[0]
            if said and said.startswith(_OF_THE_DAY):
                return f"{_OF_THE_DAY}配付"
        return f"{_OF_THE_DAY}配付" if paper.due == self.meeting.date else "後日配付"

    def _charter(self, base: Document) -> None:
        """The charter and its annexes, one document each."""
        edition = self._edition()
        if edition is None:
            self._absent("charter", base)
            return
        annex_keys = {annex.id: f"{base.key}-{annex.id}" for annex in edition.charter.annexes}
        self.charter, found = print_charter(edition, base.key, annex_keys)
        self.problems += found
        self._add(replace(base, template=CHARTER_IN_ARTICLES if self.charter.in_articles else "charter"))
        for annex, label, provisions in self.charter.annexes:
            made = replace(
                base,
                key=annex_keys[annex.id],
                title=annex.title or self._own_title(annex.document) or annex.id,
                label=label,
                full_label=base.label + label,
                provisions=provisions,
                level=base.level + 1,
                publication=annex.public.under(base.publication),
                continues=False,
                odd=False,
            )
            self._generated(made, annex.document)

    def _absent(self, name: str, base: Document) -> None:
        hint = f"meetings/{self.meeting.common}/{name}.yaml を作ってください。"
        self.problems.append(error("HD134", f"{name}.yaml がありません。", place=base.place, quote=base.title, hint=hint))

    def _same_labels(self) -> None:
        seen: dict[str, str] = {}
        for document in self.documents:
            whole = document.full_label.rpartition(self.platform.style.annex)[0] or document.full_label
            if document.continues or not any(character.isdigit() for character in whole):
                continue  # 参考資料 and its 別添, and the annexes of papers without a number, are not told apart by label
            key = label_key(document.full_label)
            if key in seen:
                self.problems.append(
                    error(
                        "HD135",
                        f"資料番号「{document.full_label}」が二つの資料に付きます。",
                        place=document.place,
                        quote=document.title,
                        hint=f"「{seen[key]}」と違う label にしてください。",
                    )
                )
            seen[key] = document.title


def _handed_down(paper: Handout) -> dict[str, str | bool]:
    """What holds of a paper and of all that belongs to it."""
    held: dict[str, str | bool] = {} if paper.page_numbers else {"page_numbers": False}
    return {**held, "mark": paper.mark} if paper.mark else held


def _with(labelled: Labelled, held: Mapping[str, str | bool]) -> Labelled:
    """A labelled paper with what the paper above it hands down; a mark of its own is its own."""
    own = {**held, "mark": labelled.paper.mark} if labelled.paper.mark else held
    return replace(labelled, paper=labelled.paper.model_copy(update=own)) if own else labelled


def _key(path: Path_) -> str:
    """`handouts-0-papers-1`, a name that only the tool reads."""
    return "-".join(str(part) for part in path)
