"""Dates as they stand in texts, in any width and with Word's spaces: `令和元年（２０１９年）10 月 31 日（木）`."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The first year of each era, its first day and its last, newest first.
ERAS = {
    "令和": (2019, dt.date(2019, 5, 1), None),
    "平成": (1989, dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
    "昭和": (1926, dt.date(1926, 12, 25), dt.date(1989, 1, 7)),
    "大正": (1912, dt.date(1912, 7, 30), dt.date(1926, 12, 25)),
    "明治": (1868, dt.date(1868, 1, 25), dt.date(1912, 7, 30)),
}
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_N = r"[0-9０-９]"
_GAP = r"[ 　]{0,8}"
_FAR = 100  # characters before a month in which something may stand that it belongs to
_FIRST_AD, _LAST_AD = 1600, 2200
_YEAR = (
    rf"(?P<era>令和|平成|昭和|大正|明治|(?<![A-Za-zＡ-Ｚａ-ｚ0-9])[RHSＲＨＳ](?=\.?{_N}))[.．]?{_GAP}(?P<in_era>元|{_N}{{1,2}}){_GAP}"
    rf"(?:年(?P<fiscal>{_GAP}度)?(?:{_GAP}[（(]{_GAP}(?:西暦)?(?P<ad_after>{_N}{{4}}){_GAP}年?(?P<fiscal_after>{_GAP}度)?{_GAP}[）)])?"
    rf"|[（(]{_GAP}(?P<ad_within>{_N}{{4}}){_GAP}[）)]{_GAP}年(?P<fiscal_within>{_GAP}度)?)"
)
_AD = (
    rf"(?<![0-9０-９,，.．])(?P<ad>{_N}{{4}}){_GAP}(?:年(?P<ad_fiscal>{_GAP}度)?)?"
    rf"(?:{_GAP}[（(]{_GAP}(?P<era_after>令和|平成|昭和|大正|明治){_GAP}(?P<in_era_after>元|{_N}{{1,2}}){_GAP}年?(?P<fiscal_era>{_GAP}度)?{_GAP}[）)])?{_GAP}年?"
)


def _day(name: str) -> str:
    """The pattern of month, day and weekday, in groups of names that end so."""
    weekday = rf"[（(]{_GAP}(?P<weekday{name}>[月火水木金土日]){_GAP}(?:曜日?)?{_GAP}(?:[・,、]{_GAP}(?:祝日?|休日?))?{_GAP}[）)]"
    return (
        rf"(?P<month{name}>{_N}{{1,2}}){_GAP}月(?:{_GAP}(?P<day{name}>{_N}{{1,2}}){_GAP}日)?"
        rf"(?:{_GAP}{weekday}|{_GAP}(?P<long{name}>[月火水木金土日])曜日)?"
    )


_DATE = re.compile(rf"(?:{_YEAR}|{_AD}(?<=[年）)]))(?:{_GAP}{_day('')})?|{_day('_only')}")
_SHORT = re.compile(
    rf"(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ./．／])(?:(?P<ad>{_N}{{4}})|(?P<era>令和|平成|[RHＲＨ])(?P<in_era>元|{_N}{{1,2}}))[./．／-](?P<month>{_N}{{1,2}})"
    rf"[./．／-](?P<day>{_N}{{1,2}}){_GAP}[（(](?P<weekday>[月火水木金土日])(?:曜日?)?[）)]"
)


@dataclass(frozen=True)
class FoundDate:
    """A date of a text, as it is written; what is not written is None. `gannen` says that 元 is written.

    `ad` is a year of the Christian era that stands beside, `fiscal` says that the year is a 年度, `mixed` that one of two is.
    """

    start: int
    end: int
    era: str | None = None
    in_era: int | None = None
    gannen: bool = False
    ad: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: str | None = None
    fiscal: bool = False
    mixed: bool = False

    @property
    def year(self) -> int | None:
        """The year of the Christian era, by the era where there is one."""
        if self.era is not None and self.in_era is not None:
            return ERAS[self.era][0] + self.in_era - 1
        return self.ad

    @property
    def date(self) -> dt.date | None:
        """The day, where year, month and day are written and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def is_impossible(self) -> bool:
        """Whether there is no such month, or no such day in it in any year."""
        if self.month is None:
            return False
        if not 1 <= self.month <= 12:
            return True
        if self.day is None:
            return False
        try:
            dt.date(self.year or 2000, self.month, self.day)  # 29 February may be, when no year says otherwise
        except ValueError:
            return True
        return False


