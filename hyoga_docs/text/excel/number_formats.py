"""Numbers, dates and texts of Excel's cells as their number formats show them in a Japanese Excel.

Source: ECMA-376 Part 1, 18.8.30 numFmt and 18.8.31 numFmts; the ids of the Japanese edition are listed in the former.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from functools import lru_cache
from itertools import groupby

from hyoga_docs.text.excel.number_format_dates import date_pieces
from hyoga_docs.text.excel.number_format_digits import EXACT, number_pieces
from hyoga_docs.text.excel.number_format_sections import Part, Piece, Section, parse_format

_ERA = '[$-411]ggge"年"m"月"d"日"'
_ERA_SHORT = "[$-411]ge.m.d"
_YEN = '"¥"#,##0;"¥"\\-#,##0'
_YEN_PART = '"¥"#,##0.00;"¥"\\-#,##0.00'
#: The formats that Excel has without the file saying them, by their ids.
BUILTIN = {
    **{
        0: "General",
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        12: "# ?/?",
        13: "# ??/??",
    },
    **{5: _YEN, 6: _YEN.replace(";", ";[Red]"), 7: _YEN_PART, 8: _YEN_PART.replace(";", ";[Red]")},
    **{14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm"},
    **{21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _ERA_SHORT, 28: _ERA, 29: _ERA, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"'},
    **{32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: _ERA_SHORT},
    **{37: "#,##0_ ;\\-#,##0\\ ", 38: "#,##0_ ;[Red]\\-#,##0\\ ", 39: "#,##0.00_ ;\\-#,##0.00\\ "},
    **{40: "#,##0.00_ ;[Red]\\-#,##0.00\\ ", 41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ '},
    **{42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '},
    **{44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"},
    **{48: "##0.0E+0", 49: "@", 50: _ERA_SHORT, 51: _ERA, 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"'},
    **{54: _ERA, 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: _ERA_SHORT, 58: _ERA},
}
#: What Excel fills a cell with whose number its format cannot show.
NOT_SHOWN = "####"
_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)  # Excel keeps 15 digits
_GREATEST, _WIDEST = 308, 100
_PLAIN_NUMBER = re.compile(r"-?[1-9][0-9]{0,10}")
_COMMON = re.compile(r"(#,##)?0(?:\.(0{1,20}))?(%?)")


def format_number(value: str, code: str, *, from_1904: bool = False) -> str:
    """A number of a cell, as the file has it, as its format shows it; `####` where Excel shows that.

    What is no number is left as it is. Spaces at the ends, which only set the cell's text apart, are left out.
    """
    if code == "General" and _PLAIN_NUMBER.fullmatch(value):
        return value
    number = _number(value)
    if number is None:
        return value
    return _in_common_format(number, code) or _text(_shown(number, code, from_1904)[1])


def format_text(text: str, code: str) -> str:
    """A text of a cell as its format shows it."""
    if "@" not in code and ";" not in code:
        return text
    section = parse_format(code).text
    if section is None:
        return text
    return "".join(
        text if piece.part is Part.TEXT_OF_CELL else piece.text for piece in section.pieces if piece.part is not Part.LAYOUT
    )


def format_boolean(value: str, code: str) -> str:
    """A truth value of a cell as its format shows it."""
    if not value or code == ";;;":
        return ""
    return "TRUE" if value in ("1", "true") else "FALSE"


def literal_code(value: str, code: str, *, from_1904: bool = False) -> str:
    """A format code whose only text is what `format_number` gives for this value, in the same colour and with the same space.

    It shows this even of a negative number without another sign. Empty for what is no number.
    """
    number = _number(value)
    if number is None:
        return ""
    section, pieces = _shown(number, code, from_1904)
    written = "".join(
        "".join(piece.text for piece in run) if is_layout else _quoted("".join(piece.text for piece in run))
        for is_layout, run in groupby(pieces, lambda piece: piece.part is Part.LAYOUT)
    )
    if not _text(pieces):
        return ";;;"
    colour = f"[{section.colour}]" if section is not None and section.colour else ""
    return ";".join([f"{colour}{written}"] * (2 if number < 0 else 1))


def _quoted(text: str) -> str:
    return '\\"'.join(f'"{piece}"' if piece else "" for piece in text.split('"'))


def _in_common_format(number: Decimal, code: str) -> str:
    """What most cells with a format show (`#,##0.0`, `0%`), found in a short way; empty for other formats."""
    common = _common(code)
    if common is None or number.adjusted() > _WIDEST:
        return ""
    grouped, places, percent = common
    text = f"{EXACT.quantize(number.scaleb(len(percent) * 2, EXACT), places):{grouped}f}"
    return (text.lstrip("-") if not text.strip("-0.,") else text) + percent


@lru_cache(1024)
def _common(code: str) -> tuple[str, Decimal, str] | None:
    found = _COMMON.fullmatch(code)
    return ("," if found[1] else "", Decimal(1).scaleb(-len(found[2] or "")), found[3]) if found else None


@lru_cache(4096)
def _number(value: str) -> Decimal | None:
    try:
        number = _EXCEL.create_decimal(value)
    except DecimalException:  # none, or greater than any
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _GREATEST else None


@lru_cache(16_384)
def _shown(number: Decimal, code: str, from_1904: bool) -> tuple[Section | None, tuple[Piece, ...]]:
    parsed = parse_format(code)
    found = parsed.section(number)
    if found is None:
        return None, (Piece(Part.TEXT, NOT_SHOWN),)
    section, signed = found
    if number.adjusted() > _WIDEST and not section.has(Part.GENERAL, Part.EXPONENT):
        return section, (Piece(Part.TEXT, NOT_SHOWN),)
    if section.is_date:
        pieces = date_pieces(section, number if signed else abs(number), from_1904=from_1904)
        return section, (Piece(Part.TEXT, NOT_SHOWN),) if pieces is None else tuple(pieces)
    return section, tuple(number_pieces(section, number, signed=signed, zero_signed=not parsed.is_alone))


def _text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.part is not Part.LAYOUT).strip()
