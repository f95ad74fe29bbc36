"""Lines of pages put together into passages: what was wrapped is joined, what stands twice or upright is made plain.

A PDF knows no paragraphs, only lines. That a line goes on in the next is guessed from their widths, from what ends the one
and begins the other, and from brackets that are open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.japanese.brackets import depth
from hyoga_docs.japanese.width import text_width
from hyoga_docs.text.passages import Body, Grid, Passage, Position
from hyoga_docs.text.readers.line_tables import TableLine, is_row, line_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENDED = re.compile(r"(?:[。！？!?][」』）)】]*|】)$")
#: A line that is a date and nothing else stands below a title, and does not go on in it.
_DAY = re.compile(r"(?:令和|平成|昭和|西暦|[0-9０-９]{4}[ 　]*年)[ 　0-9０-９元年月日（）()月火水木金土曜版現在時点]{2,24}")
_COUNTERS = "年月日時分秒歳才人名件回度号円個本台点枚章条項節款目万億千百倍割％%か箇ヶカ所校園課部局社団区市町村県"
#: What begins an item, a heading or a note, and so never goes on from the line before.
_BEGINS = re.compile(
    r"[○◯〇●◎■□◆◇★☆▲△▼▽※・･✔✓→⇒➡▶►＊*•‣◦－―]"
    r"|[-–][ 　]"
    r"|[（(][ ]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ァ-ン]|[a-zａ-ｚ]|[ⅰ-ⅿⅠ-Ⅿ])[ ]?[）)]"
    r"|[（(](?:注|※|参考|別添|資料|附則)"
    r"|[①-⑳㉑-㊿❶-❿⑴-⒇]|[Ⅰ-Ⅻⅰ-ⅻ]"
    r"|(?:[0-9]{1,3}|[０-９]{1,3})(?:[．.、)）]|　|[ ]+(?![" + _COUNTERS + r"0-9０-９]))"
    r"|(?:[ァ-ン]|[a-zａ-ｚ])[．)）　]"
    r"|第[0-9０-９一二三四五六七八九十百]+(?:[章節条回部編款]|[ 　])|[一二三四五六七八九十]{1,3}[、．　]"
    r"|[【＜〈《〔]"
    r"|(?:日程|議案|協議|報告|審議|承認|認定|同意|諮問|請願|陳情|案件|協議案|報告案)[ 　]*第?[ 　]*[0-9０-９]+"
    r"|参考[0-9０-９]|(?:資料|参考資料|別紙|別添|別表|別記|様式|議案|議題|附[ 　]*則|付[ 　]*則|目[ 　]*次|次[ 　]*第)"
    r"|記$|以[ 　]上$"
)
#: A label at the end of a line stands at the right of the page; a sentence would go on in kana.
_LABEL = re.compile(r"(?:資料|別紙|別添)[ 　]*+(?:No|Ｎｏ|№)?[.．]?[ 　]*[0-9０-９]{1,2}(?:[－‐ー−-][0-9０-９]{1,2})*[）)】]?$")
_KANA = re.compile(r"[ぁ-ん、。）)]")
#: Words that were parted at the end of a line; figures and brackets go on without a space.
_LATIN, _LATIN_END = re.compile(r"[A-Za-z]"), re.compile(r"[A-Za-z,.;:]$")
_PAGE = re.compile(r"[-－―–—\s]*[0-9０-９]{1,4}[-－―–—\s]*(?:[/／][ 　]*[0-9０-９]{1,4})?")
_NARROWEST = 24  # a line of less than twelve characters is no wrapped line, unless a bracket is open
_MOST_OPEN = 8  # lines that a bracket may stay open over
_MOST_LINES, _MOST_CHARACTERS = 120, 10_000  # of one paragraph
_UPRIGHT = 3


@dataclass
class _PdfLine:
    """A line of the file: where it stands, and how many empty lines came before it."""

    text: str
    number: int
    column: int
    gap: int
    width: int = field(init=False)

    def __post_init__(self) -> None:
        self.width = text_width(self.text)


def plain_body(text: str) -> Body:
    """A text file's passages; form feeds part its pages, where it has any."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    pages: list[list[tuple[int, int, str]]] = [[]]
    for number, line in enumerate(lines, 1):
        column = 1
        for index, piece in enumerate(line.split("\f")):
            if index:
                pages.append([])
            pages[-1].append((number, column, piece))
            column += len(piece) + 1
    return _body(pages, numbered=len(pages) > 1, placed=True)


