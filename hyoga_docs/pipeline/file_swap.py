"""Files that take the place of others: each in one move of its own, all of them or none."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.files import file_digest, made_like, open_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE = 1 << 20


@dataclass(frozen=True)
class FileSwap:
    """One file of the output: what takes its place (None: it goes), and where its old contents are kept meanwhile."""

    target: Path
    new: Path | None
    old: Path


def replace_all(steps: Sequence[FileSwap], last: Sequence[FileSwap]) -> None:
    """Takes each step in one move of its own; if one cannot be taken, those before it are taken back.

    After a power cut, too, the last files are new only where all the others are.
    """
    taken: list[FileSwap] = []
    try:
        for some in (steps, last):
            for step in some:
                taken.append(step)
                _take(step)
            _sync_folders(some)
    except BaseException:
        for step in reversed(taken):
            _take_back(step)
        raise


def _take(step: FileSwap) -> None:
    if step.new is None:
        step.target.replace(step.old)
        return
    if step.target.is_file():
        try:
            os.link(step.target, step.old)
        except OSError:  # not every file system can
            shutil.copy2(step.target, step.old)
        made_like(step.new, step.target.stat())
    step.new.replace(step.target)


def _take_back(step: FileSwap) -> None:
    if step.new is not None and step.new.exists():
        return  # not taken
    if step.old.exists():
        step.old.replace(step.target)
    elif step.new is not None:
        step.target.unlink(missing_ok=True)


def write_synced(path: Path, data: bytes | Path) -> None:
    """Writes a new file with these contents, or a copy of a file, and waits until it is on the disk. Raises OSError."""
    if isinstance(data, Path):
        shutil.copyfile(data, path)
    else:
        path.write_bytes(data)
    sync(path)


def sync(path: Path) -> None:
    """Waits until a file is on the disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _sync_folders(steps: Sequence[FileSwap]) -> None:
    """Waits until the moves are on the disk, where the system can say so of a folder."""
    if sys.platform == "win32":
        return
    for folder in dict.fromkeys(step.target.parent for step in steps):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as problem:
            if problem.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(handle)


def digest_of(data: bytes | Path) -> str:
    """The SHA-256 of contents or of a file, in hexadecimal digits. Raises OSError."""
    return file_digest(data) if isinstance(data, Path) else hashlib.sha256(data).hexdigest()


def is_same(path: Path, data: bytes | Path) -> bool:
    """Whether the file has these contents; large ones are compared piece by piece."""
    try:
        with open_plain(path) as old, data.open("rb") if isinstance(data, Path) else io.BytesIO(data) as new:
            if path.stat().st_size != (data.stat().st_size if isinstance(data, Path) else len(data)):
                return False
            while piece := new.read(_PIECE):
                if old.read(_PIECE) != piece:
                    return False
            return not old.read(1)
    except OSError:
        return False
