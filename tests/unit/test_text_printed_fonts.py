"""The fonts of an Office file's characters: which are printed, and which are only named."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font

from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts, write_parts
from hyoga_docs.text.printed_fonts import PrintedText, printed_fonts


def saved(file: object) -> bytes:
    out = io.BytesIO()
    file.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def word_file(text: str, **fonts: str) -> bytes:
    """A paragraph in the fonts of a style, in a document whose theme names others."""
    document = Document()
    run = document.add_paragraph(style="Body Text").add_run(text)
    properties = run._element.get_or_add_rPr() if fonts else document.styles["Body Text"].element.get_or_add_rPr()
    named = properties.get_or_add_rFonts()
    for kind, font in (fonts or {"ascii": "Century", "hAnsi": "Century", "eastAsia": "ＭＳ 明朝"}).items():
        named.set(qn(f"w:{kind}"), font)
    document.add_paragraph("   ").add_run(" ").font.name = "Unprinted"
    return saved(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("委員会", {"ＭＳ 明朝": "委員会"}),
        ("No. 6", {"Century": "No.6"}),
        ("第6回 ①", {"ＭＳ 明朝": "第回①", "Century": "6"}),
        ("é", {"Century": "é"}),
    ],
)
def test_characters_of_a_style_are_named_by_their_kind(text: str, expected: dict[str, str]) -> None:
    found = printed_fonts(word_file(text), ".docx")
    assert {each.font: each.characters for each in found} == expected
    assert {each.paragraph for each in found} == {text}


def test_the_font_of_a_run_comes_before_its_style_and_only_for_its_kind() -> None:
    found = printed_fonts(word_file("第6回", eastAsia="游ゴシック"), ".docx")
    assert {each.font for each in found} == {"游ゴシック", "Cambria"}  # of python-docx's theme


def test_hidden_text_and_fonts_that_the_file_brings_along_are_not_named() -> None:
    document = Document()
    for text, font, hidden in (("甲", "隠れた書体", True), ("乙", "持ち込んだ書体", False), ("丙", "ＭＳ 明朝", False)):
        run = document.add_paragraph().add_run(text)
        run.font.hidden = hidden
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    parts = read_parts(saved(document))
    embedded = '<w:font w:name="持ち込んだ書体"><w:embedRegular xmlns:r="r" r:id="rId1"/></w:font></w:fonts>'
    parts["word/fontTable.xml"] = parts["word/fontTable.xml"].replace(b"</w:fonts>", embedded.encode())
    assert {each.font for each in printed_fonts(write_parts(parts), ".docx")} == {"ＭＳ 明朝"}


def test_cells_are_read_by_their_formats_and_runs_and_hidden_sheets_are_not() -> None:
    book = Workbook()
    sheet, hidden = book.worksheets[0], book.create_sheet("裏")
    for cell, text, font in (("A1", "計", "ＭＳ Ｐゴシック"), ("A2", 120, "Arial"), ("A3", None, "名前だけの書体")):
        sheet[cell].value, sheet[cell].font = text, Font(name=font)
    sheet["B1"].value, sheet["B1"].font = "折り返す", Font(name="游ゴシック")
    sheet["B1"].alignment = Alignment(wrap_text=True)
    sheet["C1"].value = CellRichText(TextBlock(InlineFont(rFont="メイリオ"), "強い"), "字")
    hidden["A1"].value, hidden["A1"].font = "裏", Font(name="裏の書体")
    hidden.sheet_state = "hidden"
    found = printed_fonts(saved(book), ".xlsx")
    assert PrintedText("游ゴシック", "折り返す", "折り返す") in found
    assert PrintedText("ＭＳ Ｐゴシック", "計", "", wraps=False) in found
    assert {each.font: each.characters for each in found if not each.wraps} == {
        "ＭＳ Ｐゴシック": "計",
        "Arial": "012",
        "メイリオ": "い強",
        "Calibri": "字",
    }


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(UnusableFileError):
        printed_fonts(b"", ".doc")
