"""The Word files: in the order that the standard wants (Word is stricter than LibreOffice), styled, titled, in Japanese."""

from __future__ import annotations

import datetime as dt
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from conftest import ROOT, Sample
from lxml import etree

from hyoga_docs.core.cache import Cache
from hyoga_docs.plan.rich_text import Link
from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.text.word.accept_changes import accept_changes
from hyoga_docs.word.fill import fill
from hyoga_docs.word.marked_text import mark
from hyoga_docs.word.template import DocumentProperties, read_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: ECMA-376 part 1, §17: the order of the children that our files use.
ORDER = {  # a name that is not listed fails, so that nothing new comes in unseen
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc"
        " outlineLvl rPr sectPr pPrChange"
    ),
    "rPr": "ins del rStyle rFonts b bCs i iCs color spacing w kern position sz szCs u bdr shd vertAlign lang rPrChange",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg docGrid",
}
TEMPLATES = sorted((ROOT / "templates").glob("*.docx"))


def out_of_order(data: bytes) -> list[str]:
    """What stands in the wrong order, or is not known to this test, in a Word file."""
    found = []
    for name, content in read_parts(data).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for kind, order in ORDER.items():
            names = order.split()
            for element in etree.fromstring(content).iter(f"{W}{kind}"):
                tags = [child.tag.replace(W, "") for child in element]
                places = [names.index(tag) if tag in names else -1 for tag in tags]
                if -1 in places or any(a > b for a, b in pairwise(places)):
                    found.append(f"{name} {kind}: {tags}")
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_is_in_order_and_formats_by_styles(path: Path) -> None:
    data = path.read_bytes()
    assert out_of_order(data) == []
    body = etree.fromstring(read_parts(data)["word/document.xml"])
    direct = {child.tag.replace(W, "") for rpr in body.iter(f"{W}rPr") for child in rpr} - {"rStyle"}
    assert direct == set()
    loose = {child.tag.replace(W, "") for ppr in body.iter(f"{W}pPr") for child in ppr} - {"pStyle", "pageBreakBefore"}
    assert loose == set()


@pytest.mark.office
def test_the_made_documents_are_in_order_titled_and_japanese(sample: Sample) -> None:
    made = sorted((sample.out / "documents").glob("*.docx"))
    assert len(made) == 8
    for path in made:
        assert out_of_order(path.read_bytes()) == [], path.name
        document = docx.Document(str(path))
        assert document.core_properties.title
        assert document.core_properties.language == "ja-JP"
        assert {info.date_time for info in zipfile.ZipFile(path).infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in zipfile.ZipFile(path).namelist():
            assert "\ufdd0" not in zipfile.ZipFile(path).read(name).decode("utf-8", "ignore")


@pytest.mark.office
def test_the_rosters_categories_are_merged_downwards_under_a_header_row(sample: Sample) -> None:
    table = docx.Document(str(sample.out / "documents" / "10-roster.docx")).tables[0]
    rows = table._tbl.findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    merges = [row.find(f"{W}tc/{W}tcPr/{W}vMerge").get(f"{W}val") for row in rows[1:]]
    assert merges.count("restart") == 5
    assert len(merges) == 14
    assert [table.cell(i, 0).text for i in (1, 5, 6, 8, 11)] == ["経済団体", "労働団体", "支援機関", "市町村", "行政"]


def test_tracked_changes_are_accepted() -> None:
    parts = read_parts((ROOT / "meetings" / "2019-10-31" / "plan.docx").read_bytes())
    changed = (
        "<w:p><w:r><w:t>本文</w:t></w:r><w:del w:id='1' w:author='a'><w:r><w:delText>秘密</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:rPr><w:rPrChange w:id='3' w:author='a'/></w:rPr><w:t>公開</w:t></w:r></w:ins></w:p>"
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", f"<w:body>{changed}".encode(), 1)
    accepted = accept_changes(write_parts(parts))
    body = read_parts(accepted)["word/document.xml"].decode()
    assert "秘密" not in body
    assert "author" not in body
    assert document_lines(accepted)[0] == "本文公開"
    assert accept_changes(accepted) == accepted


def test_links_work_in_headers_and_values_compare_as_words(tmp_path: Path) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "{{ papers[0].label }}"
    made.add_paragraph("{% if papers[0].label == '資料１' %}同じ{{ papers[0].title[:2] }}{% endif %}")
    made.save(str(tmp_path / "own.docx"))
    template, problems = read_template(tmp_path, "own")
    assert problems == []
    assert template is not None
    context = {"papers": [{"label": mark((Link("k", "資料１"),)), "title": mark((Link("k", "甲乙丙"),))}]}
    data = fill(
        template, context, DocumentProperties("題", "", dt.date(2024, 5, 1)), {"k": "04-a"}, "own", Cache(tmp_path / "cache")
    )
    parts = read_parts(data)
    header = next(content.decode() for name, content in parts.items() if name.startswith("word/header"))
    assert "資料１" in header
    assert "w:hyperlink" in header
    assert document_lines(data) == ["同じ甲乙", "", "### ヘッダー・フッター", "資料１"]
    assert not any("\ufdd0" in content.decode("utf-8", "ignore") for content in parts.values())


def test_the_fonts_of_a_template_are_those_in_use_with_themes_resolved(tmp_path: Path) -> None:
    made = docx.Document()  # python-docx's own template: theme fonts, and a style in Courier that nothing uses
    made.add_paragraph("{{ meeting.name }}")
    made.save(str(tmp_path / "own.docx"))
    template, _ = read_template(tmp_path, "own")
    assert template is not None
    assert "Courier" not in template.fonts
    assert "ＭＳ 明朝" in template.fonts
