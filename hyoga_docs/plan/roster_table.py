"""The roster as plain tables: for the terminal, for Markdown, csv and programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from hyoga_docs.japanese.width import text_width
from hyoga_docs.plan.roster import print_roster
from hyoga_docs.spec.term import text_on
from hyoga_docs.text.excel.formula_marks import marked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from hyoga_docs.spec.platform import Style
    from hyoga_docs.spec.roster import Roster

Rows = list[tuple[str, ...]]


def roster_table(roster: Roster, day: dt.date, style: Style, form: str, *, every: bool = False) -> str:
    """The roster of the day as `text`, `markdown`, `csv` or `json`; with `every`, of all days, with ids and terms."""
    headings, rows = _every(roster, day) if every else _of_day(roster, day, style)
    if form == "json":
        return json.dumps([dict(zip(headings, row, strict=True)) for row in rows], ensure_ascii=False, indent=2)
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([map(marked, row) for row in (headings, *rows)])
        return out.getvalue().rstrip("\n")
    if form == "markdown":
        return "\n".join([_bar(headings), _bar(["---"] * len(headings)), *map(_bar, rows)])
    when = "すべての任期" if every else f"{style.dates.day(day)}現在、構成員{len(rows)}"
    title = f"{print_roster(roster, day, style).title}（{when}）"
    coming = [] if every else list(_coming(roster, day))
    return "\n".join([title, "", *_aligned([headings, *_without_repeats(rows)]), *coming])


def _of_day(roster: Roster, day: dt.date, style: Style) -> tuple[tuple[str, ...], Rows]:
    printed = print_roster(roster, day, style)
    return printed.headings, [(category, *member.cells) for category, members in printed.groups for member in members]


def _every(roster: Roster, day: dt.date) -> tuple[tuple[str, ...], Rows]:
    """Every entry; the category is that of the day, or of the entry's last day."""
    headings = ("区分", "構成員", "職名", "氏名", "備考", "since", "until", "id")
    rows = []
    for _, group, member in roster.entries():
        when = day if member.holds(day) else member.until or member.since or day
        cells = (member.name, member.post, member.person, member.role, member.since, member.until, member.id)
        rows.append((text_on(group.category, when) or "", *(str(cell) if cell is not None else "" for cell in cells)))
    return headings, rows


def _coming(roster: Roster, day: dt.date) -> list[str]:
    """The days after this one on which the roster changes."""
    days = sorted(each for each in roster.amended_on() if each > day)
    return ["", *(f"{each}から変わります（roster diff {each} で見られます）。" for each in days)] if days else []


def _without_repeats(rows: Rows) -> Rows:
    """The rows with a 区分 named once."""
    shown, last = [], None
    for row in rows:
        shown.append(("" if row[0] == last else row[0], *row[1:]))
        last = row[0]
    return shown


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    flat = [[" ".join(cell.split("\n")) for cell in row] for row in rows]
    widths = [max(text_width(row[column]) for row in flat) for column in range(len(flat[0]))]
    return ["  ".join(cell + " " * (widths[column] - text_width(cell)) for column, cell in enumerate(row)).rstrip() for row in flat]


def _bar(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |"
