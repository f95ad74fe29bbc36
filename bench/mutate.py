"""Files made wrong on purpose: PDFs, Office files and pictures changed where their structure is, the same way for the same seed."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

#: Keys that our code reads, or a reader of its results.
_KEYS = re.findall(
    r"\w+",
    """Kids Parent K P Pg Next Prev First Last Count Dest Dests Names Limits Annots Subtype Rect QuadPoints AP N AS MediaBox
CropBox Rotate UserUnit Contents Resources XObject Font OCProperties OCGs OCMD OC D OFF ON BaseState Order StructParents
StructParent MCID RoleMap ClassMap IDTree ParentTree ParentTreeNextKey StructTreeRoot Nums A C ID Alt ActualText Headers Scope
Lang Title BaseFont DescendantFonts FontDescriptor FontFile2 Filter DecodeParms Length F SMask Properties PageLabels AcroForm
Fields NeedAppearances Outlines URI S Type Obj Stm BBox Matrix Width Height BitsPerComponent ColorSpace Mask Metadata MarkInfo
Pages ExtGState Pattern Shading Group Ref Encoding ToUnicode W O Border Tabs FT DA V Root Info Size""",
)
_LOOPS = ("Kids", "Parent", "K", "P", "Next", "Prev", "First", "Dest", "XObject", "Resources", "N", "AP", "OCGs", "Names", "Ref")
_NUMBERS = (0, -1, 1, 2**31 - 1, -(2**31), 2**40, 65536, 10**6, 3)
_OPERATORS = b"q Q BT ET EMC /P BMC|/P <</MCID 0>> BDC|/OC /None BDC|Q Q Q|1e30 0 0 1e30 0 0 cm|/X Do|Tj|BI ID EI|n|re f|"
_NOISE = (b"[" * 600, b"q " * 3000, b"<<" * 200, b"99999999999999 ", b"(", b"<", b"/ ", b"\0\xff ")
_WORDS = (b"endobj", b"stream", b"endstream", b"obj", b"xref", b"trailer", b"startxref", b"%%EOF", b"/Type", b"/Length")
_DANGERS: tuple[Callable[[pikepdf.Pdf], Any], ...] = (
    lambda _: Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")),
    lambda _: Dictionary(S=Name.Launch, F=String("calc.exe")),
    lambda _: Dictionary(S=Name.SubmitForm, F=String("http://example.com/")),
    lambda _: Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=String("x"))),
    lambda _: Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
    lambda _: Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])),
)


def mutated_pdf(sources: Sequence[bytes], rng: Random) -> bytes:
    """A PDF with some of its objects, or bytes, made wrong."""
    data = rng.choice(sources)
    if rng.random() < 0.75:
        with contextlib.suppress(pikepdf.PikepdfError, ValueError, RuntimeError, TypeError, KeyError, OverflowError):
            data = _changed_objects(data, rng)
    if rng.random() < 0.4:
        data = _changed_bytes(data, rng.choice(sources), rng)
    return data


def _changed_objects(data: bytes, rng: Random) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        held = [item for item in pdf.objects if isinstance(item, (Dictionary, Array, Stream))]
        for _ in range(rng.choice((1, 1, 2, 3, 6, 12))):
            change = rng.choice((_set, _set, _set, _drop, _loop, _swap, _deep, _content, _danger, _insert))
            change(pdf, held, rng)
        out = io.BytesIO()
        modes = list(pikepdf.ObjectStreamMode.__members__.values())
        pdf.save(out, object_stream_mode=rng.choice(modes), fix_metadata_version=False)
    return out.getvalue()


def _value(held: Sequence[Any], rng: Random) -> Any:
    kind = rng.randrange(11)
    if kind < 3:
        return rng.choice(held)
    return (
        rng.choice(_NUMBERS),
        None,
        Array(),
        Dictionary(),
        String("x" * rng.choice((0, 1, 9000))),
        Name(f"/{rng.choice(_KEYS)}"),
        True,
        Array([rng.choice(held), rng.choice(_NUMBERS), Array([0])]),
    )[kind - 3]


def _owner(held: Sequence[Any], rng: Random, keys: Sequence[str] = ()) -> tuple[Any, str] | None:
    """A dictionary, maybe one written inside another, and a key of it: one of those that are read, where it has any."""
    item = rng.choice(held)
    for _ in range(3):
        if isinstance(item, Array):
            if not len(item):
                return None
            item = item[rng.randrange(len(item))]
        if not isinstance(item, (Dictionary, Stream)):
            return None
        here = list(item.keys())
        inner = [key for key in here if _is_within(item.get(key))]
        if inner and rng.random() < 0.4:
            item = item[rng.choice(inner)]
            continue
        known = [key for key in here if key[1:] in (keys or _KEYS)]
        if known or here:
            return item, rng.choice(known or here)
    return None


def _is_within(value: Any) -> bool:
    return isinstance(value, (Dictionary, Array)) and not value.is_indirect


def _set(_: pikepdf.Pdf, held: Sequence[Any], rng: Random) -> None:
    if found := _owner(held, rng):
        found[0][found[1]] = _value(held, rng)


def _insert(_: pikepdf.Pdf, held: Sequence[Any], rng: Random) -> None:
    if found := _owner(held, rng):
        found[0][f"/{rng.choice(_KEYS)}"] = _value(held, rng)


def _drop(_: pikepdf.Pdf, held: Sequence[Any], rng: Random) -> None:
    if found := _owner(held, rng):
        del found[0][found[1]]


def _loop(_: pikepdf.Pdf, held: Sequence[Any], rng: Random) -> None:
    if found := _owner(held, rng, _LOOPS):
        owner = found[0] if found[0].is_indirect else rng.choice(held)
        found[0][rng.choice((found[1], f"/{rng.choice(_LOOPS)}"))] = rng.choice((owner, Array([owner, owner])))


def _swap(_: pikepdf.Pdf, held: Sequence[Any], rng: Random) -> None:
    one, other = _owner(held, rng), _owner(held, rng)
    if one and other:
        one[0][one[1]], other[0][other[1]] = other[0][other[1]], one[0][one[1]]


def _deep(pdf: pikepdf.Pdf, held: Sequence[Any], rng: Random) -> None:
    value: Any = Dictionary()
    key = f"/{rng.choice(_LOOPS)}"
    indirect = rng.random() < 0.5
    for _ in range(rng.choice((30, 60, 300))):
        value = Dictionary({key: rng.choice((Array([value]), value))})
        if indirect:
            value = pdf.make_indirect(value)
    if found := _owner(held, rng):
        found[0][found[1]] = value


def _danger(pdf: pikepdf.Pdf, held: Sequence[Any], rng: Random) -> None:
    if found := _owner(held, rng):
        value = rng.choice(_DANGERS)(pdf)
        found[0][rng.choice((found[1], "/A", "/AA", "/OpenAction", "/Next", "/FS"))] = (
            pdf.make_indirect(value) if rng.random() < 0.5 else value
        )


def _content(pdf: pikepdf.Pdf, _: Sequence[Any], rng: Random) -> None:
    """Operators dropped, doubled, put where they do not belong."""
    if not len(pdf.pages):
        return
    page = pdf.pages[rng.randrange(len(pdf.pages))]
    page.contents_coalesce()
    stream = page.obj.get("/Contents")
    if not isinstance(stream, Stream):
        return
    lines = re.split(rb"(?<=\s)", stream.read_bytes()[:200_000])
    for _each in range(rng.choice((1, 3, 10))):
        place = rng.randrange(len(lines))
        word = rng.choice(_OPERATORS.split(b"|")) + b" "
        change = rng.randrange(4)
        if change == 0:
            lines[place] = word
        elif change == 1:
            lines.insert(place, word)
        elif change == 2:
            del lines[place : place + rng.choice((1, 5))]
            lines = lines or [b""]
        else:
            lines.insert(
                place, rng.choice((b"[" * 600, b"q " * 3000, b"<<" * 200, b"99999999999999 ", b"(", b"<", b"/ ", b"\0\xff "))
            )
    stream.write(b"".join(lines))


def _changed_bytes(data: bytes, other: bytes, rng: Random) -> bytes:
    made = bytearray(data)
    changes = (_flip, _cut, _double, _number, _word, _noise, _flip, _number)
    for _ in range(rng.choice((1, 2, 5, 20))):
        if made:
            rng.choice(changes)(made, rng.randrange(len(made)), rng)
    if made and rng.random() < 0.1:
        del made[rng.randrange(len(made)) :]
        if rng.random() < 0.5:
            made += other[rng.randrange(len(other)) :]
    return bytes(made)


def _flip(made: bytearray, place: int, rng: Random) -> None:
    made[place] = rng.randrange(256)


def _cut(made: bytearray, place: int, rng: Random) -> None:
    del made[place : place + rng.choice((1, 10, 500))]


def _double(made: bytearray, place: int, rng: Random) -> None:
    made[place:place] = made[place : place + rng.choice((1, 50, 2000))]


def _number(made: bytearray, place: int, rng: Random) -> None:
    found = list(re.finditer(rb"\d+", bytes(made[place : place + 500])))
    if found:
        at = rng.choice(found)
        made[place + at.start() : place + at.end()] = str(rng.choice(_NUMBERS)).encode()


def _word(made: bytearray, place: int, rng: Random) -> None:
    word = rng.choice(_WORDS)
    at = made.find(word, place)
    if at >= 0:
        made[at : at + len(word)] = rng.choice(_WORDS)


def _noise(made: bytearray, place: int, rng: Random) -> None:
    made[place:place] = rng.choice((b"[" * 700, b"<<" * 700, b"(" * 50, b"\0" * 50, b" 0 R ", b"<</K " * 100))


def mutated_picture(sources: Sequence[bytes], rng: Random) -> bytes:
    """A picture with wrong bytes; the checksums of a PNG are mostly put right again, so that they hide nothing."""
    data = _changed_bytes(rng.choice(sources), rng.choice(sources), rng)
    return _with_checksums(data) if data.startswith(b"\x89PNG") and rng.random() < 0.7 else data


def _with_checksums(data: bytes) -> bytes:
    pieces, place = [data[:8]], 8
    while place + 12 <= len(data):
        end = place + 8 + int.from_bytes(data[place : place + 4], "big")
        pieces += [data[place:end], zlib.crc32(data[place + 4 : end]).to_bytes(4, "big")]
        place = end + 4
    return b"".join([*pieces, data[place:]])


def mutated_office(sources: Sequence[bytes], rng: Random) -> bytes:
    """An Office file with parts dropped, doubled or spoilt, or a zip that lies."""
    try:
        parts = unpacked(rng.choice(sources))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, struct.error):
        parts = [("[Content_Types].xml", b"<Types/>")]
    for _ in range(rng.choice((1, 1, 2, 4))):
        if not parts:
            break
        change_part(parts, rng)
    data = packed(parts, rng)
    return lying(data, rng) if rng.random() < 0.25 else data


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of a package, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(info.filename, package.read(info)) for info in package.infolist()]


def packed(parts: Sequence[tuple[str, bytes]], rng: Random) -> bytes:
    """A package of parts; a name may come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as package:
        for name, content in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = package.compression
            package.filelist = [each for each in package.filelist if rng.random() < 0.999 or each.filename != name]
            package.NameToInfo.pop(name, None)  # so that a name may come twice without a warning
            package.writestr(info, content)
    return out.getvalue()


