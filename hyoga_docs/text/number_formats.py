"""Numbers and dates of Excel as its number formats show them.

The formats in use in Japanese papers are known: digits with fixed literals around them, and dates. What has a format
beyond that (fractions, conditions, exponents) is shown as it would be without one.
Source: ECMA-376 Part 1, 18.8.30 numFmt and 18.8.31 numFmts; the ids of the Japanese edition are listed in the former.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import Enum
from functools import cached_property, lru_cache

from hyoga_docs.japanese.dates import FIRST_DAY, era_year, weekday

_YEN = '"¥"#,##0'
_ERA = '[$-411]ggge"年"m"月"d"日"'
_ERA_SHORT = "[$-411]ge.m.d"
BUILTIN = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{5: f"{_YEN};-{_YEN}", 6: f"{_YEN};-{_YEN}", 7: f"{_YEN}.00;-{_YEN}.00", 8: f"{_YEN}.00;-{_YEN}.00"},
    **{14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm"},
    **{21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _ERA_SHORT, 28: _ERA, 29: _ERA, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"'},
    **{32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: _ERA_SHORT},
    **{37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"},
    **{41: "#,##0;-#,##0;-", 42: f"{_YEN};-{_YEN};-", 43: "#,##0.00;-#,##0.00;-", 44: f"{_YEN}.00;-{_YEN}.00;-"},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 50: _ERA_SHORT, 51: _ERA, 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"'},
    **{54: _ERA, 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: _ERA_SHORT, 58: _ERA},
}
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | [_*].            # what follows _ and * gives widths
    | \[\$(?P<currency>[^\]-]*)[^\]]*\] | \[(?P<bracket>[^\]]*)\] | (?P<plain>.)
    """,
    re.DOTALL | re.VERBOSE,
)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黒青水緑紫赤白黄]|色\d+", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DIGITS = re.compile(r"(?P<whole>[#0?][#0?,]*(?<!,)|(?=\.[#0?]))(?P<scale>,*)(?:\.(?P<part>[#0?]*))?")
_DATE = re.compile(r"AM/PM|A/P|y+|m+|d+|h+|s+(?:\.0+)?|e+|g+|a{3,4}|\[[hms]+\]|.", re.IGNORECASE | re.DOTALL)
_DATE_LETTERS = re.compile(r"[ymdhsge]|aaa|\[", re.IGNORECASE)
_LETTERS = {"令和": "R", "平成": "H", "昭和": "S", "大正": "T", "明治": "M"}
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (a cell's date is of no time zone)
_AFTER_LAST = 2_958_466  # 10000-01-01
_SHIFT_1904 = 1462
_LONGEST = 255  # Excel takes no longer format
_WIDEST = 40  # nor is any column so wide
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)  # Excel keeps 15 digits


class _FormatKind(Enum):
    GENERAL = 0
    NUMBER = 1
    DATE = 2


@dataclass(frozen=True)
class _Section:
    """A section of a format: its characters, and the same with NUL for those that stand for themselves."""

    text: str
    mask: str

    @cached_property
    def digits(self) -> re.Match[str] | None:
        """Where the format has its digits."""
        return _DIGITS.search(self.mask)

    @cached_property
    def around(self) -> str:
        """The mask without its digits."""
        found = self.digits
        return self.mask[: found.start()] + self.mask[found.end() :] if found else self.mask

    @cached_property
    def is_beyond(self) -> bool:
        """Whether it has a fraction or an exponent, or digits in two places."""
        return re.search(r"[#0?]|E[+-]", self.around, re.IGNORECASE) is not None

    @cached_property
    def look(self) -> _FormatKind:
        lowered = self.mask.lower()
        if "general" in lowered or "@" in lowered:
            return _FormatKind.GENERAL
        if _DATE_LETTERS.search(lowered) and not re.search(r"e[+-]", lowered):
            return _FormatKind.DATE
        return _FormatKind.NUMBER


def format_number(value: str, code: str, *, from_1904: bool = False) -> str:
    """A number of a cell, as the file has it, as its format shows it; what is no number is left as it is."""
    try:
        number = _EXCEL.create_decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 308:
        return value
    sections = _split(code) if len(code) <= _LONGEST and number.adjusted() < _WIDEST else ()
    at = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    if not sections or sections[at].look is _FormatKind.GENERAL:
        return _general(number)
    if sections[at].look is _FormatKind.DATE:
        return _date(sections[at], number + _SHIFT_1904 if from_1904 else number)
    return _number(sections[at], abs(number) if at else number)


@lru_cache(1024)
def _split(code: str) -> tuple[_Section, ...]:
    """The sections of a format; none where it has a condition, which is not known here."""
    sections = [["", ""]]
    for token in _TOKEN.finditer(code):
        bracket, plain = token["bracket"], token["plain"] or ""
        literal = token["quoted"] or token["escaped"] or token["currency"] or ""
        if bracket is not None and _ELAPSED.fullmatch(bracket):
            plain = f"[{bracket}]"
        elif bracket is not None and not _COLOUR.fullmatch(bracket) and not bracket.lower().startswith("dbnum"):
            return ()
        if plain == ";":
            sections.append(["", ""])
            continue
        sections[-1][0] += literal + plain
        sections[-1][1] += "\0" * len(literal) + plain
    return tuple(_Section(text, mask) for text, mask in sections)


def _general(number: Decimal) -> str:
    """A number in at most 11 characters, as the format `General` shows it."""
    if number == 0:
        return "0"
    size = number.adjusted()
    places = 9 - max(size, 0)
    if size > 10 or (size < -4 and -number.normalize(_EXACT).as_tuple().exponent > 9):  # type: ignore[operator]
        mantissa, _, power = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power[0]}{power[1:].zfill(2)}"
    return _plain(_EXACT.quantize(number, Decimal(1).scaleb(-max(places, 0))))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _number(section: _Section, number: Decimal) -> str:
    found = section.digits
    if found is None:
        return section.text.strip()
    if section.is_beyond:
        return _general(number)
    part = found["part"] or ""
    value = abs(number)
    if power := 2 * section.around.count("%") - 3 * len(found["scale"]):
        value = value.scaleb(power, _EXACT)
    digits, _, fraction = f"{_EXACT.quantize(value, Decimal(1).scaleb(-len(part))):f}".partition(".")
    fraction = fraction[: part.rfind("0") + 1] + fraction[part.rfind("0") + 1 :].rstrip("0")
    digits = digits.lstrip("0").zfill(found["whole"].count("0"))
    if "," in found["whole"] and digits:
        digits = f"{int(digits):,}".zfill(len(digits)) if not digits.startswith("0") else digits
    minus = "-" if number < 0 and (digits + fraction).strip("0,") else ""
    point = "." if fraction or (part and "0" in part) else ""
    return f"{minus}{section.text[: found.start()]}{digits}{point}{fraction}{section.text[found.end() :]}".strip()


def _date(section: _Section, number: Decimal) -> str:
    if not 0 <= number < _AFTER_LAST:
        return _general(number)
    # Excel has a 29 February 1900 that there was not.
    seconds = int(_EXACT.quantize((number + 1 if number < 60 else number) * 86_400, Decimal(1)))
    moment = _EPOCH + dt.timedelta(seconds=min(seconds, _AFTER_LAST * 86_400 - 1))
    elapsed = int(_EXACT.quantize(number * 86_400, Decimal(1)))
    tokens = [(each.group().lower(), each.start()) for each in _DATE.finditer(section.mask)]
    fields = [token for token, _ in tokens if token[0] in "ymdhs[" or token in ("am/pm", "a/p")]
    half = any(token in ("am/pm", "a/p") for token in fields)
    pieces, before = [], ""
    for index, (token, start) in enumerate(tokens):
        if token[0] == "m" and _is_minute(before, [each for each, _ in tokens[index + 1 :]]):
            pieces.append(str(moment.minute).zfill(min(len(token), 2)))
        elif token[0] == "[":
            pieces.append(str(elapsed // {"h": 3600, "m": 60, "s": 1}[token[1]]).zfill(len(token) - 2))
        else:
            text = _day_field(token, moment) or _time_field(token, moment, half=half)
            pieces.append(section.text[start : start + len(token)] if text is None else text)
        before = token if token[0] in "ymdhs[" else before
    return "".join(pieces).strip()


def _is_minute(before: str, after: list[str]) -> bool:
    """Whether an `m` between these is of minutes: right after hours, or right before seconds."""
    following = next((token for token in after if token[0] in "ymdhs["), "")
    return before.lstrip("[").startswith("h") or following.lstrip("[").startswith("s")


def _day_field(token: str, moment: dt.datetime) -> str | None:
    day = moment.date()
    era, year = era_year(day) if day >= FIRST_DAY else ("", day.year)
    fields = {
        "y": lambda: f"{day.year:04}" if len(token) > 2 else f"{day.year % 100:02}",
        "e": lambda: str(year).zfill(min(len(token), 2)),
        "g": lambda: {1: _LETTERS.get(era, ""), 2: era[:1]}.get(len(token), era),
        "d": lambda: str(day.day).zfill(len(token)) if len(token) < 3 else f"{day:%a}" if len(token) == 3 else f"{day:%A}",
        "m": lambda: str(day.month).zfill(len(token)) if len(token) < 3 else f"{day:%b}" if len(token) == 3 else f"{day:%B}",
    }
    if token in ("aaa", "aaaa"):
        return weekday(day) + "曜日" * (len(token) - 3)
    return fields[token[0]]() if token[0] in fields else None


def _time_field(token: str, moment: dt.datetime, *, half: bool) -> str | None:
    if token in ("am/pm", "a/p"):
        return ("PM" if moment.hour > 11 else "AM")[: 2 if token == "am/pm" else 1]
    if token[0] == "h":
        return str((moment.hour + 11) % 12 + 1 if half else moment.hour).zfill(min(len(token), 2))
    if token[0] == "s":
        return str(moment.second).zfill(min(len(token.partition(".")[0]), 2))
    return None
