"""Puts a finished build in the place of the old one: all of it is written first, then each file is swapped in.

The packet itself is one file and is replaced in one step, so a reader has the whole old one or the whole new one. It
comes last: once it is new, everything is.
"""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.files import NotToBeWrittenError, is_link, os_errors_as_problems
from hyoga_docs.core.problem import Place, Problem, note, warning
from hyoga_docs.core.this_process import undisturbed
from hyoga_docs.pipeline.file_swap import FileSwap, digest_of, is_same, replace_all, sync, write_synced
from hyoga_docs.pipeline.output_record import (
    PACKET,
    PACKET_FILE,
    PUBLIC_FILE,
    OutputArea,
    Record,
    is_ours,
    lists_of,
    read_record,
    read_unlisted_build,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_LAST = ("manifest.json", PUBLIC_FILE, PACKET_FILE)
_STAGING = ".hyoga-docs-build-"
_DOCUMENTS = 5
_NAMED = 5


def is_left(out: Path) -> bool:
    """Whether a build is at work in the output folder, or was killed there."""
    return bool(_left(out))


@contextmanager
def output_lock(out: Path, limit: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Lets one build at a time into an output folder; its lock lies beside it, where every machine that shares it looks.

    `tell` is called with who holds it where that takes more than seconds. It may take what five documents may take, of which
    `limit` is the seconds of one. Raises MachineError.
    """
    from hyoga_docs.core.write_lock import write_lock  # noqa: PLC0415  with nothing to do, nothing is locked

    lock = out.parent / f".{out.name}.lock"
    with os_errors_as_problems(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        if lock.is_symlink():
            raise NotToBeWrittenError(errno.ELOOP, "リンクです", str(lock))
        with write_lock(lock, wait=_DOCUMENTS * limit, tell=tell):
            yield


@contextmanager
def staging(out: Path, area: OutputArea = PACKET) -> Iterator[Path]:
    """Makes the output folder and gives a fresh hidden folder in it, on the same file system, which goes in the end.

    What killed builds left goes too, so only the build that holds the lock may come here. Raises MachineError, also where it or
    a folder of ours in it is a link; those above it are the user's.
    """
    with os_errors_as_problems(out):
        for ours in (out, *(out / name for name in area.folders)):
            _refuse_link(ours)
            ours.mkdir(parents=True, exist_ok=True)
        for left in _left(out):
            shutil.rmtree(left, ignore_errors=True)
        folder: Path | None = None
        try:
            with undisturbed():
                folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out))
            yield folder
        finally:
            with undisturbed():
                if folder is not None:
                    shutil.rmtree(folder, ignore_errors=True)


def _left(out: Path) -> list[Path]:
    return [path for path in out.glob(f"{_STAGING}????????") if path.is_dir() and not path.is_symlink()]


def _make_folder(folder: Path) -> None:
    """Makes a folder inside one of ours. Raises NotToBeWrittenError where it leads to elsewhere."""
    _refuse_link(folder)
    folder.mkdir(exist_ok=True)


def _refuse_link(folder: Path) -> None:
    """Raises NotToBeWrittenError where one of our folders leads to elsewhere."""
    if is_link(folder):
        raise NotToBeWrittenError(errno.ELOOP, "リンクです", str(folder))


def swap_in(
    out: Path,
    files: Mapping[str, bytes | Path],
    folder: Path,
    area: OutputArea = PACKET,
    replaces: Callable[[str], bool] = lambda _: True,
    merged: Record = frozenset(),
) -> list[Problem]:
    """Makes the output hold these files (by path inside it), writing only those that changed; the packet comes last.

    A path inside `folder`, which `staging` gave, is moved into place; any other is copied. Files of an older build in the
    folders of the `area` go where they are as it wrote them, and where these files are to be in their place (`replaces`). What
    somebody changed or put in the place of one of ours is kept under another name, and told; so is what a build without lists
    called its own. A file as it is listed in `merged` has its words in the one that takes its place. Nothing else is touched.

    Raises MachineError, also for links in the place of our files, and puts the old build back when the new one cannot be written.
    """
    with os_errors_as_problems(out):
        known = read_record(out, area)
        unlisted = None if known or area is not PACKET else read_unlisted_build(out)
        if unlisted is not None:
            known = unlisted.record
        known |= merged
        record = {(name, digest_of(data)) for name, data in files.items()}
        room = Path(tempfile.mkdtemp(dir=folder))
        changed = sorted(name for name, data in files.items() if not is_same(out / name, data))
        strange = [name for name in changed if _is_there(out / name) and not is_ours(out, name, known)]
        left = _left_as_edited(strange, files, known) if area.leaves_edits else []
        changed, strange = ([name for name in names if name not in left] for names in (changed, strange))
        gone = [path for path in _older(out, files, known, area) if replaces(path.relative_to(out).as_posix())]
        if unlisted is not None:
            old = [each for each in _in_our_folders(out, area) if Path(each).stem in unlisted.documents and each not in files]
            strange += old
            gone += [out / each for each in old]
        record |= {each for each in known if not replaces(each[0])}
        lists, steps = lists_of(record, area), []
        for number, name in enumerate(changed):
            new, data = room / f"new-{number}", files[name]
            _make_folder((out / name).parent)
            if isinstance(data, Path) and data.is_relative_to(folder):
                data.replace(new)
                sync(new)
            else:
                write_synced(new, data)
            steps.append(FileSwap(out / name, new, room / f"old-{number}"))
        steps += [FileSwap(path, None, room / f"gone-{number}") for number, path in enumerate(gone)]
        steps.sort(key=lambda step: _LAST.index(step.target.name) if step.target.name in _LAST else -1)
        # While files are being replaced, the lists know the old and the new ones.
        before = _list_steps(out, lists_of(known | record, area), room, "both") if steps else []
        is_new = bool(before) or any(not is_same(out / name, data) for name, data in lists.items())
        after = _list_steps(out, lists, room, "list") if is_new else []
        with _kept(out, strange, room, area) as kept:
            replace_all([*before, *steps[:-1]], [*steps[-1:], *after])
    return [*_told(kept, is_unlisted=unlisted is not None), *_told_of_edits(left)]


def _left_as_edited(strange: Sequence[str], files: Mapping[str, bytes | Path], known: Record) -> list[str]:
    """The files that somebody changed and in whose place nothing new would come."""
    return [name for name in strange if (name, digest_of(files[name])) in known]


def _told_of_edits(names: Sequence[str]) -> list[Problem]:
    """What stays as somebody changed it."""
    message, to_keep = "手で直されていたので、そのままにしました。", "直しを次からも使うなら、YAML かひな形に書いてください。"
    of_word = "直した内容は、一緒に作った PDF には入っていません。PDF も要るなら、Word から保存してください。"
    hints = {name: f"{of_word}{to_keep}" if name.endswith(".docx") else to_keep for name in names}
    return [note("HD418", message, place=Place(name), hint=hint) for name, hint in hints.items()]


def _told(kept: Mapping[str, str], *, is_unlisted: bool) -> list[Problem]:
    """What was kept, file by file; of a build without lists, where nobody can say what somebody changed, once for all."""
    if kept and is_unlisted:
        message = (
            f"前の版の hyoga-docs が作ったフォルダーなので、書き換えるか使わなくなる{len(kept)}個を {PACKET.kept}/ に移しました。"
        )
        hint = "手で直したものがなければ、そのフォルダーごと消してください。次からは、直されたファイルだけを移します。"
        return [warning("HD616", message, place=Place(PACKET.kept), quote="、".join(sorted(kept)[:_NAMED]), hint=hint)]
    hint = "直した内容は、できたファイルに入っていません。入れるには、YAML かひな形を直してください。"
    message = "手で直されたか、ほかから置かれたファイルだったので、{}に移してから書きました。"
    return [warning("HD616", message.format(place), place=Place(name), hint=hint) for name, place in kept.items()]


def _list_steps(out: Path, lists: Mapping[str, bytes], room: Path, name: str) -> list[FileSwap]:
    """The steps that write the lists."""
    steps = []
    for number, (path, data) in enumerate(lists.items()):
        _is_there(out / path)
        write_synced(room / f"{name}-{number}", data)
        steps.append(FileSwap(out / path, room / f"{name}-{number}", room / f"old-{name}-{number}"))
    return steps


def _older(out: Path, files: Mapping[str, bytes | Path], known: Record, area: OutputArea) -> list[Path]:
    """What an older build has left in our folders and beside them, as it wrote it."""
    names = [*_in_our_folders(out, area), *(name for name in area.beside if (out / name).is_file())]
    return [out / name for name in names if name not in files and is_ours(out, name, known)]


def _in_our_folders(out: Path, area: OutputArea) -> list[str]:
    """The plain files in our folders."""
    folders = [out / name for name in area.folders]
    if area.deep:
        folders += [inner for folder in folders for inner in sorted(folder.iterdir()) if inner.is_dir() and not is_link(inner)]
    found = (path for folder in folders for path in sorted(folder.iterdir()) if stat.S_ISREG(path.lstat().st_mode))
    return [path.relative_to(out).as_posix() for path in found]


def _is_there(path: Path) -> bool:
    """Whether a plain file is there. Raises NotToBeWrittenError for anything else."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(mode):
        raise NotToBeWrittenError(errno.EINVAL, "リンクです" if stat.S_ISLNK(mode) else "ふつうのファイルではありません", str(path))
    return True


@contextmanager
def _kept(out: Path, names: Sequence[str], room: Path, area: OutputArea) -> Iterator[dict[str, str]]:
    """Keeps copies of files that will be replaced, and gives their places by name; where that fails after all, they go."""
    made: dict[str, str] = {}
    try:
        for number, name in enumerate(names):
            _make_folder(out / area.kept)
            piece, target = room / f"kept-{number}", _free(out / area.kept / _flat(name))
            shutil.copy2(out / name, piece)
            sync(piece)
            piece.replace(target)
            made[name] = target.relative_to(out).as_posix()
        yield made
    except BaseException:
        for place in made.values():
            (out / place).unlink(missing_ok=True)
        raise


def _flat(name: str) -> str:
    """A name for a file outside of its folder in ours: 開催通知-01-見本市.docx."""
    first, *inner = name.split("/")
    return "-".join(inner or [first])


def _free(path: Path) -> Path:
    """The path, with a number where there is something of that name."""
    numbered = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in itertools.count(2))
    return next(each for each in itertools.chain([path], numbered) if not os.path.lexists(each))
