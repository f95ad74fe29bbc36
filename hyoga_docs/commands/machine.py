"""The machine that a command runs on, with the settings of its environment; needs nothing heavy."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from platformdirs import user_cache_dir

from hyoga_docs.core.cache import Cache, code_digest
from hyoga_docs.pipeline.isolation import Isolation
from hyoga_docs.pipeline.machine import Machine

_PACKAGE = Path(__file__).resolve().parent.parent


def this_machine(jobs: int, limit: float, *, isolated: bool = False) -> Machine:
    """This machine; `jobs` programs may run side by side, a document may take `limit` seconds.

    `isolated` says that no paper may be opened where it sees other files.
    """
    soffice = os.environ.get("HYOGA_DOCS_SOFFICE")
    return Machine(
        cache=_cache(),
        home=Path.home(),
        environment=dict(os.environ),
        soffice=Path(soffice) if soffice else None,
        jobs=jobs,
        limit=limit,
        isolation=Isolation(isolated),
    )


def _cache() -> Cache:
    """Where this machine keeps finished work."""
    chosen = os.environ.get("HYOGA_DOCS_CACHE")
    if not chosen:
        chosen = user_cache_dir("hyoga-docs", appauthor=False)
    return Cache(Path(chosen), code_digest(_PACKAGE, _libraries()))


def _libraries() -> list[str]:
    """The libraries that are installed, with their versions: an update may give other results, and forgets the old ones."""
    found = importlib.util.find_spec("typer")
    place = Path(found.origin).parent.parent if found and found.origin else Path()
    return sorted(path.name for path in place.glob("*.dist-info"))
