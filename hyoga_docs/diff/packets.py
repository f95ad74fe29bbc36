"""The sides of a comparison: packets of a git revision, of folders that were built, of the files as they are now."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.core.files import PAPER, file_digest, read_plain
from hyoga_docs.core.problem import HyogaError, Place, Problem, Severity, SpecError, UsageError, error
from hyoga_docs.core.visible import visible
from hyoga_docs.diff.built_folder import built_packets, is_packet, read_built
from hyoga_docs.diff.model import ComparedDocument, PacketState
from hyoga_docs.diff.pages.reader import PageReader
from hyoga_docs.pipeline.assemble import print_papers
from hyoga_docs.pipeline.convert import convert_meeting
from hyoga_docs.pipeline.intake import GeneratedIntake
from hyoga_docs.pipeline.machine import IntakeSettings
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.pipeline.prepare import prepare
from hyoga_docs.plan.paper_size import sheet_for
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.programs.git import commit_of, is_shallow, references, top_of
from hyoga_docs.programs.git_checkout import NotCheckedOutError, check_out
from hyoga_docs.spec.formats import ooxml_of
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import MeetingFile, WorkspacePaths
from hyoga_docs.text.file_kind import kind_of_file
from hyoga_docs.text.ooxml.package import read_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.diff.built_folder import PacketFolder
    from hyoga_docs.pipeline.assemble import DocumentOutput
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.pipeline.prepare import PreparedMeeting
    from hyoga_docs.programs.libreoffice.convert import Office

_TEXTS = {".yaml", ".csv", ".tsv", ".txt"}
_TREES = ("meetings", "templates")
NOW = "今のファイル"
DEFAULT_BASE = "HEAD"  # the version that is meant where none is named
#: So much of a commit's whole name is enough for a reader.
_SHORT = 8


@dataclass(frozen=True)
class PacketSet:
    """Where the packets of one side come from: meetings of a workspace, or folders that were built, by meeting.

    `called` is how the reader named the side; `revision` stands before file names in messages. `alone` says that the reader named
    one packet and not the folder of several: nothing is asked of other meetings.
    """

    called: str
    specs: Mapping[str, MeetingFile]
    built: Mapping[str, PacketFolder]
    revision: str = ""
    alone: bool = False


def packets_of(name: str | None, workspace: WorkspacePaths | None, scratch: Path, machine: Machine) -> PacketSet:
    """The packets that a name stands for: a folder, a git revision, or with None the files as they are. Raises UsageError."""
    folder = Path(name) if name is not None and Path(name).is_dir() else None
    root = workspace.root if workspace is not None else None
    commit = commit_of(root, name, machine.environment) if root is not None and name is not None else None
    if folder is not None and (built := built_packets(folder)):
        return PacketSet(str(name), {}, built, alone=is_packet(folder))
    if folder is not None and commit is None:
        hint = "manifest.json のあるフォルダー（build/2019-10-31 など）か、その上のフォルダーを書いてください。"
        raise UsageError(
            [error("HD665", "作った冊子のフォルダーではありません。", place=Place(str(folder)), quote=name, hint=hint)]
        )
    if workspace is None or root is None:
        hint = "作業場所の中で実行するか、作った冊子のフォルダーを二つ、またはファイルを二つ書いてください。"
        raise UsageError(
            [error("HD100", "作業場所（meetings/ と templates/ のあるフォルダー）の中にありません。", quote=name, hint=hint)]
        )
    if name is None:
        return PacketSet(NOW, _specs(workspace), {})
    if commit is None:
        raise UsageError([_no_revision(name, root, machine.environment)])
    try:
        place = check_out(root, commit, _TREES, scratch, machine.environment)
    except NotCheckedOutError as problem:
        raise UsageError([_not_taken(name, problem)]) from problem
    for tree in _TREES:  # a revision from before there was a workspace has no meetings
        path = place / tree
        if path.is_symlink() or path.is_file():
            hint = "フォルダーとして git に登録してください。"
            raise SpecError([error("HD671", f"版「{name}」の {tree} はフォルダーではありません。", hint=hint)])
        path.mkdir(exist_ok=True)
    called = name[:_SHORT] if name == commit else name
    return PacketSet(called, _specs(WorkspacePaths(place.resolve())), {}, called)


def _not_taken(name: str, problem: NotCheckedOutError) -> Problem:
    hint = "その版の meetings/ と templates/ を確かめてください。浅い写しや一部だけの写しなら、全体を取り寄せてください。"
    message = f"git の版「{name}」のファイルを取り出せません（{problem}）。"
    return error("HD708", message, quote=visible(problem.name or name), hint=hint)


def _no_revision(name: str, root: Path, environment: Mapping[str, str]) -> Problem:
    """That a name means nothing, with the nearest names of the repository."""
    if top_of(root, environment) is None:
        hint = "git のリポジトリーの中で実行するか、作った冊子のフォルダーを二つ、またはファイルを二つ書いてください。"
        if name != DEFAULT_BASE:
            message = (
                f"「{name}」は、ファイルでもフォルダーでもありません。ここは git のリポジトリーではないので、版でもありません。"
            )
            return error("HD666", message, quote=name, hint=hint)
        return error("HD666", "ここは git のリポジトリーではないので、前の版が分かりません。", place=Place(str(root)), hint=hint)
    names = references(root, environment)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    guess = f"「{'」「'.join(near)}」の誤りではありませんか。" if near else ""
    hint = f"{guess}git の版（HEAD~1、main など）、作った冊子のフォルダー、またはファイルを書いてください。"
    if is_shallow(root, environment):
        hint = f"新しい版だけの写しです。「git fetch --unshallow」で前の版も取り寄せてください。{hint}"
    message = f"「{name}」は、フォルダーでもファイルでもなく、git の版としても読めません。"
    return error("HD666", message, quote=name, hint=hint)


def _specs(workspace: WorkspacePaths) -> dict[str, MeetingFile]:
    return {path.stem: MeetingFile(path, workspace) for path in sorted(workspace.meetings.glob("*.yaml")) if path.is_file()}


@dataclass(frozen=True)
class PacketRenderer:
    """Makes the states of packets: the machine, and scratch space that lasts as long as they do. To be used in `with`."""

    machine: Machine
    scratch: Path

    def __enter__(self) -> PacketRenderer:
        return self

    def __exit__(self, *_: object) -> None:
        self.reader.close()

    @cached_property
    def reader(self) -> PageReader:
        """What compares and draws the pages."""
        return PageReader(self.settings)

    @cached_property
    def office(self) -> Office:
        """LibreOffice, looked for when something is to be printed: folders and texts are compared without it."""
        return open_office(self.machine)

    def side(self, packets: PacketSet, key: str) -> PacketState:
        """A packet of one side as it is printed, paper by paper. Raises HyogaError, with file names that say the revision."""
        if key in packets.built:
            return read_built(packets.built[key], packets.called, self.kept)
        try:
            return self._printed(packets.specs[key], packets.called)
        except HyogaError as problem:
            errors = [each for each in problem.problems if each.severity is Severity.ERROR]
            raise type(problem)([_of_revision(each, packets.revision) for each in errors]) from problem

    @property
    def settings(self) -> IntakeSettings:
        """How supplied papers are opened."""
        return self.machine.intake_settings(self.scratch)

    def _printed(self, spec: MeetingFile, called: str) -> PacketState:
        prepared = prepare(spec, self.settings)
        converted = convert_meeting(prepared, self.office, GeneratedIntake(self.settings), lambda *_: None)
        papers = print_papers(prepared, converted, self.machine.cache)
        return PacketState(called, prepared.plan.title, tuple(self._paper(paper, prepared) for paper in papers), _look(prepared))

    def _paper(self, printed: DocumentOutput, prepared: PreparedMeeting) -> ComparedDocument:
        document = printed.placed.document
        docx: Path | None = None
        if printed.docx is not None:
            docx = self.kept(printed.docx, ".docx")
        elif document.path is not None and ooxml_of(document.path.suffix) == ".docx":
            found = kind_of_file(document.path).format
            is_word = found is not None and found.ooxml == ".docx" and not found.is_converted
            docx = document.path if is_word else self.kept(prepared.print_copies[document.key].data, ".docx")
        return ComparedDocument(
            document.stem,
            document.full_label,
            document.title,
            document.kind,
            printed.source,
            printed.sha256,
            printed.placed.first_page,
            printed.placed.pages,
            printed.review,
            document.continues,
            self.kept(printed.pdf, ".pdf") if isinstance(printed.pdf, bytes) else printed.pdf,
            docx,
            document.stamp,
            document.page_numbers,
            waiting=document.waiting,
            sheets=tuple(sheet_for(*size) for size in printed.taken.sizes),
        )

    def kept(self, data: bytes, suffix: str) -> Path:
        """Bytes as a file in the scratch space."""
        path = self.scratch / f"{digest(data)}{suffix}"
        if not path.exists():
            path.write_bytes(data)
        return path


def _look(prepared: PreparedMeeting) -> str:
    """All that says how the binder prints labels and page numbers."""
    style = prepared.plan.workspace.platform.style
    parts = read_parts(prepared.label_template.template.data)
    printed = (style.page_numbers.model_dump_json(), style.stamp.model_dump_json(), style.fonts.page_numbers)
    return digest(*printed, *(piece for name in sorted(parts) if name != "docProps/core.xml" for piece in (name, parts[name])))


def _of_revision(problem: Problem, revision: str) -> Problem:
    if not revision or problem.place is None:
        return problem
    return replace(problem, place=replace(problem.place, file=f"{revision}:{problem.place.file}"))


def pair_meetings(old: PacketSet, new: PacketSet, only: Sequence[str] = ()) -> list[tuple[str | None, str | None]]:
    """The meetings of both sides that may differ, in order; one that has another file name now is paired by what it is called.

    Raises UsageError for a name of `only` that neither side has.
    """
    before, after = _keys(old), _keys(new)
    for name in only:
        if name not in {*before, *after}:
            near = difflib.get_close_matches(name, [*before, *after], n=1, cutoff=0.5)
            known = f"「{near[0]}」の誤りではありませんか。" if near else f"ある会議: {'、'.join(sorted({*before, *after}))}"
            raise UsageError([error("HD101", "その会議がありません。", quote=name, hint=known)])
    came = {_identity(new, key): key for key in sorted(after) if key not in before}
    pairs: list[tuple[str | None, str | None]] = [(key, key) for key in before if key in after and not _same_inputs(old, new, key)]
    for key in before:
        if key not in after:
            pairs.append((key, came.pop(_identity(old, key), None)))
    pairs += [(None, key) for key in came.values()]
    wanted = [
        pair
        for pair in pairs
        if not only or set(pair) & set(only)
        if not (old.alone and pair[0] is None) and not (new.alone and pair[1] is None)
    ]
    return sorted(wanted, key=lambda pair: (pair[1] or pair[0] or "", pair[0] or ""))


def _keys(packets: PacketSet) -> list[str]:
    return [*packets.specs, *packets.built]


def _identity(packets: PacketSet, key: str) -> str:
    """What a meeting is called in print: 第１回…会議; of one that cannot be read, a name that no other has."""
    if key in packets.built:
        return packets.built[key].manifest.meeting
    try:
        workspace, _ = load_workspace(packets.specs[key])
    except SpecError:
        return f"{packets.called}:{key}"
    return resolve(workspace)[0].full_name


def _same_inputs(old: PacketSet, new: PacketSet, key: str) -> bool:
    """Whether a meeting was made of the same files to the byte, so that nothing need be made to know that nothing changed."""
    return key in old.specs and key in new.specs and _inputs(old.specs[key]) == _inputs(new.specs[key])


def _inputs(spec: MeetingFile) -> dict[str, str]:
    """The files of a meeting with their digests; of one that cannot be read, all that it could be made of."""
    paths = spec.workspace
    try:
        workspace, _ = load_workspace(spec)
    except SpecError:
        files = [spec.path, *(path for folder in paths.meetings.glob("*/") for path in folder.rglob("*"))]
    else:
        files = [*workspace.written, *workspace.papers.values()]
    files += paths.templates.glob("*.docx")
    return dict(_named(path, paths.root) for path in files if path.is_file())


def _named(path: Path, root: Path) -> tuple[str, str]:
    """A file's name from the root and what it holds; of a link out of the workspace where it leads, for nothing there is read."""
    real = path.resolve()
    if real.is_relative_to(root):
        return real.relative_to(root).as_posix(), _contents(path)
    return path.name, str(real)


def _contents(path: Path) -> str:
    """What a file holds, whichever ends its lines have: git may write other ones into a working tree than it keeps."""
    return digest(read_plain(path, PAPER).replace(b"\r\n", b"\n")) if path.suffix in _TEXTS else file_digest(path)
