"""The 別表 of a charter: columns, rows and notes. Its number is never typed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from hyoga_docs.spec.base_model import Id, Model, Names, Text, Waivable, short_title
from hyoga_docs.spec.provision import Branch
from hyoga_docs.spec.term import Lines, MaybeDated, Term


class ScheduleColumn(Model):
    """別表の列。下に列を並べると、見出しを横につなぐ。"""

    title: Annotated[str, StringConstraints(max_length=100_000, strip_whitespace=True)] = Field(
        description='列の見出し。短く「- 区分」とだけ書くこともできる。見出しのない列は空（""）'
    )
    columns: tuple[Annotated[ScheduleColumn, short_title], ...] = Field((), description="この見出しの下の列")
    across: int = Field(1, ge=1, le=63, description="見出しのない列へ右につなぐ列の数（自分も数える）。columns があれば書かない")


class ScheduleCell(Model):
    """別表のセル。文だけのセルは短く「文」と書ける。"""

    text: MaybeDated = Field((), description='セルの文。空のセルは空（""）か null')
    down: int = Field(1, ge=1, le=1000, description="下へつなぐ行の数（自分も数える）。つながれたセルは下の行に書かない")
    across: int = Field(1, ge=1, le=100, description="右へつなぐ列の数（自分も数える）。つながれたセルは書かない")


def _cell(value: Any) -> Any:
    cell = value if isinstance(value, (dict, ScheduleCell)) else {"text": value}
    return {key: each for key, each in cell.items() if key != "text" or each != ""} if isinstance(cell, dict) else cell


def _row(value: Any) -> Any:
    return {"cells": value} if isinstance(value, (list, tuple)) else value


class ScheduleRow(Waivable, Term):
    """別表の行。短く [文, 文, …] と書ける。改めた行は、同じ id で前の行（until）と後の行（since）を続けて書く。"""

    id: Id | None = Field(None, description="変わらない名前（半角英数字）")
    cells: tuple[Annotated[ScheduleCell, BeforeValidator(_cell, json_schema_input_type=ScheduleCell | str | None)], ...] = Field(
        min_length=1, description="セルの並び"
    )


class Schedule(Waivable, Term):
    """別表。番号（別表第１）は自動。"""

    id: Id = Field(description="<id> で指すための名前")
    title: Text | None = Field(None, description="題名。別表第１の次に印刷する")
    provisions: Names = Field((), description="別表のもとになる条の id。（第３条関係）と印刷する")
    columns: tuple[Annotated[ScheduleColumn, short_title], ...] = Field((), description="列の見出し。なければ見出しの行がない")
    unit: Text | None = Field(None, description="単位。表の右上に（単位：円）と印刷する")
    orientation: Literal["portrait", "landscape"] | None = Field(
        None, description="この別表のページの向き。書かなければ、広い表だけを横（landscape）にする"
    )
    rows: tuple[
        Annotated[ScheduleRow, BeforeValidator(_row, json_schema_input_type=ScheduleRow | list[str | ScheduleCell | None])], ...
    ] = Field(min_length=1, description="行の並び")
    notes: Lines = Field((), description="表の後の備考。二つ以上なら番号が付く")
    branch: Branch = Field(0, description="前の別表の枝番号にする: true なら別表第１の２")
