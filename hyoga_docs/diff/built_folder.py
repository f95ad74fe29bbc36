"""Packets from the folders that they were built in. Whoever made a folder, only its own plain files are read, by their size."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from hyoga_docs.core.files import PAPER, NotToBeReadError, read_plain
from hyoga_docs.core.problem import Place, SpecError, error
from hyoga_docs.diff.model import ComparedDocument, PacketState

if TYPE_CHECKING:
    from collections.abc import Callable

_MANIFEST = "manifest.json"
_HINT = "「hyoga-docs build」で作り直してください。"
_MOST_PAGES = 100_000  # of a packet
_MOST_TOLD = 3

_Words = Annotated[str, StringConstraints(max_length=1_000)]


class _Recorded(BaseModel):
    """What of a manifest is asked for: of an older one, too."""

    model_config = ConfigDict(strict=True, frozen=True)


class _RecordedPaper(_Recorded):
    """A document of a packet; its files have names that lead nowhere else."""

    file: Annotated[str, StringConstraints(pattern=r"^documents/[^./\\:\x00-\x1f][^/\\:\x00-\x1f]*\.pdf$", max_length=300)]
    label: _Words | None
    title: _Words
    kind: _Words
    source: _Words
    sha256: _Words
    first_page: Annotated[int, Field(ge=1, le=_MOST_PAGES)]
    pages: Annotated[int, Field(ge=0, le=_MOST_PAGES)]
    continues: bool
    waiting: bool = False


class _RecordedPacket(_Recorded):
    """The manifest of a packet."""

    title: _Words
    meeting: _Words
    documents: Annotated[tuple[_RecordedPaper, ...], Field(max_length=1_000, strict=False)]


class _AnyRecord(_Recorded):
    """A manifest.json, which other programs write too."""

    meeting: object = None


@dataclass(frozen=True)
class PacketFolder:
    """A folder with a packet. Links may lead to what lies in `within`, which the reader has named."""

    folder: Path
    within: Path
    manifest: _RecordedPacket

    def read(self, name: str, most: int) -> bytes:
        """A file of the folder. Raises SpecError."""
        path = self.folder / name
        try:
            return read_plain(path, most, within=self.within)
        except OSError as problem:
            raise _unreadable(path, problem) from problem

    def holds(self, name: str) -> bool:
        """Whether there is something of that name."""
        return os.path.lexists(self.folder / name)


def built_packets(folder: Path) -> dict[str, PacketFolder]:
    """The built packets of a folder by their meetings: its own, or those of the folders in it. Raises SpecError."""
    own = folder / _MANIFEST
    paths = [own] if is_packet(folder) else sorted(each / _MANIFEST for each in folder.iterdir() if is_packet(each))
    found = {Path(os.path.abspath(path.parent)).name: _packet(path.parent, folder) for path in paths}  # noqa: PTH100  links stay
    return {name: packet for name, packet in found.items() if packet is not None}


def is_packet(folder: Path) -> bool:
    """Whether a folder is that of one packet."""
    return os.path.lexists(folder / _MANIFEST)


def _packet(folder: Path, within: Path) -> PacketFolder | None:
    """The packet of a folder; None where its manifest is that of another program."""
    path = folder / _MANIFEST
    try:
        data = read_plain(path, within=within)
        if _AnyRecord.model_validate_json(data).meeting is None:
            return None
        manifest = _RecordedPacket.model_validate_json(data)
    except ValidationError as problem:
        raise _wrong(path, _said(problem)) from problem
    except OSError as problem:
        raise _unreadable(path, problem) from problem
    if sum(entry.pages for entry in manifest.documents) > _MOST_PAGES:
        raise _wrong(path, f"{_MOST_PAGES:,}ページを超えます")
    return PacketFolder(folder, within, manifest)


def read_built(packet: PacketFolder, called: str, keep: Callable[[bytes, str], Path]) -> PacketState:
    """A packet as it was built; papers without their PDF have words only. `keep` copies what is looked at. Raises SpecError."""
    papers = tuple(_paper(packet, entry, keep) for entry in packet.manifest.documents)
    return PacketState(called, packet.manifest.title, papers)


def _paper(packet: PacketFolder, entry: _RecordedPaper, keep: Callable[[bytes, str], Path]) -> ComparedDocument:
    stem = Path(entry.file).stem
    review = f"review/{stem}.md"
    try:
        text = packet.read(review, PAPER).decode()
    except UnicodeDecodeError as problem:
        raise _wrong(packet.folder / review, "UTF-8 ではありません") from problem
    pdf, docx = (
        keep(packet.read(name, PAPER), suffix) if packet.holds(name) else None
        for suffix in (".pdf", ".docx")
        for name in [f"documents/{stem}{suffix}"]
    )
    return ComparedDocument(
        stem,
        entry.label or "",
        entry.title,
        entry.kind,
        entry.source,
        entry.sha256,
        entry.first_page,
        entry.pages,
        text,
        entry.continues,
        pdf,
        docx,
        numbered=None,
        pdf_name=str(packet.folder / entry.file),
        waiting=entry.waiting,
    )


def _said(problem: ValidationError) -> str:
    """What is wrong with a manifest, by its keys."""
    places = [".".join(str(part) for part in each["loc"]) for each in problem.errors(include_input=False, include_url=False)]
    told = "、".join(places[:_MOST_TOLD])
    return f"{told} の値が使えません" if told else "JSON ではないか、入れ子が深すぎます"


def _wrong(path: Path, why: str) -> SpecError:
    return SpecError([error("HD667", f"作った冊子の記録を読めません（{why}）。", place=Place(str(path)), hint=_HINT)])


def _unreadable(path: Path, problem: OSError) -> SpecError:
    if not isinstance(problem, NotToBeReadError):
        return _wrong(path, problem.strerror or str(problem))
    hint = f"リンクや特別なファイルは読みません。{_HINT}"
    message = f"作った冊子のファイルではありません（{problem.strerror}）。"
    return SpecError([error("HD671", message, place=Place(str(path)), hint=hint)])
