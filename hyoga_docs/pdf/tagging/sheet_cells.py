"""Lines of a page beside the cells of a sheet, row by row and from left to right.

Long texts are painted in pieces and over several lines, and what does not fit into its cell is not painted at all.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.text.excel.rounded_numbers import roundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from hyoga_docs.pdf.tagging.sheet_lines import SheetLine
    from hyoga_docs.pdf.tagging.sheet_texts import Cell, SheetText
    from hyoga_docs.text.passages import Grid

_BESIDE = 30  # rows that are looked through before the first row that is known, and behind the last
_LONG, _FEW = 6, 3  # letters of a text, and signs of another font among them
_AHEAD = 200  # cells of a row that are looked through for a text


class SheetIndex:
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
                words = unbroken(row[column])
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


class CellPlacing:
    """The texts of one page on their way into cells; `used` says how far the text of each cell has been found."""

    def __init__(self, index: SheetIndex, elsewhere: Set[int]) -> None:
        self.index, self.elsewhere = index, elsewhere
        self.used: dict[Cell, int] = {}

    def place(self, lines: Sequence[SheetLine], begin: int) -> int:
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

    def follow(self, lines: Sequence[SheetLine], begin: int, end: int | None = None) -> int:
        """Gives texts their cells as long as every line is the next row, from `begin` on; returns the last row of the page."""
        at = begin
        for line in lines:
            found = self._next(line, at, len(self.index.rows) if end is None else end)
            if found is not None:
                at, aligned = found
                self.used = aligned.used
                aligned.guess()
        return at

    def _next(self, line: SheetLine, at: int, end: int) -> tuple[int, _Alignment] | None:
        """The row that says all of a line, if it is the next of which something is not said; with the line beside it."""
        for row in range(at, end):
            if not self.index.rows[row]:
                continue
            trial = _Alignment(self._cells(row), self.index.texts, dict(self.used))
            trial.take(line.texts, whole=True)
            if not trial.left:
                return row, trial
            if any((row, column) not in self.used and (row, column) not in self.index.tall for column in self.index.rows[row]):
                return None
        return None

    def _cells(self, row: int) -> list[Cell]:
        return [cell for cell in self.index.cells(row) if cell[1] not in self.elsewhere]

    def _best(self, line: SheetLine, rows: Iterable[int]) -> int | None:
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


def _is_nearly(words: str, rest: str) -> bool:
    """Whether words are the beginning of what a cell says but for a few signs, which are painted from another font."""
    letters, skipped = iter(rest), 0
    for word in words:
        for letter in letters:
            if letter == word:
                break
            skipped += 1
            if skipped > _FEW:
                return False
        else:
            return False
    return True


def _is_sign(words: str, said: str) -> bool:
    """Whether a text is a few signs of what a cell says beside it."""
    return len(words) <= _FEW and all(each in said and not each.isalnum() for each in words)


class _Alignment:
    """The texts of a line beside the cells of a row, both from left to right."""

    def __init__(self, cells: Sequence[Cell], said: Mapping[Cell, str], used: dict[Cell, int]) -> None:
        self.cells, self.said, self.used = cells, said, used
        self.pairs: list[tuple[SheetText, int]] = []
        self.left: list[tuple[SheetText, int]] = []  # with how many pairs stand before it

    def take(self, texts: Iterable[SheetText], *, whole: bool = False) -> None:
        """Finds the cells of texts; where all are wanted, no farther than to the first that is of none."""
        at, begun = 0, False
        for text in texts:
            found = self._next(text.words, at, begun=begun)
            if found is None:
                self.left.append((text, len(self.pairs)))
                if whole:
                    return
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
            beside = [pair for _, pair in self.pairs[max(before - 1, 0) : before + 1]]
            text.cell = next((self.cells[at] for at in beside if _is_sign(text.words, self.said[self.cells[at]])), None)
            if text.cell is None:
                gaps[before].append(text)
        for before, texts in gaps.items() if self.pairs else ():
            free = [cell for cell in self.cells[ends[before] + 1 : ends[before + 1]] if cell not in self.used]
            if len(free) == 1 or len(free) == len(texts):
                for number, text in enumerate(texts):
                    text.cell = free[min(number, len(free) - 1)]
                    self.used[text.cell] = len(self.said[text.cell])

    def _next(self, words: str, at: int, *, begun: bool) -> int | None:
        """The next cell that says these words: the one that was begun, one that says just this, one that holds it."""
        if begun and self._rest(at).startswith(words):
            return self._use(at, len(words))
        ahead = range(at + begun, min(at + _AHEAD, len(self.cells)))
        if ahead and self._rest(ahead[0]) == words:
            return self._use(ahead[0], len(words))
        rests = [self._rest(number) for number in ahead]
        for number, rest in zip(ahead, rests, strict=True):
            if rest == words:
                return self._use(number, len(words))
        is_figure = words[-1:].isdigit()
        for number, rest in zip(ahead, rests, strict=True):
            if rest.startswith(words) or (is_figure and len(rest) > len(words) and words.lower() in roundings(rest)):
                return self._use(number, len(words))
        for number, rest in zip(ahead, rests, strict=True):
            if words in rest and (len(words) > 1 or (rest.endswith(words) and self.cells[number] in self.used)):
                return self._use(number, rest.index(words) + len(words))
        return self._nearly(words, range(at, ahead.stop) if begun else ahead)

    def _nearly(self, words: str, ahead: range) -> int | None:
        """The next cell that says these words but for a few signs."""
        found = (number for number in ahead if _is_nearly(words, self._rest(number)))
        number = next(found, None) if len(words) >= _LONG else None
        return self._use(number, len(words)) if number is not None else None

    def _rest(self, number: int) -> str:
        cell = self.cells[number]
        return self.said[cell][self.used.get(cell, 0) :]

    def _use(self, number: int, length: int) -> int:
        cell = self.cells[number]
        self.used[cell] = self.used.get(cell, 0) + length
        return number
