"""The 新旧対照表 of rosters: members matched by id, whole 区分, and laws that every table keeps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.amendments.comparison.comparison_context import comparison_context
from hyoga_docs.amendments.comparison.model import ComparisonTable
from hyoga_docs.amendments.comparison.roster_table import Cells, RosterTable, compare_rosters
from hyoga_docs.amendments.comparison.text_report import report
from hyoga_docs.plan.roster import PrintedRoster, print_roster
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.style import Comparison, Style

DAY = dt.date(2024, 4, 1)
HOUSE = Comparison()


def printed(groups: dict[str, list[str | dict[str, str]]], **more: Any) -> PrintedRoster:
    """A roster of 区分 and ids; a member's name is its id unless it is said."""
    data = [
        {"category": category, "members": [each if isinstance(each, dict) else {"id": each, "name": each} for each in members]}
        for category, members in groups.items()
    ]
    return print_roster(Roster.model_validate({"title": "名簿", "groups": data, **more}), DAY, Style())


def table(old: PrintedRoster, new: PrintedRoster, house: Comparison = HOUSE) -> list[str]:
    return report(ComparisonTable("", [], compare_rosters(old, new, house)), house)[4:]


def test_the_same_roster_has_no_table() -> None:
    assert compare_rosters(printed({"甲": ["a"]}), printed({"甲": ["a"]}), HOUSE) is None


def test_lines_above_and_below_the_table_are_compared() -> None:
    old = printed({"甲": ["a"]}, above="（敬称略）", below="※ 任期は令和８年３月31日まで")
    new = printed({"甲": ["a"]}, above=["（敬称略）", "令和６年４月１日現在"], below="※ 任期は令和10年３月31日まで")
    compared = compare_rosters(old, new, HOUSE)
    assert compared is not None
    assert table(old, new) == [
        "- （新設）", "+ ［令和６年４月１日現在］",
        "- ※ 任期は［令和８年］３月31日まで", "+ ※ 任期は［令和10年］３月31日まで", "  甲　（略）",
    ]  # fmt: skip
    context = comparison_context(ComparisonTable("", [], compared), HOUSE)["roster"]
    assert context["titles"][1].split("\n") == ["（新設）", "※ 任期は令和８年３月31日まで"]


def test_the_whole_group_is_shown_where_one_row_changed() -> None:
    old = printed({"甲": ["a", "b", "c"], "乙": ["d"]})
    new = printed({"甲": ["a", {"id": "b", "name": "新しい団体"}, "c"], "乙": ["d"]})
    assert table(old, new) == ["  甲", "    a", "-   ［b］", "+   ［新しい団体］", "    c", "  乙　（略）"]


def test_one_who_comes_and_one_who_goes_stand_in_their_places() -> None:
    assert table(printed({"甲": ["a", "b", "c"]}), printed({"甲": ["a", "c", "d"]})) == [
        "  甲", "    a", "-   ［b］", "+   （削る）", "    c", "-   （新設）", "+   ［d］",
    ]  # fmt: skip


def test_a_group_with_another_name_is_the_same_group() -> None:
    assert table(printed({"支援機関": ["a", "b"]}), printed({"福祉機関": ["a", "b"]})) == [
        "- ［支援］機関", "+ ［福祉］機関", "    a", "    b",
    ]  # fmt: skip


def test_a_group_that_stands_twice_is_one() -> None:
    def twice(last: str) -> PrintedRoster:
        groups = [
            {"category": name, "members": [{"id": each, "name": each}]} for name, each in (("甲", "a"), ("乙", "b"), ("甲", last))
        ]
        return print_roster(Roster.model_validate({"title": "名簿", "groups": groups}), DAY, Style())

    assert table(twice("c"), twice("d")) == [
        "  甲",
        "    a",
        "-   ［c］",
        "+   （削る）",
        "-   （新設）",
        "+   ［d］",
        "  乙　（略）",
    ]


def test_an_id_is_not_printed() -> None:
    old, new = (printed({"甲": [{"id": each, "name": "県"}]}) for each in "ab")
    assert compare_rosters(old, new, HOUSE) is None


def test_a_title_and_headings_that_changed_are_told_above() -> None:
    old, new = (
        printed({"甲": ["a"]}, title=title, columns={"name": name}) for title, name in (("委員", "団体"), ("構成員", "機関"))
    )
    assert table(old, new) == ["- ［委員］", "+ ［構成員］", "- 区分 | ［団体］", "+ 区分 | ［機関］", "  甲", "    a"]


