from __future__ import annotations

import re
import time

import pytest
from word_files import (
    OPEN_NAMESPACE,
    STRICT_NAMESPACE,
    element,
    field,
    level,
    listed,
    numbering,
    p,
    package,
    r,
    row,
    table,
    texts,
)

from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import OfficeFinding, PrintCopy, PrintSettings
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.text.word.number_formats import formatted


def copy_of(data: bytes) -> PrintCopy:
    """The print copy of a file, after it was seen that the same is read of both, and that it is its own copy."""
    copy = make_print_copy(data, ".docx", PrintSettings("計画.docx"))
    assert read_body(copy.data, ".docx") == read_body(data, ".docx")
    assert document_lines(copy.data) == document_lines(data)
    assert make_print_copy(copy.data, ".docx", PrintSettings()).data == copy.data
    return copy


def xml_of(data: bytes, part: str = "document") -> str:
    return read_parts(data)[f"word/{part}.xml"].decode()


def form(kind: str, inner: str) -> str:
    return f"<w:ffData><w:{kind}>{inner}</w:{kind}></w:ffData>"


_CHOICES = '<w:listEntry w:val="甲案"/><w:listEntry w:val="乙案"/>'


@pytest.mark.parametrize("namespace", [OPEN_NAMESPACE, STRICT_NAMESPACE])
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (field("FILENAME \\p", r("C:\\若者支援計画.docx")), "C:\\若者支援計画.docx"),
        (field('DATE \\@ "yyyy年M月d日"', r("2024年4月") + r("19日")), "2024年4月19日"),
        (field("REF _Ref999 \\h", r("３")), "３"),
        (f'<w:fldSimple w:instr=" DOCPROPERTY 題 ">{r("題名")}</w:fldSimple>', "題名"),
        (field('IF "</w:instrText></w:r>' + field("REF 甲", r("乙")) + '<w:r><w:instrText>" = "乙" "合" "否"', r("合")), "合"),
        (field("TOC", r("第１章 ") + field("PAGEREF _Toc1", r("3"))), "第１章 3"),
        ("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType='separate'/>"
         "<w:t>昨日</w:t><w:fldChar w:fldCharType='end'/><w:t>と</w:t></w:r>", "昨日と"),
        (field("FORMCHECKBOX", None, form("checkBox", "<w:default w:val='0'/><w:checked/>")), "☒"),
        (field("FORMCHECKBOX", None, form("checkBox", "<w:default w:val='0'/>")), "☐"),
        (field("FORMDROPDOWN", None, form("ddList", f"<w:result w:val='1'/>{_CHOICES}")), "乙案"),
        (field("FORMTEXT", r("記入ずみ")), "記入ずみ"),
        (field("SYMBOL 254 \\f Wingdings \\s 12"), "☑"),
        (field("SYMBOL 12354 \\u"), "あ"),
        (field("MACROBUTTON NoMacro ここを押す"), "ここを押す"),
        (field("EQ \\o\\ac(○,印)", r("")), "㊞"),
        (field("eq \\o\\ac(◯,\\s\\up 1(12))"), "⑫"),
        (field("EQ \\o\\ac(□,秘)"), "秘"),
        (field('EQ \\* jc2 \\* "Font:ＭＳ 明朝" \\* hps10 \\o\\ad(\\s\\up 9(しおり),栞)', r("")), "栞"),
        (field('XE "索引"'), ""),
        (field("IF 1 = 2 a", r("")), ""),
    ],
)  # fmt: skip
def test_fields_are_printed_as_they_were_saved(made: str, said: str, namespace: str) -> None:
    copy = copy_of(package(p(r("前") + made + r("後")), namespace=namespace))
    assert copy.findings == ()
    assert texts(read_body(copy.data, ".docx"))[0] == f"前{said}後"
    assert not re.search("fldChar|instrText|fldSimple", xml_of(copy.data))


def test_a_field_goes_over_paragraphs_and_links_and_page_numbers_stay() -> None:
    begin, end = field("TOC \\o", r("第１章")).rsplit("<w:r>", 1)
    live = field('HYPERLINK "http://a.example/"', r("案内")) + field("PAGE", r("1")) + field("NUMPAGES", r("9"))
    copy = copy_of(package(p(begin) + p(r("第２章")) + p(f"<w:r>{end}") + p(live)))
    assert texts(read_body(copy.data, ".docx")) == ["第１章", "第２章", "案内"]
    assert re.findall("<w:instrText[^>]*>([^<]*)", xml_of(copy.data)) == [
        ' HYPERLINK "http://a.example/" ',
        " PAGE ",
        " NUMPAGES \\* Arabic ",
    ]


