"""The parts of an Office file as its relationships name them, in either of the two sets of namespaces.

The "strict" form of ISO/IEC 29500 has namespaces of its own; a name is written here with one prefix for both (`w:p`).
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.package import UnusableFileError, parse_part, read_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_URIS = {
    "w": (f"{_OPEN}wordprocessingml/2006/main", f"{_STRICT}wordprocessingml/main"),
    "x": (f"{_OPEN}spreadsheetml/2006/main", f"{_STRICT}spreadsheetml/main"),
    "p": (f"{_OPEN}presentationml/2006/main", f"{_STRICT}presentationml/main"),
    "a": (f"{_OPEN}drawingml/2006/main", f"{_STRICT}drawingml/main"),
    "a14": ("http://schemas.microsoft.com/office/drawing/2010/main",),
    "xdr": (f"{_OPEN}drawingml/2006/spreadsheetDrawing", f"{_STRICT}drawingml/spreadsheetDrawing"),
    "c": (f"{_OPEN}drawingml/2006/chart", f"{_STRICT}drawingml/chart"),
    "dgm": (f"{_OPEN}drawingml/2006/diagram", f"{_STRICT}drawingml/diagram"),
    "dsp": ("http://schemas.microsoft.com/office/drawing/2008/diagram",),
    "cdr": (f"{_OPEN}drawingml/2006/chartDrawing", f"{_STRICT}drawingml/chartDrawing"),
    "v": ("urn:schemas-microsoft-com:vml",),
    "m": (f"{_OPEN}officeDocument/2006/math", f"{_STRICT}officeDocument/math"),
    "r": (f"{_OPEN}officeDocument/2006/relationships", f"{_STRICT}officeDocument/relationships"),
    "mc": (f"{_OPEN}markup-compatibility/2006",),
    "rel": (f"{_OPEN}package/2006/relationships",),
}
_PREFIXES = {uri: prefix for prefix, uris in _URIS.items() for uri in uris}
_DECIMAL = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,20})?")
_NO = ("0", "false", "off", "none")


@lru_cache(4096)
def _short(tag: str) -> str:
    uri, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(uri)
    return f"{prefix}:{local}" if prefix else ""


def name(node: etree._Element) -> str:
    """`w:p`; empty for what is no element, or is of no namespace that is read here."""
    return _short(node.tag) if isinstance(node.tag, str) else ""


@lru_cache(1024)
def _tags(wanted: str) -> tuple[str, ...]:
    """`w:p` as each of the two forms of the standard writes it."""
    prefix, _, local = wanted.partition(":")
    return tuple(f"{{{uri}}}{local}" for uri in _URIS[prefix])


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of a name, and the first child of that, as the path goes on."""
    for step in path:
        if node is None:
            return None
        node = next(node.iterchildren(*_tags(step)), None)
    return node


def children(node: etree._Element | None, wanted: str) -> Iterator[etree._Element]:
    """The children of a name."""
    return iter(()) if node is None else node.iterchildren(*_tags(wanted))


def attribute(node: etree._Element, wanted: str) -> str:
    """The value of an attribute, `w:val` or `show`; empty where there is none."""
    prefix, _, local = wanted.rpartition(":")
    if not prefix:
        return str(node.get(local, ""))
    return next((str(value) for uri in _URIS[prefix] if (value := node.get(f"{{{uri}}}{local}")) is not None), "")


def namespace(node: etree._Element) -> str:
    """The namespace of an element in braces, as it stands before a tag: that of the standard's "strict" form is another."""
    return str(node.tag)[: node.tag.rindex("}") + 1]


def integer(node: etree._Element | None, wanted: str, most: int) -> int:
    """An attribute's whole number, at most `most`; 0 where there is none."""
    value = attribute(node, wanted) if node is not None else ""
    return min(int(value[:12]), most) if value.isascii() and value.isdigit() else 0


def decimal(node: etree._Element | None, wanted: str) -> float:
    """An attribute's number of at most six digits before its point, which has no sign; 0 where there is none."""
    value = attribute(node, wanted) if node is not None else ""
    return float(value) if _DECIMAL.fullmatch(value) else 0.0


def is_on(node: etree._Element | None, wanted: str) -> bool:
    """Whether a switch is there and not set to "off"."""
    return node is not None and attribute(node, wanted) not in _NO


