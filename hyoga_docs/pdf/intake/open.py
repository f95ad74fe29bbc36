"""Opens supplied PDFs and pictures, mending what can be mended."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream
from pypdfium2 import raw as pdfium

from hyoga_docs.pdf.intake.encryption import encryption_of, without_lock
from hyoga_docs.pdf.intake.forms import is_all_xfa, is_drawn_anew, is_endless
from hyoga_docs.pdf.intake.records import IntakeRejected
from hyoga_docs.pdf.names import keys_of
from hyoga_docs.spec.formats import Opened, is_opened

if TYPE_CHECKING:
    from pathlib import Path

_DPI = 200
_MOST_PAGES = 10_000  # that are looked for one by one
_MOST_PIXELS = 12_000_000
_LONGEST = 20_000  # a JPEG has no side of more than 65,500 pixels
#: What the two libraries raise for files that are not as they should be.
FAILURES = (
    pikepdf.PikepdfError,
    pypdfium2.PdfiumError,
    TypeError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
    OverflowError,
    ZeroDivisionError,
)


@dataclass(frozen=True)
class OpenedFile:
    """A file that can be read: its PDF (the file itself where it is one and sound), its pages, whether it was mended.

    `announced` is how many pages the file says that it has, `unread` which of them (from 1) are none.
    `xfa` says that it holds a form of XFA and no field on a page, `formless` that its form went, for no program gets through it.
    `moves` says that it is a picture of several frames, of which one is printed.
    """

    pdf: bytes | Path
    pages: int
    mended: bool
    announced: int = 0
    unread: tuple[int, ...] = ()
    xfa: bool = False
    formless: bool = False
    moves: bool = False


def open_supplied(path: Path, suffix: str) -> OpenedFile | IntakeRejected:
    """Opens a supplied PDF or picture, or says why it cannot be bound."""
    if not is_opened(suffix, Opened.PICTURE):
        return _open(path)
    from hyoga_docs.pdf.intake.pictures import picture_pages  # noqa: PLC0415  heavy, and wanted only for pictures

    try:
        found = picture_pages(path)
    except ValueError as problem:
        return IntakeRejected("HD315", str(problem))
    return OpenedFile(found.pdf, found.pages, mended=False, moves=found.moves)


def _open(path: Path) -> OpenedFile | IntakeRejected:
    """Opens a PDF, mending it where that can be done: pikepdf first, then by way of pdfium."""
    pdf: bytes | Path = path
    found: OpenedFile | IntakeRejected | None = None
    with contextlib.suppress(*FAILURES):
        try:
            found = _look(path)
        except pikepdf.PikepdfError as problem:
            locked = encryption_of(path.read_bytes())
            if locked is not None and locked.other_than_password:
                return IntakeRejected("HD365", locked.other_than_password)
            if locked is not None and locked.attachments_only:
                pdf = without_lock(path.read_bytes())
                found = _look(pdf)
            elif isinstance(problem, pikepdf.PasswordError):
                return IntakeRejected("HD311")
    if isinstance(found, IntakeRejected):
        return found
    counted = _pdfium_pages(found.pdf if found is not None else pdf)
    if counted and (found is None or found.pages != counted):
        found = _opened_otherwise(pdf, found, counted)
    if found is None:
        return IntakeRejected("HD312")
    return found if found.pages else IntakeRejected("HD314")


def _opened_otherwise(pdf: bytes | Path, found: OpenedFile | None, counted: int) -> OpenedFile | None:
    """A file that pdfium counts other pages of: as pdfium can read it, else as it was found, written anew for both."""
    again = rescued(pdf)
    with contextlib.suppress(*FAILURES):
        if again is None and found is not None:
            with _opened(found.pdf) as source:
                again = _saved(source)
        looked = _look(again) if again is not None else None
        if isinstance(looked, OpenedFile):
            announced = max(counted, found.pages if found is not None else 0)
            unread = _unread(pdf) if looked.pages < counted else ()
            formless = looked.formless or (found is not None and found.formless)
            return replace(looked, mended=True, announced=announced, unread=unread, formless=formless)
    return found


def _look(pdf: bytes | Path) -> OpenedFile | IntakeRejected:
    with _opened(pdf) as opened:
        pages = len(opened.pages)
        found = OpenedFile(pdf, pages, bool(opened.get_warnings()), pages)
        if is_all_xfa(opened):
            if is_drawn_anew(opened):
                return IntakeRejected("HD364")
            found = replace(found, xfa=True)
        if is_endless(opened):
            del opened.Root["/AcroForm"]
            found = replace(found, pdf=_saved(opened), formless=True)
        return found


def _opened(pdf: bytes | Path) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _unread(pdf: bytes | Path) -> tuple[int, ...]:
    """The pages, from 1, that a file announces and that are none."""
    unread = []
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        for index in range(min(len(document), _MOST_PAGES)):
            try:
                document[index].close()
            except pypdfium2.PdfiumError:
                unread.append(index + 1)
    return tuple(unread)


def _pdfium_pages(pdf: bytes | Path) -> int:
    try:
        with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def rescued(pdf: bytes | Path) -> bytes | None:
    """The pages as pdfium can read them, in a new file; None where it cannot."""
    try:
        with contextlib.closing(pypdfium2.PdfDocument(pdf)) as source, contextlib.closing(pypdfium2.PdfDocument.new()) as target:
            target.import_pages(source)
            return _written(target) if len(target) else None
    except FAILURES:
        return None


def flattened_by_pdfium(pdf: bytes | Path) -> bytes | None:
    """The file with its fields and comments made part of the pages by pdfium; None where it cannot."""
    try:
        with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
            with contextlib.suppress(pypdfium2.PdfiumError):
                document.init_forms()
            for index in range(len(document)):
                with contextlib.closing(document[index]) as page:
                    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            return _written(document)
    except FAILURES:
        return None


def _written(document: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class PageJpeg:
    """A page drawn as a JPEG, with its size in pixels and, as its reader sees it, in points."""

    jpeg: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]

    def replace(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        """Puts the picture in the place of all that the page holds."""
        width, height = self.points
        image = Stream(pdf, self.jpeg)
        image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
        image.Width, image.Height = self.pixels
        image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
        for key in keys_of(page.obj):
            if key not in {"/Type", "/Parent"}:
                del page.obj[key]
        page.obj.MediaBox = Array([0, 0, round(width, 3), round(height, 3)])
        page.obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(image)))
        content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q".encode()
        page.obj.Contents = pdf.make_indirect(Stream(pdf, content))


def page_picture(pdf: bytes | Path, index: int) -> PageJpeg | None:
    """A page as a picture of it at 200 dpi, with all that is written over it; None where it cannot be drawn."""
    try:
        with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
            with contextlib.suppress(pypdfium2.PdfiumError):
                document.init_forms()
            if document.formenv is not None:
                pdfium.FPDF_SetFormFieldHighlightAlpha(document.formenv, 0)
            with contextlib.closing(document[index]) as page:
                points = page.get_size()
                most = min((_MOST_PIXELS / max(points[0] * points[1], 1)) ** 0.5, _LONGEST / max(*points, 1))
                scale = min(_DPI / 72, most)
                image = page.render(scale=scale).to_pil().convert("RGB")
    except FAILURES:
        return None
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return PageJpeg(out.getvalue(), image.size, points)


def has_broken_picture(pdf: Path, index: int) -> bool:
    """Whether a page holds a picture that pdfium cannot draw."""
    try:
        with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document, contextlib.closing(document[index]) as page:
            pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)
            return any(not pdfium.FPDFImageObj_GetBitmap(picture.raw) for picture in pictures)
    except FAILURES:
        return False
