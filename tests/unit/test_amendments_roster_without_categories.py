"""A roster of persons without 区分: called by name, amended in place, written out to a sheet and read back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rosters import TODAY, amend, amender, refusal

from hyoga_docs.amendments.roster_edits import InsertPoint
from hyoga_docs.amendments.spreadsheet.csv_file import csv_bytes, read_csv_table
from hyoga_docs.amendments.spreadsheet.import_sheet import ImportPlan, plan_import
from hyoga_docs.amendments.spreadsheet.merge import RosterImport
from hyoga_docs.amendments.spreadsheet.roster_columns import columns_of
from hyoga_docs.amendments.spreadsheet.rows import categories_of, roster_rows
from hyoga_docs.amendments.spreadsheet.xlsx_reader import read_xlsx_table
from hyoga_docs.amendments.spreadsheet.xlsx_writer import xlsx_bytes
from hyoga_docs.spec.yaml.edits import edited

HEAD = "title: 名簿\ncolumns: {number: 番号, person: 氏名, reading: ふりがな, name: 所属, extra: [電話]}\nmembers:\n"
TEXT = (
    HEAD
    + """\
  - {id: a, person: 見本　花子, reading: みほん　はなこ, extra: {電話: 000-1}} # 注
  - id: b
    name: 見本大学
    person: 例　一
  - {id: c, name: 見本大学, person: 例　二, term: 2020-04-01～2022-03-31}
"""
)
GROUPED = """\
title: 名簿
groups:
  - members:
      - {id: a, person: 見本　花子}
  - category: 行政
    members:
      - {id: b, name: 県}
"""


@pytest.mark.parametrize("who", ["a", "見本　花子", "見本 花子", "見本花子"])
def test_a_person_is_called_by_name_however_it_is_spaced(who: str) -> None:
    assert "電話: 000-1}, until: 2020-03-31} # 注" in amend(TEXT, lambda each: each.retire([who]))


def test_a_name_of_two_is_answered_with_both() -> None:
    code, message, hint = refusal(TEXT, lambda each: each.retire(["見本大学"]))
    assert (code, message) == ("HD632", "「見本大学」が2つあります。")
    assert hint == "id で書いてください: b（見本大学　例　一）、c（見本大学　例　二）"
    assert refusal(TEXT, lambda each: each.retire(["見本　華子"]))[2] == "「見本　花子」の誤りではありませんか。"


def test_members_come_move_and_change_in_the_list_itself() -> None:
    new = {"id": "d", "person": "例　三"}
    assert amend(TEXT, lambda each: each.add(new, InsertPoint())) == TEXT + "  - {id: d, person: 例　三, since: 2020-04-01}\n"
    before = amend(TEXT, lambda each: each.add(new, InsertPoint(beside="見本花子", before=True)), None)
    assert before == TEXT.replace(HEAD, HEAD + "  - {id: d, person: 例　三}\n")
    moved = amend(TEXT, lambda each: each.move(["c"], InsertPoint(beside="a", before=True)), None)
    assert moved.index("id: c") < moved.index("id: a") < moved.index("id: b")
    assert "reading: みほん　はなえ" in amend(TEXT, lambda each: each.rename("見本花子", {"reading": "みほん　はなえ"}), None)
    renamed = amend(TEXT, lambda each: each.rename("見本花子", {"name": "例　花子"}))
    assert "- {id: a, person: 例　花子, reading: みほん　はなこ, extra: {電話: 000-1}, since: 2020-04-01}" in renamed


def test_a_category_is_no_place_in_a_roster_without_any() -> None:
    new = {"id": "d", "person": "例　三"}
    assert refusal(TEXT, lambda each: each.add(new, InsertPoint("行政")))[0] == "HD632"
    assert refusal(TEXT, lambda each: each.add(new, InsertPoint("行政", new=True)))[1] == "区分のない名簿です。"


def imported(text: str, changes: dict[tuple[str, str], str], *, book: bool) -> tuple[ImportPlan, str]:
    """What an exported sheet changes once cells of it, by id and heading, say something else; and the text after it."""
    written = amender(text)
    rows, columns = roster_rows(written.roster, TODAY), columns_of(written.roster)
    headings, exported = list(columns.values()), list(rows)
    for (name, heading), new in changes.items():
        at = next(index for index, row in enumerate(rows) if row.cells[-1] == name)
        cells = [*rows[at].cells]
        cells[headings.index(heading)] = new
        rows[at] = type(rows[at])(tuple(cells), rows[at].over)
    if book:
        table, before = (
            read_xlsx_table(xlsx_bytes(each, categories_of(written.roster, TODAY), "名簿", columns), "名簿.xlsx")
            for each in (rows, exported)
        )
        table = replace(table, base=before.base)
    else:
        table = read_csv_table(csv_bytes(rows, headings), "名簿.csv")
    found = plan_import(table, RosterImport(written.roster, written.source, TODAY))
    return found, edited(text, list(found.edits), "r.yaml")


@pytest.mark.parametrize("book", [True, False])
@pytest.mark.parametrize("text", [TEXT, GROUPED])
def test_a_sheet_that_nobody_changed_changes_nothing(text: str, *, book: bool) -> None:
    assert imported(text, {}, book=book) == (ImportPlan(), text)


@pytest.mark.parametrize("book", [True, False])
def test_every_column_of_a_sheet_is_read_back(*, book: bool) -> None:
    changes = {
        ("a", "ふりがな"): "",
        ("a", "電話"): "000-2",
        ("b", "氏名"): "例　壱",
        ("c", "任期"): "２年",
        ("b", "電話"): "000-3",
    }
    found, text = imported(TEXT, changes, book=book)
    assert list(found.changes) == [
        "変更  「見本　花子」: ふりがな 「みほん　はなこ」→なし",
        "変更  「見本　花子」: 電話 「000-1」→「000-2」",
        "変更  「見本大学」: 氏名 「例　一」→「例　壱」",
        "変更  「見本大学」: 電話 なし→「000-3」",
        "変更  「見本大学」: 任期 「2020-04-01～2022-03-31」→「２年」",
    ]
    assert "- {id: a, person: 見本　花子, extra: {電話: 000-2}} # 注" in text
    again, _ = imported(text, {}, book=book)
    assert again == ImportPlan()


@pytest.mark.parametrize(
    ("name", "heading"),
    [("所属", "所属"), ("団体名 等", "団体名 等"), ("氏名", "構成員"), ("職名", "構成員"), ("null", "構成員")],
)
def test_a_sheet_calls_the_organisation_as_the_roster_does_unless_another_column_is_called_so(name: str, heading: str) -> None:
    text = TEXT.replace("name: 所属", f"name: {name}")
    assert next(iter(columns_of(amender(text).roster).values())) == heading
    assert imported(text, {}, book=True) == (ImportPlan(), text)
    written = amender(text)
    old = xlsx_bytes(roster_rows(written.roster, TODAY), (), "名簿", {**columns_of(written.roster), "name": "構成員"})
    assert plan_import(read_xlsx_table(old, "名簿.xlsx"), RosterImport(written.roster, written.source, TODAY)) == ImportPlan()


@pytest.mark.parametrize(
    ("changes", "codes"),
    [({("a", "氏名"): ""}, {"HD645"}), ({("b", "所属"): ""}, {"HD645"})],
)
def test_nobody_is_left_without_a_name(changes: dict[Any, str], codes: set[str]) -> None:
    found, _ = imported(TEXT, changes, book=True)
    assert {problem.code for problem in found.problems} == codes
