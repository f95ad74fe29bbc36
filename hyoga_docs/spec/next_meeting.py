"""The next meeting, written from the one before: what goes on is taken along, what belonged to one day is left."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.files import os_errors_as_problems, read_plain, write_over, write_target
from hyoga_docs.core.problem import Place, UsageError, error
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.japanese.date_reader import iso_day
from hyoga_docs.japanese.meeting_names import next_name
from hyoga_docs.japanese.numerals import Digits, first_number, marked, number
from hyoga_docs.spec.base_model import as_date, load
from hyoga_docs.spec.meeting import Meeting
from hyoga_docs.spec.meeting_dates import date_of
from hyoga_docs.spec.minutes_confirmation import minutes_confirmation
from hyoga_docs.spec.workspace_paths import bounds_of
from hyoga_docs.spec.yaml.edits import Drop, Edit, Put, applied, edited
from hyoga_docs.spec.yaml.reader import decoded, read_yaml, read_yaml_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hyoga_docs.spec.workspace_paths import WorkspacePaths
    from hyoga_docs.spec.yaml.reader import Path_

#: Keys that the next meeting has too. A key that is in none of these belonged to one day, and goes.
_KEPT = (
    *("number", "name", "fiscal_year", "date", "time", "venue", "common", "numbering", "agenda", "documents"),
    *("letters", "editions", "notice", "open", "room", "minutes"),
)
_EMPTIED = ("handouts", "references")
_TO_LOOK_AT = ("name", "fiscal_year", "time", "venue", "notice", "open")
_LOOK = "  # 前回のまま。確かめてください"
#: What of an entry of the agenda belonged to one day.
_OF_ONE_DAY = ("suffix", "label", "ok")
#: What of other keys belonged to one day; who sends a notice and whom to ask stays.
_DAYS_OF = {"notice": ("number", "sent", "reply_by"), "open": ("apply_by",), "minutes": ("public", "signers", "ended")}
#: What is printed where a template asks for a value that is not known yet; `check` tells it.
_UNKNOWN = "●●"


@dataclass(frozen=True)
class NextMeeting:
    """A meeting written from another one: its text, its name, and which keys came along, are to be looked at, or stayed behind.

    `added` is what the house wants of each next meeting.
    """

    path: Path
    source: Path
    text: str
    called: str
    taken: tuple[str, ...]
    to_look_at: tuple[str, ...]
    left: tuple[str, ...]
    added: tuple[str, ...] = ()


def new_meeting(date: str, followed: Callable[[], Path]) -> NextMeeting:
    """Writes the spec of the next meeting: one number on, the same program, no papers; comments stay.

    `followed` finds the meeting to follow, and is asked again when nobody else writes. Raises UsageError and MachineError.
    """
    day = _day(date)
    source = followed()
    made = _following(source, day)
    target = made.path
    within = bounds_of(target)
    with os_errors_as_problems(target), folder_lock(write_target(target, within).parent):
        if os.path.lexists(target):
            hint = "書き足すか、別の日付にしてください。"
            raise UsageError([error("HD622", "その日の会議はすでにあります。", place=Place(str(target)), hint=hint)])
        if (last := followed()) != source:  # somebody else made one meanwhile, and this is the one after it
            made = _following(last, day)
        target.with_suffix("").mkdir(exist_ok=True)
        write_over(target, None, made.text.encode(), within=within)
    return made


def _day(date: str) -> dt.date:
    try:
        day: dt.date = as_date(iso_day(date))
    except ValueError as problem:
        raise UsageError([error("HD113", str(problem), quote=date)]) from problem
    return day


def _following(source: Path, day: dt.date) -> NextMeeting:
    """The meeting after `source`, which lies beside it. Raises UsageError."""
    read, problems = read_yaml(source, str(source))
    meeting, more = (None, []) if read.data is None and problems else load(Meeting, read)
    if meeting is None:
        raise UsageError([*problems, *more])
    made = _next(read_plain(source).decode("utf-8-sig"), source, day, meeting)
    text, _ = decoded(made.text.encode(), str(made.path))
    again, wrong = load(Meeting, read_yaml_text(text, str(made.path))[0])  # what is written must be a meeting again
    if again is None:
        raise UsageError(wrong)
    return made


def _next(text: str, source: Path, day: dt.date, meeting: Meeting) -> NextMeeting:
    """The meeting after the one of a text. Raises SpecError where it is written in a way that no edit is tried on."""
    data = _data(text)
    edits: list[Edit] = [Put(("date",), day.isoformat())]
    gone = [*_days_of(data), *_of_one_day(data.get("agenda"), ("agenda",))]
    look = [key for key in _TO_LOOK_AT if data.get(key) and (key,) not in gone]
    look += ["agenda"] if any(entry.items for entry in meeting.agenda) else []  # its 議題 are those of the last time
    steps = []  # what the meeting before and this one are called, where comments say so
    if meeting.number is not None:
        edits.append(Put(("number",), meeting.number + 1))
        steps = [tuple(f"第{number(value, digits)}回" for value in (meeting.number, meeting.number + 1)) for digits in Digits]
    if meeting.name is not None and (following := next_name(meeting.name, meeting.date, day)):
        edits.append(Put(("name",), following))
        look.remove("name")
        steps = [(meeting.name, following)]
    edits += [Put((key,), []) for key in _EMPTIED if data.get(key)]
    edits += [Put(("fields",), _blank(data["fields"]))] if data.get("fields") else []
    edits += [*_numbers_going_on(data.get("agenda"), ("agenda",)), *(Drop(path) for path in gone)]
    left = [key for key in data if key not in {*_KEPT, *_EMPTIED, "fields"}]
    edits += [Drop((key,)) for key in left]
    confirmation = minutes_confirmation(source, meeting, applied(data, edits))
    lines = edited(text, [*edits, *confirmation.edits], str(source)).splitlines(keepends=True)
    for before, after in steps:
        lines = [line.replace(before, after) if line.startswith("#") else line for line in lines]
    noted = _noted("".join(lines), look)
    made = _data(noted)
    stayed = [key for key in (*_EMPTIED, "fields") if data.get(key)] + left
    return NextMeeting(
        source.parent / f"{day}.yaml",
        source,
        noted,
        called=str(made.get("name") or (f"第{made['number']}回" if made.get("number") else "")),
        taken=tuple(key for key in _KEPT if key in made and key not in {"number", "name", "date"}),
        to_look_at=tuple(look),
        left=(*stayed, *dict.fromkeys(f"{path[0]} の {path[-1]}" if len(path) > 1 else str(path[0]) for path in gone)),
        added=confirmation.added,
    )


def _data(text: str) -> dict[str, Any]:
    """What a text says that has been read as a meeting before."""
    data: dict[str, Any] = read_yaml_text(re.sub(r"\r\n?", "\n", text), "")[0].data
    return data


def _days_of(data: dict[str, Any]) -> Iterator[Path_]:
    """The keys of a notice and the like that belonged to one day; one that holds no other goes as a whole."""
    for key, inner in _DAYS_OF.items():
        held = data.get(key) or {}
        gone = [each for each in inner if each in held]
        yield from [(key,)] if gone and len(gone) == len(held) else [(key, each) for each in gone]


def _of_one_day(entries: Any, path: Path_) -> Iterator[Path_]:
    """The keys of an agenda's entries that belonged to one day. A label that is empty says that there is no number, and stays."""
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield from ((*path, index, key) for key in _OF_ONE_DAY if entry.get(key))
            yield from _of_one_day(entry.get("items"), (*path, index, "items"))


