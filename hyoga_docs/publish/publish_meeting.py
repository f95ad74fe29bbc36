"""One meeting to its files in the folder for the web: its papers and letters, its page, and all that is withheld of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.letters.calendar import meeting_calendar
from hyoga_docs.pipeline.public_proof import gather_secrets
from hyoga_docs.publish.feed import FEED
from hyoga_docs.publish.file_names import href
from hyoga_docs.publish.index_page import FACTS, MeetingFacts
from hyoga_docs.publish.meeting_page import MeetingPage, meeting_page
from hyoga_docs.publish.page_templates import INDEX, MEETING, STYLE, PageTemplates
from hyoga_docs.publish.public_letters import LetterPrinter
from hyoga_docs.publish.public_papers import print_public_papers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hyoga_docs.check.secrets import Secrets
    from hyoga_docs.core.problem import Problem
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.programs.libreoffice.convert import Office
    from hyoga_docs.spec.workspace_paths import MeetingFile


@dataclass(frozen=True)
class PublishedMeeting:
    """A meeting with its files by their paths in the folder, what all pages say of it, what is withheld of it and was found."""

    name: str
    plan: Plan
    facts: MeetingFacts
    files: dict[str, bytes | Path]
    secrets: Secrets
    problems: tuple[Problem, ...]


def publish_meeting(
    meeting: MeetingFile, office: Office, machine: Machine, folder: Path, say: Callable[[str], None]
) -> PublishedMeeting:
    """Makes all that is published of a meeting, in `folder`. Raises HyogaError."""
    meeting = replace(meeting, path=meeting.path.resolve())
    name = meeting.path.stem
    folder = folder / name
    folder.mkdir()
    papers = print_public_papers(meeting, office, machine, folder, say)
    letters, made_by = LetterPrinter(meeting, papers.members.plan, office, machine, folder).print_all(say)
    templates = PageTemplates(papers.plan.workspace.paths, machine.limit)
    secrets = gather_secrets(papers.members, papers.converted, machine.cache, made_by)
    secrets.public.add_values(templates.words())
    page = meeting_page(papers, letters, _calendar(papers.plan, folder))
    facts = _facts(name, papers.plan, page)
    files: dict[str, bytes | Path] = {
        f"{name}/{INDEX}": _html(name, papers.plan, page, templates),
        f"{name}/{FACTS}": facts.as_json(),
        **{f"{name}/{file}": path for file, path in page.files.items()},
    }
    return PublishedMeeting(name, papers.plan, facts, files, secrets, papers.marked)


def _calendar(plan: Plan, folder: Path) -> Path | None:
    """The entry of a calendar; None for a meeting to which nobody goes, or nobody of the public."""
    entry = meeting_calendar(plan) if plan.workspace.meeting.open.public else None
    if entry is None:
        return None
    path = folder / "calendar.ics"
    path.write_bytes(entry)
    return path


def _html(name: str, plan: Plan, page: MeetingPage, templates: PageTemplates) -> bytes:
    """The page of a meeting in its template. Raises SpecError for the template's mistakes."""
    wanted, meeting = plan.workspace.platform.publish, page.context["meeting"]
    about = {
        "style": f"../{STYLE}",
        "index": f"../{INDEX}",
        "url": f"{wanted.url}{href(name)}/{INDEX}" if wanted.url else "",
        "feed": f"../{FEED}" if wanted.feed else "",
        "description": f"{meeting['title']}（{'、'.join(meeting['when'])}）の次第{'と資料' if page.context['packet'] else ''}",
    }
    return templates.page(MEETING, {**page.context, "page": about})


def _facts(name: str, plan: Plan, page: MeetingPage) -> MeetingFacts:
    meeting = page.context["meeting"]
    return MeetingFacts(
        href=f"{href(name)}/{INDEX}",
        body=plan.workspace.platform.name,
        title=meeting["title"],
        date=meeting["iso_date"],
        when=meeting["when"],
        holds=["会議資料" if page.context["packet"] else "次第", *(each["name"] for each in page.context["letters"])],
    )
