"""The Word files: in the order that the standard wants (Word is stricter than LibreOffice), styled, titled, in Japanese."""

from __future__ import annotations

import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from conftest import ROOT, Sample
from lxml import etree

from hyoga_docs.spec.ooxml import read_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: ECMA-376 part 1, §17: the order of the children that our files use.
ORDER = {  # a name that is not listed fails, so that nothing new comes in unseen
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs u bdr shd vertAlign lang",
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
    assert len(made) == 7
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
    table = docx.Document(str(sample.out / "documents" / "09-roster.docx")).tables[0]
    rows = table._tbl.findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    merges = [row.find(f"{W}tc/{W}tcPr/{W}vMerge").get(f"{W}val") for row in rows[1:]]
    assert merges.count("restart") == 5
    assert len(merges) == 14
    assert [table.cell(i, 0).text for i in (1, 5, 6, 8, 11)] == ["経済団体", "労働団体", "支援機関", "市町村", "行政"]
