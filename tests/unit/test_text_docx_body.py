from __future__ import annotations

import io

import pytest
from docx import Document
from word_files import OPEN_NAMESPACE, STRICT_NAMESPACE, element, field, level, listed, numbering, p, package, r, row, table, texts

from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.package import UnusableFileError, write_parts
from hyoga_docs.text.passages import Body, PassageKind
from hyoga_docs.text.readers.docx import document_lines


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("一") + r("つ"), "一つ"),
        (f"<w:ins>{r('足した')}</w:ins><w:del><w:r><w:delText>消した</w:delText></w:r></w:del>", "足した"),
        (f"<w:moveFrom>{r('前')}</w:moveFrom><w:moveTo>{r('後')}</w:moveTo>", "後"),
        (f'<w:hyperlink r:id="x">{r("案内")}</w:hyperlink>', "案内"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("1"), "1"),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", "一　二"),
        ('<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:br w:type="page"/><w:noBreakHyphen/></w:r>', "一\n二‑"),
        (r("見える") + r("隠す", "<w:vanish/>") + r("また", '<w:vanish w:val="0"/>'), "見えるまた"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('中身')}</w:sdtContent></w:sdt>", "中身"),
    ],
)
@pytest.mark.parametrize("namespace", [OPEN_NAMESPACE, STRICT_NAMESPACE])
def test_a_paragraph_says_what_is_printed(inner: str, text: str, namespace: str) -> None:
    assert texts(read_body(package(p(inner), namespace=namespace), ".docx")) == [text]


def test_a_paragraph_whose_mark_was_deleted_runs_on() -> None:
    joined = p(r("一つ"), "<w:rPr><w:del/></w:rPr>") + p(r("続き")) + p(r("次"))
    assert texts(read_body(package(joined), ".docx")) == ["一つ続き", "次"]


def test_a_table_lines_up_and_its_cells_are_passages() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p(r('内'))}</w:tc></w:tr></w:tbl>"
    table = f"""<w:tbl>
        <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p(r("広い"))}{p(r("二段"))}</w:tc><w:tc>{p(r("三"))}</w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p(r("縦"))}</w:tc><w:tc>{p(r("甲"))}{inner}</w:tc>
            <w:tc>{p("")}</w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p("")}</w:tc><w:tc>{p(r("乙"))}</w:tc><w:tc>{p(r("丙"))}</w:tc></w:tr>
        <w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r("消した行"))}</w:tc></w:tr>
    </w:tbl>"""
    body = read_body(package(table), ".docx")
    assert [grid.rows for grid in body.grids] == [
        (("広い\n二段", "", "三"), ("縦", "甲", ""), ("", "乙", "丙")),
        (("内",),),
    ]
    assert texts(body) == ["広い", "二段", "三", "縦", "甲", "内", "乙", "丙"]


def test_a_text_box_is_read_once_and_stands_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('枠'))}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    cell = f"<w:tbl><w:tr><w:tc>{p(r('前') + f'<w:r>{twice}</w:r>' + r('後'))}</w:tc></w:tr></w:tbl>"
    body = read_body(package(cell), ".docx")
    assert texts(body) == ["前後", "枠"]
    assert body.grids[0].rows == (("前後",),)


def test_notes_and_headers_that_show_come_after_the_body() -> None:
    extra = {
        "header1": element("hdr", p(r("見出し"))),
        "header2": element("hdr", p(r("見出し"))),
        "header3": element("hdr", p(r("最初の頁"))),
        "footnotes": element(
            "footnotes",
            f'<w:footnote w:id="1">{p(r("注"))}</w:footnote><w:footnote w:id="2">{p(r("使わない注"))}</w:footnote>',
        ),
    }
    section = '<w:sectPr><w:headerReference w:type="{}" r:id="{}"/></w:sectPr>'
    body = (
        p(r("本文") + '<w:r><w:footnoteReference w:id="1"/></w:r>', section.format("default", "header1"))
        + section.format("default", "header2")
        + section.format("first", "header3")
    )
    assert texts(read_body(package(body, extra), ".docx")) == ["本文", "注", "見出し"]


