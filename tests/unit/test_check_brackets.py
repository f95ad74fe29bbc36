from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from texts import ALONE, PAIRS, checked, paragraphs, places_of
from workspaces import codes, law

from hyoga_docs.check.brackets import check_brackets
from hyoga_docs.core.problem import Problem, Severity

ANY = "".join(PAIRS)
CLOSERS = "".join(pair[1] for pair in PAIRS)
OTHER_WIDTH = {"）": ")", ")": "）", "]": "］"}


def told(*passages: str, sure: bool = True) -> list[Problem]:
    return check_brackets(checked(*passages, sure=sure), ALONE)


def pointed_at(problem: Problem) -> str:
    assert problem.quote
    assert problem.caret
    return problem.quote[slice(*problem.caret)]


@law
@given(st.lists(paragraphs(), min_size=1, max_size=3), st.booleans())
def test_right_paragraphs_are_not_told(texts: list[str], sure: bool) -> None:
    assert told(*texts, sure=sure) == []


@law
@given(paragraphs(), paragraphs(), st.data())
def test_a_bracket_that_is_left_out_is_told_at_one_of_those_that_are_left(text: str, other: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(places_of(text, ANY)))
    problems = told(other, text[:at] + text[at + 1 :], other)
    assert codes(problems)
    assert set(codes(problems)) <= {"HD201", "HD202", "HD203", "HD204"}
    assert all(pointed_at(problem) in ANY for problem in problems)
    assert all(problem.place is not None for problem in problems)
    assert any(problem.severity is Severity.ERROR for problem in problems) or codes(problems) == ["HD204"]


@law
@given(paragraphs(), st.data())
def test_a_bracket_whose_like_stands_nowhere_else_is_missed_at_its_partner(text: str, data: st.DataObject) -> None:
    families = ("（）()", *(pair for pair in PAIRS if pair not in ("（）", "()")))
    alone = [family for family in families if len(places_of(text, family)) == 2]
    assume(alone)
    pair = places_of(text, data.draw(st.sampled_from(alone)))
    opener_left = data.draw(st.booleans())
    left, dropped = pair if opener_left else reversed(pair)
    broken = text[:dropped] + text[dropped + 1 :]
    assume(opener_left or not re.match(r"[^（(「『【。、）)]{1,6}[）)]", broken))  # 例）, 資料） are labels
    (problem,) = told(broken)
    assert problem.code == ("HD201" if opener_left else "HD202")
    assert problem.severity is Severity.ERROR
    assert pointed_at(problem) == text[left]


@law
@given(paragraphs(), st.data())
def test_a_closer_of_another_width_is_told_with_what_is_right(text: str, data: st.DataObject) -> None:
    places = places_of(text, "".join(OTHER_WIDTH))
    assume(places)
    at = data.draw(st.sampled_from(places))
    (problem,) = told(text[:at] + OTHER_WIDTH[text[at]] + text[at + 1 :])
    assert (problem.code, problem.severity) == ("HD204", Severity.WARNING)
    assert f"「{text[at]}」で閉じてください。" in (problem.hint or "") or f"{text[at]}」と書いてください。" in (problem.hint or "")


def test_brackets_over_passages_are_one_pair_where_lines_may_have_been_parted() -> None:
    assert told("見本会議（年に二回", "開くもの）とする。", sure=False) == []
    assert told("見本会議（年に二回", "開くもの）とする。") == []  # as in a cell of two paragraphs
    assert codes(told("見本会議（年に二回", "決める。", "開くもの）とする。")) == ["HD201", "HD202"]


def test_what_is_no_whole_sentence_is_only_warned_of_where_lines_were_joined() -> None:
    assert [problem.severity for problem in told("会議（以下", sure=False)] == [Severity.WARNING]
    assert [problem.severity for problem in told("会議（以下とする。", sure=False)] == [Severity.ERROR]


@pytest.mark.parametrize(
    "speaker",
    [
        "副参事兼企画調整課長",
        "○例町教育委員会教育長",
        "保健福祉部子育て支援担当",
        "見本　太郎委員",
        "都市整備課長補佐",
        "アドバイザー教授",
    ],
)
def test_who_speaks_in_minutes_is_a_label_that_one_bracket_closes(speaker: str) -> None:
    assert told(f"{speaker}）それでは、資料１を御説明します。") == []


@pytest.mark.parametrize(
    "text",
    [
        "副参事兼企画調整課長）を置く。",
        "次に、企画調整課長）それでは、説明します。",
        "見本計画の改定に係る基本方針）それでは、説明します。",
    ],
)
def test_what_names_no_speaker_lacks_its_opening_bracket(text: str) -> None:
    assert codes(told(text)) == ["HD202"]
