"""How a house prints times, learnt from one example: `10:30～12:00`, `午後１時30分～午後３時`, `14時から16時まで`, `19時～`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hyoga_docs.japanese.numerals import Digits, half_width, in_width
from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.japanese.times import NOON, match_span

if TYPE_CHECKING:
    from hyoga_docs.japanese.times import TimeSpan

USUAL = "10:30～12:00"
_EXAMPLES = (USUAL, "午前10時30分～正午", "午後２時～３時30分", "10時30分～12時", "13時30分～15時00分", "14時から16時まで")
_NOON = dt.time(12)
_ABOUT = re.compile("頃|ころ|ごろ")


@dataclass(frozen=True)
class TimeStyle:
    """What an example says of all times.

    `colon` is empty where hours are 時; `digits` is the width of figures with a colon. `halves` says that 午前 and 午後 are
    printed, `repeats` that the end has them too where it is of the same half. `twelve` is what stands for the hour of noon where
    halves are printed, `noon` that 正午 does. `pads_hours` and `pads_minutes` print `09` and `05`; `zero` prints `00分`, `thirty`
    prints `半`. `until` stands behind an end, `open_end` behind a beginning without one.
    """

    colon: str = ":"
    digits: Digits | None = Digits.HALF
    halves: bool = False
    repeats: bool = True
    noon: bool = False
    twelve: str = "午後0"
    pads_hours: bool = False
    pads_minutes: bool = True
    zero: bool = True
    thirty: bool = False
    joiner: str = "～"
    until: str = ""
    open_end: str = "～"

    def text(self, span: TimeSpan, digits: Digits) -> str:
        """A span as the house prints it; what has an opening word (開会) needs no sign of an open end."""
        begins = self.clock(span.begins, digits)
        if span.ends is None:
            opens = "" if span.remark and not span.remark.lstrip().startswith(("（", "(", "※")) else self.open_end
            return begins + opens + span.remark
        said = begins[:2] if not self.repeats and begins[:2] in {"午前", "午後"} else ""
        ends = self.clock(span.ends, digits)
        bare = self.twelve == "12" and said and span.ends.hour == _NOON.hour
        about = _ABOUT.match(span.remark)
        after = span.remark[: about.end()] + self.until + span.remark[about.end() :] if about else self.until + span.remark
        return begins + self.joiner + (ends[2:] if bare else ends.removeprefix(said)) + after

    def clock(self, time: dt.time, digits: Digits) -> str:
        """One time by itself."""
        if time == _NOON and self.noon:
            return NOON
        half, hour = "", time.hour
        if self.halves:
            half, hour = ("午前" if hour < _NOON.hour else "午後"), hour % 12
            if time.hour == _NOON.hour and self.twelve.endswith("12"):
                is_whole = self.twelve != "午前12" or time == _NOON
                half, hour = ("午前" if self.twelve == "午前12" and is_whole else half), (12 if is_whole else 0)
        width = self.digits or digits
        hours = in_width(f"{hour:02}" if self.pads_hours else str(hour), width)
        if self.colon:
            return f"{half}{hours}{self.colon}{in_width(f'{time.minute:02}', width)}"
        if self.thirty and time.minute == 30:
            return f"{half}{hours}時半"
        minutes = in_width(f"{time.minute:02}" if self.pads_minutes else str(time.minute), width)
        return f"{half}{hours}時" + (f"{minutes}分" if time.minute or self.zero else "")


@lru_cache(maxsize=64)
def time_style(example: str) -> TimeStyle:
    """The style that an example shows. Raises ValueError in Japanese for one that cannot be read, or says two things."""
    match, span = match_span(example)
    if span.remark:
        raise ValueError(_refused(example, f"「{span.remark.strip()}」は時刻の書き方に入りません。"))
    style = _learnt(match, span)
    printed = style.text(span, Digits.HALF)
    if unbroken(printed) != unbroken(example):
        raise ValueError(_refused(example, f"その書き方で印刷すると「{printed}」となります。"))
    return style


def _refused(example: str, why: str) -> str:
    return f"「{example}」は時刻の見本になりません。{why}書ける見本: {'、'.join(_EXAMPLES)}、19時～ など。"


def _learnt(match: re.Match[str], span: TimeSpan) -> TimeStyle:
    written = [which for which in "12" if match[f"hour{which}"]]
    hours = [half_width(match[f"hour{which}"]) for which in written]
    minutes = [half_width(match[f"minutes{which}"]) for which in written if match[f"minutes{which}"]]
    colon = next((match[f"colon{which}"] for which in written if match[f"colon{which}"]), "")
    halves = [match[f"half{which}"] for which in written]
    joiner, zero = match["joiner"] or "", "00" in minutes
    says_noon = bool(match["noon1"] or match["noon2"])
    at_noon = next(
        (
            (match[f"half{which}"] or "") + hour
            for which, hour, time in zip("12", _both(match), span[:2], strict=True)
            if hour and time and time.hour == 12
        ),
        "",
    )
    return TimeStyle(
        colon=colon,
        digits=_width(match[0]) if colon else None,
        halves=any(halves),
        repeats=not (len(halves) == 2 and halves[0] and not halves[1]),
        noon=says_noon or (any(halves) and not at_noon),
        twelve=(at_noon if any(halves) else "") or "午後0",
        pads_hours=any(hour.startswith("0") and len(hour) == 2 for hour in hours),
        pads_minutes=bool(colon) or any(minute.startswith("0") for minute in minutes),
        zero=bool(colon) or zero,
        thirty=any(match[f"thirty{which}"] for which in written),
        joiner=joiner if span.ends else _closed(joiner),
        until=match["until"] or ("まで" if not span.ends and _is_word(joiner) else ""),
        open_end=_opened(joiner) if span.ends else joiner.rstrip(),
    )


def _both(match: re.Match[str]) -> list[str]:
    return [half_width(match[f"hour{which}"] or "") for which in "12"]


def _is_word(joiner: str) -> bool:
    return joiner.strip() in {"から", "より"}


def _closed(joiner: str) -> str:
    """What joins two times in a house whose example has no end."""
    return joiner.strip() or "～"


def _opened(joiner: str) -> str:
    """What stands behind a time without an end in a house whose example has one."""
    return joiner.strip() if _is_word(joiner) or joiner.strip() in "～〜~" else "～"


def _width(text: str) -> Digits:
    """The width of the figures of an example with a colon."""
    figures = re.findall(r"[0-9０-９]+", text)
    full = [figure for figure in figures if not figure.isascii()]
    if not full:
        return Digits.HALF
    return Digits.FULL if len(full) == len(figures) else Digits.ONE_FULL_TWO_HALF
