"""An independent PDF/UA checker (page-validation, the extra `checker`), asked before a paper is called accessible."""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

INSTALL = "pip install 'page-validation>=0.11'"
_MOST_TOLD = 3


def is_here() -> bool:
    """Whether the checker is installed."""
    return importlib.util.find_spec("page") is not None


def broken_rules(pdf: bytes | Path) -> list[str]:
    """The rules of PDF/UA-1 that a PDF breaks, the first few; empty where there is no checker to say so."""
    if not is_here():
        return []
    import page  # noqa: PLC0415  an extra

    try:
        report = page.validate_pdf_bytes(pdf, profile="ua1") if isinstance(pdf, bytes) else page.validate_pdf(pdf, profile="ua1")
    except page.PageError as problem:
        return [str(problem)]
    return list(dict.fromkeys(failure.rule_id for failure in report.failures))[:_MOST_TOLD]


def without_claim(pdf: bytes) -> bytes:
    """A PDF that no more says that it is accessible."""
    out = io.BytesIO()
    _unclaimed(io.BytesIO(pdf), out)
    return out.getvalue()


def withdraw_claim(path: Path) -> None:
    """Takes the claim to be accessible out of a saved file."""
    part = path.with_suffix(".unclaimed")
    _unclaimed(path, part)
    part.replace(path)


def _unclaimed(pdf: Path | io.BytesIO, out: Path | io.BytesIO) -> None:
    import pikepdf  # noqa: PLC0415  heavy, and loaded where this is called

    from hyoga_docs.pdf.save import save_pdf  # noqa: PLC0415

    with pikepdf.open(pdf, access_mode=pikepdf.AccessMode.stream) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            if "pdfuaid:part" in meta:
                del meta["pdfuaid:part"]
        save_pdf(opened, out)
