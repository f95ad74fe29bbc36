"""Titles, labels and 議題 of first pages as real ones are shaped: right, or marked for a person to look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from first_pages import AGENDAS, LATER_PAGES, PAGES, FirstPage, lines_of

from hyoga_docs.arrivals.arrival import Arrival, arrival_of
from hyoga_docs.arrivals.page_titles import page_labels
from hyoga_docs.arrivals.paper_words import ReadPaper
from hyoga_docs.arrivals.topics import PaperWords, find_topic, guess_topics
from hyoga_docs.core.limits import time_limit
from hyoga_docs.plan.agenda import AgendaLine
from hyoga_docs.text.first_page import PageLine


def read(page: FirstPage) -> Arrival:
    name, items = AGENDAS.get(page.meeting, ("", []))
    return arrival_of(ReadPaper(Path(page.name), "", lines_of(page.page)), [name, *(section for _, section in items if section)])


def agenda_of(items: list[tuple[str, str]]) -> tuple[AgendaLine, ...]:
    lines = tuple(
        AgendaLine(f"（{number}）", title, section=f"【{section}】" if section else "", ordinal=number, level=1)
        for number, (title, section) in enumerate(items, 1)
    )
    return (AgendaLine("１", "議題", items=lines),)


@pytest.mark.parametrize("page", [*PAGES, *LATER_PAGES], ids=lambda page: page.name)
def test_a_title_is_right_or_marked(page: FirstPage) -> None:
    found = read(page)
    if page.title:
        assert (found.title, found.doubts) == (page.title, ())
    else:
        assert found.doubts


@pytest.mark.parametrize("meeting", AGENDAS)
def test_a_topic_is_right_or_left_open(meeting: str) -> None:
    pages = [page for page in PAGES if page.meeting == meeting]
    found = guess_topics([read(page).words for page in pages], agenda_of(AGENDAS[meeting][1]))
    wrong = {page.name: guess for page, guess in zip(pages, found, strict=True) if guess.ordinal not in {0, page.item}}
    known = [page for page in pages if page.item]
    assert not wrong
    assert sum(guess.ordinal == page.item for page, guess in zip(pages, found, strict=True) if page.item) >= len(known) - 1


@pytest.mark.parametrize(
    ("page", "labels", "is_reference"),
    [
        ("10 資料 No１－２\n14 計画について", ["資料1-2"], False),
        ("10 【資料３】　計画について", ["資料3"], False),
        ("14 計画について　資料４", ["資料4"], False),
        ("10 参考資料№1\n14 国の動向について", ["参考資料1"], True),
        ("10 （参考）\n14 国の動向について", [], True),
        ("10 当日配布資料２\n14 委員意見について", ["当日配布資料2"], False),
        ("14 参考となる指標について", [], False),
    ],
)
def test_labels_at_the_top_of_a_page(page: str, labels: list[str], is_reference: bool) -> None:
    found = arrival_of(ReadPaper(Path("x.pdf"), "", lines_of(page)), [])
    assert [each.series + "-".join(map(str, each.numbers)) for each in found.labels] == labels
    assert found.is_reference is is_reference


def test_a_page_of_one_letter_again_and_again_takes_no_time() -> None:
    page = "\n".join(f"10 {letter * 70}" for letter in "市課第の（年1会　、")
    with time_limit(2):
        assert page_labels([PageLine("　" * 20_000 + "1")]) == ()
        assert arrival_of(ReadPaper(Path("市" * 80 + ".pdf"), "", lines_of(page)), []).title


MIXED = (
    AgendaLine("１", "開会"),
    AgendaLine(
        "２",
        "協議事項",
        items=(AgendaLine("（１）", "駅前広場について", ordinal=1), AgendaLine("（２）", "公園について", ordinal=2)),
    ),
    AgendaLine(
        "３", "報告事項", items=(AgendaLine("（１）", "条例について", ordinal=3), AgendaLine("（２）", "道路について", ordinal=4))
    ),
)
MOTIONS = (
    AgendaLine(
        "２",
        "議事",
        items=(
            AgendaLine("議案第58号", "用途地域", ordinal=1, label="議案第58号"),
            AgendaLine("議案第59号", "生産緑地", ordinal=2, label="議案第59号"),
        ),
    ),
)


@pytest.mark.parametrize(
    ("top", "agenda", "ordinal"),
    [
        ("協議事項（２）", MIXED, 2),
        ("報告事項（２）", MIXED, 4),
        ("議題（２）", MIXED, 0),  # of which list?
        ("議案第59号", MOTIONS, 2),
        ("議題１", agenda_of([("あ", ""), ("い", "")]), 1),
        ("報告２年度", MIXED, 0),
    ],
)
def test_a_paper_says_which_topic_it_is_of(top: str, agenda: tuple[AgendaLine, ...], ordinal: int) -> None:
    assert guess_topics([PaperWords((), (top,))], agenda)[0].ordinal == ordinal


def test_the_number_of_a_label_tells_the_topic_where_those_of_others_do() -> None:
    agenda = agenda_of([("国民健康保険税率について", ""), ("データヘルス計画について", ""), ("名称未定の件", "")])
    known, other = PaperWords(("国民健康保険税率",), (), 1), PaperWords(("様子",), (), 2)
    assert [each.ordinal for each in guess_topics([known, other], agenda)] == [1, 2]
    assert [each.ordinal for each in guess_topics([other], agenda)] == [0]
    moved = PaperWords(("データヘルス計画",), (), 3)
    assert [each.ordinal for each in guess_topics([known, other, moved], agenda)] == [1, 0, 2]


def test_item_is_named_by_number_id_or_label() -> None:
    agenda = (AgendaLine("１", "議題", items=(AgendaLine("（１）", "計画", ordinal=1, id="plan", label="議案第１号"),)),)
    assert [find_topic(each, agenda) is not None for each in ("1", "１", "plan", "議案第１号", "2", "x")] == [True] * 4 + [
        False
    ] * 2
