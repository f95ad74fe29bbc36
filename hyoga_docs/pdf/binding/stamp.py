"""What the binder prints on pages: the label in its box at the top right, the page number at the foot.

Both are artifacts to a screen reader, and stand upright as the reader sees the page.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream

from hyoga_docs.pdf.binding.embed_font import Subset, embed
from hyoga_docs.pdf.geometry import MM, Box, PageGeometry
from hyoga_docs.pdf.intake.ink import free_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.spec.platform import PageNumbers
    from hyoga_docs.spec.platform import Stamp as StampStyle

_MARKED = {"BDC", "BMC", "EMC", "DP", "MP"}
_CLEAR = 1.0 * MM


class LabelError(ValueError):
    """The label template cannot be used; the message says why, in Japanese."""


@dataclass
class LabelSheet:
    """The labels as drawn by their template: one page each, of which only what is printed counts."""

    pdf: pikepdf.Pdf
    boxes: list[Box]
    pages: dict[str, int]
    forms: dict[str, pikepdf.Object] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes, labels: Sequence[str], pdf: pikepdf.Pdf) -> LabelSheet:
        """Reads the filled label template. Raises LabelError when it has not one page a label with something on it."""
        with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) != len(labels):
                msg = f"資料番号{len(labels)}個が{len(document)}ページになりました"
                raise LabelError(msg)
            boxes = [_printed(document[index]) for index in range(len(document))]
        return cls(pdf, boxes, {label: index for index, label in enumerate(labels)})

    def box(self, label: str) -> Box:
        """What is printed for a label, on its own page."""
        return self.boxes[self.pages[label]]

    def form(self, label: str, packet: pikepdf.Pdf) -> pikepdf.Object:
        """The label as a form XObject of the packet, made once; its tags are dropped, for a stamp is an artifact."""
        if label not in self.forms:
            page = self.pdf.pages[self.pages[label]]
            kept = [i for i in pikepdf.parse_content_stream(page) if str(i.operator) not in _MARKED]
            box = self.box(label)
            form = Stream(self.pdf, pikepdf.unparse_content_stream(kept))
            form.Type, form.Subtype = Name.XObject, Name.Form
            form.BBox = Array([box.left, box.bottom, box.right, box.top])
            form.Resources = page.obj.Resources
            self.forms[label] = packet.copy_foreign(self.pdf.make_indirect(form))
        return self.forms[label]


def _printed(page: pypdfium2.PdfPage) -> Box:
    bounds = [item.get_bounds() for item in page.get_objects(max_depth=4)]
    if not bounds:
        msg = "何も印刷されないページがあります"
        raise LabelError(msg)
    return Box(min(b[0] for b in bounds), min(b[1] for b in bounds), max(b[2] for b in bounds), max(b[3] for b in bounds))


def label_place(view: PageGeometry, box: Box, style: StampStyle, words: Sequence[Box], spots: Sequence[Box]) -> tuple[Box, bool]:
    """Where a label goes: the top right, else nearer the edge, else leftwards.

    A place on bare paper is better than one on a picture or a coloured band; False when every place covers words, or,
    on a page without words, something else.
    """
    left = view.width - style.right * MM - box.width
    bottom = view.height - style.top * MM - box.height
    home = Box(left, bottom, left + box.width, bottom + box.height)
    raised = max(0.0, (style.top - 3) * MM)
    corner = home.moved(max(0.0, (style.right - 4) * MM), raised)
    wanted = [home, home.moved(0, raised / 2), home.moved(0, raised), corner]
    steps = int((home.left - view.width * 0.3) / (5 * MM))
    wanted += [home.moved(-step * 5 * MM, up) for up in (0, raised) for step in range(1, max(steps, 0) + 1)]
    found = free_box(wanted, [*words, *spots], _CLEAR) or (free_box(wanted, words, _CLEAR) if words else None)
    return (found, True) if found else (home, False)


def number_place(view: PageGeometry, width: float, style: PageNumbers, taken: Sequence[Box]) -> tuple[Box, bool]:
    """Where a page number goes: its own place, else lower, else the other places of the foot."""
    height, up = style.size, style.bottom * MM
    center, right, left = (view.width - width) / 2, view.width - 12 * MM - width, 12 * MM
    order = (center, right, left) if style.position == "center" else (right, center, left)
    wanted = [Box(x, y, x + width, y + height) for x in order for y in (up, up - 3 * MM) if y > 0]
    found = free_box(wanted, taken, 0.5 * MM)
    return (found, True) if found else (wanted[0], False)


def free_name(page: pikepdf.Page, table: str, name: str) -> str:
    """A name for a resource that the page does not use: a paper may be a packet of ours, with stamps of its own."""
    resources = page.obj.get("/Resources")
    held = resources.get(table) if isinstance(resources, Dictionary) else None
    while isinstance(held, Dictionary) and name in held:
        name += "x"
    return name


class Stamper:
    """Prints on the pages of one packet; fonts and labels go into it once."""

    def __init__(self, pdf: pikepdf.Pdf, font: Subset | None) -> None:
        self.pdf = pdf
        self.subset = font
        self.font = embed(pdf, font) if font else None
        self._save = pdf.make_indirect(Stream(pdf, b"q\n"))

    def stamp(
        self, page: pikepdf.Page, pieces: Sequence[bytes], resources: dict[tuple[str, str], pikepdf.Object], left_open: int = 0
    ) -> None:
        """Adds pieces of content to a page, after its own, in the page's own coordinates.

        `left_open` is how many graphics states the page's own content leaves open.
        """
        held = page.obj.get("/Resources")
        if not isinstance(held, Dictionary):
            held = page.obj.Resources = Dictionary()
        for (kind, name), value in resources.items():
            if not isinstance(held.get(kind), Dictionary):
                held[kind] = Dictionary()
            held[kind][name] = value
        old = page.obj.get("/Contents")
        before = list(old) if isinstance(old, Array) else [old] if isinstance(old, Stream) else []
        tail = self.pdf.make_indirect(Stream(self.pdf, b"\n" + b"Q\n" * (left_open + 1) + b"\n".join(pieces)))
        page.obj.Contents = Array([self._save, *before, tail])

    def label(self, view: PageGeometry, box: Box, name: str, drawn: Box) -> bytes:
        """Content that shows a label in `box` of the view, on white."""
        return _artifact(
            view,
            "Header",
            f"1 1 1 rg {_n(box.left, box.bottom, box.width, box.height)} re f "
            f"1 0 0 1 {_n(box.left - drawn.left, box.bottom - drawn.bottom)} cm {name} Do",
        )

    def number(self, view: PageGeometry, box: Box, text: str, size: float, font: str) -> bytes:
        """Content that shows a page number in `box` of the view; `font` is the name of our font on the page."""
        code = self.subset.encode(text) if self.subset else "<>"
        return _artifact(view, "Footer", f"0 g BT {font} {_n(size)} Tf {_n(box.left, box.bottom + size * 0.15)} Td {code} Tj ET")


def _artifact(view: PageGeometry, kind: str, content: str) -> bytes:
    side = "Top" if kind == "Header" else "Bottom"
    mark = f"/Artifact <</Type /Pagination /Subtype /{kind} /Attached [/{side}]>> BDC"
    return f"{mark} q {_n(*view.matrix)} cm {content} Q EMC".encode()


def _n(*values: float) -> str:
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values)
