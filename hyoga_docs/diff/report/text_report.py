"""What changed, for a terminal: structure first, then each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.visible import visible
from hyoga_docs.diff.model import WordingKind
from hyoga_docs.diff.report.phrases import (
    all_steps,
    difference_phrase,
    kind_phrase,
    numbers_phrase,
    packet_pages,
    page_lines,
    step_line,
    summary_phrase,
    uncompared_lines,
    words_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.comparison.text_report import Paint
    from hyoga_docs.diff.model import Cells, Difference, DocumentChange, WordingChange


def marked(words: str) -> str:
    """How changed words are shown where there is no underline; papers are full of other brackets."""
    return f"《{words}》"


def text_report(differences: Sequence[Difference], paint: Paint = marked) -> list[str]:
    """Lines: what was after `-`, what is now after `+`, changed characters painted."""
    lines: list[str] = []
    for difference in differences:
        lines += ["", *_difference(difference, paint)] if lines else _difference(difference, paint)
    return lines


def _difference(difference: Difference, paint: Paint) -> list[str]:
    called = " → ".join(side.called for side in (difference.old, difference.new) if side is not None)
    lines = [visible(f"{difference.side.title}（{called}）"), f"  {difference_phrase(difference)}"]
    steps = [step_line(step) for step in all_steps(difference)]
    lines += ["", "構成", *(f"  {visible(line)}" for line in steps)] if steps else []
    for change in difference.papers:
        if change.words or change.numbers or (change.pages and change.old and change.new):
            lines += ["", f"{visible(change.paper.name)}　{summary_phrase(change)}{packet_pages(change)}", *_paper(change, paint)]
    return lines


def _paper(change: DocumentChange, paint: Paint) -> Iterator[str]:
    told = ""
    for wording in change.words:
        heading = "　".join(part for part in (kind_phrase(wording.kind), visible(words_place(wording))) if part)
        if heading != told:
            yield f"  {heading}"
        told = heading
        yield from _wording(wording, paint)
    if change.numbers:
        yield f"  番号だけの変更　{visible(numbers_phrase(change))}"
    if not change.only_reflowed:
        yield from (f"  {line}" for line in page_lines(change))
    yield from (f"  {line}" for line in uncompared_lines(change))


def _wording(wording: WordingChange, paint: Paint) -> Iterator[str]:
    if wording.kind is not WordingKind.CHANGED and not (wording.old and wording.new):
        paint = str  # all of it came or went
    if wording.kind is WordingKind.MOVED and wording.old == wording.new:
        yield f"    = {_row(wording.new, paint)}"
        return
    yield from ([f"    - {_row(wording.old, paint)}"] if wording.old else [])
    yield from ([f"    + {_row(wording.new, paint)}"] if wording.new else [])


def _row(cells: Cells, paint: Paint) -> str:
    return " | ".join("".join(paint(visible(text)) if changed else visible(text) for text, changed in cell) for cell in cells)
