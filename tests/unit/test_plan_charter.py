from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import HEAD, codes, law, papers_of, plain, plan_of, planned

from hyoga_docs.core.problem import Problem
from hyoga_docs.plan.printed_charter import CharterLine, PrintedCharter, with_status
from hyoga_docs.plan.rich_text import Anchor, Link
from hyoga_docs.spec.style import Style

Data = dict[str, Any]
ROSTER: Data = {"title": "構成員名簿", "status": "案", "groups": [{"category": "行政", "members": [{"id": "a", "name": "県"}]}]}


def charter(sections: list[Any], style: Data | None = None, **more: Any) -> tuple[PrintedCharter, list[Problem]]:
    meeting = {"handouts": [{"document": "charter"}]}
    plan, problems = plan_of(meeting, {"style": style or {}}, {"title": "設置要領", "sections": sections, **more}, ROSTER)
    assert plan.charter is not None
    return plan.charter, problems


def number_of(line: CharterLine) -> str:
    return plain(line.number).strip()


def printed(made: PrintedCharter) -> list[tuple[str, int, str, str]]:
    return [(line.kind, line.level, number_of(line), plain(line.text)) for line in made.lines]


def test_provisions_are_numbered_to_any_depth_and_the_last_mark_stays() -> None:
    provision: Any = "底"
    for level in range(7, 0, -1):
        provision = {"heading": f"段{level}", "items": [provision, provision]}
    made, problems = charter([provision])
    assert problems == []
    first = {line.level: number_of(line) for line in reversed(made.lines)}
    assert first == {1: "１", 2: "（１）", 3: "①", 4: "ア", 5: "（ア）", 6: "ａ", 7: "（ａ）", 8: "（ａ）"}
    assert [number_of(line) for line in made.lines if line.level == 2] == ["（１）", "（２）"]
    assert len([line for line in made.lines if line.level == 8]) == 2**7


def test_the_house_gives_its_own_order_of_numbers() -> None:
    made, _ = charter([{"heading": "甲", "items": [{"heading": "乙", "items": ["丙"]}]}], {"charter_numbers": ["第１", "１", "ア"]})
    assert [number_of(line) for line in made.lines] == ["第１", "１", "ア"]


def test_body_comes_before_bullets_and_both_before_the_items() -> None:
    made, _ = charter([{"heading": "趣旨", "body": ["文一", "文二"], "bullets": ["点"], "items": ["項"]}])
    assert printed(made) == [
        ("heading", 1, "１", "趣旨"),
        ("body", 1, "", "文一"),
        ("body", 1, "", "文二"),
        ("bullet", 1, "・", "点"),
        ("text", 2, "（１）", "項"),
    ]


def test_the_house_gives_its_bullet() -> None:
    made, _ = charter([{"heading": "趣旨", "bullets": ["点"]}], {"bullet": "◦"})
    assert printed(made)[1] == ("bullet", 1, "◦", "点")


def test_a_reference_prints_the_number_of_today_and_leads_there() -> None:
    made, problems = charter(
        [
            {"id": "aim", "heading": "趣旨"},
            {"heading": "組織", "items": [{"id": "who", "heading": "構成員", "items": [{"id": "deep", "text": "県"}]}]},
            {"heading": "雑則", "body": ["<aim>、<who>及び<deep>による。"]},
        ]
    )
    assert problems == []
    body = made.lines[-1].text
    assert plain(body) == "１、２（１）及び２（１）①による。"
    assert [part.text for part in body if isinstance(part, Link)] == ["１", "２（１）", "２（１）①"]
    targets = {part.target.partition("#")[2] for part in body if isinstance(part, Link)}
    anchors = {part.name for line in made.lines for part in line.number if isinstance(part, Anchor)}
    assert targets == anchors == {"aim", "who", "deep"}


@law
@given(st.integers(2, 12), st.data())
def test_references_survive_an_insertion(size: int, data: st.DataObject) -> None:
    sections: list[Data] = [{"id": f"s{n}", "heading": f"項{n}", "items": [{"id": f"t{n}", "text": "子"}]} for n in range(size)]
    target = data.draw(st.integers(0, size - 1))
    sections[-1]["body"] = [f"<s{target}>と<t{target}>"]
    sections.insert(data.draw(st.integers(0, size)), {"heading": "新しい項"})
    made, problems = charter(sections)
    assert problems == []
    number = next(number_of(line) for line in made.lines if plain(line.text) == f"項{target}")
    assert [plain(line.text) for line in made.lines if line.kind == "body"] == [f"{number}と{number}（１）"]


