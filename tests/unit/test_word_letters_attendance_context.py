"""What a letter prints of the quorum: where the charter asks for it, and how many have sent a 委任状."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import plan_of

from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.word.letters.attendance_context import attendance_context

QUORUM = "会議は、委員の過半数が出席しなければ開くことができない。"
MEMBERS = [{"id": each, "person": f"見本　{each}"} for each in "abc"]


def printed(charter: dict[str, Any], **platform: Any) -> Any:
    meeting = {"attendance": {"entrusted": ["a"]}}
    plan, _ = plan_of(
        meeting, platform, charter={"title": "見本市会議条例", **charter}, roster={"title": "名簿", "members": MEMBERS}
    )
    return attendance_context(plan, meeting_attendance(plan.workspace))["attendance"]


@pytest.mark.parametrize(
    ("charter", "wanted"),
    [
        ({"form": "articles", "sections": [{"text": "置く。"}, {"paragraphs": ["会長が招集する。", QUORUM]}]}, "条例第２条第２項"),
        ({"form": "articles", "sections": [{"heading": "会議", "sections": [{"text": "置く。"}, {"text": QUORUM}]}]}, "条例第２条"),
        ({"sections": [{"heading": "会議", "items": [QUORUM]}]}, ""),
    ],
)
def test_where_the_quorum_stands(charter: dict[str, Any], wanted: str) -> None:
    made = printed(charter)
    assert (made["quorum"]["share"], made["quorum"]["provision"], made["entrusted"]) == ("過半数", wanted, "１")


def test_a_quorum_of_the_body_s_own_key_has_no_provision() -> None:
    charter = {"form": "articles", "sections": [{"text": QUORUM}]}
    assert printed(charter, quorum={"members": "半数以上"})["quorum"]["provision"] == ""
