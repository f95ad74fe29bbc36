"""The seats of a room as a table of Word, in the place that the template marks: on one page, in type that can be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu

from hyoga_docs.japanese.line_breaks import name_lines
from hyoga_docs.japanese.width import text_width
from hyoga_docs.word.marked_text import SEATING

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section

    from hyoga_docs.word.template_context import Context

#: The paragraph styles of what stands in a seat, and how it is set where the template has no such style.
_NAME, _ABOVE, _SIGN = "座席氏名", "座席所属", "座席案内"
#: Type of names in points, the largest first; what stands above them is so much smaller, and nothing smaller than the
#: least; names are to be readable.
_SIZES, _SMALLER, _LEAST, _READABLE = (14, 12, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6), 0.8, 6.0, 7.5
#: Type of what is no seat: at least, at most, and of the floor, which has no words.
_SMALL_SIGN, _SIGN_SIZE, _FLOOR = 8.0, 10.0, 2.0
#: A name so long (half-width characters) is one of an organisation, and may go on in another line; in large type in one other
#: line, and not with its last two characters alone.
_LONGEST_NAME, _LARGE, _MOST_LINES = 16, 7.0, 2
#: In twips: a seat is never wider, nor written across where it is narrower; then the sides are so wide.
_WIDEST, _NARROW, _SIDE = 2700, 1200, 2100
#: In twips: a row of seats, at least and at most where there is room; a way between tables; what a cell has around its words;
#: what the page has beside the table.
_ROW, _HIGHEST, _WAY, _PADDING, _BESIDE = 360, 1100, 160, 110, 2000
_LINE = 1.3
_EMU_IN_TWIP = 635
_SEATS = {"head", "member", "guest", "staff"}


def lay_out_seating(document: WordDocument, seating: Context) -> None:
    """Puts the table in the place of the mark, on a page of twice the size (A3) where its names would be too small to read.

    Does nothing where the template has no mark.
    """
    place = next((p for p in document.element.body.iter(qn("w:p")) if SEATING in _text(p)), None)
    if place is None:
        return
    section = document.sections[0]
    room = _drawn_room(seating, section)
    if room.points < _READABLE:
        size = sorted((section.page_width or 0, section.page_height or 0))
        section.page_width, section.page_height = Emu(2 * size[0]), Emu(size[1])
        room = _drawn_room(seating, section)
    styles = {style.name: style.style_id for style in document.styles if style.name in {_NAME, _ABOVE, _SIGN}}
    place.addprevious(_table(room, styles))
    place.getparent().remove(place)


def _drawn_room(seating: Context, section: Section) -> _DrawnRoom:
    """The seats as they stand on the page of a section."""
    width = ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) // _EMU_IN_TWIP
    height = ((section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)) // _EMU_IN_TWIP
    columns, rows = _grid_cells(seating, width)
    points, heights = _fitted(rows, height - _BESIDE)
    return _DrawnRoom(columns, rows, points, heights)


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


@dataclass(frozen=True)
class _GridCell:
    """A cell of the table, so many twips wide; the words of one that is `down` are written from top to bottom."""

    kind: str
    above: str
    name: str
    below: str
    across: int
    width: int
    down: bool

    @property
    def is_seat(self) -> bool:
        return self.kind in _SEATS

    def lines(self, points: float) -> list[tuple[str, float]]:
        """Its texts, each with its type."""
        if not self.is_seat:
            return [(self.name, max(_SMALL_SIGN, min(points, _SIGN_SIZE)))]
        small = max(_LEAST, points * _SMALLER)
        texts = [(self.above, small), (self.name, points), (self.below, small)]
        return [(text, size) for text, size in texts if text]

    def height(self, points: float) -> int:
        """How high it has to be, in twips."""
        if not self.kind:
            return _WAY
        lines = [(piece, size) for text, size in self.lines(points) for piece in self.pieces(text, size)]
        if not self.down:
            return max(_ROW, math.ceil(sum(size * self.folded(text, size) for text, size in lines) * _LINE * 20) + _PADDING // 2)
        beside = max(1, self.beside(points) - len(lines) + 1)  # lines that the longest, which is no person, can have
        ways = [(text_width(text) * size * 10, beside if text_width(text) > _LONGEST_NAME else 1) for text, size in lines]
        longest = max(length / lines_of + (20 * points if lines_of > 1 else 0) for length, lines_of in ways)
        return max(_ROW, math.ceil(longest) + 3 * _PADDING)

    def beside(self, points: float) -> int:
        """How many lines that are written from top to bottom stand beside each other."""
        return int((self.width - _PADDING // 2) / (points * _LINE * 20))

    def is_bad(self, points: float) -> bool:
        """Whether it parts the name of a person, or an organisation's where that can be helped, or has no room for its lines."""
        if not self.is_seat:
            return False
        if self.down:
            return sum(size * _LINE * 20 for _, size in self.lines(points)) > self.width - _PADDING // 2
        return any(self._is_badly_parted(piece, size) for text, size in self.lines(points) for piece in self.pieces(text, size))

    def _is_badly_parted(self, text: str, points: float) -> bool:
        lines = self.folded(text, points)
        if lines == 1 or text_width(text) <= _LONGEST_NAME:
            return lines > 1 and (text == self.name or points > _LEAST)
        return points > _LARGE and (lines > _MOST_LINES or self.folded(text[:-2], points) < lines)

    def pieces(self, text: str, points: float) -> list[str]:
        """A text, parted as names are if it has no room on one line; the name of a person is not."""
        if self.down:
            parts = text.split("　")
            return parts if text == self.above and len(parts) + 1 + bool(self.below) <= self.beside(points) else [text]
        room_for = (self.width - 2 * _PADDING) / (points * 10)
        return name_lines(text, room_for) if text_width(text) > _LONGEST_NAME else [text]

    def folded(self, text: str, points: float) -> int:
        """On how many lines a text stands."""
        return max(1, math.ceil(text_width(text) * points * 10 / (self.width - 2 * _PADDING)))


