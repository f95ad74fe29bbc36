"""What a file leaves to the program that prints it."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings


def printed(data: bytes, suffix: str) -> dict[str, bytes]:
    return read_parts(make_print_copy(data, suffix, PrintSettings()).data)


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (b"", b'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'),
        (b'<w:sectPr><w:type w:val="continuous"/></w:sectPr>', b'<w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/>'),
        (b'<w:sectPr><w:pgSz w:w="16838" w:h="23811"/></w:sectPr>', b'<w:sectPr><w:pgSz w:w="16838" w:h="23811"/></w:sectPr>'),
    ],
)
def test_a_section_without_a_size_is_a4(section: bytes, expected: bytes) -> None:
    out = io.BytesIO()
    Document().save(out)
    parts = read_parts(out.getvalue())
    body = parts["word/document.xml"]
    start, end = body.index(b"<w:sectPr"), body.index(b"</w:sectPr>") + len(b"</w:sectPr>")
    parts["word/document.xml"] = body[:start] + section + body[end:]
    assert expected in printed(write_parts(parts), ".docx")["word/document.xml"]


def test_a_sheet_without_a_size_is_a4_and_one_with_a_size_keeps_it() -> None:
    book = Workbook()
    book.worksheets[0].page_setup.orientation = "landscape"
    book.create_sheet("B5").page_setup.paperSize = 13
    out = io.BytesIO()
    book.save(out)
    parts = printed(out.getvalue(), ".xlsx")
    assert b'paperSize="9"' in parts["xl/worksheets/sheet1.xml"]
    assert b'paperSize="13"' in parts["xl/worksheets/sheet2.xml"]


def test_the_series_of_a_chart_without_names_are_called_as_excel_calls_them() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ((None, "県"), (1, 2), (3, 4)):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=3))
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart)
    out = io.BytesIO()
    book.save(out)
    made = printed(out.getvalue(), ".xlsx")["xl/charts/chart1.xml"].decode()
    assert made.count("系列") == 1
    assert made.index("系列1") < made.index("B1")


@pytest.mark.parametrize(("grid", "said"), [(b"linesAndChars", True), (b"lines", False)])
def test_a_grid_of_characters_is_measured_by_the_size_of_the_documents_text(grid: bytes, said: bool) -> None:
    document = Document()
    standard = document.styles["Normal"].element.get_or_add_rPr()
    for node in list(standard):
        standard.remove(node)
    etree.SubElement(standard, qn("w:lang")).set(qn("w:val"), "en-US")
    out = io.BytesIO()
    document.save(out)
    parts = read_parts(out.getvalue())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:docGrid ", b'<w:docGrid w:type="%s" ' % grid)
    styles = etree.fromstring(printed(write_parts(parts), ".docx")["word/styles.xml"])
    normal = next(
        each for each in styles.iter(qn("w:style")) if each.get(qn("w:default")) and each.get(qn("w:type")) == "paragraph"
    )
    assert [each.tag for each in normal.find(qn("w:rPr"))] == [*([qn("w:sz")] if said else []), qn("w:lang")]
