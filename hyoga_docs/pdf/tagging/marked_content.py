"""Marks what a page paints and no tag speaks of: text, pictures, and lines that are decoration.

Source: ISO 32000-1 §14.6 (marked content), §14.8.2.2 (artifacts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream

from hyoga_docs.pdf.geometry import view_of
from hyoga_docs.pdf.names import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

_PATH = {"m", "l", "c", "v", "y", "h", "re", "W", "W*"}
_PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
_SHOW = {"Tj", "TJ", "'", '"'}
_OPEN = {"BDC", "BMC"}
_MOST = 400_000
_MARGIN = 0.08  # of the height of a page, where headers and footers stand
#: Untagged pictures of less than this part of a tagged page are decoration; our engine tags all that are not.
_LARGE, _LARGE_MADE = 0.02, float("inf")
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class TextMark:
    """A text that was marked: its number on the page, where it begins and how large it is, in points."""

    mcid: int
    x: float
    y: float
    size: float


@dataclass
class MarkedContent:
    """What can be marked on a page: texts in the order of painting, and the numbers of its pictures.

    `painted` says that something is painted at all; `content` is the marked content, None where nothing was to be marked.
    """

    texts: list[TextMark] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    painted: bool = False
    content: Stream | None = None

    def write(self, page: pikepdf.Page) -> None:
        """Gives the page its marked content."""
        if self.content is not None:
            page.obj.Contents = self.content


def mark_page(pdf: pikepdf.Pdf, page: pikepdf.Page, claimed: Set[int] | None, *, made: bool = False) -> MarkedContent | None:
    """The page's untagged painting, marked; None where its content cannot be read, or is too much to look through.

    `claimed` are the numbers that the page's own tags speak of, None for a page without tags; all other marks are taken
    out, but for layers and artifacts. `made` says that our own engine painted the page, and tagged what counts.
    """
    pdf.get_warnings()  # what was noticed before is another's
    try:
        found = list(pikepdf.parse_content_stream(page))
    except (pikepdf.PikepdfError, TypeError, ValueError):
        return None
    if len(found) > _MOST:
        return None
    if pdf.get_warnings():  # written as it was read, or every check of the packet would warn of it again
        page.obj.Contents = pdf.make_indirect(Stream(pdf, pikepdf.unparse_content_stream(found)))
    marker = _ContentMarker(page, claimed, made=made)
    try:
        written = marker.run(found)
    except (pikepdf.PikepdfError, TypeError, ValueError):  # of a drawing within
        return None
    if marker.changed:
        marker.marks.content = pdf.make_indirect(Stream(pdf, pikepdf.unparse_content_stream(written)))
    return marker.marks


def mark_whole(pdf: pikepdf.Pdf, page: pikepdf.Page, role: str, left_open: int) -> None:
    """Marks all of a page's content as one thing, number 0. `left_open` is how many graphics states it leaves open."""
    old = page.obj.get("/Contents")
    before = list(old) if isinstance(old, Array) else [old] if isinstance(old, Stream) else []
    head = pdf.make_indirect(Stream(pdf, f"/{role} <</MCID 0>> BDC q\n".encode()))
    tail = pdf.make_indirect(Stream(pdf, b"\n" + b"Q " * (left_open + 1) + b"EMC\n"))
    page.obj.Contents = Array([head, *before, tail])


@dataclass
class _GraphicsState:
    """The graphics state, as far as the place of text goes."""

    matrix: Matrix = _IDENTITY
    size: float = 1.0
    leading: float = 0.0


