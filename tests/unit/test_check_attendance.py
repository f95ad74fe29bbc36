"""Names, deputies and the quorum of a meeting, beside its roster and its charter."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import plan_of

from hyoga_docs.check.attendance import check_attendance
from hyoga_docs.plan.attendance import MeetingAttendance, meeting_attendance

HALF = "会議は、委員の過半数が出席しなければ開くことができない。"
GROUPS = [
    {"category": "行政", "members": [{"id": "pref", "name": "見本県"}, {"id": "city", "name": "見本市"}]},
    {"category": "団体", "members": [{"id": "firm", "name": "見本商工会"}, {"id": "univ", "name": "見本大学"}]},
    {"category": "オブザーバー", "members": [{"id": "bank", "name": "見本銀行"}]},
]


def plan(*sentences: str, platform: dict[str, Any] | None = None, roster: Any = GROUPS, **meeting: Any) -> Any:
    charter = {"title": "見本会議設置要綱", "sections": [{"heading": "会議", "items": list(sentences)}]} if sentences else None
    return plan_of(meeting=meeting, platform=platform, charter=charter, roster={"title": "名簿", "groups": roster})[0]


def told(*sentences: str, **more: Any) -> list[tuple[str, str, str]]:
    return [(each.code, str(each.severity), each.message) for each in check_attendance(plan(*sentences, **more))]


def attendance_of(*sentences: str, **more: Any) -> MeetingAttendance:
    return meeting_attendance(plan(*sentences, **more).workspace)


@pytest.mark.parametrize(
    ("absent", "wanted"),
    [
        ("m0", None),
        ("見本商工会", None),
        ("見本 花子", None),
        ("見本大学", "id で書いてください: m2、m3"),
        ("見本商会", "「見本商工会」の誤りではありませんか。"),
    ],
)
def test_who_stays_away_is_called_by_any_name(absent: str, wanted: str | None) -> None:
    members = [
        {"name": "見本商工会"},
        {"person": "見本　花子"},
        {"name": "見本大学", "person": "例　一"},
        {"name": "見本大学", "person": "例　二"},
    ]
    roster = [{"category": "委員", "members": [{"id": f"m{n}", **each} for n, each in enumerate(members)]}]
    for written in ({"absent": [absent]}, {"attendance": {"absent": [absent]}}, {"attendance": {"online": [absent]}}):
        found = [each for each in check_attendance(plan(roster=roster, **written)) if each.code == "HD143"]
        assert [each.hint for each in found] == ([wanted] if wanted else [])


def test_every_name_that_is_nobodys_is_told_once() -> None:
    written: dict[str, Any] = {
        "absent": ["甲"],
        "attendance": {
            "online": ["乙"],
            "deputies": {"丙": "例　一"},
            "entrusted": ["丁"],
            "unanswered": ["戊"],
            "notes": {"己": "遅参"},
        },
        "room": {"head": ["庚"], "order": ["辛"]},
        "minutes": {"signers": ["壬"]},
    }
    found = check_attendance(plan(**written))
    assert sorted(each.quote or "" for each in found) == sorted("甲乙丙丁戊己庚辛壬")
    assert {each.code for each in found} == {"HD143"}


def test_one_member_attends_in_one_way() -> None:
    both = {"absent": ["pref"], "attendance": {"deputies": {"見本県": "例　一"}, "absent": ["pref", "city"], "entrusted": ["city"]}}
    assert told(**both) == [("HD179", "error", "「見本県」が、欠席と代理の両方に書いてあります。")]


@pytest.mark.parametrize(
    ("sentences", "platform", "wanted", "counted"),
    [
        (["委員は、代理人を出席させることができる。", HALF], {}, [], 4),
        (["代理による出席は、認めない。"], {}, [("HD178", "warning", "要綱は代理の出席を認めていません（見本県）。")], 3),
        (
            ["委員は、代理人を出席させることができる。ただし、代理人は、議決に加わることができない。"],
            {},
            [("HD178", "note", "要綱により、代理（見本県）は定足数に数えません。")],
            3,
        ),
        ([HALF], {}, [("HD178", "note", "要綱に代理の出席の定めがないので、代理（見本県）は定足数に数えません。")], 3),
        ([HALF], {"deputies": True}, [], 4),
        ([HALF], {"deputies": False}, [], 3),
        (
            [],
            {"members": "過半数"},
            [("HD178", "note", "代理を数えるかが書かれていないので、代理（見本県）は定足数に数えません。")],
            3,
        ),
        (["会議は、公開とする。"], {}, [], 3),
    ],
)
def test_a_deputy_counts_where_the_charter_lets_deputies_attend(
    sentences: list[str], platform: dict[str, Any], wanted: list[tuple[str, str, str]], counted: int
) -> None:
    written = {"platform": {"quorum": platform}, "attendance": {"deputies": {"pref": {"post": "課長", "person": "例　一"}}}}
    assert told(*sentences, **written) == wanted
    assert sum(each.counted for each in attendance_of(*sentences, **written).members) == counted


@pytest.mark.parametrize(
    ("attendance", "wanted"),
    [
        ({"absent": ["bank"]}, []),  # who observes is no part of the quorum
        ({"absent": ["pref"]}, []),
        ({"absent": ["pref", "city"]}, [("HD159", "warning", "出席が定足数に足りません（構成員4、出席2、要る数3）。")]),
        (
            {"absent": ["pref"], "unanswered": ["city"]},
            [
                ("HD159", "warning", "出席が定足数に足りません（構成員4、出席2、要る数3）。ほかに、返事のない構成員1。"),
                ("HD181", "note", "出欠の返事のない構成員がいます（見本市）。"),
            ],
        ),
        (
            {"absent": ["pref"], "online": ["city"]},
            [
                (
                    "HD180",
                    "note",
                    "オンラインの出席（見本市）を除くと定足数に足りず、オンラインの出席の定めが要綱にありません。",
                )
            ],
        ),
        ({"entrusted": ["pref", "city"]}, [("HD159", "warning", "出席が定足数に足りません（構成員4、出席2、要る数3）。")]),
    ],
)
def test_the_quorum_of_those_who_come(attendance: dict[str, Any], wanted: list[tuple[str, str, str]]) -> None:
    assert told(HALF, attendance=attendance) == wanted


def test_letters_of_proxy_count_where_the_charter_says_so() -> None:
    both = "会議は、委員の過半数の出席（委任状を含む。）をもって成立する。"
    assert told(both, attendance={"entrusted": ["pref", "city"]}) == []
    (pref,) = [each for each in attendance_of(both, attendance={"entrusted": ["pref"]}).members if each.member.id == "pref"]
    assert (pref.state, pref.entrusted, pref.counted) == ("absent", True, True)


def test_one_of_each_category_is_asked_for() -> None:
    each = "会議は、委員の２分の１以上が出席し、かつ、各区分の委員の１人以上の出席がなければ開くことができない。"
    message = "区分「行政」の出席がありません（各区分からの出席も、会議を開くのに要ります）。"
    assert told(each, attendance={"absent": ["pref", "city"]}) == [("HD159", "warning", message)]


@pytest.mark.parametrize(
    ("category", "sentence", "counts", "wanted"),
    [
        ("オブザーバー", HALF, None, False),
        ("オブザーバー", HALF, True, True),
        ("団体", HALF, False, False),
        ("臨時委員", HALF, None, False),
        ("臨時委員", "会議は、委員及び議事に関係のある臨時委員の過半数が出席しなければ開くことができない。", None, True),
        ("臨時委員", "会議は、委員（臨時委員を除く。）の過半数が出席しなければ開くことができない。", None, False),
    ],
)
def test_who_is_one_of_those_that_count(category: str, sentence: str, counts: bool | None, wanted: bool) -> None:
    groups = [
        {"category": "委員", "members": [{"id": "a", "person": "例　一"}]},
        {"category": category, "counts": counts, "members": [{"id": "b", "person": "例　二"}]},
    ]
    found = attendance_of(sentence, roster=groups)
    assert [each.counts for each in found.members] == [True, wanted]
    assert found.quorum is not None
    assert found.quorum.members == 1 + wanted


def test_attendance_in_numbers() -> None:
    written = {
        "absent": ["firm"],
        "attendance": {
            "deputies": {"pref": "例　一"},
            "online": ["city"],
            "unanswered": ["univ"],
            "notes": {"city": "途中から"},
            "observers": 3,
        },
    }
    found = attendance_of(HALF, **written)
    count = found.count
    assert (count.members, count.attending, count.present, count.online, count.deputies, count.absent) == (4, 3, 1, 1, 1, 1)
    assert count.unanswered == 1
    assert [(each.name, each.count.members, each.count.attending) for each in found.categories] == [
        ("行政", 2, 2),
        ("団体", 2, 1),
        ("オブザーバー", 1, 1),
    ]
    assert (found.members[1].note, found.observers, found.is_written) == ("途中から", 3, True)
    assert not attendance_of(HALF).is_written
