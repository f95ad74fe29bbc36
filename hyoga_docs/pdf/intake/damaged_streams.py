"""Streams that cannot be decoded to their end: found, decoded as far as they go, and written anew.

A damaged stream that is carried along makes the whole packet damaged. Source: ISO 32000-1 §7.4.
"""

from __future__ import annotations

import base64
import contextlib
import io
import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from hyoga_docs.pdf.names import word
from hyoga_docs.pdf.objects import content_streams, listed, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Set

_FLATE, _JPEG, _JPEG_2000 = "/FlateDecode", "/DCTDecode", "/JPXDecode"
Id = tuple[int, int]
_SHORT = {"/Fl": _FLATE, "/LZW": "/LZWDecode", "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode"}
#: What only pictures are packed with; their bytes stay as they are.
_OF_PICTURES = {_JPEG, _JPEG_2000, "/CCITTFaxDecode", "/JBIG2Decode"}
_CHUNK, _STEP = 1 << 16, 1 << 10
_MOST = 200_000_000
_MOST_OBJECTS = 100_000
_HEAD_OF_JPEG_2000 = (b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51")
#: Markers of a JPEG: those that segments begin with in what readers read, and what ends a scan.
_MARKER, _AFTER_SCAN = re.compile(b"\xff+([^\x00\xff])"), re.compile(b"\xff+[^\x00\xff\xd0-\xd7]")
_TABLES, _SCAN, _END = 0xC4, 0xDA, 0xD9
_FRAMES = {0xC0, 0xC1, 0xC2}
_SEGMENTS = {*_FRAMES, _TABLES, _SCAN, 0xDB, 0xDD, *range(0xE0, 0xF0), 0xFE}
_CLEAR, _LZW_END, _WIDEST = 256, 257, 12  # codes of LZW, and the bits of its longest


def mend_streams(pdf: pikepdf.Pdf) -> set[Id]:
    """Writes every damaged stream of a PDF anew; returns those that something is now missing of."""
    contents = {each.objgen for page in pdf.pages for each in content_streams(page.obj)}
    damaged: set[Id] = set()
    for item in pdf.objects:
        if (
            isinstance(item, Stream)
            and "/Filter" in item
            and not _is_sound(pdf, item, content=item.objgen in contents)
            and not _mend(pdf, item)
        ):
            damaged.add(item.objgen)
    pdf.get_warnings()  # of what has just been mended
    return damaged


def pages_with(pdf: pikepdf.Pdf, streams: Set[Id]) -> tuple[int, ...]:
    """The pages, from 0, that one of these streams belongs to."""
    return tuple(index for index, page in enumerate(pdf.pages) if _reaches(page.obj, streams)) if streams else ()


def _filters(item: Stream) -> list[str]:
    held = item.get("/Filter")
    names = [word(each) if isinstance(each, Name) else "" for each in (listed(held) if isinstance(held, Array) else [held])]
    return [_SHORT.get(name, name) for name in names]


def _is_sound(pdf: pikepdf.Pdf, item: Stream, *, content: bool) -> bool:
    """Whether a stream can be decoded to its end, as every checker of PDFs tries it."""
    filters = _filters(item)
    if filters == [_FLATE] and not (content and "/DecodeParms" in item):
        return _is_whole_flate(item.read_raw_bytes())
    if filters == [_JPEG]:
        raw = item.read_raw_bytes()
        return _is_plain_jpeg(raw) or (bool(raw) and _is_read(pdf, item, pikepdf.StreamDecodeLevel.all))
    if filters == [_JPEG_2000]:
        return item.read_raw_bytes().startswith(_HEAD_OF_JPEG_2000)
    if not content and filters[-1:] != [_JPEG] and (filters[-1:] == ["/Crypt"] or _OF_PICTURES.intersection(filters)):
        return True  # no checker decodes it
    return _is_read(pdf, item, pikepdf.StreamDecodeLevel.all)


def _is_read(pdf: pikepdf.Pdf, item: Stream, level: pikepdf.StreamDecodeLevel) -> bool:
    pdf.get_warnings()
    try:
        item.read_bytes(level)
    except (pikepdf.PikepdfError, RuntimeError):
        return False
    return not pdf.get_warnings()


def _is_whole_flate(raw: bytes) -> bool:
    packed, size = zlib.decompressobj(), 0
    try:
        for start in range(0, len(raw), _CHUNK):
            size += len(packed.decompress(raw[start : start + _CHUNK]))
            if size > _MOST:
                return True  # what is so large is left to the limits of memory and time
    except zlib.error:
        return False
    return packed.eof or not raw


def _is_plain_jpeg(raw: bytes) -> bool:
    """Whether a JPEG is segments, one after the other, with tables that can be ones, and scans between them, to its end."""
    if not raw.startswith(b"\xff\xd8"):
        return False
    place, scanned, components = 2, False, b""
    while (found := _MARKER.match(raw, place)) is not None:
        kind, place = found[1][0], found.end()
        if kind == _END:
            return scanned
        length = int.from_bytes(raw[place : place + 2], "big")
        held = raw[place + 2 : place + length]
        if kind not in _SEGMENTS or (kind == _TABLES and not _are_codes(held)):
            return False
        place += length
        if kind in _FRAMES:
            components = held[6::3]
        if kind == _SCAN:
            if not {*held[1:-3:2]} <= {*components}:
                return False
            scanned = True
            after = _AFTER_SCAN.search(raw, place)
            place = after.start() if after is not None else len(raw)
    return False


def _are_codes(tables: bytes) -> bool:
    """Whether Huffman tables have no more codes of a length than there can be."""
    place = 0
    while place + 17 <= len(tables):
        room = 1
        for count in tables[place + 1 : place + 17]:
            room = 2 * room - count
            if room < 0:
                return False
        place += 17 + sum(tables[place + 1 : place + 17])
    return place == len(tables)


def _mend(pdf: pikepdf.Pdf, item: Stream) -> bool:
    """Decodes a stream as far as it goes and writes that; whether nothing is missing of it."""
    data, filters, whole = item.read_raw_bytes(), _filters(item), True
    held = item.get("/DecodeParms")
    parms: list[Any] = listed(held) if isinstance(held, Array) else [held]
    parms += [None] * (len(filters) - len(parms))
    ahead: Any = None  # a predictor that stays to be undone
    while filters and filters[0] not in _OF_PICTURES and ahead is None:
        decode = _DECODERS.get(filters.pop(0), _as_it_is)
        parm = parms.pop(0)
        data, ended = decode(data, parm)
        whole = whole and ended
        ahead = _predictor(parm)
    if filters == [_JPEG]:
        data, ended = _mended_jpeg(data)
        whole = whole and ended
    elif filters:
        whole = False
        data, filters, ahead = (b"", [], None) if filters != [_JPEG_2000] else (data, filters, ahead)
    elif item.get("/Subtype") == Name.Image and ahead is None:
        data = data.ljust(min(_size(item), _MOST), b"\x00")
    if filters:
        item.write(data, filter=Name(filters[0]), decode_parms=parms[0] if isinstance(parms[0], Dictionary) else None)
        if filters == [_JPEG] and data and not _is_read(pdf, item, pikepdf.StreamDecodeLevel.all):
            again = _encoded_again(data)  # without it, the page will be drawn as readers show it
            item.write(again, filter=Name.DCTDecode if again else None)
            whole = False
    else:
        item.write(zlib.compress(data), filter=Name.FlateDecode, decode_parms=ahead)
    return whole


def _predictor(parm: Any) -> Any:
    """The parameters of a predictor, as they stand behind Flate; None without one, or with one that is none."""
    if not isinstance(parm, Dictionary) or parm.get("/Predictor", 1) not in {2, *range(10, 16)}:
        return None
    return Dictionary({key: parm.get(key) for key in ("/Predictor", "/Colors", "/BitsPerComponent", "/Columns") if key in parm})


def _size(image: Stream) -> int:
    """The bytes that a picture of one of the plain colour spaces takes, 0 for others."""
    try:
        space: Any = image.get("/ColorSpace")
        in_profile = isinstance(space, Array) and space[0] == Name.ICCBased
        across = int(space[1].N) if in_profile else {Name.DeviceRGB: 3, Name.DeviceCMYK: 4, Name.DeviceGray: 1}[space]
        bits = int(image.BitsPerComponent) * across
        return (int(image.Width) * bits + 7) // 8 * int(image.Height)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, pikepdf.PikepdfError):
        return 0


def _mended_jpeg(data: bytes) -> tuple[bytes, bool]:
    """A JPEG from its first byte on and with an end: a reader paints what is missing in grey."""
    start, end = data.find(b"\xff\xd8"), b"\xff\xd9"
    if start < 0 or b"\xff\xda" not in data:
        return b"", False
    data = data[start:]
    return (data, True) if data.rfind(end) > data.find(b"\xff\xda") else (data + end, False)


def _encoded_again(data: bytes) -> bytes:
    """A JPEG that was cut short or spoilt, made anew of what can be seen of it; nothing where that is nothing."""
    from PIL import Image, ImageFile  # noqa: PLC0415  wanted only for damage

    out = io.BytesIO()
    with contextlib.suppress(OSError, ValueError, SyntaxError), Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            if image.mode in {"L", "RGB"} and image.width * image.height <= _MOST:
                image.save(out, "JPEG", quality=92, subsampling=0)
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    return out.getvalue()


def _inflated(data: bytes, _parm: Any) -> tuple[bytes, bool]:
    packed, out = zlib.decompressobj(), bytearray()
    for start in range(0, len(data), _STEP):
        before, step = packed.copy(), data[start : start + _STEP]
        try:
            out += packed.decompress(step)
        except zlib.error:
            out += _before_the_error(before, step)
            return (bytes(out), False) if out else _as_it_is(data, None)
        if packed.eof or len(out) > _MOST:
            return bytes(out), packed.eof
    bare = zlib.decompressobj(-15)  # where only the checksum is missing, this ends
    bare.decompress(data[2:], _MOST)
    return bytes(out), bare.eof


def _before_the_error(packed: Any, data: bytes) -> bytes:
    out = bytearray()
    with contextlib.suppress(zlib.error):
        for place in range(len(data)):
            out += packed.decompress(data[place : place + 1])
    return bytes(out)


def _as_it_is(data: bytes, _parm: Any) -> tuple[bytes, bool]:
    """What was never packed, as readers show it; nothing where it is no text."""
    return (data if re.fullmatch(rb"[\t\n\f\r -~]*", data) else b""), False


def _of_hex(data: bytes, _parm: Any) -> tuple[bytes, bool]:
    digits = re.sub(rb"\s", b"", data)
    good = re.match(rb"[0-9A-Fa-f]*", digits)
    found = good[0] if good else b""
    return bytes.fromhex((found + b"0" * (len(found) % 2)).decode()), digits[len(found) :].startswith(b">")


def _of_ascii_85(data: bytes, _parm: Any) -> tuple[bytes, bool]:
    digits = re.sub(rb"\s", b"", data)
    good = re.match(rb"(?:z|[!-u]{5})*[!-u]{0,4}", digits)
    found = good[0] if good else b""
    ended = digits[len(found) :].startswith(b"~>")
    try:
        return base64.a85decode(found), ended
    except ValueError:
        return b"", False


def _of_lzw(data: bytes, parm: Any) -> tuple[bytes, bool]:
    early = 0 if isinstance(parm, Dictionary) and parm.get("/EarlyChange") == 0 else 1
    fresh = [*(bytes([each]) for each in range(_CLEAR)), b"", b""]
    table, before, out = list(fresh), b"", bytearray()
    held = bits = 0
    for byte in data:
        width = min(_WIDEST, (len(table) + early).bit_length())
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == _CLEAR:
            table, before = list(fresh), b""
        elif code == _LZW_END:
            return bytes(out), True
        elif code > len(table) or (code == len(table) and not before) or len(out) > _MOST:
            return (bytes(out), False) if out else _as_it_is(data, None)
        else:
            now = table[code] if code < len(table) else before + before[:1]
            if before and len(table) < 1 << _WIDEST:
                table.append(before + now[:1])
            out += now
            before = now
    return bytes(out), False


_DECODERS: dict[str, Callable[[bytes, Any], tuple[bytes, bool]]] = {
    _FLATE: _inflated,
    "/LZWDecode": _of_lzw,
    "/ASCII85Decode": _of_ascii_85,
    "/ASCIIHexDecode": _of_hex,
}


def _reaches(page: Any, wanted: Set[Id]) -> bool:
    """Whether something of a page is among the objects that are wanted."""
    seen: set[Id] = set()
    waiting: list[Any] = [page.get(key) for key in ("/Contents", "/Resources", "/Annots")]
    while waiting and len(seen) < _MOST_OBJECTS:
        item = waiting.pop()
        if not isinstance(item, (Dictionary, Array, Stream)):
            continue
        if item.is_indirect:
            if item.objgen in wanted:
                return True
            if item.objgen in seen or (isinstance(item, Dictionary) and item.get("/Type") in {Name.Page, Name.StructElem}):
                continue
            seen.add(item.objgen)
        waiting += listed(item) if isinstance(item, Array) else values_of(item)
    return False
