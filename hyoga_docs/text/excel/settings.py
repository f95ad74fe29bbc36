"""How an Excel file is set to show its values, which the cells do not say themselves: number formats, zeros, errors, days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.excel.number_formats import BUILTIN
from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_false, is_true

if TYPE_CHECKING:
    from lxml import etree

MOST_FORMAT_ID = 1_000_000
_ERRORS = {"blank": "", "dash": "--", "NA": "#N/A"}


def own_formats(styles: etree._Element | None) -> dict[int, str]:
    """The number formats that a file has of its own, by their ids."""
    return {
        integer(each, "numFmtId", MOST_FORMAT_ID): attribute(each, "formatCode")
        for each in children(child(styles, "x:numFmts"), "x:numFmt")
    }


def cell_formats(styles: etree._Element | None) -> list[str]:
    """The code of the number format of each style of cells."""
    known = BUILTIN | own_formats(styles)
    ids = (integer(each, "numFmtId", MOST_FORMAT_ID) for each in children(child(styles, "x:cellXfs"), "x:xf"))
    return [known.get(each, "General") for each in ids]


def counts_from_1904(workbook: etree._Element) -> bool:
    """Whether the days of a workbook are counted from 1904."""
    properties = child(workbook, "x:workbookPr")
    return properties is not None and is_true(properties, "date1904")


def hides_zeros(sheet: etree._Element) -> bool:
    """Whether cells whose value is zero are shown empty."""
    view = child(sheet, "x:sheetViews", "x:sheetView")
    return view is not None and is_false(view, "showZeros")


def printed_error(sheet: etree._Element, error: str) -> str:
    """What is printed of an error value (`#N/A`)."""
    setup = child(sheet, "x:pageSetup")
    return _ERRORS.get(attribute(setup, "errors"), error) if setup is not None else error


def is_zero_value(value: str) -> bool:
    """Whether the value of a cell is the number zero."""
    return value != "" and not value.strip("-0.") and any(character == "0" for character in value)
