from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import HEAD, codes, law, papers_of, planned

from hyoga_docs.core.problem import Place, Problem
from hyoga_docs.plan.csv_table import PrintedTable, figure, percent, print_table
from hyoga_docs.spec.csv_reader import CsvRow, CsvRows
from hyoga_docs.spec.meeting import TableOptions

PLACE = Place("meetings/a.yaml", 7, 5)
ROWS = (
    ("都道府県", "人口", "不安定", "無業"),
    ("全国", "17306000", "520000", "400000"),
    ("熊本", "216200", "6900", "5200"),
)


def rowed(*rows: tuple[str, ...]) -> CsvRows:
    """Rows as they are read: each knows its line."""
    made = tuple(CsvRow(cells) for cells in rows)
    for line, row in enumerate(made, 1):
        row.line = line
    return made


def table(rows: tuple[tuple[str, ...], ...], **keys: Any) -> tuple[PrintedTable, list[Problem]]:
    return print_table(rowed(*rows), TableOptions.model_validate(keys), "meetings/a.csv", PLACE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6900", Decimal(6900)),
        ("17,306,000", Decimal(17306000)),
        ("▲3.5", Decimal("-3.5")),
        ("△1,000", Decimal(-1000)),
        ("-2", Decimal(-2)),
        ("0", Decimal(0)),
        ("1.50", Decimal("1.50")),
        ("", None),
        ("－", None),
        ("1,00", None),
        ("12,34,567", None),
        ("3%", None),
        ("約3", None),
        (".5", None),
        ("1e5", None),
        ("NaN", None),
    ],
)
def test_a_figure_is_read_as_it_is_printed(text: str, value: Decimal | None) -> None:
    assert figure(text) == value


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "printed"),
    [
        (6900, 216200, 1, "3.2%"),
        (520000, 17306000, 1, "3.0%"),
        (1, 3, 0, "33%"),
        (1, 3, 2, "33.33%"),
        (25, 1000, 0, "3%"),
        (125, 1000, 0, "13%"),
        (1, 800, 2, "0.13%"),
        (5, 10000, 1, "0.1%"),
        (4, 10000, 1, "0.0%"),
        (1, 0, 1, "－"),
        (0, 0, 1, "－"),
        (5, 5, 1, "100.0%"),
    ],
)
def test_a_ratio_is_rounded_half_up(part: int, whole: int, decimals: int, printed: str) -> None:
    assert percent(Decimal(part), Decimal(whole), decimals) == printed


@law
@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 6))
def test_a_ratio_is_never_further_off_than_half_its_last_digit(part: int, whole: int, decimals: int) -> None:
    printed = Fraction(percent(Decimal(part), Decimal(whole), decimals).removesuffix("%"))
    exact, unit = Fraction(part * 100, whole), Fraction(1, 10**decimals)
    assert -unit / 2 < printed - exact <= unit / 2


def test_ratios_are_computed_and_stand_where_they_were_asked_for() -> None:
    printed, problems = table(
        ROWS,
        computed=[
            {"title": "比（不安定）", "ratio": ["不安定", "人口"], "after": "不安定"},
            {"title": "比（無業）", "ratio": ["無業", "人口"], "decimals": 2},
        ],
    )
    assert problems == []
    assert printed.headings == ("都道府県", "人口", "不安定", "比（不安定）", "無業", "比（無業）")
    assert printed.rows == (
        ("全国", "17,306,000", "520,000", "3.0%", "400,000", "2.31%"),
        ("熊本", "216,200", "6,900", "3.2%", "5,200", "2.41%"),
    )
    assert printed.figures == (False, True, True, True, True, True)


def test_sums_are_computed_and_may_be_used_in_turn() -> None:
    computed = [{"title": "計", "sum": ["不安定", "無業"]}, {"title": "比", "ratio": ["計", "人口"]}]
    printed, problems = table(ROWS, computed=computed)
    assert problems == []
    assert [row[-2:] for row in printed.rows] == [("920,000", "5.3%"), ("12,100", "5.6%")]


