"""A meeting with everything that people wrote for it, loaded."""

from __future__ import annotations

import difflib
import errno
import os
import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from hyoga_docs.core.files import PAPER, NotToBeReadError, as_named, open_plain
from hyoga_docs.core.problem import Place, Problem, SpecError, did_you_mean, error
from hyoga_docs.spec.base_model import FileName, M, load
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.csv_reader import CsvRows, read_csv
from hyoga_docs.spec.formats import Opened, is_opened
from hyoga_docs.spec.meeting import Handout, Meeting
from hyoga_docs.spec.platform import Platform
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.wording import Wording
from hyoga_docs.spec.workspace_paths import COMMON
from hyoga_docs.spec.yaml.reader import Path_, YamlSource, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.spec.workspace_paths import MeetingFile, WorkspacePaths


_MISSING = "資料のファイルがありません。"
_FEWER = "会議を分けるか、いくつかの資料を一つのファイルにまとめてください。"
_MOST_PAPERS = 2000
_MOST_LOOKS = 50  # for what was meant by the names of files that are not there
#: What has a heading of the house, with or without a template in the workspace, and what has not.
_HEADED = frozenset({"packet-cover", "agenda", "agenda-table", "slides", "handout-list", "replacement", "references", "foot"})
_OWN_TITLES = {
    "charter": "要領の題名は charter.yaml の title に書きます。",
    "roster": "名簿の題名は roster.yaml の title に書きます。",
}
_TITLED_ELSEWHERE = frozenset(
    {*_OWN_TITLES, "cover", "left-out", "withheld", "label", "table", "amending-sentences"}
    | {f"{name}{form}" for name in ("comparison", "amendment") for form in ("", "-landscape")}
)
_OUTSIDE = "作業場所の外のファイルは使えません。"


@dataclass(frozen=True)
class Workspace:
    """One meeting with all that it stands on, as it was written.

    `written` are the YAML files that it is made of, there or not; `papers` maps each `file:` that is there to its path;
    `tables` holds the rows of those that are csv; `rosters` the rosters beside the body's own, by the names of their files.
    """

    paths: WorkspacePaths
    meeting: Meeting
    platform: Platform
    charter: Charter | None
    roster: Roster | None
    sources: dict[str, YamlSource]
    written: tuple[Path, ...] = ()
    papers: dict[str, Path] = field(default_factory=dict)
    tables: dict[str, CsvRows] = field(default_factory=dict)
    rosters: dict[str, Roster] = field(default_factory=dict)
    wording: Wording = field(default_factory=Wording)

    @property
    def addressee(self) -> str:
        """What all together are called to whom papers go (委員各位); empty where nobody wrote it."""
        return self.meeting.addressee or self.platform.addressee or ""

    @property
    def contact(self) -> tuple[str, ...]:
        """Whom to ask, in lines: as the meeting says, else as its body does."""
        return self.platform.contact if self.meeting.contact is None else self.meeting.contact

    @property
    def contact_of_notice(self) -> tuple[str, ...]:
        """Whom those who are invited ask."""
        return self.meeting.notice.contact or self.contact

    def place(self, of: str, *path: str | int) -> Place:
        """Where the value at `path` of meeting, platform, charter or roster was written."""
        return self.sources[of].place(*path)

    def quote(self, of: str, *path: str | int) -> str | None:
        """The line where the value at `path` was written."""
        return self.sources[of].quote(self.place(of, *path))


