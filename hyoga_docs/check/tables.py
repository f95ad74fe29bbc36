"""Tables recalculated: totals against their parts, ratios against what they are ratios of (`HD28x`, `HD233`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from hyoga_docs.check.told import Spoken, tell
from hyoga_docs.plan.writing import Grid, Kind, Passage, Spot
from hyoga_docs.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.house import House
    from hyoga_docs.plan.writing import Writing

_FIGURE = re.compile(r"([-▲△−]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?:人|円|件|名|校|団体|か所|箇所|千円|百万円|億円|ha|km2?|㎡|t)?")
_PERCENT = re.compile(r"([-▲△−]?)([0-9]+(?:\.[0-9]+)?)%")
_TOTAL = re.compile(r"(?:合[ 　]*計|総[ 　]*計|総[ 　]*数|計|全[ 　]*体|全[ 　]*国|県[ 　]*計|市[ 　]*計|[Tt]otal)")
_PART = re.compile(r"小[ 　]*計|うち|内訳|再掲|平均|増減|前年|対前|構成比|割合|累計|差引|[0-9一二三四五六七八九十]+[ 　]*計|[都道府県市町村部局課区]計")
_NOT_ADDED = re.compile(r"平均|率|割合|比|指数|順位|単価|番号|コード|年度?$|倍|増減|密度|年齢|期間")
_ROUGH = re.compile(r"単位[：:][ 　]*(?:千|百|万|億|十億|％|%)|四捨五入|端数")
_NOTHING = {"", "-", "－", "―", "…", "･･･", "・", "*", "＊", "x", "Ｘ", "X"}
_ENOUGH = 3


@dataclass(frozen=True)
class _Table:
    """A table of a writing, with its figures; `sure` says that its cells are known, not guessed from lines."""

    writing: Writing
    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[Grid, int], ...]
    rough: bool
    sure: bool

    def spoken(self, row: int, column: int) -> Spoken:
        """A cell, in the words of its row."""
        grid, at = self.places[row]
        cells = self.rows[row]
        text = "　".join(cells)
        start = sum(len(cell) + 1 for cell in cells[:column])
        spots = (Spot(0, grid.lines[at], 1),) if at < len(grid.lines) else ()
        return Spoken(self.writing, Passage(text, grid.page, spots), start, start + len(cells[column]))

    def name(self, row: int, column: int) -> str:
        """What a cell is called: its name in a sheet, else its column's heading."""
        grid, at = self.places[row]
        if at < len(grid.names) and column < len(grid.names[at]):
            return grid.names[at][column]
        heading = self.rows[0][column] if figure(self.rows[0][column]) is None else ""
        return heading or f"{column + 1}列目"


def figure(text: str) -> Decimal | None:
    """The value of a figure as tables have it (`１，２３４`, `▲3.5`, `120人`), or None; a percentage is none."""
    match = _FIGURE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")) if len(text) <= 24 else None
    if match is None:
        return None
    value = Decimal(match[2].replace(",", "") + (match[3] or ""))
    return -value if match[1] else value


def percentage(text: str) -> Decimal | None:
    """The value of a percentage (`3.1%`), or None."""
    match = _PERCENT.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")) if len(text) <= 12 else None
    return None if match is None else -Decimal(match[2]) if match[1] else Decimal(match[2])


def check_tables(writing: Writing, _house: House) -> list[Problem]:
    """Every table of a writing recalculated."""
    if writing.kind is Kind.MADE:
        return []  # computed here, and never typed
    problems: list[Problem] = []
    for table in _tables(writing):
        problems += [*_totals(table), *_sums(table), *_ratios(table), *_separators(table)]
    return problems


