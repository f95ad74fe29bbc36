from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.core.problem import Place
from hyoga_docs.spec.csv_reader import read_csv
from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.passages import Body, Passage
from hyoga_docs.text.readers.csv_markdown import csv_body, markdown_body


def texts(body: Body) -> list[str]:
    return [passage.text for passage in body.passages]


def at(passage: Passage, part: str) -> tuple[int | None, int | None]:
    place = passage.place("a", passage.text.index(part))
    return place.line, place.column


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_is_cells_that_know_their_places(encoding: str) -> None:
    body = csv_body('区分, 名\r\n\r\n"甲""乙","一\r\n二"\r\n丙,\r\n'.encode(encoding))
    assert texts(body) == ["区分", "名", '甲"乙', "一\n二", "丙"]
    assert body.grids[0].rows == (("区分", "名"), ('甲"乙', "一\n二"), ("丙", ""))
    assert body.grids[0].lines == (1, 3, 5)
    assert body.passages[1].place("a", 0) == Place("a", 1, 5)
    assert (at(body.passages[2], "甲"), at(body.passages[2], "乙")) == ((3, 2), (3, 5))
    assert at(body.passages[3], "二") == (4, 1)
    assert [passage.cell_name for passage in body.passages] == ["A1", "B1", "A3", "B3", "A4"]
    assert body.grids[0].names[-1] == ("A4", "B4")


@law
@given(st.lists(st.text('a資,"\n ', max_size=8), min_size=2, max_size=4))
def test_a_csv_has_the_rows_that_supplied_papers_are_made_of(lines: list[str]) -> None:
    raw = "\n".join(lines).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(raw)
        rows, _ = read_csv(path, "a.csv")
    grids = csv_body(raw).grids
    if rows:
        assert grids[0].rows == rows
        assert list(grids[0].lines) == [row.line for row in rows]


@law
@given(st.text("ab資、 \n*_`[]()<>!-#|~:.1\\", max_size=60))
def test_each_character_of_markdown_stands_where_its_place_says(text: str) -> None:
    lines = text.split("\n")
    for passage in markdown_body(text).passages:
        for offset, character in enumerate(passage.text):
            if not character.isspace():
                place = passage.place("a", offset)
                assert place.line is not None
                assert place.column is not None
                assert lines[place.line - 1][place.column - 1] == character


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("日本\n語", ["日本語"]),
        ("one\ntwo", ["one two"]),
        ("日本\nthe", ["日本the"]),
        ("**日本**\n**語**", ["日本語"]),
        ("一  \n二\\\n三<br>四", ["一\n二\n三\n四"]),
        ("# 題 #\n本文", ["題", "本文"]),
        ("題\n==\n本文", ["題", "本文"]),
        ("前\n\n---\n\n後", ["前", "後"]),
        ("- 一\n  続き\n* 二\n1. 三\n2. 四", ["一続き", "二", "三", "四"]),
        ("- [ ] 未\n- [x] 済", ["未", "済"]),
        ("全部で\n10. とする", ["全部で10. とする"]),
        ("前\n> 引\n> 用", ["前", "引用"]),
        ("前\n```\nコード\n```\n後", ["前", "後"]),
        ("~~~\n```\n~~~\n後", ["後"]),
        ("- 項\n  ```\n  コード\n  ```\n- 次", ["項", "次"]),
        ("前<!-- 隠\nす -->後", ["前後"]),
        ("`<!--` 前 `-->`", ["前"]),
        ("<!-- 隠す -->\n\n後", ["後"]),
        ("[資料](https://e.jp/a_(b) '題')と![図](a.png)", ["資料と図"]),
        ("[資料][a]と注[^1]。\n\n[a]: https://e.jp\n[^1]: 注の文", ["資料と注。", "注の文"]),
        ("値は`a``b`と``c`d``です", ["値はとです"]),
        ("値は`a`と<https://e.jp>です<b>強</b>", ["値はとです強"]),
        (r"\*星\* 3 * 4 a_b_c ~~消~~ *斜* __太__", ["*星* 3 * 4 a_b_c 消 斜 太"]),
        ("---\ntitle: 題\n---\n本文", ["本文"]),
        ("", []),
        ("- " * 3000 + "深", ["深"]),
    ],
)
def test_markdown_is_words_without_marks(text: str, wanted: list[str]) -> None:
    assert texts(markdown_body(text)) == wanted


def test_a_table_of_markdown_is_a_grid() -> None:
    body = markdown_body("前\n\n| 区分 | 名 |\n|---|:-:|\n| 甲 \\| 乙 | `x|y` [丙](u) |\n| 丁 |\n\n後")
    assert texts(body) == ["前", "区分", "名", "甲 | 乙", "丙", "丁", "後"]
    assert body.grids[0].rows == (("区分", "名"), ("甲 | 乙", "丙"), ("丁", ""))
    assert body.grids[0].lines == (3, 5, 6)
    assert at(body.passages[4], "丙") == (5, 19)


def test_places_hold_after_what_is_left_out() -> None:
    passage = markdown_body("一`code`二[三](u)\n四<!-- x -->五").passages[0]
    assert passage.text == "一二三四五"
    assert [at(passage, part) for part in "一二三四五"] == [(1, 1), (1, 8), (1, 10), (2, 1), (2, 12)]


@pytest.mark.parametrize(
    ("data", "suffix", "message"),
    [
        (b"\xff\xfe\x00", ".csv", "csv の文字を読めません"),
        (b"1," * 200_001, ".csv", "csv が大きすぎます"),
        (b"\xff", ".md", "UTF-8 ではありません"),
        (b"", ".pdf", "「.pdf」のファイルの文字は読めません"),
        (b"", ".docx", "Office のファイルではありません"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, suffix: str, message: str) -> None:
    with pytest.raises(UnusableFileError, match=message):
        read_body(data, suffix)


def test_a_file_is_read_by_its_kind() -> None:
    assert texts(read_body("\ufeff# 題".encode(), ".MD")) == ["題"]
    assert texts(read_body(b"a,b", ".csv")) == ["a", "b"]
