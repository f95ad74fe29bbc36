"""All that a finished PDF holds, whether anybody sees it or not, as texts and pictures in which one can search.

Nothing of how the file was made is believed: every object is read, whether a page leads to it or not, and what no object holds
is read from the bytes of the file.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, PdfError, Stream

from hyoga_docs.pdf.names import keys_of
from hyoga_docs.pdf.objects import content_streams
from hyoga_docs.pdf.render.picture_looks import PictureLook, picture_look
from hyoga_docs.pdf.show_strings import FontDecoder, fonts_of, from_hex, show_strings, unescape
from hyoga_docs.text.package_words import xml_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: What a PDF that cannot be opened raises.
UNREADABLE = (PdfError, pypdfium2.PdfiumError)
_EVERYWHERE = 1_000_000.0  # points: further than any page goes
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_WORDS = re.compile(
    rb"(?:(?P<key>/[A-Za-z]+)\s*)?(?:(?P<text>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))|<(?P<hex>[0-9A-Fa-f\s]+)>)"
    rb"|(?P<name>/[^\s/<>()\[\]{}%]*#[0-9A-Fa-f]{2}[^\s/<>()\[\]{}%]*|/[^\s/<>()\[\]{}%]*[^\x00-\x7f/<>()\[\]{}%][^\s/<>()\[\]{}%]*)",
    re.DOTALL,
)
_DESCRIBED = re.compile(
    rb"/(?:Title|Author|Subject|Keywords)\s{0,9}(?:\((?P<text>(?:[^()\\]|\\.){0,500})\)|<(?P<hex>[0-9A-Fa-f\s]{0,2000})>)",
    re.DOTALL,
)
_XMP = re.compile(rb"<x:xmpmeta\b.{0,100000}?</x:xmpmeta>", re.DOTALL)
_END = re.compile(rb"%%EOF[\r\n]*")
_MOST_STATES = 20
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Where the words under a key are read, as people call it.
_PLACES = {
    b"/Alt": "図の説明", b"/ActualText": "読み上げの文字", b"/E": "読み上げの文字", b"/T": "読み上げの見出し", b"/URI": "リンク先",
    b"/Title": "しおり", b"/Author": "文書の情報", b"/Subject": "文書の情報", b"/Keywords": "文書の情報", b"/Creator": "文書の情報",
    b"/Producer": "文書の情報", b"/Contents": "注釈", b"/F": "ファイルの名前", b"/UF": "ファイルの名前", b"/P": "ページの呼び名",
}  # fmt: skip
_INSIDE, _PAGE, _LEFT, _PICTURE = "ファイルの内部", "ページの文字", "ファイルの使われていない部分", "画像"
#: Where a file speaks of itself and not of what it shows.
OF_THE_FILE = frozenset({_INSIDE, "文書の情報"})
_FONT_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/DestOutputProfile")
_MOST_FONTS = 40  # that one name may stand for in a stream that no page leads to
_LABEL = 1_000  # bytes: more than what prints a label or a page number
_LEAST_PICTURE = 16  # pixels a side: what is smaller is a line or a dot


@dataclass(frozen=True)
class HeldText:
    """Words of a file, where they stand in words for people, and the page (from 1) where that is known."""

    text: str
    where: str
    page: int | None = None


@dataclass(frozen=True)
class HeldPicture:
    """A picture of a file: the digests of its bytes and of its pixels (empty where it cannot be decoded), and how it looks."""

    raw: str
    pixels: str = ""
    look: PictureLook | None = None
    page: int | None = None


@dataclass
class FileContents:
    """What a PDF holds; `drawings` are the digests of streams that paint, with the page (from 1) of each where one leads there.

    `streams` are the digests of all streams as they lie in the file.
    """

    texts: list[HeldText] = field(default_factory=list)
    pictures: list[HeldPicture] = field(default_factory=list)
    drawings: dict[str, int | None] = field(default_factory=dict)
    streams: set[str] = field(default_factory=set)


def read_contents(pdf: bytes | Path, known: Collection[str] = (), pages: Collection[int] | None = None) -> FileContents:
    """Everything that a PDF holds; streams whose digests are `known` are not read again.

    Of some `pages` (from 0) alone it is what these show. Raises PdfError or PdfiumError for what cannot be opened.
    """
    with _opened(pdf) as opened:
        reader = _ObjectReader(opened, known)
        if pages is None:
            data = pdf.read_bytes() if isinstance(pdf, Path) else pdf
            reader.read_all(data)
            pages = reader.unknown
            reader.contents.texts += _earlier_texts(data)
        else:
            reader.read_pages(pages)
    reader.contents.texts += _page_texts(pdf, pages)
    return reader.contents


def _earlier_texts(data: bytes) -> Iterator[HeldText]:
    """The texts of earlier states of a file, which programs leave in it when they write only what has changed."""
    for end in [found.end() for found in _END.finditer(data)][:-1][-_MOST_STATES:]:
        with contextlib.suppress(*UNREADABLE), pikepdf.open(io.BytesIO(data[:end]), attempt_recovery=False) as earlier:
            reader = _ObjectReader(earlier, ())
            reader.read_objects(shown=True)
            yield from (HeldText(held.text, _LEFT) for held in reader.contents.texts)


def read_strings(pdf: bytes | Path) -> FileContents:
    """What a PDF holds besides what its pages show, and the digests of its streams: enough for one whose pages are known."""
    with _opened(pdf) as opened:
        reader = _ObjectReader(opened, ())
        reader.read_objects(shown=False)
    return reader.contents


def _opened(pdf: bytes | Path) -> pikepdf.Pdf:
    return pikepdf.open(pdf if isinstance(pdf, Path) else io.BytesIO(pdf))


def _page_texts(pdf: bytes | Path, pages: Collection[int]) -> Iterator[HeldText]:
    """The text of pages (from 0), also beside them and under what covers it."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        for index in sorted(pages):
            with contextlib.closing(document[index]) as page:
                text = page.get_textpage().get_text_bounded(-_EVERYWHERE, -_EVERYWHERE, _EVERYWHERE, _EVERYWHERE)
                yield HeldText(text.replace("\x02", "-"), _PAGE, index + 1)


