"""The rows of the 新旧対照表: what a clerk would write, and laws that every table keeps."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.amendments.comparison.charter_table import ComparisonRow, compare_charters
from hyoga_docs.amendments.comparison.model import ComparisonTable
from hyoga_docs.amendments.comparison.text_report import report
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition, PrintedCharter
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.style import Comparison, Style
from hyoga_docs.spec.yaml.reader import YamlSource

DAY = dt.date(2024, 4, 1)
HOUSE = Comparison()
NOTED = Comparison(moves="noted", remarks="備考")


def printed(sections: list[Any], **more: Any) -> PrintedCharter:
    charter = Charter.model_validate({**{"title": "設置要領", "sections": sections}, **more})
    made, problems = print_charter(Edition(charter, DAY, Style(), YamlSource("charter.yaml")), "charter", {})
    assert problems == []
    return made


def table(old: list[Any], new: list[Any], house: Comparison = HOUSE, **more: Any) -> list[str]:
    rows = compare_charters(printed(old, **more.get("was", {})), printed(new, **more.get("now", {})), house)
    return report(ComparisonTable("", rows, None), house)[4:]


A, B, C, D, E = (
    {"id": name, "heading": words} for name, words in zip("abcde", ["趣旨", "構成", "会長", "会議", "雑則"], strict=True)
)


def test_the_same_charter_has_no_table() -> None:
    assert table([A, B], [A, B]) == []


def test_what_stays_is_left_out_with_its_numbers_in_runs() -> None:
    changed = {**B, "heading": "構成員"}
    assert table([A, B, C, D, E], [A, changed, C, D, E]) == [
        "  １　（略）",
        "- ２　［構成］",
        "+ ２　［構成員］",
        "  ３～５　（略）",
    ]
    assert table([A, B, C, D], [A, changed, C, D])[-1] == "  ３・４　（略）"
    assert table([A, B, C, "見出しのない項"], [A, changed, C, "見出しのない項"])[-1] == "  ３・４　（略）"


def test_a_new_provision_is_underlined_whole_and_moves_the_numbers_after_it() -> None:
    assert table([A, C, D, E], [A, {**B, "body": ["甲で構成する。"], "items": ["乙"]}, C, D, E]) == [
        "  １　（略）",
        "- （新設）",
        "+ ［２　構成］",
        "+ ［甲で構成する。］",
        "+ ［（１）乙］",
        "- ［２～４］　（略）",
        "+ ［３～５］　（略）",
    ]


def test_a_provision_that_goes_is_underlined_where_it_stood() -> None:
    assert table([A, B, C], [A, C]) == ["  １　（略）", "- ［２　構成］", "+ （削る）", "- ［３］　（略）", "+ ［２］　（略）"]


def test_a_move_is_one_provision_in_two_places() -> None:
    moved = {**E, "body": ["細目は別に定める。"]}
    old, new = [A, B, C, {**E, "body": ["細目は定める。"]}], [moved, A, B, C]
    assert table(old, new) == [
        "- ［４］　雑則",
        "+ ［１］　雑則",
        "- 細目は定める。",
        "+ 細目は［別に］定める。",
        "- ［１～３］　（略）",
        "+ ［２～４］　（略）",
    ]
    assert table(old, new, Comparison(moves="removed-and-added")) == [
        "- （新設）",
        "+ ［１　雑則］",
        "+ ［細目は別に定める。］",
        "- ［１～３］　（略）",
        "+ ［２～４］　（略）",
        "- ［４　雑則］",
        "+ （削る）",
        "- ［細目は定める。］",
    ]
    assert table(old, new, NOTED) == [
        "- ［４］　雑則",
        "+ ［１］　雑則　（４から移動）",
        "- 細目は定める。",
        "+ 細目は［別に］定める。",
        "- ［１～３］　（略）",
        "+ ［２～４］　（略）",
        "- ［４］　（略）",
        "+ （１へ移動）",
    ]


def test_of_two_neighbours_that_change_places_the_one_written_anew_has_moved() -> None:
    first, second = {**C, "until": "2024-03-31"}, {**C, "since": "2024-04-01"}
    sections = [A, second, {"heading": "会議"}, first, E]
    editions = [
        print_charter(
            Edition(Charter.model_validate({"title": "要領", "sections": sections}), day, Style(), YamlSource("")), "", {}
        )[0]
        for day in (dt.date(2024, 3, 31), DAY)
    ]
    found = report(ComparisonTable("", compare_charters(editions[0], editions[1], NOTED), None), NOTED)[4:]
    assert found == [
        "  １　（略）", "- ［３］　（略）", "+ ［２］　（略）　（３から移動）", "- ［２］　（略）", "+ ［３］　（略）",
        "- ［３］　（略）", "+ （２へ移動）", "  ４　（略）",
    ]  # fmt: skip


def test_a_move_to_another_provision_is_a_move_too() -> None:
    item = {"id": "x", "text": "調査に関すること。"}
    old, new = [{**A, "items": [item, "甲"]}, {**B, "items": ["乙"]}], [{**A, "items": ["甲"]}, {**B, "items": ["乙", item]}]
    assert table(old, new)[1:3] + table(old, new)[-2:] == [
        "- ［（１）調査に関すること。］", "+ （削る）", "- （新設）", "+ ［（２）調査に関すること。］",
    ]  # fmt: skip
    assert table(old, new, NOTED) == [
        "  １　趣旨",
        "- ［（１）］　（略）",
        "+ （２（２）へ移動）",
        "- ［（２）］　（略）",
        "+ ［（１）］　（略）",
        "  ２　構成",
        "  （１）　（略）",
        "- ［（２）］　（略）".replace("２", "１"),
        "+ ［（２）］　（略）　（１（１）から移動）",
    ]


def test_a_rename_is_one_change_and_no_delete_and_add() -> None:
    assert table([{"id": "a", "heading": "委員"}], [{"id": "a", "heading": "構成機関等"}]) == [
        "- １　［委員］",
        "+ １　［構成機関等］",
    ]


def test_of_a_changed_provision_only_what_changed_is_shown() -> None:
    old = {
        **A,
        "body": ["一つ目の文。", "二つ目の文は長い。", "三つ目の文。"],
        "bullets": ["甲", "乙"],
        "items": ["丙", "丁", "戊", "己を行う。"],
    }
    new = {**old, "body": ["一つ目の文。", "二つ目の文は短い。", "三つ目の文。"], "items": ["丙", "丁", "戊", "己及び庚を行う。"]}
    assert table([old], [new]) == [
        "  １　趣旨",
        "  （略）",
        "- 二つ目の文は［長い］。",
        "+ 二つ目の文は［短い］。",
        "  （略）",
        "  （１）～（３）　（略）",
        "- （４）己を行う。",
        "+ （４）己［及び庚］を行う。",
    ]


def test_the_words_before_a_list_are_left_out_where_only_the_list_changed() -> None:
    old = {"text": "会議は、次のことを行う。", "items": ["甲", "乙の調査"]}
    assert table([old], [{**old, "items": ["甲", "乙の研究"]}])[0] == "  １　（略）"


def test_a_new_supplement_is_added_and_the_earlier_ones_are_kept() -> None:
    words = "この要領は、<effective>から施行する。"
    old = {"effective": "2020-04-01", "supplementary": [words, {"effective": "2021-04-01", "text": words}]}
    new = {**old, "supplementary": [*old["supplementary"], {"effective": "2024-04-01", "text": words}]}
    found = table([A, B], [A, {**B, "heading": "構成員"}], was=old, now=new)
    assert found[-3:] == ["- （新設）", "+ ［附　則］", "+ ［この要領は、令和６年４月１日から施行する。］"]
    assert found[-4] == "  附　則　（略）"


def test_two_supplements_of_one_day_are_both_told() -> None:
    day = "2024-04-01"
    old = {"supplementary": [{"effective": day, "text": "一。"}, {"effective": day, "text": "二。"}]}
    new = {"supplementary": [{"effective": day, "text": "三。"}, {"effective": day, "text": "二。"}]}
    assert table([A], [A], was={}, now=old)[-3:] == ["+ ［附　則］", "+ ［一。］", "+ ［二。］"]
    assert table([A], [A], was=old, now=new) == [
        "  １　（略）", "  附　則", "- ［一］。", "+ ［三］。", "  （略）",
    ]  # fmt: skip


def test_supplements_that_stay_are_left_out_on_both_sides_of_one_that_changed() -> None:
    def dated(words: str) -> dict[str, Any]:
        texts = {"2021-04-01": "一。", "2022-04-01": words, "2023-04-01": "三。"}
        return {"supplementary": [{"effective": day, "text": text} for day, text in texts.items()]}

    assert table([A], [A], was=dated("県が行う。"), now=dated("市が行う。"))[1:] == [
        "  附　則　（略）", "  附　則", "- ［県］が行う。", "+ ［市］が行う。", "  附　則　（略）",
    ]  # fmt: skip


def test_the_paragraphs_of_a_supplement_are_compared_one_by_one_with_their_captions() -> None:
    start, ends = {"heading": "施行期日", "text": "施行する。"}, {"heading": "失効", "text": "令和６年限り、効力を失う。"}
    rest = {"heading": "経過措置", "text": "従前の例による。"}
    found = table(
        [A],
        [A],
        was={"supplementary": [{"paragraphs": [start, ends]}]},
        now={"supplementary": [{"paragraphs": [start, {**ends, "text": "令和９年限り、効力を失う。"}, rest]}]},
    )
    assert found[1:] == [
        "  附　則", "  １　（略）", "  （失効）", "- ２　［令和６年］限り、効力を失う。", "+ ２　［令和９年］限り、効力を失う。",
        "- （新設）", "+ ［（経過措置）］", "+ ［３　従前の例による。］",
    ]  # fmt: skip


def test_an_article_that_went_to_another_chapter_does_not_stand_beside_where_it_was() -> None:
    old = in_articles({"heading": "総則", "sections": [AIM, TERM]}, {"heading": "雑則", "sections": [LAST]})
    new = in_articles({"heading": "総則", "sections": [AIM]}, {"heading": "雑則", "sections": [LAST, TERM]})
    found = compared(old, new)
    went, came = found.index("- ［（任期）］"), found.index("+ ［（任期）］")
    assert (found[went + 1], found[came - 1]) == ("+ （削る）", "- （新設）")


def test_a_new_title_comes_first() -> None:
    found = table([A], [A], was={"title": "会議設置要領"}, now={"title": "協議会設置要領"})
    assert found == ["- ［会議］設置要領", "+ ［協議会］設置要領", "  １　（略）"]


def test_the_house_says_its_own_words() -> None:
    house = Comparison(omitted="略", added="（追加）", removed="（削除）")
    assert table([A, B], [A, C], house) == ["  １　略", "- ［２　構成］", "+ （削除）", "- （追加）", "+ ［２　会長］"]


def test_a_house_that_leaves_nothing_out_prints_everything() -> None:
    house = Comparison(omitted=None)
    found = table([{**A, "body": ["文。"]}, B, C], [{**A, "body": ["文。"]}, B, {**C, "heading": "座長"}], house)
    assert found == ["  １　趣旨", "  文。", "  ２　構成", "- ３　［会長］", "+ ３　［座長］"]


WORDS = st.sampled_from(
    [
        "会議を置く。",
        "会議は、委員で構成する。",
        "会長は、会議を代表する。",
        "会長は、会議を総理する。",
        "甲",
        "乙",
        "丙",
        "５人",
        "６人",
    ]
)
IDS = st.sampled_from([None, "a", "b", "c", "d", "e"])


@st.composite
def provisions(draw: st.DrawFn, depth: int = 0) -> dict[str, Any]:
    made: dict[str, Any] = {draw(st.sampled_from(["heading", "text"])): draw(WORDS)}
    made["body"] = draw(st.lists(WORDS, max_size=3))
    made["bullets"] = draw(st.lists(WORDS, max_size=2))
    if depth < 2:
        made["items"] = draw(st.lists(provisions(depth + 1), max_size=3))
    return made


def with_ids(sections: list[dict[str, Any]], draw: st.DrawFn) -> list[dict[str, Any]]:
    free: list[str] = list("abcdefgh")

    def name(each: dict[str, Any]) -> dict[str, Any]:
        chosen = {"id": free.pop(draw(st.integers(0, len(free) - 1)))} if len(free) > 0 and draw(st.booleans()) else {}
        return {**chosen, **each, "items": [name(item) for item in each.get("items", [])]}

    return [name(each) for each in sections]


@st.composite
def charters(draw: st.DrawFn) -> PrintedCharter:
    words = st.lists(WORDS, min_size=1, max_size=2)
    supplementary: list[Any] = [{"text": draw(words)}]
    for day in draw(st.lists(st.sampled_from(["2021-04-01", "2022-04-01", "2023-04-01"]), unique=True)):
        supplementary.append({"effective": day, "text": draw(words)})
    sections = with_ids(draw(st.lists(provisions(), min_size=1, max_size=4)), draw)
    return printed(sections, supplementary=supplementary, effective="2020-04-01")


def lines_of(made: PrintedCharter) -> list[str]:
    lines = [plain_text(line.number) + plain_text(line.text) for line in made.lines]
    return lines + [line for each in made.supplements for line in ("附　則", *map(plain_text, each.texts))]


def column(rows: list[ComparisonRow], side: str) -> list[str]:
    """What a column says, without what only points at the other."""
    found = []
    for row in rows:
        line = row.new if side == "new" else row.old
        if line is not None and line.kind != "note" and not (side == "old" and row.kind == "went"):
            found.append(line.words)
    return found


FULL = Comparison(omitted=None)


@law
@given(charters(), charters())
def test_the_columns_say_the_two_charters(old: PrintedCharter, new: PrintedCharter) -> None:
    rows = compare_charters(old, new, FULL)
    if not rows:
        assert lines_of(old) == lines_of(new)
        return
    assert sorted(column(rows, "new")) == sorted(lines_of(new))
    in_order = [line for line in column(rows, "new") if line in lines_of(new)]
    assert in_order[: len(new.lines)] == lines_of(new)[: len(new.lines)]


@law
@given(charters(), charters())
def test_the_change_put_on_the_old_charter_gives_the_new(old: PrintedCharter, new: PrintedCharter) -> None:
    """Whatever both columns share is the old text; with what is underlined in the new column in its place it is the new."""
    for row in compare_charters(old, new, FULL):
        if row.new is None or row.old is None or "note" in {row.new.kind, row.old.kind}:
            continue
        kept_old = "".join(text for text, changed in row.old.runs if not changed)
        kept_new = "".join(text for text, changed in row.new.runs if not changed)
        assert kept_old == kept_new
        assert row.new.words in lines_of(new)
        assert row.old.words in lines_of(old)


@law
@given(charters(), charters())
def test_leaving_out_hides_nothing_that_changed(old: PrintedCharter, new: PrintedCharter) -> None:
    brief = compare_charters(old, new, HOUSE)
    shown = {row.new.words for row in brief if row.new is not None}
    changed = {
        row.new.words
        for row in compare_charters(old, new, FULL)
        if row.new is not None and row.kind in {"changed", "added"} and any(flag for _, flag in row.new.runs[1:] or row.new.runs)
    }
    numbers_only = {words for words in changed if words not in shown}
    assert all(any(words.endswith(plain_text(line.text)) for line in old.lines) for words in numbers_only)


@pytest.mark.parametrize("text", ["葛󠄀城市", "𠮷田町", "髙橋"])
def test_no_character_is_cut_in_two(text: str) -> None:
    rows = compare_charters(printed([{"id": "a", "heading": text + "長"}]), printed([{"id": "a", "heading": text + "長等"}]), HOUSE)
    assert all(piece[:1] not in "\U000e0100\ufe00" for row in rows if row.new for piece, _ in row.new.runs)


def test_a_preamble_stands_in_the_table_by_its_paragraphs() -> None:
    before, after = ({"preamble": ["私たちは、", each], "contents": True} for each in ("ここに定める。", "ここに誓う。"))
    rows = compared(in_articles(AIM, **before), in_articles(AIM, **after))
    assert rows == ["  目次　（略）", "  私たちは、", "- ここに［定める］。", "+ ここに［誓う］。", "  第１条　（略）"]
    assert compared(in_articles(AIM, **before), in_articles(JOBS, **before))[1] == "  前文　（略）"


def in_articles(*sections: Any, **more: Any) -> PrintedCharter:
    return printed(list(sections), form="articles", **more)


def compared(old: PrintedCharter, new: PrintedCharter, house: Comparison = HOUSE) -> list[str]:
    return report(ComparisonTable("", compare_charters(old, new, house), None), house)[4:]


AIM: dict[str, Any] = {"id": "aim", "heading": "設置", "text": "会議を置く。"}
JOBS: dict[str, Any] = {"id": "jobs", "heading": "所掌事務", "text": "会議は、次の事務を行う。", "items": ["計画", "評価"]}
TERM: dict[str, Any] = {
    "id": "term",
    "heading": "任期",
    "paragraphs": [{"text": "任期は、２年とする。"}, {"text": "補欠の任期は、残りの任期とする。", "items": ["甲", "乙"]}],
}
LAST: dict[str, Any] = {"id": "last", "heading": "雑則", "text": "<term>のほかは、会長が定める。"}


def test_an_article_that_is_put_in_moves_those_after_it_and_what_refers_to_them() -> None:
    added = {"id": "new", "heading": "組織", "paragraphs": ["委員で組織する。", "委員は、市長が委嘱する。"]}
    assert compared(in_articles(AIM, TERM, LAST, JOBS), in_articles(AIM, added, TERM, LAST, JOBS)) == [
        "  第１条　（略）",
        "- （新設）",
        "+ ［（組織）］",
        "+ ［第２条　委員で組織する。］",
        "+ ［２　委員は、市長が委嘱する。］",
        "- ［第２条～第４条］　（略）",
        "+ ［第３条～第５条］　（略）",
    ]


def test_a_branch_moves_nothing() -> None:
    branch = {"heading": "部会", "branch": True, "text": "部会を置く。"}
    assert compared(in_articles(AIM, TERM), in_articles(AIM, branch, TERM)) == [
        "  第１条　（略）",
        "- （新設）",
        "+ ［（部会）］",
        "+ ［第１条の２　部会を置く。］",
        "  第２条　（略）",
    ]


def test_rows_say_which_sentence_of_which_paragraph_and_which_item_changed() -> None:
    jobs = {**JOBS, "items": ["計画", "調査", "評価"]}
    paragraphs = [{"text": "任期は、２年とする。", "proviso": "ただし、再任を妨げない。"}, TERM["paragraphs"][1]]
    term = {**TERM, "heading": "委員の任期", "paragraphs": paragraphs}
    assert compared(in_articles(AIM, JOBS, TERM), in_articles(AIM, jobs, term)) == [
        "  第１条　（略）",
        "  （所掌事務）",
        "  第２条　（略）",
        "  （１）　（略）",
        "- （新設）",
        "+ ［（２）　調査］",
        "- ［（２）］　（略）",
        "+ ［（３）］　（略）",
        "- （任期）",
        "+ （［委員の］任期）",
        "- 第３条　任期は、２年とする。",
        "+ 第３条　任期は、２年とする。［ただし、再任を妨げない。］",
        "  ２　（略）",
    ]


def test_an_item_that_moves_to_another_paragraph_is_called_by_its_article() -> None:
    first = {"id": "x", "paragraphs": [{"text": "一", "items": [{"id": "m", "text": "甲"}, "乙"]}, {"text": "二", "items": ["丙"]}]}
    then = {"id": "x", "paragraphs": [{"text": "一", "items": ["乙"]}, {"text": "二", "items": ["丙", {"id": "m", "text": "甲"}]}]}
    rows = compared(in_articles(first), in_articles(then), NOTED)
    assert "+ （第１条第２項第２号へ移動）" in rows
    assert any("第１条第１項第１号から移動" in row for row in rows)


def test_chapters_and_supplements_stand_in_the_table() -> None:
    old = in_articles(
        {"heading": "総則", "sections": [AIM]}, {"heading": "雑則", "sections": [LAST, TERM]}, supplementary=["施行する。"]
    )
    new = in_articles(
        {"heading": "総則", "sections": [{**AIM, "text": "協議会を置く。"}]},
        {"heading": "雑則", "sections": [LAST, TERM]},
        supplementary=[
            "施行する。",
            {"source": "令和６年告示第１号", "paragraphs": [{"heading": "施行期日", "text": "施行する。"}]},
        ],
    )
    assert compared(old, new) == [
        "  第１章　総則",
        "  （設置）",
        "- 第１条　［会議］を置く。",
        "+ 第１条　［協議会］を置く。",
        "  第２章　（略）",
        "  附　則　（略）",
        "- （新設）",
        "+ ［附　則（令和６年告示第１号）］",
        "+ ［（施行期日）］",
        "+ ［施行する。］",
    ]


def test_chapters_that_are_put_around_articles_move_none_of_them() -> None:
    chapters = {"heading": "総則", "sections": [AIM]}, {"heading": "委員", "sections": [JOBS, TERM]}
    rows = compared(in_articles(AIM, JOBS, TERM), in_articles(*chapters))
    assert rows == [
        "- （新設）", "+ ［第１章　総則］", "  第１条　（略）", "- （新設）", "+ ［第２章　委員］", "  第２条・第３条　（略）",
    ]  # fmt: skip
    moved = {**chapters[0], "sections": [AIM, JOBS]}, {**chapters[1], "sections": [TERM]}
    assert compared(in_articles(*chapters), in_articles(*moved)) == [
        "  第１章　（略）", "  第１条　（略）", "- ［第２章　委員］", "+ （削る）", "  第２条　（略）",
        "- （新設）", "+ ［第２章　委員］", "  第３条　（略）",
    ]  # fmt: skip


def test_articles_of_which_only_the_numbers_are_kept_stand_beside_one_line() -> None:
    gone = [{"id": name, "text": "削除"} for name in ("jobs", "term")]
    simple = {"id": "term", "heading": "任期", "text": "任期は、２年とする。"}
    assert compared(in_articles(AIM, {**JOBS, "items": []}, simple, LAST), in_articles(AIM, *gone, LAST)) == [
        "  第１条　（略）",
        "- ［（所掌事務）］",
        "- ［第２条］　［会議は、次の事務を行う。］",
        "+ ［第２条及び第３条］　［削除］",
        "- ［（任期）］",
        "- ［第３条　任期は、２年とする。］",
        "  第４条　（略）",
    ]


def test_contents_stand_in_the_table_as_one() -> None:
    chapter = {"heading": "総則", "sections": [AIM]}
    rows = compared(in_articles(chapter, contents=True), in_articles({**chapter, "sections": [AIM, JOBS]}, contents=True))
    assert rows[:3] == ["  目次", "- 第１章　総則（第１条）", "+ 第１章　総則（第１条［・第２条］）"]
    last = {"heading": "雑則", "sections": [TERM]}
    changed = {**last, "sections": [{**TERM, "heading": "委員の任期"}]}
    left_out = compared(in_articles(chapter, last, contents=True), in_articles(chapter, changed, contents=True))
    assert left_out[:2] == ["  目次　（略）", "  第１章　（略）"]
