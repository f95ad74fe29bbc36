"""A comparison in plain lines, for the terminal and for reviewers: what changed is put in brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from hyoga_docs.core.visible import visible

if TYPE_CHECKING:
    from hyoga_docs.amendments.comparison.model import ComparisonTable
    from hyoga_docs.amendments.comparison.roster_table import Cells, RosterTable
    from hyoga_docs.spec.style import Comparison
    from hyoga_docs.text.diff import Runs

Paint: TypeAlias = Callable[[str], str]


def bracketed(words: str) -> str:
    """How changed words are shown where there is no underline."""
    return f"［{words}］"


def report(compared: ComparisonTable, house: Comparison, paint: Paint = bracketed) -> list[str]:
    """Lines: what stays after two blanks, what was after `-`, what is now after `+`."""
    lines = [visible(compared.title), visible(f"- {house.old}"), visible(f"+ {house.new}"), ""]
    for row in compared.rows:
        remark = visible(f"　（{row.remark}）") if row.remark and house.remarks else ""
        if row.kind == "same" and row.new is not None:
            lines.append("  " + _words(row.new.runs, paint))
            continue
        lines += [f"- {_words(row.old.runs, paint)}"] if row.old is not None else []
        lines += [f"+ {_words(row.new.runs, paint)}{remark}"] if row.new is not None else []
    if compared.roster is not None:
        lines += [*([""] if compared.rows else []), visible(compared.heading)] if compared.heading else []
        lines += _members(compared.roster, paint)
    return lines


def _members(table: RosterTable, paint: Paint) -> Iterator[str]:
    for new, old in table.texts:
        yield from ([f"- {_words(old, paint)}"] if old else [])
        yield from ([f"+ {_words(new, paint)}"] if new else [])
    if table.new_headings != table.old_headings:
        yield f"- {_row(table.headings(new=False), paint)}"
        yield f"+ {_row(table.headings(new=True), paint)}"
    for group in table.groups:
        if group.same:
            yield f"  {_words(group.new, paint)}　{_row(group.rows[0].new, paint)}"
            continue
        if not (group.new or group.old) or not (table.new_headings[0] or table.old_headings[0]):
            pass
        elif group.new == group.old:
            yield f"  {_words(group.new, paint)}"
        else:
            yield from ([f"- {_words(group.old, paint)}"] if group.old else [])
            yield from ([f"+ {_words(group.new, paint)}"] if group.new else [])
        for row in group.rows:
            if row.kind == "same":
                yield f"    {_row(row.new, paint)}"
                continue
            yield f"-   {_row(row.old, paint)}"
            yield f"+   {_row(row.new, paint)}"


def _row(cells: Cells, paint: Paint) -> str:
    return " | ".join(_words(runs, paint) for runs in cells).rstrip(" |")


def _words(runs: Runs, paint: Paint) -> str:
    return "".join(paint(visible(text)) if changed else visible(text) for text, changed in runs)
