"""A workbook whose formulas have no values is known: what it says is not all that is printed."""

from __future__ import annotations

import io

import openpyxl
import pytest

from hyoga_docs.text.excel.unsaved_values import has_unsaved_values
from hyoga_docs.text.extract import UNSAVED, read_lines
from hyoga_docs.text.ooxml.package import read_parts, write_parts

_SHEET = "xl/worksheets/sheet1.xml"
_FORMULA = b"<f>SUM(A1:A1)</f><v></v>"


def book(cell: bytes | None = None, kind: bytes = b"") -> bytes:
    """A figure and its sum as it is written without Excel, or with another cell in the sum's place."""
    made = openpyxl.Workbook()
    made.active.append([128])  # type: ignore[union-attr]
    made.active.append(["=SUM(A1:A1)"])  # type: ignore[union-attr]
    file = io.BytesIO()
    made.save(file)
    if cell is None:
        return file.getvalue()
    parts = read_parts(file.getvalue())
    parts[_SHEET] = parts[_SHEET].replace(b"<f>SUM(A1:A1)</f><v />", _FORMULA).replace(b"<f>SUM(A1:A1)</f><v/>", _FORMULA)
    assert parts[_SHEET].count(_FORMULA) == 1
    parts[_SHEET] = parts[_SHEET].replace(b'r="A2"', b'r="A2"' + kind).replace(_FORMULA, cell)
    return write_parts(parts)


@pytest.mark.parametrize(
    ("cell", "kind", "unsaved"),
    [
        (_FORMULA, b"", True),
        (b"<f>SUM(A1:A1)</f>", b"", True),
        (b'<f t="shared" si="0"/>', b"", True),
        (b"<f>SUM(A1:A1)</f><v>128</v>", b"", False),
        (b'<f t="shared" si="0"/><v>0</v>', b"", False),
        (b"<f>IF(TRUE,&quot;&quot;)</f><v></v>", b' t="str"', False),
        (b"<v>1</v>", b"", False),
    ],
)
def test_a_formula_without_a_value_is_found(cell: bytes, kind: bytes, unsaved: bool) -> None:
    made = book(cell, kind)
    assert has_unsaved_values(made) is unsaved
    assert (read_lines(made, ".xlsx")[-1] == UNSAVED) is unsaved


def test_so_it_is_where_another_program_wrote_the_book() -> None:
    assert has_unsaved_values(book())