_LIKELY = re.compile(r"document\.xml|styles|\.rels$|workbook|presentation|header")


def change_part(parts: list[tuple[str, bytes]], rng: Random) -> None:
    """Drops, doubles, renames, empties or spoils a part."""
    likely = [at for at, (name, _) in enumerate(parts) if _LIKELY.search(name)]
    place = rng.choice(likely) if likely and rng.random() < 0.7 else rng.randrange(len(parts))
    name, content = parts[place]
    change = rng.randrange(9)
    if change == 0:
        del parts[place]
    elif change == 1:
        parts.insert(rng.randrange(len(parts)), (name, parts[rng.randrange(len(parts))][1]))
    elif change == 2:
        parts[place] = (rng.choice((f"../{name}", f"/{name}", name.upper(), name.replace("/", "\\"), f"{name}/", "")), content)
    elif change == 3:
        parts[place] = (name, b"")
    else:
        parts[place] = (name, changed_xml(content, rng))


_XML = (
    b"<w:del>",
    b"<w:ins w:id='1'><w:r><w:t>x</w:t></w:r></w:ins>",
    b"</w:p>",
    b"<w:sdt/>",
    b"<w:trPr><w:del/></w:trPr>",
    b"<mc:Fallback/>",
    b"<!DOCTYPE a>",
    b"<?xml-stylesheet href='x'?>",
    b"<!-- -->",
    b"&a;",
    b"\0",
    b"<a>" * 300 + b"</a>" * 300,
    b"\xff\xfe",
    b'<Relationship Id="x" Type="http://x/image" Target="http://127.0.0.1:9/x" TargetMode="External"/>',
    b'<Relationship Id="y" Type="" Target="file:///etc/passwd"/>',
    b"<w:outlineLvl w:val='\xef\xbc\x93'/>",
    b"<svg xmlns='http://www.w3.org/2000/svg'><image href='http://x/'/></svg>",
)


