"""The codes of Excel's number formats, taken apart: sections, and in each what it shows of a number and what stands around it.

Source: ECMA-376 Part 1, 18.8.31 numFmts.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 255  # Excel takes no longer format
_MOST_SECTIONS = 4
_JAPANESE, _LANGUAGE = 0x411, 0xFFFF
_SYSTEM = {"f800": 'yyyy"年"m"月"d"日"', "f400": "h:mm:ss"}  # the long date and the time of a Japanese Windows
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | (?P<layout>[_*].)
    | \[\$(?P<currency>[^\]-]*)(?:-(?P<locale>[^\]]*))?\] | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/標準) | (?P<half>AM/PM|A/P|午前/午後) | (?P<exponent>(?<=[0#?.])E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|g+|a{3,4}|r{1,2}) | (?P<plain>.)
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DBNUM = re.compile(r"dbnum([123])", re.IGNORECASE)
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2})", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*([-+]?[0-9.]+(?:E[-+]?\d{1,3})?)", re.IGNORECASE)
_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    **{"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
}


class Part(Enum):
    """What a piece of a section is."""

    TEXT = "text"  # stands for itself
    LAYOUT = "layout"  # `_x` a width, `*x` a filling
    DIGIT = "digit"  # 0 # ?
    PLAIN = "plain"  # . , % / and whatever else stands bare
    EXPONENT = "exponent"
    GENERAL = "general"
    TEXT_OF_CELL = "@"
    FIELD = "field"  # of a date or a time, in lower case
    ELAPSED = "elapsed"  # `[h]`: h
    HALF = "half"  # AM/PM


class Piece(NamedTuple):
    """A piece of a section with its characters."""

    part: Part
    text: str


@dataclass(frozen=True)
class Condition:
    """`[>=100]`."""

    sign: str
    limit: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether a number meets it."""
        return _OPERATORS[self.sign](number, self.limit)

    @property
    def is_of_negatives(self) -> bool:
        """Whether its section is for what is below zero, and says so itself."""
        return self.sign in ("<", "<=") and self.limit == 0


@dataclass(frozen=True)
class Section:
    """A section of a format. `language` is `ja`, `en` or another that it names, or empty; `kanji` is the number of its DBNum."""

    pieces: tuple[Piece, ...] = ()
    condition: Condition | None = None
    colour: str = ""
    language: str = ""
    gannen: bool = False
    kanji: int = 0

    def has(self, *parts: Part) -> bool:
        """Whether a piece is one of these."""
        return any(piece.part in parts for piece in self.pieces)

    @cached_property
    def is_date(self) -> bool:
        """Whether it shows a day or a time."""
        return self.has(Part.FIELD, Part.ELAPSED, Part.HALF) and not self.has(Part.GENERAL, Part.TEXT_OF_CELL, Part.EXPONENT)

    @cached_property
    def is_for_text(self) -> bool:
        """Whether it is the section that shows the text of a cell."""
        return self.has(Part.TEXT_OF_CELL)


@dataclass(frozen=True)
class NumberFormat:
    """A format: the sections of numbers in their order, and the section of text; `usable` is false for what is no format."""

    numbers: tuple[Section, ...]
    text: Section | None
    usable: bool = True

    @property
    def is_alone(self) -> bool:
        """Whether it has one section in all; Excel then gives no sign to what it shows as zero."""
        return len(self.numbers) == 1 and self.text is None

    def section(self, number: Decimal) -> tuple[Section, bool] | None:
        """The section that shows a number, and whether the number keeps its sign there; None where none does."""
        first, *others = self.numbers
        if all(each.condition is None for each in self.numbers):
            at = 1 if number < 0 and others else 2 if number == 0 and len(others) > 1 else 0
            return self.numbers[at], at == 0
        for at, each in enumerate(self.numbers):
            if each.condition is not None:
                if each.condition.holds(number):
                    return each, not each.condition.is_of_negatives
            elif at == 0 and first.condition is None:
                if number > 0 or (number == 0 and len(self.numbers) < 3):
                    return each, True
            elif at == 1 and len(self.numbers) > 2:
                if number < 0:
                    return each, False
            else:
                return each, not (at == 1 and _is_of_the_rest(first.condition))
        return None


