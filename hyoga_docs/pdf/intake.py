"""Supplied PDFs and pictures: what each is, whether it can be bound, and how many pages it gives."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2

from hyoga_docs.problem import Place, Problem, error, warning
from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = "1"
PICTURES = {".png", ".jpg", ".jpeg"}
_A4_MM = (210, 297)


@dataclass(frozen=True)
class Intake:
    """A supplied paper as the binder takes it: its pages, and whether it is tagged, has text, had to be mended.

    `stored` is the key of the bytes to bind where they are not the file's own (a picture, a mended file);
    `chosen` are the pages that are bound, counted from 0.
    """

    pages: int
    tagged: bool
    text: bool
    mended: bool = False
    stored: str = ""
    chosen: tuple[int, ...] = ()


def take_in(path: Path, pages: str | None, store: Store, sha: str, place: Place) -> tuple[Intake | None, list[Problem]]:
    """What a supplied PDF or picture is; a locked, empty or hopeless one is an error that says whom to ask for what."""
    key = digest(_VERSION, sha, pikepdf.__version__, pypdfium2.PYPDFIUM_INFO.version)
    kept = store.get("intake", key)
    if kept is not None:
        found = Intake(**json.loads(kept))
        if not found.stored or store.get("bytes", key) is not None:
            return _choose(found, pages, place, _mended_note(found, place, path))
    try:
        data = _picture(path) if path.suffix.lower() in PICTURES else path.read_bytes()
    except ValueError as problem:
        hint = "PNG か JPEG で保存し直してください。"
        return None, [error("HD315", f"画像を読めません（{problem}）。", place=place, quote=path.name, hint=hint)]
    opened = _open(data, place, path)
    if isinstance(opened, Problem):
        return None, [opened]
    found, bound = opened
    if bound is not data or path.suffix.lower() in PICTURES:
        store.put("bytes", key, bound)
        found = replace(found, stored=key)
    store.put("intake", key, json.dumps(asdict(found)).encode())
    return _choose(found, pages, place, _mended_note(found, place, path))


def open_paper(found: Intake, path: Path, store: Store) -> pikepdf.Pdf:
    """The PDF of a paper that was taken in."""
    if not found.stored:
        return pikepdf.open(path)
    return pikepdf.open(io.BytesIO(store.get("bytes", found.stored) or b""))


def _choose(found: Intake, pages: str | None, place: Place, problems: list[Problem]) -> tuple[Intake | None, list[Problem]]:
    chosen: list[int] = []
    for piece in (pages or f"1-{found.pages}").split(","):
        first, dash, last = piece.strip().partition("-")
        chosen += range(int(first) - 1, (int(last) if last else found.pages) if dash else int(first))
    if not chosen or max(chosen) >= found.pages or min(chosen) < 0:
        hint = f"このファイルは{found.pages}ページです。"
        return None, [*problems, error("HD316", "そのページはありません。", place=place, quote=f"pages: {pages}", hint=hint)]
    return replace(found, chosen=tuple(chosen)), problems


def _open(data: bytes, place: Place, path: Path) -> tuple[Intake, bytes] | Problem:
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
    return found, data


def _mended_note(found: Intake, place: Place, path: Path) -> list[Problem]:
    if not found.mended:
        return []
    hint = "そのページを目で確かめてください。作り直してもらえるなら、そのほうが確実です。"
    return [warning("HD313", "壊れたところを直して読みました。", place=place, quote=path.name, hint=hint)]


def _look(data: bytes) -> Intake:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
        tagged = isinstance(pdf.Root.get("/StructTreeRoot"), pikepdf.Dictionary)
        fonts = any("/Font" in (page.obj.get("/Resources") or {}) for page in pdf.pages)
        return Intake(pages, tagged, fonts, mended=bool(pdf.get_warnings()))


def _pdfium_pages(data: bytes) -> int:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def _rescue(data: bytes) -> tuple[Intake, bytes] | None:
    """The pages as pdfium can read them, in a new file."""
    try:
        source, target = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
        target.import_pages(source)
        out = io.BytesIO()
        target.save(out)
        with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
            if "/ID" in pdf.trailer:
                del pdf.trailer["/ID"]
            again = io.BytesIO()
            pdf.save(again, deterministic_id=True)
        found = replace(_look(again.getvalue()), mended=True)
    except (pypdfium2.PdfiumError, pikepdf.PikepdfError, ValueError):
        return None
    return (found, again.getvalue()) if found.pages else None


def _picture(path: Path) -> bytes:
    """A picture on an A4 page of its own direction, not resampled. Raises ValueError for what is no picture."""
    import img2pdf  # noqa: PLC0415  heavy, and wanted only for pictures
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(path) as image:
            wide, high = image.size
            orientation = image.getexif().get(0x0112, 1)
            alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
            data = path.read_bytes()
            if alpha:  # PDF pictures have no alpha of this kind; paper is white
                flat = Image.new("RGB", image.size, "white")
                flat.paste(image.convert("RGBA"), mask=image.convert("RGBA").getchannel("A"))
                buffer = io.BytesIO()
                flat.save(buffer, "PNG")
                data = buffer.getvalue()
        if orientation in {5, 6, 7, 8}:
            wide, high = high, wide
        size = _A4_MM if high >= wide else (_A4_MM[1], _A4_MM[0])
        layout = img2pdf.get_layout_fun((img2pdf.mm_to_pt(size[0]), img2pdf.mm_to_pt(size[1])), None, None, img2pdf.FitMode.into)
        return bytes(img2pdf.convert(data, layout_fun=layout, nodate=True, rotation=img2pdf.Rotation.ifvalid) or b"")
    except (UnidentifiedImageError, OSError, img2pdf.ImageOpenError, img2pdf.PdfTooLargeError, Image.DecompressionBombError) as problem:
        raise ValueError(str(problem)) from problem
