"""The numbers that PowerPoint prints before the paragraphs of a list: how it counts them, and how it writes them."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.japanese.numerals import Digits, circled, kanji_number, lettered, number, roman

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 32_767


class ListScheme(NamedTuple):
    """How a paragraph is numbered: the `type` of its `a:buAutoNum`, and from which number on."""

    form: str
    start: int = 1


class ListCounter:
    """Counts the paragraphs of one text, level by level.

    What is deeper does not end a list; a paragraph of the same level with no number, or another kind of number, does.
    """

    def __init__(self) -> None:
        self._reached: dict[int, tuple[ListScheme, int]] = {}

    def number(self, level: int, scheme: ListScheme | None, *, is_empty: bool = False) -> int:
        """The number of the next paragraph; 0 for one that has none. One that is empty shows none, and is not counted."""
        self._reached = {each: held for each, held in self._reached.items() if each <= level}
        if scheme is None:
            self._reached.pop(level, None)
            return 0
        if is_empty:
            return 0
        before = self._reached.get(level)
        value = before[1] + 1 if before is not None and before[0] == scheme else scheme.start
        self._reached[level] = scheme, value
        return value


def list_number(form: str, value: int) -> str:
    """A number as PowerPoint writes it in a form, `1.`, `（一）`; empty for the scripts that are not written here."""
    write = next((each for start, each in _WAYS.items() if form.startswith(start)), None)
    return _around(form, write(value)) if write is not None and 0 < value <= _MOST else ""


def _around(form: str, digits: str) -> str:
    if form in ("arabicDbPeriod", "ea1JpnChsDbPeriod"):
        return f"{digits}．"
    if form.endswith("ParenBoth"):
        return f"({digits})"
    if form.endswith("ParenR"):
        return f"{digits})"
    return f"{digits}." if form.endswith("Period") else digits


def _black(value: int) -> str:
    return chr(ord("❶") + value - 1) if value <= 10 else str(value)


def _circle(value: int) -> str:
    return circled(value) if value <= 20 else str(value)


def _kanji(value: int) -> str:
    return kanji_number(value) if value < 100 else str(value)


#: How the forms that start so write a number.
_WAYS: dict[str, Callable[[int], str]] = {
    "arabicDb": lambda value: number(value, Digits.FULL),
    "arabicP": str,
    "alphaLc": lambda value: lettered(value, ascii_lowercase),
    "alphaUc": lambda value: lettered(value, ascii_uppercase),
    "romanLc": roman,
    "romanUc": lambda value: roman(value).upper(),
    "circleNumWdBlack": _black,
    "circleNum": _circle,
    "ea1": _kanji,
}
