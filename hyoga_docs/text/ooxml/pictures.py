"""The pictures that an Office file shows, counted: drawings and charts are not, for a PDF has no picture of them either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.parts import Package, attribute, child, children

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAIN = {".docx": ("w:document", "Word"), ".xlsx": ("x:workbook", "Excel"), ".pptx": ("p:presentation", "PowerPoint")}
_BEGINS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_LOST = _BEGINS[0]  # a picture that the file names and does not have would have been one
_PRINT_AREA = "_xlnm.Print_Area"


def count_pictures(data: bytes, suffix: str) -> int:
    """How many different pictures stand on the pages of a .docx, .xlsx or .pptx. Raises UnusableFileError."""
    package = Package(data)
    main, tree = package.main(*_MAIN[suffix])
    shown = {".docx": _word, ".xlsx": _excel, ".pptx": _powerpoint}[suffix](package, main, tree)
    found: set[str] = set()
    for part in dict.fromkeys(shown):
        drawn = package.xml(part)
        if drawn is None:
            continue
        relations = package.relations(part)
        parts = {relations[key].part if key in relations else key for key in _pictures(drawn)}
        found |= {each for each in parts if (package.content(each) or _LOST).startswith(_BEGINS)}
    return len(found)


def _word(_package: Package, main: str, _tree: etree._Element) -> Iterator[str]:
    yield main


def _excel(package: Package, main: str, tree: etree._Element) -> Iterator[str]:
    """The drawings of sheets that are printed whole; of a print area nobody knows which drawings lie in it."""
    relations = package.relations(main)
    named = children(child(tree, "x:definedNames"), "x:definedName")
    parted = {attribute(each, "localSheetId") for each in named if attribute(each, "name") == _PRINT_AREA}
    for number, sheet in enumerate(children(child(tree, "x:sheets"), "x:sheet")):
        relation = relations.get(attribute(sheet, "r:id"))
        if relation is not None and not attribute(sheet, "state") and str(number) not in parted:
            yield from package.related(relation.part, "drawing")


def _powerpoint(package: Package, main: str, tree: etree._Element) -> Iterator[str]:
    relations = package.relations(main)
    for each in children(child(tree, "p:sldIdLst"), "p:sldId"):
        relation = relations.get(attribute(each, "r:id"))
        slide = package.xml(relation.part) if relation is not None else None
        if relation is not None and slide is not None and attribute(slide, "show") not in ("0", "false"):
            yield relation.part


def _pictures(tree: etree._Element) -> Iterator[str]:
    """The relationships of the pictures of a part; of one that is there as a drawing too, the drawing is printed."""
    for blip in tree.iter("{*}blip"):
        held = [etree.QName(each).localname for each in blip.iterancestors()]
        is_drawing = next(blip.iter("{*}svgBlip"), None) is not None
        key = attribute(blip, "r:embed")
        if key and "pic" in held and "Fallback" not in held and not is_drawing:
            yield key
