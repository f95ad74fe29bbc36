"""Makes the archive of a meeting: built first, then everything of it in one zip, the same bytes for the same files."""

from __future__ import annotations

import contextlib
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
from hyoga_docs.core.files import (
    changed_meanwhile,
    file_digest,
    links_resolved,
    open_plain,
    os_errors_as_problems,
    read_plain,
    written_whole,
)
from hyoga_docs.core.problem import HyogaError, MachineError, Place, Problem, Severity, UsageError, error, warning
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.pdf.intake.fonts import fonts_of
from hyoga_docs.pipeline.build import build, built_already
from hyoga_docs.pipeline.intake import scratch
from hyoga_docs.pipeline.output_record import LETTERS, PACKET_FILE, PUBLIC_FILE, is_ours, read_record
from hyoga_docs.pipeline.up_to_date import looks_under
from hyoga_docs.plan.letters import letter_title, letters_of
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
_PDFA = "pdfa"
_OF_DOCUMENTS = ("file", "label", "title", "kind", "source", "first_page", "pages")
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
    built = links_resolved(meeting.workspace.build) / meeting.path.stem
    before = looks_under(meeting)
    with scratch() as folder, os_errors_as_problems(target):
        done = None if _packet_of(built) else build(meeting, built, machine, say, tell)
        archival, problems = _archival(meeting, built, folder, machine, say)
        options, rebuilds = _remade(meeting, built, folder, machine, say)
        say("保存ファイルを作っています")
        workspace, _ = load_workspace(meeting)
        manifest = _manifest(built)
        files = archived_files(workspace, built, [document["source"] for document in manifest["documents"]])
        files |= {} if "--pdfa" in options else archival
        record = _record(meeting, built, manifest, options, rebuilds=rebuilds)
        reasons = [f"{each.quote or ''}　{each.message}".strip() for each in problems]
        problems += [] if rebuilds else [_not_remade(built)]
        problems += [_no_letter(name) for name in letters_of(workspace) if not _is_made(name, files)]
        problems += _older_pdfs(built)

        def about(written: dict[str, ArchivedBytes]) -> dict[str, bytes]:
            if written[f"build/{built.name}/{PACKET_FILE}"].digest != record.packet:
                raise MachineError([changed_meanwhile(built / PACKET_FILE)])
            return {INDEX: index_text(workspace, record, manifest, written, reasons), RECORD: record.as_json()}

        def last_look() -> None:
            changed = sorted({Path(name) for name, _ in before.items() ^ looks_under(meeting).items()})
            if changed := [path for path in changed if not path.name.startswith(".")]:  # as what is being written is called
                raise MachineError([changed_meanwhile(path) for path in changed])
            _check_is_free(target, force=force)

        with folder_lock(target.absolute().parent):
            with written_whole(target, within=bounds_of(target), last_look=last_look) as stream:
                count = _write_zip(stream, files, about)
            own = file_digest(target)
    told = done.problems if done else []
    return MadeArchive(count, target.stat().st_size, own, [*told, *(problem.as_dict() for problem in problems)])


def _check_is_free(target: Path, *, force: bool) -> None:
    """Raises UsageError where nothing may be written."""
    if target.is_dir():
        hint = "保存/第１回.zip のように、ファイルの名前を書いてください。"
        raise UsageError([error("HD688", "そこはフォルダーです。", place=Place(str(target)), hint=hint)])
    if not force and os.path.lexists(target):
        hint = "前に保存したものかもしれません。別の名前にするか、--force を付けてください。"
        raise UsageError([error("HD688", "そこにはすでにファイルがあります。", place=Place(str(target)), hint=hint)])


def _packet_of(built: Path) -> str | None:
    """The digest of the packet that lies in a folder, where its record names it; None where it has to be built first."""
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        digest = file_digest(built / PACKET_FILE)
        return digest if digest == _manifest(built)["packet"]["sha256"] else None
    return None


def _remade(
    meeting: MeetingFile, built: Path, folder: Path, machine: Machine, say: Callable[[str], None]
) -> tuple[tuple[str, ...], bool]:
    """With which options the packet that was handed out is built again, and whether it is the same today.

    It stays as it is in any case: what was handed out is what is to be kept. `folder` holds the packet as PDF/A.
    """
    packet, ocr = _packet_of(built), ("--ocr",) if machine.ocr else ()
    archival = folder / _PDFA / built.name / PACKET_FILE
    if archival.is_file() and file_digest(archival) == packet:
        return (*ocr, "--pdfa"), True
    again = folder / "again" / built.name
    if built_already(meeting, built, machine) is None:
        build(meeting, again, machine, say)
        return ocr, file_digest(again / PACKET_FILE) == packet
    return ocr, True


