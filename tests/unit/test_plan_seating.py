"""Who sits where: everybody who comes, once, with the head in the middle and both sides alike."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law, plan_of

from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.seating import Seat, Seating, seating


def seated(members: list[dict[str, Any]], columns: dict[str, Any] | None = None, **meeting: Any) -> Seating:
    roster: dict[str, Any] = {"title": "名簿", "members": [{"id": f"m{n}", **each} for n, each in enumerate(members)]}
    roster["above"] = ["◎は委員長、○は副委員長"]
    if columns:
        roster["columns"] = columns
    platform = {"organizer": meeting.pop("organizer", []), "secretariat": ["見本課"]}
    workspace = plan_of(meeting=meeting, platform=platform, roster=roster)[0].workspace
    return seating(workspace, meeting_attendance(workspace))


def people(count: int, **roles: str) -> list[dict[str, Any]]:
    return [{"person": f"見本　{n}", **({"role": roles[f"m{n}"]} if f"m{n}" in roles else {})} for n in range(count)]


def placed(made: Seating) -> list[tuple[int, int, int, Seat]]:
    """Each seat with its row, its first column and its width."""
    found = []
    for at, row in enumerate(made.rows):
        column = 0
        for cell in row:
            if cell.seat is not None:
                found.append((at, column, cell.across, cell.seat))
            column += cell.across
    return found


def row_of(made: Seating, kind: str) -> list[str]:
    return [seat.name for seat in made.seats() if seat.kind == kind]


ROOMS = st.fixed_dictionaries(
    {"shape": st.sampled_from(["口の字", "コの字", "スクール"])},
    optional={
        "across": st.integers(1, 30),
        "screen": st.sampled_from(["上", "下"]),
        "door": st.sampled_from(["左上", "右上", "左下", "右下"]),
        "order": st.just(["m3", "m1"]),
        "head": st.just(["m0", "m1", "m2", "m6"]),
    },
)


@law
@given(
    count=st.integers(0, 60),
    officers=st.sampled_from(
        [{}, {"m3": "会長"}, {"m0": "会長", "m2": "副会長"}, {"m5": "委員長", "m1": "副委員長", "m4": "副委員長"}]
    ),
    absent=st.sets(st.integers(0, 60), max_size=20),
    online=st.sets(st.integers(0, 60), max_size=5),
    staff=st.integers(0, 12),
    guests=st.integers(0, 4),
    room=ROOMS,
)
def test_everybody_who_comes_sits_once(
    count: int, officers: dict[str, str], absent: set[int], online: set[int], staff: int, guests: int, room: dict[str, Any]
) -> None:
    away = {f"m{n}" for n in absent if n < count}
    screens = {f"m{n}" for n in online if n < count} - away
    attendance = {
        "absent": sorted(away),
        "online": sorted(screens),
        "staff": [f"係員{n}" for n in range(staff)],
        "guests": [f"説明員{n}" for n in range(guests)],
    }
    made = seated(people(count, **officers), room=room, attendance=attendance, open={"seats": 5, "press": "可"})
    assert sorted(seat.member for seat in made.seats() if seat.member) == sorted({f"m{n}" for n in range(count)} - away - screens)
    assert {seat.member for seat in made.online} == screens
    assert row_of(made, "staff") == ([f"係員{n}" for n in range(staff)] or ["事務局"])
    assert row_of(made, "guest") == [f"説明員{n}" for n in range(guests)]
    assert {sum(cell.across for cell in row) for row in made.rows} == {made.columns}
    head = [(column, across) for _, column, across, seat in placed(made) if seat.kind == "head"]
    if head:
        assert head[0][0] + sum(across for _, across in head) + head[0][0] == made.columns
    chair = [seat.above for seat in made.seats() if seat.kind == "head"]
    chairs = [at for at, office in enumerate(chair) if office in {"会長", "委員長"}]
    assert "head" in room or chairs in ([], [len(chair) // 2])
    if room["shape"] != "スクール":
        sides = [
            [seat for _, at, _, seat in placed(made) if at == edge and seat.kind == "member"] for edge in (0, made.columns - 1)
        ]
        assert 0 <= len(sides[0]) - len(sides[1]) <= 1


def test_members_go_round_the_table_and_the_secretariat_faces_the_chair() -> None:
    made = seated(people(7, m2="会長"), attendance={"staff": [{"post": "課長", "person": "例　一"}]})
    names = [[cell.seat.name for cell in row if cell.seat] for row in made.rows]
    assert names == [["見本　2"], ["見本　0", "見本　6"], ["見本　1", "見本　5"], ["見本　3", "見本　4"], ["事務局", "例　一"]]


@pytest.mark.parametrize(
    ("member", "deputy", "wanted"),
    [
        ({"name": "見本市"}, {"post": "課長", "person": "見本　次郎"}, ("見本市　課長", "見本　次郎", "（代理）")),
        ({"name": "見本市", "person": "見本　一"}, {"post": "課長"}, ("", "見本市　課長", "（代理）")),
        ({"name": "見本市"}, {"name": "例市", "person": "例　二"}, ("例市", "例　二", "（代理）")),
        ({"name": "見本市", "post": "市長", "person": "見本　一"}, None, ("見本市　市長", "見本　一", "")),
        ({"name": "見本市"}, None, ("", "見本市", "")),
        ({"name": "見本市", "post": "市長"}, None, ("", "見本市　市長", "")),
        ({"name": "例局", "post": "例局長"}, None, ("", "例局長", "")),
        ({"name": "例局長", "post": "例局長"}, None, ("", "例局長", "")),
    ],
)
def test_a_deputy_sits_under_its_own_name(member: dict[str, Any], deputy: Any, wanted: tuple[str, str, str]) -> None:
    made = seated([member, {"name": "見本県", "role": "会長"}], attendance={"deputies": {"m0": deputy}} if deputy else None)
    (seat,) = (each for each in made.seats() if each.member == "m0")
    assert (seat.above, seat.name, seat.below) == wanted


@pytest.mark.parametrize(
    ("members", "columns", "wanted"),
    [
        ([{"name": "甲", "post": "会長"}, {"name": "乙", "post": "理事"}], {"name": "団体", "post": "職名"}, []),
        (
            [{"name": "甲", "post": "会長"}, {"name": "乙", "post": "副会長"}],
            {"post": "役職名", "name": "団体"},
            ["副会長", "会長"],
        ),
        ([{"name": "甲", "role": "会長（座長）"}, {"name": "乙", "role": "会長職務代理者"}], None, ["会長職務代理者", "会長"]),
        ([{"person": "◎　例　一"}, {"person": "見本　二", "role": "○"}], None, ["副委員長", "委員長"]),
        ([{"name": "甲", "role": "前会長"}, {"name": "乙", "role": "部会長"}], None, ["部会長"]),
    ],
)
def test_who_presides_is_told_by_the_body_and_not_by_a_post_elsewhere(members: Any, columns: Any, wanted: list[str]) -> None:
    assert [seat.above for seat in seated(members, columns).seats() if seat.kind == "head"] == wanted


def test_the_organizer_sits_in_front_where_nobody_presides_and_the_room_may_say_otherwise() -> None:
    members = [{"name": name} for name in ("甲", "乙", "丙")]
    assert row_of(seated(members, organizer=["乙"]), "head") == ["乙"]
    assert row_of(seated(members, organizer=["乙"], room={"head": ["丙", "甲"]}), "head") == ["丙", "甲"]


@pytest.mark.parametrize(("shape", "front"), [("口の字", ["甲", "主", "丁"]), ("コの字", ["甲", "主", "丁"]), ("スクール", ["主"])])
def test_an_organizer_who_is_one_of_the_members_has_others_beside_it(shape: str, front: list[str]) -> None:
    members = [{"name": name} for name in ("甲", "乙", "主", "丙", "丁")]
    made = seated(members, organizer=["主"], room={"shape": shape})
    assert [cell.seat.name for cell in made.rows[0] if cell.seat and cell.seat.kind in {"head", "member"}] == front


def test_a_post_in_the_body_stands_before_the_organisation_and_that_of_all_not_at_all() -> None:
    members = [
        {"person": "例　一", "post": "監事", "name": "例会"},
        {"person": "例　二", "post": "委員", "name": "見本会"},
        {"person": "例　三", "post": "会長", "name": "見本市"},
    ]
    made = seated(members, {"post": "役職名", "person": "氏名", "name": "所属"})
    assert {seat.name: seat.above for seat in made.seats() if seat.member} == {
        "例　一": "監事　例会",
        "例　二": "見本会",
        "例　三": "会長",
    }


@pytest.mark.parametrize("shape", ["口の字", "スクール"])
def test_a_roster_s_own_secretariat_and_observers_sit_apart(shape: str) -> None:
    groups = [
        {"category": "委員", "members": [{"id": "a", "person": "見本　一", "role": "会長"}, {"id": "b", "person": "見本　二"}]},
        {"category": "オブザーバー", "members": [{"id": "c", "name": "例銀行"}]},
        {"category": "事務局", "members": [{"id": "d", "person": "例　三"}]},
    ]
    roster = {"title": "名簿", "groups": groups}
    workspace = plan_of(meeting={"room": {"shape": shape}}, roster=roster)[0].workspace
    made = seating(workspace, meeting_attendance(workspace))
    assert [(seat.kind, seat.name) for seat in made.seats() if seat.member in {"c", "d"}] == [
        ("guest", "例銀行"),
        ("staff", "例　三"),
    ]
    assert sorted(row_of(made, "label")) == ["オブザーバー", "事務局"]


def test_places_for_the_public_are_where_the_meeting_says_so() -> None:
    shown = [seated(people(3), open=each) for each in ({}, {"seats": 10}, {"public": False, "seats": 10}, {"press": "可"})]
    assert [[seat.name for seat in made.seats() if seat.kind in {"observers", "press"}] for made in shown] == [
        [],
        ["傍聴席（10席）"],
        [],
        ["報道席"],
    ]
