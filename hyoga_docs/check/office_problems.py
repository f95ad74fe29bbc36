"""What an Office file holds that is not printed as it stands there, or that its owner may not want printed (`HD35x`, `HD5xx`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.check.intake_problems import paper_heading
from hyoga_docs.core.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.resolve import Document
    from hyoga_docs.text.ooxml.print_copy.records import OfficeFinding

#: How serious each finding is, what is said of it ({words}, {where}), and what to do ({who} has the file).
_FOUND: dict[str, tuple[Severity, str, str]] = {}


def office_problems(document: Document, findings: Sequence[OfficeFinding]) -> list[Problem]:
    """Findings in an Office file, for the reader."""
    who = document.supplied_by or "提出した課"
    problems = []
    for finding in findings:
        severity, message, hint = _FOUND[finding.code]
        said = {"words": finding.words, "where": finding.where, "who": who}
        name = document.path.name if document.path else document.title
        quote = f"{name}: {finding.where}" if finding.where else name
        problems.append(
            Problem(
                severity,
                finding.code,
                message.format(**said),
                hint.format(**said),
                document.place,
                quote,
                document.stem,
                heading=paper_heading(document),
            )
        )
    return problems
