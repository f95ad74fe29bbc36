"""Attendance by Excel and csv: what is written out, what is read of sheets as people fill them in, and what it changes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from workspaces import workspace_of

from hyoga_docs.amendments.attendance_edits import AttendanceChange, attendance_change
from hyoga_docs.amendments.spreadsheet.attendance_columns import OTHERS, SHEET, Reply, read_reply
from hyoga_docs.amendments.spreadsheet.attendance_replies import Replies, read_replies
from hyoga_docs.amendments.spreadsheet.attendance_sheet import attendance_csv, attendance_xlsx
from hyoga_docs.amendments.spreadsheet.csv_file import read_csv_table
from hyoga_docs.amendments.spreadsheet.xlsx_reader import read_xlsx_sheets
from hyoga_docs.plan.attendance import MeetingAttendance, meeting_attendance
from hyoga_docs.spec.yaml.reader import read_yaml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

ROSTER = {
    "title": "名簿",
    "groups": [
        {
            "category": "行政",
            "members": [
                {"id": "pref", "name": "見本県", "post": "部長", "person": "見本　太郎"},
                {"id": "city", "name": "見本市", "post": "局長", "person": "例　次郎", "aliases": ["見本市役所"]},
            ],
        },
        {
            "category": "学識",
            "members": [
                {"id": "u1", "name": "見本大学", "post": "教授", "person": "例　三郎"},
                {"id": "u2", "name": "見本大学", "post": "教授", "person": "例　花子"},
            ],
        },
    ],
}
HEAD = "number: 1\ndate: 2024-05-01\nagenda: [開会]\n"
Rows = list[list[str]]


def attendance_of(text: str) -> tuple[dict[str, Any], MeetingAttendance]:
    data = read_yaml_text(text, "a.yaml")[0].data
    return data, meeting_attendance(workspace_of(meeting=data, roster=ROSTER))


def replies(rows: Sequence[Sequence[str]], text: str = HEAD) -> Replies:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    members = [each.member for each in attendance_of(text)[1].members]
    return read_replies({SHEET: read_csv_table(out.getvalue().encode(), "a.csv")}, members, "構成員")


def change(text: str, answered: Replies) -> tuple[str, AttendanceChange]:
    assert not [each for each in answered.problems if str(each.severity) == "error"]
    data, attendance = attendance_of(text)
    found = attendance_change(data, attendance, answered)
    return found.written_in(text, "a.yaml"), found


def by_id(**how: str) -> Rows:
    return [["id", "出欠"], *([name, reply] for name, reply in how.items())]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((each, Reply.PRESENT) for each in ("出席", "出", "○", "〇", "ご出席", "出席します。", "御出席いたします", "会場で参加")),
        *((each, Reply.ABSENT) for each in ("欠席", "欠", "×", "✕", "ご欠席", "欠席いたします", "不参加")),
        *((each, Reply.DEPUTY) for each in ("代理", "代理出席", "代", "代理人が出席")),
        *((each, Reply.ONLINE) for each in ("オンライン", "Ｗｅｂ参加", "WEB会議で出席", "リモート", "Zoom")),
        *((each, Reply.ENTRUSTED) for each in ("委任状", "委任", "欠席（委任状）", "欠（委任状提出）")),
        *((each, Reply.NONE) for each in ("", "　", "－", "未定", "未回答")),
        *((each, None) for each in ("出席・欠席", "△", "？", "午後から", "出席か欠席")),
    ],
)
def test_what_people_answer(text: str, wanted: Reply | None) -> None:
    assert read_reply(text) is wanted


WRITTEN = (
    HEAD
    + """attendance:
  absent: [pref]
  deputies: {city: {post: 課長, person: 例　四郎}}
  notes: {u1: 途中から}
  online: [u1]
  unanswered: [u2]
  guests: [{name: 見本社, post: 主任, person: 例　五郎}]
  staff: [{post: 総務課長, person: 例　六郎}, 例　七子]
  observers: 3
