"""The letters of a page where its reader sees them, and the pictures among them: what two papers are compared by."""

from __future__ import annotations

import ctypes
import hashlib
import math
import re
import unicodedata
from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from hyoga_docs.pdf.geometry import Box, PageGeometry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hyoga_docs.pdf.render.thumbnails import DrawnPdf

#: Beyond these a page is a drawing: its pictures are not looked for further.
_MOST_OBJECTS = 50_000
_DEEPEST = 8
#: A picture that takes more bytes unpacked is told by its packed ones.
_HEAVY = 60_000_000
#: The text object that a letter belongs to, as a number: three times as quick as by way of a pointer of its type.
_OBJECT_OF = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
#: What of the size of a letter lies above the line and below it, as in the square of a kanji.
_ABOVE, _BELOW = 0.88, 0.12
_UPRIGHT = 0.995
_SUBSET = re.compile(rb"^[A-Z]{6}\+")

Affine = tuple[float, float, float, float, float, float]


class PageRegion(NamedTuple):
    """A part of a page, in parts of its sides, from the upper left corner that its reader sees."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: PageRegion) -> PageRegion:
        """The smallest part that holds both."""
        return PageRegion(
            min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom)
        )


class LetterStyle(NamedTuple):
    """How letters are drawn: the font without its subset's mark, points, the colour, whether filled or with a line around."""

    font: bytes
    size: float
    colour: int
    mode: int


class PlacedImage(NamedTuple):
    """A picture on a page: a hash of its pixels, and where it is."""

    fingerprint: bytes
    part: PageRegion


@dataclass(frozen=True)
class PageLetters:
    """The letters of a page in the order in which they were written, without white space and what lies outside of the page.

    `boxes` has four numbers a letter, those of a `PageRegion`. `spaced` are the letters after white space.
    Width and height are in points. `rotation` is by how many degrees the page was turned to be read.
    """

    text: str = ""
    boxes: array[float] = field(default_factory=lambda: array("f"))
    faces: tuple[LetterStyle, ...] = ()
    spaced: frozenset[int] = frozenset()
    pictures: tuple[PlacedImage, ...] = ()
    width: float = 0.0
    height: float = 0.0
    rotation: int = 0

    def part(self, place: int) -> PageRegion:
        """Where a letter stands."""
        return PageRegion(*self.boxes[4 * place : 4 * place + 4])


def read_letters(drawn: DrawnPdf, index: int, rotation: int | None = None) -> PageLetters:
    """The letters and pictures of a page, from 0, turned as it says or by so many degrees; one that cannot be read has none."""
    try:
        page = drawn.document[index]
    except pypdfium2.PdfiumError:
        return PageLetters()
    own = page.get_rotation()
    rotation = own if rotation is None else rotation
    try:
        page.set_rotation(rotation)
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            return PageLetters()
        seen = _affine(page)
        text, boxes, faces, spaced = _letters(page, seen)
        return PageLetters(text, boxes, faces, spaced, tuple(_pictures(page, seen)), width, height, rotation)
    finally:
        page.set_rotation(own)
        page.close()


def _affine(page: Any) -> Affine:
    """From the page's own coordinates to parts of its sides."""
    edges = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, edges)
    view = PageGeometry(Box(edges.left, edges.bottom, edges.right, edges.top), pdfium.FPDFPage_GetRotation(page) % 4 * 90, 1.0)
    wide, high = view.width or 1.0, view.height or 1.0
    origin, across, up = (view.seen(Box(x, y, x, y)) for x, y in ((0, 0), (1, 0), (0, 1)))
    return (
        (across.left - origin.left) / wide,
        -(across.bottom - origin.bottom) / high,
        (up.left - origin.left) / wide,
        -(up.bottom - origin.bottom) / high,
        origin.left / wide,
        1 - origin.bottom / high,
    )


def _part(seen: Affine, left: float, bottom: float, right: float, top: float) -> PageRegion:
    """A box of the page's own coordinates as a part of it; the page is turned by quarters only."""
    a, b, c, d, e, f = seen
    x0, x1 = a * left + c * bottom + e, a * right + c * top + e
    y0, y1 = b * left + d * bottom + f, b * right + d * top + f
    return PageRegion(x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)


@lru_cache(maxsize=20_000)
def _letter(code: int) -> str:
    """A letter by its code: one space for all white space, nothing for controls and what is unknown, the kanji for a radical."""
    if code in {0, 0xFFFE, 0xFFFF} or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    letter = chr(code)
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"}:
        return ""
    return unicodedata.normalize("NFKC", letter) if 0x2F00 <= code <= 0x2FDF else letter


class _TextState(NamedTuple):
    """How the letters of a text object are drawn, and what of their size lies above the line and below it, across and up."""

    face: LetterStyle
    above: tuple[float, float]
    below: tuple[float, float]


def _letters(page: Any, seen: Affine) -> tuple[str, array[float], tuple[LetterStyle, ...], frozenset[int]]:
    text: list[str] = []
    faces: list[LetterStyle] = []
    spaced: set[int] = set()
    boxes = array("f")
    words = pdfium.FPDFText_LoadPage(page)
    if not words:
        return "", boxes, (), frozenset()
    a, b, c, d, e, f = seen
    hands: dict[int | None, _TextState] = {}
    box_of, handle = _boxes(words), ctypes.cast(words, ctypes.c_void_p).value
    try:
        for place, code in _codes(words):
            letter = _letter(code)
            if letter == " ":
                spaced.add(len(text))
                continue
            if not letter:
                continue
            owner = _OBJECT_OF(handle, place)
            hand = hands.get(owner)
            if hand is None:
                hand = hands[owner] = _hand(words, place)
            left, bottom, right, top = box_of(place, hand)
            x0, x1 = a * left + c * bottom + e, a * right + c * top + e
            y0, y1 = b * left + d * bottom + f, b * right + d * top + f
            box = (x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)
            if box[2] > 0 and box[0] < 1 and box[3] > 0 and box[1] < 1:
                text.append(letter)
                boxes.extend(box)
                faces.append(hand.face)
    finally:
        pdfium.FPDFText_ClosePage(words)
    return "".join(text), boxes, tuple(faces), frozenset(spaced)


