"""The pictures that an Office file shows, counted: drawings and charts are not, for a PDF has no picture of them either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.excel.sheets import PRINT_AREA, defined_names, sheets_of
from hyoga_docs.text.ooxml.parts import Package, attribute
from hyoga_docs.text.powerpoint.slides import slides_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_LOST = _BEGINS[0]  # a picture that the file names and does not have would have been one


def count_pictures(data: bytes, suffix: str) -> int:
    """How many different pictures stand on the pages of a .docx, .xlsx or .pptx. Raises UnusableFileError."""
    package = Package(data)
    shown = {".docx": _word, ".xlsx": _excel, ".pptx": _powerpoint}[suffix](package)
    found: set[str] = set()
    for part in dict.fromkeys(shown):
        drawn = package.xml(part)
        if drawn is None:
            continue
        relations = package.relations(part)
        parts = {relations[key].part if key in relations else key for key in _pictures(drawn)}
        found |= {each for each in parts if (package.content(each) or _LOST).startswith(_BEGINS)}
    return len(found)


def _word(package: Package) -> Iterator[str]:
    yield package.main("w:document", "Word")[0]


def _excel(package: Package) -> Iterator[str]:
    """The drawings of sheets that are printed whole; of a print area nobody knows which drawings lie in it."""
    _, workbook = package.main("x:workbook", "Excel")
    parted = {attribute(each, "localSheetId") for each in defined_names(workbook, PRINT_AREA)}
    for sheet in sheets_of(package):
        if not sheet.is_hidden and str(sheet.index) not in parted:
            yield from package.related(sheet.part, "drawing")


def _powerpoint(package: Package) -> Iterator[str]:
    return (slide.part for slide in slides_of(package) if not slide.is_hidden)


def _pictures(tree: etree._Element) -> Iterator[str]:
    """The relationships of the pictures of a part; of one that is there as a drawing too, the drawing is printed."""
    for blip in tree.iter("{*}blip"):
        held = [etree.QName(each).localname for each in blip.iterancestors()]
        is_drawing = next(blip.iter("{*}svgBlip"), None) is not None
        key = attribute(blip, "r:embed")
        if key and "pic" in held and "Fallback" not in held and not is_drawing:
            yield key
