"""Findings in texts: told with the words around them, the place, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_problems import paper_heading
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity

if TYPE_CHECKING:
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
    return Problem(severity, code, message, hint, place, quote, document, passage.page, caret, checked.anchor, heading(checked))


def heading(checked: CheckedText) -> str | None:
    """The words that a writing's findings stand under; None where its file's name is enough."""
    document = checked.document
    if document is None or checked.kind in {TextOrigin.YAML, TextOrigin.FILE}:
        return None
    if checked.kind is TextOrigin.SUPPLIED:
        return paper_heading(document)
    return f"{document.name}（{checked.file}）"


def excerpt(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The words around a stretch on one line, and where the stretch is in them."""
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    head = "…" if first else ""
    words = head + text[first:last].replace("\n", " ") + ("…" if last < len(text) else "")
    return words, (start - first + len(head), end - first + len(head))
