"""`hyoga-docs attendance export` and `attendance import`: who comes to a meeting, by Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.amendments.amended_file import text_as_read, write_text
from hyoga_docs.amendments.attendance_edits import attendance_change
from hyoga_docs.amendments.spreadsheet.attendance_columns import SHEET, Reply
from hyoga_docs.amendments.spreadsheet.attendance_replies import read_replies
from hyoga_docs.amendments.spreadsheet.attendance_sheet import attendance_csv, attendance_xlsx
from hyoga_docs.amendments.spreadsheet.csv_file import read_csv_table
from hyoga_docs.amendments.spreadsheet.roster_columns import columns_of
from hyoga_docs.amendments.spreadsheet.xlsx_reader import read_xlsx_sheets
from hyoga_docs.commands.arguments import is_confirmed
from hyoga_docs.commands.console import Console, short_path, today
from hyoga_docs.commands.roster import DryRun
from hyoga_docs.commands.spreadsheet_file import check_ending, read_in_time, read_sheet, write_sheet
from hyoga_docs.core.problem import Place, SpecError, error, has_errors
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.meeting_title import meeting_title
from hyoga_docs.spec.meeting import Meeting
from hyoga_docs.spec.meeting_dates import coming_meeting
from hyoga_docs.spec.spec_file import parse_spec_file
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import find_meeting, workspace_around

if TYPE_CHECKING:
    from hyoga_docs.amendments.attendance_edits import AttendanceChange
    from hyoga_docs.amendments.spreadsheet.cells import SheetTable
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.workspace_paths import MeetingFile


def export_sheet(
    meeting: Annotated[Path | None, typer.Argument(metavar="会議", help="会議の YAML（なければ、次の会議）")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="ファイル", help="書き出す先（.xlsx か .csv。なければ 出欠-開催日.xlsx）")
    ] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="同じ名前のファイルを書き換える")] = False,
) -> None:
    """出欠を書き込む表を Excel か CSV に書き出す。

    構成員は会議の日の名簿の順。事務局、説明者、傍聴者の数は、Excel の二枚目のシートに書く。

    例: hyoga-docs attendance export meetings/2019-10-31.yaml
    """
    with Console() as console:
        target = find_meeting(meeting or coming_meeting(workspace_around(Path.cwd()), today()))
        workspace = _with_members(target)
        file = out or Path(f"{SHEET}-{workspace.meeting.date}.xlsx")
        check_ending(file, SHEET)
        attendance, own = meeting_attendance(workspace), _own_name(workspace)
        if file.suffix.lower() == ".csv":
            data = attendance_csv(attendance, own)
        else:
            title = meeting_title(workspace.meeting, workspace.platform).full_name
            day = workspace.platform.style.dates.day(workspace.meeting.date)
            data = attendance_xlsx(attendance, own, f"{title}　{SHEET}（{day}）")
        write_sheet(file, data, SHEET, force=force)
        members = len(attendance.members)
        written = short_path(file.absolute())
        back = f"hyoga-docs attendance import {short_path(target.path)} {written}"
        console.say(f"{written} に{members}行を書き出しました。書き込んで保存したら、次のとおり読み込みます。\n  {back}")


def import_sheet(
    meeting: Annotated[Path, typer.Argument(metavar="会議", help="会議の YAML")],
    file: Annotated[Path, typer.Argument(metavar="ファイル", help="書き込んだ出欠の表（.xlsx か .csv）")],
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="尋ねずに書く")] = False,
    dry_run: DryRun = False,
) -> None:
    """書き込んだ出欠の表を、変わるところを確かめて会議の YAML に書く。

    書くのは attendance だけ。出欠が空の構成員は、前に書いたまま（まだなら、返事なし）とする。

    例: hyoga-docs attendance import meetings/2019-10-31.yaml 出欠.xlsx
    """
    with Console() as console:
        target = find_meeting(meeting)
        workspace = _with_members(target)
        source, attendance = workspace.sources["meeting"], meeting_attendance(workspace)
        with read_in_time(file, "出欠のシートだけのファイルにしてください。"):
            replies = read_replies(_sheets(file), [each.member for each in attendance.members], _own_name(workspace))
        if has_errors(replies.problems):
            raise SpecError(replies.problems)
        found = attendance_change(source.data, attendance, replies)
        path, root = target.path, target.workspace.root
        before = text_as_read(path, root, source)
        after = found.written_in(before, source.name)
        parse_spec_file(Meeting, after.encode(), source.name)  # what is written must be a meeting again
        console.result(_changes_text(found), [problem.as_dict() for problem in replies.problems])
        if before != after and not dry_run and is_confirmed(yes=yes):
            with folder_lock(path.parent):
                write_text(path, root, source.name, before, after)
            console.say(f"{short_path(path)} に書きました。")
        elif before != after:
            console.say("何も書いていません。")


def _with_members(target: MeetingFile) -> Workspace:
    """The meeting with its roster. Raises SpecError where it has none."""
    workspace, _ = load_workspace(target)
    if workspace.roster is None:
        hint = f"meetings/{workspace.meeting.common}/roster.yaml を作ってください。"
        raise SpecError([error("HD134", "roster.yaml がありません。", place=Place(str(target.path)), hint=hint)])
    return workspace


def _own_name(workspace: Workspace) -> str:
    """What the body calls the column of its organisations."""
    return columns_of(workspace.roster)["name"] if workspace.roster else ""


def _sheets(file: Path) -> dict[str, SheetTable]:
    """The sheets of a file by their titles. Raises UsageError and SpecError."""
    data = read_sheet(file)
    if file.suffix.lower() == ".csv":
        return {SHEET: read_csv_table(data, str(file))}
    return read_xlsx_sheets(data, str(file))


def _changes_text(found: AttendanceChange) -> str:
    members = sum(found.answers.values())
    told = [f"{reply or '返事なし'}{count}" for reply in Reply if (count := found.answers[reply])]
    summary = f"構成員{members}: {'、'.join(told)}"
    if not found.changes:
        return f"変わるところはありません。{summary}"
    return "\n".join([f"変わるところ（{len(found.changes)}）", *(f"  {each}" for each in found.changes), summary])
