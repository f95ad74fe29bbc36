"""Prints on pages: labels and page numbers, as artifacts to a screen reader, upright as the reader sees the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Stream

from hyoga_docs.pdf.binding.embed_font import Subset, embed
from hyoga_docs.pdf.binding.mark_box import MARK_SIZE, inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.pdf.binding.page_number import NumberPlace
    from hyoga_docs.pdf.geometry import Box, PageGeometry


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

    def mark(self, view: PageGeometry, box: Box, text: str, font: str) -> bytes:
        """Content that shows words in a box of the view, on white; `font` is the name of our font on the page."""
        code, start = self.subset.encode(text) if self.subset else "<>", inside(box)
        frame = f"1 1 1 rg 0 G 0.9 w {_n(box.left, box.bottom, box.width, box.height)} re B "
        return _artifact(view, "Header", f"{frame}0 g BT {font} {_n(MARK_SIZE)} Tf {_n(*start)} Td {code} Tj ET")

    def number(self, view: PageGeometry, place: NumberPlace, text: str, size: float, font: str) -> bytes:
        """Content that shows a page number in its place of the view; `font` is the name of our font on the page."""
        code, box, ground = self.subset.encode(text) if self.subset else "<>", place.box, place.printed
        white = f"1 1 1 rg {_n(ground.left, ground.bottom, ground.width, ground.height)} re f " if place.on_white else ""
        words = f"0 g BT {font} {_n(size)} Tf {_n(box.left, box.bottom + size * 0.15)} Td {code} Tj ET"
        return _artifact(view, "Footer", white + words)


def _artifact(view: PageGeometry, kind: str, content: str) -> bytes:
    side = "Top" if kind == "Header" else "Bottom"
    mark = f"/Artifact <</Type /Pagination /Subtype /{kind} /Attached [/{side}]>> BDC"
    return f"{mark} q {_n(*view.matrix)} cm {content} Q EMC".encode()


def _n(*values: float) -> str:
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values)
