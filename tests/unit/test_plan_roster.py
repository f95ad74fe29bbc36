from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law, plan_of

from hyoga_docs.plan.roster import PrintedRoster, print_roster
from hyoga_docs.spec.platform import Style
from hyoga_docs.spec.roster import Member, Roster

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
