"""Which cell of a sheet each text of a page is of: LibreOffice writes no tags for sheets, but we have read the file.

What a page says is looked for in the sheet: texts that stand in one row only say which row a line is, the rows between
follow in order, and within a row texts and cells are taken from left to right. Long texts are painted in pieces and over
several lines, and what does not fit into its cell is not painted at all.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from hyoga_docs.text.passages import Grid

Cell = tuple[int, int]
_MOST_AHEAD = 30  # sheets that are looked through for a page
_MOST_PLACES = 50  # a text that stands in more cells says nothing of where it is
_LESS = 0.9  # of what a row is worth that comes after the page before
_APART = 1.5  # of the usual step from line to line: a head or foot of the page
_FIGURES = re.compile(r"\d+")
_BESIDE = 30  # rows that are looked through before the first row that is known, and behind the last
_AHEAD = 200  # cells of a row that are looked through for a text
_HIDDEN = 0.25  # of its size; so much of a letter may lie outside of its cell
_CLOSE = 0.2  # of their size; pieces of one text are not farther apart


@dataclass
class SheetText:
    """A text as a page paints it, in points: where it begins, where its ink ends, and the cell of the grid that it is of.

    `words` are without spaces, and of one width. `clipped` says that some of it lies outside of what shows.
    """

    x: float
    y: float
    right: float
    size: float
    words: str
    clipped: bool = False
    cell: Cell | None = None


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


def folded(text: str) -> str:
    """A text without spaces, its characters of one width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_sheet_pages(data: bytes, grids: Sequence[Grid]) -> list[SheetPage]:
    """The pages of a PDF that LibreOffice made of sheets, each text with its cell; the grids in the order of the sheets."""
    pages = _read_pages(data)
    place_texts(pages, grids)
    return pages


def place_texts(pages: Sequence[SheetPage], grids: Sequence[Grid]) -> None:
    """Finds the grid of each page and the cell of each of its texts."""
    indexes = [_SheetIndex(grid) for grid in grids if grid.names]
    lines = _without_margins([_lines(page.texts) for page in pages])
    at, begin = 0, 0
    for page, own in zip(pages, lines, strict=True):
        on = _nearest_sheet(own, indexes[at : at + _MOST_AHEAD])
        if on is None:
            continue
        at, begin = at + on, 0 if on else begin
        page.number, page.grid = at, indexes[at].grid
        _find_rows(own, indexes[at], begin)
        page.found = _found(own, indexes[at])
        begin = max((line.row for line in own if line.row is not None), default=begin)
    _find_cuts(pages)
    last, row = None, 0
    for page, own in zip(pages, lines, strict=True):
        if page.number is not None:
            begin = row + 1 if page.number == last else 0
            row = _place_page(page, own, indexes[page.number], begin)
            last = page.number
            _settle(page)
    _find_cuts(pages)  # once more, by all that was found


def _nearest_sheet(lines: Sequence[_Line], indexes: Sequence[_SheetIndex]) -> int | None:
    """The first of the sheets that says about as much of a page as any of them."""
    votes = [sum(run in index.places for line in lines for run in line.runs) for index in indexes]
    most = max(votes, default=0)
    return next(number for number, count in enumerate(votes) if count * 2 >= most) if most else None


def _place_page(page: SheetPage, lines: Sequence[_Line], index: _SheetIndex, begin: int) -> int:
    """Places a page that goes on where the one before ends, row by row; else by the rows that are known of it.

    What stands above and below the rows are titles that are printed again, and the page's own head and foot.
    """
    row = _Placing(index, set()).follow(lines, begin)
    done = [number for number, line in enumerate(lines) if all(text.cell is not None for text in line.texts)]
    if done:
        above, within, below = lines[: done[0]], lines[done[0] : done[-1] + 1], lines[done[-1] + 1 :]
        titles = [line for line in above if line.row is not None and line.row < begin]
        if len(within) == len(done) and not any(line.row is not None for line in [*above, *below] if line not in titles):
            _Placing(index, set()).place(titles, begin)
            return row
    for text in page.texts:
        text.cell = None
    return _Placing(index, page.elsewhere).place(lines, begin)


def _settle(page: SheetPage) -> None:
    """Takes down what was found of a page; one that mostly says other things is of no sheet, but of a chart on it."""
    texts = [text for text in page.texts if text.words]
    page.found = defaultdict(set)
    for text in texts:
        if text.cell is not None:
            page.found[text.cell[0]].add(text.cell[1])
    if sum(text.cell is not None for text in texts) * 2 < len(texts):
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


def _read_pages(data: bytes) -> list[SheetPage]:
    pages = []
    with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        for index in range(len(document)):
            with contextlib.closing(document[index]) as page, contextlib.closing(page.get_textpage()) as textpage:
                found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3)
                pages.append(SheetPage([_text(item, textpage) for item in found]))
    return pages


