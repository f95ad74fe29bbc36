"""Files in the container of Office before 2007, made by hand: as little of one as tells what it is."""

from __future__ import annotations

import struct

from hyoga_docs.text.ooxml.package import OLE_MAGIC

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def ole(*streams: str, content: bytes = b"") -> bytes:
    """A compound file with these streams, each of which begins with the content and is filled with zeros."""
    return compound(dict.fromkeys(streams, content))


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each at least as long as goes into sectors of its own."""
    held = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    held = {name: content + b"\0" * (-len(content) % _SECTOR) for name, content in held.items()}
    names = ["Root Entry", *held]
    folders = -(-len(names) * 128 // _SECTOR)
    chains = [range(1, 1 + folders)]
    for content in held.values():
        start = chains[-1].stop
        chains.append(range(start, start + len(content) // _SECTOR))
    table = [_FREE] * (_SECTOR // 4)
    table[0] = _FAT
    for chain in chains:
        for sector in chain:
            table[sector] = sector + 1 if sector + 1 in chain else _END
    entries = b""
    for number, name in enumerate(names):
        child = 1 if number == 0 and held else _FREE
        right = number + 1 if 0 < number < len(held) else _FREE
        start, size = (chains[number].start, len(held[name])) if number else (_END, 0)
        named = name.encode("utf-16-le") + b"\0\0"
        entries += named.ljust(64, b"\0") + struct.pack("<HBB3I", len(named), 2 if number else 5, 1, _FREE, right, child)
        entries += b"\0" * 36 + struct.pack("<IQ", start, size)
    head = OLE_MAGIC + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0) + b"\xff" * 432
    body = entries.ljust(folders * _SECTOR, b"\0") + b"".join(held.values())
    return head + struct.pack(f"<{len(table)}I", *table) + body
