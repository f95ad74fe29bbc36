"""Where the cells of a 別表 stand, and what is told of rows that make no table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workspaces import read_as

from hyoga_docs.core.problem import Problem
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.schedule import Schedule
from hyoga_docs.spec.schedule_grid import ScheduleGrid, depth, headings, width

HEAD = "title: 要綱\nsections: [{heading: 設置, body: 置く。}]\nschedules:\n  - id: fees\n    columns: [区分, 日額]\n    rows:\n"


def schedule(**keys: Any) -> Schedule:
    return Schedule.model_validate({"id": "a", **keys})


def told(tmp_path: Path, *rows: str) -> list[tuple[int | None, str, str | None]]:
    """Line in the rows (the first is 1), the beginning of the message, and the hint, of each problem."""
    _, problems = read_as(Charter, tmp_path, HEAD + "".join(f"      - {row}\n" for row in rows))
    assert {each.code for each in problems} <= {"HD147"}
    return [(_line(each), each.message.partition("（")[0], each.hint) for each in problems]


def _line(problem: Problem) -> int | None:
    line = problem.place.line if problem.place else None
    return line - HEAD.count("\n") if line else None


def test_cells_stand_in_the_first_column_that_none_from_above_or_beside_has_taken() -> None:
    rows = schedule(
        rows=[["甲", {"text": "乙", "down": 2}, "丙"], ["丁", "戊"], [{"text": "己", "across": 2}, "庚"]], columns=["a", "b", "c"]
    ).rows
    grid = ScheduleGrid(3).place(rows)
    assert grid.faults == []
    assert [[(each.column, each.down, each.across) for each in row] for row in grid.positions] == [
        [(0, 1, 1), (1, 2, 1), (2, 1, 1)],
        [(0, 1, 1), (2, 1, 1)],
        [(0, 1, 2), (2, 1, 1)],
    ]


def test_headings_over_headings_make_rows_of_them() -> None:
    made = schedule(columns=["区分", {"title": "報酬", "columns": ["日額", "月額"]}], rows=[["会長", "1", "2"]])
    assert (width(made), depth(made.columns)) == (3, 2)
    found = {column.title: (at.row, at.column, at.down, at.across) for at, column, _ in headings(made.columns, ())}
    assert found == {"区分": (0, 0, 2, 1), "報酬": (0, 1, 1, 2), "日額": (1, 1, 1, 1), "月額": (1, 2, 1, 1)}


def test_a_cell_may_be_empty_in_each_way_of_writing_it() -> None:
    cells = schedule(rows=[["", None, {"text": "", "across": 2}, {"down": 1}, 10]]).rows[0].cells
    assert [[phrase.text for phrase in cell.text] for cell in cells] == [[], [], [], [], ["10"]]
    assert cells[2].across == 2


def test_without_headings_the_first_row_says_how_wide_a_table_is() -> None:
    assert width(schedule(rows=[["甲", {"text": "乙", "across": 2}], ["1", "2", "3"]])) == 3


def test_a_comma_that_parts_a_figure_is_what_the_hint_names(tmp_path: Path) -> None:
    assert told(tmp_path, '[会長, "10,500円"]', "[副会長, 9,500円]") == [
        (2, "セルが多すぎます", '並びの中の「,」はセルの区切りです。「9,500円」なら、"9,500円" と引用符で囲んでください。')
    ]


def test_every_row_that_makes_no_table_is_told_at_its_own_line(tmp_path: Path) -> None:
    found = told(tmp_path, "[会長]", "[副会長, 乙, 丙]", "[{text: 委員, across: 3}]", "[{text: 甲, down: 3}, 乙]", "[丙, 丁]")
    assert [(line, message) for line, message, _ in found] == [
        (1, "セルが1つ足りません"),
        (2, "セルが多すぎます"),
        (3, "across: 3 のセルが、表の右の端を越えます。"),
        (4, "down: 3 のセルが、表の下の端を越えます"),
        (5, "セルが多すぎます"),
    ]


def test_a_merge_into_another_is_told(tmp_path: Path) -> None:
    assert [(line, message) for line, message, _ in told(tmp_path, "[甲, {text: 乙, down: 2}]", "[{text: 丙, across: 2}]")] == [
        (2, "across: 2 のセルが、上からつながるセルに重なります。")
    ]


def test_rows_make_a_table_on_every_day_and_the_day_on_which_they_do_not_is_told(tmp_path: Path) -> None:
    rows = ("[{text: 甲, down: 2}, 乙]", "{cells: [丙], until: 2020-03-31}")
    _, problems = read_as(Charter, tmp_path, HEAD + "".join(f"      - {row}\n" for row in rows))
    assert [each.message for each in problems] == [
        "down: 2 のセルが、表の下の端を越えます（この行から下は1行）。（2020-04-01の表）"
    ]


def test_a_table_that_word_has_no_columns_for_is_told(tmp_path: Path) -> None:
    assert [message for _, message, _ in told(tmp_path, "[甲, 乙]")] == []
    wide = HEAD.replace("[区分, 日額]", f"[{', '.join(map(str, range(64)))}]")
    _, problems = read_as(Charter, tmp_path, wide + "      - [甲]\n")
    assert [(each.code, each.message) for each in problems] == [("HD147", "列が多すぎます（64列。63列まで）。")]
