from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE, checked
from workspaces import codes, law

from hyoga_docs.check.headings import check_headings
from hyoga_docs.core.problem import Problem
from hyoga_docs.japanese.numerals import circled
from hyoga_docs.text.passages import Grid

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
KANJI = "〇一二三四五六七八九十"
WAYS = {
    "章": lambda n: f"第{n}章　",
    "漢": lambda n: f"第{KANJI[n]}条　",
    "１": lambda n: f"{str(n).translate(FULL)}　",
    "1.": lambda n: f"{n}. ",
    "（１）": lambda n: f"（{str(n).translate(FULL) if n < 10 else n}）",
    "(1)": lambda n: f"({n})",
    "①": lambda n: circled(n),
    "Ⅰ": lambda n: f"{chr(ord('Ⅰ') + n - 1)}　",
    "⑴": lambda n: chr(ord("⑴") + n - 1),
    "第一": lambda n: f"第{KANJI[n]}　",
    "一": lambda n: f"{KANJI[n]}、",
    "（一）": lambda n: f"（{KANJI[n]}）",
    "ⅰ": lambda n: f"{chr(ord('ⅰ') + n - 1)}　",
    "1)": lambda n: f"{n}) ",
    "議案": lambda n: f"議案第{n}号　",
}
TITLES = ["目的", "期間", "対象", "体系", "予算", "広報", "評価", "体制", "その他", "課題"]


def told(*passages: str) -> list[Problem]:
    return check_headings(checked(*passages), ALONE)


def run(way: str, last: int) -> list[str]:
    return [WAYS[way](n) + TITLES[n - 1] for n in range(1, last + 1)]


def test_numbers_on_both_sides_of_a_comparison_table_are_not_told() -> None:
    rows = (("改正後", "改 正 前"), ("１　目的", "１　目的"), ("２　組織", "２　構成"), ("３　会長", "３　会議"))
    cells = [cell for row in rows for cell in row]
    assert check_headings(checked(*cells, grids=[Grid(rows)]), ALONE) == []
    assert check_headings(checked(*cells), ALONE) == []  # a PDF has no cells
    assert codes(check_headings(checked(*cells[2:]), ALONE)) == []  # two columns, each numbered by itself


@law
@given(st.sampled_from([*WAYS]), st.integers(1, 10), st.booleans())
def test_numbers_that_follow_each_other_are_not_told(way: str, last: int, parted: bool) -> None:
    headings = run(way, last)
    assert told(*(each for heading in headings for each in ([heading, "次のとおりである。"] if parted else [heading]))) == []


@law
@given(st.sampled_from([*WAYS]), st.integers(4, 10), st.data())
def test_a_number_that_is_left_out_is_told_at_the_next(way: str, last: int, data: st.DataObject) -> None:
    headings = run(way, last)
    at = data.draw(st.integers(1, last - 2))
    problems = told(*headings[:at], *headings[at + 1 :])
    right = [] if way == "議案" else [("HD245", headings[at + 1])]  # others of a series of 議案 stand in other papers
    assert [(problem.code, problem.quote) for problem in problems] == right


@law
@given(st.sampled_from([*WAYS]), st.integers(2, 9), st.data())
def test_a_number_that_stands_twice_is_told_at_the_second(way: str, last: int, data: st.DataObject) -> None:
    headings = run(way, last)
    at = data.draw(st.integers(1, last - 1))
    again = WAYS[way](at + 1) + "もう一つ"
    (problem,) = told(*headings[: at + 1], again, *headings[at + 1 :])
    assert (problem.code, problem.quote) == ("HD246", again)


