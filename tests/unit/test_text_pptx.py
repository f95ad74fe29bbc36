from __future__ import annotations

import pytest

from hyoga_docs.text.ooxml.package import UnusableFileError, write_parts
from hyoga_docs.text.pptx import pptx_body

_OPEN = "http://schemas.openxmlformats.org"
_R = f"{_OPEN}/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:p="{_OPEN}/presentationml/2006/main" xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:r="{_R}" '
    f'xmlns:dgm="{_OPEN}/drawingml/2006/diagram" xmlns:mc="{_OPEN}/markup-compatibility/2006"'
)


def _relations(pairs: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>' for key, kind, target in pairs)
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{inner}</Relationships>'


def deck(slides: list[str], extra: dict[str, str] | None = None) -> bytes:
    """A PowerPoint file of slides; the first listed is the last part."""
    numbers = range(len(slides), 0, -1)
    listed = "".join(f'<p:sldId r:id="s{number}"/>' for number in numbers)
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations([("a", "officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": f"<p:presentation {_NAMESPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _relations([(f"s{n}", "slide", f"slides/slide{n}.xml") for n in numbers]),
        **{f"ppt/slides/slide{n}.xml": slide for n, slide in zip(numbers, slides, strict=True)},
        **(extra or {}),
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def slide(inner: str, attributes: str = "") -> str:
    return f"<p:sld {_NAMESPACES} {attributes}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>"


def sp(inner: str, attributes: str = "") -> str:
    return f"<p:sp><p:nvSpPr><p:cNvPr {attributes}/></p:nvSpPr><p:txBody>{inner}</p:txBody></p:sp>"


def p(text: str) -> str:
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def test_slides_are_read_in_their_order_without_the_hidden_ones() -> None:
    slides = [
        slide(sp(p("一枚目"))),
        slide(sp(p("隠す")), 'show="0"'),
        slide(f"<p:grpSp><p:nvGrpSpPr/>{sp(p('二枚目'))}</p:grpSp>"),
    ]
    body = pptx_body(deck(slides))
    assert [(passage.text, passage.page) for passage in body.passages] == [("一枚目", 1), ("二枚目", 2)]


def test_fields_breaks_and_hidden_shapes() -> None:
    paragraph = (
        "<a:p><a:r><a:t>上</a:t></a:r><a:br/><a:fld type='datetime1'><a:t>下</a:t></a:fld>"
        "<a:fld type='slidenum'><a:t>3</a:t></a:fld></a:p>"
    )
    body = pptx_body(deck([slide(sp(paragraph) + sp(p("隠す"), 'hidden="1"'))]))
    assert [passage.text for passage in body.passages] == ["上\n下"]


def test_a_table_is_a_grid_and_its_cells_are_passages() -> None:
    def tc(inner: str, attributes: str = "") -> str:
        return f"<a:tc {attributes}><a:txBody>{inner}</a:txBody></a:tc>"

    table = (
        "<a:tbl><a:tr>" + tc(p("広い"), 'gridSpan="2"') + tc(p(""), 'hMerge="1"') + "</a:tr>"
        f"<a:tr>{tc(p('一') + p('二'))}{tc(p('三'))}</a:tr></a:tbl>"
    )
    body = pptx_body(deck([slide(f"<p:graphicFrame><p:nvGraphicFramePr/>{table}</p:graphicFrame>")]))
    assert body.grids[0].rows == (("広い", ""), ("一\n二", "三"))
    assert body.grids[0].page == 1
    assert [passage.text for passage in body.passages] == ["広い", "一", "二", "三"]


def test_smart_art_is_read_once() -> None:
    data = (
        f"<dgm:dataModel {_NAMESPACES}><dgm:ptLst><dgm:pt><dgm:prSet/><dgm:t>{p('図の語')}</dgm:t></dgm:pt>"
        f"<dgm:pt><dgm:prSet phldr='1'/><dgm:t>{p('［テキスト］')}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    frame = '<p:graphicFrame><p:nvGraphicFramePr/><dgm:relIds r:dm="d"/></p:graphicFrame>'
    extra = {
        "ppt/slides/_rels/slide1.xml.rels": _relations([("d", "diagramData", "../diagrams/data1.xml")]),
        "ppt/diagrams/data1.xml": data,
    }
    body = pptx_body(deck([slide(sp(p("前")) + frame + frame + sp(p("後")))], extra))
    assert [passage.text for passage in body.passages] == ["前", "図の語", "後"]


def test_what_is_no_powerpoint_file_is_unusable() -> None:
    with pytest.raises(UnusableFileError, match="PowerPoint のファイルではありません"):
        pptx_body(write_parts({"[Content_Types].xml": b"<Types/>"}))
