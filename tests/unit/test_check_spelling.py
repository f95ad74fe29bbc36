from __future__ import annotations

import pytest
from texts import ALONE, checked

from hyoga_docs.check.spelling import check_spelling
from hyoga_docs.core.problem import Problem, Severity


def told(*passages: str) -> list[Problem]:
    return check_spelling([checked(*passages)], ALONE)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("環鏡の保全", "環境"),
        ("計画を推新する。", "推進"),
        ("組織を再偏し、課を置く。", "再編"),
        ("住民の参格を促す。", "参画"),
        ("価格の摘正化", "適正"),
    ],
)
def test_a_pair_that_is_no_word_is_a_warning_beside_the_right_word_and_else_a_note(wrong: str, right: str) -> None:
    alone, beside = told(wrong), told(wrong, f"{right}のための会議")
    assert [each.severity for each in (*alone, *beside)] == [Severity.NOTE, Severity.WARNING]
    assert [each.hint for each in (*alone, *beside)] == [f"「{right}」の誤りではありませんか。"] * 2


@pytest.mark.parametrize(
    "text",
    [
        # the first half of a verb with its okurigana
        "子の増加に伴い、共働きの家が増えた。",
        "花が咲出したので見に行く。",
        "外国人向けに案内する。",
        "声が強過ぎる。",
        "芽が出始めた。",
        "三日続きの雨",
        # words that the dictionary lacks
        "午後一時開議",
        "建学の理念",
        "施業計画を立てる。",
        "会長は祭務を掌り、場長は場務を、隊長は隊務を掌理する。",
        "戸籍を編製する。",
        "公船が港に入る。",
        # names of persons
        "委員　見本　推新",
        "推新委員の発言",
        "参格議員",
        "推新氏に頼む。",
        "山田推新を委員とする。",
        # halves of words, and what is counted
        "内航海運業の報告",
        "色相環上の点",
        "表の３行目を見る。",
        "十五件数えた。",
    ],
)
def test_what_is_a_word_a_name_or_the_stem_of_a_verb_is_not_told(text: str) -> None:
    assert told(text, "会議、施行、編成、公選、強化、推進、参画、出資、見学、共同、協働、人口、運行、環状、項目の会") == []


def test_a_pair_that_a_packet_has_three_times_is_its_own_word() -> None:
    assert told("環鏡の会", "環鏡の場", "環鏡の日") == []
