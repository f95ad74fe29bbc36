"""Findings in texts: told with the words around them, the place, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.check.intake_problems import paper_heading
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity

if TYPE_CHECKING:
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.text.passages import Passage

_BEFORE, _AFTER = 16, 24


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage that is spoken of, from `start` to `end`."""

    writing: CheckedText
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
        place = self.passage.place(self.writing.file, self.start)
        if place.line is not None:
            file = "" if self.writing.kind is TextOrigin.FILE else f"{self.writing.file.rpartition('/')[2]}の"
            return f"{file}{place.line}行"
        page = f"{self.passage.page}ページ" if self.passage.page else ""
        name = self.writing.title if self.writing.kind is not TextOrigin.FILE else ""
        return f"{name}{page}" or self.writing.file


def report(spoken: Span, code: str, severity: Severity, message: str, hint: str | None = None) -> Problem:
    """A finding in a text. In a paper that somebody else supplied nothing is more than a warning, and they are to be asked."""
    writing, passage = spoken.writing, spoken.passage
    quote, caret = excerpt(passage.text, spoken.start, spoken.end)
    if writing.kind is TextOrigin.SUPPLIED:
        severity = Severity.WARNING if severity is Severity.ERROR else severity
        asked = writing.document.supplied_by if writing.document else ""
        hint = f"{hint or ''}（確認先: {asked or '提出した課'}）"
    place = passage.place(writing.file, spoken.start)
    document = writing.document.stem if writing.document else None
    return Problem(code, severity, message, hint, place, quote, document, passage.page, caret, writing.anchor, heading(writing))


def heading(writing: CheckedText) -> str | None:
    """The words that a writing's findings stand under; None where its file's name is enough."""
    document = writing.document
    if document is None or writing.kind in {TextOrigin.YAML, TextOrigin.FILE}:
        return None
    if writing.kind is TextOrigin.SUPPLIED:
        return paper_heading(document)
    return f"{document.name}（{writing.file}）"


def excerpt(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The words around a stretch on one line, and where the stretch is in them."""
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    head = "…" if first else ""
    words = head + text[first:last].replace("\n", " ") + ("…" if last < len(text) else "")
    return words, (start - first + len(head), end - first + len(head))
