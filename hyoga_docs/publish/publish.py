"""The public pages of meetings: made, proved to hold nothing of what is withheld, and put into the folder for the web."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.files import links_resolved, os_errors_as_problems
from hyoga_docs.core.problem import HyogaError, Place, Problem, SpecError, UsageError, error
from hyoga_docs.pipeline.intake import scratch
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.pipeline.output import output_lock, staging
from hyoga_docs.pipeline.output_record import OutputArea
from hyoga_docs.pipeline.public_proof import prove_public
from hyoga_docs.publish.feed import FEED, feed
from hyoga_docs.publish.folder import PublicFolder
from hyoga_docs.publish.index_page import MeetingFacts, by_fiscal_year
from hyoga_docs.publish.page_templates import INDEX, STYLE, PageTemplates
from hyoga_docs.publish.publish_meeting import PublishedMeeting, publish_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.programs.libreoffice.convert import Office
    from hyoga_docs.spec.workspace_paths import MeetingFile

_NO_FOLDERS = OutputArea((), "")


@dataclass(frozen=True)
class PublishResult:
    """What was published: the page of all meetings, how many of them are in the folder, and what was found."""

    index: Path
    meetings: int
    problems: tuple[Problem, ...]


def publish(
    meetings: Sequence[MeetingFile], out: Path, machine: Machine, say: Callable[[str], None], tell: Callable[[str], None]
) -> PublishResult:
    """Writes the public pages of meetings into `out`, whole or not at all. Raises HyogaError with all that is in the way.

    `say` is called with what is being done, `tell` with what nobody should miss.
    """
    _check_names(meetings)
    with os_errors_as_problems(out):
        out = links_resolved(out.parent) / out.name
    _check_out(meetings, out)
    with scratch() as folder:
        made = _publish_each(meetings, open_office(machine), machine, folder, say)
        with output_lock(out, machine.limit, tell), staging(out, _NO_FOLDERS) as room, os_errors_as_problems(out):
            before = PublicFolder.read(out)
            names = [each.name for each in made]
            facts = [*before.meetings(names), *(each.facts for each in made)]
            shared = _shared_files(made[-1].plan, facts, machine)
            say("公開しないものがないか確かめています")
            _prove(made, shared)
            files = {name: data for each in (*(each.files for each in made), shared) for name, data in each.items()}
            problems = [*(problem for each in made for problem in each.problems), *before.swap_in(files, names, room)]
    return PublishResult(out / INDEX, len(facts), tuple(problems))


def _check_names(meetings: Sequence[MeetingFile]) -> None:
    """Raises UsageError where two meetings would have one folder."""
    names = [each.path.stem for each in meetings]
    hint = "別々のフォルダー（--out）に作るか、会議の YAML の名前を変えてください。"
    problems = [
        error("HD678", "同じ名前の会議が二つあり、ページのフォルダーが重なります。", place=Place(f"{name}.yaml"), hint=hint)
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if problems:
        raise UsageError(problems)


def _check_out(meetings: Sequence[MeetingFile], out: Path) -> None:
    """Raises UsageError where the folder holds what is not for the web: papers as they were supplied, the members' packet."""
    place = links_resolved(out)
    for paths in (each.workspace for each in meetings):
        root, build = links_resolved(paths.root), links_resolved(paths.build)
        kept = (links_resolved(paths.meetings), links_resolved(paths.templates), *(build / each.path.stem for each in meetings))
        if root.is_relative_to(place) or place == build or any(map(place.is_relative_to, kept)):
            message = "作業場所のフォルダーなので、ここには作れません。公開しない資料まで一緒にウェブに置くことになります。"
            hint = "--out public のように、公開するものだけを入れるフォルダーにしてください。"
            raise UsageError([error("HD678", message, place=Place(str(out)), hint=hint)])


def _publish_each(
    meetings: Sequence[MeetingFile], office: Office, machine: Machine, folder: Path, say: Callable[[str], None]
) -> list[PublishedMeeting]:
    """Each meeting; raises HyogaError with what is wrong in any of them."""
    made: list[PublishedMeeting] = []
    failed: list[HyogaError] = []
    for meeting in meetings:
        try:
            made.append(publish_meeting(meeting, office, machine, folder, say))
        except HyogaError as problem:
            failed.append(problem)
    if failed:
        gravest = max(failed, key=lambda each: each.exit_code)
        raise type(gravest)(dict.fromkeys(problem for each in failed for problem in each.problems))
    return made


def _prove(made: Sequence[PublishedMeeting], shared: Mapping[str, bytes | Path]) -> None:
    """Raises SpecError where a page, a paper or what all pages share holds what is withheld of a meeting."""
    problems: list[Problem] = []
    for each in made:
        try:
            prove_public({**each.files, **shared}, each.secrets)
        except SpecError as problem:
            problems += problem.problems
    if problems:
        raise SpecError(dict.fromkeys(problems))


def _shared_files(plan: Plan, meetings: Sequence[MeetingFacts], machine: Machine) -> dict[str, bytes | Path]:
    """What all pages share, as the body of a plan has it: the page of all meetings, the style sheet, the feed."""
    workspace = plan.workspace
    platform, wanted = workspace.platform, workspace.platform.publish
    templates = PageTemplates(workspace.paths, machine.limit)
    names = dict.fromkeys(each.body for each in meetings)
    title = platform.name if len(names) == 1 else "会議の公開"
    organizer = "、".join(platform.organizer)
    context: dict[str, Any] = {
        "page": {
            "style": STYLE,
            "index": INDEX,
            "url": wanted.url or "",
            "feed": FEED if wanted.feed else "",
            "description": (wanted.description or f"{title}の会議の次第と資料").replace("\n", ""),
        },
        "body": {"name": title, "organizer": organizer, "description": (wanted.description or "").splitlines()},
        "years": by_fiscal_year(meetings, platform.style.dates),
        "contact": list(wanted.contact),
    }
    files: dict[str, bytes | Path] = {INDEX: templates.page(INDEX, context), STYLE: templates.style()}
    if wanted.url and wanted.feed:
        files[FEED] = feed(f"{title}　会議", organizer or title, wanted.url, meetings)
    return files
