"""`hyoga-docs status`: what is due, from whom, what came, and what to do next."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hyoga_docs.arrivals.status import MeetingStatus, status_of
from hyoga_docs.arrivals.status_text import reminder_lines, status_json, status_lines
from hyoga_docs.commands.console import Console, today
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.visible import visible
from hyoga_docs.spec.meeting_dates import coming_meeting
from hyoga_docs.spec.workspace_paths import find_meeting, workspace_around

Specs = Annotated[list[Path] | None, typer.Argument(metavar="会議", help="会議の YAML（なければ、次の会議）")]


class StatusFormat(StrEnum):
    """How the answer is given."""

    TEXT = "text"
    JSON = "json"


class Grouping(StrEnum):
    """How the papers are put together: one by one, or those that are still to come by who is to send them."""

    PAPER = "paper"
    SENDER = "sender"


def status(
    specs: Specs = None,
    form: Annotated[StatusFormat, typer.Option("--format", metavar="形", help="結果の形")] = StatusFormat.TEXT,
    by: Annotated[Grouping, typer.Option("--by", metavar="何", help="まだのものを課ごとに並べる")] = Grouping.PAPER,
) -> None:
    """資料がどこまで届いたか、いつ、どこから届くか、次に何をするかを示す。

    作業場所の中で打つ。資料は開かず、何も書かない。

    例: hyoga-docs status
    例: hyoga-docs status --by sender
    """
    with Console() as console:
        now = dt.datetime.now().astimezone()
        cache = this_machine(1, 60).cache
        found: list[MeetingStatus] = []
        for spec in specs or [coming_meeting(workspace_around(Path.cwd()), today())]:
            with console.step(spec):
                found.append(status_of(find_meeting(spec), cache, now))
        if form is StatusFormat.JSON:
            console.say(status_json(found))
        elif found:
            blocks = [reminder_lines(each) if by is Grouping.SENDER else status_lines(each, now) for each in found]
            console.say("\n\n".join("\n".join(map(visible, block)) for block in blocks))
