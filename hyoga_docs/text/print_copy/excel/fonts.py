"""The fonts of an Excel file, for columns as wide as Excel makes them and numbers that fit into them.

Excel measures a column by the digits of the workbook's standard font, in whole pixels; LibreOffice measures by those of the
font that it prints instead, whose digits may be half as wide again. So the copy has a standard font whose digits are known,
and widths that come out as Excel's. Fonts of proportional kana are marked: what stands for them there has the digits of
fonts of fixed pitch, or numbers would not fit and print as ###.
"""

from __future__ import annotations

import copy
import math
import re
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.japanese.plain import one_width
from hyoga_docs.text.ooxml.new_elements import insert_after, new_like
from hyoga_docs.text.ooxml.parts import attribute, child, children, decimal, integer, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.text.ooxml.editable_parts import EditableParts

#: What is added to the name of a font that is to have digits of fixed pitch.
FIXED_DIGITS = "（等幅数字）"
_PROPORTIONAL = re.compile(r"(?:MS|IPA|VL|Takao) ?P|HGP|(?:MS|Meiryo|Yu Gothic) ?UI", re.IGNORECASE)
#: The standard font of the copy, and how wide its digits are (in em).
_STANDARD, _STANDARD_DIGIT = "BIZ UDゴシック", 0.5
#: How wide the digits of fonts that offices have as their standard are, in em; those of ＭＳ fonts fill half of a whole pixel size.
_DIGITS = {"游ゴシック": 0.5557, "Yu Gothic": 0.5557, "Calibri": 0.5068, "Arial": 0.5562}
_MS = re.compile(r"MS ?(?:P ?)?(?:ゴシック|明朝|Gothic|Mincho)", re.IGNORECASE)
_DPI = 96
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"


def set_sheet_fonts(parts: EditableParts) -> None:
    """Sets the standard font and the widths of the columns, and marks the fonts whose digits are to be of fixed pitch."""
    if _STYLES not in parts:
        return
    styles = parts.tree(_STYLES)
    digit, size = _set_standard(styles)
    if digit:
        parts.touch(_STYLES)
        for part in parts.names:
            if part.startswith("xl/worksheets/sheet") and part.endswith(".xml"):
                _set_widths(parts.tree(part), digit, _STANDARD_DIGIT * size)
                parts.touch(part)
    for part in (_STYLES, _STRINGS):
        if part in parts and _mark(parts.tree(part)):
            parts.touch(part)


def _set_standard(styles: etree._Element) -> tuple[int, float]:
    """How many pixels wide a digit of the standard font is in Excel, and the font's size; 0 where that is not known.

    The style of all cells that have none is given a font of its own, and the cells keep theirs.
    """
    normal = next((each for each in children(child(styles, "x:cellStyles"), "x:cellStyle") if each.get("builtinId") == "0"), None)
    formats = list(children(child(styles, "x:cellStyleXfs"), "x:xf"))
    fonts = child(styles, "x:fonts")
    number = integer(normal, "xfId", len(formats))
    if fonts is None or number >= len(formats):
        return 0, 0
    held = list(children(fonts, "x:font"))
    place = integer(formats[number], "fontId", len(held))
    if place >= len(held):
        return 0, 0
    font = held[place]
    family, size = child(font, "x:name"), decimal(child(font, "x:sz"), "val")
    digit = digit_pixels(attribute(family, "val"), size) if family is not None and 1 <= size <= 100 else 0
    if digit:
        own = copy.deepcopy(font)
        for node in list(own):
            if name(node) == "x:name":
                node.set("val", _STANDARD)
            elif etree.QName(node).localname in ("family", "charset", "scheme"):
                own.remove(node)
        fonts.append(own)
        fonts.set("count", str(len(held) + 1))
        formats[number].set("fontId", str(len(held)))
    return digit, size


def digit_pixels(family: str, size: float) -> int:
    """How many pixels of a screen of 96 dots an inch a digit is wide in Excel; 0 where that is not known."""
    known = one_width(family).strip()
    if _MS.fullmatch(known):
        return math.ceil(round(size * _DPI / 72) / 2)
    return round(_DIGITS.get(known, 0) * size * _DPI / 72)


def _set_widths(sheet: etree._Element, digit: int, unit: float) -> None:
    """Widths in `unit` points that print as wide as those in digits of so many pixels."""

    def width(pixels: int) -> str:
        return f"{pixels * 72 / _DPI / unit:.4f}"

    standard = child(sheet, "x:sheetFormatPr")
    if standard is None:
        standard = new_like(sheet, "sheetFormatPr")
        insert_after(sheet, standard, ("x:sheetPr", "x:dimension", "x:sheetViews"))
        standard.set("defaultRowHeight", "13.5")
    wide = decimal(standard, "defaultColWidth")
    standard.set("defaultColWidth", width(_pixels(wide, digit) if wide else math.ceil((8 * digit + 5) / 8) * 8))
    for column in children(child(sheet, "x:cols"), "x:col"):
        if wide := decimal(column, "width"):
            column.set("width", width(_pixels(wide, digit)))


def _pixels(width: float, digit: int) -> int:
    """Source: ISO/IEC 29500-1, 18.3.1.13."""
    return math.trunc((256 * width + math.trunc(128 / digit)) / 256 * digit)


def default_font(styles: etree._Element | None) -> etree._Element | None:
    """The font of the style that cells have by default."""
    fonts = list(children(child(styles, "x:fonts"), "x:font"))
    number = integer(child(styles, "x:cellStyleXfs", "x:xf"), "fontId", 100_000)
    return fonts[number] if number < len(fonts) else None


def _mark(tree: etree._Element) -> bool:
    marked = False
    for family in _families(tree):
        value = attribute(family, "val")
        if _PROPORTIONAL.match(one_width(value)):
            family.set("val", value + FIXED_DIGITS)
            marked = True
    return marked


def _families(tree: etree._Element) -> Iterator[etree._Element]:
    for node in tree.iter():
        if name(node) == "x:rFont" or (name(node) == "x:name" and name(node.getparent()) == "x:font"):
            yield node