def test_references_are_found_in_every_kind_of_text() -> None:
    made, problems = charter(
        [{"id": "a", "heading": "見出し<a>", "body": ["本文<a>"], "bullets": ["点<a>"], "items": ["項<a>"]}],
        supplementary=["附則<a>"],
    )
    assert problems == []
    assert [plain(line.text) for line in made.lines] == ["見出し１", "本文１", "点１", "項１"]
    assert [plain(text) for each in made.supplements for text in each.texts] == ["附則１"]


def test_a_reference_to_nothing_is_told_with_the_nearest_and_prints_itself() -> None:
    made, problems = charter([{"id": "members", "heading": "構成員", "body": ["<member>のとおり"]}])
    assert codes(problems) == ["HD131"]
    assert problems[0].hint == "「members」の誤りではありませんか。"
    assert problems[0].quote == "<member>のとおり"
    assert plain(made.lines[1].text) == "<member>のとおり"


def test_a_reference_near_to_nothing_lists_what_there_is() -> None:
    _, problems = charter([{"id": "members", "heading": "構成員", "body": ["<x>"]}])
    assert "members" in (problems[0].hint or "")
    assert "effective" in (problems[0].hint or "")


def test_mistaken_references_are_told_at_their_places(tmp_path: Path) -> None:
    text = "title: 要領\nsections:\n  - heading: 甲\n    body:\n      - 文\n      - <x>\n    items: [<y>]\nsupplementary: [<z>]\n"
    _, problems = planned(tmp_path, HEAD + "handouts: [{document: charter}]\n", charter=text)
    assert [(p.code, str(p.place)) for p in problems] == [
        ("HD131", "meetings/common/charter.yaml:6:9"),
        ("HD131", "meetings/common/charter.yaml:7:13"),
        ("HD131", "meetings/common/charter.yaml:8:17"),
    ]


@pytest.mark.parametrize("text", ["a < b > c", "<１>", "<>", "＜a＞", "<a b>", "<-a>"])
def test_what_only_looks_like_a_reference_is_text(text: str) -> None:
    made, problems = charter([{"heading": "甲", "body": [text]}])
    assert problems == []
    assert plain(made.lines[1].text) == text


@pytest.mark.parametrize(
    ("effective", "style", "wanted"),
    [
        ("2019-11-01", {}, "この要領は、令和元年11月１日から施行する。"),
        (None, {}, "この要領は、令和●年●月●日から施行する。"),
        (None, {"date_placeholder": "令和　年　月　日"}, "この要領は、令和　年　月　日から施行する。"),
    ],
)
def test_the_day_of_effect_is_printed_or_its_placeholder(effective: str | None, style: Data, wanted: str) -> None:
    made, problems = charter([{"text": "文"}], style, effective=effective, supplementary=["この要領は、<effective>から施行する。"])
    assert problems == []
    assert [plain(text) for each in made.supplements for text in each.texts] == [wanted]


def test_ids_given_twice_are_told_and_so_is_the_name_that_is_taken() -> None:
    sections = [{"id": "a", "heading": "甲", "items": [{"id": "a", "text": "乙"}]}, {"id": "effective", "heading": "丙"}]
    _, problems = charter(sections, annexes=[{"id": "a"}])
    assert [(p.code, p.quote) for p in problems] == [("HD132", "a"), ("HD132", "effective"), ("HD132", "a")]


