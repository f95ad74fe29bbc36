"""A roster without the columns that are withheld, and what is written of its members for the day of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hyoga_docs.japanese.plain import plain
from hyoga_docs.spec.roster import Columns, Group, Member, Roster, find_members

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from hyoga_docs.spec.meeting import Meeting
    from hyoga_docs.spec.meeting_day import Attendance

#: The columns of a roster whose words stand in keys of the same name of a member.
_CELLS = ("name", "post", "person", "reading", "honorific", "term", "role")
#: Those that are written of a deputy too.
_OF_DEPUTIES = ("post", "person")


def withheld_kinds(roster: Roster) -> set[str]:
    """Which of the built-in columns are withheld, whatever they were called on what day; with persons, how they are read."""
    hidden = {plain(heading) for heading in roster.withheld}
    kinds = (kind for kind in Columns.model_fields if kind != "extra")
    found = {kind for kind in kinds if any(plain(each.text) in hidden for each in getattr(roster.columns, kind))}
    return found | ({"reading"} if "person" in found else set())


def public_roster(roster: Roster, day: dt.date) -> Roster:
    """The roster of a day without the columns that are withheld: neither their words nor, of the members, what stands in them."""
    hidden, kinds = {plain(heading) for heading in roster.withheld}, withheld_kinds(roster)
    columns = roster.columns
    extra = tuple(heading for heading in columns.extra if plain(heading) not in hidden)
    if not kinds and extra == columns.extra:
        return roster.model_copy(update={"withheld": ()})
    emptied: dict[str, Any] = {kind: None for kind in _CELLS if kind in kinds}
    emptied |= {"since": None, "until": None} if "term" in kinds else {}
    emptied |= {"aliases": ()} if kinds & {"name", "person"} else {}

    def member(old: Member) -> Member:
        return old.model_copy(update={**emptied, "ok": {}, "extra": {key: old.extra[key] for key in extra if key in old.extra}})

    def group(old: Group) -> Group:
        held = (each for each in old.members if "term" not in kinds or each.holds(day))
        category = {"category": ()} if "category" in kinds else {}
        return old.model_copy(update={**category, "ok": {}, "members": tuple(map(member, held))})

    changes: dict[str, Any] = {
        "columns": columns.model_copy(update={**dict.fromkeys(kinds, ()), "extra": extra}),
        "withheld": (),
        "groups": tuple(map(group, roster.groups)),
        "members": group(Group.model_construct(members=roster.members)).members,
    }
    changes |= {"honorific": None} if "honorific" in kinds else {}
    changes |= {"category_rows": False} if "category" in kinds else {}
    return roster.model_copy(update=changes)


def public_day(meeting: Meeting, roster: Roster | None, *, is_known: bool) -> Meeting:
    """The meeting with members called by their ids wherever somebody may have called them by what is withheld.

    Where the roster itself is not known to the public, nothing is said of its members.
    """
    if roster is None or (is_known and not withheld_kinds(roster)):
        return meeting
    if not is_known:
        minutes = meeting.minutes.model_copy(update={"signers": ()})
        return meeting.model_copy(update={"absent": (), "attendance": None, "room": None, "minutes": minutes})
    members = [member for _, _, member in roster.entries() if member.holds(meeting.date)]

    def ids(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(member.id for name in names for member in find_members(members, name))

    def attendance(written: Attendance) -> Attendance:
        unsaid: dict[str, Any] = dict.fromkeys(withheld_kinds(roster) & {*_OF_DEPUTIES})
        deputies = {id_: each.model_copy(update=unsaid) for name, each in written.deputies.items() for id_ in ids([name])}
        notes = {id_: words for name, words in written.notes.items() for id_ in ids([name])}
        lists = {key: ids(getattr(written, key)) for key in ("absent", "online", "entrusted", "unanswered")}
        return written.model_copy(update={**lists, "deputies": deputies, "notes": notes})

    room = meeting.room
    changes: dict[str, Any] = {
        "absent": ids(meeting.absent),
        "attendance": attendance(meeting.attendance) if meeting.attendance is not None else None,
        "room": room.model_copy(update={"head": ids(room.head), "order": ids(room.order)}) if room is not None else None,
        "minutes": meeting.minutes.model_copy(update={"signers": ids(meeting.minutes.signers)}),
    }
    return meeting.model_copy(update=changes)
