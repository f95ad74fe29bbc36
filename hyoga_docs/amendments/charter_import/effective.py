"""The day of effect of a charter and of its amendments, as their 附則 say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.japanese.date_reader import find_dates
from hyoga_docs.japanese.numerals import value_of

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadProvision, ReadSupplement

_IN_FORCE = re.compile(r"(?:から|より)(?:施行|実施|適用|効力を生)")
_KANJI_DATE = re.compile(
    r"(令和|平成|昭和|大正|明治)(元|[〇一二三四五六七八九十]{1,3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_AS_PUBLISHED = re.compile(r"(?:公布|公表|告示|公示)の日から")


def read_days(charter: ReadCharter) -> None:
    """Finds the day of each 附則; where it is printed as the house prints days, `<effective>` stands in its place."""
    for index, supplement in enumerate(charter.supplements):
        day = next((found for part in supplement.paragraphs if (found := _taken_day(part))), None)
        if not index and not supplement.label:
            charter.effective = day
            continue
        if day is None and supplement.label and any(_AS_PUBLISHED.search(part.text) for part in supplement.paragraphs):
            day = _day_in(supplement.label)
        supplement.effective = day
        if day is None and not supplement.label:
            _doubt(supplement)
    if charter.supplements and charter.supplements[0].label and charter.effective is None:
        charter.effective = charter.supplements[0].effective


def _doubt(supplement: ReadSupplement) -> None:
    supplement.doubts.append("施行日を読み取れません。effective に書くと、前の附則と分かれます。")


def _taken_day(part: ReadProvision) -> dt.date | None:
    """The day from which a paragraph says that something is in force."""
    for found in find_dates(part.text):
        if found.date is not None and _IN_FORCE.match(part.text, found.end):
            if found.weekday is None and found.ad is None and found.era is not None:
                part.text = part.text[: found.start] + "<effective>" + part.text[found.end :]
            return found.date
    kanji = _KANJI_DATE.search(part.text)
    return _day_in(kanji[0]) if kanji and _IN_FORCE.match(part.text, kanji.end()) else None


def _day_in(text: str) -> dt.date | None:
    """The first day that a text names, in figures or in kanji."""
    plain = _KANJI_DATE.sub(lambda found: f"{found[1]}{_figure(found[2])}年{_figure(found[3])}月{_figure(found[4])}日", text)
    return next((found.date for found in find_dates(plain) if found.date is not None), None)


def _figure(kanji: str) -> str:
    return "元" if kanji == "元" else str(value_of(kanji))
