"""The next meeting: what is taken along, what is left, and what is told to be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from hyoga_docs.core.problem import HyogaError
from hyoga_docs.spec.next_meeting import NextMeeting, new_meeting
from hyoga_docs.spec.yaml.reader import read_yaml

FULL = """# 第９回見本市防災会議
number: 9
date: 2024-05-01
time: 13:30-15:00
venue: 本庁舎３階   # 北側の入口から
common: bosai
ok: [HD271]

agenda:
  - 開会
  - title: 会長あいさつ
    speaker: 会長
  # 議題は前の日に決まる
  - title: 議題
    numbering: continue
    items:
      - {title: 計画について, id: plan, kind: 審議, suffix: （再協議）, section: 危機管理課}
      - title: 協議案
        label: 協議案第58号
        ok: [HD252]
      - title: 番号のない議題
        label: ""
  - 閉会

# 番号は道具が付ける
handouts:
  - {item: plan, title: 計画, document: cover}
absent: [univ, city]
documents: [agenda, handout-list]
fields:
  mc: 総務課長
"""


def made(tmp_path: Path, text: str, day: str = "2024-06-01") -> NextMeeting:
    source = tmp_path / "2024-05-01.yaml"
    source.write_bytes(text.encode())
    return new_meeting(day, lambda: source)


def test_the_agenda_comes_along_and_what_belonged_to_one_day_stays(tmp_path: Path) -> None:
    done = made(tmp_path, FULL)
    assert done.path == tmp_path / "2024-06-01.yaml"
    assert (tmp_path / "2024-06-01").is_dir()
    data = read_yaml(done.path, "x")[0].data
    assert data == {
        "number": 10,
        "date": "2024-06-01",
        "time": "13:30-15:00",
        "venue": "本庁舎３階",
        "common": "bosai",
        "agenda": [
            "開会",
            {"title": "会長あいさつ", "speaker": "会長"},
            {
                "title": "議題",
                "numbering": "continue",
                "items": [
                    {"title": "計画について", "id": "plan", "kind": "審議", "section": "危機管理課"},
                    {"title": "協議案"},
                    {"title": "番号のない議題", "label": ""},
                ],
            },
            "閉会",
        ],
        "handouts": [],
        "documents": ["agenda", "handout-list"],
        "fields": {"mc": "●●"},
    }
    assert done.called == "第10回"
    assert set(done.left) == {"handouts", "fields", "absent", "ok", "agenda の suffix", "agenda の label", "agenda の ok"}
    assert done.to_look_at == ("time", "venue", "agenda")
    assert set(done.taken) == {"time", "venue", "common", "agenda", "documents"}


def test_who_came_and_the_days_of_a_notice_stay_behind(tmp_path: Path) -> None:
    letters = """number: 9
date: 2024-05-01
agenda: [開会]
attendance: {absent: [univ], deputies: {city: 例　一}}
notice:
  number: 見総第12号   # 文書番号
  sent: 2024-04-10
  from: 見本市長
  reply_by: 2024-04-20
  contact: [総務課]