def test_a_difference_has_the_sign_of_the_house() -> None:
    budget = (("科目", "本年度", "前年度"), ("負担金", "900", "900"), ("補助金", "8000", "10000"), ("雑入", "-", "△30"))
    computed = [{"title": "比較", "difference": ["本年度", "前年度"]}]
    assert [row[1:] for row in table(budget, computed=computed, minus="△")[0].rows] == [
        ("900", "900", "0"),
        ("8,000", "10,000", "△2,000"),
        ("-", "△30", "－"),
    ]
    assert table(budget, computed=computed)[0].rows[1][3] == "▲2,000"


def test_a_total_is_added_and_ratios_are_computed_of_it() -> None:
    printed, problems = table(ROWS, total="合計", computed=[{"title": "比", "ratio": ["不安定", "人口"]}])
    assert problems == []
    assert printed.rows[-1] == ("合計", "17,522,200", "526,900", "405,200", "3.0%")
    assert len(printed.rows) == 3


def test_a_column_with_anything_but_figures_has_no_total() -> None:
    printed, _ = table((("県", "人", "備考"), ("甲", "1", "済"), ("乙", "2", "")), total="計")
    assert printed.rows[-1] == ("計", "3", "")


def test_the_first_column_names_its_row_and_has_no_total() -> None:
    printed, _ = table((("番号", "県", "人"), ("1", "甲", "5"), ("2", "乙", "6")), total="計")
    assert printed.rows[-1] == ("計", "", "11")


def test_totals_keep_decimals_and_signs() -> None:
    printed, _ = table((("県", "増減"), ("甲", "1.5"), ("乙", "▲4.25")), total="計")
    assert [row[1] for row in printed.rows] == ["1.5", "▲4.25", "▲2.75"]


def test_figures_are_grouped_and_words_are_left_alone() -> None:
    printed, _ = table((("年度", "人数", "番号"), ("2019", "12345", "A-1"), ("2020", "－", "1000")))
    assert printed.rows == (("2019", "12,345", "A-1"), ("2020", "－", "1000"))
    assert printed.figures[1:] == (True, False)


def test_what_surrounds_a_table_is_kept() -> None:
    printed, _ = table(ROWS, unit="人", lead="文", notes=["注一", "注二"])
    assert (printed.unit, printed.lead, printed.notes) == ("人", ("文",), ("注一", "注二"))
    bare, problems = print_table(rowed(*ROWS), None, "a.csv", PLACE)
    assert problems == []
    assert (bare.headings, bare.unit, bare.lead, bare.notes) == (ROWS[0], "", (), ())


def test_every_unknown_column_is_told_with_the_nearest() -> None:
    computed = [{"title": "比", "ratio": ["不安", "人口数"], "after": "zzz"}, {"title": "計", "sum": ["人口", "無業者"]}]
    printed, problems = table(ROWS, computed=computed)
    assert [(p.code, p.quote, p.place) for p in problems] == [
        ("HD124", "不安", PLACE),
        ("HD124", "人口数", PLACE),
        ("HD124", "zzz", PLACE),
        ("HD124", "無業者", PLACE),
    ]
    assert problems[0].hint == "「不安定」の誤りではありませんか。"
    assert "都道府県" in (problems[2].hint or "")
    assert all(len(row) == len(printed.headings) for row in printed.rows)


def test_every_cell_that_is_no_number_is_told_with_its_line() -> None:
    rows = (("県", "a", "b"), ("甲", "1", "2"), ("乙", "不明", "2"), ("丙", "1", ""))
    _, problems = table(rows, computed=[{"title": "比", "ratio": ["a", "b"]}])
    assert [(p.code, p.place, p.quote) for p in problems] == [
        ("HD125", Place("meetings/a.csv", 3), "不明"),
        ("HD125", Place("meetings/a.csv", 4), ""),
    ]
    assert "（aが数ではありません）" in problems[0].message
    assert "（bが数ではありません）" in problems[1].message


