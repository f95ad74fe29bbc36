from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import codes, law

from hyoga_docs.core.problem import Place, Problem
from hyoga_docs.spec.csv_reader import CsvRows, read_csv
from hyoga_docs.text.readers.csv_markdown import csv_body

WANTED = (("都道府県", "人数"), ("熊本", "6,900"))
TEXT = '都道府県,人数\n熊本,"6,900"\n'


CELLS = st.text('a1資,"髙\n', min_size=1, max_size=5)
TABLES = st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=2))


def read(folder: Path, raw: bytes) -> tuple[CsvRows, list[Problem]]:
    path = folder / "a.csv"
    path.write_bytes(raw)
    return read_csv(path, "a.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_csv_is_read_in_the_encodings_of_excel(tmp_path: Path, encoding: str, newline: str) -> None:
    assert read(tmp_path, TEXT.replace("\n", newline).encode(encoding)) == (WANTED, [])


def test_cells_lose_the_blanks_around_them_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, " a , b\n\n,\n 1　,\n".encode()) == ((("a", "b"), ("1", "")), [])


def test_a_quoted_cell_keeps_its_commas_quotes_and_lines(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n"1,""2""","x\ny"\n') == ((("a", "b"), ('1,"2"', "x\ny")), [])


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\xef\xbb\xbf", "見出し,だけ\n".encode(), b",,\n,,\n"])
def test_a_csv_without_a_heading_and_a_row_is_told(tmp_path: Path, raw: bytes) -> None:
    rows, problems = read(tmp_path, raw)
    assert rows == ()
    assert codes(problems) == ["HD122"]


def test_every_ragged_row_is_told_with_its_line(tmp_path: Path) -> None:
    _, problems = read(tmp_path, b"a,b\n1\n1,2\n1,2,3\n")
    assert [(p.code, p.place, p.quote) for p in problems] == [
        ("HD123", Place("a.csv", 2), "1"),
        ("HD123", Place("a.csv", 4), "1,2,3"),
    ]
    assert "見出し2列、この行3列" in problems[1].message


def test_bytes_of_no_encoding_are_told(tmp_path: Path) -> None:
    assert codes(read(tmp_path, b"a,b\n\x81\x00,\xff\xff\x81\n")[1]) == ["HD121"]


def test_a_character_that_cannot_be_printed_is_told(tmp_path: Path) -> None:
    assert codes(read(tmp_path, b"a,b\nx\x0by,1\n")[1]) == ["HD103"]


def test_a_cell_too_long_for_a_csv_is_told(tmp_path: Path) -> None:
    assert codes(read(tmp_path, b"a,b\n1," + b"x" * 200_000 + b"\n")[1]) == ["HD121"]


def test_a_csv_too_large_to_print_is_told(tmp_path: Path) -> None:
    assert codes(read(tmp_path, b"a,b\n" + b"1,2\n" * 100_000)[1]) == ["HD122"]


@law
@given(TABLES)
def test_what_is_written_as_csv_reads_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        read_rows, problems = read(Path(folder), out.getvalue().encode("utf-8-sig"))
    wanted = [tuple(cell.strip() for cell in row) for row in rows]
    wanted = [row for row in wanted if any(row)]
    if len(wanted) < 2:
        assert codes(problems) == ["HD122"]
    else:
        assert problems == []
        assert read_rows == tuple(wanted)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("番号;市町村;人口\n001;見本市;12000\n", ("001", "見本市", "12000")),
        ("番号\t市町村\t人口\n001\t見本市\t12,000\n", ("001", "見本市", "12,000")),
        ("\t人口\n見本市\t12;000\n", ("見本市", "12;000")),
        ("番号|市町村|人口\n001|見本市|12,000\n", ("001", "見本市", "12,000")),
        ('番号|"市|町村"|人口\n001|"見本|市"|1;5\n', ("001", "見本|市", "1;5")),
        ("番号,市町村;郡,人口\n001,見本市;郡,12\n", ("001", "見本市;郡", "12")),
        ('番号;"市町村,郡";人口\n001;"見本;市";1,5\n', ("001", "見本;市", "1,5")),
        ('"備考;その他"\nなし;あり\n', ("なし;あり",)),
    ],
)
def test_what_parts_the_cells_is_told_by_the_headings(tmp_path: Path, text: str, cells: tuple[str, ...]) -> None:
    rows, problems = read(tmp_path, text.encode())
    assert (problems, tuple(rows[1])) == ([], cells)
    assert csv_body(text.encode()).grids[0].rows == tuple(tuple(row) for row in rows)


def test_rows_that_are_parted_otherwise_than_the_headings_are_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "番号;人口\n001,12000\n".encode())
    assert [each.code for each in problems] == ["HD123"]


def test_thousands_of_wrong_rows_are_told_in_few_words(tmp_path: Path) -> None:
    problems = read(tmp_path, b"a,b\n" + b"1\n" * 3000)[1]
    assert codes(problems) == ["HD123"] * 500 + ["HD114"]
    assert "2,500" in problems[-1].message


def test_a_quote_that_nothing_closes_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, b'a,b\n1,2\n3,"' + b"x\n" * 70_000)[1]
    assert (problem.code, problem.place and problem.place.line) == ("HD121", 3)
    assert "131,072字" in problem.message


@pytest.mark.parametrize("sign", ["、", "，", "；", "　", " "])
def test_a_csv_that_is_parted_by_something_else_is_no_table_of_one_column(tmp_path: Path, sign: str) -> None:
    rows, problems = read(tmp_path, TEXT.replace('"6,900"', "6900").replace(",", sign).encode())
    assert (rows, codes(problems)) == ((), ["HD123"])


def test_a_table_may_have_one_column(tmp_path: Path) -> None:
    assert read(tmp_path, "意見\n道路、橋のこと\n公園 2か所\n".encode())[1] == []


def test_a_title_above_the_headings_is_told_as_one(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, ("人口\n" + TEXT).encode())
    assert (problem.code, problem.place) == ("HD123", Place("a.csv", 1))
    assert "title" in (problem.hint or "")


def test_a_csv_in_utf_16_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT.replace(",", "\t", 1).replace('熊本,"6,900"', "熊本\t6,900").encode("utf-16")) == (WANTED, [])