open: {seats: 10, apply_by: 2024-04-25}
room: {shape: コの字}
results: {1: 了承}
minutes: {signers: [city], ended: 15:10}
letters: [notice]
"""
    done = made(tmp_path, letters)
    data = read_yaml(done.path, "x")[0].data
    assert data == {
        "number": 10,
        "date": "2024-06-01",
        "agenda": ["開会"],
        "notice": {"from": "見本市長", "contact": ["総務課"]},
        "open": {"seats": 10},
        "room": {"shape": "コの字"},
        "letters": ["notice"],
    }
    dates = {"notice の number", "notice の sent", "notice の reply_by", "open の apply_by"}
    assert set(done.left) == {"attendance", "results", "minutes", *dates}


def test_comments_stay_and_say_what_is_to_be_looked_at(tmp_path: Path) -> None:
    text = made(tmp_path, FULL).path.read_text("utf-8")
    assert text.startswith("# 第10回見本市防災会議\n")
    assert "time: 13:30-15:00  # 前回のまま。確かめてください\n" in text
    assert "venue: 本庁舎３階   # 北側の入口から\n" in text
    assert "  # 議題は前の日に決まる\n" in text
    assert "\nagenda:  # 前回のまま。確かめてください\n" in text
    again = new_meeting("2024-07-01", lambda: tmp_path / "2024-06-01.yaml").path.read_text("utf-8")
    assert again.count("# 前回のまま") == 2


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_value_that_has_no_room_for_a_comment_has_none(end: str, tmp_path: Path) -> None:
    text = 'number: 1\ndate: 2024-05-01\nvenue: >\n  本庁舎\n  ３階\ntime: "13:30"\nagenda: [開会]\n'.replace("\n", end)
    done = made(tmp_path, text)
    assert read_yaml(done.path, "x")[0].data["venue"] == "本庁舎 ３階\n"
    assert done.path.read_bytes().decode().count(f'time: "13:30"  # 前回のまま。確かめてください{end}') == 1
    assert done.to_look_at == ("time", "venue")


@pytest.mark.parametrize(
    ("name", "day", "following", "look"),
    [
        ("令和６年度第２回", "2025-03-31", "令和６年度第３回", ()),
        ("令和６年度第２回", "2025-04-01", "令和６年度第２回", ("name",)),
        ("臨時会", "2024-06-01", "臨時会", ("name",)),
    ],
)
def test_a_name_that_counts_within_its_year_goes_one_on(
    name: str, day: str, following: str, look: tuple[str, ...], tmp_path: Path
) -> None:
    done = made(tmp_path, f"# {name}の会議\nname: {name}\ndate: 2024-05-01\nagenda: [開会]\n", day)
    text = done.path.read_text("utf-8")
    assert (done.called, done.to_look_at) == (following, look)
    assert text.startswith(f"# {following}の会議\nname: {following}{'  # 前回のまま。確かめてください' if look else ''}\n")


def test_a_number_goes_one_on_beside_a_name(tmp_path: Path) -> None:
    done = made(tmp_path, "number: 2\nname: 令和６年度第２回\ndate: 2024-05-01\nagenda: [開会]\n")
    assert done.path.read_text("utf-8").startswith("number: 3\nname: 令和６年度第３回\n")


@pytest.mark.parametrize("day", ["6月1日", "2024-02-30", "1870-01-01", "../2024-06-01", ""])
def test_a_day_that_is_none_writes_nothing(day: str, tmp_path: Path) -> None:
    with pytest.raises(HyogaError) as raised:
        made(tmp_path, FULL, day)
    assert [problem.code for problem in raised.value.problems] == ["HD113"]
    assert [path.name for path in tmp_path.iterdir()] == ["2024-05-01.yaml"]


def test_numbers_that_go_on_from_meeting_to_meeting_go_on(tmp_path: Path) -> None:
    items = "    numbering: 議案第９号   # 続き\n    items: [条例, {title: 規則, label: 追加}, 予算]\n"
    agenda = f"agenda:\n  - title: 議事\n{items}  - {{title: 報告, items: [a]}}\n"
    text = made(tmp_path, f"number: 2\ndate: 2024-05-01\n{agenda}").path.read_text("utf-8")
    assert "    numbering: 議案第11号   # 続き\n" in text


CONFIRMED = "number: 2\ndate: 2024-05-01\nagenda:\n  - 開会\n  - title: 議題\n    items: [計画について]\n  - 閉会\n"
HOUSE = "name: 見本会議体\nmeeting_name: 見本会議\nminutes: {confirm: 前回会議録の確認について%s}\n"


def confirmed(tmp_path: Path, house: str, text: str = CONFIRMED) -> NextMeeting:
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "platform.yaml").write_text(house, "utf-8")
    return made(tmp_path, text)


def test_the_house_wants_the_last_minutes_confirmed_as_the_first_topic(tmp_path: Path) -> None:
    done = confirmed(tmp_path, HOUSE % "")
    data = read_yaml(done.path, "x")[0].data
    assert data["agenda"][1]["items"] == ["前回会議録の確認について", "計画について"]
    assert data["handouts"] == [{"item": 1, "title": "第２回会議録", "supplied_by": "事務局"}]
    assert done.added == ("次第の「前回会議録の確認について」", "資料の「第２回会議録」")


@pytest.mark.parametrize(
    ("house", "text"),
    [
        (HOUSE % ", confirm_as: 次第", CONFIRMED),
        (HOUSE % "", CONFIRMED.replace("    items", "    numbering: 議案第12号\n    items")),
    ],
    ids=["the house says so", "the next number is spoken for"],
)
def test_or_before_the_topics(tmp_path: Path, house: str, text: str) -> None:
    data = read_yaml(confirmed(tmp_path, house, text).path, "x")[0].data
    assert data["agenda"][1] == {"title": "前回会議録の確認について", "id": "last-minutes"}
    assert data["handouts"] == [{"item": "last-minutes", "title": "第２回会議録", "supplied_by": "事務局"}]


def test_or_not_at_all(tmp_path: Path) -> None:
    done = confirmed(tmp_path, "name: 見本会議体\nmeeting_name: 見本会議\n")
    assert read_yaml(done.path, "x")[0].data["agenda"] == read_yaml(tmp_path / "2024-05-01.yaml", "x")[0].data["agenda"]
    assert done.added == ()


@pytest.mark.parametrize(
    ("agenda", "item"),
    [
        ("[開会, {title: 報告, items: [決算]}, {title: 議題, items: [前回会議録の承認, 計画]}]", {"item": 2}),
        ("[開会, 前回の会議録の確認, 計画]", {"item": 2}),
        ("[{title: 前回会議録の承認, id: last}, {title: 議題, items: [計画]}]", {"item": "last"}),
        ("[前回会議録の承認, {title: 議題, items: [計画]}]", {}),
    ],
)
def test_an_agenda_that_has_the_item_gets_the_paper_of_it(tmp_path: Path, agenda: str, item: dict[str, object]) -> None:
    done = confirmed(tmp_path, HOUSE % "" + "secretariat: 企画課\n", f"number: 2\ndate: 2024-05-01\nagenda: {agenda}\n")
    data = read_yaml(done.path, "x")[0].data
    assert data["agenda"] == read_yaml(tmp_path / "2024-05-01.yaml", "x")[0].data["agenda"]
    assert data["handouts"] == [{**item, "title": "第２回会議録", "supplied_by": "企画課"}]


@pytest.mark.parametrize(
    "text",
    [
        CONFIRMED + "open: {public: false}\n",
        CONFIRMED.replace("計画について", "{title: 表彰, public: false}"),
        CONFIRMED + "handouts: [{title: 一, papers: [{title: 候補者, file: a.pdf, public: {pages: 2}}]}]\n",
    ],
    ids=["the meeting", "an item", "a page"],
)
def test_minutes_of_what_was_not_for_everybody_are_not_for_everybody(tmp_path: Path, text: str) -> None:
    done = confirmed(tmp_path, HOUSE % "", text)
    assert read_yaml(done.path, "x")[0].data["handouts"][0]["public"] is False
    assert done.added[1] == "資料の「第２回会議録」（公開しないことがあった会議なので、public: false）"


def test_the_minutes_before_are_no_reason(tmp_path: Path) -> None:
    done = confirmed(tmp_path, HOUSE % "", CONFIRMED + "handouts: [{title: 第１回会議録, file: a.pdf, public: false}]\n")
    assert "public" not in read_yaml(done.path, "x")[0].data["handouts"][0]
