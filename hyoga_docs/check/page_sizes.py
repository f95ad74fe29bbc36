"""Supplied papers once they have been opened: their sizes, directions, page numbers, weight, and days (`HD34x`)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_problems import page_ranges, paper_problem
from hyoga_docs.check.paper_steps import paper_step
from hyoga_docs.core.problem import Problem, Severity, warning
from hyoga_docs.japanese.numerals import half_width
from hyoga_docs.plan.paper_size import on_a4, size_name
from hyoga_docs.spec.workspace import walk_papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.pdf.intake.records import IntakeResult
    from hyoga_docs.plan.model import Document, Plan
    from hyoga_docs.plan.paper_size import FittedPage

_TOLERANCE = 9  # points; a scanner is not exact
_LARGEST = 30_000_000  # bytes; what mail systems of prefectures do not let through
_OWN_NUMBER = re.compile(r"[-－―‐–—\s(（]*([0-9０-９]{1,3})[-－―‐–—\s)）]*(?:[/／][ 　]*[0-9０-９]{1,3})?(?:[ 　]*(?:ページ|頁))?")


def check_papers(plan: Plan, taken: Mapping[str, IntakeResult], context: CheckContext) -> list[Problem]:
    """Every opened paper; `taken` holds them by the key of their document."""
    problems: list[Problem] = []
    for document in plan.documents:
        with paper_step(document, "用紙の大きさの点検", problems):
            if document.key in taken:
                problems += check_sizes(document, taken[document.key].sizes, plan)
                problems += _own_numbers(document, taken[document.key].text, plan)
            if document.path is not None and document.template is None:
                problems += _weight(document)
    return [*problems, *_days(plan, context)]


def check_sizes(document: Document, sizes: Sequence[tuple[float, float]], plan: Plan) -> list[Problem]:
    """The sizes of a supplied paper's pages, in points; of an Office file they are known when it has been converted."""
    if plan.workspace.platform.style.pages.supplied == "keep":
        return list(_pages(document, sizes))
    fitted = [on_a4(*size) for size in sizes]
    now = [(page.width, page.height) if page else size for page, size in zip(fitted, sizes, strict=True)]
    return [*_fitted(document, sizes, fitted), *_pages(document, now)]


def _fitted(document: Document, sizes: Sequence[tuple[float, float]], fitted: Sequence[FittedPage | None]) -> Iterator[Problem]:
    """Pages that are put onto A4."""
    pages = [number for number, page in enumerate(fitted, 1) if page is not None]
    if pages:
        names = "、".join(dict.fromkeys(size_name(*size) for size, page in zip(sizes, fitted, strict=True) if page is not None))
        scales = sorted({round(page.scale * 100) for page in fitted if page is not None})
        scale = f"{scales[0]}％" if len(scales) == 1 else f"{scales[0]}～{scales[-1]}％"
        message = f"{names}のページを A4 に収めます（{page_ranges(pages)}ページ、{scale}）。"
        hint = f"字が小さくなりすぎないか確かめ、要るなら{document.sender}に A4 で作り直してもらってください。"
        yield paper_problem(document, Severity.NOTE, "HD348", message, hint)


def _pages(document: Document, sizes: Sequence[tuple[float, float]]) -> Iterator[Problem]:
    """Pages of another size than the others of a paper, and pages that lie among those that stand."""
    if not sizes:
        return
    names = [size_name(*size) for size in sizes]
    usual = Counter(names).most_common(1)[0][0]
    others = [number for number, name in enumerate(names, 1) if name != usual]
    if usual != "A4" or others:
        said = "、".join(
            f"{name}が{page_ranges([n for n, each in enumerate(names, 1) if each == name])}ページ" for name in dict.fromkeys(names)
        )
        message = f"用紙の大きさが{'ページによって違います' if others else 'A4ではありません'}（{said}）。"
        hint = f"印刷するときの用紙を確かめ、要るなら{document.sender}に A4 で作り直してもらってください。"
        if any(on_a4(*size) for size in sizes):
            hint += "platform.yaml の style に「pages: {supplied: fit}」と書けば、A4 に収めます。"
        yield paper_problem(document, Severity.NOTE, "HD342", message, hint)
    lying = [number for number, (width, height) in enumerate(sizes, 1) if width > height + _TOLERANCE]
    if lying and len(lying) * 2 < len(sizes):
        message = f"縦のページの中に、横のページがあります（{page_ranges(lying)}ページ）。"
        yield paper_problem(document, Severity.NOTE, "HD343", message, "綴じる側と向きを確かめてください。")


def _own_numbers(document: Document, text: Sequence[Sequence[str]], plan: Plan) -> Iterator[Problem]:
    """Page numbers that a paper prints itself, beside which the packet's would stand."""
    if plan.workspace.platform.style.page_numbers.format is None or not document.page_numbers:
        return
    found = {
        page: int(half_width(match[1]))
        for page, lines in enumerate(text, 1)
        for line in (*lines[:1], *lines[-2:])
        if (match := _OWN_NUMBER.fullmatch(line))
    }
    steps = Counter(number - page for page, number in found.items())
    if not steps:
        return
    step, count = steps.most_common(1)[0]
    if count >= max(2, len(text) * 0.5):
        first, last = min(n for p, n in found.items() if n - p == step), max(n for p, n in found.items() if n - p == step)
        message = f"資料が自分のページ番号（{first}～{last}）を印刷しています。冊子の通し番号と並びます。"
        hint = f"{document.sender}に番号を消してもらうか、この資料に「page_numbers: false」と書いてください。"
        yield paper_problem(document, Severity.NOTE, "HD344", message, hint)


def _weight(document: Document) -> Iterator[Problem]:
    size = document.path.stat().st_size if document.path else 0
    if size > _LARGEST:
        message = f"ファイルが大きすぎます（{size / 1_000_000:.0f}MB）。冊子をメールで送れないことがあります。"
        hint = f"{document.sender}に、図を軽くして作り直してもらってください（{_LARGEST // 1_000_000}MB まで）。"
        yield paper_problem(document, Severity.WARNING, "HD345", message, hint)


def _days(plan: Plan, context: CheckContext) -> Iterator[Problem]:
    """Papers that have not come by the day that was agreed, and days that are agreed for after the meeting."""
    workspace = plan.workspace
    for path, paper in walk_papers(workspace.meeting):
        if paper.due is None or paper.file or paper.document:
            continue
        place = workspace.place("meeting", *path, "due")
        title = paper.title or ""
        who = paper.supplied_by or "提出する課"
        if context.today is not None and paper.due < context.today <= workspace.meeting.date:
            late = (context.today - paper.due).days
            message = f"「{title}」の約束の日（{paper.due.month}月{paper.due.day}日）を{late}日過ぎています。"
            yield warning("HD346", message, hint=f"{who}に確かめてください。", place=place, quote=title)
        elif paper.due >= workspace.meeting.date:
            message = f"「{title}」の約束の日（{paper.due.month}月{paper.due.day}日）は、会議の日より前ではありません。"
            yield warning("HD347", message, hint="due を会議の前の日にしてください。", place=place, quote=title)
