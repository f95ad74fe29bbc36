"""The lines of a page, and those of them that belong to the page and not to the text: its number, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.diff.papers_own_page_numbers import counting, page_number
from hyoga_docs.pdf.render.page_letters import PageRegion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hyoga_docs.pdf.render.page_letters import PageLetters

#: Where numbers of pages, and where other running lines stand: parts of the height from the edge.
_NUMBERS, _RUNNING = 0.12, 0.16
#: How many lines from the edge are looked at.
_ROWS = 3
#: How far apart, in points, lines of two pages stand that stand in the same place.
_PLACE = 3.0
_DIGITS = re.compile(r"[0-9０-９]+")
#: Lines with fewer letters in the middle are those of vertical text, of which each letter is one.
_VERTICAL = 2.0
#: A page that ends in few letters that stand far above the others ends in a box that was drawn last.
_UP, _FEW = 0.3, 0.2


class TextLine(NamedTuple):
    """Letters in a row: the first, the one after the last, and the part of the page that they take."""

    start: int
    end: int
    part: PageRegion


@dataclass(frozen=True)
class RunningLine:
    """A line that belongs to a page: what it says, with # for what counts pages, and where."""

    said: str
    line: TextLine

    @property
    def numbered(self) -> bool:
        """Whether it counts pages."""
        return "#" in self.said


@dataclass(frozen=True)
class ComparedPage:
    """A page as it is compared: its letters, its running lines, the stretches of its text, and the boxes drawn after it."""

    letters: PageLetters
    running: tuple[RunningLine, ...]
    text: tuple[TextLine, ...]
    aside: tuple[TextLine, ...]


def lines_of(letters: PageLetters) -> list[TextLine]:
    """The lines of a page as they were written: letters beside one another, of about one height."""
    boxes, found, start = letters.boxes, [], 0
    if not letters.text:
        return []
    left, top, right, bottom = boxes[:4]
    for place in range(1, len(letters.text)):
        x0, y0, x1, y1 = boxes[4 * place : 4 * place + 4]
        shared = min(bottom, y1) - max(top, y0)
        if 2 * shared >= min(bottom - top, y1 - y0) and x0 >= left - 0.02:
            left, top, right, bottom = min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)
            continue
        found.append(TextLine(start, place, PageRegion(left, top, right, bottom)))
        start, left, top, right, bottom = place, x0, y0, x1, y1
    return [*found, TextLine(start, len(letters.text), PageRegion(left, top, right, bottom))]


def sheets(*papers: Sequence[PageLetters]) -> tuple[list[ComparedPage], ...]:
    """The pages of papers as they are compared; what runs through one of the papers is a running line in all."""
    lined = [[lines_of(letters) for letters in paper] for paper in papers]
    edges = [
        [_edges(letters, lines) for letters, lines in zip(paper, rows, strict=True)]
        for paper, rows in zip(papers, lined, strict=True)
    ]
    running: set[str] = set()
    columns: dict[str, set[int]] = defaultdict(set)
    for paper, pages in zip(papers, edges, strict=True):
        _recur(paper, pages, running, columns)
    numbers = _numbers(edges)
    return tuple(
        [
            _sheet(letters, lines, _running(page, running, columns, counted, len(paper)))
            for letters, lines, page, counted in zip(paper, rows, pages, own, strict=True)
        ]
        for paper, rows, pages, own in zip(papers, lined, edges, numbers, strict=True)
    )


def _numbers(papers: Sequence[Sequence[Sequence[_EdgeLine]]]) -> list[list[set[int]]]:
    """The numbers that are those of the pages, by page; none where one of the papers has none."""
    found = [
        {(page, number) for page, edges in enumerate(pages) for edge in edges if (number := _own_number(edge)) is not None}
        for pages in papers
    ]
    counted = [counting(each) for each in found]
    if not all(counted):
        counted = [set() for _ in papers]
    return [
        [{number for at, number in own if at == page} for page in range(len(pages))]
        for pages, own in zip(papers, counted, strict=True)
    ]


def _own_number(edge: _EdgeLine) -> int | None:
    outer = edge.line.part.bottom < _NUMBERS if edge.upper else edge.line.part.top > 1 - _NUMBERS
    return page_number(edge.said) if edge.last and outer else None


class _EdgeLine(NamedTuple):
    """A line near the upper or the lower edge of a page, whether it is the outermost, and alone in its row."""

    line: TextLine
    said: str
    upper: bool
    last: bool


