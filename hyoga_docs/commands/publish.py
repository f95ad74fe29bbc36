"""`hyoga-docs publish`: the public pages of meetings, ready to be put on the web."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from hyoga_docs.commands.console import (
    Console,
    Jobs,
    Limit,
    Notes,
    Ocr,
    ProblemFormat,
    ProblemFormatOption,
    Quiet,
    RequireIsolation,
    Specs,
    short_path,
)
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.publish.publish import publish as publish_meetings
from hyoga_docs.spec.workspace_paths import find_meeting


def publish(
    specs: Specs,
    out: Annotated[
        Path, typer.Option("--out", metavar="場所", help="ウェブに置くフォルダー（この下に会議ごとのフォルダーができる）")
    ],
    jobs: Jobs = 2,
    limit: Limit = 120,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    *,
    ocr: Ocr = False,
    require_isolation: RequireIsolation = False,
    notes: Notes = False,
    quiet: Quiet = False,
) -> None:
    """公開するページと資料を、そのままウェブに置けるフォルダーに作る。

    会議の一覧、会議ごとのページ、公開版の冊子、資料ごとの PDF ができる。公開しないものが見つかれば、何も書かない。

    書かなかった会議のページはそのまま残り、一覧には載る。

    例: hyoga-docs publish meetings/2019-10-31.yaml --out public
    """
    machine = replace(this_machine(jobs, limit, isolated=require_isolation), ocr=ocr)
    with Console(form, quiet=quiet, notes=notes) as console:
        meetings = [find_meeting(spec) for spec in specs]
        made = publish_meetings(meetings, out, machine, console.progress(specs[0]), console.wrote)
        words = f"{short_path(made.index)}（会議{made.meetings}件）を作りました。"
        console.result(words, [problem.as_dict() for problem in made.problems])
        console.found(machine.isolation.problems())
