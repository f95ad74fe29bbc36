"""Each document as text for a pull request to diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.visible import visible_lines
from hyoga_docs.text.readers.review_lines import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.model import Document


def review_text(document: Document, lines: Sequence[str]) -> str:
    """`review/NN-name.md`: the label and title, then the lines."""
    return visible_lines(tidied([f"# {document.name}", "", *lines]))


def page_text(pages: Sequence[Sequence[str]], alts: Sequence[str]) -> list[str]:
    """The lines of a supplied paper under the number of each of its own pages; `alts` say what pages without text show."""
    done: list[str] = []
    words = iter(alts)
    for number, lines in enumerate(pages, 1):
        done += ["", f"## {number}ページ", "", *(lines or [f"（図）{alt}" if (alt := next(words, "")) else NO_TEXT])]
    return done


def tidied(lines: Sequence[str]) -> str:
    """One empty line at the most between others, and a line's end at the end."""
    done: list[str] = []
    for line in lines:
        if line or (done and done[-1]):
            done.append(line)
    while done and not done[-1]:
        done.pop()
    return "\n".join(done) + "\n"