def _edges(letters: PageLetters, lines: Sequence[TextLine]) -> list[_EdgeLine]:
    if not lines or len(letters.text) < _VERTICAL * len(lines):
        return []
    found = []
    for upper in (True, False):
        near = [line for line in lines if (line.part.bottom < _RUNNING if upper else line.part.top > 1 - _RUNNING)]
        near.sort(key=lambda line: line.part.top if upper else -line.part.bottom)
        for rank, line in enumerate(near[:_ROWS]):
            part = line.part
            beside = any(other.part.top < part.bottom and part.top < other.part.bottom for other in lines if other is not line)
            found.append(_EdgeLine(line, letters.text[line.start : line.end], upper, rank == 0 and not beside))
    return found


def _recur(
    paper: Sequence[PageLetters], pages: Sequence[Sequence[_EdgeLine]], running: set[str], counted: dict[str, set[int]]
) -> None:
    """Adds what recurs at the same place of pages, and which of its numbers go up with the pages."""
    seen: dict[tuple[str, bool], list[tuple[int, float, str]]] = defaultdict(list)
    for number, (letters, edges) in enumerate(zip(paper, pages, strict=True)):
        for edge in edges:
            seen[_key(edge.said), edge.upper].append((number, edge.line.part.top * letters.height, edge.said))
    for (key, upper), places in seen.items():
        first = places[0][0]
        steps = [[int(value) - number + first for value in _DIGITS.findall(said)] for number, _, said in places]
        columns = {column for column, values in enumerate(zip(*steps, strict=True)) if len(set(values)) == 1 < len(places)}
        steady = Counter[str]()
        beside = set()
        for one, two in pairwise(places):
            said = _counted(one[2], columns, len(paper))
            if abs(one[1] - two[1]) < _PLACE and said == _counted(two[2], columns, len(paper)):
                steady[said] += 1
                beside |= {said} if two[0] - one[0] == 1 else set()
        # A heading of a table comes again on the next page; what stands twice at the foot is more often a line of the text.
        found = beside if upper else {said for said, count in steady.items() if count + 1 >= max(2, len(paper) / 2)}
        running |= found
        if found:
            counted[key] |= columns


def _key(said: str) -> str:
    return _DIGITS.sub("0", said)


def _running(
    edges: Iterable[_EdgeLine], running: set[str], columns: Mapping[str, set[int]], numbers: set[int], pages: int
) -> list[RunningLine]:
    found = []
    for edge in edges:
        said = _counted(edge.said, columns.get(_key(edge.said), set()), pages)
        if _own_number(edge) in numbers:
            found.append(RunningLine("#", edge.line))
        elif said in running:
            found.append(RunningLine(said, edge.line))
    return found


def _counted(said: str, columns: set[int], pages: int) -> str:
    """A line with # for those of its numbers that count pages, and for the number of all pages beside them."""
    numbers = _DIGITS.findall(said)
    shown = ["#" if column in columns or (columns and int(number) == pages) else number for column, number in enumerate(numbers)]
    return "".join(piece for pair in zip_longest(_DIGITS.split(said), shown, fillvalue="") for piece in pair)


def _sheet(letters: PageLetters, lines: Sequence[TextLine], running: Sequence[RunningLine]) -> ComparedPage:
    taken = {each.line for each in running}
    text = [line for line in lines if line not in taken]
    cut = len(text)
    left = _FEW * sum(line.end - line.start for line in text)
    for place in range(len(text) - 1, 0, -1):
        left -= text[place].end - text[place].start
        if left < 0:
            break
        if text[place].part.bottom < text[place - 1].part.top - _UP:
            cut = place
    return ComparedPage(letters, tuple(running), tuple(text[:cut]), tuple(text[cut:]))


def in_place(one: tuple[PageLetters, TextLine], other: tuple[PageLetters, TextLine]) -> bool:
    """Whether two lines of two pages stand in the same place, by their left, their right or their middle."""
    (ours, mine), (theirs, its) = one, other
    wide, high = ours.width, ours.height
    across, away = theirs.width, theirs.height
    if abs(mine.part.top * high - its.part.top * away) >= _PLACE:
        return False
    left = abs(mine.part.left * wide - its.part.left * across)
    right = abs(mine.part.right * wide - its.part.right * across)
    middle = abs((mine.part.left + mine.part.right) * wide - (its.part.left + its.part.right) * across) / 2
    return min(left, right, middle) < _PLACE
