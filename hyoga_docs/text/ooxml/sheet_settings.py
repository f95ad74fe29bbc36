"""How a sheet of Excel is set to show zeros and errors, which its cells do not say themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child

if TYPE_CHECKING:
    from lxml import etree

_ERRORS = {"blank": "", "dash": "--", "NA": "#N/A"}


def hides_zeros(sheet: etree._Element) -> bool:
    """Whether cells whose value is zero are shown empty."""
    view = child(sheet, "x:sheetViews", "x:sheetView")
    return view is not None and attribute(view, "showZeros") in ("0", "false")


def printed_error(sheet: etree._Element, error: str) -> str:
    """What is printed of an error value (`#N/A`)."""
    setup = child(sheet, "x:pageSetup")
    return _ERRORS.get(attribute(setup, "errors"), error) if setup is not None else error


def is_zero_value(value: str) -> bool:
    """Whether the value of a cell is the number zero."""
    return value != "" and not value.strip("-0.") and any(character == "0" for character in value)
