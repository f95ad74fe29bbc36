from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from workspaces import HEAD, PDF, plan_of, planned

from hyoga_docs.plan.model import Plan
from hyoga_docs.plan.public_edition import public_edition

Data = dict[str, Any]
NOTE: Data = {"title": "甲", "document": "note"}
SECRET: Data = {
    "title": "極秘の候補者",
    "subtitle": "極秘の副題",
    "note": "極秘の注",
    "supplied_by": "極秘課",
    "document": "gokuhi",
    "fields": {"名": "極秘の値"},
    "ok": {"HD203": "極秘のわけ"},
}
ROSTER: Data = {
    "title": "名簿",
    "columns": {"category": "区分", "name": "構成員", "person": "氏名", "term": "任期", "extra": ["極秘の電話", "推薦"]},
    "withheld": ["極秘の電話", "氏名"],
    "groups": [
        {
            "category": "甲区",
            "members": [
                {"id": "a", "name": "例町", "person": "極秘太郎", "extra": {"極秘の電話": "000-極秘", "推薦": "見本会"}},
                {"id": "b", "name": "例市", "person": "極秘花子"},
            ],
        }
    ],
}


def public(meeting: Data, **common: Data) -> Plan:
    """The public edition, which holds none of the words that are marked as secret."""
    made = public_edition(plan_of(meeting, **common)[0])
    assert "極秘" not in repr(made)
    assert "gokuhi" not in repr(made)
    return made


def listed(plan: Plan) -> list[tuple[str, str, str]]:
    return [(line.label, line.title, line.note) for line in plan.listed]


def bound(plan: Plan) -> list[tuple[str, str]]:
    return [(document.full_label, document.template or "") for document in plan.documents if document.full_label]


def leaving(leaves: str) -> Data:
    return {"style": {"withheld": {"leaves": leaves}}}


def test_a_withheld_paper_leaves_its_label_a_line_and_a_sheet() -> None:
    made = public({"handouts": [NOTE, {**SECRET, "public": {"public": False, "reason": "個人情報"}}, NOTE]})
    assert listed(made) == [("資料１", "甲", ""), ("資料２", "（非公開）", "個人情報"), ("資料３", "甲", "")]
    assert bound(made) == [("資料１", "note"), ("資料２", "withheld"), ("資料３", "note")]
    sheet = made.documents[4]
    assert (sheet.title, sheet.reason, sheet.stem) == ("（非公開）", "個人情報", "05-withheld")


@pytest.mark.parametrize(("leaves", "lines", "documents"), [("list", 3, 2), ("none", 2, 2)])
def test_a_house_may_leave_the_line_alone_or_nothing(leaves: str, lines: int, documents: int) -> None:
    made = public({"handouts": [NOTE, {**SECRET, "public": False}, NOTE]}, platform=leaving(leaves))
    assert len(made.listed) == lines
    assert bound(made) == [("資料１", "note"), ("資料３", "note")]
    assert len(bound(made)) == documents


def test_what_is_printed_in_the_place_of_a_title_and_why_is_the_houses() -> None:
    style = {"style": {"withheld": {"words": "非公開資料", "reason": False}}}
    said = {"public": False, "title": "委託先について", "reason": "極秘の理由"}
    made = public({"handouts": [{**SECRET, "public": said}, {**SECRET, "public": False}]}, platform=style)
    assert listed(made) == [("資料１", "委託先について　非公開資料", ""), ("資料２", "非公開資料", "")]
    assert made.documents[3].reason == ""


def test_what_belongs_to_a_withheld_paper_is_withheld_with_it() -> None:
    bundle = {"title": "極秘の束", "public": {"public": False, "reason": "審議中"}, "papers": [SECRET, {**SECRET, "public": True}]}
    annexed = {**SECRET, "public": False, "cover": True, "annexes": [SECRET]}
    made = public({"handouts": [bundle, annexed]})
    assert bound(made) == [(label, "withheld") for label in ("資料１－１", "資料１－２", "資料２", "資料２別添")]
    assert {note for label, _, note in listed(made) if label.startswith("資料１")} == {"審議中"}
    assert made.documents[3].opens == ((0, "資料１　（非公開）"),)


