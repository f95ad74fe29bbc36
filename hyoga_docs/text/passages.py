"""A file's words: passages that know where they stand, and tables of cells."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from hyoga_docs.core.problem import Place


@dataclass(frozen=True, slots=True)
class Position:
    """From `offset` on, a passage's text lies at this line and column of its file; both count from 1."""

    offset: int
    line: int
    column: int


class PassageKind(StrEnum):
    """Where a passage stands: in the text, or beside it."""

    TEXT = ""
    MARGIN = "margin"  # a header or footer, printed again on each of its pages
    NOTE = "note"
    BOX = "box"
    CHART = "chart"
    FORMULA = "formula"
    READING = "reading"  # small letters beside a word, which say how it is read
    ART = "art"  # WordArt, printed as outlines of its letters


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading or a cell: the scope of a bracket, put together from the lines that it was broken into.

    `page` counts from 1. `sure` says that its ends are known, as in a Word file, and not guessed from lines. `number` is
    what a list prints before it, which is no part of the text. `cell` counts the rows and the cells of
    tables up to its own; None outside of them. `cell_name` is what a spreadsheet calls its cell (`Sheet1!B3`, of a csv `B3`).
    """

    text: str
    page: int | None = None
    spots: tuple[Position, ...] = ()
    sure: bool = True
    kind: PassageKind = PassageKind.TEXT
    number: str = ""
    cell: tuple[int, int] | None = field(default=None, compare=False)
    cell_name: str = field(default="", compare=False)

    def place(self, file: str, offset: int) -> Place:
        """The place in the file of a character of the text."""
        at = bisect_right(self.spots, offset, key=lambda spot: spot.offset)
        if not at:
            return Place(file)
        spot = self.spots[at - 1]
        return Place(file, spot.line, spot.column + offset - spot.offset)


@dataclass(frozen=True)
class Grid:
    """A table of cells as text; `names` says of each row's cells where they stand (`Sheet1!B3`), where the file has such names.

    `spans` are the merged cells of a sheet: row and column of the first cell among the rows, and how many of each they cover.
    `titles` are the rows that every page begins with: the first, and the one after the last.
    """

    rows: tuple[tuple[str, ...], ...]
    page: int | None = None
    names: tuple[tuple[str, ...], ...] = ()
    lines: tuple[int, ...] = ()
    spans: tuple[tuple[int, int, int, int], ...] = ()
    titles: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Body:
    """What a file says: its passages in the order of reading (cells of tables among them), and its tables once more as such."""

    passages: tuple[Passage, ...] = ()
    grids: tuple[Grid, ...] = ()

    def pack(self) -> bytes:
        """The body as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @staticmethod
    def unpack(data: bytes) -> Body:
        """The body from its JSON. Raises ValueError or KeyError for what is none."""
        held: dict[str, Any] = json.loads(data)
        passages = [
            Passage(
                **{
                    **each,
                    "spots": tuple(Position(**spot) for spot in each["spots"]),
                    "kind": PassageKind(each["kind"]),
                    "cell": each["cell"] and tuple(each["cell"]),
                }
            )
            for each in held["passages"]
        ]
        grids = [
            Grid(
                tuple(tuple(row) for row in each["rows"]),
                each["page"],
                tuple(tuple(row) for row in each["names"]),
                tuple(each["lines"]),
                tuple((row, column, height, width) for row, column, height, width in each["spans"]),
                (each["titles"][0], each["titles"][1]),
            )
            for each in held["grids"]
        ]
        return Body(tuple(passages), tuple(grids))
