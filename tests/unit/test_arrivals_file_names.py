"""What names of files say of their papers: names as they come by mail and on USB sticks."""

from __future__ import annotations

import unicodedata

import pytest

from hyoga_docs.arrivals.file_names import read_file_name, safe_name, same_paper_key
from hyoga_docs.japanese.labels import LabelNumber

TITLES = {
    "資料１_○○について（最終版）.docx": "○○について",
    "資料1　令和７年度予算（案）について.pdf": "令和７年度予算（案）について",
    "【資料２－１】計画素案.docx": "計画素案",
    "資料No.3 事業実績報告v2.xlsx": "事業実績報告",
    "資料Ｎｏ.４_利用状況_0215修正.pdf": "利用状況",
    "01_委員名簿（R6.4.1現在）.xlsx": "委員名簿",
    "02 出席者名簿.xlsx": "出席者名簿",
    "①会議次第.docx": "会議次第",
    "参考資料１_関係法令抜粋.pdf": "関係法令抜粋",
    "【参考】国の動向.pdf": "国の動向",
    "20240115_防災計画修正案.docx": "防災計画修正案",
    "240115見え消し_防災計画修正案.docx": "防災計画修正案",
    "R060115_税率改定について.pptx": "税率改定について",
    "（総務課）資料5_補助金一覧.xlsx": "補助金一覧",
    "【こども政策課】放課後児童クラブの整備状況.pptx": "放課後児童クラブの整備状況",
    "福祉課_資料３_障害福祉計画（概要版）.pdf": "障害福祉計画（概要版）",
    "第２回協議会資料2-1_事業評価シート.xlsx": "事業評価シート",
    "資料１ 設置要綱（案）.docx": "設置要綱（案）",
    "設置要綱（案）_差替.docx": "設置要綱（案）",
    "アンケート結果 - コピー.xlsx": "アンケート結果",
    "アンケート結果 (2).xlsx": "アンケート結果",
    "コピー ～ アンケート結果.xlsx": "アンケート結果",
    "資料４_今後のスケジュール_FIX.pptx": "今後のスケジュール",
    "資料４今後のスケジュール（印刷用）.pptx": "今後のスケジュール",
    "資料３－２（別紙）_内訳表.xlsx": "内訳表",
    "令和６年度第１回会議録.docx": "令和６年度第１回会議録",
    "議案第３号　都市計画の変更について.docx": "都市計画の変更について",
    "資料6_令和元年台風第19号の対応.pdf": "令和元年台風第19号の対応",
    "令和６年度事業計画.docx": "令和６年度事業計画",
    "第３期計画（素案）1219時点.docx": "第３期計画（素案）",
    "資料２_意見書（写し）.pdf": "意見書",
    "資料７：検討の経緯.docx": "検討の経緯",
    "最終_資料8_財政見通し_確定版.xlsx": "財政見通し",
    "scan0012.pdf": "",
    "IMG_2031.jpg": "",
    "資料１.pdf": "",
    "新しい Microsoft Word 文書.docx": "",
    "Book1.xlsx": "",
    "20240115103022.pdf": "",
    "市民課.xlsx": "",
    "programme.pdf": "",
}


@pytest.mark.parametrize(("name", "title"), TITLES.items())
def test_a_title_stands_in_a_name_between_labels_dates_versions_and_sections(name: str, title: str) -> None:
    assert read_file_name(name).title == title
    assert read_file_name(unicodedata.normalize("NFD", name)).title == title


@pytest.mark.parametrize(
    ("name", "labels", "is_reference"),
    [
        ("資料２－１_計画.docx", [("資料", (2, 1))], False),
        ("資料2-1_計画.docx", [("資料", (2, 1))], False),
        ("【資料No.3】計画.docx", [("資料", (3,))], False),
        ("03_参考資料1_法令.pdf", [("参考資料", (1,))], True),
        ("【参考】国の動向.pdf", [], True),
        ("資料３別紙２_内訳.xlsx", [("資料", (3,)), ("別紙", (2,))], False),
        ("当日資料１.docx", [("当日資料", (1,))], False),
        ("計画の参考となる指標.docx", [], False),
    ],
)
def test_labels_of_a_name(name: str, labels: list[tuple[str, tuple[int, ...]]], is_reference: bool) -> None:
    found = read_file_name(name)
    assert found.labels == tuple(LabelNumber(series, numbers) for series, numbers in labels)
    assert found.is_reference is is_reference


@pytest.mark.parametrize(
    "later",
    [
        "資料１_計画_修正版.docx",
        "資料1_計画（差替）.docx",
        "資料１_計画v3.docx",
        "資料１_計画_0210.docx",
        "資料１_計画 (1).docx",
        "資料１_計画.pdf",
    ],
)
def test_later_copies_of_a_paper_are_known_by_their_names(later: str) -> None:
    assert same_paper_key(later) == same_paper_key("資料１_計画.docx")


@pytest.mark.parametrize("other", ["資料２_計画.docx", "資料１_計画概要.docx", "資料１_計画（案）.docx"])
def test_other_papers_have_other_keys(other: str) -> None:
    assert same_paper_key(other) != same_paper_key("資料１_計画.docx")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        (unicodedata.normalize("NFD", "がくぶ.pdf"), "がくぶ.pdf"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("資料\u202efdp.docx", "資料_fdp.docx"),
        ("資料１ .docx", "資料１.docx"),
        ("-rf.docx", "_-rf.docx"),
        ("長" * 200 + ".pdf", "長" * 66 + ".pdf"),
    ],
)
def test_names_that_a_machine_refuses_are_mended(name: str, safe: str) -> None:
    assert safe_name(name) == safe
