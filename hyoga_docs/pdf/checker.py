"""An independent PDF/UA checker, asked before a claim is made for tags that somebody else wrote."""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING

import pikepdf

from hyoga_docs.pdf.saving import save_pdf

if TYPE_CHECKING:
    from pathlib import Path


def is_here() -> bool:
    """Whether the checker (page-validation, the extra `checker`) is installed."""
    return importlib.util.find_spec("page") is not None


def passes(path: Path) -> bool:
    """Whether a saved file passes PDF/UA-1; False where there is no checker to say so."""
    if not is_here():
        return False
    import page  # noqa: PLC0415  an extra

    try:
        return page.is_pdf_compliant(path, profile="ua1")
    except page.PageError:
        return False


def withdraw_claim(path: Path) -> None:
    """Takes the claim to be accessible out of a saved file."""
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            if "pdfuaid:part" in meta:
                del meta["pdfuaid:part"]
        save_pdf(pdf, path)
