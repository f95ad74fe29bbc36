"""The 次第: its numbers, its people and sections, and how it falls on slides."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.japanese.numerals import Digits, first_number, half_width, mark_of, marked
from hyoga_docs.spec.publication import PUBLIC, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.japanese.times import TimeSpan
    from hyoga_docs.spec.meeting import AgendaEntry, Meeting
    from hyoga_docs.spec.platform import Platform

#: The room of a slide, and what of it a 議題 takes; a line under one takes 1.
_ROOM, _TOPIC = 8, 4
_MOST_DIGITS = 6  # of the number of an item


@dataclass(frozen=True)
class AgendaLine:
    """One entry of the agenda as it is printed; `speakers` and `sections` are the names alone."""

    number: str
    title: str
    subtitle: str = ""
    suffix: str = ""
    kind: str = ""
    time: str = ""
    speaker: str = ""
    section: str = ""
    speakers: str = ""
    sections: str = ""
    level: int = 0
    ordinal: int = 0
    id: str = ""
    label: str = ""
    items: tuple[AgendaLine, ...] = ()
    path: tuple[str | int, ...] = ()
    publication: Publication = PUBLIC


def print_agenda(meeting: Meeting, platform: Platform) -> tuple[AgendaLine, ...]:
    """The agenda with every number, speaker and section as printed."""
    return _with_those_below(_AgendaNumbering(platform).lines(meeting.agenda, meeting.numbering, 0, ("agenda",), {}))


def official(name: str, platform: Platform) -> str:
    """The official name of a section or a speaker that was written by an alias."""
    for full, aliases in platform.names.items():
        if name in aliases:
            return full
    return name


def _section_text(sections: Sequence[str], platform: Platform) -> str:
    """`【事務局（熊本労働局職業安定課・熊本県社会福祉課）】`; a section outside the secretariat stands by itself."""
    names = [official(name, platform) for name in sections]
    inside = [name for name in names if name in platform.secretariat]
    outside = [name for name in names if name not in platform.secretariat]
    parts = ([f"事務局（{'・'.join(inside)}）"] if inside else []) + outside
    return f"【{'・'.join(parts)}】" if parts else ""


class _AgendaNumbering:
    """Numbers the lists of one agenda; counts the 議題 over all of them."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.digits: Digits = platform.style.digits
        self.ordinals: dict[int, int] = {}

    def lines(
        self, entries: Sequence[AgendaEntry], numbering: str, level: int, path: tuple[str | int, ...], last: dict[int, int]
    ) -> tuple[AgendaLine, ...]:
        first, mark = 1, mark_of(self.platform.style.agenda_numbers, level)
        if numbering == "none":
            mark = "○"
        elif numbering not in {"restart", "continue"}:
            mark, first = first_number(numbering)
        count = last.get(level, 0) if numbering == "continue" else first - 1
        printed = []
        for index, entry in enumerate(entries):
            self.ordinals[level] = self.ordinals.get(level, 0) + 1
            ordinal = self.ordinals[level]
            if entry.label is None:
                count += 1
            printed.append(
                AgendaLine(
                    number=entry.label if entry.label is not None else marked(count, mark, self.digits) if mark else "",
                    title=entry.title,
                    subtitle=entry.subtitle or "",
                    suffix=entry.suffix or "",
                    kind=f"【{entry.kind.strip('【】')}】" if entry.kind else "",
                    time=self._time(entry.time),
                    speaker=f"（{self._names(entry.speaker)}）" if entry.speaker else "",
                    section=_section_text(entry.section, self.platform),
                    speakers=self._names(entry.speaker),
                    sections=self._names(entry.section),
                    level=level,
                    ordinal=ordinal,
                    id=entry.id or "",
                    label=entry.label or "",
                    items=self.lines(entry.items, entry.numbering, level + 1, (*path, index, "items"), last),
                    path=(*path, index),
                    publication=entry.public,
                )
            )
        last[level] = count
        return tuple(printed)

    def _time(self, time: TimeSpan | str | None) -> str:
        """`10:00～10:20`; an entry that only begins at a time has no sign of an open end."""
        if not isinstance(time, tuple):
            return time or ""
        dates = self.platform.style.dates
        return dates.span(time) if time.ends else dates.clock(time.begins) + time.remark

    def _names(self, names: Sequence[str]) -> str:
        return "、".join(official(name, self.platform) for name in names)


