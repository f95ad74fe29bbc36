"""Columns of an Excel file as wide as in Excel, whatever font LibreOffice prints for the standard one."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings


def printed(font: str, size: float, width: float | None) -> dict[str, str]:
    """The parts of the print copy of a workbook in a standard font, with a column of a width."""
    book = Workbook()
    book._named_styles["Normal"].font = Font(name=font, size=size)  # type: ignore[attr-defined]
    sheet = book.worksheets[0]
    sheet["A1"].value, sheet["A1"].font = "甲", Font(name=font, size=size)
    sheet["A2"].value, sheet["A2"].font = "乙", Font(name="ＭＳ 明朝", size=size)
    if width is not None:
        sheet.column_dimensions["A"].width = width
    out = io.BytesIO()
    book.save(out)
    copied = read_parts(make_print_copy(out.getvalue(), ".xlsx", PrintSettings()).data)
    return {name: content.decode() for name, content in copied.items() if name.endswith(".xml")}


@pytest.mark.parametrize(
    ("font", "size", "points", "standard"),
    [
        ("ＭＳ Ｐゴシック", 11, 60, 54),
        ("MS PGothic", 11, 60, 54),
        ("ＭＳ Ｐゴシック", 10, 52.5, 48),
        ("ＭＳ 明朝", 11, 60, 54),
        ("游ゴシック", 11, 60, 54),
        ("Calibri", 11, 52.5, 48),
        ("Arial", 10, 52.5, 48),
    ],
)
def test_a_column_is_as_wide_as_its_pixels_in_excel(font: str, size: float, points: float, standard: float) -> None:
    parts = printed(font, size, 10)
    sheet = parts["xl/worksheets/sheet1.xml"]
    (width,) = re.findall(r'<col [^>]*width="([\d.]+)"', sheet)
    assert float(width) * 0.5 * size == pytest.approx(points, abs=0.01)
    (default,) = re.findall(r'defaultColWidth="([\d.]+)"', sheet)
    assert float(default) * 0.5 * size == pytest.approx(standard, abs=0.01)
    assert '<name val="BIZ UDゴシック"' in parts["xl/styles.xml"]


def test_a_standard_font_whose_digits_are_not_known_leaves_the_widths_alone() -> None:
    parts = printed("だれも知らない書体", 11, 10)
    assert re.findall(r'<col [^>]*width="([\d.]+)"', parts["xl/worksheets/sheet1.xml"]) == ["10"]
    assert "BIZ UD" not in parts["xl/styles.xml"]


def test_only_fonts_of_proportional_kana_are_marked() -> None:
    styles = printed("ＭＳ Ｐゴシック", 11, None)["xl/styles.xml"]
    assert '"ＭＳ Ｐゴシック（等幅数字）"' in styles
    assert '"ＭＳ 明朝"' in styles
