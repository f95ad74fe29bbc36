"""The words of a csv and of a Markdown text, which know their lines and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hyoga_docs.spec.csv_reader import DELIMITERS, any_text, delimiter_of
from hyoga_docs.text.excel.cell_names import column_letters
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.passages import Body, Grid
from hyoga_docs.text.readers.collector import MOST_CELLS
from hyoga_docs.text.readers.source_map import SourceText, TracedText, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.text.passages import Passage

_NOTHING = TracedText("", ())
#: A cell, by what parts the cells.
_CELL = {
    each: re.compile(rf'"(?P<quoted>[^"]*(?:""[^"]*)*)"?(?P<rest>[^{each}\r\n]*)|(?P<bare>[^{each}\r\n]*)') for each in DELIMITERS
}
_CELL_END = {each: re.compile(rf"{re.escape(each)}|\r\n|\r|\n|$") for each in DELIMITERS}
_DOUBLED = re.compile(r'""|\r\n?')


def csv_body(data: bytes) -> Body:
    """A passage a cell, and one grid of the rows that hold anything; cells are named as in Excel.

    Raises UnusableError for what is no csv or too large.
    """
    try:
        text = any_text(data)
    except UnicodeDecodeError as problem:
        msg = "csv の文字を読めません（UTF-8 でも Shift_JIS でもありません）"
        raise UnusableFileError(msg) from problem
    source = SourceText(text)
    passages: list[Passage] = []
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    count = 0
    names: list[tuple[str, ...]] = []
    for number, (start, row) in enumerate(_csv_rows(text), 1):
        if not any(cell.text for cell in row):
            continue
        count += len(row)
        if count > MOST_CELLS:
            msg = f"csv が大きすぎます（{MOST_CELLS:,}セルまで）"
            raise UnusableFileError(msg)
        names.append(tuple(f"{column_letters(column)}{number}" for column in range(1, len(row) + 1)))
        passages += [replace(source.passage(cell), cell_name=at) for cell, at in zip(row, names[-1], strict=True) if cell.text]
        rows.append(tuple(cell.text for cell in row))
        lines.append(source.line(start))
    return Body(tuple(passages), (Grid(tuple(rows), names=tuple(names), lines=tuple(lines)),) if rows else ())


def _csv_rows(text: str) -> Iterator[tuple[int, list[TracedText]]]:
    """The rows of a csv and where each starts; quotes are read as the module csv reads them."""
    at, start = 0, 0
    row: list[TracedText] = []
    delimiter = delimiter_of(text)
    cell, cell_end = _CELL[delimiter], _CELL_END[delimiter]
    while at < len(text) or row:
        found, end = cell.match(text, at), None
        if found is not None:
            row.append(_csv_cell(found))
            end = cell_end.match(text, found.end())
        if end is None:
            return
        at = end.end()
        if end.group() != delimiter:
            yield start, row
            row, start = [], at


def _csv_cell(found: re.Match[str]) -> TracedText:
    if found["quoted"] is None:
        return TracedText.of(found["bare"], found.start()).stripped()
    quoted = TracedText.of(found["quoted"], found.start("quoted")).put(_DOUBLED, lambda pair: '"' if pair.group() == '""' else "\n")
    rest = TracedText.of(found["rest"], found.start("rest"))
    return (together([quoted, rest]) if rest.text else quoted).stripped()


_HARD = "\x1e"  # a line break that stays, while those that the text was merely wrapped at are still "\n"
_FENCE = re.compile(r"(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_FENCE_END = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*")
_CODE = r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n\n).){1,2000}?(?<!`)(?P=ticks)(?!`)"
_CODE_SPAN = re.compile(_CODE, re.DOTALL)
_COMMENT = re.compile(rf"{_CODE}|(?P<comment><!--.*?(?:-->|$))")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_UNDERLINE = re.compile(r"[ \t]*(?:=+|-+)[ \t]*")
_RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_HEADING = re.compile(r"[ \t]*#{1,6}(?:[ \t]+|$)")
_HEADING_END = re.compile(r"(?:^|(?<![ \t])[ \t]+)#+[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(?P<number>\d{1,9})[.)])(?:[ \t]+|$)(?:\[[ xX]\][ \t]+)?")
_NOTE = re.compile(r"[ \t]*\[\^[^\]\s]+\]:[ \t]*")
_DEFINITION = re.compile(r"""[ \t]*\[[^\]]+\]:[ \t]*\S+(?:[ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*""")
_DELIMITERS = re.compile(r"[ \t]*+\|?[ \t]*:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_TAG = re.compile(r"(?<!\\)<(?:/?[A-Za-z][^<>]*)>")
_NOTE_MARK = re.compile(r"(?<!\\)\[\^[^\[\]\s]+\]")
_LINK = re.compile(
    r"""(?<!\\)!?\[(?P<kept>(?:[^\[\]]|\[[^\[\]]*\])*)\]
    (?:\([ \t\n]*+(?:<[^<>\n]*>|(?:[^()\s<]|\([^()\s]*\))*+)(?:[ \t\n]+(?:"[^"]*"|'[^']*'))?[ \t\n]*\)|\[[^\[\]]*\])""",
    re.VERBOSE,
)
_EMPHASES = (
    re.compile(r"(?<![\\*])(?P<mark>\*{1,3})(?=[^\s*])(?P<kept>.{1,300}?)(?<=\S)(?<!\\)(?P=mark)(?!\*)", re.DOTALL),
    re.compile(r"(?<![\\\w])(?P<mark>_{1,3})(?=[^\s_])(?P<kept>.{1,300}?)(?<=\S)(?<!\\)(?P=mark)(?!\w)", re.DOTALL),
    re.compile(r"(?<!\\)(?P<mark>~~)(?=\S)(?P<kept>.{1,300}?)(?<=\S)(?P=mark)", re.DOTALL),
)
_ESCAPE = re.compile(r"\\(?P<kept>[!-/:-@\[-`{-~])")
_DEEPEST = 5_000  # of lists within lists that begin on one line
_LONGEST_RULE = 1_000
_WRAP = re.compile(r"\n")
_KEPT_BREAK = re.compile(_HARD)


def markdown_body(text: str) -> Body:
    """A passage a paragraph, heading, list item or cell of a table, and the tables once more as grids.

    Code, HTML comments and tags, the targets of links and front matter are left out.
    """
    source = SourceText(text)
    reader = _MarkdownReader(source)
    lines = list(_visible(source))
    at = 0
    while at < len(lines):
        rows = _table_rows(lines, at)
        if rows:
            reader.table(lines, at, rows)
        else:
            reader.line(lines[at])
        at += rows or 1
    reader.end_block()
    return Body(tuple(reader.passages), tuple(reader.grids))


def _visible(source: SourceText) -> Iterator[TracedText]:
    """The lines without the marks of quotations, those within code or comments as empty ones."""
    fence, in_comment, in_quote = "", False, False
    front = _front_matter(source)
    for number, line in enumerate(source.lines):
        traced = TracedText.of(line.text, line.start)
        if number < front:
            traced = _NOTHING
        elif fence:
            closing = _FENCE_END.fullmatch(line.text)
            fence = "" if closing is not None and closing["fence"].startswith(fence) else fence
            traced = _NOTHING
        elif in_comment:
            end = line.text.find("-->")
            in_comment = end < 0
            traced = _NOTHING if in_comment else traced.cut(end + 3)
        if not in_comment and traced.text and (opening := _FENCE.match(traced.text)) is not None:
            fence, traced = opening["fence"], _NOTHING
        if not in_comment:
            in_comment = any(each["comment"] and not each["comment"].endswith("-->") for each in _COMMENT.finditer(traced.text))
            traced = traced.kept(_COMMENT, lambda each: (each.start(), each.start() if each["comment"] else each.end()))
        quote = _QUOTE.match(traced.text)
        if quote is not None and not in_quote:
            yield _NOTHING  # a quotation is no part of the paragraph before it
        in_quote = quote is not None
        yield traced.cut(quote.end()) if quote is not None else traced


def _front_matter(source: SourceText) -> int:
    """How many lines of front matter the text starts with."""
    if source.lines[0].text.rstrip() != "---":
        return 0
    return next((at for at, line in enumerate(source.lines[1:], 2) if line.text.rstrip() in ("---", "...")), 0)


def _table_rows(lines: list[TracedText], at: int) -> int:
    """How many lines from here on are a table's; 0 where none starts."""
    if at + 1 == len(lines) or "|" not in lines[at].text or _DELIMITERS.fullmatch(lines[at + 1].text) is None:
        return 0
    if len(_cells(lines[at])) != len(_cells(lines[at + 1])):
        return 0
    end = at + 2
    while end < len(lines) and _PIPE.search(lines[end].text):
        end += 1
    return end - at


def _cells(line: TracedText) -> list[TracedText]:
    """The cells of a table's row, as they are written but for their code."""
    line = line.kept(_CODE_SPAN, lambda code: (code.start(), code.start())).stripped()
    bounds = [(found.start(), found.end()) for found in _PIPE.finditer(line.text)]
    starts = [0, *(end for _, end in bounds)]
    ends = [*(start for start, _ in bounds), len(line.text)]
    cells = [line.cut(start, end) for start, end in zip(starts, ends, strict=True)]
    first = 1 if bounds and bounds[0][0] == 0 else 0
    last = len(cells) - 1 if len(bounds) > first and bounds[-1][1] == len(line.text) else len(cells)
    return cells[first:last]


@dataclass
class _MarkdownReader:
    """Reads blocks line by line."""

    source: SourceText
    passages: list[Passage] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    _block: list[TracedText] = field(default_factory=list)
    _in_item: bool = False

    def line(self, line: TracedText) -> None:
        """Takes a line that is of no table."""
        for _ in range(_DEEPEST):
            if _is_rule(line.text) or (item := self._item(line.text)) is None:
                break
            self.end_block()
            self._in_item = True
            line = line.cut(item.end())
        text = line.text
        if not text.strip() or (self._block and _UNDERLINE.fullmatch(text)) or _is_rule(text):
            self.end_block()
        elif (heading := _HEADING.match(text)) is not None:
            self.end_block()
            title = line.cut(heading.end())
            self._block.append(title.kept(_HEADING_END, lambda found: (found.start(), found.start())))
            self.end_block()
        elif (note := _NOTE.match(text)) is not None:
            self.end_block()
            self._block.append(line.cut(note.end()))
        elif self._block or _DEFINITION.fullmatch(text) is None:
            self._block.append(line)

    def _item(self, text: str) -> re.Match[str] | None:
        """The mark of a list's item. A number at the start of a wrapped line is none, unless it is 1 or the list goes on."""
        found = _ITEM.match(text)
        if found is not None and self._block and not self._in_item and found["number"] not in (None, "1"):
            return None
        return found

    def end_block(self) -> None:
        """The lines so far are a whole."""
        pieces: list[TracedText] = []
        for at, line in enumerate(self._block):
            kept = line.stripped()
            is_hard = line.text.endswith(("  ", "\\"))
            if kept.text.endswith("\\"):
                kept = kept.cut(0, len(kept.text) - 1)
            if kept.text:
                pieces.append(kept)
                if at + 1 < len(self._block):
                    pieces.append(TracedText(_HARD if is_hard else "\n", [kept.origins[-1] + 1]))
        self._block, self._in_item = [], False
        self._add(_words(together(pieces)))

    def table(self, lines: list[TracedText], at: int, count: int) -> None:
        """Takes the lines of a table."""
        self.end_block()
        rows, numbers = [], []
        width = len(_cells(lines[at]))
        if width * count > MOST_CELLS:
            msg = f"表が大きすぎます（{MOST_CELLS:,}セルまで）"
            raise UnusableFileError(msg)
        for line in (lines[at], *lines[at + 2 : at + count]):
            cells = [_words(cell.stripped()) for cell in _cells(line)]
            for cell in cells:
                self._add(cell)
            rows.append((*(cell.text for cell in cells), *[""] * (width - len(cells))))
            numbers.append(self.source.line(line.origins[0]))
        self.grids.append(Grid(tuple(rows), lines=tuple(numbers)))

    def _add(self, traced: TracedText) -> None:
        if traced.text.strip():
            self.passages.append(self.source.passage(traced))


def _is_rule(line: str) -> bool:
    """Whether a line is drawn across the page: `---`."""
    return len(line) <= _LONGEST_RULE and _RULE.fullmatch(line) is not None


def _words(traced: TracedText) -> TracedText:
    """The words of a block without what marks them up, its wrapped lines joined."""
    for pattern in (_CODE_SPAN, _NOTE_MARK):
        traced = traced.kept(pattern, lambda found: (found.start(), found.start()))
    traced = traced.put(_BREAK, lambda _: _HARD).kept(_TAG, lambda found: (found.start(), found.start()))
    for pattern in (_LINK, _LINK, *_EMPHASES, *_EMPHASES, _ESCAPE):
        traced = traced.kept(pattern, lambda found: found.span("kept"))
    return traced.put(_WRAP, _join).put(_KEPT_BREAK, lambda _: "\n").stripped()


def _join(wrap: re.Match[str]) -> str:
    """What a wrapped line is joined to the next by: a space between two words of ASCII, nothing in Japanese."""
    around = wrap.string[max(wrap.start() - 1, 0) : wrap.end() + 1]
    return " " if len(around) == 3 and around.isascii() and not around[0].isspace() and not around[2].isspace() else ""
