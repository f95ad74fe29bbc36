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
#: What rosters put before a name, or alone into the 備考, to say who leads, and how they tell what it means: ◎会長　○：副会長.
_SIGNS = "○◎◯〇●□■◇◆☆★△▲※＊*"
_SIGN = re.compile(rf"[ 　]*(?:(?P<sign>[{_SIGNS}])(?!(?P=sign))[ 　]*)?")
_LEGEND = re.compile(rf"([{_SIGNS}])(?:印)?[ 　]*(?:は|が|[：:＝=…])?[ 　]*({_OFFICE.pattern})")


class HeldOffice(NamedTuple):
    """What somebody presides as: 会長 (`rank` 0), 副会長 or 会長職務代理者 (`rank` 1)."""

    rank: int
    name: str


def office_of(member: Member, category: str, roster: Roster | None, day: dt.date) -> HeldOffice | None:
    """The office of a member in the body: what its 備考 or its 区分 says, or a 役職名 that is printed before its organisation.

    A post behind the organisation is one that the member holds there, and says nothing of this body.
    """
    for said in (role_said(member, roster, day), category, member.post if posts_are_of_the_body(roster, day) else None):
        name = _BEHIND.sub("", said or "").strip()
        if found := _OFFICE.fullmatch(name):
            return HeldOffice(1 if found["vice"] or found["acting"] else 0, name)
    return None


def role_said(member: Member, roster: Roster | None, day: dt.date) -> str:
    """The role of a member in words; a sign (◎) in its place or before the name is what a line of the roster says of it."""
    sign = (member.role or "").strip() or _sign(member.person or "")
    return _legend(roster, day).get(sign) or member.role or ""


def without_sign(person: str) -> str:
    """A name without what a roster puts before it: 例　京子 of ◎　例　京子."""
    return person[_end_of_sign(person) :]


def posts_are_of_the_body(roster: Roster | None, day: dt.date) -> bool:
    """Whether the roster begins with the posts: they are then what members are in the body."""
    if roster is None:
        return False
    printed = [
        kind for kind in roster.columns.order() if kind == "extra" or text_on(getattr(roster.columns, kind), day) is not None
    ]
    places = {kind: place for place, kind in enumerate(printed)}
    return "post" in places and all(places["post"] < places.get(kind, len(places)) for kind in ("name", "person"))


def _sign(person: str) -> str:
    found = _SIGN.match(person)
    return (found["sign"] or "") if found else ""


def _end_of_sign(person: str) -> int:
    found = _SIGN.match(person)
    return found.end() if found else 0


def _legend(roster: Roster | None, day: dt.date) -> dict[str, str]:
    """What the lines above and below the roster say of signs."""
    lines = [line.text for line in (*roster.above, *roster.below) if line.holds(day)] if roster else []
    return {found[1]: found[2] for line in lines for found in _LEGEND.finditer(line)}