_WRITTEN_OUT = re.compile(
    r"(?:(?P<ad>\d{4})|(?P<era>令和|平成|昭和|[RHS])(?P<in_era>元|\d{1,2}))(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?"
    r"(?:\(?(?P<weekday>[月火水木金土日])(?:曜日?)?\)?)?"
)
_DASHES = str.maketrans("‐–—−ー", "-----")


def read_day(text: str) -> dt.date | None:
    """The one day that a whole text names in any form: `2026/8/20`, `令和8年8月20日（木）`, `R8.8.20`; None for others."""
    found = _written_out(text)
    if found is None:
        return None
    in_era = 1 if found["in_era"] == "元" else int(found["in_era"] or 0)
    year = int(found["ad"]) if found["ad"] else ERAS[_LETTERS.get(found["era"], found["era"])][0] + in_era - 1
    try:
        return dt.date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def read_weekday(text: str) -> str | None:
    """The weekday, such as 木, that a whole text names after its day."""
    found = _written_out(text)
    return found["weekday"] if found else None


def _written_out(text: str) -> re.Match[str] | None:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_DASHES)
    if re.fullmatch(r"(?:19|20)\d{6}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    return _WRITTEN_OUT.fullmatch(plain)


def find_dates(text: str) -> Iterator[FoundDate]:
    """The dates of a text in order; a year alone is one too where an era or 年 says so."""
    yield from _short_dates(text)
    if "年" not in text and "月" not in text:
        return
    for match in _DATE.finditer(text):
        era = match["era"] or match["era_after"]
        era = _LETTERS.get(unicodedata.normalize("NFKC", era), era) if era else None
        ad = _int(match["ad"] or match["ad_after"] or match["ad_within"])
        if ad is not None and not _FIRST_AD <= ad <= _LAST_AD:
            continue  # a figure
        written = match["in_era"] or match["in_era_after"]
        if era is None and match["ad"] is None and _is_part(text, match):
            continue
        yield FoundDate(
            match.start(),
            match.end(),
            era,
            (1 if written == "元" else int(written)) if written else None,
            written == "元",
            ad,
            _int(match["month"] or match["month_only"]),
            _int(match["day"] or match["day_only"]),
            match["weekday"] or match["long"] or match["weekday_only"] or match["long_only"],
            bool(match["fiscal"] or match["ad_fiscal"] or match["fiscal_after"] or match["fiscal_within"]),
            bool(match["fiscal"] or match["fiscal_era"]) != bool(match["fiscal_after"] or match["ad_fiscal"]),
        )


def iso_day(text: str) -> str:
    """A day that somebody typed as `令和８年８月20日（木）` or `2026/8/20`, as `2026-08-20`; what is no such day stays as it is."""
    typed = text.strip()
    figures = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", unicodedata.normalize("NFKC", typed))
    if figures is not None:
        return f"{figures[1]}-{int(figures[2]):02}-{int(figures[3]):02}"
    found = next(find_dates(typed), None)
    if found is None or found.date is None or (found.start, found.end) != (0, len(typed)):
        return text
    is_right = found.weekday in {None, "月火水木金土日"[found.date.weekday()]}
    return found.date.isoformat() if is_right else text


def _short_dates(text: str) -> Iterator[FoundDate]:
    """Dates in figures with their weekday: `2024/11/14(木)`, `R6.11.14（木）`."""
    for match in _SHORT.finditer(text):
        era = _LETTERS.get(unicodedata.normalize("NFKC", match["era"]), match["era"]) if match["era"] else None
        first = match["in_era"]
        yield FoundDate(
            match.start(),
            match.end(),
            era,
            (1 if first == "元" else int(first)) if era else None,
            first == "元",
            None if era else int(match["ad"]),
            int(match["month"]),
            int(match["day"]),
            match["weekday"],
        )


def _is_part(text: str, match: re.Match[str]) -> bool:
    """Whether a month without a year is no month: `か月`, `数字の続き`, `第３月曜日`."""
    before = text[max(0, match.start() - _FAR) : match.start()].rstrip(" 　")
    return match["day_only"] is None or (bool(before) and before[-1] in "第0123456789０１２３４５６７８９.．,，/／")


def _int(text: str | None) -> int | None:
    return int(text) if text else None
