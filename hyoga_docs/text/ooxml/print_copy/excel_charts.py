"""Charts of an Excel file keep the number formats that their axes and labels take from cells, once those cells have others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import child, name

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.ooxml.print_copy.excel_workbook import ExcelWorkbook

#: What stands before the number format of an axis and of labels; nothing that may stand there comes after it.
_BEFORE_FORMAT = {
    "c:axId",
    "c:scaling",
    "c:delete",
    "c:axPos",
    "c:majorGridlines",
    "c:minorGridlines",
    "c:title",
    "c:dLbl",
}
_AXES = ("c:valAx", "c:catAx", "c:dateAx")


def unlink_charts(book: ExcelWorkbook) -> None:
    """Writes the format of the chart's saved numbers into its axes and labels, in the place of "as the cells have it"."""
    for part in book.parts.names:
        if "/charts/" in part.lower() and part.lower().endswith(".xml") and b"plotArea" in book.parts.content(part):
            root = book.parts.tree(part)
            code = _saved_code(root, "c:val") or _saved_code(root, "c:yVal")
            days = _saved_code(root, "c:cat") or _saved_code(root, "c:xVal")
            for node in root.iter("{*}valAx", "{*}catAx", "{*}dateAx", "{*}dLbls"):
                known = name(node)
                if known:
                    _unlink(node, days if known in ("c:catAx", "c:dateAx") else code)
            book.parts.touch(part)


def _saved_code(root: etree._Element, wanted: str) -> str:
    """The format of the first numbers of a kind that the chart has saved."""
    local = wanted.partition(":")[2]
    for node in root.iter(f"{{*}}{local}"):
        found = child(node, "c:numRef", "c:numCache", "c:formatCode")
        if found is not None and found.text:
            return str(found.text)
    return ""


def _unlink(node: etree._Element, saved: str) -> None:
    held = child(node, "c:numFmt")
    if held is None:
        if name(node) not in _AXES and child(node, "c:delete") is not None:
            return
        held = node.makeelement(node.tag.rpartition("}")[0] + "}numFmt")
        place = next((index for index, each in enumerate(node) if name(each) not in _BEFORE_FORMAT), len(node))
        node.insert(place, held)
        held.set("formatCode", saved or "General")
    elif held.get("sourceLinked") not in ("1", "true"):
        return
    elif saved:
        held.set("formatCode", saved)
    held.set("sourceLinked", "0")
