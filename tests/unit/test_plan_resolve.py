from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import HEAD, PDF, codes, law, papers_of, plan_of, planned, write_workspace

from hyoga_docs.core.problem import Severity, SpecError
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import find_meeting

Data = dict[str, Any]
NOTE: Data = {"title": "甲", "document": "note"}
ITEMS: list[Data] = [{"title": "予算", "id": "budget"}, {"title": "計画", "label": "協議案第58号"}]
AGENDA: Data = {"agenda": [{"title": "議題", "items": ITEMS}]}


def test_the_packet_opens_with_the_agenda_slides_and_list() -> None:
    plan, problems = plan_of({"handouts": [NOTE], "references": [NOTE]})
    assert problems == []
    assert [document.kind for document in plan.documents] == ["agenda", "slides", "handout-list", "note", "note"]
    assert [document.title for document in plan.documents[:3]] == ["次第", "進行スライド", "配付資料一覧"]
    assert [document.label for document in plan.documents] == ["", "", "", "資料１", "参考資料"]


def test_a_body_chooses_what_stands_in_front() -> None:
    plan, _ = plan_of({"documents": ["cover", "seating"], "handouts": [NOTE]})
    assert [document.kind for document in plan.documents] == ["cover", "seating", "note"]


@pytest.mark.parametrize(
    ("meeting", "ordinal"),
    [({"number": 1}, "第１回"), ({"number": 12}, "第12回"), ({"name": "令和６年度第２回"}, "令和６年度第２回")],
)
def test_a_meeting_is_named_by_its_number_or_its_name(meeting: Data, ordinal: str) -> None:
    plan, _ = plan_of(meeting)
    assert plan.ordinal == ordinal
    assert plan.full_name == ordinal + "見本会議"
    assert plan.title == ordinal + "見本会議　会議資料"


@pytest.mark.parametrize("item", [1, "1", "１", "budget", "（１）"])
def test_a_paper_finds_its_item_by_number_id_or_printed_number(item: object) -> None:
    plan, problems = plan_of({**AGENDA, "handouts": [{**NOTE, "item": item}]})
    assert problems == []
    assert [(path, [line.label for line in lines]) for path, lines in plan.item_papers.items()] == [
        (("agenda", 0, "items", 0), ["資料１"])
    ]


DEEP = [
    {"title": "議題", "items": ["甲", {"title": "乙", "items": ["丙", {"title": "丁", "items": ["戊"]}]}]},
    {"title": "報告", "items": ["己"]},
]


@pytest.mark.parametrize(
    ("item", "path"),
    [
        ("（２）ア", (0, 1, 0)),
        ("2イ", (0, 1, 1)),
        ("１（２）イ", (0, 1, 1)),
        ("（２）イ①", (0, 1, 1, 0)),
        ("イ①", (0, 1, 1, 0)),
        ("２（１）", (1, 0)),
    ],
)
def test_a_paper_finds_what_stands_deeper_by_numbers_that_stand_together(item: str, path: tuple[int, ...]) -> None:
    style = {"agenda_numbers": ["１", "（１）", "ア", "①"]}
    plan, problems = plan_of({"agenda": DEEP, "handouts": [{**NOTE, "item": item}]}, {"style": style})
    assert problems == []
    assert [tuple(step for step in found if isinstance(step, int)) for found in plan.item_papers] == [path]


@pytest.mark.parametrize("item", ["（３）ア", "（１）イ", "（）"])
def test_numbers_that_no_line_has_are_told_with_the_way_to_write_them(item: str) -> None:
    plan, problems = plan_of({"agenda": DEEP, "handouts": [{**NOTE, "item": item}]})
    assert codes(problems) == ["HD133"]
    assert (problems[0].hint or "").endswith("その下は「（２）①」のように書けます。")
    assert papers_of(plan)


def test_a_paper_finds_its_item_by_a_typed_label() -> None:
    plan, problems = plan_of({**AGENDA, "handouts": [{**NOTE, "item": "協議案第58号"}]})
    assert problems == []
    assert list(plan.item_papers) == [("agenda", 0, "items", 1)]


@pytest.mark.parametrize("item", [0, 3, -1, "zzz", "３", "²", "１２３４５６７８９０" * 3])
def test_an_item_that_is_not_on_the_agenda_is_told_with_those_that_are(item: object) -> None:
    plan, problems = plan_of({**AGENDA, "handouts": [{**NOTE, "item": item}]})
    assert codes(problems) == ["HD133"]
    assert problems[0].hint == "議題: 1（予算）、2（計画）"
    assert [document.label for document in papers_of(plan)] == ["資料１"]


@pytest.mark.parametrize("digits", ["half", "full", "one-full-two-half"])
def test_items_are_counted_from_the_top_whatever_is_printed(digits: str) -> None:
    agenda = [{"title": "議題", "numbering": "１", "items": [{"title": "あ", "label": ""}, "い", "う"]}]
    plan, problems = plan_of({"agenda": agenda, "handouts": [{**NOTE, "item": 1}]}, {"style": {"digits": digits}})
    assert problems == []
    assert list(plan.item_papers) == [("agenda", 0, "items", 0)]


