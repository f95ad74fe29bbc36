"""Dates and times that cannot be, or that say two things (`HD22x`)."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.date_reader import ERAS, FoundDate, find_dates
from hyoga_docs.japanese.date_style import DateStyle
from hyoga_docs.japanese.dates import FIRST_DAY, era_year, weekday
from hyoga_docs.japanese.numerals import Digits, half_width
from hyoga_docs.japanese.times import FoundSpan, find_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.text.passages import Passage

_BETWEEN = re.compile(r"[ 　]*(?:[～〜~]|から|－|―|—)[ 　]*")
_OPENED, _CLOSED = re.compile(r"[ 　]*[（(][ 　]*"), re.compile(r"[ 　]*[）)]")
_BESIDE = re.compile(r"[ 　※（(、]*")
_OF_TIMES = re.compile(r"時|午[前後]|日程|開[会催場始]|受付|会議|[月火水木金土日][）)]")
#: Who counts the hours on after midnight: 25時から26時まで.
_BROADCAST = re.compile("放送|放映|番組|深夜|ラジオ|テレビ|営業|運行|終電|翌")
_AFTER_MIDNIGHT = re.compile(r"(?<!\d)2[4-9][時:：]")
_AFTERNOON = re.compile(r"午[前後][ 　]*(?:1[3-9]|2[0-9]|１[３-９]|２[０-９])[ 　]*(?:時|[:：])")
_YEARS = re.compile(r"(?:まで)?[ 　]*(?:の|[（(])[ 　]*([0-9０-９]{1,2})[ 　]*(?:か年|ヶ年|カ年|箇年|年間)")
_MOVED = re.compile(r"変更|改め|改定|前倒し|早め|繰り上げ|さかのぼ|遡")
_REFERENCE = re.compile(r"<[^>]*>")
_ERA = "(?:令和|平成|昭和|大正|明治)"
#: A day without its month (令和８227日, 令和７年1125日まで), and a first year that has a number, too.
_NO_MONTH = re.compile(
    rf"{_ERA}[ 　]?[0-9０-９]{{3,6}}[ 　]?日"
    rf"|{_ERA}[ 　]?(?:元|[0-9０-９]{{1,2}})年(?:[1-9１-９]|[1１][0-2０-２])(?:[0０]?[1-9１-９]|[12１２][0-9０-９]|[3３][01０１])日"
    r"(?=[（(][月火水木金土日]|まで|付|現在|午[前後]|以[降前]|[にを](?:開|施行|実施|公布|期限))"
)
_TWO_YEARS = re.compile(rf"{_ERA}[ 　]?元[0-9０-９]{{1,2}}年(?!間)")
_LAST_YEAR = 2200
_IN_HINTS = DateStyle(Digits.HALF)
_MORNING = 7
_REIWA = dt.date(2019, 5, 1)
_SAME_YEAR = 40  # characters within which a date without a year is of the year before it
_FAR = 330  # days that a date without a year is at most from one with a year
_MOST_YEARS = 3


def check_dates(checked: CheckedText, context: CheckContext) -> list[Problem]:
    """Every date and span of time of a writing by itself."""
    known = _known_days(checked, context)
    return [
        problem
        for passage in checked.passages
        for problem in (*_of_days(checked, passage, known, context), *_of_times(checked, passage))
    ]


def _of_days(checked: CheckedText, passage: Passage, known: Sequence[dt.date], context: CheckContext) -> Iterator[Problem]:
    """What is wrong with the dates of a passage: each by itself, with the one before it, and its weekday."""
    text = passage.text
    dates = list(find_dates(text))
    before: FoundDate | None = None
    here: FoundDate | None = None
    for index, found in enumerate(dates):
        span = Span(checked, passage, found.start, found.end)
        problem = _pair(span, before, found) or _one(span, found, context)
        if problem is None and found.weekday is not None:
            near = here if here is not None and found.start - here.end <= _SAME_YEAR else None
            after = dates[index + 1] if index + 1 < len(dates) else None
            problem = _weekday(span, found, _meant(found, near, after, text) or _near(found, known))
        if problem is not None:
            yield problem
        if found.year is not None and not found.fiscal:
            here = found
        before = found
    for match in _NO_MONTH.finditer(text):
        span = Span(checked, passage, *match.span())
        yield report(span, "HD221", Severity.ERROR, f"ない日付です（{match[0]}）。", "年と月を書いてください。")
    for match in _TWO_YEARS.finditer(text):
        span = Span(checked, passage, *match.span())
        yield report(span, "HD221", Severity.ERROR, f"ない年です（{match[0]}）。", "「元」か数のどちらかを消してください。")


def _of_times(checked: CheckedText, passage: Passage) -> Iterator[Problem]:
    """What is wrong with the times of a passage."""
    text = passage.text
    for match in _AFTERNOON.finditer(text):
        span = Span(checked, passage, *match.span())
        hint = "午前・午後を付けずに24時間で書くか、12時間で書いてください。"
        yield report(span, "HD221", Severity.WARNING, f"ない時刻です（{match[0]}）。", hint)
    spans = list(find_spans(text))
    tells_times = bool(spans) and _OF_TIMES.search(text) is not None
    for time_span in spans:
        span = Span(checked, passage, time_span.start, time_span.end)
        if not (tells_times or _is_time(time_span)) or _MOVED.search(text[time_span.end : time_span.end + 14]):
            continue
        if time_span.begins is None or time_span.ends is None:
            if _BROADCAST.search(text) and _AFTER_MIDNIGHT.search(half_width(span.text)):
                continue
            yield report(span, "HD221", Severity.ERROR, f"ない時刻です（{span.text}）。", "時刻を直してください。")
        elif time_span.ends <= time_span.begins and not time_span.begins.hour >= 12 > time_span.ends.hour:  # else it is over night
            hint = "どちらかの時刻を直してください。"
            yield report(span, "HD226", Severity.ERROR, "終わりの時刻が始まりより前です。", hint)


def _is_time(time_span: FoundSpan) -> bool:
    """Whether figures with colons are times by themselves, and no ratios or scores."""
    return time_span.begins is not None and time_span.ends is not None and time_span.begins.hour >= _MORNING <= time_span.ends.hour


def _knows_reiwa(checked: CheckedText, context: CheckContext) -> bool:
    """Whether the text was written when the era was known to have changed."""
    if context.plan is not None:
        return context.plan.workspace.meeting.date >= _REIWA
    return any("令和" in passage.text for passage in checked.passages)


def _is_of_its_time(span: Span, context: CheckContext) -> bool:
    """Whether it stands in a 附則 from before the era changed: what that says of later years is never rewritten."""
    charter = context.plan.workspace.charter if context.plan is not None else None
    old = [each for each in charter.supplementary if each.effective and each.effective < _REIWA] if charter else []
    parts = (part for each in old for _, text in each.sentences() for part in _REFERENCE.split(text))
    return any(span.text in part and part in span.passage.text for part in parts)


def _pair(span: Span, before: FoundDate | None, found: FoundDate) -> Problem | None:
    """What two dates that follow each other say together: a span reversed, one day in two ways, a number of years."""
    if before is None or before.is_impossible or found.is_impossible or max(before.year or 0, found.year or 0) > _LAST_YEAR:
        return None
    between = span.passage.text[before.end : found.start]
    both = replace(span, start=before.start)
    if _BETWEEN.fullmatch(between):
        after = span.passage.text[found.end : found.end + 14]
        moved = _MOVED.search(after) or ("から" in between and "まで" not in after)  # から…に変更 is no span
        if not moved and _is_reversed(before, found):
            severity = Severity.ERROR if found.month is not None else Severity.NOTE
            return report(both, "HD226", severity, "期間の終わりが始まりより前です。", "どちらかの日付を直してください。")
        return _length(both, before, found)
    if _OPENED.fullmatch(between) and _CLOSED.match(span.passage.text, found.end) and _says_another(before, found):
        both = replace(both, end=both.end + 1)
        message = f"和暦と西暦が合いません（{both.text}）。"
        return report(both, "HD225", Severity.ERROR, message, "どちらが正しいか確かめてください。")
    same = found.year is None and (before.month, before.day) == (found.month, found.day)
    if _BESIDE.fullmatch(between) and same and before.weekday and found.weekday and before.weekday != found.weekday:
        message = f"同じ日に二つの曜日があります（{both.text}）。"
        return report(both, "HD222", Severity.ERROR, message, "暦で確かめて直してください。")
    return None


def _says_another(before: FoundDate, found: FoundDate) -> bool:
    """Whether a date and the one in brackets after it, of which one has an era, are two days or two months."""
    if (before.era is None) == (found.era is None) or before.month is None or found.month is None:
        return False
    return (before.day is None) == (found.day is None) and _bounds(before) != _bounds(found)


def _length(both: Span, before: FoundDate, found: FoundDate) -> Problem | None:
    """`令和８年度から令和12年度までの６年間`: both ends count."""
    stated = _YEARS.match(both.passage.text, found.end)
    if stated is None or before.year is None or found.year is None or not (before.fiscal and found.fiscal):
        return None
    years, said = found.year - before.year + 1, int(half_width(stated[1]))
    if years == said:
        return None
    return report(
        both, "HD228", Severity.WARNING, f"期間の年数が合いません（{both.text}、{said}年間）。", f"数えると{years}年間です。"
    )


def _one(span: Span, found: FoundDate, context: CheckContext) -> Problem | None:
    written = span.text
    if found.month == 0 and not found.day:
        severity = Severity.ERROR if context.final else Severity.NOTE
        message = f"まだ決まっていない日付があります（{written}）。"
        return report(span, "HD211", severity, message, "配る前に、決まった日に直してください。")
    if found.is_impossible:
        return report(span, "HD221", Severity.ERROR, f"ない日付です（{written}）。", "暦で確かめて直してください。")
    if found.era is not None and found.ad is not None and not _agree(found):
        right = f"{found.era}{'元' if found.in_era == 1 else found.in_era}年は{found.year}年です。"
        hint = f"{right}{found.ad}年なら{_era_of(found.ad)}です。どちらが正しいか確かめてください。"
        return report(span, "HD225", Severity.ERROR, f"和暦と西暦が合いません（{written}）。", hint)
    if found.era is not None and not _is_of_its_time(span, context):
        return _era(span, found, after_change=_knows_reiwa(span.checked, context))
    return None


def _agree(found: FoundDate) -> bool:
    """Whether a year of an era and one of the Christian era are the same; a 年度 beside a year may be one off."""
    return abs((found.ad or 0) - (found.year or 0)) <= found.mixed


def _era(span: Span, found: FoundDate, *, after_change: bool) -> Problem | None:
    era, written = found.era or "", span.text
    first, last = ERAS[era][1], ERAS[era][2]
    begins, ends = _bounds(found)
    if found.in_era == 0 or ends < first or (last is not None and begins > last):
        if found.fiscal:
            return None  # 平成32年度 is what a plan of its time says
        heisei = last == ERAS["平成"][2] and found.in_era != 0  # before the change was known it was right to write so
        severity = Severity.NOTE if found.month is None or (heisei and not after_change) else Severity.ERROR
        severity = Severity.WARNING if heisei and severity is Severity.ERROR else severity
        return report(span, "HD223", severity, f"元号が合いません（{written}）。", _right_era(begins, found))
    if found.in_era == 1 and not found.gannen and written.startswith(era):
        hint = f"「{re.sub(r'[1１](?=[ 　]*年)', '元', written, count=1)}」と書いてください。"
        return report(span, "HD224", Severity.WARNING, f"最初の年は「元年」と書きます（{written}）。", hint)
    return None


def _bounds(found: FoundDate) -> tuple[dt.date, dt.date]:
    """The first and the last day that a date may mean."""
    year = found.year or 1
    if found.date is not None:
        return found.date, found.date
    if found.month is not None:
        after = dt.date(year + found.month // 12, found.month % 12 + 1, 1)
        return dt.date(year, found.month, 1), after - dt.timedelta(1)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _right_era(day: dt.date, found: FoundDate) -> str:
    if day < FIRST_DAY:
        return "元号と年を確かめてください。"
    if found.month is None:
        return f"{_era_of(day.year)}です。"
    rest = f"{day.month}月" + (f"{day.day}日" if found.day else "")
    return f"「{_IN_HINTS.year(day)}{rest}」です。"


def _era_of(year: int) -> str:
    """`平成31年（令和元年）`, `令和２年`: the eras that a year of the Christian era has days of."""
    if not FIRST_DAY.year < year < 2200:
        return f"{year}年"
    eras = {era_year(dt.date(year, 1, 1)): _IN_HINTS.year(dt.date(year, 1, 1)), era_year(dt.date(year, 12, 31)): ""}
    names = [_IN_HINTS.year(dt.date(year, month, 31)) for month in (1, 12)]
    return names[0] if len(eras) == 1 else f"{names[0]}（{names[1]}）"


def _known_days(checked: CheckedText, context: CheckContext) -> tuple[dt.date, ...]:
    """The days that one without a year may be near: the meeting's, or the text's own; those of too many years say nothing."""
    if context.plan is not None:
        return (context.plan.workspace.meeting.date,)
    days = {found.date for passage in checked.passages for found in find_dates(passage.text) if found.date is not None}
    return tuple(sorted(days)) if len({day.year for day in days}) <= _MOST_YEARS else ()


def _meant(found: FoundDate, near: FoundDate | None, after: FoundDate | None, text: str) -> list[dt.date]:
    """The days that a date may be by those beside it: of the year written before it or the next, or up to the end of its span."""
    if found.date is not None:
        return [found.date]
    if after is not None and after.date is not None and _BETWEEN.fullmatch(text[found.end : after.start]):
        return [day for day in _days(found, (after.date.year - 1, after.date.year)) if day <= after.date]
    return _days(found, (near.year, near.year + 1)) if near is not None and near.year is not None else []


def _near(found: FoundDate, known: Sequence[dt.date]) -> list[dt.date]:
    """The days that a date without a year may be, near one of those that are known."""
    days = _days(found, sorted({each.year + step for each in known for step in (-1, 0, 1)}))
    if (found.month, found.day) in {(each.month, each.day) for each in known}:
        return [day for day in days if day in known]
    return [day for day in days if any(abs((day - each).days) <= _FAR for each in known)]


def _days(found: FoundDate, years: Sequence[int]) -> list[dt.date]:
    """A month and a day in some years; 29 February is not in all."""
    days = []
    for year in years if found.day is not None else ():
        with contextlib.suppress(ValueError):
            days.append(dt.date(year, found.month or 1, found.day or 1))
    return days


def _weekday(span: Span, found: FoundDate, meant: Sequence[dt.date]) -> Problem | None:
    """The weekday; of a date without a year it is wrong when it is so on every day that may be meant."""
    if not meant or any(weekday(day) == found.weekday for day in meant):
        return None
    if found.date is None:
        day = meant[0]
        hint = f"{day.year}年の{day.month}月{day.day}日は{weekday(day)}曜日です。"
        return report(span, "HD222", Severity.WARNING, f"曜日が違うようです（{span.text}）。", hint)
    before, _, after = span.text.rpartition(found.weekday or "")
    hint = f"「{before}{weekday(found.date)}{after}」です。日付と曜日のどちらが正しいか確かめてください。"
    return report(span, "HD222", Severity.ERROR, f"曜日が違います（{span.text}）。", hint)


def _is_reversed(before: FoundDate, found: FoundDate) -> bool:
    if found.year is None:  # of the same month, for another month may be of the next year
        same = before.month is not None and before.month == found.month and found.era is None
        return same and before.day is not None and found.day is not None and found.day < before.day
    if before.year is None:
        return False
    return _bounds(found)[1] < _bounds(before)[0]
