from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law, meeting_of, platform_of

from hyoga_docs.plan.agenda import AgendaLine, official, print_agenda, slides, topics

Data = dict[str, Any]


def printed(agenda: Sequence[Any], platform: Data | None = None, **meeting: Any) -> tuple[AgendaLine, ...]:
    return print_agenda(meeting_of(agenda=agenda, **meeting), platform_of(**(platform or {})))


def numbers(lines: Sequence[AgendaLine]) -> list[Any]:
    return [(line.number, numbers(line.items)) if line.items else line.number for line in lines]


def test_the_agenda_counts_by_level() -> None:
    deep = {"title": "a", "items": [{"title": "b", "items": [{"title": "c", "items": [{"title": "d", "items": ["e", "f"]}]}]}]}
    assert numbers(printed(["開会", deep])) == ["１", ("２", [("（１）", [("①", [("ア", ["（ア）", "（イ）"])])])])]


def test_a_kind_may_be_written_with_its_brackets() -> None:
    one, other = printed([{"title": "甲", "kind": "審議"}, {"title": "乙", "kind": "【報告】"}])
    assert (one.kind, other.kind) == ("【審議】", "【報告】")


def test_the_house_names_the_marks_of_the_levels() -> None:
    deep = {"title": "a", "items": [{"title": "b", "items": [{"title": "c", "items": ["d"]}]}]}
    assert numbers(printed([deep], {"style": {"agenda_numbers": ["（１）", "①"]}})) == [("（１）", [("①", [("ア", ["（ア）"])])])]


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("10:00", "午前10時"),
        ("10:00-10:20", "午前10時～10時20分"),
        ("午後１時半頃", "午後１時30分頃"),
        ("10分", "10分"),
        ("約１時間", "約１時間"),
    ],
)
def test_an_entry_has_its_time_in_the_form_of_the_house_or_its_length(time: str, shown: str) -> None:
    (line,) = printed([{"title": "開会", "time": time}], {"style": {"time": "午後２時～３時"}})
    assert line.time == shown


def test_numbering_restarts_under_each_heading() -> None:
    agenda = [{"title": "論議事項", "items": ["a", "b"]}, {"title": "協議事項", "items": ["c"]}]
    assert numbers(printed(agenda)) == [("１", ["（１）", "（２）"]), ("２", ["（１）"])]


def test_numbering_continues_where_it_is_asked_to() -> None:
    agenda = [
        {"title": "甲", "items": ["a", "b"]},
        {"title": "乙", "items": ["c"], "numbering": "continue"},
        {"title": "丙", "items": ["d"]},
        {"title": "丁", "items": ["e"], "numbering": "continue"},
    ]
    assert numbers(printed(agenda)) == [("１", ["（１）", "（２）"]), ("２", ["（３）"]), ("３", ["（１）"]), ("４", ["（２）"])]


def test_a_list_without_numbers_has_circles() -> None:
    agenda = ["a", {"title": "b", "items": ["c", "d"], "numbering": "none"}]
    assert numbers(printed(agenda)) == ["１", ("２", ["○", "○"])]
    assert numbers(printed(["a", "b"], numbering="none")) == ["○", "○"]


def test_a_list_begins_with_the_number_that_its_sample_shows() -> None:
    items = ["a", {"title": "b", "label": "追加"}, "c"]
    agenda = [{"title": "議事", "items": items, "numbering": "議案第９号"}, {"title": "報告", "items": ["d"], "numbering": "(3)"}]
    assert numbers(printed(agenda)) == [("１", ["議案第９号", "追加", "議案第10号"]), ("２", ["(3)"])]
    assert numbers(printed(agenda[:1], {"style": {"digits": "full"}})) == [("１", ["議案第９号", "追加", "議案第１０号"])]


def test_a_list_may_have_no_numbers_at_all() -> None:
    assert numbers(printed(["a", {"title": "b", "items": ["c"]}], numbering="")) == ["", ("", ["（１）"])]


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [
        ("１", ["１", "２"]),
        ("（１）", ["（１）", "（２）"]),
        ("①", ["①", "②"]),
        ("ア", ["ア", "イ"]),
        ("（ａ）", ["（ａ）", "（ｂ）"]),
        ("第１", ["第１", "第２"]),
        ("・", ["・", "・"]),
    ],
)
def test_a_list_counts_as_its_sample_does(mark: str, wanted: list[str]) -> None:
    assert numbers(printed([{"title": "甲", "items": ["a", "b"], "numbering": mark}])) == [("１", wanted)]


def test_the_digits_are_those_of_the_house() -> None:
    agenda = [{"title": "甲", "items": ["a"]}, *["b"] * 9]
    assert numbers(printed(agenda, {"style": {"digits": "half"}}))[0] == ("1", ["（1）"])
    assert numbers(printed(agenda))[-1] == "10"
    assert numbers(printed(agenda, {"style": {"digits": "full"}}))[-1] == "１０"


def test_a_typed_label_is_printed_and_not_counted() -> None:
    agenda = ["a", {"title": "b", "label": "協議案第58号"}, "c", {"title": "d", "label": ""}, "e"]
    assert numbers(printed(agenda)) == ["１", "協議案第58号", "２", "", "３"]


