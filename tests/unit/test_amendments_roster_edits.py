from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from rosters import APRIL, BLOCK, DING, FLOW, HEAD, TODAY, amend, amender, refusal

from hyoga_docs.amendments.roster_edits import InsertPoint, RosterAmender

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.spec.yaml.edits import Edit


def changes(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, without their indentation."""
    old, new = before.splitlines(), after.splitlines()
    kept_old = [line.strip() for line in old if line not in new]
    kept_new = [line.strip() for line in new if line not in old]
    return kept_old, kept_new


@pytest.mark.parametrize(
    ("spot", "day", "above", "line"),
    [
        (InsertPoint("経済団体"), APRIL, "乙会, aliases", "      - {id: d, name: 丁会, since: 2020-04-01}"),
        (InsertPoint("経済団体"), None, "乙会, aliases", "      - {id: d, name: 丁会}"),
        (InsertPoint(beside="a"), APRIL, "甲の注", "      - {id: d, name: 丁会, since: 2020-04-01}"),
        (InsertPoint(beside="乙", before=True), APRIL, "甲の注", "      - {id: d, name: 丁会, since: 2020-04-01}"),
        (InsertPoint(beside="a", before=True), APRIL, "    members:", "      - {id: d, name: 丁会, since: 2020-04-01}"),
        (InsertPoint("労働団体", beside="丙会"), APRIL, "丙会, ok", "      - {id: d, name: 丁会, since: 2020-04-01}"),
    ],
)
def test_add_puts_one_line(spot: InsertPoint, day: dt.date | None, above: str, line: str) -> None:
    after = amend(FLOW, lambda each: each.add(DING, spot), day)
    lines = after.split("\n")
    assert above in lines[lines.index(line) - 1]
    lines.remove(line)
    assert "\n".join(lines) == FLOW


def test_add_makes_a_new_category_only_where_there_is_none() -> None:
    after = amend(FLOW, lambda each: each.add(DING, InsertPoint("市町村", new=True)))
    assert after == FLOW + "\n  - category: 市町村\n    members:\n      - {id: d, name: 丁会, since: 2020-04-01}\n"
    assert "category: 労働団体\n    members:\n      - {id: c" in amend(
        FLOW, lambda each: each.add(DING, InsertPoint("労働団体", new=True))
    )


def test_add_writes_as_the_neighbours_are_written() -> None:
    after = amend(BLOCK, lambda each: each.add({"person": "鈴木", "name": "丁会", "id": "d"}, InsertPoint("乙の類")))
    assert after == BLOCK + "  - id: d\n    name: 丁会\n    person: 鈴木\n    since: 2020-04-01\n"


def test_add_into_an_empty_category() -> None:
    text = HEAD + "  - category: 空\n    members: []\n"
    after = amend(text, lambda each: each.add(DING, InsertPoint("空")))
    assert after == HEAD + "  - category: 空\n    members:\n      - {id: d, name: 丁会, since: 2020-04-01}\n"


def test_add_stands_beside_all_the_terms_of_a_member_not_between_them() -> None:
    rows = "      - {id: a, name: 甲, until: 2020-03-31}\n      - {id: a, name: 甲会, since: 2020-04-01}\n"
    head = HEAD + "  - category: 類\n    members:\n"
    new = "      - {id: d, name: 丁会, since: 2020-03-20}\n"
    day = dt.date(2020, 3, 20)
    assert amend(head + rows, lambda each: each.add(DING, InsertPoint(beside="a")), day) == head + rows + new
    after = amend(head + rows, lambda each: each.add(DING, InsertPoint(beside="a", before=True)))
    assert after == head + new.replace("03-20", "04-01") + rows


def test_add_refuses_what_is_there() -> None:
    code, message, hint = refusal(FLOW, lambda each: each.add({"id": "a", "name": "別"}, InsertPoint("経済団体")))
    assert (code, message) == ("HD632", "id「a」はもうあります。")
    assert "roster rename" in str(hint)
    code, message, hint = refusal(FLOW, lambda each: each.add({"id": "x", "name": "丙会"}, InsertPoint("経済団体")))
    assert (code, message) == ("HD632", "「丙会」はもういます。")
    assert "id は c です" in str(hint)
    assert "丙会, person: 別の人" in amend(
        FLOW, lambda each: each.add({"id": "x", "name": "丙会", "person": "別の人"}, InsertPoint("経済団体"))
    )
    gone = FLOW.replace("{id: c, name: 丙会", "{id: c, name: 丙会, until: 2019-03-31")
    assert "{id: x, name: 丙会, since" in amend(gone, lambda each: each.add({"id": "x", "name": "丙会"}, InsertPoint("経済団体")))


@pytest.mark.parametrize(
    ("spot", "words"),
    [
        (InsertPoint("経済団休"), "「経済団体」の誤り"),
        (InsertPoint("ほか"), "今の区分: 経済団体、労働団体。新しい区分なら --new-category"),
        (InsertPoint(beside="z"), "roster show"),
        (InsertPoint("労働団体", beside="a"), "どちらか一つ"),
    ],
)
def test_add_refuses_a_place_that_is_not_there(spot: InsertPoint, words: str) -> None:
    code, _, hint = refusal(FLOW, lambda each: each.add(DING, spot))
    assert code == "HD632"
    assert words in str(hint)


def test_a_free_id_is_nobodys() -> None:
    assert amender(FLOW).free_id() == "m4"
    assert amender(FLOW.replace("id: a", "id: m4")).free_id() == "m5"


@pytest.mark.parametrize("who", ["b", "乙会", "乙"])
def test_retire_closes_the_day_before_by_id_name_or_alias(who: str) -> None:
    after = amend(FLOW, lambda each: each.retire([who]))
    assert after == FLOW.replace("person: 佐藤}", "person: 佐藤, until: 2020-03-31}")


def test_retire_of_several_and_twice_the_same() -> None:
    after = amend(FLOW, lambda each: each.retire(["乙", "a", "b"]))
    assert changes(FLOW, after)[1] == [
        "- {id: a, name: 甲会, person: 山田, until: 2020-03-31} # 甲の注",
        "- {id: b, name: 乙会, aliases: [乙], post: 会長, person: 佐藤, until: 2020-03-31}",
    ]
    assert len(after) == len(FLOW) + 2 * len(", until: 2020-03-31")


def test_retire_shortens_a_term() -> None:
    text = FLOW.replace("person: 山田", "person: 山田, until: 2021-03-31")
    assert amend(text, lambda each: each.retire(["a"])) == text.replace("2021-03-31", "2020-03-31")


def test_retire_with_no_day_takes_all_terms_away_and_an_empty_category() -> None:
    text = FLOW.replace("      - {id: c", "      - {id: c, name: 丙, until: 2019-03-31}\n      - {since: 2019-04-01, id: c")
    after = amend(text, lambda each: each.retire(["c"]), None)
    assert "労働団体" not in after
    assert after.startswith(FLOW[: FLOW.index("\n  # 労働の注")])
    assert amend(FLOW, lambda each: each.retire(["a", "b"]), None) == FLOW.replace(
        FLOW[FLOW.index("  - category: 経済") : FLOW.index("  # 労働の注")], ""
    )


def test_retire_refuses_one_that_begins_that_day_or_comes_back() -> None:
    text = FLOW.replace("person: 山田", "person: 山田, since: 2020-04-01")
    code, message, hint = refusal(text, lambda each: each.retire(["a"]))
    assert (code, message) == ("HD634", "「甲会」には、2020-04-01からの行があります。")
    assert "roster withdraw a --on 2020-04-01" in str(hint)
    renamed = amend(FLOW, lambda each: each.rename("a", {"name": "新甲会"}))
    code, message, hint = refusal(renamed, lambda each: each.retire(["a"]), TODAY)
    assert (code, message) == ("HD634", "「新甲会」には、2020-04-01からの行があります。")


def test_one_who_is_not_there_on_the_day_is_named_with_the_term() -> None:
    text = FLOW.replace("person: 山田", "person: 山田, since: 2020-04-01, until: 2020-06-30")
    assert refusal(text, lambda each: each.retire(["a"]), TODAY) == (
        "HD632",
        "2020-03-25の名簿に「a」がありません。",
        "任期は2020-04-01～2020-06-30です。--on の日を確かめてください。",
    )
    assert refusal(FLOW, lambda each: each.retire(["甲会議"]))[2] == "「甲会」の誤りではありませんか。"
    assert "roster show" in str(refusal(FLOW, lambda each: each.retire(["ん"]))[2])


def test_an_ambiguous_name_is_refused_with_its_ids() -> None:
    text = FLOW.replace("name: 丙会", "name: 甲会")
    code, message, hint = refusal(text, lambda each: each.retire(["甲会"]))
    assert (code, message, hint) == ("HD632", "「甲会」が2つあります。", "id で書いてください: a（甲会　山田）、c（甲会）")
    assert "until" in amend(text, lambda each: each.retire(["c"]))


def test_rename_puts_a_new_entry_under_the_old_one() -> None:
    after = amend(FLOW, lambda each: each.rename("a", {"name": "新甲会", "role": "会長"}))
    old = "      - {id: a, name: 甲会, person: 山田} # 甲の注\n"
    closed = "      - {id: a, name: 甲会, person: 山田, until: 2020-03-31} # 甲の注\n"
    new = "      - {id: a, name: 新甲会, person: 山田, role: 会長, since: 2020-04-01}\n"
    assert after == FLOW.replace(old, closed + new)


def test_rename_keeps_waivers_and_the_end_of_the_term() -> None:
    text = FLOW.replace("ok: {", "until: 2021-03-31, ok: {")
    after = amend(text, lambda each: each.rename("c", {"name": "新丙会"}))
    assert changes(text, after)[1] == [
        "- {id: c, name: 丙会, until: 2020-03-31, ok: {HD167: 届くのは四月}}",
        "- {id: c, name: 新丙会, ok: {HD167: 届くのは四月}, since: 2020-04-01, until: 2021-03-31}",
    ]


def test_rename_in_block_style() -> None:
    after = amend(BLOCK, lambda each: each.rename("甲会", {"person": ""}))
    closed = "    person: 山田\n    until: 2020-03-31\n\n  - id: a\n    name: 甲会\n    since: 2020-04-01\n"
    assert after == BLOCK.replace("    person: 山田\n", closed)


def test_rename_twice_on_a_day_is_one_change() -> None:
    once = amend(FLOW, lambda each: each.rename("a", {"name": "新甲会"}))
    twice = amend(once, lambda each: each.rename("新甲会", {"name": "真甲会", "person": "", "post": "長"}))
    assert twice == once.replace("name: 新甲会, person: 山田", "name: 真甲会, post: 長")


def test_rename_before_a_change_that_is_written_already_stands_between() -> None:
    text = amend(FLOW, lambda each: each.rename("a", {"name": "新甲会"}), dt.date(2020, 7, 1))
    after = amend(text, lambda each: each.rename("a", {"person": "田中"}))
    assert changes(text, after) == (
        ["- {id: a, name: 甲会, person: 山田, until: 2020-06-30} # 甲の注"],
        [
            "- {id: a, name: 甲会, person: 山田, until: 2020-03-31} # 甲の注",
            "- {id: a, name: 甲会, person: 田中, since: 2020-04-01, until: 2020-06-30}",
        ],
    )


def test_rename_with_no_day_puts_the_entry_right() -> None:
    after = amend(FLOW, lambda each: each.rename("a", {"person": "山口", "post": "会長"}), None)
    assert after == FLOW.replace("person: 山田", "post: 会長, person: 山口")
    assert amend(FLOW, lambda each: each.rename("a", {"person": ""}), None) == FLOW.replace(", person: 山田", "")


def test_aliases_are_added_in_place() -> None:
    after = amend(FLOW, lambda each: each.rename("b", {}, ["乙協", "乙"]))
    assert after == FLOW.replace("aliases: [乙]", "aliases: [乙, 乙協]")
    after = amend(FLOW, lambda each: each.rename("a", {}, ["甲"]))
    assert after == FLOW.replace("{id: a, name: 甲会,", "{id: a, name: 甲会, aliases: [甲],")
    short = FLOW.replace("aliases: [乙]", "aliases: 乙")
    assert amend(short, lambda each: each.rename("b", {}, ["乙協"])) == short.replace("aliases: 乙", "aliases: [乙, 乙協]")


def test_a_name_that_is_a_number_is_no_change_to_itself() -> None:
    text = FLOW.replace("甲会", "100")
    assert refusal(text, lambda each: each.rename("a", {"name": "100"}))[0] == "HD633"


@pytest.mark.parametrize(
    ("make", "quote"),
    [
        (lambda each: each.rename("a", {"name": "甲会", "post": ""}), "roster show"),
        (lambda each: each.rename("b", {}, ["乙"]), "roster show"),
        (lambda each: each.exchange("a", "甲会"), "氏名"),
        (lambda each: each.rename_category("経済団体", "経済団体"), "新しい名前"),
        (lambda each: each.move(["b"], InsertPoint("経済団体")), "今の区分と順"),
        (lambda each: each.move(["b"], InsertPoint(beside="a")), "今の区分と順"),
    ],
)
@pytest.mark.parametrize("day", [APRIL, None])
def test_what_changes_nothing_is_refused(make: Callable[[RosterAmender], list[Edit]], quote: str, day: dt.date | None) -> None:
    code, message, hint = refusal(FLOW, make, day)
    assert (code, message) == ("HD633", "変わるところがありません。")
    assert quote in str(hint)


def test_exchange_changes_persons_only() -> None:
    after = amend(FLOW, lambda each: each.exchange("a", "b"))
    assert changes(FLOW, after)[1] == [
        "- {id: a, name: 甲会, person: 山田, until: 2020-03-31} # 甲の注",
        "- {id: a, name: 甲会, person: 佐藤, since: 2020-04-01}",
        "- {id: b, name: 乙会, aliases: [乙], post: 会長, person: 佐藤, until: 2020-03-31}",
        "- {id: b, name: 乙会, aliases: [乙], post: 会長, person: 山田, since: 2020-04-01}",
    ]
    assert amend(FLOW, lambda each: each.exchange("a", "c"), None) == FLOW.replace(", person: 山田", "").replace(
        "name: 丙会,", "name: 丙会, person: 山田,"
    )


def test_a_category_is_renamed_as_of_a_day_and_again() -> None:
    after = amend(FLOW, lambda each: each.rename_category("経済団体", "経済界"))
    dated = "[{text: 経済団体, until: 2020-03-31}, {text: 経済界, since: 2020-04-01}]"
    assert after == FLOW.replace("category: 経済団体", f"category: {dated}")
    again = amend(after, lambda each: each.rename_category("経済界", "財界"))
    assert again == after.replace("経済界", "財界")
    before = amend(after, lambda each: each.rename_category("経済団体", "商工団体"), TODAY)
    assert "{text: 経済団体, until: 2020-03-24}, {text: 商工団体, since: 2020-03-25, until: 2020-03-31}, {text: 経済界" in before
    assert amend(FLOW, lambda each: each.rename_category("経済団体", "財界"), None) == FLOW.replace("経済団体", "財界")
    assert amender(FLOW).is_category("経済団体")
    assert not amender(FLOW.replace("丙会", "経済団体")).is_category("経済団体")
    assert not amender(FLOW).is_category("a")


@pytest.mark.parametrize("written", ["{text: 旧, since: 2020-04-01}", "[{text: 旧, since: 2020-04-01}]", "[旧]"])
def test_a_category_keeps_the_days_that_it_has(written: str) -> None:
    text = FLOW.replace("労働団体", written)
    assert amend(text, lambda each: each.rename_category("旧", "新"), None if written == "[旧]" else APRIL) == text.replace(
        "旧", "新"
    )


def test_a_dated_category_is_found_by_its_name_of_the_day() -> None:
    text = FLOW.replace("労働団体", "[{text: 旧, until: 2020-03-31}, {text: 新, since: 2020-04-01}]")
    assert "丁会" in amend(text, lambda each: each.add(DING, InsertPoint("新")))
    assert refusal(text, lambda each: each.add(DING, InsertPoint("旧")))[0] == "HD632"
    assert "丁会" in amend(text, lambda each: each.add(DING, InsertPoint("旧")), TODAY)


def test_a_new_category_stands_beside_that_of_the_member_who_is_named() -> None:
    def names(text: str) -> list[str]:
        return [line.split(": ")[1].split(" ")[0] for line in text.split("\n") if line.startswith("  - category")]

    after = amend(FLOW, lambda it: it.move(["c"], InsertPoint("支援機関", "a", new=True)))
    assert names(after) == ["経済団体", "支援機関", "労働団体"]
    before = amend(FLOW, lambda it: it.add({"id": "d", "name": "丁会"}, InsertPoint("支援機関", "a", before=True, new=True)))
    assert names(before) == ["支援機関", "経済団体", "労働団体"]


def test_one_who_left_may_come_back_with_the_same_id() -> None:
    left = amend(FLOW, lambda it: it.retire(["b"]))
    back = amend(left, lambda it: it.add({"id": "b", "name": "新乙会"}, InsertPoint("経済団体")), dt.date(2021, 4, 1))
    assert "      - {id: b, name: 新乙会, since: 2021-04-01}" in back
    assert (
        refusal(left, lambda it: it.add({"id": "b", "name": "新乙会"}, InsertPoint("経済団体")), dt.date(2020, 3, 31))[0] == "HD632"
    )
