"""The clock of a meeting: entries that begin before those above them end, and one that ends too late (`HD184`, `HD185`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, warning
from hyoga_docs.plan.script import script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.plan.script import Script


def check_script(plan: Plan) -> list[Problem]:
    """What the times and the minutes of the agenda say against each other, and against the time of the meeting."""
    made = script(plan)
    return [*_overlapping(plan, made), *_too_long(plan, made)]


def _overlapping(plan: Plan, made: Script) -> Iterator[Problem]:
    dates = plan.workspace.platform.style.dates
    for part in made.parts:
        if part.due is None or part.begins is None:
            continue
        title = part.line.title
        message = f"「{title}」の時刻（{dates.clock(part.begins)}）が、前の項目の終わり（{dates.clock(part.due)}）より前です。"
        place = plan.workspace.place("meeting", *part.line.path, "time")
        hint = "この項目の time か、前の項目の time と script の minutes を直してください。"
        yield warning("HD184", message, place=place, quote=title, hint=hint)


def _too_long(plan: Plan, made: Script) -> Iterator[Problem]:
    time, dates = plan.workspace.meeting.time, plan.workspace.platform.style.dates
    if time is None or time.ends is None or made.ends is None or made.ends <= time.ends:
        return
    message = f"次第の終わり（{dates.clock(made.ends)}）が、会議の終わり（{dates.clock(time.ends)}）より後です。"
    hint = "次第の time と script の minutes か、会議の time を直してください。"
    yield warning("HD185", message, place=plan.workspace.place("meeting", "time"), quote=dates.span(time), hint=hint)
