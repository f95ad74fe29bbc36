"""The papers that a meeting's file lists, each with the label, the title and the 議題 that it is printed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.plan.agenda import flat, topics
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.workspace import walk_papers

if TYPE_CHECKING:
    from hyoga_docs.core.problem import Problem
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.meeting import Handout
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.yaml.reader import Path_


@dataclass(frozen=True)
class MeetingPaper:
    """A paper at its path in the meeting's file. `ordinal` is that of its 議題, 0 where it has none."""

    path: Path_
    paper: Handout
    label: str
    title: str
    ordinal: int

    @property
    def is_bundle(self) -> bool:
        """Whether it only holds other papers together."""
        return bool(self.paper.papers) and not (self.paper.file or self.paper.document)

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is written yet that could be printed."""
        return self.paper.bind and not (self.paper.file or self.paper.document or self.paper.papers)


def meeting_papers(workspace: Workspace) -> tuple[Plan, list[MeetingPaper], list[Problem]]:
    """The plan of a meeting, its papers in the order of its file, and what is wrong with the plan."""
    plan, problems = resolve(workspace)
    documents = {document.place: document for document in reversed(plan.documents)}
    numbers = {line.path: topic.ordinal for topic in topics(plan.agenda) for line in flat([topic])}
    ordinals = {line.key: numbers.get(path, 0) for path, lines in plan.item_papers.items() for line in lines}
    found = []
    for path, paper in walk_papers(workspace.meeting):
        document = documents.get(workspace.place("meeting", *path))
        label, title = (document.full_label, document.title) if document is not None else ("", "")
        ordinal = ordinals.get("-".join(map(str, path)), 0)
        found.append(MeetingPaper(path, paper, label, title or paper.title or "", ordinal))
    return plan, found, problems
