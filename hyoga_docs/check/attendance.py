"""Who comes to the meeting, beside its roster and its charter: names, deputies, the quorum (`HD143`, `HD159`, `HD178`-`HD181`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.check.findings import excerpt
from hyoga_docs.core.problem import Problem, did_you_mean, error, note, warning
from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.charter_texts import called_charter
from hyoga_docs.spec.meeting_day import Attendance
from hyoga_docs.spec.roster import find_members

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.core.problem import Place
    from hyoga_docs.plan.attendance import AttendingMember, MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.roster import Member
    from hyoga_docs.spec.workspace import Workspace

#: What the keys are called that say how a member attends; of these a member has one.
_WAYS = {"absent": "欠席", "online": "オンライン", "deputies": "代理", "entrusted": "委任状", "unanswered": "返事のない構成員"}
_KEY = "platform.yaml に「quorum: {{{}}}」と書いてください。"


def check_attendance(plan: Plan) -> list[Problem]:
    """What is written of those who come, by names that somebody has, against what the charter asks for."""
    workspace = plan.workspace
    if workspace.roster is None:
        return []
    members = [member for _, _, member in workspace.roster.entries() if member.holds(workspace.meeting.date)]
    problems = [problem for named in _named(workspace) for problem in _unknown(named, members)]
    problems += _twice(_named(workspace), members)
    if not members or not (workspace.meeting.attendance or workspace.meeting.absent):
        return problems
    attendance = meeting_attendance(workspace)
    return [*problems, *_deputies(workspace, attendance), *_quorum(workspace, attendance), *_unanswered(workspace, attendance)]


_Named = tuple[str, str, str, "Place"]


def _named(workspace: Workspace) -> list[_Named]:
    """Every name of a member: the key that it stands under, what that is called, the name, and where."""
    meeting, written = workspace.meeting, workspace.meeting.attendance or Attendance()
    source = workspace.sources["meeting"]
    found = [("absent", "欠席", name, source.place("absent", at)) for at, name in enumerate(meeting.absent)]
    for key in ("absent", "online", "entrusted", "unanswered"):
        listed: tuple[str, ...] = getattr(written, key)
        found += [(key, _WAYS[key], name, source.place("attendance", key, at)) for at, name in enumerate(listed)]
    for key, called in (("deputies", "代理"), ("notes", "備考")):
        found += [(key, called, name, source.key_place("attendance", key, name)) for name in getattr(written, key)]
    room, of = (meeting.room, "meeting") if meeting.room else (workspace.platform.room, "platform")
    for key, called, names in (("head", "正面の席", room.head), ("order", "席の順", room.order)):
        found += [(key, called, name, workspace.place(of, "room", key, at)) for at, name in enumerate(names)]
    signers = enumerate(meeting.minutes.signers)
    return [*found, *(("signers", "署名する人", name, source.place("minutes", "signers", at)) for at, name in signers)]


def _unknown(named: _Named, members: Sequence[Member]) -> Iterator[Problem]:
    """A name that is nobody's, or that of several; minutes may be signed by somebody else, which is only told."""
    key, called, name, place = named
    found = find_members(members, name)
    if len(found) == 1:
        return
    message = f"{called}の「{name}」は、この会議の日の構成員ではありません。"
    known = [each for member in members for names in member.names() for each in names]
    hint = did_you_mean(name, known, "名簿の id か名前を書いてください。")
    if found:
        message = f"{called}の「{name}」が、名簿に{len(found)}つあります。"
        hint = f"id で書いてください: {'、'.join(member.id for member in found)}"
    yield (warning if key == "signers" else error)("HD143", message, place=place, quote=name, hint=hint)


def _twice(named: Sequence[_Named], members: Sequence[Member]) -> Iterator[Problem]:
    """Members of whom two things are said. Who sends a 委任状 stays away."""
    ways: dict[str, str] = {}
    for key, called, name, place in named:
        found = find_members(members, name)
        if key not in _WAYS or len(found) != 1:
            continue
        before = ways.setdefault(found[0].id, key)
        if before != key and {before, key} != {"absent", "entrusted"}:
            message = f"「{found[0].whole_name}」が、{_WAYS[before]}と{called}の両方に書いてあります。"
            yield error("HD179", message, place=place, quote=name, hint="どちらか一つにしてください。")


