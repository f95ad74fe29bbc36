"""The elements of a page of a sheet: tables as the sheet has them, paragraphs around."""

from __future__ import annotations

from typing import Any

import pikepdf
from test_pdf_tagging_sheet_pages import grid, page

from hyoga_docs.pdf.tagging.marked_content import TextMark
from hyoga_docs.pdf.tagging.sheet_pages import SheetPage, place_texts
from hyoga_docs.pdf.tagging.sheet_tables import sheet_elements
from hyoga_docs.pdf.tagging.sheet_texts import SheetText
from hyoga_docs.text.passages import Grid


def tagged(sheet: SheetPage, *grids: Grid) -> tuple[list[Any], bool]:
    """The elements of a page: (name, what it covers, kids), words standing for marks."""
    place_texts([sheet], grids)
    pdf = pikepdf.new()
    marks = [TextMark(number, text.x, text.y, text.size) for number, text in enumerate(sheet.texts)]
    elements, sure = sheet_elements(pdf, pdf.add_blank_page(), marks, sheet)

    def told(element: Any) -> Any:
        kids = [sheet.texts[kid].words if isinstance(kid, int) else told(kid) for kid in element.get("/K", ())]
        about = element.get("/A", {})
        spans = [int(about.get(key, 1)) for key in ("/RowSpan", "/ColSpan")]
        return (str(element.S)[1:], *([spans] if spans != [1, 1] else []), kids)

    return [told(element) for element in elements], sure


def test_merged_heads_cover_what_they_cover() -> None:
    sheet = grid(
        ("統計", "", ""), ("市", "人口", ""), ("", "男", "女"), ("甲", "1", "2"), ("注がある", "", ""),
        spans=((0, 0, 1, 3), (1, 0, 2, 1), (1, 1, 1, 2)),
    )  # fmt: skip
    lines = page(
        [(50, "統計")], [(70, "人口")], [(0, "市")], [(50, "男"), (90, "女")], [(0, "甲"), (50, "1"), (90, "2")], [(0, "注がある")]
    )
    found, sure = tagged(lines, sheet)
    assert sure
    assert found == [
        ("P", ["統計"]),
        (
            "Table",
            [
                ("TR", [("TH", [2, 1], ["市"]), ("TH", [1, 2], ["人口"])]),
                ("TR", [("TH", ["男"]), ("TH", ["女"])]),
                ("TR", [("TD", ["甲"]), ("TD", ["1"]), ("TD", ["2"])]),
            ],
        ),
        ("P", ["注がある"]),
    ]


def test_empty_cells_are_cells() -> None:
    found, sure = tagged(page([(50, "男"), (90, "女")], [(0, "甲"), (90, "2")]), grid(("", "男", "女"), ("甲", "", "2")))
    assert sure
    assert found[0][1] == [
        ("TR", [("TH", []), ("TH", ["男"]), ("TH", ["女"])]),
        ("TR", [("TD", ["甲"]), ("TD", []), ("TD", ["2"])]),
    ]


def test_heads_and_feet_of_the_page_stand_around_the_table_and_what_lies_over_it_is_not_sure() -> None:
    sheet = grid(("a", "b"), ("c", "d"))
    around = page([(90, "資料3")], [(0, "a"), (50, "b")], [(0, "c"), (50, "d")], [(50, "1/2")])
    found, sure = tagged(around, sheet)
    assert sure
    assert [element[0] for element in found] == ["P", "Table", "P"]
    found, sure = tagged(page([(0, "a"), (50, "b")], [(90, "図の中の字")], [(0, "c"), (50, "d")]), sheet)
    assert not sure
    assert [element[0] for element in found] == ["Table", "P"]


def test_cells_of_spaces_alone_end_no_page() -> None:
    """Their texts have neither ink nor words, with a grid and without."""
    lines = page([(0, "項目"), (50, "値")], [(0, "あ"), (50, "1")])
    lines.texts.append(SheetText(90, 680, 90, 10, ""))
    found, sure = tagged(lines, grid(("項目", "値"), ("あ", "1")))
    assert sure
    assert [element[0] for element in found] == ["Table"]
    lines = page([(0, "項目"), (50, "値")], [(0, "あ"), (50, "1")])
    lines.texts += [SheetText(90, 700, 90, 10, ""), SheetText(90, 680, 90, 10, "")]
    assert [element[0] for element in tagged(lines)[0]] == ["Table"]


def test_a_mark_that_begins_with_a_space_is_of_the_words_after_it() -> None:
    """LibreOffice paints a wide space in another font, within one mark."""
    sheet = page([(0, "番号"), (50, "課")], [(0, "1"), (50, "福祉課")])
    sheet.texts.insert(3, SheetText(40, 680, 40, 10, ""))
    place_texts([sheet], [grid(("番号", "課"), ("1", "福祉課"))])
    pdf = pikepdf.new()
    marks = [TextMark(number, text.x, text.y, text.size) for number, text in enumerate(sheet.texts) if text.words != "福祉課"]
    (table,), sure = sheet_elements(pdf, pdf.add_blank_page(), marks, sheet)
    assert sure
    assert [list(cell.get("/K", ())) for cell in table.K[1].K] == [[2], [3]]
