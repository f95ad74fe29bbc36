"""Which cell of a sheet each text of a page is of; pages are made up of texts 20 points below one another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.pdf.tagging.sheet_pages import SheetPage, place_texts
from hyoga_docs.pdf.tagging.sheet_texts import SheetText
from hyoga_docs.text.passages import Grid

Span = tuple[int, int, int, int]


def grid(*rows: tuple[str, ...], spans: tuple[Span, ...] = (), titles: tuple[int, int] = (0, 0)) -> Grid:
    """A sheet."""
    names = tuple(tuple(f"表!{chr(65 + column)}{number}" for column in range(len(row))) for number, row in enumerate(rows, 1))
    return Grid(rows, names=names, spans=spans, titles=titles)


def page(*lines: list[tuple[float, str]]) -> SheetPage:
    """A page of lines of texts, each with where it begins; its ink is as wide as it has letters of 10 points."""
    texts = []
    for number, line in enumerate(lines):
        for x, said in line:
            words = unbroken(said)
            texts.append(SheetText(x, 700.0 - 20 * number, x + 10 * len(words), 10, words))
    return SheetPage(texts)


def cells(found: SheetPage) -> list[str]:
    """The cell of each text, by name."""
    assert found.grid is not None
    return [found.grid.names[text.cell[0]][text.cell[1]].removeprefix("表!") if text.cell else "" for text in found.texts]


def placed(sheet: Grid, *pages: SheetPage) -> list[list[str]]:
    place_texts(pages, [sheet])
    return [cells(each) for each in pages]


def test_texts_are_in_the_cells_that_say_them() -> None:
    sheet = grid(("区分", "男", "女"), ("", "1", "2"), ("計", "1", ""))
    (found,) = placed(sheet, page([(0, "区分"), (100, "男"), (200, "女")], [(100, "1"), (200, "2")], [(0, "計"), (100, "1")]))
    assert found == ["A1", "B1", "C1", "B2", "C2", "A3", "B3"]


def test_a_text_in_pieces_and_on_several_lines_is_of_one_cell() -> None:
    sheet = grid(("市", "備考"), ("第4市", "折り返した 長い文"))
    lines = page([(0, "市"), (100, "備考")], [(100, "折り返した")], [(0, "第"), (10, "4"), (15, "市"), (100, "長い文")])
    assert placed(sheet, lines) == [["A1", "B1", "B2", "A2", "A2", "A2", "B2"]]


def test_a_text_in_merged_rows_is_of_the_first_of_them() -> None:
    sheet = grid(("区分", "人口", "備考"), ("", "男", ""), ("a", "1", ""), spans=((0, 0, 2, 1), (0, 2, 2, 1)))
    lines = page([(50, "人口")], [(0, "区分"), (200, "備考")], [(50, "男")], [(0, "a"), (50, "1")])
    assert placed(sheet, lines) == [["B1", "A1", "C1", "B2", "A3", "B3"]]


def test_a_figure_that_is_printed_as_something_else_is_of_the_cell_that_is_left() -> None:
    sheet = grid(("市", "人口", "世帯"), ("甲", "123,456", "20"))
    assert placed(sheet, page([(0, "市"), (50, "人口"), (90, "世帯")], [(0, "甲"), (50, "###"), (90, "20")])) == [
        ["A1", "B1", "C1", "A2", "B2", "C2"]
    ]


def test_what_repeats_goes_on_from_page_to_page() -> None:
    rows = [("見出し", "値"), *[("同じ", "0") for _ in range(8)]]
    lines = [[(0.0, "同じ"), (100.0, "0")] for _ in range(4)]
    first, second = placed(grid(*rows), page([(0, "見出し"), (100, "値")], *lines), page(*lines))
    assert first[2:] == ["A2", "B2", "A3", "B3", "A4", "B4", "A5", "B5"]
    assert second == ["A6", "B6", "A7", "B7", "A8", "B8", "A9", "B9"]


def test_what_is_no_cell_has_none() -> None:
    sheet = grid(("区分", "値"), ("a", "1"))
    assert placed(sheet, page([(200, "資料３")], [(0, "区分"), (100, "値")], [(0, "a"), (100, "1")], [(100, "- 1 -")])) == [
        ["", "A1", "B1", "A2", "B2", ""]
    ]


def test_each_page_is_of_its_own_sheet() -> None:
    pages = [page([(0, "甲"), (50, "乙")]), page([(0, "丙"), (50, "丁")]), page([(0, "外の字")])]
    place_texts(pages, [grid(("甲", "乙")), grid(("丙", "丁"))])
    assert [each.number for each in pages] == [0, 1, None]


def test_a_sheet_that_is_cut_over_several_widths_is_known_also_with_its_first_column_repeated() -> None:
    sheet = grid(("市", "い", "ろ", "は", "に"), ("甲", "0", "0", "0", "0"), ("乙", "1", "2", "3", "0"))
    left = page([(0, "市"), (50, "い"), (90, "ろ")], [(0, "甲"), (50, "0"), (90, "0")], [(0, "乙"), (50, "1"), (90, "2")])
    right = page([(0, "市"), (50, "は"), (90, "に")], [(0, "甲"), (50, "0"), (90, "0")], [(0, "乙"), (50, "3"), (90, "0")])
    assert placed(sheet, left, right)[1] == ["A1", "D1", "E1", "A2", "D2", "E2", "A3", "D3", "E3"]
    assert left.elsewhere == {3, 4}


def test_pages_below_one_another_are_not_cut_though_they_repeat_their_head() -> None:
    sheet = grid(("市", "値"), ("甲", "1"), ("乙", "2"))
    above, below = page([(0, "市"), (50, "値")], [(0, "甲"), (50, "1")]), page([(0, "市"), (50, "値")], [(0, "乙"), (50, "2")])
    placed(sheet, above, below)
    assert not above.elsewhere


@law
@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.tuples(*[st.sampled_from(["", "0", "1", "12", "市", "市町"])] * width).filter(any), min_size=1, max_size=10
        )
    ),
    st.integers(1, 10),
)
def test_rows_that_repeat_each_other_are_told_apart_by_their_order(rows: list[tuple[str, ...]], height: int) -> None:
    pages, truth = [], []
    for start in range(0, len(rows), height):
        held = rows[start : start + height]
        pages.append(page(*[[(100.0 * column, said) for column, said in enumerate(row) if said] for row in held]))
        at = [(row, column) for row, cells in enumerate(held, start) for column, said in enumerate(cells) if said]
        truth.append(at)
    place_texts(pages, [grid(*rows)])
    assert [[text.cell for text in each.texts] for each in pages] == truth


def test_the_number_of_a_page_is_no_cell() -> None:
    rows = [(str(number), "値") for number in range(1, 7)]
    pages = []
    for number in range(3):
        made = page(*[[(0.0, said), (100.0, other)] for said, other in rows[number * 2 : number * 2 + 2]])
        made.texts.append(SheetText(50, 20, 60, 10, str(number + 1)))
        pages.append(made)
    place_texts(pages, [grid(*rows)])
    assert [cells(each) for each in pages] == [
        ["A1", "B1", "A2", "B2", ""],
        ["A3", "B3", "A4", "B4", ""],
        ["A5", "B5", "A6", "B6", ""],
    ]


def test_sheets_that_say_nearly_the_same_are_told_apart() -> None:
    """Books of months: the same labels on every sheet, other figures; and pages of one sheet after another."""
    april, may = grid(("市", "値"), ("甲", "10"), ("乙", "20")), grid(("市", "値"), ("甲", "30"), ("乙", "40"))
    pages = [
        page([(0, "市"), (50, "値")], [(0, "甲"), (50, "10")], [(0, "乙"), (50, "20")]),
        page([(0, "市"), (50, "値")], [(0, "甲"), (50, "30")]),
        page([(0, "乙"), (50, "40")]),
    ]
    place_texts(pages, [april, may])
    assert [each.number for each in pages] == [0, 1, 1]
    pages = [page([(0, "同じ")]) for _ in range(3)]
    place_texts(pages, [grid(("同じ",)) for _ in range(3)])
    assert [each.number for each in pages] == [0, 1, 2]


def test_one_cell_between_the_head_and_the_foot_of_its_page_is_that_cell() -> None:
    made = page([(0, "表の名前")], [(0, "本文")], [(0, "1ページ")])
    assert placed(grid(("本文",)), made) == [["", "A1", ""]]


def test_titles_of_several_lines_are_in_their_cells_on_each_page() -> None:
    sheet = grid(
        ("款", "予算額 Ａ", "比較"), ("", "", "増減"), ("1", "2", "3"), ("4", "5", "6"), spans=((0, 1, 2, 1),), titles=(0, 2)
    )
    head: tuple[list[tuple[float, str]], ...]
    head = ([(0, "款"), (200, "比較")], [(100, "予算額")], [(100, "Ａ")], [(200, "増減")])
    first, second = page(*head, [(0, "1"), (100, "2"), (200, "3")]), page(*head, [(0, "4"), (100, "5"), (200, "6")])
    titles = ["A1", "C1", "B1", "B1", "C2"]
    assert placed(sheet, first, second) == [[*titles, "A3", "B3", "C3"], [*titles, "A4", "B4", "C4"]]


def test_a_number_with_fewer_digits_is_of_its_cell() -> None:
    sheet = grid(("区分", "平均"), ("a", "41.4771597"), ("b", "41.47"))
    lines = page([(0, "区分"), (100, "平均")], [(0, "a"), (100, "41.47716")], [(0, "b"), (100, "41.5")])
    assert placed(sheet, lines) == [["A1", "B1", "A2", "B2", "A3", "B3"]]


def test_signs_of_another_font_are_of_the_cell_that_they_are_painted_in() -> None:
    sheet = grid(("添付書類", "☑事業計画書　□収支予算書　☑その他"), ("担当", "総務課"))
    lines = page(
        [(0, "添付書類"), (100, "☑"), (110, "事業計画書　□収支予算書　その他"), (200, "☑")], [(0, "担当"), (100, "総務課")]
    )
    assert placed(sheet, lines) == [["A1", "B1", "B1", "B1", "A2", "B2"]]


def test_the_last_letter_of_a_text_is_of_its_cell_on_a_line_of_its_own() -> None:
    sheet = grid(("添付", "☑事業計画書□その他（　）"), ("担当", "総務課"))
    lines = page([(0, "添付"), (100, "☑"), (110, "事業計画書□その他（")], [(100, "）")], [(0, "担当"), (100, "総務課")])
    assert placed(sheet, lines) == [["A1", "B1", "B1", "B1", "A2", "B2"]]
