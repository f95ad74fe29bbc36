"""What was generated into a Word file, kept inside it as custom XML: Word and LibreOffice leave it there when they save."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.word.merging.blocks import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.word.tracked.file import DocxPart, WordFile

_OWN = "urn:hyoga-docs:generated"
_ROOT = f"{{{_OWN}}}generated"
_PART, _PROPERTIES = "customXml/item1.xml", "customXml/itemProps1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = "{6B1C0F5A-7A3B-4E0D-9A52-3D5E1B0C7F18}"
_KINDS = ("p", "tbl", "tr", "tc", "other")
_DEEPEST = 40


def read_generated(file: WordFile) -> tuple[Block, ...] | None:
    """What was generated into a file when it was last made; None where it does not say."""
    part = _part(file)
    return None if part is None else _blocks(part.tree, 0)


def keep_generated(file: WordFile, blocks: Iterable[Block]) -> None:
    """Writes into a file what is generated into it now."""
    part = _part(file)
    tree = etree.Element(_ROOT, nsmap={None: _OWN})
    tree.extend([_written(each) for each in blocks])
    if part is None:
        part = _made(file)
    part.tree = tree
    part.touch()


def _part(file: WordFile) -> DocxPart | None:
    return next((part for _, part in file.main.related("customXml") if part.tree.tag == _ROOT), None)


def _made(file: WordFile) -> DocxPart:
    """A new part with what Word wants beside it: a name for the item."""
    part = file.add(file.free_name(_PART), f'<generated xmlns="{_OWN}"/>'.encode(), "application/xml")
    file.main.relate("customXml", part.name)
    name = file.free_name(_PROPERTIES)
    properties = etree.Element(f"{{{_STORE}}}datastoreItem", {f"{{{_STORE}}}itemID": _ITEM}, nsmap={"ds": _STORE})
    references = etree.SubElement(properties, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_STORE}}}schemaRef", {f"{{{_STORE}}}uri": _OWN})
    data = etree.tostring(properties, xml_declaration=True, encoding="UTF-8", standalone=False)
    file.add(name, data, _PROPERTIES_TYPE)
    part.relate("customXmlProps", name)
    return part


def _written(block: Block) -> etree._Element:
    element = etree.Element(f"{{{_OWN}}}{block.kind}")
    if block.text:
        element.set("text", block.text)
    element.extend([_written(each) for each in block.inside])
    return element


def _blocks(parent: etree._Element, depth: int) -> tuple[Block, ...]:
    found = []
    for each in parent.iterchildren(f"{{{_OWN}}}*"):
        kind = etree.QName(each).localname
        if kind not in _KINDS or depth > _DEEPEST:
            msg = "作ったときの控えが壊れています"
            raise UnusableFileError(msg)
        found.append(Block(cast("Kind", kind), each.get("text", ""), _blocks(each, depth + 1)))
    return tuple(found)
