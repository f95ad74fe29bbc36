"""`hyoga-docs letters`: the documents beside the packet, made without its papers."""

from __future__ import annotations

from typing import Annotated

import typer

from hyoga_docs.commands.console import (
    Console,
    Jobs,
    Limit,
    Notes,
    Out,
    ProblemFormat,
    ProblemFormatOption,
    Quiet,
    Specs,
    short_path,
)
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import ExitCode
from hyoga_docs.letters.make_letters import make_letters
from hyoga_docs.letters.result import LettersResult
from hyoga_docs.plan.letters import NAMES
from hyoga_docs.spec.workspace_paths import find_meeting

#: Neither the meeting nor its body lists any letter, and the command names none.
_NONE_LISTED = "作る文書がありません。YAML の letters に挙げるか、「--only 開催通知」のように選ぶか、--all を付けてください。"


def letters(
    specs: Specs,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="名前", help="作る文書。くり返せる。なければ letters に挙げたもの"),
    ] = None,
    out: Out = None,
    jobs: Jobs = 2,
    limit: Limit = 120,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    *,
    every: Annotated[bool, typer.Option("--all", help="用意のある文書をすべて作る")] = False,
    notes: Notes = False,
    quiet: Quiet = False,
) -> None:
    """開催通知、出欠票、席札など、資料のほかに要る文書を Word と PDF で作る。

    build/会議/letters/ にできる。資料が届いていなくても作れる。手で直したファイルは上書きしない。

    選べる文書: 開催通知、出欠票、出席者名簿、座席表、席札、進行台本、傍聴要領、開催案内、会議録、会議概要、メール文案、予定。
    ほかに、自分のひな形の名前。

    例: hyoga-docs letters meetings/2019-10-31.yaml --only 開催通知
    """
    machine = this_machine(jobs, limit)
    wanted = tuple(NAMES) if every else tuple(only or ())
    with Console(form, quiet=quiet, notes=notes) as console:
        for spec in specs:
            with console.step(spec):
                meeting = find_meeting(spec)
                folder = (out or meeting.workspace.build) / meeting.path.stem
                made = make_letters(meeting, folder, machine, console.progress(spec), console.wrote, wanted)
                report_letters(console, made)


def report_letters(console: Console, made: LettersResult) -> None:
    """Says what was made, after what was found."""
    if made.failed:
        console.ends_with(ExitCode.SPEC)
    folder = short_path(made.files[0].parent) if made.files else ""
    files = f"{folder} の{'、'.join(path.name for path in made.files)}"
    words = f"{files} を作りました（変換 {made.converted}件）。" if made.fresh else f"{files} は最新です。"
    failed = f"作れなかった文書が{made.failed}件あります。" if made.failed else ""
    console.result(words + failed if made.files else failed or _NONE_LISTED, made.problems)