def _text(item: pypdfium2.PdfObject, textpage: pypdfium2.PdfTextPage) -> SheetText:
    length = pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item.raw, size)
    matrix, bounds = item.get_matrix(), item.get_bounds()
    scale = max(abs(matrix.d), abs(matrix.b)) * size.value
    words = folded(buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0"))
    return SheetText(matrix.e, matrix.f, bounds[2], scale, words, _is_clipped(item, bounds, scale))


def _is_clipped(item: pypdfium2.PdfObject, bounds: tuple[float, float, float, float], size: float) -> bool:
    """Whether a good part of a letter lies at a side outside of the clip, or half of the line above or below it."""
    left, bottom, right, top = bounds
    clip = pdfium.FPDFPageObj_GetClipPath(item.raw)
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        points = [_point(clip, path, number) for number in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), 100))]
        if not points:
            continue
        across, up = [x for x, _ in points], [y for _, y in points]
        beside = max(min(across) - left, right - max(across)) > size * _HIDDEN
        if beside or not min(up) < (bottom + top) / 2 < max(up):
            return True
    return False


def _point(clip: Any, path: int, number: int) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
    return x.value, y.value


@dataclass
class _Line:
    """The texts of a line from left to right, what each text says that is painted in one or more pieces, and its row."""

    texts: list[SheetText]
    runs: list[str]
    row: int | None = None

    @property
    def y(self) -> float:
        """Where it stands."""
        return self.texts[0].y


def _lines(texts: Iterable[SheetText]) -> list[_Line]:
    """The lines of a page from the top down."""
    lines: list[list[SheetText]] = []
    for text in sorted((text for text in texts if text.words), key=lambda each: -each.y):
        if lines and abs(lines[-1][0].y - text.y) < max(text.size, 1) * 0.3:
            lines[-1].append(text)
        else:
            lines.append([text])
    return [_Line(line, _runs(line)) for line in (sorted(each, key=lambda text: text.x) for each in lines)]


