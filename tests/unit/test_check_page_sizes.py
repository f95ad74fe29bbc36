from __future__ import annotations

import datetime as dt

import pytest
from workspaces import codes, plan_of

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.page_sizes import check_papers
from hyoga_docs.core.problem import Problem


def told(due: str, today: dt.date | None) -> list[Problem]:
    """What is said of a paper that is due on a day, for a meeting on 1 May 2024."""
    plan, _ = plan_of({"handouts": [{"title": "予算", "supplied_by": "財政課", "due": due}]})
    return check_papers(plan, {}, CheckContext(plan, today=today))


@pytest.mark.parametrize(
    ("due", "today", "code"),
    [
        ("2024-04-10", dt.date(2024, 4, 20), ["HD346"]),
        ("2024-04-20", dt.date(2024, 4, 20), []),
        ("2024-04-10", None, []),
        ("2024-05-01", dt.date(2024, 4, 20), ["HD347"]),
        ("2024-04-30", dt.date(2024, 4, 20), []),
        ("2024-05-02", dt.date(2024, 5, 10), ["HD347"]),
    ],
)
def test_a_day_that_was_agreed_is_before_the_meeting_and_not_past(due: str, today: dt.date | None, code: list[str]) -> None:
    assert codes(told(due, today)) == code


def test_days_that_have_passed_are_counted() -> None:
    (problem,) = told("2024-04-10", dt.date(2024, 4, 20))
    assert "4月10日）を10日過ぎて" in problem.message
    assert problem.hint == "財政課に確かめてください。"
