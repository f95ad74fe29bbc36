"""From the answers of a sheet to edits of a meeting's `attendance`, and what they change in words; all else stays as written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.spreadsheet.attendance_columns import NUMBERS, PEOPLE, Reply
from hyoga_docs.amendments.spreadsheet.attendance_sheet import reply_of
from hyoga_docs.spec.meeting_day import Attendee
from hyoga_docs.spec.roster import find_members
from hyoga_docs.spec.yaml.edits import Drop, Edit, Insert, Put, applied, edited
from hyoga_docs.spec.yaml.reader import read_yaml_text
from hyoga_docs.spec.yaml.writer import key_text, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.amendments.spreadsheet.attendance_replies import MemberReply, Replies
    from hyoga_docs.plan.attendance import AttendingMember, MeetingAttendance
    from hyoga_docs.spec.yaml.reader import Path_

#: The lists of members, by what is answered.
_LISTS = {
    Reply.ABSENT: "absent",
    Reply.ONLINE: "online",
    Reply.ENTRUSTED: "entrusted",
    Reply.NONE: "unanswered",
}


@dataclass(frozen=True)
class AttendanceChange:
    """What a sheet changes: in words, a line each, and in edits of the meeting's file; and how many answer what then.

    `begun` is the `attendance` of a file that has none, None where it has.
    """

    changes: tuple[str, ...]
    edits: tuple[Edit, ...]
    answers: Mapping[Reply, int]
    begun: Mapping[str, Any] | None = None

    def written_in(self, text: str, name: str) -> str:
        """The text of the meeting's file, called `name`, with the change. Raises SpecError where no edit is tried on it."""
        after = edited(text, self.edits, name)
        return after if self.begun is None else _with_attendance(after, self.begun, name)


@dataclass(frozen=True)
class _Answer:
    """How a member attends after the import."""

    attending: AttendingMember
    old: Reply | None
    reply: Reply
    deputy: Attendee | None
    note: str


def attendance_change(data: Mapping[str, Any], attendance: MeetingAttendance, replies: Replies) -> AttendanceChange:
    """What the answers change in a meeting, whose file holds `data`. Who has not answered stays as written."""
    given = {each.member.id: each for each in replies.members}
    answers = [_answer(each, given.get(each.member.id), attendance) for each in attendance.members]
    edits = [*_top_level(data, answers), *_attendance_edits(data, answers, replies, attendance)]
    changes = [line for each in answers for line in _told(each)] + _others_told(attendance, replies)
    if changes and not applied(data, edits).get("attendance"):  # all are present: that, too, is an answer
        edits = [*_top_level(data, answers), Put(("attendance",), {})]
    counts = {reply: sum(each.reply is reply for each in answers) for reply in Reply}
    if not changes or "attendance" in data:
        return AttendanceChange(tuple(changes), tuple(edits) if changes else (), counts)
    begun = applied(data, edits)["attendance"]
    return AttendanceChange(tuple(changes), tuple(_top_level(data, answers)), counts, begun)


def _with_attendance(text: str, attendance: Mapping[str, Any], name: str) -> str:
    """A file that has no `attendance` with it at its end, a line for each list and for each person that stands by itself."""
    lines = [line for key, value in attendance.items() for line in _block(key, value)]
    end = "\r\n" if "\r\n" in text else "\n"
    block = ["attendance:", *lines] if lines else ["attendance: {}"]
    made = text.rstrip("\r\n") + end * 2 + "".join(line + end for line in block)
    put = [Put(("attendance",), dict(attendance))]
    read, problems = read_yaml_text(made.removeprefix("\ufeff").replace("\r\n", "\n"), name)
    before, _ = read_yaml_text(text.removeprefix("\ufeff").replace("\r\n", "\n"), name)
    return made if not problems and read.data == applied(before.data, put) else edited(text, put, name)


def _block(key: str, value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"  {key}:", *(f"    {key_text(name, flow=False)}: {one_line(each, flow=False)}" for name, each in value.items())]
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return [f"  {key}:", *(f"    - {one_line(each, flow=False)}" for each in value)]
    return [f"  {key}: {one_line(value, flow=False)}"]


def _answer(attending: AttendingMember, given: MemberReply | None, attendance: MeetingAttendance) -> _Answer:
    old = reply_of(attending, is_written=attendance.is_written)
    note = attending.note if given is None or given.note is None else given.note
    if given is None or given.reply is Reply.NONE:
        return _Answer(attending, old if attendance.is_written else None, old, attending.deputy, note)
    return _Answer(attending, old if attendance.is_written else None, given.reply, given.deputy, note)


def _told(answer: _Answer) -> list[str]:
    """A line for a member of whom something else is known now, and one for its note."""
    called, lines = answer.attending.member.whole_name, []
    if (answer.old, answer.attending.deputy) != (answer.reply, answer.deputy) and (answer.old is not None or answer.reply):
        was = f"{_shown(answer.old, answer.attending.deputy)} → " if answer.old is not None else ""
        lines.append(f"「{called}」: {was}{_shown(answer.reply, answer.deputy)}")
    if answer.note != answer.attending.note:
        lines.append(f"「{called}」: 備考 {_quoted(answer.attending.note)} → {_quoted(answer.note)}")
    return lines