def test_people_and_sections_are_printed_by_their_official_names() -> None:
    platform = {
        "secretariat": ["労働局職業安定課", "県社会福祉課"],
        "names": {"労働局職業安定課": ["職業安定課"], "知事": ["県知事"], "大学": []},
    }
    lines = printed(
        [
            {"title": "a", "speaker": ["県知事", "議長"], "section": "職業安定課"},
            {"title": "b", "section": ["職業安定課", "県社会福祉課"]},
            {"title": "c", "section": "大学"},
            {"title": "d", "section": ["大学", "県社会福祉課", "労働局職業安定課"]},
            "e",
        ],
        platform,
    )
    assert [line.section for line in lines] == [
        "【事務局（労働局職業安定課）】",
        "【事務局（労働局職業安定課・県社会福祉課）】",
        "【大学】",
        "【事務局（県社会福祉課・労働局職業安定課）・大学】",
        "",
    ]
    assert [line.speaker for line in lines] == ["（知事、議長）", "", "", "", ""]
    assert official("県知事", platform_of(**platform)) == "知事"
    assert official("誰か", platform_of(**platform)) == "誰か"


def test_what_else_an_entry_says_is_kept() -> None:
    (line,) = printed([{"title": "甲", "subtitle": "乙", "suffix": "（再協議）", "kind": "審議", "id": "a"}])
    assert (line.title, line.subtitle, line.suffix, line.kind, line.id) == ("甲", "乙", "（再協議）", "【審議】", "a")
    (bare,) = printed(["甲"])
    assert (bare.subtitle, bare.suffix, bare.kind, bare.id, bare.section, bare.speaker) == ("",) * 6


def test_topics_are_the_second_level_where_there_is_one() -> None:
    lines = printed(["開会", {"title": "議題", "items": ["a", {"title": "b", "items": ["x"]}]}, {"title": "報告", "items": ["c"]}])
    assert [(line.title, line.ordinal) for line in topics(lines)] == [("a", 1), ("b", 2), ("c", 3)]
    assert [line.title for line in topics(printed(["開会", "協議", "閉会"]))] == ["開会", "協議", "閉会"]


def agendas() -> st.SearchStrategy[list[Any]]:
    """Agendas of one level and of two, every title of its own."""

    def titled(sizes: list[int]) -> list[Any]:
        names = count(1)
        return [{"title": f"見出し{next(names)}", "items": [f"議題{next(names)}" for _ in range(size)]} for size in sizes]

    return st.lists(st.sampled_from([0, 0, 1, 2, 3, 7]), min_size=1, max_size=8).map(titled)


@law
@given(agendas())
def test_every_line_is_on_exactly_one_slide_in_order(agenda: list[Any]) -> None:
    lines = printed(agenda)
    flat = [line for entry in lines for line in (entry, *entry.items)]
    shown = slides(lines)
    assert [line for slide in shown for line in slide] == flat
    assert all(shown)


@law
@given(agendas())
def test_a_slide_has_at_most_two_topics_and_the_first_one(agenda: list[Any]) -> None:
    lines = printed(agenda)
    found = set(topics(lines)) if any(line.items for line in lines) else set(lines)
    sizes = [sum(line in found for line in slide) for slide in slides(lines)]
    assert sizes[0] <= 1
    assert max(sizes) <= 2


def test_the_sample_meeting_falls_on_four_slides() -> None:
    items = list("abcdef")
    lines = printed(["開会", "あいさつ", {"title": "議題", "items": items}, "閉会"])
    assert [[line.title for line in slide] for slide in slides(lines)] == [
        ["開会", "あいさつ", "議題", "a"],
        ["b", "c"],
        ["d", "e"],
        ["f", "閉会"],
    ]


def test_a_heading_is_on_the_slide_of_its_first_topic() -> None:
    lines = printed([{"title": "論議", "items": ["a", "b", "c"]}, {"title": "協議", "items": ["d"]}])
    assert [[line.title for line in slide] for slide in slides(lines)] == [["論議", "a"], ["b", "c"], ["協議", "d"]]


def test_what_lies_deeper_follows_its_topic_and_takes_room_on_its_slide() -> None:
    lines = printed([{"title": "議題", "items": [{"title": "a", "items": list("pqrst")}, {"title": "b", "items": ["x"]}, "c"]}])
    assert [[line.title for line in slide] for slide in slides(lines, deep=True)] == [
        ["議題", "a"],
        ["p", "q", "r", "s", "t"],
        ["b", "x"],
        ["c"],
    ]
    assert [line.title for slide in slides(lines) for line in slide] == ["議題", "a", "b", "c"]


@law
@given(agendas())
def test_each_line_knows_where_it_was_written(agenda: list[Any]) -> None:
    for line in printed(agenda):
        index = line.path[1]
        assert isinstance(index, int)
        assert line.path == ("agenda", index)
        assert agenda[index]["title"] == line.title
        assert [item.path for item in line.items] == [("agenda", index, "items", n) for n in range(len(line.items))]
