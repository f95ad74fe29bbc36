"""How pages look, small and in colours, and whether two of them look the same.

pdfium draws both sides, so pages that show the same are the same to the last pixel, but for a hair of smoothing.
"""

from __future__ import annotations

import contextlib
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from pypdfium2 import raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from hyoga_docs.pdf.geometry import Box

#: Pixels a point: 36 dpi, at which a check mark of 3 mm has four pixels a side.
SCALE = 0.5
_MOST_PIXELS = 1_440_000
_LONGEST = 60_000
#: Squares of three pixels whose mean colours differ by more than this look different: a thin digit of 9 points counts.
_SQUARE = 3
_DIFFERENCE = 24


@dataclass(frozen=True)
class PageThumbnail:
    """A drawn page: its size in pixels, and the mean colours of its squares, row by row."""

    width: int
    height: int
    squares: bytes

    @staticmethod
    def of(image: Image.Image) -> PageThumbnail:
        """The look of a picture in RGB."""
        return PageThumbnail(image.width, image.height, image.reduce(_SQUARE).tobytes())

    def grey(self) -> Image.Image:
        """The squares as a picture in grey."""
        return _image(self).convert("L")

    @property
    def one_colour(self) -> bool:
        """Whether nothing at all is seen."""
        return self.squares == self.squares[:3] * (len(self.squares) // 3)

    def pack(self) -> bytes:
        """The look as few bytes."""
        return self.width.to_bytes(2, "big") + self.height.to_bytes(2, "big") + zlib.compress(self.squares, 1)

    @staticmethod
    def unpack(data: bytes) -> PageThumbnail:
        """A look from its bytes."""
        return PageThumbnail(int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big"), zlib.decompress(data[4:]))


class DrawnPdf:
    """A PDF opened for looking at; `notes` draws what a viewer makes of sticky notes and paper clips.

    Raises PdfiumError when pdfium cannot open it. Call `close`, or use it in `with`.
    """

    def __init__(self, pdf: bytes | Path, *, notes: bool = True) -> None:
        self.notes = notes
        self.document = pypdfium2.PdfDocument(pdf)
        with contextlib.suppress(pypdfium2.PdfiumError):  # a form that cannot be read is drawn without its fields
            self.document.init_forms()
        if self.document.formenv is not None:
            pdfium.FPDF_SetFormFieldHighlightAlpha(self.document.formenv, 0)

    def __enter__(self) -> DrawnPdf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.document)

    def close(self) -> None:
        """Gives the memory back."""
        self.document.close()

    def look(self, index: int) -> PageThumbnail | None:
        """A page's look; None for a page that pdfium cannot load."""
        try:
            page = self.document[index]
        except pypdfium2.PdfiumError:
            return None
        try:
            wide, high = page.get_size()
            if not self.notes:
                _drop_notes(page)
            scale = min(SCALE, (_MOST_PIXELS / max(wide * high, 1)) ** 0.5, _LONGEST / max(wide, high, 1))
            return PageThumbnail.of(page.render(scale=scale).to_pil().convert("RGB"))
        except (pypdfium2.PdfiumError, ValueError):
            return None
        finally:
            page.close()

    def look_at(self, index: int, part: Box, like: PageThumbnail) -> PageThumbnail | None:
        """The look of a part of a page (in parts of its sides), drawn as large as another look."""
        try:
            page = self.document[index]
        except pypdfium2.PdfiumError:
            return None
        try:
            wide, high = page.get_size()
            across, down = like.width / (part.width * wide), like.height / (part.height * high)
            matrix = pdfium.FS_MATRIX(across, 0, 0, down, -part.left * wide * across, (part.top - 1) * high * down)
            bitmap = pypdfium2.PdfBitmap.new_native(like.width, like.height, pdfium.FPDFBitmap_BGR)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, like.width, like.height)
            whole = pdfium.FS_RECTF(0, 0, like.width, like.height)
            pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, whole, pdfium.FPDF_ANNOT)
            return PageThumbnail.of(bitmap.to_pil().convert("RGB"))
        except (pypdfium2.PdfiumError, ValueError):
            return None
        finally:
            page.close()

    def looks(self, pages: Sequence[int]) -> Iterator[PageThumbnail | None]:
        """The looks of pages, one at a time."""
        return (self.look(index) for index in pages)


def _drop_notes(page: pypdfium2.PdfPage) -> None:
    """Takes sticky notes and paper clips without a look of their own off a page before it is drawn; the file is not changed."""
    kinds = {pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_FILEATTACHMENT}
    for index in range(pdfium.FPDFPage_GetAnnotCount(page) - 1, -1, -1):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = -1 if pdfium.FPDFAnnot_HasKey(annotation, b"AP") else pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in kinds:
            pdfium.FPDFPage_RemoveAnnot(page, index)


