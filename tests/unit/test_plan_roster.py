from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law, plan_of

from hyoga_docs.plan.roster import PrintedRoster, print_roster
from hyoga_docs.spec.roster import Member, Roster
from hyoga_docs.spec.style import Style

FIRST, LAST = dt.date(2019, 4, 1), dt.date(2021, 3, 31)
DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2023, 1, 1))


@pytest.mark.parametrize(
    ("day", "wanted"),
    [(FIRST - dt.timedelta(days=1), False), (FIRST, True), (LAST, True), (LAST + dt.timedelta(days=1), False)],
)
def test_both_ends_of_a_term_belong_to_it(day: dt.date, *, wanted: bool) -> None:
    assert Member(id="a", name="甲", since=FIRST, until=LAST).holds(day) is wanted


def test_a_term_may_be_open_at_either_end() -> None:
    assert Member(id="a", name="甲", until=LAST).holds(dt.date(1900, 1, 1))
    assert Member(id="a", name="甲", since=FIRST).holds(dt.date(2900, 1, 1))
    assert Member(id="a", name="甲").holds(dt.date(1, 1, 1))


def rows_of(printed: PrintedRoster) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [(category, [row.cells for row in rows]) for category, rows in printed.groups]


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    groups: list[Any] = []
    for g in range(draw(st.integers(1, 4))):
        members = []
        for m in range(draw(st.integers(0, 5))):
            ends = sorted(draw(st.tuples(DAYS, DAYS)))
            kept = draw(st.tuples(st.booleans(), st.booleans()))
            term = {name: end for name, end, keep in zip(("since", "until"), ends, kept, strict=True) if keep}
            members.append({"id": f"m{g}-{m}", "name": f"構成員{g}-{m}", **term})
        groups.append({"category": f"区分{g}", "members": members})
    return Roster.model_validate({"title": "名簿", "groups": groups})


@law
@given(rosters(), DAYS)
def test_a_member_is_printed_iff_in_force(roster: Roster, day: dt.date) -> None:
    wanted = [
        (group.category[0].text, [m.name for m in group.members if (m.since or dt.date.min) <= day <= (m.until or dt.date.max)])
        for group in roster.groups
    ]
    printed = print_roster(roster, day, Style())
    assert [(category, [row[0] for row in rows]) for category, rows in rows_of(printed)] == [pair for pair in wanted if pair[1]]
    assert printed.count == sum(len(names) for _, names in wanted)


@law
@given(rosters(), DAYS, DAYS)
def test_a_later_amendment_changes_no_earlier_roster(roster: Roster, day: dt.date, joined: dt.date) -> None:
    new = Member(id="new", name="新しい構成員", since=joined)
    groups = (*roster.groups[:-1], roster.groups[-1].model_copy(update={"members": (*roster.groups[-1].members, new)}))
    before, after = (print_roster(made, day, Style()) for made in (roster, roster.model_copy(update={"groups": groups})))
    assert (before == after) == (day < joined)


def test_only_the_columns_that_are_headed_are_printed_in_their_order() -> None:
    member = {"id": "a", "name": "県", "post": "部長", "person": "山田", "role": "会長"}
    data = {"title": "名簿", "groups": [{"category": "行政", "members": [member, {"id": "b", "name": "市"}]}]}
    usual = print_roster(Roster.model_validate(data), FIRST, Style())
    assert usual.headings == ("区分", "構成員")
    assert rows_of(usual) == [("行政", [("県",), ("市",)])]
    columns = {"category": "分野", "name": "機関", "role": "備考", "post": "職名", "person": "氏名"}
    full = print_roster(Roster.model_validate({**data, "columns": columns}), FIRST, Style())
    assert full.headings == ("分野", "機関", "備考", "職名", "氏名")
    assert rows_of(full) == [("行政", [("県", "会長", "部長", "山田"), ("市", "", "", "")])]


def test_a_packet_prints_the_roster_of_its_own_day() -> None:
    roster = {
        "title": "名簿",
        "status": "案",
        "groups": [
            {
                "category": "行政",
                "members": [{"id": "a", "name": "旧課", "until": "2024-03-31"}, {"id": "b", "name": "新課", "since": "2024-04-01"}],
            }
        ],
    }
    for day, name in (("2024-03-31", "旧課"), ("2024-04-01", "新課")):
        plan, _ = plan_of({"date": day}, roster=roster)
        assert plan.roster is not None
        assert rows_of(plan.roster) == [("行政", [(name,)])]
        assert plan.roster.title == "名簿（案）"