def _tables(writing: Writing) -> list[_Table]:
    """The tables; one that goes on over pages is one."""
    rough = any(_ROUGH.search(passage.text) for passage in writing.passages)
    tables: list[_Table] = []
    for grid in writing.body.grids:
        width = max((len(row) for row in grid.rows), default=0)
        rows = tuple((*row, *[""] * (width - len(row))) for row in grid.rows)
        places = tuple((grid, index) for index in range(len(rows)))
        sure = bool(grid.names) or not (grid.lines or grid.page) or (bool(grid.lines) and writing.file.lower().endswith((".csv", ".md")))
        last = tables[-1] if tables else None
        if last is not None and not sure and not last.sure and len(last.rows[0]) == width:
            tables[-1] = _Table(writing, (*last.rows, *rows), (*last.places, *places), rough, sure=False)
        elif rows and width > 1:
            tables.append(_Table(writing, rows, places, rough, sure))
    return tables


def _totals(table: _Table) -> Iterator[Problem]:
    """A row of totals against the rows that it is the total of."""
    labels = [" ".join(cell for cell in row if cell and figure(cell) is None and percentage(cell) is None) for row in table.rows]
    totals = [index for index, label in enumerate(labels) if _TOTAL.fullmatch(label.strip(" 　0123456789（）()"))]
    if len(totals) != 1 or any(_PART.search(label) for label in labels):
        return
    at = totals[0]
    body = [
        index
        for index, row in enumerate(table.rows)
        if index != at and any(figure(cell) is not None for cell in row[1:]) and labels[index].strip()
    ]
    if not (at < min(body, default=0) or at > max(body, default=0)) or len(body) < 2:
        return
    wrong: list[tuple[int, Decimal, Decimal, list[Decimal]]] = []
    right = 0
    for column in range(1, len(table.rows[0])):
        stated = figure(table.rows[at][column])
        cells = [table.rows[index][column] for index in body]
        values = [figure(cell) for cell in cells]
        if stated is None or _NOT_ADDED.search(table.rows[0][column]) or _is_count(values):
            continue
        if any(value is None and cell.strip() not in _NOTHING for value, cell in zip(values, cells, strict=True)):
            continue
        parts = [value for value in values if value is not None]
        if len(parts) < 2:
            continue
        if sum(parts) == stated:
            right += 1
        else:
            wrong.append((column, stated, sum(parts, Decimal(0)), parts))
    if not table.sure and not right:
        return  # rows guessed from lines, and none of them adds up: it may be no such table
    for column, stated, total, parts in wrong:
        yield _total(table.spoken(at, column), table, (stated, total), parts)


def _is_count(values: Sequence[Decimal | None]) -> bool:
    """Whether a column only numbers its rows: 1, 2, 3 …"""
    known = [value for value in values if value is not None]
    return len(known) > 2 and all(later - earlier == 1 for earlier, later in zip(known, known[1:], strict=False))


def _total(spoken: Spoken, table: _Table, both: tuple[Decimal, Decimal], parts: Sequence[Decimal]) -> Problem:
    stated, total = both
    unit = Decimal(1).scaleb(min(_exponent(stated), *(_exponent(part) for part in parts)))
    rounded = abs(stated - total) <= unit * (len(parts) + 1) / 2 and (table.rough or unit < 1)
    message = f"合計が内訳と合いません（{spoken.text}、内訳の合計は{total:,}）。"
    if rounded:
        return tell(spoken, "HD282", Severity.NOTE, message, "端数の四捨五入によるものなら、その旨の注を付けてください。")
    hint = f"差は{stated - total:+,}です。内訳か合計のどちらかを直してください。"
    return tell(spoken, "HD281", Severity.ERROR if table.sure else Severity.WARNING, message, hint)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _sums(table: _Table) -> Iterator[Problem]:
    """A column of totals: where most rows add up, those that do not are wrong."""
    heading = table.rows[0]
    for column, name in enumerate(heading):
        if column < 2 or not _TOTAL.fullmatch(name.strip()):
            continue
        rows = []
        for index, row in enumerate(table.rows[1:], 1):
            stated = figure(row[column])
            parts = [figure(row[other]) for other in range(1, column) if not _NOT_ADDED.search(heading[other])]
            known = [part for part in parts if part is not None]
            if stated is not None and len(known) >= 2:
                rows.append((index, stated, sum(known, Decimal(0)), known))
        right = sum(stated == total for _, stated, total, _ in rows)
        if right >= max(2, len(rows) * 0.6):
            for index, stated, total, known in rows:
                if stated != total:
                    yield _total(table.spoken(index, column), table, (stated, total), known)


