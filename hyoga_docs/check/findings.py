"""Findings in texts: told with the words around them, the place, and whom to ask."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_problems import paper_heading
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Fix, Place, Problem, Severity, Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.text.passages import Passage

_BEFORE, _AFTER = 16, 24


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage that is spoken of, from `start` to `end`."""

    checked: CheckedText
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]

    @property
    def where(self) -> str:
        """Where it stands, in short: `3ページ`, `12行`, or the name of the text."""
        place = self.passage.place(self.checked.file, self.start)
        if place.line is not None:
            file = "" if self.checked.kind is TextOrigin.FILE else f"{self.checked.file.rpartition('/')[2]}の"
            return f"{file}{place.line}行"
        page = f"{self.passage.page}ページ" if self.passage.page else ""
        name = self.checked.title if self.checked.kind is not TextOrigin.FILE else ""
        return f"{name}{page}" or self.checked.file


def report(span: Span, code: str, severity: Severity, message: str, hint: str | None = None) -> Problem:
    """A finding in a text. In a paper that somebody else supplied nothing is more than a warning, and they are to be asked."""
    checked, passage = span.checked, span.passage
    quote, caret = excerpt(passage.text, span.start, span.end)
    if checked.kind is TextOrigin.SUPPLIED:
        severity = Severity.WARNING if severity is Severity.ERROR else severity
        hint = f"{hint or ''}（確認先: {checked.document.sender if checked.document else '提出した課'}）"
    place = passage.place(checked.file, span.start)
    document = checked.document.stem if checked.document else None
    return Problem(
        *(severity, code, message, hint, place, quote, document, passage.page, caret, checked.anchor, heading(checked)),
        stretch=_stretch(span),
        cell=passage.cell_name or None,
    )


def report_with_fix(span: Span, code: str, severity: Severity, message: str, right: str, hint: str) -> Problem:
    """A finding whose words can only be these, which `check --fix` writes where the words stand in a YAML file of ours."""
    problem = report(span, code, severity, message, hint)
    place = problem.place
    if span.checked.kind is not TextOrigin.YAML or place is None or place.line is None or place.column is None:
        return problem
    return replace(problem, fix=Fix(place.file, place.line, place.column, span.text, right))


def _stretch(span: Span) -> Stretch | None:
    """Where a stretch is; nothing where its passage was put together for a finding, as a row of a table is."""
    order = span.checked.order(span.passage)
    return None if order < 0 else Stretch(span.checked.file, order, span.start, span.end)


def not_checked(checked: CheckedText, message: str) -> Problem:
    """What of a text was not looked at, because it would take too long (`HD375`)."""
    document, place = checked.document, checked.anchor or Place(checked.file)
    name, stem = (document.file_name, document.stem) if document is not None else (checked.file, None)
    return Problem(
        Severity.WARNING, "HD375", message, "その所は目で確かめてください。", place, name, stem, heading=heading(checked)
    )


def heading(checked: CheckedText) -> str | None:
    """The words that a writing's findings stand under; None where its file's name is enough."""
    document = checked.document
    if document is None or checked.kind in {TextOrigin.YAML, TextOrigin.FILE}:
        return None
    if checked.kind is TextOrigin.SUPPLIED:
        return paper_heading(document)
    return f"{document.name}（{checked.file}）"


def is_within(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch begins and ends inside of one of others, which lie apart and in order."""
    at = bisect_left(stretches, (start,)) - 1
    return at >= 0 and end < stretches[at][1]


def meets(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch has a character in common with one of others, which lie apart and in order."""
    at = bisect_left(stretches, (end,)) - 1
    return at >= 0 and start < stretches[at][1]


def excerpt(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The words around a stretch on one line, and where the stretch is in them."""
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    head = "…" if first else ""
    words = head + text[first:last].replace("\n", " ") + ("…" if last < len(text) else "")
    return words, (start - first + len(head), end - first + len(head))
