"""What LibreOffice was told so that lines end well leaves no trace in a PDF: a screen reader would read it out."""

from __future__ import annotations

import pikepdf

_JOINER = "\u2060"
#: What annotations, titles and tags say in words.
_WORDS = ("/Contents", "/Title", "/Alt", "/ActualText")


def drop_line_rules(pdf: pikepdf.Pdf) -> None:
    """Takes the languages of spans away, so that they are read in the document's own, and the joiners from all words."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if item.get("/S") == "/Span" and "/Lang" in item:
            del item.Lang
        for key in _WORDS:
            if _JOINER in str(words := item.get(key, "")) and isinstance(words, pikepdf.String):
                item[key] = pikepdf.String(str(words).replace(_JOINER, ""))
