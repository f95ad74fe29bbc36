"""What changed in a row of a sheet, cell by cell: one that changed is one change, told by its row, its column and its address."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

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


def cell_changes(was: TextUnit, now: TextUnit, columns: ColumnPairs) -> Iterator[WordingChange]:
    """The cells that differ between a row and the row that it became."""
    before, after = was.by_column, now.by_column
    places = [{place.column: place for place in unit.places} for unit in (was, now)]
    for one, other in columns:
        old, new = before.get(one or "", ""), after.get(other or "", "")
        if old == new:
            continue
        stood, stands = places[0].get(one or ""), places[1].get(other or "")
        under = _told(stood, stands, now.under)
        pages = stood.page if stood is not None else None, stands.page if stands is not None else None
        if not old:
            yield WordingChange(WordingKind.ADDED, (), (((new, True),),), under, *pages)
        elif not new:
            yield WordingChange(WordingKind.REMOVED, (((old, True),),), (), under, *pages)
        else:
            left, right = compare_texts(old, new)
            yield WordingChange(WordingKind.CHANGED, (left,), (right,), under, *pages)


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
