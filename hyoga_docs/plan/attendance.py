"""Who comes to a meeting: its members of the day, each present, online, represented or absent, and the others in the room."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from hyoga_docs.japanese.shares import needed
from hyoga_docs.plan.quorum import AttendanceRules, attendance_rules
from hyoga_docs.spec.meeting_day import Attendance, Attendee
from hyoga_docs.spec.roster import find_members
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.spec.roster import Group, Member
    from hyoga_docs.spec.workspace import Workspace

State = Literal["present", "online", "deputy", "absent"]

#: 区分 and roles of those who sit with a body and are none of its members.
BESIDE = re.compile(r"事務局|オブザーバー|幹事|アドバイザー|顧問|臨時|専門委員|特別委員|助言者|参与|書記")
#: A 区分 that is called so holds all the members, whatever other 区分 there are.
MEMBERS = frozenset({"委員", "構成員", "会員"})


@dataclass(frozen=True)
class AttendingMember:
    """A member of the day, under which 区分, and how it attends; `deputy` is who comes for it.

    `counts`: the quorum is a share of it and its like; `counted`: it is one of those who have come, as the quorum counts them.
    `entrusted`: it is absent and has sent a 委任状; `answered`: whether it is known that it comes.
    """

    member: Member
    category: str
    state: State
    deputy: Attendee | None = None
    note: str = ""
    entrusted: bool = False
    answered: bool = True
    counts: bool = True
    counted: bool = True


@dataclass(frozen=True)
class AttendanceCount:
    """How many members there are, and how many of them come in which way; `attending` are all but the absent.

    A member whose answer is not there yet is among those that are present, and in `unanswered`.
    """

    members: int
    present: int
    online: int
    deputies: int
    absent: int
    entrusted: int
    unanswered: int

    @property
    def attending(self) -> int:
        """The members who are there, on a screen or by a deputy too."""
        return self.members - self.absent


@dataclass(frozen=True)
class AttendingCategory:
    """The members of one 区分 in the order of the roster; the name is empty where the roster has no 区分."""

    name: str
    members: tuple[AttendingMember, ...]

    @property
    def count(self) -> AttendanceCount:
        """How many of them come in which way."""
        return _count(self.members)


@dataclass(frozen=True)
class Quorum:
    """How many of the `members` that count must come, and how many do.

    `share` is how the body says it (過半数), `sentence` where in its charter, empty where its `quorum` key says it.
    `lacking` are the 区分 of which nobody has come, where the charter wants one of each.
    """

    share: str
    sentence: str
    members: int
    needed: int
    present: int
    lacking: tuple[str, ...] = ()

    @property
    def is_reached(self) -> bool:
        """Whether the meeting can be held."""
        return self.present >= self.needed and not self.lacking


@dataclass(frozen=True)
class MeetingAttendance:
    """All who are in the room and all who are not, in the order of the roster; numbers are None where nobody wrote them.

    `is_written` says whether anything of the members' attendance stands in the meeting's YAML.
    """

    members: tuple[AttendingMember, ...]
    guests: tuple[Attendee, ...] = ()
    staff: tuple[Attendee, ...] = ()
    observers: int | None = None
    press: int | None = None
    rules: AttendanceRules = field(default_factory=AttendanceRules)
    is_written: bool = False

    def of(self, *states: State) -> tuple[AttendingMember, ...]:
        """The members who attend in one of these ways."""
        return tuple(each for each in self.members if each.state in states)

    @property
    def count(self) -> AttendanceCount:
        """How many of the members come in which way; observers and others that do not count are not among them."""
        return _count([each for each in self.members if each.counts])

    @property
    def categories(self) -> tuple[AttendingCategory, ...]:
        """The members by 区分, in the order of the roster."""
        return tuple(AttendingCategory(name, tuple(held)) for name, held in groupby(self.members, lambda each: each.category))

    @property
    def quorum(self) -> Quorum | None:
        """Whether enough come; None where neither charter nor `quorum` key asks for any, or nobody counts."""
        rule, members = self.rules.quorum, [each for each in self.members if each.counts]
        if rule is None or not members:
            return None
        present = [each for each in members if each.counted]
        wanted = dict.fromkeys(each.category for each in members if each.category) if rule.one_of_each else {}
        lacking = tuple(name for name in wanted if not any(each.category == name for each in present))
        return Quorum(rule.share, rule.sentence, len(members), needed(rule.share, len(members)), len(present), lacking)


def meeting_attendance(workspace: Workspace) -> MeetingAttendance:
    """The attendance as it is written; a member of whom nothing is said is present. Names that are nobody's are left out."""
    meeting, roster = workspace.meeting, workspace.roster
    written = meeting.attendance or Attendance()
    held = [(member, group) for _, group, member in (roster.entries() if roster else ()) if member.holds(meeting.date)]
    members = [member for member, _ in held]
    entrusted, unanswered = _ids(members, written.entrusted), _ids(members, written.unanswered)
    absent = _ids(members, (*meeting.absent, *written.absent)) | entrusted
    online = _ids(members, written.online)
    deputies = {id_: deputy for name, deputy in written.deputies.items() for id_ in _ids(members, [name])}
    notes = {id_: note for name, note in written.notes.items() for id_ in _ids(members, [name])}
    rules = attendance_rules(workspace)
    counting = _counting(workspace, held, rules)

    def state(member: Member) -> State:
        if member.id in deputies:
            return "deputy"
        return "absent" if member.id in absent else "online" if member.id in online else "present"

    def attending(member: Member, group: Group) -> AttendingMember:
        how, answered = state(member), member.id not in unanswered
        return AttendingMember(
            member,
            text_on(group.category, meeting.date) or "",
            how,
            deputies.get(member.id),
            notes.get(member.id, ""),
            entrusted=how == "absent" and member.id in entrusted,
            answered=answered or how != "present",
            counts=member.id in counting,
            counted=member.id in counting and (answered or how != "present") and _is_counted(how, member.id in entrusted, rules),
        )

    return MeetingAttendance(
        tuple(attending(member, group) for member, group in held),
        written.guests,
        written.staff,
        written.observers,
        written.press,
        rules,
        meeting.attendance is not None or bool(meeting.absent),
    )


