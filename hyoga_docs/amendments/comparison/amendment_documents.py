"""A revision of a charter or a roster as documents: the 新旧対照表, and a charter as it will be; written as Word, PDF and text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.comparison_context import comparison_context
from hyoga_docs.amendments.comparison.consolidated_plan import consolidated_plan
from hyoga_docs.amendments.comparison.text_report import report
from hyoga_docs.core.problem import SpecError, has_errors
from hyoga_docs.pipeline.convert import convert_documents, source_of
from hyoga_docs.pipeline.intake import GeneratedIntake, scratch
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.pipeline.output import output_lock, staging, swap_in
from hyoga_docs.pipeline.prepare import fill_documents, template_fonts, template_of
from hyoga_docs.pipeline.review import review_text
from hyoga_docs.plan.model import Document
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.cell_padding import with_padding
from hyoga_docs.word.fill import fill
from hyoga_docs.word.template import DocumentProperties, Template

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hyoga_docs.amendments.comparison.editions import CharterAndRoster, Council
    from hyoga_docs.amendments.comparison.model import ComparisonTable
    from hyoga_docs.core.problem import Problem
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.word.template_context import Context

TABLE = "新旧対照表"


@dataclass(frozen=True)
class DraftDocument:
    """A Word document that is to be handed out, with its lines for reviewers."""

    stem: str
    title: str
    data: bytes
    lines: list[str]
    template: Template


@dataclass(frozen=True)
class DraftRenderer:
    """Makes Word documents of a council as of a state, with the cache of a machine."""

    council: Council
    state: CharterAndRoster
    machine: Machine

    def draft(self, stem: str, name: str, context: Context, title: str, lines: list[str]) -> DraftDocument:
        """The template `name`, filled. Raises SpecError for its mistakes."""
        template, problems = template_of(self.council.paths, name, self.machine.limit)
        if template is None or problems:
            raise SpecError(problems)
        platform = self.council.platform
        padded = with_padding(template, platform.style.comparison.padding)
        properties = DocumentProperties(title, "、".join(platform.organizer), self.state.day)
        return DraftDocument(stem, title, fill(padded, context, properties, {}, stem, self.machine.cache), lines, template)

    def table(self, stem: str, compared: ComparisonTable) -> DraftDocument:
        """The 新旧対照表."""
        house = self.council.platform.style.comparison
        context: Context = {"comparison": comparison_context(compared, house)}
        return self.draft(stem, house.template, context, compared.title, report(compared, house)[1:])


def comparison_drafts(compared: ComparisonTable, council: Council, new: CharterAndRoster, machine: Machine) -> list[DraftDocument]:
    """The 新旧対照表 alone. Raises SpecError for mistakes of its template."""
    return [DraftRenderer(council, new, machine).table(f"01-{TABLE}", compared)]


def consolidated(council: Council, state: CharterAndRoster, machine: Machine) -> list[DraftDocument]:
    """The charter of the day and its annexes, as a packet would print them."""
    plan, problems = consolidated_plan(council, state)
    if has_errors(problems):
        raise SpecError(problems)
    documents = tuple(replace(each, stem=f"{index:02}-{each.stem[3:]}") for index, each in enumerate(plan.documents, 3))
    plan = replace(plan, documents=documents)
    templates: dict[str, Template] = {}
    for name in dict.fromkeys(document.template for document in documents if document.template):
        template, found = template_of(council.paths, name, machine.limit)
        problems += found
        if template is not None and not found:
            templates[name] = template
    made, found = fill_documents(plan, templates, machine.cache)
    problems = [*problems, *found]
    if has_errors(problems):
        raise SpecError(problems)
    return [
        DraftDocument(each.stem, each.title, made[each.key], document_lines(made[each.key]), templates[each.template])
        for each in documents
        if each.template in templates and each.key in made
    ]


def write_drafts(
    drafts: list[DraftDocument], out: Path, machine: Machine, say: Callable[[str], None], tell: Callable[[str], None]
) -> tuple[list[Path], list[Problem]]:
    """Writes the drafts as Word, PDF and text into `out`; gives their paths and what was found in the way. Raises HyogaError.

    `say` is called with what is being done, `tell` with what nobody should miss.
    """
    say("PDF にしています")
    office = open_office(machine)
    of_fonts = template_fonts([draft.template for draft in drafts], office.fonts, office.house_fonts)
    documents = {
        draft.stem: Document(draft.stem, draft.title, template=draft.template.name, place=draft.template.place) for draft in drafts
    }
    with scratch() as folder:
        sources = [source_of(documents[each.stem], each.data, ".docx") for each in drafts]
        converted = convert_documents(sources, office, GeneratedIntake(machine.intake_settings(folder)))
    files: dict[str, bytes | Path] = {}
    for each in drafts:
        files[f"documents/{each.stem}.docx"] = each.data
        files[f"documents/{each.stem}.pdf"] = converted.pdfs[each.stem].pdf
        files[f"review/{each.stem}.md"] = review_text(documents[each.stem], each.lines).encode()
    with output_lock(out, machine.limit, tell), staging(out) as folder:
        found = [*([of_fonts] if of_fonts else []), *swap_in(out, files, folder)]
    return [out / name for name in files if name.endswith(".docx")], found
