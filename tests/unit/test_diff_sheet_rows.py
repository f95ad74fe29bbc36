"""Sheets before and after, cell by cell."""

from __future__ import annotations

from hyoga_docs.diff.model import Cells
from hyoga_docs.diff.review_reader import read_pair, read_units
from hyoga_docs.diff.wording import Renumbering, compare_units
from hyoga_docs.text.extract import read_lines

TABLE = """\
相談件数,,
,,
方法,平成30年度,令和元年度
電話,100,120
来所,80,75
計,180,195
"""


def told(old: str, new: str) -> list[tuple[str, str, str, str]]:
    """What changed between two csv: the kind, the place, what was, what is."""
    texts = ["\n".join(["# 表", "", *read_lines(each.encode(), ".csv")]) for each in (old, new)]
    words, alone = compare_units(*read_pair(texts[0], texts[1]), Renumbering())
    assert not alone
    return [(each.kind.value, each.under, _row(each.old), _row(each.new)) for each in words]


def _row(cells: Cells) -> str:
    return " | ".join("".join(text for text, _ in cell) for cell in cells)


def test_a_sheet_is_read_with_its_addresses() -> None:
    lines = read_lines(TABLE.encode(), ".csv")
    rows = ["", "- A　方法", "- B　平成30年度", "- C　令和元年度", "", "- A　電話"]
    assert lines[:12] == ["", "## 表", "", "- A　相談件数", "", "### 3行目", *rows]
    units = read_units("\n".join(["# 表", *lines]))
    assert [unit.cells for unit in units][:2] == [("相談件数",), ("方法", "平成30年度", "令和元年度")]
    assert [place.address for place in units[2].places] == ["A4", "B4", "C4"]
    assert [place.name for place in units[2].places] == ["方法", "電話・平成30年度", "電話・令和元年度"]


def test_a_cell_that_changed_is_one_change_by_its_row_and_its_column() -> None:
    assert told(TABLE, TABLE.replace("120", "125").replace("195", "200")) == [
        ("changed", "電話・令和元年度（C4）", "120", "125"),
        ("changed", "計・令和元年度（C6）", "195", "200"),
    ]


def test_a_row_that_came_in_between_changes_no_other() -> None:
    assert told(TABLE, TABLE.replace("来所", "訪問,5,6\n来所")) == [("added", "5行目", "", "訪問 | 5 | 6")]
    moved = told(TABLE, TABLE.replace("来所,80,75", "訪問,5,6\n来所,80,76"))
    assert moved == [("added", "5行目", "", "訪問 | 5 | 6"), ("changed", "来所・令和元年度（C5→C6）", "75", "76")]


def test_a_column_that_came_in_between_changes_no_other() -> None:
    came = ["", "", "平成29年度", "90", "70", "160"]
    new = "\n".join(line.replace(",", f",{word},", 1) for line, word in zip(TABLE.splitlines(), came, strict=True))
    assert told(TABLE, new) == [("added", "B列（B3～B6）", "", "平成29年度 | 90 | 70 | 160")]
    assert told(new, TABLE) == [("removed", "B列（B3～B6）", "平成29年度 | 90 | 70 | 160", "")]


def test_a_cell_that_was_emptied_or_stands_in_another_column_is_told() -> None:
    assert told(TABLE, TABLE.replace("来所,80,75", "来所,80,")) == [("removed", "来所・令和元年度（C5）", "75", "")]
    assert told("甲,1,\n乙,2,3\n丙,4,5\n", "甲,,1\n乙,2,3\n丙,4,5\n") == [
        ("removed", "甲（B1）", "1", ""),
        ("added", "甲（C1）", "", "1"),
    ]
