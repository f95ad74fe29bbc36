"""The attendance of a meeting as a sheet to be filled in: Excel with lists to choose from, or csv."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from hyoga_docs.amendments.spreadsheet.attendance_columns import COLUMNS, NUMBERS, OTHER_COLUMNS, OTHERS, PEOPLE, SHEET, Reply
from hyoga_docs.amendments.spreadsheet.xlsx_writer import BORDER, FONT, book_bytes, set_page, set_text, write_head
from hyoga_docs.japanese.width import text_width
from hyoga_docs.text.excel.cell_names import column_letters
from hyoga_docs.text.excel.formula_marks import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from hyoga_docs.plan.attendance import AttendingMember, MeetingAttendance

_WIDTHS = {"id": 10, "category": 14, "name": 30, "post": 18, "person": 16, "reply": 11, "note": 24, "kind": 14, "count": 8}
_WIDEST = 40
_SPARE = 30  # rows for others who come
_CHOSEN: dict[str, list[str]] = {"reply": [each for each in Reply if each], "kind": [*PEOPLE.values(), *NUMBERS.values()]}
_GREY = "595959"
_GIVEN = {"id", "category", "name", "post", "person"}


def columns_of(attendance: MeetingAttendance, own: str) -> dict[str, str]:
    """The columns of a meeting's sheet: 区分 and 代理の所属 only where there are any; `own` is what 構成員 are called."""
    has_category = any(each.category for each in attendance.members)
    has_name = any(each.deputy and each.deputy.name for each in attendance.members)
    left_out = {"category": not has_category, "deputy_name": not has_name}
    return {**{key: heading for key, heading in COLUMNS.items() if not left_out.get(key)}, "name": own}


def member_rows(attendance: MeetingAttendance, columns: Mapping[str, str]) -> list[list[str]]:
    """A row of each member, in the order of the roster."""
    rows = [_row(each, is_written=attendance.is_written) for each in attendance.members]
    return [[row.get(key, "") for key in columns] for row in rows]


def reply_of(attending: AttendingMember, *, is_written: bool) -> Reply:
    """How a member attends, as it is answered; nothing where nobody has written anything yet."""
    if not (is_written and attending.answered):
        return Reply.NONE
    if attending.entrusted:
        return Reply.ENTRUSTED
    states = {"present": Reply.PRESENT, "online": Reply.ONLINE, "deputy": Reply.DEPUTY, "absent": Reply.ABSENT}
    return states[attending.state]


def _row(attending: AttendingMember, *, is_written: bool) -> dict[str, str]:
    member, deputy = attending.member, attending.deputy
    row = {
        "id": member.id,
        "category": attending.category,
        "name": member.name or "",
        "post": member.post or "",
        "person": member.person or "",
        "reply": str(reply_of(attending, is_written=is_written)),
        "note": attending.note,
    }
    if deputy is not None:
        row |= {f"deputy_{key}": getattr(deputy, key) or "" for key in ("name", "post", "person")}
    return row


def other_rows(attendance: MeetingAttendance) -> list[list[str]]:
    """The others in the room, by name, and how many listen; 0 is a number and is written."""
    people = [
        [called, each.name or "", each.post or "", each.person or "", ""]
        for key, called in PEOPLE.items()
        for each in getattr(attendance, key)
    ]
    numbers = [(called, getattr(attendance, key)) for key, called in NUMBERS.items()]
    return [*people, *([called, "", "", "", "" if count is None else str(count)] for called, count in numbers)]


def attendance_csv(attendance: MeetingAttendance, own: str) -> bytes:
    """The members alone, as Excel in Japan opens them at a click."""
    out, columns = io.StringIO(), columns_of(attendance, own)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([map(marked, row) for row in (columns.values(), *member_rows(attendance, columns))])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def attendance_xlsx(attendance: MeetingAttendance, own: str, title: str) -> bytes:
    """The book: a sheet of the members with 出欠 to choose, and one of the others."""
    book = Workbook()
    members: Worksheet = book.worksheets[0]
    members.title = SHEET
    columns = columns_of(attendance, own)
    rows = member_rows(attendance, columns)
    _fill(members, columns, rows, len(rows))
    set_page(members, len(rows) + 1, title, len(columns), freeze="D2")
    others: Worksheet = book.create_sheet(OTHERS)
    rest = other_rows(attendance)
    _fill(others, OTHER_COLUMNS, rest, len(rest) + _SPARE)
    set_page(others, len(rest) + _SPARE + 1, title, len(OTHER_COLUMNS), freeze="A2")
    return book_bytes(book, title)


def _fill(sheet: Worksheet, columns: Mapping[str, str], rows: Sequence[Sequence[str]], last: int) -> None:
    write_head(sheet, columns)
    for number, row in enumerate(rows, 2):
        lines = max(-(-text_width(words) // (_WIDEST - 3)) for words in row)
        sheet.row_dimensions[number].height = 18 * max(lines, 1) + 4
    for at, key in enumerate(columns, 1):
        wide = max([_WIDTHS.get(key, 16), *(min(_WIDEST, text_width(row[at - 1]) + 3) for row in rows)])
        sheet.column_dimensions[column_letters(at)].width = wide
        for number in range(2, last + 2):
            cell = sheet.cell(number, at)
            cell.border = BORDER
            cell.font = Font(name=FONT, size=11, color=_GREY if key in _GIVEN and sheet.title == SHEET else "000000")
            cell.alignment = Alignment(horizontal="center" if key in _CHOSEN else None, vertical="center", wrap_text=True)
            cell.number_format = "@"
            if number - 2 < len(rows) and rows[number - 2][at - 1]:
                set_text(cell, rows[number - 2][at - 1])
        if key in _CHOSEN:
            _choose(sheet, f"{column_letters(at)}2:{column_letters(at)}{last + 1}", _CHOSEN[key])


def _choose(sheet: Worksheet, area: str, choices: Sequence[str]) -> None:
    """A list to choose from; another word may be typed after a warning."""
    rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
    rule.errorStyle, rule.errorTitle, rule.error = "warning", "一覧にない言葉", "一覧から選んでください。このまま書きますか。"
    rule.add(area)
    sheet.add_data_validation(rule)
