"""This process: how it writes, and how it ends early; needs nothing heavy."""

from __future__ import annotations

import logging
import signal
import sys
from typing import TYPE_CHECKING

from hyoga_docs.core.limits import limit_memory

if TYPE_CHECKING:
    from types import FrameType


def prepare_process() -> None:
    """Readies the process: words in UTF-8, no remarks of the libraries, memory limited, and SIGTERM ends a build as Ctrl-C does."""
    logging.disable(logging.WARNING)  # the libraries' own remarks; what matters of them is a problem with a code
    limit_memory()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):  # a closed window or a dropped line ends a build as Ctrl-C does
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupted)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends a build as Ctrl-C does: children first."""
    raise KeyboardInterrupt
