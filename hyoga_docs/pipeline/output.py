"""Puts a finished build in the place of the old one: all of it is written first, then each file is swapped in.

The packet itself is one file and is replaced in one step, so a reader has the whole old one or the whole new one. It
comes last: once it is new, everything is.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.files import os_errors_as_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OURS = ("documents", "review")
_LAST = ("manifest.json", "packet.pdf")
_STAGING = ".hyoga-"
_PIECE = 1 << 20


@dataclass(frozen=True)
class _FileSwap:
    """One file of the output: what takes its place (None: it goes), and where its old contents are kept meanwhile."""

    target: Path
    new: Path | None
    old: Path


def is_left(out: Path) -> bool:
    """Whether a build is at work in the output folder, or was killed there."""
    return any(out.glob(f"{_STAGING}*"))


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """Makes the output folder and gives a fresh hidden folder in it, on the same file system, which goes in the end.

    What killed builds left goes too, so only the build that holds the lock may come here. Raises MachineError.
    """
    with os_errors_as_problems(out):
        for name in ("", *OURS):
            (out / name).mkdir(parents=True, exist_ok=True)
        for left in out.glob(f"{_STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def swap_in(out: Path, files: Mapping[str, bytes | Path], folder: Path) -> None:
    """Makes the output hold these files (by path inside it), writing only those that changed; the packet comes last.

    A path inside `folder`, which `staging` gave, is moved into place; any other is copied. Files of an older build in
    `documents/` and `review/` go; nothing else is touched. Raises MachineError and puts the old build back when the
    new one cannot be written.
    """
    with os_errors_as_problems(out):
        room = Path(tempfile.mkdtemp(dir=folder))
        changed = sorted(name for name, data in files.items() if not _same(out / name, data))
        steps = []
        for number, name in enumerate(changed):
            new, data = room / f"new-{number}", files[name]
            if isinstance(data, Path) and data.is_relative_to(folder):
                data.replace(new)
                _sync(new)
            else:
                _write(new, data)
            steps.append(_FileSwap(out / name, new, room / f"old-{number}"))
        steps += [_FileSwap(path, None, room / f"gone-{number}") for number, path in enumerate(_older(out, files))]
        if steps:
            _replace_all(sorted(steps, key=lambda step: _LAST.index(step.target.name) if step.target.name in _LAST else -1))


def _older(out: Path, files: Mapping[str, bytes | Path]) -> list[Path]:
    """What an older build has left in our folders."""
    found = [(folder, path) for folder in OURS for path in sorted((out / folder).glob("[0-9][0-9]*-*"))]
    return [path for folder, path in found if f"{folder}/{path.name}" not in files]


def _replace_all(steps: Sequence[_FileSwap]) -> None:
    """Takes each step in one move of its own; if one cannot be taken, those before it are taken back.

    After a power cut, too, the last file is new only where all the others are.
    """
    try:
        for step in steps[:-1]:
            _take(step)
        _sync_folders(steps[:-1])
        _take(steps[-1])
        _sync_folders(steps[-1:])
    except BaseException:
        for step in reversed(steps):
            _take_back(step)
        raise


def _take(step: _FileSwap) -> None:
    if step.new is None:
        step.target.replace(step.old)
        return
    if step.target.is_file():
        try:
            os.link(step.target, step.old)
        except OSError:  # not every file system can
            shutil.copy2(step.target, step.old)
    step.new.replace(step.target)


def _take_back(step: _FileSwap) -> None:
    if step.new is not None and step.new.exists():
        return  # not taken
    if step.old.exists():
        step.old.replace(step.target)
    elif step.new is not None:
        step.target.unlink(missing_ok=True)


def _write(path: Path, data: bytes | Path) -> None:
    if isinstance(data, Path):
        shutil.copyfile(data, path)
    else:
        path.write_bytes(data)
    _sync(path)


def _sync(path: Path) -> None:
    """Waits until a file is on the disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _sync_folders(steps: Sequence[_FileSwap]) -> None:
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


def _same(path: Path, data: bytes | Path) -> bool:
    """Whether the file has these contents; large ones are compared piece by piece."""
    try:
        with path.open("rb") as old, data.open("rb") if isinstance(data, Path) else io.BytesIO(data) as new:
            if path.stat().st_size != (data.stat().st_size if isinstance(data, Path) else len(data)):
                return False
            while piece := new.read(_PIECE):
                if old.read(_PIECE) != piece:
                    return False
            return not old.read(1)
    except OSError:
        return False
