"""Files: written whole or not at all, and the system's refusals in words."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import MachineError, Place, Problem, error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from io import BufferedReader, BufferedWriter


#: Bytes that are read of a file that people wrote themselves (YAML, texts, spreadsheets to take in), of a paper or a template, and
#: of what a process with limits made of one.
WRITTEN, PAPER, MADE = 20_000_000, 500_000_000, 1_500_000_000
#: What to do about a file that is there and cannot be read.
LOOK_AT_FILE = "ファイルの種類と大きさと権限を確かめてください。"


class NotToBeReadError(OSError):
    """A file that is not read: no plain file, too large, or a link out of the folder that it belongs to."""


class NotToBeWrittenError(OSError):
    """A file that is not written: a link to elsewhere, or no plain file."""


def read_plain(path: Path, most: int = WRITTEN, *, within: Path | None = None) -> bytes:
    """The bytes of a plain file, which may be a link to one that lies, links resolved, in the folder `within`.

    Raises OSError, NotToBeReadError among it: for what is a device or a pipe (which would never end), has more than `most` bytes,
    or lies elsewhere. Its `strerror` is a phrase in Japanese.
    """
    with open_plain(path, most, within=within) as stream:
        data = stream.read(most + 1)
    if len(data) > most:  # it grew
        raise _too_large(path, most)
    return data


def open_plain(path: Path, most: int | None = None, *, within: Path | None = None) -> BufferedReader:
    """The same file, opened to be read; it may have any size where `most` is None."""
    found = links_resolved(path)
    if found.is_symlink():
        raise NotToBeReadError(errno.ELOOP, "リンクが輪になっています", str(path))
    if within is not None and not found.is_relative_to(links_resolved(within)):
        raise NotToBeReadError(errno.EXDEV, f"{within.name or within} の外を指すリンクです", str(path))
    _check_plain(path, found.stat(), most)  # before it is opened: a device may act on that
    stream = open(found, "rb", opener=open_at_once)  # noqa: SIM115  whoever asked closes it
    try:
        _check_plain(path, os.fstat(stream.fileno()), most)
    except OSError:
        stream.close()
        raise
    return stream


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that is not there yet, and through no link, into a work folder of who opens papers. Raises OSError."""
    with path.open("xb") as stream:
        stream.write(data)


def links_resolved(path: Path) -> Path:
    """Where a path leads; where its links lead in a circle, as far as they do not."""
    return Path(os.path.realpath(path))


def is_link(path: Path) -> bool:
    """Whether a path is itself a link, or what Windows has like it; folders above it may be."""
    return links_resolved(path) != links_resolved(path.parent) / path.name


def copy_it_in(problem: OSError, otherwise: str) -> str:
    """What to do about a file that is not read: where it lies elsewhere, to put it where it belongs."""
    return "リンクではなく、ファイルそのものを作業場所の中に置いてください。" if problem.errno == errno.EXDEV else otherwise


def _check_plain(path: Path, found: os.stat_result, most: int | None) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "フォルダーです", str(path))
    if not stat.S_ISREG(found.st_mode):
        raise NotToBeReadError(errno.EINVAL, "ふつうのファイルではありません", str(path))
    if most is not None and found.st_size > most:
        raise _too_large(path, most)


def _too_large(path: Path, most: int) -> NotToBeReadError:
    return NotToBeReadError(errno.EFBIG, f"{most / 1_000_000:g} MB を超えます", str(path))


