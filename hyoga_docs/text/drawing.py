"""The words of DrawingML: shapes, tables and SmartArt of a slide, text boxes of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.collector import PassageCollector
from hyoga_docs.text.ooxml.parts import attribute, child, is_true, walk

if TYPE_CHECKING:
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

    def diagram(self, relations: etree._Element, part: str, gather: PassageCollector) -> None:
        """The words of the SmartArt whose relationships a part names here."""
        data = self._package.relations(part).get(attribute(relations, "r:dm"))
        if data is None or data.type != "diagramData" or data.part in self._seen:
            return
        self._seen.add(data.part)
        tree = self._package.xml(data.part)
        if tree is not None:
            self._walk(tree, data.part, gather)

    def _walk(self, tree: etree._Element, part: str, gather: PassageCollector) -> None:
        def cell(node: etree._Element) -> bool:
            if is_true(node, "hMerge") or is_true(node, "vMerge"):
                gather.skip_cells(1)
                return True
            gather.open_cell()
            return False

        hidden = dict.fromkeys((f"{prefix}:{shape}" for prefix in ("p", "xdr") for shape in _SHAPES), _is_hidden)
        walk(
            tree,
            {
                **hidden,
                "a:p": lambda _: gather.open_paragraph(),
                "a:t": lambda node: gather.write(node.text),
                "m:t": lambda node: gather.write(node.text),
                "a:br": lambda _: gather.write("\n"),
                "a:fld": lambda node: attribute(node, "type") == "slidenum",
                "a:tbl": lambda _: gather.open_table(),
                "a:tr": lambda _: gather.open_row(),
                "a:tc": cell,
                "dgm:relIds": lambda node: self.diagram(node, part, gather),
                "dgm:pt": _is_placeholder,
            },
            {
                "a:p": gather.close_paragraph,
                "a:tbl": gather.close_table,
                "a:tc": gather.close_cell,
            },
        )


def _is_hidden(shape: etree._Element) -> bool:
    properties = shape[0] if len(shape) else None
    if properties is None:
        return False
    found = child(properties, "p:cNvPr")
    found = child(properties, "xdr:cNvPr") if found is None else found
    return found is not None and is_true(found, "hidden")


def _is_placeholder(point: etree._Element) -> bool:
    found = child(point, "dgm:prSet")
    return found is not None and is_true(found, "phldr")
