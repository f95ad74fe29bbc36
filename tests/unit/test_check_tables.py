from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import codes, law

from hyoga_docs.check.tables import check_tables
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.text.passages import Grid

Rows = list[list[str]]
#: Never one more than the other: a column that counts its rows is not added up.
TENS = st.integers(10, 9999).map(lambda value: 10 * value)
FULL = str.maketrans("0123456789,", "０１２３４５６７８９，")


def told(rows: Rows) -> list[Problem]:
    return check_tables(checked(grids=[Grid(tuple(map(tuple, rows)))]), ALONE)


@st.composite
def totalled(draw: st.DrawFn) -> Rows:
    """A table whose last row is the total of the others; none of its columns counts, and none is computed from others."""
    width, height = draw(st.integers(2, 4)), draw(st.integers(3, 8))
    columns = [draw(st.lists(TENS, min_size=height, max_size=height, unique=True)) for _ in range(width)]
    commas = draw(st.booleans())
    table = [["区分", *(f"{chr(ord('甲') + n)}の数" for n in range(width))]]
    for index in range(height):
        table.append(
            [f"{chr(ord('あ') + index)}市", *(f"{column[index]:,}" if commas else str(column[index]) for column in columns)]
        )
    table.append(
        [draw(st.sampled_from(["計", "合計", "総数", "総　計"])), *(f"{sum(c):,}" if commas else str(sum(c)) for c in columns)]
    )
    return table


@law
@given(totalled(), st.booleans())
def test_a_total_that_is_right_is_not_told(rows: Rows, full: bool) -> None:
    assert told([[cell.translate(FULL) for cell in row] for row in rows] if full else rows) == []


@law
@given(totalled(), st.data(), st.integers(1, 9), st.booleans())
def test_a_cell_that_is_changed_makes_its_total_wrong(rows: Rows, data: st.DataObject, more: int, less: bool) -> None:
    row, column = data.draw(st.integers(1, len(rows) - 1)), data.draw(st.integers(1, len(rows[0]) - 1))
    value = int(rows[row][column].replace(",", "")) + (-more if less else more)
    rows[row][column] = f"{value:,}" if any("," in cell for line in rows for cell in line) else str(value)
    (problem,) = told(rows)
    assert (problem.code, problem.severity) == ("HD281", Severity.ERROR)
    assert (problem.quote or "")[slice(*(problem.caret or (0, 0)))] == rows[-1][column]


@st.composite
def shared(draw: st.DrawFn) -> Rows:
    """A table with a column of shares, rounded to one decimal."""
    height = draw(st.integers(4, 8))
    rows = [["区分", "対象", "登録", "登録の割合"]]
    for index in range(height):
        whole = draw(st.integers(100, 9999))
        part = draw(st.integers(1, whole))
        share = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        rows.append([f"{chr(ord('あ') + index)}市", str(whole), str(part), f"{share}%"])
    return rows


@law
@given(shared())
def test_a_share_that_is_right_is_not_told(rows: Rows) -> None:
    assert told(rows) == []


@law
@given(shared(), st.data(), st.integers(2, 90))
def test_a_share_that_is_wrong_is_told(rows: Rows, data: st.DataObject, more: int) -> None:
    row = data.draw(st.integers(1, len(rows) - 1))
    right = rows[row][3]
    rows[row][3] = f"{Decimal(right[:-1]) + more}%"
    (problem,) = told(rows)
    assert (problem.code, problem.severity) == ("HD283", Severity.ERROR)
    assert right[:-1] in problem.message


@law
@given(st.lists(st.tuples(st.integers(1, 999), st.integers(1, 999)), min_size=5, max_size=8, unique=True), st.data())
def test_a_difference_that_is_wrong_is_told(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    rows = [["区分", "前の年", "今の年", "差"]]
    rows += [[f"{chr(ord('あ') + n)}市", str(one), str(two), str(two - one)] for n, (one, two) in enumerate(pairs)]
    assert told(rows) == []
    at = data.draw(st.integers(1, len(pairs)))
    rows[at][3] = str(int(rows[at][3]) + 1)
    assert codes(told(rows)) == ["HD284"]


@pytest.mark.parametrize(
    "rows",
    [
        [["年度", "番号", "件数"], ["2022", "1", "10"], ["2023", "2", "20"], ["2024", "3", "30"]],
        [["区分", "件数"], ["合計", "60"], ["電話", "20"], ["来所", "40"]],
        [["区分", "件数"], ["電話", "20"], ["うち夜", "5"], ["来所", "40"], ["計", "60"]],
        [["区分", "割合"], ["甲", "33.4%"], ["乙", "33.4%"], ["丙", "33.3%"], ["計", "100.1%"]],
        [["区分", "平均年齢"], ["甲", "30"], ["乙", "40"], ["計", "35"]],
        [["区分", "件数"], ["甲", "－"], ["乙", "3"], ["丙", "4"], ["計", "7"]],
        [["区分", "件数", "人数"], ["甲", "不明", "1"], ["乙", "3", "2"], ["丙", "4", "3"], ["計", "12", "6"]],
    ],
)
def test_what_is_not_added_up_is_not_told(rows: Rows) -> None:
    assert told(rows) == []


def test_a_total_that_rounding_explains_is_noted() -> None:
    (problem,) = told([["区分", "面積"], ["甲", "10.1"], ["乙", "20.2"], ["丙", "30.3"], ["計", "60.7"]])
    assert (problem.code, problem.severity) == ("HD282", Severity.NOTE)


def test_figures_with_and_without_commas_are_noted() -> None:
    assert codes(told([["区分", "数"], ["甲", "1,000"], ["乙", "3500"], ["丙", "3,000"]])) == ["HD233"]