class _ContentMarker:
    """One page's content on its way through."""

    def __init__(self, page: pikepdf.Page, claimed: Set[int] | None, *, made: bool) -> None:
        self.resources, self.claimed, self.tagged = page.obj.get("/Resources"), claimed or set(), claimed is not None
        view = view_of(page)
        self.large = 0.0 if not self.tagged else _LARGE_MADE if made else view.box.width * view.box.height * _LARGE
        self.marks = MarkedContent()
        self.changed = False
        self.covers: list[bool] = []  # of the marked contents that are open: whether each says what is in it
        self.dropped: list[bool] = []
        self.state, self.stack = _GraphicsState(), list[_GraphicsState]()
        self.line: Matrix = _IDENTITY
        self.next = 1 + max(self.claimed, default=-1)

    def run(self, found: Sequence[Any]) -> list[Any]:
        done: list[Any] = []
        path: list[Any] = []
        text: list[Any] | None = None
        for item in found:
            name = str(item.operator)
            if text is not None:
                text.append(item)
                if name == "ET":
                    done += self._text(text)
                    text = None
            elif name == "BT":
                text = [item]
            elif name in _PATH:
                path.append(item)
            elif name in _PAINT:
                done += self._path([*path, item], name)
                path = []
            else:
                done += path  # a path that is never painted
                path = []
                done += self._other(item, name)
        return [*done, *path, *(self._text(text) if text else ())]

    @property
    def _covered(self) -> bool:
        return any(self.covers)

    def _path(self, items: list[Any], name: str) -> list[Any]:
        if self._covered or name == "n":
            return items
        return self._artifact(items)

    def _artifact(self, items: Iterable[Any]) -> list[Any]:
        self.changed = self.marks.painted = True
        return [_op("BMC", Name.Artifact), *items, _op("EMC")]

    def _tag(self, kind: Name, items: Iterable[Any]) -> tuple[int, list[Any]]:
        self.changed = self.marks.painted = True
        number = self.next
        self.next += 1
        return number, [_op("BDC", kind, Dictionary(MCID=number)), *items, _op("EMC")]

    def _other(self, item: Any, name: str) -> list[Any]:
        if name in _OPEN or name == "EMC":
            return self._mark(item, name)
        if name == "q":
            self.stack.append(_GraphicsState(self.state.matrix, self.state.size, self.state.leading))
        elif name == "Q":
            self.state = self.stack.pop() if self.stack else _GraphicsState()
        elif name == "cm":
            self.state.matrix = _times(_matrix(item.operands), self.state.matrix)
        elif name in {"Tf", "TL"}:
            self._text_state(item, name)
        elif name == "Do":
            return self._object(item)
        elif self._covered:
            return [item]
        elif name == "sh":
            return self._artifact([item])
        elif isinstance(item, pikepdf.ContentStreamInlineImage):
            return self._picture(item)
        return [item]

    def _picture(self, item: Any) -> list[Any]:
        """A picture that no tag speaks of: decoration, if it is small and stands on a page whose own tags speak of others."""
        a, b, c, d, _, _ = self.state.matrix
        if self.tagged and abs(a * d - b * c) < self.large:
            return self._artifact([item])
        number, items = self._tag(Name.Figure, [item])
        self.marks.pictures.append(number)
        return items

    def _mark(self, item: Any, name: str) -> list[Any]:
        """A mark of the page's own, kept where it means something."""
        if name == "EMC":
            if not self.covers:
                self.changed = True  # it ends nothing
                return []
            self.covers.pop()
            return [] if self.dropped.pop() else [item]
        kind = word(item.operands[0]) if len(item.operands) else ""
        artifact = kind == "/Artifact"
        number = _mcid(item, self.resources) if name == "BDC" else -1
        keep = artifact or kind == "/OC" or (self.tagged and (number < 0 or number in self.claimed))
        self.covers.append(artifact or number in self.claimed)
        self.dropped.append(not keep)
        self.changed = self.changed or not keep
        return [item] if keep else []

    def _object(self, item: Any) -> list[Any]:
        """A picture or a form; a form counts as what is in it."""
        held = self.resources.get("/XObject") if isinstance(self.resources, Dictionary) else None
        name = item.operands[0] if len(item.operands) else None
        drawn = held.get(name) if isinstance(held, Dictionary) and isinstance(name, Name) else None
        if isinstance(drawn, Stream) and drawn.get("/Subtype") == Name.Form:
            if self.tagged and "/StructParents" in drawn:
                return [item]  # it has tags of its own
            _unmark(drawn)
        if self._covered:
            return [item]
        kind = _kind(drawn, 0)
        if kind == "text":
            number, items = self._tag(Name.P, [item])
            self.marks.texts.append(TextMark(number, self.state.matrix[4], self.state.matrix[5], 0))
            return items
        return self._picture(item) if kind == "picture" else self._artifact([item])

    def _text(self, items: list[Any]) -> list[Any]:
        """A text object; one that has marks of its own is marked show by show."""
        marked = any(str(item.operator) in {*_OPEN, "EMC"} for item in items)
        self.line = _IDENTITY
        done: list[Any] = []
        start: TextMark | None = None
        for item in items:
            name = str(item.operator)
            if name in {*_OPEN, "EMC"}:
                done += self._mark(item, name)
                continue
            self._move(item, name)
            if name in _SHOW and not self._covered:
                here = self._place()
                if marked:
                    number, wrapped = self._tag(Name.P, [item])
                    self.marks.texts.append(TextMark(number, here.x, here.y, here.size))
                    done += wrapped
                    continue
                start = start or here
            done.append(item)
        if start is None:
            return done
        number, wrapped = self._tag(Name.P, done)
        self.marks.texts.append(TextMark(number, start.x, start.y, start.size))
        return wrapped

    def _place(self) -> TextMark:
        matrix = _times(self.line, self.state.matrix)
        scale = max(abs(matrix[3]), abs(matrix[1]), abs(matrix[0]))
        return TextMark(0, matrix[4], matrix[5], self.state.size * scale)

    def _move(self, item: Any, name: str) -> None:
        operands = item.operands
        if name == "Tm":
            self.line = _matrix(operands)
        elif name in {"Td", "TD"}:
            across, down = _number(operands, 0), _number(operands, 1)
            self.line = _times((1, 0, 0, 1, across, down), self.line)
            if name == "TD":
                self.state.leading = -down
        elif name in {"T*", "'", '"'}:
            self.line = _times((1, 0, 0, 1, 0, -self.state.leading), self.line)
        else:
            self._text_state(item, name)

    def _text_state(self, item: Any, name: str) -> None:
        if name == "Tf":
            self.state.size = abs(_number(item.operands, 1))
        elif name == "TL":
            self.state.leading = _number(item.operands, 0)


