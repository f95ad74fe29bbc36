"""Pages of others put onto A4 (`pages: {supplied: fit}`): what is on them, what leads to them, and where their tags say it is.

The paper is changed as it is opened for binding, before its pages are taken, so that all that is read of it afterwards fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from hyoga_docs.pdf.geometry import Box, PageGeometry, view_of
from hyoga_docs.plan.paper_size import FittedPage, on_a4

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyoga_docs.pdf.intake.records import IntakeResult

_MOST = 100_000
_DEEPEST = 4
#: Numbers of an annotation that are points of its page, in pairs (ISO 32000-1 §12.5.6).
_POINTS = ("/Rect", "/QuadPoints", "/L", "/Vertices", "/CL")
#: What the numbers of a destination count, by its kind (table 151).
_AXES = {"/XYZ": "xy", "/FitH": "y", "/FitBH": "y", "/FitV": "x", "/FitBV": "x", "/FitR": "xyxy"}


@dataclass(frozen=True)
class _PageMove:
    """From a page's own coordinates before to those after: scaled, then moved. `box` is what was shown, before."""

    scale: float
    right: float
    up: float
    box: Box

    def x(self, value: Any) -> float:
        return round(float(value) * self.scale + self.right, 4)

    def y(self, value: Any) -> float:
        return round(float(value) * self.scale + self.up, 4)

    def along(self, axis: str, value: Any) -> Any:
        """A number of a destination, where it is one: `x` or `y`."""
        if axis == " " or value is None or isinstance(value, pikepdf.Object):
            return value
        return self.x(value) if axis == "x" else self.y(value)

    def points(self, values: Any) -> Array:
        """Numbers that are x, y, x, y …"""
        return Array([self.y(value) if index % 2 else self.x(value) for index, value in enumerate(values)])


def fit_pages(pdf: pikepdf.Pdf, taken: IntakeResult) -> tuple[IntakeResult, dict[int, Box]]:
    """Puts each page of a paper that is of no A or B size onto A4.

    Gives what is known of the paper now, and where the page as it was lies on each sheet (by page, from 0), in parts of its sides.
    """
    moves: dict[tuple[int, int], _PageMove] = {}
    patterns: dict[Any, Any] = {}
    parts: dict[int, Box] = {}
    for index, page in enumerate(pdf.pages):
        view = view_of(page)
        fitted = on_a4(view.width, view.height)
        if fitted is None:
            continue
        sheet = _sheet(view, fitted)
        move = moves[page.obj.objgen] = _move(view, fitted, sheet)
        _fit_content(pdf, page, move)
        _fit_patterns(pdf, page, move, patterns)
        _set_size(page, sheet)
        taken = _with_ink_moved(taken, str(index), fitted)
        wide, high = fitted.scale * view.width / fitted.width, fitted.scale * view.height / fitted.height
        parts[index] = Box((1 - wide) / 2, (1 - high) / 2, (1 + wide) / 2, (1 + high) / 2)
    if moves:
        _fit_annotations(pdf, moves)
        _fit_destinations(pdf, moves)
        _fit_tags(pdf, moves)
    return taken, parts


def _sheet(view: PageGeometry, fitted: FittedPage) -> tuple[float, float]:
    """The sheet in the page's own coordinates: the page keeps its rotation, and so a sheet that lies may stand in them."""
    return (fitted.height, fitted.width) if view.rotation in {90, 270} else (fitted.width, fitted.height)


def _move(view: PageGeometry, fitted: FittedPage, sheet: tuple[float, float]) -> _PageMove:
    scale, box = fitted.scale * view.unit, view.box
    wide, high = sheet
    right, up = (wide - scale * box.width) / 2 - scale * box.left, (high - scale * box.height) / 2 - scale * box.bottom
    return _PageMove(scale, right, up, box)


def _set_size(page: pikepdf.Page, sheet: tuple[float, float]) -> None:
    for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/UserUnit"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = Array([0, 0, *sheet])


