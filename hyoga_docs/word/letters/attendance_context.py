"""What a letter prints of who attends: the members, who comes for them, and the others in the room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.japanese.numerals import in_width, number
from hyoga_docs.plan.article_numbers import ArticleNumbering
from hyoga_docs.plan.attendance_table import members_table, others_table
from hyoga_docs.plan.officers import without_sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.plan.attendance import AttendingMember, MeetingAttendance
    from hyoga_docs.plan.attendance_table import AttendanceTable
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.plan.quorum import QuorumRule
    from hyoga_docs.spec.meeting_day import Attendee
    from hyoga_docs.word.template_context import Context

_COUNCIL = re.compile(r"委員(?!会|長)")
#: Columns that are as wide as a roster's of another kind.
_LIKE = {"state": "post"}


def attendance_context(plan: Plan, attendance: MeetingAttendance) -> Context:
    """The key `attendance`; numbers of people are printed as the house prints them, and empty where nobody is so."""
    digits, count = plan.workspace.platform.style.digits, attendance.count
    table = members_table(plan.workspace, attendance)
    quorum = attendance.quorum

    def printed(value: int | None) -> str:
        return number(value, digits) if value else ""

    return {
        "attendance": {
            "is_written": attendance.is_written,
            "called": _members_called(plan),
            "headings": [table.category, *table.headings],
            "kinds": [*(["category"] if table.category else []), *(_LIKE.get(kind, kind) for kind in table.kinds)],
            "groups": _groups(table),
            "members": [_member(each) for each in attendance.members],
            "guests": [_person(each) for each in attendance.guests],
            "staff": [_person(each) for each in attendance.staff],
            "others": [
                {"title": title, "headings": list(others.headings), "rows": [list(row) for row in others.groups[0][1]]}
                for title, people in (("説明者", attendance.guests), ("事務局", attendance.staff))
                if (others := others_table(people)).groups
            ],
            "size": printed(count.members),
            "attending": printed(count.attending - count.unanswered),
            "present": printed(count.present - count.unanswered),
            "online": printed(count.online),
            "deputies": printed(count.deputies),
            "absent": printed(count.absent),
            "entrusted": printed(count.entrusted),
            "unanswered": printed(count.unanswered),
            "absentees": _names(attendance.of("absent")),
            "on_screen": _names(attendance.of("online")),
            "represented": [
                {"name": _called(each), "deputy": each.deputy.in_full if each.deputy else ""} for each in attendance.of("deputy")
            ],
            "quorum": {
                "provision": _provision(plan, attendance.rules.quorum),
                "share": in_width(quorum.share, digits) if quorum else "",
                "needed": printed(quorum.needed) if quorum else "",
                "present": printed(quorum.present) if quorum else "",
                "members": printed(quorum.members) if quorum else "",
                "is_reached": quorum is not None and attendance.is_written and quorum.is_reached,
            },
            "observers": printed(attendance.observers),
            "press": printed(attendance.press),
        }
    }


def _provision(plan: Plan, rule: QuorumRule | None) -> str:
    """Where a charter in articles asks for the quorum (条例第６条第２項), else empty."""
    charter, day = plan.workspace.charter, plan.workspace.meeting.date
    if rule is None or rule.source != "charter" or charter is None or charter.form != "articles":
        return ""
    numbered = ArticleNumbering(plan.workspace.platform.style, day).number(charter.sections, ("sections",))
    around = [each.address.words for each in numbered if rule.path[: len(each.path)] == each.path and each.address.steps]
    return charter.called(day) + around[-1] if around else ""


def _members_called(plan: Plan) -> str:
    """What the members are called: 委員 where the title of the roster says so, else 構成員."""
    title = plan.roster.title if plan.roster else ""
    return "委員" if _COUNCIL.search(title) else "構成員"


def _groups(table: AttendanceTable) -> list[Context]:
    return [{"category": category, "members": [list(row) for row in rows]} for category, rows in table.groups]


def _member(each: AttendingMember) -> Context:
    member = each.member
    return {
        "category": each.category,
        "name": member.name or "",
        "post": member.post or "",
        "person": without_sign(member.person or ""),
        "role": member.role or "",
        "state": each.state,
        "deputy": _person(each.deputy) if each.deputy else None,
    }


def _person(each: Attendee) -> Context:
    return {"name": each.name or "", "post": each.post or "", "person": each.person or ""}


def _names(members: Iterable[AttendingMember]) -> list[str]:
    return [_called(each) for each in members]


def _called(each: AttendingMember) -> str:
    """A member as it is named aloud: the person with a title, else the body."""
    member = each.member
    return f"{without_sign(member.person)}{member.honorific or '様'}" if member.person else member.called
