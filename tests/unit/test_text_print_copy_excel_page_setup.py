"""How sheets lie on paper: as the meeting's file says, as the file says, or fitted where nobody says it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from books import book, first, wide
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.print_copy.excel.page_setup import set_up_pages
from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook
from hyoga_docs.text.print_copy.records import PrintSettings


def set_up(data: bytes, **settings: Any) -> tuple[bytes, list[tuple[str, str]]]:
    """A book as its pages are set up, and what is told of it."""
    parts = EditableParts(data)
    found = set_up_pages(ExcelWorkbook(parts), PrintSettings(**settings))
    return parts.data, [(each.code, each.words) for each in found]


def sheet_of(data: bytes) -> Worksheet:
    return first(load_workbook(io.BytesIO(data)))


def test_a_sheet_that_is_wider_than_its_paper_is_turned_and_fitted_and_told() -> None:
    data, told = set_up(book(("広い", wide(14)), ("狭い", wide(3))))
    sheet = sheet_of(data)
    assert told == [("HD516", "広いシート（広い）を、横向きにして用紙の幅に収めました")]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_sheet_that_is_a_little_wider_stays_upright() -> None:
    data, told = set_up(book(("表", wide(11))))
    assert told == [("HD516", "広いシート（表）を、縮めて用紙の幅に収めました")]
    assert sheet_of(data).page_setup.orientation is None


def test_a_sheet_that_fits_is_the_same_to_the_byte() -> None:
    data = book(("表", wide(6)))
    assert set_up(data) == (data, [])


def scaled(made: Workbook) -> None:
    first(made).page_setup.scale = 80


def fitted(made: Workbook) -> None:
    first(made).sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def broken(made: Workbook) -> None:
    first(made).col_breaks = ColBreak()
    first(made).col_breaks.append(Break(id=7))


@pytest.mark.parametrize("change", [scaled, fitted, broken])
def test_what_somebody_has_set_up_is_left_alone(change: Any) -> None:
    data = book(("表", wide(30)), change=change)
    assert set_up(data) == (data, [])


def area(made: Workbook) -> None:
    first(made).print_area = "A1:E3"


def hidden(made: Workbook) -> None:
    first(made).column_dimensions.group("D", "Z", hidden=True)


@pytest.mark.parametrize("change", [area, hidden])
def test_what_is_not_printed_makes_no_sheet_wide(change: Any) -> None:
    data = book(("表", wide(26)), change=change)
    assert set_up(data) == (data, [])


def test_a_sheet_of_which_nobody_could_read_a_letter_is_left_as_it_is() -> None:
    data = book(("表", wide(200)))
    assert set_up(data) == (data, [])


@pytest.mark.parametrize(("fit", "pages"), [("width", (1, 0)), ("page", (1, 1))])
def test_the_meetings_file_says_how_a_sheet_is_fitted(fit: str, pages: tuple[int, int]) -> None:
    def change(made: Workbook) -> None:
        scaled(made)
        broken(made)

    data, told = set_up(book(("表", wide(30)), change=change), fit=fit)
    sheet = sheet_of(data)
    assert told == []
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.page_setup.scale) == (*pages, None)
    assert not sheet.col_breaks.brk


def test_no_fit_is_asked_for() -> None:
    sheet = sheet_of(set_up(book(("表", wide(30)), change=fitted), fit="none")[0])
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_direction_that_is_asked_for_is_kept_when_a_sheet_is_fitted() -> None:
    data, told = set_up(book(("表", wide(30))), orientation="portrait")
    assert sheet_of(data).page_setup.orientation == "portrait"
    assert told == [("HD516", "広いシート（表）を、縮めて用紙の幅に収めました")]


def test_a_page_setup_stands_where_the_standard_wants_it() -> None:
    def change(made: Workbook) -> None:
        first(made).HeaderFooter.oddFooter.center.text = "&P"  # type: ignore[union-attr]

    xml = read_parts(set_up(book(("表", wide(30)), change=change))[0])["xl/worksheets/sheet1.xml"].decode()
    names = [name for name in ("<sheetPr", "<sheetData", "<pageMargins", "<pageSetup ", "<headerFooter") if name in xml]
    assert names == sorted(names, key=xml.index)
    assert len(names) == 5