def test_columns_go_by_their_headings() -> None:
    member = {"id": "a", "name": "県", "post": "部長", "person": "山田"}
    old = printed({"甲": [member]}, columns={"name": "機関", "post": "職名"})
    new = printed({"甲": [{**member, "name": "部長"}]}, columns={"name": "職名", "person": "氏名"})
    assert table(old, new)[2:] == ["  甲", "-   ［県］ | 部長", "+   部長 | ［山田］"]
    same = {"post": "備考", "role": "備考"}
    assert table(printed({"甲": [member]}, columns=same), printed({"甲": [{**member, "role": "会長"}]}, columns=same)) == [
        "  甲", "-   県 | 部長", "+   県 | 部長 | ［会長］",
    ]  # fmt: skip


def test_a_group_that_is_gone_is_shown_where_it_stood() -> None:
    assert table(printed({"甲": ["a"], "乙": ["b"], "丙": ["c"]}), printed({"甲": ["a"], "丙": ["c"]})) == [
        "  甲　（略）", "- ［乙］", "-   ［b］", "+   （削る）", "  丙　（略）",
    ]  # fmt: skip


def test_a_move_names_where_from_and_where_to() -> None:
    assert table(printed({"甲": ["a", "b"], "乙": ["c"]}), printed({"甲": ["a"], "乙": ["c", "b"]})) == [
        "  甲", "    a", "-   ［b］", "+   （乙へ）", "  乙", "    c", "-   （甲から）", "+   ［b］",
    ]  # fmt: skip


def test_a_new_column_underlines_what_stands_in_it() -> None:
    old = printed({"甲": [{"id": "a", "name": "県", "post": "部長"}]})
    new = printed({"甲": [{"id": "a", "name": "県", "post": "部長"}]}, columns={"post": "職名"})
    assert table(old, new) == ["- 区分 | 構成員", "+ 区分 | 構成員 | ［職名］", "  甲", "-   県", "+   県 | ［部長］"]


def test_a_person_is_underlined_whole() -> None:
    columns = {"person": "氏名"}
    old = printed({"甲": [{"id": "a", "name": "県", "person": "山田　太郎"}]}, columns=columns)
    new = printed({"甲": [{"id": "a", "name": "県", "person": "山田　次郎"}]}, columns=columns)
    assert table(old, new) == ["  甲", "-   県 | ［山田　太郎］", "+   県 | ［山田　次郎］"]


def test_a_new_title_is_part_of_the_table() -> None:
    found = compare_rosters(printed({"甲": ["a"]}), printed({"甲": ["a"]}, title="委員名簿"), HOUSE)
    assert found is not None
    context = comparison_context(ComparisonTable("", [], found), HOUSE)["roster"]
    assert context["titles"] == ["委員名簿", "名簿"]


def test_the_house_puts_the_old_side_first() -> None:
    house = Comparison(order="old-first", new="改正案", old="現行")
    found = compare_rosters(printed({"甲": ["a"]}), printed({"甲": ["b"]}), house)
    context = comparison_context(ComparisonTable("", [], found), house)
    assert (context["left_heading"], context["right_heading"]) == ("現行", "改正案")
    rows = context["roster"]["groups"][0]["rows"]
    assert [(row["left"], row["right"]) for row in rows] == [(["a"], ["（削る）"]), (["（新設）"], ["b"])]


@st.composite
def rosters(draw: st.DrawFn) -> PrintedRoster:
    ids = draw(st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=8))
    names = st.sampled_from(["県", "市", "連合会", "協議会", "見本協議会"])
    groups: dict[str, list[str | dict[str, str]]] = {}
    for each in ids:
        category = draw(st.sampled_from(["行政", "行政機関", "団体", "支援"]))
        groups.setdefault(category, []).append({"id": each, "name": draw(names), "person": draw(st.sampled_from(["山田", "佐藤"]))})
    columns = draw(st.sampled_from([{}, {"person": "氏名"}]))
    return printed(groups, columns=columns)


def column(found: RosterTable, side: str) -> list[tuple[str, tuple[str, ...]]]:
    """The members of one side, with their 区分."""
    members = []
    for group in found.groups:
        name = "".join(text for text, _ in (group.new if side == "new" else group.old))
        for row in group.rows:
            cells = row.new if side == "new" else row.old
            if not is_note(cells):
                members.append((name, tuple("".join(text for text, _ in runs) for runs in cells)))
    return members


