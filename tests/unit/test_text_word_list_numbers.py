from __future__ import annotations

import pytest
from word_files import element, level, listed, numbering, p, package, r

from hyoga_docs.text.extract import read_body
from hyoga_docs.text.word.number_formats import formatted


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("decimal", "1 2 10 21 100"),
        ("decimalZero", "01 02 10 21 100"),
        ("decimalFullWidth", "１ ２ １０ ２１ １００"),
        ("decimalEnclosedCircle", "① ② ⑩ 21 100"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ 21 100"),
        ("decimalEnclosedFullstop", "⒈ ⒉ ⒑ 21 100"),
        ("ideographEnclosedCircle", "㊀ ㊁ ㊉ 21 100"),
        ("aiueo", "ｱ ｲ ｺ ﾅ ｸｸｸ"),
        ("aiueoFullWidth", "ア イ コ ナ ククク"),
        ("irohaFullWidth", "イ ロ ヌ ナ ニニニ"),
        ("japaneseCounting", "一 二 十 二十一 百"),
        ("japaneseLegal", "壱 弐 壱拾 弐拾壱 壱百"),
        ("ideographDigital", "一 二 一〇 二一 一〇〇"),
        ("ideographTraditional", "甲 乙 癸 21 100"),
        ("ideographZodiac", "子 丑 酉 21 100"),
        ("lowerLetter", "a b j u vvvv"),
        ("upperRoman", "I II X XXI C"),
        ("ordinal", "1st 2nd 10th 21st 100th"),
        ("numberInDash", "- 1 - - 2 - - 10 - - 21 - - 100 -"),
        ("hex", "1 2 A 15 64"),
        ("chicago", "* † †††"),
        ("none", "    "),
        ("bahtText", "    "),
    ],
)
def test_a_number_is_written_as_word_writes_it(kind: str, said: str) -> None:
    values = (1, 2, 10) if kind == "chicago" else (1, 2, 10, 21, 100)
    assert " ".join(formatted(value, kind) for value in values) == said


def test_great_numbers_have_their_places() -> None:
    assert formatted(12_034, "japaneseCounting") == "一万二千三十四"
    assert formatted(12_034, "japaneseLegal") == "壱萬弐阡参拾四"
    assert formatted(1_994, "lowerRoman") == "mcmxciv"
    assert formatted(0, "japaneseCounting") == "〇"
    assert len(formatted(10**9, "lowerLetter")) == 1_261


def numbers(lists: str, *paragraphs: str, styles: str = "") -> list[str]:
    parts = {"numbering": lists, "styles": element("styles", styles)}
    return [each.number for each in read_body(package("".join(p(r("文"), each) for each in paragraphs), parts), ".docx").passages]


_DEEP = level("decimal", "%1.") + level("lowerLetter", "%1%2)", 1) + level("aiueoFullWidth", "%3", 2)


def test_deeper_levels_begin_again_and_higher_ones_are_shown_that_had_no_turn() -> None:
    assert numbers(
        numbering(_DEEP), listed(1, 1), listed(1), listed(1, 2), listed(1, 2), listed(1, 1), listed(1, 2), listed(1)
    ) == [
        *("1a)", "1.", "ア", "イ", "1a)", "ア", "2."),
    ]


def test_a_level_may_go_on_counting() -> None:
    never = level("decimal", "%1.") + level("decimal", "(%2)", 1, '<w:lvlRestart w:val="0"/>')
    assert numbers(numbering(never), listed(1), listed(1, 1), listed(1), listed(1, 1)) == ["1.", "(1)", "2.", "(2)"]
    seldom = level("decimal", "%1.") + level("decimal", "%2", 1) + level("decimal", "(%3)", 2, '<w:lvlRestart w:val="1"/>')
    assert numbers(
        numbering(seldom), listed(1), listed(1, 1), listed(1, 2), listed(1, 1), listed(1, 2), listed(1), listed(1, 2)
    ) == [
        *("1.", "1", "(1)", "2", "(2)", "2.", "(1)"),
    ]


def test_two_lists_of_one_definition_go_on_unless_one_says_where_it_starts() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    five = (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    other = (
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{level("upperLetter", "%1")}</w:lvlOverride></w:num>'
    )
    lists = numbering(_DEEP, more=again + five + other)
    assert numbers(lists, listed(1), listed(2), listed(3), listed(3), listed(1), listed(4)) == ["1.", "2.", "5.", "6.", "7.", "H"]


def test_a_style_has_a_list_of_its_own_and_a_level_in_it() -> None:
    lists = numbering(level("decimal", "第%1") + level("decimal", "%1－%2", 1, '<w:pStyle w:val="Second"/>'))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}">{base}<w:pPr><w:numPr>{number}</w:numPr></w:pPr></w:style>'
        for key, base, number in (
            ("First", "", '<w:numId w:val="1"/>'),
            ("Second", '<w:basedOn w:val="First"/>', '<w:ilvl w:val="1"/>'),
            ("None", '<w:basedOn w:val="First"/>', '<w:numId w:val="0"/>'),
        )
    )
    named = [f'<w:pStyle w:val="{key}"/>' for key in ("First", "Second", "Second", "None", "First", "Second")]
    taken_off = '<w:pStyle w:val="First"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert numbers(lists, *named, taken_off, styles=styles) == ["第1", "1－1", "1－2", "", "第2", "2－1", ""]


def test_a_list_may_be_that_of_a_style_of_lists() -> None:
    linked = '<w:numStyleLink w:val="Lists"/>'
    styles = '<w:style w:type="numbering" w:styleId="Lists"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert numbers(numbering(linked, level("decimal", "%1）")), listed(1), listed(2), listed(1), styles=styles) == [
        "1）",
        "2）",
        "3）",
    ]


def test_bullets_are_signs_and_legal_numbers_are_decimal() -> None:
    bullet = level("bullet", "&#xF0D8;").replace("</w:lvl>", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>')
    legal = level("upperRoman", "%1") + level("lowerLetter", "%1.%2", 1, "<w:isLgl/>")
    hidden = level("decimal", "%1").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    assert numbers(numbering(bullet, legal, hidden), listed(1), listed(2), listed(2, 1), listed(3)) == ["➢", "I", "1.1", ""]


@pytest.mark.parametrize("lists", ["", '<w:num w:numId="1"/>', '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>'])
def test_a_list_that_is_not_there_prints_nothing(lists: str) -> None:
    assert numbers(numbering(more=lists), listed(1), listed(7, 8)) == ["", ""]
