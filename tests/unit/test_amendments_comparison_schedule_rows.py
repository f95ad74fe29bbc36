"""What a 新旧対照表 says of 別表 and 別紙: nothing that changed is passed over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hyoga_docs.amendments.comparison.charter_table import compare_charters, without_new_supplements
from hyoga_docs.amendments.comparison.model import ComparisonTable
from hyoga_docs.amendments.comparison.schedule_rows import compare_schedules
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
        "  （略）",
        "- 委員｜［9,000］円",
        "+ 委員｜［9,500］円",
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
        "- ［備考　注。］",
        "+ ［幹事｜8,000円］",
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
        "- 甲｜乙（下へ2行）［｜丙］",
        "+ 甲｜乙［｜丙］（下へ2行）",
        "  （略）",
    ]


def test_annexes_that_came_went_or_have_other_names_and_templates_are_told() -> None:
    old = [{"id": "a", "title": "組織図", "document": "a"}, {"id": "b", "title": "区域図", "document": "b"}]
    new = [{"id": "a", "title": "組織図", "document": "a2"}, {"id": "c", "title": "様式", "document": "c"}]
    assert table(printed(annexes=old), printed(annexes=new)) == [
        "- 別紙１　組織図（［a.docx］）",
        "+ 別紙１　組織図（［a2.docx］）",
        "- ［別紙２　区域図］",
        "+ （削る）",
        "- （新設）",
        "+ ［別紙２　様式］",
    ]


def test_what_amends_a_charter_keeps_its_schedules_behind_the_supplement_that_it_leaves_out() -> None:
    supplement = {"effective": "2024-04-01", "text": "<effective>から施行する。"}
    changed = {**FEES, "notes": ["別の注。"]}
    old, new = printed(schedules=[FEES]), printed(schedules=[changed], supplementary=[supplement])
    rows = [*compare_charters(old, new, HOUSE), *compare_schedules(old, new, HOUSE)]
    lines = report(ComparisonTable("", without_new_supplements(rows), None), HOUSE)[4:]
    assert not any("附" in line for line in lines)
    assert lines[-1] == "+ 備考　［別の］注。"
