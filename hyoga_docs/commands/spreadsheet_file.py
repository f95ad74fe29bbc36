"""Sheets of Excel and csv files, as commands read and write them."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from hyoga_docs.core.files import os_errors_as_problems, read_plain, write_over, write_target, write_whole
from hyoga_docs.core.limits import TooLongError, time_limit
from hyoga_docs.core.problem import MachineError, Place, UsageError, error
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.spec.workspace_paths import bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENDINGS = {".xlsx", ".csv"}
_MOST_SECONDS = 60


def check_ending(file: Path, called: str) -> None:
    """Raises UsageError for a file that is neither .xlsx nor .csv; `called` is an example's name."""
    if file.suffix.lower() not in _ENDINGS:
        hint = f"{called}.xlsx か {called}.csv のように書いてください。"
        raise UsageError([error("HD653", "書き出せるのは .xlsx と .csv です。", place=Place(str(file)), hint=hint)])


def write_sheet(file: Path, data: bytes, called: str, *, force: bool) -> None:
    """Writes a sheet, in place of another file where that is allowed. Raises UsageError and MachineError."""
    with _refusals_told(file, called), os_errors_as_problems(file):
        within = bounds_of(file)
        with folder_lock(write_target(file, within).parent):
            if file.is_dir():
                hint = f"{called}.xlsx か {called}.csv のように、ファイルの名前を書いてください。"
                raise UsageError([error("HD653", "そこはフォルダーです。", place=Place(str(file)), hint=hint)])
            if not force and os.path.lexists(file):
                hint = "書き込んだものが入っているかもしれません。別の名前にするか、--force を付けてください。"
                raise UsageError([error("HD653", "そこにはすでにファイルがあります。", place=Place(str(file)), hint=hint)])
            if force:
                write_whole(file, data, within=within)
            else:
                write_over(file, None, data, within=within)


@contextlib.contextmanager
def _refusals_told(file: Path, called: str) -> Iterator[None]:
    """What is not permitted, told as it is for a sheet."""
    try:
        yield
    except MachineError as problem:
        if not isinstance(problem.__cause__, PermissionError):
            raise
        hint = "Excel などで開いていたら閉じてください。そうでなければ、フォルダーの権限を確かめてください。"
        raise MachineError([error("HD612", f"{called}を書き出せません。", place=Place(str(file)), hint=hint)]) from problem


@contextlib.contextmanager
def read_in_time(file: Path, hint: str) -> Iterator[None]:
    """A step that reads what a sheet says. Raises UsageError, with a hint, where it takes more than a minute or the memory."""
    try:
        with time_limit(_MOST_SECONDS):
            yield
    except (TooLongError, MemoryError) as problem:
        told = error("HD641", "読み込みに時間かメモリーがかかりすぎます。", place=Place(str(file)), hint=hint)
        raise UsageError([told]) from problem


def read_sheet(file: Path) -> bytes:
    """The bytes of a file that is to hold a sheet. Raises UsageError."""
    place, ending = Place(str(file)), file.suffix.lower()
    if ending not in {*_ENDINGS, ".xlsm", ".xls"}:
        hint = "Excel の「Excel ブック（.xlsx）」で保存し直してください。"
        raise UsageError([error("HD641", "読み込めるのは .xlsx と .csv です。", place=place, hint=hint)])
    try:
        return read_plain(file)
    except OSError as problem:
        hint = "ファイルの名前を確かめ、Excel などで開いていたら閉じてください。"
        missing = isinstance(problem, FileNotFoundError)
        message = "ファイルがありません。" if missing else f"ファイルを読めません（{problem.strerror}）。"
        raise UsageError([error("HD641", message, place=place, hint=hint)]) from problem
