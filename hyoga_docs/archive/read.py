"""Takes an archive apart into a workspace: every file is known by name and digest before a folder appears."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from hyoga_docs.archive.record import RECORD, SUMS, ArchiveRecord, UnreadableRecordError, is_archive_name, read_record, read_sums
from hyoga_docs.core.files import as_named, is_link, open_plain, os_errors_as_problems
from hyoga_docs.core.problem import Place, SpecError, UsageError, error
from hyoga_docs.core.this_process import undisturbed

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE = 1 << 20
_MOST_FILES = 20_000
_MOST_BYTES = 20_000_000_000
_MOST_SAID = 10_000_000  # bytes of what an archive says of itself
#: Ours is as large as what is in it; one that others packed anew may grow to so many bytes, or to so many times its size.
_SMALL, _MOST_TIMES = 200_000_000, 200
_LINK, _LOCKED = 0o12, 0x1
_NAMED, _LONGEST = 5, 200
_NO_ZIP = "壊れているか、zip ではありません。"
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, IndexError)


class _RefusedError(Exception):
    """Why an archive is not taken apart, in Japanese."""


def unpack_archive(file: Path, folder: Path) -> tuple[ArchiveRecord, int]:
    """Writes the workspace that is in an archive, all of it or nothing, and gives what the archive says of itself and its files.

    Nothing is believed: names lie in our folders, there are no links, sizes are counted while they stream, and every digest is
    compared. Raises SpecError for an archive that is not as it was made, UsageError for a folder that is taken, MachineError.
    """
    _check_is_free(folder)
    try:
        stream = open_plain(as_named(file))
    except FileNotFoundError as problem:
        raise _refused(file, "ファイルがありません。") from problem
    except OSError as problem:
        raise _refused(file, f"読めません（{problem.strerror}）。") from problem
    try:
        with os_errors_as_problems(folder), stream, zipfile.ZipFile(stream) as package:
            return _unpack(package, os.fstat(stream.fileno()).st_size, folder.absolute())
    except _RefusedError as problem:
        raise _refused(file, str(problem)) from problem
    except UnreadableRecordError as problem:
        raise _refused(file, f"{problem}。") from problem
    except _DAMAGED as problem:
        raise _refused(file, _NO_ZIP) from problem


def _check_is_free(folder: Path) -> None:
    """Raises UsageError where the folder holds anything."""
    if os.path.lexists(folder) and (is_link(folder) or not folder.is_dir() or any(folder.iterdir())):
        hint = "まだない名前か、空のフォルダーを指定してください。"
        raise UsageError([error("HD621", "そこにはすでにファイルがあります。", place=Place(str(folder)), hint=hint)])


def _refused(file: Path, why: str) -> SpecError:
    hint = "写し直すか、別に保管したものを使ってください。何も書いていません。"
    return SpecError([error("HD689", f"保存ファイルとして開けません。{why}", place=Place(str(file)), hint=hint)])


def _unpack(package: zipfile.ZipFile, size: int, folder: Path) -> tuple[ArchiveRecord, int]:
    entries = _checked(package.infolist(), size)
    if lacking := [name for name in (SUMS, RECORD) if name not in entries]:
        msg = f"{lacking[0]} がありません。hyoga-docs archive で作ったものではないようです。"
        raise _RefusedError(msg)
    sums = read_sums(_said(package, entries[SUMS]))
    record = read_record(_said(package, entries[RECORD]))
    if strange := sorted((entries.keys() - {SUMS}) ^ sums.keys()):
        what = "足されています" if strange[0] in entries else "なくなっています"
        msg = f"「{strange[0]}」が{what}（{SUMS} と合いません）。"
        raise _RefusedError(msg)
    if record.spec not in entries:
        msg = f"会議の YAML（{record.spec}）がありません。"
        raise _RefusedError(msg)
    staged = folder.with_name(f".hyoga-docs-archive-{os.urandom(8).hex()}")
    try:
        found = {name: _extract(package, info, staged / name) for name, info in entries.items()}
        if changed := [name for name, digest in sums.items() if found[name] != digest]:
            more = " ほか" if len(changed) > _NAMED else ""
            msg = f"中身が変わっています（SHA-256 が合いません）: {'、'.join(changed[:_NAMED])}{more}"
            raise _RefusedError(msg)
        if folder.exists():
            folder.rmdir()
        staged.rename(folder)
    finally:
        with undisturbed():
            shutil.rmtree(staged, ignore_errors=True)
    return record, len(entries)


def _checked(entries: Sequence[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip of this size by name. Raises _RefusedError for what no archive of ours has."""
    if len(entries) > _MOST_FILES:
        msg = f"ファイルが多すぎます（{len(entries):,}個）。"
        raise _RefusedError(msg)
    if any(info.header_offset < 0 for info in entries):  # the zip has lost its beginning
        raise _RefusedError(_NO_ZIP)
    total = sum(info.file_size for info in entries)
    if total > min(_MOST_BYTES, max(_SMALL, _MOST_TIMES * size)):
        msg = f"展開すると大きすぎます（{total:,}バイト）。"
        raise _RefusedError(msg)
    files = {info.filename: info for info in entries if not info.is_dir()}
    folders = {_same(parent.as_posix()) for name in files for parent in PurePosixPath(name).parents}
    seen = set(folders)
    for info in entries:
        name = info.filename
        if info.is_dir() and _same(name.rstrip("/")) in folders:
            continue
        if not is_archive_name(name) or _same(name) in seen:
            msg = f"使えない名前のファイルが入っています: {name[:_LONGEST]}"
            raise _RefusedError(msg)
        if info.external_attr >> 28 == _LINK or info.flag_bits & _LOCKED:
            msg = f"リンクか、パスワードの付いたファイルが入っています: {name[:_LONGEST]}"
            raise _RefusedError(msg)
        seen.add(_same(name))
    return files


def _same(name: str) -> str:
    """A name as systems compare it that tell neither capitals nor the ways to write が."""
    return unicodedata.normalize("NFC", name).casefold()


def _said(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with package.open(info) as stream:
        data = stream.read(_MOST_SAID + 1)
    if len(data) > _MOST_SAID:
        msg = f"{info.filename} が大きすぎます。"
        raise _RefusedError(msg)
    return data


def _extract(package: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> str:
    """Writes a file of a zip, and gives the SHA-256 of what was written."""
    digest, left = hashlib.sha256(), info.file_size
    target.parent.mkdir(parents=True, exist_ok=True)
    with package.open(info) as source, target.open("xb") as stream:
        while piece := source.read(_PIECE):
            left -= len(piece)
            if left < 0:
                msg = f"書いてある大きさを超えています: {info.filename[:_LONGEST]}"
                raise _RefusedError(msg)
            digest.update(piece)
            stream.write(piece)
    return digest.hexdigest()
