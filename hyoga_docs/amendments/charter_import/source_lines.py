"""The lines and tables of a 要綱, in their order: of a Word file with the numbers that its lists print, or of a plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Place, SpecError, UsageError, error
from hyoga_docs.japanese.plain import one_width
from hyoga_docs.japanese.width import text_width
from hyoga_docs.spec.csv_reader import any_text
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.readers.docx_blocks import WordTable, docx_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.text.readers.docx_blocks import WordCell

_PAGE_NUMBER = re.compile(
    r"[-－―─‐–—\s]*(?:\d{1,3}|p\.?\s*\d{1,3}|\d{1,3}\s*(?:/|／)\s*\d{1,3}|\d{1,3}\s*(?:ページ|頁))[-－―─‐–—\s]*", re.I
)
_ARTICLE = re.compile(r"\s*第[ 　]?[0-9０-９一二三四五六七八九十]+[ 　]?条")
_FULL_POINTS = str.maketrans("｡､｢｣･", "。、「」・")
_FULL = 4  # halves of a character: how much shorter than the widest line one is that was broken at the margin
_FEW = 10  # lines of which nothing can be said
_SAVE_AS = "Word で開いて、.docx（Word 文書）か .txt（書式なし）で保存し直してから読み込んでください。"


@dataclass(frozen=True)
class WrittenLine:
    """A paragraph of Word, or a line of a text. `at` counts them from 1; `numbered` says that Word's list gave its number.

    `is_full` says that the line goes on to the margin, so that the next one may be the rest of it.
    """

    text: str
    at: int
    numbered: bool = False
    is_full: bool = False


@dataclass(frozen=True)
class SourceTable:
    """A table; `at` is the line before which it stands."""

    rows: tuple[tuple[WordCell, ...], ...]
    at: int
    has_head: bool = False

    @property
    def lines(self) -> list[str]:
        """The words of each row in one line."""
        rows = ([" ".join(cell.text.split("\n")) for cell in row if cell.text] for row in self.rows)
        return ["　".join(words) for words in rows if words]


@dataclass
class Source:
    """What a file says, line by line; `left_out` are lines that belong to its pages."""

    name: str
    blocks: list[WrittenLine | SourceTable] = field(default_factory=list)
    left_out: list[WrittenLine] = field(default_factory=list)

    def place(self, at: int) -> Place:
        """The place of a line. Word's paragraphs are counted as lines are."""
        return Place(self.name, at)


def read_source(data: bytes, suffix: str, name: str) -> Source:
    """The lines of a .docx or .txt. Raises UsageError for other kinds of file, SpecError for what cannot be read."""
    place = Place(name)
    if suffix.lower() == ".docx":
        try:
            blocks = docx_blocks(data)
        except UnusableFileError as problem:
            raise SpecError(
                [error("HD681", f"Word ファイルとして読めません（{problem}）。", place=place, hint=_SAVE_AS)]
            ) from problem
        return _of_word(blocks, name)
    if suffix.lower() not in {".txt", ".text"}:
        raise UsageError([error("HD681", "読み込めるのは .docx と .txt です。", place=place, hint=_SAVE_AS)])
    try:
        text = any_text(data)
    except UnicodeDecodeError as problem:
        hint = "メモ帳などで開いて、UTF-8 で保存し直してください。"
        message = "文字を読めません（UTF-8 でも Shift_JIS でもありません）。"
        raise SpecError([error("HD681", message, place=place, hint=hint)]) from problem
    return _of_text(text, name)


def _of_word(blocks: Sequence[WordTable | tuple[str, str]], name: str) -> Source:
    source, at = Source(name), 0
    for block in _without_frames(blocks):
        if isinstance(block, WordTable):
            rows = tuple(tuple(replace(cell, text="\n".join(_lines(cell.text))) for cell in row) for row in block.rows)
            source.blocks.append(SourceTable(rows, at + 1, block.has_head))
            continue
        at += 1
        number, text = block
        lines = _lines(text)
        for index, line in enumerate(lines):
            marked = (f"{number}　{line}" if number and not index else line).translate(_FULL_POINTS)
            source.blocks.append(WrittenLine(marked.strip(), at, bool(number) and not index, index + 1 < len(lines)))
    return source


def _without_frames(blocks: Sequence[WordTable | tuple[str, str]]) -> Iterator[WordTable | tuple[str, str]]:
    """The blocks; where articles stand in the cells of tables alone, these only lay the page out, and their cells are lines."""
    is_frame = not any(_ARTICLE.match(block[0] + block[1]) for block in blocks if not isinstance(block, WordTable))
    for block in blocks:
        if isinstance(block, WordTable) and is_frame and any(_ARTICLE.match(cell.text) for row in block.rows for cell in row):
            yield from (("", line) for row in block.rows for cell in row for line in cell.text.split("\n"))
        else:
            yield block


def _of_text(text: str, name: str) -> Source:
    source = Source(name)
    lines = [line.rstrip().translate(_FULL_POINTS) for line in _lines(text)]
    margin = _margin(lines)
    after_number, is_spaced = False, _is_spaced(lines)
    head = next((line.strip() for line in lines if line.strip()), "")
    for at, line in enumerate(lines, 1):
        found = WrittenLine(line, at, is_full=bool(margin) and text_width(line) >= margin - _FULL)
        if line.strip() and _PAGE_NUMBER.fullmatch(one_width(line.strip())):
            while source.blocks and _is_blank(source.blocks[-1]):  # a sentence may go on across the page
                source.blocks.pop()
            source.left_out.append(found)
            after_number = True
        elif after_number and line.strip() == head:  # what stands above each page
            source.left_out.append(found)
        elif line.strip() or not (after_number or is_spaced):
            source.blocks.append(found)
            after_number = False
    return source


def _lines(text: str) -> list[str]:
    """The lines of a text, without characters that no YAML can hold."""
    return [NOT_PRINTABLE.sub("", line) for line in re.split(r"\r\n|\r|\n|\f", text)]


def _is_spaced(lines: Sequence[str]) -> bool:
    """Whether an empty line follows most lines, as in what was copied of some PDFs."""
    followed = [not after.strip() for line, after in pairwise(lines) if line.strip()]
    return len(followed) > _FEW and sum(followed) >= len(followed) * 0.6


def _is_blank(block: WrittenLine | SourceTable) -> bool:
    return isinstance(block, WrittenLine) and not block.text.strip()


def _margin(lines: Sequence[str]) -> int:
    """How wide lines are that were broken at a margin, in halves of a character; 0 where each line is a whole paragraph."""
    widths = sorted(text_width(line) for line in lines if line.strip())
    widest = widths[-1] if widths else 0
    full = [width for width in widths if width >= widest - _FULL]
    return widest if len(full) >= max(3, len(widths) // 8) and widest >= 40 else 0
