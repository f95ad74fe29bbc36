"""Tables of figures among lines of text: rows that follow each other, their cells parted by blanks, tabs or drawn lines.

A row of blanks is a name and the figures after it. Where lines stand as they were typed, a row with fewer figures is put under
the others by place; where they do not, as in a PDF, it ends the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hyoga_docs.japanese.width import text_width
from hyoga_docs.text.passages import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FIGURE = re.compile(
    r"[-−－▲△+＋]?[0-9０-９][0-9０-９,，.．]*[%％]?|[-－―…]|[▲△]?[0-9０-９,，.．]+(?:人|件|円|千円|名|校|団体|か所)"
)
_TOKEN = re.compile(r"[▲△−－＋+-][ 　]+[0-9０-９]\S*|\S+")
_BLANK = re.compile(r"[ 　]+")
_DRAWN = re.compile(r"[│┃|\t]")
_RULE = re.compile(r"[─━┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛┠┨┯┷┿╂╋═|:+ 　-]{3,}")
_TOTAL_NAME = re.compile(r"[ 　]*(?:合[ 　]*計|総[ 　]*計|総[ 　]*数|計)[ 　]*")
_SUM = re.compile(r"[ 　](?:合計|総計|計)$")
_FEWEST_ROWS = 3
_LONGEST_NAME = 40  # characters; what is longer is a sentence
_CELLS = 3


@dataclass(frozen=True)
class TableLine:
    """A line of a page: its text, its number in the file, and how many empty lines came before it."""

    text: str
    number: int
    gap: int = 0


@dataclass(frozen=True)
class _FigureRow:
    """A row with its cells, and the places in columns of half a letter where the figures of a row of blanks begin and end."""

    line: TableLine
    cells: tuple[str, ...]
    places: tuple[tuple[int, int], ...] = ()


def is_row(text: str) -> bool:
    """Whether a line is a row of figures."""
    cells = _tokens(text)
    return len(cells) >= _CELLS and sum(_is_figure(cell) for cell in cells) * 2 >= len(cells)


def line_tables(lines: Iterable[TableLine], page: int | None, *, placed: bool) -> list[Grid]:
    """The tables of a page; `placed` says that its lines stand as they were typed, so that what is aligned is a column."""
    grids: list[Grid] = []
    rows: list[_FigureRow] = []
    above: TableLine | None = None
    named: TableLine | None = None  # a line of words below a row, which may be the first half of the next row's name
    before: TableLine | None = None
    cut = False
    for line in [*lines, TableLine("", 0, 9)]:
        if rows and _RULE.fullmatch(line.text):
            continue
        row = _row(line)
        if row is not None and rows:
            row = _under(row, rows[-1], placed=placed) or row
        elif row is not None and before is not None and "\t" in line.text and "\t" in before.text:
            row = _padded(row, len(_drawn(before.text)))
        if rows and row is not None and len(row.cells) == len(rows[-1].cells):
            if named is not None:
                rows.append(_FigureRow(named, (named.text, *[""] * (len(row.cells) - 1)), rows[-1].places))
            rows.append(row)
            named = None
        elif rows and row is None and named is None and line.text and not line.gap and len(line.text) <= _LONGEST_NAME:
            named = line
        else:
            grids += _grid(rows, above, page) if not cut else ()
            cut = bool(rows) and row is not None and named is None and not line.gap  # the rest of a table is none
            above = named or before
            rows, named = [row] if row is not None else [], None
        before = line
    return grids


def _tokens(text: str) -> list[str]:
    return [_BLANK.sub("", each) for each in _TOKEN.findall(text)]


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell) is not None


def _row(line: TableLine) -> _FigureRow | None:
    """A line as a row: a name, then figures; None for what is no row."""
    if len(_DRAWN.findall(line.text)) >= (1 if "\t" in line.text else _CELLS - 1):
        cells = tuple(_BLANK.sub("", cell) if _is_figure(_BLANK.sub("", cell)) else cell.strip() for cell in _drawn(line.text))
        return _FigureRow(line, cells) if len(cells) > 1 and any(map(_is_figure, cells[1:])) else None
    tokens = list(_TOKEN.finditer(line.text))
    figures = [_is_figure(_BLANK.sub("", each.group())) for each in tokens]
    if not any(figures):
        return None
    first = len(tokens) - (figures[::-1].index(False) if False in figures else len(figures))
    if 0 < first < len(tokens) and tokens[first - 1].end() <= _LONGEST_NAME:
        widths = list(accumulate(map(text_width, line.text), initial=0))
        places = tuple((widths[each.start()], widths[each.end()]) for each in tokens[first:])
        name = line.text[: tokens[first - 1].end()]
        return _FigureRow(line, (name, *(_BLANK.sub("", each.group()) for each in tokens[first:])), places)
    return _FigureRow(line, tuple(_tokens(line.text))) if is_row(line.text) else None


def _drawn(text: str) -> list[str]:
    """The cells between drawn lines or tabs."""
    return _DRAWN.split(text if "\t" in text else re.sub(r"^[│┃|]|[│┃|]$", "", text.strip()))


def _padded(row: _FigureRow, width: int) -> _FigureRow:
    """A row whose last cells are empty: no tab stands before them."""
    return _FigureRow(row.line, (*row.cells, *[""] * (width - len(row.cells))))


def _under(row: _FigureRow, other: _FigureRow, *, placed: bool) -> _FigureRow | None:
    """A row in the columns of the one above: all that blanks part, or fewer figures, each aligned with one; else None."""
    tokens = tuple(_tokens(row.line.text))
    if len(tokens) == len(other.cells) != len(row.cells) and is_row(row.line.text):
        return _FigureRow(row.line, tokens)
    if "\t" in row.line.text and "\t" in other.line.text:
        return _padded(row, len(other.cells))
    columns = other.places
    apart = all(left - right > 2 for (_, right), (left, _) in pairwise(columns))
    if not placed or not row.places or not apart or len(row.places) >= len(columns):
        return None
    cells = [""] * len(columns)
    for place, cell in zip(row.places, row.cells[1:], strict=True):
        fitting = [at for at, column in enumerate(columns) if abs(column[1] - place[1]) <= 1 or column[0] == place[0]]
        if len(fitting) != 1 or cells[fitting[0]]:
            return None
        cells[fitting[0]] = cell
    return _FigureRow(row.line, (row.cells[0], *cells), columns)


def _grid(rows: Sequence[_FigureRow], above: TableLine | None, page: int | None) -> list[Grid]:
    """The table of some rows, if they are one, below the line that may be their heading."""
    if not rows:
        return []
    cells = [row.cells for row in rows]
    width = len(cells[0])
    heading = _heading(above, width) if above is not None else ()
    summed = above is not None and _SUM.search(above.text) and len(heading) == width
    if width < _CELLS:
        if not _TOTAL_NAME.fullmatch(cells[-1][0]) or len(rows) <= _FEWEST_ROWS or not _is_column(rows):
            return []
    elif len(rows) < _FEWEST_ROWS and not summed:
        return []
    numbers = tuple(row.line.number for row in rows)
    if len(heading) != width or above is None:
        return [Grid(tuple(cells), page, (), numbers)]
    return [Grid((heading, *cells), page, (), (above.number, *numbers))]


def _is_column(rows: Sequence[_FigureRow]) -> bool:
    """Whether the only figures of some rows stand below each other."""
    places = [row.places[0] for row in rows if row.places]
    return not places or any(max(edge) - min(edge) <= 1 for edge in zip(*places, strict=True))


def _heading(above: TableLine, width: int) -> tuple[str, ...]:
    """What stands over the columns; over the names of rows there is often nothing, or more than a word."""
    ways = [_drawn(above.text)] if _DRAWN.search(above.text) else [re.split(r"　+| {2,}", above.text), _tokens(above.text)]
    for cells in (tuple(cell.strip() for cell in way) for way in ways):
        if any(map(_is_figure, cells)):
            continue  # half of a line that is no heading, or of a year
        if len(cells) == width - 1 and len(cells) > 1:
            return ("", *cells)
        if len(cells) == width:
            return cells
    return ()