def test_branches_belong_to_the_item_of_their_bundle() -> None:
    papers = [NOTE, {**NOTE, "item": 2}]
    plan, _ = plan_of({**AGENDA, "handouts": [{"item": 1, "papers": papers}]})
    assert {path[-1]: [line.label for line in lines] for path, lines in plan.item_papers.items()} == {
        0: ["資料１－１"],
        1: ["資料１－２"],
    }


def test_the_list_has_a_line_for_each_paper_at_its_depth() -> None:
    plan, problems = plan_of(
        {
            "handouts": [
                {"title": "束", "papers": [{**NOTE, "annexes": [{"title": "添", "document": "note"}]}, {**NOTE, "title": "乙"}]},
                {"papers": [{**NOTE, "title": "丙"}]},
            ],
            "references": [{**NOTE, "title": "参", "note": "抜粋", "public": False}],
        }
    )
    assert problems == []
    assert [(line.label, line.title, line.level) for line in plan.listed] == [
        ("資料１", "束", 0),
        ("資料１－１", "甲", 1),
        ("資料１－１別添", "添", 2),
        ("資料１－２", "乙", 1),
        ("資料２", "丙", 0),
        ("参考資料", "参", 0),
    ]
    last = plan.listed[-1]
    assert (last.note, last.public, last.reference) == ("抜粋", False, True)
    assert [document.title for document in papers_of(plan)] == ["甲", "添", "乙", "丙", "参"]


def test_every_line_of_the_list_leads_to_a_document() -> None:
    plan, _ = plan_of({"handouts": [{"title": "束", "papers": [NOTE, NOTE]}, {**NOTE, "cover": True, "annexes": [NOTE]}]})
    keys = {document.key for document in plan.documents}
    assert len(keys) == len(plan.documents)
    assert {line.key for line in plan.listed} <= keys


def test_a_cover_stands_before_its_paper_which_continues_it() -> None:
    plan, problems = plan_of({"handouts": [{**NOTE, "cover": True, "start": "odd"}]})
    assert problems == []
    cover, body = papers_of(plan)
    assert (cover.kind, cover.label, cover.continues, cover.odd, cover.waiting) == ("cover", "資料１", False, True, False)
    assert (body.kind, body.label, body.continues, body.odd) == ("note", "資料１", True, False)
    assert body.level == cover.level + 1


@pytest.mark.parametrize(
    ("more", "severity"), [({}, Severity.ERROR), ({"supplied_by": "財政課", "due": "2024-04-26"}, Severity.WARNING)]
)
def test_a_paper_that_has_not_arrived_gets_a_sheet_in_its_place(more: Data, severity: Severity) -> None:
    plan, problems = plan_of({"handouts": [{"title": "予算", **more}]})
    assert [(p.code, p.severity) for p in problems] == [("HD302", severity)]
    (sheet,) = papers_of(plan)
    assert (sheet.kind, sheet.waiting, sheet.label, sheet.title) == ("cover", True, "資料１", "予算")
    assert sheet.supplied_by == more.get("supplied_by", "")


def test_a_paper_without_a_title_is_told_unless_its_document_has_one() -> None:
    _, problems = plan_of({"handouts": [{"document": "note"}]})
    assert codes(problems) == ["HD112"]
    roster = {"title": "名簿", "groups": []}
    plan, problems = plan_of({"handouts": [{"document": "roster"}, {"document": "roster", "title": "別の題"}]}, roster=roster)
    assert problems == []
    assert [document.title for document in papers_of(plan)] == ["名簿", "別の題"]


def test_what_stands_in_front_may_be_listed_among_the_papers_and_is_made_once() -> None:
    meeting = {
        "documents": ["agenda"],
        "handouts": [{"document": "agenda", "title": "次第"}, {"document": "note", "title": "計画"}],
    }
    plan, problems = plan_of(meeting)
    assert problems == []
    assert [(document.template, document.label) for document in plan.documents] == [("agenda", "資料１"), ("note", "資料２")]
    assert [(line.key, line.label, line.title) for line in plan.listed] == [
        ("agenda", "資料１", "次第"),
        ("handouts-1", "資料２", "計画"),
    ]


def test_a_meeting_may_have_a_second_roster_and_each_prints_its_own_title(tmp_path: Path) -> None:
    titled = [("名簿", ""), ("幹事名簿", "幹事名簿"), ("甲", "甲")]
    papers = "".join(f"  - {{document: roster, title: {title}, roster: {name or 'roster'}}}\n" for title, name in titled)
    spec = write_workspace(tmp_path, f"{HEAD}handouts:\n{papers}", roster="title: 見本会議委員名簿\nmembers: []\n")
    (tmp_path / "meetings/common/幹事名簿.yaml").write_text("title: 見本会議幹事名簿\nmembers: []\n", "utf-8")
    plan, problems = resolve(load_workspace(find_meeting(spec))[0])
    assert [(problem.code, str(problem.place)) for problem in problems] == [("HD134", "meetings/2024-05-01.yaml:7:5")]
    made = [(document.title, document.roster.title) for document in papers_of(plan) if document.roster]
    assert made == [("名簿", "見本会議委員名簿"), ("幹事名簿", "見本会議幹事名簿")]


