"""Makes the archive of a meeting: built first, then everything of it in one zip, the same bytes for the same files."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import unicodedata
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from hyoga_docs import __version__
from hyoga_docs.archive.contents import ArchivedFile, archived_files
from hyoga_docs.archive.index import ArchivedBytes, index_text
from hyoga_docs.archive.record import INDEX, RECORD, SUMS, ArchiveRecord, sums_text
from hyoga_docs.core.files import changed_meanwhile, file_digest, open_plain, os_errors_as_problems, read_plain, written_whole
from hyoga_docs.core.problem import HyogaError, MachineError, Place, Problem, Severity, UsageError, error, warning
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.pdf.intake.fonts import fonts_of
from hyoga_docs.pipeline.build import build
from hyoga_docs.pipeline.intake import scratch
from hyoga_docs.pipeline.up_to_date import looks_under
from hyoga_docs.spec.formats import is_printed_by_office
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import bounds_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hyoga_docs.core.problem import ProblemDict
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.spec.workspace_paths import MeetingFile

_PIECE = 1 << 20
#: Before this day no zip has files; all of an archive are of it, so that the same files give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOT_ARCHIVAL = {"HD607", "HD608", "HD705"}


@dataclass(frozen=True)
class MadeArchive:
    """An archive that was written: how many files it has, its own size and SHA-256, and what was found on the way."""

    files: int
    size: int
    digest: str
    problems: list[ProblemDict]


def make_archive(
    meeting: MeetingFile,
    target: Path,
    machine: Machine,
    say: Callable[[str], None],
    tell: Callable[[str], None] = lambda _: None,
    *,
    force: bool = False,
) -> MadeArchive:
    """Writes the archive of a meeting into a file, which may be there already only with `force`.

    Raises HyogaError with everything that is in the way: of the build, too.
    """
    _check_is_free(target, force=force)
    meeting = replace(meeting, path=meeting.path.resolve())
    built = meeting.workspace.build / meeting.path.stem
    before = looks_under(meeting)
    done = build(meeting, built, machine, say, tell)
    with scratch() as folder:
        archival, problems = _archival(meeting, folder, machine, say)
        say("保存ファイルを作っています")
        with os_errors_as_problems(target):
            manifest = _manifest(built)
            workspace, _ = load_workspace(meeting)
            sources = [document["source"] for document in manifest["documents"]]
            files = {**archived_files(workspace, built, sources), **archival}
            record = ArchiveRecord(
                meeting=manifest["meeting"],
                date=manifest["date"],
                spec=meeting.path.relative_to(meeting.workspace.root).as_posix(),
                packet=manifest["packet"]["sha256"],
                tool=__version__,
                engine=manifest["engine"],
                fonts=_fonts(built, manifest),
            )

            reasons = [f"{each.quote or ''}　{each.message}".strip() for each in problems]

            def about(written: dict[str, ArchivedBytes]) -> dict[str, bytes]:
                if written[f"build/{built.name}/packet.pdf"].digest != record.packet:
                    raise MachineError([changed_meanwhile(built / "packet.pdf")])
                return {INDEX: index_text(workspace, record, manifest, written, reasons), RECORD: record.as_json()}

            def last_look() -> None:
                if changed := sorted({name for name, _ in before.items() ^ looks_under(meeting).items()}):
                    raise MachineError([changed_meanwhile(Path(name)) for name in changed])
                _check_is_free(target, force=force)

            with folder_lock(target.absolute().parent):
                with written_whole(target, within=bounds_of(target), last_look=last_look) as stream:
                    count = _write_zip(stream, files, about)
                own = file_digest(target)
    told = done.problems if done.fresh else []
    return MadeArchive(count, target.stat().st_size, own, [*told, *(problem.as_dict() for problem in problems)])


def _check_is_free(target: Path, *, force: bool) -> None:
    """Raises UsageError where nothing may be written."""
    if target.is_dir():
        hint = "保存/第１回.zip のように、ファイルの名前を書いてください。"
        raise UsageError([error("HD688", "そこはフォルダーです。", place=Place(str(target)), hint=hint)])
    if not force and os.path.lexists(target):
        hint = "前に保存したものかもしれません。別の名前にするか、--force を付けてください。"
        raise UsageError([error("HD688", "そこにはすでにファイルがあります。", place=Place(str(target)), hint=hint)])


def _archival(
    meeting: MeetingFile, folder: Path, machine: Machine, say: Callable[[str], None]
) -> tuple[dict[str, ArchivedFile], list[Problem]]:
    """The packets as PDF/A-2u by their names in the archive, or why there are none."""
    out = folder / meeting.path.stem
    try:
        build(meeting, out, replace(machine, archival=True), lambda words: say(f"PDF/A: {words}"))
    except HyogaError as problem:
        found = [each for each in problem.problems if each.severity is Severity.ERROR]
        if not found or any(each.code not in _NOT_ARCHIVAL for each in found):
            raise
        return {}, [_not_archival(each) for each in found]
    packets = (out / name for name in ("packet.pdf", "packet-public.pdf"))
    return {f"{path.stem}-pdfa.pdf": ArchivedFile(path, folder) for path in packets if path.is_file()}, []


def _not_archival(problem: Problem) -> Problem:
    hint = (
        "保存ファイルには、配付した冊子ともとの資料が入っています。PDF/A も要るときは、この資料を直してもらって作り直してください。"
    )
    message = f"PDF/A-2u の冊子を入れられません。{problem.message}"
    return warning(
        "HD690", message, place=problem.place, quote=problem.quote, hint=hint, document=problem.document, page=problem.page
    )


def _manifest(built: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(read_plain(built / "manifest.json", within=built))
    for document in manifest["documents"]:
        document["source"] = unicodedata.normalize("NFC", document["source"])
    return manifest


def _fonts(built: Path, manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """The families that LibreOffice printed with, but its own."""
    made = (
        document
        for document in manifest["documents"]
        if document["kind"] != "supplied" or is_printed_by_office(PurePosixPath(document["source"]).suffix)
    )
    found = {font.partition("-")[0] for document in made for font in fonts_of(built / document["file"])}
    return tuple(sorted(found - {"", "OpenSymbol"}))


def _write_zip(
    stream: IO[bytes], files: Mapping[str, ArchivedFile], about: Callable[[dict[str, ArchivedBytes]], dict[str, bytes]]
) -> int:
    """Writes files as they are, piece by piece: what is large in them is packed already.

    Behind them comes what is said `about` them, by name, and the digests of all. Gives how many there are.
    """
    written: dict[str, ArchivedBytes] = {}
    with zipfile.ZipFile(stream, "w") as package:
        for name, file in sorted(files.items()):
            digest = hashlib.sha256()
            with open_plain(file.path, within=file.within) as source:
                info = _entry(name, os.fstat(source.fileno()).st_size)
                with package.open(info, "w") as target:
                    while piece := source.read(_PIECE):
                        digest.update(piece)
                        target.write(piece)
            written[name] = ArchivedBytes(info.file_size, digest.hexdigest())
        more = about(written)
        sums = {name: each.digest for name, each in written.items()}
        sums |= {name: hashlib.sha256(data).hexdigest() for name, data in more.items()}
        for name, data in (*more.items(), (SUMS, sums_text(sums))):
            package.writestr(_entry(name, len(data)), data)
    return len(sums) + 1


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.file_size = size  # as which a large one gets the form that large ones need
    info.create_system = 3  # as whose a name of Japanese is UTF-8 on every machine
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info
