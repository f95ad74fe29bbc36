from __future__ import annotations

import io

import pytest
import word_files
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from word_files import p, package, r
from workspaces import law

from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.text.readers.docx_lines import sentences


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一つ。二つ。", ["一つ。", "二つ。"]),
        ("「はい。」と言う。次", ["「はい。」と言う。", "次"]),
        ("（注。）次。", ["（注。）次。"]),
        ("一\n二。三", ["一", "二。", "三"]),
        ("  一。 二 ", ["一。", "二"]),
        ("", []),
        ("。", ["。"]),
    ],
)
def test_a_paragraph_is_a_sentence_a_line(text: str, lines: list[str]) -> None:
    assert sentences(text) == lines


@law
@given(st.text("あ。」（）\n", max_size=30))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert "".join(sentences(text)) == text.replace("\n", "")


def test_a_document_is_headings_sentences_and_cells() -> None:
    document = Document()
    document.add_heading("趣旨", 1)
    document.add_paragraph("一つ。二つ。")
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ["区分", "名", "行政", ""], strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    lines = document_lines(out.getvalue())
    assert [line for line in lines if line] == ["## 趣旨", "一つ。", "二つ。", "- 区分", "- 名", "- 行政"]
    assert lines.index("- 行政") - lines.index("- 名") == 2


def test_cells_and_rows_in_the_controls_of_a_form_are_cells_and_rows() -> None:
    document = Document()
    table = document.add_table(2, 2)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = "甲乙丙丁"[place]
    first, second = (row._tr for row in table.rows)
    for element in (first.tc_lst[1], second):
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control[0].append(element)
    out = io.BytesIO()
    document.save(out)
    assert document_lines(out.getvalue()) == ["", "- 甲", "- 乙", "", "- 丙", "- 丁", ""]


def test_notes_headers_and_footers_come_last_under_headings_of_their_own() -> None:
    extra = {
        "header1": word_files.element("hdr", p(r("１８歳以上"))),
        "header2": word_files.element("hdr", p(r("１８歳以上"))),
        "footnotes": word_files.element("footnotes", f'<w:footnote w:id="2">{p(r("１５歳とする。なお、"))}</w:footnote>'),
    }
    sections = [f'<w:sectPr><w:headerReference w:type="default" r:id="{name}"/></w:sectPr>' for name in ("header1", "header2")]
    body = p(r("本文") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("", sections[0]) + sections[1]
    assert document_lines(package(body, extra)) == [
        *("本文", "", "### 脚注", "１５歳とする。", "なお、"),
        *("", "### ヘッダー・フッター", "１８歳以上"),
    ]


def test_where_a_tab_stops_is_no_text_and_a_tab_is() -> None:
    stop = "<w:tabs><w:tab w:val='left' w:pos='1134'/></w:tabs>"
    assert document_lines(package(p(r("一") + "<w:r><w:tab/></w:r>" + r("二"), stop))) == ["一　二"]


def test_a_box_comes_after_its_paragraph_and_stays_in_its_cell() -> None:
    held = f"<w:r><w:txbxContent>{p(r('枠。次。'))}</w:txbxContent></w:r>"
    assert document_lines(package(p(r("前") + held + r("後")))) == ["前後", "枠。", "次。"]
    assert document_lines(package(word_files.table(word_files.row(p(r("前") + held + r("後")))))) == ["", "- 前後枠。次。", ""]