def test_every_printed_word_may_have_been_another_before() -> None:
    def dated(before: str, after: str) -> list[dict[str, str]]:
        return [{"text": before, "until": "2020-03-31"}, {"text": after, "since": "2020-04-01"}]

    roster = Roster.model_validate(
        {
            "title": dated("委員名簿", "構成員名簿"),
            "status": {"text": "案", "until": "2020-03-31"},
            "columns": {"name": dated("団体", "機関"), "post": {"text": "職名", "since": "2020-04-01"}},
            "groups": [{"category": dated("経済", "経済団体"), "members": [{"id": "a", "name": "甲", "post": "会長"}]}],
        }
    )
    before, after = (print_roster(roster, dt.date(2020, *day), Style()) for day in ((3, 31), (4, 1)))
    assert (before.title, before.headings, rows_of(before)) == ("委員名簿（案）", ("区分", "団体"), [("経済", [("甲",)])])
    assert (after.title, after.headings, rows_of(after)) == (
        "構成員名簿",
        ("区分", "機関", "職名"),
        [("経済団体", [("甲", "会長")])],
    )


def printed_rows(roster: dict[str, Any], day: dt.date = FIRST) -> list[tuple[str, ...]]:
    return print_roster(Roster.model_validate({"title": "名簿", **roster}), day, Style()).rows()


def test_columns_are_printed_in_the_order_in_which_they_are_written() -> None:
    columns = {"number": "番号", "category": "区分", "person": "氏名", "reading": "ふりがな", "extra": ["電話"], "name": "所属"}
    members = [
        {"id": "a", "person": "見本　花子", "reading": "みほん　はなこ", "extra": {"電話": "000"}},
        {"id": "b", "name": "市", "person": "例　一"},
    ]
    assert printed_rows({"columns": columns, "groups": [{"category": "公募", "members": members}]}) == [
        ("番号", "区分", "氏名", "ふりがな", "電話", "所属"),
        ("１", "公募", "見本　花子", "みほん　はなこ", "000", ""),
        ("２", "公募", "例　一", "", "", "市"),
    ]


def test_a_roster_without_categories_has_no_column_for_them() -> None:
    members = [{"id": "a", "person": "見本　花子"}, {"id": "b", "name": "見本市"}]
    assert printed_rows({"members": members}) == [("構成員",), ("見本　花子",), ("見本市",)]
    assert printed_rows({"groups": [{"members": members}], "columns": {"person": "委員"}}) == [
        ("構成員", "委員"),
        ("", "見本　花子"),
        ("見本市", ""),
    ]
    assert printed_rows({"members": members[:1], "columns": {"number": "番号", "person": "氏名"}}) == [
        ("番号", "氏名"),
        ("１", "見本　花子"),
    ]
    assert printed_rows({"groups": [{"category": "甲", "members": members}], "columns": {"category": None, "name": "名"}})[0] == (
        "名",
    )


def test_an_honorific_follows_the_name_or_has_its_own_column() -> None:
    members = [{"id": "a", "person": "見本　花子"}, {"id": "b", "person": "例　一", "honorific": "氏"}]
    roster = {"members": members, "honorific": "様"}
    assert printed_rows({**roster, "columns": {"person": "氏名"}})[1:] == [("見本　花子　様",), ("例　一　氏",)]
    assert printed_rows({**roster, "columns": {"person": "氏名", "honorific": "敬称"}})[1:] == [
        ("見本　花子", "様"),
        ("例　一", "氏"),
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([{"since": "2018-04-01", "until": "2020-03-31"}], "平成30年４月１日～令和２年３月31日"),
        ([{"since": "2018-04-01"}], "平成30年４月１日～"),
        ([{"until": "2020-03-31"}], "～令和２年３月31日"),
        ([{}], ""),
        ([{"term": "2018-04-01～2020-03-31", "until": "2019-05-01"}], "平成30年４月１日～令和２年３月31日"),
        ([{"term": "２年"}], "２年"),
        ([{"term": "2018-99-99～"}], "2018-99-99～"),
        # another post in the middle of a term does not begin it anew; another person does
        ([{"since": "2018-04-01", "until": "2019-03-31"}, {"since": "2019-04-01", "post": "長"}], "平成30年４月１日～"),
        ([{"person": "前　任", "until": "2019-03-31"}, {"since": "2019-04-01"}], "平成31年４月１日～"),
    ],
)
def test_a_term_of_office_is_typed_or_that_of_the_rows(rows: list[dict[str, Any]], wanted: str) -> None:
    members = [{"id": "a", "person": "見本　花子", **row} for row in rows]
    assert printed_rows({"members": members, "columns": {"person": "氏名", "term": "任期"}})[1][-1] == wanted


@pytest.mark.parametrize(
    "wrong",
    [{"members": [{"id": "a"}]}, {"members": [{"id": "a", "name": "甲"}], "groups": [{"members": [{"id": "b", "name": "乙"}]}]}],
)
def test_a_member_is_somebody_and_stands_in_one_list(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="書いてください"):
        Roster.model_validate({"title": "名簿", **wrong})


def test_numbers_are_no_part_of_what_is_compared() -> None:
    columns = {"number": "番号", "category": "区分", "person": "氏名"}
    data = {"title": "名簿", "columns": columns, "groups": [{"category": "甲", "members": [{"id": "a", "person": "例　一"}]}]}
    printed = print_roster(Roster.model_validate(data), FIRST, Style())
    assert printed.kinds_in_order() == ("number", "category", "person")
    assert printed.without_numbers().rows() == [("区分", "氏名"), ("甲", "例　一")]
