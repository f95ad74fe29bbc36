"""The way that the pages of an Office file lie, and turning those of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.excel.sheets import sheets_of
from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import Package, attribute, child, integer, namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

#: Twentieths of a point, or EMU, beyond which no page is.
_MOST = 10**9


def is_lying(data: bytes, suffix: str) -> bool | None:
    """Whether the pages of a .docx, .xlsx or .pptx are wider than high; None where some are and some are not, or none is known."""
    try:
        found = set(_pages(Package(data), suffix))
    except UnusableFileError:
        return None
    return found.pop() if len(found) == 1 else None


def turned(data: bytes) -> bytes:
    """A Word file with its pages turned: upright ones lie, lying ones stand. Raises UnusableFileError."""
    parts = EditableParts(data)
    main, document = Package(parts).main("w:document", "Word")
    for size in _sizes(document):
        prefix = namespace(size)
        wide, high = attribute(size, "w:w"), attribute(size, "w:h")
        size.set(f"{prefix}w", high)
        size.set(f"{prefix}h", wide)
        size.attrib.pop(f"{prefix}orient", None)
        if integer(size, "w:w", _MOST) > integer(size, "w:h", _MOST):
            size.set(f"{prefix}orient", "landscape")
    parts.touch(main)
    return parts.data


def _pages(package: Package, suffix: str) -> Iterator[bool]:
    """Whether pages lie, one for each section, sheet or show."""
    if suffix == ".docx":
        _, document = package.main("w:document", "Word")
        yield from (integer(size, "w:w", _MOST) > integer(size, "w:h", _MOST) for size in _sizes(document))
    elif suffix == ".pptx":
        size = child(package.main("p:presentation", "PowerPoint")[1], "p:sldSz")
        yield size is None or integer(size, "cx", _MOST) > integer(size, "cy", _MOST)
    elif suffix == ".xlsx":
        for sheet in sheets_of(package):
            tree = package.xml(sheet.part) if sheet.part and not sheet.is_hidden else None
            if tree is not None:
                setup = child(tree, "x:pageSetup")
                yield setup is not None and attribute(setup, "orientation") == "landscape"


def _sizes(document: etree._Element) -> list[etree._Element]:
    """The sizes of the pages of a Word document, section by section."""
    return list(document.iter(f"{namespace(document)}pgSz"))
