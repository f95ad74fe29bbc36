"""The 出席者名簿: what its columns are, and what they say of each member."""

from __future__ import annotations

from typing import Any

from workspaces import plan_of

from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.attendance_table import AttendanceTable, members_table, others_table
from hyoga_docs.spec.meeting_day import Attendee

GROUPS = [
    {"category": "団体", "members": [{"id": "a", "name": "甲会"}, {"id": "b", "name": "乙会", "role": "会長"}]},
    {"category": "市民", "members": [{"id": "c", "person": "見本　一"}]},
]


def table(roster: dict[str, Any] | None = None, **attendance: Any) -> AttendanceTable:
    meeting = {"attendance": attendance} if attendance else {}
    workspace = plan_of(meeting=meeting, roster={"title": "名簿", "groups": GROUPS, **(roster or {})})[0].workspace
    return members_table(workspace, meeting_attendance(workspace))


def test_columns_stand_only_where_there_is_something() -> None:
    made = table()
    assert (made.category, made.headings) == ("区分", ("構成員", "氏名", "備考"))
    assert made.groups == (("団体", (("甲会", "", ""), ("乙会", "", "会長"))), ("市民", (("", "見本　一", ""),)))


def test_how_each_attends_is_said_where_not_all_come() -> None:
    deputy = {"post": "課長", "person": "見本　次郎"}
    made = table(absent=["c"], deputies={"a": deputy}, notes={"b": "途中から出席"})
    assert made.headings == ("構成員", "氏名", "出欠", "備考")
    assert [row[2:] for _, rows in made.groups for row in rows] == [
        ("代理出席", "代理　課長\n見本　次郎"),
        ("出席", "会長、途中から出席"),
        ("欠席", ""),
    ]


def test_answers_that_are_not_there_and_powers_of_attorney_are_said() -> None:
    made = table(unanswered=["a"], entrusted=["b"], online=["c"])
    assert [row[2] for _, rows in made.groups for row in rows] == ["未回答", "欠席", "オンライン"]
    assert made.groups[0][1][1][3] == "会長、委任状"


def test_columns_and_headings_are_those_of_the_roster() -> None:
    made = table({"columns": {"person": "氏名", "name": "所属", "category": "選出区分", "role": "備考"}})
    assert (made.category, made.headings) == ("選出区分", ("氏名", "所属", "備考"))


def test_others_in_the_room_have_columns_of_their_own() -> None:
    made = others_table([Attendee(post="課長", person="例　一"), Attendee(person="例　二")])
    assert (made.headings, made.groups) == (("職名", "氏名"), (("", (("課長", "例　一"), ("", "例　二"))),))
    assert others_table([]).groups == ()


def test_signs_are_said_in_the_words_of_the_roster_and_what_a_post_says_already_is_no_name() -> None:
    people = [
        {"id": "a", "person": "◎　例　京子"},
        {"id": "b", "person": "見本　進", "role": "○"},
        {"id": "c", "name": "例局長", "post": "例局長", "role": "△"},
    ]
    columns = {"name": None, "post": "現職", "person": "氏名"}
    made = table({"groups": [], "members": people, "columns": columns, "below": ["※敬称略、◎会長　○：副会長"]})
    assert made.kinds == ("post", "person", "note")
    assert made.groups[0][1] == (("", "例　京子", "会長"), ("", "見本　進", "副会長"), ("例局長", "", "△"))
