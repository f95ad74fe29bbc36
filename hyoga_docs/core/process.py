"""This machine and this process: where finished work is kept, and how a command ends early; needs nothing heavy."""

from __future__ import annotations

import importlib.util
import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Store, code_digest

if TYPE_CHECKING:
    from types import FrameType


def prepare_process() -> None:
    """Readies the process: words in UTF-8, no remarks of the libraries, and SIGTERM ends a build as Ctrl-C does."""
    logging.disable(logging.WARNING)  # the libraries' own remarks; what matters of them is a problem with a code
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):  # a closed window or a dropped line ends a build as Ctrl-C does
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupted)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends a build as Ctrl-C does: children first."""
    raise KeyboardInterrupt


def default_cache() -> Store:
    """Where this machine keeps finished work."""
    chosen = os.environ.get("HYOGA_DOCS_CACHE")
    if not chosen:
        from platformdirs import user_cache_dir  # noqa: PLC0415  not where the folder is named

        chosen = user_cache_dir("hyoga-docs", appauthor=False)
    return Store(Path(chosen), code_digest(Path(__file__).parent.parent, _libraries()))


def _libraries() -> list[str]:
    """The libraries that are installed, with their versions: an update may give other results, and forgets the old ones."""
    found = importlib.util.find_spec("typer")
    place = Path(found.origin).parent.parent if found and found.origin else Path()
    return sorted(path.name for path in place.glob("*.dist-info"))
