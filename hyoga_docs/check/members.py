"""The roster: one id for one member, and somebody in force on the day (`HD15x`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.problem import Problem, error, warning

if TYPE_CHECKING:
    from hyoga_docs.plan.resolve import Plan
    from hyoga_docs.spec.roster import Member


def check_members(plan: Plan) -> list[Problem]:
    """Ids used twice for terms that overlap, and a roster that is empty on the meeting's day."""
    workspace, roster = plan.workspace, plan.workspace.roster
    if roster is None:
        return []
    problems: list[Problem] = []
    seen: dict[str, list[Member]] = {}
    for g, group in enumerate(roster.groups):
        for m, member in enumerate(group.members):
            other = next((other for other in seen.get(member.id, []) if _overlap(member, other)), None)
            if other is not None:
                place = workspace.place("roster", "groups", g, "members", m, "id")
                hint = "別の id にするか、任期（since、until）が重ならないようにしてください。"
                message = f"id「{member.id}」の任期が重なる構成員が二ついます（もう一つは「{other.name}」）。"
                problems.append(error("HD151", message, place=place, quote=member.name, hint=hint))
            seen.setdefault(member.id, []).append(member)
    if plan.roster is not None and plan.roster.count == 0:
        place = workspace.place("roster", "groups")
        problems.append(
            warning("HD152", "この会議の日に在任の構成員がいません。", place=place, hint="since と until を確かめてください。")
        )
    return problems


def _overlap(one: Member, other: Member) -> bool:
    """Whether two terms share a day; an end that is not written is open."""
    before = one.until is not None and other.since is not None and one.until < other.since
    after = other.until is not None and one.since is not None and other.until < one.since
    return not (before or after)
