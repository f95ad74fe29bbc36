"""What a file says, line by line, for `git diff` and `git log -p`: never a failure, for one would end the whole log."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.core.files import file_digest, read_plain
from hyoga_docs.core.limits import TooLongError, time_limit
from hyoga_docs.core.problem import HyogaError
from hyoga_docs.core.visible import visible_lines
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest
from hyoga_docs.pipeline.review import page_text, tidied
from hyoga_docs.spec.formats import Opened, Use, is_opened, ooxml_of, suffixes
from hyoga_docs.text.extract import read_lines
from hyoga_docs.text.file_kind import ARCHIVE, UNKNOWN_OLE, kind_of_file
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings
from hyoga_docs.text.readers.docx_lines import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hyoga_docs.pipeline.machine import Machine

_LIMIT = 60.0  # seconds that a program may take with one file; a log waits for each
_MOST_SECONDS = 90.0  # and that all of it may take: a PDF that ends its reader is tried twice
_MOST_BYTES = 200_000_000  # as much as a package may hold


class _TextconvError(Exception):
    """The file cannot be read; the message says why, in Japanese."""


def show(path: Path, find_machine: Callable[[], Machine]) -> None:
    """Prints what a file says, as bytes: Windows would end the lines in its own way, and git would show that."""
    try:
        sys.stdout.buffer.write(textconv(path, find_machine).encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:  # who reads the output has read enough: `… | head`
        sys.stdout = io.StringIO()


def textconv(path: Path, find_machine: Callable[[], Machine]) -> str:
    """What a file says, one sentence or cell a line, or one line that tells why it cannot be read.

    An Office file and a PDF give the lines that `review/*.md` has below its title. `find_machine` is asked for PDFs, pictures
    and what LibreOffice has to read.
    """
    try:
        with time_limit(_MOST_SECONDS):
            lines = _lines(path, find_machine)
            return visible_lines(tidied(lines)) if any(lines) else ""
    except Exception as problem:  # a damaged file may cause every kind, and none may end a log of many files
        return visible_lines(f"（読めません: {' '.join(_reason(problem).rstrip('。').split())}）\n")


def _reason(problem: Exception) -> str:
    if isinstance(problem, HyogaError):
        return problem.problems[0].message
    if isinstance(problem, OSError):
        return f"ファイルを開けません（{problem.strerror or problem}）"
    if isinstance(problem, (_TextconvError, UnusableFileError)):
        return str(problem)
    limits = {TooLongError: f"{_MOST_SECONDS:.0f}秒では読み終わりません", MemoryError: "読むとメモリを使い切るファイルです"}
    return limits.get(type(problem), "壊れたファイルです")


def _lines(path: Path, find_machine: Callable[[], Machine]) -> Sequence[str]:
    if not path.exists():
        raise _TextconvError("ファイルがありません")
    if not path.is_file():
        raise _TextconvError("フォルダーです" if path.is_dir() else "中身のあるファイルではありません")
    size = path.stat().st_size
    if not size:
        raise _TextconvError("ファイルが空（0バイト）です")
    suffix = _kind(path)
    if size > _MOST_BYTES:
        raise _TextconvError(f"大きすぎるファイルです（{size // 1_000_000:,}MB）")
    if is_opened(suffix, Opened.PAGES, Opened.PICTURE):
        return _pages(path, suffix, find_machine())
    if is_opened(suffix, Opened.OFFICE):
        return _office(path, suffix, find_machine)
    data = read_plain(path, _MOST_BYTES)
    return _plain(data) if is_opened(suffix, Opened.TEXT) else read_lines(data, suffix)


def _kind(path: Path) -> str:
    """The suffix of a file's kind: by its name, and where that does not tell, by its contents."""
    suffix = path.suffix.lower()
    if suffix in suffixes(Use.TEXTCONV):
        return suffix
    kind = kind_of_file(path)
    if kind.locked or kind == UNKNOWN_OLE:
        raise _TextconvError("パスワードで保護されているか、古い形式（.doc など）です")
    if kind.is_text:
        return ".txt"
    if kind.format is ARCHIVE:
        zipfile.ZipFile(path).close()  # a damaged one says so
    if kind.format is None or Use.TEXTCONV not in kind.format.uses:
        raise _TextconvError("読める形式ではありません")
    return next(iter(kind.format.suffixes), kind.format.ooxml)


def _office(path: Path, suffix: str, find_machine: Callable[[], Machine]) -> list[str]:
    """The lines of an Office file; LibreOffice is asked only for what is no format of today."""
    kind = kind_of_file(path)
    if kind.format is not None and kind.format.is_converted:
        suffix, data = _converted(path, find_machine())
    else:
        suffix, data = ooxml_of(suffix), read_plain(path, _MOST_BYTES)
    printed = make_print_copy(data, suffix, PrintSettings()).data  # git gives the file a name of its own each time
    return read_lines(printed, suffix)


def _converted(path: Path, machine: Machine) -> tuple[str, bytes]:
    from hyoga_docs.pipeline.intake import scratch  # noqa: PLC0415  heavy, and seldom wanted
    from hyoga_docs.pipeline.to_ooxml import office_file  # noqa: PLC0415
    from hyoga_docs.plan.model import Document  # noqa: PLC0415

    with scratch() as folder:
        settings = replace(machine, limit=_LIMIT, jobs=1).intake_settings(folder)
        suffix, data, _ = office_file(Document("file", path.name, path=path), settings)
    return suffix, data


def _pages(path: Path, suffix: str, machine: Machine) -> list[str]:
    """The lines of a PDF or picture, opened in a process with limits; they are kept, whatever name the file has."""
    from hyoga_docs.pipeline.intake import IntakeRun, scratch  # noqa: PLC0415

    sha = file_digest(path)
    request = IntakeRequest(str(path.resolve()), suffix, None, "", (), sha[:12], words_only=True)
    with (
        scratch() as folder,
        IntakeRun({"file": request}, {"file": sha}, replace(machine, limit=_LIMIT, jobs=1).intake_settings(folder)) as reading,
    ):
        answer = reading.answers()["file"]
    if isinstance(answer, IntakeRejected):
        raise _TextconvError(_why(path, answer))
    return page_text(answer.taken.text, ())


def _why(path: Path, refused: IntakeRejected) -> str:
    from hyoga_docs.check.intake_problems import intake_rejected  # noqa: PLC0415  heavy, and seldom wanted
    from hyoga_docs.plan.model import Document  # noqa: PLC0415

    return intake_rejected(Document("file", path.name, path=path), refused).message


def _plain(data: bytes) -> list[str]:
    from hyoga_docs.spec.csv_reader import any_text  # noqa: PLC0415  not wanted for other kinds

    try:
        text = any_text(data)
    except UnicodeDecodeError as problem:
        raise _TextconvError("文字の符号が分かりません（UTF-8 でも Shift_JIS でもありません）") from problem
    return [line for paragraph in text.splitlines() for line in (sentences(paragraph) or [""])]
