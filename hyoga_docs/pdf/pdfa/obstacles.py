"""What keeps a page out of the archive: what PDF/A-2u forbids and cannot be mended without changing the page.

Only what a page's drawing instructions name is looked at, for many writers list every font on every page. Each object
is looked at once. Source: ISO 19005-2:2011 §6.2 (graphics, fonts), §6.3 (annotations).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.agl import toUnicode
from pikepdf import Array, Dictionary, Name, Stream, String

from hyoga_docs.pdf.names import keys_of, word
from hyoga_docs.pdf.objects import DEEPEST, listed, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CMYK = "CMYK の色"
_POSTSCRIPT = "PostScript の図"
_JPX = "長期保存に使えない JPEG 2000 の画像"
_NONE: frozenset[str] = frozenset()

_WORD = re.compile(rb"/([^\s/\[\]()<>{}%]+)")
_CMYK_OPERATOR = re.compile(rb"(?:[-+.\d]+\s+){4}[kK](?=[\s/\[(<%]|$)")
_INLINE_CMYK = re.compile(rb"\sBI\s[^>]{0,400}?/(?:CMYK|DeviceCMYK)\s")
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_TEXT = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s+[-+\d.]+\s+Tf|(?<![^\s\])>])(q|Q|Tj|TJ|'|\")(?![^\s/\[(<%])")
_PREFIX = re.compile(r"^/?[A-Z]{6}\+")
_HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")

#: Annotations that PDF/A-2 allows (§6.3.1) and that need no appearance (§6.3.3).
_ALLOWED = {
    *("/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline"),
    *("/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/FileAttachment", "/Widget", "/PrinterMark"),
    *("/TrapNet", "/Watermark", "/Redact"),
}
_BARE = {"/Link", "/Popup"}
_ROMAN = {"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"}
_COLLECTIONS = {"GB1", "CNS1", "Japan1", "Korea1"}
_SYMBOLIC = 4


@dataclass(frozen=True)
class Obstacle:
    """What cannot be mended on a page, which counts from 0, in words for the reader."""

    page: int
    reason: str


def obstacles(pdf: pikepdf.Pdf, pages: Iterable[int]) -> list[Obstacle]:
    """What keeps the pages, which count from 0, from becoming PDF/A-2u; empty where nothing is seen to."""
    finder = _Finder()
    return [Obstacle(index, reason) for index in pages for reason in sorted(finder.of_page(pdf.pages[index].obj))]


@dataclass
class _Finder:
    """Remembers what was found in each object."""

    known: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    def of_page(self, page: Any) -> set[str]:
        contents = page.get("/Contents")
        streams = contents if isinstance(contents, Array) else [contents]
        drawn = b"\n".join(_decoded(stream) for stream in streams)
        found = set(self._of_drawing(_inherited_resources(page), drawn, 0))
        found |= self._of_group(page.get("/Group"), 0)
        for annotation in listed(page.get("/Annots")):
            if isinstance(annotation, Dictionary):
                found |= self._of_annotation(annotation)
        return found

    def _of_drawing(self, resources: Any, drawn: bytes, depth: int) -> set[str]:
        """What is found in drawing instructions and in the resources that they name."""
        found: set[str] = set()
        drawn = _STRING.sub(b"()", drawn)
        if _CMYK_OPERATOR.search(drawn) or b"/DeviceCMYK" in drawn or _INLINE_CMYK.search(drawn):
            found.add(_CMYK)
        if not isinstance(resources, Dictionary):
            return found
        fonts = _fonts_showing(drawn)
        words = {_plain(word) for word in _WORD.findall(drawn)}
        looks = {
            "/Font": self._of_font,
            "/XObject": self._of_xobject,
            "/ColorSpace": self._of_colours,
            "/Pattern": self._of_pattern,
            "/Shading": self._of_shading,
            "/ExtGState": self._of_state,
        }
        for category, look in looks.items():
            entries = resources.get(category)
            if isinstance(entries, Dictionary):
                for key in keys_of(entries):
                    raw = key.encode() if isinstance(key, str) else bytes(key)
                    if raw[1:] in (fonts if category == "/Font" else words):
                        found |= self._once(entries.get(key), look, depth)
        return found

    def _once(self, item: Any, look: Any, depth: int) -> frozenset[str]:
        """What `look` finds in an object, which is asked only the first time; one that leads to itself adds nothing."""
        if depth > DEEPEST or not isinstance(item, (Dictionary, Array, Stream, Name)):
            return _NONE
        if isinstance(item, Name) or not item.is_indirect:
            return frozenset(look(item, depth + 1))
        if item.objgen not in self.known:
            self.known[item.objgen] = _NONE
            self.known[item.objgen] = frozenset(look(item, depth + 1))
        return self.known[item.objgen]

    def _of_xobject(self, item: Any, depth: int) -> Iterable[str]:
        if not isinstance(item, Stream):
            return _NONE
        subtype = item.get("/Subtype")
        if subtype == Name.PS or item.get("/Subtype2") == Name.PS:
            return {_POSTSCRIPT}
        return self._of_image(item, depth) if subtype == Name.Image else self._of_form(item, depth)

    def _of_image(self, item: Any, depth: int) -> set[str]:
        found = set(self._once(item.get("/ColorSpace"), self._of_colours, depth))
        mask = item.get("/SMask")
        if isinstance(mask, Stream):
            found |= self._once(mask, self._of_xobject, depth)
        filters = item.get("/Filter")
        if Name.JPXDecode in (filters if isinstance(filters, Array) else [filters]) and not _lasting_jpx(item):
            found.add(_JPX)
        return found

    def _of_form(self, item: Any, depth: int) -> set[str]:
        return self._of_drawing(item.get("/Resources"), _decoded(item), depth) | self._of_group(item.get("/Group"), depth)

    def _of_group(self, group: Any, depth: int) -> frozenset[str]:
        return self._once(group.get("/CS"), self._of_colours, depth) if isinstance(group, Dictionary) else _NONE

    def _of_colours(self, space: Any, depth: int) -> Iterable[str]:
        if isinstance(space, Name):
            return {_CMYK} if space == Name.DeviceCMYK else _NONE
        if not isinstance(space, Array) or not len(space) or not isinstance(space[0], Name):
            return _NONE
        base = {"/Indexed": 1, "/Pattern": 1, "/Separation": 2, "/DeviceN": 2, "/DeviceCMYK": 0}.get(word(space[0]))
        return self._once(space[base], self._of_colours, depth) if base is not None and base < len(space) else _NONE

    def _of_pattern(self, item: Any, depth: int) -> Iterable[str]:
        if isinstance(item, Stream):
            return self._of_form(item, depth)
        return self._once(item.get("/Shading"), self._of_shading, depth) if isinstance(item, Dictionary) else _NONE

    def _of_shading(self, item: Any, depth: int) -> Iterable[str]:
        if not isinstance(item, (Dictionary, Stream)):
            return _NONE
        return self._once(item.get("/ColorSpace"), self._of_colours, depth)

    def _of_state(self, item: Any, depth: int) -> Iterable[str]:
        if not isinstance(item, Dictionary):
            return _NONE
        found: set[str] = set()
        mask, font = item.get("/SMask"), item.get("/Font")
        if isinstance(mask, Dictionary):
            found |= self._once(mask.get("/G"), self._of_xobject, depth)
        if isinstance(font, Array) and len(font):
            found |= self._once(font[0], self._of_font, depth)
        return found

    def _of_annotation(self, item: Any) -> set[str]:
        subtype = word(item.get("/Subtype", ""))
        if subtype not in _ALLOWED:
            return {f"長期保存に使えない注釈（{subtype[1:]}）"}
        looks = item.get("/AP")
        normal = looks.get("/N") if isinstance(looks, Dictionary) else None
        if isinstance(normal, Stream):
            return set(self._once(normal, self._of_xobject, 0))
        if isinstance(normal, Dictionary):
            return {reason for state in values_of(normal) for reason in self._once(state, self._of_xobject, 0)}
        return set() if subtype in _BARE or _is_point(item.get("/Rect")) else {f"見た目のない注釈（{subtype[1:]}）"}

    def _of_font(self, font: Any, depth: int) -> Iterable[str]:
        if not isinstance(font, Dictionary):
            return _NONE
        found: set[str] = set()
        subtype = font.get("/Subtype")
        inner = font
        if subtype == Name.Type0:
            kids = listed(font.get("/DescendantFonts"))
            inner = kids[0] if kids and isinstance(kids[0], Dictionary) else Dictionary()
        name = _PREFIX.sub("", word(font.get("/BaseFont", "/名前なし"))).lstrip("/")
        if subtype == Name.Type3:
            name = "Type 3"
            drawings = font.get("/CharProcs")
            for drawing in values_of(drawings) if isinstance(drawings, Dictionary) else ():
                found |= self._of_drawing(font.get("/Resources"), _decoded(drawing), depth)
        elif not _is_embedded(inner.get("/FontDescriptor")):
            found.add(f"埋め込まれていない書体（{name}）")
        elif subtype == Name.TrueType and not _encodes_well(font):
            found.add(f"符号化が規格に合わない書体（{name}）")
        if not _says_unicode(font, inner):
            found.add(f"ToUnicode のない文字（{name}）")
        return found


def _fonts_showing(drawn: bytes) -> set[bytes]:
    """The fonts that instructions, without their strings, show text in; some writers also name others."""
    shown: set[bytes] = set()
    current, held = b"", list[bytes]()
    for found in _TEXT.finditer(drawn):
        operator = found[2]
        if operator is None:
            current = _plain(found[1])
        elif operator == b"q":
            held.append(current)
        elif operator == b"Q":
            current = held.pop() if held else b""
        else:
            shown.add(current)
    return shown


def _plain(word: bytes) -> bytes:
    """A name without its hexadecimal writing."""
    return _HEXADECIMAL.sub(lambda code: bytes([int(code[1], 16)]), word)


def _is_embedded(descriptor: Any) -> bool:
    if not isinstance(descriptor, Dictionary):
        return False
    return any(isinstance(descriptor.get(key), Stream) for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _says_unicode(font: Any, inner: Any) -> bool:
    """Whether a reader can tell which characters a font's codes are (§6.2.11.7.2)."""
    if isinstance(font.get("/ToUnicode"), Stream):
        return True
    encoding, subtype = font.get("/Encoding"), font.get("/Subtype")
    if subtype == Name.Type0:
        info = inner.get("/CIDSystemInfo")
        ordering = info.get("/Ordering") if isinstance(info, Dictionary) else None
        return isinstance(ordering, String) and str(ordering) in _COLLECTIONS
    if isinstance(encoding, Name):
        return word(encoding) in _ROMAN or subtype == Name.Type1
    if isinstance(encoding, Dictionary):
        names = [word(name)[1:] for name in listed(encoding.get("/Differences")) if isinstance(name, Name)]
        return all(name == ".notdef" or toUnicode(name) for name in names)
    return subtype == Name.Type1 or (subtype != Name.Type3 and not _is_symbolic(font))