def test_annexes_are_papers_below_the_charter_and_references_name_them() -> None:
    meeting = {"handouts": [{"title": "甲", "document": "note"}, {"document": "charter"}]}
    sections = [{"heading": "構成員", "body": ["<members>及び<form>"]}]
    for annexes, wanted in (
        ([{"id": "members"}], ["別紙"]),
        ([{"id": "members"}, {"id": "form", "document": "form", "title": "様式"}], ["別紙１", "別紙２"]),
    ):
        plan, problems = plan_of(
            meeting, {}, {"title": "設置要領", "status": "案", "sections": sections, "annexes": annexes}, ROSTER
        )
        documents = papers_of(plan)
        assert [document.full_label for document in documents[1:]] == ["資料２", *("資料２" + label for label in wanted)]
        assert [document.title for document in documents[1:3]] == ["設置要領（案）", "構成員名簿（案）"]
        assert [document.level for document in documents[1:3]] == [0, 1]
        assert plan.charter is not None
        links = [part for part in plan.charter.lines[1].text if isinstance(part, Link)]
        assert [link.text for link in links] == wanted
        assert [link.target for link in links] == [document.key for document in documents[2:]]
        assert codes(problems) == ([] if len(annexes) == 2 else ["HD131"])


def test_a_charter_or_a_roster_that_is_not_there_is_told() -> None:
    _, problems = plan_of({"handouts": [{"title": "要領", "document": "charter"}]})
    assert codes(problems) == ["HD134"]
    sections = {"title": "設置要領", "sections": [{"text": "文"}], "annexes": [{"id": "a"}]}
    _, problems = plan_of({"handouts": [{"document": "charter"}]}, charter=sections)
    assert codes(problems) == ["HD134"]


def test_a_draft_says_so_once() -> None:
    style = Style()
    assert with_status("要領", None, style) == "要領"
    assert with_status("要領", "案", style) == "要領（案）"
    assert with_status("要領（案）", "案", style) == "要領（案）"
    assert with_status("要領", "案", Style(draft_mark="【{status}】")) == "要領【案】"


AMENDED: Data = {
    "title": [{"text": "会議設置要領", "until": "2024-05-31"}, {"text": "協議会設置要領", "since": "2024-06-01"}],
    "status": {"text": "案", "until": "2024-05-31"},
    "effective": [{"date": "2024-04-01", "since": "2024-05-01"}],
    "sections": [
        {"heading": [{"text": "目的", "until": "2024-05-31"}, {"text": "趣旨", "since": "2024-06-01"}]},
        {"id": "new", "heading": "組織", "since": "2024-06-01"},
        {
            "id": "last",
            "heading": "雑則",
            "body": [{"text": "旧文", "until": "2024-05-31"}, {"text": "新文", "since": "2024-06-01"}, "<last>のとおり"],
            "bullets": [{"text": "点", "since": "2024-06-01"}],
            "items": ["甲", {"text": "乙", "until": "2024-05-31"}, "丙"],
        },
    ],
    "supplementary": [
        "この要領は、<effective>から施行する。",
        {"effective": "2024-06-01", "text": "この要領は、<effective>から施行する。"},
    ],
}


def amended(day: str) -> PrintedCharter:
    made = plan_of({"date": day, "handouts": [{"document": "charter"}]}, {}, AMENDED)[0].charter
    assert made is not None
    return made


def test_a_packet_prints_the_charter_of_its_own_day() -> None:
    before, after = amended("2024-05-31"), amended("2024-06-01")
    assert (before.title, after.title) == ("会議設置要領（案）", "協議会設置要領")
    assert [(line[2], line[3]) for line in printed(before)] == [
        ("１", "目的"), ("２", "雑則"), ("", "旧文"), ("", "２のとおり"), ("（１）", "甲"), ("（２）", "乙"), ("（３）", "丙"),
    ]  # fmt: skip
    assert [(line[2], line[3]) for line in printed(after)] == [
        ("１", "趣旨"), ("２", "組織"), ("３", "雑則"), ("", "新文"), ("", "３のとおり"), ("・", "点"),
        ("（１）", "甲"), ("（２）", "丙"),
    ]  # fmt: skip


def test_the_supplement_of_an_amendment_is_printed_from_its_day_on_with_its_day() -> None:
    words = [[[plain(text) for text in each.texts] for each in amended(day).supplements] for day in ("2024-04-30", "2024-06-01")]
    assert words[0] == [["この要領は、令和●年●月●日から施行する。"]]
    assert words[1] == [["この要領は、令和６年４月１日から施行する。"], ["この要領は、令和６年６月１日から施行する。"]]
