"""The parts of an Excel file while its print copy is made: the workbook, its sheets and its styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import Relation, attribute, child, children, is_true, name, relations_of, relations_part

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.ooxml.editable_parts import EditableParts

_TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class ExcelSheet:
    """A sheet of a workbook: its place among all the sheets, its name, its part (empty where the file has none)."""

    index: int
    title: str
    part: str
    hidden: bool


class ExcelWorkbook:
    """An Excel file whose parts are changed. Raises UnusableFileError for what is none."""

    def __init__(self, parts: EditableParts) -> None:
        self.parts = parts
        self._names = {part.lower(): part for part in parts.names}
        found = [each.part for each in self.relations("").values() if each.type == "officeDocument"]
        self.main = self.part(found[0]) if found else ""
        if not self.main or name(self.tree) != "x:workbook":
            msg = "Excel のファイルではありません"
            raise UnusableFileError(msg)
        relations = self.relations(self.main)
        self.sheets = [
            ExcelSheet(index, attribute(each, "name"), self._sheet_part(relations, each), _is_hidden(each))
            for index, each in enumerate(children(child(self.tree, "x:sheets"), "x:sheet"))
        ]
        self.styles = next((self.part(each.part) for each in relations.values() if each.type == "styles"), "")

    @property
    def tree(self) -> etree._Element:
        """The workbook's own XML."""
        return self.parts.tree(self.main)

    @property
    def printed_sheets(self) -> list[ExcelSheet]:
        """The sheets with a part that are not hidden."""
        return [sheet for sheet in self.sheets if sheet.part and not sheet.hidden]

    @property
    def from_1904(self) -> bool:
        """Whether its days are counted from 1904."""
        properties = child(self.tree, "x:workbookPr")
        return properties is not None and is_true(properties, "date1904")

    def part(self, wanted: str) -> str:
        """The name of a part as the file writes it; empty where it has none."""
        return self._names.get(wanted.lower(), "") if wanted.lower().endswith((".xml", ".rels")) else ""

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part, by their id."""
        held = self.part(relations_part(part))
        return relations_of(part, self.parts.tree(held) if held else None)

    def remove(self, owner: str, part: str) -> None:
        """Takes a part out, with the relationship by which another part names it, and its type."""
        held = self.part(relations_part(owner))
        relations = relations_of(owner, self.parts.tree(held))
        for each in list(children(self.parts.tree(held), "rel:Relationship")):
            found = relations.get(attribute(each, "Id"))
            if found is not None and found.part.lower() == part.lower():
                self.parts.tree(held).remove(each)
                self.parts.touch(held)
        types = self.parts.tree(_TYPES)
        for each in list(types):
            if attribute(each, "PartName").lower() == f"/{part}".lower():
                types.remove(each)
                self.parts.touch(_TYPES)
        self.parts.remove(self._names.pop(part.lower()))

    def _sheet_part(self, relations: dict[str, Relation], sheet: etree._Element) -> str:
        relation = relations.get(attribute(sheet, "r:id"))
        return self.part(relation.part) if relation is not None else ""


def _is_hidden(sheet: etree._Element) -> bool:
    return attribute(sheet, "state") in ("hidden", "veryHidden")
