"""One after another: a lock on what several people write, which tells who holds it and since when."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import getpass
import os
import platform
import shlex
import sys
from typing import TYPE_CHECKING

from hyoga_docs.core.files import NotToBeWrittenError, open_at_once
from hyoga_docs.core.problem import MachineError, Place, Problem, error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: What the lock on the files of a folder is called in it.
_NAME = ".hyoga-docs.lock"
_WAIT = 10.0
_SILENCE = 3.0
_POLL = 0.05
_LONGEST = 400


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """The lock on the files of a folder, which is made where it is missing; as `write_lock` has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with write_lock(folder / _NAME, wait=_WAIT):
        yield


@contextlib.contextmanager
def write_lock(path: Path, *, wait: float, tell: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Whoever else asks for the lock waits until the block has ended; the system gives it back when a process is killed.

    It is a file that lies where every machine that shares the folder looks, and is gone afterwards. Where that takes more than
    seconds, `tell` is called with who holds it and since when. Raises MachineError after `wait` seconds, OSError where it cannot be
    made: NotToBeWrittenError among it where a file of that name is somebody's own.
    """
    from filelock import FileLock, SoftFileLock, Timeout  # noqa: PLC0415  a command that only reads has no use for it

    signed = False
    lock = FileLock(path, mode=0o666)  # whoever may write in the folder may wait for it, whosever it is
    try:
        try:
            lock.acquire(timeout=min(_SILENCE, wait), poll_interval=_POLL)
        except Timeout:
            tell(f"ほかで書き込みが続いています（{_holder(path)}）。終わるのを待っています。")
            try:
                lock.acquire(timeout=max(wait - _SILENCE, 0), poll_interval=_POLL)
            except Timeout as problem:
                raise MachineError([_held(path, wait)]) from problem
        if not isinstance(lock, SoftFileLock):  # as which it locks where the system has no locks: the file's own words count
            _refuse_file_of_others(path)
            _sign(path)
            signed = True
        yield
    finally:
        if lock.is_locked:
            if signed and sys.platform != "win32":  # Windows and a SoftFileLock take it away themselves
                path.unlink(missing_ok=True)  # before it is given back: who waits sees that it is gone, and makes a new one
            lock.release()


def _refuse_file_of_others(path: Path) -> None:
    """Raises NotToBeWrittenError where there is more of a file than a lock: other words, or another name."""
    began = b""
    with contextlib.suppress(OSError), open(path, "rb", buffering=0, opener=open_at_once) as stream:
        began = stream.read(1) or b""  # which Windows does not let anybody read of a lock
    if began not in {b"", b"\0"} or path.lstat().st_nlink > 1:
        raise NotToBeWrittenError(errno.EEXIST, "ロックではないファイルです", str(path))


def _sign(path: Path) -> None:
    """Writes into the lock who holds it, behind the first byte, which Windows keeps from others."""
    with contextlib.suppress(OSError), open(path, "r+b", buffering=0, opener=open_at_once) as stream:
        stream.seek(1)
        stream.write(_me().encode("utf-8", "replace"))
        stream.truncate()


def _me() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a number without a name, as in containers
        user = "?"
    return f"{user}@{platform.node()}、{os.getpid()}番、{shlex.join(['hyoga-docs', *sys.argv[1:]])}"


def _holder(path: Path) -> str:
    """Who holds a lock, and since when, as far as it says so."""
    who, since = "", ""
    with contextlib.suppress(OSError):
        since = f"{dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone():%Y-%m-%d %H:%M:%S}から"
        with open(path, "rb", buffering=0, opener=open_at_once) as stream:
            stream.seek(1)
            who = "".join(each for each in (stream.read(_LONGEST) or b"").decode("utf-8", "replace") if each.isprintable())
    return "、".join(words for words in (who, since) if words)


def _held(path: Path, wait: float) -> Problem:
    message = f"ほかで書き込みが続いています（{_holder(path)}）。{wait:g}秒待ちましたが、終わりません。何も書きませんでした。"
    return error(
        "HD657",
        message,
        place=Place(str(path)),
        hint="終わるのを待って、もう一度実行してください。終わっているはずなら、その番号のプロセスを止めてください。",
    )