def _archival(
    meeting: MeetingFile, built: Path, folder: Path, machine: Machine, say: Callable[[str], None]
) -> tuple[dict[str, ArchivedFile], list[Problem]]:
    """The packets as PDF/A-2u by their names in the archive, or why there are none."""
    out = folder / _PDFA / built.name
    machine = replace(machine, archival=True)
    if (built / PUBLIC_FILE).is_file():
        machine = replace(machine, editions=("members", "public"))
    try:
        build(meeting, out, machine, lambda words: say(f"PDF/A: {words}"))
    except HyogaError as problem:
        found = [each for each in problem.problems if each.severity is Severity.ERROR]
        if not found or any(each.code not in _NOT_ARCHIVAL for each in found):
            raise
        return {}, [_not_archival(each) for each in found]
    packets = (out / name for name in (PACKET_FILE, PUBLIC_FILE))
    return {f"{path.stem}-pdfa.pdf": ArchivedFile(path, folder) for path in packets if path.is_file()}, []


def _not_archival(problem: Problem) -> Problem:
    hint = "配付した冊子ともとの資料は入っています。PDF/A も要るときは、資料を直してもらって作り直してください。"
    message = f"PDF/A-2u の冊子を入れられません。{problem.message}"
    return warning(
        "HD690", message, place=problem.place, quote=problem.quote, hint=hint, document=problem.document, page=problem.page
    )


def _not_remade(built: Path) -> Problem:
    message = "今作り直すと、配付した冊子と同じになりません。配付した冊子を、そのまま保存しました。"
    hint = (
        "配ってから YAML、資料、ひな形を直したか、道具の版か書体が変わりました。"
        "直した冊子を残すなら、build で作ってから、--force を付けて保存し直してください。"
    )
    return warning("HD694", message, place=Place(f"build/{built.name}/{PACKET_FILE}"), hint=hint)


def _no_letter(name: str) -> Problem:
    hint = "要るなら「hyoga-docs letters」で作ってから、--force を付けて保存し直してください。"
    return warning("HD690", "letters に挙げた文書が、まだありません。", quote=letter_title(name), hint=hint)


def _older_pdfs(built: Path) -> list[Problem]:
    """The letters in which somebody wrote after their PDF was made."""
    record, found = read_record(built, LETTERS), []
    for word in sorted(name for name, _ in record if name.endswith(".docx")):
        pdf = f"{word.removesuffix('.docx')}.pdf"
        there = (built / word).is_file() and (built / pdf).is_file()
        if there and is_ours(built, pdf, record) and not is_ours(built, word, record):
            message = "Word で直す前に作った PDF を保存しました。直した Word も入っています。"
            hint = "会議録と会議概要は「hyoga-docs minutes」、ほかは Word で PDF を作り直し、--force で保存し直してください。"
            found.append(warning("HD690", message, place=Place(f"build/{built.name}/{pdf}"), hint=hint))
    return found


def _is_made(name: str, files: Mapping[str, ArchivedFile]) -> bool:
    return any(f"/letters/{letter_title(name)}" in each for each in files)


def _record(
    meeting: MeetingFile, built: Path, manifest: Mapping[str, Any], options: tuple[str, ...], *, rebuilds: bool
) -> ArchiveRecord:
    return ArchiveRecord(
        meeting=manifest["meeting"],
        date=manifest["date"],
        spec=meeting.path.relative_to(meeting.workspace.root).as_posix(),
        packet=manifest["packet"]["sha256"],
        tool=__version__,
        engine=manifest["engine"],
        options=options,
        fonts=_fonts(built, manifest),
        rebuilds=rebuilds,
    )


def _manifest(built: Path) -> dict[str, Any]:
    """What a build recorded, as far as it is asked here. Raises OSError, and what JSON of another form causes."""
    held = json.loads(read_plain(built / "manifest.json", within=built))
    manifest: dict[str, Any] = {key: held[key] for key in ("meeting", "date", "engine", "packet")}
    manifest["documents"] = [{key: document[key] for key in _OF_DOCUMENTS} for document in held["documents"]]
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
