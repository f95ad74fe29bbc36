"""別表 in Word: merged cells that are merged, headings that repeat, pages that are turned for wide tables."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from workspaces import plan_of

from hyoga_docs.core.cache import Cache
from hyoga_docs.pipeline.prepare import fill_documents
from hyoga_docs.word.marked_text import printed, schedule_mark
from hyoga_docs.word.render import render
from hyoga_docs.word.schedule_tables import lay_out_schedules
from hyoga_docs.word.schedule_widths import schedule_widths
from hyoga_docs.word.template import DocumentProperties, read_template
from hyoga_docs.word.template_context import document_context, shared_context

TEMPLATES = Path(__file__).parents[2] / "templates"
FEES = {
    "id": "fees",
    "title": "報酬",
    "provisions": "fee",
    "columns": ["区分", {"title": "報酬", "columns": ["日額", "月額"]}, "摘要"],
    "rows": [
        ["会長", "10,500円", "－", {"text": "<fee>による。\n毎月支給する。", "down": 2}],
        ["委員", "9,000円", "－"],
        [{"text": "専門委員", "across": 3}, "別に定める。"],
    ],
    "notes": "日額は、一日につき支給する額とする。",
}
WIDE = {"id": "wide", "columns": [f"項目{i}" for i in range(10)], "rows": [["見本市総務部総務課において処理する。"] * 10]}


def filled(*schedules: dict[str, Any], form: str = "numbers") -> WordDocument:
    """The charter of the house's template with these 別表."""
    words = "text" if form == "articles" else "body"
    body = {"title": "要綱", "form": form, "sections": [{"id": "fee", "heading": "報酬", words: "支給する。"}]}
    plan, problems = plan_of({"handouts": [{"document": "charter"}]}, charter={**body, "schedules": list(schedules)})
    assert problems == []
    document = plan.documents[-1]
    template, found = read_template(TEMPLATES, document.template or "")
    assert template is not None
    assert found == []
    context = document_context(shared_context(plan), document)
    return docx.Document(io.BytesIO(render(template, context, DocumentProperties("題", "", dt.date(2024, 5, 1)), lambda to: to)))


def texts(made: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in made.paragraphs]


def merges(made: WordDocument, table: int = 0) -> list[list[tuple[str, int, str | None]]]:
    """Of each cell its words, how many columns it spans, and `restart`, `continue` or None."""
    rows = []
    for row in made.tables[table]._tbl.tr_lst:
        rows.append([("".join(t.text or "" for t in tc.iter(qn("w:t"))), tc.grid_span, tc.vMerge) for tc in row.tc_lst])
    return rows


def test_cells_are_merged_as_they_are_written() -> None:
    assert merges(filled(FEES)) == [
        [("区分", 1, "restart"), ("報酬", 2, None), ("摘要", 1, "restart")],
        [("", 1, "continue"), ("日額", 1, None), ("月額", 1, None), ("", 1, "continue")],
        [("会長", 1, None), ("10,500円", 1, None), ("－", 1, None), ("１による。毎月支給する。", 1, "restart")],
        [("委員", 1, None), ("9,000円", 1, None), ("－", 1, None), ("", 1, "continue")],
        [("専門委員", 3, None), ("別に定める。", 1, None)],
    ]


def test_label_title_table_and_notes_stand_in_this_order_in_styles_of_the_template() -> None:
    made = filled(FEES)
    assert texts(made)[-3:] == ["別表（１関係）", "報酬", "備考　日額は、一日につき支給する額とする。"]
    assert [paragraph.style.name for paragraph in made.paragraphs[-3:] if paragraph.style] == [
        "別表番号（初め）",
        "別表題名",
        "備考",
    ]
    table = made.tables[0]
    assert table.style is not None
    assert table.style.name == "別表"
    styles = [[cell.paragraphs[0].style.name for cell in row.cells if cell.paragraphs[0].style] for row in table.rows]
    assert styles[0] == ["別表見出し"] * 4
    assert styles[2] == ["別表本文", "別表数値", "別表中央", "別表本文"]


def test_both_forms_of_a_charter_print_them() -> None:
    made = filled(FEES, form="articles")
    assert texts(made)[-3:] == ["別表（第１条関係）", "報酬", "備考　日額は、一日につき支給する額とする。"]
    assert len(merges(made)) == 5


def test_headings_repeat_and_rows_stay_whole() -> None:
    rows = filled(FEES).tables[0]._tbl.tr_lst
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True, True, False, False, False]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_references_lead_on_from_cells_and_to_rows() -> None:
    made = filled({"id": "fees", "rows": [{"id": "chair", "cells": ["会長", "<fee>"]}]})
    cells = made.tables[0].rows[0].cells
    assert [link.text for link in cells[1].paragraphs[0].hyperlinks] == ["１"]
    assert [mark.get(qn("w:name")) for mark in cells[0]._tc.iter(qn("w:bookmarkStart"))] == ["chair"]
    assert "fees" in [mark.get(qn("w:name")) for mark in made.element.body.iter(qn("w:bookmarkStart"))]


def test_several_notes_are_numbered_under_their_heading() -> None:
    assert texts(filled({**FEES, "notes": ["甲", "乙"]}))[-3:] == ["備考", "１　甲", "２　乙"]


