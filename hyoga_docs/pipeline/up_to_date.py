"""What the last build of a folder stood on, so that a build with nothing to do does nothing.

Needs nothing heavy: the answer comes before any library is imported.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import file_digest, links_resolved

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from hyoga_docs.core.problem import ProblemDict
    from hyoga_docs.spec.workspace_paths import MeetingFile

_SMALL = 1_000_000

#: Size, time, time of the last change of any kind, inode; no program can set the third.
Look = tuple[int, int, int, int]
Seen = tuple[int, int, int, int, str] | None


@dataclass(frozen=True)
class BuildState:
    """Files by path with how they look and their digest (None: absent), folders with their times, and what was said.

    `stands_on` names everything else: the tool's own code, the options, the engine. `public_pages` are those of the public
    edition, 0 where there is none. `letters` are those that the meeting lists.
    """

    stands_on: str
    files: dict[str, Seen]
    folders: dict[str, int]
    problems: list[ProblemDict] = field(default_factory=list)
    pages: int = 0
    public_pages: int = 0
    letters: list[str] = field(default_factory=list)


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


def looks_under(meeting: MeetingFile) -> dict[str, Look]:
    """How every file looks that a meeting could be made of: what lies beside its spec, and the templates."""
    folders = dict.fromkeys((meeting.path.parent, meeting.workspace.meetings, meeting.workspace.templates))
    own = [folder for folder in folders if links_resolved(folder).is_relative_to(meeting.workspace.root)]
    return {str(path): _look(path.stat()) for folder in own for path in folder.rglob("*") if path.is_file()}


def saved_meanwhile(
    before: Mapping[str, Look], after: Mapping[str, Look], seen: Mapping[str, Seen], planned: Mapping[str, str]
) -> list[str]:
    """Those of the files that were seen between two looks at all of them and were not one and the same from first to last.

    `planned` are the digests of some of them when they were read first.
    """
    now = see(Path(name) for name in seen)

    def is_one(name: str, was: Seen) -> bool:
        return before.get(name) == after.get(name) and now[name] == was and planned.get(name) in {None, was and was[-1]}

    return [name for name, was in seen.items() if not is_one(name, was)]


def is_current(state: BuildState, stands_on: str) -> bool:
    """Whether every file and folder is as the state says.

    The looks of a large file are believed, where the system tells when it was last changed in any way; smaller ones are read,
    for two changes can fall within one tick of a clock.
    """
    if state.stands_on != stands_on:
        return False
    if not all(is_unchanged(name, seen) for name, seen in state.files.items()):
        return False
    return all((Path(name).stat().st_mtime_ns if Path(name).is_dir() else 0) == time for name, time in state.folders.items())


def is_unchanged(name: str, seen: Seen) -> bool:
    """Whether a file is as it was seen."""
    path = Path(name)
    try:
        stat = path.stat()
    except OSError:
        return seen is None
    if seen is None or stat.st_size != seen[0]:
        return False
    believed = stat.st_size > _SMALL and _look(stat) == seen[:4] and _is_exact(stat)
    return believed or (_see(path) or ("",))[-1] == seen[-1]


def _see(path: Path) -> Seen:
    try:
        return *_look(path.stat()), file_digest(path)
    except OSError:
        return None


def _look(stat: os.stat_result) -> Look:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _is_exact(stat: os.stat_result) -> bool:
    """Whether the last change has a time that no two changes share: not on Windows, nor where the disk counts whole seconds."""
    return sys.platform != "win32" and stat.st_ctime_ns % 1_000_000_000 != 0