def _fit_content(pdf: pikepdf.Pdf, page: pikepdf.Page, move: _PageMove) -> None:
    """Scales what the page paints, and shows no more of it than was shown."""
    lowest, end = _balance(page)
    box = move.box
    scaled = f"{move.scale:.9f} 0 0 {move.scale:.9f} {move.right:.6f} {move.up:.6f} cm"
    clipped = f"{box.left:.4f} {box.bottom:.4f} {box.width:.4f} {box.height:.4f} re W n"
    head = f"q {scaled} {clipped}\n" + "q\n" * -lowest  # what the content ends too often is not ours
    old = page.obj.get("/Contents")
    before = list(old) if isinstance(old, Array) else [old] if isinstance(old, Stream) else []
    tail = "\n" + "Q\n" * (end - lowest + 1)
    page.obj.Contents = Array([Stream(pdf, head.encode()), *before, Stream(pdf, tail.encode())])


def _balance(page: pikepdf.Page) -> tuple[int, int]:
    """How deep a page's `Q` reach below where its content begins (0 or less), and how many `q` more than `Q` it has."""
    depth = lowest = 0
    try:
        for item in pikepdf.parse_content_stream(page, operators="q Q"):
            depth += 1 if str(item.operator) == "q" else -1
            lowest = min(lowest, depth)
    except (pikepdf.PikepdfError, TypeError, ValueError):
        return 0, 0
    return lowest, depth


def _fit_patterns(pdf: pikepdf.Pdf, page: pikepdf.Page, move: _PageMove, done: dict[Any, Any]) -> None:
    """Patterns lie in the page's coordinates, whatever its content does to them (ISO 32000-1 §8.7.2)."""
    resources: Any = page.obj.get("/Resources")
    held = resources.get("/Pattern") if isinstance(resources, Dictionary) else None
    if not isinstance(held, Dictionary):
        return
    own = Dictionary()
    for name, pattern in held.items():
        key = (pattern.objgen, move.scale, move.right, move.up)
        if not pattern.is_indirect or key not in done:
            done[key] = _moved_pattern(pdf, pattern, move)
        own[name] = done[key]
    page.obj.Resources = Dictionary(dict(resources.items()))
    page.obj.Resources.Pattern = own


def _moved_pattern(pdf: pikepdf.Pdf, pattern: Any, move: _PageMove) -> Any:
    try:
        a, b, c, d, e, f = (float(value) for value in pattern.get("/Matrix", [1, 0, 0, 1, 0, 0]))
    except (TypeError, ValueError):
        return pdf.make_indirect(pattern)
    held = dict(pattern.items()) if not isinstance(pattern, Stream) else dict(pattern.stream_dict.items())
    k = move.scale
    held["/Matrix"] = Array([round(value, 6) for value in (a * k, b * k, c * k, d * k, move.x(e), move.y(f))])
    if isinstance(pattern, Stream):
        held.pop("/Length", None)
        return pdf.make_indirect(Stream(pdf, pattern.read_raw_bytes(), held))
    return pdf.make_indirect(Dictionary(held))


def _fit_annotations(pdf: pikepdf.Pdf, moves: Mapping[tuple[int, int], _PageMove]) -> None:
    done: set[tuple[int, int]] = set()
    for page in pdf.pages:
        move = moves.get(page.obj.objgen)
        if move is None:
            continue
        for item in _annotations(page):
            if item.objgen not in done:  # pages may share one
                _fit_annotation(item, move)
            if item.is_indirect:
                done.add(item.objgen)


def _fit_annotation(item: Any, move: _PageMove) -> None:
    for key in _POINTS:
        if isinstance(item.get(key), Array):
            item[key] = move.points(item[key])
    if isinstance(item.get("/InkList"), Array):
        item.InkList = Array([move.points(stroke) for stroke in item.InkList])


def _annotations(page: pikepdf.Page) -> Iterator[Any]:
    annotations = page.obj.get("/Annots")
    yield from annotations if isinstance(annotations, Array) else ()


