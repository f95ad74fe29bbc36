"""The bookmarks of a supplied PDF, read with the pages that they lead to."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, NameTree, OutlineItem, PageLocation, PikepdfError, String

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pikepdf

_MOST = 20_000
_DEEPEST = 12


@dataclass(frozen=True)
class Bookmark:
    """A bookmark: its words, the page it leads to (from 0, in its own file), how high on it (None: the top)."""

    title: str
    page: int | None
    top: float | None
    kids: tuple[Bookmark, ...] = ()


def read_bookmarks(pdf: pikepdf.Pdf) -> tuple[Bookmark, ...]:
    """The bookmarks of a PDF, loops and nonsense left out."""
    outlines = pdf.Root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return ()
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    return _read(outlines.get("/First"), destinations(pdf), pages, set(), 0)


def destinations(pdf: pikepdf.Pdf) -> Callable[[Any], Any]:
    """A function from a destination of this PDF, named or not, to its array, or None."""
    old = pdf.Root.get("/Dests")
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, Dictionary) else None
    named = NameTree(tree if tree.is_indirect else pdf.make_indirect(tree)) if isinstance(tree, Dictionary) else None

    def find(value: Any) -> Any:
        if isinstance(value, String) and named is not None:
            with contextlib.suppress(PikepdfError):  # a tree that cannot be searched
                value = named.get(str(value))
        elif isinstance(value, Name) and isinstance(old, Dictionary):
            value = old.get(value)
        if isinstance(value, Dictionary):
            value = value.get("/D")
        return value if isinstance(value, Array) and len(value) > 0 else None

    return find


def _read(first: Any, find: Callable[[Any], Any], pages: dict[Any, int], seen: set[Any], depth: int) -> tuple[Bookmark, ...]:
    done = []
    item = first
    while isinstance(item, Dictionary) and item.objgen not in seen and len(seen) < _MOST and depth < _DEEPEST:
        seen.add(item.objgen)
        action = item.get("/A")
        goes = action.get("/D") if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo else None
        page, top = _target(find(item.get("/Dest", goes)), pages)
        title = item.get("/Title")
        words = " ".join(str(title).split()) if isinstance(title, String) else ""
        kids = _read(item.get("/First"), find, pages, seen, depth + 1)
        if words:
            done.append(Bookmark(words, page, top, kids))
        item = item.get("/Next")
    return tuple(done)


def _target(destination: Any, pages: dict[Any, int]) -> tuple[int | None, float | None]:
    if destination is None:
        return None, None
    page = pages.get(destination[0].objgen) if isinstance(destination[0], Dictionary) else None
    place = (
        3
        if len(destination) > 3 and destination[1] == Name.XYZ
        else 2
        if len(destination) > 2 and destination[1] == Name.FitH
        else 0
    )
    try:
        return page, float(destination[place]) if place else None
    except (TypeError, ValueError):
        return page, None


def to_items(bookmarks: Sequence[Bookmark], page_of: Callable[[int], int | None]) -> list[OutlineItem]:
    """Outline items of the packet; `page_of` gives the packet's page (from 0) of a file's page, None where it was not taken."""
    items = []
    for bookmark in bookmarks:
        page = page_of(bookmark.page) if bookmark.page is not None else None
        kids = to_items(bookmark.kids, page_of)
        if page is None:
            items += kids
            continue
        item = outline_item(bookmark.title, page, bookmark.top)
        item.children.extend(kids)
        items.append(item)
    return items


def outline_item(title: str, page: int, top: float | None = None) -> OutlineItem:
    """An item that leads to a page (from 0), at a height or as a whole."""
    if top is None:
        return OutlineItem(title, page, PageLocation.Fit)
    return OutlineItem(title, page, PageLocation.XYZ, top=top)
