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

    from hyoga_docs.spec.roster import Roster
    from hyoga_docs.spec.style import Style

Rows = list[tuple[str, ...]]
_MORE = {"reading": "ふりがな", "honorific": "敬称", "term": "任期"}
_LAST = ("since", "until", "id")


def roster_table(roster: Roster, day: dt.date, style: Style, form: str, *, every: bool = False) -> str:
    """The roster of the day as `text`, `markdown`, `csv` or `json`; with `every`, of all days, with ids and terms."""
    headings, *rows = _every(roster, day) if every else print_roster(roster, day, style).rows()
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
    printed = print_roster(roster, day, style)
    merged = headings.index(printed.headings[0]) if printed.headings[0] in headings else None
    return "\n".join([title, "", *_aligned([headings, *_without_repeats(rows, merged)]), *coming])


def _every(roster: Roster, day: dt.date) -> Rows:
    """The headings and every entry; the category is that of the day, or of the entry's last day."""
    more = [(key, heading) for key, heading in _MORE.items() if any(getattr(each, key) for _, _, each in roster.entries())]
    rows = [("区分", "構成員", "職名", "氏名", "備考", *(heading for _, heading in more), *roster.columns.extra, *_LAST)]
    for _, group, member in roster.entries():
        when = day if member.holds(day) else member.until or member.since or day
        cells = [member.name, member.post, member.person, member.role, *(getattr(member, key) for key, _ in more)]
        cells += [member.extra.get(heading) for heading in roster.columns.extra]
        cells += [str(day) if day else None for day in (member.since, member.until)]
        rows.append((text_on(group.category, when) or "", *(cell or "" for cell in cells), member.id))
    return rows


def _coming(roster: Roster, day: dt.date) -> list[str]:
    """The days after this one on which the roster changes."""
    days = sorted(each for each in roster.amended_on() if each > day)
    return ["", *(f"{each}から変わります（roster diff {each} で見られます）。" for each in days)] if days else []


def _without_repeats(rows: Rows, column: int | None) -> Rows:
    """The rows with a 区分, which stands in a column of theirs, named once."""
    shown, last = [], None
    for row in rows:
        if column is None:
            shown.append(row)
            continue
        shown.append((*row[:column], "" if row[column] == last else row[column], *row[column + 1 :]))
        last = row[column]
    return shown


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    flat = [[" ".join(cell.split("\n")) for cell in row] for row in rows]
    widths = [max(text_width(row[column]) for row in flat) for column in range(len(flat[0]))]
    return ["  ".join(cell + " " * (widths[column] - text_width(cell)) for column, cell in enumerate(row)).rstrip() for row in flat]


def _bar(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |"
