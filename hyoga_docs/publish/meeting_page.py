"""What the page of a meeting can say, as its template prints it: plain values of the public edition alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hyoga_docs.plan.agenda import AgendaLine, flat
from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.publish.file_names import href, safe_name, size_words
from hyoga_docs.publish.public_papers import PublicPapers, PublicPdf
from hyoga_docs.spec.meeting_day import Open
from hyoga_docs.word.letters.notice_context import notice_context
from hyoga_docs.word.template_context import in_brackets, shared_context

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from hyoga_docs.plan.model import ListLine, Path_, Plan

Context = dict[str, Any]

_PACKET = "会議資料（一括）"
_CALENDAR = "予定.ics"
_EMPTY = {"href": "", "size": "", "pages": 0}


@dataclass(frozen=True)
class MeetingPage:
    """A page before it is written: what its template prints, and its PDFs by their names in its folder."""

    context: Context
    files: dict[str, Path]


@dataclass(frozen=True)
class _PageEntry:
    """A line of the list of papers with those below it, and the 議題 that it belongs to."""

    line: ListLine
    item: Path_ | None
    below: list[_PageEntry]


def meeting_page(papers: PublicPapers, letters: Iterable[PublicPdf], calendar: Path | None) -> MeetingPage:
    """The page of a meeting; `letters` are those that go on the web, `calendar` the entry of a calendar."""
    return _PageMaker(papers).page(letters, calendar)


class _PageMaker:
    """Names the files of one meeting, and links each of them once."""

    def __init__(self, papers: PublicPapers) -> None:
        self.papers, self.plan = papers, papers.plan
        self.taken = {"index.html", "meeting.json", _CALENDAR}
        self.files: dict[str, Path] = {}

    def page(self, letters: Iterable[PublicPdf], calendar: Path | None) -> MeetingPage:
        plan = self.plan
        meeting, platform = plan.workspace.meeting, plan.workspace.platform
        shared = shared_context(plan)["meeting"]
        notice = notice_context(plan, meeting_attendance(plan.workspace))
        packet = self._packet()
        roots = _roots(plan)
        shown = [each for line in plan.agenda for each in _paths(line)]
        agenda = [self._entry(line, roots) for line in plan.agenda]
        rest = [each for each in roots if each.item not in shown]
        listed = {line.key for line in plan.listed}
        before = [{**_plain(pdf.name), **self._linked(pdf)} for key, pdf in self.papers.papers.items() if key not in listed]
        context = {
            "meeting": {
                **{key: shared[key] for key in ("name", "ordinal", "number", "fiscal_year", "date", "time")},
                "when": shared["date_and_time"].splitlines(),
                "title": plan.full_name,
                "iso_date": meeting.date.isoformat(),
                "venue": (meeting.venue or "").splitlines(),
            },
            "body": _body(plan),
            "agenda": agenda,
            "documents": before,
            "papers": [self._paper(each) for each in rest if not each.line.reference],
            "references": [self._paper(each) for each in rest if each.line.reference],
            "packet": packet,
            "letters": [{"name": pdf.name, **self._linked(pdf)} for pdf in letters],
            "calendar": self._calendar(calendar) if calendar is not None else {},
            "open": self._open(notice["open"]),
            "contact": list(platform.publish.contact) or notice["notice"]["contact"],
        }
        return MeetingPage(context, self.files)

    def _packet(self) -> Context:
        """The link to the packet; an empty dict where it holds the 次第 and nothing else, which has a link of its own."""
        if not self.plan.listed and len(self.papers.papers) == 1 and self.plan.agenda:
            return {}
        return {"name": _PACKET, **self._linked(PublicPdf(_PACKET, self.papers.packet.path, self.papers.packet.pages))}

    def _entry(self, line: AgendaLine, roots: Sequence[_PageEntry]) -> Context:
        return {
            "number": line.number,
            "title": line.title,
            "subtitle": line.subtitle,
            "suffix": line.suffix,
            "kind": line.kind,
            "time": line.time,
            "speaker": line.speakers,
            "section": line.sections,
            "papers": [self._paper(each) for each in roots if each.item == line.path],
            "items": [self._entry(item, roots) for item in line.items],
        }

    def _paper(self, listed: _PageEntry) -> Context:
        line = listed.line
        pdf = self.papers.papers.get(line.key) if not _opens(listed) else None
        waiting = next((each.handed_out for each in self.plan.documents if each.key == line.key and each.waiting), "")
        return {
            **_plain(line.title, line.label),
            "subtitle": line.subtitle,
            "note": in_brackets(line.note or waiting),
            "summary": line.summary,
            **(self._linked(pdf) if pdf else _EMPTY),
            "papers": [self._paper(each) for each in listed.below],
        }

    def _open(self, printed: Context) -> Context:
        """Whether and how the meeting can be listened to; an empty dict where nobody wrote it."""
        written = self.plan.workspace.meeting.open
        if written == Open():
            return {}
        in_part = written.reason or any(line.publication.is_withheld for line in flat(self.papers.members.plan.agenda))
        return {**printed, "how": "非公開" if not written.public else "一部非公開" if in_part else "公開"}

    def _calendar(self, path: Path) -> Context:
        self.files[_CALENDAR] = path
        return {"href": href(_CALENDAR), "size": size_words(path.stat().st_size)}

    def _linked(self, pdf: PublicPdf) -> Context:
        """The link to a PDF, which gets its name here."""
        name = safe_name(pdf.name, ".pdf", self.taken)
        self.files[name] = pdf.path
        return {"href": href(name), "size": size_words(pdf.path.stat().st_size), "pages": pdf.pages}


def _plain(title: str, label: str = "") -> Context:
    return {"label": label, "title": title, "name": f"{label}　{title}" if label and title else label or title}


def _body(plan: Plan) -> Context:
    platform = plan.workspace.platform
    description = (platform.publish.description or "").splitlines()
    return {"name": platform.name, "organizer": "、".join(platform.organizer), "description": description}


def _paths(line: AgendaLine) -> list[Path_]:
    return [line.path, *(path for item in line.items for path in _paths(item))]


def _roots(plan: Plan) -> list[_PageEntry]:
    """The papers of the list, those below each with it; what is below a paper and belongs to another 議題 stands by itself."""
    items = {line: path for path, lines in plan.item_papers.items() for line in lines}
    found: list[_PageEntry] = []
    above: list[_PageEntry] = []
    for line in plan.listed:
        while above and above[-1].line.level >= line.level:
            above.pop()
        made = _PageEntry(line, items.get(line, above[-1].item if above else None), [])
        (above[-1].below if above else found).append(made)
        above.append(made)
    return [each for root in found for each in _parted(root)]


def _parted(root: _PageEntry) -> list[_PageEntry]:
    """A bundle belongs to the 議題 of its papers, where that is one; else each of them stands by itself."""
    if root.item is not None or not _opens(root):
        return [root]
    inner = {each.item for each in root.below}
    if inner == {None}:
        return [root]
    return [_PageEntry(root.line, inner.pop(), root.below)] if len(inner) == 1 else root.below


def _opens(listed: _PageEntry) -> bool:
    """Whether a line is the heading of those below it, and leads to the first of them."""
    first = listed.below[0] if listed.below else None
    return first is not None and first.line.key == listed.line.key
