"""`roster export` and `roster import` as a clerk meets them: what is said, what is written, and every mistake by its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from offices import ROSTER, Office, cells, formula, office_of
from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_of(tmp_path, monkeypatch)


def busy(sheet: Worksheet) -> None:
    """A clerk's morning: a new person, another name, one who goes, one who comes, one who moves."""
    sheet["D3"], sheet["F3"] = "山田　八郎", "経協"
    sheet["B4"] = "県商工会議所連合会（改）"
    sheet["A6"] = "労働団体"
    sheet.delete_rows(7)
    sheet.append(["学校", "県立大学", "学長", "𠮷川　九", None, "大学\n県大", None, None, None])


WITH_A_DAY = """\
      - {id: keikyo, name: 県経営者協会, post: 会長, person: 𠮷田　二郎, since: 2022-04-01, until: 2024-05-31}
      - {id: keikyo, name: 県経営者協会, aliases: [経協], post: 会長, person: 山田　八郎, since: 2024-06-01}
      # 商工
      - {id: shoko, name: 県商工会議所連合会, post: 会頭, person: 葛\U000e0100城　三郎, aliases: ["001", =x], until: 2024-05-31}
      - {id: shoko, name: 県商工会議所連合会（改）, aliases: [001, =x], post: 会頭, person: 葛\U000e0100城　三郎, since: 2024-06-01}
  - category: 労働団体
    members:
      - id: rengo
        name: 連合
        person: 﨑山　五郎   # ①
      - id: rodo
        name: 労働局
        post: 局長
        since: 2024-06-01
  - category: 行政
    members:
      - {id: rodo, name: 労働局, post: 局長, until: 2024-05-31}
      - {id: ken, name: 県, post: 部長, until: 2024-05-31}
  - category: 学校
    members:
      - {id: m6, name: 県立大学, aliases: [大学, 県大], post: 学長, person: 𠮷川　九, since: 2024-06-01}
"""


def test_an_import_with_a_day_says_what_changes_and_writes_it(office: Office) -> None:
    told = office.work(busy, "--on", "2024-06-01", "--yes")
    assert told.exit_code == 0, told.output
    assert told.stdout == (
        "2024-06-01から変わるところ（7）\n"
        "変更  「県経営者協会」: 氏名 「𠮷田　二郎」→「山田　八郎」\n"
        "変更  「県経営者協会」: 別の書き方 なし→「経協」\n"
        "改称  「県商工会議所連合会」→「県商工会議所連合会（改）」\n"
        "移動  「労働局」: 区分 「行政」→「労働団体」\n"
        "区分  新しい区分「学校」\n"
        "追加  「県立大学」 区分「学校」（2024-06-01から）\n"
        "退任  「県」\n"
        "meetings/common/roster.yaml に書きました。\n"
    )
    assert office.yaml.read_text("utf-8") == "".join(ROSTER.splitlines(keepends=True)[:7]) + WITH_A_DAY


def test_a_roster_that_nobody_was_given_yet_changes_without_a_warning(office: Office) -> None:
    told = office.work(busy, "--yes")
    assert told.exit_code == 0, told.output
    assert "HD651" not in told.stderr


def test_an_import_without_a_day_warns_and_makes_the_file_what_the_sheet_says(office: Office) -> None:
    (office.yaml.parents[1] / "2023-10-10.yaml").write_text("number: 1\ndate: 2023-10-10\nagenda: []\n", "utf-8")
    told = office.work(busy, "--yes")
    assert told.exit_code == 0, told.output
    assert "HD651" in told.stderr
    assert "--on" in told.stderr
    text = office.yaml.read_text("utf-8")
    assert "      # 商工\n" in text
    assert "until: 2022-03-31}  # 交代\n" in text
    assert "ken" not in text
    assert "変わるところはありません。\n" in office.work(lambda _: None).stdout


