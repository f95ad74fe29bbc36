"""What came of each 議題 (`results`): results of none (`HD133`), and 議題 without one (`HD187`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, error, note
from hyoga_docs.plan.agenda import called_topics, find_line
from hyoga_docs.plan.results import lines_without_result

if TYPE_CHECKING:
    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.model import Plan


def check_results(plan: Plan) -> list[Problem]:
    """Results of what is not on the agenda."""
    source = plan.workspace.sources["meeting"]
    return [
        error(
            "HD133",
            f"議題「{name}」がありません。",
            place=source.key_place("results", name),
            quote=f"{name}: {words}",
            hint=f"{called_topics(plan.agenda).rstrip('。')}。次第のほかの項目なら、その項目に id を付け、id で書いてください。",
        )
        for name, words in plan.workspace.meeting.results.items()
        if find_line(name, plan.agenda) is None
    ]


def check_missing_results(plan: Plan) -> list[Problem]:
    """What was discussed and has no result yet: minutes have a place to fill in there."""
    missing = lines_without_result(plan)
    if not missing:
        return []
    place = plan.workspace.sources["meeting"].key_place("results")
    names = "、".join(f"{line.number.strip()}{line.title}" for line in missing)
    message = f"結果（results）のない議題が{len(missing)}件あります。"
    called = next((name for line in missing for name in _names(line) if find_line(name, plan.agenda) is line), None)
    how = f"「results: {{{called}: 原案のとおり了承}}」" if called else "次第の項目に id を付け、「results: {id: 結果}」"
    hint = f"結果の欄は書き込めるように空けました。YAML に書くなら、{how}のようにします。"
    return [note("HD187", message, place=place, quote=names, hint=hint)]


def _names(line: AgendaLine) -> tuple[str, ...]:
    """By what `results` may name a line."""
    return (line.id, str(line.ordinal), line.label, line.number.strip())
