"""The roster: one id for one member, and somebody in force on the day (`HD15x`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.problem import Problem, error, warning

if TYPE_CHECKING:
    from hyoga_docs.plan.resolve import Plan


def check_members(plan: Plan) -> list[Problem]:
    """Ids used twice for terms that overlap, and a roster that is empty on the meeting's day."""
    workspace, roster = plan.workspace, plan.workspace.roster
    if roster is None:
        return []
    problems: list[Problem] = []
    seen: dict[str, tuple[int, int]] = {}
    for g, group in enumerate(roster.groups):
        for m, member in enumerate(group.members):
            before = seen.get(member.id)
            if before is not None:
                other = roster.groups[before[0]].members[before[1]]
                apart = (other.until and member.since and other.until < member.since) or (
                    member.until and other.since and member.until < other.since
                )
                if not apart:
                    place = workspace.place("roster", "groups", g, "members", m, "id")
                    hint = "別の id にするか、任期（since、until）が重ならないようにしてください。"
                    message = f"id「{member.id}」の任期が重なる構成員が二ついます（もう一つは「{other.name}」）。"
                    problems.append(error("HD151", message, place=place, quote=member.name, hint=hint))
            seen[member.id] = (g, m)
    if plan.roster is not None and plan.roster.count == 0:
        place = workspace.place("roster", "groups")
        problems.append(
            warning("HD152", "この会議の日に在任の構成員がいません。", place=place, hint="since と until を確かめてください。")
        )
    return problems
