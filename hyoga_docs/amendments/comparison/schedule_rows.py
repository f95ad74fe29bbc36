"""The 別表 and 別紙 of two editions of a charter: what came, went or changed, told row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.charter_table import (
    ComparisonRow,
    ProvisionLine,
    changed_row,
    paragraph_rows,
    rows_alone,
)
from hyoga_docs.amendments.comparison.provisions import Paragraph
from hyoga_docs.plan.rich_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.printed_charter import PrintedAnnex, PrintedCharter
    from hyoga_docs.plan.schedules import PrintedCell, PrintedRow, PrintedSchedule
    from hyoga_docs.spec.style import Comparison

_BETWEEN = "｜"
_NOTE = "備考　"


def compare_schedules(old: PrintedCharter, new: PrintedCharter, house: Comparison) -> list[ComparisonRow]:
    """The rows for 別表 and 別紙; none where all of them stayed."""
    before, after = ({each.id: each for each in charter.schedules} for charter in (old, new))
    rows: list[ComparisonRow] = []
    for name in [*before, *(name for name in after if name not in before)]:
        rows += _schedule(before.get(name), after.get(name), house)
    rows += _annexes(old.annexes, new.annexes, house)
    return rows if any(row.kind != "same" for row in rows) else []


def _schedule(old: PrintedSchedule | None, new: PrintedSchedule | None, house: Comparison) -> Iterator[ComparisonRow]:
    if old is None or new is None:
        only = new or old
        if only is not None:
            lines = [ProvisionLine("schedule", 1, ((_heading(only), True),))]
            lines += [ProvisionLine("body", 1, ((each.text, True),)) for each in _paragraphs(only, shapes=False)]
            yield from rows_alone("removed", lines, house.removed) if new is None else rows_alone("added", lines, house.added)
        return
    shapes = _paragraphs(old, shapes=False) == _paragraphs(new, shapes=False)  # where the words stayed, merged cells are told
    one, other = _paragraphs(old, shapes=shapes), _paragraphs(new, shapes=shapes)
    if one == other and house.omitted:
        left_out = [ProvisionLine("schedule", 1, ((f"{_heading(each)}　{house.omitted}", False),)) for each in (new, old)]
        if _heading(old) == _heading(new):
            yield ComparisonRow("same", left_out[0], left_out[1])
            return
    yield _beside(_heading(old), _heading(new))
    yield from paragraph_rows((one, 1), (other, 1), house)


def _beside(old: str, new: str) -> ComparisonRow:
    if old != new:
        return changed_row(Paragraph("schedule", "", old), Paragraph("schedule", "", new), 1)
    line = ProvisionLine("schedule", 1, ((new, False),))
    return ComparisonRow("same", line, line)


def _heading(schedule: PrintedSchedule) -> str:
    return schedule.label + plain_text(schedule.provisions) + (f"　{schedule.title}" if schedule.title else "")


def _paragraphs(schedule: PrintedSchedule, *, shapes: bool) -> list[Paragraph]:
    """The rows and the notes of a 別表, a paragraph each; with `shapes`, how far each cell goes."""
    rows = [_row(row, shapes=shapes) for row in (*schedule.headings, *schedule.rows)]
    unit = [f"単位：{schedule.unit}"] if schedule.unit else []
    notes = [_NOTE + (f"{number}　" if number else "") + plain_text(text) for number, text in schedule.notes]
    return [Paragraph("body", "", text) for text in (*unit, *rows, *notes)]


def _row(row: PrintedRow, *, shapes: bool) -> str:
    return _BETWEEN.join(_cell(cell, shapes=shapes) for cell in row.cells)


def _cell(cell: PrintedCell, *, shapes: bool) -> str:
    words, position = " ".join(plain_text(cell.text).split("\n")), cell.position
    ways = ((position.down, "下へ{}行"), (position.across, "右へ{}列"))
    return words + "".join(f"（{how.format(count)}）" for count, how in ways if shapes and count > 1)


def _annexes(old: Sequence[PrintedAnnex], new: Sequence[PrintedAnnex], house: Comparison) -> Iterator[ComparisonRow]:
    """The annexes that came, went, or have another name, title or template; the members of a roster are compared elsewhere."""
    before, after = ({each.annex.id: each for each in annexes} for annexes in (old, new))
    for name in [*before, *(name for name in after if name not in before)]:
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            only = now or was
            lines = [ProvisionLine("schedule", 1, ((_annex(only), True),))] if only else []
            yield from rows_alone("removed", lines, house.removed) if now is None else rows_alone("added", lines, house.added)
            continue
        template = was.annex.document != now.annex.document
        if template or _annex(was) != _annex(now):
            yield _beside(_annex(was, template=template), _annex(now, template=template))


def _annex(printed: PrintedAnnex, *, template: bool = False) -> str:
    annex = printed.annex
    title = annex.title or ("名簿" if annex.document == "roster" else "")
    named = f"（{annex.document}.docx）" if template else ""
    return printed.label + printed.provisions + (f"　{title}" if title else "") + named
