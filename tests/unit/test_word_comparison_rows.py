"""How the rows of a 新旧対照表 go over pages."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from hyoga_docs.word.comparison_rows import keep_rows


def table(*rows: tuple[str, str], style: str = "ComparisonTable") -> Document:
    """Two columns of the same words; each row by its paragraphs' style and its words."""
    document = docx.Document()
    for name in dict.fromkeys(name for name, _ in rows):
        document.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style(style, docx.enum.style.WD_STYLE_TYPE.TABLE)
    made = document.add_table(0, 2, style=style)
    for name, words in rows:
        for cell in made.add_row().cells:
            cell.width, cell.text, cell.paragraphs[0].style = Mm(85), words, document.styles[name]
    return document


def kept(document: Document) -> list[tuple[bool, bool]]:
    """Of each row whether it stays whole, and whether it stays with the next."""
    keep_rows(document)
    rows = document.tables[0].rows
    return [(bool(row._tr.findall(f".//{qn('w:cantSplit')}")), bool(row._tr.findall(f".//{qn('w:keepNext')}"))) for row in rows]


def test_short_rows_stay_whole_and_long_ones_go_over_the_page() -> None:
    assert kept(table(("CompareItem2", "会議は、会長が招集する。"), ("CompareItem2", "会議は、会長が招集する。" * 30))) == [
        (True, False),
        (False, False),
    ]


def test_a_heading_stays_with_what_it_heads() -> None:
    rows = [
        ("CompareItem1", "１　設置"),
        ("CompareBody1", "会議を置く。"),
        ("CompareItem1", "２　（略）"),
        ("CompareItem1", "３　庶務"),
    ]
    assert [next_ for _, next_ in kept(table(*rows))] == [True, False, False, False]


def test_what_stands_above_an_article_stays_with_it() -> None:
    rows = [
        ("CompareItem1", "第６章　雑則"),
        ("CompareItem1", "（庶務）"),
        ("CompareItem1", "第９条　会議の庶務は、福祉課において処理する。"),
        ("CompareItem1", "第10条　（略）"),
        ("CompareSupplement", "附　則　（略）"),
        ("CompareSupplement", "附　則（令和７年見本市告示第31号）"),
        ("CompareBody1", "この要綱は、令和７年４月１日から施行する。"),
    ]
    assert [next_ for _, next_ in kept(table(*rows))] == [True, True, False, False, False, True, False]


def test_other_tables_are_left_alone() -> None:
    assert kept(table(("CompareItem1", "１　設置"), ("CompareBody1", "会議を置く。"), style="TableGrid")) == [(False, False)] * 2
