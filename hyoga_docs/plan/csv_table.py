"""A csv as a printed table: figures grouped by thousands, ratios and totals computed and never typed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Place, Problem, did_you_mean, error, note, warning
from hyoga_docs.japanese.width import text_width
from hyoga_docs.spec.yaml.reader import the_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.csv_reader import CsvRows
    from hyoga_docs.spec.meeting import ComputedColumn, TableOptions

_WIDEST = 60
#: Points between the margins of an A4 page, of a half-width character, and what a cell has beside its words.
_ROOM = {"portrait": 480.0, "landscape": 728.0}
_HALF, _PADDING = 4.5, 11.0
_HEADING_LINES = 3
_WIDEST_WORDS = 24  # half-width characters; longer words go on several lines, figures do not
_NO_FIGURE = {"", "-", "－", "…"}
_CODE = re.compile(r"0\d+")
_LONGEST = 24  # more digits than any figure has; a code, not a number
_FIGURE = re.compile(r"[-▲△]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


@dataclass(frozen=True)
class PrintedTable:
    """Headings, rows of the same width, and which columns hold figures (printed to the right).

    `parts` are the columns of each part where the table is too wide for its paper; the first column is in all of them.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]
    unit: str = ""
    lead: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    landscape: bool = False
    parts: tuple[tuple[int, ...], ...] = ()


def figure(text: str) -> Decimal | None:
    """The value of a printed figure (`17,306,000`, `▲3.5`), or None."""
    if not _FIGURE.fullmatch(text) or len(text) > _LONGEST:
        return None
    return Decimal(text.replace(",", "").replace("▲", "-").replace("△", "-"))


def percent(part: Decimal, whole: Decimal, decimals: int) -> str:
    """`3.1%`, rounded half up (四捨五入); `－` where there is nothing to divide by."""
    if whole == 0:
        return "－"
    exact = (part * 100 / whole).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact}%".replace("-", "▲")


def print_table(
    rows: CsvRows, table: TableOptions | None, file: str, place: Place, orientation: str = ""
) -> tuple[PrintedTable, list[Problem]]:
    """The table of a csv whose first row is its headings. Unknown columns and cells that are no figures are problems.

    `orientation` is the way that the paper is to lie; a table of many columns is turned to landscape where nobody says it.
    """
    headings = list(rows[0])
    body = [list(row) for row in rows[1:]]
    lines = [row.line for row in rows[1:]]
    problems: list[Problem] = []
    if len(headings) > _WIDEST:
        hint = "列を減らすか、二つの csv に分けてください。"
        message = f"列が多すぎて用紙に入りません（{len(headings)}列。{_WIDEST}列まで）。"
        return _beginning(headings, body), [error("HD126", message, place=Place(file, 1), hint=hint)]
    given = [[row[index] for row in body] for index in range(len(headings))]
    as_typed = set(table.plain) if table else set()
    as_typed |= {name for name, column in zip(headings, given, strict=True) if "年" in name and _all_years(column)}
    if table is not None and table.total:
        codes = {name for name, column in zip(headings, given, strict=True) if any(_CODE.fullmatch(cell) for cell in column)}
        problems += _not_summed(table.total, headings, body, as_typed | codes, lines, file)
        body.append(_total(table.total, headings, body, as_typed | codes))
    columns = [[row[index] for row in body] for index in range(len(headings))]
    is_figure = [_all_figures(column) for column in columns]
    columns = [
        [_grouped(cell) if index and numeric and headings[index] not in as_typed else cell for cell in column]
        for index, (column, numeric) in enumerate(zip(columns, is_figure, strict=True))
    ]
    for computed in table.computed if table else ():
        values, found = _computed(computed, headings, columns, lines, file, place)
        problems += found
        at = headings.index(computed.after) + 1 if computed.after in headings else len(headings)
        headings.insert(at, computed.title)
        columns.insert(at, values)
        is_figure.insert(at, True)
    if table is not None:
        columns = [
            [cell.replace("▲", table.minus) if numeric else cell for cell in column]
            for column, numeric in zip(columns, is_figure, strict=True)
        ]
    printed = tuple(zip(*columns, strict=True))
    needs = [_need(*each) for each in zip(headings, columns, is_figure, strict=True)]
    direction = orientation or ("landscape" if sum(needs) > _ROOM["portrait"] else "portrait")
    parts = _parts(needs, _ROOM[direction])
    if parts or direction != (orientation or "portrait"):
        problems.append(_told(len(headings), direction, len(parts), Place(file, 1)))
    return PrintedTable(
        tuple(headings),
        printed,
        tuple(is_figure),
        table.unit or "" if table else "",
        table.lead if table else (),
        table.notes if table else (),
        direction == "landscape",
        parts,
    ), problems


def _beginning(headings: Sequence[str], body: Sequence[Sequence[str]]) -> PrintedTable:
    """The first columns of a table that is too wide to be printed, for what else is looked at."""
    return PrintedTable(tuple(headings[:_WIDEST]), tuple(tuple(row[:_WIDEST]) for row in body), (False,) * _WIDEST)


