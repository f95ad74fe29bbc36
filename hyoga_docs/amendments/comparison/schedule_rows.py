"""The 別表 of two editions of a charter: what came, went or changed, told row by row, each row beside what it was."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.charter_table import (
    ComparisonRow,
    ProvisionLine,
    changed_row,
    paragraph_rows,
    rows_alone,
)
from hyoga_docs.amendments.comparison.provisions import Paragraph
from hyoga_docs.amendments.comparison.schedule_pairs import SchedulePair, SideRows, row_alone
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.text.diff_sequences import most_in_order, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hyoga_docs.amendments.comparison.provisions import Places
    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.plan.schedules import PrintedSchedule
    from hyoga_docs.spec.style import Comparison

_NOTES = "備考"


def compare_schedules(old: PrintedCharter, new: PrintedCharter, house: Comparison, places: Places = None) -> list[ComparisonRow]:
    """The rows for 別表; none where all of them stayed."""
    before, after = ({each.id: each for each in charter.schedules} for charter in (old, new))
    rows = [row for name in in_order(before, after) for row in _schedule(before.get(name), after.get(name), house, places)]
    return rows if any(row.kind != "same" for row in rows) else []


def in_order(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """The names of both, in the order of the new ones; those that are gone stand where they stood."""
    before, after = [*old], [*new]
    pairs = most_in_order([(before.index(name), index) for index, name in enumerate(after) if name in before])
    places = side_by_side(pairs, len(before), len(after))
    names = [after[j] if j is not None else before[i or 0] for i, j in places]
    return [name for (_, j), name in zip(places, names, strict=True) if j is not None or name not in after]


def _schedule(
    old: PrintedSchedule | None, new: PrintedSchedule | None, house: Comparison, places: Places
) -> Iterator[ComparisonRow]:
    if old is None or new is None:
        only = new or old
        if only is not None:
            lines = [ProvisionLine("schedule", 1, ((_heading(only), True),)), *_whole(only)]
            yield from rows_alone("removed", lines, house.removed) if new is None else rows_alone("added", lines, house.added)
        return
    rows = [
        *paragraph_rows((_unit(old), 1), (_unit(new), 1), house.model_copy(update={"omitted": None})),
        *_table(SchedulePair(old, new, places), house),
        *_note_rows(old, new, house, places),
    ]
    if house.omitted and all(row.kind == "same" for row in rows):
        sides = [ProvisionLine("schedule", 1, ((f"{_heading(each)}　{house.omitted}", False),)) for each in (new, old)]
        if _heading(old) == _heading(new):
            yield ComparisonRow("same", sides[0], sides[1])
            return
        rows = rows[:1]
    yield heading_row(_heading(old), _heading(new))
    yield from rows


def heading_row(old: str, new: str) -> ComparisonRow:
    """What a 別表 or 別紙 is called, on both sides."""
    if old != new:
        return changed_row(Paragraph("schedule", "", old), Paragraph("schedule", "", new), 1)
    line = ProvisionLine("schedule", 1, ((new, False),))
    return ComparisonRow("same", line, line)


def _heading(schedule: PrintedSchedule) -> str:
    return schedule.label + plain_text(schedule.provisions) + (f"　{schedule.title}" if schedule.title else "")


def _unit(schedule: PrintedSchedule) -> list[Paragraph]:
    return [Paragraph("body", "", f"（単位：{schedule.unit}）")] if schedule.unit else []


def _notes(schedule: PrintedSchedule, *, several: bool) -> list[Paragraph]:
    """The 備考 of a 別表, each with what is printed before it: its number where there are `several`, below their heading."""
    paths = schedule.note_paths or ((),) * len(schedule.notes)
    return [
        Paragraph("body", f"{number}　" if number else "" if several else f"{_NOTES}　", plain_text(text), path)
        for (number, text), path in zip(schedule.notes, paths, strict=True)
    ]


def _note_rows(old: PrintedSchedule, new: PrintedSchedule, house: Comparison, places: Places) -> Iterator[ComparisonRow]:
    several = max(len(old.notes), len(new.notes)) > 1
    before, after = (_notes(each, several=several) for each in (old, new))
    if several and (before != after or not house.omitted):
        was, now = ([Paragraph("body", "", _NOTES)] if each.notes else [] for each in (old, new))
        yield from paragraph_rows((was, 1), (now, 1), house.model_copy(update={"omitted": None}))
    yield from paragraph_rows((before, 1), (after, 1), house, places)


def _whole(schedule: PrintedSchedule) -> Iterator[ProvisionLine]:
    """A 別表 that one edition has, without its heading."""
    yield from (ProvisionLine("body", 1, ((each.text, True),)) for each in _unit(schedule))
    yield from (row_alone(row, schedule.columns) for row in (*schedule.headings, *schedule.rows))
    several = len(schedule.notes) > 1
    notes = [*([Paragraph("body", "", _NOTES)] if several else []), *_notes(schedule, several=several)]
    yield from (ProvisionLine("body", 1, ((each.mark + each.text, True),)) for each in notes)


def _table(pair: SchedulePair, house: Comparison) -> Iterator[ComparisonRow]:
    """The table of a 別表: its headings and the rows that changed; between them what stayed, as （略）."""
    if house.omitted and not pair.changed:
        line = ProvisionLine("body", 1, ((house.omitted, False),))
        yield ComparisonRow("same", line, line)
        return
    shown = pair.shown() if house.omitted else set(range(len(pair.rows)))
    sides = SideRows(pair.new.columns), SideRows(pair.old.columns)
    kinds: list[str] = []
    for is_shown, run in groupby(range(len(pair.rows)), key=lambda index: index in shown):
        if not is_shown:
            for side in sides:
                side.leave_out(house.omitted or "")
            kinds.append("same")
        for index in run if is_shown else ():
            kinds.append(pair.kinds[index])
            sides[0].add(pair.rows[index][1], pair.runs(index, new=True), pair.shapes(index, new=True), house.removed)
            sides[1].add(pair.rows[index][0], pair.runs(index, new=False), pair.shapes(index, new=False), house.added)
    for kind, new, old in zip(kinds, sides[0].lines(), sides[1].lines(), strict=True):
        yield ComparisonRow(kind, new, old)