"""
)


@pytest.mark.parametrize("text", [HEAD, HEAD + "absent: [u1]\n", HEAD + "attendance: {}\n", WRITTEN])
def test_what_is_written_out_is_read_as_no_change(text: str) -> None:
    _, attendance = attendance_of(text)
    members = [each.member for each in attendance.members]
    book = attendance_xlsx(attendance, "構成員", "第１回見本会議")
    assert book == attendance_xlsx(attendance, "構成員", "第１回見本会議")
    for sheets in (
        read_xlsx_sheets(book, "a.xlsx"),
        {SHEET: read_csv_table(attendance_csv(attendance, "構成員"), "a.csv")},
    ):
        again, found = change(text, read_replies(sheets, members, "構成員"))
        assert found.changes == ()
        assert again == text


def test_the_sheet_has_a_row_a_member_and_lists_to_choose_from() -> None:
    book = load_workbook(io.BytesIO(attendance_xlsx(attendance_of(WRITTEN)[1], "構成員", "第１回見本会議")))
    sheet, others = book[SHEET], book[OTHERS]
    rows = [["" if value is None else value for value in row] for row in sheet.values]
    assert rows[0] == ["id", "区分", "構成員", "職名", "氏名", "出欠", "代理の職名", "代理の氏名", "備考"]
    assert [[row[0], *row[5:]] for row in rows[1:]] == [
        ["pref", "欠席", "", "", ""],
        ["city", "代理", "課長", "例　四郎", ""],
        ["u1", "オンライン", "", "", "途中から"],
        ["u2", "", "", "", ""],
    ]
    assert [list(row)[:5] for row in others.iter_rows(min_row=2, max_row=6, values_only=True)] == [
        ["事務局", None, "総務課長", "例　六郎", None],
        ["事務局", None, None, "例　七子", None],
        ["説明者", "見本社", "主任", "例　五郎", None],
        ["傍聴者", None, None, None, "3"],
        ["報道関係者", None, None, None, None],
    ]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("F2:F5", '"出席,代理,オンライン,欠席,委任状"')


def test_answers_become_attendance() -> None:
    rows = [
        ["No.", "区分", "構成員", "職名", "氏名", "ご出欠", "代理出席者", "", "備考"],
        ["", "", "", "", "", "", "職名", "氏名", ""],
        ["1", "行政", "見本県", "部長", "見本太郎", "代理出席", "課長", "例　四郎", ""],
        ["2", "", "見本市役所", "局長", "例　次郎様", "欠", "", "", "後日意見を送る"],
        ["3", "学識", "見本大学", "教授", "例花子", "Web", "", "", ""],
        ["", "", "計", "", "", "3", "", "", ""],
    ]
    again, found = change(HEAD, replies(rows))
    assert (
        again
        == HEAD
        + """
attendance:
  absent: [city]
  online: [u2]
  unanswered: [u1]
  deputies:
    pref: {post: 課長, person: 例　四郎}
  notes:
    city: 後日意見を送る
"""
    )
    assert found.changes == (
        "「見本県　見本　太郎」: 代理（課長　例　四郎）",
        "「見本市　例　次郎」: 欠席",
        "「見本市　例　次郎」: 備考 なし → 「後日意見を送る」",
        "「見本大学　例　花子」: オンライン",
    )


def test_marks_in_columns_are_answers() -> None:
    rows = [
        ["団体名", "氏名", "出席", "欠席", "代理", "オンライン"],
        ["見本県", "", "○", "", "", ""],
        ["見本市", "", "", "〇", "", ""],
        ["見本大学", "例　三郎", "", "", "", "レ"],
        ["見本大学", "例　花子", "", "", "", ""],
    ]
    assert [each.reply for each in replies(rows).members] == [Reply.PRESENT, Reply.ABSENT, Reply.ONLINE, Reply.NONE]
    rows[1][3] = "○"
    assert [each.message for each in replies(rows).problems if each.code == "HD673"] == ["「C2」と「D2」に、印が重なっています。"]


def test_a_column_of_deputies_beside_the_answers_names_them() -> None:
    rows = [["氏名", "出欠", "代理"], ["見本太郎", "代理", "例　四郎"], ["例次郎", "代理", "○"]]
    assert [each.deputy and each.deputy.person for each in replies(rows).members] == ["例　四郎", None]


def test_only_the_lines_of_what_changed_are_written_anew() -> None:
    text = (
        HEAD
        + """absent: [u1, u2]   # 電話で聞いた
attendance:
  # 返事は総務課へ
  online:
    - 見本市   # 支所から
    - pref
  staff: [例　七子]
