"""What amends a charter as it is promulgated: number, day and signer, title, lead, 附則; and the 附則 that a charter has."""

from __future__ import annotations

import datetime as dt
from typing import Any

import docx
import pytest

from hyoga_docs.amendments.amending.amending_document import AmendedCharter
from hyoga_docs.amendments.amending.annex_reader import SentenceError
from hyoga_docs.amendments.amending.document_context import document_context, document_lines
from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.supplement_sentences import own_supplements, supplement_sentences, title_sentences
from hyoga_docs.amendments.amending.whole_text import has_little_in_common, whole_text
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition, PrintedCharter
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.style import Style
from hyoga_docs.spec.yaml.reader import YamlSource

SAY = HouseNumbers(Style(), in_articles=True).say
OLD, NEW = dt.date(2020, 3, 31), dt.date(2020, 4, 1)
FIRST = "この要綱は、<effective>から施行する。"


def charter(**keys: Any) -> Charter:
    return Charter.model_validate({"title": "見本市会議設置要綱", "form": "articles", "sections": ["会議を置く。"], **keys})


def printed(model: Charter, day: dt.date = NEW) -> PrintedCharter:
    made, problems = print_charter(Edition(model, day, Style(), YamlSource("charter.yaml")), "charter", {})
    assert problems == []
    return made


def amended(model: Charter, **house: Any) -> AmendedCharter:
    return AmendedCharter(model, OLD, NEW, Style.model_validate({"amendment": house}))


@pytest.mark.parametrize(
    ("keys", "source"),
    [
        ({"source": "平成25年見本市告示第12号", "effective": "2013-04-01"}, "（平成25年見本市告示第12号）"),
        ({"history": ["平成25年４月１日見本市告示第12号"]}, "（平成25年見本市告示第12号）"),
        ({"history": ["平成25年４月１日　告示第12号制定", "平成28年３月31日　告示第４号"]}, "（平成25年告示第12号）"),
        ({"history": ["平成25年４月１日制定"], "effective": "2013-04-01"}, "（平成25年４月１日施行）"),
        ({}, ""),
    ],
)
def test_what_made_a_charter_stands_in_brackets_behind_its_title(keys: dict[str, Any], source: str) -> None:
    assert amended(charter(**keys)).source == source


def test_number_and_day_are_those_of_its_supplement_and_places_to_fill_where_it_has_none() -> None:
    own = {"effective": NEW, "source": "令和２年３月31日見本市告示第45号", "text": FIRST}
    model = charter(supplementary=[own])
    made = amended(model, signer="見本市長　見本　太郎", promulgation="{amending}を次のように定める。").document(
        "の一部を改正する", ["前文。"], [AmendingParagraph("sentence", 1, "第１条を削る。")], printed(model).supplements
    )
    assert document_lines(made) == [
        "見本市告示第45号",
        "見本市会議設置要綱の一部を改正する要綱を次のように定める。",
        "令和２年３月31日",
        "見本市長　見本　太郎",
        "見本市会議設置要綱の一部を改正する要綱（案）",
        "前文。",
        "第１条を削る。",
        "附　則",
        "この要綱は、令和２年４月１日から施行する。",
    ]
    unknown = amended(charter(), number="見本市告示第○号", kind="告示").document("の一部を改正する", [], [], ())
    assert document_lines(unknown) == [
        "見本市告示第○号",
        "令和●年●月●日",
        "見本市会議設置要綱の一部を改正する告示（案）",
        "附　則",
        "この告示は、令和２年４月１日から施行する。",
    ]
    style = Style.model_validate({"date_placeholder": "令和元年　月　日"})  # in which the charter took effect, not what amends it
    later = AmendedCharter(charter(), OLD, NEW, style).document("の一部を改正する", [], [], ())
    assert document_lines(later)[1] == "令和　年　月　日"
    none = amended(charter(), number=None).document("を廃止する", ["見本市会議設置要綱は、廃止する。"], [], ())
    assert document_lines(none)[:2] == ["見本市会議設置要綱を廃止する要綱（案）", "見本市会議設置要綱は、廃止する。"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("見本市会議設置要綱", "見本市会議設置要綱", []),
        ("見本市会議設置要綱", "見本市協議会設置要綱", ["題名中「会議」を「協議会」に改める。"]),
        ("見本市会議設置要綱", "見本市会議運営要綱", ["題名中「設置」を「運営」に改める。"]),
        ("見本市会議設置要綱", "例町の集まりに関する規約", ["題名を次のように改める。", "例町の集まりに関する規約"]),
    ],
)
def test_the_title_is_amended_in_part_or_as_a_whole(old: str, new: str, said: list[str]) -> None:
    assert [part.text for part in title_sentences(old, new) if isinstance(part, AmendingParagraph)] == said


