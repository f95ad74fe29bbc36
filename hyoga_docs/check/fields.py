"""Values for templates (`fields`) that say when the meeting is: the same day and the same time as the meeting itself (`HD227`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, warning
from hyoga_docs.japanese.date_reader import find_dates
from hyoga_docs.japanese.times import find_spans
from hyoga_docs.spec.workspace import walk_papers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.yaml.reader import Path_

#: What names the meeting's own day or time, and what names another one.
_OWN = re.compile(r"日時|開催|開会|会議の?日|当日|^(?:date|time|day)$")
_OTHER = re.compile(r"次回|前回|締|期限|提出|回答|申込|変更|送付|発送|受付")


def check_fields(plan: Plan) -> list[Problem]:
    """Days and times in the fields of a meeting and its papers that are not those of the meeting."""
    workspace = plan.workspace
    meeting, problems = workspace.meeting, []
    fields = [(("fields",), meeting.fields), *(((*path, "fields"), paper.fields) for path, paper in walk_papers(meeting))]
    for path, key, text in (found for at, values in fields for found in _texts(values, at, "")):
        words = f"{key}　{text}"
        if not _OWN.search(words) or _OTHER.search(words):
            continue
        wrong = [
            text[found.start : found.end].strip()
            for found in find_dates(text)
            if (found.date is not None and found.date != meeting.date)
            or (found.year is None and found.day and (found.month, found.day) != (meeting.date.month, meeting.date.day))
        ]
        if meeting.time is not None:
            start, end, _ = meeting.time
            wrong += [
                text[found.start : found.end].strip()
                for found in find_spans(text)
                if (found.begins, found.ends if end is not None else None) != (start, end) and found.begins is not None
            ]
        problems += [
            warning(
                "HD227",
                f"会議の日や時刻と違います（{each}）。",
                place=workspace.place("meeting", *path),
                quote=text,
                hint="date と time の値に直すか、どちらが正しいか確かめてください。",
            )
            for each in wrong
        ]
    return problems


def _texts(value: object, path: Path_, key: str) -> Iterator[tuple[Path_, str, str]]:
    """Each text with its path and the key that it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*path, name), str(name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index), key)
    elif isinstance(value, str):
        yield path, key, value
