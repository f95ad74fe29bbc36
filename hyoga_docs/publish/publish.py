"""The public pages of meetings: the order of the steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.files import links_resolved, os_errors_as_problems
from hyoga_docs.core.problem import HyogaError, Place, Problem, UsageError, error
from hyoga_docs.letters.calendar import meeting_calendar
from hyoga_docs.pipeline.intake import scratch
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.pipeline.output import output_lock, staging
from hyoga_docs.pipeline.output_record import OutputArea
from hyoga_docs.publish.feed import FEED, feed
from hyoga_docs.publish.file_names import href
from hyoga_docs.publish.folder import PublicFolder
from hyoga_docs.publish.index_page import FACTS, MeetingFacts, by_fiscal_year
from hyoga_docs.publish.meeting_page import MeetingPage, meeting_page
from hyoga_docs.publish.page_templates import STYLE, PageTemplates
from hyoga_docs.publish.public_letters import print_public_letters
from hyoga_docs.publish.public_papers import print_public_papers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.programs.libreoffice.convert import Office
    from hyoga_docs.spec.workspace_paths import MeetingFile

_INDEX = "index.html"


@dataclass(frozen=True)
class PublishResult:
    """What was published: the page of all meetings, how many of them are in the folder, and what was found."""

    index: Path
    meetings: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _PublishedMeeting:
    """A meeting with its files by their paths in the folder, and what the page of all meetings says of it."""

    name: str
    plan: Plan
    facts: MeetingFacts
    files: dict[str, bytes | Path]
    problems: list[Problem]


def publish(
    meetings: Sequence[MeetingFile], out: Path, machine: Machine, say: Callable[[str], None], tell: Callable[[str], None]
) -> PublishResult:
    """Writes the public pages of meetings into `out`, whole or not at all. Raises HyogaError with all that is in the way.

    `say` is called with what is being done, `tell` with what nobody should miss.
    """
    _check_names(meetings)
    with os_errors_as_problems(out):
        out = links_resolved(out.parent) / out.name
    with scratch() as folder:
        made = _publish_each(meetings, open_office(machine), machine, folder, say)
        with output_lock(out, machine.limit, tell), staging(out, OutputArea((), "")) as room, os_errors_as_problems(out):
            before = PublicFolder.read(out)
            names = [each.name for each in made]
            facts = [*before.meetings(names), *(each.facts for each in made)]
            files = {name: data for each in made for name, data in each.files.items()}
            files |= _common_files(made[-1].plan, facts, machine)
            found = [problem for each in made for problem in each.problems]
            problems = [*found, *before.swap_in(files, names, room)]
    return PublishResult(out / _INDEX, len(facts), tuple(problems))


def _check_names(meetings: Sequence[MeetingFile]) -> None:
    """Raises UsageError where two meetings would have one folder."""
    names = [each.path.stem for each in meetings]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        hint = "別々のフォルダー（--out）に作るか、会議の YAML の名前を変えてください。"
        raise UsageError(
            [error("HD677", "同じ名前の会議が二つあります。", place=Place(f"{name}.yaml"), hint=hint) for name in sorted(twice)]
        )


def _publish_each(
    meetings: Sequence[MeetingFile], office: Office, machine: Machine, folder: Path, say: Callable[[str], None]
) -> list[_PublishedMeeting]:
    """Each meeting; raises HyogaError with what is wrong in any of them."""
    made: list[_PublishedMeeting] = []
    failed: list[HyogaError] = []
    for meeting in meetings:
        try:
            made.append(_publish_one(meeting, office, machine, folder, say))
        except HyogaError as problem:
            failed.append(problem)
    if failed:
        gravest = max(failed, key=lambda each: each.exit_code)
        raise type(gravest)([problem for each in failed for problem in each.problems])
    return made


def _publish_one(
    meeting: MeetingFile, office: Office, machine: Machine, folder: Path, say: Callable[[str], None]
) -> _PublishedMeeting:
    meeting = replace(meeting, path=meeting.path.resolve())
    name = meeting.path.stem
    folder = folder / name
    folder.mkdir()
    papers = print_public_papers(meeting, office, machine, folder, say)
    letters, problems = print_public_letters(meeting, papers.members, office, machine, folder, say)
    page = meeting_page(papers, letters, _calendar(papers.plan, folder))
    files: dict[str, bytes | Path] = {f"{name}/{file}": path for file, path in page.files.items()}
    facts = _facts(name, papers.plan, page)
    files |= {f"{name}/{_INDEX}": _html(name, papers.plan, page, machine), f"{name}/{FACTS}": facts.as_json()}
    return _PublishedMeeting(name, papers.plan, facts, files, problems)


def _calendar(plan: Plan, folder: Path) -> Path | None:
    """The entry of a calendar; None for a meeting to which nobody goes."""
    entry = meeting_calendar(plan)
    if entry is None:
        return None
    path = folder / "calendar.ics"
    path.write_bytes(entry)
    return path


def _html(name: str, plan: Plan, page: MeetingPage, machine: Machine) -> bytes:
    """The page of a meeting in its template. Raises SpecError for the template's mistakes."""
    wanted, meeting = plan.workspace.platform.publish, page.context["meeting"]
    about = {
        "style": f"../{STYLE}",
        "index": f"../{_INDEX}",
        "url": f"{wanted.url}{href(name)}/{_INDEX}" if wanted.url else "",
        "feed": f"../{FEED}" if wanted.feed else "",
        "description": f"{meeting['title']}（{'、'.join(meeting['when'])}）の次第と資料",
    }
    return PageTemplates(plan.workspace.paths, machine.limit).page("meeting.html", {**page.context, "page": about})


def _facts(name: str, plan: Plan, page: MeetingPage) -> MeetingFacts:
    shown = page.context["meeting"]
    return MeetingFacts(
        href=f"{href(name)}/{_INDEX}",
        body=plan.workspace.platform.name,
        title=shown["title"],
        date=shown["iso_date"],
        when=shown["when"],
        holds=["会議資料", *(each["name"] for each in page.context["letters"])],
    )


def _common_files(plan: Plan, meetings: Sequence[MeetingFacts], machine: Machine) -> dict[str, bytes | Path]:
    """What all pages share, as the body of a plan has it: the page of all meetings, the style sheet, the feed."""
    workspace = plan.workspace
    platform = workspace.platform
    templates, wanted = PageTemplates(workspace.paths, machine.limit), platform.publish
    bodies = dict.fromkeys(each.body for each in meetings)
    title = platform.name if len(bodies) == 1 else "会議の公開"
    context: dict[str, Any] = {
        "page": {
            "style": STYLE,
            "index": _INDEX,
            "url": wanted.url or "",
            "feed": FEED if wanted.feed else "",
            "description": (wanted.description or f"{title}の会議の次第と資料").replace("\n", ""),
        },
        "body": {
            "name": title,
            "organizer": "、".join(platform.organizer),
            "description": (wanted.description or "").splitlines(),
        },
        "years": by_fiscal_year(meetings, platform.style.dates),
        "contact": list(wanted.contact),
    }
    files: dict[str, bytes | Path] = {_INDEX: templates.page(_INDEX, context), STYLE: templates.style()}
    if wanted.url and wanted.feed:
        files[FEED] = feed(f"{title}　会議", context["body"]["organizer"] or title, wanted.url, meetings)
    return files
