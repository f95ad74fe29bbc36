"""What the 進行台本 prints: who speaks when, and what is said where the house has written it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.japanese.labels import with_label
from hyoga_docs.japanese.numerals import bare_number, number
from hyoga_docs.japanese.plain import closed_up
from hyoga_docs.plan.script import script
from hyoga_docs.plan.seating import officer

if TYPE_CHECKING:
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.plan.script import ScriptPart
    from hyoga_docs.spec.meeting_day import ScriptNote
    from hyoga_docs.word.template_context import Context


_GREETING = re.compile(r"(?!開会|閉会|就任|来賓)(?P<who>.+?)の?(?:(?:開会|閉会|就任)の?)?[ご御]?(?:あいさつ|挨拶)")


def script_context(plan: Plan, attendance: MeetingAttendance) -> Context:
    """The key `script`."""
    workspace, made = plan.workspace, script(plan)
    offices = [office for each in attendance.of("present", "online") if (office := officer(workspace, each)) is not None]
    is_open = "open" in workspace.meeting.model_fields_set
    return {
        "script": {
            "chair": min(offices).name if offices else "",
            "open": "" if not is_open else "公開" if workspace.meeting.open.public else "非公開",
            "papers": [with_label(line.label, line.title) for line in plan.listed if line.label],
            "parts": [_part(part, plan) for part in made.parts],
            "ends": workspace.platform.style.dates.clock(made.ends) if made.ends else "",
            "is_timed": any(part.minutes for part in made.parts),
        }
    }


def _part(part: ScriptPart, plan: Plan) -> Context:
    line, style = part.line, plan.workspace.platform.style
    who = line.speakers or line.sections or _greeter(closed_up(line.title))
    return {
        "kind": part.kind,
        "number": bare_number(line.number),
        "mark": line.number.strip(),
        "title": closed_up(line.title) + line.suffix,
        "subject": closed_up(line.title).removesuffix("について") + line.suffix,
        "level": line.level,
        "time": style.dates.clock(part.begins) if part.begins else "",
        "minutes": number(part.minutes, style.digits) if part.minutes else "",
        "speaker": who,
        "papers": "、".join(part.labels),
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
