"""What the 進行台本 prints: who speaks when, and what is said where the house has written it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.japanese.labels import with_label
from hyoga_docs.japanese.numerals import bare_number, number
from hyoga_docs.japanese.plain import closed_up
from hyoga_docs.plan.script import HOST, leaders, script
from hyoga_docs.plan.seating import officer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.plan.script import ScriptPart
    from hyoga_docs.spec.meeting_day import ScriptNote
    from hyoga_docs.word.template_context import Context


_GREETING = re.compile(r"(?!開会|閉会|就任|来賓)(?P<who>.+?)の?(?:(?:開会|閉会|就任)の?)?[ご御]?(?:あいさつ|挨拶)")
#: A number that says what it numbers (議案第１号, 日程第１) has a character besides those of numbers.
_OF_NUMBERS = re.compile(r"[第の一二三四五六七八九十百〇]")
_WORD = re.compile(r"[一-龠]")
#: A heading that is said before the numbers below it: 議題（１）.
_HEADING = re.compile(r"[\w・]{1,8}")


def script_context(plan: Plan, attendance: MeetingAttendance) -> Context:
    """The key `script`."""
    workspace, made = plan.workspace, script(plan)
    offices = [office for each in attendance.of("present", "online") if (office := officer(workspace, each)) is not None]
    is_open = "open" in workspace.meeting.model_fields_set
    chair = min(offices).name if offices else ""
    return {
        "script": {
            "chair": chair,
            "open": "" if not is_open else "公開" if workspace.meeting.open.public else "非公開",
            "papers": [with_label(line.label, line.title) for line in plan.listed if line.label],
            "parts": _parts(made.parts, chair, plan),
            "ends": workspace.platform.style.dates.clock(made.ends) if made.ends else "",
            "is_timed": any(part.minutes for part in made.parts),
        }
    }


def _parts(parts: Sequence[ScriptPart], chair: str, plan: Plan) -> list[Context]:
    """The parts, each with who leads it and who led the one before, and whether the doors are shut or opened before it."""
    done: list[Context] = []
    above: list[AgendaLine] = []
    led, is_closed = HOST, not plan.workspace.meeting.open.public
    for part, leader in zip(parts, leaders(parts, chair), strict=True):
        above = [*above[: part.line.level], part.line]
        closed = not plan.workspace.meeting.open.public or part.line.publication.is_withheld or "非公開" in part.line.kind
        doors = {"shuts": closed and not is_closed, "reopens": is_closed and not closed and part.kind != "closing"}
        done.append({**_part(part, plan), "spoken_number": _spoken(above), "leader": leader, "before": led, **doors})
        led, is_closed = leader, closed
    return done


def _spoken(lines: Sequence[AgendaLine]) -> str:
    """The number of the last of these lines, each below the one before, as it is said: 次第の３、, 議題（１）, 議案第１号."""
    marks = [line.number.strip() for line in lines]
    if not bare_number(marks[-1]).strip("○〇・●■□◇◆"):
        return ""
    if _WORD.search(_OF_NUMBERS.sub("", marks[-1])):
        return marks[-1] + ("" if len(lines) > 1 else "、")
    if len(lines) == 1:
        number_ = bare_number(marks[0])
        return f"次第{'' if number_.startswith('第') else 'の'}{number_}、"
    heading = closed_up(lines[0].title)
    return (heading if _HEADING.fullmatch(heading) else "") + "".join(marks[1:])


def _part(part: ScriptPart, plan: Plan) -> Context:
    line, style = part.line, plan.workspace.platform.style
    title = closed_up(line.title)
    greeter = _greeter(title) or closed_up(line.subtitle) if part.kind == "greeting" else ""
    who = line.speakers or line.sections or greeter
    return {
        "kind": part.kind,
        "number": bare_number(line.number),
        "mark": line.number.strip(),
        "title": title + line.suffix,
        "subject": title.removesuffix("について") + line.suffix,
        "level": line.level,
        "time": style.dates.clock(part.begins) if part.begins else "",
        "minutes": number(part.minutes, style.digits) if part.minutes else "",
        "speaker": who,
        "papers": "、".join(part.labels),
        "reason": line.publication.reason or "",
        "cues": [_cue(note, who) for note in part.notes if note.cue or note.speaker],
        "opens": part.opens,
        "closes": part.closes,
    }


def _greeter(title: str) -> str:
    """Who greets, where the title says it: `会長` of 会長あいさつ; nobody of 開会あいさつ."""
    found = _GREETING.fullmatch(title)
    return found["who"] if found else ""


def _cue(note: ScriptNote, who: str) -> Context:
    return {"speaker": note.speaker or who, "lines": (note.cue or "").split("\n")}
