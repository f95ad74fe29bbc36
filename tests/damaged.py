"""PDFs that are damaged on purpose, each in one place of its first page, and a way to take them in."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest, IntakeResult, IntakeWarning
from hyoga_docs.pdf.intake.take import take

A4 = (595, 842)
TEXT = b"".join(b"BT /F 12 Tf 50 %d Td (Line number %d of the words) Tj ET\n" % (800 - 14 * line, line) for line in range(50))
LINES = b"".join(TEXT.splitlines(keepends=True)[:10])
FLATE, JPEG = Name.FlateDecode, Name.DCTDecode


def paper(*contents: bytes, rotate: int = 0) -> pikepdf.Pdf:
    """A PDF with a page for each content, in Helvetica (/F)."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for content in contents:
        page = pdf.add_blank_page(page_size=A4)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary())
        page.obj.Contents = pdf.make_stream(content)
        if rotate:
            page.obj.Rotate = rotate
    return pdf


def written(pdf: pikepdf.Pdf) -> bytes:
    """A PDF as a file whose streams are as they were put in."""
    out = io.BytesIO()
    pdf.save(
        out,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        static_id=True,
    )
    return out.getvalue()


def packed(pdf: pikepdf.Pdf, data: bytes, filters: Any, parms: Any = None, **more: Any) -> Any:
    """A stream of these bytes, of which it is said that they are packed so."""
    stream = Stream(pdf, b"")
    stream.write(data, filter=filters, decode_parms=parms)
    for key, value in more.items():
        stream[f"/{key}"] = value
    return pdf.make_indirect(stream)


def with_content(data: bytes, filters: Any, parms: Any = None) -> bytes:
    """Two pages, of which the first has this content."""
    pdf = paper(b"", TEXT)
    pdf.pages[0].obj.Contents = packed(pdf, data, filters, parms)
    return written(pdf)


def with_drawing(data: bytes, filters: Any, **more: Any) -> bytes:
    """Two pages, of which the first shows a drawing or a picture of these bytes beside some words."""
    pdf = paper(LINES + b"q 300 0 0 300 100 100 cm /X Do Q", TEXT)
    pdf.pages[0].obj.Resources.XObject.X = packed(pdf, data, filters, Type=Name.XObject, **more)
    return written(pdf)


def picture(data: bytes, filters: Any, **more: Any) -> bytes:
    """Two pages, of which the first shows a picture of 60 by 60 in colours."""
    look = {"Width": 60, "Height": 60, "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}
    return with_drawing(data, filters, Subtype=Name.Image, **{**look, **more})


def jpeg() -> bytes:
    """A JPEG of 60 by 60."""
    out = io.BytesIO()
    Image.effect_noise((60, 60), 90).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def spoilt(data: bytes, place: int, by: bytes) -> bytes:
    """Some bytes put in the place of others."""
    return data[:place] + by + data[place + len(by) :]


def with_font(data: bytes, filters: Any) -> bytes:
    """Two pages, of which the first is written in a font whose file is of these bytes."""
    pdf = paper(TEXT, TEXT)
    file = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Font"), Flags=32, FontFile2=packed(pdf, data, filters))
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Font"), FontDescriptor=pdf.make_indirect(file))
    pdf.pages[0].obj.Resources.Font = Dictionary(F=pdf.make_indirect(font))
    return written(pdf)


def damaged() -> dict[str, bytes]:
    """PDFs of two pages, the first of them damaged; each is told and bound."""
    flate, drawn = zlib.compress(TEXT), jpeg()
    pixels = zlib.compress(bytes(range(60)) * 180)
    form: dict[str, Any] = {"Subtype": Name.Form, "BBox": Array([0, 0, 1, 1])}
    return {
        "flate cut short": with_content(flate[: len(flate) // 2], FLATE),
        "flate spoilt": with_content(spoilt(flate, len(flate) // 2, b"\xff\x55\xff"), FLATE),
        "flate of another sum": with_content(flate[:-4] + bytes(4), FLATE),
        "flate that is none": with_content(TEXT, FLATE),
        "lzw that is none": with_content(TEXT, Name.LZWDecode),
        "hex spoilt": with_content(TEXT.hex().encode()[:900] + b"zz>", Name.ASCIIHexDecode),
        "ascii 85 spoilt": with_content(b'87cURD]i,"Ebo80{{{}}~>', Name.ASCII85Decode),
        "a filter of nobody": with_content(TEXT, Name("/Nobody")),
        "drawing": with_drawing(zlib.compress(b"0 0 1 1 re f\n" * 99)[:-9], FLATE, **form),
        "font": with_font(zlib.compress(bytes(5_000))[:-7], FLATE),
        "picture cut short": picture(pixels[: len(pixels) // 2], FLATE),
        "jpeg cut short": picture(drawn[: len(drawn) // 2], JPEG),
        "jpeg without a scan": picture(b"\xff\xd8\xff\xd9", JPEG),
        "jpeg that is none": picture(b"nothing of the kind", JPEG),
        "jpeg with tables that are none": picture(spoilt(drawn, drawn.index(b"\xff\xc4") + 5, b"\xff" * 9), JPEG),
        "jpeg with a strange marker": picture(spoilt(drawn, len(drawn) - 300, b"\xff\x36"), JPEG),
        "jpeg of nothing": picture(b"", JPEG),
        "jpeg in flate cut short": picture(zlib.compress(drawn)[: len(drawn) // 3], Array([FLATE, JPEG])),
        "jpeg 2000 that is none": picture(b"nothing of the kind", Name.JPXDecode),
    }


def sound() -> dict[str, bytes]:
    """PDFs of two pages that are odd, and of which nothing is missing."""
    flate, drawn = zlib.compress(TEXT), jpeg()
    return {
        "content with tokens that make no sense": with_content(TEXT + b"\n] > ) { 5\n", None),
        "flate without a sum": with_content(flate[:-4], FLATE),
        "flate with bytes behind": with_content(flate + b"\n\n  ", FLATE),
        "runs": with_content(b"".join(b"\x00%c" % byte for byte in TEXT) + b"\x80", Name.RunLengthDecode),
        "jpeg": picture(drawn, JPEG),
        "jpeg in flate": picture(zlib.compress(drawn), Array([FLATE, JPEG])),
        "jpeg with bytes before": picture(b"\r\n" + drawn, JPEG),
        "predictor": picture(zlib.compress((b"\x01" + bytes(180)) * 60), FLATE, DecodeParms=Dictionary(Predictor=15, Columns=180)),
    }


def take_in(data: bytes | pikepdf.Pdf, tmp_path: Path, suffix: str = "") -> tuple[IntakeResult | IntakeRejected, Path]:
    """What becomes of a PDF, and where its clean copy is."""
    source, clean = tmp_path / f"source{suffix}.pdf", tmp_path / f"clean{suffix}.pdf"
    source.write_bytes(data if isinstance(data, bytes) else written(data))
    return take(IntakeRequest(str(source), ".pdf", None, "題", (), "s"), clean), clean


def told(answer: IntakeResult | IntakeRejected, *codes: str) -> list[IntakeWarning]:
    """What was told of a paper by these codes."""
    assert isinstance(answer, IntakeResult), answer
    return [loss for loss in answer.warnings if loss.code in codes]
