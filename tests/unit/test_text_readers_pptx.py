from __future__ import annotations

import pytest
from decks import NAMESPACES, deck, p, slide, sp

from hyoga_docs.text.ooxml.package import UnusableFileError, write_parts
from hyoga_docs.text.passages import PassageKind
from hyoga_docs.text.readers.pptx import pptx_body


def field(kind: str, text: str) -> str:
    return f'<a:p><a:fld id="x" type="{kind}"><a:rPr/><a:t>{text}</a:t></a:fld></a:p>'


def numbered(text: str, form: str = "arabicPeriod", level: int = 0, more: str = "") -> str:
    return p(text, properties=f'<a:pPr lvl="{level}"><a:buAutoNum type="{form}" {more}/></a:pPr>')


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
    slides = [slide(""), slide(sp(paragraph) + sp(p("隠す"), 'hidden="1"'))]
    assert [passage.text for passage in pptx_body(deck(slides)).passages] == ["上\n下2"]
    assert [passage.text for passage in pptx_body(deck(slides, attributes='firstSlideNum="5"')).passages] == ["上\n下6"]


def test_a_table_is_a_grid_and_its_cells_are_passages() -> None:
    def tc(inner: str, attributes: str = "") -> str:
        return f"<a:tc {attributes}><a:txBody>{inner}</a:txBody></a:tc>"

    table = (
        "<a:tbl><a:tr>" + tc(p("広い"), 'gridSpan="2"') + tc(p(""), 'hMerge="1"') + "</a:tr>"
        f"<a:tr>{tc(p('一') + p('二'))}{tc(numbered('三'))}</a:tr><a:tr>{tc(numbered('四'))}</a:tr></a:tbl>"
    )
    body = pptx_body(deck([slide(f"<p:graphicFrame><p:nvGraphicFramePr/>{table}</p:graphicFrame>")]))
    assert body.grids[0].rows == (("広い", ""), ("一\n二", "三"), ("四",))
    assert body.grids[0].page == 1
    assert [passage.number + passage.text for passage in body.passages] == ["広い", "一", "二", "1.三", "1.四"]


@pytest.mark.parametrize(("drawn", "expected"), [(True, "描かれた語"), (False, "図の語")])
def test_smart_art_is_read_once_and_as_it_is_drawn(drawn: bool, expected: str) -> None:
    data = (
        f"<dgm:dataModel {NAMESPACES}><dgm:ptLst><dgm:pt><dgm:prSet/><dgm:t>{p('図の語')}</dgm:t></dgm:pt>"
        f"<dgm:pt><dgm:prSet phldr='1'/><dgm:t>{p('［テキスト］')}</dgm:t></dgm:pt></dgm:ptLst>"
        '<dgm:extLst><a:ext><dsp:dataModelExt relId="w"/></a:ext></dgm:extLst></dgm:dataModel>'
    )
    frame = '<p:graphicFrame><p:nvGraphicFramePr/><dgm:relIds r:dm="d"/></p:graphicFrame>'
    extra: dict[str, str | bytes] = {"ppt/diagrams/data1.xml": data}
    named = [("d", "diagramData", "../diagrams/data1.xml")]
    if drawn:
        extra["ppt/diagrams/drawing1.xml"] = f"<dsp:drawing {NAMESPACES}><dsp:txBody>{p('描かれた語')}</dsp:txBody></dsp:drawing>"
        named.append(("w", "diagramDrawing", "../diagrams/drawing1.xml"))
    body = pptx_body(deck([slide(sp(p("前")) + frame + frame + sp(p("後")))], extra, named={1: named}))
    assert [passage.text for passage in body.passages] == ["前", expected, "後"]