def _boxes(words: Any) -> Callable[[int, _TextState], tuple[float, float, float, float]]:
    """Gives the box of a letter: as wide as it advances, as high as its size.

    The height that pdfium gives is that of the highest letter of the font's subset: another one when another letter comes in.
    """
    edges, across, up = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    into, to_x, to_y = ctypes.byref(edges), ctypes.byref(across), ctypes.byref(up)
    box_of, origin_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin

    def box(place: int, hand: _TextState) -> tuple[float, float, float, float]:
        if not box_of(words, place, into):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = edges.left, edges.bottom, edges.right, edges.top
        size = hand.face.size
        if not origin_of(words, place, to_x, to_y):
            return left, bottom, right, top
        x, y = across.value, up.value
        # In a text that runs down the origin is in the middle of the letter.
        if hand.above[1] and min(abs(x - left), abs(x - right)) < size / 4:
            return left, y + hand.below[1], right, y + hand.above[1]
        if hand.above[0] and min(abs(y - bottom), abs(y - top)) < size / 4:
            return x + hand.below[0], bottom, x + hand.above[0], top
        return left, bottom, right, top

    return box


def _codes(words: Any) -> Iterator[tuple[int, int]]:
    """The place and code of each letter; one that pdfium gives in two halves is one."""
    first, code_of = 0, pdfium.FPDFText_GetUnicode
    for place in range(pdfium.FPDFText_CountChars(words)):
        code = code_of(words, place)
        if 0xD800 <= code < 0xDC00:
            first = code
        elif 0xDC00 <= code < 0xE000 and first:
            yield place, 0x10000 + ((first - 0xD800) << 10) + code - 0xDC00
            first = 0
        else:
            yield place, code


def _hand(words: Any, place: int) -> _TextState:
    owner = pdfium.FPDFText_GetTextObject(words, place)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(words, place, matrix)
    up = math.hypot(matrix.c, matrix.d)
    size = pdfium.FPDFText_GetFontSize(words, place) * up
    face = LetterStyle(_font(owner), round(size, 1), _colour(owner), pdfium.FPDFTextObj_GetTextRenderMode(owner) if owner else 0)
    # Only what stands, lies on its side or on its head has an upper and a lower edge.
    x, y = (part / up if up else 0.0 for part in (matrix.c, matrix.d))
    x, y = (size * round(x), size * round(y)) if max(abs(x), abs(y)) > _UPRIGHT else (0.0, 0.0)
    return _TextState(face, (_ABOVE * x, _ABOVE * y), (-_BELOW * x, -_BELOW * y))


def _font(owner: Any) -> bytes:
    font = pdfium.FPDFTextObj_GetFont(owner) if owner else None
    if not font:
        return b""
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    return _SUBSET.sub(b"", buffer.value) if 0 < length <= 256 else b""


def _colour(owner: Any) -> int:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not owner or not pdfium.FPDFPageObj_GetFillColor(owner, *parts):
        return 0
    return int.from_bytes(bytes(min(part.value, 255) for part in parts), "big")


def _pictures(page: Any, seen: Affine) -> Iterator[PlacedImage]:
    for owner, matrix in _images(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, (1, 0, 0, 1, 0, 0), 0):
        edges = [ctypes.c_float() for _ in range(4)]
        if pdfium.FPDFPageObj_GetBounds(owner, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            corners = [_point(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            across, up = [x for x, _ in corners], [y for _, y in corners]
            part = _part(seen, min(across), min(up), max(across), max(up))
            if part.right > 0 and part.left < 1 and part.bottom > 0 and part.top < 1:
                yield PlacedImage(_fingerprint(owner), part)


def _point(matrix: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _images(holder: Any, count: Any, get: Any, matrix: Affine, depth: int) -> Iterator[tuple[Any, Affine]]:
    """The pictures on a page or in a form, with the way from their coordinates to the page's."""
    for index in range(min(max(count(holder), 0), _MOST_OBJECTS)):
        owner = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(owner) if owner else 0
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield owner, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(owner, own)
            (a, b), (c, d) = (
                (matrix[0] * x + matrix[2] * y, matrix[1] * x + matrix[3] * y) for x, y in ((own.a, own.b), (own.c, own.d))
            )
            inner = (a, b, c, d, *_point(matrix, own.e, own.f))
            yield from _images(owner, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)


def _fingerprint(owner: Any) -> bytes:
    """A hash of a picture's pixels as far as they can be unpacked without looking at them, else of its bytes as they are."""
    for read in (pdfium.FPDFImageObj_GetImageDataDecoded, pdfium.FPDFImageObj_GetImageDataRaw):
        size = read(owner, None, 0)
        if 0 < size <= _HEAVY:
            buffer = ctypes.create_string_buffer(size)
            read(owner, buffer, size)
            return hashlib.blake2b(buffer.raw, digest_size=16).digest()
    return b""
