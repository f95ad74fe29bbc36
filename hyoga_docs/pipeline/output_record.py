"""What a build has written, listed in its own folders with digests: nothing else in an output folder is replaced or removed.

`documents/` and `review/` each hold a list for what is kept where they are kept: the first stays on a machine, with the packet,
the second is registered, with the manifest. `letters/` holds one of its own. The lists are such as `sha256sum -c` reads.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.core.files import file_digest, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LIST = ".sha256sums"
_LINE = re.compile(r"([0-9a-f]{64})  (?:\.\./([^/\\:]+)|((?:(?!\.\./)[^/\\:]+/)?[^/\\:]+))")
_TEXTS = (".md", ".json")
PACKET_FILE, PUBLIC_FILE = "packet.pdf", "packet-public.pdf"
_MANIFEST = "manifest.json"
_MOST_MANIFEST = 4_000_000  # bytes

#: Paths in the output folder, each with the digest of what was written there.
Record = frozenset[tuple[str, str]]


class OutputArea(NamedTuple):
    """Folders of an output that are written together, each with its list, and where what somebody changed in them is kept.

    `deep` says that there may be folders in them. Where `leaves_edits`, a file that somebody changed stays as it is for as long as
    what would take its place is nothing new. `beside` them are files that are not always made.
    """

    folders: tuple[str, ...]
    kept: str
    deep: bool = False
    leaves_edits: bool = False
    beside: tuple[str, ...] = ()


PACKET = OutputArea(("documents", "review"), "documents/直したもの", beside=(PUBLIC_FILE,))
LETTERS = OutputArea(("letters",), "letters/直したもの", deep=True, leaves_edits=True)


class UnlistedBuild(NamedTuple):
    """A build without lists: what of it is certain, and how its documents are called, without their endings."""

    record: Record
    documents: frozenset[str]


def read_record(out: Path, area: OutputArea) -> Record:
    """What the last builds into a folder have written there. What cannot be read is not known; git may have joined two lists."""
    found = set()
    for folder in area.folders:
        text = b""
        with contextlib.suppress(OSError):
            text = read_plain(out / folder / _LIST, within=out)
        for line in text.decode("utf-8", "replace").replace("\r", "").split("\n"):
            if match := _LINE.fullmatch(line):
                found.add((match[2] or f"{folder}/{match[3]}", match[1]))
    return frozenset(found)


def read_unlisted_build(out: Path) -> UnlistedBuild | None:
    """What a version before there were lists has built, told by its manifest; None for all else.

    The packet is the one that the manifest names, or is not there: where reviews and manifest come from git.
    """
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        data = read_plain(out / _MANIFEST, _MOST_MANIFEST, within=out)
        manifest = json.loads(data)
        packet = str(manifest["packet"]["sha256"])
        if not os.path.lexists(out / PACKET_FILE) or file_digest(out / PACKET_FILE) == packet:
            own = hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
            documents = frozenset(PurePosixPath(str(each["file"])).stem for each in manifest["documents"])
            return UnlistedBuild(frozenset({(PACKET_FILE, packet), (_MANIFEST, own)}), documents)
    return None


def lists_of(record: Iterable[tuple[str, str]], area: OutputArea) -> dict[str, bytes]:
    """The lists by their path in the output folder."""
    lines: dict[str, list[str]] = {folder: [] for folder in area.folders}
    for name, sha in sorted(record):
        folder, inside, inner = name.partition("/")
        if inside:
            lines[folder].append(f"{sha}  {inner}\n")
        else:
            lines[_folder_beside(name)].append(f"{sha}  ../{name}\n")
    return {f"{folder}/{_LIST}": "".join(each).encode() for folder, each in lines.items()}


def is_ours(out: Path, name: str, record: Record) -> bool:
    """Whether a file is as a build has written it; the ends of lines are git's to choose."""
    path = out / name
    if not stat.S_ISREG(path.lstat().st_mode):
        return False
    if name.endswith(_TEXTS):
        return (name, hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()) in record
    return (name, file_digest(path)) in record


def _folder_beside(name: str) -> str:
    """The folder whose list a file beside the folders belongs to."""
    return "review" if name.endswith(_TEXTS) else "documents"