def changed_xml(content: bytes, rng: Random) -> bytes:
    """XML with tags dropped, doubled, put in or given other values."""
    tags = [match.span() for match in re.finditer(rb"<[^<>]*>", content[:500_000])]
    made = bytearray(content)
    for _ in range(rng.choice((1, 1, 3))):
        change = rng.randrange(7)
        if not tags or change == 0:
            made[rng.randrange(len(made) + 1) :] = b"" if rng.random() < 0.3 else made[rng.randrange(len(made) + 1) :]
            continue
        start, end = rng.choice(tags)
        if change == 1:
            del made[start:end]
        elif change == 2:
            made[start:start] = made[start:end]
        elif change in {3, 4}:
            made[end:end] = rng.choice(_XML)
        elif change == 5:
            made[start:end] = re.sub(
                rb'="[^"]*"', rng.choice((b'=""', b'="-1"', b'="99999999999"', b"='x")), bytes(made[start:end])
            )
        else:
            with contextlib.suppress(UnicodeDecodeError):
                made = bytearray(bytes(made).decode().encode("utf-16"))
            break
    return bytes(made)


def lying(data: bytes, rng: Random) -> bytes:
    """A zip whose directory says what is not so."""
    made = bytearray(data)
    heads = [match.start() for match in re.finditer(rb"PK\x01\x02", data)]
    for _ in range(rng.choice((1, 2, 5))):
        if not heads:
            break
        place = rng.choice(heads)
        offset = rng.choice((8, 10, 16, 20, 24, 28, 30, 32, 42))  # flags, method, CRC, sizes, lengths of names, place
        size = 4 if offset in {16, 20, 24, 42} else 2
        value = rng.choice((0, 1, 255, 2 ** (8 * size) - 1, rng.randrange(2 ** (8 * size))))
        made[place + offset : place + offset + size] = value.to_bytes(size, "little")
    if rng.random() < 0.2:
        del made[rng.randrange(len(made)) :]
    return bytes(made)
