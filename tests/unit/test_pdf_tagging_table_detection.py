from __future__ import annotations

from typing import Any

import pikepdf

from hyoga_docs.pdf.tagging.marked_content import TextMark
from hyoga_docs.pdf.tagging.table_detection import arrange

Cell = tuple[float, float, str]


def arranged(*rows: list[Cell]) -> tuple[list[Any], bool]:
    """The elements of rows of cells (left, right, words), 20 points apart; words stand for themselves by their number."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    texts: list[TextMark] = []
    boxes: list[tuple[float, float, float]] = []
    words: list[str] = []
    for number, row in enumerate(rows):
        for left, right, said in row:
            y = 700.0 - 20 * number
            texts.append(TextMark(len(words), left, y, 10))
            boxes.append((left, y, right))
            words.append(said)
    elements, sure = arrange(pdf, page, texts, boxes)

    def told(element: Any) -> Any:
        kids = list(element.get("/K", ()))
        name = str(element.S)[1:]
        return (name, [words[kid] if isinstance(kid, int) else told(kid) for kid in kids])

    return [told(element) for element in elements], sure


HEAD: list[Cell] = [(50, 70, "番号"), (120, 140, "氏名"), (300, 320, "所属")]


def test_cells_in_rows_and_columns_are_a_table_under_its_title() -> None:
    found, sure = arranged([(50, 150, "名簿")], HEAD, [(60, 65, "1"), (100, 150, "山田"), (290, 340, "熊本市")])
    assert sure
    assert found == [
        ("P", ["名簿"]),
        (
            "Table",
            [
                ("TR", [("TH", ["番号"]), ("TH", ["氏名"]), ("TH", ["所属"])]),
                ("TR", [("TD", ["1"]), ("TD", ["山田"]), ("TD", ["熊本市"])]),
            ],
        ),
    ]


def test_a_head_centred_over_figures_at_the_right_is_in_their_column() -> None:
    found, sure = arranged(HEAD, [(85, 90, "1"), (100, 115, "山田"), (290, 299, "熊本市")])
    assert sure
    assert found[0][1][1] == ("TR", [("TD", ["1"]), ("TD", ["山田"]), ("TD", ["熊本市"])])


def test_a_column_of_blanks_is_a_column_like_any_other() -> None:
    blanks: list[list[Cell]] = [
        [(50, 70, "項目"), (100, 100, " "), (150, 170, "値")],
        [(50, 55, "あ"), (100, 99, "　"), (150, 155, "1")],
    ]
    found, sure = arranged(*blanks)
    assert sure
    assert found[0][0] == "Table"
    assert found[0][1][1] == ("TR", [("TD", ["あ"]), ("TD", ["　"]), ("TD", ["1"])])


def test_a_wrapped_cell_or_one_that_spans_columns_is_read_line_by_line_and_not_called_sure() -> None:
    wrapped, sure = arranged(
        HEAD, [(60, 65, "1"), (100, 150, "山田"), (290, 340, "ABC")], [(290, 340, "株式会社"), (120, 130, "様")]
    )
    assert not sure
    assert wrapped == [("P", ["番号", "氏名", "所属"]), ("P", ["1", "山田", "ABC"]), ("P", ["様", "株式会社"])]
    spanning, sure = arranged([(50, 70, "町"), (110, 330, "人口")], HEAD, [(60, 65, "1"), (100, 150, "4000"), (290, 340, "5000")])
    assert not sure
    assert spanning[2] == ("P", ["1", "4000", "5000"])


def test_one_column_is_paragraphs_in_order() -> None:
    assert arranged([(50, 90, "一")], [(50, 90, "二")]) == ([("P", ["一"]), ("P", ["二"])], True)
