"""Papers whose text is made to take long: each check's time grows with the text, not with its square."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from running import run_limited
from word_files import level, listed, numbering, package

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.run import check_texts
from hyoga_docs.check.texts import LONGEST_PASSAGE, CheckedText, TextOrigin
from hyoga_docs.japanese.dictionary import words
from hyoga_docs.japanese.plain import one_width
from hyoga_docs.pdf.binding.label_box import label_place
from hyoga_docs.pdf.geometry import Box, PageGeometry
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest
from hyoga_docs.pdf.intake.take import take
from hyoga_docs.spec.style import Stamp
from hyoga_docs.text.diff_tokens import tokens
from hyoga_docs.text.excel.cell_names import CellRange, cell_ranges
from hyoga_docs.text.excel.merged_cells import covered_cells
from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.passages import Body, Grid, Passage
from hyoga_docs.text.readers.csv_markdown import markdown_body

SIZE = 3_000
#: Of the processor, for what takes less than one; by the square of the size it would take minutes.
SECONDS = 10
#: What is repeated: brackets, gaps, figures, dates, names, marks.
REPEATED = [
    *"（(［[｛{「『【〈《〔“〝｢）)」』”",
    *("（「", "「』", "（）", "「あ」", "「部外秘」", "「令和○年○月○日」"),
    *("年 ", "1月 ", "令和 ", "第 ", "資料 ", "あ　", "10:30～12:00、", "10月31日（木）", "2019年13月41日（木）"),
    *("1", "1,", "１，", "1.", "1（", "1/", "1%", "件1（1件、", "十", "○", "○ ", "●", "XXX", "TBD", "内線*"),
    *("漢", "ア", "ー", "株式会社あ", "田中委員", "塩　谷　信　吾　", "湯の", "資料１", "資料１－", "別紙１", "支援協議会計画"),
]


def seconds(body: Body, name: str = "a.xlsx") -> float:
    start = time.process_time()
    check_texts([CheckedText(TextOrigin.FILE, name, body)], CheckContext())
    return time.process_time() - start


def test_paragraphs_that_repeat_one_thing_are_checked_in_a_moment() -> None:
    assert seconds(Body(tuple(Passage((each * SIZE)[:SIZE] + "％") for each in REPEATED))) < SECONDS


@pytest.mark.parametrize("between", [" ", "　", " 　"])
def test_gaps_of_any_width_are_checked_in_a_moment(between: str) -> None:
    heads = ("", "資料", "第", "令和", "年", "（", "○", "様式", "1月", "別記")
    text = [Passage(head + between * (SIZE // len(between)) + "終") for head in heads]
    assert seconds(Body(tuple(text))) < SECONDS


@pytest.mark.parametrize(
    "texts",
    [
        [f"支援協議会{chr(0x4E00 + number)}計画" for number in range(2_000)],
        [f"株式会社{chr(0x4E00 + number)}工業、{chr(0x4E00 + number)}工業株式会社" for number in range(1_500)],
        [f"田{chr(0x4E00 + number)}　太郎　田{chr(0x4E00 + number)}委員、山{chr(0x4E00 + number)}委員" for number in range(2_000)],
        ["次第", *(f"（１）{chr(0x4E00 + number)}に関する取組の状況について" for number in range(2_000))],
        [f"第{number % 90 + 1}章 あ" for number in range(2_000)],
        ["（"] * 2_000 + ["）"] * 2_000,
    ],
    ids=["names", "companies", "persons", "titles", "headings", "brackets"],
)
def test_thousands_of_passages_are_checked_in_a_moment(texts: list[str]) -> None:
    assert seconds(Body(tuple(map(Passage, texts)))) < SECONDS


@pytest.mark.parametrize(
    "rows",
    [
        [["名", *["合計"] * 16_000], ["甲", *["1"] * 16_000]],
        [["甲", *["1"] * 16_000], *[["乙"]] * 5_000],
        [["計" if number % 2 else "甲", str(number), str(number * 7), "3.5%", "1,000"] for number in range(2_000)],
        [["甲", *["合計"] * 200], *[["乙", *["5%", "7"] * 20]] * 20],
    ],
    ids=["wide", "ragged", "totals", "percentages"],
)
def test_a_table_of_any_shape_is_checked_in_a_moment(rows: list[list[str]]) -> None:
    assert seconds(Body(grids=(Grid(tuple(map(tuple, rows))),))) < SECONDS


def test_what_is_too_long_to_be_checked_is_told() -> None:
    body = Body((Passage("あ" * (LONGEST_PASSAGE + 1)),), (Grid((("甲",) * 300,)),))
    problems = check_texts([CheckedText(TextOrigin.FILE, "a.xlsx", body)], CheckContext())
    told = [problem for problem in problems if problem.code == "HD375"]
    assert [problem.quote for problem in told] == ["a.xlsx", "a.xlsx"]
    assert ["10,000字" in told[0].message, "256列" in told[1].message] == [True, True]


def test_thousands_of_findings_of_a_kind_are_cut_short_and_that_is_told() -> None:
    text = "".join(f"（{number}" for number in range(2_000))
    problems = check_texts([CheckedText(TextOrigin.FILE, "a.txt", Body((Passage(text),)))], CheckContext())
    assert sum(problem.code == "HD201" for problem in problems) == 1_000
    assert [problem.message for problem in problems if problem.code == "HD375"] == [
        "HD201 の指摘が1,000件を超えました。その先は示しません。"
    ]


def test_a_run_of_any_length_is_cut_into_words_and_ends_no_process() -> None:
    code = "import sys; from hyoga_docs.japanese.dictionary import words; texts = [each * 60_000 for each in '漢ー𠮷1あ']; "
    code += "sys.exit(not all(''.join(word for word, _ in words(text)) == text for text in texts))"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


def test_a_long_run_is_cut_as_its_sentences_are() -> None:
    sentence = "就職氷河期世代の活躍を支援する取組を進めることとしている"
    assert [word for word, _ in words(sentence * 100)] == [word for word, _ in words(sentence)] * 100
    assert "".join(token.text for token in tokens("漢" * 50_000)) == "漢" * 50_000


def test_a_word_file_of_brackets_gaps_and_kanji_is_answered(tmp_path: Path) -> None:
    long = ("（" * 20_000, "漢" * 120_000, "年" + " " * 60_000 + "月")
    text = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in long)
    (tmp_path / "a.docx").write_bytes(package(text))
    done = run_limited("check", "a.docx", folder=tmp_path, seconds=60, HYOGA_DOCS_CACHE=str(tmp_path / "cache"))
    assert "HD375" in done.stdout, done


def test_the_labels_of_lists_are_as_long_as_labels_are() -> None:
    body = f"<w:p><w:pPr>{listed(1)}</w:pPr><w:r><w:t>あ</w:t></w:r></w:p>"
    data = package(body, {"numbering": numbering(level("lowerLetter", "%1" * 5_000, start=1_000_000_000))})
    assert len(read_body(data, ".docx").passages[0].number) == 255


def test_ranges_of_merged_cells_that_lie_over_each_other_are_read_in_a_moment() -> None:
    ranges = [CellRange(1, 1, row, 2) for row in range(1, 20_001)]
    start = time.process_time()
    assert len(covered_cells(ranges, ((row, 1) for row in range(1, 20_001)))) == 19_999
    assert time.process_time() - start < SECONDS


def test_a_name_of_a_hundred_thousand_ranges_is_read_in_a_moment() -> None:
    start = time.process_time()
    assert len(cell_ranges("A!$A$1," * 100_000)) == 100
    assert cell_ranges("'甲,乙'!$A$1:$B$2,丙!$C$3") == (CellRange(1, 1, 2, 2), CellRange(3, 3, 3, 3))
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    "text",
    ["[a](" + " " * 50_000, "[^" * 30_000, "# あ" + " " * 50_000 + "い", "a|b\n" + " " * 50_000 + "x", "- " * 20_000 + "い"],
    ids=["link", "notes", "heading", "table", "lists"],
)
def test_marks_of_markdown_are_read_in_a_moment(text: str) -> None:
    start = time.process_time()
    assert markdown_body(text).passages
    assert time.process_time() - start < SECONDS


def test_a_table_of_markdown_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(UnusableFileError):
        markdown_body("|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|\n" * 5_000)


@pytest.mark.parametrize(
    "keys",
    [
        {"MediaBox": [0, 0, 10**9, 10**9]},
        {"MediaBox": [0, 0, 900_000_000, 1]},
        {"MediaBox": [0, 0, 0.0001, 0.0001]},
        {"MediaBox": [0, 0, 595, 842], "UserUnit": 10**9},
        {"MediaBox": [0, 0, 595, 842], "CropBox": [0, 0, 595, 0.0001]},
    ],
)
def test_a_page_of_no_size_that_paper_has_is_refused(tmp_path: Path, keys: dict[str, object]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    for key, value in keys.items():
        pdf.pages[0].obj[f"/{key}"] = pikepdf.Array(value) if isinstance(value, list) else value
    pdf.save(tmp_path / "a.pdf")
    answer = take(IntakeRequest(str(tmp_path / "a.pdf"), ".pdf", None, "甲", (), "a"), tmp_path / "b.pdf")
    assert isinstance(answer, IntakeRejected)
    assert answer.code == "HD317"


def test_a_label_is_looked_for_a_place_in_few_places_however_wide_a_page_is() -> None:
    view = PageGeometry(Box(0, 0, 9e8, 9e8), 0, 1.0)
    start = time.process_time()
    place, free = label_place(view, Box(0, 0, 40, 20), Stamp(), [Box(0, 0, 9e8, 9e8)], [])
    assert (place.width, free) == (40, False)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("signs", ["\u0301\u0316", "\uff9e\u0316", "\u0344", "\u3099\u0316"])
def test_signs_on_one_letter_are_sorted_as_far_as_a_letter_has_them(signs: str) -> None:
    began = time.monotonic()
    assert len(one_width("か" + signs * 20_000)) < 64
    assert time.monotonic() - began < 3


def test_signs_that_are_no_marks_stay_however_many_they_are() -> None:
    for text in ("・" * 200, "――…" * 50, "が" * 40, "か\u3099ｶﾞ①Ａ", "と\u0301" * 40):
        assert one_width(text) == unicodedata.normalize("NFKC", text)
