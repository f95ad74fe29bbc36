"""別表 as they are printed: their numbers, what `<id>` prints, and how each cell is set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from workspaces import HEAD, codes, plain, plan_of, planned

from hyoga_docs.core.problem import Problem
from hyoga_docs.plan.printed_charter import PrintedCharter
from hyoga_docs.plan.rich_text import Anchor, Link

ROWS = [["会長", "10,500円"], ["委員", "9,000円"]]


def charter(schedules: list[Any], style: dict[str, Any] | None = None, **more: Any) -> tuple[PrintedCharter, list[Problem]]:
    body = {"title": "要綱", "sections": [{"id": "fee", "heading": "報酬", "body": more.pop("body", "置く。")}], **more}
    plan, problems = plan_of({"handouts": [{"document": "charter"}]}, {"style": style or {}}, {**body, "schedules": schedules})
    assert plan.charter is not None
    return plan.charter, problems


def labels(*schedules: dict[str, Any], style: dict[str, Any] | None = None) -> list[str]:
    made, problems = charter([{"id": f"s{index}", "rows": ROWS, **each} for index, each in enumerate(schedules)], style)
    assert problems == []
    return [each.label for each in made.schedules]


def test_one_alone_has_no_number_and_several_have() -> None:
    assert labels({}) == ["別表"]
    assert labels({}, {}, {}) == ["別表第１", "別表第２", "別表第３"]
    assert labels({}, {}, style={"charter_schedule": "別表１"}) == ["別表１", "別表２"]
    assert labels({}, style={"charter_schedule": "別表１"}) == ["別表"]


def test_branches_stand_under_the_one_before_them() -> None:
    numbered = labels({}, {"branch": True}, {"branch": True}, {"branch": 2}, {}, {"branch": True})
    assert numbered == ["別表第１", "別表第１の２", "別表第１の３", "別表第１の３の２", "別表第２", "別表第２の２"]


def test_those_of_other_days_are_not_counted() -> None:
    assert labels({"until": "2024-04-30"}, {}, {}) == ["別表第１", "別表第２"]


def test_a_reference_prints_the_name_of_the_day_and_leads_there() -> None:
    schedules = [{"id": "fees", "rows": [{"id": "chair", "cells": ROWS[0]}, ROWS[1]]}, {"id": "area", "rows": [["１", "例町"]]}]
    made, problems = charter(schedules, body="額は<fees>、区域は<area>、<chair>による。")
    assert problems == []
    body = next(line.text for line in made.lines if line.kind == "body")
    assert plain(body) == "額は別表第１、区域は別表第２、別表第１会長の項による。"
    assert [part.target for part in body if isinstance(part, Link)] == [
        "handouts-0#fees", "handouts-0#area", "handouts-0#chair",
    ]  # fmt: skip
    assert made.schedules[0].rows[0].cells[0].text == (Anchor("chair", ""), "会長")


def test_a_row_that_begins_with_a_number_is_kept_from_that_of_its_table() -> None:
    schedules = [{"id": "a", "rows": [{"id": "one", "cells": ["１", "例町"]}]}, {"id": "b", "rows": ROWS}]
    made, _ = charter(schedules, body="<one>による。")
    assert plain(made.lines[1].text) == "別表第１の１の項による。"


def test_cells_headings_and_notes_name_provisions_and_what_names_nothing_is_told() -> None:
    keys = {"provisions": "fee", "columns": ["区分", "<fee>の額"], "notes": ["<fee>を見よ。", "<nothing>を見よ。"]}
    made, problems = charter([{"id": "a", "rows": [["会長", "<fee>"]], **keys}])
    schedule = made.schedules[0]
    assert plain(schedule.provisions) == "（１関係）"
    assert plain(schedule.headings[0].cells[1].text) == "１の額"
    assert plain(schedule.rows[0].cells[1].text) == "１"
    assert [(number, plain(text)) for number, text in schedule.notes] == [("１", "１を見よ。"), ("２", "<nothing>を見よ。")]
    assert codes(problems) == ["HD131"]


def test_figures_stand_to_the_right_and_marks_and_first_numbers_in_the_middle() -> None:
    rows = [["1", "会長", "１０，５００円", "○"], ["2", "委員", "－", ""]]
    made, _ = charter([{"id": "a", "columns": ["番号", "区分", "日額", "旅費"], "rows": rows}])
    schedule = made.schedules[0]
    assert [cell.align for cell in schedule.rows[1].cells] == ["center", "words", "figure", "center"]
    assert {cell.align for cell in schedule.headings[0].cells} == {"heading"}


def test_a_row_and_a_cell_are_those_of_the_day() -> None:
    amended = [{"text": "9,000円", "until": "2024-03-31"}, {"text": "9,500円", "since": "2024-04-01"}]
    rows = [{"cells": ROWS[0], "until": "2024-03-31"}, ["委員", {"text": amended}]]
    made, _ = charter([{"id": "a", "rows": rows}])
    assert [[plain(cell.text) for cell in row.cells] for row in made.schedules[0].rows] == [["委員", "9,500円"]]


@pytest.mark.parametrize("taken", ["fee", "a", "x", "annex", "effective"])
def test_an_id_that_is_taken_is_told_at_its_row(tmp_path: Path, taken: str) -> None:
    text = f"""title: 要綱