def test_a_wide_table_lies_on_a_page_of_its_own_and_what_follows_stands_again() -> None:
    made = filled(FEES, WIDE, {**FEES, "id": "third"})
    turned = [(section.page_width or 0) > (section.page_height or 0) for section in made.sections]
    assert turned == [False, True, False]
    assert not any("\ufdd6" in text for text in texts(made))
    assert [(section.page_width or 0) > (section.page_height or 0) for section in filled(WIDE).sections] == [False, True]
    several = filled(WIDE, {**WIDE, "id": "again"})
    assert [(section.page_width or 0) > (section.page_height or 0) for section in several.sections] == [False, True, True]


def test_a_charter_without_schedules_has_no_trace_of_them() -> None:
    made = filled()
    assert made.tables == []
    assert texts(made)[-1] == "支給する。"


@pytest.mark.parametrize(
    ("rows", "size", "turned"),
    [
        ([["会長", "10,500円"]], 10.5, False),
        ([["見本市総務部総務課"] * 6], 10.5, False),
        ([["見本市総務部総務課"] * 7], 9.0, False),
        ([["見本市総務部総務課"] * 8], 10.5, True),
        ([["見本市総務部総務課"] * 10], 9.0, True),
        ([["見本市総務部総務課"] * 14], 7.0, True),
    ],
)
def test_type_gets_smaller_before_the_page_is_turned(rows: list[list[str]], size: float, turned: bool) -> None:
    cells = [
        [{"column": column, "down": 1, "across": 1, "align": "words", "text": text} for column, text in enumerate(row)]
        for row in rows
    ]
    schedule = {"columns": len(rows[0]), "headings": [], "rows": cells, "orientation": ""}
    widths = schedule_widths(schedule, 10.5, 460, 707)
    assert (widths.points, widths.turned) == (size, turned)
    assert abs(sum(widths.twips) / 20 - (707 if turned else 460)) < 1


def rows_of(*texts: str, orientation: str | None) -> dict[str, Any]:
    """A table of one row, its figures set as such."""
    aligns = ["figure" if text[0].isdecimal() else "words" for text in texts]
    cells = [
        {"column": column, "down": 1, "across": 1, "align": align, "text": text}
        for column, (text, align) in enumerate(zip(texts, aligns, strict=True))
    ]
    return {"columns": len(texts), "headings": [], "rows": [cells], "orientation": orientation}


def test_where_no_type_is_small_enough_figures_stay_whole_before_words_do() -> None:
    schedule = rows_of(*["12,000"] * 6, *["見本市民文化会館"] * 6, orientation=None)
    widths = schedule_widths(schedule, 9, 380, 0)
    assert widths.points == 7
    assert min(widths.twips[:6]) >= (6 * 7 / 2 + 11) * 20


@pytest.mark.parametrize(("columns", "orientation", "lies"), [(12, None, True), (3, None, False), (12, "portrait", False)])
def test_the_pages_of_a_comparison_are_turned_for_tables_that_are_too_wide_for_its_columns(
    columns: int, orientation: str | None, lies: bool
) -> None:
    document = docx.Document()
    document.add_table(1, 2).rows[0].cells[0].text = printed(schedule_mark("table", 0))
    lay_out_schedules(document, [rows_of(*["12,000"] * columns, orientation=orientation)])
    assert ((document.sections[0].page_width or 0) > (document.sections[0].page_height or 0)) is lies
    assert len(document.tables[0].rows[0].cells[0].tables) == 1


def test_who_writes_which_way_a_table_lies_gets_it_so() -> None:
    upright, lying = filled({**WIDE, "orientation": "portrait"}), filled({**FEES, "unit": "円", "orientation": "landscape"})
    assert [(section.page_width or 0) > (section.page_height or 0) for section in upright.sections] == [False]
    assert [(section.page_width or 0) > (section.page_height or 0) for section in lying.sections] == [False, True]
    assert "（単位：円）" in texts(lying)


def test_a_template_that_is_older_than_the_tables_is_an_error(tmp_path: Path) -> None:
    body = {"title": "要綱", "sections": ["支給する。"], "schedules": [FEES | {"provisions": [], "rows": [["甲"] * 4]}]}
    plan, problems = plan_of({"handouts": [{"document": "charter"}]}, charter=body)
    assert problems == []
    old = docx.Document()
    old.add_paragraph("{{ charter.title }}")
    old.save(str(tmp_path / "charter.docx"))
    templates = {folder: read_template(folder, "charter")[0] for folder in (tmp_path, TEMPLATES)}
    told = {
        folder: [problem.code for problem in fill_documents(plan, {"charter": template}, Cache(tmp_path / "cache"))[1]]
        for folder, template in templates.items()
        if template is not None
    }
    assert told == {tmp_path: ["HD148"], TEMPLATES: []}


def test_only_a_row_that_is_longer_than_a_page_may_be_split() -> None:
    rows = filled({"id": "fees", "rows": [["甲", "文。" * 2000], ["乙", "文。" * 20]]}).tables[0]._tbl.tr_lst
    assert [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows] == [False, True]
