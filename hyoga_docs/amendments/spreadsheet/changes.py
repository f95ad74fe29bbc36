"""The changes that a sheet makes, one by one: in words, and in the keys of a member or the phrases of a 区分."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.roster_edits import phrase_data
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS, WORDS, extra_heading, extra_key
from hyoga_docs.amendments.spreadsheet.rows import old_text
from hyoga_docs.spec.yaml.edits import Edit, Put

if TYPE_CHECKING:
    from hyoga_docs.amendments.spreadsheet.cells import SheetRow
    from hyoga_docs.spec.roster import Group, Member
    from hyoga_docs.spec.yaml.reader import Path_

_DAY = dt.timedelta(1)
LINE_BREAK = "⏎"


class ChangeKind(StrEnum):
    """What kind of change it is, as it is told."""

    ADD = "追加"
    REMOVE = "削除"
    RETIRE = "退任"
    NAME = "改称"
    FIELD = "変更"
    TERM = "任期"
    MOVE = "移動"
    ORDER = "順"
    CATEGORY = "区分"

    @classmethod
    def of(cls, key: str) -> ChangeKind:
        """The kind of a change of a member's key."""
        return {"name": cls.NAME, "since": cls.TERM, "until": cls.TERM}.get(key, cls.FIELD)


@dataclass(frozen=True)
class RosterChange:
    """A change that a row makes, as a clerk reads it."""

    row: int
    kind: ChangeKind
    name: str
    old: str
    new: str
    column: str = ""

    def __str__(self) -> str:
        between = "、" if self.column == COLUMNS["aliases"] else LINE_BREAK
        name, old, new = (between.join(text.split("\n")) for text in (self.name, self.old, self.new))
        arrow = f"{_quoted(old)}→{_quoted(new)}"
        words = {
            ChangeKind.ADD: f"「{name}」 {new}",
            ChangeKind.REMOVE: f"「{name}」{new}",
            ChangeKind.RETIRE: f"「{name}」",
            ChangeKind.NAME: arrow,
            ChangeKind.MOVE: f"「{name}」: 区分 {arrow}",
            ChangeKind.ORDER: f"「{name}」: {new}へ" if name else f"{new}を移す",
            ChangeKind.CATEGORY: arrow if old else f"新しい区分「{new}」",
        }
        return f"{self.kind}  {words.get(self.kind) or f'「{name}」: {self.column} {arrow}'}"


def _quoted(text: str) -> str:
    return f"「{text}」" if text else "なし"


def alias_list(line: SheetRow) -> list[str]:
    """The other names of a row, one a line of its cell."""
    return [name for part in line.text("aliases").split("\n") if (name := part.strip())]


def term_text(since: dt.date | None, until: dt.date | None) -> str:
    """A term in words, nothing where it is open on both sides."""
    if since is None and until is None:
        return ""
    return f"（{f'{since}から' if since else ''}{f'{until}まで' if until else ''}）"


def field_changes(line: SheetRow, member: Member) -> dict[str, Any]:
    """The keys of a member that its row gives other values; an empty one takes the key away."""
    keys: dict[str, Any] = {key: line.text(key) for key in WORDS if not line.says(key, old_text(member, key))}
    extra = {heading: line.text(key) for key in line.cells if (heading := extra_heading(key))}
    if any(not line.says(extra_key(heading), member.extra.get(heading, "")) for heading in extra):
        keys["extra"] = {heading: text for heading, text in {**member.extra, **extra}.items() if text} or ""
    if not line.says("aliases", old_text(member, "aliases")):
        keys["aliases"] = alias_list(line)
    for key, day in (("since", line.since), ("until", line.until)):
        if day != getattr(member, key):
            keys[key] = day.isoformat() if day else ""
    return keys


def renamed_category(
    group: Group, written: Any, path: Path_, names: tuple[str, str], day: dt.date | None
) -> tuple[list[Edit], dt.date]:
    """Another name of a 区分, for good or from a day, as edits of what is written at `path`; and the first day that it touches."""
    old, new = names
    if day is None:
        said_so = [at for at, phrase in enumerate(group.category) if phrase.text == old]
        return [_reworded(written, path, at, new) for at in said_so], group.category[said_so[0]].since or dt.date.min
    at = next((at for at, phrase in enumerate(group.category) if phrase.holds(day)), len(group.category) - 1)
    standing = group.category[at]
    if standing.since == day:
        return [_reworded(written, path, at, new)], day
    phrases = [phrase_data(phrase) for phrase in group.category]
    after = {"until": phrases[at]["until"]} if standing.holds(day) and standing.until else {}
    if standing.holds(day):
        phrases[at]["until"] = (day - _DAY).isoformat()
    phrases.insert(at + 1, {"text": new, "since": day.isoformat(), **after})
    return [Put(path, phrases)], day


def _reworded(written: Any, path: Path_, at: int, new: str) -> Edit:
    """Another text of a phrase, however short it is written."""
    if isinstance(written, list):
        written, path = written[at], (*path, at)
    return Put((*path, "text") if isinstance(written, dict) else path, new)
