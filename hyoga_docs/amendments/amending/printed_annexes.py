"""The annexes of an edition as they are quoted: 別表 and rosters as tables, others by their names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.annex_model import AmendingTable
from hyoga_docs.amendments.amending.annex_sentences import Annex
from hyoga_docs.plan.schedules import PrintedCell, PrintedRow, PrintedSchedule
from hyoga_docs.spec.schedule_grid import CellPosition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.plan.roster import PrintedRoster

_ROSTER = "roster"


def annexes_of(charter: PrintedCharter, roster: PrintedRoster | None, texts: Mapping[str, Sequence[str]]) -> list[Annex]:
    """The 別表 of an edition, and what else is added to it; `texts` are the lines of annexes whose words stand in a template."""
    made = [Annex(each.id, AmendingTable(each, whole=True)) for each in charter.schedules]
    for printed in charter.annexes:
        annex = printed.annex
        named = PrintedSchedule(annex.id, printed.label, (printed.provisions,), annex.title or "", 0, (), (), ())
        if annex.document == _ROSTER and roster is not None:
            table = _roster(named, roster)
            by_template = roster.above or roster.below or roster.category_rows
            made.append(Annex(annex.id, AmendingTable(table, whole=True, template=_ROSTER if by_template else ""), as_a_whole=True))
        else:
            rows = _lines(printed.label, texts.get(annex.id, ()))
            made.append(Annex(annex.id, AmendingTable(replace(named, rows=rows), whole=True, template=annex.document)))
    return made


def _lines(label: str, lines: Sequence[str]) -> tuple[PrintedRow, ...]:
    """The lines of an annex, a row each; its name, which it prints itself, is no part of them."""
    said = [text for line in lines if (text := line.removeprefix(label).strip())]
    return tuple(PrintedRow("", (_cell(row, 0, line),)) for row, line in enumerate(said))


def _roster(named: PrintedSchedule, roster: PrintedRoster) -> PrintedSchedule:
    """A roster as a table, its 区分 merged downwards."""
    headings, *rows = roster.rows()
    category = roster.before if roster.headings[0] else None
    firsts = set(_firsts(roster))
    counts = iter([len(members) for _, members in roster.groups if members])
    printed = []
    for place, row in enumerate(rows):
        cells = [
            _cell(place, column, text, down=next(counts) if column == category else 1)
            for column, text in enumerate(row)
            if column != category or place in firsts
        ]
        printed.append(PrintedRow("", tuple(cells)))
    head = PrintedRow("", tuple(_cell(0, column, text, align="heading") for column, text in enumerate(headings)))
    title = named.title or roster.title
    lines = tuple(("", (text,)) for text in (*roster.above, *roster.below))
    return replace(named, title=title, columns=len(headings), headings=(head,), rows=tuple(printed), notes=lines)


def _firsts(roster: PrintedRoster) -> Iterator[int]:
    """The rows that begin a 区分."""
    place = 0
    for _, members in roster.groups:
        if members:
            yield place
        place += len(members)


def _cell(row: int, column: int, text: str, *, down: int = 1, align: str = "words") -> PrintedCell:
    return PrintedCell(CellPosition(row, column, down), (text,), align)
