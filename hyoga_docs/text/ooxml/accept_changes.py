"""Tracked changes of a Word file, accepted: LibreOffice would print what was deleted beside what took its place."""

from __future__ import annotations

import re

from lxml import etree

from hyoga_docs.text.ooxml.package import parse_part, read_parts, write_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|\w+Change)\b")
_DROPPED = {f"{_W}{name}" for name in ("del", "moveFrom")}
_UNWRAPPED = {f"{_W}{name}" for name in ("ins", "moveTo")}
_PROPERTIES = {f"{_W}{name}" for name in ("rPr", "trPr", "tcPr")}


def has_changes(parts: dict[str, bytes]) -> bool:
    """Whether a Word file carries tracked changes."""
    return any(_PARTS.fullmatch(name) and _TRACKED.search(content) for name, content in parts.items())


def accept_changes(data: bytes) -> bytes:
    """The file with its changes accepted; the very same bytes where it has none."""
    parts = read_parts(data)
    if not has_changes(parts):
        return data
    for name, content in parts.items():
        if _PARTS.fullmatch(name) and _TRACKED.search(content):
            parts[name] = _accepted(content)
    return write_parts(parts)


def _accepted(content: bytes) -> bytes:
    tree = parse_part(content)
    for mark in list(tree.iter(f"{_W}trPr")):  # a row that was deleted
        row = mark.getparent()
        if mark.find(f"{_W}del") is not None and row is not None and row.getparent() is not None:
            row.getparent().remove(row)
    for element in list(tree.iter()):
        parent = element.getparent()
        if parent is None or not isinstance(element.tag, str):
            continue
        if element.tag.endswith("Change") or element.tag in _DROPPED or (element.tag in _UNWRAPPED and parent.tag in _PROPERTIES):
            parent.remove(element)
        elif element.tag in _UNWRAPPED:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
