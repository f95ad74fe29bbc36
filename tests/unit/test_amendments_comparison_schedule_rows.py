"""What a 新旧対照表 says of 別表 and 別紙: nothing that changed is passed over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hyoga_docs.amendments.comparison.amended_in_place import first_places
from hyoga_docs.amendments.comparison.annex_rows import AnnexSide, compare_annexes, unread_annexes
from hyoga_docs.amendments.comparison.charter_table import compare_charters, without_new_supplements
from hyoga_docs.amendments.comparison.comparison_context import comparison_context
from hyoga_docs.amendments.comparison.model import ComparisonTable
from hyoga_docs.amendments.comparison.schedule_rows import compare_schedules, in_order
from hyoga_docs.amendments.comparison.text_report import report
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition, PrintedCharter
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.style import Comparison, Style
from hyoga_docs.spec.yaml.reader import YamlSource

HOUSE = Comparison()
FEES = {"id": "fees", "columns": ["区分", "日額"], "rows": [["会長", "10,500円"], ["委員", "9,000円"]], "notes": ["注。"]}
AREA = {"id": "area", "title": "区域", "rows": [["１", "例町"]]}


def printed(day: dt.date = dt.date(2024, 4, 1), **keys: Any) -> PrintedCharter:
    charter = Charter.model_validate({"title": "設置要領", "sections": ["置く。"], **keys})
    made, problems = print_charter(Edition(charter, day, Style(), YamlSource("charter.yaml")), "charter", {})
    assert problems == []
    return made


def table(old: PrintedCharter, new: PrintedCharter) -> list[str]:
    return report(ComparisonTable("", compare_schedules(old, new, HOUSE), None), HOUSE)[4:]


def test_what_stays_makes_no_table() -> None:
    assert table(printed(schedules=[FEES, AREA]), printed(schedules=[FEES, AREA])) == []


def test_a_cell_that_changed_is_told_in_its_row_and_the_rest_is_left_out() -> None:
    new = {**FEES, "rows": [["会長", "10,500円"], ["委員", "9,500円"]]}
    assert table(printed(schedules=[FEES, AREA]), printed(schedules=[new, AREA])) == [
        "  別表第１",
        "  区分｜日額",
        "  （略）",
        "- 委員｜［9,000円］",
        "+ 委員｜［9,500円］",
        "  （略）",
        "  別表第２　区域　（略）",
    ]


def test_rows_notes_and_headings_that_came_and_went_are_told() -> None:
    new = {**FEES, "columns": ["区分", "月額"], "rows": [*FEES["rows"], ["幹事", "8,000円"]], "notes": []}
    assert table(printed(schedules=[FEES]), printed(schedules=[new])) == [
        "  別表",
        "- 区分｜［日額］",
        "+ 区分｜［月額］",
        "  （略）",
        "- （新設）",
        "+ ［幹事｜8,000円］",
        "- ［備考　注。］",
        "+ （削る）",
    ]


def test_a_table_that_came_gives_the_other_its_number() -> None:
    assert table(printed(schedules=[FEES]), printed(schedules=[FEES, AREA])) == [
        "- 別表",
        "+ 別表［第１］",
        "  （略）",
        "- （新設）",
        "+ ［別表第２　区域］",
        "+ ［１｜例町］",
    ]


def test_cells_that_are_merged_otherwise_are_told_though_the_words_stay() -> None:
    old = {"id": "a", "rows": [["甲", {"text": "乙", "down": 2}, "丙"], ["丁", "戊"]]}
    new = {"id": "a", "rows": [["甲", "乙", {"text": "丙", "down": 2}], ["丁", "戊"]]}
    assert table(printed(schedules=[old]), printed(schedules=[new])) == [
        "  別表",
        "- 甲｜乙［（下へ2行）］｜丙",
        "+ 甲｜乙｜丙［（下へ2行）］",
        "  丁｜戊",
    ]


def test_a_row_that_ends_and_one_that_begins_where_it_stood_are_one_and_others_are_not() -> None:
    day = dt.date(2024, 3, 31)
    written = [
        ["会長", "10,500円"],
        {"until": "2024-03-31", "cells": ["委員", "9,000円"]},
        {"since": "2024-04-01", "cells": ["学識経験者", "9,500円"]},
        ["幹事", "5,000円"],
        {"since": "2024-04-01", "cells": ["専門委員", "8,000円"]},
    ]
    charter = Charter.model_validate({"title": "要領", "sections": ["置く。"], "schedules": [{"id": "a", "rows": written}]})
    old, new = (print_charter(Edition(charter, each, Style(), YamlSource("")), "", {})[0] for each in (day, dt.date(2024, 4, 1)))
    rows = compare_schedules(old, new, HOUSE, first_places(charter))
    assert report(ComparisonTable("", rows, None), HOUSE)[4:] == [
        "  別表",
        "  （略）",
        "- ［委員｜9,000円］",
        "+ ［学識経験者｜9,500円］",
        "  （略）",
        "- （新設）",
        "+ ［専門委員｜8,000円］",
    ]


def test_a_column_that_came_is_underlined_in_every_row() -> None:
    new = {**FEES, "columns": ["区分", "日額", "摘要"], "rows": [["会長", "10,500円", "医師"], ["委員", "9,000円", ""]]}
    assert table(printed(schedules=[FEES]), printed(schedules=[new]))[1:5] == [
        "- 区分｜日額", "+ 区分｜日額｜［摘要］", "- 会長｜10,500円", "+ 会長｜10,500円｜［医師］",
    ]  # fmt: skip


def test_rows_that_are_merged_with_one_that_changed_are_shown_with_it_and_cover_as_many_rows() -> None:
    first, last = ["会長", "会長", "甲"], ["町", "丁"]
    old = {"id": "a", "rows": [first, [{"text": "委員", "down": 3}, "県", "乙"], ["市", "丙"], last]}
    new = {"id": "a", "rows": [first, [{"text": "委員", "down": 4}, "県", "乙"], ["市", "丙"], ["村", "戊"], last]}
    rows = compare_schedules(printed(schedules=[old]), printed(schedules=[new]), HOUSE)[1:]
    sides = [[line.cells for row in rows if (line := getattr(row, side)) is not None] for side in ("new", "old")]
    assert [cells[0].down for cells in sides[0]] == [1, 4, 1, 1, 1]
    assert [cells[0].down for cells in sides[1]] == [1, 4, 1, 1, 1]
    assert [(cell.column, cell.across, cell.runs) for cell in sides[1][3]] == [(1, 2, (("（新設）", False),))]


def test_both_sides_are_tables_with_the_same_number_of_rows() -> None:
    new = {**FEES, "rows": [["会長", "10,500円"], ["委員", "9,500円"], ["幹事", "8,000円"]]}
    rows = [*compare_schedules(printed(schedules=[FEES, AREA]), printed(schedules=[new]), HOUSE)]
    context = comparison_context(ComparisonTable("", rows, None), HOUSE)
    new_table, old_table, gone = context["schedules"]
    assert [len(each["rows"]) for each in (new_table, old_table, gone)] == [4, 4, 1]
    assert new_table["beside"] == old_table["rows"]
    assert gone["beside"] == []


def test_a_schedule_that_goes_stands_where_it_stood() -> None:
    assert in_order("abc", "acd") == ["a", "b", "c", "d"]
    assert in_order("abc", "adc") == ["a", "b", "d", "c"]
    assert in_order("abc", "cab") == ["c", "a", "b"]


def side(annexes: list[Any], **texts: list[str]) -> AnnexSide:
    return AnnexSide(printed(annexes=annexes).annexes, texts)


def annexes(old: AnnexSide, new: AnnexSide) -> list[str]:
    return report(ComparisonTable("", compare_annexes(old, new, HOUSE), None), HOUSE)[4:]


def test_annexes_that_came_went_or_have_other_names_and_templates_are_told() -> None:
    old = [{"id": "a", "title": "組織図", "document": "a"}, {"id": "b", "title": "区域図", "document": "b"}]
    new = [{"id": "a", "title": "組織図", "document": "a2"}, {"id": "c", "title": "様式", "document": "c"}]
    assert annexes(side(old), side(new)) == [
        "- 別紙１　組織図（［a.docx］）",
        "+ 別紙１　組織図（［a2.docx］）",
        "- ［別紙２　区域図］",
        "+ （削る）",
        "- （新設）",
        "+ ［別紙２　様式］",
    ]
    assert unread_annexes(side(old), side(new, c=[])) == ("別紙１（templates/a2.docx）",)


def test_what_an_annex_says_is_compared_line_by_line() -> None:
    both = [{"id": "a", "title": "部会の所掌事務", "document": "a"}]
    old = side(both, a=["別紙", "部会の所掌事務", "部会は、調査を行う。", "区分｜人数"])
    new = side(both, a=["別紙", "部会の所掌事務", "部会は、調査及び研究を行う。", "区分｜人数"])
    assert annexes(old, old) == []
    assert annexes(old, new) == [
        "  別紙　部会の所掌事務", "- 部会は、調査を行う。", "+ 部会は、調査［及び研究］を行う。", "  （略）",
    ]  # fmt: skip
    assert annexes(side([]), new)[:3] == ["- （新設）", "+ ［別紙　部会の所掌事務］", "+ ［部会は、調査及び研究を行う。］"]
    assert unread_annexes(old, new) == ()


def test_of_a_roster_nothing_is_left_out_where_another_annex_changed() -> None:
    other = {"id": "b", "title": "区域", "document": "b"}
    rows = annexes(side([{"id": "roster"}, other], b=["例町"]), side([{"id": "roster"}, other], b=["例村"]))
    assert rows[0] == "  別紙２　区域"


def test_a_roster_that_is_no_annex_any_more_is_removed_as_a_whole() -> None:
    other = {"id": "b", "title": "部会の所掌事務", "document": "b"}
    assert annexes(side([{"id": "roster"}]), side([other], b=[])) == [
        "- ［別紙　名簿］", "+ （削る）", "- （新設）", "+ ［別紙　部会の所掌事務］",
    ]  # fmt: skip


def test_what_amends_a_charter_keeps_its_schedules_behind_the_supplement_that_it_leaves_out() -> None:
    supplement = {"effective": "2024-04-01", "text": "<effective>から施行する。"}
    changed = {**FEES, "notes": ["別の注。"]}
    old, new = printed(schedules=[FEES]), printed(schedules=[changed], supplementary=[supplement])
    rows = [*compare_charters(old, new, HOUSE), *compare_schedules(old, new, HOUSE)]
    lines = report(ComparisonTable("", without_new_supplements(rows), None), HOUSE)[4:]
    assert not any("附" in line for line in lines)
    assert lines[-1] == "+ 備考　［別の］注。"
