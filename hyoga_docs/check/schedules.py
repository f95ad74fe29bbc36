"""Rows of 別表 that were read otherwise than they look: a figure that its own comma cuts in two (`HD148`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.problem import warning
from hyoga_docs.spec.schedule_grid import split_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource


def check_schedules(plan: Plan) -> Iterator[Problem]:
    """What a comma without a blank behind it has made two cells of: `[会長, 10,500円]`."""
    charter, day = plan.workspace.charter, plan.workspace.meeting.date
    for index, schedule in enumerate(charter.schedules) if charter is not None else ():
        for number, row in enumerate(schedule.rows):
            if schedule.holds(day) and row.holds(day):
                yield from _split(("schedules", index, "rows", number), list(split_figures(row)), plan.workspace.sources["charter"])


def _split(path: Path_, found: list[tuple[int, str]], source: YamlSource) -> Iterator[Problem]:
    for cell, figure in found:
        place = next((where for key in ((*path, cell), (*path, "cells", cell)) if (where := source.places.get(key))), None)
        line = source.lines[place.line - 1] if place is not None and place.line else ""
        if place is not None and line.startswith(figure, (place.column or 1) - 1):
            yield warning(
                "HD148",
                f"「{figure}」は、「,」で二つのセルに分かれています。",
                place=place,
                quote=source.quote(place),
                hint=f'一つのセルなら "{figure}" と引用符で囲んでください。二つなら「,」の後ろに空白を入れてください。',
            )