class _ObjectReader:
    """One file while it is read."""

    def __init__(self, pdf: pikepdf.Pdf, known: Collection[str]) -> None:
        self.pdf, self.known = pdf, known
        self.contents = FileContents()
        self.pages: dict[tuple[int, int], int] = {}
        self.resources: dict[tuple[int, int], Any] = {}
        self.no_words: set[tuple[int, int]] = set()
        self.decoders: dict[tuple[int, int], FontDecoder] = {}
        self.by_name: dict[str, list[FontDecoder]] = {}
        self.unknown: set[int] = set()  # pages (from 0) with more on them than known streams, labels and page numbers

    def read_all(self, data: bytes) -> None:
        """Every object, and what the file holds besides."""
        self.read_objects(shown=True)
        self._leftovers(data)

    def read_objects(self, *, shown: bool) -> None:
        """Every object, and what its streams show where that is wanted."""
        objects = [each for each in self.pdf.objects if isinstance(each, (Dictionary, Array, Stream, pikepdf.String))]
        if shown:
            for number, page in enumerate(self.pdf.pages, 1):
                self._place_page(number, page.obj)
            for each in objects:
                if isinstance(each, (Dictionary, Stream)):
                    self._note(each)
        for each in objects:
            self._object(each, shown=shown)
        self._add_words(self.pdf.trailer.unparse(), None)

    def read_pages(self, pages: Collection[int]) -> None:
        """The streams that some pages lead to, and nothing else."""
        for index in pages:
            self._place_page(index + 1, self.pdf.pages[index].obj)
        for objgen in list(self.pages):
            held = self.pdf.get_object(objgen)
            if isinstance(held, (Dictionary, Stream)):
                self._note(held)
            if isinstance(held, Stream):
                self._stream(held)

    def _place_page(self, number: int, page: Any) -> None:
        """Remembers what a page leads to."""
        resources = pikepdf.Page(page).resources if "/Resources" in page or "/Parent" in page else None
        for stream in content_streams(page):
            self.pages.setdefault(stream.objgen, number)
            self.resources.setdefault(stream.objgen, resources)
        self.pages.setdefault(page.objgen, number)
        if isinstance(page.get("/Thumb"), Stream):
            self.pages.setdefault(page["/Thumb"].objgen, number)
        for annotation in page.get("/Annots", ()) if isinstance(page.get("/Annots"), Array) else ():
            self.pages.setdefault(annotation.objgen, number)
        self._place_drawings(number, resources, resources)

    def _place_drawings(self, number: int, resources: Any, outer: Any) -> None:
        drawings: Any = resources.get("/XObject") if isinstance(resources, Dictionary) else None
        for key in keys_of(drawings) if isinstance(drawings, Dictionary) else ():
            drawing = drawings[key]
            if not isinstance(drawing, Stream) or drawing.objgen in self.pages:
                continue
            self.pages[drawing.objgen] = number
            own = drawing.get("/Resources", outer)
            self.resources[drawing.objgen] = own
            if isinstance(drawing.get("/SMask"), Stream):
                self.pages.setdefault(drawing["/SMask"].objgen, number)
            self._place_drawings(number, own, outer)

    def _note(self, held: Any) -> None:
        """Remembers the fonts that are named in an object, and streams that hold no words."""
        for key in _FONT_PROGRAMS:
            if isinstance(stream := held.get(key), Stream):
                self.no_words.add(stream.objgen)
        resources = held.get("/Resources") if "/Resources" in held else held
        for name, font in fonts_of(resources):
            decoders = self.by_name.setdefault(name, [])
            decoder = self._decoder(font)
            if decoder not in decoders and len(decoders) < _MOST_FONTS:
                decoders.append(decoder)

    def _decoder(self, font: Any) -> FontDecoder:
        if not font.is_indirect:
            return FontDecoder(font)
        if font.objgen not in self.decoders:
            self.decoders[font.objgen] = FontDecoder(font)
        return self.decoders[font.objgen]

    def _object(self, held: Any, *, shown: bool) -> None:
        page = self.pages.get(held.objgen)
        if isinstance(held, Stream):
            self._add_words(held.stream_dict.unparse(), page)
            if shown:
                self._stream(held)
            else:
                self.contents.streams.add(_digest(held))
            return
        if page is None and isinstance(held, Dictionary) and isinstance(held.get("/Pg"), Dictionary):
            page = self.pages.get(held["/Pg"].objgen)
        self._add_words(held.unparse(resolved=True), page)

    def _stream(self, stream: Stream) -> None:
        raw = _digest(stream)
        self.contents.streams.add(raw)
        page = self.pages.get(stream.objgen)
        kind = stream.get("/Subtype")
        if kind == Name.Image or {"/Width", "/Height", "/BitsPerComponent"} <= set(keys_of(stream)):
            self.contents.pictures.append(_picture(stream, raw, page, decode=raw not in self.known))
            return
        if raw in self.known or stream.objgen in self.no_words or stream.get("/Type") in (Name.ObjStm, Name.XRef):
            return
        try:
            data = stream.read_bytes()
        except PdfError:
            data = bytes(stream.get_raw_stream_buffer())
        resources = self.resources.get(stream.objgen)
        if resources is None and kind == Name.Form:
            resources = stream.get("/Resources")
        is_drawing = stream.objgen in self.resources or kind == Name.Form or b" Tf" in data
        if is_drawing and page and len(data) > _LABEL:
            self.unknown.add(page - 1)
        if is_drawing:
            self.contents.drawings.setdefault(hashlib.sha256(data).hexdigest() if len(data) >= 600 else "", page)
            own = {name: [self._decoder(font)] for name, font in fonts_of(resources)} if resources is not None else {}
            fonts = {**self.by_name, **own}
            self.contents.texts.append(HeldText(show_strings(data, fonts), _PAGE if page else _LEFT, page))
            self._add_words(b"\n".join(re.findall(rb"<<.*?>>", data, re.DOTALL)), page)
        elif stream.get("/Type") == Name.Metadata:
            self.contents.texts += [HeldText(text, "文書の情報", page) for text in list(xml_words(data)) or readings(data)]
        else:
            self.contents.texts += [HeldText(text, _INSIDE, page) for text in readings(data)]

    def _add_words(self, data: bytes, page: int | None) -> None:
        self.contents.texts += [HeldText(text, where, page) for text, where in _words(data)]

    def _leftovers(self, data: bytes) -> None:
        """What lies in the file and belongs to no object: earlier states, streams that nothing names."""
        between, place = [], 0
        for found in _STREAM.finditer(data):
            between.append(data[place : found.start()])
            place = found.end()
            raw = found[1]
            if any(hashlib.sha256(raw + end).hexdigest() in self.contents.streams for end in (b"", b"\n", b"\r", b"\r\n")):
                continue
            with contextlib.suppress(zlib.error):
                raw = zlib.decompressobj().decompress(raw)
            if b"/Type /ObjStm" in between[-1][-400:] or b"/Type/ObjStm" in between[-1][-400:]:
                continue_with = [HeldText(text, _LEFT) for text, _ in _words(raw)]
            else:
                continue_with = [HeldText(text, _LEFT) for text in (show_strings(raw, self.by_name), *readings(raw))]
            self.contents.texts += continue_with
        between.append(data[place:])
        self.contents.texts += [HeldText(text, where) for text, where in _words(b"\n".join(between))]


