"""This process: how it writes, and how it ends early; needs nothing heavy."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

from hyoga_docs.core.limits import limit_memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: A closed window or a dropped line ends a build as Ctrl-C does.
_INTERRUPTIONS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
_PATIENCE = 3.0


def prepare_process() -> None:
    """Readies the process: words in UTF-8, no remarks of the libraries, memory limited."""
    logging.disable(logging.WARNING)  # the libraries' own remarks; what matters of them is a problem with a code
    limit_memory()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def heed_interruptions() -> None:
    """Has the first Ctrl-C, or its like, raise KeyboardInterrupt, and those after it leave its work alone: children end first.

    One that comes when that has taken seconds ends the process where it is. What is ignored (`nohup`) stays so.
    """
    for number in _INTERRUPTIONS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupted)


def ignore_interruptions() -> None:
    """Has Ctrl-C no effect any more: the process has done its work, and ends with its own exit code."""
    for number in _INTERRUPTIONS:
        signal.signal(number, signal.SIG_IGN)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    began = time.monotonic()

    def again(_number: int, _frame: FrameType | None) -> None:
        if time.monotonic() - began > _PATIENCE:
            os._exit(130)

    for number in _INTERRUPTIONS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, again)
    raise KeyboardInterrupt


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Holds back Ctrl-C and its like for a moment, so that nothing is begun and forgotten, or left half ended."""
    if threading.current_thread() is not threading.main_thread():
        yield  # interruptions reach the main thread only
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda found, _frame: came.append(found)) for number in _INTERRUPTIONS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
    if came:
        signal.raise_signal(came[0])
