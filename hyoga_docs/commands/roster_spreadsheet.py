"""`hyoga-docs roster export` and `roster import`: the roster in Excel, where clerks live."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.amendments.roster_file import amended, meetings_since, roster_lock, write_amended
from hyoga_docs.amendments.spreadsheet.csv_file import csv_bytes, read_csv_table
from hyoga_docs.amendments.spreadsheet.import_sheet import plan_import
from hyoga_docs.amendments.spreadsheet.merge import RosterImport
from hyoga_docs.amendments.spreadsheet.roster_columns import columns_of
from hyoga_docs.amendments.spreadsheet.rows import categories_of, roster_rows
from hyoga_docs.amendments.spreadsheet.xlsx_reader import read_xlsx_table
from hyoga_docs.amendments.spreadsheet.xlsx_writer import xlsx_bytes
from hyoga_docs.commands.arguments import Common, day_of, is_confirmed
from hyoga_docs.commands.console import Console, short_path, today
from hyoga_docs.commands.roster import DryRun, roster_here
from hyoga_docs.commands.spreadsheet_file import check_ending, read_in_time, read_sheet, write_sheet
from hyoga_docs.core.problem import SpecError, UsageError, error, has_errors
from hyoga_docs.spec.term import text_on
from hyoga_docs.spec.workspace_paths import workspace_around

if TYPE_CHECKING:
    from hyoga_docs.amendments.roster_file import RosterFile
    from hyoga_docs.amendments.spreadsheet.cells import SheetTable
    from hyoga_docs.amendments.spreadsheet.import_sheet import ImportPlan

_LONGEST = 16_000  # half of what a cell takes, for a kanji may count twice


def export_sheet(
    file: Annotated[Path, typer.Argument(metavar="ファイル", help="書き出す先（名簿.xlsx か 名簿.csv）")],
    common: Common = "common",
    *,
    force: Annotated[bool, typer.Option("--force", help="同じ名前のファイルを書き換える")] = False,
) -> None:
    """名簿を Excel か CSV に書き出す（すべての任期）。

    例: hyoga-docs roster export 名簿.xlsx
    """
    with Console() as console:
        check_ending(file, "名簿")
        rows, data = _sheet(file, roster_here(common))
        write_sheet(file, data, "名簿", force=force)
        console.say(f"{short_path(file.absolute())} に{rows}行を書き出しました。直したら roster import で読み込めます。")


def _sheet(file: Path, written: RosterFile) -> tuple[int, bytes]:
    """How many rows the roster has, and the file of them. Raises UsageError."""
    rows, columns = roster_rows(written.roster, today()), columns_of(written.roster)
    if file.suffix.lower() == ".csv":
        return len(rows), csv_bytes(rows, columns.values())
    if any(len(str(cell)) > _LONGEST for row in rows for cell in row.cells):
        hint = "名簿.csv に書き出してください。"
        raise UsageError([error("HD653", f"Excel のセルに入らない長い言葉（{_LONGEST:,}字まで）があります。", hint=hint)])
    title = text_on(written.roster.title, today()) or written.roster.title[-1].text
    return len(rows), xlsx_bytes(rows, categories_of(written.roster, today()), title, columns)


def import_sheet(
    file: Annotated[Path, typer.Argument(metavar="ファイル", help="読み込む名簿（.xlsx か .csv）")],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="日", help="この日からの変更として書く（2020-04-01。なければ、表のとおりに書き換える）"),
    ] = None,
    common: Common = "common",
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="尋ねずに書く")] = False,
    new_category: Annotated[bool, typer.Option("--new-category", help="今の区分に似た名前でも、新しい区分を作る")] = False,
    dry_run: DryRun = False,
) -> None:
    """Excel か CSV に書き込んだ名簿を、変わるところを確かめて読み込む。

    例: hyoga-docs roster import 名簿.xlsx --on 2024-04-01
    """
    with Console() as console:
        written, day = roster_here(common), day_of(on)
        with read_in_time(file, "名簿のシートだけのファイルにするか、何度かに分けて読み込んでください。"):
            found = plan_import(_table(file), RosterImport(written.roster, written.source, today(), day, new_category))
            if has_errors(found.problems):
                raise SpecError(found.problems)
            made = amended(written, list(found.edits))
        is_first = not meetings_since(workspace_around(Path.cwd()), dt.date.min, today())  # no roster was handed out yet
        found = replace(found, problems=tuple(each for each in found.problems if not (is_first and each.code == "HD651")))
        console.result(_changes_text(found, on), [problem.as_dict() for problem in found.problems])
        if found.edits and not dry_run and is_confirmed(yes=yes):
            with roster_lock(workspace_around(Path.cwd()), common):
                write_amended(written, made)
            console.say(f"{short_path(written.path)} に書きました。")
        elif found.edits:
            console.say("何も書いていません。")


def _table(file: Path) -> SheetTable:
    """The sheet of a file. Raises UsageError and SpecError."""
    data = read_sheet(file)
    if file.suffix.lower() == ".csv":
        return read_csv_table(data, str(file))
    return read_xlsx_table(data, str(file))


def _changes_text(found: ImportPlan, on: str | None) -> str:
    if not found.changes:
        return "変わるところはありません。"
    head = f"{on}から変わるところ（{len(found.changes)}）" if on else f"変わるところ（{len(found.changes)}）"
    return "\n".join([head, *found.changes])
