"""What is wrong: one file a family, each a function from the plan to a list of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.check.members import check_members
from hyoga_docs.check.names import check_names
from hyoga_docs.check.supplied import check_supplied

if TYPE_CHECKING:
    from hyoga_docs.plan.resolve import Plan
    from hyoga_docs.problem import Problem


def run_checks(plan: Plan) -> list[Problem]:
    """Every family's findings."""
    return [*check_names(plan), *check_members(plan), *check_supplied(plan)]
