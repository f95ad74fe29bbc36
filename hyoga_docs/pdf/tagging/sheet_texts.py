"""The texts of a page of a sheet as LibreOffice has painted them, each where it stands."""

from __future__ import annotations

import contextlib
import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

from hyoga_docs.japanese.plain import unbroken

#: Row and column of a cell in its grid.
Cell = tuple[int, int]
_HIDDEN = 0.25  # of its size; so much of a letter may lie outside of its cell


@dataclass
class SheetText:
    """A text as a page paints it, in points: where it begins, where its ink ends, and the cell of the grid that it is of.

    `words` are without spaces, and of one width. `clipped` says that some of it lies outside of what shows.
    """

    x: float
    y: float
    right: float
    size: float
    words: str
    clipped: bool = False
    cell: Cell | None = None


def read_texts(data: bytes) -> list[list[SheetText]]:
    """The texts of each page of a PDF, in the order in which they are painted."""
    pages = []
    with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        for index in range(len(document)):
            with contextlib.closing(document[index]) as page, contextlib.closing(page.get_textpage()) as textpage:
                found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3)
                pages.append([_text(item, textpage) for item in found])
    return pages


def _text(item: pypdfium2.PdfObject, textpage: pypdfium2.PdfTextPage) -> SheetText:
    length = pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item.raw, size)
    matrix, bounds = item.get_matrix(), item.get_bounds()
    scale = max(abs(matrix.d), abs(matrix.b)) * size.value
    words = unbroken(buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0"))
    return SheetText(matrix.e, matrix.f, bounds[2], scale, words, _is_clipped(item, bounds, scale))


def _is_clipped(item: pypdfium2.PdfObject, bounds: tuple[float, float, float, float], size: float) -> bool:
    """Whether a good part of a letter lies at a side outside of the clip, or half of the line above or below it."""
    left, bottom, right, top = bounds
    clip = pdfium.FPDFPageObj_GetClipPath(item.raw)
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        points = [_point(clip, path, number) for number in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), 100))]
        if not points:
            continue
        across, up = [x for x, _ in points], [y for _, y in points]
        beside = max(min(across) - left, right - max(across)) > size * _HIDDEN
        if beside or not min(up) < (bottom + top) / 2 < max(up):
            return True
    return False


def _point(clip: Any, path: int, number: int) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
    return x.value, y.value
