"""The words of EMF and WMF pictures, in each kind of record that draws some."""

from __future__ import annotations

import gzip
import struct

import pytest

from hyoga_docs.text.ooxml.package import write_parts
from hyoga_docs.text.picture_words import picture_words


def record(kind: int, body: bytes) -> bytes:
    """A record of EMF."""
    return struct.pack("<II", kind, 8 + len(body)) + body


def emf(*records: bytes) -> bytes:
    """An EMF of some records."""
    return b"".join((record(1, bytes(32) + b" EMF" + bytes(44)), *records, record(14, bytes(12))))


def text(said: str, options: int = 0) -> bytes:
    """A text in UTF-16."""
    return record(84, bytes(36) + struct.pack("<III", len(said), 76, options) + bytes(20) + said.encode("utf-16-le"))


def small(said: bytes, count: int, options: int) -> bytes:
    """A short text, with or without a rectangle."""
    return record(108, bytes(8) + struct.pack("<II", count, options) + bytes(12 if options & 0x100 else 28) + said)


def plus(kind: int, data: bytes) -> bytes:
    """A comment of EMF+."""
    return record(70, struct.pack("<I", 0) + b"EMF+" + struct.pack("<HHII", kind, 0, 12 + len(data), len(data)) + data)


def wmf(*records: tuple[int, bytes]) -> bytes:
    """A WMF of some records."""
    made = b"".join(struct.pack("<IH", 3 + len(body) // 2, kind) + body for kind, body in records)
    return b"\x01\x00\x09\x00" + bytes(14) + made + struct.pack("<IH", 3, 0)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.emf", emf(text("合計"), text("件数")), "合計 件数"),
        ("a.emf", emf(text("\x05\x06", 0x10)), ""),
        ("a.emf", emf(small("計".encode("utf-16-le"), 1, 0), small(b"ab", 2, 0x300)), "計 ab"),
        ("a.emf", emf(plus(0x401C, bytes(8) + struct.pack("<I", 2) + bytes(16) + "図表".encode("utf-16-le"))), "図表"),
        ("a.emf", emf(plus(0x4036, bytes(4) + struct.pack("<III", 1, 0, 2) + "人数".encode("utf-16-le"))), "人数"),
        ("a.EMZ", gzip.compress(emf(text("圧縮")), mtime=0), "圧縮"),
        ("a.wmf", wmf((0x0521, struct.pack("<H", 4) + "旧式".encode("cp932"))), "旧式"),
        ("a.wmf", wmf((0x0A32, struct.pack("<HHHH", 0, 0, 4, 2) + bytes(8) + "升目".encode("cp932"))), "升目"),
        ("a.emf", emf(text("壊れた"))[:150], ""),
        ("a.emz", b"\x1f\x8bdamaged", ""),
        ("a.emf", b"no picture", ""),
        ("a.png", emf(text("別の絵")), ""),
    ],
)
def test_words_are_read_as_they_are_drawn(name: str, content: bytes, words: str) -> None:
    assert picture_words(write_parts({f"word/media/{name}": content})) == words
