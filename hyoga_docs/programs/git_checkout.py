"""The files of a git revision, written by ourselves: no hook and no filter of the repository runs, nothing is written elsewhere.

Line ends and encodings stay as they are kept in git; whoever reads the files knows all of them.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from hyoga_docs.programs.git import git_command, git_environment
from hyoga_docs.programs.run_programs import reading, stdout_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LIMIT = 300.0
_MOST_FILES = 50_000
_MOST_BYTES = 20 << 30
_LONGEST = 8_192
_LINK = b"120000"
_LACKING = "中身がこの機械にないか、壊れています"
#: What a system says of a name that it cannot have, or has already.
_OF_NAMES = {errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.EILSEQ}
#: What Windows takes for something else than a file.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in "123456789")}


class NotCheckedOutError(Exception):
    """A revision that cannot be written, or is not: why, as a phrase in Japanese, and the file that it is for."""

    def __init__(self, why: str, name: str = "") -> None:
        super().__init__(why)
        self.name = name


@dataclass(frozen=True)
class _Entry:
    """A file of a revision: its name from the folder on, and the object that holds it, of so many bytes."""

    name: str
    sha: bytes
    size: int
    is_link: bool


def check_out(folder: Path, commit: str, names: Sequence[str], target: Path, environment: Mapping[str, str]) -> Path:
    """Writes what `names` below `folder` held at a commit into the empty folder `target`; returns what `folder` is there.

    A link stays where it leads to one of these files. Raises NotCheckedOutError, OSError.
    """
    place = target / "tree"
    place.mkdir()
    entries = _listed(folder, commit, names, environment)
    contents: dict[bytes, _Entry] = {entry.sha: entry for entry in entries}
    if sum(entry.size for entry in contents.values()) > _MOST_BYTES:
        msg = f"{_MOST_BYTES >> 30}GB を超えます"
        raise NotCheckedOutError(msg)
    _read_objects(folder, list(contents.values()), target, environment)
    for put in (_make_folder, _put_file, _put_link):  # each for all, so that nothing is put anywhere through a link
        for entry in entries:
            try:
                put(target / entry.sha.decode(), place / entry.name, entry)
            except (OSError, ValueError) as problem:
                raise _named(problem, entry) from problem
    for entry in entries:
        if entry.is_link and not Path(os.path.realpath(place / entry.name)).is_relative_to(os.path.realpath(place)):
            (place / entry.name).unlink()
    return place


def _listed(folder: Path, commit: str, names: Sequence[str], environment: Mapping[str, str]) -> list[_Entry]:
    """The files of a commit, listed no further than they may be many."""
    found: list[_Entry] = []
    with _git(folder, ("ls-tree", "-r", "-z", "-l", commit, "--", *names), environment) as said:
        for record in _records(said):
            head, _, name = record.partition(b"\t")
            mode, kind, sha, size = head.split()
            if kind == b"commit":  # a repository within
                continue
            if not size.isdigit():
                raise NotCheckedOutError(_LACKING, os.fsdecode(name))
            found.append(_Entry(_checked(os.fsdecode(name)), sha, int(size), mode == _LINK))
            if len(found) > _MOST_FILES:
                msg = f"ファイルが{_MOST_FILES:,}を超えます"
                raise NotCheckedOutError(msg)
    return found


def _records(said: IO[bytes]) -> Iterator[bytes]:
    """What ends with a NUL, one by one."""
    rest = b""
    while piece := said.read(_LONGEST):
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole
        if len(rest) > _LONGEST:
            msg = "長すぎる名前があります"
            raise NotCheckedOutError(msg)


def _checked(name: str) -> str:
    """The name, if it is one of a file below a folder on any system."""
    for part in name.split("/"):
        plain = part.casefold().rstrip(". ")
        odd = plain in {"", ".git"} or "\0" in part or any(ord(letter) < 0x20 or letter == "\x7f" for letter in part)
        if odd or (
            sys.platform == "win32" and (set(part) & set('\\:*?"<>|') or part[-1] in ". " or plain.split(".")[0] in _DEVICES)
        ):
            msg = "ファイルに使えない名前があります"
            raise NotCheckedOutError(msg, name)
    return name


def _read_objects(folder: Path, contents: Sequence[_Entry], target: Path, environment: Mapping[str, str]) -> None:
    """Writes each object once, under its name in git."""
    with tempfile.TemporaryFile(dir=target) as asked:
        asked.write(b"".join(entry.sha + b"\n" for entry in contents))
        asked.seek(0)
        with _git(folder, ("cat-file", "--batch"), environment, asked) as said:
            for entry in contents:
                if said.readline(_LONGEST).split() != [entry.sha, b"blob", str(entry.size).encode()]:
                    raise NotCheckedOutError(_LACKING, entry.name)
                with (target / entry.sha.decode()).open("xb") as stream:
                    _copy(said, stream, entry.size)
                said.read(1)


def _copy(said: IO[bytes], stream: IO[bytes], size: int) -> None:
    while size and (piece := said.read(min(size, 1 << 20))):
        stream.write(piece)
        size -= len(piece)
    if size:
        msg = "中身を読み切れません"
        raise NotCheckedOutError(msg)


def _make_folder(_source: Path, path: Path, _entry: _Entry) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)


def _put_file(source: Path, path: Path, entry: _Entry) -> None:
    """Gives an object its name; one that has several takes its room once, where the system can do that."""
    if entry.is_link:
        return
    try:
        os.link(source, path)
    except OSError as problem:
        if problem.errno in _OF_NAMES:
            raise
        with source.open("rb") as held, path.open("xb") as stream:
            shutil.copyfileobj(held, stream)


def _put_link(source: Path, path: Path, entry: _Entry) -> None:
    if entry.is_link:
        with source.open("rb") as held:
            path.symlink_to(os.fsdecode(held.read(_LONGEST)))


def _named(problem: OSError | ValueError, entry: _Entry) -> Exception:
    """What a system has against a name; anything else is the system's own."""
    if isinstance(problem, OSError) and problem.errno not in _OF_NAMES:
        return problem
    return NotCheckedOutError("この機械では使えない名前があります", entry.name)


@contextmanager
def _git(
    folder: Path, arguments: Sequence[str], environment: Mapping[str, str], given: IO[bytes] | None = None
) -> Iterator[IO[bytes]]:
    """What git prints, as it comes."""
    command = git_command(folder, arguments, environment)
    if command is None:
        raise NotCheckedOutError("git がありません")
    with reading(command, git_environment(environment), _LIMIT, given) as process:
        yield stdout_of(process)
        if process.wait() != 0:
            raise NotCheckedOutError("git が読めません")
