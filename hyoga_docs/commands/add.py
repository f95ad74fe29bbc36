"""`hyoga-docs add`: lines for papers that arrived."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.arrivals.add import AddOptions, plan_add, write_add
from hyoga_docs.arrivals.meeting_folder import papers_in
from hyoga_docs.arrivals.paper_words import read_papers
from hyoga_docs.commands.arguments import is_confirmed
from hyoga_docs.commands.console import Console, Quiet, RequireIsolation, short_path, today
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import ExitCode, Place, UsageError, error, has_errors
from hyoga_docs.core.visible import visible
from hyoga_docs.pipeline.intake import demand_isolation, scratch
from hyoga_docs.spec.meeting_dates import coming_meeting
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import find_meeting, find_workspace, workspace_around

if TYPE_CHECKING:
    from hyoga_docs.arrivals.add import AddPlan
    from hyoga_docs.spec.workspace_paths import MeetingFile

Files = Annotated[list[Path], typer.Argument(metavar="ファイル", help="届いたファイル、またはそれの入ったフォルダー")]


def add(
    files: Files,
    meeting: Annotated[Path | None, typer.Option("--meeting", metavar="会議", help="会議の YAML（なければ、次の会議）")] = None,
    item: Annotated[
        str | None, typer.Option("--item", metavar="番号", help="どの議題の資料か（なければ、言葉から推し量る）")
    ] = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="前からある資料の新しい版なら、入れ替える")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="尋ねずに書く")] = False,
    require_isolation: RequireIsolation = False,
    quiet: Quiet = False,
) -> None:
    """届いた資料を会議のフォルダーに写し、会議の YAML に資料の行を書く。

    題名は１ページ目から、議題は題名の言葉から推し量り、書く前に示して尋ねる。分からないところには「#」で書き添える。

    例: hyoga-docs add ~/Downloads/資料１.docx ~/Downloads/資料２.pdf
    例: hyoga-docs add /media/usb --meeting meetings/2020-02-10.yaml
    """
    machine = this_machine(2, 120, isolated=require_isolation)
    with Console(quiet=quiet) as console, scratch() as folder:
        target = _meeting_of(meeting, files)
        settings = machine.intake_settings(folder)
        demand_isolation(load_workspace(target)[0].platform, settings)
        papers, problems = read_papers(_each(files), settings)
        plan = plan_add(target, papers, AddOptions(item, replace))
        found = [*problems, *plan.problems, *machine.isolation.problems()]
        console.found(found)
        if has_errors(found):
            console.ends_with(ExitCode.SPEC)
        if plan.lines:
            console.say("\n".join([f"{short_path(target.path)} に書くこと", *map(visible, plan.lines)]))
        if not plan.has_work:
            console.say("書くことはありません。")
        elif is_confirmed(yes=yes):
            _write(console, plan, target)
        else:
            console.say("何も書いていません。")


def _write(console: Console, plan: AddPlan, target: MeetingFile) -> None:
    for line in write_add(plan, target, dict(os.environ)):
        console.say(visible(line))
    rest = sum(bool(paper.doubts) for paper in plan.papers)
    done = f"{short_path(target.path)} に書きました。" if plan.before != plan.after else "ファイルを置きました。"
    console.say(done + (f"「#」の付いた{rest}行を確かめてください。" if rest else ""))


def _meeting_of(meeting: Path | None, files: list[Path]) -> MeetingFile:
    """The meeting that was named, or whose folder the files lie in, or the coming one."""
    if meeting is not None:
        return find_meeting(meeting)
    around = find_workspace(Path.cwd()) or find_workspace(files[0].absolute().parent)
    workspace = around or workspace_around(Path.cwd())
    own = {each.absolute() if each.is_dir() else each.absolute().parent for each in files}
    spec = next(iter(own)).with_suffix(".yaml") if len(own) == 1 else None
    if spec is not None and spec.parent == workspace.meetings and spec.is_file():
        return find_meeting(spec)
    return find_meeting(coming_meeting(workspace, today()))


def _each(files: list[Path]) -> list[Path]:
    """The files, and of a folder those in it. Raises UsageError where there is none."""
    found = [path for file in files for path in (papers_in(file) if file.is_dir() else [file])]
    if not found:
        hint = "届いたファイルの名前か、それの入ったフォルダーを書いてください。"
        raise UsageError([error("HD629", "フォルダーに資料がありません。", place=Place(str(files[0])), hint=hint)])
    return list(dict.fromkeys(found))