def pages_body(pages: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> Body:
    """The passages of a PDF's pages, given the lines of each; they know their page, which `numbers` may name, and no line."""
    body = _body(_counted(pages), numbered=True)
    named = dict(enumerate(numbers, 1))
    passages = (Passage(each.text, named.get(each.page or 0, each.page), (), sure=each.sure) for each in body.passages)
    return Body(tuple(passages), tuple(Grid(grid.rows, named.get(grid.page or 0, grid.page)) for grid in body.grids))


def wrapped_lines(pages: Sequence[Sequence[str]]) -> list[tuple[int, list[str]]]:
    """The passages of a PDF's pages as the lines that each was put together of, with the page from 1."""
    body = _body(_counted(pages), numbered=True)
    ends = ([*(spot.offset for spot in passage.spots), len(passage.text)] for passage in body.passages)
    return [
        (passage.page or 0, [passage.text[start:end] for start, end in pairwise(places)])
        for passage, places in zip(body.passages, ends, strict=True)
    ]


def _counted(pages: Sequence[Sequence[str]]) -> list[list[tuple[int, int, str]]]:
    return [[(number, 1, line) for number, line in enumerate(lines, 1)] for lines in pages]


def _body(pages: Sequence[Sequence[tuple[int, int, str]]], *, numbered: bool, placed: bool = False) -> Body:
    passages: list[Passage] = []
    grids: list[Grid] = []
    for index, lines in enumerate(pages, 1):
        page = index if numbered else None
        kept = list(_undoubled(list(_lines(lines))))
        grids += line_tables((TableLine(line.text, line.number, line.gap) for line in kept), page, placed=placed)
        passages += [_passage(group, page) for group in _groups(kept)]
    return Body(tuple(passages), tuple(grids))


def _lines(lines: Sequence[tuple[int, int, str]]) -> Iterator[_PdfLine]:
    gap = 0
    for number, column, line in lines:
        text = line.strip()
        if not text:
            gap += 1
            continue
        half = len(text) // 2
        if len(text) >= 12 and text[:half] == text[half:]:  # a text box that was drawn twice, for its shadow
            text = text[:half]
        yield _PdfLine(text, number, column + len(line) - len(line.lstrip()), gap)
        gap = 0


def _undoubled(lines: list[_PdfLine]) -> Iterator[_PdfLine]:
    """The lines without blocks that repeat the block before them."""
    at = 0
    while at < len(lines):
        for size in range(1, 7):
            one, two = lines[at - size : at] if at >= size else [], lines[at : at + size]
            if one and [a.text for a in one] == [b.text for b in two] and sum(len(a.text) for a in one) >= 12:
                at += size
                break
        else:
            yield lines[at]
            at += 1


def _groups(lines: list[_PdfLine]) -> Iterator[list[_PdfLine]]:
    at = 0
    while at < len(lines):
        upright = at
        while upright < len(lines) and _is_upright(lines[upright]) and (upright == at or lines[upright].gap <= 1):
            upright += 1
        if upright - at >= _UPRIGHT:
            yield lines[at:upright]
            at = upright
            continue
        group = [lines[at]]
        text = lines[at].text
        opened = 0  # lines since a bracket was opened
        while at + len(group) < len(lines) and len(group) < _MOST_LINES and len(text) < _MOST_CHARACTERS:
            after = lines[at + len(group)]
            is_open = depth(text) > 0
            opened = opened + 1 if is_open else 0
            if opened > _MOST_OPEN or not _goes_on(group, after, is_open=is_open):
                break
            group.append(after)
            text += after.text
        yield group
        at += len(group)


def _is_upright(line: _PdfLine) -> bool:
    return len(line.text) <= 2 and not line.text.isdecimal() and not re.match(r"[0-9０-９]", line.text)


def _goes_on(group: Sequence[_PdfLine], after: _PdfLine, *, is_open: bool) -> bool:
    """Whether the last line of a group goes on in the next line."""
    last = group[-1]
    if after.gap > 1 or _PAGE.fullmatch(after.text) or is_row(last.text) or is_row(after.text) or _DAY.fullmatch(after.text):
        return False
    if _LABEL.search(last.text) and not _KANA.match(after.text):
        return False
    wide_enough = last.width >= after.width - 4 and last.width >= 0.85 * max(line.width for line in group)
    if _ENDED.search(last.text):
        return is_open and wide_enough and not _BEGINS.match(after.text)
    if _BEGINS.match(after.text):
        return False
    if after.gap and last.width < after.width - 4:
        return False  # a short line, an empty one, and a longer line: another paragraph, whatever is open
    return is_open or (wide_enough and last.width >= _NARROWEST)


def _passage(group: Sequence[_PdfLine], page: int | None) -> Passage:
    text = ""
    spots = []
    for line in group:
        if text and _LATIN.match(line.text) and _LATIN_END.search(text):
            text += " "
        spots.append(Position(len(text), line.number, line.column))
        text += line.text
    return Passage(text, page, tuple(spots), sure=False)
