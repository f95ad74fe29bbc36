"""What the 会議録 and the 会議概要 print: when and where, who came, each 議題 with its papers and its result, who signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.japanese.labels import with_label
from hyoga_docs.japanese.numerals import Digits, number, with_gap
from hyoga_docs.plan.agenda import flat
from hyoga_docs.plan.officers import role_said, without_sign
from hyoga_docs.plan.results import is_discussed, results_by_line
from hyoga_docs.spec.roster import find_members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.attendance import AttendingMember, MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.meeting import AgendaEntry
    from hyoga_docs.spec.roster import Member
    from hyoga_docs.word.template_context import Context

#: A place that somebody fills in with a pen or in Word.
TO_FILL_IN = "（　　　　）"
_COUNT = f"{TO_FILL_IN}人"
#: How a kind of item says that it is not for everybody (【非公開】).
_CLOSED = re.compile("非公開|秘密会")
#: The result of what is withheld.
_NOTHING = "－"
_CHAIRS = ("議長", "会長", "委員長", "座長", "本部長", "教育長", "部会長")


def minutes_context(plan: Plan, attendance: MeetingAttendance) -> Context:
    """The keys `minutes` and `results`."""
    meeting, platform = plan.workspace.meeting, plan.workspace.platform
    dates, digits = platform.style.dates, platform.style.digits
    ended = meeting.minutes.ended or (meeting.time.ends if meeting.time else None)
    here = attendance.of("present", "online", "deputy")
    absent = [each for each in attendance.of("absent") if each.counts]
    known = attendance.is_written and bool(attendance.members)
    lines = _lines(plan)
    return {
        "minutes": {
            "opened": dates.clock(meeting.time.begins) if meeting.time else TO_FILL_IN,
            "ended": dates.clock(ended) if ended else TO_FILL_IN,
            "public": _public(plan),
            "reason": meeting.open.reason or "、".join(_reasons(plan)),
            "observers": _COUNT if attendance.observers is None else f"{number(attendance.observers, digits)}人",
            "press": "" if attendance.press is None else f"{number(attendance.press, digits)}人",
            "chair": _chair(here, plan),
            "attending": [_attending(each, plan) for each in here if each.counts],
            "attending_count": _count(attendance, digits) if known else _COUNT,
            "absent": [_attending(each, plan) for each in absent] if known else [TO_FILL_IN],
            "absent_count": f"{number(len(absent), digits)}人" if known else _COUNT,
            "guests": [
                *(_attending(each, plan) for each in here if not each.counts),
                *(each.in_full for each in attendance.guests),
            ],
            "staff": [each.in_full for each in attendance.staff] or [f"{each}　{TO_FILL_IN}" for each in platform.secretariat],
            "lines": [{**line, "result": line["result"] or (TO_FILL_IN if line["discussed"] else "")} for line in lines],
            "papers": [with_label(each.label, each.title) for each in plan.listed],
            "signers": [_signer(each, attendance) for each in meeting.minutes.signers],
            "prepared_by": meeting.minutes.prepared_by or "、".join(platform.secretariat[:1]),
            "contact": list(plan.workspace.contact),
        },
        "results": [line for line in lines if line["discussed"] or line["result"]],
    }


def _lines(plan: Plan) -> list[Context]:
    """Every line of the agenda, with its papers by their labels and its result."""
    results, withheld = results_by_line(plan), plan.workspace.platform.style.withheld.words
    return [
        {
            "number": with_gap(line.number),
            "title": f"{line.kind}{line.title}{line.suffix}",
            "subtitle": line.subtitle,
            "speakers": line.speakers,
            "sections": line.sections,
            "level": line.level,
            "papers": "、".join(paper.label or paper.title for paper in plan.item_papers.get(line.path, ())),
            "discussed": is_discussed(line),
            "result": results.get(line.path, _NOTHING if line.title.endswith(withheld) else ""),
        }
        for line in flat(plan.agenda)
    ]


def _entries(plan: Plan) -> list[AgendaEntry]:
    """Every entry of the agenda."""
    entries = list(plan.workspace.meeting.agenda)
    for each in entries:
        entries += each.items
    return entries


def _reasons(plan: Plan) -> list[str]:
    """Why parts of the meeting are not open, each once."""
    return list(dict.fromkeys(each.public.reason for each in _entries(plan) if not each.public.public and each.public.reason))


def _public(plan: Plan) -> str:
    """Whether the meeting was open; one with a part that was not, or with a reason for it, is open in part."""
    meeting, words = plan.workspace.meeting, plan.workspace.platform.style.withheld.words
    if not meeting.open.public:
        return "非公開"
    # A title ends so in an edition without what is withheld.
    printed = any(line.title.endswith(words) or _CLOSED.search(line.kind) for line in flat(plan.agenda))
    withheld = printed or any(not each.public.public for each in _entries(plan))
    return "一部非公開" if withheld or meeting.open.reason else "公開"


def _count(attendance: MeetingAttendance, digits: Digits) -> str:
    """`12人（うち代理１人、オンライン２人）`."""
    count = attendance.count
    parts = [f"{word}{number(some, digits)}人" for word, some in (("代理", count.deputies), ("オンライン", count.online)) if some]
    return f"{number(count.attending, digits)}人" + (f"（うち{'、'.join(parts)}）" if parts else "")


def _attending(each: AttendingMember, plan: Plan) -> str:
    """`見本市長　見本　太郎（代理　副市長　見本　次郎）`, with what is noted of it."""
    ways = {"deputy": f"代理　{each.deputy.in_full if each.deputy else ''}".rstrip("　"), "online": "オンライン"}
    said = [ways.get(each.state, "委任状" if each.entrusted else ""), each.note]
    return _called(each.member, plan) + "".join(f"（{words}）" for words in said if words)


def _called(member: Member, plan: Plan) -> str:
    role = _role(member, plan)
    return _in_full(member) + (f"（{role}）" if role else "")


def _in_full(member: Member) -> str:
    return "　".join(part for part in (member.name, member.post, without_sign(member.person or "")) if part)


def _role(member: Member, plan: Plan) -> str:
    return role_said(member, plan.workspace.roster, plan.workspace.meeting.date)


def _chair(attending: Sequence[AttendingMember], plan: Plan) -> str:
    """Who presides by the roster: the first that has such a role."""
    found = [each.member for role in _CHAIRS for each in attending if re.sub(r"[（(].*", "", _role(each.member, plan)) == role]
    return _in_full(found[0]) if found else TO_FILL_IN


def _signer(name: str, attendance: MeetingAttendance) -> str:
    """A signer as the roster has it, without what it is to the body; one whom the roster does not know by what is written."""
    found = find_members([each.member for each in attendance.members], name)
    return without_sign(found[0].person or found[0].called) if found else name
