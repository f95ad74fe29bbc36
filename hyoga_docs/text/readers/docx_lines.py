"""The lines that reviewers read of a Word document: headings, a sentence a line, a cell a line with rows set apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SENTENCE = re.compile(r"(?<=。)(?![」』）)])")
_DEEPEST = 6  # of the headings of Markdown


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, with the 。 that ends each."""
    return [line for part in text.split("\n") for sentence in _SENTENCE.split(part) if (line := sentence.strip())]


def numbered(number: str, lines: list[str]) -> list[str]:
    """The lines of a paragraph, with the number that its list prints before them and a tab behind it."""
    return [f"{number}\t{lines[0]}" if lines else number, *lines[1:]] if number else lines


class LineWriter:
    """The lines of a part, written while its paragraphs and tables come by.

    What stands in a text box comes after the paragraph that holds the box, what a table in a cell says is the cell's.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open = [self.lines]  # what is written to: the part, a paragraph's boxes, a cell
        self._tables = 0

    def open_paragraph(self) -> None:
        """A paragraph starts."""
        self._open.append([])

    def close_paragraph(self, text: str, level: int | None, number: str = "") -> None:
        """A paragraph ends that is a heading of a level, counted from 0, or none; `number` is what its list prints before it."""
        beside = self._open.pop()
        text = text.strip()
        if self._tables:
            self._open[-1].append(f"{number}　{text}".strip() if number else text)
        elif text and level is not None:
            self._open[-1] += ["", *(f"{'#' * min(level + 2, _DEEPEST)} {line}" for line in numbered(number, [text]))]
        else:
            self._open[-1] += numbered(number, sentences(text))
        self._open[-1] += beside

    def beside(self, texts: Iterable[str]) -> None:
        """What stands in a drawing of the paragraph that is open."""
        self._open[-1] += [line for text in texts for line in sentences(text)]

    def open_table(self) -> None:
        """A table starts."""
        self._tables += 1

    def close_table(self) -> None:
        """A table ends."""
        self._tables -= 1
        if not self._tables:
            self._open[-1].append("")

    def open_row(self) -> None:
        """A row starts."""
        if self._tables == 1:
            self._open[-1].append("")

    def open_cell(self) -> None:
        """A cell starts."""
        self._open.append([])

    def close_cell(self) -> None:
        """A cell ends."""
        said = "".join(self._open.pop()).strip()
        if said:
            beside = "　" if self._tables > 1 and self._open[-1] else ""  # of a table in a cell
            self._open[-1].append(f"- {said}" if self._tables == 1 else f"{beside}{said}")
