"""Headers and footers of Excel's sheets: their codes, and their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.text.excel.header_codes import HEADER_CODE
from hyoga_docs.text.ooxml.parts import child, is_true
from hyoga_docs.text.passages import Passage, PassageKind

if TYPE_CHECKING:
    from lxml import etree

_BETWEEN = "\0"
_WORD = re.compile(r"\w")


def margin_passages(sheet: etree._Element, title: str) -> list[Passage]:
    """The words of a sheet's headers and footers, as printed; numbers of pages, days and the like stand between them."""
    margins = child(sheet, "x:headerFooter")
    if margins is None:
        return []
    also = {"even": "differentOddEven", "first": "differentFirst"}
    kinds = ["odd", *(kind for kind, switch in also.items() if is_true(margins, switch))]
    texts = [child(margins, f"x:{kind}{place}") for place in ("Header", "Footer") for kind in kinds]
    words = [piece for text in texts if text is not None for piece in _words(text.text or "", title)]
    return [Passage(text, kind=PassageKind.MARGIN) for text in dict.fromkeys(words)]


def _words(text: str, title: str) -> list[str]:
    """The words of a header, from left to right."""

    def replace(found: re.Match[str]) -> str:
        code = (found["code"] or "").upper()
        if code == "&":
            return "&"
        if code == "A":
            return title
        return _BETWEEN if found["page"] or code in tuple("NDTZFGLCR") else ""

    pieces = HEADER_CODE.sub(replace, text.replace("\r\n", "\n").replace("\r", "\n")).split(_BETWEEN)
    return [piece.strip() for piece in pieces if _WORD.search(piece)]