def _without_margins(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """The lines of each page without its head and foot: what stands off the others, and on other pages too but for its figures."""
    steps = sorted(upper.y - lower.y for lines in pages for upper, lower in pairwise(lines))
    apart = steps[len(steps) // 2] * _APART if steps else 0
    ends = [[end for end, beside in _ends(lines) if abs(end.y - beside.y) > apart] for lines in pages]
    seen = Counter(_as_margin(line) for page in ends for line in page)
    margins = [[line for line in page if seen[_as_margin(line)] > 1] for page in ends]
    return [[line for line in lines if line not in held] for lines, held in zip(pages, margins, strict=True)]


def _ends(lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """The first and the last line of a page, each with the one beside it."""
    return [(lines[0], lines[1]), (lines[-1], lines[-2])] if len(lines) > 1 else []


def _as_margin(line: _Line) -> tuple[int, str]:
    return round(line.y), _FIGURES.sub("", "".join(text.words for text in line.texts))


def _runs(line: Sequence[SheetText]) -> list[str]:
    """What stands close together on a line; and the line as a whole, for spaces may be wide."""
    runs: list[str] = []
    end = float("-inf")
    for text in line:
        if runs and text.x - end < text.size * _CLOSE:
            runs[-1] += text.words
        else:
            runs.append(text.words)
        end = text.right
    return [*runs, "".join(runs)] if len(runs) > 1 else runs


class _SheetIndex:
    """A grid with its texts folded, by row and by text. Merged cells stand in each of their rows."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.rows: list[list[int]] = []
        self.texts: dict[Cell, str] = {}
        self.places: dict[str, list[Cell]] = defaultdict(list)
        for number, row in enumerate(grid.rows):
            columns = [column for column, text in enumerate(row) if text]
            self.rows.append(columns)
            for column in columns:
                words = folded(row[column])
                self.texts[number, column] = words
                self.places[words].append((number, column))
        self.tall = {span[:2] for span in grid.spans if span[2] > 1}
        self.over: dict[int, list[Cell]] = defaultdict(list)
        for row_, column, height, _ in grid.spans:
            if (row_, column) in self.texts:
                for below in range(row_ + 1, min(row_ + height, len(grid.rows))):
                    self.over[below].append((row_, column))

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row from left to right, with those that reach into it from above."""
        own = [(row, column) for column in self.rows[row]]
        return sorted([*own, *self.over[row]], key=lambda cell: cell[1]) if row in self.over else own


def _find_rows(lines: Sequence[_Line], index: _SheetIndex, begin: int) -> None:
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


def _votes(line: _Line, index: _SheetIndex, begin: int) -> list[tuple[int, float]]:
    votes: dict[int, float] = defaultdict(float)
    for run in line.runs:
        places = index.places.get(run, ())
        if 0 < len(places) <= _MOST_PLACES:
            for row in {row for row, _ in places}:
                votes[row] += (1 if row > begin else _LESS) / len(places)
    return sorted(sorted(votes.items(), key=lambda vote: -vote[1])[:5])


def _found(lines: Iterable[_Line], index: _SheetIndex) -> dict[int, set[int]]:
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


class _Placing:
    """The texts of one page on their way into cells; `used` says how far the text of each cell has been found."""

    def __init__(self, index: _SheetIndex, elsewhere: Set[int]) -> None:
        self.index, self.elsewhere = index, elsewhere
        self.used: dict[Cell, int] = {}

    def place(self, lines: Sequence[_Line], begin: int) -> int:
        """Gives every text of every line its cell, where there is one; returns the last row of the page.

        A page of which no row is known goes on at row `begin`.
        """
        known = [line.row for line in lines]
        first = next((row for row in known if row is not None), None)
        before = begin if first is None else first - _BESIDE
        for number, line in enumerate(lines):
            row = line.row
            if row is None:
                after = next((each for each in known[number:] if each is not None), before + 2 * _BESIDE)
                row = self._best(line, range(max(before, 0), min(after, before + 2 * _BESIDE, len(self.index.rows) - 1) + 1))
            if row is None:
                continue
            aligned = _Alignment(self._cells(row), self.index.texts, self.used)
            aligned.take(line.texts)
            aligned.guess()
            before = max(before, row)
        return before

    def follow(self, lines: Sequence[_Line], begin: int) -> int:
        """Gives texts their cells as long as every line is the next row, from `begin` on; returns the last row of the page."""
        at = begin
        for line in lines:
            row = self._next(line, at)
            if row is not None:
                aligned = _Alignment(self._cells(row), self.index.texts, self.used)
                aligned.take(line.texts)
                aligned.guess()
                at = row
        return at

    def _next(self, line: _Line, at: int) -> int | None:
        """The row that says all of a line, if it is the next of which something is not said."""
        for row in range(at, len(self.index.rows)):
            trial = _Alignment(self._cells(row), self.index.texts, dict(self.used))
            trial.take(line.texts)
            if not trial.left:
                return row
            if any((row, column) not in self.used and (row, column) not in self.index.tall for column in self.index.rows[row]):
                return None
        return None

    def _cells(self, row: int) -> list[Cell]:
        return [cell for cell in self.index.cells(row) if cell[1] not in self.elsewhere]

    def _best(self, line: _Line, rows: Iterable[int]) -> int | None:
        """The first of those rows in which most of a line stands; None where nothing of it does."""
        best, most, whole = None, 0, sum(len(text.words) for text in line.texts)
        for row in rows:
            trial = _Alignment(self._cells(row), self.index.texts, dict(self.used))
            trial.take(line.texts)
            score = sum(len(text.words) for text, _ in trial.pairs)
            if score > most:
                best, most = row, score
            if score == whole:
                break
        return best


class _Alignment:
    """The texts of a line beside the cells of a row, both from left to right."""

    def __init__(self, cells: Sequence[Cell], said: Mapping[Cell, str], used: dict[Cell, int]) -> None:
        self.cells, self.said, self.used = cells, said, used
        self.pairs: list[tuple[SheetText, int]] = []
        self.left: list[tuple[SheetText, int]] = []  # with how many pairs stand before it

    def take(self, texts: Iterable[SheetText]) -> None:
        """Finds the cells of texts."""
        at, begun = 0, False
        for text in texts:
            found = self._next(text.words, at, begun=begun)
            if found is None:
                self.left.append((text, len(self.pairs)))
                continue
            at, begun = found, True
            self.pairs.append((text, at))

    def guess(self) -> None:
        """Writes down the cells, also of texts that are other than we read them where only one cell is left for them."""
        ends = [-1, *(at for _, at in self.pairs), len(self.cells)]
        for text, cell in [(text, self.cells[at]) for text, at in self.pairs]:
            text.cell = cell
        gaps: dict[int, list[SheetText]] = defaultdict(list)
        for text, before in self.left:
            gaps[before].append(text)
        for before, texts in gaps.items() if self.pairs else ():
            free = [cell for cell in self.cells[ends[before] + 1 : ends[before + 1]] if cell not in self.used]
            if len(free) == 1 or len(free) == len(texts):
                for number, text in enumerate(texts):
                    text.cell = free[min(number, len(free) - 1)]
                    self.used[text.cell] = len(self.said[text.cell])

    def _next(self, words: str, at: int, *, begun: bool) -> int | None:
        """The next cell that says these words: the one that was begun, one that says just this, one that holds it."""
        ahead = range(at + begun, min(at + _AHEAD, len(self.cells)))
        rests = [self._rest(number) for number in ahead]
        if begun and self._rest(at).startswith(words):
            return self._use(at, len(words))
        for number, rest in zip(ahead, rests, strict=True):
            if rest == words:
                return self._use(number, len(words))
        for number, rest in zip(ahead, rests, strict=True):
            if rest.startswith(words):
                return self._use(number, len(words))
        for number, rest in zip(ahead, rests, strict=True):
            if len(words) > 1 and words in rest:
                return self._use(number, rest.index(words) + len(words))
        return None

    def _rest(self, number: int) -> str:
        cell = self.cells[number]
        return self.said[cell][self.used.get(cell, 0) :]

    def _use(self, number: int, length: int) -> int:
        cell = self.cells[number]
        self.used[cell] = self.used.get(cell, 0) + length
        return number
