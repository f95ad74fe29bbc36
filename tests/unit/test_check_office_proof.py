"""What a file says beside what stands on its pages: nothing false where all is there, and each difference by its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.check import pages_text
from hyoga_docs.check.office_problems import proof_problems
from hyoga_docs.check.office_proof import OfficeProof, ProvedWords, prove
from hyoga_docs.plan.model import Document
from hyoga_docs.text.passages import Body, Grid, Passage, PassageKind


def body(*texts: str) -> Body:
    """A body of paragraphs."""
    return Body(tuple(Passage(text) for text in texts))


def sheet(*rows: tuple[str, ...]) -> Body:
    """A body of one sheet whose cells are all figures."""
    names = tuple(tuple(f"表!{chr(65 + column)}{row}" for column in range(len(cells))) for row, cells in enumerate(rows, 1))
    return Body((), (Grid(rows, names=names),))


def differences(found: Body, *pages: list[str]) -> tuple[list[str], list[str]]:
    """The words that are missing, and those that are new."""
    proof = prove(found, pages)
    return [each.words for each in proof.missing], [each.words for each in proof.new]


@pytest.mark.parametrize(
    ("found", "pages"),
    [
        (body("会議の目的について"), [["会議の目的", "について"]]),
        (body("会議の目的について"), [["会議の目的"], ["について"]]),
        (body("ＡＢＣ　１２３"), [["ABC 123"]]),
        (body("第１章", "５月１日（水）"), [["5月1日(水)", "第1章"]]),
        (body("左の欄の文は長く続く", "右の欄の文も長く続く"), [["左の欄の文は 右の欄の文も", "長く続く 長く続く"]]),
        (body("注のある文。"), [["注のある1文。"]]),
        (body("□のある欄は、該当するものに☑を付けること。"), [["□のある欄は、該当するものに を付けること。 ☑"]]),  # of two fonts
        (body("葛\U000e0100城市"), [["葛城市"]]),
        (body("A-B", "“引用”"), [["A‐B", '"引用"']]),
        (body("本文"), [["- 1 -", "本文"], ["- 2 -"]]),
        (Body((Passage("計画 頁（全頁）", kind=PassageKind.MARGIN),)), [["計画 1頁（全2頁）"], ["計画 2頁（全2頁）"]]),
        (Body((Passage("/ ページ", kind=PassageKind.MARGIN),)), [["1 / 3 ページ"], ["2 / 3 ページ"], ["3 / 3 ページ"]]),
        (Body((Passage("Page", kind=PassageKind.MARGIN), Passage("Page", kind=PassageKind.MARGIN))), [["Page 1"], ["Page 2"]]),
        (body("年度", "件数", "令和5", "令和6"), [["年度 件数", "令和5"], ["年度 件数", "令和6"]]),
        (body("区分", "合計", "甲", "乙"), [["区分 甲 合計"], ["区分", "乙"]]),
        (
            Body((Passage("出生数は、減った。"), Passage("統計による", kind=PassageKind.NOTE))),
            [["出生数はiii、減った。", "iii 統計による"]],
        ),
        (body("هذا نص عربي للاختبار (123)"), [["هذا نص عربي لالختبار )123("]]),
        (Body((Passage("補助額=経費×12", kind=PassageKind.FORMULA),)), [["補助額 経費 = ×", "1", "2"]]),
        (body("①② ㈱ № → ☑ の書類を添えて出す"), [["①② ㈱ の書類を添えて出す № ☑ →"]]),
        (body(), []),
    ],
)
def test_what_is_there_is_no_difference(found: Body, pages: list[list[str]]) -> None:
    assert differences(found, *pages) == ([], [])


@pytest.mark.parametrize(
    ("found", "page", "missing"),
    [
        (body("５月１日（水）", "次の文"), ["1月23日(Wed)", "次の文"], ["５月１日（水）"]),
        (body("五人", "五人"), ["五人"], ["五人"]),
        (body("計算式 x+y=2 の後"), ["計算式 の後"], ["計算式 x+y=2 の後"]),
        (sheet(("12", "345"), ("6", "7")), ["12 ###", "6 7"], ["345"]),
        (sheet(("5", "2015")), ["2015"], ["5"]),  # inside another number a figure is none
    ],
)
def test_what_is_missing_is_told(found: Body, page: list[str], missing: list[str]) -> None:
    assert differences(found, page)[0] == missing


def test_what_is_missing_has_its_cell_or_its_page() -> None:
    [lost] = prove(sheet(("12", "345"), ("6", "7")), [["12", "6 7"]]).missing
    assert lost.where == "表!B1"
    paragraphs = body("一つ目の段落", "消えた段落", "三つ目の段落")
    [lost] = prove(paragraphs, [["無関係"], ["一つ目の段落"], ["三つ目の段落"]]).missing
    assert (lost.words, lost.page) == ("消えた段落", 2)


def test_what_is_new_has_its_page_and_is_written_as_printed() -> None:
    proof = prove(body("本文"), [["本文"], ["Error: Reference source not found", "12"]])
    assert [(each.words, each.page) for each in proof.new] == [("Error: Reference source not found", 2)]


def test_a_header_is_printed_on_each_page_and_missing_on_none() -> None:
    header = Passage("見本会議", kind=PassageKind.MARGIN)
    first = Passage("表紙だけの柱", kind=PassageKind.MARGIN)
    found = Body((Passage("本文"), header, first))
    assert differences(found, ["見本会議", "本文"], ["見本会議"]) == (["表紙だけの柱"], [])
    assert differences(found, ["見本会議", "本文"]) == ([], [])


def test_the_number_of_a_list_is_no_new_word() -> None:
    found = Body((Passage("目的", number="（ア）"), Passage("方法", number="iii)")))
    assert differences(found, ["(ア)目的", "iii) 方法"]) == ([], [])


WORDS = st.text(st.sampled_from("あいう漢字会議資料ABC123、。（）"), min_size=1, max_size=30)


@given(st.lists(WORDS, max_size=8), st.integers(1, 12))
def test_lines_in_any_order_say_the_same(texts: list[str], width: int) -> None:
    pages = [[text[at : at + width] for at in range(0, len(text), width)] for text in texts]
    assert differences(body(*texts), *pages)[0] == []


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(0, 5))
def test_a_paragraph_of_its_own_words_is_never_lost_in_silence(texts: list[str], at: int) -> None:
    lost = "〒丸ごと消えた段落〒"
    found = body(*texts[:at], lost, *texts[at:])
    assert lost in differences(found, list(texts))[0]


def test_words_that_are_drawn_are_not_missed_but_a_chart_that_is_gone_is() -> None:
    def words(kind: PassageKind, *texts: str) -> Body:
        return Body(tuple(Passage(text, 1, kind=kind) for text in texts))

    assert differences(words(PassageKind.ART, "踊る字"), ["本"]) == ([], [])
    assert differences(words(PassageKind.ART, "踊る字"), ["踊る字"]) == ([], [])
    assert differences(words(PassageKind.CHART, "人口の推移", "北部", "南部"), ["人口の推移 北部"]) == ([], [])
    assert differences(words(PassageKind.CHART, "人口の推移", "北部"), ["本"])[0] == ["人口の推移", "北部"]


@pytest.mark.parametrize(
    ("printed", "differs"), [("41.47716", False), ("41.5", False), ("41", False), ("41.48", False), ("42", True)]
)
def test_a_number_of_a_narrow_column_has_fewer_digits(printed: str, differs: bool) -> None:
    assert differences(sheet(("41.47715972", "7")), [printed, "7"]) == (["41.47715972"] if differs else [], [])


@pytest.mark.parametrize(
    "again",
    [
        ["町丁名 世帯数"],  # titles of the next page
        ["世帯", "数"],  # broken elsewhere
        ["A B C"],  # names of columns
        ["町丁名世帯数"],
        ["について意見を述べ"],  # cut by the end of a page
    ],
)
def test_what_is_printed_once_more_is_not_new(again: list[str]) -> None:
    found = sheet(("町丁名", "世帯数"), ("本町", "12"), ("計画について意見を述べた", ""), ("東町", "34"))
    first = ["町丁名 世帯数", "本町 12", "計画について意見を述べた"]
    assert differences(found, first, [*again, "東町 34"]) == ([], [])


def test_what_resembles_the_file_is_new_all_the_same() -> None:
    assert differences(sheet(("office", "Wednesday")), ["office Wednesday", "CE784 Wed"]) == ([], ["CE784 Wed"])


def test_a_mark_that_touches_the_figure_before_it_takes_no_other() -> None:
    found = sheet(("x", "52", "1"), ("152", "x", "3"), ("52", "7", "152"))
    assert differences(found, ["x 52 1", "152x 3", "52 7 152"]) == ([], [])


def test_what_no_font_has_is_missing_once() -> None:
    assert prove(body("記号 🇯🇵🚀 の後"), [["記号 の後"]], "🇯🇵🚀").missing == ()
    assert len(prove(body("記号 🇯🇵🚀 の後"), [["記号 の後"]]).missing) == 1


def test_words_of_pictures_are_not_new_but_others_are() -> None:
    pages = [["本文", "OLE action", "別の文字列"]]
    assert [each.words for each in prove(body("本文"), pages, pictured="OLE action").new] == ["別の文字列"]


def test_a_page_that_only_repeats_another_is_new() -> None:
    assert [each.page for each in prove(body("見出し", "中身の文"), [["見出し", "中身の文"], ["見出し", "中身の文"]]).new] == [2]


def test_figures_in_another_order_are_missing() -> None:
    assert differences(body("期限は 2024/5/1 までとする"), ["期限は 5/1/2024 までとする"])[0] == ["期限は 2024/5/1 までとする"]


def test_what_one_sheet_or_one_page_lacks_is_told_at_once() -> None:
    paper = Document("a", "予算", path=Path("book.xlsx"), supplied_by="財政課")
    cells = [ProvedWords(f"{row}円", 1, f"集計!B{row}") for row in range(1, 11)]
    lines = [ProvedWords("ヘッダー", 2), ProvedWords("図の言葉", 2)]
    sheet, page, new = proof_problems(paper, OfficeProof((*cells, *lines), (ProvedWords("1E+06", 1),)))
    assert [each.code for each in (sheet, page, new)] == ["HD506", "HD506", "HD507"]
    assert "（集計!B1、集計!B2、集計!B3 ほか7か所）" in sheet.message
    assert sheet.quote == "1円、2円、3円、4円、5円、6円、7円、8円 ほか"
    assert ("（2ページ）" in page.message, page.quote) == (True, "ヘッダー、図の言葉")
    assert (new.hint or "").startswith("そのページを目で確かめ、違っていたら、財政課から")


def test_a_sign_at_the_other_side_of_the_cell_is_of_its_figure() -> None:
    assert differences(sheet(("-1", "1"), ("'# ?/?", "?/?")), ["- 1 1", "'# ?/? ?/?"]) == ([], [])


def test_words_that_would_take_too_long_to_match_are_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_text, "_MOST_WORK", 10)
    proof = prove(Body((Passage("どこにもない文です。"),)), [["別の紙面"] * 9])
    assert not proof.finished
    (problem,) = proof_problems(Document("k", "題", path=Path("a.docx"), supplied_by="甲課", stem="01"), proof)
    assert (problem.code, problem.quote) == ("HD509", "a.docx")
    assert "甲課" in (problem.hint or "")


def test_a_part_of_what_is_missing_is_not_new() -> None:
    whole = "The art of designing typefaces is type design. Designers of typefaces are called type designers and are often"
    assert differences(body(whole), [whole[60:102]]) == ([whole], [])
