"""What the last build of a folder stood on, so that a build with nothing to do does nothing.

Needs nothing heavy: the answer comes before any library is imported.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import file_digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.core.problem import ProblemDict
    from hyoga_docs.spec.workspace_paths import MeetingFile

_SMALL = 1_000_000

Seen = tuple[int, int, str] | None


@dataclass(frozen=True)
class BuildState:
    """Files by path with size, time and digest (None: absent), folders with their times, and what was said.

    `stands_on` names everything else: the tool's own code, the options, the engine.
    """

    stands_on: str
    files: dict[str, Seen]
    folders: dict[str, int]
    problems: list[ProblemDict] = field(default_factory=list)
    pages: int = 0


def load_state(cache: Cache, out: Path) -> BuildState | None:
    """The state of the last good build into a folder, or None."""
    kept = cache.get("state", digest(str(out)))
    if kept is None:
        return None
    data = json.loads(kept)
    return BuildState(**{**data, "files": {path: tuple(seen) if seen else None for path, seen in data["files"].items()}})


def save_state(cache: Cache, out: Path, state: BuildState) -> None:
    """Keeps the state of a build that is whole."""
    cache.put("state", digest(str(out)), json.dumps(asdict(state), ensure_ascii=False).encode())


def see(paths: Iterable[Path]) -> dict[str, Seen]:
    """The files as they are now."""
    return {str(path): _see(path) for path in paths}


def see_folders(folders: Iterable[Path]) -> dict[str, int]:
    """The times of folders, and of all folders in them; a file that comes or goes changes one."""
    times: dict[str, int] = {}
    for folder in folders:
        if folder.is_dir():
            for inner in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
                times[str(inner)] = inner.stat().st_mtime_ns
        else:
            times[str(folder)] = 0
    return times


def times_under(meeting: MeetingFile) -> dict[str, tuple[int, int]]:
    """Size and time of every file that a meeting could be made of: what lies beside its spec, and the templates."""
    folders = dict.fromkeys((meeting.path.parent, meeting.workspace.meetings, meeting.workspace.templates))
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                stat = path.stat()
                found[str(path)] = (stat.st_size, stat.st_mtime_ns)
    return found


def is_current(state: BuildState, stands_on: str) -> bool:
    """Whether every file and folder is as the state says.

    Size and time are believed of a large file only; smaller ones are read, for two changes can fall within one tick
    of a clock.
    """
    if state.stands_on != stands_on:
        return False
    for name, seen in state.files.items():
        path = Path(name)
        try:
            stat = path.stat()
        except OSError:
            if seen is not None:
                return False
            continue
        if seen is None or stat.st_size != seen[0]:
            return False
        believed = stat.st_size > _SMALL and stat.st_mtime_ns == seen[1]
        if not believed and (_see(path) or (0, 0, ""))[2] != seen[2]:
            return False
    return all((Path(name).stat().st_mtime_ns if Path(name).is_dir() else 0) == time for name, time in state.folders.items())


def _see(path: Path) -> Seen:
    try:
        stat = path.stat()
        return stat.st_size, stat.st_mtime_ns, file_digest(path)
    except OSError:
        return None
