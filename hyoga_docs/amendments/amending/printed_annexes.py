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
            table = AmendingTable(_roster(named, roster), whole=True, above=len(roster.above))
            made.append(Annex(annex.id, table, as_a_whole=True))
        else:
            rows = _lines(printed.label, texts.get(annex.id, ()))
            made.append(Annex(annex.id, AmendingTable(replace(named, rows=rows), whole=True, template=annex.document)))
    return made


def _lines(label: str, lines: Sequence[str]) -> tuple[PrintedRow, ...]:
    """The lines of an annex, a row each; its name, which it prints itself, is no part of them."""
    said = [text for line in lines if (text := line.removeprefix(label).strip())]
    return tuple(PrintedRow("", (_cell(row, 0, line),)) for row, line in enumerate(said))


def _roster(named: PrintedSchedule, roster: PrintedRoster) -> PrintedSchedule:
    """A roster as a table, its 区分 merged downwards, or each in a row of its own."""
    shown = replace(roster, headings=("", *roster.headings[1:])) if roster.category_rows else roster
    headings, *members = shown.rows()
    rows = tuple(PrintedRow("", tuple(cells)) for cells in _roster_rows(shown, members))
    head = PrintedRow("", tuple(_cell(0, column, text, align="heading") for column, text in enumerate(headings)))
    title = named.title or roster.title
    lines = tuple(("", (text,)) for text in (*roster.above, *roster.below))
    return replace(named, title=title, columns=len(headings), headings=(head,), rows=rows, notes=lines)


def _roster_rows(roster: PrintedRoster, members: Sequence[Sequence[str]]) -> Iterator[list[PrintedCell]]:
    """The rows of the table; `members` are those of the roster, in order."""
    row, left = 0, iter(members)
    for category, those in roster.groups:
        if roster.category_rows and category:
            yield [_cell(row, 0, category, across=len(roster.headings) - 1)]
            row += 1
        for nth, _ in enumerate(those):
            cells = [_cell(row, column, text) for column, text in enumerate(next(left))]
            if roster.headings[0]:
                merged = [_cell(row, roster.before, category, down=len(those))] if nth == 0 else []
                cells[roster.before : roster.before + 1] = merged
            yield cells
            row += 1


def _cell(row: int, column: int, text: str, *, down: int = 1, across: int = 1, align: str = "words") -> PrintedCell:
    return PrintedCell(CellPosition(row, column, down, across), (text,), align)
