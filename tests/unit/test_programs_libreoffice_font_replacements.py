"""Which font is printed for one that is not here."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from hyoga_docs.programs.fonts import InstalledFonts
from hyoga_docs.programs.libreoffice.font_replacements import FontReplacements, PrintedFont, SameWidths, font_key
from hyoga_docs.programs.libreoffice.fontconfig import fontconfig

_HERE = {
    "BIZ UD明朝": "m",
    "BIZ UDMincho": "m",
    "BIZ UDP明朝": "pm",
    "BIZ UDPMincho": "pm",
    "BIZ UDゴシック": "g",
    "BIZ UDGothic": "g",
    "BIZ UDPゴシック": "pg",
    "BIZ UDPGothic": "pg",
    "Liberation Serif": "ls",
    "Liberation Sans": "lsa",
    "Carlito": "c",
}


def replacements(house: dict[str, str] | None = None, *also: str, without: str = "") -> FontReplacements:
    """The replacements on a machine with the fonts that `make packet` installs, and `also` these."""
    held = {name: (f"/{file}.ttf", 0, file) for name, file in {**_HERE, **{name: name for name in also}}.items() if name != without}
    return FontReplacements(InstalledFonts(held, "f"), house or {})


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (
            "BIZ UD明朝",
            "ＭＳ 明朝|MS Mincho|MS 明朝|ＭＳ明朝|ms  mincho|HG明朝E|游明朝|Yu Mincho Demibold|YuMincho|HiraMinProN-W3|IPA明朝",
        ),
        ("BIZ UD明朝", "ヒラギノ明朝 ProN W3|Noto Serif CJK JP|BIZ UD明朝 Medium|HG正楷書体-PRO"),
        ("BIZ UDP明朝", "ＭＳ Ｐ明朝|MS P明朝|MS PMincho|HGP明朝E|IPA P明朝|BIZ UDP明朝 Medium"),
        (
            "BIZ UDゴシック",
            "ＭＳ ゴシック|ＭＳ ｺﾞｼｯｸ|MS Gothic|游ゴシック|游ゴシック Medium|Yu Gothic Light|メイリオ|Meiryo|HG丸ｺﾞｼｯｸM-PRO",
        ),
        ("BIZ UDゴシック", "HG丸ゴシックM-PRO|HGｺﾞｼｯｸE|HG創英角ｺﾞｼｯｸUB|Noto Sans CJK JP|IPAゴシック|UD デジタル 教科書体 N-R"),
        ("BIZ UDPゴシック", "ＭＳ Ｐゴシック|MS PGothic|MS Pｺﾞｼｯｸ|MS UI Gothic|Meiryo UI|HGP創英角ﾎﾟｯﾌﾟ体|UD デジタル 教科書体 NK-R"),
        ("Liberation Serif", "Century|Times New Roman"),
        ("Liberation Sans", "Arial|Helvetica|Segoe UI|Verdana"),
        ("Carlito", "Calibri"),
    ],
)
def test_a_font_is_known_in_every_spelling(printed: str, names: str) -> None:
    found = replacements()
    assert {name: replacement.font if (replacement := found.of(name)) else None for name in names.split("|")} == dict.fromkeys(
        names.split("|"), printed
    )


@pytest.mark.parametrize(
    ("name", "widths"),
    [
        ("ＭＳ 明朝", "すべて"),
        ("游明朝", "全角"),
        ("ＭＳ Ｐ明朝", "なし"),
        ("Arial", "すべて"),
        ("Century", "なし"),
        ("HGS明朝E", "全角"),
    ],
)
def test_it_is_known_which_characters_keep_their_widths(name: str, widths: str) -> None:
    assert (replacements().of(name) or PrintedFont("", SameWidths.ALL)).widths == SameWidths(widths)


def test_a_font_that_is_here_is_never_replaced_nor_by_one_that_is_not() -> None:
    found = replacements({"游明朝": "BIZ UDP明朝"}, "MS Mincho", "游明朝", without="Carlito")
    assert found.of("ＭＳ 明朝") == PrintedFont("BIZ UD明朝", SameWidths.ALL)  # another name: whether it is that font nobody says
    assert found.of("MS Mincho") is None
    assert found.of("游明朝") is None
    assert found.of("Calibri") is None
    assert found.is_here("ms mincho")
    assert not found.is_here("Calibri")


def test_the_table_of_the_house_comes_first_and_names_new_fonts() -> None:
    found = replacements({"ＭＳ 明朝": "BIZ UDゴシック", "県章書体": "BIZ UDP明朝"})
    assert found.of("MS 明朝") == PrintedFont("BIZ UDゴシック", SameWidths.NONE)
    assert found.of("県章書体") == PrintedFont("BIZ UDP明朝", SameWidths.NONE)
    assert found.of("游明朝") == PrintedFont("BIZ UD明朝", SameWidths.FULL_WIDTH)


def test_spellings_of_one_font_have_one_key_and_others_another() -> None:
    assert font_key("ＭＳ Ｐゴシック") == font_key("MS Pｺﾞｼｯｸ") == font_key("ms-pゴシック")
    assert font_key("ＭＳ ゴシック") != font_key("ＭＳ Ｐゴシック")


def test_fontconfig_is_told_each_spelling_by_its_english_name() -> None:
    told = fontconfig(replacements({"甲 & <乙>": "BIZ UDP明朝"}))
    tree = ElementTree.fromstring(told)
    rules = {
        test.text: [name.text for name in match.findall("edit/string")]
        for match in tree.findall("match")
        for test in match.findall("test/string")
    }
    assert rules["ＭＳ 明朝"] == rules["MS 明朝"] == rules["MS明朝"] == ["BIZ UDMincho"]
    assert rules["HG丸ｺﾞｼｯｸM-PRO"] == rules["HG丸ゴシックM-PRO"] == ["BIZ UDGothic"]
    assert rules["Times New Roman"] == ["Liberation Serif"]
    assert rules["HiraMinProN-W3"] == ["BIZ UDMincho"]
    assert rules["甲 & <乙>"] == ["BIZ UDPMincho"]
    assert "BIZ UD明朝" not in rules


def test_in_a_sheet_a_proportional_font_is_printed_with_digits_of_fixed_pitch() -> None:
    found = replacements()
    assert found.of("ＭＳ Ｐゴシック（等幅数字）") == PrintedFont("BIZ UDゴシック", SameWidths.NONE)
    assert found.of("HGP明朝E（等幅数字）") == PrintedFont("BIZ UD明朝", SameWidths.NONE)
    assert dict(found.names())["ＭＳ Ｐゴシック（等幅数字）"] == "BIZ UDGothic"
    here = replacements(None, "ＭＳ Ｐゴシック")
    assert here.is_here("ＭＳ Ｐゴシック（等幅数字）")
    assert dict(here.names())["ＭＳ Ｐゴシック（等幅数字）"] == "ＭＳ Ｐゴシック"


def test_what_a_font_lacks_is_asked_of_mincho_first() -> None:
    last = ElementTree.fromstring(fontconfig(replacements({}))).findall("match")[-1]
    assert [each.get("name") for each in last.findall("test")] == ["charset"]
    assert (last.find("edit").get("mode"), last.findtext("edit/string")) == ("prepend_first", "BIZ UDMincho")  # type: ignore[union-attr]
