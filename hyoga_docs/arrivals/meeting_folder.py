"""The folder of a meeting's papers: which file is there already, under which name another comes, and which is a later version."""

from __future__ import annotations

import errno
import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.arrivals.file_names import read_file_name, safe_name, same_paper_key
from hyoga_docs.core.files import PAPER, changed_meanwhile, file_digest, links_resolved, read_plain, write_over
from hyoga_docs.core.problem import MachineError, Place, Problem, error
from hyoga_docs.programs.git import file_at, top_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from hyoga_docs.arrivals.paper_words import ReadPaper
    from hyoga_docs.spec.workspace_paths import MeetingFile

#: Where in that folder a file is kept that another took the place of, where git does not have it.
KEPT = "差替え前"
#: Files that systems and editors leave among papers.
_NO_PAPERS = {"thumbs.db", "desktop.ini", "ehthumbs.db"}


@dataclass(frozen=True)
class FilePlace:
    """Where the file of a paper is to lie, as `file:` names it, and what is to be done for that.

    `copies` says that it comes from elsewhere; `replaces` is the file whose place it takes.
    """

    paper: ReadPaper
    path: Path
    file: str
    copies: bool = False
    replaces: Path | None = None


def papers_in(folder: Path) -> list[Path]:
    """The files of a folder and of the folders in it that may be papers, in order."""
    found = (path for path in folder.rglob("*") if path.is_file() and KEPT not in path.relative_to(folder).parts)
    return sorted(path for path in found if is_paper_name(path.name))


def is_paper_name(name: str) -> bool:
    """Whether a file of this name may be a paper, and is not what a system or an editor leaves there."""
    return not name.startswith((".", "~$")) and name.lower() not in _NO_PAPERS and not name.endswith((".tmp", ".part"))


class MeetingFolder:
    """The papers of a meeting as they lie there, looked at once."""

    def __init__(self, meeting: MeetingFile, listed: Collection[str]) -> None:
        """`listed` are the files that the meeting's file names, as it names them."""
        self.meeting, self.listed = meeting, list(listed)
        self.base = meeting.path.parent
        self.folder = self.base / meeting.path.stem
        self.files = {path: path.stat().st_size for path in papers_in(self.folder)} if self.folder.is_dir() else {}
        self._taken = {path.name.casefold() for path in self.files}

    def file_of(self, path: Path) -> str:
        """A file as `file:` names it: が is one character there, whatever it is on the disk."""
        return unicodedata.normalize("NFC", path.relative_to(self.base).as_posix())

    def place_for(self, paper: ReadPaper, *, replace: bool) -> tuple[FilePlace | None, Problem | None]:
        """Where a paper is to lie; or that it is a later version of one that is there, and nobody asked to replace that."""
        if links_resolved(paper.path).is_relative_to(links_resolved(self.base)):
            here = self.base / links_resolved(paper.path).relative_to(links_resolved(self.base))
            return FilePlace(paper, here, self.file_of(here)), None
        twin = self._twin(paper)
        if twin is not None:
            return FilePlace(paper, twin, self.file_of(twin)), None
        path = self.folder / safe_name(paper.path.name)
        older = self._older(path)
        if older is not None and not replace:
            return None, self._told(paper, older)
        if older is not None and older.suffix.lower() == path.suffix.lower():
            return FilePlace(paper, older, self.file_of(older), copies=True, replaces=older), None
        if older is None and path.name.casefold() in self._taken:  # two folders of a stick may have files of one name
            path = self._free(path)
        self._taken.add(path.name.casefold())
        return FilePlace(paper, path, self.file_of(path), copies=True, replaces=older), None

    def _twin(self, paper: ReadPaper) -> Path | None:
        """A file of the same bytes."""
        size = paper.path.stat().st_size
        return next((path for path, other in self.files.items() if other == size and file_digest(path) == paper.sha256), None)

    def _older(self, path: Path) -> Path | None:
        """The file of which a paper is a later version: of the same name, or listed and called so but for 修正版 and the like."""
        same_name = next((each for each in self.files if each.name.casefold() == path.name.casefold()), None)
        if same_name is not None:
            return same_name
        key = same_paper_key(path.name)
        if len(key) < 4 or not (read_file_name(path.name).title or read_file_name(path.name).is_version):
            return None
        return next((each for each in self.files if self.file_of(each) in self.listed and same_paper_key(each.name) == key), None)

    def _told(self, paper: ReadPaper, older: Path) -> Problem:
        message = f"「{older.name}」がもうあり、中身が違います。新しい版のようです。"
        hint = "この版に替えるなら --replace を付けてください。別の資料なら、ファイルの名前を変えてから add してください。"
        return error("HD627", message, place=Place(str(paper.path)), quote=paper.path.name, hint=hint)

    def _free(self, path: Path) -> Path:
        names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 1000))
        return next(each for each in names if each.name.casefold() not in self._taken)


