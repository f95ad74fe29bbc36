from __future__ import annotations

import pytest
from workspaces import Data, meeting_of, plan_of, platform_of

from hyoga_docs.plan.meeting_title import meeting_title


@pytest.mark.parametrize(
    ("meeting", "pattern", "title"),
    [
        ({"number": 3}, "{name}（{ordinal}）", "見本会議（第３回）"),
        ({"number": 3}, "第{number}期{name}", "第３期見本会議"),
        ({"number": 3, "fiscal_year": 2024}, "{fiscal_year}第{number}回{name}", "令和６年度第３回見本会議"),
        ({"number": 3, "fiscal_year": "令和６年度"}, "{fiscal_year}　{ordinal}　{name}", "令和６年度　第３回　見本会議"),
        ({"number": None, "name": "令和６年度第２回"}, "{name}（{ordinal}）", "見本会議（令和６年度第２回）"),
        ({"number": None}, "{name}（{ordinal}）", "見本会議"),
        ({"number": None}, "{ordinal}　{name}", "見本会議"),
    ],
)
def test_a_meeting_is_called_in_the_pattern_of_its_house(meeting: Data, pattern: str, title: str) -> None:
    made = meeting_title(meeting_of(**meeting), platform_of(style={"meeting_title": pattern}))
    assert made.full_name == title


def test_a_title_of_two_lines_is_one_line_where_there_is_room_for_one() -> None:
    platform = platform_of(style={"meeting_title": "第３期見本審議会\n{ordinal}{name}"})
    titles = [meeting_title(meeting_of(number=number), platform) for number in (2, None)]
    assert [each.heading for each in titles] == ["第３期見本審議会\n第２回見本会議", "第３期見本審議会\n見本会議"]
    assert titles[0].full_name == "第３期見本審議会　第２回見本会議"
    alone = meeting_title(meeting_of(number=None), platform_of(style={"meeting_title": "{ordinal}\n{name}"}))
    assert alone.heading == alone.full_name == "見本会議"


def test_a_meeting_without_a_number_is_planned_and_its_labels_leave_the_number_out() -> None:
    style = {"labels": {"資料": "委{meeting}-{number}", "当日資料": "第{meeting}回資料{number}"}}
    papers = [{"title": "甲", "document": "note"}, {"title": "乙", "document": "note", "series": "当日資料"}]
    plan, problems = plan_of({"number": None, "handouts": papers}, {"style": style})
    assert problems == []
    assert (plan.ordinal, plan.full_name, plan.title) == ("", "見本会議", "見本会議　会議資料")
    assert [document.label for document in plan.documents if document.label] == ["委１", "資料１"]


def test_documents_are_called_as_the_house_calls_them() -> None:
    headings = {"agenda": "会議次第", "handout-list": "配布資料一覧", "seating": "座席表"}
    meeting = {"documents": ["agenda", "slides", "handout-list", "seating"]}
    plan, _ = plan_of(meeting, {"style": {"headings": headings}})
    assert [document.title for document in plan.documents] == ["会議次第", "進行スライド", "配布資料一覧", "座席表"]