def test_the_dashes_around_a_pages_number_are_written_out() -> None:
    xml = xml_of(copy_of(package(p(field("PAGE \\* ArabicDash", r("- 3 -"))))).data)
    assert re.findall("<w:(?:t|instrText)[^>]*>([^<]*)", xml) == ["- ", " PAGE \\* MERGEFORMAT ", "- 3 -", " -"]


@pytest.mark.parametrize("made", [field("PAGE", r("3")), f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>'])
def test_dashes_that_all_sections_have_are_written_out(made: str) -> None:
    dashes, plain = ('<w:sectPr><w:pgNumType w:fmt="numberInDash"/></w:sectPr>', "<w:sectPr/>")
    foot = {"footer1": element("ftr", p(made))}
    copy = copy_of(package(p("", dashes) + dashes, foot))
    assert re.findall("<w:t[^>]*>([^<]*)", xml_of(copy.data, "footer1")) == ["- ", "3", " -"]
    assert "numberInDash" not in xml_of(copy.data)
    assert re.findall("<w:t[^>]*>([^<]*)", xml_of(copy_of(package(p("", dashes) + plain, foot)).data, "footer1")) == ["3"]


def test_the_pages_of_the_only_section_are_all_pages() -> None:
    foot = {"footer1": element("ftr", p(r("全") + field("SECTIONPAGES", r("4")) + r("頁")))}
    assert "NUMPAGES" in xml_of(copy_of(package(p(r("一")) + "<w:sectPr/>", foot)).data, "footer1")
    two = copy_of(package(p("", "<w:sectPr/>") + p(r("二")) + "<w:sectPr/>", foot))
    assert ">4<" in xml_of(two.data, "footer1")
    assert two.findings == (OfficeFinding("HD522", "SECTIONPAGES", "全4頁"),)


@pytest.mark.parametrize(
    "broken",
    [
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>",
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
    ],
)
def test_half_a_field_takes_nothing_with_it(broken: str) -> None:
    assert texts(read_body(copy_of(package(p(r("前") + broken + r("後")))).data, ".docx")) == ["前後"]


def test_fields_that_nobody_computed_are_told() -> None:
    copy = copy_of(package(p(r("作成日：") + field("DATE")) + p(field("SEQ 表", r("")) + field("DATE")) + p(field("TITLE", r("")))))
    assert copy.findings == (OfficeFinding("HD521", "DATE、SEQ 表", "作成日："),)


def test_a_header_that_would_change_from_page_to_page_is_told() -> None:
    head = {"header1": element("hdr", p(field('STYLEREF "見出し 1"', r("第２章")) + field("TITLE", r("計画"))))}
    assert copy_of(package(p(r("一")), head)).findings == (OfficeFinding("HD522", 'STYLEREF "見出し 1"', "第２章計画"),)


def test_formulas_of_fields_and_marks_over_letters_are_told_together() -> None:
    dots = "".join(p(r(f"重要{number}", '<w:em w:val="dot"/>')) for number in range(8))
    copy = copy_of(package(p(field("EQ \\f(1,2)")) + dots + p(r("平", '<w:em w:val="none"/>'))))
    assert copy.findings == (OfficeFinding("HD525", "1/2、重要0、重要1、重要2、重要3、ほか4", ""),)


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:t>一</w:t><w:sym w:font="Symbol" w:char="F0DE"/><w:t>二</w:t></w:r>', "一⇒二"),
        ('<w:r><w:sym w:font="ＭＳ 明朝" w:char="3042"/></w:r>', "あ"),
        (r("&#xF0A8;", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "☐"),
        (r("&#xFE;l", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "☑●"),
        (r("□済", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:eastAsia="ＭＳ 明朝"/>'), "□済"),
        (r("&#xF0FC;", '<w:rStyle w:val="Sign"/>'), "✓"),
    ],
)
def test_signs_are_written_in_unicode(signs: str, said: str) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Sign"><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style>'
    )
    copy = copy_of(package(p(r("前") + signs + r("後")), {"styles": element("styles", styles)}))
    assert copy.findings == ()
    assert texts(read_body(copy.data, ".docx")) == [f"前{said}後"]
    assert not re.search('Wingdings|"Symbol|w:sym', xml_of(copy.data))


def test_a_sign_that_unicode_does_not_have_is_told() -> None:
    copy = copy_of(package(p(r("前") + '<w:r><w:sym w:font="Wingdings" w:char="F0FF"/></w:r>')))
    assert copy.findings == (OfficeFinding("HD526", "Wingdings F0FF", "前"),)


_STYLES = element(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="Plain"/>'
    '<w:style w:type="character" w:styleId="Hide"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="HideAll"><w:rPr><w:vanish/></w:rPr></w:style>',
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (p(r("見える") + r("隠す", "<w:vanish/>") + r("また", '<w:vanish w:val="0"/>')), ["見えるまた"]),
        (p(r("隠す", '<w:rStyle w:val="Hide"/>') + r("見える")), ["見える"]),
        (p(r("隠す") + r("見せる", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="HideAll"/>') + p(r("次")), ["見せる", "次"]),
        (p(r("重ねて見える", '<w:rStyle w:val="Hide"/>'), '<w:pStyle w:val="HideAll"/>') + p(r("次")), ["重ねて見える", "次"]),
        (p(r("つづく"), "<w:rPr><w:vanish/></w:rPr>") + p(r("次")), ["つづく次"]),
        (p(r("見出し"), '<w:pStyle w:val="Other"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>') + p(r("次")), ["見出し", "次"]),
        (p(r("隠す", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>") + p(r("次")), ["次"]),
        (p(r("網では隠す", "<w:webHidden/>")), ["網では隠す"]),
        (table(row("一"), row("隠れた行", properties="<w:hidden/>"), row("二", properties='<w:hidden w:val="0"/>')), ["一", "二"]),
    ],
)
def test_what_is_hidden_is_not_printed(body: str, said: list[str]) -> None:
    copy = copy_of(package(body, {"styles": _STYLES}))
    assert texts(read_body(copy.data, ".docx")) == said
    assert "webHidden" not in xml_of(copy.data)
    assert "隠す<" not in xml_of(copy.data).replace("網では隠す", "")


def test_everything_is_hidden_where_the_defaults_say_so() -> None:
    styles = element("styles", "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>")
    body = p(r("隠す") + r("見せる", '<w:vanish w:val="false"/>'))
    assert texts(read_body(copy_of(package(body, {"styles": styles})).data, ".docx")) == ["見せる"]


def test_a_control_leaves_what_it_holds() -> None:
    bound = '<w:sdtPr><w:dataBinding w:xpath="/a"/><w:date w:fullDate="2024-05-01T00:00:00Z"/></w:sdtPr>'
    inner = (
        f"<w:sdt>{bound}<w:sdtContent>{r('令和６年')}<w:sdt><w:sdtContent>{r('５月')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    )
    copy = copy_of(package(p(inner) + f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('次'))}</w:sdtContent></w:sdt><w:sdt/>"))
    assert texts(read_body(copy.data, ".docx")) == ["令和６年５月", "次"]
    assert "sdt" not in xml_of(copy.data)


def test_a_table_at_the_end_is_followed_by_a_paragraph() -> None:
    rows = f"<w:tbl><w:tr><w:tc>{p(r('欄'))}</w:tc></w:tr></w:tbl>"
    assert "</w:tbl><w:p/><w:sectPr" in xml_of(copy_of(package(p(r("前")) + rows + "<w:sectPr/>")).data)
    assert "<w:p/>" not in xml_of(copy_of(package(rows + p(r("後")) + "<w:sectPr/>")).data)


def test_numbers_in_words_are_read() -> None:
    for value, cardinal, ordinal in ((1, "One", "First"), (12, "Twelve", "Twelfth"), (20, "Twenty", "Twentieth")):
        assert (formatted(value, "cardinalText"), formatted(value, "ordinalText")) == (cardinal, ordinal)
    assert (formatted(42, "cardinalText"), formatted(42, "ordinalText")) == ("Forty-two", "Forty-second")


def test_numbers_that_libreoffice_prints_otherwise_are_written_out() -> None:
    lists = numbering(
        level("decimalFullWidth", "第%1") + level("aiueoFullWidth", "%1－%2", 1),
        level("decimal", "%1."),
        level("upperRoman", "%1") + level("lowerLetter", "%1.%2", 1, "<w:isLgl/>"),
    )
    styles = element(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Item">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="99"/></w:pPr></w:style>',
    )
    body = (
        *(p(r("一"), listed(1)), p(r("二"), listed(1, 1)), p(r("三"), '<w:pStyle w:val="Item"/><w:jc w:val="both"/>')),
        *(p(r("2024年"), listed(1)), p(r("四"), listed(2)), p(r("五"), listed(3)), p(r("六"), listed(3, 1)), p(r("七"), listed(2))),
    )
    copy = copy_of(package("".join(body), {"numbering": lists, "styles": styles}))
    passages = read_body(copy.data, ".docx").passages
    assert [(each.number, each.text) for each in passages] == [
        *(
            ("第１", "一"),
            ("１－ア", "二"),
            ("第２", "三"),
            ("第３", "2024年"),
            ("1.", "四"),
            ("I", "五"),
            ("1.1", "六"),
            ("2.", "七"),
        ),
    ]
    assert re.findall('lvlText w:val="([^%"]+)"', xml_of(copy.data, "numbering")) == ["第１", "１－ア", "第２", "第３", "I", "1.1"]
    assert re.search('numId w:val="900002"/></w:numPr><w:ind w:left="99"/><w:jc', xml_of(copy.data))


def test_a_plain_file_is_its_own_copy() -> None:
    lists = numbering(level("decimal", "%1."), level("decimalFullWidth", "第%1"))
    body = p(r("一")) + p(r("二"), listed(1)) + p(r("三"), listed(2)) + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    data = package(body, {"numbering": lists})
    assert copy_of(data).data == data


def test_what_no_program_prints_here_is_told() -> None:
    held = (
        p(r("差し込みの前")) + '<w:altChunk r:id="c"/>',
        p(r("埋め込み") + "<w:r><w:object/></w:r>"),
        p(r("手順") + '<w:r><w:drawing><dgm:relIds r:dm="d"/></w:drawing></w:r>'),
    )
    data = package("".join(held), related=[("c", "aFChunk", "chunk.html"), ("d", "diagramData", "data.xml")])
    assert copy_of(data).findings == (
        OfficeFinding("HD523", "chunk.html", "差し込みの前"),
        OfficeFinding("HD524", "埋め込んだオブジェクト、SmartArt の図", "埋め込み"),
    )


@pytest.mark.parametrize(
    "body",
    [
        p("<w:r><w:fldChar w:fldCharType='begin'/><w:fldChar w:fldCharType='separate'/></w:r>" + r("字")) * 5_000,
        p("<w:r><w:sym w:font='Wingdings' w:char='F0FF'/></w:r>" * 5_000),
        p("", "<w:rPr><w:del/></w:rPr>") * 5_000 + "<w:bookmarkEnd/>" * 5_000 + p(r("字")),
        p("<w:r>" + "<w:sym w:font='Wingdings' w:char='F0FE'/><w:t>字</w:t>" * 5_000 + "</w:r>"),
        p(field("EQ " + "\\o(" * 5_000)),
    ],
)
def test_what_was_made_to_take_long_does_not(body: str) -> None:
    data = package(body)
    start = time.process_time()
    make_print_copy(data, ".docx", PrintSettings())
    read_body(data, ".docx")
    assert time.process_time() - start < 4  # ten times of what it takes


def _columns(cells: str, grid: str = "4000 4000", size: str = "auto", merged: str = "") -> list[str]:
    """The grid of a table's copy, given the widths of the cells of a row, the grid, and a row before it."""
    row_ = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{each}" w:type="dxa"/></w:tcPr>{p(r("字"))}</w:tc>' for each in cells.split())
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in grid.split())
    head = f'<w:tblPr><w:tblW w:w="0" w:type="{size}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    copy = copy_of(package(f"<w:tbl>{head}{merged}<w:tr>{row_}</w:tr></w:tbl>"))
    return re.findall(r'<w:gridCol w:w="(\d+)"', read_parts(copy.data)["word/document.xml"].decode())


def test_columns_are_as_wide_as_the_cells_of_a_program_that_left_the_grid_even() -> None:
    merged = f'<w:tr><w:tc><w:tcPr><w:tcW w:w="8000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>{p(r("字"))}</w:tc></w:tr>'
    assert _columns("2000 6000") == ["2000", "6000"]
    assert _columns("2000 6000", merged=merged) == ["2000", "6000"]
    assert _columns("2000 6000", grid="3000 5000") == ["3000", "5000"]  # Word's own, as they came out
    assert _columns("2000 6000", size="pct") == ["4000", "4000"]
    assert _columns("2000 0") == ["4000", "4000"]
    assert _columns("2000") == ["4000", "4000"]
    assert _columns("2000 6000", merged=f"<w:tr><w:tc>{p(r('字'))}</w:tc><w:tc>{p(r('字'))}</w:tc></w:tr>") == ["4000", "4000"]
