"""Times of day and spans of them as people write them: `10:30～12:00`, `午前10時30分～正午`, `１４時から１６時まで`, `19時～`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = "正午"
_N = r"[0-9０-９]"
_GAP = r"[ 　]{0,8}"
_JOINER = rf"(?P<joiner>{_GAP}(?:[～〜~\-－―ー–—‐−]|から|より){_GAP})"


def _clock(which: str) -> str:
    """The pattern of one time of day, in groups of names that end so."""
    return (
        rf"(?:(?P<noon{which}>{NOON})|(?:(?P<half{which}>午前|午後){_GAP})?(?P<hour{which}>{_N}{{1,2}}){_GAP}"
        rf"(?:(?P<colon{which}>[:：]){_GAP}(?P<minute{which}>{_N}{{2}})(?!{_N})"
        rf"|時(?!間)(?:{_GAP}(?P<minutes{which}>{_N}{{1,2}}){_GAP}分|(?P<thirty{which}>半))?))"
    )


_SPAN = re.compile(rf"{_clock('1')}{_JOINER}{_clock('2')}")
_WRITTEN = re.compile(rf"{_clock('1')}(?:{_JOINER}(?:{_clock('2')}(?P<about>頃|ころ|ごろ)?(?P<until>{_GAP}まで)?)?)?")
#: What may stand behind the time of a meeting, and is printed as it is written.
_REMARK = re.compile(r"[ 　]*(?:(?:頃|ころ|ごろ|開会|開議|開始|閉会|終了|予定)+[ 　]*)?(?:[（(][^（）()]*[）)]|※.*)?")


class TimeSpan(NamedTuple):
    """When something begins and ends; `remark` is what is said of it (`頃`, `（予定）`)."""

    begins: dt.time
    ends: dt.time | None = None
    remark: str = ""


@dataclass(frozen=True)
class FoundSpan:
    """A span of time of a text (`10:30～12:00`); None for a time that does not exist."""

    start: int
    end: int
    begins: dt.time | None
    ends: dt.time | None


def find_spans(text: str) -> Iterator[FoundSpan]:
    """The spans of time of a text in order."""
    for match in _SPAN.finditer(text):
        begins, ends = _times(match)
        yield FoundSpan(match.start(), match.end(), begins, ends)


def match_span(text: str) -> tuple[re.Match[str], TimeSpan]:
    """A span of time that is a whole text, and how it is written. Raises ValueError in Japanese."""
    text = text.strip()
    match = _WRITTEN.match(text)
    if match is None:
        raise ValueError(_unread(text))
    rest = text[len(match[0].rstrip()) :]
    if not _REMARK.fullmatch(rest):
        raise ValueError(_unread(rest.strip()))
    begins, ends = _times(match)
    if begins is None or (match["hour2"] and ends is None) or any(_is_twice(match, which) for which in "12"):
        msg = f"「{match[0].strip()}」という時刻はありません。"
        raise ValueError(msg)
    if ends is not None and ends <= begins:
        msg = "終わりの時刻が始まりより前です。"
        raise ValueError(msg)
    return match, TimeSpan(begins, ends, (match["about"] or "") + rest)


def read_span(text: str) -> TimeSpan:
    """The span of time that a text is, in any writing and width. Raises ValueError in Japanese."""
    return match_span(text)[1]


def _unread(text: str) -> str:
    return f"時刻の「{text[:40]}」を読めません。10:30-12:00、午前10時30分～正午、14時から16時まで、19時～ のように書いてください。"


def _times(match: re.Match[str]) -> tuple[dt.time | None, dt.time | None]:
    """Both ends; an end without 午前 or 午後 is of the half of the day that it begins in, or of the next one."""
    half = match["half1"]
    begins = _time(match, "1", half)
    ends = _time(match, "2", match["half2"] or (half if match["hour2"] and int(match["hour2"]) < 12 else None))
    if match["half2"] is None and half == "午前" and match["hour2"] and begins and ends and ends <= begins:
        ends = _time(match, "2", "午後") or ends
    return begins, ends


def _time(match: re.Match[str], which: str, half: str | None) -> dt.time | None:
    if match[f"noon{which}"]:
        return dt.time(12)
    if not match[f"hour{which}"]:
        return None
    hour = int(match[f"hour{which}"])
    minute = 30 if match[f"thirty{which}"] else int(match[f"minute{which}"] or match[f"minutes{which}"] or 0)
    hour += 12 if half == "午後" and hour < 12 else 0
    if hour == 24 and minute == 0:
        return dt.time(23, 59, 59)
    try:
        return dt.time(hour, minute)
    except ValueError:
        return None


def _is_twice(match: re.Match[str], which: str) -> bool:
    """Whether an hour is told by 24 and by 12 at once, or ends the day: `午後14時`, `24時`."""
    hour = match[f"hour{which}"]
    return bool(hour) and (int(hour) > 12 if match[f"half{which}"] else int(hour) > 23)
