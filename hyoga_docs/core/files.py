"""Files: written whole or not at all, and the system's refusals in words."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import MachineError, Place, Problem, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


#: What is read of a file that people wrote themselves: YAML, and what is taken in from a spreadsheet.
WRITTEN = 20_000_000


class NotToBeReadError(OSError):
    """A file that is not read: no plain file, too large, or a link out of the folder that it belongs to."""


def read_plain(path: Path, most: int = WRITTEN, *, within: Path | None = None) -> bytes:
    """The bytes of a plain file, which may be a link to one that lies, links resolved, in the folder `within`.

    Raises OSError, NotToBeReadError among it: for what is a device or a pipe (which would never end), has more than `most` bytes,
    or lies elsewhere. Its `strerror` is a phrase in Japanese.
    """
    if within is not None and not path.resolve().is_relative_to(within.resolve()):
        raise NotToBeReadError(errno.EXDEV, f"{within.name or within} の外を指すリンクです", str(path))
    with path.open("rb") if not hasattr(os, "O_NONBLOCK") else open(path, "rb", opener=_open_at_once) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise NotToBeReadError(errno.EINVAL, "ふつうのファイルではありません", str(path))
        data = stream.read(most + 1)
    if len(data) > most:
        raise NotToBeReadError(errno.EFBIG, f"{most / 1_000_000:g} MB を超えます", str(path))
    return data


def _open_at_once(path: str, flags: int) -> int:
    """Opens a file without waiting, as opening a pipe does until somebody writes to it."""
    return os.open(path, flags | os.O_NONBLOCK)


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