def supplement(*paragraphs: str) -> dict[str, Any]:
    return {"paragraphs": [{"text": each} for each in paragraphs]}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (supplement("一つ。", "二つ。"), supplement("一つ。", "二つ。"), []),
        (
            supplement("施行する。", "ほかは、会長が定める。"),
            supplement("施行する。", "ほかは、市長が定める。"),
            ["附則第２項中「会長」を「市長」に改める。"],
        ),
        (
            {"text": "ほかは、会長が定める。"},
            {"text": "ほかは、市長が定める。"},
            ["附則中「会長」を「市長」に改める。"],
        ),
        (supplement("一つ。", "二つ。"), supplement("一つ。", "二つ。", "三つ。"), ["附則に次の１項を加える。", "３　三つ。"]),
        (supplement("一つ。", "二つ。"), {"text": "全く別の文とする。"}, ["附則を次のように改める。", "全く別の文とする。"]),
    ],
)
def test_the_supplement_that_a_charter_has_is_amended_too(old: dict[str, Any], new: dict[str, Any], said: list[str]) -> None:
    before, after = (printed(charter(supplementary=[each])) for each in (old, new))
    parts = supplement_sentences(before, after, own_supplements(before, after, NEW), SAY)
    assert [part.text for part in parts if isinstance(part, AmendingParagraph)] == said


def test_the_supplement_of_what_amends_is_no_amendment_and_one_that_went_is_told() -> None:
    first, own = {"text": FIRST}, {"effective": NEW, "text": FIRST}
    before, after = (
        printed(charter(supplementary=[first], effective="2013-04-01")),
        printed(charter(supplementary=[first, own], effective="2013-04-01")),
    )
    mine = own_supplements(before, after, NEW)
    assert [each.effective for each in mine] == [NEW]
    assert supplement_sentences(before, after, mine, SAY) == []
    gone = printed(charter())
    assert [part.text for part in supplement_sentences(before, gone, (), SAY) if isinstance(part, AmendingParagraph)] == [
        "附則を削る。"
    ]
    with pytest.raises(SentenceError):
        supplement_sentences(gone, before, (), SAY)


def test_of_supplements_with_one_name_the_first_alone_is_amended() -> None:
    def edition(first: str, second: str) -> PrintedCharter:
        later = [{"effective": "2015-04-01", "text": second}, {"effective": "2018-04-01", "text": "二度目。"}]
        return printed(charter(supplementary=[{"text": first}, *later]))

    old = edition("会長が定める。", "一度目。")
    assert supplement_sentences(old, old, (), SAY) == []
    (said,) = supplement_sentences(old, edition("市長が定める。", "一度目。"), (), SAY)
    assert said == AmendingParagraph("sentence", 1, "附則中「会長」を「市長」に改める。")
    with pytest.raises(SentenceError):
        supplement_sentences(old, edition("会長が定める。", "別の文。"), (), SAY)


def test_a_charter_replaced_is_quoted_from_its_title_to_its_supplement() -> None:
    sections = [{"heading": "設置", "text": "協議会を置く。"}]
    new = printed(charter(sections=sections, supplementary=["施行する。"]))
    texts = [
        part.text for part in whole_text(new, "見本市協議会設置要綱", new.supplements, []) if isinstance(part, AmendingParagraph)
    ]
    assert texts == ["見本市協議会設置要綱", "（設置）", "第１条　協議会を置く。", "附　則", "施行する。"]
    assert not has_little_in_common(new, new)
    assert has_little_in_common(printed(charter(sections=["どこにも似ていない別の文章である。"])), new)


def test_what_is_quoted_keeps_the_styles_that_it_has_in_a_charter() -> None:
    lines = [
        AmendingParagraph(kind, level, kind)
        for kind, level in [("sentence", 1), ("body", 1), ("caption", 1), ("article", 1), ("item", 7), ("title", 1), ("body", 2)]
    ]
    document = amended(charter()).document("の一部を改正する", [], lines, ())

    def names(*, in_articles: bool) -> list[str]:
        parts = document_context(document, in_articles=in_articles)["amendment"]["parts"]
        return [part["text"].printed.split("\ufdd5")[1].split("\ufdd1")[0] for part in parts]

    assert names(in_articles=True) == ["改め文", "改め文", "条見出し１", "条", "号５", "引用題名", "条本文２"]
    assert names(in_articles=False)[-1] == "項本文2"


def test_the_styles_of_what_is_quoted_are_those_of_the_template() -> None:
    kinds = {True: ("chapter", "caption", "contents", "article", "paragraph", "item"), False: ("heading", "text")}
    known = {each.name for each in docx.Document("templates/amending-sentences.docx").styles}
    for in_articles, own in kinds.items():
        lines = [
            AmendingParagraph(kind, level, "１　文")
            for kind in (*own, "sentence", "preamble", "note", "title", "supplement", "bullet", "body")
            for level in range(1, 8)
        ]
        document = amended(charter()).document("の一部を改正する", [], lines, ())
        parts = document_context(document, in_articles=in_articles)["amendment"]["parts"]
        assert {part["text"].printed.split("\ufdd5")[1].split("\ufdd1")[0] for part in parts} <= known


@pytest.mark.parametrize(
    ("house", "said"),
    [
        ({"lead": "{titel}の一部を改正する。"}, "「{titel}」は使えません。"),
        ({"table_lead": ["{title}を改める。", "{oldest}の欄"]}, "「{oldest}」は使えません。"),
        ({"promulgation": "次のように定める。"}, "{amending} のどれかを書いてください。"),
        ({"lead": "一部を改正する。"}, "{title} を一度書いてください。"),
    ],
)
def test_a_brace_that_is_not_known_is_refused(house: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("{", "\\{").replace("}", "\\}")):
        Style.model_validate({"amendment": house})
