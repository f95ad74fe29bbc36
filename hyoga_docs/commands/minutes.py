"""`hyoga-docs minutes`: the 会議録 and the 会議概要 to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hyoga_docs.commands.arguments import Specs
from hyoga_docs.commands.console import Console, ProblemFormat, ProblemFormatOption, Quiet
from hyoga_docs.commands.letters import report_letters
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.letters.make_letters import make_letters
from hyoga_docs.spec.workspace_paths import find_meeting

_MADE = ("minutes", "summary")


def minutes(
    specs: Specs,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="場所", help="出力先（この下に会議ごとのフォルダーができる）")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=16, metavar="数", help="同時に動かす LibreOffice の数")] = 2,
    limit: Annotated[float, typer.Option("--limit", min=5, metavar="秒", help="一つの文書の変換に待つ秒数")] = 120,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    *,
    quiet: Quiet = False,
) -> None:
    """会議録と会議概要を、書き込めるように Word と PDF で作る。

    build/会議/letters/ にできる。Word で打った所は、YAML を直して作り直しても残る。

    例: hyoga-docs minutes meetings/2019-10-31.yaml
    """
    machine = this_machine(jobs, limit)
    with Console(form, quiet=quiet) as console:
        for spec in specs:
            with console.step(spec):
                meeting = find_meeting(spec)
                folder = (out or meeting.workspace.build) / meeting.path.stem
                report_letters(console, make_letters(meeting, folder, machine, console.progress(spec), console.wrote, _MADE))
