"""What is written of who may see something, and means nothing or cannot be done (`HD176`, `HD177`)."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from hyoga_docs.check.intake_problems import no_such_page
from hyoga_docs.core.problem import Problem, error
from hyoga_docs.pdf.intake.page_ranges import WITHOUT, choose_pages
from hyoga_docs.plan.agenda import flat
from hyoga_docs.spec.formats import Opened, is_opened
from hyoga_docs.spec.workspace import walk_papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyoga_docs.core.problem import Place
    from hyoga_docs.pdf.intake.records import IntakeResult
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.publication import Publication


def check_publication(plan: Plan) -> list[Problem]:
    """Reasons for withholding what is not withheld, and pages of what has none."""
    problems = []
    for place, publication, has_pages in _written(plan):
        if publication.pages and not has_pages:
            message = "公開しないページは、PDF や Word など、ページのある file の資料に書きます。"
            hint = "みな公開しないなら「public: false」と書いてください。"
            problems.append(error("HD177", message, place=place, quote=f"pages: {publication.pages}", hint=hint))
        elif publication.public and not publication.pages and (publication.reason or publication.title):
            hint = "公開しないなら public: false を書き足し、公開するなら reason と title を消してください。"
            message = "「public: false」も pages もないので、このままでは公開されます。"
            quote = publication.reason or publication.title
            problems.append(error("HD177", message, place=place, quote=quote, hint=hint))
    return problems


def _written(plan: Plan) -> Iterator[tuple[Place, Publication, bool]]:
    """Each thing that may be withheld: where that is written, how, and whether it has pages."""
    workspace = plan.workspace
    for path, paper in walk_papers(workspace.meeting):
        has_pages = paper.file is not None and not is_opened(PurePath(paper.file).suffix, Opened.TABLE)
        yield workspace.place("meeting", *path, "public"), paper.public, has_pages
    for line in flat(plan.agenda):
        yield workspace.place("meeting", *line.path, "public"), line.publication, False
    for index, annex in enumerate(workspace.charter.annexes if workspace.charter else ()):
        yield workspace.place("charter", "annexes", index, "public"), annex.public, False


def check_withheld_pages(plan: Plan, taken: Mapping[str, IntakeResult]) -> list[Problem]:
    """Pages to be withheld that the papers which were taken in do not have, or that are all of theirs."""
    problems = []
    for document in plan.documents:
        pages, known = document.publication.pages, taken.get(document.key)
        if pages and known is not None:
            asked = f"{document.pages or ''}{WITHOUT}{pages}"
            if choose_pages(asked, known.source_pages) is None:
                problems.append(no_such_page(document, known.source_pages, asked))
    return problems
