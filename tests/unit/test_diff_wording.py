"""Sentences and rows before and after: what a careful reader would say of them, and no noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.diff.model import Cells, WordingChange
from hyoga_docs.diff.review_reader import TextUnit, read_pair, read_units
from hyoga_docs.diff.wording import Renumbering, compare_units


def _row(cells: Cells) -> str:
    return " | ".join("".join(f"《{text}》" if changed else text for text, changed in cell) for cell in cells)


def _told(wording: WordingChange) -> tuple[str, str, str]:
    return wording.kind.value, _row(wording.old), _row(wording.new)


def _compare(old: str, new: str, numbers: Renumbering | None = None) -> tuple[list[tuple[str, str, str]], int]:
    words, alone = compare_units(read_units(old), read_units(new), numbers or Renumbering())
    return [_told(wording) for wording in words], len(alone)


def test_units_know_their_heading_and_their_row() -> None:
    text = "# 資料１　題\n\n## 題\n初めの文。\n\n### １　趣旨\n文。\n\n- 行政\n- 熊本県\n\n- 熊本市\n"
    assert read_units(text) == [
        TextUnit(("題",), heading=True),
        TextUnit(("初めの文。",)),
        TextUnit(("１　趣旨",), heading=True),
        TextUnit(("文。",), "１　趣旨"),
        TextUnit(("行政", "熊本県"), "１　趣旨"),
        TextUnit(("熊本市",), "１　趣旨"),
    ]


def test_lines_of_a_page_are_put_together() -> None:
    first = "取組の柱は、地域ごとの場をつくること、一人ひとりにつながる積極的な広報、状況に応じたき"
    text = f"# 題\n\n## 1ページ\n\n{first}\nめ細かな事業である。\n\n## 2ページ\n\n次の頁。\n"
    units = read_units(text)
    assert [unit.page for unit in units] == [1, 2]
    assert units[0].text.endswith("状況に応じたきめ細かな事業である。")


def test_a_guess_that_a_letter_turns_is_not_told() -> None:
    under = "計画とＫＰＩ、機運の醸成、支援策の周知"
    old, new = (f"# 図\n\n## 1ページ\n\n労働局・県・経済団体・労働団体{word}\n{under}\n" for word in ("などの者", "等"))
    assert [len(read_units(text)) for text in (old, new)] == [1, 2]
    found, _ = compare_units(*read_pair(old, new), Renumbering())
    assert [_told(each) for each in found] == [
        ("changed", "労働局・県・経済団体・労働団体《などの者》", "労働局・県・経済団体・労働団体《等》")
    ]


def test_another_width_of_lines_changes_nothing() -> None:
    words = "取組の柱は、地域ごとの場をつくること、一人ひとりにつながる積極的な広報、状況に応じたきめ細かな事業の三つである。"
    narrow, wide = (
        "\n".join(["# 題", "", "## 1ページ", "", *(words[at : at + width] for at in range(0, len(words), width))])
        for width in (20, 27)
    )
    assert _compare(narrow, wide) == ([], 0)


def test_a_changed_figure_in_a_row() -> None:
    old, new = (
        "# 表\n\n- 熊本県\n- 1,204\n- 4.0%\n\n- 大分県\n- 980\n- 3.1%\n".replace("1,204", each) for each in ("1,204", "1,240")
    )
    assert _compare(old, new) == ([("changed", "熊本県 | 《1,204》 | 4.0%", "熊本県 | 《1,240》 | 4.0%")], 0)


def test_a_paragraph_that_was_parted_or_joined_is_one_change() -> None:
    whole, first, second = (
        "就職氷河期世代などを対象に、一人ひとりに応じた支援を行う。",
        "就職氷河期世代などを対象に、",
        "一人ひとりに応じた支援を行う。",
    )
    one, two = f"# 題\n\n{whole}\n次の文。\n", f"# 題\n\n{first}\n{second}\n次の文。\n"
    assert _compare(one, two) == ([("changed", whole, f"{first}《（改行）》{second}")], 0)
    assert _compare(two, one) == ([("changed", f"{first}《（改行）》{second}", whole)], 0)


def test_a_paragraph_that_was_parted_where_a_word_changed_tells_both() -> None:
    old = "見本市総合計画を上位計画とし、分野別計画に共通する理念を示すものである。"
    parted = "見本市総合計画を上位計画とし、\n分野別計画に共通する方針を示すものである。"
    new = "見本市総合計画を上位計画とし、《（改行）》分野別計画に共通する《方針》を示すものである。"
    assert _compare(f"# 題\n\n{old}\n", f"# 題\n\n{parted}\n")[0] == [("changed", old.replace("理念", "《理念》"), new)]
    assert _compare("# 題\n\n会場は市役所三階（中央一丁目）\n", "# 題\n\n会場は\n市役所三階\n（中央一丁目）\n")[0] == [
        ("changed", "会場は市役所三階（中央一丁目）", "会場は《（改行）》市役所三階《（改行）》（中央一丁目）")
    ]


def test_lines_of_a_page_that_are_only_broken_elsewhere_are_no_change() -> None:
    texts = [f"# 題\n\n## 1ページ\n\n{line}\n" for line in ("協議会の庶務は\n\n福祉課で行う。", "協議会の庶務は福祉課\n\nで行う。")]
    assert compare_units(read_units(texts[0]), read_units(texts[1]), Renumbering(), by_pages=True) == ((), ())


def test_a_paragraph_of_several_sentences_that_moved_is_one_event() -> None:
    first, second, third = (
        "推進会議を年２回開催し、進捗状況を確認する。",
        "結果は協議会に報告し、意見を求める。",
        "意見は翌年度に反映する。",
    )
    other = "相談窓口を五か所に設置し、年齢や分野を問わず相談を受け止める。\n夜間及び休日の相談は電話で受け付ける。\n"
    moved, rest = f"{first}\n{second}\n{third}\n", f"### 相談\n{other}{other.replace('相談', '申請')}"
    whole = first + second + third
    assert _compare(f"# 題\n\n{moved}{rest}", f"# 題\n\n{rest}{moved}")[0] == [("moved", whole, whole)]
    edited = moved.replace("年２回", "年３回").replace("翌年度に", "次の年度の事業に")
    told = _compare(f"# 題\n\n{moved}{rest}", f"# 題\n\n{rest}{edited}")[0]
    assert [kind for kind, *_ in told] == ["moved"]
    assert "年《３回》" in told[0][2]
    headed = f"### 推進体制\n{moved}"
    assert _compare(f"# 題\n\n{headed}{rest}", f"# 題\n\n{rest}{headed}")[0] == [
        ("moved", f"推進体制（改行）{whole}", f"推進体制（改行）{whole}")
    ]


def test_a_column_that_came_or_went_is_one_event() -> None:
    rows = [("区分", "令和５年度"), ("電話", "１２０件"), ("来所", "８０件")]
    grown = [(one, office, two) for (one, two), office in zip(rows, ("担当", "総務課", "相談課"), strict=True)]
    old, new = ("# 表\n\n" + "\n".join("".join(f"- {cell}\n" for cell in row) for row in table) for table in (rows, grown))
    assert _compare(old, new)[0] == [("added", "", "《担当》 | 《総務課》 | 《相談課》")]
    assert _compare(new, old)[0] == [("removed", "《担当》 | 《総務課》 | 《相談課》", "")]
    both = new.replace("８０件", "８１件")
    assert [kind for kind, *_ in _compare(old, both)[0]] == ["added", "changed"]


def test_rows_that_count_themselves_follow_by_themselves() -> None:
    names = ["青森県", "岩手県", "山形県", "福島県", "茨城県"]
    old, new = (
        "# 表\n\n- 番号\n- 県\n" + "".join(f"\n- {number}\n- {name}\n" for number, name in enumerate(rows, 1))
        for rows in (names, [*names[:2], *names[3:]])
    )
    found, alone = _compare(old, new)
    assert found == [("removed", "《3》 | 《山形県》", "")]
    assert alone == 2
    years = "# 表\n\n- 2018\n- 5人\n\n- 2019\n- 6人\n\n- 2020\n- 7人\n"
    assert _compare(years, years.replace("2020", "2021")) == ([("changed", "《2020》 | 7人", "《2021》 | 7人")], 0)


def test_a_column_that_came_leaves_the_other_cells_alone() -> None:
    found, _ = _compare("# 表\n\n- 熊本県\n- 商工労働部\n", "# 表\n\n- 熊本県\n- 商工労働部\n- 部長\n")
    assert found == [("changed", "熊本県 | 商工労働部", "熊本県 | 商工労働部 | 《部長》")]


def test_a_sentence_that_moved() -> None:
    old = "# 題\n\n会議は、年に二回以上開く。\n資料は、前の日までに送る。\n議事録は、県の頁で公表する。\n"
    new = "# 題\n\n資料は、前の日までに送る。\n議事録は、県の頁で公表する。\n会議は、年に二回以上開く。\n"
    [moved], _ = compare_units(read_units(old), read_units(new), Renumbering())
    assert _told(moved) == ("moved", "会議は、年に二回以上開く。", "会議は、年に二回以上開く。")
    assert (moved.old_after, moved.new_after) == ("", "議事録は、県の頁で公表する。")


def test_a_short_line_that_there_is_once_has_moved_and_others_have_not() -> None:
    old = "# 題\n\n（５）意見交換\n説明を聴く。\n日程を決める。\n以上。\n"
    new = "# 題\n\n説明を聴く。\n日程を決める。\n（６）意見交換\n以上。\n"
    assert _compare(old, new, Renumbering(provisions=True))[0] == [("moved", "（《５》）意見交換", "（《６》）意見交換")]
    twice = "# 題\n\n説明を聴く。\n日程を決める。\n（６）意見交換\n以上。\n（７）意見交換\n"
    kinds = [kind for kind, *_ in _compare(old, twice, Renumbering(provisions=True))[0]]
    assert "moved" not in kinds


def test_numbers_of_provisions_follow_by_themselves() -> None:
    old = "# 要領\n\n## １　趣旨\n文。\n\n## ２　会議\n（１）年に二回開く。\n"
    new = "# 要領\n\n## １　趣旨\n文。\n\n## ２　座長\n座長を置く。\n\n## ３　会議\n（２）年に二回開く。\n"
    assert _compare(old, new, Renumbering(provisions=True)) == (
        [("added", "", "《２　座長》"), ("added", "", "《座長を置く。》")],
        2,
    )
    assert len(_compare(old, new)[0]) == 4


def test_labels_follow_the_papers() -> None:
    old, new = "# 一覧\n\n○　資料１　甲\n○　資料２　乙\n", "# 一覧\n\n○　資料１　新\n○　資料２　甲\n○　資料３　乙\n"
    found = _compare(old, new, Renumbering({"資料１": "資料２", "資料２": "資料３"}))
    assert found == ([("added", "", "《○　資料１　新》")], 2)


def test_a_longer_label_is_no_label_with_something_behind_it() -> None:
    found = _compare("# 一覧\n\n資料１０を見る。\n", "# 一覧\n\n資料２０を見る。\n", Renumbering({"資料１": "資料２"}))
    assert found[1] == 0


def test_page_numbers_of_a_list_of_contents() -> None:
    assert _compare("# 目次\n\n趣旨……3\n構成員……5\n役割……9\n", "# 目次\n\n趣旨……4\n構成員……6\n役割……10\n") == ([], 3)


def test_figures_after_dots_are_figures() -> None:
    found, alone = _compare("# 表\n\n人件費…… 350\n物件費…… 120\n", "# 表\n\n人件費…… 480\n物件費…… 120\n")
    assert (len(found), alone) == (1, 0)


def test_a_number_that_begins_a_sentence_is_a_figure() -> None:
    found, alone = _compare("# 要領\n\n10　人以内とする。\n", "# 要領\n\n20　人以内とする。\n", Renumbering(provisions=True))
    assert (found, alone) == ([("changed", "《10》　人以内とする。", "《20》　人以内とする。")], 0)


def test_labels_inside_other_words_are_no_labels() -> None:
    labels = Renumbering({"資料１": "資料２"})
    assert _compare("# 題\n\n参考資料１を見る。\n", "# 題\n\n参考資料２を見る。\n", labels)[1] == 0
    assert _compare("# 題\n\n資料１を見る。\n前。\n", "# 題\n\n資料１を見る。\n後。\n", labels)[0] == [
        ("changed", "《前》。", "《後》。")
    ]


def test_a_heading_that_is_called_like_a_page_is_a_heading() -> None:
    found, _ = _compare("# 題\n\n予算は100万円。\n\n## 3ページ\n\n文。\n", "# 題\n\n予算は900万円。\n\n## 3ページ\n\n文。\n")
    assert found == [("changed", "予算は《100万円》。", "予算は《900万円》。")]


def _pages(first: int, count: int, mark: str = "{}") -> str:
    names = "甲乙丙丁戊己庚辛"
    lines = (
        line for page in range(count) for line in (f"## {page + 1}ページ", f"{names[page]}の頁の文。", mark.format(first + page))
    )
    return "# 題\n\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("mark", ["{}", "- {} -", "－ {} －", "{}／8", "p.{}", "{}ページ"])
def test_page_numbers_of_a_paper_are_one_remark(mark: str) -> None:
    assert _compare(_pages(2, 4, mark), _pages(3, 4, mark)) == ([], 4)


def test_a_page_more_is_told_without_its_number() -> None:
    found, alone = _compare(_pages(1, 3), _pages(1, 4))
    assert (found, alone) == ([("added", "", "《丁の頁の文。》")], 0)


def test_a_page_without_a_number_between_pages_that_have_one() -> None:
    old = _pages(2, 5)
    lines = old.splitlines()
    new = [*lines[:8], "## 3ページ", "差し込んだ頁の文。"]
    for line in lines[8:]:
        new.append(f"## {int(line[3:-3]) + 1}ページ" if line.startswith("## ") else line)
    assert _compare(old, "\n".join(new) + "\n") == ([("added", "", "《差し込んだ頁の文。》")], 0)


def test_a_sentence_in_the_place_of_another_is_what_that_became() -> None:
    found, _ = _compare("# 題\n\n前。\n熊本労働局\n後。\n", "# 題\n\n前。\n県庁防災センター三階会議室（熊本市中央区）\n後。\n")
    assert [kind for kind, _, _ in found] == ["changed"]


def test_a_figure_at_the_foot_of_one_page_is_a_figure() -> None:
    old, new = ("# 題\n\n## 1ページ\n\n参加した人\n52\n".replace("52", each) for each in ("52", "53"))
    assert _compare(old, new) == ([("changed", "《52》", "《53》")], 0)


def test_figures_at_the_foot_of_pages_that_do_not_go_on_are_figures() -> None:
    old = "# 題\n\n## 1ページ\n\n参加\n52\n\n## 2ページ\n\n欠席\n7\n"
    assert _compare(old, old.replace("52", "53")) == ([("changed", "《52》", "《53》")], 0)


_LINES = st.lists(st.text(st.characters(categories=["Lo", "Nd"]), min_size=1, max_size=12), max_size=12)


@given(_LINES, _LINES, st.booleans())
def test_every_unit_is_told_or_stayed(old: list[str], new: list[str], provisions: bool) -> None:
    before, after = [TextUnit((text,)) for text in old], [TextUnit((text,)) for text in new]
    words, alone = compare_units(before, after, Renumbering(provisions=provisions))
    told = [["".join(text for text, _ in cell) for wording in words for cell in cells(wording)] for cells in (_old, _new)]
    assert len(old) - len(told[0]) == len(new) - len(told[1]) >= len(alone)
    for side, said in ((old, told[0]), (new, told[1])):
        for text in said:
            assert text in side
    if not provisions:
        assert not alone
        assert sorted(old + told[1]) == sorted(new + told[0])


def _old(wording: WordingChange) -> Cells:
    return wording.old


def _new(wording: WordingChange) -> Cells:
    return wording.new


def test_a_paragraph_that_moved_and_was_edited_is_one_event() -> None:
    moved, edited = "会長は、会議を招集し、その議長となる。", "会長は、必要と認めるときに会議を招集し、議長となる。"
    rest = [
        "会議は、委員の過半数の出席で成立する。",
        "議事は、出席した委員の過半数で決する。",
        "庶務は、商工労働部において処理する。",
    ]
    old, new = ("# 題\n\n" + "\n".join(lines) + "\n" for lines in ([moved, *rest], [*rest, edited]))
    [told], _ = compare_units(read_units(old), read_units(new), Renumbering())
    assert told.kind.value == "moved"
    assert "".join(text for text, _ in told.new[0]) == edited
    other = "費用弁償の額は、別に定めるところによる。"
    kinds = [kind for kind, *_ in _compare(old, "# 題\n\n" + "\n".join([*rest, other]) + "\n")[0]]
    assert sorted(kinds) == ["added", "removed"]
