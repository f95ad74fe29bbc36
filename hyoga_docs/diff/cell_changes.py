"""What changed in a row of a sheet, cell by cell: one that changed is one change, told by its row, its column and its address."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.diff.model import WordingChange, WordingKind
from hyoga_docs.text.diff import compare_texts
from hyoga_docs.text.diff_sequences import heaviest_pairs
from hyoga_docs.text.excel.cell_names import column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.diff.review_reader import TextUnit
    from hyoga_docs.diff.sheet_rows import CellPlace

#: How much it tells that two columns have the same letters, and how much each row that says the same in both.
_SAME_LETTERS, _SAME_WORDS = 1, 2
#: Of more columns they are taken as they are called, and of more rows the first are looked at.
_MOST_COLUMNS, _MOST_ROWS = 200, 500

#: Which column of a sheet became which, by their letters; one that came or went stands alone.
ColumnPairs = list[tuple[str | None, str | None]]


class SheetRowPair(NamedTuple):
    """A row and the row that it became; `place` counts the rows of a paper in their order."""

    place: int
    was: TextUnit
    now: TextUnit


def cell_changes(rows: Sequence[SheetRowPair]) -> Iterator[WordingChange]:
    """The cells that differ between the rows of a sheet before and after; a column that came or went is one change a page."""
    for one, other in paired_columns([(row.was.by_column, row.now.by_column) for row in rows]):
        if one is not None and other is not None:
            yield from (change for row in rows if (change := _cell(row, one, other)) is not None)
        else:
            yield from _column(rows, one, other)


def _column(rows: Sequence[SheetRowPair], one: str | None, other: str | None) -> Iterator[WordingChange]:
    """A column of the new side alone, or of the old one: its cells from the top, page by page."""
    column = other or one or ""
    units = [(row.place, row.now if one is None else row.was) for row in rows]
    held = [(place, unit, {each.column: each for each in unit.places}[column]) for place, unit in units if column in unit.by_column]
    for page, group in groupby(held, key=lambda each: each[2].page):
        cells = list(group)
        place, unit, first = cells[0]
        last = cells[-1][2]
        words = tuple(((each.by_column[column], True),) for _, each, _ in cells)
        under = _told(first, None, unit.under)
        if len(cells) > 1:
            under = "　".join(filter(None, (unit.under, f"{column}列（{first.address}～{last.address}）")))
        if one is None:
            yield WordingChange(WordingKind.ADDED, (), words, under, None, page, place)
        else:
            yield WordingChange(WordingKind.REMOVED, words, (), under, page, None, place)


def _cell(row: SheetRowPair, one: str, other: str) -> WordingChange | None:
    """What became of a cell; None where it says the same."""
    old, new = row.was.by_column.get(one, ""), row.now.by_column.get(other, "")
    if old == new:
        return None
    stood, stands = ({each.column: each for each in unit.places}.get(column) for unit, column in ((row.was, one), (row.now, other)))
    under = _told(stood, stands, row.now.under)
    pages = stood.page if stood is not None else None, stands.page if stands is not None else None
    if not old:
        return WordingChange(WordingKind.ADDED, (), (((new, True),),), under, *pages, row.place)
    if not new:
        return WordingChange(WordingKind.REMOVED, (((old, True),),), (), under, *pages, row.place)
    left, right = compare_texts(old, new)
    return WordingChange(WordingKind.CHANGED, (left,), (right,), under, *pages, row.place)


def _told(old: CellPlace | None, new: CellPlace | None, sheet: str) -> str:
    """`電話・令和元年度（D3）`, with both addresses where the cell has another one now."""
    addresses = "→".join(dict.fromkeys(place.address for place in (old, new) if place is not None))
    name = next((place.name for place in (new, old) if place is not None), "")
    return "　".join(filter(None, (sheet, f"{name}（{addresses}）" if name else addresses)))


def paired_columns(pairs: Sequence[tuple[Mapping[str, str], Mapping[str, str]]]) -> ColumnPairs:
    """Which column became which, by rows that became each other."""
    old, new = (sorted({column for pair in pairs for column in pair[side]}, key=column_number) for side in (0, 1))
    if max(len(old), len(new)) > _MOST_COLUMNS:
        every = sorted({*old, *new}, key=column_number)
        return [(column if column in old else None, column if column in new else None) for column in every]
    same: dict[tuple[str, str], int] = defaultdict(int)
    for before, after in pairs[:_MOST_ROWS]:
        places = defaultdict(list)
        for column, words in after.items():
            places[words].append(column)
        for column, words in before.items():
            for other in places[words]:
                same[column, other] += _SAME_WORDS

    def weight(i: int, j: int) -> int:
        return same[old[i], new[j]] + (_SAME_LETTERS if old[i] == new[j] else 0)

    met = heaviest_pairs(len(old), len(new), weight)
    found: ColumnPairs = []
    start, begin = 0, 0
    for at, its in [*met, (len(old), len(new))]:
        found += [*((column, None) for column in old[start:at]), *((None, column) for column in new[begin:its])]
        if at < len(old):
            found.append((old[at], new[its]))
        start, begin = at + 1, its + 1
    return found