def save_looks(looks: Sequence[PageThumbnail | None], out: Path) -> None:
    """Writes looks into a file, to be compared with later."""
    packed = [look.pack() if look is not None else b"" for look in looks]
    out.write_bytes(b"".join(len(each).to_bytes(4, "big") + each for each in packed))


def load_looks(path: Path) -> Iterator[PageThumbnail | None]:
    """The looks of a file, one at a time."""
    with path.open("rb") as stream:
        while head := stream.read(4):
            data = stream.read(int.from_bytes(head, "big"))
            yield PageThumbnail.unpack(data) if data else None


def differing(
    pdf: Path, first: int, looks: Path, covered: Mapping[int, Sequence[Box]], fitted: Mapping[int, Box] | None = None
) -> list[int]:
    """The pages, from 0, of a paper that begins at page `first` of a PDF and that look other than they did.

    `covered` are the boxes printed over each page of the PDF, `fitted` where on its sheet each page lies that is but a part of it.
    """
    found = []
    with DrawnPdf(pdf) as drawn:
        for index, before in enumerate(load_looks(looks)):
            if before is None:
                continue
            part, over = (fitted or {}).get(first + index), covered.get(first + index, ())
            if part is None:
                alike = same(before, drawn.look(first + index), over)
            else:
                alike = nearly_same(before, drawn.look_at(first + index, part, before), [_within(box, part) for box in over])
            if not alike:
                found.append(index)
    return found


def _within(box: Box, part: Box) -> Box:
    """A box in parts of a part's sides."""
    left, right = ((side - part.left) / part.width for side in (box.left, box.right))
    bottom, top = ((side - part.bottom) / part.height for side in (box.bottom, box.top))
    return replace(box, left=left, bottom=bottom, right=right, top=top)


def same(one: PageThumbnail | None, other: PageThumbnail | None, covered: Sequence[Box] = ()) -> bool:
    """Whether two looks show the same; what lies under `covered` (boxes in parts of the page's sides) does not count."""
    if one is None or other is None:
        return one is other
    if (one.width, one.height) != (other.width, other.height):
        return False
    if one.squares == other.squares:
        return True
    images = [_image(one), _image(other)]
    greys = ImageChops.difference(*(image.convert("L") for image in images))
    colours = ImageChops.difference(*images)
    for difference in (greys, colours):
        _blot(difference, one, covered)
    _, grey = cast("tuple[int, int]", greys.getextrema())
    bands = cast("tuple[tuple[int, int], ...]", colours.getextrema())
    # Of colours alone more is borne: pdfium smooths the text of fields in three colours, that of pages in grey.
    return grey <= _DIFFERENCE and max(most for _, most in bands) <= 2 * _DIFFERENCE


def nearly_same(one: PageThumbnail, other: PageThumbnail | None, covered: Sequence[Box] = ()) -> bool:
    """Whether two looks show the same, each within a square of where the other does, as `same` says otherwise.

    pdfium draws pictures and letters on whole pixels; on a page that was scaled, those may be the next ones.
    """
    if other is None or (one.width, one.height) != (other.width, other.height):
        return False
    for image, near in ((_image(one), _image(other)), (_image(other), _image(one))):
        lightest, darkest = near.filter(ImageFilter.MaxFilter(3)), near.filter(ImageFilter.MinFilter(3))
        for difference in (ImageChops.subtract(image, lightest), ImageChops.subtract(darkest, image)):
            _blot(difference, one, covered)
            bands = cast("tuple[tuple[int, int], ...]", difference.getextrema())
            if max(most for _, most in bands) > _DIFFERENCE:
                return False
    return True


def _blot(difference: Image.Image, look: PageThumbnail, covered: Sequence[Box]) -> None:
    """Leaves nothing of a difference that lies under boxes."""
    wide, high = look.width / _SQUARE, look.height / _SQUARE
    for box in covered:
        sides = (box.left * wide - 1, (1 - box.top) * high - 1, box.right * wide + 1, (1 - box.bottom) * high + 1)
        ImageDraw.Draw(difference).rectangle(sides, fill=0)


def _image(look: PageThumbnail) -> Image.Image:
    size = (-(-look.width // _SQUARE), -(-look.height // _SQUARE))
    return Image.frombuffer("RGB", size, look.squares, "raw", "RGB", 0, 1)
