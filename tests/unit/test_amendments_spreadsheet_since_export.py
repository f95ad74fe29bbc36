"""A sheet that was exported before others amended the roster: what it never held is not taken away, and what changed stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from offices import Office, cells, office_of
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import Result


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_of(tmp_path, monkeypatch)


def late(office: Office, amend: tuple[str, ...], change: Callable[[Worksheet], Any]) -> Result:
    """Exports, lets another amend the roster, and then somebody work on the sheet; and imports that."""
    assert office.run("export", office.book.name).exit_code == 0
    told = office.run(*amend)
    assert told.exit_code == 0, told.output
    book = load_workbook(office.book)
    change(book["名簿"])
    book.save(office.book)
    return office.run("import", office.book.name, "--yes")


def test_who_was_added_meanwhile_is_not_taken_away(office: Office) -> None:
    told = late(office, ("add", "見本農協", "--category", "経済団体", "--id", "noukyo", "--correct"), cells(D5="例　六郎"))
    assert "HD660 「見本農協」は、この表を書き出した後に名簿に加わりました。表にありませんが、消しません。" in told.stderr
    assert "変わるところ（1）\n変更  「連合」: 氏名 「﨑山　五郎」→「例　六郎」\n" in told.stdout
    assert "noukyo" in office.yaml.read_text("utf-8")


def test_what_was_changed_meanwhile_stays_where_the_sheet_says_what_it_said(office: Office) -> None:
    told = late(office, ("rename", "rengo", "--post", "事務局長", "--correct"), cells(D5="例　六郎"))
    assert "HD660 「連合」の職名は、この表を書き出した後に名簿で変わりました（なし→「事務局長」）。" in told.stderr
    assert "変わるところ（1）\n" in told.stdout
    assert "post: 事務局長" in office.yaml.read_text("utf-8")


def test_a_term_that_began_meanwhile_stays(office: Office) -> None:
    told = late(office, ("rename", "rengo", "--person", "例　六郎", "--on", "2024-04-10"), cells(C7="次長"))
    assert "変わるところ（1）\n変更  「県」: 職名 「部長」→「次長」\n" in told.stdout
    text = office.yaml.read_text("utf-8")
    assert "例　六郎" in text
    assert "﨑山　五郎" in text


def test_what_two_have_changed_becomes_as_the_sheet_says_and_is_told(office: Office) -> None:
    told = late(office, ("rename", "ken", "--post", "課長", "--correct"), cells(C7="次長"))
    assert "（「部長」→「課長」）。表のとおり「次長」にします。" in told.stderr
    assert "変更  「県」: 職名 「課長」→「次長」\n" in told.stdout


def test_who_was_taken_away_meanwhile_does_not_come_back(office: Office) -> None:
    told = late(office, ("retire", "ken", "--correct"), cells(C6="所長"))
    assert "HD660 「県」は、この表を書き出した後に名簿からなくなりました。表の行は読みません。" in told.stderr
    assert "変わるところ（1）\n変更  「労働局」: 職名 「局長」→「所長」\n" in told.stdout


def test_who_is_taken_out_of_the_sheet_is_taken_out_of_the_roster(office: Office) -> None:
    told = late(office, ("rename", "ken", "--post", "課長", "--correct"), lambda sheet: sheet.delete_rows(6))
    assert "変わるところ（1）\n削除  「労働局」\n" in told.stdout
