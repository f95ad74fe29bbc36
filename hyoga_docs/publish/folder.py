"""The folder that is put on the web: written whole or not at all; what is not ours in it is left alone."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from hyoga_docs.core.files import file_digest, is_link, read_plain
from hyoga_docs.core.problem import Place, Problem, SpecError, error, warning
from hyoga_docs.pipeline.file_swap import FileSwap, digest_of, is_same, replace_all, write_synced
from hyoga_docs.publish.index_page import FACTS, MeetingFacts, read_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

#: What we have written into the folder, as `sha256sum -c` reads it.
RECORD = ".sha256sums"
_LINE = re.compile(r"([0-9a-f]{64})  ([^/\\:]+(?:/[^/\\:]+)?)")


@dataclass(frozen=True)
class PublicFolder:
    """A folder with what we wrote there: paths with their digests, of which a killed run may have left two for a path."""

    out: Path
    record: frozenset[tuple[str, str]]

    @classmethod
    def read(cls, out: Path) -> PublicFolder:
        """The folder as it is, there or not; what is no longer in it is forgotten."""
        text = b""
        with contextlib.suppress(OSError):
            text = read_plain(out / RECORD, within=out)
        lines = (_LINE.fullmatch(line) for line in text.decode("utf-8", "replace").splitlines())
        record = ((found[2], found[1]) for found in lines if found and not {"..", "."} & set(PurePosixPath(found[2]).parts))
        return cls(out, frozenset((name, sha) for name, sha in record if os.path.lexists(out / name)))

    @property
    def names(self) -> list[str]:
        """The paths of what we wrote."""
        return sorted({name for name, _ in self.record})

    def meetings(self, but: Collection[str]) -> list[MeetingFacts]:
        """The meetings whose pages are here, without some that are named by their folders."""
        found = []
        for name in self.names:
            folder, _, file = name.rpartition("/")
            if file == FACTS and folder not in but and self._is_ours(name):
                found.append(read_facts(read_plain(self.out / name, within=self.out)))
        return [each for each in found if each is not None]

    def swap_in(self, files: Mapping[str, bytes | Path], meetings: Collection[str], room: Path) -> list[Problem]:
        """Makes the folder hold these files, by path; older ones of ours of these meetings go.

        What somebody changed and is to go stays, and is told. Raises SpecError, before anything is written, where a file of
        somebody else is in the way; OSError.
        """
        if in_the_way := [name for name, data in files.items() if not self._is_free(name, data)]:
            raise SpecError([_in_the_way(name) for name in sorted(in_the_way)])
        old = [name for name in self.names if name not in files and ("/" not in name or name.partition("/")[0] in meetings)]
        gone = [name for name in old if self._is_ours(name)]
        written = {(name, digest_of(data)) for name, data in files.items()}
        steps = []
        for number, name in enumerate(sorted(files)):
            if not is_same(self.out / name, files[name]):
                write_synced(room / f"new-{number}", files[name])
                (self.out / name).parent.mkdir(exist_ok=True)
                steps.append(FileSwap(self.out / name, room / f"new-{number}", room / f"old-{number}"))
        steps += [FileSwap(self.out / name, None, room / f"gone-{number}") for number, name in enumerate(gone)]
        # While files are being replaced, the record knows the old and the new ones.
        both = self._list_step(self.record | written, room, "both") if steps else []
        kept = {(name, sha) for name, sha in self.record if name not in files and name not in gone}
        replace_all([*both, *steps], self._list_step(kept | written, room, "list"))
        return [_stays(name) for name in old if name not in gone]

    def _list_step(self, record: Iterable[tuple[str, str]], room: Path, name: str) -> list[FileSwap]:
        """The step that writes the record."""
        write_synced(room / name, "".join(f"{sha}  {path}\n" for path, sha in sorted(record)).encode())
        return [FileSwap(self.out / RECORD, room / name, room / f"old-{name}")]

    def _is_free(self, name: str, data: bytes | Path) -> bool:
        """Whether a file may be written: none is there, or one of ours, or the same one."""
        path = self.out / name
        if path.parent != self.out and os.path.lexists(path.parent) and (is_link(path.parent) or not path.parent.is_dir()):
            return False
        return not os.path.lexists(path) or self._is_ours(name) or (not path.is_symlink() and is_same(path, data))

    def _is_ours(self, name: str) -> bool:
        """Whether a file is as we wrote it."""
        path = self.out / name
        with contextlib.suppress(OSError):
            return stat.S_ISREG(path.lstat().st_mode) and (name, file_digest(path)) in self.record
        return False


def _in_the_way(name: str) -> Problem:
    message = "手で直されたか、ほかから置かれたファイルがあるので、書きませんでした。フォルダーは前のままです。"
    hint = "別の場所に移すか消してから、もう一度実行してください。ページの見た目は templates/publish/ で直します。"
    return error("HD678", message, place=Place(name), hint=hint)


def _stays(name: str) -> Problem:
    message = "もう載せないファイルですが、手で直されているので、消しませんでした。"
    hint = "公開しないものなら、手で消してください。"
    return warning("HD679", message, place=Place(name), hint=hint)
