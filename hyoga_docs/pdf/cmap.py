"""ToUnicode maps without the values that PDF/A forbids.

A subset often maps the code of its empty glyph, which no text uses, to U+0000. Source: ISO 19005-2 §6.2.11.7.2.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf

_FORBIDDEN = {0x0000, 0xFEFF, 0xFFFE}
_UNKNOWN = 0xFFFD
_LONGEST_RUN = 256
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf\1", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>(\s*)<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(<[0-9A-Fa-f\s]*>|\[[^\]]*\])")
_VALUE = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def without_forbidden(stream: Any) -> None:
    """Lets a ToUnicode map say U+FFFD, unknown, where it says U+0000, U+FEFF or U+FFFE."""
    try:
        written = stream.read_bytes()
    except pikepdf.PikepdfError:
        return
    mended = _BLOCK.sub(_mended_block, written)
    if mended != written:
        stream.write(mended)


def _mended_block(block: re.Match[bytes]) -> bytes:
    if block[1] == b"char":
        inner = _PAIR.sub(lambda pair: b"<%s>%s%s" % (pair[1], pair[2], _mended_value(pair[3])), block[2])
    else:
        inner = _RANGE.sub(_mended_range, block[2])
    return b"beginbf%s%sendbf%s" % (block[1], inner, block[1])


def _mended_range(found: re.Match[bytes]) -> bytes:
    low, high, value = found[1], found[2], found[3]
    if value.startswith(b"["):
        return b"<%s> <%s> %s" % (low, high, _VALUE.sub(lambda each: _mended_value(each[1]), value))
    units = _units(value[1:-1])
    run = int(b"".join(high.split()) or b"0", 16) - int(b"".join(low.split()) or b"0", 16)
    if not units or not 0 <= run < _LONGEST_RUN:
        return found[0]
    values = [[*units[:-1], units[-1] + step] for step in range(run + 1)]
    if not any(_FORBIDDEN.intersection(each) for each in values):
        return found[0]
    return b"<%s> <%s> [%s]" % (low, high, b" ".join(_written(each) for each in values))


def _mended_value(digits: bytes) -> bytes:
    units = _units(digits)
    return _written(units) if _FORBIDDEN.intersection(units) else b"<%s>" % digits


def _units(digits: bytes) -> list[int]:
    """A value's UTF-16 units; some writers leave out the first byte of one."""
    plain = b"".join(digits.split())
    plain = plain.rjust(4, b"0") if len(plain) < 4 else plain
    return [int(plain[start : start + 4], 16) for start in range(0, len(plain), 4)]


def _written(units: list[int]) -> bytes:
    return b"<%s>" % b"".join(b"%04X" % (_UNKNOWN if unit in _FORBIDDEN else unit & 0xFFFF) for unit in units)
