"""Text that knows of each character where in its file it stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.passages import Passage, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True)
class TracedText:
    """A text, and for each of its characters its offset in the file."""

    text: str
    origins: Sequence[int]

    @staticmethod
    def of(text: str, start: int) -> TracedText:
        """A text that stands in the file as it is."""
        return TracedText(text, range(start, start + len(text)))

    def cut(self, start: int, end: int | None = None) -> TracedText:
        """A stretch of it."""
        return TracedText(self.text[start:end], self.origins[start:end])

    def stripped(self) -> TracedText:
        """The same without the blanks at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def kept(self, pattern: re.Pattern[str], keep: Callable[[re.Match[str]], tuple[int, int]]) -> TracedText:
        """The same with each match cut down to the stretch that is kept of it."""
        pieces, at = [], 0
        for found in pattern.finditer(self.text):
            pieces += [self.cut(at, found.start()), self.cut(*keep(found))]
            at = found.end()
        return together([*pieces, self.cut(at)]) if pieces else self

    def put(self, pattern: re.Pattern[str], text: Callable[[re.Match[str]], str]) -> TracedText:
        """The same with each match become one character, or none, that stands where the match starts."""
        pieces, at = [], 0
        for found in pattern.finditer(self.text):
            put = text(found)
            pieces += [self.cut(at, found.start()), TracedText(put, self.origins[found.start() : found.start() + len(put)])]
            at = found.end()
        return together([*pieces, self.cut(at)]) if pieces else self


def together(pieces: Sequence[TracedText]) -> TracedText:
    """Several texts as one."""
    return TracedText("".join(each.text for each in pieces), [origin for each in pieces for origin in each.origins])


@dataclass(frozen=True)
class SourceLine:
    """A line of a file without its end, and where it starts."""

    text: str
    start: int


class SourceText:
    """A file as lines, which CR, LF or both end."""

    def __init__(self, text: str) -> None:
        self.lines: list[SourceLine] = []
        for found in _LINE.finditer(text):
            if found.start() < len(text) or not text:
                self.lines.append(SourceLine(found.group().rstrip("\r\n"), found.start()))
        self._starts = [line.start for line in self.lines]
        self._breaks = frozenset(self._starts)

    def line(self, origin: int) -> int:
        """The number, from 1, of the line that an offset is on."""
        return bisect_right(self._starts, origin)

    def passage(self, traced: TracedText) -> Passage:
        """A passage that knows its places, one for each stretch that stands in the file as it does here."""
        spots = []
        before = -2
        for offset, origin in enumerate(traced.origins):
            if origin != before + 1 or origin in self._breaks:
                line = self.line(origin)
                spots.append(Position(offset, line, origin - self._starts[line - 1] + 1))
            before = origin
        return Passage(traced.text, spots=tuple(spots))
