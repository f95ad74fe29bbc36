"""What the real LibreOffice prints Office files in: fonts of Japan on a machine without them, Japanese dates, A4, no box untold."""

from __future__ import annotations

import ctypes
import datetime as dt
import io
import os
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import Place
from hyoga_docs.pdf.intake.missing_glyphs import missing_glyphs
from hyoga_docs.pdf.intake.records import IntakeWarning
from hyoga_docs.programs.fonts import font_folders, read_fonts
from hyoga_docs.programs.libreoffice.convert import ConversionSource, Office, convert
from hyoga_docs.programs.libreoffice.engine import find_engine
from hyoga_docs.programs.sandbox import office_environment, sandbox_for
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings

pytestmark = pytest.mark.office

#: A font, whether it is bold, and what its Japanese and its Latin characters are printed in.
_WORD = (
    ("ＭＳ 明朝", False, "BIZUDMincho-Regular", "BIZUDMincho-Regular"),
    ("ＭＳ Ｐ明朝", False, "BIZUDPMincho-Regular", "BIZUDPMincho-Regular"),
    ("ＭＳ ゴシック", False, "BIZUDGothic-Regular", "BIZUDGothic-Regular"),
    ("ＭＳ ゴシック", True, "BIZUDGothic-Bold", "BIZUDGothic-Bold"),
    ("HGPｺﾞｼｯｸE", True, "BIZUDPGothic-Bold", "BIZUDPGothic-Bold"),
    ("BIZ UDゴシック", False, "BIZUDGothic-Regular", "BIZUDGothic-Regular"),
    ("BIZ UDゴシック", True, "BIZUDGothic-Bold", "BIZUDGothic-Bold"),
    ("BIZ UDPGothic", False, "BIZUDPGothic-Regular", "BIZUDPGothic-Regular"),
    ("Times New Roman", False, "BIZUDMincho-Regular", "LiberationSerif"),
    ("Arial", True, "BIZUDMincho-Regular", "LiberationSans-Bold"),
    ("Calibri", False, "BIZUDMincho-Regular", "Carlito"),
    ("Cambria", False, "BIZUDMincho-Regular", "Caladea-Regular"),
    ("だれも知らない書体", False, "BIZUDGothic-Regular", "BIZUDGothic-Regular"),
    ("県章書体", False, "BIZUDPMincho-Regular", "BIZUDPMincho-Regular"),  # of the house's own table
)
_SHEET = (("ＭＳ Ｐゴシック", "BIZUDGothic-Regular"), ("游明朝", "BIZUDMincho-Regular"), ("メイリオ", "BIZUDGothic-Regular"))


def _word_file() -> bytes:
    document = Document()
    for font, bold, _, _ in _WORD:
        run = document.add_paragraph().add_run("甲かナ①㎡Ab12")
        run.font.name, run.font.bold = font, bold
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return _saved(document)


def _boxes() -> bytes:
    document = Document()
    document.add_paragraph("吉田").add_run().add_break()
    document.add_page_break()
    document.add_paragraph("𠮷田")
    body = document.element.body
    body.remove(body.sectPr)  # no paper size either
    return _saved(document)


def _excel_file() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, (font, _) in enumerate(_SHEET, 1):
        sheet.cell(row, 1, "甲かナAb12").font = Font(name=font)
    for row, form in enumerate(('m"月"d"日"(aaa)', "[$-411]ge.m.d", "yyyy/mm/dd", '"¥"#,##0'), 4):
        cell = sheet.cell(row, 1, dt.date(2024, 5, 1) if row < 7 else 1234)
        cell.number_format = form
    sheet.column_dimensions["A"].width = 24
    header = sheet.oddHeader
    assert header is not None
    header.center.text = '&"ＭＳ Ｐ明朝,標準"見出し'
    for row in range(1, 4):
        sheet.cell(row, 3, row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=3))
    sheet.add_chart(chart, "A9")
    return _saved(book)


def _saved(file: object) -> bytes:
    out = io.BytesIO()
    file.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The PDFs of the three files, from one start."""
    cache, environment = Cache(tmp_path_factory.mktemp("cache")), office_environment(os.environ)
    engine = find_engine(None, cache, environment)
    sandbox = sandbox_for(engine.program, environment, cache)
    fonts = read_fonts(font_folders(Path.home()), cache)
    office = Office(engine, fonts, cache, environment, 120, 1, sandbox, {"県章書体": "BIZ UDP明朝"})
    files = {"word.docx": _word_file(), "boxes.docx": _boxes(), "sheet.xlsx": _excel_file()}
    sources = [
        ConversionSource(
            name, name, make_print_copy(data, Path(name).suffix, PrintSettings()).data, Path(name).suffix, Place(name), bytes
        )
        for name, data in files.items()
    ]
    done = convert(sources, office, lambda _done, _total: None)
    assert done.problems == ()
    return done.pdfs


def _characters(pdf: bytes) -> list[tuple[str, str]]:
    """Each character of a PDF with the font that it is printed in."""
    found = []
    buffer, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            character = chr(pypdfium2.raw.FPDFText_GetUnicode(text, index))
            pypdfium2.raw.FPDFText_GetFontInfo(text, index, buffer, 200, flags)
            found.append((character, buffer.value.decode()))
    return found


def test_each_font_is_printed_in_one_of_its_kind_and_weight(made: dict[str, bytes]) -> None:
    characters = _characters(made["word.docx"])
    japanese = [font for character, font in characters if character == "ナ"]
    assert list(zip(_WORD, japanese, strict=True)) == [(each, each[2]) for each in _WORD]
    latin = [font for character, font in characters if character == "A"]
    assert list(zip(_WORD, latin, strict=True)) == [(each, each[3]) for each in _WORD]


def test_sheets_headers_and_charts_too(made: dict[str, bytes]) -> None:
    characters = _characters(made["sheet.xlsx"])
    assert [font for character, font in characters if character == "ナ"] == [font for _, font in _SHEET]
    assert {font for character, font in characters if character == "見"} == {"BIZUDPMincho-Regular"}
    assert {font.partition("-")[0] for _, font in characters} <= {
        "BIZUDPGothic",
        "BIZUDMincho",
        "BIZUDGothic",
        "BIZUDPMincho",
        "Carlito",
        "",
    }


def test_dates_are_those_of_japan_and_nothing_is_said_in_english(made: dict[str, bytes]) -> None:
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made["sheet.xlsx"]))
    said = "".join(text.split())
    assert [each for each in ("5月1日(水)", "R6.5.1", "2024/05/01", "¥1,234", "系列1") if each not in said] == []
    assert "Column" not in said


def test_a_file_without_a_paper_size_is_a4(made: dict[str, bytes]) -> None:
    for name in ("boxes.docx", "sheet.xlsx"):
        assert [round(side) for side in pypdfium2.PdfDocument(made[name])[0].get_size()] == [595, 842]


def test_a_box_is_told_with_its_character_and_page(made: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(made["boxes.docx"])) as pdf:
        assert missing_glyphs(pdf, range(len(pdf.pages))) == [IntakeWarning("HD504", "𠮷", (2,))]
        assert missing_glyphs(pdf, [1]) == [IntakeWarning("HD504", "𠮷", (1,))]
        assert missing_glyphs(pdf, [0]) == []
    with pikepdf.open(io.BytesIO(made["word.docx"])) as pdf:
        assert missing_glyphs(pdf, range(len(pdf.pages))) == []
