"""The sheets of an Excel file while it is made into its print copy."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from hyoga_docs.text.ooxml.parts import attribute, child, children, name

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.ooxml.editable_parts import EditableParts


@dataclass(frozen=True)
class BookSheet:
    """A sheet by its entry in the workbook: its name, its place among all the sheets from 0, and its part."""

    title: str
    index: int
    entry: etree._Element
    part: str

    @property
    def shows(self) -> bool:
        """Whether it is neither hidden nor very hidden."""
        return attribute(self.entry, "state") not in ("hidden", "veryHidden")


def related(parts: EditableParts, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part's relationships lead to, with the last word of their types, by id; "" asks for those of the file."""
    folder, _, file = part.rpartition("/")
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, tuple[str, str]] = {}
    for each in children(parts.tree(rels), "rel:Relationship") if rels in parts else ():
        target = posixpath.normpath(posixpath.join("/", folder, unquote(attribute(each, "Target")))).lstrip("/")
        if attribute(each, "TargetMode") != "External" and target in parts:
            found[attribute(each, "Id")] = attribute(each, "Type").rpartition("/")[2], target
    return found


def workbook_part(parts: EditableParts) -> str:
    """The part that lists the sheets; empty for what is no Excel file."""
    return next((part for kind, part in related(parts, "").values() if kind == "officeDocument"), "")


def book_sheets(parts: EditableParts) -> list[BookSheet]:
    """The sheets of cells, in their order; sheets that are one chart, and what cannot be found, are left out."""
    book = workbook_part(parts)
    if not book:
        return []
    relations = related(parts, book)
    sheets = []
    for index, entry in enumerate(children(child(parts.tree(book), "x:sheets"), "x:sheet")):
        _, part = relations.get(attribute(entry, "r:id"), ("", ""))
        if part and name(parts.tree(part)) == "x:worksheet":
            sheets.append(BookSheet(attribute(entry, "name"), index, entry, part))
    return sheets
