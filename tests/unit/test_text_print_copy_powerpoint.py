from __future__ import annotations

import struct

import pytest
from decks import NAMESPACES, deck, p, slide, sp

from hyoga_docs.check.office_problems import _FOUND
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.metafiles import comes_out_empty
from hyoga_docs.text.print_copy.records import PrintCopy, PrintSettings
from hyoga_docs.text.readers.pptx import pptx_body

PICTURE = ("i", "image", "../media/a.png")
MEDIA: dict[str, str | bytes] = {"ppt/media/a.png": b"png"}
FORMULA = "<a14:m><m:oMath><m:r><m:t>x=2a</m:t></m:r></m:oMath></a14:m>"


def print_copy(data: bytes) -> PrintCopy:
    return make_print_copy(data, ".pptx", PrintSettings())


def first_slide(data: bytes) -> str:
    return read_parts(print_copy(data).data)["ppt/slides/slide1.xml"].decode()


def pic(relation: str, more: str = "") -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="9" name="x"/><p:cNvPicPr/><p:nvPr>{more}</p:nvPr></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/></p:blipFill><p:spPr/></p:pic>'
    )


def framed(inner: str) -> str:
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="8" name="g"/></p:nvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="x">{inner}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def either(needs: str, newer: str, older: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{needs}">{newer}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"
    )


def test_a_plain_file_is_not_touched() -> None:
    data = deck([slide(sp(p("本文")))])
    assert print_copy(data) == PrintCopy(data)


def test_fields_become_their_saved_text_and_numbers_are_counted_as_powerpoint_counts() -> None:
    def field(kind: str, text: str) -> str:
        return f'<a:p><a:fld id="x" type="{kind}"><a:rPr/><a:pPr/><a:t>{text}</a:t></a:fld></a:p>'

    shapes = sp(field("datetime1", "2021/4/5") + field("slidenum", "‹#›"))
    data = deck([slide("", 'show="0"'), slide(shapes)], attributes='firstSlideNum="5"')
    copy = print_copy(data)
    assert b"fld" not in read_parts(copy.data)["ppt/slides/slide2.xml"]
    assert [each.text for each in pptx_body(copy.data).passages] == ["2021/4/5", "6"]
    assert copy.findings == ()


@pytest.mark.parametrize(("first", "codes"), [("1", []), ("5", ["HD358"])])
def test_a_number_in_a_shape_of_the_master_is_told_where_it_would_be_wrong(first: str, codes: list[str]) -> None:
    number = '<a:p><a:fld id="x" type="slidenum"><a:t>1</a:t></a:fld></a:p>'
    data = deck([slide("")], master=sp(number), attributes=f'firstSlideNum="{first}"')
    assert [each.code for each in print_copy(data).findings] == codes


def test_hidden_shapes_and_slides_are_neither_printed_nor_told_of() -> None:
    hidden = framed("<p:oleObj/>").replace('name="g"', 'name="g" hidden="1"')
    data = deck([slide(hidden + sp(p("残る"))), slide(framed("<p:oleObj/>"), 'show="0"')])
    copy = print_copy(data)
    assert copy.findings == ()
    assert b"oleObj" not in read_parts(copy.data)["ppt/slides/slide1.xml"]


def test_signs_of_symbol_fonts_are_written_in_unicode() -> None:
    bullet = '<a:pPr><a:buFont typeface="Wingdings" charset="2"/><a:buChar char="ü"/></a:pPr>'
    signs = '<a:latin typeface="Wingdings"/><a:sym typeface="Wingdings"/><a:hlinkClick/>'
    text = first_slide(deck([slide(sp(p("&#xF0FE;済l", signs) + p("行", properties=bullet)))]))
    pieces = [f'<a:r><a:rPr lang="{each}" sz="1400"><a:hlinkClick/></a:rPr><a:t>' for each in ("en-US", "ja-JP")]
    assert f"{pieces[0]}☑</a:t></a:r>{pieces[1]}済●</a:t></a:r>" in text
    assert '<a:buFont typeface="BIZ UDゴシック"/><a:buChar char="✓"/>' in text
    assert "Wingdings" not in text


@pytest.mark.parametrize(
    ("needs", "newer", "older", "kept"),
    [
        ("p14", "<p:contentPart/>", pic("i"), "p:pic"),  # ink
        ("a14", sp(f"<a:p>{FORMULA}</a:p>"), pic("i"), "p:pic"),
        ("a14", sp(f"<a:p>{FORMULA}</a:p>"), pic("gone"), "a14:m"),
        ("am3d", "<p:newer/>", pic("i"), "p:pic"),
        ("p15", sp(p("新")), sp(p("旧")), "新"),
        ("p99", sp(p("新")), sp(p("旧")), "旧"),
    ],
)
def test_of_two_forms_the_one_that_prints_is_kept(needs: str, newer: str, older: str, kept: str) -> None:
    text = first_slide(deck([slide(either(needs, newer, older))], MEDIA, named={1: [PICTURE]}))
    assert "AlternateContent" not in text
    assert [sign for sign in ("p:pic", "a14:m", "新", "旧", "p:newer", "p:contentPart") if sign in text.partition("spTree")[2]] == [
        kept
    ]