def test_what_masters_and_layouts_print_is_a_margin_and_their_prompts_are_nothing() -> None:
    master = sp(p("母の図形")) + sp(p("母の題"), holder='type="title"') + sp(p("母の脚"), holder='type="ftr"')
    layout = sp(p("枠の図形")) + sp(p("枠の脚"), holder='type="ftr"') + sp(p("隠す"), 'hidden="1"') + sp(field("slidenum", "9"))
    slides = [
        slide(sp(p("絵だけ")), 'showMasterSp="0"'),
        slide(sp(p("本文")) + sp(p("第１回"), holder='type="ftr"') + sp(field("slidenum", "9"), holder='type="sldNum"')),
        slide(sp(p("三枚目"))),
    ]
    body = pptx_body(deck(slides, layout=layout, master=master))
    assert [(each.text, each.page, each.kind) for each in body.passages] == [
        ("絵だけ", 1, PassageKind.TEXT),
        ("本文", 2, PassageKind.TEXT),
        ("第１回", 2, PassageKind.MARGIN),
        ("2", 2, PassageKind.MARGIN),
        ("枠の図形", 2, PassageKind.MARGIN),
        ("母の図形", 2, PassageKind.MARGIN),
        ("三枚目", 3, PassageKind.TEXT),
    ]


def test_lists_are_numbered_as_powerpoint_counts() -> None:
    lines = [
        *(numbered("甲"), numbered("子", level=1), numbered(""), numbered("乙"), p("なし"), numbered("丙")),
        *(numbered("丁", more='startAt="7"'), numbered("戊", "ea1JpnChsDbPeriod"), numbered("己", "circleNumDbPlain")),
    ]
    body = pptx_body(deck([slide(sp("".join(lines)))]))
    assert [each.number + each.text for each in body.passages] == [
        *("1.甲", "1.子", "2.乙", "なし", "1.丙", "7.丁", "一．戊", "①己")
    ]


def test_numbers_are_inherited_from_the_layout_and_the_master() -> None:
    def listed(form: str) -> str:
        return f'<a:lstStyle><a:lvl1pPr><a:buAutoNum type="{form}"/></a:lvl1pPr></a:lstStyle>'

    layout = sp("", holder='type="body" idx="1"').replace("<a:lstStyle/>", listed("arabicParenR"))
    master = sp("", holder='type="title"').replace("<a:lstStyle/>", listed("romanUcPeriod"))
    shapes = sp(p("本文"), holder='idx="1"') + sp(p("題"), holder='type="ctrTitle"') + sp(p("図形"))
    body = pptx_body(deck([slide(shapes)], layout=layout, master=master))
    assert [each.number + each.text for each in body.passages] == ["1)本文", "I.題", "図形"]


def test_symbols_capitals_and_formulas_are_read_as_they_look() -> None:
    formula = "<a:p><a14:m><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath></a14:m></a:p>"
    shapes = sp(
        p("&#xF0FE;済", '<a:sym typeface="Wingdings"/>')
        + p("l 見出し", '<a:latin typeface="Wingdings"/>')
        + '<a:p><a:r><a:rPr cap="all"/><a:t>Plan</a:t></a:r></a:p>'
        + formula
    )
    assert [(each.text, each.kind) for each in pptx_body(deck([slide(shapes)])).passages] == [
        ("☑済", PassageKind.TEXT),
        ("● 見出し", PassageKind.TEXT),
        ("PLAN", PassageKind.TEXT),
        ("x=2", PassageKind.FORMULA),
    ]


def test_word_art_is_known_as_such() -> None:
    art = sp(p("踊る字")).replace("<a:bodyPr/>", '<a:bodyPr><a:prstTxWarp prst="textWave1"/></a:bodyPr>')
    body = pptx_body(deck([slide(art + sp(p("本文")))]))
    assert [(each.text, each.kind) for each in body.passages] == [("踊る字", PassageKind.ART), ("本文", PassageKind.TEXT)]


def test_what_lies_beside_the_slide_is_not_read() -> None:
    beside = sp(p("頁の外")).replace('x="360000"', 'x="9200000"')
    turned = beside.replace("頁の外", "回した").replace("<a:xfrm>", '<a:xfrm rot="5400000">')
    assert [each.text for each in pptx_body(deck([slide(sp(p("内")) + beside + turned)])).passages] == ["内", "回した"]


def test_what_is_no_powerpoint_file_is_unusable() -> None:
    with pytest.raises(UnusableFileError, match="PowerPoint のファイルではありません"):
        pptx_body(write_parts({"[Content_Types].xml": b"<Types/>"}))
