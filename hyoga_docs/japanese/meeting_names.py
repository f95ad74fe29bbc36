"""Names of meetings that count within a year: 令和６年度第２回, 令和６年第５回定例会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.japanese.date_reader import ERAS
from hyoga_docs.japanese.dates import fiscal_year
from hyoga_docs.japanese.numerals import Digits, kanji_number, number, value_of

if TYPE_CHECKING:
    import datetime as dt

_NUMBER = r"[0-9０-９一二三四五六七八九十]+"
_NAME = re.compile(
    rf"(?P<era>令和|平成|西暦|)(?P<year>元|[0-9０-９一二三四五六七八九十〇]+)(?P<kind>年度|年)(?P<between>[^0-9０-９]*?)第(?P<number>{_NUMBER})回"
)
_LONGEST = 3  # figures of a number


def next_name(name: str, before: dt.date, day: dt.date) -> str | None:
    """The name of the meeting on `day` after the one of the day `before`: one number on within its year, or its fiscal year.

    None where it is not sure: the name says no year, or another one than that of both days, or that it is an extra meeting (臨時).
    """
    match = _NAME.search(name)
    if match is None or "臨時" in name or before > day or len(match["number"]) > _LONGEST:
        return None
    year = _year(match["era"], match["year"])
    years = {fiscal_year(each) if match["kind"] == "年度" else each.year for each in (before, day)}
    if years != {year}:
        return None
    start, end = match.span("number")
    return name[:start] + _like(match["number"], value_of(match["number"]) + 1) + name[end:]


def _year(era: str, year: str) -> int:
    """The year of the Christian era."""
    count = 1 if year == "元" else value_of(year)
    return ERAS[era][0] + count - 1 if era in ERAS else count


def _like(old: str, value: int) -> str:
    """The value in figures of the kind that the number before it has; of two figures the house's usual ones are half-width."""
    if not re.fullmatch(r"[0-9０-９]+", old):
        return kanji_number(value)
    if old.isascii() and len(old) == 1:
        return number(value, Digits.HALF)
    return number(value, Digits.FULL if len(old) > 1 and not old.isascii() else Digits.ONE_FULL_TWO_HALF)
