"""What the templates of the 新旧対照表 can print. templates/README.md lists it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from hyoga_docs.plan.rich_text import Styled, Text, Underlined
from hyoga_docs.word.marked_text import joined, mark, schedule_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.comparison.charter_table import ComparisonRow, ProvisionLine
    from hyoga_docs.amendments.comparison.model import ComparisonTable
    from hyoga_docs.amendments.comparison.roster_table import Cells, GroupRows, RosterTable
    from hyoga_docs.spec.style import Comparison
    from hyoga_docs.text.diff import Runs
    from hyoga_docs.word.template_context import Context

_LEVELS = "０１２３４５"
_DEEPEST = 5
_STYLES = {"heading": "対照項", "schedule": "対照項", "text": "対照項", "note": "対照項", "bullet": "対照箇条"}
_STYLES |= dict.fromkeys(("body", "preamble"), "対照本文")
#: In a charter in articles an article and its 項 begin at the edge, 号 one level in.
_STYLES |= dict.fromkeys(("contents", "chapter", "caption", "article", "paragraph", "item"), "対照項")
_OWN = {"title": "対照題名", "supplement": "対照附則"}


def comparison_context(compared: ComparisonTable, house: Comparison) -> Context:
    """The value `comparison` of the templates; left and right by the house's order."""
    left, right = (house.new, house.old) if house.order == "new-first" else (house.old, house.new)
    tables: list[Context] = []
    return {
        "title": compared.title,
        "lead": house.lead or "",
        "left_heading": left,
        "right_heading": right,
        "remarks": house.remarks or "",
        "rows": [
            row for in_table, run in groupby(compared.rows, _is_of_table) for row in _rows([*run], tables, house, in_table=in_table)
        ],
        "schedules": tables,
        "roster": _roster(compared.roster, compared.heading, house) if compared.roster else {},
    }


def _is_of_table(row: ComparisonRow) -> bool:
    return any(line is not None and line.cells for line in (row.new, row.old))


def _rows(rows: Sequence[ComparisonRow], tables: list[Context], house: Comparison, *, in_table: bool) -> list[Context]:
    """Rows as the template prints them; those of a 別表 are one, with a table on each side."""
    if not in_table:
        return [{**_sides(_line(row.new), _line(row.old), house), "remark": row.remark} for row in rows]
    new, old = ([line for line in lines if line is not None] for lines in ([row.new for row in rows], [row.old for row in rows]))
    orientation = None if _may_turn(house) else "portrait"
    after, before = (_marked(_table(*lines, orientation), tables) for lines in ((new, old), (old, new)))
    return [{**_sides(after, before, house), "remark": ""}]


def _may_turn(house: Comparison) -> bool:
    """Whether the house left it to us which way the pages lie."""
    return not {"template", "amendment"} & house.model_fields_set


def _marked(table: Context, tables: list[Context]) -> str:
    """The mark in whose place a table is laid out."""
    if not table:
        return ""
    tables.append(table)
    return schedule_mark("table", len(tables) - 1)


def _table(lines: Sequence[ProvisionLine], beside: Sequence[ProvisionLine], orientation: str | None) -> Context:
    """The rows of one side as a table, as wide and as high as that of the other side where it has the same columns."""
    if not lines:
        return {}
    alike = beside if beside and beside[0].columns == lines[0].columns else []
    return {
        "columns": lines[0].columns,
        "headings": [],
        "rows": [_row(line) for line in lines],
        "beside": [_row(line) for line in alike],
        "orientation": orientation,
    }


def _row(line: ProvisionLine) -> list[Context]:
    return [{**vars(cell), "text": mark(_text(cell.runs))} for cell in line.cells]


def _sides(new: Any, old: Any, house: Comparison) -> Context:
    return {"left": new, "right": old} if house.order == "new-first" else {"left": old, "right": new}


def _line(line: ProvisionLine | None) -> str:
    if line is None:
        return ""
    level = 1 if line.kind == "chapter" else line.level + 1 if line.kind == "item" else line.level
    style = _OWN.get(line.kind) or _STYLES[line.kind] + _LEVELS[min(level, _DEEPEST)]
    return mark((Styled(style), *_text(line.runs)))


def _text(runs: Runs) -> Text:
    return tuple(Underlined(text) if changed else text for text, changed in runs)


def _roster(table: RosterTable, heading: str, house: Comparison) -> Context:
    new, old = ([mark(_text(runs)) for runs in table.headings(new=side)] for side in (True, False))
    sides = _sides(new, old, house)
    left, right = sides["left"], sides["right"]
    kinds = _sides(_kinds(table.new_headings, table.new_kinds), _kinds(table.old_headings, table.old_kinds), house)
    return {
        "heading": heading,
        "titles": _stacked([_sides(*each, house) for each in table.texts]),
        "left_headings": left,
        "right_headings": right,
        "left_span": len(left),
        "right_span": len(right),
        "kinds": [kinds["left"], kinds["right"]],
        "may_turn": _may_turn(house),
        "groups": [_group(group, table, house) for group in table.groups],
    }


def _stacked(texts: Sequence[Context]) -> list[str]:
    """Texts of both sides, a line each."""
    return [joined("\n", [mark(_text(each[side])) for each in texts]) for side in ("left", "right")] if texts else []


def _kinds(headings: tuple[str, ...], kinds: tuple[str, ...]) -> list[str]:
    """What each column of a side is; "" for the first where no 区分 is printed."""
    return ["category" if headings[0] else "", *kinds]


def _group(group: GroupRows, table: RosterTable, house: Comparison) -> Context:
    rows = [
        {**_sides(_cells(row.new, len(table.new_headings)), _cells(row.old, len(table.old_headings)), house), "remark": row.remark}
        for row in group.rows
    ]
    return {**_sides(mark(_text(group.new)), mark(_text(group.old)), house), "rows": rows}


def _cells(cells: Cells, columns: int) -> list[str]:
    """The cells of one side, filled up with blanks to the columns after the first."""
    values = [mark(_text(runs)) for runs in cells]
    return values + [""] * (columns - 1 - len(values))
