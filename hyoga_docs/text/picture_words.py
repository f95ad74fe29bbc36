"""The words that pictures in Windows' own drawing formats (EMF, WMF) draw: those of pasted charts, of embedded sheets."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.package import read_entries
from hyoga_docs.text.print_copy.metafiles import plus_records, records

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS = (".emf", ".wmf", ".emz", ".wmz")
_EMF, _WMF, _GZIP = b" EMF", (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00"), b"\x1f\x8b"
_COMMENT, _TEXT_A, _TEXT_W, _SMALL_TEXT = 70, 83, 84, 108
_PLUS_STRING, _PLUS_DRIVER_STRING = 0x401C, 0x4036
_WMF_TEXT, _WMF_TEXT_IN = 0x0521, 0x0A32
_GLYPHS, _NO_RECTANGLE, _BYTES = 0x10, 0x100, 0x200  # options of a text
_MOST = 50_000_000  # bytes of an unpacked picture
_MOST_RECORDS = 200_000


def picture_words(data: bytes) -> str:
    """The words of all such pictures of an Office file, one after the other. Raises UnusableFileError for what is no such file."""
    if not any(ending.encode() in data or ending.upper().encode() in data for ending in _ENDINGS):
        return ""  # the names of a package's parts are not compressed
    parts = read_entries(data)
    return " ".join(word for name, content in parts.items() if name.lower().endswith(_ENDINGS) for word in _words(content))


def _words(content: bytes) -> Iterator[str]:
    try:
        if content.startswith(_GZIP):
            content = gzip.GzipFile(fileobj=io.BytesIO(content)).read(_MOST)
        if content[40:44] == _EMF:
            yield from _emf(content)
        elif content.startswith(_WMF):
            yield from _wmf(content)
    except (OSError, EOFError, zlib.error, struct.error):
        return  # damaged: what stands before the damage is known


def _emf(content: bytes) -> Iterator[str]:
    """Source: MS-EMF 2.3.5 (texts), MS-EMFPLUS 2.3.4.14 (DrawString), 2.3.4.6 (DrawDriverString)."""
    for kind, body in records(content):
        if kind in (_TEXT_A, _TEXT_W):
            count, at, options = struct.unpack_from("<III", body, 36)
            if not options & _GLYPHS:
                yield _string(body[at - 8 :], count, wide=kind == _TEXT_W)
        elif kind == _SMALL_TEXT:
            count, options = struct.unpack_from("<II", body, 8)
            if not options & _GLYPHS:
                yield _string(body[28 if options & _NO_RECTANGLE else 44 :], count, wide=not options & _BYTES)
        elif kind == _COMMENT:
            for plus, data in plus_records(body):
                if plus == _PLUS_STRING:
                    yield _string(data[28:], *struct.unpack_from("<I", data, 8))
                elif plus == _PLUS_DRIVER_STRING and data[4:5] and data[4] & 1:
                    yield _string(data[16:], *struct.unpack_from("<I", data, 12))


def _wmf(content: bytes) -> Iterator[str]:
    """Source: MS-WMF 2.3.3.5 (EXTTEXTOUT), 2.3.3.20 (TEXTOUT)."""
    at = 40 if content.startswith(_WMF[0]) else 18
    for _ in range(_MOST_RECORDS):
        if at + 6 > len(content):
            return
        size, kind = struct.unpack_from("<IH", content, at)
        body = content[at + 6 : at + 2 * size]
        if kind == _WMF_TEXT:
            yield _string(body[2:], *struct.unpack_from("<H", body), wide=False)
        elif kind == _WMF_TEXT_IN:
            count, options = struct.unpack_from("<HH", body, 4)
            yield _string(body[16 if options & 6 else 8 :], count, wide=False)
        if size < 3:
            return
        at += 2 * size


def _string(body: bytes, count: int, *, wide: bool = True) -> str:
    return body[: 2 * count].decode("utf-16-le", "replace") if wide else body[:count].decode("cp932", "replace")
