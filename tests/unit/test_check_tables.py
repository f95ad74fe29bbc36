from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import codes, law

from hyoga_docs.check.tables import check_tables
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.text.passages import Grid
from hyoga_docs.text.readers.pdf_lines import plain_body

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


def told_of(text: str) -> list[Problem]:
    body = plain_body(text)
    return check_tables(CheckedText(TextOrigin.FILE, "a.txt", body, title="a.txt"), ALONE)


#: Tables of a text that are right as they stand, and beside each a total of it that is not what the parts add up to.
IN_LINES = {
    "a name and a figure": ("電話　　　　１２件\n来所　　　　３０件\n訪問　　　　　８件\n合計　　　　５０件", "５０件", "５２件"),
    "tabs": ("区分\t電話\t来所\n北市\t10\t\n中市\t15\t25\n南市\t11\t30\n計\t36\t55", "\t55", "\t56"),
    "drawn lines": (
        "│区分│電話│来所│\n├──┼──┼──┤\n│北市│  10│    │\n│中市│  15│  25│\n│南市│  11│  30│\n├──┼──┼──┤\n│計  │  36│  55│",
        "  36",
        "  37",
    ),
    "a blank cell": (
        "区分　　　電話　　来所\n北市　　　　10　　　20\n中市　　　　　　　　25\n南市　　　　11　　　30\n計　　　　　21　　　75",
        "75",
        "78",
    ),
    "a name of two words": ("北　市　10　20\n中　市　15　25\n南　市　11　30\n合　計　36　75", "75", "79"),
    "a name on two lines": (
        "市税　　　100　　200\n北部広域連合の\n負担金　　200　　300\n雑入　　　300　　500\n計　　　　600　1,000",
        "600",
        "630",
    ),
    "years over columns": (
        "区分　　2022　　2023\n北市　　　10　　　20\n中市　　　15　　　25\n南市　　　11　　　30\n計　　　　36　　　75",
        "75",
        "74",
    ),
    "two parts of a table": (
        "北市　10　20\n中市　15　25\n計　25　45\n東市　11　30\n南市　12　31\n計　23　61\n総計　48　106",
        "48　106",
        "48　107",
    ),
    "other rows under a first total": (
        "北市　10　20\n中市　15　25\n計　25　45\n県　11　30\n国　12　31\n総計　48　106",
        "106",
        "108",
    ),
}


@pytest.mark.parametrize("kind", IN_LINES)
def test_a_table_among_lines_is_added_up(kind: str) -> None:
    text, right, wrong = IN_LINES[kind]
    assert told_of(text) == []
    (problem,) = told_of(text.replace(right, wrong))
    assert (problem.code, problem.severity) == ("HD281", Severity.WARNING)


@pytest.mark.parametrize(
    "text",
    [
        "北市　10　20\n中市　15　25\n南市　11　30\n目標値　50　90\n計　36　75",
        "北市　10　20\n中市　15　25\n南市　11　30\n前年度　33　70\n計　36　75",
        "北市　10　20\n中市　15　25\n南市　11　30\nうち夜間　3　7\n計　36　75",
        "北市　10　20\n中市　15　25\n南市　11　30\n（再掲）女性　3　7\n計　36　75",
        "北市　10　20\n中市　15　25\n南市　11　30\n平均　12　25\n計　36　75",
        "北市　10　20\n中市　15　25\n南市　11　30\n南市を除く計　25　45",
        "４月　10　20\n５月　15　25\n６月　11　30\n累計　140　290",
        "北市　10　20\n中市　15　25\n南市　11　30\n前年計　40　80",
        "北市　10　20\n中市　15　25\n南市　11　30\n目標計　40　80",
        "市税　10　20\n交付金　15　25\n計　25　45\n\n国費　30　30\n県費　20　10\n総計　75　85",
        "区分　男　女\n北市　12　不明\n中市　15　25\n南市　11　30\n計　38　75",
        "対象　100　200\n実施　80　150\n未実施　20　50\n時計　12　60",
        "学校　　　３校\n児童　　１２０人\n教員　　　１５人\n会計　　　　２人",
        "番号　議席　定数\n１　北市　10　20\n２　中市　15　25\n３　南市　11　30\n計　36　75",
        "北市　10　20\n中市　15\n南市　11　30\n東市　12　31\n西市　13　32\n計　61　138",
        "第１章　総則　　１\n第２章　組織　　４\n第３章　会計　　９",
    ],
)
def test_rows_that_are_no_parts_are_not_added_up(text: str) -> None:
    assert told_of(text) == []


