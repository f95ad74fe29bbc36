"""The course of a meeting for whoever presides: what is dealt with when, for how long, who speaks, and which papers it is about."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hyoga_docs.japanese.numerals import half_width
from hyoga_docs.japanese.plain import plain
from hyoga_docs.japanese.times import TimeSpan
from hyoga_docs.plan.agenda import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.meeting import AgendaEntry
    from hyoga_docs.spec.meeting_day import ScriptNote

#: What an entry of the agenda is; one of none of these kinds is `plain`.
Kind = Literal["opening", "greeting", "heading", "topic", "discussion", "other", "closing", "plain"]
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("greeting", re.compile(r"あいさつ|挨拶|祝辞")),
    ("opening", re.compile(r"^開[会議]")),
    ("closing", re.compile(r"^閉[会議]")),
    ("other", re.compile(r"^その他")),
    ("discussion", re.compile(r"意見交換|質疑|討議|懇談")),
)
#: What needs no explanation, where no paper and no section belongs to it.
_DONE_AT_ONCE = re.compile(r"選出|選任|互選|指名|紹介|委嘱|任命|諮問|点呼|宣言|表彰")
#: Who leads until somebody else does; what is led so whoever presides; and whose election comes before anybody presides.
HOST = "司会"
_HOSTED = re.compile(r"紹介|委嘱|任命|交付|諮問|表彰|資料の?確認|写真")
_ELECTION = re.compile(
    r"(?<!副)(?P<office>(?:部|分科|小委員)?会長|委員長|座長|議長)(?!の?(?:職務)?代[理行])[^選互]{0,16}(?:選出|選任|選挙|互選)"
)
_MINUTES = re.compile(r"約?(\d{1,4})分(?:間|程度|ほど)?")
_DAY = 24 * 60


@dataclass(frozen=True)
class ScriptPart:
    """An entry of the agenda in its turn; `begins` and `minutes` are None where nobody has said enough to know them.

    `due` is when the entries before it end, where its own time is earlier. The first `opens` the meeting, the last `closes` it.
    """

    line: AgendaLine
    kind: Kind
    begins: dt.time | None
    minutes: int | None
    notes: tuple[ScriptNote, ...]
    labels: tuple[str, ...]
    due: dt.time | None = None
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True)
class Script:
    """The parts in their order, and when the last of them ends, where that is known."""

    parts: tuple[ScriptPart, ...]
    ends: dt.time | None


def script(plan: Plan) -> Script:
    """The script of a meeting, reckoned from its beginning, the minutes and the times that are written."""
    meeting = plan.workspace.meeting
    turns = _Turns(plan, len(flat(plan.agenda)))
    ends = turns.walk(plan.agenda, meeting.agenda, _since_midnight(meeting.time.begins) if meeting.time else None)
    return Script(tuple(turns.parts), _clock(ends))


def leaders(parts: Sequence[ScriptPart], chair: str) -> list[str]:
    """Who leads each part: 司会, and the `chair` (empty where there is none) for what is deliberated.

    Where somebody is elected to preside, that one leads what comes behind.
    """
    elections = [found for part in parts if (found := _ELECTION.search(plain(part.line.title)))]
    chair = elections[-1]["office"] if elections else chair
    left = len(elections)
    done = []
    for part in parts:
        title = plain(part.line.title)
        ceremony = part.kind == "plain" and not part.line.level and _HOSTED.search(title)
        is_hosted = left or ceremony or part.kind in {"opening", "greeting", "closing"}
        done.append(HOST if is_hosted or not chair else chair)
        left -= bool(_ELECTION.search(title))
    return done


class _Turns:
    """Walks the agenda with the clock in hand; times are minutes since midnight."""

    def __init__(self, plan: Plan, count: int) -> None:
        self.plan, self.count = plan, count
        self.parts: list[ScriptPart] = []

    def walk(self, lines: Sequence[AgendaLine], entries: Sequence[AgendaEntry], now: int | None) -> int | None:
        """The clock after these entries."""
        for line, entry in zip(lines, entries, strict=True):
            now = self._turn(line, entry, now)
        return now

    def _turn(self, line: AgendaLine, entry: AgendaEntry, now: int | None) -> int | None:
        begins = _since_midnight(entry.time.begins) if isinstance(entry.time, TimeSpan) else now
        noted = [note.minutes for note in entry.script if note.minutes is not None]
        whole = _length(entry.time)
        minutes = sum(noted) if noted else 0 if entry.items and whole is None else whole
        late = begins is not None and now is not None and begins < now
        labels = tuple(paper.label for paper in self.plan.item_papers.get(line.path, ()) if paper.label)
        self.parts.append(
            ScriptPart(
                line,
                _kind(line, labels),
                _clock(begins),
                minutes or None,
                entry.script,
                labels,
                _clock(now) if late else None,
                opens=not self.parts,
                closes=len(self.parts) == self.count - 1,
            )
        )
        inner = _after(begins, sum(noted) if entry.items else minutes)
        if not entry.items:
            return inner
        after = self.walk(line.items, entry.items, inner)
        return _after(begins, whole) if whole is not None else after


def _kind(line: AgendaLine, labels: Sequence[str]) -> Kind:
    if line.items:
        return "heading"
    title = plain(line.title)
    if found := next((kind for kind, pattern in _KINDS if pattern.search(title)), None):
        return found
    if labels or line.sections:
        return "topic"
    is_topic = line.level or title.endswith("について")
    return "topic" if is_topic and not _DONE_AT_ONCE.search(title) else "plain"


def _length(time: TimeSpan | str | None) -> int | None:
    """How many minutes a time or a length (`10分`) says."""
    if isinstance(time, TimeSpan):
        return _since_midnight(time.ends) - _since_midnight(time.begins) if time.ends else None
    found = _MINUTES.fullmatch(half_width(time or ""))
    return int(found[1]) if found else None


def _since_midnight(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _after(begins: int | None, minutes: int | None) -> int | None:
    return None if begins is None or minutes is None else begins + minutes


def _clock(minutes: int | None) -> dt.time | None:
    """The time of day; None where it is not known, or is another day."""
    return None if minutes is None or minutes >= _DAY else dt.time(minutes // 60, minutes % 60)