def _parts(needs: Sequence[float], room: float) -> tuple[tuple[int, ...], ...]:
    """The columns of each part, as many as fit and about as many in each; none where the table fits as it is."""
    first, *others = needs
    least = math.ceil(sum(others) / max(room - first, 1))
    if least <= 1 or len(others) <= 1:
        return ()
    share = sum(others) / least
    parts: list[list[int]] = [[0]]
    used = 0.0
    for index, need in enumerate(others, 1):
        if len(parts[-1]) > 1 and (used + need > room - first or used + need / 2 > share):
            parts.append([0])
            used = 0.0
        parts[-1].append(index)
        used += need
    return tuple(map(tuple, parts))


def _need(heading: str, column: Sequence[str], is_figure: bool) -> float:
    """How wide a column is to be, in points; headings and words go on several lines, figures do not."""
    widest = max(map(text_width, column), default=0)
    return max(text_width(heading) / _HEADING_LINES, widest if is_figure else min(widest, _WIDEST_WORDS)) * _HALF + _PADDING


def _told(columns: int, direction: str, parts: int, place: Place) -> Problem:
    ways = [*(["横向きに"] if direction == "landscape" else []), *([f"{parts}つの表に分けて"] if parts else [])]
    message = f"広い表（{columns}列）なので、{'、'.join(ways)}印刷します。"
    return note(
        "HD516", message, place=place, hint="ほかの向きにするときは orientation を書いてください。列を減らすこともできます。"
    )


def _all_figures(column: Sequence[str]) -> bool:
    """Whether a column holds figures; one with `01100` in it holds codes."""
    if any(_CODE.fullmatch(cell) for cell in column):
        return False
    return any(column) and all(cell in _NO_FIGURE or figure(cell) is not None for cell in column)


def _all_years(column: Sequence[str]) -> bool:
    return all(re.fullmatch(r"(1[89]|2[01])\d\d", cell) for cell in column if cell)


def _grouped(cell: str) -> str:
    value = figure(cell)
    return cell if value is None else f"{value:,}".replace("-", "▲")


def _total(title: str, headings: list[str], body: list[list[str]], unsummed: set[str]) -> list[str]:
    row = []
    for index, heading in enumerate(headings):
        # The first column names the row; years, numbers and codes have no sum.
        cells = [figure(line[index]) for line in body] if index and heading not in unsummed else []
        known = [value for value in cells if value is not None]
        row.append(str(sum(known)) if known and len(known) == len(cells) else "")
    named = next((i for i, cell in enumerate(row) if not cell), 0)
    row[named] = title
    return row


def _not_summed(
    title: str, headings: list[str], body: list[list[str]], unsummed: set[str], lines: list[int], file: str
) -> Iterator[Problem]:
    """A total that stands in the csv already, and columns of figures that one word keeps from having a total."""
    if body and (last := "".join(body[-1][0].split())) in {title, "計", "合計", "総計"}:
        hint = "csv の合計の行を消すか、table の total を消してください。"
        message = f"csv の終わりにも「{last}」の行があり、合計が二重になります。"
        yield error("HD125", message, place=Place(file, lines[-1]), quote=",".join(body[-1]), hint=hint)
    for index, heading in enumerate(headings):
        cells = [row[index] for row in body] if index and heading not in unsummed else []
        others = [(line, cell) for line, cell in zip(lines, cells, strict=False) if figure(cell) is None]
        if others and len(others) * 2 <= len(cells):
            line, cell = others[0]
            hint = "値を数だけにするか、合計の要らない列なら plain に書いてください。"
            message = f"「{heading}」の列は、数でない値（{cell or '空欄'}）があるので、合計が印刷されません。"
            yield warning("HD125", message, place=Place(file, line), quote=cell or ",".join(body[lines.index(line)]), hint=hint)


def _used(computed: ComputedColumn) -> tuple[str, ...]:
    """The columns that a computed one is made of."""
    return computed.ratio or computed.difference or computed.sum or ()


def _computed(
    computed: ComputedColumn, headings: list[str], columns: list[list[str]], lines: list[int], file: str, place: Place
) -> tuple[list[str], list[Problem]]:
    names = [*_used(computed), *([computed.after] if computed.after else [])]
    problems = [
        error(
            "HD124",
            f"表に「{name}」の列がありません。",
            place=place,
            quote=name,
            hint=did_you_mean(name, headings, f"列: {'、'.join(headings)}"),
        )
        for name in names
        if name not in headings
    ]
    if problems:
        return ["" for _ in columns[0]], problems
    values = []
    used = [headings.index(name) for name in _used(computed)]
    for line in range(len(columns[0])):
        cells = [figure(columns[index][line]) for index in used]
        shown = [columns[index][line] for index in used]
        if line >= len(lines) and None in cells:  # the row of totals, under a column that is not summed
            values.append("")
        elif any(cell and cell in _NO_FIGURE for cell in shown):
            values.append("－")
        elif None in cells:
            bad = next(index for index, cell in zip(used, cells, strict=True) if cell is None)
            problems.append(
                error(
                    "HD125",
                    f"「{computed.title}」を計算できません（{headings[bad]}が数ではありません）。",
                    place=Place(file, lines[line]),
                    quote=columns[bad][line],
                )
            )
            values.append("")
        elif computed.ratio:
            values.append(percent(cells[0] or Decimal(0), cells[1] or Decimal(0), computed.decimals))
        else:
            known = [cell for cell in cells if cell is not None]
            values.append(_grouped(str(known[0] - known[1] if computed.difference else sum(known))))
    return values, the_first(problems, file)
