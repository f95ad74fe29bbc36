"""What a reader of a printed sheet cannot read."""

from __future__ import annotations

from dataclasses import replace

from test_pdf_tagging_sheet_pages import grid, page

from hyoga_docs.pdf.intake.records import SheetTrouble
from hyoga_docs.pdf.intake.sheet_findings import sheet_findings
from hyoga_docs.pdf.tagging.sheet_pages import SheetPage, place_texts
from hyoga_docs.text.passages import Grid

SHEET = grid(("市", "人口", "備考"), ("甲", "123,456", "続きのある長い文"), ("乙", "#DIV/0!", "短い"))
HEAD = [(0.0, "市"), (50.0, "人口"), (90.0, "備考")]


def found(sheet: Grid, *pages: SheetPage) -> list[tuple[SheetTrouble, str, int]]:
    place_texts(pages, [sheet])
    return [(each.trouble, each.cell, each.page) for each in sheet_findings(pages)]


def test_nothing_is_told_of_a_sheet_that_can_be_read() -> None:
    lines = page(HEAD, [(0, "甲"), (50, "123,456"), (190, "続きのある長い文")], [(0, "乙"), (90, "短い")])
    assert found(SHEET, lines) == []


def test_figures_errors_and_texts_that_are_cut_are_told_with_their_cells() -> None:
    lines = page(HEAD, [(0, "甲"), (50, "###"), (90, "続きのある")], [(0, "乙"), (50, "#DIV/0!"), (190, "短い")])
    assert sorted(found(SHEET, lines)) == sorted(
        [(SheetTrouble.NARROW, "表!B2", 1), (SheetTrouble.ERROR, "表!B3", 1), (SheetTrouble.CUT, "表!C2", 1)]
    )


def test_a_text_that_goes_on_on_the_next_line_is_not_cut() -> None:
    lines = page(HEAD, [(0, "甲"), (50, "123,456"), (190, "続きのある")], [(190, "長い文")])
    assert found(SHEET, lines) == []


def test_a_text_that_lies_outside_of_its_clip_is_cut() -> None:
    lines = page(HEAD, [(0, "甲"), (50, "123,456"), (190, "続きのある長い文")])
    lines.texts[-1] = replace(lines.texts[-1], clipped=True)
    assert found(SHEET, lines) == [(SheetTrouble.CUT, "表!C2", 1)]


def test_small_type_is_told_but_not_a_small_figure_beside_larger_words() -> None:
    lines = page([(0, "市"), (50, "人口"), (90, "備"), (100, "考")])
    lines.texts[0].size, lines.texts[3].size = 5.5, 5.0
    assert found(SHEET, lines) == [(SheetTrouble.SMALL, "表!A1", 1)]


def test_a_cut_sheet_is_told_once() -> None:
    sheet = grid(tuple("あいうえお"), tuple("かきくけこ"))
    pages = [page([(0, up)], [(0, down)]) for up, down in zip("あいうえお", "かきくけこ", strict=True)]
    assert found(sheet, *pages) == [(SheetTrouble.WIDTHS, "表", 1)]


def test_a_number_with_fewer_digits_is_not_cut() -> None:
    sheet = grid(("区分", "平均"), ("甲", "81.94112288"))
    assert found(sheet, page([(0, "区分"), (50, "平均")], [(0, "甲"), (50, "81.94112")])) == []
    assert found(sheet, page([(0, "区分"), (50, "平均")], [(0, "甲"), (50, "81.9411")])) == []


def test_a_heading_that_the_head_of_the_page_says_too_is_not_cut() -> None:
    sheet = grid(("様式2号（5条関係）", ""), ("甲", "123"))
    lines = page([(0, "資料"), (50, "様式2号")], [(0, "様式2号（5条関係）")], [(0, "甲"), (50, "123")])
    assert found(sheet, lines) == []