def test_the_bodys_roster_is_printed_under_the_title_of_its_paper() -> None:
    roster = {"title": "見本会議委員名簿", "members": []}
    plan, _ = plan_of({"handouts": [{"document": "roster", "title": "委員の任命"}, {"document": "roster"}]}, roster=roster)
    assert [each.roster.title for each in papers_of(plan) if each.roster] == ["委員の任命", "見本会議委員名簿"]


def test_what_a_paper_asks_for_reaches_its_document(tmp_path: Path) -> None:
    meeting = HEAD + "handouts: [{title: 甲, file: x/図 1.png, pages: 1-3, public: false, page_numbers: false, alt: 図}]\n"
    plan, problems = planned(tmp_path, meeting, {"x/図 1.png": PDF})
    assert problems == []
    (document,) = papers_of(plan)
    assert (document.kind, document.file, document.pages, document.alts) == ("supplied", "x/図 1.png", "1-3", ("図",))
    assert (document.public, document.page_numbers) == (False, False)
    assert document.path == tmp_path / "meetings/x/図 1.png"
    assert document.stem == "04-図-1"
    assert str(document.place) == "meetings/2024-05-01.yaml:4:12"


@law
@given(st.lists(st.text("a資 -+&髙\u3000", min_size=1, max_size=70).filter(str.strip), min_size=1, max_size=4))
def test_the_names_of_files_are_safe_and_differ(names: list[str]) -> None:
    plan, _ = plan_of({"handouts": [{"title": "題", "document": name} for name in names]})
    stems = [document.stem for document in plan.documents]
    assert len({stem.lower() for stem in stems}) == len(stems)
    for stem in stems:
        assert re.fullmatch(r'\d\d-[^<>:"/\\|?*\s]+', stem)
        assert not stem.endswith((".", "-"))
        assert len(stem.encode()) < 250


def test_the_same_meeting_is_the_same_plan() -> None:
    meeting = {**AGENDA, "handouts": [{**NOTE, "item": 1}, {"papers": [NOTE, NOTE]}]}
    assert plan_of(meeting) == plan_of(meeting)


BOOK = "{title: 予算, file: a.xlsx, sheets: [集計, 内訳], fit: width, orientation: landscape}"


def test_how_a_book_is_printed_goes_into_its_document(tmp_path: Path) -> None:
    plan, _ = planned(tmp_path, f"{HEAD}handouts:\n  - {BOOK}\n", {"a.xlsx": b"PK"})
    book = next(document for document in plan.documents if document.title == "予算")
    assert (book.sheets, book.fit, book.orientation) == (("集計", "内訳"), "width", "landscape")


@pytest.mark.parametrize(
    "keys",
    [
        "file: a.csv, fit: width",
        "file: a.csv, sheets: 集計",
        "file: a.pdf, sheets: 集計",
        "file: a.docx, orientation: landscape",
        "document: note, fit: width",
        "file: a.xlsx, fit: 幅",
    ],
)
def test_only_a_book_has_sheets_and_only_tables_a_direction(keys: str, tmp_path: Path) -> None:
    with pytest.raises(SpecError):
        planned(tmp_path, f"{HEAD}handouts:\n  - {{title: 予算, {keys}}}\n")


def test_a_table_may_lie_as_it_is_asked_to(tmp_path: Path) -> None:
    meeting = f"{HEAD}handouts:\n  - {{title: 予算, file: a.csv, orientation: landscape}}\n"
    plan, problems = planned(tmp_path, meeting, {"a.csv": "甲,乙\n1,2\n".encode()})
    assert problems == []
    table = plan.documents[-1].table
    assert table is not None
    assert table.landscape


@pytest.mark.parametrize(
    ("paper", "how"),
    [
        ({}, "後日配付"),
        ({"note": "当日配付"}, "当日配付"),
        ({"note": "【当日席上配布】"}, "当日席上配布"),
        ({"note": "追って配付します"}, "追って配付"),
        ({"note": "事前送付分"}, "後日配付"),
        ({"series": "当日資料"}, "当日配付"),
        ({"due": "2024-05-01"}, "当日配付"),
        ({"due": "2024-04-30"}, "後日配付"),
    ],
)
def test_a_paper_to_come_says_how_it_will_be_handed_out(paper: Data, how: str) -> None:
    plan, _ = plan_of({"date": "2024-05-01", "documents": [], "handouts": [{"title": "丁", "supplied_by": "見本課", **paper}]})
    assert [(document.waiting, document.handed_out) for document in plan.documents] == [(True, how)]


def test_a_heading_of_the_list_says_how_the_papers_under_it_are_handed_out() -> None:
    heads = [{"title": title, "bind": False, "numbering": "none"} for title in ("【事前配付】", "【当日配付】")]
    papers = [{"title": title, "supplied_by": "見本課"} for title in ("丁", "戊")]
    plan, _ = plan_of({"documents": [], "handouts": [heads[0], papers[0], heads[1], papers[1]]})
    assert [document.handed_out for document in plan.documents] == ["後日配付", "当日配付"]
