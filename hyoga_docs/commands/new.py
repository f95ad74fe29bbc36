"""`hyoga-docs new`: the next meeting, from the one before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hyoga_docs.commands.console import Console, short_path
from hyoga_docs.spec.scaffold import last_meeting, new_meeting
from hyoga_docs.spec.workspace_paths import find_workspace


def new(
    date: Annotated[str, typer.Argument(metavar="日付", help="次の会議の日（2020-02-10）")],
    source: Annotated[
        Path | None, typer.Option("--from", metavar="会議", help="もとにする会議の YAML（なければ最後の会議）")
    ] = None,
) -> None:
    """次の会議の YAML を、前の会議から作る（次第は同じ、資料は空）。

    作業場所の中で打つ。番号は一つ進み、同じ日の YAML があれば書かない。

    例: hyoga-docs new 2020-02-10
    """
    with Console() as console:
        here = Path.cwd()
        path = new_meeting(date, lambda: source or last_meeting(find_workspace(here), here))
        console.result(f"{short_path(path)} を作りました。")
