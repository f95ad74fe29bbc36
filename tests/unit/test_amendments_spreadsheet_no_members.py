"""Rows of a sheet that are no members, what of a book is not read, and headings as clerks set them."""

from __future__ import annotations

from pathlib import Path

import pytest
from offices import Office, office_of
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from hyoga_docs.amendments.spreadsheet.cells import SheetCell
from hyoga_docs.amendments.spreadsheet.no_members import NoMember, no_member

_NOTHING = "変わるところはありません。\n"
_HEADINGS = {"区分", "構成員", "職名", "氏名", "備考"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_of(tmp_path, monkeypatch)


def why(**texts: str) -> NoMember | None:
    found = no_member({key: SheetCell(text, f"名簿!{key}") for key, text in texts.items()}, _HEADINGS)
    return found[0] if found else None


@pytest.mark.parametrize(
    "texts",
    [
        {"category": "計", "name": "8"},
        {"category": "合　計", "name": "", "post": "", "person": "１５名"},
        {"category": "", "name": "小計", "person": "3"},
        {"category": "行政", "name": "計", "person": "３名"},
        {"category": "行政　小計", "name": "３団体"},
        {"category": "（計15名）", "name": ""},
        {"category": "委員数　12名", "name": ""},
        {"category": "", "name": "委員総数：十二名"},
        {"category": "", "name": "", "person": "以上12名"},
        {"category": "", "name": "", "person": "（うち女性　４名）"},
        {"category": "", "name": "", "person": "男８名、女４名"},
        {"category": "総計", "name": "12", "role": "うち新任3名"},
    ],
)
def test_a_total_is_no_member(texts: dict[str, str]) -> None:
    assert why(**texts) is NoMember.TOTAL


@pytest.mark.parametrize(
    "texts",
    [
        {"category": "役員", "name": "", "post": "会計", "person": "例　一郎"},
        {"category": "役員", "name": "会計", "person": ""},
        {"category": "団体", "name": "見本県計量協会", "person": ""},
        {"category": "団体", "name": "３人の会", "person": ""},
        {"category": "行政", "name": "見本市統計課", "post": "課長", "person": "計　花子"},
        {"category": "合計", "name": "見本会", "person": "例　二郎"},
        {"category": "公募", "name": "", "person": "見本　太郎"},
        {"category": "公募", "name": "", "person": "（調整中）"},
        {"category": "注目産業", "name": ""},
        {"category": "", "name": "現在を考える会"},
    ],
)
def test_who_is_called_nearly_so_is_a_member(texts: dict[str, str]) -> None:
    assert why(**texts) is None


@pytest.mark.parametrize(
    "words", ["※任期は令和８年３月31日まで", "（敬称略）", "（注）印は新任", "令和６年４月１日現在", "以上", "事務局：総務課"]
)
def test_a_note_below_the_table_is_no_member(words: str) -> None:
    assert why(category=words, name="", person="") is NoMember.NOTE
    assert why(category="", name=words, person="") is NoMember.NOTE


@pytest.mark.parametrize("mark", ["※", "※１", "注", "（注２）", "備考"])
def test_a_note_whose_mark_has_a_cell_of_its_own_is_no_member(mark: str) -> None:
    assert why(category=mark, name="", person="任期は令和８年３月31日まで") is NoMember.NOTE
    assert why(category="注目委員", name="", person="見本　太郎") is None


def test_headings_that_stand_again_are_no_member() -> None:
    assert why(category="区分", name="構成員", post="職 名", person="氏　名") is NoMember.HEADING


def totals(sheet: Worksheet) -> None:
    sheet.insert_rows(5)
    sheet["A5"], sheet["B5"] = "小計", "=COUNTA(B2:B4)"
    sheet.append(["合計", "=SUM(B5)", None, None])
    sheet.append(["※　〇印は会長"])


def test_totals_and_notes_are_told_and_not_taken_for_members(office: Office) -> None:
    told = office.work(totals, "--dry-run")
    assert told.stdout == _NOTHING
    assert "HD658 合計の行は構成員として読みません: 「名簿!A5」（小計）、「名簿!A9」（合計）。" in told.stderr
    assert "HD658 注の行は構成員として読みません: 「名簿!A10」（※ 〇印は会長）。" in told.stderr


def struck(sheet: Worksheet) -> None:
    for cell in sheet[7]:
        cell.font = Font(strike=True)
    sheet["D3"] = CellRichText(TextBlock(InlineFont(strike=True), "𠮷田　二郎"), "山田　八郎")


def test_what_is_struck_out_is_no_word_and_no_member(office: Office) -> None:
    told = office.work(struck, "--on", "2024-06-01", "--dry-run")
    assert "氏名 「𠮷田　二郎」→「山田　八郎」\n退任  「県」\n" in told.stdout
    assert "HD658 取り消し線の行は構成員として読みません: 「名簿!B7」（県 部長）。" in told.stderr
    assert "HD658 取り消し線の言葉は読みません: 「名簿!D3」（𠮷田 二郎）。" in told.stderr


def elsewhere(sheet: Worksheet) -> None:
    book = sheet.parent
    assert book is not None
    copied = book.copy_worksheet(sheet)
    copied["D4"] = "別　人"
    book.create_sheet("旧")["A1"] = "前の年度の名簿"
    book.create_sheet("Sheet3")
    sheet["D6"].comment = Comment("次回退任", "総務課")
    sheet["K3"] = "電話した"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["E"].hidden = True


def test_what_of_a_book_is_not_read_is_told(office: Office) -> None:
    told = office.work(elsewhere, "--dry-run")
    assert told.stdout == _NOTHING
    for words in (
        "HD659 シート「名簿 Copy」は名簿のようですが、読みません。",
        "「名簿」と違うところ: 「名簿 Copy!K3」（空）、「名簿 Copy!D4」（別 人）。",
        "HD659 シート「旧」は読みません。読むのは「名簿」だけです。",
        "HD659 コメントは読みません: 「名簿!D6」（次回退任）。",
        "HD643 「名簿!K3」からの列には見出しがないので、読みません。",
        "HD659 隠れている行も読みました: 4。",
        "HD659 隠れている列も読みました: 備考。",
    ):
        assert words in told.stderr, told.stderr


def two_rows_of_headings(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "令和６年度　委員名簿"
    for column in (1, 5, 6, 7, 8, 9):
        sheet.cell(2, column).value, sheet.cell(3, column).value = sheet.cell(3, column).value, None
    sheet["B2"] = "委員"
    sheet.merge_cells("B2:D2")


def test_headings_may_stand_in_two_rows_below_a_title(office: Office) -> None:
    told = office.work(two_rows_of_headings, "--dry-run")
    assert told.stdout == _NOTHING, told.output


def narrow(sheet: Worksheet) -> None:
    for row in (2, 3, 4):
        sheet.cell(row, 1).value = "経済\n団体"


def test_a_category_in_a_narrow_cell_is_the_one_that_it_spells(office: Office) -> None:
    assert office.work(narrow, "--dry-run").output == _NOTHING


def broken(sheet: Worksheet) -> None:
    sheet["B4"] = "県商工会議所\n連合会"


def test_a_line_break_is_shown_and_asked_about(office: Office) -> None:
    told = office.work(broken, "--dry-run")
    assert "改称  「県商工会議所連合会」→「県商工会議所⏎連合会」\n" in told.stdout
    assert "HD655 「名簿!B4」の「県商工会議所⏎連合会」には改行があります。" in told.stderr
