"""Tables recalculated: totals against their parts, ratios against what they are ratios of (`HD28x`, `HD233`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.check.checked_table import WIDEST, CheckedTable, tables_of, width_of
from hyoga_docs.check.figures import EXACT, exponent, figure, percentage, rounds_to
from hyoga_docs.check.findings import not_checked
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.plain import one_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

_SUM_ROW = re.compile(
    r"(?!.*(?:[小累設統推会家時]計|累積|延べ|目標|計画|予定|前[年回期]|昨年|除|差引)).{0,8}(?:合計|総計|総数|計)|全体|全国|[Tt]otal"
)
_TOTAL = re.compile(r"(?:合[ 　]*計|総[ 　]*計|総[ 　]*数|計|全[ 　]*体|全[ 　]*国|県[ 　]*計|市[ 　]*計|[Tt]otal)")
_DIFFERENCE = re.compile(r"差|増減|残$|比較")
_SHARE = re.compile(r"割合|率|構成比|前年[度比]|対前年|比$|[％%]")
_SURVEYED = re.compile(r"全国|全体")
#: Rows beside the parts of a total, which count in none.
_ASIDE = re.compile(
    r"うち|内訳|内数|再掲|平均|増減|前年|昨年|前回|対前|構成比|割合|比率|累[計積]|差引|目標|計画[値数]|見込|達成|進捗|定員|参考"
)
_NOT_ADDED = re.compile(
    r"平均|率|割合|比|指数|順位|単価|番号|コード|年度?$|倍|増減|密度|年齢|期間|当たり|あたり|実人|実数|残高|最[高低大小長短]|現在|延べ|世帯人員|複数回答"
)
_NOTHING = {"", "-", "－", "―", "…", "･･･", "・", "*", "＊"}
_ENOUGH = 3
_LONGEST_BREAKDOWN = 30  # rows
_MOST_COLUMNS = 12
_MOST_COMPARED = 100_000  # rows times totals: of longer tables only the last total is of all rows above
_MANY = 10
_MOST_ZEROS = 6


def check_tables(checked: CheckedText, _house: CheckContext) -> list[Problem]:
    """Every table of a writing recalculated."""
    if checked.kind is TextOrigin.MADE:
        return []  # computed here, and never typed
    problems: list[Problem] = []
    if any(width_of(grid) > WIDEST for grid in checked.body.grids):
        problems.append(not_checked(checked, f"{WIDEST}列を超える表があります。その表の計算は確かめていません。"))
    for table in tables_of(checked):
        problems += [*_totals(table), *_sums(table), *_ratios(table), *_differences(table), *_separators(table)]
    return problems


def _totals(table: CheckedTable) -> Iterator[Problem]:
    """Rows of totals, each against the rows since the total before it, or all above; one that stands first is of all below."""
    labels = [_label(row) for row in table.rows]
    if any("小計" in label or "うち" in label or "再掲" in label for label in labels):
        return
    filled = [
        index for index in range(table.first, len(table.rows)) if any(value is not None for value in table.figures[index][1:])
    ]
    totals = [index for index in filled if _SUM_ROW.fullmatch(labels[index])]
    sums, few = set(totals), len(totals) * len(table.rows) <= _MOST_COMPARED
    wrong: list[_WrongTotal] = []
    right, start = 0, table.first
    for at in totals:
        since = [index for index in range(start, at) if labels[index]]
        if at == table.first and len(totals) == 1:
            since = [index for index in range(at + 1, filled[-1] + 1) if labels[index]]
        parts = [index for index in since if not _ASIDE.search(labels[index])]
        ways = [parts, since, _without_breakdowns(table, parts)]
        is_first, start = start == table.first, at + 1
        if not is_first and (few or at == totals[-1]):
            above = [index for index in range(table.first, at) if labels[index] and not _ASIDE.search(labels[index])]
            ways += [[index for index in above if index not in sums], [*(each for each in totals if each < at), *parts]]
        judged = max((_judged(table, at, way) for way in ways if len(way) > 1), key=lambda each: each[0], default=(0, []))
        right += judged[0]
        # Where rows were left out, or there are other totals above, a total that is of no rows at all is of something else.
        wrong += judged[1] if judged[0] or (is_first and all(way == parts for way in ways)) else []
    if not table.sure and right < len(wrong):  # rows guessed from lines, and few of them add up: it may be no such table
        wrong = [each for each in wrong if len(each.parts) >= _ENOUGH and abs(each.stated - each.total) * 5 <= abs(each.stated)]
        wrong = wrong if len(wrong) == 1 else []
    # One column that does not add up among others that do is a slip; a table of heads and sub-heads is another thing.
    proved = right > 0 and len(wrong) == 1 and not any(_is_sub(row) for row in table.rows[table.first :])
    for each in wrong:
        yield from _total(table, (each.row, each.column), (each.stated, each.total), each.parts, proved=proved)


@dataclass(frozen=True)
class _WrongTotal:
    """A cell of a total, and the figures that it is not the sum of."""

    row: int
    column: int
    stated: Decimal
    total: Decimal
    parts: list[Decimal]


def _without_breakdowns(table: CheckedTable, body: Sequence[int]) -> list[int]:
    """Rows without those that break down the row above them: whose figures add up to its own in every column."""
    kept, at = [], 0
    while at < len(body):
        kept.append(body[at])
        at += 1 + _breakdown(table, body[at], body[at + 1 : at + 1 + _LONGEST_BREAKDOWN])
    return kept


def _breakdown(table: CheckedTable, head: int, after: Sequence[int]) -> int:
    """How many of the rows after one break it down; 0 where none do."""
    columns = [column for column, value in enumerate(table.figures[head]) if column and value]
    columns = [column for column in columns if not _NOT_ADDED.search(table.heading(column))]
    sums = dict.fromkeys(columns, Decimal(0))
    for count, row in enumerate(after, 1):
        for column in columns:
            sums[column] += table.figures[row][column] or 0
        if count > 1 and columns and all(sums[column] == table.figures[head][column] for column in columns):
            return count
    return 0


def _judged(table: CheckedTable, at: int, body: Sequence[int]) -> tuple[int, list[_WrongTotal]]:
    """How many cells of a row are the totals of other rows, and those that are not."""
    right, wrong = 0, []
    for column in range(1, len(table.rows[0])):
        parts, stated = _parts(table, body, column), table.figures[at][column]
        if parts is None or stated is None:
            continue
        total = sum(parts, Decimal(0))
        if total == stated:
            right += 1
        else:
            wrong.append(_WrongTotal(at, column, stated, total, parts))
    return right, wrong


def _is_sub(row: Sequence[str]) -> bool:
    """Whether a row stands under another: its name is set in, or is in the next column."""
    return not row[0].strip() or row[0][:1] in {" ", "　", "・", "-"} or "x" in {cell.strip().lower() for cell in row}


def _label(row: Sequence[str]) -> str:
    """What a row is called: its cells that are no figures."""
    words = "".join(
        cell for cell in row if cell and figure(cell) is None and percentage(cell) is None and cell.strip() not in _NOTHING
    )
    return re.sub(r"[\s　]|^[0-9０-９]+", "", words).strip("（）()")


def _parts(table: CheckedTable, body: Sequence[int], column: int) -> list[Decimal] | None:
    """The figures of a column that its total is of; None where it holds something else, or what is not added up."""
    cells = [table.rows[index][column] for index in body]
    values = [table.figures[index][column] for index in body]
    if _NOT_ADDED.search(table.heading(column)) or _is_count(values):
        return None
    if any(value is None and cell.strip() not in _NOTHING for value, cell in zip(values, cells, strict=True)):
        return None
    known = [value for value in values if value is not None]
    return known if len(known) >= 2 else None


def _is_count(values: Sequence[Decimal | None]) -> bool:
    """Whether a column only numbers its rows: 1, 2, 3 …"""
    known = [value for value in values if value is not None]
    return len(known) > 2 and all(later - earlier == 1 for earlier, later in pairwise(known))


def _total(
    table: CheckedTable, at: tuple[int, int], both: tuple[Decimal, Decimal], parts: Sequence[Decimal], *, proved: bool
) -> Iterator[Problem]:
    """A total that is not what its parts add up to; sure where another total of the table is what it should be."""
    (stated, total), cell = both, table.rows[at[0]][at[1]]
    unit = _unit([stated, *parts])
    coarse = unit < 1 or (unit > 1 and len(parts) >= _MANY)  # a few round figures may be round by chance
    near, coarse = abs(stated - total) <= unit * (len(parts) + 1) / 2, coarse or table.rough
    message = f"合計が内訳と合いません（{cell}、内訳の合計は{total:,}）。"
    if near and (coarse or table.rounded):
        if not (coarse and table.rounded):
            yield table.report(at, "HD282", Severity.NOTE, message, "端数の四捨五入によるものなら、その旨の注を付けてください。")
        return
    hint = f"差は{stated - total:+,}です。内訳か合計のどちらかを直してください。"
    severity = Severity.ERROR if table.sure and proved else Severity.WARNING
    if _SURVEYED.match(_label(table.rows[at[0]])):  # 全国 is often counted by itself, and is no sum
        severity, hint = Severity.NOTE, f"差は{stated - total:+,}です。別に集計した数なら、その旨の注を付けてください。"
    yield table.report(at, "HD281", severity, message, hint)


def _unit(values: Sequence[Decimal]) -> Decimal:
    """What figures were rounded to: 100 where all of them are whole hundreds, 0.1 where one has a tenth."""
    if any(exponent(value) < 0 for value in values):
        return Decimal(1).scaleb(min(exponent(value) for value in values))
    power = 0
    while power < _MOST_ZEROS and all(value % Decimal(10 ** (power + 1)) == 0 for value in values):
        power += 1
    return Decimal(10**power)


def _sums(table: CheckedTable) -> Iterator[Problem]:
    """A column of totals: where most rows add up, those that do not are wrong."""
    width, first = len(table.rows[0]), table.first
    added = [not _NOT_ADDED.search(table.heading(column).strip()) for column in range(width)]
    for column in range(2, width):
        if not _TOTAL.fullmatch(table.rows[first - 1][column].strip() if first else ""):
            continue
        rows = []
        for index, row in enumerate(table.figures[first:], first):
            stated = row[column]
            parts = [row[other] for other in range(1, column) if added[other]]
            known = [part for part in parts if part is not None]
            if stated is not None and len(known) >= 2:
                rows.append((index, stated, sum(known, Decimal(0)), known))
        right = sum(stated == total for _, stated, total, _ in rows)
        whole_row = column == width - 1 and len(rows) <= 2 and all(len(known) == column - 1 for _, _, _, known in rows)
        if right >= max(2, len(rows) * 0.6) or whole_row:
            for index, stated, total, known in rows:
                if stated != total:
                    yield from _total(table, (index, column), (stated, total), known, proved=right >= 2)


def _ratios(table: CheckedTable) -> Iterator[Problem]:
    """A column of percentages: what it is computed from is found, and the rows that differ are told."""
    width = len(table.rows[0])
    columns = [table.column(column) for column in range(width)]
    used = [index for index, values in enumerate(columns) if sum(value is not None for value in values) >= _ENOUGH]
    for column in range(1, width):
        shares = [percentage(row[column]) for row in table.rows]
        if sum(share is not None for share in shares) < _ENOUGH:
            continue
        made = _computed(columns, used, shares, column)
        if made is None:
            continue
        words, exacts = made
        for index, (share, exact) in enumerate(zip(shares, exacts, strict=True)):
            if share is None or exact is None or rounds_to(exact, share):
                continue
            decimals = max(0, -exponent(share))
            right = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=EXACT)
            near = abs(exact - share) <= Decimal(1).scaleb(-decimals)
            sure = table.sure and _SHARE.search(table.heading(column)) is not None
            severity = Severity.NOTE if near else Severity.ERROR if sure else Severity.WARNING
            message = f"割合が計算と合いません（{table.rows[index][column]}、{words}は{right}％）。"
            hint = f"小数第{decimals + 1}位を四捨五入して{right}％です。" if decimals else f"四捨五入して{right}％です。"
            yield table.report((index, column), "HD283", severity, message, hint)


def _differences(table: CheckedTable) -> Iterator[Problem]:
    """A column that is one other less another in nearly every row."""
    width = len(table.rows[0])
    columns = [table.column(column) for column in range(width)]
    for column in range(2, width):
        for one, other in ((column - 2, column - 1), (column - 1, column - 2)):
            rows = [
                (index, stated, a - b)
                for index, (a, b, stated) in enumerate(zip(columns[one], columns[other], columns[column], strict=True))
                if a is not None and b is not None and stated is not None
            ]
            right = sum(stated == exact for _, stated, exact in rows)
            taken = columns[other]
            telling = sum(stated == exact and bool(stated) and bool(taken[index]) for index, stated, exact in rows)
            named = _DIFFERENCE.search(table.heading(column)) is not None
            if telling < (_ENOUGH if named else 2 * _ENOUGH) or right < len(rows) * 0.75:  # what is 0 less 0 proves nothing
                continue
            off = table.may_differ(columns[one], columns[other])
            for index, stated, exact in rows:
                if abs(stated - exact) > off:
                    message = f"差が計算と合いません（{table.rows[index][column]}、計算では{exact:,}）。"
                    severity = Severity.ERROR if table.sure and named else Severity.WARNING
                    yield table.report((index, column), "HD284", severity, message, "もとの数か差のどちらかを直してください。")
            break


def _computed(
    columns: Sequence[Sequence[Decimal | None]], used: Sequence[int], shares: Sequence[Decimal | None], column: int
) -> tuple[str, list[Decimal | None]] | None:
    """What percentages are of, in words, and exactly: the way to compute them that holds in nearly every row.

    `used` are the columns that have figures enough.
    """
    near = sorted(used, key=lambda index: (index > column, abs(index - column)))[:_MOST_COLUMNS]
    for one in near:
        for other in near:
            if one == other:
                continue
            for words, how in _WAYS:
                exacts = [how(a, b) if a is not None and b else None for a, b in zip(columns[one], columns[other], strict=True)]
                if _holds(exacts, shares):
                    return words, exacts
        for words, how in _YEARLY:
            before = [None, *columns[one][:-1]]
            exacts = [how(a, b) if a is not None and b else None for a, b in zip(columns[one], before, strict=True)]
            if _holds(exacts, shares):
                return words, exacts
    return None


def _holds(exacts: Sequence[Decimal | None], shares: Sequence[Decimal | None]) -> bool:
    pairs = [(a, b) for a, b in zip(exacts, shares, strict=True) if a is not None and b is not None]
    first = sum(a is not None and b is not None for a, b in zip(exacts[:40], shares[:40], strict=True))
    wrong = 0
    for a, b in pairs[:first] if first >= 2 * _ENOUGH else ():
        wrong += not rounds_to(a, b)
        if wrong > first / 2:
            return False  # nearly every way is wrong from the beginning
    return len(pairs) >= _ENOUGH and sum(rounds_to(a, b) for a, b in pairs) >= max(_ENOUGH, len(pairs) * 0.75)


def _share(a: Decimal, b: Decimal) -> Decimal:
    return a * 100 / b


def _rise(a: Decimal, b: Decimal) -> Decimal:
    return (a - b) * 100 / b


def _fall(a: Decimal, b: Decimal) -> Decimal:
    return (b - a) * 100 / b


_WAYS = (("割合", _share), ("増減率", _rise), ("減少率", _fall))
_YEARLY = (("前の行との比", _share), ("前の行からの増減率", _rise))


def _separators(table: CheckedTable) -> Iterator[Problem]:
    """Figures with and without commas in one column."""
    for column in range(len(table.rows[0])):
        cells = [(index, one_width(row[column])) for index, row in enumerate(table.rows)]
        large = [
            (index, cell) for index, cell in cells if (value := table.figures[index][column]) is not None and abs(value) >= 1000
        ]
        without = [index for index, cell in large if "," not in cell]
        years = all(re.fullmatch(r"(?:19|20)\d\d", cell) for _, cell in large if "," not in cell)
        if without and len(without) < len(large) and not years:
            few = without if len(without) * 2 <= len(large) else [index for index, cell in large if "," in cell]
            message = f"三けたの区切り（,）のある数とない数が、一つの列に混ざっています（{table.name(few[0], column)}）。"
            yield table.report((few[0], column), "HD233", Severity.NOTE, message, "列の中でそろえてください。")
