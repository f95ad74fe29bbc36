"""What a PDF says of itself: title, language, maker, dates, and whether it is accessible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary, Name, String

if TYPE_CHECKING:
    import datetime as dt

LANG = "ja-JP"


def describe(
    pdf: pikepdf.Pdf, title: str, *, author: str = "", date: dt.date | None = None, accessible: bool = False, lang: str = LANG
) -> None:
    """Writes the catalog's entries, the metadata and the document information.

    `accessible` claims PDF/UA-1 (ISO 14289-1 §5); the caller knows that it is so.
    """
    pdf.Root.Lang = String(lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if "/Outlines" in pdf.Root:
        pdf.Root.PageMode = Name.UseOutlines
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta["dc:title"] = title
        meta["dc:language"] = {lang}
        if author:
            meta["dc:creator"] = [author]
        if date is not None:
            meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = f"{date:%Y-%m-%d}T00:00:00+09:00"
        meta["xmp:CreatorTool"] = "hyoga-docs"
        if accessible:
            meta["pdfuaid:part"] = "1"
    stamp = f"D:{date:%Y%m%d}000000+09'00'" if date is not None else ""
    info = {"/Title": title, "/Author": author, "/Creator": "hyoga-docs", "/CreationDate": stamp, "/ModDate": stamp}
    for name, value in info.items():
        if value:
            pdf.docinfo[name] = String(value)