def _encodes_well(font: Any) -> bool:
    """Whether an embedded TrueType font has an encoding of Roman letters, or else is symbolic without (§6.2.11.6)."""
    encoding = font.get("/Encoding")
    if _is_symbolic(font):
        return encoding is None
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    return word(base) in _ROMAN


def _is_symbolic(font: Any) -> bool:
    descriptor = font.get("/FontDescriptor")
    flags: Any = descriptor.get("/Flags") if isinstance(descriptor, Dictionary) else None
    return isinstance(flags, int) and bool(flags & _SYMBOLIC)


def _lasting_jpx(item: Any) -> bool:
    """Whether a JPEG 2000 picture has 1, 3 or 4 channels of one depth and colours that PDF/A knows (§6.2.8.3)."""
    data = item.read_raw_bytes()
    header = _box(data, b"jp2h")
    if header is None:  # a bare code stream says nothing of its colours
        return False
    picture = _box(header, b"ihdr")
    colours = list(_boxes(header, b"colr"))
    if picture is None or len(picture) < 11 or not colours:
        return False
    channels = int.from_bytes(picture[8:10], "big")
    best = [colour for colour in colours if colour[2:3] == b"\x01"] if len(colours) > 1 else colours
    known = all(colour[:1] in (b"\x01", b"\x02", b"\x03") for colour in colours)
    cmyk = any(colour[:1] == b"\x01" and int.from_bytes(colour[3:7], "big") in (12, 19) for colour in colours)
    return channels in (1, 3, 4) and picture[10] != 255 and len(best) == 1 and known and not cmyk


