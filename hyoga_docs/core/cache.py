"""A folder of finished work, found again by what it was made from; safe with two builds at once.

Nothing here waits for the disk: what a power cut leaves unfinished no longer has its digest, and is made again.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from hyoga_docs.core.files import PAPER, NotToBeReadError, file_digest, read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")

_DAY = 24 * 3600
_MONTH = 30 * _DAY
_SHELF = re.compile("v-[0-9a-f]{12}")
_PARTS = "parts"
_HEAD = b"hyoga-docs 2 "
_HEAD_LENGTH = len(_HEAD) + 64 + 1


def digest(*parts: bytes | str) -> str:
    """One SHA-256 over the parts, each with its length, so that no two lists of parts can meet."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()


@dataclass(frozen=True)
class Cache:
    """Bytes and files by key. An entry has the digest of its kind, its key and its contents.

    One that was cut short, changed, or kept for something else is as good as absent.

    `code` names the code that fills the cache: each version of it has a shelf of its own, and no entry outlives it.
    """

    folder: Path
    code: str = ""
    _verified: set[tuple[str, int, int, int, int]] = field(default_factory=set, init=False, repr=False, compare=False)

    @property
    def shelf(self) -> Path:
        """The folder of this version's entries."""
        return self.folder / f"v-{digest(self.code)[:12]}"

    def _path(self, kind: str, key: str) -> Path:
        return self.shelf / kind / key[:2] / key[2:]

    def _part(self) -> tuple[int, Path]:
        """An open file for what is not whole yet; all of them lie together, so that those of killed builds are found."""
        folder = self.shelf / _PARTS
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        return handle, Path(name)

    def sweep(self) -> None:
        """Drops the shelves of versions that have not been used for a month, as the file system's own times tell.

        What killed builds of this version have left half written goes after a day.
        """
        with contextlib.suppress(OSError):
            self.shelf.mkdir(parents=True, exist_ok=True)
            os.utime(self.shelf)
            now = self.shelf.stat().st_mtime
            for other in self.folder.glob("v-*"):
                if _SHELF.fullmatch(other.name) and now - other.stat().st_mtime > _MONTH:
                    shutil.rmtree(other, ignore_errors=True)
            for part in (*self.shelf.glob(f"{_PARTS}/*"), *self.shelf.glob("*/.*")):
                if now - part.stat().st_mtime > _DAY:
                    shutil.rmtree(part, ignore_errors=True) if part.is_dir() else part.unlink()

    def get(self, kind: str, key: str) -> bytes | None:
        """The bytes kept under the key, or None."""
        try:
            raw = read_plain(self._path(kind, key), PAPER)
        except OSError:
            return None
        data = raw[_HEAD_LENGTH:]
        return data if raw[:_HEAD_LENGTH] == _head(kind, key, data) else None

    def remember(self, kind: str, key: str, find: Callable[[], _T]) -> _T:
        """What `find` gives, found once for a key; it must be made of lists, dicts, text and numbers."""
        kept = self.get(kind, key)
        if kept is not None:
            return cast("_T", json.loads(kept))
        found = find()
        self.put(kind, key, json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return found

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keeps the bytes under the key. A store that cannot be written costs time, and nothing else."""
        with contextlib.suppress(OSError):
            path = self._path(kind, key)
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, part = self._part()
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_head(kind, key, data))
                    stream.write(data)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def file(self, kind: str, key: str) -> Path | None:
        """The file kept under the key, or None; its contents are read once in a process to be sure of them."""
        kept = self.get(kind, key)
        if kept is None:
            return None
        size, sha = kept.decode().split()
        place = self._file(kind, key, sha)
        return place if self._is_whole(place, int(size), sha) else None

    def put_file(self, kind: str, key: str, path: Path) -> Path | None:
        """Keeps a file under the key for other libraries to open: moves it, or copies it from another file system.

        Returns where it is kept, or None where the cache cannot be written and the file has stayed where it was. Raises OSError
        for what is no plain file.
        """
        size, sha = path.stat().st_size, file_digest(path)
        place = self._file(kind, key, sha)
        if not self._is_whole(place, size, sha):
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                self._move(path, place)
            except OSError:
                return None
        if place.is_symlink():  # whoever made the file could have put one there until it was moved
            place.unlink()
            raise NotToBeReadError(errno.ELOOP, "リンクです", str(path))
        self.put(kind, key, f"{size} {sha}".encode())
        return place

    def _file(self, kind: str, key: str, sha: str) -> Path:
        # Named by its contents, so that two builds never change each other's file or tell of the wrong one.
        path = self._path(kind, key)
        return path.with_name(f"{path.name}.{sha[:16]}")

    def _move(self, path: Path, place: Path) -> None:
        try:
            path.replace(place)
        except OSError as problem:
            if problem.errno != errno.EXDEV:
                raise
            handle, part = self._part()
            os.close(handle)
            try:
                shutil.copyfile(path, part)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)

    def _is_whole(self, path: Path, size: int, sha: str) -> bool:
        try:
            stat = path.stat()
            seen = (f"{path} {sha}", stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            if stat.st_size != size or (seen not in self._verified and file_digest(path) != sha):
                return False
        except OSError:
            return False
        self._verified.add(seen)
        return True


def code_digest(package: Path, libraries: Sequence[str] = ()) -> str:
    """One digest over the code of a package and its lists of words, and over the names and versions of its libraries."""
    files = sorted([*package.rglob("*.py"), *package.rglob("words/*.txt")])
    own = (piece for path in files for piece in (path.relative_to(package).as_posix(), path.read_bytes()))
    return digest(*own, *libraries)


def _head(kind: str, key: str, data: bytes) -> bytes:
    return _HEAD + digest(kind, key, data).encode() + b"\n"
