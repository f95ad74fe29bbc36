"""OpenDocument files with words for fields, results for formulas, and without ways out of the file."""

from __future__ import annotations

import re

from lxml import etree

from hyoga_docs.text.ooxml.package import UnusableFileError, parse_part, read_entries, write_parts

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
#: An address that is not within the file, which is itself a folder.
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]|\.\.[\\/])", re.IGNORECASE)
_LINKS = {f"{_TEXT}a", "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}a"}
_CONTENT = "content.xml"
_READ = (_CONTENT, "styles.xml")
_FORMULAS = (f"{_TABLE}formula", f"{_TABLE}number-matrix-columns-spanned", f"{_TABLE}number-matrix-rows-spanned")
#: Fields of today, of the file and of who works with it. The numbers of pages are counted anew.
_FIELDS = {
    f"{_TEXT}{name}"
    for name in (
        "date", "time", "file-name", "template-name", "title", "subject", "keywords", "description", "user-defined",
        "author-name", "author-initials", "initial-creator", "creator", "printed-by",
        "creation-date", "creation-time", "print-date", "print-time", "modification-date", "modification-time",
        "editing-cycles", "editing-duration", "sender-firstname", "sender-lastname", "sender-initials", "sender-title",
        "sender-position", "sender-email", "sender-phone-private", "sender-fax", "sender-company", "sender-phone-work",
        "sender-street", "sender-city", "sender-postal-code", "sender-country", "sender-state-or-province",
    )
}  # fmt: skip


def external_addresses(parts: dict[str, bytes]) -> list[str]:
    """The addresses of pictures, objects and texts that would be printed but are not in the file. Raises UnusableFileError."""
    trees = [_tree(name, parts[name]) for name in _READ if name in parts]
    found = [each for tree in trees for each in _outside(tree) if etree.QName(each).localname != "event-listener"]
    return list(dict.fromkeys(str(each.get(_HREF)) for each in found))


def make_opendocument_ready(data: bytes, *, sheets: bool) -> bytes:
    """The file, with words for fields, values for formulas, no way out; `sheets` says that it is a spreadsheet.

    The heads and feet of a spreadsheet keep no words for their fields, and stay. Raises UnusableFileError.
    """
    parts = read_entries(data)
    for name in _READ:
        if name not in parts:
            continue
        tree = _tree(name, parts[name])
        for each in _outside(tree):
            del each.attrib[_HREF]
        for cell in tree.iter(f"{_TABLE}table-cell") if sheets else ():
            _keep_value(cell)
        for field in list(tree.iter(*_FIELDS)) if name == _CONTENT or not sheets else ():
            field.tag = f"{_TEXT}span"
            field.attrib.clear()
        parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return write_parts(parts)


def _tree(name: str, content: bytes) -> etree._Element:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        msg = f"使えない宣言（DOCTYPE）が {name} にあります"
        raise UnusableFileError(msg)
    return parse_part(content)


def _outside(tree: etree._Element) -> list[etree._Element]:
    """What leads out of the file, but for links that a reader follows."""
    return [each for each in tree.iter("{*}*") if _ADDRESS.match(str(each.get(_HREF, ""))) and each.tag not in _LINKS]


def _keep_value(cell: etree._Element) -> None:
    """Takes the formula out of a cell that has its value; an error is kept as the words that it shows."""
    if cell.get(_FORMULAS[0]) is None or cell.get(f"{_OFFICE}value-type") is None:
        return
    for name in _FORMULAS:
        cell.attrib.pop(name, None)
    if cell.get(f"{_CALC}value-type") == "error":
        cell.attrib.pop(f"{_OFFICE}string-value", None)
