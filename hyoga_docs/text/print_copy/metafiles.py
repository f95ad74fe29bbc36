"""Pictures in Windows' own drawing formats that come out empty."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_END, _COMMENT = 14, 70
_SIGNATURE = b" EMF"
_MOST_RECORDS = 200_000
#: Records of EMF that leave something on paper: lines, areas, bitmaps, texts.
_DRAWING = {
    *(*range(2, 9), 15, *range(41, 48), 53, 54, 55, 56, 62, 63, 64, *range(71, 75), *range(76, 82), 83, 84),
    *(*range(85, 93), 96, 97, 108, 114, 116, 118),
}
#: Records of EMF+ that LibreOffice draws; it knows no closed curves.
_DRAWING_PLUS = {*range(0x400A, 0x4016), *range(0x4019, 0x401D), 0x4036}


def comes_out_empty(content: bytes) -> bool:
    """Whether a picture is an EMF in which LibreOffice finds nothing to draw; no other format and no damaged file is called so."""
    if content[40:44] != _SIGNATURE:
        return False
    for kind, body in records(content):
        if kind in _DRAWING or (kind == _COMMENT and any(each in _DRAWING_PLUS for each, _ in plus_records(body))):
            return False
        if kind == _END:
            return True
    return False


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of an EMF: the kind of each, and what follows its kind and size."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 8 > len(content):
            return
        kind, size = struct.unpack_from("<II", content, at)
        if size < 8:
            return
        yield kind, content[at + 8 : at + size]
        at += size


def plus_records(comment: bytes) -> Iterator[tuple[int, bytes]]:
    """The EMF+ records that a comment of EMF holds: the kind of each, and its data."""
    if comment[4:8] != b"EMF+":
        return
    at = 8
    while at + 12 <= len(comment):
        kind, _, size = struct.unpack_from("<HHI", comment, at)
        yield kind, comment[at + 12 : at + size]
        if size < 12:
            return
        at += size