def test_a_bundle_begins_with_the_first_of_its_papers_that_is_left() -> None:
    papers = [{**SECRET, "public": False}, NOTE]
    made = public({"handouts": [{"title": "束", "papers": papers}, NOTE]}, platform=leaving("none"))
    assert [(document.full_label, document.opens) for document in made.documents[3:]] == [
        ("資料１－２", ((0, "資料１　束"),)),
        ("資料２", ()),
    ]
    assert {line.key for line in made.listed} <= made.keys


def test_a_bundle_of_which_nothing_is_left_opens_nothing_else() -> None:
    bundle = {"title": "束", "papers": [{**SECRET, "public": False}]}
    made = public({"handouts": [bundle, NOTE]}, platform=leaving("none"))
    assert [document.opens for document in made.documents[3:]] == [()]


def test_of_a_withheld_item_there_is_its_number_and_its_papers_are_withheld() -> None:
    item = {
        "title": "極秘の議題",
        "id": "himitsu",
        "speaker": "極秘課長",
        "section": "極秘課",
        "public": {"public": False, "reason": "人事"},
        "items": ["極秘の小項目"],
        "script": "極秘の台本",
    }
    handouts = [{**SECRET, "item": "himitsu"}, {**NOTE, "item": "himitsu", "public": True}, {**NOTE, "item": 1}]
    meeting = {
        "agenda": [{"title": "議題", "items": ["乙", item, "丙"]}],
        "handouts": handouts,
        "results": {"himitsu": "極秘の結果"},
    }
    made = public(meeting)
    lines = made.agenda[0].items
    assert [(line.number, line.title, line.items) for line in lines] == [
        ("（１）", "乙", ()),
        ("（２）", "（非公開）", ()),
        ("（３）", "丙", ()),
    ]
    assert [line.title for slide in made.slide_pages for line in slide] == ["議題", "乙", "（非公開）", "丙"]
    assert listed(made) == [("資料１", "（非公開）", "人事"), ("資料２", "甲", ""), ("資料３", "甲", "")]
    assert list(made.item_papers) == [("agenda", 0, "items", 0)]


def test_pages_that_are_not_public_are_taken_out_and_the_list_says_so(tmp_path: Path) -> None:
    paper = "- {title: 甲, file: a.pdf, pages: 1-9, alt: 極秘の図, note: 抜粋, public: {pages: '3-4,7', reason: 個人情報}}"
    plan, problems = planned(tmp_path, f"{HEAD}handouts:\n{paper}\n", {"a.pdf": PDF})
    assert problems == []
    made = public_edition(plan)
    assert [document.pages for document in made.documents[3:]] == ["1-9 without 3-4,7"]
    assert listed(made) == [("資料１", "甲", "抜粋、３～４、７ページは非公開：個人情報")]
    assert "極秘" not in repr(made)


def test_columns_of_the_roster_are_not_there_for_the_public() -> None:
    made = public({"handouts": [{"document": "roster"}]}, roster=ROSTER)
    assert made.roster is not None
    assert made.documents[3].roster is not None
    assert made.documents[3].roster.rows() == made.roster.rows()
    assert made.roster.rows() == [
        ("区分", "構成員", "任期", "推薦"),
        ("甲区", "例町", "", "見本会"),
        ("甲区", "例市", "", ""),
    ]


def test_a_heading_that_was_another_word_before_withholds_the_same_column() -> None:
    columns = {"person": [{"text": "委員氏名", "until": "2024-12-31"}, {"text": "氏 名", "since": "2025-01-01"}]}
    roster = {**ROSTER, "columns": {**columns, "extra": ["極秘の電話", "推薦"]}}
    made = public({"handouts": [{"document": "roster"}]}, roster=roster)
    assert made.roster is not None
    assert made.roster.headings == ("区分", "構成員", "推薦")


def test_a_roster_that_is_withheld_is_nowhere() -> None:
    roster = {**ROSTER, "title": "極秘の名簿", "withheld": []}
    made = public({"handouts": [{"document": "roster", "public": False}]}, roster=roster)
    assert (made.roster, made.workspace.roster) == (None, None)


