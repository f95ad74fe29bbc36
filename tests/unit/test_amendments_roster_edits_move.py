from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from rosters import BLOCK, DING, FLOW, TODAY, amend, refusal

from hyoga_docs.amendments.roster_edits import InsertPoint, RosterAmender

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.spec.yaml.edits import Edit


def test_move_as_of_a_day_leaves_the_old_place_to_the_days_before() -> None:
    after = amend(FLOW, lambda each: each.move(["a"], InsertPoint(beside="c", before=True)))
    closed = FLOW.replace("person: 山田}", "person: 山田, until: 2020-03-31}")
    new = "      - {id: a, name: 甲会, person: 山田, since: 2020-04-01}\n"
    assert after == closed.replace("      - {id: c", new + "      - {id: c")


def test_move_of_several_keeps_the_order_given() -> None:
    after = amend(FLOW, lambda each: each.move(["b", "a"], InsertPoint("労働団体")), None)
    assert [line.split(",")[0] for line in after.splitlines() if "{id" in line] == [
        "      - {id: c",
        "      - {id: b",
        "      - {id: a",
    ]
    assert "経済団体" not in after
    after = amend(FLOW, lambda each: each.move(["b", "a"], InsertPoint("市町村", new=True)))
    assert after.endswith("name: 甲会, person: 山田, since: 2020-04-01}\n")
    assert after.index("since") < after.index("甲会, person: 山田, since")


def test_move_with_no_day_takes_the_line_along() -> None:
    comment = "      - {id: a, name: 甲会, person: 山田} # 甲の注\n"
    assert amend(FLOW, lambda each: each.move(["a"], InsertPoint("労働団体")), None) == FLOW.replace(comment, "") + comment
    line = "      - {id: b, name: 乙会, aliases: [乙], post: 会長, person: 佐藤}\n"
    assert amend(FLOW, lambda each: each.move(["b"], InsertPoint(beside="a", before=True)), None) == FLOW.replace(line, "").replace(
        comment, line + comment
    )


def test_move_on_the_day_on_which_the_entry_began_takes_the_line_along() -> None:
    text = FLOW.replace("person: 山田}", "person: 山田, since: 2020-04-01}")
    line = "      - {id: a, name: 甲会, person: 山田, since: 2020-04-01} # 甲の注\n"
    assert amend(text, lambda each: each.move(["a"], InsertPoint("労働団体"))) == text.replace(line, "") + line


def test_move_in_block_style_takes_comments_along() -> None:
    after = amend(BLOCK, lambda each: each.move(["b"], InsertPoint("乙の類")), None)
    lines = "  - id: b\n    # 上の注\n    name: 乙会\n"
    assert after == BLOCK.replace("\n" + lines, "") + lines


def test_move_refuses_itself() -> None:
    code, message, _ = refusal(FLOW, lambda each: each.move(["a", "b"], InsertPoint(beside="甲会")))
    assert (code, message) == ("HD632", "自分の前や後ろには移せません。")


@pytest.mark.parametrize("text", [FLOW, BLOCK, FLOW.replace("\n", "\r\n"), "\ufeff" + FLOW, FLOW.rstrip("\n")])
@pytest.mark.parametrize(
    ("make", "who"),
    [
        (lambda each: each.add(DING, InsertPoint(beside="a")), "d"),
        (lambda each: each.add(DING, InsertPoint("新しい類", new=True)), "丁会"),
        (lambda each: each.retire(["a"]), "甲会"),
        (lambda each: each.rename("a", {"name": "新甲会"}), "甲会"),
        (lambda each: each.rename("a", {"name": "新甲会"}), "新甲会"),
        (lambda each: each.move(["a"], InsertPoint(beside="c")), "a"),
        (lambda each: each.move(["a"], InsertPoint("新しい類", new=True)), "a"),
    ],
)
def test_withdraw_takes_a_change_back(text: str, make: Callable[[RosterAmender], list[Edit]], who: str) -> None:
    after = amend(text, make)
    assert after != text
    assert "\r" not in text or "\n" not in after.replace("\r\n", "")
    assert amend(after, lambda each: each.withdraw(who)) == text


def test_withdraw_gives_a_term_its_end_back() -> None:
    text = FLOW.replace("person: 山田", "person: 山田, until: 2021-03-31")
    after = amend(text, lambda each: each.rename("a", {"name": "新甲会"}))
    assert amend(after, lambda each: each.withdraw("a")) == text


def test_withdraw_of_a_category_by_either_name() -> None:
    after = amend(FLOW, lambda each: each.rename_category("経済団体", "財界"))
    assert amend(after, lambda each: each.withdraw("財界")) == FLOW
    assert amend(after, lambda each: each.withdraw("経済団体")) == FLOW


def test_withdraw_of_a_category_in_the_middle() -> None:
    later = amend(FLOW, lambda each: each.rename_category("経済団体", "財界"), dt.date(2020, 7, 1))
    after = amend(later, lambda each: each.rename_category("経済団体", "商工"))
    assert amend(after, lambda each: each.withdraw("商工")) == later


def test_withdraw_of_nothing_names_the_days_that_there_are() -> None:
    after = amend(FLOW, lambda each: each.rename("a", {"name": "新甲会"}))
    code, message, hint = refusal(after, lambda each: each.withdraw("a"), TODAY)
    assert (code, message) == ("HD632", "「a」に、2020-03-25からの変更はありません。")
    assert hint == "変わる日: 2020-04-01。--on で書いてください。"
    assert "roster show --all" in str(refusal(FLOW, lambda each: each.withdraw("a"))[2])
    assert refusal(FLOW, lambda each: each.withdraw("甲会議"))[2] == "「甲会」の誤りではありませんか。"


def test_withdraw_of_an_ambiguous_name_is_refused() -> None:
    text = FLOW.replace("name: 丙会", "name: 甲会")
    after = amend(text, lambda each: each.retire(["a", "c"]))
    code, message, hint = refusal(after, lambda each: each.withdraw("甲会"))
    assert (code, message, hint) == ("HD632", "「甲会」が2つあります。", "id で書いてください: a、c")
    assert amend(after, lambda each: each.withdraw("c")) == amend(text, lambda each: each.retire(["a"]))


def test_move_into_a_category_without_members_takes_the_line_along() -> None:
    line = "      - {id: a, name: 甲会, person: 山田} # 甲の注\n"
    after = amend(FLOW, lambda each: each.move(["a"], InsertPoint("市町村", new=True)), None)
    assert after == FLOW.replace(line, "") + "\n  - category: 市町村\n    members:\n" + line
    empty = FLOW + "\n  - category: 市町村\n    members: []\n"
    assert amend(empty, lambda each: each.move(["a"], InsertPoint("市町村")), None) == after
    both = amend(FLOW, lambda each: each.move(["a", "b"], InsertPoint("市町村", new=True)), None)
    assert "経済団体" not in both
    assert both.endswith("members:\n" + line + "      - {id: b, name: 乙会, aliases: [乙], post: 会長, person: 佐藤}\n")
    alone = amend(BLOCK, lambda each: each.move(["c"], InsertPoint("丙の類", new=True)), None)
    assert alone == BLOCK.replace("乙の類", "丙の類")