def described_in(data: bytes) -> Iterator[str]:
    """What the bytes of a PDF say of it, its writer among that; no library opens it, for anybody may have made it."""
    for found in _DESCRIBED.finditer(data):
        yield from readings(unescape(found["text"]) if found["text"] is not None else from_hex(found["hex"]))
    for found in _XMP.finditer(data):
        yield from xml_words(found[0])


def _digest(stream: Stream) -> str:
    return hashlib.sha256(stream.get_raw_stream_buffer()).hexdigest()


def _words(data: bytes) -> Iterator[tuple[str, str]]:
    """The strings and the names with other letters than those of ASCII in the notation of a PDF."""
    for found in _WORDS.finditer(data):
        if found["name"]:
            raw = _HEX_IN_NAME.sub(lambda each: bytes([int(each[1], 16)]), found["name"][1:])
        elif found["text"] is not None:
            raw = unescape(found["text"][1:-1])
        else:
            raw = from_hex(found["hex"])
        if len(raw) > 1:
            where = _PLACES.get(found["key"] or b"", _INSIDE)
            for text in readings(raw):
                yield text, where


def readings(data: bytes) -> list[str]:
    """What bytes may say: as their mark tells, else in each encoding that Japanese software writes."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return [data.decode("utf-16", "ignore")]
    if data.isascii() and b"\0" not in data:
        return [data.decode("ascii")]
    found = []
    for encoding in ("utf-8-sig", "cp932", "utf-16-be", "utf-16-le", "euc_jp"):
        try:
            found.append(data.decode(encoding))
        except UnicodeDecodeError:
            if encoding == "utf-8-sig":
                found.append(data.decode(encoding, "ignore"))
    return found


def _picture(stream: Stream, raw: str, page: int | None, *, decode: bool) -> HeldPicture:
    wide, high = stream.get("/Width", 0), stream.get("/Height", 0)
    if not decode or min(int(wide), int(high)) < _LEAST_PICTURE:
        return HeldPicture(raw, page=page)
    try:
        stream["/Subtype"] = Name.Image  # a thumbnail need not say so
        image = pikepdf.PdfImage(stream).as_pil_image()
        pixels, look = picture_look(image)
    except (PdfError, ValueError, OSError, NotImplementedError, KeyError, TypeError, AttributeError):
        return HeldPicture(raw, page=page)
    return HeldPicture(raw, pixels, look, page)


def pack_contents(contents: FileContents) -> dict[str, Any]:
    """The contents as JSON can hold them."""
    texts = list(dict.fromkeys((held.text, held.where, held.page) for held in contents.texts))
    pictures = [
        [each.raw, each.pixels, [str(each.look.bits), each.look.ratio] if each.look else None, each.page]
        for each in contents.pictures
    ]
    return {"texts": texts, "pictures": pictures, "drawings": contents.drawings, "streams": sorted(contents.streams)}


def unpack_contents(held: dict[str, Any]) -> FileContents:
    """The contents from `pack_contents`."""
    pictures = [
        HeldPicture(raw, pixels, PictureLook(int(look[0]), look[1]) if look else None, page)
        for raw, pixels, look, page in held["pictures"]
    ]
    return FileContents([HeldText(*each) for each in held["texts"]], pictures, held["drawings"], set(held["streams"]))
