"""Documents of Word 97-2003 whose fields keep what they showed: the tables of fields call them quotations."""

from __future__ import annotations

import struct

#: Where the header of a document names the tables of fields: text, headers, footnotes, comments, endnotes, text boxes, theirs.
_TABLES = tuple(0x9A + 8 * number for number in (16, 17, 18, 19, 48, 57, 59))
_FLAGS, _WHICH_TABLE = 0x0A, 0x0200
_BEGIN = 0x13  # the mark that a field begins
_QUOTE = 35  # a kind of field whose result LibreOffice takes as it stands


def table_stream(document: bytes) -> str:
    """Which stream holds the tables."""
    return "1Table" if int.from_bytes(document[_FLAGS : _FLAGS + 2], "little") & _WHICH_TABLE else "0Table"


def with_results(document: bytes, table: bytes, computed: frozenset[int]) -> bytes:
    """The tables' stream with these kinds of fields made into quotations; `document` is the stream that begins with the header."""
    made = bytearray(table)
    for at in _TABLES:
        if at + 8 > len(document):
            break
        start, length = struct.unpack_from("<II", document, at)
        count = (length - 4) // 6 if length >= 10 else 0
        for field in range(start + 4 * (count + 1), min(start + length, len(made)) - 1, 2):
            if made[field] & 0x1F == _BEGIN and made[field + 1] in computed:
                made[field + 1] = _QUOTE
    return bytes(made)
