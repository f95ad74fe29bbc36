"""The words of DrawingML: shapes, tables and SmartArt of a slide, text boxes of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, is_true, walk
from hyoga_docs.text.ooxml.shapes import drawing_of, is_hidden, signs_of
from hyoga_docs.text.passages import Passage, PassageKind
from hyoga_docs.text.readers.collector import PassageCollector

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from hyoga_docs.text.ooxml.parts import Package
    from hyoga_docs.text.passages import Body

_SHAPES = ("sp", "grpSp", "graphicFrame", "pic", "cxnSp")


class DrawingReader:
    """Reads the parts of a file that hold drawings; a SmartArt's part is read once, however often it is named."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._seen: set[str] = set()

    def read(self, tree: etree._Element | None, part: str, page: int | None = None) -> Body:
        """The passages and tables of a drawing's part."""
        gather = PassageCollector(page)
        if tree is not None:
            self._walk(tree, part, gather)
        return gather.body

    def diagram(self, named: etree._Element, part: str, gather: PassageCollector) -> None:
        """The words of the SmartArt whose relationships a part names here: as it was drawn, where the file keeps that."""
        data = self._package.relations(part).get(attribute(named, "r:dm"))
        if data is None or data.type != "diagramData" or data.part in self._seen:
            return
        self._seen.add(data.part)
        tree = self._package.xml(data.part)
        drawn = drawing_of(self._package, part, named)
        drawing = self._package.xml(drawn)
        if drawing is not None:
            self._walk(drawing, drawn, gather)
        elif tree is not None:
            self._walk(tree, data.part, gather)

    def chart(self, named: etree._Element, part: str, gather: PassageCollector) -> None:
        """The words of the chart that a part names here (`c:chart`), and of the shapes that somebody drew into it."""
        from hyoga_docs.text.readers.charts import chart_texts  # noqa: PLC0415  most papers have none

        found = self._package.relations(part).get(attribute(named, "r:id"))
        tree = self._package.xml(found.part) if found is not None and found.type == "chart" else None
        if tree is None or found is None or found.part in self._seen:
            return
        self._seen.add(found.part)
        gather.add(Passage(text, gather.page, kind=PassageKind.CHART) for text in chart_texts(tree))
        for shapes in self._package.related(found.part, "chartUserShapes"):
            drawn = PassageCollector(gather.page, PassageKind.CHART)
            drawing = self._package.xml(shapes)
            if drawing is not None:
                self._walk(drawing, shapes, drawn)
            gather.add(drawn.body.passages)

    def _opens(self, shape: etree._Element, gather: PassageCollector) -> bool:
        """Whether a shape is printed; what its passages are is set as it opens."""
        del gather
        return not is_hidden(shape)

    def _starts_text(self) -> None:
        """The text of a cell starts, in which lists are counted anew."""

    def _number(self, paragraph: etree._Element, *, is_empty: bool) -> str:
        """What a list prints before a paragraph."""
        del paragraph, is_empty
        return ""

    def _field(self, field: etree._Element) -> str | None:
        """What a field prints; None for what the file keeps of it."""
        return "" if attribute(field, "type") == "slidenum" else None

    def _walk(self, tree: etree._Element, part: str, gather: PassageCollector) -> None:
        walker = _DrawingWalk(gather)

        def field(node: etree._Element) -> bool:
            computed = self._field(node)
            gather.write(computed)
            return computed is not None or walker.run(node)

        shapes = dict.fromkeys(
            (f"{prefix}:{shape}" for prefix in ("p", "xdr") for shape in _SHAPES), lambda node: not self._opens(node, gather)
        )
        walk(
            tree,
            {
                **shapes,
                "a:bodyPr": walker.open_text,
                "a:p": walker.open_paragraph,
                "a:r": walker.run,
                "a:fld": field,
                "a:t": lambda node: walker.write(node.text),
                "m:t": lambda node: walker.write_formula(node.text),
                "a:br": lambda _: gather.write("\n"),
                "a:tbl": lambda _: gather.open_table(),
                "a:tr": lambda _: gather.open_row(),
                "a:tc": walker.open_cell,
                "a:txBody": lambda _: self._starts_text(),
                "c:chart": lambda node: self.chart(node, part, gather),
                "dgm:relIds": lambda node: self.diagram(node, part, gather),
                "dgm:pt": _is_placeholder,
            },
            {
                "a:p": lambda: walker.close_paragraph(self._number),
                "a:tbl": gather.close_table,
                "a:tc": gather.close_cell,
            },
        )


class _DrawingWalk:
    """What is open while a drawing is walked: the paragraph, and how its run is written."""

    def __init__(self, gather: PassageCollector) -> None:
        self._gather = gather
        self._paragraph: etree._Element | None = None
        self._font: etree._Element | None = None
        self._in_capitals = False
        self._is_formula = False
        self._is_art = False

    def open_text(self, node: etree._Element) -> None:
        warp = child(node, "a:prstTxWarp")
        self._is_art = warp is not None and attribute(warp, "prst") not in ("", "textNoShape")

    def open_paragraph(self, node: etree._Element) -> None:
        self._paragraph, self._is_formula = node, False
        self._gather.open_paragraph()

    def run(self, node: etree._Element) -> bool:
        self._font = child(node, "a:rPr")
        self._in_capitals = self._font is not None and attribute(self._font, "cap") in ("all", "small")
        return False

    def write(self, text: str | None) -> None:
        text = signs_of(self._font, text or "")
        if text.strip():
            self._is_formula = False
        self._gather.write(text.upper() if self._in_capitals else text)

    def write_formula(self, text: str | None) -> None:
        self._is_formula = self._is_formula or self._gather.is_blank
        self._gather.write(text)

    def close_paragraph(self, number: Callable[..., str]) -> None:
        if self._paragraph is None:
            return
        before = number(self._paragraph, is_empty=self._gather.is_blank)
        kind = PassageKind.ART if self._is_art else PassageKind.FORMULA if self._is_formula else None
        self._gather.close_paragraph(before, kind)
        self._paragraph = None

    def open_cell(self, node: etree._Element) -> bool:
        if is_true(node, "hMerge") or is_true(node, "vMerge"):
            self._gather.skip_cells(1)
            return True
        self._gather.open_cell()
        return False


def _is_placeholder(point: etree._Element) -> bool:
    found = child(point, "dgm:prSet")
    return found is not None and is_true(found, "phldr")