def test_a_formula_that_is_printed_as_a_picture_can_be_heard() -> None:
    shape = either("a14", sp(p("式は") + f"<a:p>{FORMULA}</a:p>"), pic("i"))
    assert 'descr="式はx=2a"' in first_slide(deck([slide(shape)], MEDIA, named={1: [PICTURE]}))


def test_numbers_that_libreoffice_prints_otherwise_are_written_as_text() -> None:
    def numbered(text: str, form: str = "arabicPeriod", indent: str = 'marL="457200" indent="-457200"') -> str:
        return p(text, properties=f'<a:pPr {indent}><a:buAutoNum type="{form}"/><a:tabLst/></a:pPr>')

    lines = [
        *(numbered("甲"), p("間"), numbered("乙"), numbered("丙", "ea1JpnChsDbPeriod"), numbered("丁", "arabicDbPlain", "")),
        *(numbered("戊"), numbered("己"), numbered("庚", "circleNumDbPlain"), numbered("辛", "arabicDbPeriod", 'indent="-300000"')),
    ]
    copy = print_copy(deck([slide(sp("".join(lines)))]))
    assert [each.number + each.text for each in pptx_body(copy.data).passages] == [
        *("1.甲", "間", "1.\t乙", "一．\t丙", "１ 丁", "1.戊", "2.己", "①\t庚", "１．辛")
    ]
    assert "<a:buNone/><a:tabLst/>" in read_parts(copy.data)["ppt/slides/slide1.xml"].decode()


def test_what_has_no_picture_is_told_with_its_slide() -> None:
    data = f"<dgm:dataModel {NAMESPACES}/>"
    chart = (
        f"<c:chartSpace {NAMESPACES}><c:chart><c:plotArea><c:barChart><c:ser/></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    slides = [
        slide(framed(f'<p:oleObj progId="Excel.Sheet.12">{pic("i")}</p:oleObj>') + pic("i")),
        slide(framed('<p:oleObj progId="Excel.Sheet.12"/>') + pic("gone", "<a:videoFile/>")),
        slide(framed('<dgm:relIds r:dm="d"/>') + framed("<p:newer/>")),
        slide(framed('<c:chart r:id="c"/>') + sp(f"<a:p><a:r><a:t>式は</a:t></a:r>{FORMULA}</a:p>")),
        slide("<p:contentPart/>" + sp(f"<a:p>{FORMULA}</a:p>")),
    ]
    named = {
        1: [PICTURE],
        3: [("d", "diagramData", "../diagrams/data1.xml")],
        4: [("c", "chart", "../charts/chart1.xml")],
    }
    extra = MEDIA | {"ppt/diagrams/data1.xml": data, "ppt/charts/chart1.xml": chart}
    findings = print_copy(deck(slides, extra, named=named)).findings
    assert [(each.code, each.words, each.where) for each in findings] == [
        ("HD527", "動画や音声の絵", "スライド2"),
        ("HD527", "埋め込みオブジェクト（Excel.Sheet.12）", "スライド2"),
        ("HD529", "SmartArt", "スライド3"),
        ("HD527", "新しい形式の図やグラフ", "スライド3"),
        ("HD527", "グラフ（値が保存されていません）", "スライド4"),
        ("HD528", "x=2a", "スライド4"),
        ("HD527", "手書きのインク", "スライド5"),
    ]
    assert {each.code for each in findings} <= set(_FOUND)


def test_a_picture_of_an_object_may_stand_in_the_drawing_for_old_programs() -> None:
    shape = framed('<p:oleObj progId="Word.Document.8" spid="_x0000_s1026"/>')
    extra: dict[str, str | bytes] = {"ppt/drawings/vmlDrawing1.vml": '<xml><shape id="_x0000_s1026"/></xml>'}
    named = {1: [("v", "vmlDrawing", "../drawings/vmlDrawing1.vml")]}
    assert print_copy(deck([slide(shape)], extra, named=named)).findings == ()


def _emf(*records: tuple[int, bytes]) -> bytes:
    header = struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(44)
    return header + b"".join(struct.pack("<II", kind, 8 + len(body)) + body for kind, body in (*records, (14, bytes(12))))


def _plus(*kinds: int) -> tuple[int, bytes]:
    records = b"".join(struct.pack("<HHII", kind, 0, 12, 0) for kind in kinds)
    return 70, struct.pack("<I", 4 + len(records)) + b"EMF+" + records


def test_metafiles_that_come_out_empty_are_known() -> None:
    assert comes_out_empty(_emf(_plus(0x4001, 0x4016)))
    assert comes_out_empty(_emf())
    assert not comes_out_empty(_emf(_plus(0x4001, 0x4014)))
    assert not comes_out_empty(_emf((84, bytes(60))))
    assert not comes_out_empty(_emf()[:90])
    assert not comes_out_empty(b"\x89PNG" + bytes(60))
    data = deck([slide(pic("i"))], {"ppt/media/a.emf": _emf()}, named={1: [("i", "image", "../media/a.emf")]})
    assert [each.code for each in print_copy(data).findings] == ["HD357"]


def test_layouts_and_masters_are_changed_too() -> None:
    sign = p("l", '<a:latin typeface="Wingdings"/>')
    parts = read_parts(print_copy(deck([slide("")], layout=sp(sign), master=sp(sign))).data)
    assert "●" in parts["ppt/slideLayouts/slideLayout1.xml"].decode()
    assert "●" in parts["ppt/slideMasters/slideMaster1.xml"].decode()
