"""The documents that stand in front of the papers: the packet's cover, the 次第, the slides, the list of papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Place, Problem, note

if TYPE_CHECKING:
    from hyoga_docs.spec.workspace import Workspace

#: What each is called.
TITLES = {
    "packet-cover": "表紙",
    "agenda": "次第",
    "agenda-table": "次第",
    "slides": "進行スライド",
    "handout-list": "配付資料一覧",
}
#: Which has the house's heading of which, where it has none of its own.
ALIKE = {"agenda-table": "agenda"}
_OF_AGENDA = {"agenda", "agenda-table", "slides"}


def front_documents(workspace: Workspace) -> tuple[tuple[str, ...], Place, list[Problem]]:
    """Their templates in order, where they are named, and what is told: those of an empty agenda are not made."""
    meeting, platform = workspace.meeting, workspace.platform
    own = meeting.documents is not None
    names = platform.documents if meeting.documents is None else meeting.documents
    place = workspace.place("meeting" if own or "documents" not in platform.model_fields_set else "platform", "documents")
    if meeting.agenda:
        return names, place, []
    kept = tuple(name for name in names if name not in _OF_AGENDA)
    problems = []
    if "agenda" not in meeting.model_fields_set and kept != names:
        message = f"agenda がないので、{'と'.join(dict.fromkeys(TITLES[name] for name in names if name not in kept))}を作りません。"
        hint = "次第を agenda に書くか、次第がないか届いた資料なら「agenda: []」と書いてください。"
        problems.append(note("HD118", message, place=workspace.place("meeting"), hint=hint))
    return kept, place, problems
