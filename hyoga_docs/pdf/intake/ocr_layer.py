"""The text layers that OCRmyPDF lays under scanned pages, under names that do not change from run to run."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Name

_PREFIX = "/OCR-"


def plain_layers(data: bytes) -> bytes:
    """A PDF from OCRmyPDF as the same bytes every time: it writes dates, and gives each layer a random name.

    Raises ValueError for what is no PDF.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                _rename(page, number)
            for key in ("/CreationDate", "/ModDate"):
                if key in pdf.docinfo:
                    del pdf.docinfo[key]
            if "/Metadata" in pdf.Root:
                del pdf.Root.Metadata
            if "/ID" in pdf.trailer:
                del pdf.trailer["/ID"]
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
            return out.getvalue()
    except pikepdf.PikepdfError as problem:
        raise ValueError(str(problem)) from problem


def _rename(page: pikepdf.Page, number: int) -> None:
    forms = page.resources.get("/XObject")
    names = [name for name in forms.keys() if name.startswith(_PREFIX)] if isinstance(forms, pikepdf.Dictionary) else []  # noqa: SIM118
    if not names or not isinstance(forms, pikepdf.Dictionary):
        return
    page.contents_coalesce()
    content = page.Contents.read_bytes()
    drawn = sorted((name for name in names if name.encode() in content), key=lambda name: content.index(name.encode()))
    for count, name in enumerate(drawn, 1):
        plain = f"{_PREFIX}{number}-{count}"
        content = content.replace(name.encode(), plain.encode())
        forms[Name(plain)] = forms[name]
        del forms[name]
    page.Contents.write(content)
