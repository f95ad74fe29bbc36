"""The public edition of a prepared meeting: of what is withheld nothing is read, and only what differs is made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.check.intake_problems import intake_rejected
from hyoga_docs.core.problem import Problem, SpecError, has_errors
from hyoga_docs.pdf.intake.records import IntakeRejected
from hyoga_docs.pipeline.intake import IntakeRun, SuppliedPaper, request_for
from hyoga_docs.pipeline.ocr import read_scans
from hyoga_docs.pipeline.papers_to_come import turned_sheets
from hyoga_docs.pipeline.prepare import PreparedMeeting, fill_documents, properties_of, read_templates
from hyoga_docs.plan.public_edition import public_edition
from hyoga_docs.word.label_template import NAME as LABEL
from hyoga_docs.word.label_template import LabelTemplate

if TYPE_CHECKING:
    from hyoga_docs.pipeline.machine import IntakeSettings
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.programs.ocrmypdf import OcrPrograms


def prepare_public(prepared: PreparedMeeting, settings: IntakeSettings, ocr: OcrPrograms | None = None) -> PreparedMeeting:
    """The public edition of a meeting that was prepared and checked whole. Raises SpecError.

    Papers of which some pages are withheld are opened once more, for the others.
    """
    plan = public_edition(prepared.plan)
    templates, problems = read_templates(plan, settings.limit)
    plan = plan.with_stamps({name for name, template in templates.items() if template.prints_label})
    labels = LabelTemplate(templates.pop(LABEL)).filled(plan.stamps, properties_of(plan, LABEL), settings.cache)
    kept = {document.key for document in plan.documents if document.path is not None}
    papers, found = _in_part(prepared, plan, settings, ocr)
    problems += found
    papers |= {key: paper for key, paper in prepared.papers.items() if key in kept and key not in papers}
    print_copies = {key: copy for key, copy in prepared.print_copies.items() if key in kept}
    made, found = fill_documents(plan, templates, settings.cache)
    problems += [problem for problem in found if problem not in prepared.problems]
    if has_errors(problems):
        raise SpecError(problems)
    made |= turned_sheets(plan.documents, made, papers, print_copies)
    digests = {key: digest for key, digest in prepared.digests.items() if key in kept}
    return PreparedMeeting(plan, templates, labels, papers, digests, made, print_copies, tuple(problems))


def _in_part(
    prepared: PreparedMeeting, plan: Plan, settings: IntakeSettings, ocr: OcrPrograms | None
) -> tuple[dict[str, SuppliedPaper], list[Problem]]:
    """The papers that are bound as they are and of which some pages are withheld, by key, without those pages."""
    whole = {document.key: document.pages for document in prepared.plan.documents}
    found = {each.key: each for each in plan.documents if each.key in prepared.papers and each.pages != whole[each.key]}
    orders = {key: request_for(document, prepared.digests[key]) for key, document in found.items()}
    with IntakeRun(orders, prepared.digests, replace(settings, hand_over=None)) as reading:
        answers = reading.answers()
    papers = {key: answer for key, answer in answers.items() if isinstance(answer, SuppliedPaper)}
    problems = [intake_rejected(found[key], each) for key, each in answers.items() if isinstance(each, IntakeRejected)]
    return read_scans(papers, settings, ocr) if ocr is not None else papers, problems
