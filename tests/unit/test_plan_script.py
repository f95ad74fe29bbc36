"""The script of a meeting: what begins when, what kind of entry it is, and times that say two things."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import paper, plan_of

from hyoga_docs.check.script import check_script
from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.script import leaders, script
from hyoga_docs.word.letters.script_context import script_context


def planned(agenda: list[Any], **meeting: Any) -> Any:
    return plan_of(meeting={"time": "10:00-12:00", "agenda": agenda, **meeting})[0]


def times(agenda: list[Any], **meeting: Any) -> list[str]:
    return [f"{part.begins:%H:%M}" if part.begins else "" for part in script(planned(agenda, **meeting)).parts]


def minutes(title: str, count: int, **more: Any) -> dict[str, Any]:
    return {"title": title, "script": {"minutes": count}, **more}


@pytest.mark.parametrize(
    ("agenda", "wanted"),
    [
        ([minutes("開会", 5), minutes("あいさつ", 10), "議題"], ["10:00", "10:05", "10:15"]),
        (["開会", minutes("あいさつ", 10), "議題"], ["10:00", "", ""]),
        (["開会", {"title": "議題", "time": "10:20"}, "閉会"], ["10:00", "10:20", ""]),
        ([{"title": "開会", "time": "５分程度"}, {"title": "議題", "time": "10:10-10:40"}, "閉会"], ["10:00", "10:10", "10:40"]),
        ([{"title": "議題", "items": [minutes("甲", 20), minutes("乙", 30)]}, "閉会"], ["10:00", "10:00", "10:20", "10:50"]),
        ([minutes("議題", 5, items=[minutes("甲", 20), "乙"]), "閉会"], ["10:00", "10:05", "10:25", ""]),
        ([{"title": "議題", "time": "60分", "items": ["甲", "乙"]}, "閉会"], ["10:00", "10:00", "", "11:00"]),
        ([{"title": "甲", "script": [{"minutes": 5}, {"minutes": 7}]}, "乙"], ["10:00", "10:12"]),
    ],
)
def test_the_clock_runs_as_far_as_it_is_known(agenda: list[Any], wanted: list[str]) -> None:
    assert times(agenda) == wanted


def test_without_a_time_of_the_meeting_only_written_times_are_known() -> None:
    assert times([minutes("開会", 5), {"title": "議題", "time": "13:30"}], time=None) == ["", "13:30"]


def test_what_goes_on_past_midnight_has_no_time() -> None:
    assert times([minutes("甲", 1440), "乙"]) == ["10:00", ""]


def test_entries_are_told_apart_by_their_titles_and_their_papers() -> None:
    titles = [
        "開　会",
        "会長あいさつ",
        "議事録署名人の指名",
        "役員の選出について",
        "計画について",
        "意見交換",
        "そ の 他",
        "閉　会",
    ]
    plan = planned([*titles[:3], {"title": "議題", "items": titles[3:6]}, *titles[6:]], handouts=[paper(item=1)])
    kinds = [part.kind for part in script(plan).parts]
    assert kinds == ["opening", "greeting", "plain", "heading", "topic", "topic", "discussion", "other", "closing"]
    assert [part.kind for part in script(planned(["役員の選出について"])).parts] == ["plain"]


def test_the_first_part_opens_and_the_last_closes() -> None:
    parts = script(planned(["甲", {"title": "議題", "items": ["乙", "丙"]}])).parts
    assert [(part.opens, part.closes) for part in parts] == [(True, False), (False, False), (False, False), (False, True)]


@pytest.mark.parametrize(
    ("agenda", "wanted"),
    [
        ([minutes("開会", 20), {"title": "あいさつ", "time": "10:10"}], ["HD184"]),
        ([minutes("開会", 10), {"title": "あいさつ", "time": "10:10"}], []),
        ([minutes("議題", 121)], ["HD185"]),
        ([minutes("議題", 120)], []),
        (["議題", {"title": "閉会", "time": "10:00"}], []),
        ([{"title": "甲", "time": "10:00-10:30"}, {"title": "乙", "time": "10:15-10:40"}], ["HD184"]),
    ],
)
def test_times_that_say_two_things_are_told(agenda: list[Any], wanted: list[str]) -> None:
    assert [problem.code for problem in check_script(planned(agenda))] == wanted


def test_a_template_gets_the_words_of_the_house_and_who_presides() -> None:
    agenda = [{"title": "議　題", "section": "見本課", "script": ["一行目\n二行目", {"speaker": "会長", "minutes": 5}]}]
    roster = {"title": "名簿", "members": [{"id": "a", "person": "見本　一", "role": "部会長"}]}
    meeting: dict[str, Any] = {"time": "14:00", "agenda": agenda, "open": {"public": False}}
    plan = plan_of(meeting=meeting, platform={"style": {"time": "午後２時～"}}, roster=roster)[0]
    made = script_context(plan, meeting_attendance(plan.workspace))["script"]
    assert (made["chair"], made["open"], made["ends"]) == ("部会長", "非公開", "午後２時５分")
    (part,) = made["parts"]
    assert (part["time"], part["minutes"], part["title"]) == ("午後２時", "５", "議題")
    assert part["cues"] == [{"speaker": "見本課", "lines": ["一行目", "二行目"]}, {"speaker": "会長", "lines": [""]}]


def test_who_greets_is_told_by_the_title_where_nobody_is_named() -> None:
    agenda = ["会長あいさつ", "開会あいさつ", "副市長の開会の挨拶", {"title": "市長挨拶", "speaker": "見本市長"}]
    plan, _ = plan_of({"agenda": agenda})
    parts = script_context(plan, meeting_attendance(plan.workspace))["script"]["parts"]
    assert [part["speaker"] for part in parts] == ["会長", "", "副市長", "見本市長"]


@pytest.mark.parametrize(
    ("agenda", "chair", "wanted"),
    [
        (["開会", "会長あいさつ", "議題", "閉会"], "会長", ["司会", "司会", "会長", "司会"]),
        (["開会", "議題", "閉会"], "", ["司会", "司会", "司会"]),
        (["開会", "あいさつ", "議長選出", "議事", "その他", "閉会"], "会長", ["司会", "司会", "司会", "議長", "議長", "司会"]),
        (["委員紹介", "会長の選出について", "会長職務代理者の指名", "議事"], "", ["司会", "司会", "会長", "会長"]),
        (["開会", "副会長の選任", "会長の職務代理者の選任"], "会長", ["司会", "会長", "会長"]),
        (["会長及び副会長の互選について", "議事"], "", ["司会", "会長"]),
        ([{"title": "議題", "items": ["委員の委嘱", "予算"]}], "会長", ["会長", "会長", "会長"]),
        (["開会", "諮問", "議題"], "会長", ["司会", "司会", "会長"]),
    ],
)
def test_whoever_presides_leads_what_is_deliberated_once_elected(agenda: list[Any], chair: str, wanted: list[str]) -> None:
    assert leaders(script(planned(agenda)).parts, chair) == wanted


def parts_of(agenda: list[Any], platform: Any = None, **meeting: Any) -> list[dict[str, Any]]:
    plan, _ = plan_of(meeting={"agenda": agenda, **meeting}, platform=platform)
    parts: list[dict[str, Any]] = script_context(plan, meeting_attendance(plan.workspace))["script"]["parts"]
    return parts


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        (["１", "（１）", "ア"], ["次第の１、", "議題（１）", "議題（１）ア"]),
        (["第１", "(1)", "①"], ["次第第１、", "議題(1)", "議題(1)①"]),
        (["一", "第１号議案", "・"], ["次第の一、", "第１号議案", ""]),
        (["日程第１", "○", "（２）"], ["日程第１、", "", "議題○（２）"]),
        (["", "議第12号", ""], ["", "議第12号", ""]),
    ],
)
def test_how_a_number_is_said(marks: list[str], wanted: list[str]) -> None:
    inner = {"title": "乙について", "label": marks[1], "items": [{"title": "丙", "label": marks[2]}]}
    parts = parts_of([{"title": "議　題", "label": marks[0], "items": [inner]}])
    assert [part["spoken_number"] for part in parts] == wanted


@pytest.mark.parametrize(
    ("is_open", "wanted"),
    [({}, [("", ""), ("shuts", ""), ("", ""), ("", "reopens"), ("shuts", ""), ("", "")]), ({"public": False}, [("", "")] * 6)],
)
def test_the_doors_are_shut_and_opened_where_items_are_withheld(is_open: Any, wanted: list[tuple[str, str]]) -> None:
    agenda = [
        "甲",
        {"title": "乙", "public": False},
        {"title": "丙", "kind": "非公開"},
        "丁",
        {"title": "戊", "public": False},
        "閉会",
    ]
    parts = parts_of(agenda, open=is_open)
    assert [("shuts" * part["shuts"], "reopens" * part["reopens"]) for part in parts] == wanted


def test_a_greeting_is_that_of_whom_the_line_below_it_names() -> None:
    (part,) = parts_of([{"title": "あいさつ", "subtitle": "見本県　健康福祉部長"}])
    assert part["speaker"] == "見本県　健康福祉部長"