def _numbers_going_on(entries: Any, path: Path_) -> Iterator[Edit]:
    """The numbers that lists of an agenda go on with: where this one's began with 議案第12号 and had two, with 議案第14号."""
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            items = entry.get("items") or ()
            mark, first = first_number(str(entry.get("numbering") or ""))
            if first > 1:
                count = sum(1 for item in items if not (isinstance(item, dict) and "label" in item))
                digits = Digits.FULL if re.search("[０-９]{2}", entry["numbering"]) else Digits.ONE_FULL_TWO_HALF
                yield Put((*path, index, "numbering"), marked(first + count, mark, digits))
            yield from _numbers_going_on(items, (*path, index, "items"))


def _blank(value: Any) -> Any:
    """Values that templates ask for, each still to be filled in."""
    if isinstance(value, dict):
        return {key: _blank(each) for key, each in value.items()}
    return [_blank(each) for each in value] if isinstance(value, list) else _UNKNOWN


def _noted(text: str, keys: list[str]) -> str:
    """The text with a comment behind each value that may no longer be so, where its line has room for one."""
    for key in keys:
        line = rf"^({key}:(?:[ \t]+[^\s#|>&*\[{{][^#\r\n]*?)?)[ \t]*(?=\r?$)"
        noted = re.sub(line, rf"\g<1>{_LOOK}", text, count=1, flags=re.MULTILINE)
        text = noted if _data(noted) == _data(text) else text
    return text


def last_meeting(workspace: WorkspacePaths | None, here: Path) -> Path:
    """The last meeting of a workspace, which was looked for around `here`. Raises UsageError."""
    specs = sorted(path for path in workspace.meetings.glob("*.yaml") if workspace.holds(path)) if workspace else []
    if not specs:
        hint = "作業場所の中で実行するか、--from で会議の YAML を指定してください。作業場所は「hyoga-docs init」で作れます。"
        raise UsageError([error("HD100", "もとにする会議がありません。", place=Place(str(here)), hint=hint)])
    return max(specs, key=date_of)