def _is_of_the_rest(condition: Condition | None) -> bool:
    """Whether what does not meet a condition is below zero."""
    return condition is not None and condition.limit == 0 and condition.sign in (">", ">=")


@lru_cache(4096)
def parse_format(code: str) -> NumberFormat:
    """A format code taken apart; the format General for what Excel would not take."""
    sections = _sections(code) if code.strip() and len(code) <= _LONGEST else []
    if not sections or len(sections) > _MOST_SECTIONS:
        return NumberFormat((Section((Piece(Part.GENERAL, ""),)),), None, usable=False)
    text: Section | None = None
    if len(sections) == _MOST_SECTIONS or sections[-1].is_for_text:
        text = sections.pop()
    numbers = tuple(sections) or (Section((Piece(Part.GENERAL, ""),)),)
    return NumberFormat(tuple(_whole(each) for each in numbers), text)


def _whole(section: Section) -> Section:
    """A section that shows a number; `@` shows it as General does."""
    pieces = tuple(Piece(Part.GENERAL, "") if piece.part is Part.TEXT_OF_CELL else piece for piece in section.pieces)
    return section if pieces == section.pieces else replace(section, pieces=pieces)


def _sections(code: str) -> list[Section]:
    sections: list[Section] = []
    pieces: list[Piece] = []
    section = Section()
    for token in _TOKEN.finditer(code):
        if token["plain"] == ";":
            sections.append(_finished(section, pieces))
            section, pieces = Section(), []
            continue
        if token["bracket"] is not None:
            section = _with_bracket(section, token["bracket"], pieces)
        elif token["currency"] is not None:
            section = _with_locale(section, token["locale"] or "")
            pieces += [Piece(Part.TEXT, token["currency"])] if token["currency"] else []
        else:
            pieces.append(_piece(token))
    return [*sections, _finished(section, pieces)]


def _piece(token: re.Match[str]) -> Piece:
    kinds = {"layout": Part.LAYOUT, "general": Part.GENERAL, "half": Part.HALF, "exponent": Part.EXPONENT}
    kind = token.lastgroup or "plain"
    text = token[kind] or ""
    if kind in ("quoted", "escaped"):
        return Piece(Part.TEXT, text)
    if kind == "date":
        return Piece(Part.FIELD, text.lower())
    if kind == "plain":
        return Piece(Part.DIGIT if text in "0#?" else Part.TEXT_OF_CELL if text == "@" else Part.PLAIN, text)
    return Piece(kinds[kind], text)


def _finished(section: Section, pieces: list[Piece]) -> Section:
    if section.language in _SYSTEM:
        return replace(_sections(_SYSTEM[section.language])[0], condition=section.condition, colour=section.colour)
    if section.kanji and not any(piece.part not in (Part.TEXT, Part.LAYOUT) for piece in pieces):
        pieces = [*pieces, Piece(Part.GENERAL, "")]
    return replace(section, pieces=tuple(pieces))


def _with_bracket(section: Section, bracket: str, pieces: list[Piece]) -> Section:
    if _ELAPSED.fullmatch(bracket):
        pieces.append(Piece(Part.ELAPSED, bracket.lower()))
    elif (found := _DBNUM.fullmatch(bracket)) is not None:
        return replace(section, kanji=int(found[1]))
    elif (found := _CONDITION.fullmatch(bracket)) is not None:
        try:
            return replace(section, condition=Condition(found[1], Decimal(found[2])))
        except InvalidOperation:
            return section
    elif _COLOUR.fullmatch(bracket):
        return replace(section, colour=bracket)
    return section


def _with_locale(section: Section, locale: str) -> Section:
    """What `[$-411]` and `[$-ja-JP-x-gannen]` say: the language, and whether a first year is 元年."""
    name = locale.lower().partition(",")[0]
    if not name:
        return section
    if name.endswith("x-gannen"):
        return replace(section, language="ja", gannen=True)
    if name in _SYSTEM:
        return replace(section, language=name)
    if re.fullmatch(r"[0-9a-f]{1,8}", name):
        number = int(name, 16) & _LANGUAGE
        return replace(
            section, language="ja" if number == _JAPANESE else "en" if number & 0x3FF == 9 else "" if not number else name
        )
    return replace(section, language=name.partition("-")[0])
