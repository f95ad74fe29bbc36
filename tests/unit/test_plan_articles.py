"""Charters in articles: three whole ones line by line, and each rule of numbers and references by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import codes, law, plain, plan_of, read_as

from hyoga_docs.core.problem import Problem
from hyoga_docs.plan.printed_charter import CharterLine, PrintedCharter
from hyoga_docs.plan.rich_text import Anchor, Link
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.yaml.reader import read_yaml_text

CHARTERS = Path(__file__).parents[1] / "charters"
Data = dict[str, Any]
KIYAKU: Data = {
    "article_number": "第一条",
    "article_heading": "第１条（見出し）",
    "article_numbers": ["一", "イ", "（１）"],
    "charter_references": "full",
}


def made(charter: Data, style: Data | None = None, day: str = "2024-05-01") -> tuple[PrintedCharter, list[Problem]]:
    plan, problems = plan_of({"date": day, "handouts": [{"document": "charter"}]}, {"style": style or {}}, charter)
    assert plan.charter is not None
    return plan.charter, problems


def articles(*sections: Any, style: Data | None = None, day: str = "2024-05-01", **more: Any) -> tuple[list[str], list[Problem]]:
    charter, problems = made({"title": "要綱", "form": "articles", "sections": list(sections), **more}, style, day)
    return text_of(charter)[1:], problems


def said(line: CharterLine) -> str:
    return plain(line.number) + plain(line.text)


def text_of(charter: PrintedCharter) -> list[str]:
    lines = [charter.title, *charter.history, *map(said, charter.lines)]
    return lines + [line for each in charter.supplements for line in (each.title, *map(said, each.lines))]


@pytest.mark.parametrize(("name", "style"), [("plain-yoko", {}), ("chapters", {}), ("kiyaku", KIYAKU)])
def test_a_whole_charter_prints_line_by_line(name: str, style: Data) -> None:
    source, _ = read_yaml_text((CHARTERS / f"{name}.yaml").read_text("utf-8"), name)
    charter, problems = made(source.data, style)
    assert problems == []
    assert text_of(charter) == (CHARTERS / f"{name}.txt").read_text("utf-8").splitlines()


def test_an_old_meeting_prints_the_articles_of_its_day() -> None:
    source, _ = read_yaml_text((CHARTERS / "chapters.yaml").read_text("utf-8"), "chapters")
    before, problems = made(source.data, day="2018-05-01")
    assert problems == []
    lines = text_of(before)
    assert "第３条　会議は、委員30人以内で組織する。" in lines
    assert not any(line.startswith(("第３条の", "（１）の２")) for line in lines)
    assert lines[-2:] == ["附　則", "この要綱は、平成27年４月１日から施行する。"]


A: Data = {"id": "a", "text": "甲"}
P: Data = {"id": "p", "paragraphs": [{"id": "p1", "text": "一", "items": [{"id": "i1", "text": "い"}, {"id": "i2", "text": "ろ"}]},
                                     {"id": "p2", "text": "二"}, {"id": "p3", "text": "三"}]}  # fmt: skip


def in_third(text: str, style: Data | None = None) -> str:
    """What a text prints in the third 項 of 第３条, after 第１条 and 第２条."""
    own = {
        "id": "own",
        "paragraphs": [{"id": "o1", "text": "一"}, {"id": "o2", "text": "二", "items": [{"id": "o2i", "text": "い"}]}, text],
    }
    lines, problems = articles(A, P, own, {"id": "z", "text": "末"}, style=style)
    assert problems == []
    return lines[-2].removeprefix("３　")


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("<a>", "第１条"),
        ("<p>", "前条"),
        ("<p2>", "前条第２項"),
        ("<i1>", "前条第１項第１号"),
        ("<z>", "次条"),
        ("<own>", "この条"),
        ("<o1>", "第１項"),
        ("<o2>", "前項"),
        ("<o2i>", "前項第１号"),
        ("<p1>及び<p2>", "前条第１項及び第２項"),
        ("<p1>から<p3>まで", "前条第１項から第３項まで"),
        ("<i1>又は<i2>", "前条第１項第１号又は第２号"),
        ("<i1>及び<p2>", "前条第１項第１号及び第２項"),
        ("<p1>及び<o1>", "前条第１項及び第３条第１項"),
        ("<a>、<p>及び<o2>", "第１条、前条及び第３条第２項"),
        ("<a>から<p>まで", "第１条から前条まで"),
        ("<p2>の者は、<p2:same>による。", "前条第２項の者は、同項による。"),
        ("<p2>の者は、<p3:same>による。", "前条第２項の者は、同条第３項による。"),
        ("<p1>の者は、<i2:same>による。", "前条第１項の者は、同項第２号による。"),
        ("<i1>の者は、<p:same>による。", "前条第１項第１号の者は、同条による。"),
        ("<o2:full>", "第３条第２項"),
    ],
)
def test_a_reference_says_what_a_sentence_there_would_say(written: str, wanted: str) -> None:
    assert in_third(written) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("<p2>", "第２条第２項"),
        ("<o2>", "第３条第２項"),
        ("<p1>及び<p2>", "第２条第１項及び第２条第２項"),
        ("<o2:relative>", "前項"),
    ],
)
def test_a_house_may_want_its_references_in_full(written: str, wanted: str) -> None:
    assert in_third(written, {"charter_references": "full"}) == wanted


def test_items_and_what_is_below_them_are_called_from_where_one_stands() -> None:
    deep = {"id": "deep", "text": "深", "items": [{"id": "x", "text": "エ"}, {"text": "<x>、<one>、<deep>、<next>"}]}
    lines, _ = articles({"text": "条<next>", "items": [{"id": "one", "text": "一"}, deep, {"id": "next", "text": "<deep>、<x>"}]})
    assert lines[0] == "第１条　条第３号"
    assert lines[4:] == ["イ　ア、前号、この号、次号", "（３）　前号、前号ア"]


@law
@given(st.integers(2, 12), st.data())
def test_references_survive_an_insertion_and_lead_where_they_say(size: int, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, size - 1))
    sections: list[Data] = [{"id": f"s{n}", "heading": f"見出し{n}", "text": "文"} for n in range(size)]
    sections[-1]["paragraphs"] = [{"text": sections[-1].pop("text")}, {"text": f"<s{target}:full>"}]
    at = data.draw(st.integers(0, size))
    sections.insert(at, {"heading": "新設", "text": "新しい条", "branch": data.draw(st.booleans())})
    charter, problems = made({"title": "要綱", "form": "articles", "sections": sections})
    assert problems == []
    (link,) = [part for line in charter.lines for part in line.text if isinstance(part, Link)]
    anchored = {part.name: part.text for line in charter.lines for part in line.number if isinstance(part, Anchor)}
    assert link.target.partition("#")[2] == f"s{target}"
    assert link.text == anchored[f"s{target}"]
    numbers = [part.text for line in charter.lines if line.kind == "article" for part in line.number if isinstance(part, Anchor)]
    assert len(set(numbers)) == len(numbers) == size


def test_branches_go_on_from_the_number_before_them() -> None:
    lines, _ = articles(*({"text": "文", "branch": branch} for branch in (1, 0, 1, 1, 2, 2, 1, 0, 2)))
    names = [
        "第１条",
        "第２条",
        "第２条の２",
        "第２条の３",
        "第２条の３の２",
        "第２条の３の３",
        "第２条の４",
        "第３条",
        "第３条の２の２",
    ]
    assert [line.partition("　")[0] for line in lines] == names


def test_provisions_in_a_row_that_were_taken_out_stand_in_one_line() -> None:
    gone: Data = {"text": "削除"}
    lines, _ = articles(
        A, gone, {"text": "次", "items": ["い", gone, gone, gone, "ろ"]}, gone, gone, {"text": "<x>"}, id_of("x", gone)
    )
    assert lines == ["第１条　甲", "第２条　削除", "第３条　次", "（１）　い", "（２）から（４）まで　削除", "（５）　ろ",
                     "第４条及び第５条　削除", "第６条　次条", "第７条　削除"]  # fmt: skip


def id_of(name: str, data: Data) -> Data:
    return {**data, "id": name}


def test_one_paragraph_alone_is_its_article() -> None:
    paragraphs = [{"id": "one", "text": "一"}, {"text": "二", "until": "2024-04-30"}]
    sections = ({"paragraphs": paragraphs}, {"text": "<one:full>"})
    assert articles(*sections)[0] == ["第１条　一", "第２条　第１条"]
    assert articles(*sections, day="2024-04-01")[0] == ["第１条　一", "２　二", "第２条　第１条第１項"]


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("(見出し)", ["(組織)", "第１条　文"]),
        ("【見出し】", ["【組織】", "第１条　文"]),
        ("第１条（見出し）", ["第１条（組織）　文"]),
        ("第１条　（見出し）", ["第１条　（組織）　文"]),
    ],
)
def test_a_heading_stands_where_the_house_puts_it(heading: str, wanted: list[str]) -> None:
    for written in ("組織", "（組織）"):
        assert articles({"heading": written, "text": "文"}, style={"article_heading": heading})[0] == wanted


def test_paragraphs_without_numbers_stand_under_their_sentence_before_its_items() -> None:
    item: Data = {"text": "乙", "body": "<a>の乙"}
    sections = (
        {"id": "a", "text": "甲", "body": ["会長", {"text": "監事", "until": "2020-01-01"}], "bullets": "丙", "items": [item]},
    )
    charter, problems = made({"title": "要綱", "form": "articles", "sections": list(sections)})
    assert problems == []
    assert [(line.kind, line.level, said(line)) for line in charter.lines] == [
        ("article", 1, "第１条　甲"),
        ("body", 1, "会長"),
        ("bullet", 1, "・丙"),
        ("item", 1, "（１）　乙"),
        ("body", 2, "この条の乙"),
    ]


def test_a_preamble_stands_before_the_first_article_and_in_the_contents() -> None:
    lines, _ = articles({"heading": "総則", "sections": ["甲"]}, contents=True, preamble=["私たちは、", "ここに定める。"])
    assert lines == ["目次", "前文", "第１章　総則（第１条）", "私たちは、", "ここに定める。", "第１章　総則", "第１条　甲"]
    numbers, _ = made({"title": "要領", "preamble": "次のとおり定める。", "sections": [{"heading": "趣旨"}]})
    assert text_of(numbers) == ["要領", "次のとおり定める。", "１　趣旨"]


def test_a_house_may_number_the_first_paragraph_too() -> None:
    sections = ({"heading": "名", "paragraphs": ["甲", "乙"]}, "丙")
    assert articles(*sections, style={"paragraph_number": "第１条　１"})[0] == ["（名）", "第１条　１　甲", "２　乙", "第２条　丙"]
    style = {"paragraph_number": "第１条　①", "article_heading": "第１条（見出し）"}
    assert articles(*sections, style=style)[0] == ["第１条（名）　①　甲", "②　乙", "第２条　丙"]


def test_a_supplement_is_called_as_the_house_calls_it() -> None:
    own = {"paragraphs": [{"id": "s", "text": "施行する。"}, {"text": "次のとおり"}]}
    lines, _ = articles({"text": "<s>"}, supplementary=[own, {"source": "告示　抄", "text": "乙"}], style={"supplement": "付　則"})
    assert lines == ["第１条　付則第１項", "付　則", "１　施行する。", "２　次のとおり", "付　則（告示）抄", "乙"]


def test_marks_and_gaps_are_the_houses() -> None:
    style: Data = {"article_numbers": ["①", "（１）", "１．　"], "item_gap": False, "digits": "half"}
    lines, _ = articles({"text": "甲", "items": [{"text": "乙", "items": [{"text": "丙", "items": ["丁"]}]}]}, style=style)
    assert lines == ["第1条　甲", "①　乙", "（１）丙", "１．　丁"]
    assert articles({"text": "甲", "items": ["乙"]}, style={"digits": "half"})[0] == ["第1条　甲", "（1）　乙"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<nothing>", "HD131"),
        ("<a:same>", "HD146"),
        ("<a>と<own:same>", "HD146"),
        ("<a:sam>", "HD145"),
        ("<effective:full>", "HD145"),
    ],
)
def test_a_reference_that_cannot_be_printed_is_told(text: str, code: str) -> None:
    lines, problems = articles(A, {"id": "own", "text": text})
    assert codes(problems) == [code]
    assert problems[0].quote == text
    assert "<" in lines[1]


@pytest.mark.parametrize(
    "written",
    ["<aim >", "< aim>", "＜aim＞", "<ａｉｍ>", "<aim", "〈aim〉", "{aim}", "<<aim>>", "<aim：full>", "<aim　>", "＜effective＞"],
)
def test_what_is_nearly_a_reference_is_told_and_never_printed_in_silence(written: str) -> None:
    aim = {"id": "aim", "heading": "設置", "text": "会議を置く。"}
    _, (problem,) = articles(aim, {"heading": "組織", "text": f"{written}の規定による。"})
    assert (problem.code, written in problem.message) == ("HD131", True)


@pytest.mark.parametrize("written", ["＜参考＞", "a < b", "{title}", "〈案〉", "<aim>"])
def test_other_brackets_are_text(written: str) -> None:
    aim = {"id": "aim", "heading": "設置", "text": "会議を置く。"}
    assert articles(aim, {"heading": "組織", "text": f"{written}の規定による。"})[1] == []


def test_paragraphs_of_a_supplement_have_numbers_where_there_are_several() -> None:
    texts = ["この要綱は、<effective>から施行する。", "経過措置は、別に定める。"]
    lines, _ = articles(A, supplementary=texts, effective="2024-04-01")
    assert lines[1:] == ["附　則", "１　この要綱は、令和６年４月１日から施行する。", "２　経過措置は、別に定める。"]
    numbers, _ = made({"title": "要領", "sections": [{"heading": "趣旨"}], "supplementary": texts, "effective": "2024-04-01"})
    assert text_of(numbers)[2:] == ["附　則", "この要綱は、令和６年４月１日から施行する。", "経過措置は、別に定める。"]


def test_a_charter_in_numbers_may_have_paragraphs_in_its_supplement() -> None:
    supplement = {"paragraphs": [{"heading": "施行期日", "id": "s", "text": "施行する。"}, {"text": "<s>", "items": ["甲"]}]}
    charter, problems = made({"title": "要領", "sections": [{"heading": "趣旨", "body": "<s>"}], "supplementary": [supplement]})
    assert problems == []
    assert text_of(charter)[1:] == [
        "１　趣旨",
        "附則第１項",
        "附　則",
        "（施行期日）",
        "１　施行する。",
        "２　附則第１項",
        "（１）　甲",
    ]
    assert [plain(text) for text in charter.supplements[0].texts] == text_of(charter)[4:]


def told(tmp_path: Path, text: str) -> list[tuple[str, int | None]]:
    _, problems = read_as(Charter, tmp_path, f"title: 要綱\n{text}")
    return [(problem.code, problem.place.line if problem.place else None) for problem in problems]


def test_a_number_that_was_typed_is_told_with_what_to_write_instead(tmp_path: Path) -> None:
    _, problems = read_as(Charter, tmp_path, "title: 要綱\nsections:\n  - {heading: （設置）, text: 第１条　会議を置く。}\n")
    assert [(problem.code, problem.place.line if problem.place else 0) for problem in problems] == [("HD144", 3)]
    assert "「heading: 設置」「text: 会議を置く。」" in (problems[0].hint or "")
    assert "form: articles" in (problems[0].hint or "")
    assert told(tmp_path, "form: articles\nsections:\n  - text: 第３条の２（設置）置く。\n") == [("HD144", 4)]
    items = "form: articles\nsections:\n  - text: 文\n    items:\n      - （１）　甲\n      - ２　乙\n      - 丙\n"
    assert told(tmp_path, items) == [("HD144", 6), ("HD144", 7)]


@pytest.mark.parametrize(
    "text", ["第３条の規定による。", "２人以上とする。", "第１条から第３条までによる。", "一の機関に限る。", "10 人以上とする。"]
)
def test_a_text_that_only_begins_with_a_number_is_a_text(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, f"form: articles\nsections:\n  - {text}\n") == []


def test_a_charter_in_numbers_has_no_contents(tmp_path: Path) -> None:
    assert told(tmp_path, "contents: true\nsections: [{heading: 甲}]\n") == [("HD138", 2)]


def test_what_a_supplement_has_no_place_for_is_told(tmp_path: Path) -> None:
    paragraphs = "[{heading: 甲, paragraphs: [乙]}, {text: 丙, branch: true}]"
    text = f"sections: [{{heading: 甲}}]\nsupplementary:\n  - paragraphs: {paragraphs}\n"
    assert [code for code, _ in told(tmp_path, text)] == ["HD138", "HD138", "HD138"]


def test_contents_name_chapters_with_their_articles() -> None:
    one, two = ({"heading": name, "sections": ["甲"]} for name in ("x", "y"))
    three = {
        "heading": "z",
        "sections": [{"heading": "z1", "sections": ["甲", "乙"]}, {"heading": "z2", "sections": ["甲", "乙", "丙"]}],
    }
    lines, _ = articles(one, two, three, contents=True, supplementary=["施行する。"])
    wanted = [
        "目次",
        "第１章　x（第１条）",
        "第２章　y（第２条）",
        "第３章　z",
        "第１節　z1（第３条・第４条）",
        "第２節　z2（第５条―第７条）",
        "附則",
    ]
    assert lines[:7] == wanted
    assert lines[7] == "第１章　x"


def test_paragraphs_may_have_circled_numbers() -> None:
    assert articles({"paragraphs": ["甲", "乙", "丙"]}, style={"paragraph_number": "①"})[0] == ["第１条　甲", "②　乙", "③　丙"]
