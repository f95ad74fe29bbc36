"""Who presides: the chair of a meeting and those who stand in for the chair, as the roster of the day says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.spec.roster import Member, Roster

_OFFICE = re.compile(
    r"(?P<vice>副)?(?:(?:部|分科|小委員|総括)?会長|(?:小)?委員長|座長|議長|本部長|理事長|代表幹事)"
    r"(?P<acting>(?:の)?(?:職務)?代(?:理|行)者?)?"
)
_BEHIND = re.compile(r"[（(].*")


class HeldOffice(NamedTuple):
    """What somebody presides as: 会長 (`rank` 0), 副会長 or 会長職務代理者 (`rank` 1)."""

    rank: int
    name: str


def office_of(member: Member, category: str, roster: Roster | None, day: dt.date) -> HeldOffice | None:
    """The office of a member in the body: what its 備考 or its 区分 says, or a 役職名 that is printed before its organisation.

    A post behind the organisation is one that the member holds there, and says nothing of this body.
    """
    says = [member.role, category, member.post if roster is not None and _posts_are_ours(roster, day) else None]
    for said in says:
        name = _BEHIND.sub("", said or "").strip()
        if found := _OFFICE.fullmatch(name):
            return HeldOffice(1 if found["vice"] or found["acting"] else 0, name)
    return None


def _posts_are_ours(roster: Roster, day: dt.date) -> bool:
    """Whether the roster begins with the posts."""
    printed = [
        kind for kind in roster.columns.order() if kind == "extra" or text_on(getattr(roster.columns, kind), day) is not None
    ]
    places = {kind: place for place, kind in enumerate(printed)}
    return "post" in places and all(places["post"] < places.get(kind, len(places)) for kind in ("name", "person"))
