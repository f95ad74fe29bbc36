"""Sheets of Excel as LibreOffice really prints them: how they lie on paper, what is told of them, how they are read aloud."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest
from books import book, first, wide
from conftest import build, copy_workspace, made_once, make_machine
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

pytestmark = pytest.mark.office

SPEC = """
number: 2
date: 2024-05-01
documents: []
agenda: [開会]
handouts:
"""
HEAD: list[list[object]] = [["令和６年度の集計"], ["区分", "人口", None, "備考"], [None, "男", "女", None]]
ROWS: list[list[object]] = [["第1市", 1200, 34, "折り返して二行になる備考"], ["第2町", 0, 560, None], [None, 1200, 594, None]]


def statistics(made: Workbook) -> None:
    """Merged cells, an empty first cell, wrapped words, a running foot: as in any municipal table."""
    sheet = first(made)
    for area in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        sheet.merge_cells(area)
    for row in range(4, 7):
        sheet.cell(row, 4).alignment = Alignment(wrap_text=True)
        sheet.row_dimensions[row].height = 45
    sheet.column_dimensions["D"].width = 16
    sheet.HeaderFooter.oddFooter.center.text = "&P"  # type: ignore[union-attr]


def narrow(made: Workbook) -> None:
    """A figure, an error and a text that do not fit, of which LibreOffice prints something else, or less."""
    sheet = first(made)
    sheet["B2"].number_format = "#,##0"
    sheet["B3"].data_type = "e"


def unfitted(made: Workbook) -> None:
    first(made).page_setup.scale = 99


def small(made: Workbook) -> None:
    first(made).page_setup.scale = 40


def japanese(made: Workbook) -> None:
    """Figures in ＭＳ Ｐゴシック in columns of another font, as sheets are put together; six fill a column."""
    sheet = first(made)
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(name="ＭＳ Ｐゴシック", size=11)
            cell.number_format = "#,##0"


BOOKS: dict[str, tuple[bytes, str]] = {
    "statistics": (book(("集計", [*HEAD, *ROWS]), change=statistics), ""),
    "wide": (book(("広い", wide(14))), ""),
    "upright": (book(("広い", wide(14))), "orientation: portrait"),
    "unfitted": (book(("切れる", wide(14)), change=unfitted), ""),
    "fitted": (book(("切れる", wide(14)), change=unfitted), "fit: width"),
    "small": (book(("小さい", [["区分", "数"], ["甲", 1]]), change=small), ""),
    "narrow": (
        book(("細い", [["項目", "数"], ["次のセルに字がある長い言葉", 123456789012], ["甲", "#DIV/0!"]]), change=narrow),
        "",
    ),
    "chosen": (book(("集計", [["甲", "乙"]]), ("内訳", [["丙", "丁"]]), ("作業用メモ", [["戊", "己"]])), "sheets: [集計, 内訳]"),
    "japanese": (book(("数", [[284772, 469690], [100000, 999999]]), change=japanese), ""),
    "spaces": (book(("空白", [["項目", "値", " "], ["い", "2", "　"], ["う", "3", " "]])), ""),
}


@dataclass(frozen=True)
class Sheets:
    """What came of each book: the codes and messages that are told of it, its entry in the manifest, its PDF."""

    told: dict[str, list[tuple[str, str]]]
    entries: dict[str, dict[str, Any]]
    folder: Path

    def pdf(self, name: str) -> pypdf.PdfReader:
        number = list(BOOKS).index(name) + 1
        return pypdf.PdfReader(next((self.folder / "documents").glob(f"{number:02}-{name}.pdf")))


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    """All the books in one packet, out of one start of LibreOffice."""

    def make(folder: Path) -> None:
        workspace = copy_workspace(folder / "ws")
        papers = workspace / "meetings" / "2024-05-01"
        papers.mkdir()
        lines = []
        for name, (data, keys) in BOOKS.items():
            (papers / f"{name}.xlsx").write_bytes(data)
            lines.append(f"  - {{title: {name}, file: 2024-05-01/{name}.xlsx{', ' + keys if keys else ''}}}\n")
        spec = workspace / "meetings" / "2024-05-01.yaml"
        spec.write_text(SPEC + "".join(lines), "utf-8")
        done = build(spec, folder / "out", make_machine(folder / "cache"), lambda _: None)
        (folder / "problems.json").write_text(json.dumps(done.problems), "utf-8")

    folder = made_once(tmp_path_factory, "sheets", make)
    told: dict[str, list[tuple[str, str]]] = {name: [] for name in BOOKS}
    for problem in json.loads((folder / "problems.json").read_text("utf-8")):
        name = next((name for name in BOOKS if (problem["document"] or "").endswith(f"-{name}")), None)
        if name is not None and problem["code"] != "HD503":
            told[name].append((problem["code"], problem["message"]))
    manifest = json.loads((folder / "out" / "manifest.json").read_text("utf-8"))
    return Sheets(told, {entry["title"]: entry for entry in manifest["documents"]}, folder / "out")


def codes(sheets: Sheets, name: str) -> list[str]:
    return [code for code, _ in sheets.told[name]]


def pages(sheets: Sheets, name: str) -> list[tuple[float, float]]:
    """The width and height of each page."""
    return [(float(page.mediabox.width), float(page.mediabox.height)) for page in sheets.pdf(name).pages]


def test_a_wide_sheet_is_one_page_wide_and_only_what_is_cut_is_told_as_cut(sheets: Sheets) -> None:
    assert codes(sheets, "wide") == ["HD516"]
    ((width, height),) = pages(sheets, "wide")
    assert width > height
    ((width, height),) = pages(sheets, "upright")
    assert width < height
    assert codes(sheets, "fitted") == []
    assert len(pages(sheets, "fitted")) == 1
    assert codes(sheets, "unfitted") == ["HD517"]
    assert len(pages(sheets, "unfitted")) > 1


def test_what_cannot_be_read_is_told_with_its_cells(sheets: Sheets) -> None:
    assert ("HD518", "6ポイントより小さい字です（小さい!A1、小さい!B1、小さい!A2 ほか1か所）（1ページ）。") in sheets.told["small"]
    messages = [message for code, message in sheets.told["narrow"] if code == "HD519"]
    assert messages == [
        "数が ### になっています（細い!B2）（1ページ）。",
        "計算できない式が印刷されています（細い!B3）（1ページ）。",
        "セルに入りきらず、終わりまで印刷されない文字があります（細い!A2）（1ページ）。",
    ]


def test_only_the_sheets_that_are_named_are_printed(sheets: Sheets) -> None:
    text = "".join(page.extract_text() for page in sheets.pdf("chosen").pages)
    assert [word in text for word in "甲丙戊"] == [True, True, False]
    assert codes(sheets, "chosen") == []


def test_a_municipal_table_is_read_aloud_as_the_table_that_it_is(sheets: Sheets) -> None:
    assert codes(sheets, "statistics") == []
    assert sheets.entries["statistics"]["accessible"] is True
    assert sheets.entries["spaces"]["accessible"] is True
    root: Any = sheets.pdf("statistics").trailer["/Root"]
    elements = [element.get_object() for element in root["/StructTreeRoot"]["/K"]["/K"]]
    assert [element["/S"] for element in elements] == ["/P", "/Table", "/P"]
    rows = [[cell.get_object() for cell in row.get_object()["/K"]] for row in elements[1]["/K"]]
    assert [[str(cell["/S"]) for cell in row] for row in rows[:2]] == [["/TH", "/TH", "/TH"], ["/TH", "/TH"]]
    assert [[(cell.get("/A") or {}).get("/ColSpan", 1) for cell in row] for row in rows[:1]] == [[1, 2, 1]]
    assert [len(row) for row in rows[2:]] == [4, 4, 4]


def test_figures_in_a_japanese_font_fit_into_columns_of_another(sheets: Sheets) -> None:
    assert codes(sheets, "japanese") == []
    text = sheets.pdf("japanese").pages[0].extract_text()
    assert all(figure in text for figure in ("284,772", "469,690", "100,000", "999,999"))
