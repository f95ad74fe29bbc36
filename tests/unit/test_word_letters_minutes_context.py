"""What the 会議録 prints: never more than is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workspaces import planned

from hyoga_docs.check.results import check_missing_results, check_results
from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.public_edition import public_edition
from hyoga_docs.word.letters.minutes_context import TO_FILL_IN, minutes_context

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.plan.model import Plan

MEETING = """number: 1
date: 2024-05-01
time: 10:00-11:30
agenda:
  - 開会
  - title: 議題
    items: [{title: 計画について, id: plan}, 予算について]
  - 閉会
"""
ROSTER = """title: 名簿
members:
  - {id: chair, name: 見本大学, post: 教授, person: 見本　太郎, role: 会長}
  - {id: town, name: 例町, post: 町長, person: 例　一郎}
  - {id: union, name: 見本組合, person: 見本　花子}
"""
CAME = """attendance:
  absent: [union]
  deputies: {town: {post: 副町長, person: 例　二郎}}
  online: [chair]
  observers: 3
"""


def made(root: Path, more: str = "", roster: str = ROSTER) -> dict:  # type: ignore[type-arg]
    plan = plan_of(root, more, roster)
    return minutes_context(plan, meeting_attendance(plan.workspace))


def plan_of(root: Path, more: str, roster: str = ROSTER) -> Plan:
    return planned(root / "w", MEETING + more, None, **({"roster": roster} if roster else {}))[0]


def test_who_came_and_how(tmp_path: Path) -> None:
    minutes = made(tmp_path, CAME)["minutes"]
    assert minutes["attending"] == [
        "見本大学　教授　見本　太郎（会長）（オンライン）",
        "例町　町長　例　一郎（代理　副町長　例　二郎）",
    ]
    assert (minutes["attending_count"], minutes["absent"], minutes["absent_count"]) == (
        "２人（うち代理１人、オンライン１人）",
        ["見本組合　見本　花子"],
        "１人",
    )
    assert (minutes["observers"], minutes["chair"]) == ("３人", "見本大学　教授　見本　太郎")


@pytest.mark.parametrize("roster", [ROSTER, ""], ids=["nobody has written who came", "no roster"])
def test_what_nobody_knows_is_a_place_to_fill_in(tmp_path: Path, roster: str) -> None:
    minutes = made(tmp_path, roster=roster)["minutes"]
    keys = ("attending_count", "absent_count", "observers")
    assert [minutes[key] for key in keys] == [f"{TO_FILL_IN}人"] * len(keys)
    assert minutes["absent"] == [TO_FILL_IN]


@pytest.mark.parametrize(("more", "ended"), [("", "11:30"), ("minutes: {ended: 午前11時52分}\n", "11:52")])
def test_when_it_ended(tmp_path: Path, more: str, ended: str) -> None:
    assert made(tmp_path, more)["minutes"]["ended"] == ended


def test_each_topic_has_its_result_or_a_place_for_it(tmp_path: Path) -> None:
    context = made(tmp_path, "results: {2: 可決}\n")
    assert [(each["title"], each["result"]) for each in context["results"]] == [("計画について", ""), ("予算について", "可決")]
    assert [each["result"] for each in context["minutes"]["lines"]] == ["", "", TO_FILL_IN, "可決", ""]


@pytest.mark.parametrize(
    ("more", "public", "reason"),
    [
        ("", "公開", ""),
        ("open: {public: false, reason: 個人情報を扱うため}\n", "非公開", "個人情報を扱うため"),
        ("open: {reason: 人事を扱うため}\n", "一部非公開", "人事を扱うため"),
    ],
)
def test_whether_it_was_open(tmp_path: Path, more: str, public: str, reason: str) -> None:
    minutes = made(tmp_path, more)["minutes"]
    assert (minutes["public"], minutes["reason"]) == (public, reason)


@pytest.mark.parametrize(
    ("said", "reason"),
    [("public: {public: false, reason: 人事のため}", "人事のため"), ("kind: 非公開", "")],
    ids=["public", "kind"],
)
def test_a_withheld_topic_makes_it_open_in_part(tmp_path: Path, said: str, reason: str) -> None:
    hidden = MEETING.replace("id: plan", f"id: plan, {said}")
    plan = planned(tmp_path / "w", hidden)[0]
    minutes = minutes_context(plan, meeting_attendance(plan.workspace))["minutes"]
    assert (minutes["public"], minutes["reason"]) == ("一部非公開", reason)


def test_the_public_edition_names_no_withheld_topic_and_says_that_there_is_one(tmp_path: Path) -> None:
    hidden = MEETING.replace("id: plan", "id: plan, public: false") + "results: {plan: 可決}\n"
    plan = public_edition(planned(tmp_path / "w", hidden)[0])
    context = minutes_context(plan, meeting_attendance(plan.workspace))
    assert [(each["title"], each["result"]) for each in context["results"]] == [("（非公開）", "－"), ("予算について", "")]
    assert context["minutes"]["public"] == "一部非公開"


def test_results_of_nothing_and_topics_without_one_are_told(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "results:\n  plan: 了承\n  9: 可決\n")
    wrong, missing = check_results(plan), check_missing_results(plan)
    assert [(each.code, each.place and each.place.line, each.quote) for each in wrong] == [("HD133", 11, "9: 可決")]
    assert [(each.code, each.quote) for each in missing] == [("HD187", "（２）予算について")]
    assert "results: {2: " in (missing[0].hint or "")


def test_a_signer_is_called_by_name(tmp_path: Path) -> None:
    assert made(tmp_path, "minutes: {signers: [union, 例町]}\n")["minutes"]["signers"] == ["見本　花子", "例　一郎"]