def open_at_once(path: str, flags: int) -> int:
    """What `open` is given as its opener: no link is followed, and nothing waited for, as a pipe is until somebody writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


def file_digest(path: Path) -> str:
    """The SHA-256 of a plain file's bytes. Raises OSError."""
    with open_plain(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def as_named(path: Path) -> Path:
    """The file that a path means, where its name is written with が as one character or as two (か and its mark).

    macOS writes names in the second way, and most people and programs in the first. The path itself where it is there, or
    where nothing like it is. Raises OSError for what can be no path.
    """
    if str(path).isascii() or path.exists():
        return path
    folder = as_named(path.parent)
    wanted = unicodedata.normalize("NFC", path.name)
    try:
        found = sorted(name for name in os.listdir(folder) if unicodedata.normalize("NFC", name) == wanted)  # noqa: PTH208  of thousands
    except OSError:
        found = []
    return folder / (found[0] if found else path.name)


def write_whole(path: Path, data: bytes, *, within: Path | None = None, last_look: Callable[[], None] | None = None) -> None:
    """Writes a file so that a reader sees all of it or none, also after a power cut.

    It is as open to others as the one that it replaces; a new one is as the umask has it. A link is followed to a file that lies,
    links resolved, in the folder `within`, and stays; any other link is refused. `last_look` is called just before the file takes
    its place, and may raise. Raises OSError, NotToBeWrittenError among it.
    """
    with written_whole(path, within=within, last_look=last_look) as stream:
        stream.write(data)


@contextlib.contextmanager
def written_whole(
    path: Path, *, within: Path | None = None, last_look: Callable[[], None] | None = None
) -> Iterator[BufferedWriter]:
    """A stream for what is written piece by piece, and takes its place as `write_whole` has it once the block has ended well."""
    target = write_target(path, within)
    before = _replaceable(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".hyoga-{os.urandom(8).hex()}.part")
    try:
        with open(temporary, "xb", opener=_open_closed if before is not None else None) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if before is not None:
            made_like(temporary, before)
        if last_look is not None:
            last_look()
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _open_closed(path: str, flags: int) -> int:
    """Opens a new file that nobody else may read before it is as open as the one that it replaces."""
    return os.open(path, flags, 0o600)


def write_target(path: Path, within: Path | None) -> Path:
    """The file that is written where `path` is to be written. Raises NotToBeWrittenError where a link leads out of `within`."""
    target = path if within is None else links_resolved(path)
    if within is not None and not target.is_relative_to(links_resolved(within)):
        raise NotToBeWrittenError(errno.EXDEV, f"{within.name or within} の外を指すリンクです", str(path))
    return target


def write_over(path: Path, before: bytes | None, after: bytes, *, within: Path | None = None) -> None:
    """Writes a file as `write_whole` does where it is still as it was read: `before`, or not there (None).

    Raises MachineError where somebody has changed it since; OSError.
    """

    def last_look() -> None:
        if not _is_as_read(path, before):
            raise MachineError([changed_meanwhile(path)])

    write_whole(path, after, within=within, last_look=last_look)


def changed_meanwhile(path: Path) -> Problem:
    """That a file is not as it was read, so that it is not written."""
    message = "読んでから書くまでの間に、ほかで変わりました。何も書きませんでした。"
    hint = "エディターなどで保存したか、ほかの人が書きました。もう一度実行してください。"
    return error("HD656", message, place=Place(str(path)), hint=hint)


def _is_as_read(path: Path, before: bytes | None) -> bool:
    try:
        return read_plain(path, len(before or b"")) == before
    except FileNotFoundError:
        return before is None
    except NotToBeReadError:  # it has grown, or is another thing
        return False


def _replaceable(path: Path) -> os.stat_result | None:
    """What is known of the file that is to be replaced; None where there is none."""
    try:
        before = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(before.st_mode):
        raise NotToBeWrittenError(errno.ELOOP, "リンクです", str(path))
    if stat.S_ISDIR(before.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(before.st_mode):
        raise NotToBeWrittenError(errno.EINVAL, "ふつうのファイルではありません", str(path))
    if not before.st_mode & stat.S_IWUSR:  # a file is replaced by its folder's leave, and this one is not to be written
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return before


def made_like(path: Path, before: os.stat_result) -> None:
    """Gives a file the group and the mode of another one, where this user may and the disk has such."""
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            os.chown(path, before.st_uid if os.geteuid() == 0 else -1, before.st_gid)
    with contextlib.suppress(OSError):
        path.chmod(stat.S_IMODE(before.st_mode))


def with_lines(data: bytes, lines: Sequence[str]) -> bytes:
    """A file with those of the lines that it lacks at its end, ended as its own lines are."""
    held = {line.strip() for line in data.splitlines()}
    end = b"\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else b"\n"
    new = [line.encode() for line in lines if line.encode() not in held]
    before = data + end if new and data and not data.endswith(b"\n") else data
    return before + b"".join(line + end for line in new)


@contextlib.contextmanager
def os_errors_as_problems(out: Path) -> Iterator[None]:
    """Turns the system's refusal into a problem that says what to do."""
    try:
        yield
    except OSError as problem:
        raise MachineError([_refused(problem, out)]) from problem


def _refused(problem: OSError, out: Path) -> Problem:
    place = Place(str(problem.filename or out))
    if isinstance(problem, NotToBeWrittenError):
        return error(
            "HD615",
            f"書きません（{problem.strerror}）。",
            place=place,
            hint="リンクの先は書き換えません。リンクを消すか、ほかの名前を指定してください。",
        )
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
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return error(
            "HD612",
            "出力先に書けません。",
            place=place,
            hint="packet.pdf を開いているソフトを閉じるか、フォルダーの権限を確かめてください。",
        )
    return error(
        "HD614", f"ファイルを扱えません（{problem.strerror or problem}）。", place=place, hint="前の版はそのまま残っています。"
    )
