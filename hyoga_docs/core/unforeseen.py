"""What raised without anybody having foreseen it, in words: for those who use the tool, and for those who mend it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.limits import TooLongError

if TYPE_CHECKING:
    from types import TracebackType

_PACKAGE = Path(__file__).resolve().parents[1]


def said(problem: BaseException) -> str:
    """Why something could not be gone on with, as a phrase."""
    if isinstance(problem, TooLongError):
        return "時間がかかりすぎます"
    if isinstance(problem, MemoryError):
        return "メモリが足りません"
    if isinstance(problem, RecursionError):
        return "中身の入れ子が深すぎます"
    if isinstance(problem, OSError):
        return f"ファイルを読めません。{problem.strerror or problem}"
    return "思いがけない中身です"


def for_developers(problem: BaseException) -> str:
    """What to tell those who mend the tool, as a sentence."""
    where = _line_of_ours(problem.__traceback__)
    return f"くり返すときは、道具を直す人に「{type(problem).__name__}{where}」と伝えてください。"


def _line_of_ours(trace: TracebackType | None) -> str:
    """The last line of this package that an exception came through: ` text/readers/xlsx.py 120`."""
    found = ""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            found = f" {path.relative_to(_PACKAGE).as_posix()} {trace.tb_lineno}"
        trace = trace.tb_next
    return found
