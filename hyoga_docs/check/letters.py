"""What letters print and nobody has written (`HD416`), letters of none or to nobody (`HD415`, `HD417`, `HD687`), days (`HD188`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.core.problem import Place, Problem, did_you_mean, error, note, warning
from hyoga_docs.plan.letters import NAMES, letter_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.workspace import Workspace


class _AskedValue(NamedTuple):
    """What a value is called, where it stands in the meeting's YAML, and how it is written."""

    called: str
    path: tuple[str, ...]
    example: str


#: What letters ask for, by where it stands in their context.
ASKED = {
    "notice.number": _AskedValue("文書番号", ("notice", "number"), "見本発第１号"),
    "notice.sent": _AskedValue("通知の日付", ("notice", "sent"), "2019-10-10"),
    "notice.sender": _AskedValue("差出人", ("notice", "from"), "見本市長　見本　太郎"),
    "notice.reply_by": _AskedValue("出欠の返事の締切り", ("notice", "reply_by"), "2019-10-21"),
    "notice.contact": _AskedValue("問合せ先", ("notice", "contact"), "[見本市総務課, 電話 000-000-0000]"),
    "open.reason": _AskedValue("公開しない理由", ("open", "reason"), "個人情報を扱うため"),
    "open.seats": _AskedValue("傍聴の定員", ("open", "seats"), "10"),
    "open.desk": _AskedValue("傍聴の受付の時刻", ("open", "desk"), '"10:00"'),
    "open.press": _AskedValue("報道機関の取材", ("open", "press"), "頭撮り可"),
    "open.apply_by": _AskedValue("傍聴の申込みの締切り", ("open", "apply_by"), "2019-10-21"),
    "meeting.venue": _AskedValue("会場", ("venue",), "見本市役所　第一会議室"),
}


def not_written(lacking: Mapping[str, Sequence[str]], workspace: Workspace) -> list[Problem]:
    """What letters print and nobody has written, each value once, at the key under which it would stand.

    `lacking` has the templates that print a value.
    """
    return [_asked(ASKED[value], templates, workspace) for value, templates in lacking.items()]


def _asked(value: _AskedValue, templates: Sequence[str], workspace: Workspace) -> Problem:
    *above, key = value.path
    place = workspace.sources["meeting"].key_place(*above) if above else workspace.place("meeting")
    where = f"{above[0]} の下に" if above else "会議の YAML に"
    letters = "、".join(map(letter_title, templates))
    message = f"{letters}に印刷する{value.called}（{'.'.join(value.path)}）がありません。"
    hint = f"{where}「{key}: {value.example}」のように書いてください。要らないなら、ひな形からその行を消してください。"
    return error("HD416", message, place=place, quote=value.called, hint=hint)


def unknown_letter(name: str, own: Iterable[str], place: Place | None, folder: str) -> Problem:
    """That no template makes a letter of this name."""
    known = [*NAMES, *NAMES.values(), *own]
    hint = did_you_mean(name, known, f"{folder}/{name}.docx を置くか、{'、'.join(NAMES.values())} から選んでください。")
    return error("HD415", f"「{name}」という文書のひな形がありません。", place=place, quote=name, hint=hint)


def no_calendar(workspace: Workspace) -> Problem:
    """That a meeting in writing is no entry of a calendar."""
    place, quote = workspace.place("meeting", "date_and_time"), workspace.quote("meeting", "date_and_time")
    hint = "集まる会議なら、date_and_time から書面の言葉を消してください。letters から calendar を消せば、この知らせは出ません。"
    return note("HD687", "書面で行う会議なので、予定（.ics）は作りません。", place=place, quote=quote, hint=hint)


def nobody_to_write_to(template: str, workspace: Workspace) -> Problem:
    """That a letter names its addressee, and there is neither a member on the day nor a name for all of them."""
    message = f"{letter_title(template)}の宛名がありません（会議の日の構成員が、名簿にいません）。"
    hint = "roster.yaml に構成員を書くか、platform.yaml に「addressee: 委員各位」のように書いてください。"
    return error("HD417", message, place=workspace.place("platform"), quote="addressee", hint=hint)


def nobody_attends(template: str, workspace: Workspace) -> Problem:
    """That a letter is about members, and there is none on the day."""
    message = f"{letter_title(template)}に載せる構成員がいません（会議の日の構成員が、名簿にいません）。"
    hint = f"meetings/{workspace.meeting.common}/roster.yaml に構成員を書いてください。"
    return error("HD417", message, place=workspace.place("meeting"), quote=letter_title(template), hint=hint)


def check_days(plan: Plan) -> list[Problem]:
    """Days of the notice, of answers and of applications that are in no order that can be kept (`HD188`)."""
    meeting = plan.workspace.meeting
    sent, reply_by, apply_by = meeting.notice.sent, meeting.notice.reply_by, meeting.open.apply_by
    called = {"sent": "通知の日付", "reply_by": "出欠の返事の締切り", "apply_by": "傍聴の申込みの締切り"}
    written = (("notice", "sent", sent), ("notice", "reply_by", reply_by), ("open", "apply_by", apply_by))
    problems = []
    for above, key, day in written:
        if day is None:
            continue
        place, quote = plan.workspace.place("meeting", above, key), plan.workspace.quote("meeting", above, key)
        said = f"{called[key]}（{day:%Y-%m-%d}）が、"
        if day > meeting.date:
            said += f"会議の日（{meeting.date:%Y-%m-%d}）より後です。"
        elif sent is not None and day < sent:
            said += f"通知の日付（{sent:%Y-%m-%d}）より前です。"
        else:
            continue
        problems.append(warning("HD188", said, place=place, quote=quote, hint="違っているほうの日を直してください。"))
    return problems
