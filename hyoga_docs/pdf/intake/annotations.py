"""What is written over the pages of a supplied file: forms and comments become part of the page, links stay links."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name

from hyoga_docs.pdf.intake.sanitize import leads_to_the_web
from hyoga_docs.pdf.names import keys_of, word
from hyoga_docs.pdf.outline import destinations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What may stay an annotation where it cannot be made part of the page (ISO 32000-1 table 169); it only shows something.
_SHOWN = {
    "/FreeText",
    "/Line",
    "/Square",
    "/Circle",
    "/Polygon",
    "/PolyLine",
    "/Highlight",
    "/Underline",
    "/Squiggly",
    "/StrikeOut",
    "/Stamp",
    "/Caret",
    "/Ink",
    "/Watermark",
}
_PRINT, _NO_VIEW = 4, 32
_NOTES = {"/Text", "/Popup", "/FileAttachment"}
#: What becomes a still picture of itself.
_STILL = {"/Widget", "/Text", "/FileAttachment"}
_OF_A_LINK = {"/Type", "/Subtype", "/Rect", "/QuadPoints", "/A", "/Border", "/BS", "/C", "/H", "/F", "/Contents", "/StructParent"}
_OF_OTHERS = {
    *_OF_A_LINK - {"/A"},
    *("/AP", "/AS", "/DA", "/DS", "/Q", "/CA", "/IC", "/L", "/LE", "/LL", "/LLE", "/CL", "/RD", "/Vertices", "/InkList", "/BE"),
    *("/Name", "/OC", "/IT", "/Sy", "/RC"),
}


@dataclass(frozen=True)
class WrittenAnnotations:
    """What is written over a file's pages (from 0): those with fields or comments, those with values that have no look.

    `redacted` are those where words are marked to be taken out, and still stand.
    """

    over: tuple[int, ...] = ()
    unseen: tuple[int, ...] = ()
    redacted: tuple[int, ...] = ()


def written_over(pdf: pikepdf.Pdf, chosen: Sequence[int]) -> WrittenAnnotations:
    """Looks through the fields and comments of the chosen pages; the answer counts among those."""
    over, unseen, redacted = [], [], []
    for index, number in enumerate(chosen):
        kinds = [(word(item.get("/Subtype", "")), item) for item in _annotations(pdf.pages[number])]
        if any(kind == "/Redact" for kind, _ in kinds):
            redacted.append(index)
        items = [item for kind, item in kinds if kind in {*_SHOWN, *_STILL}]
        if items:
            over.append(index)
        if any(_has_value(item) and not isinstance(_look_of(item), pikepdf.Stream) for item in items):
            unseen.append(index)
    return WrittenAnnotations(tuple(over), tuple(unseen), tuple(redacted))


def _has_value(item: Any) -> bool:
    """Whether a field of text holds something, itself or by the field above it."""
    seen = 0
    field: Any = item
    while isinstance(field, Dictionary) and seen < 20:
        if isinstance(field.get("/V"), pikepdf.String) and word(field.get("/V")).strip():
            return bool(item.get("/Subtype") == Name.Widget)
        field, seen = field.get("/Parent"), seen + 1
    return False


def drop_notes(pdf: pikepdf.Pdf) -> set[str]:
    """Takes sticky notes off the pages that have no look of their own: what a viewer draws for them is not the paper's."""
    gone = set()
    for page in pdf.pages:
        items = list(_annotations(page))
        if any("/AP" in item and _flags(item) & _NO_VIEW and _flags(item) & _PRINT for item in items):
            gone.add("印刷のときだけ出る書き込み")  # the packet shows what a screen shows
        kept = [item for item in items if "/AP" in item or word(item.get("/Subtype", "")) not in _NOTES]
        if len(kept) < len(items):
            gone |= {"付箋" for item in items if item.get("/Subtype") == Name.Text and "/AP" not in item}
            page.obj.Annots = Array(kept)
    return gone


def _flags(item: Any) -> int:
    value = item.get("/F")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def flatten(pdf: pikepdf.Pdf) -> None:
    """Makes the fields and comments of a PDF part of its pages, as a screen shows them."""
    for page in pdf.pages:
        for item in _annotations(page):
            if item.get("/Subtype") == Name.Link and "/AP" in item:
                del item["/AP"]  # a link with a look of its own would be made part of the page, and lead nowhere
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and bool(form.get("/NeedAppearances")):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")