def test_nothing_is_written_unless_somebody_agrees(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "何も書いていません" in office.work(busy, "--dry-run").stdout
    unasked = office.work(busy)
    assert unasked.exit_code == 2
    assert "HD653" in unasked.stderr
    monkeypatch.setattr("hyoga_docs.commands.arguments.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    answers = iter(["いいえ", "?", "ｙ"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    assert "何も書いていません" in office.work(busy).stdout
    assert office.yaml.read_text("utf-8") == ROSTER
    assert "に書きました" in office.work(busy).stdout
    assert office.yaml.read_text("utf-8") != ROSTER


def test_an_export_overwrites_nothing_by_itself(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office.run("export", "名簿.xlsx").exit_code == 0
    first = office.book.read_bytes()
    again = office.run("export", "名簿.xlsx")
    assert again.exit_code == 2
    assert "HD653" in again.stderr
    assert "HD653" in office.run("export", "名簿.pdf").stderr
    assert office.run("export", "名簿.xlsx", "--force").exit_code == 0
    assert office.book.read_bytes() == first

    office.yaml.write_text(ROSTER.replace("局長", "長" * 20_000), "utf-8")
    assert "Excel のセルに入らない" in office.run("export", "名簿.xlsx", "--force").stderr
    assert office.run("export", "名簿.csv").exit_code == 0
    office.yaml.write_text(ROSTER, "utf-8")

    def refuse(path: Path, data: bytes, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("hyoga_docs.commands.spreadsheet_file.write_whole", refuse)
    told = office.run("export", "名簿.xlsx", "--force")
    assert told.exit_code == 4
    assert "Excel などで開いていたら閉じてください" in told.stderr


def twice(sheet: Worksheet) -> None:
    sheet.append([cell.value for cell in sheet[5]])


def heading_gone(sheet: Worksheet) -> None:
    sheet.delete_cols(7)


MISTAKES: list[tuple[Callable[[Worksheet], Any], tuple[str, ...], str, str]] = [
    (cells(A5=None), (), "HD644", "「名簿!A5」の区分が空です"),
    (cells(A4="経斉団体"), (), "HD644", "「経済団体」の誤りではありませんか"),
    (cells(B5=None), (), "HD645", "「名簿!B5」の構成員が空です"),
    (cells(A8="行政"), (), "HD645", "「名簿!B8」の構成員が空です"),
    (cells(B8="新"), (), "HD644", "「名簿!A8」の区分が空です"),
    (cells(G5="いつか"), (), "HD646", "「名簿!G5」の「いつか」は日付として読めません"),
    (cells(G5="2024-02-30"), (), "HD646", "「名簿!G5」の「2024-02-30」という日はありません"),
    (cells(G5="平成31年5月1日"), (), "HD646", "「名簿!G5」の「平成31年5月1日」という日はありません"),
    (cells(G5="1872-01-01"), (), "HD646", "「名簿!G5」の1873年"),
    (cells(G5="2024-04-01", H5="R5.4.1"), (), "HD646", "「名簿!H5」のいつまで（2023-04-01）"),
    (cells(I5="xyz"), (), "HD647", "「名簿!I5」の id「xyz」は名簿にありません"),
    (twice, (), "HD647", "「名簿!I8」は、「名簿!I5」と同じ id（rengo）で、任期が重なります"),
    (formula, (), "HD648", "「名簿!C3」の式に、計算した値がありません"),
    (cells(C3="#N/A"), (), "HD648", "「名簿!C3」の値（#N/A）は使えません"),
    (cells(C3=dt.date(2024, 1, 2)), (), "HD648", "「名簿!C3」の職名が日付（2024-01-02）"),
    (cells(G5=dt.datetime.fromisoformat("2024-01-02T03:00")), (), "HD648", "「名簿!G5」の日付に時刻（03:00）"),
    (cells(C3="甲\u2028乙"), (), "HD648", "「名簿!C3」に、印刷できない文字（U+2028）"),
    (cells(A1="分類"), (), "HD642", "列「区分」がありません"),
    (heading_gone, (), "HD642", "列「いつから」がありません"),
    (cells(J1="氏名"), (), "HD642", "「名簿!J1」の見出し「氏名」が二つあります"),
    (lambda sheet: sheet.delete_rows(2, 6), (), "HD645", "構成員の行が一つもありません"),
    (cells(D2="甲"), ("--on", "2024-06-01"), "HD649", "「名簿!D2」は --on では変えられません（任期は2022-03-31で"),
    (cells(G3="2023-04-01"), ("--on", "2024-06-01"), "HD649", "「名簿!G3」"),
    (cells(H3="2024-05-01"), ("--on", "2024-06-01"), "HD649", "「名簿!H3」"),
    (cells(D3="甲", H3="2024-05-31"), ("--on", "2024-06-01"), "HD649", "「名簿!D3」"),
    (cells(A8="行政", B8="新", G8="2024-05-01"), ("--on", "2024-06-01"), "HD649", "「名簿!G8」"),
    (lambda sheet: sheet.move_range("A5:I5", 4), ("--on", "2024-06-01"), "HD649", "区分「行政」の順"),
]


@pytest.mark.parametrize(("change", "options", "code", "words"), MISTAKES)
def test_every_mistake_is_named_by_its_cell(
    office: Office, change: Callable[[Worksheet], Any], options: tuple[str, ...], code: str, words: str
) -> None:
    told = office.work(change, *options, "--yes")
    assert told.exit_code == 3, told.output
    assert "エラー 1件" in told.stderr, told.stderr
    assert code in told.stderr
    assert words in told.stderr, told.stderr
    assert "名簿.xlsx" in told.stderr
    assert office.yaml.read_text("utf-8") == ROSTER


def test_every_mistake_is_told_at_once(office: Office) -> None:
    told = office.work(cells(A5=None, B6=None, G3="x", H4="2020-13-01", I7="nobody", C2="#N/A"))
    assert [name for name in ("A5", "B6", "G3", "H4", "I7", "C2") if f"「名簿!{name}」" not in told.stderr] == []


@pytest.mark.parametrize(
    "written", ["2020-04-01", "2020/4/1", "令和2年4月1日", "R2.4.1", "Ｒ２．４．１", dt.date(2020, 4, 1), 43922, "2020.4.1"]
)
def test_days_are_read_as_people_write_them(office: Office, written: Any) -> None:
    told = office.work(cells(G5=written), "--yes")
    assert "任期  「連合」: いつから なし→「2020-04-01」\n" in told.stdout, told.output


def test_a_near_category_is_new_when_somebody_says_so(office: Office) -> None:
    told = office.work(cells(A4="経済団体等"), "--new-category", "--on", "2024-06-01", "--dry-run")
    assert "移動  「県商工会議所連合会」: 区分 「経済団体」→「経済団体等」" in told.stdout, told.output


def test_a_category_that_all_its_rows_call_otherwise_is_renamed(office: Office) -> None:
    told = office.work(cells(A6="国・県", A7="国・県"), "--on", "2024-06-01", "--yes")
    assert told.stdout.splitlines()[1] == "区分  「行政」→「国・県」"
    assert "- category: [{text: 行政, until: 2024-05-31}, {text: 国・県, since: 2024-06-01}]" in office.yaml.read_text("utf-8") or (
        "since: 2024-06-01" in office.yaml.read_text("utf-8")
    )
    assert "変わるところはありません" in office.work(lambda _: None).stdout


def shuffled(sheet: Worksheet) -> None:
    """The columns in another order, one more of them, a title above, blank rows between, merged 区分."""
    rows = list(sheet.iter_rows(max_col=9, values_only=True))
    sheet.delete_rows(1, 20)
    order = [8, 1, 0, 3, 2, 5, 4, 7, 6]
    sheet.cell(1, 1, "見本会議の名簿")
    for number, row in enumerate(rows, 3):
        for column, index in enumerate(order, 1):
            sheet.cell(number + (number > 6), column, row[index])
    sheet.cell(3, 10, "メモ")
    sheet.cell(4, 10, "確かめた")
    sheet["C5"] = sheet["C6"] = None
    sheet.merge_cells("C4:C6")


def test_columns_may_stand_in_any_order_and_merged_categories_count_for_each(office: Office) -> None:
    told = office.work(shuffled)
    assert told.exit_code == 0, told.output
    assert told.stdout == "変わるところはありません。\n"
    assert "HD643" in told.stderr
    assert "「名簿!J3」の列「メモ」は読みません" in told.stderr


def test_a_row_whose_cells_were_emptied_is_gone_though_its_hidden_id_stays(office: Office) -> None:
    told = office.work(cells(A7=None, B7=None, C7=None), "--on", "2024-06-01", "--dry-run")
    assert "退任  「県」\n" in told.stdout, told.output


def test_without_ids_names_tell_the_rows_apart(office: Office) -> None:
    told = office.work(lambda sheet: sheet.delete_cols(9))
    assert told.stdout == "変わるところはありません。\n"
    assert "HD652" in told.stderr


def retyped(sheet: Worksheet) -> None:
    """A row that is taken out and typed in again, so that its id is lost."""
    row = [cell.value for cell in sheet[7]][:8]
    sheet.delete_rows(7)
    sheet.append([*row[:2], "次長", *row[3:]])


def test_a_row_that_was_typed_again_is_the_same_member(office: Office) -> None:
    assert office.work(retyped, "--dry-run").stdout.splitlines()[1:-1] == ["変更  「県」: 職名 「部長」→「次長」"]


def test_past_rows_that_are_missing_stay_where_a_day_is_given(office: Office) -> None:
    told = office.work(lambda sheet: sheet.delete_rows(2), "--on", "2024-06-01")
    assert told.stdout == "変わるところはありません。\n"
    assert "HD654" in told.stderr


def test_what_nobody_sees_and_what_was_copied_is_told(office: Office) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D2"] = "髙木 一郎"
        sheet.append(["経済団体", "県青年会議所", None, None, None, "001", None, None, None])

    told = office.work(change, "--dry-run")
    assert told.exit_code == 0
    assert [line.strip() for line in told.stderr.split("\n") if "HD655" in line] == [
        "注意 HD655 「名簿!D2」は、空白か、文字の幅だけが変わっています（「髙木　一郎」→「髙木 一郎」）。",
        "注意 HD655 「名簿!F8」の「001」は、「県商工会議所連合会」の名前です。",
    ]
