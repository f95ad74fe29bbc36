"""The charter of a state and its annexes, planned as a packet would print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.meeting import AgendaEntry, Handout, Meeting
from hyoga_docs.spec.workspace import Workspace

if TYPE_CHECKING:
    from hyoga_docs.amendments.comparison.editions import CharterAndRoster, Council
    from hyoga_docs.core.problem import Problem
    from hyoga_docs.plan.model import Plan


def consolidated_plan(council: Council, state: CharterAndRoster) -> tuple[Plan, list[Problem]]:
    """The plan of a meeting on the day of the state that hands out nothing but its charter, and what is wrong with it."""
    if state.charter is None:
        raise LookupError("charter")
    meeting = Meeting(
        name="改正後",
        date=state.day,
        agenda=(AgendaEntry(title="改正"),),
        documents=(),
        handouts=(Handout(document="charter", numbering="none"),),
    )
    sources = {"charter": state.charter.source, "meeting": state.charter.source}
    roster = state.roster.model if state.roster else None
    if state.roster:
        sources["roster"] = state.roster.source
    return resolve(Workspace(council.paths, meeting, council.platform, state.charter.model, roster, sources))
