from __future__ import annotations

import io

import pytest
from docx import Document

from hyoga_docs.text.docx import docx_body
from hyoga_docs.text.ooxml.package import UnusableFileError, write_parts
from hyoga_docs.text.passages import Body

_OPEN = "http://schemas.openxmlformats.org"
_W = f"{_OPEN}/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELS = f'<Relationships xmlns="{_OPEN}/package/2006/relationships">'
_R = f"{_OPEN}/officeDocument/2006/relationships"


def package(body: str, extra: dict[str, str] | None = None, namespace: str = _W) -> bytes:
    """A Word file of a body and of other parts, which are related by their names."""
    extra = extra or {}
    kinds = {part: part.rstrip("0123456789") for part in extra}
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'{_RELS}<Relationship Id="a" Type="{_R}/officeDocument" Target="/word/document.xml"/></Relationships>',
        "word/document.xml": _element("document", f"<w:body>{body}</w:body>", namespace),
        "word/_rels/document.xml.rels": _RELS
        + "".join(f'<Relationship Id="{part}" Type="{_R}/{kind}" Target="{part}.xml"/>' for part, kind in kinds.items())
        + "</Relationships>",
        **{f"word/{part}.xml": xml for part, xml in extra.items()},
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def _element(root: str, inner: str, namespace: str = _W) -> str:
    return (
        f'<w:{root} xmlns:w="{namespace}" xmlns:r="{_R}" xmlns:mc="{_OPEN}/markup-compatibility/2006" xmlns:v="urn:v">'
        f"{inner}</w:{root}>"
    )


def texts(body: Body) -> list[str]:
    return [passage.text for passage in body.passages]


def p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("一") + r("つ"), "一つ"),
        (f"<w:ins>{r('足した')}</w:ins><w:del><w:r><w:delText>消した</w:delText></w:r></w:del>", "足した"),
        (f"<w:moveFrom>{r('前')}</w:moveFrom><w:moveTo>{r('後')}</w:moveTo>", "後"),
        (f'<w:hyperlink r:id="x">{r("案内")}</w:hyperlink>', "案内"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("1"), "1"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", "一　二"),
        ('<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:br w:type="page"/><w:noBreakHyphen/></w:r>', "一\n二‑"),
        (r("見える") + r("隠す", "<w:vanish/>") + r("また", '<w:vanish w:val="0"/>'), "見えるまた"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('中身')}</w:sdtContent></w:sdt>", "中身"),
    ],
)
@pytest.mark.parametrize("namespace", [_W, _STRICT])
def test_a_paragraph_says_what_is_printed(inner: str, text: str, namespace: str) -> None:
    assert texts(docx_body(package(p(inner), namespace=namespace))) == [text]


def test_a_paragraph_whose_mark_was_deleted_runs_on() -> None:
    joined = p(f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('一つ')}") + p(r("続き")) + p(r("次"))
    assert texts(docx_body(package(joined))) == ["一つ続き", "次"]


def test_a_table_lines_up_and_its_cells_are_passages() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p(r('内'))}</w:tc></w:tr></w:tbl>"
    table = f"""<w:tbl>
        <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p(r("広い"))}{p(r("二段"))}</w:tc><w:tc>{p(r("三"))}</w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p(r("縦"))}</w:tc><w:tc>{p(r("甲"))}{inner}</w:tc>
            <w:tc>{p("")}</w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p("")}</w:tc><w:tc>{p(r("乙"))}</w:tc><w:tc>{p(r("丙"))}</w:tc></w:tr>
        <w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r("消した行"))}</w:tc></w:tr>
    </w:tbl>"""
    body = docx_body(package(table))
    assert [grid.rows for grid in body.grids] == [
        (("広い\n二段", "", "三"), ("縦", "甲", ""), ("", "乙", "丙")),
        (("内",),),
    ]
    assert texts(body) == ["広い", "二段", "三", "縦", "甲", "内", "乙", "丙"]


def test_a_text_box_is_read_once_and_stands_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('枠'))}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    cell = f"<w:tbl><w:tr><w:tc>{p(r('前') + f'<w:r>{twice}</w:r>' + r('後'))}</w:tc></w:tr></w:tbl>"
    body = docx_body(package(cell))
    assert texts(body) == ["前後", "枠"]
    assert body.grids[0].rows == (("前後",),)


def test_notes_and_headers_that_show_come_after_the_body() -> None:
    extra = {
        "header1": _element("hdr", p(r("見出し"))),
        "header2": _element("hdr", p(r("見出し"))),
        "header3": _element("hdr", p(r("最初の頁"))),
        "footnotes": _element(
            "footnotes",
            f'<w:footnote w:id="1">{p(r("注"))}</w:footnote><w:footnote w:id="2">{p(r("使わない注"))}</w:footnote>',
        ),
    }
    section = '<w:sectPr><w:headerReference w:type="{}" r:id="{}"/></w:sectPr>'
    body = (
        p(r("本文") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + f"<w:pPr>{section.format('default', 'header1')}</w:pPr>")
        + section.format("default", "header2")
        + section.format("first", "header3")
    )
    assert texts(docx_body(package(body, extra))) == ["本文", "注", "見出し"]


def test_a_style_may_hide_text() -> None:
    styles = _element(
        "styles",
        '<w:style w:styleId="Hide"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Under"><w:basedOn w:val="Hide"/></w:style>'
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    hidden = r("隠れる", '<w:rStyle w:val="Under"/>') + r("見える", '<w:rStyle w:val="A"/>')
    body = p(hidden) + p(f'<w:pPr><w:pStyle w:val="Hide"/></w:pPr>{r("隠れる")}')
    assert texts(docx_body(package(body, {"styles": styles}))) == ["見える"]


def test_a_file_of_python_docx_is_read() -> None:
    document = Document()
    document.add_heading("趣旨", 1)
    document.add_paragraph("一つ。二つ。")
    document.add_table(1, 2).rows[0].cells[1].text = "名"
    out = io.BytesIO()
    document.save(out)
    body = docx_body(out.getvalue())
    assert texts(body) == ["趣旨", "一つ。二つ。", "名"]
    assert body.grids[0].rows == (("", "名"),)
    assert Body.unpack(body.pack()) == body


def test_what_is_no_word_file_is_unusable() -> None:
    with pytest.raises(UnusableFileError, match="Word のファイルではありません"):
        docx_body(write_parts({"[Content_Types].xml": b"<Types/>"}))
