"""The templates of 次第 and lists, filled without LibreOffice: what is printed, in which style, with which indents."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pydantic import ValidationError
from workspaces import plan_of

from hyoga_docs.word.render import render
from hyoga_docs.word.template import DocumentProperties, read_template
from hyoga_docs.word.template_context import document_context, shared_context

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

TEMPLATES = Path(__file__).parents[2] / "templates"
#: A character of 11 pt in twips.
CHAR = 220


def filled(name: str, meeting: dict[str, Any], **platform: Any) -> WordDocument:
    plan, problems = plan_of({"documents": [name], **meeting}, platform)
    assert problems == []
    template, wrong = read_template(TEMPLATES, name)
    assert template is not None
    assert wrong == []
    context = document_context(shared_context(plan), plan.documents[0])
    data = render(template, context, DocumentProperties("題", "", dt.date(2024, 5, 1)), lambda _: "a.pdf")
    return Document(io.BytesIO(data))


def lines(document: WordDocument) -> list[tuple[str, str]]:
    return [(p.style.name or "", p.text) for p in document.paragraphs if p.style is not None and p.text]


def texts(document: WordDocument) -> list[str]:
    return [text for _, text in lines(document)]


def indent(document: WordDocument, text: str) -> tuple[int, int] | None:
    """What a paragraph itself says of its left and hanging indent, in twips."""
    paragraph = next(p for p in document.paragraphs if text in p.text)
    own = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return None if own is None else (int(own.get(qn("w:left"))), int(own.get(qn("w:hanging"))))


def papers(*titles: str, **keys: Any) -> list[dict[str, Any]]:
    return [{"title": title, "document": "note", **keys} for title in titles]


def test_the_agenda_is_printed_to_any_depth() -> None:
    deep: Any = "九"
    for title in "八七六五四三二一":
        deep = {"title": title, "items": [deep]}
    found = lines(filled("agenda", {"agenda": [deep]}))
    assert found[3:] == [
        ("次第１", "１　一"),
        ("次第２", "（１）二"),
        ("次第３", "①　三"),
        ("次第４", "ア　四"),
        ("次第５", "（ア）五"),
        ("次第６", "ａ　六"),
        ("次第７", "（ａ）七"),
        ("次第７", "（ａ）八"),
        ("次第７", "（ａ）九"),
    ]


def test_the_head_is_as_the_house_sets_it() -> None:
    def head(name: str) -> list[str]:
        meeting = {"agenda": ["開会"], "time": "10:30-12:00", "venue": "県庁"}
        return texts(filled("agenda", meeting, style={"agenda": {"name": name}}))[:-1]

    where = ["日時\t令和６年５月１日（水）10:30～12:00", "場所\t県庁"]
    assert head("above") == ["第１回見本会議", "次第", *where]
    assert head("below") == ["次第", "第１回見本会議", *where]
    assert head("line") == ["第１回見本会議　次第", *where]
    assert head("none") == ["次第", *where]
    assert head("top") == ["第１回見本会議", *where, "次第"]


def test_papers_stand_at_their_item_or_at_the_foot_or_nowhere() -> None:
    meeting = {
        "agenda": ["予算について"],
        "handouts": papers("予算", item=1, subtitle="～見込み～"),
        "references": papers("用語"),
    }

    def after(where: str) -> list[str]:
        return texts(filled("agenda", meeting, style={"agenda": {"papers": where}}))[3:]

    assert after("item") == ["１　予算について", "［資料１］"]
    assert after("foot") == ["１　予算について", "配付資料", "資料１\t予算\n～見込み～", "参考資料\t用語"]
    assert after("none") == ["１　予算について"]


def test_the_lines_under_the_heading_are_the_house_s() -> None:
    def head(*patterns: str, **meeting: Any) -> list[str]:
        return texts(filled("agenda", {"agenda": ["開会"], **meeting}, style={"agenda": {"name": "none", "lines": patterns}}))[1:-1]

    when = {"time": "10:30-12:00", "venue": "県庁"}
    assert head("と　き　{date}", "　　　　{time}", **when) == ["と　き\t令和６年５月１日（水）", "　\t10:30～12:00"]
    assert head("日時：{date}　{time}", "場所：{venue}", **when) == ["日時：令和６年５月１日（水）　10:30～12:00", "場所：県庁"]
    assert head("日時：{date}　{time}", "場所：{venue}", "傍聴：可") == ["日時：令和６年５月１日（水）", "傍聴：可"]
    assert head(**when) == []


def test_date_and_place_move_to_the_left_for_the_longest_of_them() -> None:
    def moved(venue: str) -> list[tuple[int, int] | None]:
        document = filled("agenda", {"agenda": ["開会"], "venue": venue})
        return [indent(document, "日時"), indent(document, "場所")]

    assert moved("県庁") == [None, None]
    date, place = moved("見本市役所本庁舎12階　第１・第２共用会議室及びオンライン（傍聴は１階ロビー）")
    assert date == place
    assert date is not None
    assert date[0] < 20 * CHAR
    assert moved("見本" * 40)[0] == (3 * CHAR, 3 * CHAR)


def test_papers_stand_behind_the_title_as_the_house_writes_them() -> None:
    meeting = {"agenda": ["予算について", "その他"], "handouts": papers("甲", "乙", item=1)}
    style = {"agenda": {"papers": ["（{papers}）", "foot"]}, "headings": {"foot": "【資料】"}}
    found = texts(filled("agenda", meeting, style=style))[3:]
    assert found == ["１　予算について（資料１、資料２）", "２　その他", "【資料】", "資料１\t甲", "資料２\t乙"]
    assert "［資料１、資料２］" in texts(filled("slides", meeting, style=style))


def test_a_paper_that_is_not_bound_is_listed_with_its_number() -> None:
    handouts = [
        {"title": "計画", "bind": False, "note": "【別冊】"},
        {"title": "次第", "bind": False, "numbering": "none"},
        *papers("乙"),
    ]
    found = texts(filled("agenda", {"agenda": ["開会"], "handouts": handouts}, style={"agenda": {"papers": "foot"}}))[5:]
    assert found == ["資料１\t計画【別冊】", "・次第", "資料２\t乙"]


def test_a_line_of_a_list_that_has_a_mark_of_its_own_gets_none() -> None:
    handouts = [{"title": title, "bind": False, "numbering": "none"} for title in ("【当日配付】", "座席表")]
    meeting = {"agenda": ["開会"], "handouts": handouts}
    assert texts(filled("agenda", meeting, style={"agenda": {"papers": "foot"}}))[-2:] == ["【当日配付】", "・座席表"]
    assert texts(filled("handout-list", meeting))[-2:] == ["【当日配付】", "○　座席表"]


def test_a_cover_bears_the_title_that_the_house_gives_the_packet() -> None:
    assert texts(filled("packet-cover", {})) == ["第１回", "見本会議", "令和６年５月１日（水）"]
    titled = filled("packet-cover", {}, style={"headings": {"packet-cover": "議案書"}})
    assert texts(titled) == ["第１回", "見本会議", "議案書", "令和６年５月１日（水）"]


def test_a_line_is_as_the_house_sets_it() -> None:
    item = {"title": "予算", "kind": "公開", "speaker": "会長", "section": ["総務課", "財政課"], "suffix": "（案）"}
    agenda: dict[str, Any] = {"agenda": [item, "閉会"], "handouts": papers("概要", item=1)}
    known: dict[str, Any] = {"secretariat": ["総務課"], "names": {"会長": [], "財政課": []}}

    def after(line: str) -> list[str]:
        return texts(filled("agenda", agenda, style={"agenda": {"line": line, "papers": "none"}}, **known))[3:]

    assert after("{title}") == ["１　【公開】予算（案）（会長）", "【事務局（総務課）・財政課】", "２　閉会"]
    assert after("{title}（{section}）【{kind}】") == ["１　予算（案）（会長）（総務課、財政課）【公開】", "２　閉会"]
    assert after("{title}　{speaker}・・・{papers}") == [
        "１　【公開】予算（案）　会長・・・資料１",
        "【事務局（総務課）・財政課】",
        "２　閉会",
    ]


def test_labels_on_a_line_may_say_their_beginning_once() -> None:
    handouts = [
        {"item": 1, "papers": papers("甲", "乙")},
        *papers("丙", item=1),
        *papers("丁", item=1, series="当日資料"),
        *papers("戊", item=1, numbering="none"),
    ]
    style = {"agenda": {"papers": "（{papers_short}）", "between": "・"}}
    found = texts(filled("agenda", {"agenda": ["予算"], "handouts": handouts}, style=style))
    assert found[-1] == "１　予算（資料１－１・１－２・２・当日資料１・戊）"


def test_what_is_set_at_the_right_margin_ends_there() -> None:
    meeting = {"agenda": ["予算", "閉会"], "handouts": papers("概要", item=1)}
    for sign, leader in (("{dots}", "middleDot"), ("{right}", "none")):
        document = filled("agenda", meeting, style={"agenda": {"papers": sign + "{papers}"}})
        assert texts(document)[3:] == ["１　予算\t資料１", "２　閉会"]
        (tab,) = [each for each in document.element.body.iter(qn("w:tab")) if each.get(qn("w:pos"))]
        assert tab.getparent().getparent().getparent() is document.paragraphs[3]._p
        wide = round((210 - 25 - 22) * 1440 / 25.4)
        assert (tab.get(qn("w:val")), tab.get(qn("w:leader"))) == ("right", leader)
        assert abs(int(tab.get(qn("w:pos"))) - wide) <= 2


def test_a_paper_whose_label_is_the_number_of_its_item_is_not_named_again() -> None:
    agenda = [{"title": "議事", "items": ["条例について"], "numbering": "議案第12号"}]
    handouts = papers("条例", item="議案第12号", label="議案第12号")
    assert texts(filled("agenda", {"agenda": agenda, "handouts": handouts}))[-1] == "議案第12号　条例について"


def test_a_line_of_the_head_prints_the_meetings_own_fields() -> None:
    style = {"agenda": {"lines": ["{date}　{開会}", "司会　{司会}", "※ 傍聴できます"]}}
    document = filled("agenda", {"agenda": ["開会"], "fields": {"開会": "本会議終了後"}}, style=style)
    assert texts(document)[2:-1] == ["令和６年５月１日（水）　本会議終了後", "※ 傍聴できます"]


def test_lines_of_date_and_place_that_would_be_broken_stand_further_to_the_left() -> None:
    def begins(venue: str) -> list[int]:
        document = filled("agenda", {"agenda": ["開会"], "venue": venue})
        found = [indent(document, words) or (17 * CHAR, 3 * CHAR) for words in ("日時", "場所")]
        return [left - hanging for left, hanging in found]

    assert begins("県庁") == [14 * CHAR, 14 * CHAR]
    short, long = begins("とても長い名前の会館の第一会議室（西側の入口からお入りください）"), begins("あ" * 60)
    assert short[0] == short[1]
    assert 0 < short[0] < 14 * CHAR
    assert long == [0, 0]


def test_a_spread_title_is_printed_so_and_called_by_its_name() -> None:
    for heading, name in (("会　議　次　第", "会議次第"), ("【次　第】", "【次第】"), ("会議 次第", "会議 次第")):
        plan, _ = plan_of({"documents": ["agenda"]}, {"style": {"headings": {"agenda": heading}}})
        assert plan.documents[0].name == name
    document = filled("agenda", {"agenda": ["開会"]}, style={"headings": {"agenda": "会　議　次　第"}})
    assert texts(document)[1] == "会　議　次　第"


def test_a_paper_without_a_label_is_not_named_again_under_its_item() -> None:
    handouts = [*papers("予算", item=1, numbering="none"), *papers("別の資料", item=1, numbering="none")]
    assert texts(filled("agenda", {"agenda": ["予算について"], "handouts": handouts}))[-1] == "［別の資料］"
    assert texts(filled("agenda", {"agenda": ["予算について"], "handouts": handouts[:1]}))[-1] == "１　予算について"


def test_a_long_number_widens_the_indent_of_its_line() -> None:
    agenda = [{"title": "議案", "items": [{"title": "条例", "label": "議案第123号"}, "その他"]}]
    document = filled("agenda", {"agenda": agenda})
    assert indent(document, "その他") is None
    left, hanging = indent(document, "条例") or (0, 0)
    assert (left - hanging, hanging) == (2 * CHAR, round(6.5 * CHAR))  # 議案第123号 and a space


def test_a_line_without_a_number_does_not_hang() -> None:
    document = filled("agenda", {"agenda": [{"title": "議案", "items": [{"title": "条例", "label": ""}]}]})
    assert indent(document, "条例") == (2 * CHAR, 0)


def test_what_stands_under_a_line_has_the_style_of_its_depth_and_its_own_indent() -> None:
    item = {"title": "予算", "section": "総務課", "subtitle": "とても長い副題" * 10}
    document = filled("slides", {"agenda": [{"title": "議題", "items": [item]}]}, secretariat=["総務課"])
    assert [style for style, _ in lines(document)[3:]] == ["スライド担当２", "スライド担当２"]
    assert indent(document, "とても長い副題") is None


def test_a_table_leaves_out_the_columns_in_which_nothing_stands() -> None:
    def rows(agenda: list[Any]) -> list[list[str]]:
        meeting = {"agenda": agenda, "handouts": papers("甲", "乙", item=1)}
        (table,) = filled("agenda-table", meeting, secretariat=["総務課"], names={"会長": []}).tables
        return [[cell.text for cell in row.cells] for row in table.rows]

    assert rows(["予算", {"title": "日程", "section": "総務課", "speaker": "会長", "subtitle": "次回"}]) == [
        ["番号", "件名", "所管", "説明者", "資料"],
        ["１", "予算", "", "", "資料１\n資料２"],
        ["２", "日程\n次回", "総務課", "会長", ""],
    ]
    assert rows([{"title": "予算", "label": ""}]) == [["件名", "資料"], ["予算", "資料１\n資料２"]]


def test_the_columns_of_a_table_are_named_by_the_house() -> None:
    style = {"agenda": {"columns": {"number": "議案番号", "title": "案件"}}}
    (table,) = filled("agenda-table", {"agenda": ["予算"]}, style=style).tables
    assert [cell.text for cell in table.rows[0].cells] == ["議案番号", "案件"]


def test_a_list_without_numbers_has_no_hole() -> None:
    handouts = [*papers("予算"), *papers("席上配付", numbering="none", note="当日配付")]
    found = lines(filled("handout-list", {"agenda": ["開会"], "handouts": handouts}))
    assert found[2:] == [("資料一覧１", "○　資料１\t予算"), ("資料一覧番号なし１", "○　席上配付（当日配付）")]


@pytest.mark.parametrize(
    ("forms", "wanted"),
    [
        ("{label}　{title}", ["資料１\t予算", "次第", "【別冊】計画"]),
        ("・{label}　{title}", ["・資料１\t予算", "・次第", "【別冊】計画"]),
        ("【{label}】{title}", ["【資料１】予算", "次第", "【別冊】計画"]),
        ("{label}：{title}", ["資料１：予算", "次第", "【別冊】計画"]),
        ("・{title}（{label}）", ["・予算（資料１）", "・次第", "【別冊】計画"]),
        (["{label}　{title}", "※　{title}"], ["資料１\t予算", "※　次第", "【別冊】計画"]),
    ],
)
def test_lists_have_the_form_of_the_house(forms: Any, wanted: list[str]) -> None:
    handouts = [*papers("予算"), *papers("次第", "【別冊】計画", numbering="none")]
    meeting: dict[str, Any] = {"agenda": ["開会"], "handouts": handouts}
    assert texts(filled("handout-list", meeting, style={"handout_list": forms}))[2:] == wanted
    assert texts(filled("agenda", meeting, style={"agenda": {"papers": "foot", "foot": forms}}))[5:] == wanted


@pytest.mark.parametrize(
    "forms", ["{label}", "{title}", "{label}{label}{title}", "{label}{title}{item}", [], ["{label}{title}", "{label}"]]
)
def test_a_form_of_lists_that_cannot_be_printed_is_refused(forms: Any) -> None:
    with pytest.raises(ValidationError):
        plan_of({}, {"style": {"handout_list": forms}})


@pytest.mark.parametrize("style", [{"line": "（{section}）"}, {"line": "{title}{titel}"}, {"papers": "{dots}"}, {"papers": "資料"}])
def test_a_form_of_a_line_that_would_lose_something_is_refused(style: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        plan_of({}, {"style": {"agenda": style}})


def test_titles_stand_behind_the_widest_label() -> None:
    short = filled("handout-list", {"agenda": ["開会"], "handouts": papers("予算")})
    assert indent(short, "予算") is None
    handouts = [*papers("予算"), *papers("意見", label="当日資料１２－３－４")]
    wide = filled("handout-list", {"agenda": ["開会"], "handouts": handouts})
    assert indent(wide, "予算") == indent(wide, "意見")
    assert (indent(wide, "意見") or (0, 0))[1] >= (2 + 10 + 1) * CHAR  # ○ and its space, the label, a gap


def test_a_bundle_that_bears_the_title_of_a_paper_in_it_has_no_line() -> None:
    bundle = {"title": "予算", "papers": papers("予算", "内訳")}
    found = texts(filled("handout-list", {"agenda": ["開会"], "handouts": [bundle]}))
    assert found[2:] == ["○　資料１－１\t予算", "○　資料１－２\t内訳"]
    other = {"title": "束", "papers": papers("予算", "内訳")}
    assert len(texts(filled("handout-list", {"agenda": ["開会"], "handouts": [other]}))) == 5


def test_the_cover_has_the_number_above_the_name() -> None:
    assert texts(filled("packet-cover", {"agenda": ["開会"]}, organizer="例町")) == [
        "第１回",
        "見本会議",
        "令和６年５月１日（水）",
        "例町",
    ]


def test_a_templates_own_label_stands_where_stamps_do() -> None:
    plan, _ = plan_of(
        {"documents": [], "handouts": papers("表紙のある資料", cover=True)}, {"style": {"stamp": {"top": 5, "right": 10}}}
    )
    template, _ = read_template(TEMPLATES, "cover")
    assert template is not None
    context = document_context(shared_context(plan), plan.documents[0])
    document = Document(io.BytesIO(render(template, context, DocumentProperties("題", "", dt.date(2024, 5, 1)), str)))
    frames = list(document.element.body.iter(qn("w:framePr")))
    (place,) = [{key: int(frame.get(qn(f"w:{key}"))) for key in "wxy"} for frame in frames]
    millimetre = 1440 / 25.4
    wide = 297 * millimetre
    assert abs(wide - place["x"] - place["w"] - 10 * millimetre) <= 21  # the line of the box is a point
    assert abs(place["y"] - 5 * millimetre) <= 21


def test_day_and_place_stand_further_left_where_they_would_not_stand_on_one_line() -> None:
    assert indent(filled("agenda", {"venue": "見本市役所"}), "日時") is None
    long = {"time": "午後１時30分から午後３時まで", "year": "令和６年（2024年）", "weekday": "（水曜日）"}
    document = filled("agenda", {"venue": "見本市役所", "time": "13:30-15:00"}, style=long)
    left, hanging = indent(document, "日時") or (0, 0)
    assert 3 * CHAR < left < 11 * CHAR
    assert indent(document, "場所") == (left, hanging)
    document = filled("agenda", {"venue": "見本市役所三階大会議室" * 8})
    assert indent(document, "場所") == (3 * CHAR, 3 * CHAR)


def test_a_document_that_lists_itself_has_no_link_to_itself() -> None:
    meeting = {"documents": ["agenda"], "handouts": [{"document": "agenda", "title": "次第"}]}
    plan, _ = plan_of(meeting, {"style": {"agenda": {"papers": "foot"}}})
    template, _ = read_template(TEMPLATES, "agenda")
    assert template is not None
    context = document_context(shared_context(plan), plan.documents[0])
    data = render(template, context, DocumentProperties("題", "", dt.date(2024, 5, 1)), lambda _: "#")
    document = Document(io.BytesIO(data))
    assert "資料１\t次第" in texts(document)
    assert list(document.element.body.iter(qn("w:hyperlink"))) == []
