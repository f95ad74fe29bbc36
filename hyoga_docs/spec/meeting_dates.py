"""Which meeting is meant where none is named: the coming one, or the last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.files import read_plain
from hyoga_docs.core.problem import Place, UsageError, error

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from hyoga_docs.spec.workspace_paths import WorkspacePaths

_DATED = re.compile(r"^date:\s*[\"']?([0-9-]{10})", re.MULTILINE)


def date_of(spec: Path) -> str:
    """The day that a meeting's file says, as it is written; empty where it says none."""
    try:
        found = _DATED.search(read_plain(spec).decode("utf-8-sig", "replace"))
    except OSError:
        return ""
    return found[1] if found else ""


def coming_meeting(workspace: WorkspacePaths, today: dt.date) -> Path:
    """The next meeting from today on, else the last one. Raises UsageError where there is none."""
    specs = sorted((date_of(path), path) for path in workspace.meetings.glob("*.yaml") if workspace.holds(path))
    if not specs:
        hint = "「hyoga-docs new 2020-02-10」で作るか、会議の YAML を書いてください。"
        raise UsageError([error("HD100", "会議がありません。", place=Place(str(workspace.meetings)), hint=hint)])
    return next((path for date, path in specs if date >= today.isoformat()), specs[-1][1])