def copies_of_one(papers: Sequence[ReadPaper]) -> tuple[list[ReadPaper], list[Problem]]:
    """The papers, each once; two versions of one paper that came together are told, and neither is taken."""
    once = list({paper.sha256: paper for paper in reversed(papers)}.values())[::-1]
    by_key: dict[str, list[ReadPaper]] = {}
    for paper in once:
        key = same_paper_key(paper.path.name) if read_file_name(paper.path.name).title else str(paper.path)
        by_key.setdefault(key, []).append(paper)
    problems = []
    for several in (each for each in by_key.values() if len(each) > 1):
        names = "、".join(f"「{each.path.name}」" for each in several)
        message = f"同じ資料の版が{len(several)}つ届いています（{names}）。どれも書きません。"
        hint = "綴じるものを一つだけ選んで、もう一度 add してください。"
        problems.append(error("HD628", message, place=Place(str(several[0].path)), quote=several[0].path.name, hint=hint))
    return [each[0] for each in by_key.values() if len(each) == 1], problems


def put_in_place(place: FilePlace, meeting: MeetingFile, environment: Mapping[str, str]) -> str | None:
    """Copies a file to its place, and says what became of the one that was there. Raises MachineError and OSError."""
    if not place.copies:
        return None
    data = read_plain(place.paper.path, PAPER)
    if hashlib.sha256(data).hexdigest() != place.paper.sha256:
        raise MachineError([changed_meanwhile(place.paper.path)])
    root = meeting.workspace.root
    told = None if place.replaces is None else _keep(place.replaces, meeting, environment)
    before = read_plain(place.path, PAPER, within=root) if place.path == place.replaces else None
    write_over(place.path, before, data, within=root)
    if place.replaces is not None and place.replaces != place.path:
        place.replaces.unlink()
    return told


def _keep(old: Path, meeting: MeetingFile, environment: Mapping[str, str]) -> str:
    """Sees to it that a file that is to be replaced can be had again, and says where."""
    data = read_plain(old, PAPER, within=meeting.workspace.root)
    top = top_of(old.parent, environment)
    if top is not None and links_resolved(old).is_relative_to(links_resolved(top)):
        name = links_resolved(old).relative_to(links_resolved(top)).as_posix()
        if file_at(top, "HEAD", name, environment) == data:
            return f"前の「{old.name}」は、git の履歴にあります。"
    for number in range(1, 1000):
        kept = old.parent / KEPT / (old.name if number == 1 else f"{old.stem}-{number}{old.suffix}")
        if kept.exists() and read_plain(kept, PAPER, within=meeting.workspace.root) != data:
            continue
        if not kept.exists():
            write_over(kept, None, data, within=meeting.workspace.root)
        return f"前の「{old.name}」は、{kept.relative_to(meeting.path.parent).as_posix()} に残しました。"
    raise OSError(errno.EEXIST, "残す場所がありません", str(old))
