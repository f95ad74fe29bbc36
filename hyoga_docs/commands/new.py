"""`hyoga-docs new`: the next meeting, from the one before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.commands.console import Console, short_path
from hyoga_docs.spec.next_meeting import last_meeting, new_meeting
from hyoga_docs.spec.workspace_paths import find_workspace

if TYPE_CHECKING:
    from hyoga_docs.spec.next_meeting import NextMeeting


def new(
    date: Annotated[str, typer.Argument(metavar="日付", help="次の会議の日（2020-02-10）")],
    source: Annotated[
        Path | None, typer.Option("--from", metavar="会議", help="もとにする会議の YAML（なければ最後の会議）")
    ] = None,
) -> None:
    """次の会議の YAML を、前の会議から作る（次第は同じ、資料は空）。

    作業場所の中で打つ。回数は一つ進み、欠席など、その日だけのことは引き継がない。何を引き継いだかを示す。
    同じ日の YAML があれば書かない。

    例: hyoga-docs new 2020-02-10
    """
    with Console() as console:
        here = Path.cwd()
        console.result(_told(new_meeting(date, lambda: source or last_meeting(find_workspace(here), here))))


def _told(made: NextMeeting) -> str:
    """What was made, and what of the meeting before came along."""
    lines = [f"{short_path(made.path)}{f'（{made.called}）' if made.called else ''} を作りました。"]
    lines.append(f"引き継いだもの: {'、'.join(made.taken)}（{short_path(made.source)} から）")
    if made.left:
        lines.append(f"引き継がなかったもの: {'、'.join(made.left)}")
    if made.added:
        lines.append(f"足したもの: {'、'.join(made.added)}")
    if made.to_look_at:
        lines.append(f"前回のままなので、確かめるもの: {'、'.join(made.to_look_at)}")
    return "\n".join(lines)
