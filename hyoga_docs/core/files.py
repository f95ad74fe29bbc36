"""Files: written whole or not at all, and the system's refusals in words."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import MachineError, Place, Problem, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def as_named(path: Path) -> Path:
    """The file that a path means, where its name is written with が as one character or as two (か and its mark).

    macOS writes names in the second way, and most people and programs in the first. The path itself where it is there, or
    where nothing like it is. Raises OSError for what can be no path.
    """
    if str(path).isascii() or path.exists():
        return path
    folder = as_named(path.parent)
    wanted = unicodedata.normalize("NFC", path.name)
    try:
        found = sorted(each.name for each in folder.iterdir() if unicodedata.normalize("NFC", each.name) == wanted)
    except OSError:
        found = []
    return folder / (found[0] if found else path.name)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that a reader sees all of it or none, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".hyoga-", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def with_lines(data: bytes, lines: Sequence[str]) -> bytes:
    """A file with those of the lines that it lacks at its end, ended as its own lines are."""
    held = {line.strip() for line in data.splitlines()}
    end = b"\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else b"\n"
    new = [line.encode() for line in lines if line.encode() not in held]
    before = data + end if new and data and not data.endswith(b"\n") else data
    return before + b"".join(line + end for line in new)


@contextmanager
def os_errors_as_problems(out: Path) -> Iterator[None]:
    """Turns the system's refusal into a problem that says what to do."""
    try:
        yield
    except OSError as problem:
        raise MachineError([_refused(problem, out)]) from problem


def _refused(problem: OSError, out: Path) -> Problem:
    place = Place(str(problem.filename or out))
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return error(
            "HD613",
            "ディスクの空きがありません。前の版はそのまま残っています。",
            place=place,
            hint="空きを作ってから、もう一度実行してください。",
        )
    if isinstance(problem, (FileExistsError, NotADirectoryError, IsADirectoryError)):
        return error(
            "HD611",
            "出力先がフォルダーではありません。",
            place=Place(str(out)),
            hint="同じ名前のファイルを移すか、--out で別の場所を指定してください。",
        )
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return error(
            "HD612",
            "出力先に書けません。",
            place=place,
            hint="packet.pdf を開いているソフトを閉じるか、フォルダーの権限を確かめてください。",
        )
    return error(
        "HD614", f"ファイルを扱えません（{problem.strerror or problem}）。", place=place, hint="前の版はそのまま残っています。"
    )