def _op(name: str, *operands: Any) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(name))


def _number(operands: Any, index: int) -> float:
    try:
        return float(operands[index])
    except (TypeError, ValueError, IndexError):
        return 0.0


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (_number(operands, index) for index in range(6))
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _mcid(item: Any, resources: Any) -> int:
    """The number of a marked content, or -1."""
    properties = item.operands[1] if len(item.operands) > 1 else None
    if isinstance(properties, Name):
        held = resources.get("/Properties") if isinstance(resources, Dictionary) else None
        properties = held.get(properties) if isinstance(held, Dictionary) else None
    value = properties.get("/MCID") if isinstance(properties, Dictionary) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else -1


def _unmark(form: Any) -> None:
    """Takes the marks out of a form that is one piece of its page: numbers in it mean nothing there."""
    if not re.search(rb"\b(?:BMC|BDC|EMC)\b", form.get_stream_buffer()):
        return
    dropped: list[bool] = []
    kept = []
    for item in pikepdf.parse_content_stream(form):
        name = str(item.operator)
        if name in _OPEN:
            dropped.append(not (len(item.operands) and item.operands[0] == Name.OC))
            if dropped[-1]:
                continue
        elif name == "EMC" and (not dropped or dropped.pop()):
            continue
        kept.append(item)
    form.write(pikepdf.unparse_content_stream(kept))


def shows_picture(page: pikepdf.Page) -> bool:
    """Whether a page of our engine shows a picture that it was given no words for, which it calls decoration like a header's logo.

    That is told by its place: the picture reaches between the upper and the lower margin.
    """
    images = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    height = float(page.mediabox[3])
    bottom = top = 0.0
    for item in pikepdf.parse_content_stream(page, operators="cm Do"):
        if str(item.operator) == "cm":
            _, _, _, tall, _, bottom = (float(each) for each in item.operands)
            top = bottom + tall
        elif (
            _kind(images.get(str(item.operands[0])), 0) == "picture" and top > height * _MARGIN and bottom < height * (1 - _MARGIN)
        ):
            return True
    return False


def _kind(drawn: Any, depth: int) -> str:
    """What an XObject shows: text, a picture, or lines; its content is asked, for its resources may list more than it uses."""
    if not isinstance(drawn, Stream):
        return "lines"
    if drawn.get("/Subtype") == Name.Image:
        return "picture"
    if depth > 4:
        return "lines"
    try:
        found = pikepdf.parse_content_stream(drawn, operators="BT Do BI ID EI")
    except (pikepdf.PikepdfError, TypeError, ValueError):
        return "text"
    resources = drawn.get("/Resources")
    inner = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    kinds = set()
    for item in found:
        if str(item.operator) == "BT":
            return "text"
        if isinstance(item, pikepdf.ContentStreamInlineImage):
            kinds.add("picture")
        elif isinstance(inner, Dictionary) and len(item.operands) and isinstance(item.operands[0], Name):
            kinds.add(_kind(inner.get(item.operands[0]), depth + 1))
    return "text" if "text" in kinds else "picture" if "picture" in kinds else "lines"
