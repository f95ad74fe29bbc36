"""A Word, Excel or PowerPoint file as a zip of parts, opened without trusting what it says of itself."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_MOST_ENTRIES = 2_000
_MOST_BYTES = 200_000_000
_MOST_XML_BYTES = 50_000_000
_DAMAGED = "壊れているか、Office のファイルではありません"
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
#: What a zip that is not as it should be may cause.
ZIP_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    IndexError,
)


class UnusableFileError(ValueError):
    """The file cannot be used; the message says why, in Japanese."""


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name, in the order of the zip.

    Raises UnusableError as `read_entries` does, for a zip that is no Office file, and for one that carries a DOCTYPE.
    """
    parts = read_entries(data)
    for name, content in parts.items():
        if _is_xml(name) and _declares(content):
            msg = f"使えない宣言（DOCTYPE）が {name} にあります"
            raise UnusableFileError(msg)
    if "[Content_Types].xml" not in parts:
        msg = "Office のファイルではありません"
        raise UnusableFileError(msg)
    return parts


def read_entries(data: bytes) -> dict[str, bytes]:
    """The files in a zip by name, in its order.

    Real bytes are counted while they stream, for declared sizes lie. Raises UnusableError for what is no zip, is
    locked with a password, is damaged, or grows past 2,000 parts, 200 MB in all or 50 MB of XML.
    """
    if data.startswith(OLE_MAGIC):
        msg = "パスワードで保護されているか、古い形式（.doc など）です"
        raise UnusableFileError(msg)
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.infolist()
            if len(names) > _MOST_ENTRIES:
                msg = f"部品が多すぎます（{len(names):,}個）"
                raise UnusableFileError(msg)
            for info in names:
                if info.is_dir():
                    continue
                content = _stream(package, info, _MOST_XML_BYTES if _is_xml(info.filename) else _MOST_BYTES, total)
                total += len(content)
                parts[info.filename] = content
    except UnusableFileError:
        raise
    except ZIP_FAILURES as problem:
        raise UnusableFileError(_DAMAGED) from problem
    return parts


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _declares(content: bytes) -> bool:
    """Whether an XML part has a DOCTYPE or an entity, in UTF-8 or in UTF-16."""
    plain = content.replace(b"\0", b"") if b"\0" in content[:100] else content
    return _DECLARATION.search(plain) is not None


def _stream(package: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, before: int) -> bytes:
    pieces, size = [], 0
    with package.open(info) as stream:
        while piece := stream.read(1 << 20):
            size += len(piece)
            if size > most or before + size > _MOST_BYTES:
                msg = f"展開すると大きすぎます（{info.filename}）"
                raise UnusableFileError(msg)
            pieces.append(piece)
    return b"".join(pieces)


def parse_part(content: bytes) -> etree._Element:
    """A part's XML. Raises UnusableError for what is not well formed, or nested deeper than any document is."""
    try:
        return etree.fromstring(content)
    except etree.XMLSyntaxError as problem:
        raise UnusableFileError(_DAMAGED) from problem


def write_parts(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts whose bytes depend on nothing but them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, content)
    return out.getvalue()