def settle(pdf: pikepdf.Pdf, chosen: Sequence[int], *, siblings: bool) -> None:
    """Leaves on the chosen pages only links that lead somewhere and annotations that only show.

    What a form field or a comment shows is kept as a still picture of it. `siblings` keeps links to files, as the
    file's name alone: those of our own documents lead to one another.
    """
    find = destinations(pdf)
    pages = {pdf.pages[index].obj.objgen: pdf.pages[index].obj for index in chosen}
    numbers = [page.obj for page in pdf.pages]
    for index in chosen:
        page = pdf.pages[index]
        if "/Annots" not in page.obj:
            continue
        kept = []
        for item in _annotations(page):
            kind = word(item.get("/Subtype", ""))
            if kind == "/Link":
                if _keep_link(item, find, pages, numbers, siblings=siblings):
                    kept.append(item)
            elif _keep_shown(item, kind):
                kept.append(item)
        if kept:
            page.obj.Annots = Array([item if item.is_indirect else pdf.make_indirect(item) for item in kept])
        else:
            del page.obj["/Annots"]


def _annotations(page: pikepdf.Page) -> Iterator[Any]:
    annotations = page.obj.get("/Annots")
    if isinstance(annotations, Array):
        yield from (item for item in annotations if isinstance(item, Dictionary))


def _keep_link(item: Any, find: Any, pages: dict[Any, Any], numbers: list[Any], *, siblings: bool) -> bool:
    """Makes a link lead to a page of those taken, or to the web; False when it leads nowhere."""
    target, address = _aim(item, siblings=siblings)
    for key in keys_of(item):
        if key not in _OF_A_LINK:
            del item[key]
    if address is not None:
        item.A = Dictionary(S=Name.URI, URI=pikepdf.String(address))
        return True
    place = find(target)
    page = place[0] if place is not None else None
    if isinstance(page, int) and 0 <= page < len(numbers):
        page = numbers[page]
    if not isinstance(page, Dictionary) or page.objgen not in pages:
        return False
    rest = [value for value in list(place)[1:] if isinstance(value, (Name, int, float)) or value is None or _is_number(value)]
    item.A = Dictionary(S=Name.GoTo, D=Array([pages[page.objgen], *(rest or [Name.Fit])]))
    return True


def _aim(item: Any, *, siblings: bool) -> tuple[Any, str | None]:
    """Where a link leads: a destination in its file, or an address that it may keep."""
    action, target = item.get("/A"), item.get("/Dest")
    if not isinstance(action, Dictionary):
        return target, None
    if action.get("/S") == Name.GoTo and target is None:
        return action.get("/D"), None
    address = action.get("/URI") if action.get("/S") == Name.URI else action.get("/F") if siblings else None
    if address is None:
        return target, None
    if leads_to_the_web(address):
        return target, str(address).strip()
    return target, local_name(str(address)) if siblings else None


def local_name(target: str) -> str | None:
    """The file's name, of a link that leads to a file on this machine; None for any other link."""
    try:
        parts = urlsplit(target)
    except ValueError:  # no address at all
        return None
    if target.lower().startswith("www."):
        return None
    if parts.scheme == "file" or (not parts.scheme and target and not target.startswith("#")):
        return unquote(PurePosixPath(parts.path).name) or None
    return None


def _is_number(value: object) -> bool:
    return not isinstance(value, pikepdf.Object) and hasattr(value, "as_tuple")


def _look_of(item: Any) -> Any:
    look = item.get("/AP")
    look = look.get("/N") if isinstance(look, Dictionary) else None
    if isinstance(look, Dictionary) and not isinstance(look, pikepdf.Stream):  # one look a state: the present one
        state = item.get("/AS")
        look = look.get(state if isinstance(state, Name) else "/Off")
    return look


def _keep_shown(item: Any, kind: str) -> bool:
    """Leaves of an annotation what it shows; False when that is nothing."""
    look = _look_of(item)
    still = isinstance(look, pikepdf.Stream)
    if kind not in _SHOWN and not (kind in _STILL and still):
        return False
    for key in keys_of(item):
        if key not in _OF_OTHERS:
            del item[key]
    # A comment's words are said to somebody; a text on the page that has no look of its own is made of them.
    for key in ("/AS", "/RC") if kind == "/FreeText" and not still else ("/AS", "/RC", "/Contents"):
        if key in item:
            del item[key]
    if still:
        item.AP = Dictionary(N=look)
    elif "/AP" in item:
        del item["/AP"]
    if kind in _STILL:
        item.Subtype = Name.Stamp
    return True
