"""How far a meeting's papers have come: what is due, from whom, what came, what changed since the last build, what is next.

Opens no paper, and needs nothing heavy.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hyoga_docs.arrivals.meeting_folder import papers_in
from hyoga_docs.arrivals.meeting_papers import meeting_papers
from hyoga_docs.core.files import file_digest, links_resolved, read_plain
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.labels import with_label
from hyoga_docs.japanese.numerals import Digits, number
from hyoga_docs.pipeline.up_to_date import BuildState, is_current, is_unchanged, load_state
from hyoga_docs.spec.workspace import load_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hyoga_docs.arrivals.meeting_papers import MeetingPaper
    from hyoga_docs.core.cache import Cache
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.workspace_paths import MeetingFile

_MOST_MANIFEST = 4_000_000  # bytes
#: Errors that the list itself shows: papers that are not there.
_SHOWN = {"HD301", "HD302"}
_SOON = 3  # days


@dataclass(frozen=True)
class PaperStatus:
    """One paper. `days` are those until it is due, below 0 once that has passed; `changed` is None where nobody can tell.

    `state` is `made` (from a template), `here`, `missing` (its file is written and not there) or `waiting`.
    """

    label: str
    title: str
    file: str | None
    supplied_by: str
    due: dt.date | None
    days: int | None
    state: str
    changed: bool | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.state in {"missing", "waiting"}

    @property
    def name(self) -> str:
        """Label and title."""
        return with_label(self.label, self.title)


@dataclass(frozen=True)
class PacketStatus:
    """The packet that was built last. `current` is None where this machine has no record of what it stood on.

    `public_pages` are those of its public edition, 0 where there is none.
    """

    file: str
    pages: int
    built: dt.datetime | None
    current: bool | None
    public_pages: int = 0


@dataclass(frozen=True)
class MeetingStatus:
    """A meeting. `days` are those until it; `unlisted` are files in its folder that no line names."""

    spec: str
    name: str
    date: dt.date
    days: int
    papers: tuple[PaperStatus, ...]
    unlisted: tuple[str, ...]
    errors: int
    packet: PacketStatus | None
    digits: Digits
    next: str = ""

    @property
    def urgent_first(self) -> list[PaperStatus]:
        """The papers: those that are still to come by their days, then the others in the order of the list."""
        last = dt.date.max
        return sorted(self.papers, key=lambda paper: (not paper.is_open, paper.is_open and (paper.due or last)))


def status_of(meeting: MeetingFile, cache: Cache, now: dt.datetime) -> MeetingStatus:
    """How far a meeting is. Raises SpecError where its files cannot be understood."""
    meeting = replace(meeting, path=links_resolved(meeting.path))  # as builds name it
    workspace, problems = load_workspace(meeting)
    plan, listed, more = meeting_papers(workspace)
    out = meeting.workspace.build / meeting.path.stem
    state = load_state(cache, links_resolved(out.parent) / out.name)
    manifest = _manifest(out)
    today = now.date()
    seen = _BuiltFiles(workspace, state, manifest)
    papers = tuple(_paper(line, seen, today) for line in listed if line.paper.bind and not line.is_bundle)
    found = MeetingStatus(
        spec=meeting.workspace.display_path(meeting.path),
        name=plan.full_name,
        date=workspace.meeting.date,
        days=(workspace.meeting.date - today).days,
        papers=papers,
        unlisted=tuple(_unlisted(meeting, workspace)),
        errors=_errors([*problems, *more]),
        packet=_packet(out, meeting, state, manifest, now),
        digits=workspace.platform.style.digits,
    )
    return replace(found, next=_next(found))


def _paper(line: MeetingPaper, seen: _BuiltFiles, today: dt.date) -> PaperStatus:
    paper = line.paper
    state = "made" if paper.document else "waiting" if not paper.file else "here" if paper.file in seen.papers else "missing"
    days = (paper.due - today).days if paper.due and state in {"missing", "waiting"} else None
    changed = seen.changed(paper.file) if paper.file and state == "here" else None
    return PaperStatus(line.label, line.title, paper.file, paper.supplied_by or "", paper.due, days, state, changed)


class _BuiltFiles:
    """What the last build had of the supplied papers: by its record on this machine, else by the manifest that came with git."""

    def __init__(self, workspace: Workspace, state: BuildState | None, manifest: dict[str, Any]) -> None:
        self.papers, self.paths = workspace.papers, workspace.paths
        self.state = state
        documents = manifest.get("documents")
        self.digests = {
            str(each.get("source")): each.get("sha256")
            for each in (documents if isinstance(documents, list) else [])
            if isinstance(each, dict) and each.get("kind") == "supplied"
        }

    def changed(self, file: str) -> bool | None:
        """Whether a paper is another one than in the last build, or was not in it; None where nothing was built."""
        path = self.papers[file]
        if self.state is not None:
            return str(path) not in self.state.files or not is_unchanged(str(path), self.state.files[str(path)])
        if not self.digests:
            return None
        return self.digests.get(self.paths.display_path(path)) != file_digest(path)


def _unlisted(meeting: MeetingFile, workspace: Workspace) -> Iterable[str]:
    folder = meeting.path.parent / meeting.path.stem
    listed = {links_resolved(path) for path in workspace.papers.values()}
    found = papers_in(folder) if folder.is_dir() else []
    return (path.relative_to(meeting.path.parent).as_posix() for path in found if links_resolved(path) not in listed)


def _errors(problems: Sequence[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR and problem.code not in _SHOWN for problem in problems)


def _manifest(out: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_plain(out / "manifest.json", _MOST_MANIFEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _packet(
    out: Path, meeting: MeetingFile, state: BuildState | None, manifest: dict[str, Any], now: dt.datetime
) -> PacketStatus | None:
    packet = manifest.get("packet")
    if not isinstance(packet, dict):
        return None
    path, pages = out / "packet.pdf", packet.get("pages")
    built = dt.datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo) if path.is_file() else None
    current = None if state is None or built is None else is_current(state, state.stands_on)
    public: Any = 0
    with contextlib.suppress(LookupError, TypeError):
        public = manifest["editions"][0]["pages"]
    counts = [each if isinstance(each, int) else 0 for each in (pages, public)]
    return PacketStatus(meeting.workspace.display_path(path), counts[0], built, current, counts[1])


def _next(status: MeetingStatus) -> str:
    """What to do next, in one line: the first of what is to be done."""
    return next(words for words in _steps(status) if words)


def _steps(status: MeetingStatus) -> Iterator[str]:
    """What is to be done, in the order in which it is; empty what is not."""
    still = [paper for paper in status.urgent_first if paper.is_open]
    first = next((paper for paper in still if paper.days is not None), None)
    days = first.days if first is not None and first.days is not None else None
    ask = f"{first.supplied_by or '提出する課'}に「{first.name}」を" if first is not None else ""
    yield f"「hyoga-docs check {status.spec}」で、{status.errors}件のエラーを直す" if status.errors else ""
    yield f"{ask}確かめる（{days_text(days, status.digits)}）" if days is not None and days < 0 else ""
    yield (
        f"「hyoga-docs add meetings/{Path(status.spec).stem}」で、届いた{len(status.unlisted)}件の行を書く"
        if status.unlisted
        else ""
    )
    lost = next((paper for paper in still if paper.state == "missing"), None)
    yield f"「{lost.name}」のファイル（{lost.file}）を置く" if lost is not None else ""
    yield f"{ask}頼む（{days_text(days, status.digits)}）" if days is not None and days <= _SOON else ""
    is_current = status.packet is not None and status.packet.current
    yield "" if is_current else f"「hyoga-docs build {status.spec}」で冊子を作る"
    yield f"{still[0].supplied_by or '提出する課'}の「{still[0].name}」を待つ" if still else "すべてそろい、冊子は最新です"


def days_text(days: int | None, digits: Digits) -> str:
    """`３日過ぎ`, `きょうまで`, `あと２日`; empty where no day is set."""
    if days is None:
        return ""
    if not days:
        return "きょうまで"
    return f"あと{number(days, digits)}日" if days > 0 else f"{number(-days, digits)}日過ぎ"