def load_workspace(file: MeetingFile) -> tuple[Workspace, list[Problem]]:
    """Everything of one meeting, with what was found wrong in its papers.

    Raises SpecError, with all the errors of all the files together, when a YAML file cannot be understood.
    """
    spec, paths = file.path, file.workspace
    meeting_source, problems = read_yaml(spec, paths.display_path(spec), paths.root)
    meeting, more = _model(Meeting, meeting_source, problems)
    common = meeting.common if meeting else _common_of(meeting_source)
    sources = {"meeting": meeting_source}

    def read(name: str, kind: type[M]) -> M | None:
        path = paths.common(name, common)
        if not os.path.lexists(path):
            if other := _called_otherwise(path):
                message = f"「{other.name}」は読みません。名前を「{path.name}」に変えてください。"
                more.append(error("HD101", message, place=Place(paths.display_path(other)), quote=other.name))
                return None
            if name != "platform":
                return None
        sources[name], problems = read_yaml(path, paths.display_path(path), paths.root)
        model, found = _model(kind, sources[name], problems)
        more.extend(found)
        return model

    platform, charter, roster = read("platform", Platform), read("charter", Charter), read("roster", Roster)
    wording = read("wording", Wording) or Wording()
    named = dict.fromkeys(each.roster for _, each in walk_papers(meeting) if each.roster) if meeting else {}
    rosters = {name: made for name in named if name not in COMMON and (made := read(name, Roster)) is not None}
    if meeting and (papers_in_all := sum(1 for _ in walk_papers(meeting))) > _MOST_PAPERS:
        message = f"資料が多すぎます（{papers_in_all:,}件。一つの会議に{_MOST_PAPERS:,}件まで）。"
        raise SpecError([*more, error("HD115", message, place=meeting_source.key_place("handouts"), hint=_FEWER)])
    if platform:
        more += _headings(platform, paths, sources["platform"])
    papers, tables = _supplied(meeting, meeting_source, file, more) if meeting else ({}, {})
    if meeting is None or platform is None or any(problem.code.startswith("HD1") and problem.anchor is None for problem in more):
        raise SpecError(more)
    written = (*file.written(common), *(paths.common(name, common) for name in named))
    return Workspace(paths, meeting, platform, charter, roster, sources, written, papers, tables, rosters, wording), more


def _called_otherwise(path: Path) -> Path | None:
    """The file that is there in the place of a YAML file, in capitals or with another ending."""
    others = sorted(path.parent.glob("*")) if path.parent.is_dir() else []
    return next((each for each in others if re.sub(r"\.(?:ya?ml|txt)", "", each.name.lower()) == path.stem), None)


def _common_of(source: YamlSource) -> str:
    """The folder of common files of a meeting that has other mistakes, so that those files are read too."""
    name = source.data.get("common") if isinstance(source.data, dict) else None
    try:
        return TypeAdapter(FileName).validate_python(name)
    except ValidationError:
        return "common"


def _headings(platform: Platform, paths: WorkspacePaths, source: YamlSource) -> list[Problem]:
    """The headings of what no template makes, or of what has its title elsewhere."""
    own = {path.stem for path in paths.templates.glob("*.docx")} - _TITLED_ELSEWHERE
    problems = []
    for name in platform.style.headings:
        if name not in own | _HEADED:
            place = source.key_place("style", "headings", name)
            hint = _OWN_TITLES.get(name) or did_you_mean(name, own | _HEADED, f"使える名前: {'、'.join(sorted(own | _HEADED))}")
            message = f"headings の「{name}」という文書はありません。"
            problems.append(error("HD116", message, place=place, quote=name, hint=hint))
    return problems


def read_platform(paths: WorkspacePaths, body: str) -> tuple[Platform | None, list[Problem]]:
    """What a body's meetings share, as far as it can be read, and what is wrong with it."""
    path = paths.common("platform", body)
    return _model(Platform, *read_yaml(path, paths.display_path(path), paths.root))


def _model(kind: type[M], source: YamlSource, problems: list[Problem]) -> tuple[M | None, list[Problem]]:
    if source.data is None and problems:
        return None, problems
    model, found = load(kind, source)
    return model, [*problems, *found]


def walk_papers(meeting: Meeting) -> Iterator[tuple[Path_, Handout]]:
    """Every paper of the meeting with its path in the YAML, branches and annexes too, in order."""

    def walk(papers: tuple[Handout, ...], path: Path_) -> Iterator[tuple[Path_, Handout]]:
        for index, paper in enumerate(papers):
            here = (*path, index)
            yield here, paper
            yield from walk(paper.papers, (*here, "papers"))
            yield from walk(paper.annexes, (*here, "annexes"))

    yield from walk(meeting.handouts, ("handouts",))
    yield from walk(meeting.references, ("references",))