def _ids(members: Iterable[Member], names: Iterable[str]) -> set[str]:
    members = list(members)
    return {each.id for name in names for each in find_members(members, name)}


def _is_counted(state: State, entrusted: bool, rules: AttendanceRules) -> bool:
    """Whether the quorum counts who attends so: deputies where the charter lets them attend, screens where it does not refuse."""
    if state == "deputy":
        return rules.deputies.value is True and rules.deputies_count.value is not False
    if state == "online":
        return rules.online.value is not False
    return state == "present" or (entrusted and rules.entrusted.value is True)


def _counting(workspace: Workspace, held: Sequence[tuple[Member, Group]], rules: AttendanceRules) -> set[str]:
    """The members of whom the quorum is a share: all, but for 区分 of observers and others that sit beside."""
    sentence = rules.quorum.sentence if rules.quorum else ""
    names = {member.id: text_on(group.category, workspace.meeting.date) or "" for member, group in held}
    is_named = bool(MEMBERS & set(names.values()))

    def counts(member: Member, group: Group) -> bool:
        if group.counts is not None:
            return group.counts
        category = names[member.id]
        beside = BESIDE.search(category) or re.fullmatch("オブザーバー|アドバイザー", member.role or "")
        if beside and beside[0] in sentence:
            return re.search(rf"{beside[0]}[^（）()]*除く", sentence) is None
        return category in MEMBERS if is_named else beside is None

    found = {member.id for member, group in held if counts(member, group)}
    return found or {member.id for member, group in held if group.counts is not False}


def _count(members: Sequence[AttendingMember]) -> AttendanceCount:
    states = [each.state for each in members]
    return AttendanceCount(
        members=len(members),
        present=states.count("present"),
        online=states.count("online"),
        deputies=states.count("deputy"),
        absent=states.count("absent"),
        entrusted=sum(each.entrusted for each in members),
        unanswered=sum(not each.answered for each in members),
    )