def test_members_are_called_by_their_ids_where_their_names_are_withheld() -> None:
    attendance = {"absent": ["極秘太郎"], "deputies": {"例市": {"post": "課長", "person": "極秘次郎"}}}
    day = {"attendance": attendance, "room": {"head": ["極秘花子"]}, "minutes": {"signers": ["極秘花子", "a"]}}
    meeting = public({**day, "handouts": [{"document": "roster"}]}, roster=ROSTER).workspace.meeting
    assert meeting.attendance is not None
    assert meeting.attendance.absent == ("a",)
    assert [(id_, each.post, each.person) for id_, each in meeting.attendance.deputies.items()] == [("b", "課長", None)]
    assert meeting.room is not None
    assert (meeting.room.head, meeting.minutes.signers) == (("b",), ("b", "a"))
    hidden = public({**day, "handouts": [{"document": "roster", "public": False}]}, roster=ROSTER).workspace.meeting
    assert (hidden.attendance, hidden.room, hidden.minutes.signers) == (None, None, ())


def test_a_charter_and_its_annexes_are_withheld_as_papers_are() -> None:
    charter = {
        "title": "要領",
        "sections": [{"heading": "構成", "text": "<members>のとおり"}],
        "annexes": [{"id": "members", "title": "極秘の名簿", "public": False}],
    }
    roster = {**ROSTER, "withheld": []}
    made = public({"handouts": [{"document": "charter"}]}, charter=charter, roster=roster)
    assert bound(made) == [("資料１", "charter"), ("資料１別紙", "withheld")]
    assert made.charter is not None
    assert [each.label for each in made.charter.annexes] == ["別紙"]
    whole = public({"handouts": [{"document": "charter", "title": "極秘", "public": False}]}, charter=charter, roster=roster)
    assert (whole.charter, whole.workspace.charter) == (None, None)


def test_nothing_else_of_the_workspace_tells_what_is_withheld(tmp_path: Path) -> None:
    papers = "handouts:\n- {title: 極秘の題, file: gokuhi.pdf, public: false, alt: 極秘の図}\n- {title: 甲, file: a.csv}\n"
    plan, _ = planned(tmp_path, HEAD + papers, {"gokuhi.pdf": PDF, "a.csv": b"a\n1\n"})
    made = public_edition(plan)
    assert "極秘" not in repr(made)
    assert "gokuhi" not in repr(made)
    assert set(made.workspace.papers) == set(made.workspace.tables) == {"a.csv"}


def test_a_meeting_with_nothing_withheld_is_the_same_for_all() -> None:
    plan, _ = plan_of({"handouts": [NOTE, {"title": "束", "papers": [NOTE, NOTE]}]}, roster={**ROSTER, "withheld": []})
    made = public_edition(plan)
    assert (made.documents, made.listed, made.agenda) == (plan.documents, plan.listed, plan.agenda)


def test_a_mark_is_handed_down_and_the_houses_stands_on_what_is_withheld(tmp_path: Path) -> None:
    branches = "papers: [{title: 一, file: a.pdf}, {title: 二, file: a.pdf, mark: 部外秘}]"
    papers = f"- {{title: 束, mark: 未定稿, {branches}}}\n- {{title: 丙, file: a.pdf, cover: true, public: {{pages: 2}}}}\n"
    papers += "- {title: 丁, file: a.pdf, cover: true, public: false}\n- {title: 戊, file: a.pdf}\n"
    platform = "name: 見本会議体\nmeeting_name: 見本会議\ndocuments: []\nstyle: {withheld: {mark: 非公開}}\n"
    plan, _ = planned(tmp_path, f"{HEAD}handouts:\n{papers}", {"a.pdf": PDF}, platform=platform)
    assert [(document.title, document.mark, document.marked_pages) for document in plan.documents] == [
        ("一", "未定稿", None),
        ("二", "部外秘", None),
        ("丙", "", None),
        ("丙", "非公開", "2"),
        ("丁", "非公開", None),
        ("丁", "非公開", None),
        ("戊", "", None),
    ]
    assert public_edition(plan).marks == ()


def test_with_the_names_of_persons_goes_how_they_are_read() -> None:
    members = [{"id": "a", "name": "例町", "person": "極秘太郎", "reading": "ごくひたろう"}]
    columns = {"name": "構成員", "person": "氏名", "reading": "ふりがな"}
    roster = {"title": "名簿", "columns": columns, "withheld": ["氏名"], "members": members}
    assert "ごくひ" not in repr(public({"handouts": [{"document": "roster"}]}, roster=roster))
