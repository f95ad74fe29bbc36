"""Opens supplied PDFs and pictures, mending what can be mended."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2

from hyoga_docs.pdf.finish import repeatable
from hyoga_docs.pdf.intake import PICTURES
from hyoga_docs.problem import Place, Problem, error

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

_A4_MM = (210, 297)


@dataclass(frozen=True)
class Opened:
    """What a file turned out to be: its pages, whether it is tagged, had to be mended.

    `bytes` is the PDF to bind where that is not the file itself.
    """

    pages: int
    tagged: bool
    mended: bool
    bytes: bytes | None = None


def open_supplied(path: Path, place: Place) -> Opened | Problem:
    """Opens a supplied PDF or picture, or says why it cannot be bound."""
    if path.suffix.lower() not in PICTURES:
        return _open(path.read_bytes(), place, path)
    try:
        data = _picture(path)
    except ValueError as problem:
        hint = "PNG か JPEG で保存し直してください。"
        return error("HD315", f"画像を読めません（{problem}）。", place=place, quote=path.name, hint=hint)
    return replace(_look(data), bytes=data)


def _open(data: bytes, place: Place, path: Path) -> Opened | Problem:
    """Opens a PDF, mending it where that can be done: pikepdf first, then by way of pdfium."""
    try:
        found = _look(data)
    except pikepdf.PasswordError:
        hint = "パスワードを外して保存し直したものを受け取ってください。"
        return error("HD311", "パスワードで保護された PDF です。", place=place, quote=path.name, hint=hint)
    except (pikepdf.PikepdfError, ValueError):
        found = None
    counted = _pdfium_pages(data)
    if found is None or (counted and found.pages != counted):
        rescued = _rescue(data) if counted else None
        if rescued is not None:
            return rescued
    if found is None:
        hint = "作った人に、もとのソフトから PDF を作り直してもらってください。"
        return error("HD312", "PDF が壊れていて使えません。", place=place, quote=path.name, hint=hint)
    if found.pages == 0:
        hint = "中身のあるファイルに差し替えてください。"
        return error("HD314", "PDF にページがありません。", place=place, quote=path.name, hint=hint)
    return found


def _look(data: bytes) -> Opened:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
        tagged = isinstance(pdf.Root.get("/StructTreeRoot"), pikepdf.Dictionary)
        return Opened(pages, tagged, bool(pdf.get_warnings()))


def _pdfium_pages(data: bytes) -> int:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def _rescue(data: bytes) -> Opened | None:
    """The pages as pdfium can read them, in a new file."""
    try:
        source, target = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
        target.import_pages(source)
        out = io.BytesIO()
        target.save(out)
        again = repeatable(out.getvalue())
        found = replace(_look(again), mended=True, bytes=again)
    except (pypdfium2.PdfiumError, pikepdf.PikepdfError, ValueError):
        return None
    return found if found.pages else None


def _picture(path: Path) -> bytes:
    """A picture on an A4 page of its own direction, not resampled. Raises ValueError for what is no picture."""
    import img2pdf  # noqa: PLC0415  heavy, and wanted only for pictures
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                image.load()  # a picture that was cut short says so here
                turned = image.getexif().get(0x0112, 1) != 1
                several = getattr(image, "n_frames", 1) > 1  # a telephone's second exposure: the first is the picture
                alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
                upright = ImageOps.exif_transpose(image)
                data = _encoded(upright, image.format, alpha=alpha) if turned or several or alpha else path.read_bytes()
                wide, high = upright.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        msg = "壊れているか、画像ではありません"
        raise ValueError(msg) from problem
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        msg = "大きすぎます。9,000万画素までにしてください"
        raise ValueError(msg) from problem
    size = _A4_MM if high >= wide else (_A4_MM[1], _A4_MM[0])
    layout = img2pdf.get_layout_fun((img2pdf.mm_to_pt(size[0]), img2pdf.mm_to_pt(size[1])), None, None, img2pdf.FitMode.into)
    try:
        return repeatable(bytes(img2pdf.convert(data, layout_fun=layout, nodate=True, rotation=img2pdf.Rotation.ifvalid) or b""))
    except (img2pdf.ImageOpenError, img2pdf.PdfTooLargeError, OSError, pikepdf.PikepdfError) as problem:
        msg = "PDF にできない種類の画像です"
        raise ValueError(msg) from problem


def _encoded(image: Image.Image, kind: str | None, *, alpha: bool) -> bytes:
    """A picture written anew: on white where it has alpha, which paper has not."""
    from PIL import Image as Pillow  # noqa: PLC0415

    out = io.BytesIO()
    if alpha:
        layer = image.convert("RGBA")
        flat = Pillow.new("RGB", image.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
        flat.save(out, "PNG")
    elif kind in {"JPEG", "MPO"}:
        image.save(out, "JPEG", quality=95)
    else:
        image.save(out, "PNG")
    return out.getvalue()