def _supplied(
    meeting: Meeting, source: YamlSource, file: MeetingFile, problems: list[Problem]
) -> tuple[dict[str, Path], dict[str, CsvRows]]:
    folder, paths = file.path.parent, file.workspace
    papers: dict[str, Path] = {}
    tables: dict[str, CsvRows] = {}
    for path, paper in walk_papers(meeting):
        if paper.file is None or paper.file in papers:
            continue
        place = source.place(*path, "file")
        found = _inside(paper.file, folder, paths.root)
        if isinstance(found, str):
            look = len(problems) < _MOST_LOOKS
            if found == _MISSING:
                hint = _missing_hint(paper, folder, look=look)
            elif look and (there := _elsewhere(paper.file, folder)):
                hint = f"「{there}」と書いてください。"
            else:
                hint = "meetings/ の下に置き、そこからの場所を書いてください。"
            problems.append(error("HD301", found, place=place, quote=paper.file, hint=hint, anchor=source.place(*path)))
            continue
        papers[paper.file] = found
        if is_opened(found.suffix, Opened.TABLE):
            rows, more = read_csv(found, paths.display_path(found), paths.root)
            problems += [replace(problem, anchor=source.place(*path)) for problem in more]
            if rows and not more:
                tables[paper.file] = rows
    return papers, tables


def _elsewhere(name: str, folder: Path) -> str | None:
    """A file of the same name in the folder of a meeting, from `meetings/`: other slashes, other widths, no folder."""
    wanted = _same_name(re.split(r"[/\\／￥¥]", name)[-1])
    for path in sorted(folder.glob("*/*"))[:_MOST_PAPERS] if wanted else ():
        if _same_name(path.name) == wanted:
            return path.relative_to(folder).as_posix()
    return None


def _same_name(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().lower()


def _inside(name: str, folder: Path, root: Path) -> Path | str:
    """The path of a supplied file, or why it cannot be used."""
    if "\\" in name:
        return "フォルダーの区切りは「/」で書いてください。"
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or ".." in PurePosixPath(name).parts:
        return _OUTSIDE
    try:
        path = as_named(folder / name)
        with open_plain(path, PAPER, within=root):
            return path
    except (FileNotFoundError, NotADirectoryError):
        return _MISSING
    except (OSError, ValueError) as problem:
        return _refusal(problem)


def _refusal(problem: OSError | ValueError) -> str:
    """Why a paper that is there, or that can be no file's name, is not read."""
    if isinstance(problem, IsADirectoryError):
        return "フォルダーです。ファイルの名前まで書いてください。"
    if isinstance(problem, (NotToBeReadError, PermissionError)):
        return _OUTSIDE if problem.errno == errno.EXDEV else f"資料を読めません（{problem.strerror}）。"
    return f"ファイルの名前として使えません（{getattr(problem, 'strerror', problem)}）。"


def _missing_hint(paper: Handout, folder: Path, *, look: bool) -> str:
    if paper.supplied_by:
        due = f"（{paper.due.month}月{paper.due.day}日の約束）" if paper.due else ""
        return f"{paper.supplied_by}に確かめてください{due}。まだ届かないときは file の行を消せば差し替え紙を入れます。"
    target = folder / (paper.file or "")
    names = [p.name for p in target.parent.glob("*")] if look and target.parent.is_dir() else []
    near = difflib.get_close_matches(target.name, names, n=1, cutoff=0.4)
    found = (PurePosixPath(paper.file or "").parent / near[0]).as_posix() if near else None
    found = (_elsewhere(paper.file or "", folder) if look else None) or found
    if found:
        return f"「{found}」の誤りではありませんか。"
    return f"{folder.name}/ の下にファイルを置いてください。"
