from __future__ import annotations

from dataclasses import replace

import pytest

from hyoga_docs.check.told_once import told_once
from hyoga_docs.core.problem import Place, Problem, Severity, Stretch

TEXT = "みほん県は、みほん市若者活躍支援協議会を令和６年５月８日（木）に開く。"


def found(code: str, words: str, severity: Severity = Severity.WARNING, hint: str = "確かめてください。", line: int = 1) -> Problem:
    start = TEXT.index(words)
    end = start + len(words)
    place, stretch = Place("a.txt", line, start + 1), Stretch("a.txt", line, start, end)
    return Problem(severity, code, f"{words}が誤り。", hint, place, TEXT, caret=(start, end), stretch=stretch)


def told(*problems: Problem) -> list[str]:
    return [problem.code for problem in told_once(problems)]


def test_the_graver_of_two_on_the_same_words_stays() -> None:
    one, other = found("HD279", "令和６年"), found("HD275", "令和６年", Severity.ERROR)
    assert told(one, other) == told(other, one) == ["HD275"]


def test_the_one_that_says_what_is_right_stays() -> None:
    assert told(found("HD279", "若者"), found("HD275", "若者", hint="「若手」ではありませんか。")) == ["HD275"]


def test_of_the_same_kind_the_first_stays_whatever_it_is_likened_to() -> None:
    one = found("HD261", "みほん市", hint="「みほん県」（1行）と同じものなら、そろえてください。")
    assert told_once([one, replace(one, hint="「みほん町」（9行）と同じものなら、そろえてください。")]) == [one]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (found("HD222", "令和６年５月８日（木）"), found("HD232", "６")),  # a letter of many
        (found("HD271", "若者"), found("HD275", "協議会")),  # apart
        (found("HD271", "若者"), found("HD275", "若者", line=2)),  # of another passage
        (
            found("HD222", "５月８日（木）", Severity.ERROR),
            found("HD225", "６年５月８日（木）", Severity.ERROR),
        ),  # certain
        (found("HD271", "若者"), replace(found("HD275", "若者"), stretch=None)),  # of no passage
        (found("HD271", "若者"), replace(found("HD275", "若者"), document="01")),  # of another paper
    ],
)
def test_what_is_of_other_words_or_certain_is_told_as_well(one: Problem, other: Problem) -> None:
    assert told(one, other) == [one.code, other.code]


def test_a_part_of_a_longer_name_is_not_told_again() -> None:
    longer, part = found("HD261", "みほん市若者活躍支援協議会"), found("HD261", "支援協議会", line=9)
    assert told_once([part, longer]) == [longer]
    assert told(found("HD271", "みほん市若者活躍支援協議会"), found("HD271", "支援協議会", line=9)) == ["HD271"] * 2


def test_many_alike_are_one_with_their_places() -> None:
    [one] = told_once([found("HD275", "若者", line=line) for line in range(1, 10)])
    assert one.place == Place("a.txt", 1, TEXT.index("若者") + 1)
    assert one.message == "若者が誤り。同じものが、ほかに8か所あります（2行、3行、4行、5行、6行など）。"


def test_many_cells_alike_are_one_that_names_cells() -> None:
    cells = [
        replace(found("HD206", "若者", line=line), cell=f"表 1!B{line}", message="読めません。", stretch=None)
        for line in range(1, 5)
    ]
    [one] = told_once(cells)
    assert one.message == "読めません。同じものが、ほかに3か所あります（B2、B3、B4）。"


def test_brackets_are_alike_only_in_the_same_words() -> None:
    brackets = [replace(found("HD201", "（", line=line), quote=f"{line}行の（木", caret=(3, 4)) for line in range(1, 6)]
    assert told(*brackets) == ["HD201"] * 5
    assert told(*(replace(each, quote="同じ（木", caret=(2, 3)) for each in brackets)) == ["HD201"]


def test_what_differs_in_a_word_or_is_told_twice_is_not_gathered() -> None:
    assert told(*(found("HD275", "若者", line=line) for line in (1, 2))) == ["HD275"] * 2
    assert told(*(found("HD275", "若者", hint=f"{line}", line=line) for line in range(4))) == ["HD275"] * 4
    assert told(*(replace(found("HD275", "若者", line=line), caret=None) for line in range(4))) == ["HD275"] * 4


def test_a_sheet_is_named_once_where_cells_of_it_follow_one_another() -> None:
    cells = ["予算!A1", "予算!A2", "予算!A3", "実績!B2", "実績!B3"]
    (one,) = told_once([replace(found("HD275", "若者"), cell=cell, stretch=None) for cell in cells])
    assert one.message.endswith("（A2、A3、シート「実績」のB2、B3）。")
