"""A folder of finished work, found again by what it was made from; safe with two builds at once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

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
    """Bytes by key. An entry carries the digest of its contents; one that was cut short or changed is as good as absent."""

    folder: Path

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key[2:]

    def get(self, kind: str, key: str) -> bytes | None:
        """The bytes kept under the key, or None."""
        try:
            raw = self._path(kind, key).read_bytes()
        except OSError:
            return None
        data = raw[_HEAD_LENGTH:]
        return data if raw[:_HEAD_LENGTH] == _head(data) else None

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keeps the bytes under the key. A full disk or a folder that is not writable raises OSError."""
        path = self._path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_head(data))
                stream.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _head(data: bytes) -> bytes:
    return _HEAD + hashlib.sha256(data).hexdigest().encode() + b"\n"
