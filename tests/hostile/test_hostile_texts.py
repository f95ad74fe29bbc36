"""Papers whose text is made to take long: each check's time grows with the text, not with its square."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import run_limited
from word_files import package

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.run import check_texts
from hyoga_docs.check.texts import LONGEST_PASSAGE, CheckedText, TextOrigin
from hyoga_docs.japanese.dictionary import words
from hyoga_docs.text.diff_tokens import tokens
from hyoga_docs.text.passages import Body, Grid, Passage

SIZE = 9_000
#: Of the processor, for what takes less than one; by the square of the size it would take minutes.
SECONDS = 12
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


@pytest.mark.parametrize("end", ["", "％"])
def test_a_paragraph_that_repeats_one_thing_is_checked_in_a_moment(end: str) -> None:
    assert sum(seconds(Body((Passage((each * SIZE)[:SIZE] + end),))) for each in REPEATED) < 4 * SECONDS


@pytest.mark.parametrize("between", [" ", "　", " 　"])
def test_gaps_of_any_width_are_checked_in_a_moment(between: str) -> None:
    heads = ("", "資料", "第", "令和", "年", "（", "○", "様式", "1月", "別記")
    text = [Passage(head + between * (SIZE // len(between)) + "終") for head in heads]
    assert seconds(Body(tuple(text))) < SECONDS


@pytest.mark.parametrize(
    "texts",
    [
        [f"支援協議会{chr(0x4E00 + number)}計画" for number in range(4_000)],
        [f"株式会社{chr(0x4E00 + number)}工業、{chr(0x4E00 + number)}工業株式会社" for number in range(1_500)],
        [f"田{chr(0x4E00 + number)}　太郎　田{chr(0x4E00 + number)}委員、山{chr(0x4E00 + number)}委員" for number in range(2_000)],
        ["次第", *(f"（１）{chr(0x4E00 + number)}に関する取組の状況について" for number in range(2_000))],
        [f"第{number % 90 + 1}章 あ" for number in range(4_000)],
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
        [["計" if number % 2 else "甲", str(number), str(number * 7), "3.5%", "1,000"] for number in range(4_000)],
        [["甲", *["合計"] * 200], *[["乙", *["5%", "7"] * 100]] * 40],
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
    problems = check_texts([CheckedText(TextOrigin.FILE, "a.txt", Body((Passage("（あ" * 2_000),)))], CheckContext())
    assert sum(problem.code == "HD201" for problem in problems) == 1_000
    assert [problem.message for problem in problems if problem.code == "HD375"] == [
        "HD201 の指摘が1,000件を超えました。その先は示しません。"
    ]


@pytest.mark.parametrize("run", ["漢", "ー", "𠮷", "1", "日本", "あ", "つ漢"])
def test_a_run_of_any_length_is_cut_into_words_and_ends_no_process(run: str) -> None:
    code = "import sys; from hyoga_docs.japanese.dictionary import words; text = sys.argv[1] * 100_000; "
    code += "sys.exit(''.join(word for word, _ in words(text)) != text)"
    assert subprocess.run([sys.executable, "-c", code, run], timeout=60, check=False).returncode == 0


def test_a_long_run_is_cut_as_its_sentences_are() -> None:
    sentence = "就職氷河期世代の活躍を支援する取組を進めることとしている"
    assert [word for word, _ in words(sentence * 100)] == [word for word, _ in words(sentence)] * 100
    assert "".join(token.text for token in tokens("漢" * 50_000)) == "漢" * 50_000


def test_a_word_file_of_brackets_and_one_of_kanji_are_answered(tmp_path: Path) -> None:
    for name, text in (("brackets", "（" * 60_000), ("kanji", "漢" * 300_000), ("gaps", "年" + " " * 100_000 + "月")):
        (tmp_path / f"{name}.docx").write_bytes(package(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
        done = run_limited("check", f"{name}.docx", folder=tmp_path, seconds=60, HYOGA_DOCS_CACHE=str(tmp_path / "cache"))
        assert re.search("HD375", done.stdout + done.stderr), done