"""
    )
    again, found = change(text, replies(by_id(pref="出席", city="オンライン", u1="出席", u2="欠席")))
    assert again == text.replace("[u1, u2]", "[u2]").replace("    - pref\n", "")
    assert found.changes == ("「見本県　見本　太郎」: オンライン → 出席", "「見本大学　例　三郎」: 欠席 → 出席")
    again, _ = change(text, replies(by_id(pref="欠席", city="代理", u1="欠席", u2="")))
    assert read_yaml_text(again, "")[0].data == {
        "number": 1,
        "date": "2024-05-01",
        "agenda": ["開会"],
        "absent": ["u1", "u2"],
        "attendance": {"absent": ["pref"], "deputies": {"city": {}}, "staff": ["例　七子"]},
    }
    assert "  # 返事は総務課へ\n" in again


def test_a_file_in_brackets_and_one_of_windows_get_it_too() -> None:
    answered = replies(by_id(pref="欠席", city="出席", u1="出席", u2="出席"))
    again, _ = change("{number: 1, date: 2024-05-01, agenda: [開会]}\n", answered)
    assert read_yaml_text(again, "")[0].data["attendance"] == {"absent": ["pref"]}
    again, _ = change(HEAD.replace("\n", "\r\n").removesuffix("\r\n"), answered)
    assert again == (HEAD + "\nattendance:\n  absent: [pref]\n").replace("\n", "\r\n")


def test_all_present_is_an_answer_too() -> None:
    everybody = replies(by_id(pref="出席", city="出席", u1="出席", u2="出席"))
    for text in (HEAD, HEAD + "attendance: {absent: [pref]}\n", HEAD + "attendance:\n  absent:\n    - pref\n"):
        again, _ = change(text, everybody)
        assert read_yaml_text(again, "")[0].data["attendance"] == {}
        assert attendance_of(again)[1].count.present == 4


@pytest.mark.parametrize(
    ("rows", "code", "message"),
    [
        ([["構成員", "職名"], ["見本県", "部長"]], "HD642", "「出欠」の列と、構成員か氏名の列のある行がありません。"),
        ([["No.", "id", "出欠", "駐車場"], ["1", "pref", "出席", "要"]], "HD643", "列「駐車場」は読みません。"),
        (by_id(pref="△"), "HD673", "「B2」の出欠「△」が読めません。"),
        ([["id", "出欠", "備考"], ["pref", "出席", "途中\x07から"]], "HD648", "「C2」に、印刷できない文字（U+0007）があります。"),
        (by_id(gone="出席"), "HD673", "「A2」の「gone」は、この会議の日の構成員のどれか、分かりません。"),
        (
            [["氏名", "出欠"], ["例　三朗", "出席"]],
            "HD673",
            "「A2」の「例　三朗」は、この会議の日の構成員のどれか、分かりません。",
        ),
        (
            [["構成員", "出欠"], ["見本大学", "出席"]],
            "HD673",
            "「A2」の「見本大学」は、この会議の日の構成員のどれか、分かりません。",
        ),
        (
            [["構成員", "出欠"], ["見本県", "出席"], ["見本市", ""], ["見本県", "欠席"]],
            "HD673",
            "「A4」の構成員「見本県　見本　太郎」は、「A2」にもあります。",
        ),
        (
            [["id", "出欠", "代理者氏名"], ["pref", "欠席", "例　四郎"]],
            "HD673",
            "「B2」の出欠は「欠席」ですが、代理の欄に書いてあります。",
        ),
        (
            by_id(pref="出席"),
            "HD674",
            "表にない構成員がいます（見本市　例　次郎、見本大学　例　三郎、見本大学　例　花子）。",
        ),
        (
            by_id(pref="出席", city="", u1="出席", u2="出席"),
            "HD674",
            "返事のない構成員がいます（見本市　例　次郎）。",
        ),
        (
            [["id", "氏名", "出欠"], ["pref", "例　八郎", "出席"]],
            "HD675",
            "「B2」の氏名「例　八郎」は、名簿では「見本　太郎」です。名簿は変えません。",
        ),
    ],
)
def test_every_mistake_is_told_by_the_name_of_its_cell(rows: Rows, code: str, message: str) -> None:
    assert message in [each.message for each in replies(rows).problems if each.code == code]


def test_the_others_are_read_from_their_sheet() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row in by_id(pref="出席", city="出席", u1="出席", u2="出席"):
        sheet.append(row)
    others = book.create_sheet(OTHERS)
    for line in (
        ["区別", "所属", "職名", "氏名", "人数"],
        ["事務局", "", "課長", "例　六郎", ""],
        ["傍聴者", "", "", "", "５名"],
        ["報道関係者", "", "", "", 0],
    ):
        others.append(line)
    out = io.BytesIO()
    book.save(out)
    members = [each.member for each in attendance_of(WRITTEN)[1].members]
    again, found = change(WRITTEN, read_replies(read_xlsx_sheets(out.getvalue(), "a.xlsx"), members, "構成員"))
    made = read_yaml_text(again, "")[0].data["attendance"]
    assert made == {"notes": {"u1": "途中から"}, "staff": [{"post": "課長", "person": "例　六郎"}], "observers": 5, "press": 0}
    assert "事務局: 総務課長　例　六郎、例　七子 → 課長　例　六郎" in found.changes
    assert "傍聴者の数: 3 → 5" in found.changes