@law
@given(st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_a_run_begins_anew_below_another_heading(lasts: list[int]) -> None:
    passages = [each for n, last in enumerate(lasts, 1) for each in (f"第{n}章　章", *run("１", last))]
    assert told(*passages) == []


@pytest.mark.parametrize("passages", [["2024年の計画", "2026年の計画"], ["１　目的", "３人で話す"], ["１　目的", "３％を超える"]])
def test_what_is_no_heading_is_not_told(passages: list[str]) -> None:
    assert codes(told(*passages)) == []


def test_a_charter_in_articles_has_no_numbers_that_are_missing_or_twice() -> None:
    lines = [
        "第３条　会議は、委員で組織する。",
        "２　委員は、市長が委嘱する。",
        "第３条の２　会議に、部会を置く。",
        "２　部会は、委員で組織する。",
    ]
    more = [
        "第３条の２の２　部会に、部会長を置く。",
        "２　部会長は、互選する。",
        "第３条の３　庶務は、課で行う。",
        "第４条　雑則を定める。",
    ]
    deleted = ["第５条及び第６条　削除", "第７条　会長が定める。"]
    assert told("第２条　目的を定める。", *lines, *more, *deleted, "１　この要綱は、施行する。", "２　旧要綱は、廃止する。") == []


def test_a_branch_that_is_left_out_is_told() -> None:
    lines = [f"第３条{branch}　{title}を定める。" for branch, title in zip(("", "の２", "の３", "の５"), TITLES, strict=False)]
    assert codes(told(*lines)) == ["HD245"]


def test_letters_in_the_order_of_iroha_are_counted_so() -> None:
    lines = [f"{letter}　{title}" for letter, title in zip("イロハニホ", TITLES, strict=False)]
    assert told(*lines) == []
    (problem,) = told(*lines[:2], *lines[3:])
    assert (problem.code, problem.quote) == ("HD245", "ニ　体系")
    assert "「ハ」" in problem.message


#: Lines that are right, and beside each what makes them wrong: the line that is changed, what it becomes, and what is told.
RIGHT_AND_WRONG = {
    "an item is named by a sentence": (
        ["① 受付の開始", "② 審査の手順", "③ 結果の通知", "③については、書面で行う。", "④ 公表"],
        (3, "③ 書面の送付", "HD246"),
    ),
    "two items are named by a sentence": (
        ["(1) 名簿の作成", "(2) 名簿の確認", "(2)及び(3)は、毎年行う。", "(3) 名簿の公表"],
        (2, "(2) 名簿の更新", "HD246"),
    ),
    "kanji below figures, in an answer": (
        [
            "七　補助金について",
            "１　対象を問う。",
            "２　時期を問う。",
            "八　道路について",
            "１　路線を問う。",
            "２　予算を問う。",
            "３　工期を問う。",
        ],
        (5, "３　予算を問う。", None),
    ),
    "anew below a heading without a number": (
        [
            "応募の資格",
            "１　市内に住む者",
            "２　市内で働く者",
            "３　市内で学ぶ者",
            "４　町長が認める者",
            "応募の方法",
            "１　郵送",
            "２　持参",
            "３　電子メール",
            "４　ファックス",
        ],
        (8, "２　電子メール", "HD246"),
    ),
    "one list in another": (
        ["１　提出書類", "１　申込書", "２　見積書", "２　提出期限", "３　提出先", "４　問合せ先"],
        (4, "２　提出先", "HD246"),
    ),
    "supplementary provisions": (
        [
            "第１条　目的を定める。",
            "第２条　組織を定める。",
            "２　委員は、町長が委嘱する。",
            "附　則",
            "１　この規約は、公布の日から施行する。",
            "２　旧規約は、廃止する。",
        ],
        (1, "第３条　組織を定める。", None),
    ),
    "articles that were repealed": (
        ["第１条　目的を定める。", "第２条　定義を定める。", "第３条　削除", "第４条　組織を定める。", "第５条　雑則を定める。"],
        (2, "（削られた条はない）", "HD245"),
    ),
    "items that are left out": (
        ["１　趣旨", "２　期間", "（中略）", "４　費用", "５　その他"],
        (2, "期間は一年とする。", "HD245"),
    ),
    "several articles in one line": (
        ["第４条　会長を置く。", "第５条及び第６条　削除", "第７条　部会を置く。", "第８条　庶務を定める。"],
        (1, "第４条の２　副会長を置く。", None),
    ),
    "an amendment shows some articles": (
        [
            "第１条　改正する。",
            "第２条中「課長」を「部長」に改める。",
            "第２条　部長を置く。",
            "第４条　課に係を置く。",
            "第５条　雑則",
        ],
        (1, "部長は一人とする。", "HD245"),
    ),
    "a table of two columns, read by rows": (
        ["１　担当課", "１　期限", "２　連絡先", "２　方法", "３　様式", "３　部数", "４　提出", "４　回答"],
        (6, "３　提出", "HD246"),
    ),
    "groups of rows": (
        ["１　総務部　総務課", "１　総務部　人事課", "２　福祉部　福祉課", "２　福祉部　保険課", "３　建設部　土木課"],
        (1, "１　総務部　財政課", None),
    ),
    "ranks": (
        ["順位　団体", "１　みほん会", "２　れい会", "２　まなび会", "４　あゆみ会", "５　ひかり会"],
        (0, "番号　団体", "HD246"),
    ),
    "the agenda's item again over its minutes": (
        ["１　開会", "２　議題", "３　その他", "３　その他について", "４　閉会"],
        (3, "３　報告", "HD246"),
    ),
    "a form after another": (
        ["１　氏名", "２　住所", "様式第２号", "２　申請の理由", "３　添付書類"],
        (2, "（次に書く。）", "HD246"),
    ),
    "footnotes of pages": (
        ["1) 総務課の資料による。", "2) 速報の値である。", "1) 人口は推計である。", "2) 世帯は国勢調査による。"],
        (2, "2) 人口は推計である。", None),
    ),
    "years and months in front": (
        ["１　概要", "２　年度別の実績", "２　月 に公表した。", "３　課題"],
        (2, "２　公表", "HD246"),
    ),
    "sections of chapters": (
        ["第１章　総則", "第１節　目的", "第２節　定義", "第２章　計画", "第１節　体系", "第２節　施策", "第３節　評価"],
        (5, "第１節　施策", None),
    ),
    "articles go on in the next chapter": (
        ["第１章　総則", "第１条　目的", "第２条　定義", "第２章　組織", "第３条　委員", "第４条　会長"],
        (4, "第２条　委員", None),
    ),
    "articles of several laws": (
        [
            "○見本の法律（昭和25年法律第261号）",
            "第２条　目的",
            "第３条　定義",
            "○例の条例",
            "第３条　組織",
            "第４条　会議",
            "第５条　庶務",
        ],
        (3, "（続き）", "HD246"),
    ),
    "ranks with two firsts": (
        ["順位　団体", "１　みほん会", "１　れい会", "３　まなび会", "４　あゆみ会"],
        (0, "番号　団体", "HD245"),
    ),
    "lines of another series between": (
        [
            "１　開会",
            "２　報告事項",
            "報告第４号　決算について",
            "報告第５号　予算について",
            "３　協議事項",
            "協議第４号　規約について",
            "４　閉会",
        ],
        (4, "２　協議事項", "HD246"),
    ),
    "numbers of proposals go on from another day": (
        ["日程", "議案第12号　補正予算", "議案第14号　条例の改正", "議案第15号　契約の締結"],
        (2, "議案第12号　条例の改正", None),
    ),
    "an item of the next chapter that is taken first": (
        ["1 開会", "(1)委員の紹介", "(2)会長の選任", "2 審議事項", "(2)担当の選任", "(1)年間の予定"],
        (3, "出席者の確認", "HD246"),
    ),
    "the numbers of two kinds of proposals": (
        ["協議第４号　規約について", "協議第５号　予算について", "報告第５号　決算について", "協議第６号　役員について"],
        (2, "協議第５号　決算について", "HD246"),
    ),
}


@pytest.mark.parametrize("kind", RIGHT_AND_WRONG)
def test_what_is_right_is_not_told_and_what_is_wrong_beside_it_is(kind: str) -> None:
    lines, (at, wrong, code) = RIGHT_AND_WRONG[kind]
    for sure in (True, False):
        assert codes(check_headings(checked(*lines, sure=sure), ALONE)) == []
        changed = [*lines[:at], wrong, *lines[at + 1 :]]
        assert codes(check_headings(checked(*changed, sure=sure), ALONE)) == ([code] if code else [])