def _ratios(table: _Table) -> Iterator[Problem]:
    """A column of percentages: the two columns that it is the ratio of are found, and the rows that differ told."""
    width = len(table.rows[0])
    columns = [[figure(row[column]) for row in table.rows] for column in range(width)]
    for column in range(1, width):
        shares = [percentage(row[column]) for row in table.rows]
        if sum(share is not None for share in shares) < _ENOUGH:
            continue
        pair = _pair(columns, shares, column)
        if pair is None:
            continue
        part, whole = pair
        for index, share in enumerate(shares):
            exact = _ratio(columns[part][index], columns[whole][index])
            if share is None or exact is None or _rounds_to(exact, share):
                continue
            decimals = max(0, -_exponent(share))
            right = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
            spoken = table.spoken(index, column)
            near = abs(exact - share) <= Decimal(1).scaleb(-decimals)
            severity = Severity.NOTE if near else Severity.ERROR if table.sure else Severity.WARNING
            names = f"{table.rows[index][part]}÷{table.rows[index][whole]}"
            message = f"割合が計算と合いません（{spoken.text}、{names}は{right}％）。"
            hint = f"小数第{decimals + 1}位を四捨五入して{right}％です。" if decimals else f"四捨五入して{right}％です。"
            yield tell(spoken, "HD283", severity, message, hint)


def _pair(columns: Sequence[Sequence[Decimal | None]], shares: Sequence[Decimal | None], column: int) -> tuple[int, int] | None:
    """The columns (part, whole) of which the percentages are the ratio in nearly every row; the nearest on the left first."""
    used = [index for index, values in enumerate(columns) if sum(value is not None for value in values) >= _ENOUGH]
    for part in sorted(used, key=lambda index: (index > column, abs(index - column))):
        for whole in used:
            if part == whole:
                continue
            pairs = [
                _rounds_to(exact, share)
                for share, a, b in zip(shares, columns[part], columns[whole], strict=True)
                if share is not None and (exact := _ratio(a, b)) is not None
            ]
            if len(pairs) >= _ENOUGH and sum(pairs) >= max(_ENOUGH, len(pairs) * 0.75):
                return part, whole
    return None


def _ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return part * 100 / whole if part is not None and whole else None


def _rounds_to(exact: Decimal, share: Decimal) -> bool:
    """Whether a percentage is the ratio, rounded or cut off at its last digit."""
    unit = Decimal(1).scaleb(min(0, _exponent(share)))
    return abs(exact - share) <= unit / 2 or share <= exact < share + unit


def _separators(table: _Table) -> Iterator[Problem]:
    """Figures with and without commas in one column."""
    for column in range(len(table.rows[0])):
        cells = [(index, unicodedata.normalize("NFKC", row[column])) for index, row in enumerate(table.rows)]
        large = [(index, cell) for index, cell in cells if (value := figure(cell)) is not None and abs(value) >= 1000]
        without = [index for index, cell in large if "," not in cell]
        years = all(re.fullmatch(r"(?:19|20)\d\d", cell) for index, cell in large if index in without)
        if without and len(without) < len(large) and not years:
            few = without if len(without) * 2 <= len(large) else [index for index, cell in large if "," in cell]
            spoken = table.spoken(few[0], column)
            message = f"三けたの区切り（,）のある数とない数が、一つの列に混ざっています（{table.name(few[0], column)}）。"
            yield tell(spoken, "HD233", Severity.NOTE, message, "列の中でそろえてください。")
