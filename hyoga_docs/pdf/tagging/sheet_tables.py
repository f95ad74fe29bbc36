"""Tables for pages of a sheet: by the sheet itself where its texts are found on the page, else by how the page looks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from hyoga_docs.pdf.tagging.sheet_lines import by_line
from hyoga_docs.pdf.tagging.table_detection import ElementBuilder, arrange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pikepdf

    from hyoga_docs.pdf.tagging.marked_content import TextMark
    from hyoga_docs.pdf.tagging.sheet_pages import SheetPage
    from hyoga_docs.pdf.tagging.sheet_texts import Cell, SheetText

_NEAR = 1.0  # points between where a text begins as it is marked and as it is read


def sheet_elements(pdf: pikepdf.Pdf, page: pikepdf.Page, marks: Sequence[TextMark], sheet: SheetPage) -> tuple[list[Any], bool]:
    """Elements of a page's texts, and whether they are sure: tables of the cells, paragraphs of what stands around them."""
    if sheet.grid is None:
        return arrange(pdf, page, marks, [(text.x, text.y, text.right) for text in sheet.texts])
    return _SheetTags(ElementBuilder(pdf, page), sheet).elements(marks)


class _SheetTags:
    """The elements of one page while they are made."""

    def __init__(self, maker: ElementBuilder, sheet: SheetPage) -> None:
        self.maker, self.sheet = maker, sheet
        self.spans = {span[:2]: span[2:] for span in sheet.grid.spans} if sheet.grid is not None else {}

    def elements(self, marks: Sequence[TextMark]) -> tuple[list[Any], bool]:
        cells: dict[Cell, list[TextMark]] = defaultdict(list)
        around: list[TextMark] = []
        blank: list[TextMark] = []
        for mark, text in _matched(marks, self.sheet.texts):
            if text is not None and not text.words:
                blank.append(mark)
            elif text is not None and text.cell is not None:
                cells[text.cell].append(mark)
            else:
                around.append(mark)
        if not cells:
            return [self._paragraph(line) for line in by_line([*around, *blank])], False
        top = max(mark.y for held in cells.values() for mark in held)
        bottom = min(mark.y for held in cells.values() for mark in held)
        sure = all(mark.y > top or mark.y < bottom for mark in around)
        above = [self._paragraph(line) for line in by_line(mark for mark in around if mark.y > top)]
        rest = [self._paragraph(line) for line in by_line(mark for mark in around if mark.y <= top)]
        next(iter(cells.values())).extend(blank)  # nothing is read of them, but every mark has its element
        return [*above, *self._rows(cells), *rest], sure

    def _paragraph(self, marks: Iterable[TextMark]) -> Any:
        return self.maker.element("P", [mark.mcid for mark in marks])

    def _rows(self, cells: dict[Cell, list[TextMark]]) -> list[Any]:
        """A table from the first to the last row of several cells, and paragraphs of the rows above and below."""
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in sorted(cells):
            rows[cell[0]].append(cell)
        numbers = list(rows)
        wide = [index for index, row in enumerate(numbers) if len(rows[row]) > 1]
        if len(wide) < 2:
            return [self._paragraph(_in_order(cells[cell])) for row in numbers for cell in rows[row]]
        first, last = wide[0], wide[-1] + 1
        before = [self._paragraph(_in_order(cells[cell])) for row in numbers[:first] for cell in rows[row]]
        after = [self._paragraph(_in_order(cells[cell])) for row in numbers[last:] for cell in rows[row]]
        return [*before, self._table(numbers[first:last], cells), *after]

    def _table(self, rows: Sequence[int], cells: dict[Cell, list[TextMark]]) -> Any:
        """A table whose first row is its head, with the rows that cells of it reach into."""
        inside = {row: index for index, row in enumerate(rows)}
        columns = sorted({column for row, column in cells if row in inside})
        covered: set[Cell] = set()
        head = 1
        made = []
        for index, row in enumerate(rows):
            kids = []
            for place, column in enumerate(columns):
                if (row, column) in covered:
                    continue
                high, wide = self._size((row, column), rows[index:], columns[place:])
                wide = next((n for n in range(wide) if (row, columns[place + n]) in covered), wide)
                covered |= {(below, beside) for below in rows[index : index + high] for beside in columns[place : place + wide]}
                head = max(head, high) if index == 0 else head
                kids.append(self._cell(_in_order(cells.get((row, column), ())), high, wide, head=index < head))
            made.append(self.maker.element("TR", kids))
        return self.maker.element("Table", made)

    def _size(self, cell: Cell, rows: Sequence[int], columns: Sequence[int]) -> tuple[int, int]:
        """How many of the rows and columns from a cell on it covers."""
        height, width = self.spans.get(cell, (1, 1))
        high = sum(1 for row in rows[:height] if row < cell[0] + height)
        return high, sum(1 for column in columns[:width] if column < cell[1] + width)

    def _cell(self, marks: Sequence[TextMark], high: int, wide: int, *, head: bool) -> Any:
        return self.maker.cell([mark.mcid for mark in marks], head=head, high=high, wide=wide)


def _matched(marks: Sequence[TextMark], texts: Sequence[SheetText]) -> Iterator[tuple[TextMark, SheetText | None]]:
    """Each mark with the first text in it that says something, else with what it has; both are in the order of painting."""
    near: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        near[round(text.x), round(text.y)].append(number)
    starts: list[int | None] = []
    at = 0
    for mark in marks:
        x, y = round(mark.x), round(mark.y)
        around = ((across, up) for across in (x - 1, x, x + 1) for up in (y - 1, y, y + 1))
        found = [number for place in around for number in near.get(place, ()) if number >= at and _begins(mark, texts[number])]
        starts.append(min(found, default=None))
        at = min(found) + 1 if found else at
    end = len(texts)
    held: list[SheetText | None] = []
    for start in reversed(starts):
        inside = texts[start:end] if start is not None else ()
        held.append(next((text for text in inside if text.words), inside[0] if inside else None))
        end = end if start is None else start
    yield from zip(marks, reversed(held), strict=True)


def _begins(mark: TextMark, text: SheetText) -> bool:
    return abs(text.x - mark.x) + abs(text.y - mark.y) < _NEAR


def _in_order(marks: Iterable[TextMark]) -> list[TextMark]:
    """The marks of a cell as they are read: line by line, from left to right."""
    return [mark for line in by_line(marks) for mark in line]
