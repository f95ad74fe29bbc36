"""To whom letters go and how they are addressed, and which topics a notice lists."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import plan_of, workspace_of

from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.letters import addressees, group_addressee, letters_of, template_called
from hyoga_docs.plan.listed_topics import listed_topics


@pytest.mark.parametrize(
    ("member", "lines"),
    [
        ({"name": "例町商工会"}, ("例町商工会　御中",)),
        ({"name": "見本県商工労働局", "post": "局長"}, ("見本県商工労働局　局長　様",)),
        ({"name": "見本市立例小学校", "post": "校長", "person": "見本　太郎"}, ("見本市立例小学校", "校長　見本　太郎　様")),
        ({"person": "見本　花子"}, ("見本　花子　様",)),
        ({"person": "○　見本　花子", "honorific": "氏"}, ("見本　花子　様",)),  # 氏 is for rosters, and ○ says who leads
        ({"name": "見本大学", "person": "例　次郎", "honorific": "先生"}, ("見本大学", "例　次郎　先生")),
    ],
)
def test_a_member_is_addressed_as_letters_address(member: dict[str, Any], lines: tuple[str, ...]) -> None:
    workspace = workspace_of(roster={"title": "名簿", "members": [{"id": "a", **member}]})
    (found,) = addressees(meeting_attendance(workspace), workspace.roster)
    assert found.lines == lines


def test_a_post_in_the_body_itself_is_no_part_of_an_address() -> None:
    columns = {"post": "役職名", "person": "氏名", "name": "所属団体・職名"}
    members = [{"id": "a", "post": "会長", "person": "例　一郎", "name": "見本商工会会長"}]
    workspace = workspace_of(roster={"title": "名簿", "columns": columns, "members": members})
    (found,) = addressees(meeting_attendance(workspace), workspace.roster)
    assert found.lines == ("見本商工会会長", "例　一郎　様")


def test_a_notice_goes_to_the_members_of_the_day_also_to_those_who_will_stay_away() -> None:
    members = [{"id": "a", "name": "甲", "until": "2024-04-30"}, {"id": "b", "name": "乙"}, {"id": "c", "name": "丙"}]
    workspace = workspace_of({"absent": ["c"]}, roster={"title": "名簿", "members": members})
    assert [each.called for each in addressees(meeting_attendance(workspace), workspace.roster)] == ["乙", "丙"]


def test_a_body_without_a_roster_writes_to_all_together() -> None:
    assert group_addressee(workspace_of()) is None
    found = group_addressee(workspace_of(platform={"addressee": "委員各位"}))
    assert found is not None
    assert found.lines == ("委員各位",)


def test_the_letters_of_a_meeting_stand_before_those_of_its_body() -> None:
    body = {"letters": ["notice", "press"]}
    assert letters_of(workspace_of(platform=body)) == ("notice", "press")
    assert letters_of(workspace_of({"letters": ["script", "script"]}, platform=body)) == ("script",)
    assert letters_of(workspace_of({"letters": []}, platform=body)) == ()


def test_a_letter_is_called_by_its_template_or_by_its_japanese_name() -> None:
    assert template_called("開催通知", []) == template_called("notice", []) == "notice"
    assert template_called("御礼状", ["御礼状"]) == "御礼状"
    assert template_called("出欠表", ["御礼状"]) is None


def test_a_notice_lists_what_is_deliberated_and_not_how_the_meeting_opens() -> None:
    flat = ["開　会", "市長あいさつ", "会議録署名委員の指名", "議案第１号", "閉会"]
    (group,) = listed_topics(plan_of({"agenda": flat})[0].agenda)
    assert (group.heading, [line.title for line in group.lines]) == ("", ["会議録署名委員の指名", "議案第１号"])
    headed = ["開会", {"title": "あいさつ", "items": ["会長", "市長"]}, {"title": "議題", "items": ["甲", "乙"]}, "その他"]
    (group,) = listed_topics(plan_of({"agenda": headed})[0].agenda)
    assert (group.heading, [line.title for line in group.lines]) == ("", ["甲", "乙"])
    parts = [{"title": "報告事項", "items": ["甲"]}, {"title": "協議事項", "items": ["乙"]}]
    assert [each.heading for each in listed_topics(plan_of({"agenda": parts})[0].agenda)] == ["報告事項", "協議事項"]
    assert listed_topics(plan_of({"agenda": ["開会", "閉会"]})[0].agenda) == []
