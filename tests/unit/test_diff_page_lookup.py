from __future__ import annotations

from hyoga_docs.diff.page_lookup import placed
from hyoga_docs.diff.review_reader import read_units
from hyoga_docs.text.extract import read_lines


def sheet(*rows: str) -> str:
    return "\n".join(["# 表", "", *read_lines("\n".join(rows).encode(), ".csv")])


def pages(text: str, lines: list[list[str]]) -> list[list[int | None]]:
    return [[place.page for place in unit.places] for unit in placed(read_units(text), lines)]


def test_rows_are_found_on_their_pages_though_their_figures_come_again() -> None:
    text = sheet("方法,平成30年度,令和元年度", "電話,100,120", "来所,100,120", "計,200,240")
    assert pages(text, [["方法 平成30年度 令和元年度", "電話 100 120"], ["来所 100 120", "計 200 240"]]) == [
        [1, 1, 1],
        [1, 1, 1],
        [2, 2, 2],
        [2, 2, 2],
    ]


def test_a_row_that_is_printed_on_two_pages_is_found_in_parts() -> None:
    text = sheet("方法,平成30年度,令和元年度", "電話,100,120", "来所,80,120")
    assert pages(text, [["方法 平成30年度", "電話 100", "来所 80"], ["令和元年度", "120", "120"]]) == [[1, 1, 2]] * 3


def test_letters_in_another_order_are_found_nearby() -> None:
    assert pages(sheet("開催日,11月1日"), [["表紙"], ["開催日 11 1 月 日"]]) == [[2, 2]]


def test_a_sentence_is_found_by_its_beginning_its_end_or_a_part_of_it() -> None:
    text = "# 題\n\n（ふりがな）うみべ\n海辺/総数\n１．\t目的\n"
    units = placed(read_units(text), [["表紙"], ["うみべ", "海辺", "総数"], ["1. 目的"]])
    assert [unit.page for unit in units] == [2, 2, 3]
