"""The label in its box at the top right of a paper: how its template draws it, and where it goes on a page."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from pikepdf import Array, Name, Stream

from hyoga_docs.pdf.geometry import MM, Box, PageGeometry
from hyoga_docs.pdf.intake.printed_areas import free_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.spec.style import Stamp as StampStyle

_MARKED = {"BDC", "BMC", "EMC", "DP", "MP"}
_MOST_STEPS = 200  # of 5 mm to the left; A0 has a hundred
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
    steps = min(int((home.left - view.width * 0.3) / (5 * MM)), _MOST_STEPS)
    wanted += [home.moved(-step * 5 * MM, up) for up in (0, raised) for step in range(1, max(steps, 0) + 1)]
    found = free_box(wanted, [*words, *spots], _CLEAR) or (free_box(wanted, words, _CLEAR) if words else None)
    return (found, True) if found else (home, False)