ROWS = [["区分", "件数", "人数"], ["電話", "20", "30"], ["来所", "40", "50"]]


@pytest.mark.parametrize(
    "aside", ["目標値", "計画値", "前年度", "昨年度", "平均", "構成比", "増減", "達成率", "見込", "定員", "参考：県外"]
)
def test_a_row_beside_the_parts_counts_in_no_total(aside: str) -> None:
    rows = [*ROWS, [aside, "90", "99"]]
    assert told([*rows, ["計", "60", "80"]]) == []
    assert told([*rows, ["計", "70", "85"]]) == []  # of what, nobody can tell
    assert codes(told([*rows, ["計", "60", "85"]])) == ["HD281"]


@pytest.mark.parametrize("note", ["四捨五入のため、合計は一致しない。", "千円未満は切り捨てた。", "端数処理をしている。"])
def test_a_note_on_rounding_says_what_a_finding_would(note: str) -> None:
    grid = Grid((("区分", "面積"), ("甲", "10.1"), ("乙", "20.2"), ("丙", "30.3"), ("計", "60.7")))
    assert check_tables(checked(note, grids=[grid]), ALONE) == []
    slip = Grid((*grid.rows[:-1], ("計", "66.7")))
    assert codes(check_tables(checked(note, grids=[slip]), ALONE)) == ["HD281"]


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("前年比", ["皆増", "▲1.5", "△2.0", "－", "皆減"]),
        ("対前年度増減率", ["5.0", "3.1", "△2.0", "－", "1.2"]),
        ("増減（ポイント）", ["0.4", "0.5", "△0.3", "0.2", "0.1"]),
        ("増減", ["△5", "▲4", "－3", "−2", "10"]),
    ],
)
def test_what_says_how_a_figure_changed_is_not_told(heading: str, values: list[str]) -> None:
    before, now = ["15", "14", "13", "12", "10"], ["10", "10", "10", "10", "20"]
    rows = [["区分", "本年度", "前年度", heading]]
    rows += [[name, new, old, value] for name, new, old, value in zip("甲乙丙丁戊", now, before, values, strict=True)]
    assert told(rows) == []


def test_differences_of_figures_that_were_cut_off_may_be_off_by_one() -> None:
    rows = [["区分", "予算", "決算", "差"], ["甲", "30", "20", "10"], ["乙", "50", "20", "30"], ["丙", "70", "20", "50"]]
    rows += [["丁", "90", "20", "70"], ["戊", "80", "50", "31"]]
    grid = Grid(tuple(map(tuple, rows)))
    assert codes(check_tables(checked(grids=[grid]), ALONE)) == ["HD284"]
    assert check_tables(checked("（単位：千円）", "千円未満切捨て", grids=[grid]), ALONE) == []


def test_a_finding_in_a_sheet_names_its_cell() -> None:
    grid = Grid(
        (("区分", "数"), ("甲", "10"), ("乙", "20"), ("計", "32")), names=tuple((f"予算!A{n}", f"予算!B{n}") for n in range(1, 5))
    )
    assert [problem.cell for problem in check_tables(checked(grids=[grid]), ALONE)] == ["予算!B4"]


def test_rows_that_break_down_the_row_above_them_count_once() -> None:
    rows = [["会計", "補正前", "補正後"], ["一般会計", "500", "520"], ["特別会計", "300", "330"], ["国保", "100", "110"]]
    rows += [["介護", "120", "140"], ["後期", "80", "80"], ["企業会計", "200", "210"]]
    assert told([*rows, ["合計", "1,000", "1,060"]]) == []
    assert [each.code for each in told([*rows, ["合計", "1,000", "1,080"]])] == ["HD281"]
