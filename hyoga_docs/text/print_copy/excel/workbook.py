"""The parts of an Excel file while its print copy is made: the workbook, its sheets and its styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.excel.settings import counts_from_1904
from hyoga_docs.text.excel.sheets import sheets_of
from hyoga_docs.text.ooxml.parts import Package, attribute, children, relations_of, relations_part

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.excel.sheets import Sheet
    from hyoga_docs.text.ooxml.editable_parts import EditableParts
    from hyoga_docs.text.ooxml.parts import Relation

_TYPES = "[Content_Types].xml"


class ExcelWorkbook:
    """An Excel file whose parts are changed. Raises UnusableFileError for what is none."""

    def __init__(self, parts: EditableParts) -> None:
        self.parts = parts
        self._package = Package(parts)
        self.main = self.part(self._package.main("x:workbook", "Excel")[0])
        self.sheets = sheets_of(self._package)
        self.styles = next((self.part(part) for part in self._package.related(self.main, "styles")), "")

    @property
    def tree(self) -> etree._Element:
        """The workbook's own XML."""
        return self.parts.tree(self.main)

    @property
    def printed_sheets(self) -> list[Sheet]:
        """The sheets with a part that are not hidden."""
        return [sheet for sheet in self.sheets if sheet.part and not sheet.is_hidden]

    @property
    def from_1904(self) -> bool:
        """Whether its days are counted from 1904."""
        return counts_from_1904(self.tree)

    def part(self, wanted: str) -> str:
        """The name of a part as the file writes it; empty where it has none."""
        return self._package.stored_name(wanted) or ""

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part, by their id."""
        return self._package.relations(part)

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
        self.parts.remove(self.part(part))