def test_a_style_may_hide_text() -> None:
    styles = element(
        "styles",
        '<w:style w:styleId="Hide"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Under"><w:basedOn w:val="Hide"/></w:style>'
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    hidden = r("隠れる", '<w:rStyle w:val="Under"/>') + r("見える", '<w:rStyle w:val="A"/>')
    body = p(hidden) + p(r("隠れる"), '<w:pStyle w:val="Hide"/>')
    assert texts(read_body(package(body, {"styles": styles}), ".docx")) == ["見える"]


def test_a_file_of_python_docx_is_read() -> None:
    document = Document()
    document.add_heading("趣旨", 1)
    document.add_paragraph("一つ。二つ。")
    document.add_table(1, 2).rows[0].cells[1].text = "名"
    out = io.BytesIO()
    document.save(out)
    body = read_body(out.getvalue(), ".docx")
    assert texts(body) == ["趣旨", "一つ。二つ。", "名"]
    assert body.grids[0].rows == (("", "名"),)
    assert Body.unpack(body.pack()) == body


def test_what_is_no_word_file_is_unusable() -> None:
    with pytest.raises(UnusableFileError, match="Word のファイルではありません"):
        read_body(write_parts({"[Content_Types].xml": b"<Types/>"}), ".docx")


def test_readings_of_words_are_told_apart_from_the_text() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('みほんけん')}</w:rt><w:rubyBase>{r('見本県')}</w:rubyBase></w:ruby></w:r>"
    body = read_body(package(p(ruby + r("の施策"))), ".docx")
    assert [(each.text, each.kind) for each in body.passages] == [
        ("見本県の施策", PassageKind.TEXT),
        ("みほんけん", PassageKind.READING),
    ]
    assert [each.text for each in CheckedText(TextOrigin.FILE, "a.docx", body).passages] == ["見本県の施策"]


def test_each_passage_knows_what_it_is() -> None:
    page = "<w:r><w:t>- </w:t></w:r>" + field("PAGE", r("3")) + r(" -")
    extra = {
        "header1": element("hdr", p(r("部外秘"))),
        "footer1": element("ftr", p(page) + p(r("第") + field("NUMPAGES", r("9")) + r("版"))),
        "endnotes": element("endnotes", f'<w:endnote w:id="1">{p(r("注"))}</w:endnote>'),
    }
    body = (
        p(r("本文") + '<w:r><w:endnoteReference w:id="1"/></w:r>' + f"<w:r><w:txbxContent>{p(r('枠'))}</w:txbxContent></w:r>")
        + p("<m:oMath><m:r><m:t>x</m:t></m:r><m:rad><m:e><m:r><m:t>y</m:t></m:r></m:e></m:rad></m:oMath>")
        + p(r("式") + "<m:oMath><m:d><m:e><m:r><m:t>z</m:t></m:r></m:e></m:d></m:oMath>")
        + "".join(f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>' for kind in ("header", "footer")).join(
            ("<w:sectPr>", "</w:sectPr>")
        )
    )
    assert [(each.text, each.kind.value) for each in read_body(package(body, extra), ".docx").passages] == [
        ("本文", ""),
        ("枠", "box"),
        ("x√y", "formula"),
        ("式(z)", ""),
        ("注", "note"),
        ("部外秘", "margin"),
        ("第版", "margin"),
    ]


def test_numbers_of_lists_stand_beside_the_text() -> None:
    lists = numbering(level("decimal", "第%1") + level("aiueoFullWidth", "%2）", 1))
    body = p(r("趣旨"), listed(1)) + p(r("目的"), listed(1, 1)) + p(r("範囲"), listed(1, 1)) + p(r("期間"), listed(1)) + p(r("文"))
    passages = read_body(package(body, {"numbering": lists}), ".docx").passages
    assert [(each.number, each.text) for each in passages] == [
        ("第1", "趣旨"),
        ("ア）", "目的"),
        ("イ）", "範囲"),
        ("第2", "期間"),
        ("", "文"),
    ]


def test_signs_of_symbol_fonts_are_read_as_signs() -> None:
    signs = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("する") + '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    )
    assert texts(read_body(package(p(signs)), ".docx")) == ["☑する☐"]


def test_rows_that_are_hidden_and_cells_that_go_on_say_nothing() -> None:
    going_on = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p(r('見えない'))}</w:tc>"
    held = table(row("一", "二"), row("隠れた行", properties="<w:hidden/>"), f"<w:tr>{going_on}</w:tr>")
    assert texts(read_body(package(held), ".docx")) == ["一", "二"]


def test_a_watermark_is_read_though_it_is_drawn() -> None:
    mark = '<w:r><w:pict><v:shape><v:textpath style="font-size:1pt" string="社外秘"/></v:shape></w:pict></w:r>'
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    data = package(p(r("本文")) + section, {"header1": element("hdr", p(mark))})
    assert [(each.text, each.kind) for each in read_body(data, ".docx").passages] == [
        ("本文", PassageKind.TEXT),
        ("社外秘", PassageKind.ART),
    ]
    assert document_lines(data) == ["本文", "", "### ヘッダー・フッター", "社外秘"]
