"""What the 別紙 of a charter say whose paper is a template: filled as of each state, with that state's template, and read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.annex_rows import ROSTER
from hyoga_docs.amendments.comparison.consolidated_plan import consolidated_plan
from hyoga_docs.core.problem import has_errors
from hyoga_docs.pipeline.intake import scratch
from hyoga_docs.pipeline.prepare import fill_documents
from hyoga_docs.programs.git import file_at
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.template import Template, read_template

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.comparison.editions import CharterAndRoster, Council
    from hyoga_docs.pipeline.machine import Machine

_CELL = "- "


@dataclass(frozen=True)
class FilledAnnexes:
    """Reads annexes on a machine; a template that prints the day prints `printed_on` for both states, for that is no amendment."""

    council: Council
    machine: Machine
    printed_on: dt.date

    def texts(self, state: CharterAndRoster) -> dict[str, list[str]]:
        """Of each annex whose template can be filled its lines, a row of a table as one, by the id of the annex."""
        charter = state.charter.model if state.charter else None
        wanted = [each for each in charter.annexes if each.holds(state.day) and each.document != ROSTER] if charter else []
        if not wanted:
            return {}
        templates = {name: made for name in {each.document for each in wanted} if (made := self._template(state, name))}
        plan, problems = consolidated_plan(self.council, state)
        if has_errors(problems):
            return {}
        meeting = plan.workspace.meeting.model_copy(update={"date": self.printed_on})
        plan = replace(plan, workspace=replace(plan.workspace, meeting=meeting))
        found: dict[str, list[str]] = {}
        annexes = [each for each in plan.documents if each.template in {one.document for one in wanted}]
        for document, annex in zip(annexes, wanted, strict=False):
            filled, problems = fill_documents(replace(plan, documents=(document,)), templates, self.machine.cache)
            if document.key in filled and not has_errors(problems):
                found[annex.id] = list(_rows(document_lines(filled[document.key])))
        return found

    def _template(self, state: CharterAndRoster, name: str) -> Template | None:
        paths = self.council.paths
        if not state.revision:
            template, problems = read_template(state.templates or paths.templates, name, self.machine.limit)
            return None if problems else template
        file = paths.display_path(paths.templates / f"{name}.docx")
        data = file_at(paths.root, state.revision, file, self.council.environment)
        if data is None:
            return None
        with scratch() as folder:
            (folder / f"{name}.docx").write_bytes(data)
            template, problems = read_template(folder, name, self.machine.limit)
        return None if problems else template


def _rows(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a document, its headings without their marks, the cells of a row of a table in one."""
    for is_cell, run in groupby(lines, key=lambda line: line.startswith(_CELL)):
        if is_cell:
            yield "｜".join(line.removeprefix(_CELL) for line in run)
        else:
            yield from (line.lstrip("#").strip() for line in run if line.strip())
