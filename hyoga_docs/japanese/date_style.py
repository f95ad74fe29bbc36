"""How a house prints days and times: digits, years, weekdays, times, each learnt from an example."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.japanese.dates import FIRST_DAY, era_year, weekday
from hyoga_docs.japanese.numerals import Digits, half_width, in_width, number
from hyoga_docs.japanese.time_style import TimeStyle

if TYPE_CHECKING:
    from hyoga_docs.japanese.times import TimeSpan

_ERA_YEAR = re.compile(r"(令和|平成|昭和|大正|明治)(元|[0-9０-９]{1,2})")
_AD_YEAR = re.compile(r"[0-9０-９]{4}")
_YEAR_FORMS = re.compile(
    r"\{era\}年(?:[（(]\{ad\}年?[）)])?|\{era\}[（(]\{ad\}[）)]年|(?:西暦)?\{ad\}年(?:[（(]\{era\}年?[）)])?|\{ad\}[（(]\{era\}[）)]年"
)
_WEEKDAY = re.compile(r"([ 　]?[（(]?)[月火水木金土日]((?:曜日?)?[）)]?)")
_SAME_BRACKETS = re.compile(r"[^（()）]*|[^（()）]*（[^（()）]*）[^（()）]*|[^（()）]*\([^（()）]*\)[^（()）]*")


@dataclass(frozen=True)
class DateStyle:
    """The house's way to print days and times; `year_form` and `weekday_form` are patterns, the latter empty for no weekday."""

    digits: Digits = Digits.ONE_FULL_TWO_HALF
    year_form: str = "{era}年"
    weekday_form: str = "（{}）"
    times: TimeStyle = field(default_factory=TimeStyle)

    def year(self, day: dt.date) -> str:
        """`令和元年`, `令和６年（2024年）`: the first year is 元年, never 1年."""
        return self._year(day, day.year, self.year_form)

    def fiscal_year(self, year: int, day: dt.date) -> str:
        """`令和６年度`; of a 年度 with two eras that in which `day` falls."""
        within = min(max(day, dt.date(year, 4, 1)), dt.date(year, 12, 31))
        return self._year(within, year, self.year_form.replace("年", "年度"))

    def _year(self, day: dt.date, ad: int, form: str) -> str:
        name, year = era_year(day)
        era = name + ("元" if year == 1 else number(year, self.digits))
        return form.format(era=era, ad=in_width(str(ad), self.digits))

    def day(self, day: dt.date) -> str:
        """`令和元年10月31日`."""
        return f"{self.year(day)}{number(day.month, self.digits)}月{number(day.day, self.digits)}日"

    def weekday(self, day: dt.date) -> str:
        """`（木）`; empty where the house prints none."""
        return self.weekday_form.format(weekday(day))

    def day_and_weekday(self, day: dt.date) -> str:
        """`令和元年10月31日（木）`."""
        return self.day(day) + self.weekday(day)

    def span(self, span: TimeSpan) -> str:
        """`10:30～12:00`."""
        return self.times.text(span, self.digits)

    def clock(self, time: dt.time) -> str:
        """`10:30`, `午後２時`."""
        return self.times.clock(time, self.digits)


def year_form(example: str) -> str:
    """The pattern of a year that an example shows (`令和６年（2024年）`). Raises ValueError in Japanese."""
    form = _AD_YEAR.sub("{ad}", _ERA_YEAR.sub("{era}", example.strip()))
    if not _YEAR_FORMS.fullmatch(form) or not _SAME_BRACKETS.fullmatch(form):
        forms = "令和６年、令和６年（2024年）、令和６（2024）年、2024年、2024年（令和６年）"
        msg = f"「{example}」は年の見本になりません。書ける見本: {forms} など。"
        raise ValueError(msg)
    era, ad = _ERA_YEAR.search(example), _AD_YEAR.search(example)
    if era and ad:
        written = f"{era[1]}{half_width(era[2])}"
        year = int(half_width(ad[0]))
        days = [dt.date(year, month, 31) for month in (1, 12)] if year >= FIRST_DAY.year else []
        right = {f"{name}{'元' if value == 1 else value}" for name, value in map(era_year, days)}
        if written not in right:
            said = "、".join(f"{each}年" for each in sorted(right)) or "西暦だけで書く年"
            msg = f"「{example}」は年の見本になりません。{ad[0]}年は{said}です。"
            raise ValueError(msg)
    return form


def weekday_form(example: str) -> str:
    """The pattern of a weekday that an example shows (`（水）`); empty for none. Raises ValueError in Japanese."""
    if example in {"", "none"}:
        return ""
    match = _WEEKDAY.fullmatch(example)
    if match is None or not _SAME_BRACKETS.fullmatch(example):
        msg = f"「{example}」は曜日の見本になりません。書ける見本: （水）、（水曜日）、(水)、水曜日。印刷しないときは none。"
        raise ValueError(msg)
    return f"{match[1]}{{}}{match[2]}"
