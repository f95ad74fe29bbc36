"""What a notice and its reply slip say of the day: where, on a screen, in writing, open to whom."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import plan_of

from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.word.letters.notice_context import notice_context


def context(meeting: dict[str, Any], **common: dict[str, Any]) -> dict[str, Any]:
    plan, _ = plan_of(meeting, **common)
    return notice_context(plan, meeting_attendance(plan.workspace))


@pytest.mark.parametrize(
    ("venue", "online", "on_site"),
    [
        ("見本市役所", False, True),
        ("見本市役所　大会議室（オンライン併用）", True, True),
        (["見本市役所", "オンライン（Web会議）"], True, True),
        ("Zoomによるオンライン開催", True, False),
        (None, False, False),
    ],
)
def test_a_place_is_a_room_or_a_screen_or_both(venue: Any, online: bool, on_site: bool) -> None:
    notice = context({"venue": venue})["notice"]
    assert (notice["online"], notice["on_site"]) == (online, on_site)


def test_days_times_and_numbers_are_those_of_the_house() -> None:
    meeting = {
        "notice": {"sent": "2024-04-01", "reply_by": "2024-04-20"},
        "open": {"seats": 10, "desk": "9:40", "apply_by": "2024-04-25"},
    }
    made = context(meeting, platform={"style": {"digits": "full", "time": "午後１時30分～午後３時", "weekday": "（水曜日）"}})
    assert made["notice"]["sent"] == "令和６年４月１日"
    assert made["notice"]["reply_by"] == "令和６年４月２０日（土曜日）"
    assert (made["open"]["seats"], made["open"]["desk"]) == ("１０", "午前９時４０分")
    assert context({"open": {"desk": "開会の20分前"}})["open"]["desk"] == "開会の20分前"


def test_whom_to_ask_is_said_by_the_notice_else_the_meeting_else_the_body() -> None:
    body = {"contact": ["共通"]}
    assert context({}, platform=body)["notice"]["contact"] == ["共通"]
    assert context({"contact": ["会議"]}, platform=body)["notice"]["contact"] == ["会議"]
    assert context({"contact": ["会議"], "notice": {"contact": ["通知"]}}, platform=body)["notice"]["contact"] == ["通知"]


def test_a_meeting_is_open_closed_or_open_in_part() -> None:
    agenda = [{"title": "議題", "items": ["甲", {"title": "極秘", "public": {"public": False, "reason": "個人情報を扱うため"}}]}]
    part = context({"agenda": agenda})["open"]
    assert (part["how"], part["partly"], part["closed"], part["reason"]) == ("一部非公開", True, ["（２）"], "個人情報を扱うため")
    whole = context({"agenda": agenda, "open": {"public": False, "reason": "審査のため"}})["open"]
    assert (whole["how"], whole["partly"], whole["reason"]) == ("非公開", False, "審査のため、個人情報を扱うため")
    assert context({})["open"]["how"] == "公開"


def test_what_a_body_adds_below_is_as_wide_as_the_rest() -> None:
    more = {"資料": "当日", "持ち物": "筆記用具", "出席旅費": "なし", "駐車場について": "なし"}
    found = context({"notice": {"more": more}})["notice"]["more"]
    assert [each["title"] for each in found] == ["資　　料", "持 ち 物", "出席旅費", "駐車場について"]


def test_of_a_withheld_item_its_own_number_is_told_and_not_what_lies_under_it() -> None:
    items = [{"title": "甲"}, {"title": "乙", "public": False, "items": ["乙の一", "乙の二"]}, {"title": "丙", "public": False}]
    assert context({"agenda": [{"title": "議題", "items": items}]})["open"]["closed"] == ["（２）", "（３）"]
