"""A document of one language: LibreOffice marks what it set by English rules as English, and a screen reader would read it so."""

from __future__ import annotations

import pikepdf


def drop_languages(pdf: pikepdf.Pdf) -> None:
    """Takes the languages of spans away, so that they are read in the document's own."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Span" and "/Lang" in item:
            del item.Lang
