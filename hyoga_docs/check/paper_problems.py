"""Problems of a paper: how it is called in them, which of its pages, and which characters."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.plan.model import Document, Plan

_OF_FILES = ("HD102", "HD103", "HD3", "HD5", "HD6")  # codes of what is wrong with a paper's file, or with its pages


def paper_problem(document: Document, severity: Severity, code: str, message: str, hint: str, quote: str = "") -> Problem:
    """A problem of a paper where the meeting's file names it; its file's name is quoted where nothing else is."""
    words = quote or document.file_name
    return Problem(severity, code, message, hint, document.place, words, document.stem, heading=paper_heading(document))


def paper_heading(document: Document) -> str | None:
    """The words that a paper's findings stand under: `資料３　市町村プラットフォームについて（municipal.pdf）`."""
    if not document.stem:
        return None  # a file that is checked alone
    return f"{document.name}（{document.file_name}）"


def readable_characters(characters: str) -> str:
    """Characters for a message; one of no look of its own, as 外字 are, by its number."""
    return "".join(f"［U+{ord(each):04X}］" if unicodedata.category(each).startswith("C") else each for each in characters)


def page_ranges(pages: Sequence[int]) -> str:
    """`1～3、7`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "、".join(str(first) if first == last else f"{first}～{last}" for first, last in runs)


def by_paper(problems: Iterable[Problem], plan: Plan) -> list[Problem]:
    """The problems in the order of the packet; what was found in a paper's file stands under the paper, not under the YAML."""
    papers = {document.place: document for document in plan.documents if document.path is not None and document.stem}
    order = {document.stem: index for index, document in enumerate(plan.documents, 1)}
    told = []
    for problem in problems:
        paper = papers.get(problem.place) if problem.place is not None and problem.code.startswith(_OF_FILES) else None
        told.append(problem if paper is None else replace(problem, document=paper.stem, heading=paper_heading(paper)))
    return sorted(told, key=lambda problem: order.get(problem.document or "", 0))