def _deputies(workspace: Workspace, attendance: MeetingAttendance) -> Iterator[Problem]:
    """Deputies whom the charter does not let attend, or whom its quorum does not count."""
    deputies = [each for each in attendance.of("deputy") if each.counts and not each.counted]
    rules, charter, names = attendance.rules, called_charter(workspace), _names(deputies)
    place = workspace.sources["meeting"].key_place("attendance", "deputies")
    if not deputies or rules.deputies_count.source == "platform":
        return
    if rules.deputies.value is False:
        message = f"{charter}は代理の出席を認めていません（{names}）。"
        hint = f"{charter}の文を確かめ、欠席にするか、" + _KEY.format("deputies: true")
        yield warning("HD178", message, place=place, quote=rules.deputies.sentence, hint=hint)
    elif rules.deputies_count.value is False:
        message = f"{charter}により、代理（{names}）は定足数に数えません。"
        yield note("HD178", message, place=place, quote=rules.deputies_count.sentence)
    elif attendance.quorum is not None:
        silent = f"{charter}に代理の出席の定めがないので" if workspace.charter else "代理を数えるかが書かれていないので"
        message = f"{silent}、代理（{names}）は定足数に数えません。"
        hint = "代理の出席を認めているなら、" + _KEY.format("deputies: true")
        yield note("HD178", message, place=place, quote=names, hint=hint)


def _quorum(workspace: Workspace, attendance: MeetingAttendance) -> Iterator[Problem]:
    """Whether as many come as the charter asks for; where all do that were asked, there is nothing to compare."""
    quorum, rule, source = attendance.quorum, attendance.rules.quorum, workspace.sources["meeting"]
    if quorum is None or rule is None or all(each.state == "present" and each.answered for each in attendance.members):
        return
    place = source.key_place("attendance") if workspace.meeting.attendance else source.place("absent")
    quote = _around(rule.sentence, rule.share) or rule.share
    charter = called_charter(workspace) if rule.source == "charter" else "platform.yaml の quorum"
    online = [each for each in attendance.of("online") if each.counted]
    if quorum.present < quorum.needed:
        told = f"出席が定足数に足りません（構成員{quorum.members}、出席{quorum.present}、要る数{quorum.needed}）。"
        hint = f"{charter}の定足数の文を確かめ、代理の出席などを相談してください。"
        yield warning("HD159", told + _not_counted(attendance), place=place, quote=quote, hint=hint)
    elif quorum.lacking:
        lacking = "、".join(f"「{name}」" for name in quorum.lacking)
        told = f"区分{lacking}の出席がありません（各区分からの出席も、会議を開くのに要ります）。"
        yield warning("HD159", told, place=place, quote=quote, hint="代理の出席などを相談してください。")
    elif attendance.rules.online.value is None and quorum.present - len(online) < quorum.needed:
        told = f"オンラインの出席（{_names(online)}）を除くと定足数に足りず、オンラインの出席の定めが{charter}にありません。"
        hint = "会長などが認めているか、確かめてください。認めているなら、" + _KEY.format("online: true")
        yield note("HD180", told, place=place, quote=quote, hint=hint)


def _not_counted(attendance: MeetingAttendance) -> str:
    """Those who come and are not counted, or of whom it is not known."""
    deputies = sum(each.counts and not each.counted for each in attendance.of("deputy"))
    online = sum(each.counts and not each.counted for each in attendance.of("online"))
    waiting = attendance.count.unanswered
    parts = [(deputies, "数えない代理"), (online, "数えないオンライン"), (waiting, "返事のない構成員")]
    said = "、".join(f"{called}{count}" for count, called in parts if count)
    return f"ほかに、{said}。" if said else ""


def _unanswered(workspace: Workspace, attendance: MeetingAttendance) -> Iterator[Problem]:
    waiting = [each for each in attendance.members if not each.answered]
    if waiting:
        place = workspace.sources["meeting"].key_place("attendance", "unanswered")
        message = f"出欠の返事のない構成員がいます（{_names(waiting)}）。"
        yield note(
            "HD181", message, place=place, hint="返事が来たら、unanswered から消すか、attendance import で読み込んでください。"
        )


def _names(attending: Sequence[AttendingMember]) -> str:
    return "、".join(each.member.whole_name for each in attending)


def _around(sentence: str, share: str) -> str:
    at = sentence.find(share)
    return excerpt(sentence, at, at + len(share))[0] if at >= 0 else sentence
