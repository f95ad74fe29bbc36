"""A folder of finished work, found again by what it was made from; safe with two builds at once."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")

_MONTH = 30 * 24 * 3600
_HEAD = b"hyoga-docs 1 "
_HEAD_LENGTH = len(_HEAD) + 64 + 1


def digest(*parts: bytes | str) -> str:
    """One SHA-256 over the parts, each with its length, so that no two lists of parts can meet."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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


@dataclass(frozen=True)
class Store:
    """Bytes by key. An entry carries the digest of its contents; one that was cut short or changed is as good as absent.

    `code` names the code that fills the store: each version of it has a shelf of its own, and no entry outlives it.
    """

    folder: Path
    code: str = ""

    @property
    def shelf(self) -> Path:
        """The folder of this version's entries."""
        return self.folder / f"v-{digest(self.code)[:12]}"

    def _path(self, kind: str, key: str) -> Path:
        return self.shelf / kind / key[:2] / key[2:]

    def sweep(self) -> None:
        """Drops the shelves of versions that have not been used for a month, as the file system's own times tell."""
        with contextlib.suppress(OSError):
            self.shelf.mkdir(parents=True, exist_ok=True)
            os.utime(self.shelf)
            now = self.shelf.stat().st_mtime
            for other in self.folder.glob("v-*"):
                if now - other.stat().st_mtime > _MONTH:
                    shutil.rmtree(other, ignore_errors=True)

    def get(self, kind: str, key: str) -> bytes | None:
        """The bytes kept under the key, or None."""
        try:
            raw = self._path(kind, key).read_bytes()
        except OSError:
            return None
        data = raw[_HEAD_LENGTH:]
        return data if raw[:_HEAD_LENGTH] == _head(data) else None

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
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_head(data))
                    stream.write(data)
                Path(name).replace(path)
            finally:
                Path(name).unlink(missing_ok=True)


def code_digest(package: Path) -> str:
    """One digest over the source files of a package."""
    files = sorted(package.rglob("*.py"))
    return digest(*(piece for path in files for piece in (path.relative_to(package).as_posix(), path.read_bytes())))


def _head(data: bytes) -> bytes:
    return _HEAD + hashlib.sha256(data).hexdigest().encode() + b"\n"
