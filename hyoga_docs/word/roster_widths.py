"""The columns of a printed roster, as wide as their words: no name, number or post is broken, and the page is turned for it."""

from __future__ import annotations

import math
import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hyoga_docs.japanese.width import gaps, text_width
from hyoga_docs.word.column_widths import HALF, MARGINS, is_fixed, set_widths, twips_of
from hyoga_docs.word.wide_tables import room, turn_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

#: Columns whose words may go on in another line.
_SOFT = ("category", "role", "extra", "note")
_SEAMED = ("name", "term", "reading")
_NEVER_BROKEN = ("number", "post", "person", "note")  # names in a note are not
_WHOLE_WHERE_SHORT = ("category", "role", "note")
#: Where the name of an organisation can go on in another line.
_SEAM = re.compile(r"(?<=[　 ・、])(?=.)|(?<=法人)(?=.{4})|(?=[（(])(?<=.{4})")
_HEADING_ON_ONE_LINE = 8.0  # half-width characters
_LONGEST = 200.0  # half-width characters: no name, and no line of a page
_SHORT = 24.0  # half-width characters of what stays on one line where there is room
_NUMBER = 6.0  # half-width characters: `No.`, 999
_LEAST = 6.0  # half-width characters: （略）
_EMU_IN_TWIP = 635


def roster_tables(document: WordDocument, kinds: Sequence[str]) -> list[BaseOxmlElement]:
    """The tables with a column for each kind, but for those whose layout the template fixed; a row may be one cell (区分)."""
    found = []
    for table in document.element.body.iter(qn("w:tbl")):
        columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        rows = [len(row.findall(qn("w:tc"))) for row in table.findall(qn("w:tr"))]
        if len(columns) == len(kinds) and len(kinds) in rows and {*rows} <= {1, len(kinds)} and not is_fixed(table):
            found.append(table)
    return found


def fit_rosters(document: WordDocument, tables: Sequence[BaseOxmlElement], kinds: Sequence[str]) -> None:
    """Gives columns other widths where words would be broken, upright if that is enough, else on pages that are turned.

    Pages with other tables on them are not turned.
    """
    for table in tables:
        columns = RosterColumns(table, kinds)
        if not columns.are_broken():
            continue
        upright = room(document.sections[0]) // _EMU_IN_TWIP
        for width in (columns.drawn, upright):
            if columns.fit(width, 1):
                break
        else:
            if columns.fit(upright, 2):
                continue
            if sum(1 for _ in document.element.body.iter(qn("w:tbl"))) == 1:
                turn_pages(document)
            turned = room(document.sections[0]) // _EMU_IN_TWIP
            if not any(columns.fit(turned, lines) for lines in (1, 2, 3)):
                columns.share(turned)


class RosterColumns:
    """The columns of a table: what their words need, in twips; with `sides` the first half has the widths of the second."""

    def __init__(self, table: BaseOxmlElement, kinds: Sequence[str], *, sides: bool = False) -> None:
        self.table, self.kinds = table, kinds
        self.side = len(kinds) // 2 if sides else 0
        rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
        self.rows = [row for row in rows if len(row) == len(kinds)]
        self.widths = [twips_of(column) for column in table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        self.drawn = sum(self.widths)
        texts = [[_text(cell) for cell in row] for row in self.rows]
        self.heads = texts[0] if texts else []
        if self.heads and not self.heads[-1]:  # it is merged with what stands above
            self.heads[-1] = _text(rows[0][-1])
        self.words = [[row[index] for row in texts[1:]] for index in range(len(kinds))]

    def are_broken(self) -> bool:
        """Whether words that are to stand on one line do not, at the widths that there are."""
        needs = self._needs(1, whole=True)
        soft = {kind for kind in _SOFT if sum(needs) > self.drawn or not self._stays_whole(kind)}
        return any(need > width for kind, need, width in zip(self.kinds, needs, self.widths, strict=True) if kind not in soft)

    def _stays_whole(self, kind: str) -> bool:
        """Whether the words of a column are short enough for one line where there is room: 区分, 会長職務代理者."""
        if kind not in _WHOLE_WHERE_SHORT:
            return False
        words = (text for each, texts in zip(self.kinds, self.words, strict=True) if each == kind for text in texts)
        return max((text_width(line) for text in words for line in text.split("\n")), default=0.0) <= _SHORT

    def fit(self, total: int, lines: int) -> bool:
        """Shares a width among the columns, where the words of each stand on so many lines there."""
        every = (self._needs(lines, whole=True), self._needs(lines))
        needs = next((needs for needs in every if sum(needs) <= total), None)
        if needs is None:
            return False
        left = total - sum(needs)
        growing = [0.0 if kind in {"number", "honorific"} else need for kind, need in zip(self.kinds, needs, strict=True)]
        whole = sum(growing) or 1.0
        self._set([math.floor(need + left * grow / whole) for need, grow in zip(needs, growing, strict=True)])
        return True

    def share(self, total: int) -> None:
        """Shares a width by what the columns need where it is too narrow for them; persons and posts stay whole if they can."""
        needs = self._needs(4)
        whole = sum(need for kind, need in zip(self.kinds, needs, strict=True) if kind in _NEVER_BROKEN)
        kept, rest = (_NEVER_BROKEN, total - whole) if whole * 2 < total else ((), total)
        soft = sum(need for kind, need in zip(self.kinds, needs, strict=True) if kind not in kept) or 1
        widths = (need if kind in kept else rest * need / soft for kind, need in zip(self.kinds, needs, strict=True))
        self._set([math.floor(width) for width in widths])

    def _set(self, widths: Sequence[int]) -> None:
        set_widths(self.table, widths)
        whole = self.table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}")
        if whole is not None:
            whole.set(qn("w:w"), str(sum(widths)))
            whole.set(qn("w:type"), "dxa")
        for row in self.rows[1:]:
            for cell, kind, width in zip(row, self.kinds, widths, strict=True):
                if kind in {*_SEAMED, "note"}:
                    _break_at_seams(cell, width)

    def _needs(self, lines: int, *, whole: bool = False) -> list[float]:
        """What each column needs; `whole` keeps short words on one line."""
        needs = [
            max(self._need("" if whole and self._stays_whole(kind) else kind, words, lines), _head(head))
            for kind, words, head in zip(self.kinds, self.words, self.heads, strict=True)
        ]
        both = [max(pair) for pair in zip(needs[: self.side], needs[self.side : 2 * self.side], strict=True)]
        return both + both + needs[2 * self.side :]

    def _need(self, kind: str, words: Sequence[str], lines: int) -> float:
        pieces = [line for text in words for line in text.split("\n")]
        if kind in _SOFT:
            longest = max(map(_wide, pieces), default=0.0)
            return _twips(min(longest, max(12.0 if lines < 4 or kind == "note" else 8.0, longest / (lines + 1))))
        if lines > (3 if kind == "reading" else 1) and kind in _SEAMED:
            return max((_parted(text, lines) for text in pieces), default=_twips(0))
        return _twips(_NUMBER if kind == "number" else max(map(_wide, pieces), default=0.0))


