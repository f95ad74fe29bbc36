from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from hyoga_docs.core.problem import SpecError
from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.render import render
from hyoga_docs.word.template import DocumentProperties, read_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTEXT = {
    "meeting": {"date": "５月１日", "venue": "県庁", "fields": {"none": "", "tricky": "{{ meeting.venue }}"}},
    "references": [],
}


def filled(folder: Path, body: str, parts: dict[str, str] | None = None) -> bytes:
    """A template of this body, and of these notes, filled."""
    document = Document()
    for block in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, block)
    out = io.BytesIO()
    document.save(out)
    (folder / "own.docx").write_bytes(_with_notes(out.getvalue(), parts or {}))
    template, problems = read_template(folder, "own")
    assert problems == []
    assert template is not None
    return render(template, CONTEXT, DocumentProperties("題", "", dt.date(2024, 5, 1)), lambda target: target)


def _with_notes(data: bytes, notes: dict[str, str]) -> bytes:
    held = read_parts(data)
    rels, types = held["word/_rels/document.xml.rels"].decode(), held["[Content_Types].xml"].decode()
    for kind, inner in notes.items():
        held[f"word/{kind}.xml"] = f"<w:{kind} {nsdecls('w')}>{inner}</w:{kind}>".encode()
        about = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        types = types.replace("</Types>", f'<Override PartName="/word/{kind}.xml" ContentType="{about}.{kind}+xml"/></Types>')
        where = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        rels = rels.replace(
            "</Relationships>", f'<Relationship Id="n{kind}" Type="{where}/{kind}" Target="{kind}.xml"/></Relationships>'
        )
    return write_parts(held | {"word/_rels/document.xml.rels": rels.encode(), "[Content_Types].xml": types.encode()})


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    "around",
    [
        "<w:hyperlink w:anchor='x'>{}</w:hyperlink>",
        "<w:smartTag w:uri='u' w:element='date'>{}</w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "{}<w:bookmarkStart w:id='1' w:name='a'/>",
        "{}<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
    ],
)
def test_a_tag_that_runs_out_of_a_link_or_a_smart_tag_is_filled(tmp_path: Path, around: str) -> None:
    body = f"<w:p>{around.format(run('日は{{ meeting.'))}{run('da')}{run('te }}です')}</w:p><w:p>{run('次の段落')}</w:p>"
    assert document_lines(filled(tmp_path, body)) == ["日は５月１日です", "次の段落"]


def test_a_tag_that_runs_into_a_link_and_one_that_runs_out_of_it_are_filled(tmp_path: Path) -> None:
    inside = run("ate }}から{{ meeting.ven")
    body = f"<w:p>{run('{{ meeting.d')}<w:hyperlink w:anchor='x'>{inside}</w:hyperlink>{run('ue }}まで')}</w:p>"
    assert document_lines(filled(tmp_path, body)) == ["５月１日から県庁まで"]


def test_a_tag_and_a_text_box_in_one_paragraph_are_kept_apart(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('枠')}</w:p></w:txbxContent></w:pict></w:r>"
    data = filled(tmp_path, f"<w:p>{run('{{ meeting.')}{box}{run('date }}')}</w:p>")
    assert document_lines(data) == ["５月１日", "枠"]


def test_endnotes_are_filled_and_footnotes_once(tmp_path: Path) -> None:
    def note(kind: str, tag: str) -> str:
        return f"<w:{kind} w:id='2'><w:p>{run(f'注{tag}')}</w:p></w:{kind}>"

    sections = f"<w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:p>{run('本文')}</w:p>"
    notes = {
        "footnotes": note("footnote", "{{ meeting.fields.tricky }}"),
        "endnotes": note("endnote", "{{ meeting.date }}"),
    }
    parts = read_parts(filled(tmp_path, sections, notes))
    assert "注{{ meeting.venue }}" in parts["word/footnotes.xml"].decode()  # what is filled in is no template
    assert "注５月１日" in parts["word/endnotes.xml"].decode()


INNER = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


def _shape(data: bytes) -> str:
    """The body as a line of names: what stands in what."""

    def told(node: etree._Element) -> str:
        inner = "".join(told(each) for each in node if each.tag in (f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}p"))
        return str(node.tag).replace(W, "") + (f"({inner})" if inner else "") + " "

    body = etree.fromstring(read_parts(data)["word/document.xml"]).find(f"{W}body")
    return told(body).replace(" )", ")").strip()


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<w:p>{tag}</w:p><w:p>{text}</w:p><w:p>{end}</w:p>", "body(tbl(tr(tc(p) tc(p))) p)"),
        (
            "<w:p>{text}</w:p><w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            "body(tbl(tr(tc(p tbl(tr(tc(p))) p) tc(p))) p)",
        ),
    ],
)
def test_a_cell_that_is_emptied_keeps_a_paragraph(tmp_path: Path, inner: str, expected: str) -> None:
    inner = inner.format(tag=run("{%p if meeting.fields.none %}"), text=run("あるとき"), end=run("{%p endif %}"))
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{inner}</w:tc><w:tc><w:p>{run('右')}</w:p></w:tc></w:tr></w:tbl>"
    assert _shape(filled(tmp_path, f"{table}<w:p>{run('後')}</w:p>")) == expected


def test_a_table_that_loses_all_its_rows_goes(tmp_path: Path) -> None:
    rows = "".join(
        f"<w:tr><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr>" for text in ("{%tr for x in references %}", "{{ x }}", "{%tr endfor %}")
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"
    assert _shape(filled(tmp_path, f"{table}<w:p>{run('後')}</w:p>")) == "body(p)"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ meeting,venue }}", "いくつもの値"),
        ("{{ meeting.fields }}", "いくつもの値"),
        ("{{ references }}", "いくつもの値"),
        ("{{ meeting venue }}", "「venue」の前の「.」"),
        ("{% if meeting.venue = 1 %}{% endif %}", "「==」"),
        ("{% esle %}", "「esle」という記号はありません"),
        ("{% for a in agenda-lines %}{% endfor %}", "「_」を「-」"),
    ],
)
def test_a_formula_that_cannot_be_computed_is_told_in_japanese(tmp_path: Path, tag: str, said: str) -> None:
    with pytest.raises(SpecError) as told:
        filled(tmp_path, f"<w:p>{run(tag)}</w:p>")
    assert [(problem.code, said in problem.message) for problem in told.value.problems] == [("HD405", True)]
