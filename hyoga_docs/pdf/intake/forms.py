"""Forms that are not what they seem: pages that only ask to wait for a form, and fields that no program gets through.

A form of XFA (Adobe LiveCycle) is drawn by Acrobat alone; all that its file holds as a page is a request to wait.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pikepdf import Dictionary, Name

from hyoga_docs.pdf.objects import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pikepdf

#: More steps through the fields of a form than any form needs; fields that share their kids need millions.
_MOST_STEPS = 50_000
#: What such a page says, whatever made it, and what it says where the file holds a form of XFA besides.
_SURE = re.compile(
    r"if this message is not eventually replaced|you are trying to load requires adobe reader"
    r"|このメッセージが.{0,20}(?:文書|ドキュメント).{0,20}置き換"
)
_LIKELY = re.compile(r"please wait|お待ちください|お待ち下さい|adobe reader|adobe\.com/go/", re.IGNORECASE)
_SHORT = 2_000


def is_all_xfa(pdf: pikepdf.Pdf) -> bool:
    """Whether a file holds a form of XFA, and no field on its pages."""
    form = pdf.Root.get("/AcroForm")
    return (
        isinstance(form, Dictionary)
        and "/XFA" in form
        and not any(
            isinstance(item, Dictionary) and item.get("/Subtype") == Name.Widget
            for page in pdf.pages
            for item in listed(page.obj.get("/Annots"))
        )
    )


def is_drawn_anew(pdf: pikepdf.Pdf) -> bool:
    """Whether a file says that its pages are to be drawn from its form of XFA before anybody looks at them."""
    return bool(pdf.Root.get("/NeedsRendering", False))


def asks_to_wait(pages: Sequence[Sequence[str]], *, xfa: bool) -> bool:
    """Whether a paper, by its lines, is one page that asks to wait for a form that never comes."""
    if len(pages) != 1:
        return False
    text = " ".join(" ".join(pages[0]).split()).lower()
    return len(text) < _SHORT and bool(_SURE.search(text) or (xfa and _LIKELY.search(text)))


def is_endless(pdf: pikepdf.Pdf) -> bool:
    """Whether a form has fields upon fields, so that programs would be busy with it for minutes."""
    form = pdf.Root.get("/AcroForm")
    waiting: list[Any] = listed(form.get("/Fields")) if isinstance(form, Dictionary) else []
    steps = len(waiting)
    while waiting and steps < _MOST_STEPS:
        field = waiting.pop()
        if isinstance(field, Dictionary) and "/Kids" in field:
            kids = listed(field.get("/Kids"))
            steps += len(kids)
            waiting += kids
    return steps >= _MOST_STEPS