def is_true(node: etree._Element, wanted: str) -> bool:
    """Whether a switch that is an attribute is there and on."""
    return attribute(node, wanted) in ("1", "true", "on")


def is_false(node: etree._Element, wanted: str) -> bool:
    """Whether a switch that is an attribute is there and off."""
    return attribute(node, wanted) in ("0", "false", "off")


def is_zero(node: etree._Element, wanted: str) -> bool:
    """Whether a size that is an attribute is there and nothing."""
    value = attribute(node, wanted)
    return value != "" and not value.strip("0.")


@dataclass(frozen=True)
class Relation:
    """Where a part's relationship leads: the last word of its type, and the part."""

    type: str
    part: str


def relations_part(part: str) -> str:
    """The name of the part that holds a part's relationships, or those of the file as a whole."""
    folder, _, file = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def relations_of(part: str, tree: etree._Element | None) -> dict[str, Relation]:
    """The relationships of a part by their id, of the XML that holds them; those that lead out of the file are left out."""
    folder = part.rpartition("/")[0]
    return {
        attribute(each, "Id"): Relation(
            attribute(each, "Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, unquote(attribute(each, "Target")))).lstrip("/"),
        )
        for each in children(tree, "rel:Relationship")
        if attribute(each, "TargetMode") != "External"
    }


class Package:
    """An Office file whose parts are found by relationship: its bytes, or its parts while they are changed."""

    def __init__(self, data: bytes | EditableParts) -> None:
        self._editable = data if isinstance(data, EditableParts) else None
        self._parts = {} if isinstance(data, EditableParts) else read_parts(data)
        self._names = {part.lower(): part for part in (self._editable.names if self._editable else self._parts)}

    def main(self, root: str, program: str) -> tuple[str, etree._Element]:
        """The name and XML of the part that the file is about. Raises UnusableError where its root is another program's."""
        part = next((each.part for each in self.relations("").values() if each.type == "officeDocument"), "")
        tree = self.xml(part)
        if tree is None or name(tree) != root:
            msg = f"{program} のファイルではありません"
            raise UnusableFileError(msg)
        return part, tree

    def stored_name(self, part: str) -> str | None:
        """What a part that a relationship leads to is called in the zip, if the file has it."""
        # Only names in .xml are looked through for a DOCTYPE when the zip is read.
        found = self._names.get(part.lower()) if part.lower().endswith((".xml", ".rels")) else None
        return found if self._editable is None or (found is not None and found in self._editable) else None

    def xml(self, part: str) -> etree._Element | None:
        """A part's XML, if the file has it."""
        found = self.stored_name(part)
        if found is None:
            return None
        return self._editable.tree(found) if self._editable else parse_part(self._parts[found])

    def content(self, part: str) -> bytes:
        """A part's bytes; none where the file does not have it."""
        found = self._names.get(part.lower(), "")
        if self._editable is None:
            return self._parts.get(found, b"")
        return self._editable.content(found) if found in self._editable else b""

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part, or of the file as a whole, by their id; those that lead out of the file are left out."""
        return relations_of(part, self.xml(relations_part(part)))

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part's relationships of a type lead to, each once."""
        return list(dict.fromkeys(each.part for each in self.relations(part).values() if each.type == kind))


def walk(
    root: etree._Element,
    starts: dict[str, Callable[[etree._Element], bool | None]],
    ends: dict[str, Callable[[], None]],
) -> None:
    """Calls what is set for each name as its element starts and ends; a start that returns True passes over what is in it.

    Of the forms that a thing has for newer and older programs, the first is walked.
    """
    walker = etree.iterwalk(root, events=("start", "end"))
    passed: etree._Element | None = None
    chosen: list[bool] = []
    for event, node in walker:
        known = name(node)
        if event == "end":
            if node is passed:
                passed = None
            elif known == "mc:AlternateContent":
                chosen.pop()
            elif (close := ends.get(known)) is not None:
                close()
            continue
        if known == "mc:AlternateContent":
            chosen.append(False)
        elif known in ("mc:Choice", "mc:Fallback") and chosen:
            again, chosen[-1] = chosen[-1], True
            if again:
                passed = node
                walker.skip_subtree()
        elif (begin := starts.get(known)) is not None and begin(node):
            passed = node
            walker.skip_subtree()