def _with_those_below(lines: Sequence[AgendaLine], above: Publication = PUBLIC) -> tuple[AgendaLine, ...]:
    """The lines, of which those under a withheld one are withheld too."""
    held = [replace(line, publication=line.publication.under(above)) for line in lines]
    return tuple(replace(line, items=_with_those_below(line.items, line.publication)) for line in held)


def flat(lines: Sequence[AgendaLine]) -> list[AgendaLine]:
    """Every line of the agenda, each followed by those under it."""
    return [found for line in lines for found in (line, *flat(line.items))]


def topics(lines: Sequence[AgendaLine]) -> list[AgendaLine]:
    """The 議題 that papers belong to, in order: the second level where there is one, else the first."""
    items = [item for line in lines for item in line.items]
    return items or list(lines)


def find_line(wanted: str, lines: Sequence[AgendaLine]) -> AgendaLine | None:
    """The line that `item:` names: a 議題 by its number among all of them, any line by its id, its label or its printed number.

    Printed numbers may stand together (`（２）イ`), where one line alone has them.
    """
    number = half_width(wanted)
    if number.isdecimal():
        counted = topics(lines)
        return counted[int(number) - 1] if len(number) <= _MOST_DIGITS and 1 <= int(number) <= len(counted) else None
    for line in flat(lines):
        if wanted == line.id or number in {half_width(line.label), half_width(line.number.strip())} - {""}:
            return line
    found = [line for line, names in _with_numbers_above(lines, ()) if _bare(wanted) in names]
    return found[0] if len(found) == 1 else None


def _with_numbers_above(lines: Sequence[AgendaLine], above: tuple[str, ...]) -> Iterator[tuple[AgendaLine, set[str]]]:
    """Every line with what it may be called by numbers: its own behind those above it, as many of them as one likes."""
    for line in lines:
        numbers = (*above, _bare(line.number))
        yield line, {"".join(numbers[at:]) for at in range(len(numbers) - 1)} - {""}
        yield from _with_numbers_above(line.items, numbers)


def _bare(number: str) -> str:
    return re.sub(r"[\s（）()．.、]", "", half_width(number))


def called_topics(lines: Sequence[AgendaLine]) -> str:
    """The 議題 as a message lists them to choose from, and how to name what stands under one."""
    counted = topics(lines)
    names = "、".join(f"{line.ordinal}（{line.title}）" for line in counted)
    under = next((f"{line.number.strip()}{line.items[0].number.strip()}" for line in counted if line.items), "")
    return f"議題: {names}" + (f"。その下は「{under}」のように書けます。" if under else "")


def slides(lines: Sequence[AgendaLine], *, deep: bool = False) -> tuple[tuple[AgendaLine, ...], ...]:
    """The lines of each slide: what opens the meeting with its first 議題, then two 議題 a slide, the closing with the last.

    Two levels; with `deep`, all of them.
    """
    shown = [line for line in flat(lines) if deep or line.level <= 1]
    pages: list[list[AgendaLine]] = [[]]
    room = _TOPIC  # the first slide opens the meeting, and has room for one 議題 more
    last = max((index for index, line in enumerate(shown) if line.level), default=-1)
    for index, line in enumerate(shown):
        opens = (bool(line.items) and (line.level == 0 or not deep)) or (line.level == 0 and index < last)
        takes = 1 if line.level > 1 else _TOPIC
        if room < takes and (index or not opens):
            pages.append([])
            room = _ROOM
        room -= 0 if opens else takes
        pages[-1].append(line)
    return tuple(tuple(page) for page in pages if page)
