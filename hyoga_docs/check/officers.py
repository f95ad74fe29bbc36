"""Who presides: chair and deputies of the day, and members without a name (`HD167`–`HD169`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, warning
from hyoga_docs.japanese.numerals import value_of
from hyoga_docs.plan.charter_texts import called_charter, charter_texts
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.roster import Member
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.yaml.reader import Path_

_CHAIRS = ("会長", "委員長", "座長", "議長", "本部長")
_N = r"(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]{1,3})"
_SET = re.compile(
    r"(?<![部科小])(?P<role>副?(?:会長|委員長|座長|議長|本部長))"  # 部会長, 分科会長 and 小委員長 are others
    rf"(?:(?:を)?[ 　]*{_N}[ 　]*[人名](?P<limit>以内|以下|以上)?)?(?:を|ずつ)?置(?!か[なず]|くことができ)"
)


def check_officers(plan: Plan) -> list[Problem]:
    """What the roster of the meeting's day says of chair, deputies and names."""
    workspace, roster = plan.workspace, plan.workspace.roster
    if roster is None:
        return []
    held = [(path, member) for path, _, member in roster.entries() if member.holds(workspace.meeting.date)]
    return [*_unnamed(workspace, held), *_chairs(workspace, held), *_as_the_charter_says(workspace, held)]


def _unnamed(workspace: Workspace, held: list[tuple[Path_, Member]]) -> Iterator[Problem]:
    """Members whose 氏名 is printed and not written, where others' is."""
    roster = workspace.roster
    if roster is None or not text_on(roster.columns.person, workspace.meeting.date) or not any(each.person for _, each in held):
        return
    for path, member in held:
        if not member.person:
            place = workspace.place("roster", *path)
            message = f"「{member.called}」の氏名がありません。"
            yield warning("HD167", message, place=place, quote=member.called, hint="person を書くか、その機関に確かめてください。")


def _chairs(workspace: Workspace, held: list[tuple[Path_, Member]]) -> Iterator[Problem]:
    """Two chairs on a day, and a deputy of nobody."""
    by_role: dict[str, list[tuple[Path_, Member]]] = {}
    for path, member in held:
        by_role.setdefault(_role(member), []).append((path, member))
    for chair in _CHAIRS:
        sitting, deputies = by_role.get(chair, []), by_role.get(f"副{chair}", [])
        if len(sitting) > 1:
            path, member = sitting[1]
            names = "、".join(_called(each) for _, each in sitting)
            message = f"{chair}が{len(sitting)}人います（{names}）。"
            hint = f"前の{chair}の行に until を書き、role を直してください。"
            yield warning("HD168", message, place=workspace.place("roster", *path, "role"), quote=_called(member), hint=hint)
        if deputies and not sitting:
            path, member = deputies[0]
            message = f"副{chair}がいて、{chair}がいません。"
            hint = f"{chair}の行の role に「{chair}」と書いてください。"
            yield warning("HD168", message, place=workspace.place("roster", *path, "role"), quote=_called(member), hint=hint)


def _role(member: Member) -> str:
    """A role without what stands in brackets behind it: 会長（座長） is 会長."""
    return re.sub(r"[（(].*", "", member.role or "").strip()


def _called(member: Member) -> str:
    return member.person or member.called


def _as_the_charter_says(workspace: Workspace, held: list[tuple[Path_, Member]]) -> Iterator[Problem]:
    """Officers that the charter sets up, against those of the roster; a roster without 備考 says nothing of them."""
    roles = [_role(member) for _, member in held if member.role]
    for path, text in charter_texts(workspace) if roles else ():
        for match in _SET.finditer(text):
            role, count = match["role"], roles.count(match["role"])
            stated, limit = (value_of(match["n"]) if match["n"] else None), match["limit"]
            wrong = count == 0 if stated is None else _differs(count, stated, limit)
            if wrong:
                place = workspace.place("charter", *path)
                called = called_charter(workspace)
                message = f"{called}が置く{role}が、この会議の日の名簿にいません。"
                if stated is not None:
                    message = (
                        f"{called}の{role}（{stated}人{limit or ''}）と、この会議の日の名簿の{role}（{count}人）が合いません。"
                    )
                hint = f"名簿の role か{called}のどちらかを直してください。"
                yield warning("HD169", message, place=place, quote=match[0], hint=hint)


def _differs(count: int, stated: int, limit: str | None) -> bool:
    return count < stated if limit == "以上" else count > stated if limit else count != stated
