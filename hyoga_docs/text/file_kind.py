"""What a file is, told by its contents and not by its ending."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.core.files import PAPER, open_plain
from hyoga_docs.spec.formats import FORMATS, FileFormat, format_by_contents
from hyoga_docs.text.ooxml.package import OLE_MAGIC, ZIP_FAILURES, UnusableFileError, parse_part

if TYPE_CHECKING:
    from pathlib import Path

    import olefile

_HEAD = 4096
_ZIP_MAGIC = b"PK\x03\x04"
_STREAM = 2  # what a stream is called in the container of Office before 2007
_NO_TEXT = (b"%PDF-", b"{\\rtf")  # what could be read as text, but is not meant to be
_MOST_BYTES = 1_000_000  # of a part that says what its file is
_TYPES, _RELATIONS, _MANIFEST = "[Content_Types].xml", "_rels/.rels", "META-INF/manifest.xml"
#: What a locked Office file of today is kept in.
_LOCKED = {"EncryptedPackage", "EncryptionInfo"}
#: What a file in that container that is not as it should be may cause.
OLE_FAILURES = (OSError, ValueError, IndexError, TypeError, AttributeError, RuntimeError, OverflowError)


@dataclass(frozen=True)
class FileKind:
    """A file's format, or None for one that is not known, with its name for messages.

    `locked` files ask for a password. `is_zip` and `is_text` say how the file is stored, whatever it is.
    """

    format: FileFormat | None = None
    name: str = "知らない形式"
    locked: bool = False
    is_zip: bool = False
    is_text: bool = False


#: A zip of files, or one that is damaged.
ARCHIVE = format_by_contents(_ZIP_MAGIC)
_ARCHIVE_KIND = FileKind(ARCHIVE, ARCHIVE.name if ARCHIVE is not None else "", is_zip=True)
#: A file in Microsoft's container of before 2007 that says no more of itself.
UNKNOWN_OLE = FileKind(name="古い形式の Office")


def kind_of_file(path: Path) -> FileKind:
    """What a file is; no more of it is read than that takes. Raises OSError."""
    with open_plain(path, PAPER) as stream:
        head = stream.read(_HEAD)
        return kind_of(head + stream.read() if head.startswith((_ZIP_MAGIC, OLE_MAGIC)) else head)


def kind_of(data: bytes) -> FileKind:
    """What a file of these bytes is."""
    if data.startswith(OLE_MAGIC):
        return _ole_kind(data)
    if data.startswith(_ZIP_MAGIC):
        return _zip_kind(data)
    head = data[:_HEAD]
    found = format_by_contents(head)
    is_text = b"\0" not in head and not head.startswith(_NO_TEXT)
    return FileKind(found, found.name, is_text=is_text) if found is not None else FileKind(is_text=is_text)


def _zip_kind(data: bytes) -> FileKind:
    """What a zip is by the part that it is about; one that is damaged, or merely holds files, is an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            said = _read(package, "mimetype").decode("ascii", "replace").strip()
            locked = b"encryption-data" in _read(package, _MANIFEST)
            main = _main_type(package) if _TYPES in names else ""
    except ZIP_FAILURES:
        return _ARCHIVE_KIND
    if _TYPES in names and {"mimetype", _MANIFEST} & names:  # LibreOffice would open what is beside the Word file that we look at
        return FileKind(name="OpenDocument", is_zip=True)
    found = next((each for each in FORMATS if {main, said} & set(each.content_types)), None)
    found = found or next((each for each in FORMATS if each.part and each.part in names), None)
    return FileKind(found, found.name, locked, is_zip=True) if found is not None else _ARCHIVE_KIND


def _main_type(package: zipfile.ZipFile) -> str:
    """What the part that an Office file is about is said to be; empty where the file does not say it rightly."""
    try:
        relations = parse_part(_read(package, _RELATIONS))
        main = next((each for each in relations if str(each.get("Type", "")).endswith("/officeDocument")), None)
        part = str(main.get("Target", "")).lstrip("/").lower() if main is not None else ""
        declared = parse_part(_read(package, _TYPES))
    except UnusableFileError:
        return ""
    found = (each for each in declared if str(each.get("PartName", "")).lstrip("/").lower() == part)
    return next((str(each.get("ContentType", "")) for each in found), "")


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part, which is all of it in a sound file; empty where there is none."""
    if name not in package.namelist():
        return b""
    with package.open(name) as stream:
        return stream.read(_MOST_BYTES)


def _ole_kind(data: bytes) -> FileKind:
    import olefile  # noqa: PLC0415  seldom wanted

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {entry[0] for entry in ole.listdir(streams=True, storages=True)}
            if names >= _LOCKED:
                return FileKind(name="パスワードの付いた Office", locked=True)
            found = [each for each in FORMATS if each.stream in names]
            begins = {each.stream: _beginning(ole, each.stream) for each in found}
            tokens = _beginning(ole, "Current User") if "Current User" in names else b""
    except OLE_FAILURES:
        return UNKNOWN_OLE
    found = [each for each in found if begins[each.stream].startswith(each.stream_begins)]
    if not found:
        return UNKNOWN_OLE
    kind = max(found, key=lambda each: len(each.stream_begins))
    return FileKind(kind, kind.name, _is_locked(kind.stream, begins[kind.stream], tokens, names))


def _beginning(ole: olefile.OleFileIO, stream: str) -> bytes:
    if ole.get_type(stream) != _STREAM:
        return b""
    with ole.openstream(stream) as opened:
        return bytes(opened.read(16))


def _is_locked(stream: str, begins: bytes, current_user: bytes, names: set[str]) -> bool:
    """Whether a Word or PowerPoint file of before 2007 asks for a password; of Excel's, LibreOffice opens some all the same."""
    if stream == "WordDocument":
        return bool(begins[11:12]) and bool(begins[11] & 1)
    return stream == "PowerPoint Document" and ("EncryptedSummary" in names or current_user[12:16] == b"\xdf\xc4\xd1\xf3")
