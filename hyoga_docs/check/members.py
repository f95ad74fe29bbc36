"""The roster and the charter beside each other: terms, duties, 区分, numbers (`HD15x`)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.check.bodies import LEGAL_FORMS
from hyoga_docs.check.told import excerpt
from hyoga_docs.japanese.numerals import value_of
from hyoga_docs.japanese.plain import plain
from hyoga_docs.plan.roster import in_force
from hyoga_docs.problem import Problem, Severity, did_you_mean, error, note, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.resolve import Plan
    from hyoga_docs.spec.charter import Provision
    from hyoga_docs.spec.roster import Member, Roster
    from hyoga_docs.spec.workspace import Workspace

Path_ = tuple[str | int, ...]

_YEAR = dt.timedelta(days=400)
_DUTIES = re.compile(r"役割|職務|所掌|分担|任務")
_LISTED = re.compile(r"^(?P<head>[^（(]+)[（(](?P<inside>.+)[）)]$")
_BETWEEN = re.compile(r"[、，,・]|及び|並びに|又は")
_LOOSE = re.compile(r"(?:等|など|ほか|その他)$")
_LEGAL = re.compile(rf"^(?:{LEGAL_FORMS})")
_N = r"(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})"
_SECTION = re.compile(r"|.{1,24}(?:部|局|課|室|係|支部|支所|事務所|センター)")
_COUNT = re.compile(
    rf"(?<![長副各])(?:構成員|委員(?!長)|会員|メンバー)[^。、]{{0,12}}?{_N}[ 　]*(?:人|名|機関|団体)(?P<limit>以内|以下|以上)?"
)
_WITH_CHAIR = re.compile(rf"(?:会長|委員長|副会長|副委員長|座長|議長)[^。、]{{0,4}}?{_N.replace('?P<n>', '?:')}[ 　]*(?:人|名)")
_QUORUM = re.compile(
    r"(?:過半数|(?P<half>半数以上)|(?P<whole>[２2二３3三])分の(?P<part>[１1一２2二])以上)[^。]{0,20}(?:出席|開(?:く|催)|成立)"
)


def check_members(plan: Plan) -> list[Problem]:
    """What the roster says of itself, and what the charter says of the roster."""
    workspace, roster = plan.workspace, plan.workspace.roster
    if roster is None:
        return []
    problems = [*_ids(workspace, roster), *_terms(workspace, roster), *_duties(workspace, roster)]
    if plan.roster is not None and plan.roster.count == 0:
        place = workspace.place("roster", "groups")
        problems.append(
            warning("HD152", "この会議の日に在任の構成員がいません。", place=place, hint="since と until を確かめてください。")
        )
    return [*problems, *_numbers(workspace, roster), *_quorum(workspace, roster)]


def _all(roster: Roster) -> Iterator[tuple[Path_, str, Member]]:
    for g, group in enumerate(roster.groups):
        for m, member in enumerate(group.members):
            yield ("groups", g, "members", m), group.category, member


def _ids(workspace: Workspace, roster: Roster) -> Iterator[Problem]:
    seen: dict[str, list[Member]] = {}
    for path, _, member in _all(roster):
        other = next((other for other in seen.get(member.id, []) if _overlap(member, other)), None)
        if other is not None:
            place = workspace.place("roster", *path, "id")
            hint = "別の id にするか、任期（since、until）が重ならないようにしてください。"
            message = f"id「{member.id}」の任期が重なる構成員が二ついます（もう一つは「{other.name}」）。"
            yield error("HD151", message, place=place, quote=member.name, hint=hint)
        seen.setdefault(member.id, []).append(member)


def _overlap(one: Member, other: Member) -> bool:
    """Whether two terms share a day; an end that is not written is open."""
    before = one.until is not None and other.since is not None and one.until < other.since
    after = other.until is not None and one.since is not None and other.until < one.since
    return not (before or after)


def _terms(workspace: Workspace, roster: Roster) -> Iterator[Problem]:
    """Days between two terms of one id, and a term that ended with nobody after it."""
    day = workspace.meeting.date
    by_id: dict[str, list[tuple[Path_, Member]]] = {}
    for path, _, member in _all(roster):
        by_id.setdefault(member.id, []).append((path, member))
    for members in by_id.values():
        ordered = sorted(members, key=lambda each: each[1].since or dt.date.min)
        for (_, before), (path, after) in pairwise(ordered):
            if before.until and after.since and before.until + dt.timedelta(1) < after.since and after.since > day - _YEAR:
                gap = f"{before.until + dt.timedelta(1)}から{after.since - dt.timedelta(1)}まで"
                message = f"「{after.name}」の任期に間があります（{gap}、構成員がいません）。"
                place = workspace.place("roster", *path, "since")
                yield warning("HD156", message, place=place, quote=after.name, hint="前の until か、この since を直してください。")
        path, last = ordered[-1]
        if last.until is not None and last.until < day <= last.until + _YEAR:
            message = f"「{last.name}」の任期は{last.until}で切れ、後の構成員がいません。この会議の名簿には載りません。"
            place = workspace.place("roster", *path, "until")
            hint = "続けて在任なら until を延ばし、交代したなら同じ id で後の構成員を書いてください。"
            yield note("HD157", message, place=place, quote=last.name, hint=hint)


@dataclass(frozen=True)
class _Duty:
    """A body that the charter gives duties: its name, and the 区分 whose heading it stands in."""

    name: str
    group: str
    path: Path_


def _duties(workspace: Workspace, roster: Roster) -> Iterator[Problem]:
    """Duties of a body that is no member, members without any, and bodies that stand under another 区分 in the charter."""
    charter = workspace.charter
    sections = enumerate(charter.sections) if charter else ()
    parts = [(("sections", index), each) for index, each in sections if each.heading and _DUTIES.search(each.heading)]
    duties = [duty for path, part in parts for duty in _bodies(part.items, (*path, "items"), _categories(roster), "")]
    if not duties:
        return
    day = workspace.meeting.date
    members = [(path, category, member) for path, category, member in _all(roster) if in_force(member, day)]
    known = [name for _, _, member in members for name in (member.name, *member.aliases)]
    categories = {plain(category): category for category in _categories(roster)}
    answered: set[str] = set()
    for duty in duties:
        held = next((category for key, category in categories.items() if _alike(plain(duty.name), key)), None)
        if held is not None:
            answered |= {member.id for _, category, member in members if category == held}
            continue
        found = [(category, member) for _, category, member in members if _is_member(duty.name, member)]
        answered |= {member.id for _, member in found}
        place = workspace.place("charter", *duty.path)
        if not found:
            hint = did_you_mean(duty.name, known, "名簿に足すか、要領から消すか、名簿の aliases に書いてください。")
            message = f"要領で役割のある「{duty.name}」が、この会議の日の名簿にありません。"
            yield note("HD153", message, place=place, quote=duty.name, hint=hint)
        elif duty.group and all(category != duty.group for category, _ in found):
            message = f"「{duty.name}」の区分が、要領（{duty.group}）と名簿（{found[0][0]}）とで違います。"
            yield warning("HD155", message, place=place, quote=duty.name, hint="どちらかにそろえてください。")
    idle = [(path, member) for path, _, member in members if member.id not in answered]
    if idle:
        names = "、".join(member.name for _, member in idle)
        message = f"要領に役割のない構成員がいます（{names}）。"
        place = workspace.place("roster", *idle[0][0])
        yield note("HD154", message, place=place, quote=idle[0][1].name, hint="要領の役割の項を確かめてください。")


def _categories(roster: Roster) -> list[str]:
    return [group.category for group in roster.groups]


def _bodies(items: Sequence[Provision], path: Path_, categories: Sequence[str], group: str) -> Iterator[_Duty]:
    """The bodies that the headings of duties name: `支援機関（Ａ、Ｂ等）` is Ａ and Ｂ of the 区分 支援機関."""
    for index, item in enumerate(items):
        here = (*path, index)
        heading = item.heading or ""
        if item.items and any(each.heading for each in item.items):
            within = next((category for category in categories if _alike(plain(heading), plain(category))), "")
            yield from _bodies(item.items, (*here, "items"), categories, within)
            continue
        if not heading or not (item.bullets or item.items or item.body):
            continue
        listed = _LISTED.match(heading)
        if listed is None:
            for name in _BETWEEN.split(heading):
                yield _Duty(_LOOSE.sub("", name).strip(), group, (*here, "heading"))
            continue
        within = next((category for category in categories if _alike(plain(listed["head"]), plain(category))), "")
        if not within:  # 熊本労働局（職業安定課） is one body with its section
            yield _Duty(listed["head"] + listed["inside"], group, (*here, "heading"))
            continue
        for name in re.split(r"[、，,]", listed["inside"]):
            yield _Duty(_LOOSE.sub("", name).strip(), within, (*here, "heading"))


def _alike(name: str, category: str) -> bool:
    """Whether a heading names a 区分: `行政側` is 行政."""
    return name == category or name.removesuffix("側") == category or name.removesuffix("等") == category


def _is_member(name: str, member: Member) -> bool:
    """Whether a body that the charter names is this member, or a part of it, or it of that."""
    wanted = _bare(name)
    held_names = [_bare(held) for held in (member.name, *member.aliases)]
    return any(_is_part(wanted, held) or _is_part(held, wanted) or held.endswith(wanted) for held in held_names)


def _is_part(name: str, whole: str) -> bool:
    """Whether a name is a body's, or that of a section in it: 熊本県社会福祉課 is 熊本県's, 熊本県社会福祉協議会 is not."""
    return name.startswith(whole) and _SECTION.fullmatch(name[len(whole) :]) is not None


def _bare(name: str) -> str:
    """A name without its legal form, spaces and brackets."""
    return _LEGAL.sub("", re.sub(r"[()・]", "", plain(name)))


def _numbers(workspace: Workspace, roster: Roster) -> Iterator[Problem]:
    """The number of members that the charter states, against those in force on the day."""
    count = sum(in_force(member, workspace.meeting.date) for _, _, member in _all(roster))
    for path, text in _sentences(workspace):
        match = _COUNT.search(text)
        if match is None or count == 0 or _WITH_CHAIR.search(text) or "うち" in match[0]:
            continue
        stated, limit = value_of(match["n"]), match["limit"]
        wrong = count < stated if limit == "以上" else count > stated if limit else count != stated
        if wrong:
            place = workspace.place("charter", *path)
            message = f"要領の構成員の数（{match[0]}）と、この会議の日の名簿の数（{count}）が合いません。"
            yield warning("HD158", message, place=place, quote=match[0], hint="名簿か要領のどちらかを直してください。")


def _quorum(workspace: Workspace, roster: Roster) -> Iterator[Problem]:
    """Whether those who do not stay away are as many as the charter asks for."""
    day, absent = workspace.meeting.date, set(workspace.meeting.absent)
    members = [member for _, _, member in _all(roster) if in_force(member, day)]
    for index, name in enumerate(workspace.meeting.absent):
        if name not in {member.id for member in members}:
            place = workspace.place("meeting", "absent", index)
            hint = did_you_mean(name, [member.id for member in members], "名簿の id を書いてください。")
            yield error("HD143", f"欠席の「{name}」は、この会議の日の構成員ではありません。", place=place, quote=name, hint=hint)
    if not absent or not members:
        return
    present = sum(member.id not in absent for member in members)
    for _, text in _sentences(workspace):
        match = _QUORUM.search(text)
        if match is None:
            continue
        whole, part = (value_of(match["whole"]), value_of(match["part"])) if match["whole"] else (2, 1)
        needed = -(-len(members) * part // whole) if match["whole"] or match["half"] else len(members) // 2 + 1
        if present < needed:
            place = workspace.place("meeting", "absent")
            message = f"出席が定足数に足りません（構成員{len(members)}、出席{present}、要る数{needed}）。"
            quote, _ = excerpt(text, match.start(), match.end())
            hint = "要領の定足数の文を確かめ、代理の出席などを相談してください。"
            yield Problem("HD159", Severity.WARNING, message, hint, place, quote)


def _sentences(workspace: Workspace) -> Iterator[tuple[Path_, str]]:
    """The sentences of the charter, each with its path."""

    def walk(provisions: Sequence[Provision], path: Path_) -> Iterator[tuple[Path_, str]]:
        for index, each in enumerate(provisions):
            here = (*path, index)
            if each.text:
                yield (*here, "text"), each.text
            for number, text in enumerate(each.body):
                yield (*here, "body", number), text
            yield from walk(each.items, (*here, "items"))

    if workspace.charter is not None:
        yield from walk(workspace.charter.sections, ("sections",))
