"""ToUnicode maps as PDF/A wants them, written again plainly where they are not so.

A subset often maps the code of its empty glyph, which no text uses, to U+0000, which is forbidden; Word writes lists
into ranges, which is right (ISO 32000-1 §9.10.3), but not every checker reads them. Source: ISO 19005-2 §6.2.11.7.2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A code, which is a number of so many bytes.
Code = tuple[int, int]
Units = tuple[int, ...]

_FORBIDDEN = {0x0000, 0xFEFF, 0xFFFE}
_UNKNOWN = 0xFFFD
_MOST = 0x10000
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf\1", re.DOTALL)
_SPACE = re.compile(rb"\d+\s+begincodespacerange.*?endcodespacerange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_VALUE = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def mend_unicode(stream: Any) -> None:
    """Writes a ToUnicode map again if need be: what it calls U+0000, U+FEFF or U+FFFE becomes U+FFFD, unknown."""
    try:
        written = stream.read_bytes()
    except pikepdf.PikepdfError:
        return
    values: dict[Code, Units] = {}
    plain = True
    for kind, block in _BLOCK.findall(written):
        for low, high, listed, units in _entries(kind, block):
            run = high[1] - low[1]
            if not 0 <= run < _MOST - len(values) or (listed and len(units) <= run):
                return
            plain &= not listed and low[1] >> 8 == high[1] >> 8 and units[0][-1] + run <= units[0][-1] | 0xFF
            for step in range(run + 1):
                values[low[0], low[1] + step] = units[step] if listed else (*units[0][:-1], units[0][-1] + step & 0xFFFF)
    if not plain or any(_FORBIDDEN.intersection(units) for units in values.values()):
        stream.write(_plainly(values, _SPACE.search(written)))


def _entries(kind: bytes, block: bytes) -> Iterator[tuple[Code, Code, bool, list[Units]]]:
    """First and last code, whether each has a value of its own, and the values (else the first one's)."""
    if kind == b"char":
        for code, value in _PAIR.findall(block):
            yield _code(code), _code(code), False, [_units(value)]
        return
    for low, high, value, values in _RANGE.findall(block):
        units = [_units(each) for each in _VALUE.findall(values)] if values.strip() else [_units(value)]
        yield _code(low), _code(high), bool(values.strip()), units


def _code(digits: bytes) -> Code:
    plain = b"".join(digits.split())
    return (len(plain) + 1) // 2, int(plain or b"0", 16)


def _units(digits: bytes) -> Units:
    """A value's UTF-16 units; some writers leave out the first byte of one."""
    plain = b"".join(digits.split()).rjust(4, b"0")
    return tuple(int(plain[start : start + 4], 16) for start in range(0, len(plain), 4))


def _plainly(values: dict[Code, Units], space: re.Match[bytes] | None) -> bytes:
    """The map as ranges of consecutive values, none of which crosses a byte, and no more than 100 in a block."""
    runs: list[tuple[Code, int, Units]] = []
    for (width, code), units in sorted(values.items()):
        allowed = tuple(_UNKNOWN if unit in _FORBIDDEN else unit for unit in units)
        if runs:
            (before, first), length, start = runs[-1]
            goes_on = before == width and first + length == code and (*start[:-1], start[-1] + length) == allowed
            if goes_on and code & 0xFF and allowed[-1] & 0xFF:
                runs[-1] = ((before, first), length + 1, start)
                continue
        runs.append(((width, code), 1, allowed))
    widths = sorted({width for width, _ in values})
    spaces = b"\n".join(b"<%s> <%s>" % (b"00" * width, b"FF" * width) for width in widths)
    lines = [
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        space[0] if space else b"%d begincodespacerange\n%s\nendcodespacerange" % (len(widths), spaces),
    ]
    for place in range(0, len(runs), 100):
        block = runs[place : place + 100]
        lines.append(b"%d beginbfrange" % len(block))
        for (width, code), length, units in block:
            ends = (b"<%0*X>" % (2 * width, number) for number in (code, code + length - 1))
            lines.append(b"%s %s <%s>" % (*ends, b"".join(b"%04X" % unit for unit in units)))
        lines.append(b"endbfrange")
    lines.append(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
    return b"\n".join(lines)