def is_note(cells: Cells) -> bool:
    first = "".join(text for text, _ in cells[0]) if cells else ""
    return first.startswith("（") and first.endswith("）")


@law
@given(rosters(), rosters())
def test_each_side_is_its_roster_in_its_order(old: PrintedRoster, new: PrintedRoster) -> None:
    found = compare_rosters(old, new, Comparison(omitted=None))
    if found is None:
        return
    wanted = [(category, member.cells) for category, members in new.groups for member in members]
    assert column(found, "new") == wanted
    before = [(category, member.cells) for category, members in old.groups for member in members]
    assert sorted(column(found, "old")) == sorted(before)


@law
@given(rosters(), rosters())
def test_what_is_not_underlined_is_the_same_on_both_sides(old: PrintedRoster, new: PrintedRoster) -> None:
    found = compare_rosters(old, new, Comparison(omitted=None))
    for row in (row for group in found.groups for row in group.rows) if found else ():
        if row.kind in {"same", "changed"} and len(row.new) == len(row.old):
            kept = [["".join(text for text, changed in runs if not changed) for runs in cells] for cells in (row.new, row.old)]
            assert kept[0] == kept[1]


@law
@given(rosters(), rosters())
def test_leaving_out_hides_only_groups_that_stay(old: PrintedRoster, new: PrintedRoster) -> None:
    brief, full = compare_rosters(old, new, HOUSE), compare_rosters(old, new, Comparison(omitted=None))
    if brief is None or full is None:
        assert brief is full
        return
    for short, whole in zip(brief.groups, full.groups, strict=True):
        assert short == whole or all(row.kind == "same" for row in whole.rows)


PERSONS = {"columns": {"category": "区分", "name": "所属", "post": "職名", "person": "氏名"}}


def member(name_id: str, *, name: str = "", post: str = "", person: str = "") -> dict[str, str]:
    return {key: value for key, value in {"id": name_id, "name": name, "post": post, "person": person}.items() if value}


def test_a_successor_in_a_seat_stands_beside_the_one_before_whatever_the_id() -> None:
    stays = member("z", name="見本市", post="市長", person="例　五郎")
    old = [member("a", person="見本　太郎"), member("b", name="見本商工会", post="会長", person="例　一郎"), stays]
    new = [member("c", person="見本　花子"), member("d", name="見本商工会", post="会頭", person="例　二郎"), stays]
    assert table(printed({"甲": list(old)}, **PERSONS), printed({"甲": list(new)}, **PERSONS)) == [
        "  甲",
        "-    |  | ［見本　太郎］",
        "+    |  | ［見本　花子］",
        "-   見本商工会 | ［会長］ | ［例　一郎］",
        "+   見本商工会 | ［会頭］ | ［例　二郎］",
        "    見本市 | 市長 | 例　五郎",
    ]


def test_who_has_another_seat_is_another_member() -> None:
    old, new = [member("a", name="見本商工会", person="例　一郎")], [member("b", name="見本農協", person="例　二郎")]
    assert table(printed({"甲": list(old)}, **PERSONS), printed({"甲": list(new)}, **PERSONS)) == [
        "  甲",
        "-   ［見本商工会］ |  | ［例　一郎］",
        "+   （削る）",
        "-   （新設）",
        "+   ［見本農協］ |  | ［例　二郎］",
    ]


def test_the_same_person_typed_again_elsewhere_has_moved() -> None:
    old = printed({"甲": [member("a", name="見本会", person="例　一郎"), "x"], "乙": ["y"]}, **PERSONS)
    new = printed({"甲": ["x"], "乙": ["y", member("b", name="見本会", person="例　一郎")]}, **PERSONS)
    lines = table(old, new)
    assert "+   （乙へ）" in lines
    assert "-   （甲から）" in lines


def test_a_longer_title_is_another_title() -> None:
    old, new = ([member("a", name="見本大学", post=post, person="例　一郎")] for post in ("教授", "准教授"))
    assert "+   見本大学 | ［准教授］ | 例　一郎" in table(
        printed({"甲": list(old)}, **PERSONS), printed({"甲": list(new)}, **PERSONS)
    )
