"""Which letters a meeting makes beside its packet, how their files are called, and to whom each goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.plan.officers import without_sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.spec.roster import Member, Roster
    from hyoga_docs.spec.workspace import Workspace

#: The letters that the tool brings, by the names of their templates, and what their files are called.
NAMES = {
    "notice": "開催通知",
    "reply-slip": "出欠票",
    "attendance-list": "出席者名簿",
    "seating": "座席表",
    "name-plates": "席札",
    "script": "進行台本",
    "observers": "傍聴要領",
    "press": "開催案内",
    "minutes": "会議録",
    "summary": "会議概要",
    "mail": "メール文案",
    "calendar": "予定",
}
#: The letters that everybody may read: they are made of the public edition, and name nothing that is withheld.
PUBLIC_LETTERS = ("observers", "press", "summary", "calendar")
#: The letters that are about who attends: without a member they would say nothing.
OF_MEMBERS = frozenset({"attendance-list", "seating", "name-plates"})
#: The letters that people type into after they were made.
TYPED_INTO = frozenset({"minutes", "summary"})
#: The letter that is a plain text, from a template that is one, too.
MAIL = "mail"
#: The letter that is an entry of a calendar, from no template.
CALENDAR = "calendar"
#: What a person is called where the roster says nothing, or only what a letter does not say (氏); and a body without a person.
_PERSON, _BODY = "様", "御中"
_NOT_IN_LETTERS = {"氏", "君", "さん", "敬称略", "（敬称略）"}


@dataclass(frozen=True)
class Addressee:
    """One to whom a letter goes; `lines` are how it is addressed, the last with its 様 or 御中."""

    id: str
    category: str
    name: str
    post: str
    person: str
    reading: str
    honorific: str
    lines: tuple[str, ...]

    @property
    def called(self) -> str:
        """What its file is called after."""
        return "　".join(dict.fromkeys(each for each in (self.name, self.person) if each)) or self.id


def letters_of(workspace: Workspace) -> tuple[str, ...]:
    """The letters that the meeting, else its body, lists, each once."""
    listed = workspace.meeting.letters
    return tuple(dict.fromkeys(workspace.platform.letters if listed is None else listed))


def letter_title(template: str) -> str:
    """What a letter is called: ours in Japanese, a body's own as its Word file."""
    return NAMES.get(template, template)


def template_called(name: str, own: Iterable[str]) -> str | None:
    """The template that somebody means by its own name or by what its letter is called; None for none."""
    names = {**{title: template for template, title in NAMES.items()}, **{each: each for each in (*NAMES, *own)}}
    return names.get(name)


def addressees(attendance: MeetingAttendance, roster: Roster | None) -> tuple[Addressee, ...]:
    """All members of the day in the order of the roster."""
    honorific = roster.honorific if roster else None
    return tuple(_addressee(each.member, each.category, honorific, has_role=_has_roles(roster)) for each in attendance.members)


def _has_roles(roster: Roster | None) -> bool:
    """Whether posts are what members are in the body (会長　例　一郎　見本商工会会長): they stand before who the member is."""
    order = roster.columns.order() if roster else []
    return {"post", "name"} <= set(order) and order.index("post") < order.index("name")


def group_addressee(workspace: Workspace) -> Addressee | None:
    """All together, as a body without a roster calls them (委員各位); None where it does not."""
    called = workspace.addressee
    return Addressee("", "", "", "", "", "", "", (called,)) if called else None


def _addressee(member: Member, category: str, honorific: str | None, *, has_role: bool) -> Addressee:
    said, person = member.honorific or honorific or _PERSON, without_sign(member.person or "")
    title = (_PERSON if said in _NOT_IN_LETTERS else said) if member.person or member.post else _BODY
    name, post = member.name or "", "" if has_role else member.post or ""
    return Addressee(member.id, category, name, post, person, member.reading or "", title, _lines(name, post, person, title))


def _lines(name: str, post: str, person: str, title: str) -> tuple[str, ...]:
    """A body on a line of its own where a person of it is named; else all on one."""
    whole = "　".join(each for each in (post, person) if each)
    if name and person:
        return name, f"{whole}　{title}"
    return ("　".join(each for each in (name, whole, title) if each),)
