"""What an archive says of itself: which meeting it holds, what made it, and the digest of each of its files."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.file_names import is_reserved

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD, SUMS, INDEX = "archive.json", "sha256sums.txt", "目録.txt"
#: The packets as PDF/A.
ARCHIVAL = ("packet-pdfa.pdf", "packet-public-pdfa.pdf")
#: The lists of what a build wrote, which the next build asks.
BUILD_LIST = ".sha256sums"
_FOLDERS = ("meetings/", "templates/", "build/")
#: What no file of Windows has in its name, or leads elsewhere.
_NOWHERE = re.compile(r"\.\.?|.*[. ]|.*[<>:\"|?*\\].*")
_FORMAT = 1
_LISTS = ("options", "fonts")
_SUM = re.compile(r"([0-9a-f]{64})  ([^\r\n\\]+)")


class UnreadableRecordError(ValueError):
    """What an archive says of itself cannot be understood; the message says what, in Japanese."""


@dataclass(frozen=True)
class ArchiveRecord:
    """The meeting (its title, its day, its file), the packet's digest, and what it was made with.

    `options` are those of `build`, `fonts` the PostScript families that the machine printed with: what others' PDFs carry is not
    among them. `rebuilds` says that the machine made the same packet once more.
    """

    meeting: str
    date: str
    spec: str
    packet: str
    tool: str
    engine: str
    options: tuple[str, ...]
    fonts: tuple[str, ...]
    rebuilds: bool

    @property
    def build_command(self) -> str:
        """What is typed in the workspace to make the packet again."""
        return " ".join(("hyoga-docs build", *self.options, self.spec))

    def as_json(self) -> bytes:
        """As it is written."""
        return (json.dumps({"format": _FORMAT, **asdict(self)}, ensure_ascii=False, indent=2) + "\n").encode()


def read_record(data: bytes) -> ArchiveRecord:
    """A record as it was written. Raises UnreadableRecordError."""
    try:
        held: dict[str, Any] = json.loads(data)
        if held.pop("format") != _FORMAT:
            msg = "新しい版の hyoga-docs が作った保存ファイルです"
            raise UnreadableRecordError(msg)
        record = ArchiveRecord(**{**held, **{name: tuple(map(str, held[name])) for name in _LISTS}})
    except UnreadableRecordError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        msg = f"{RECORD} を読めません"
        raise UnreadableRecordError(msg) from problem
    texts = [value for name, value in asdict(record).items() if name not in {*_LISTS, "rebuilds"}]
    if not all(isinstance(value, str) for value in texts) or not isinstance(record.rebuilds, bool):
        msg = f"{RECORD} を読めません"
        raise UnreadableRecordError(msg)
    return record


def sums_text(sums: Mapping[str, str]) -> bytes:
    """Digests by name, as `sha256sum -c` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """The digests by name. Raises UnreadableRecordError."""
    sums: dict[str, str] = {}
    try:
        lines = data.decode().replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as problem:
        msg = f"{SUMS} を読めません"
        raise UnreadableRecordError(msg) from problem
    for line in filter(None, lines):
        match = _SUM.fullmatch(line)
        if match is None or match[2] in sums:
            msg = f"{SUMS} を読めません"
            raise UnreadableRecordError(msg)
        sums[match[2]] = match[1]
    return sums


def is_archive_name(name: str) -> bool:
    """Whether a file of an archive may be called so: in one of a workspace's folders, not hidden, as every system can have it."""
    if name in {SUMS, RECORD, INDEX, *ARCHIVAL}:
        return True
    parts = name.split("/")
    return (
        name.startswith(_FOLDERS)
        and name.isprintable()
        and all(part and not _NOWHERE.fullmatch(part) and not is_reserved(part) for part in parts)
        and all(part[0] != "." or part == BUILD_LIST for part in parts)
    )
