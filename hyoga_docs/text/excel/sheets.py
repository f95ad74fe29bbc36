"""The sheets of an Excel file in their order, and the names that it gives to areas of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from hyoga_docs.text.ooxml.parts import Package

#: The names of what is printed of a sheet, and of what is printed again on each of its pages.
PRINT_AREA, PRINT_TITLES = "_xlnm.print_area", "_xlnm.print_titles"


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its place among all the sheets, from 0; its name; its part, empty where the file has none."""

    index: int
    title: str
    part: str
    is_hidden: bool


def sheets_of(package: Package) -> list[Sheet]:
    """The sheets in their order, hidden ones too. Raises UnusableFileError for what is no Excel file."""
    main, workbook = package.main("x:workbook", "Excel")
    relations = package.relations(main)
    return [
        Sheet(
            index,
            attribute(each, "name"),
            (package.stored_name(relations[key].part) or "") if (key := attribute(each, "r:id")) in relations else "",
            attribute(each, "state") in ("hidden", "veryHidden"),
        )
        for index, each in enumerate(children(child(workbook, "x:sheets"), "x:sheet"))
    ]


def defined_names(workbook: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """What a workbook has under its names; `wanted` are names in small letters, none for all."""
    for each in list(children(child(workbook, "x:definedNames"), "x:definedName")):
        if not wanted or attribute(each, "name").lower() in wanted:
            yield each
