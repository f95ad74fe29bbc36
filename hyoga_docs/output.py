"""Puts a finished build in the place of the old one: all of it is written first, then each file is swapped in.

The packet itself is one file and is replaced in one step, so a reader has the whole old one or the whole new one.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.problem import MachineError, Place, Problem, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OURS = ("documents", "review")
_STAGING = ".hyoga-"


def swap_in(out: Path, files: Mapping[str, bytes]) -> None:
    """Makes the folder hold these files (by path inside it), writing only those that changed; the packet comes last.

    Files of an older build in `documents/` and `review/` go; nothing else is touched. Raises MachineError and puts the
    old build back when the new one cannot be written.
    """
    with explained(out):
        for name in ("", *_OURS):
            (out / name).mkdir(parents=True, exist_ok=True)
        for left in out.glob(f"{_STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)
        changed = sorted((name for name, data in files.items() if not _same(out / name, data)), key=_packet_last)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out))
        try:
            for number, name in enumerate(changed):
                _write(staging / f"new-{number}", files[name])
            _replace_all(out, changed, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        for folder in _OURS:
            for path in (out / folder).glob("[0-9][0-9]*-*"):
                if f"{folder}/{path.name}" not in files:
                    path.unlink()


def _packet_last(name: str) -> tuple[int, str]:
    return (("manifest.json", "packet.pdf").index(name) + 1 if name in {"packet.pdf", "manifest.json"} else 0, name)


def _replace_all(out: Path, names: list[str], staging: Path) -> None:
    """Replaces each file in one step of its own; if one cannot be, those before it get their old contents back."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for number, name in enumerate(names):
            target, old = out / name, staging / f"old-{number}"
            if target.is_file():
                shutil.copy2(target, old)
            (staging / f"new-{number}").replace(target)
            done.append((target, old if old.exists() else None))
    except OSError:
        for target, kept in reversed(done):
            if kept is None:
                target.unlink(missing_ok=True)
            else:
                kept.replace(target)
        raise


@contextmanager
def explained(out: Path) -> Iterator[None]:
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
    if isinstance(problem, PermissionError):
        return error(
            "HD612",
            "出力先に書けません。",
            place=place,
            hint="packet.pdf を開いているソフトを閉じるか、フォルダーの権限を確かめてください。",
        )
    return error(
        "HD614", f"ファイルを扱えません（{problem.strerror or problem}）。", place=place, hint="前の版はそのまま残っています。"
    )


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