def _shown(reply: Reply, deputy: Attendee | None) -> str:
    if reply is not Reply.DEPUTY:
        return reply or "返事なし"
    who = deputy.in_full if deputy else ""
    return f"代理（{who}）" if who else "代理（だれかは書いてありません）"


def _quoted(text: str) -> str:
    return f"「{text}」" if text else "なし"


def _others_told(attendance: MeetingAttendance, replies: Replies) -> list[str]:
    if replies.people is None:
        return []
    told = []
    for key, called in PEOPLE.items():
        old, new = getattr(attendance, key), replies.people[key]
        if old != new:
            told.append(f"{called}: {_people(old)} → {_people(new)}")
    for key, called in NUMBERS.items():
        was, now = getattr(attendance, key), replies.numbers[key]
        if was != now:
            told.append(f"{called}の数: {'なし' if was is None else was} → {'なし' if now is None else now}")
    return told


def _people(attendees: Sequence[Attendee]) -> str:
    return "、".join(each.in_full for each in attendees) or "なし"


def _top_level(data: Mapping[str, Any], answers: Sequence[_Answer]) -> list[Edit]:
    """Edits of the `absent` of the meeting itself: who comes now leaves it."""
    names = data.get("absent")
    if not isinstance(names, list):
        return []
    gone = [at for at, name in enumerate(names) if (found := _of(name, answers)) and found.reply is not Reply.ABSENT]
    return _without(("absent",), len(names), gone)


def _without(path: Path_, count: int, gone: Sequence[int]) -> list[Edit]:
    """Edits that take items out of a list; a list that would be empty goes."""
    return [Drop(path)] if gone and len(gone) == count else [Drop((*path, at)) for at in reversed(gone)]


def _of(name: str, answers: Sequence[_Answer]) -> _Answer | None:
    """The answer of the member that a name in the file means; None where it is nobody's or several's."""
    found = find_members([each.attending.member for each in answers], str(name))
    return next((each for each in answers if len(found) == 1 and each.attending.member.id == found[0].id), None)


def _attendance_edits(
    data: Mapping[str, Any], answers: Sequence[_Answer], replies: Replies, attendance: MeetingAttendance
) -> list[Edit]:
    written = data.get("attendance") or {}
    kept = {found.attending.member.id for name in data.get("absent") or () if (found := _of(name, answers))}
    edits: list[Edit] = []
    for reply, key in _LISTS.items():
        wanted = [each.attending.member.id for each in answers if each.reply is reply]
        wanted = [name for name in wanted if reply is not Reply.ABSENT or name not in kept]
        edits += _list_edits(key, written.get(key), wanted, answers, reply)
    deputies = {each.attending.member.id: each for each in answers if each.reply is Reply.DEPUTY}
    edits += _map_edits("deputies", written, {name: _data(each.deputy) for name, each in deputies.items()}, answers)
    edits += _map_edits("notes", written, {each.attending.member.id: each.note for each in answers if each.note}, answers)
    for key in PEOPLE if replies.people is not None else ():
        new = (replies.people or {})[key]
        if new != getattr(attendance, key):
            edits.append(Put(("attendance", key), [_data(each) for each in new]) if new else Drop(("attendance", key)))
    for key, number in replies.numbers.items():
        if number != getattr(attendance, key):
            edits.append(Drop(("attendance", key)) if number is None else Put(("attendance", key), number))
    if edits and not written:  # begun as a whole
        made = applied({"attendance": {}}, edits)["attendance"]
        return [Put(("attendance",), made)]
    return edits


def _data(attendee: Attendee | None) -> dict[str, str]:
    return attendee.model_dump(exclude_none=True) if attendee else {}


def _list_edits(key: str, old: Any, wanted: Sequence[str], answers: Sequence[_Answer], reply: Reply) -> list[Edit]:
    """Edits of a list of members: those stay who stay, however they are called there."""
    path = ("attendance", key)
    if not isinstance(old, list):
        named = _of(old, answers) if old else None
        same = [named.attending.member.id] if named else []
        return [] if same == list(wanted) else [Put(path, list(wanted))] if wanted else [Drop(path)] if old is not None else []
    found = [_of(name, answers) for name in old]
    gone = [at for at, each in enumerate(found) if each is not None and each.reply is not reply]
    there = {each.attending.member.id for each in found if each is not None}
    new = [name for name in wanted if name not in there]
    inserts: list[Edit] = [Insert((*path, len(old) + at), name) for at, name in enumerate(new)]
    return [*inserts, *_without(path, len(old) + len(new), gone)]


def _map_edits(key: str, written: Mapping[str, Any], wanted: Mapping[str, Any], answers: Sequence[_Answer]) -> list[Edit]:
    """Edits of a map by members."""
    path, old = ("attendance", key), written.get(key) or {}
    names = {found.attending.member.id: name for name in old if (found := _of(name, answers))}
    gone = [name for member, name in names.items() if member not in wanted]
    if not old:
        return [Put(path, dict(wanted))] if wanted else []
    if len(gone) == len(old) and not wanted:
        return [Drop(path)]
    puts: list[Edit] = [
        Put((*path, names.get(member, member)), value)
        for member, value in wanted.items()
        if member not in names or not _same(old[names[member]], value)
    ]
    return [*puts, *(Drop((*path, name)) for name in gone)]


def _same(old: Any, new: Any) -> bool:
    """Whether a value of the file says the same: a deputy may be written by the person alone."""
    return old == new or (isinstance(old, str) and new == {"person": old})
