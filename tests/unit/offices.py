"""A workspace with its roster, and a clerk who works on a book of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner, Result
from workspaces import write_workspace

from hyoga_docs.commands.app import app

ROSTER = """\
# 名簿
title: 見本会議構成員
columns: {category: 区分, name: 構成員, post: 職名, person: 氏名, role: 備考}
groups:
  - category: 経済団体
    members:
      - {id: keikyo, name: 県経営者協会, post: 会長, person: 髙木　一郎, until: 2022-03-31}  # 交代
      - {id: keikyo, name: 県経営者協会, post: 会長, person: 𠮷田　二郎, since: 2022-04-01}
      # 商工
      - {id: shoko, name: 県商工会議所連合会, post: 会頭, person: 葛\U000e0100城　三郎, aliases: ["001", =x]}
  - category: 労働団体
    members:
      - id: rengo
        name: 連合
        person: 﨑山　五郎   # ①
  - category: 行政
    members:
      - {id: rodo, name: 労働局, post: 局長}
      - {id: ken, name: 県, post: 部長}
"""


class Frozen(dt.datetime):
    """The day of these imports."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Frozen:
        return cls(2024, 4, 20, 12, tzinfo=tz or dt.UTC)


class Office:
    """A workspace with its roster, and a book that was exported from it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.yaml = folder / "meetings" / "common" / "roster.yaml"
        self.book = folder / "名簿.xlsx"

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["roster", *arguments])

    def work(self, change: Callable[[Worksheet], Any], *arguments: str) -> Result:
        """Exports, lets somebody work on the sheet, and imports."""
        assert self.run("export", self.book.name, "--force").exit_code == 0
        book = load_workbook(self.book)
        change(book["名簿"])
        book.save(self.book)
        return self.run("import", self.book.name, *arguments)


def office_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office in a workspace of its own, which is the folder of the commands."""
    write_workspace(folder / "ws", roster=ROSTER)
    monkeypatch.chdir(folder / "ws")
    monkeypatch.setattr("hyoga_docs.commands.console.dt", SimpleNamespace(datetime=Frozen))
    return Office(folder / "ws")


def cells(**values: Any) -> Callable[[Worksheet], None]:
    """Somebody who writes into cells."""

    def change(sheet: Worksheet) -> None:
        for name, value in values.items():
            sheet[name] = value

    return change


def formula(sheet: Worksheet) -> None:
    """Somebody who writes a formula."""
    sheet["C3"] = "=A1&B1"