sections: [{{id: fee, heading: 報酬, body: 置く。}}]
schedules:
  - {{id: a, rows: [{{id: x, cells: [甲]}}]}}
  - id: b
    rows:
      - {{id: {taken}, cells: [乙]}}
annexes: [{{id: annex, title: 図, document: note}}]
"""
    _, problems = planned(tmp_path, HEAD + "handouts: [{document: charter}]\n", charter=text)
    told = [each for each in problems if each.code == "HD132"]
    assert [each.quote for each in told] == [taken]
    assert told[0].place is not None
    assert told[0].place.line == (8 if taken == "annex" else 7)


def test_annexes_of_each_kind_are_numbered_by_themselves() -> None:
    annexes = [
        {"id": "f1", "kind": "様式", "title": "申込書", "document": "note", "provisions": "fee"},
        {"id": "f2", "kind": "様式", "title": "届出書", "document": "note"},
        {"id": "map", "kind": "別図", "title": "区域図", "document": "note"},
        {"id": "one", "title": "組織図", "document": "note"},
        {"id": "two", "title": "事務局", "document": "note"},
    ]
    made, problems = charter([], annexes=annexes, body="<f2>による。")
    assert problems == []
    assert [each.label for each in made.annexes] == ["様式第１号", "様式第２号", "別図", "別紙１", "別紙２"]
    assert [each.provisions for each in made.annexes] == ["（１関係）", "", "", "", ""]
    assert plain(made.lines[1].text) == "様式第２号による。"


def test_a_roster_that_is_called_a_table_goes_on_from_the_tables() -> None:
    annexes = [{"id": "members", "kind": "別表", "title": "委員", "document": "note"}]
    rows = [{"id": "a", "rows": [["甲"]]}, {"id": "b", "rows": [["乙"]], "branch": True}]
    made, _ = charter(rows, annexes=annexes, body="<members>の者とする。")
    assert [each.label for each in made.schedules] == ["別表第１", "別表第１の２"]
    assert [each.label for each in made.annexes] == ["別表第２"]
    assert [each.label for each in charter(rows[:1], annexes=annexes)[0].schedules] == ["別表第１"]
    assert [each.label for each in charter([], {"charter_annex": "別表"}, annexes=annexes)[0].annexes] == ["別表"]


def test_annexes_called_tables_are_numbered_as_other_annexes_where_nothing_says_how_tables_are() -> None:
    annexes = [{"id": name, "title": "図", "document": "note"} for name in ("a", "b")]
    style = {"charter_annex": "別表"}
    rows = [{"id": "fees", "rows": [["甲"]]}]
    assert [each.label for each in charter([], style, annexes=annexes)[0].annexes] == ["別表１", "別表２"]
    assert [each.label for each in charter(rows, style, annexes=annexes)[0].annexes] == ["別表第２", "別表第３"]
    style["charter_schedule"] = "別表第一"
    assert [each.label for each in charter([], style, annexes=annexes)[0].annexes] == ["別表第一", "別表第二"]


def test_the_house_has_a_word_of_its_own_for_annexes() -> None:
    annexes = [{"id": "a", "title": "図", "document": "note"}]
    made, _ = charter([], {"charter_annex": "別記第１号様式"}, annexes=annexes)
    assert [each.label for each in made.annexes] == ["別記第１号様式"]


def test_in_a_charter_in_articles_tables_name_articles_in_full_though_sentences_do_not() -> None:
    sections = [
        {"heading": "設置", "text": "協議会を置く。"},
        {
            "id": "fee",
            "heading": "報酬",
            "paragraphs": [{"id": "day", "text": "額は、<fees>による。"}, "<day>の額は、市長が定める。"],
        },
        {"id": "trip", "heading": "旅費", "text": "旅費は、<chair>による。"},
    ]
    schedules = [
        {"id": "fees", "provisions": ["fee", "trip"], "rows": [{"id": "chair", "cells": ["会長", "<day>の額"]}]},
        {"id": "other", "provisions": "day", "rows": [["甲"]]},
    ]
    style = {"charter_references": "relative", "charter_schedule": "別表１"}
    made, problems = charter(schedules, style, form="articles", sections=sections)
    assert problems == []
    printed = [plain(line.text) for line in made.lines]
    assert "額は、別表１による。" in printed
    assert "前項の額は、市長が定める。" in printed
    assert "旅費は、別表１会長の項による。" in printed
    assert [plain(each.provisions) for each in made.schedules] == ["（第２条、第３条関係）", "（第２条第１項関係）"]
    assert plain(made.schedules[0].rows[0].cells[1].text) == "第２条第１項の額"