def _wide(text: str) -> float:
    """How wide a text is printed, in half-width characters."""
    return text_width(text) + gaps(text)


def _head(text: str) -> float:
    wide = _wide(text)
    return _twips(wide if wide <= _HEADING_ON_ONE_LINE else math.ceil(wide / 4) * 2)


def _twips(halves: float) -> float:
    return halves * HALF + MARGINS


def _seams(text: str, *, fine: bool = False) -> list[str]:
    """The pieces of a name or a term that may stand on lines of their own; `fine` parts a term behind its years, too."""
    if "～" not in text:
        return _SEAM.split(text)
    return [piece for piece in re.split(r"(?<=[～年])" if fine else r"(?<=～)", text) if piece]


def _parted(text: str, lines: int) -> float:
    """The width of a text on so many lines, broken at its seams; on three it may be broken anywhere."""
    wide = _wide(text)
    pieces = _seams(text, fine=lines > 3)
    if wide > _LONGEST or (lines > 2 and len(pieces) == 1):
        return _twips(max(wide / lines + 2, min(wide, _LEAST)))
    width = max(_wide(piece.rstrip("　 ")) for piece in pieces)
    while width < wide and len(_lines(pieces, width)) > lines:
        width += 1
    return _twips(min(width, wide))


def _lines(pieces: Sequence[str], width: float) -> list[str]:
    """The pieces on as few lines as they need."""
    lines: list[str] = []
    for piece in pieces:
        if lines and _wide((lines[-1] + piece).rstrip("　 ")) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def _break_at_seams(cell: BaseOxmlElement, width: int) -> None:
    """Breaks the lines of a cell where they can be broken, if it is too narrow for them."""
    for paragraph in cell.iter(qn("w:p")):
        texts = list(paragraph.iter(qn("w:t")))
        parts = [texts] if paragraph.find(f".//{qn('w:br')}") is None else [[each] for each in texts]
        for part in parts:
            words = "".join(each.text or "" for each in part)
            if width < _twips(_wide(words)) <= _twips(_LONGEST):
                room_for = (width - MARGINS) / HALF
                pieces = _seams(words, fine=any(_wide(piece) > room_for for piece in _seams(words)))
                _break(part, list(accumulate(len(line) for line in _lines(pieces, room_for)))[:-1])


def _break(texts: Sequence[BaseOxmlElement], cuts: Sequence[int]) -> None:
    """Breaks a line that stands in several texts at these letters of it."""
    start = 0
    for text in texts:
        words = text.text or ""
        at = [0, *(cut - start for cut in cuts if 0 < cut - start <= len(words))]
        for one, two in pairwise(at):
            before = OxmlElement("w:t")
            before.text = words[one:two].rstrip("　 ")
            text.addprevious(before)
            text.addprevious(OxmlElement("w:br"))
        text.text = words[at[-1] :]
        start += len(words)


def _text(cell: BaseOxmlElement) -> str:
    """The words of a cell, a line each."""
    lines = []
    for paragraph in cell.iter(qn("w:p")):
        parts = ("\n" if each.tag == qn("w:br") else each.text or "" for each in paragraph.iter(qn("w:t"), qn("w:br")))
        lines.append("".join(parts))
    return "\n".join(lines)
