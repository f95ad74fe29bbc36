"""Which number formats LibreOffice prints as Excel does, in whatever language it runs; tried in tests/test_excel_print_copy.py."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from hyoga_docs.text.excel.number_format_sections import Part, Piece, Section, parse_format
from hyoga_docs.text.excel.number_formats import format_number

_SHORT = re.compile(r"-?(?=[0-9.]{1,11}$)[0-9]{1,10}(?:\.[0-9]{1,9})?")
_MARKS = re.compile(r"[-+() ¥$,.%]|[^\x00-\x7f]")
_DAY_MARKS = re.compile(r"[-/:,. ()]|[^\x00-\x7f]")
_FIELD = re.compile(r"y{1,4}|m{1,2}|d{1,2}|h{1,2}|s{1,2}")
_ENGLISH_FIELD = re.compile(r"m{3,5}|d{3,4}")
_JAPANESE_FIELD = re.compile(r"g{1,3}|e{1,2}|a{3,4}")  # no r, which LibreOffice reads otherwise
_DIGITS = re.compile(r"(?:#,##)?0+|#,###|#")
_COLOURS = r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}"
#: What stands in brackets that LibreOffice knows: a currency, a language by its number, colours, hours that go on past 24.
_KNOWN_BRACKET = re.compile(rf"\[(?:\$[^\]-]*(?:-[0-9]{{3,4}})?|\$¥-ja-JP|{_COLOURS}|h+|m+|s+)\]", re.IGNORECASE)
_NAMES_OF_JAPANESE = ("[$-ja-jp]", "[$-ja-jp-x-gannen]", "[$-x-gannen]")
_SECTION_TOKEN = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]|.', re.DOTALL)
_OUTSIDE = re.compile(r'"[^"]*"?|\\.|[_*].')
_FIRST_DAY, _AFTER_LAST, _SECONDS = 61, 2_958_466, 86_400  # LibreOffice has other days before March 1900
_SHIFT_1904, _MOST_ELAPSED = 1462, 1_000
_MOST_DIGITS, _MOST_NUMBER = 15, 1e15
_GENERAL_DIGITS = 10
_NEARLY, _LITTLE = 1e-5, -0.5


class Printing(Enum):
    """How far a format is printed as in Excel."""

    ALIKE = "always"
    GENERAL = "short numbers"
    GENERAL_OF_A_WIDTH = "short numbers, and in narrow columns all"
    NUMBER = "numbers of at most 15 digits"
    PERCENT = "numbers of at most 15 digits of which the last is no 5"
    NUMBER_BESIDE_TEXT = "numbers of at most 15 digits that are not a little below zero"
    DAY = "days from March 1900 on, at whole seconds"
    TIME = "whole seconds"
    ELAPSED = "whole seconds of less than a thousand days"
    OTHERWISE = "never"


@lru_cache(4096)
def with_language(code: str) -> str:
    """The same format with its language written out by number, for LibreOffice takes its own where a format names none.

    Days of an era and 月火水 are Japanese; names of months and days, AM and PM are English in a Japanese Excel.
    """
    sections = [""]
    for token in _SECTION_TOKEN.finditer(code):
        if token[0] == ";":
            sections.append("")
        else:
            sections[-1] += "[$-411]" if token[0].lower() in _NAMES_OF_JAPANESE else token[0]
    return ";".join(_with_language(each) for each in sections)


def _with_language(section: str) -> str:
    parsed = parse_format(section).numbers[0]
    if parsed.language or parsed.kanji or not parsed.is_date:
        return section
    fields = [piece.text for piece in parsed.pieces if piece.part is Part.FIELD]
    japanese = any(text[0] in "gear" for text in fields)
    english = parsed.has(Part.HALF) or any(text[0] in "md" and len(text) > 2 for text in fields)
    return section if japanese == english else f"[$-{'411' if japanese else '409'}]{section}"


@lru_cache(4096)
def way_of_printing(code: str) -> Printing:
    """How far a number format prints alike; `code` is of `with_language`."""
    if code == "General":
        return Printing.GENERAL_OF_A_WIDTH
    parsed = parse_format(code)
    bare = _OUTSIDE.sub("", code)
    if not parsed.usable or "[" in _KNOWN_BRACKET.sub("", bare) or "標準" in bare:
        return Printing.OTHERWISE
    ways = {_way_of_section(each) for each in parsed.numbers} - {Printing.ALIKE}
    if len(ways) > 1:
        return Printing.OTHERWISE
    way = ways.pop() if ways else Printing.ALIKE
    is_beside_text = way is Printing.NUMBER and len(parsed.numbers) == 1 and parsed.text is not None
    return Printing.NUMBER_BESIDE_TEXT if is_beside_text else way


def prints_alike(value: str, way: Printing, *, from_1904: bool = False) -> bool:
    """Whether LibreOffice prints a number as Excel does, with a format of this way."""
    if way in (Printing.ALIKE, Printing.OTHERWISE):
        return way is Printing.ALIKE
    if way in (Printing.GENERAL, Printing.GENERAL_OF_A_WIDTH):
        return is_short(value)
    try:
        number = float(value)
    except ValueError:
        return True
    # LibreOffice rounds a half of a percent down now and then; what is a little below zero has a sign in Excel alone.
    is_half = way is Printing.PERCENT and f"{number:.15g}".endswith("5")
    if is_half or (way is Printing.NUMBER_BESIDE_TEXT and _LITTLE < number < 0):
        return False
    if way in (Printing.NUMBER, Printing.PERCENT, Printing.NUMBER_BESIDE_TEXT):
        return len(value) <= _MOST_DIGITS or abs(number) < _MOST_NUMBER
    first = 0 if way in (Printing.TIME, Printing.ELAPSED) or from_1904 else _FIRST_DAY
    last = _MOST_ELAPSED if way is Printing.ELAPSED else _AFTER_LAST - _SHIFT_1904 * from_1904
    seconds = number * _SECONDS
    return first <= number < last and abs(seconds - round(seconds)) < _NEARLY


@lru_cache(16_384)
def is_short(value: str) -> bool:
    """Whether the format General shows a number in full: it has few digits, or those behind are noise of the computer."""
    if _SHORT.fullmatch(value):
        return True
    try:
        return f"{float(value):.15g}" == format_number(value, "General")
    except ValueError:
        return True


def general_code(value: str) -> str:
    """The format by which LibreOffice gives a number as many digits as Excel's General, the same for all of its size.

    Empty for a number that has no fraction there, or an exponent.
    """
    shown = format_number(value, "General")
    whole, point, _ = shown.lstrip("-").partition(".")
    return "0." + "#" * (_GENERAL_DIGITS - len(whole)) if point and "E" not in shown else ""


def _way_of_section(section: Section) -> Printing:
    if section.condition is not None or section.kanji or section.gannen:
        return Printing.OTHERWISE
    pieces = [piece for piece in section.pieces if piece.part not in (Part.TEXT, Part.LAYOUT)]
    if not pieces or section.language not in ("", "ja", "en"):
        return Printing.ALIKE
    if section.is_date:
        return _way_of_days(section, pieces)
    if section.has(Part.GENERAL):
        return Printing.GENERAL if all(piece.part is Part.GENERAL for piece in pieces) else Printing.OTHERWISE
    if not _is_plain_number(section.pieces):
        return Printing.OTHERWISE
    return Printing.PERCENT if Piece(Part.PLAIN, "%") in pieces else Printing.NUMBER


def _way_of_days(section: Section, pieces: list[Piece]) -> Printing:
    if not all(_is_plain_day(piece, section) for piece in pieces):
        return Printing.OTHERWISE
    if section.has(Part.ELAPSED):
        return Printing.ELAPSED
    letters = {piece.text[0] for piece in pieces if piece.part is Part.FIELD}
    return Printing.TIME if letters <= set("hms") and letters & set("hs") else Printing.DAY


def _is_plain_day(piece: Piece, section: Section) -> bool:
    if piece.part is Part.FIELD:
        named = {"ja": _JAPANESE_FIELD, "en": _ENGLISH_FIELD}.get(section.language, _FIELD)
        return any(each.fullmatch(piece.text) is not None for each in (_FIELD, named))
    if piece.part is Part.HALF:
        return section.language in ("ja", "en") and piece.text.upper() == "AM/PM"
    return piece.part is Part.ELAPSED or (piece.part is Part.PLAIN and _DAY_MARKS.fullmatch(piece.text) is not None)


def _is_plain_number(pieces: tuple[Piece, ...]) -> bool:
    """Whether a section is digits in one place, with fixed words around them."""
    places = [index for index, piece in enumerate(pieces) if piece.part is Part.DIGIT]
    if any(piece.part not in (Part.DIGIT, Part.PLAIN, Part.TEXT, Part.LAYOUT) for piece in pieces) or not places:
        return False
    between = pieces[places[0] : places[-1] + 1]
    whole, point, part = "".join(piece.text for piece in between).partition(".")
    if any(piece.part not in (Part.DIGIT, Part.PLAIN) for piece in between) or not _DIGITS.fullmatch(whole):
        return False
    around = [*pieces[: places[0]], *pieces[places[-1] + 1 :]]
    marks = [piece.text for piece in around if piece.part is Part.PLAIN]
    return (
        part.strip("0") == "" and bool(point) == bool(part) and "." not in marks and all(_MARKS.fullmatch(each) for each in marks)
    )