@law
@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 10**6)), min_size=1, max_size=8))
def test_a_total_is_the_sum_and_every_row_is_as_wide_as_the_headings(pairs: list[tuple[int, int]]) -> None:
    rows = (("県", "a", "b"), *((f"県{n}", str(a), str(b)) for n, (a, b) in enumerate(pairs)))
    printed, problems = table(rows, total="計", computed=[{"title": "計", "sum": ["a", "b"], "after": "a"}])
    assert problems == []
    assert all(len(row) == 4 == len(printed.headings) == len(printed.figures) for row in printed.rows)
    values = [[figure(cell) for cell in row[1:]] for row in printed.rows]
    assert [row[1] for row in values] == [*(a + b for a, b in pairs), sum(a + b for a, b in pairs)]
    assert values[-1][0] == sum(a for a, _ in pairs)


def test_a_csv_of_the_meeting_is_printed_as_a_table(tmp_path: Path) -> None:
    meeting = HEAD + "handouts:\n  - title: 推計\n    file: x/a.csv\n    table: {computed: [{title: 比, ratio: [人, 数]}]}\n"
    plan, problems = planned(tmp_path, meeting, {"x/a.csv": "県,人\n甲,1\n".encode()})
    assert [(p.code, str(p.place)) for p in problems] == [("HD124", "meetings/2024-05-01.yaml:7:12")]
    (document,) = papers_of(plan)
    assert document.kind == "table"
    assert document.table is not None
    assert document.table.headings == ("県", "人", "比")
    assert codes(problems) == ["HD124"]


def columns(count: int, digits: int = 3) -> tuple[tuple[str, ...], ...]:
    """A csv of so many columns, all but the first of them figures."""
    return (("市町村", *(f"列{number}" for number in range(1, count))), ("甲市", *("9" * digits for _ in range(1, count))))


@pytest.mark.parametrize(
    ("rows", "landscape", "parts"),
    [
        (ROWS, False, 0),
        (columns(12), False, 0),
        (columns(24), True, 0),
        (columns(60), True, 3),
        (columns(14, digits=8), True, 2),
    ],
)
def test_a_wide_table_is_turned_and_parted_by_what_its_columns_hold(
    rows: tuple[tuple[str, ...], ...], landscape: bool, parts: int
) -> None:
    made, problems = table(rows)
    assert (made.landscape, len(made.parts)) == (landscape, parts)
    assert [problem.code for problem in problems] == (["HD516"] if landscape else [])


@law
@given(st.integers(2, 60), st.integers(1, 12))
def test_every_column_is_in_one_part_and_the_first_in_all(count: int, digits: int) -> None:
    parts = table(columns(count, digits))[0].parts
    assert all(part[0] == 0 and len(part) > 1 for part in parts)
    held = [column for part in parts for column in part[1:]]
    assert held == list(range(1, count)) or not parts


def test_more_columns_than_sixty_are_refused() -> None:
    assert [problem.code for problem in table(columns(61))[1] if problem.code == "HD126"] == ["HD126"]


def test_the_way_the_paper_lies_can_be_said() -> None:
    made, problems = print_table(rowed(*ROWS), None, "meetings/a.csv", PLACE, "landscape")
    assert made.landscape
    assert problems == []
    made, problems = print_table(rowed(*columns(24)), None, "meetings/a.csv", PLACE, "portrait")
    assert not made.landscape
    assert len(made.parts) == 2
    assert [problem.code for problem in problems] == ["HD516"]


def test_a_total_that_stands_in_the_csv_already_is_told_and_not_doubled() -> None:
    _, problems = table((*ROWS, ("合　計", "17522200", "526900", "405200")), total="合計")
    assert [(problem.code, problem.place) for problem in problems] == [("HD125", Place("meetings/a.csv", 4))]


def test_a_column_that_one_word_keeps_from_its_total_is_told() -> None:
    rows = (("区分", "人数", "備考"), ("甲", "12", "済"), ("乙", "約3", ""), ("丙", "4", "2"))
    _, (problem,) = table(rows, total="合計")
    assert (problem.code, problem.place, problem.quote) == ("HD125", Place("meetings/a.csv", 3), "約3")
    assert table(rows)[1] == table(rows, total="合計", plain=["人数"])[1] == []