def _fit_destinations(pdf: pikepdf.Pdf, moves: Mapping[tuple[int, int], _PageMove]) -> None:
    """What leads to a height on a page that was moved leads to where that is now."""
    done: set[tuple[int, int]] = set()
    for holder, key in _destinations(pdf):
        place = holder.get(key)
        if holder.objgen in done:
            continue  # several may share one
        if holder.is_indirect:
            done.add(holder.objgen)
        if not isinstance(place, Array) or len(place) < 3 or not isinstance(place[0], Dictionary):
            continue
        move = moves.get(place[0].objgen)
        if move is None:
            continue
        axes = _AXES.get(str(place[1]), "")
        rest = [move.along(axis, value) for value, axis in zip(list(place)[2:], axes.ljust(len(place)), strict=False)]
        holder[key] = Array([place[0], place[1], *rest])


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, str]]:
    """Everything that holds a destination, and under what: links and bookmarks, straight or by an action."""
    outlines = pdf.Root.get("/Outlines")
    waiting: list[Any] = [outlines.get("/First")] if isinstance(outlines, Dictionary) else []
    waiting += [item for page in pdf.pages for item in _annotations(page)]
    seen: set[Any] = set()
    while waiting and len(seen) < _MOST:
        item = waiting.pop()
        if isinstance(item, Dictionary) and item.objgen not in seen:
            if item.is_indirect:
                seen.add(item.objgen)
            yield from _goes(item)
            waiting += [item.get("/First"), item.get("/Next")]


def _goes(item: Any) -> Iterator[tuple[Any, str]]:
    action = item.get("/A")
    yield item, "/Dest"
    if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
        yield action, "/D"


def _fit_tags(pdf: pikepdf.Pdf, moves: Mapping[tuple[int, int], _PageMove]) -> None:
    """The boxes that figures and tables say they fill (ISO 32000-1 §14.8.5.4.3)."""
    if not isinstance(pdf.Root.get("/StructTreeRoot"), Dictionary):
        return
    for held_object in pdf.objects:
        element: Any = held_object
        if not isinstance(element, Dictionary) or "/A" not in element or "/S" not in element or "/P" not in element:
            continue
        move = moves.get(_page_of(element))
        held = element.A
        attributes = list(held) if isinstance(held, Array) else [held]
        if move is not None and any(_has_box(each) for each in attributes):
            moved = [_moved_box(each, move) if _has_box(each) else each for each in attributes]
            element.A = Array(moved) if isinstance(held, Array) else moved[0]


def _has_box(attribute: Any) -> bool:
    return isinstance(attribute, Dictionary) and isinstance(attribute.get("/BBox"), Array) and len(attribute.BBox) == 4


def _moved_box(attribute: Any, move: _PageMove) -> Dictionary:
    return Dictionary({**dict(attribute.items()), "/BBox": move.points(attribute.BBox)})


def _page_of(element: Any, depth: int = 0) -> tuple[int, int]:
    """The page that an element is on: its own, or that of the first of its kids that says one."""
    page = element.get("/Pg")
    if isinstance(page, Dictionary):
        return page.objgen
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and depth < _DEEPEST and (found := _page_of(kid, depth + 1)) != (0, 0):
            return found
    return (0, 0)


def _with_ink_moved(taken: IntakeResult, page: str, fitted: FittedPage) -> IntakeResult:
    """What is known of the ink of a page, for the sheet that it lies on."""
    k, left, bottom = fitted.scale, fitted.left, fitted.bottom

    def moved(found: dict[str, list[list[float]]]) -> dict[str, list[list[float]]]:
        boxes = [[a * k + left, b * k + bottom, c * k + left, d * k + bottom] for a, b, c, d in found.get(page, ())]
        return {**found, page: boxes} if page in found else found

    left_open = {name: depth for name, depth in taken.left_open.items() if name != page}
    return replace(taken, words=moved(taken.words), spots=moved(taken.spots), left_open=left_open)