def _grid_cells(seating: Context, width: int) -> tuple[list[int], list[list[_GridCell]]]:
    """The widths of the columns, for a table at most so wide, and its rows."""
    across = (seating["columns"] - 2) // 2
    upright = width // (across + 2) < _NARROW
    side = _SIDE if upright else min(_WIDEST, width // (across + 2))
    half = min(_WIDEST, (width - 2 * side) // across) // 2
    columns = [side, *[half] * (2 * across), side]
    rows = []
    for row in seating["rows"]:
        ends = list(accumulate(cell["across"] for cell in row))
        rows.append(
            [
                _GridCell(**cell, width=sum(columns[end - cell["across"] : end]), down=_is_down(cell) and upright)
                for cell, end in zip(row, ends, strict=True)
            ]
        )
    return columns, rows


def _is_down(cell: Context) -> bool:
    return cell["across"] == 2 and cell["kind"] in _SEATS


@dataclass(frozen=True)
class _DrawnRoom:
    """The columns with their widths, the rows with their heights, in twips, and the type of names."""

    columns: list[int]
    rows: list[list[_GridCell]]
    points: float
    heights: list[int]


def _fitted(rows: list[list[_GridCell]], most: int) -> tuple[float, list[int]]:
    """The largest type in which all fits, else the smallest, and the heights of the rows, which share what is left."""
    for points in _SIZES:
        heights = [max(place.height(points) for place in row) for row in rows]
        if sum(heights) <= most and not any(place.is_bad(points) for row in rows for place in row):
            break
    spare = max(0, most - sum(heights)) // max(1, sum(height > _WAY for height in heights))
    return points, [max(height, min(_HIGHEST, height + spare)) if height > _WAY else height for height in heights]


def _table(room: _DrawnRoom, styles: dict[str, str]) -> BaseOxmlElement:
    columns = room.columns
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    rows = zip(room.rows, room.heights, strict=True)
    drawn = "".join(_row(row, height, room.points, styles) for row, height in rows)
    sides = "".join(f'<w:{side} w:w="50" w:type="dxa"/>' for side in ("left", "right"))
    table: BaseOxmlElement = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>'
    )
    return table


def _row(row: list[_GridCell], height: int, points: float, styles: dict[str, str]) -> str:
    is_exact = any(place.down for place in row) or not any(place.kind for place in row)
    rule = f'<w:trHeight w:val="{height}" w:hRule="{"exact" if is_exact else "atLeast"}"/>'
    cells = "".join(_cell(place, points, styles) for place in row)
    return f"<w:tr><w:trPr><w:cantSplit/>{rule}</w:trPr>{cells}</w:tr>"


def _cell(place: _GridCell, points: float, styles: dict[str, str]) -> str:
    span = f'<w:gridSpan w:val="{place.across}"/>' if place.across > 1 else ""
    border = f'w:val="single" w:sz="{8 if place.is_seat else 4}" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {border}/>" for side in ("top", "left", "bottom", "right"))
    borders = "" if place.kind in {"", "label"} else f"<w:tcBorders>{borders}</w:tcBorders>"
    turned = '<w:textDirection w:val="tbRl"/>' if place.down else ""
    called = {True: (_NAME if place.is_seat else _SIGN), False: _ABOVE}
    words = "".join(
        _paragraph(styles.get(called[text == place.name]), size, place.pieces(text, size)) for text, size in place.lines(points)
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{place.width}" w:type="dxa"/>{span}{borders}{turned}<w:vAlign w:val="center"/></w:tcPr>'
        f"{words if place.kind else _paragraph(styles.get(_SIGN), _FLOOR, [])}</w:tc>"
    )


def _paragraph(style: str | None, points: float, pieces: list[str]) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    size = f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)
    run = f"<w:r><w:rPr>{size}</w:rPr>{words}</w:r>" if words else ""
    return f'<w:p><w:pPr>{named}<w:jc w:val="center"/><w:rPr>{size}</w:rPr></w:pPr>{run}</w:p>'
