"""The roster of the day and the charter beside each other: duties, 区分, numbers (`HD15x`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.check.names_of_bodies import LEGAL_FORMS
from hyoga_docs.check.quotas import check_quotas
from hyoga_docs.core.problem import Problem, did_you_mean, note, warning
from hyoga_docs.japanese.plain import plain
from hyoga_docs.plan.charter_texts import called_charter
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.provision import Provision
    from hyoga_docs.spec.roster import Member, Roster
    from hyoga_docs.spec.workspace import Workspace

Path_ = tuple[str | int, ...]

_DUTIES = re.compile(r"役割|職務|所掌|分担|任務")
_LISTED = re.compile(r"^(?P<head>[^（(]+)[（(](?P<inside>.+)[）)]$")
_BETWEEN = re.compile(r"[、，,・]|及び|並びに|又は")
_LOOSE = re.compile(r"(?:等|など|ほか|その他)$")
_LEGAL = re.compile(rf"^(?:{LEGAL_FORMS})")
_SECTION = re.compile(r"|.{1,24}(?:部|局|課|室|係|支部|支所|事務所|センター)")


def check_members(plan: Plan) -> list[Problem]:
    """What the roster says of itself, and what the charter says of the roster."""
    workspace, roster = plan.workspace, plan.workspace.roster
    if roster is None:
        return []
    problems = [*_duties(workspace, roster)]
    if plan.roster is not None and plan.roster.count == 0:
        place = workspace.place("roster", "groups")
        problems.append(
            warning("HD152", "この会議の日に在任の構成員がいません。", place=place, hint="since と until を確かめてください。")
        )
    return [*problems, *check_quotas(workspace, roster)]


@dataclass(frozen=True)
class _Duty:
    """A body that the charter gives duties: its name, and the 区分 whose heading it stands in."""

    name: str
    group: str
    path: Path_


def _duties(workspace: Workspace, roster: Roster) -> Iterator[Problem]:
    """Duties of a body that is no member, members without any, and bodies that stand under another 区分 in the charter."""
    charter, day = workspace.charter, workspace.meeting.date
    sections = enumerate(charter.sections) if charter else ()
    parts = [(("sections", index), each) for index, each in sections if each.holds(day) and _DUTIES.search(_heading(each, day))]
    groups = _categories(roster, day)
    duties = [duty for path, part in parts for duty in _BodyFinder(day, groups).walk(part.items, (*path, "items"), "")]
    if not duties:
        return
    called = called_charter(workspace)
    members = _members(roster, day)
    known = [name for _, _, member in members for name in (member.called, *member.aliases)]
    categories = {plain(category): category for category in groups}
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
            hint = did_you_mean(duty.name, known, f"名簿に足すか、{called}から消すか、名簿の aliases に書いてください。")
            message = f"{called}で役割のある「{duty.name}」が、この会議の日の名簿にありません。"
            yield note("HD153", message, place=place, quote=duty.name, hint=hint)
        elif duty.group and all(category != duty.group for category, _ in found):
            message = f"「{duty.name}」の区分が、{called}（{duty.group}）と名簿（{found[0][0]}）とで違います。"
            yield warning("HD155", message, place=place, quote=duty.name, hint="どちらかにそろえてください。")
    idle = [(path, member) for path, _, member in members if member.id not in answered]
    if idle:
        names = "、".join(member.called for _, member in idle)
        message = f"{called}に役割のない構成員がいます（{names}）。"
        place = workspace.place("roster", *idle[0][0])
        yield note("HD154", message, place=place, quote=idle[0][1].called, hint=f"{called}の役割の項を確かめてください。")


def _members(roster: Roster, day: dt.date) -> list[tuple[Path_, str, Member]]:
    """The members of the day, each with its path and its 区分."""
    return [(path, text_on(group.category, day) or "", member) for path, group, member in roster.entries() if member.holds(day)]


def _categories(roster: Roster, day: dt.date) -> list[str]:
    return [category for group in roster.parts if (category := text_on(group.category, day))]


def _heading(provision: Provision, day: dt.date) -> str:
    return text_on(provision.heading, day) or ""


@dataclass(frozen=True)
class _BodyFinder:
    """Finds the bodies that the headings of duties name on a day: `支援機関（Ａ、Ｂ等）` is Ａ and Ｂ of the 区分 支援機関."""

    day: dt.date
    categories: list[str]

    def walk(self, items: Sequence[Provision], path: Path_, group: str) -> Iterator[_Duty]:
        for index, item in enumerate(items):
            here, heading = (*path, index), _heading(item, self.day)
            if not item.holds(self.day):
                continue
            if any(_heading(each, self.day) for each in item.items):
                yield from self.walk(item.items, (*here, "items"), self._within(heading))
            elif heading and (item.bullets or item.items or item.body):
                yield from self._named(heading, (*here, "heading"), group)

    def _within(self, heading: str) -> str:
        """The 区分 that a heading names, or nothing."""
        return next((category for category in self.categories if _alike(plain(heading), plain(category))), "")

    def _named(self, heading: str, path: Path_, group: str) -> Iterator[_Duty]:
        listed = _LISTED.match(heading)
        if listed is None:
            for name in _BETWEEN.split(heading):
                yield _Duty(_LOOSE.sub("", name).strip(), group, path)
        elif not (within := self._within(listed["head"])):  # 熊本労働局（職業安定課） is one body with its section
            yield _Duty(listed["head"] + listed["inside"], group, path)
        else:
            for name in re.split(r"[、，,]", listed["inside"]):
                yield _Duty(_LOOSE.sub("", name).strip(), within, path)


def _alike(name: str, category: str) -> bool:
    """Whether a heading names a 区分: `行政側` is 行政."""
    return name == category or name.removesuffix("側") == category or name.removesuffix("等") == category


def _is_member(name: str, member: Member) -> bool:
    """Whether a body that the charter names is this member, or a part of it, or it of that."""
    wanted = _bare(name)
    held_names = [_bare(held) for held in (member.called, *member.aliases)]
    return any(_is_part(wanted, held) or _is_part(held, wanted) or held.endswith(wanted) for held in held_names)


def _is_part(name: str, whole: str) -> bool:
    """Whether a name is a body's, or that of a section in it: 熊本県社会福祉課 is 熊本県's, 熊本県社会福祉協議会 is not."""
    return name.startswith(whole) and _SECTION.fullmatch(name[len(whole) :]) is not None


def _bare(name: str) -> str:
    """A name without its legal form, spaces and brackets."""
    return _LEGAL.sub("", re.sub(r"[()・]", "", plain(name)))
