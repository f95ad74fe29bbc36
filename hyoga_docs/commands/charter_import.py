"""`hyoga-docs charter import`: an existing 要綱 in Word or as text, into `charter.yaml`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.amendments.charter_import.read_charter import import_charter
from hyoga_docs.commands.arguments import is_confirmed
from hyoga_docs.commands.console import Console, short_path, today
from hyoga_docs.core.files import PAPER, os_errors_as_problems, read_plain, write_over, write_target
from hyoga_docs.core.limits import TooLongError, time_limit
from hyoga_docs.core.problem import ExitCode, Place, SpecError, UsageError, error, has_errors
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.spec.platform import Platform
from hyoga_docs.spec.spec_file import read_spec_file
from hyoga_docs.spec.style import Style
from hyoga_docs.spec.workspace_paths import bounds_of, find_workspace, workspace_around
from hyoga_docs.spec.yaml.writer import flow_text

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.read_charter import ImportedCharter
    from hyoga_docs.spec.workspace_paths import WorkspacePaths

_MOST_SECONDS = 60


def import_text(
    file: Annotated[Path, typer.Argument(metavar="ファイル", help="読み込む要綱、要領、規則、規約（.docx か .txt）")],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="ファイル", help="書く先（なければ、作業場所の設置要領の YAML）")
    ] = None,
    common: Annotated[str, typer.Option("--common", metavar="名前", help="meetings/ の下の、要綱を置くフォルダー")] = "common",
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="今ある YAML を、尋ねずに書き換える")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="YAML を示すだけで、書かない")] = False,
) -> None:
    """今ある要綱や規約を読み込んで、設置要領の YAML を作る。

    番号は構造になり、条や項を指す言葉は <id> になる。読み取れないところには「要確認」と書く。

    例: hyoga-docs charter import 設置要綱.docx
    """
    with Console() as console:
        paths = find_workspace(to.absolute().parent if to is not None else Path.cwd())
        target = (to if to is not None else workspace_around(Path.cwd()).common("charter", common)).absolute()
        made = _read(file, paths, target, common)
        console.found(made.problems)
        console.say(f"{short_path(file.absolute())} を読みました。{made.summary}")
        if made.style:
            console.say(f"同じ形で印刷するには、{_platform(paths, common)} の style: に次の行を書きます。")
            console.say("\n".join(f"  {key}: {flow_text(value)}" for key, value in made.style.items()))
        if dry_run:
            console.say(f"\n{made.yaml}")
        else:
            _write(console, target, made.yaml.encode(), yes=yes)
        if has_errors(made.problems):
            console.ends_with(ExitCode.SPEC)


def _read(file: Path, paths: WorkspacePaths | None, target: Path, common: str) -> ImportedCharter:
    """What is read of the file. Raises UsageError and SpecError."""
    place = Place(str(file))
    try:
        data = read_plain(file, PAPER)
    except OSError as problem:
        missing = isinstance(problem, FileNotFoundError)
        message = "ファイルがありません。" if missing else f"ファイルを読めません（{problem.strerror}）。"
        hint = "ファイルの名前を確かめ、Word などで開いていたら閉じてください。"
        raise UsageError([error("HD681", message, place=place, hint=hint)]) from problem
    schema = ""
    if paths is not None and (paths.root / "schemas").is_dir():
        schema = Path(os.path.relpath(paths.root / "schemas" / "charter.json", target.parent)).as_posix()
    try:
        with time_limit(_MOST_SECONDS):
            return import_charter(data, file.suffix, str(file), _house_style(paths, common), today(), schema)
    except (TooLongError, MemoryError) as problem:
        hint = "要綱だけのファイルにして、読み込んでください。"
        raise UsageError([error("HD681", "読み込みに時間かメモリーがかかりすぎます。", place=place, hint=hint)]) from problem


def _house_style(paths: WorkspacePaths | None, common: str) -> Style:
    """The style of the body's platform.yaml; the usual one where there is none that can be read."""
    if paths is None:
        return Style()
    try:
        return read_spec_file(Platform, paths.common("platform", common), "platform.yaml", paths.root).model.style
    except SpecError:
        return Style()


def _platform(paths: WorkspacePaths | None, common: str) -> str:
    return paths.display_path(paths.common("platform", common)) if paths is not None else "platform.yaml"


def _write(console: Console, target: Path, data: bytes, *, yes: bool) -> None:
    """Writes the YAML; in place of another one where that is wanted."""
    within = bounds_of(target)
    with os_errors_as_problems(target):
        before = read_plain(target, within=within) if os.path.lexists(target) else None
    if before == data:
        console.say(f"{short_path(target)} は同じ内容です。")
        return
    if before is not None:
        console.say(f"今ある {short_path(target)} を書き換えます。")
        if not is_confirmed(yes=yes):
            console.say("何も書いていません。")
            return
    with os_errors_as_problems(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with folder_lock(write_target(target, within).parent):
            write_over(target, before, data, within=within)
    console.say(f"{short_path(target)} に書きました。")
