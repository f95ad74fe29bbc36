"""The lines that reviewers read of sheets, row by row, and of slides, one by one.

Of a sheet, each cell stands on a line of its own behind the letters of its column; a row's number stands where it does not
follow the row before, so that a row that comes in between changes no line but its own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hyoga_docs.text.passages import PassageKind
from hyoga_docs.text.readers.docx_lines import numbered, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.text.passages import Body, Grid, Passage

#: What stands for a page or a slide without words.
NO_TEXT = "（文字のないページ）"
_BESIDE, _MARGIN = "図形・グラフ・注など", "ヘッダー・フッター"
_ONE_SHEET = "表"  # a csv, which has no sheets with names


def sheet_lines(body: Body, title: str | None = None) -> Iterator[str]:
    """A sheet: its rows, then what lies on it, then its headers and footers; without a title, that of a csv, which has no name."""
    if not body.passages and not body.grids:
        return
    yield from ("", f"## {_ONE_SHEET}" if title is None else f"## シート「{title}」")
    for grid in body.grids:
        yield from _rows(grid)
    beside = [] if title is None else [each for each in body.passages if each.kind is not PassageKind.TEXT]
    for heading, is_margin in ((_BESIDE, False), (_MARGIN, True)):
        lines = [line for each in beside if (each.kind is PassageKind.MARGIN) == is_margin for line in _ticked(each)]
        yield from ("", f"### {heading}", *lines) if lines else ()


def _rows(grid: Grid) -> Iterator[str]:
    before = 0
    for number, letters, row in _placed_rows(grid):
        cells = [(letter, flat) for letter, cell in zip(letters, row, strict=True) if (flat := _flat(cell))]
        if not cells:
            continue
        yield ""
        if number != before + 1:
            yield from (f"### {number}行目", "")
        yield from (f"- {letter}　{cell}" for letter, cell in cells)
        before = number


def _placed_rows(grid: Grid) -> Iterator[tuple[int, Sequence[str], Sequence[str]]]:
    """Each row with its number and the letters of its columns, as its cells' names tell them."""
    for names, row in zip(grid.names, grid.rows, strict=True):
        addresses = [name.rpartition("!")[2] for name in names]
        letters = [address.rstrip("0123456789") for address in addresses]
        yield int(addresses[0].removeprefix(letters[0])), letters, row


def slide_lines(body: Body) -> Iterator[str]:
    """The slides that are shown, each under its place among them."""
    found = {page: list(passages) for page, passages in groupby(body.passages, key=lambda passage: passage.page or 1)}
    for page in range(1, max(found, default=0) + 1):
        lines = list(_slide(found.get(page, [])))
        yield from ("", f"## スライド{page}", "", *(lines or [NO_TEXT]))


def _slide(passages: Sequence[Passage]) -> Iterator[str]:
    """A slide; of its tables, each cell stands on a line of its own, and a row apart from the others."""
    rows = groupby(passages, key=lambda passage: passage.cell and passage.cell[0])
    for at, (row, group) in enumerate(rows):
        yield from [""] if at else []
        if row is None:
            yield from (line for passage in group for line in _said(passage))
            continue
        for _, cell in groupby(group, key=lambda passage: passage.cell):
            yield f"- {'　'.join(f'{each.number}　{_flat(each.text)}'.strip() for each in cell)}"


def _ticked(passage: Passage) -> list[str]:
    """What lies on a sheet, with the sign of a control before its words: whether it is ticked."""
    return sentences(f"{passage.number}{passage.text}")


def _said(passage: Passage) -> list[str]:
    return numbered(passage.number, sentences(passage.text))


def _flat(text: str) -> str:
    return " ".join(text.split("\n")).strip()