def _box(data: bytes, kind: bytes) -> bytes | None:
    return next(_boxes(data, kind), None)


def _boxes(data: bytes, kind: bytes) -> Iterator[bytes]:
    """The contents of a JPEG 2000 file's boxes of one kind (ISO 15444-1 annex I)."""
    place = 0
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        start = place + 8
        if length == 1:
            length, start = int.from_bytes(data[place + 8 : place + 16], "big"), place + 16
        elif length == 0:
            length = len(data) - place
        if length < start - place:
            return
        if data[place + 4 : place + 8] == kind:
            yield data[start : place + length]
        place += length


def _inherited_resources(page: Any) -> Any:
    for _ in range(DEEPEST):
        if not isinstance(page, Dictionary):
            return None
        if "/Resources" in page:
            return page.get("/Resources")
        page = page.get("/Parent")
    return None


def _decoded(stream: Any) -> bytes:
    """A stream's instructions; none where it cannot be read."""
    if not isinstance(stream, Stream):
        return b""
    try:
        return stream.read_bytes()
    except pikepdf.PikepdfError:
        return b""


def _is_point(rectangle: Any) -> bool:
    numbers = [value for value in listed(rectangle) if isinstance(value, (int, float, Decimal))]
    return len(numbers) == 4 and numbers[0] == numbers[2] and numbers[1] == numbers[3]
