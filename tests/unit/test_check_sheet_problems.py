"""What cannot be read on a printed sheet, for people: each kind once, with its cells and whom to ask."""

from __future__ import annotations

from pathlib import Path

from hyoga_docs.check.sheet_problems import is_told, sheet_problems
from hyoga_docs.pdf.intake.records import SheetFinding, SheetTrouble
from hyoga_docs.plan.model import Document

PAPER = Document("a", "予算", path=Path("book.xlsx"), supplied_by="財政課")


def narrow(count: int) -> list[SheetFinding]:
    return [SheetFinding(SheetTrouble.NARROW, f"集計!B{row}", "1,234", 1 + row % 2) for row in range(1, count + 1)]


def test_cells_and_pages_are_named_and_the_rest_counted() -> None:
    (problem,) = sheet_problems(PAPER, narrow(5))
    assert problem.code == "HD519"
    assert problem.message == "数が ### になっています（集計!B1、集計!B2、集計!B3 ほか2か所）（1～2ページ）。"
    assert (problem.hint or "").startswith("財政課に")
    assert "ほか多数" in sheet_problems(PAPER, narrow(60))[0].message


def test_of_a_page_whose_cells_are_not_known_the_page_is_told() -> None:
    (problem,) = sheet_problems(PAPER, [SheetFinding(SheetTrouble.NARROW, "", "", 2)])
    assert problem.message == "数が ### になっています（2ページ）。"


def test_each_kind_is_told_once() -> None:
    kinds = [SheetFinding(trouble, "集計", "", 1) for trouble in SheetTrouble]
    assert [each.code for each in sheet_problems(PAPER, kinds)] == ["HD517", "HD518", "HD519", "HD519", "HD519"]


def test_who_asks_for_no_fit_is_not_told_that_the_sheet_is_cut() -> None:
    cut = [SheetFinding(SheetTrouble.WIDTHS, "集計", "", 1)]
    assert len(sheet_problems(PAPER, cut)) == 1
    assert sheet_problems(Document("a", "予算", path=Path("book.xlsx"), fit="none"), cut) == []


def test_a_figure_of_a_sheet_with_figures_in_unknown_cells_that_are_too_wide_is_told() -> None:
    findings = [SheetFinding(SheetTrouble.NARROW, "表", "", 1), SheetFinding(SheetTrouble.CUT, "別!A1", "長い", 1)]
    assert [is_told("表!B2", "12.5", findings), is_told("別!A1", "長い", findings)] == [True, True]
    assert [is_told("表!B2", "文", findings), is_told("別!B2", "12.5", findings)] == [False, False]
