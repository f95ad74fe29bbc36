"""Days of a notice, of answers and of applications, in an order that can be kept."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import plan_of

from hyoga_docs.check.letters import check_days


@pytest.mark.parametrize(
    ("notice", "opened", "found"),
    [
        ({"sent": "2024-04-10", "reply_by": "2024-04-20"}, {"apply_by": "2024-05-01"}, []),
        ({"reply_by": "2024-05-02"}, {}, ["出欠の返事の締切り（2024-05-02）が、会議の日（2024-05-01）より後です。"]),
        ({"sent": "2024-05-02"}, {}, ["通知の日付（2024-05-02）が、会議の日（2024-05-01）より後です。"]),
        (
            {"sent": "2024-04-10", "reply_by": "2024-04-01"},
            {"apply_by": "2024-04-09"},
            [
                "出欠の返事の締切り（2024-04-01）が、通知の日付（2024-04-10）より前です。",
                "傍聴の申込みの締切り（2024-04-09）が、通知の日付（2024-04-10）より前です。",
            ],
        ),
    ],
)
def test_days_that_cannot_be_kept_are_told(notice: dict[str, Any], opened: dict[str, Any], found: list[str]) -> None:
    plan, _ = plan_of({"date": "2024-05-01", "notice": notice, "open": opened})
    assert [problem.message for problem in check_days(plan)] == found
