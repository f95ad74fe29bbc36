from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.print_copy.excel.symbols import write_signs_of_sheets


def written(book: Workbook) -> tuple[bytes, bytes]:
    before = io.BytesIO()
    book.save(before)
    parts = EditableParts(before.getvalue())
    write_signs_of_sheets(parts)
    return before.getvalue(), parts.data


def test_cells_in_symbol_fonts_show_their_signs_and_others_keep_the_same_text() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for place, (text, font) in enumerate([("ü", "Wingdings"), ("ü", "Calibri"), ("R済", "Wingdings 2"), ("ü", "Wingdings")], 1):
        sheet.cell(place, 1, text).font = Font(name=font)
    sheet.cell(5, 1, 1).font = Font(name="Wingdings")
    data = written(book)[1]
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == ["✓", "ü", "☑済", "✓", 1]
    assert [sheet.cell(row, 1).font.name for row in (1, 2, 3)] == ["BIZ UDゴシック", "Calibri", "BIZ UDゴシック"]


def test_a_part_of_a_text_in_a_symbol_font_shows_its_signs() -> None:
    book = Workbook()
    rich = CellRichText(TextBlock(InlineFont(rFont="Wingdings"), "þ"), TextBlock(InlineFont(rFont="游ゴシック"), "þ済"))
    book.worksheets[0]["A1"] = rich
    data = written(book)[1]
    assert str(load_workbook(io.BytesIO(data), rich_text=True).worksheets[0]["A1"].value) == "☑þ済"
    assert b"Wingdings" not in b"".join(read_parts(data).values())


def test_a_book_without_symbol_fonts_is_left_alone() -> None:
    before, after = written(Workbook())
    assert after is before or after == before
