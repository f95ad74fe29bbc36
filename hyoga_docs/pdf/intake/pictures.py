"""Supplied pictures as PDF pages: each on an A4 page of its own direction, not resampled; a TIFF of many pages as many."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from PIL import Image

from hyoga_docs.spec.formats import format_by_contents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_A4_MM = (210, 297)
_MOST_PAGES = 500
_MOST_BYTES = 1_000_000_000  # of all pages, written anew
_ORIENTATION, _SUBFILE = 0x0112, 254
_PHOTOS = {"JPEG", "MPO", "HEIF", "WEBP"}  # made with loss already
_FEWEST_DPI, _MOST_DPI = 50, 1200
_BITS_16 = "I;16"
#: What the libraries raise for pictures that are not as they should be.
_FAILURES = (
    pikepdf.PikepdfError,
    pypdfium2.PdfiumError,
    MemoryError,
    OSError,
    EOFError,
    SyntaxError,
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    RuntimeError,
    ArithmeticError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True)
class PicturePages:
    """A picture as a PDF with its pages. `moves` says that it has more frames than the one that is printed."""

    pdf: bytes
    pages: int
    moves: bool


def picture_pages(path: Path) -> PicturePages:
    """A picture as pages. Raises ValueError for what is no picture."""
    import img2pdf  # noqa: PLC0415  heavy, and wanted only for pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _open_heic(path)
            with Image.open(path) as image:
                frames = list(_frames(image, path))
                moves = image.format in {"GIF", "WEBP", "PNG"} and getattr(image, "n_frames", 1) > 1
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        msg = f"大きすぎます。9,000万画素、{_MOST_PAGES}ページまでにしてください"
        raise ValueError(msg) from problem
    except _FAILURES as problem:
        msg = "壊れているか、画像ではありません"
        raise ValueError(msg) from problem
    try:
        made = bytes(img2pdf.convert(frames, layout_fun=_on_a4, nodate=True, rotation=img2pdf.Rotation.ifvalid) or b"")
    except MemoryError:
        raise
    except Exception as problem:  # of a damaged picture img2pdf raises Exception itself
        msg = "PDF にできない種類の画像です"
        raise ValueError(msg) from problem
    return PicturePages(made, len(frames), moves)


def _on_a4(width: int, height: int, dpi: tuple[float, float]) -> tuple[float, float, float, float]:
    """The sizes of page and picture in points, of a picture in dots; faxes have dots that are not square."""
    square = not all(_FEWEST_DPI <= each <= _MOST_DPI for each in dpi)
    wide, high = (width, height) if square else (width / dpi[0], height / dpi[1])
    page = sorted(each / 25.4 * 72 for each in _A4_MM)
    page = page if high >= wide else page[::-1]
    scale = min(page[0] / wide, page[1] / high)
    return page[0], page[1], wide * scale, high * scale


def _open_heic(path: Path) -> None:
    """Teaches Pillow HEIC when a file is one."""
    with path.open("rb") as stream:
        found = format_by_contents(stream.read(64))
    if found is not None and found.name == "HEIC":
        from pi_heif import register_heif_opener  # noqa: PLC0415  wanted only for HEIC

        register_heif_opener()


def _frames(image: Image.Image, path: Path) -> Iterator[bytes]:
    """The pictures that are pages: all of a TIFF but its small previews, of any other format the first one."""
    if image.format != "TIFF":
        yield _frame(image, path)
        return
    size = 0
    for number in range(_MOST_PAGES + 1):
        try:
            image.seek(number)
        except EOFError:
            break
        if number == _MOST_PAGES or size > _MOST_BYTES or image.width * image.height > (Image.MAX_IMAGE_PIXELS or 0):
            raise Image.DecompressionBombError
        if not _is_preview(image):
            data = _frame(image, path)
            size += len(data)
            yield data


def _is_preview(image: Image.Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    return bool(tags.get(_SUBFILE, 0) & 1) and image.tell() > 0


def _frame(image: Image.Image, path: Path) -> bytes:
    """One picture as img2pdf takes it: the file itself where that will do."""
    from PIL import ImageOps  # noqa: PLC0415

    image.load()  # a picture that was cut short says so here
    turned = image.getexif().get(_ORIENTATION, 1) != 1
    several = getattr(image, "n_frames", 1) > 1  # a telephone's second exposure: the first is the picture
    alpha = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    if image.format in {"PNG", "JPEG"} and not (turned or several or alpha):
        return path.read_bytes()
    return _encoded(ImageOps.exif_transpose(image), image, alpha=alpha)


def _encoded(upright: Image.Image, image: Image.Image, *, alpha: bool) -> bytes:
    """A picture written anew: on white where it has alpha, which paper has not."""
    out = io.BytesIO()
    if alpha:
        layer = upright.convert("RGBA")
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
        flat.save(out, "PNG")
    elif image.format in _PHOTOS:
        (upright if upright.mode in {"L", "RGB", "CMYK"} else upright.convert("RGB")).save(out, "JPEG", quality=95)
    else:
        dpi = image.info.get("dpi")
        _for_png(upright).save(out, "PNG", **({"dpi": dpi} if isinstance(dpi, tuple) and all(dpi) else {}))
    return out.getvalue()


def _for_png(image: Image.Image) -> Image.Image:
    if image.mode.startswith(_BITS_16):
        return image.point(lambda value: value / 256).convert("L")
    return image if image.mode in {"1", "L", "P", "RGB"} else image.convert("RGB")
