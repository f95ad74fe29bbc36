"""Temporary folders: each goes at its end, and what killed runs have left goes with the next run."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.this_process import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_PREFIX = "hyoga-docs-"
_LOCK = ".lock"
_DAY = 24 * 3600


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder of this process alone, which goes in the end, also with Ctrl-C."""
    folder: Path | None = None
    with contextlib.ExitStack() as stack:
        try:
            with undisturbed():
                folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
                lock = stack.enter_context((folder / _LOCK).open("wb"))
                if _locked(lock):
                    lock.write(b"held")  # who finds it so and free knows that its process is dead
                    lock.flush()
            yield folder
        finally:
            with undisturbed():
                stack.close()  # Windows removes no file that is open
                if folder is not None:
                    shutil.rmtree(folder, ignore_errors=True)


def sweep_temporary_folders(own: Path) -> None:
    """Removes the folders beside our `own` of this user's processes that are dead; unlocked ones only when they are a day old.

    A folder without our lock is somebody's own, whatever it is called.
    """
    with contextlib.suppress(OSError):
        now = own.stat().st_mtime
        with os.scandir(own.parent) as entries:
            others = [Path(entry) for entry in entries if entry.name.startswith(_PREFIX) and entry.name != own.name]
        for path in others:
            with contextlib.suppress(OSError):
                _sweep(path, now)


def _sweep(path: Path, now: float) -> None:
    found = path.lstat()
    if path.is_symlink() or not path.is_dir() or (sys.platform != "win32" and found.st_uid != os.geteuid()):
        return
    with contextlib.ExitStack() as stack:
        lock = path / _LOCK
        if lock.is_symlink() or not lock.is_file():
            return
        if lock.stat().st_size:
            if not _locked(stack.enter_context(lock.open("r+b"))):
                return
        elif now - found.st_mtime < _DAY:
            return
        stack.close()
        shutil.rmtree(path, ignore_errors=True)


def _locked(stream: BinaryIO) -> bool:
    """Locks a file for as long as it is open; False where another process has, or the disk knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  not everywhere

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  not everywhere

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
