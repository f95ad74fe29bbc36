"""Which cell of a sheet each text of a page is of: LibreOffice writes no tags for sheets, but we have read the file.

A page goes on where the one before ends, row by row. Where it does not, texts that stand in few cells say which row a line
is, and the rows between follow in order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.pdf.tagging.sheet_cells import CellPlacing, SheetIndex
from hyoga_docs.pdf.tagging.sheet_lines import lines_of, without_margins
from hyoga_docs.pdf.tagging.sheet_texts import read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.pdf.tagging.sheet_lines import SheetLine
    from hyoga_docs.pdf.tagging.sheet_texts import SheetText
    from hyoga_docs.text.passages import Grid

_MOST_HOLDERS = 50  # sheets of which a text may be
_MOSTLY = 0.6  # of what stands among the cells of a page, to be a page of them
_NEXT = 0.01  # of a text; where two sheets say as much of a page, the later one is likelier, for every sheet has a page
_MOST_PLACES = 50  # a text that stands in more cells says nothing of where it is
_LINES_OF_A_ROW = 5  # and no more, of the titles of a page
_LESS = 0.9  # of what a row is worth that comes after the page before


@dataclass
class SheetPage:
    """A page of a sheet, with the number of its grid, if it is known.

    `found` are the columns of each row that is sure, `elsewhere` those that other pages have of its rows, where it is cut.
    """

    texts: list[SheetText]
    number: int | None = None
    grid: Grid | None = None
    found: dict[int, set[int]] = field(default_factory=dict)
    elsewhere: set[int] = field(default_factory=set)


def read_sheet_pages(data: bytes, grids: Sequence[Grid]) -> list[SheetPage]:
    """The pages of a PDF that LibreOffice made of sheets, each text with its cell; the grids in the order of the sheets."""
    pages = [SheetPage(texts) for texts in read_texts(data)]
    place_texts(pages, grids)
    return pages


def place_texts(pages: Sequence[SheetPage], grids: Sequence[Grid]) -> None:
    """Finds the grid of each page and the cell of each of its texts."""
    indexes = [SheetIndex(grid) for grid in grids if grid.names]
    lines = without_margins([lines_of(page.texts) for page in pages])
    last, begin = None, 0
    for page, own, number in zip(pages, lines, _sheets_of(lines, indexes), strict=True):
        if number is None:
            continue
        begin = begin if number == last else 0
        last = page.number = number
        page.grid = indexes[number].grid
        _find_rows(own, indexes[number], begin)
        page.found = _found(own, indexes[number])
        begin = max((line.row for line in own if line.row is not None), default=begin)
    _find_cuts(pages)
    last, row = None, 0
    for page, own in zip(pages, lines, strict=True):
        if page.number is not None:
            begin = row + 1 if page.number == last else 0
            last = page.number
            row = _place_page(page, own, indexes[page.number], begin)
            _settle(page)
    _find_cuts(pages)  # once more, by all that was found


def _sheets_of(pages: Sequence[Sequence[SheetLine]], indexes: Sequence[SheetIndex]) -> list[int | None]:
    """The sheet of each page, in their order: those that say most of what all the pages say. None for a page of none."""
    if not pages or not indexes:
        return [None] * len(pages)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, index in enumerate(indexes):
        for words in index.places:
            holders[words].append(number)
    votes = [Counter(number for run in _words(lines) for number in holders.get(run, ())[:_MOST_HOLDERS]) for lines in pages]
    best = [votes[0][number] - _NEXT * number for number in range(len(indexes))]
    steps = [list(range(len(indexes)))]
    for own in votes[1:]:
        step, now, before = [], [], -1  # of the sheets before, the one that says most so far
        for number, held in enumerate(best):
            comes = before >= 0 and best[before] + _NEXT > held
            step.append(before if comes else number)
            now.append(own[number] + (best[before] + _NEXT if comes else held))
            before = number if before < 0 or held >= best[before] else before
        best = now
        steps.append(step)
    found: list[int | None] = []
    at = max(range(len(best)), key=best.__getitem__)
    for own, step in zip(reversed(votes), reversed(steps), strict=True):
        found.append(at if own[at] else None)
        at = step[at]
    return found[::-1]


def _words(lines: Iterable[SheetLine]) -> list[str]:
    return [run for line in lines for run in line.runs]


def _place_page(page: SheetPage, lines: Sequence[SheetLine], index: SheetIndex, begin: int) -> int:
    """Places a page that goes on where the one before ends, row by row; else by the rows that are known of it.

    What stands above and below the rows are titles that are printed again, and the page's own head and foot.
    """
    repeated = _repeated_titles(lines, index, begin)
    lines = lines[repeated:]
    row = CellPlacing(index, set()).follow(lines, begin)
    done = [number for number, line in enumerate(lines) if all(text.cell is not None for text in line.texts)]
    if done:
        above, within, below = lines[: done[0]], lines[done[0] : done[-1] + 1], lines[done[-1] + 1 :]
        titles = [line for line in above if line.row is not None and line.row < begin]
        if len(within) == len(done) and not any(line.row is not None for line in [*above, *below] if line not in titles):
            CellPlacing(index, set()).place(titles, begin)
            return row
    for text in page.texts:
        text.cell = None
    return CellPlacing(index, page.elsewhere).place(lines, begin)


def _repeated_titles(lines: Sequence[SheetLine], index: SheetIndex, begin: int) -> int:
    """Gives the texts of titles their cells that a page begins with again, and says how many lines these are."""
    first, end = index.grid.titles
    if not first < end <= begin:
        return 0
    heads = lines[: _LINES_OF_A_ROW * (end - first)]
    CellPlacing(index, set()).follow(heads, first, end)
    placed = [all(text.cell is not None for text in line.texts) for line in heads]
    return placed.index(False) if False in placed else len(heads)


def _settle(page: SheetPage) -> None:
    """Takes down what was found of a page; one that mostly says other things is of no sheet, but of a chart on it."""
    texts = [text for text in page.texts if text.words]
    page.found = defaultdict(set)
    for text in texts:
        if text.cell is not None:
            page.found[text.cell[0]].add(text.cell[1])
    heights = [text.y for text in texts if text.cell is not None]
    among = [text for text in texts if heights and min(heights) <= text.y <= max(heights)]
    if len(heights) < max(len(among), 1) * _MOSTLY:
        page.number, page.grid, page.found = None, None, {}
        for text in texts:
            text.cell = None


def _find_cuts(pages: Sequence[SheetPage]) -> None:
    """Finds pages of whose rows other pages have more: each has columns that the other has not, in half of them or more."""
    held: dict[tuple[int | None, int], set[frozenset[int]]] = defaultdict(set)
    for page in pages:
        for row, columns in page.found.items():
            held[page.number, row].add(frozenset(columns))
    for page in pages:
        cut = {
            row: set().union(*(other for other in held[page.number, row] if other - columns and columns - other))
            for row, columns in page.found.items()
        }
        is_cut = sum(map(bool, cut.values())) * 2 >= len(cut)
        page.elsewhere = set().union(*cut.values()) - set().union(*page.found.values()) if is_cut else set()


def _find_rows(lines: Sequence[SheetLine], index: SheetIndex, begin: int) -> None:
    """The rows of those lines that hold texts of few cells: as many of them as stand in the order of the sheet.

    Rows after `begin`, where the page before ends, are likelier than others.
    """
    best: list[tuple[int, float, tuple[int, int], int]] = []  # row, weight so far, (line, row), entry before
    front: list[int] = []  # entries with rising rows and rising weights
    for number, line in enumerate(lines):
        added = []
        for row, weight in _votes(line, index, begin):
            at = bisect_left(front, row, key=lambda entry: best[entry][0]) - 1
            before = front[at] if at >= 0 else -1
            added.append((row, weight + (best[before][1] if before >= 0 else 0), (number, row), before))
        for entry in added:
            best.append(entry)
            at = bisect_right(front, entry[0], key=lambda each: best[each][0])
            if at and best[front[at - 1]][1] >= entry[1]:
                continue
            end = at
            while end < len(front) and best[front[end]][1] <= entry[1]:
                end += 1
            start = at - 1 if at and best[front[at - 1]][0] == entry[0] else at
            front[start:end] = [len(best) - 1]
    last = front[-1] if front else -1
    while last >= 0:
        _, _, (number, row), last = best[last]
        lines[number].row = row


def _votes(line: SheetLine, index: SheetIndex, begin: int) -> list[tuple[int, float]]:
    votes: dict[int, float] = defaultdict(float)
    for run in line.runs:
        places = index.places.get(run, ())
        if 0 < len(places) <= _MOST_PLACES:
            for row in {row for row, _ in places}:
                votes[row] += (1 if row > begin else _LESS) / len(places)
    return sorted(sorted(votes.items(), key=lambda vote: -vote[1])[:5])


def _found(lines: Iterable[SheetLine], index: SheetIndex) -> dict[int, set[int]]:
    """Of each row that is known, the columns whose texts stand in it once and are printed."""
    found: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        if line.row is None:
            continue
        held = {index.texts[cell]: cell for cell in reversed(index.cells(line.row))}
        count: dict[str, int] = defaultdict(int)
        for cell in index.cells(line.row):
            count[index.texts[cell]] += 1
        for run in line.runs:
            if count.get(run) == 1:
                found[line.row].add(held[run][1])
    return dict(found)
