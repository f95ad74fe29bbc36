"""Slides as LibreOffice really prints them: what is read of a print copy stands on its pages, and nothing beside it."""

from __future__ import annotations

import io
import re
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from chart_parts import axis, bars, chart, days, labels, series, value_axis
from conversion import converted, page_texts
from decks import deck, p, slide, sp

from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.pdf.intake.missing_glyphs import missing_glyphs
from hyoga_docs.text.passages import PassageKind
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings
from hyoga_docs.text.readers.pptx import pptx_body

_FORMS = ("arabicPeriod", "arabicDbPeriod", "ea1JpnChsDbPeriod", "circleNumDbPlain", "circleNumWdBlackPlain", "romanUcPeriod")
_SIGNS = {
    "Wingdings": "\xa8\xfe\xfclnu\xa7\xd8v\xe0\x9fF(",
    "Wingdings 2": "RTj\xf8",
    "Wingdings 3": '"kp}',
    "Symbol": "ab\xb7\xb3\xde",
}
_PRIVATE = 0xF000


@pytest.mark.office
def test_slides_are_printed_as_they_are_read(tmp_path: Path) -> None:
    copy = make_print_copy(_deck(), ".pptx", PrintSettings())
    assert copy.findings == ()
    pdf = converted(copy.data, ".pptx", tmp_path)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert missing_glyphs(opened, range(len(opened.pages))) == []
    pages = page_texts(pdf)
    assert len(pages) == 7  # and not the hidden slide
    passages = pptx_body(copy.data).passages
    margins = [unbroken(each.text) for each in passages if each.kind is PassageKind.MARGIN]
    for number, page in enumerate(pages, 1):
        rest = page
        for passage in (each for each in passages if each.page == number):
            for words in sorted((unbroken(passage.text), unbroken(passage.number)), key=len, reverse=True):
                rest = _without(words, rest)
        for margin in margins:
            rest = rest.replace(margin, "", 1)
        # What is left are signs before lines, and numbers along the axis of a chart.
        assert re.sub(r"[\d.,]", "", rest) in ("", "●■✓➢")
    assert "2021/4/5" in pages[0]
    assert "第1回" in pages[0]
    assert "14" in pages[2]  # the fourth of a deck that starts at eleven


def _without(words: str, page: str) -> str:
    """A page without these words; signs that are taken from several fonts may stand in another order in its text."""
    if words in page:
        return page.replace(words, "", 1)
    for letter in words:
        assert letter in page, words
        page = page.replace(letter, "", 1)
    return page


def _deck() -> bytes:
    def field(kind: str, text: str) -> str:
        return f'<a:p><a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="{kind}"><a:rPr/><a:t>{text}</a:t></a:fld></a:p>'

    def numbered(text: str, form: str = "arabicPeriod") -> str:
        return p(text, properties=f'<a:pPr marL="342900" indent="-342900"><a:buAutoNum type="{form}"/></a:pPr>')

    def bullet(font: str, code: str) -> str:
        return p(
            "行", properties=f'<a:pPr marL="342900" indent="-342900"><a:buFont typeface="{font}"/><a:buChar char="{code}"/></a:pPr>'
        )

    def signs(font: str, codes: str) -> str:
        private = "".join(f"&#{_PRIVATE + ord(code)};" for code in codes)
        plain = "".join(f"&#{ord(code)};" for code in codes)
        return p(f"{private}済", f'<a:sym typeface="{font}"/>') + p(f"{plain}済", f'<a:latin typeface="{font}"/>')

    margins = (
        sp(field("datetime1", "2021/4/5"), holder='type="dt" sz="half" idx="10"', top=150)
        + sp(p("第１回"), holder='type="ftr" sz="quarter" idx="11"', top=160)
        + sp(field("slidenum", "‹#›"), holder='type="sldNum" sz="quarter" idx="12"', top=170)
    )
    prompts = sp(p("ここに題"), holder='type="title"', top=5) + sp(p("ここに文"), holder='type="body" idx="1"', top=30)
    empty = sp("<a:p/>", holder='type="title"', top=5) + sp("<a:p/>", holder='type="body" idx="1"', top=30)
    formula = "<a14:m><m:oMath><m:r><m:t>x=2a</m:t></m:r></m:oMath></a14:m>"
    picture = sp("<a:p/>", top=40).replace("<a:prstGeom prst=", '<a:blipFill><a:blip r:embed="i"/></a:blipFill><a:prstGeom prst=')
    both = f"<mc:AlternateContent><mc:Choice Requires='a14'>{sp(p('式は') + f'<a:p>{formula}</a:p>', top=40)}</mc:Choice>"
    broken = [numbered("甲"), numbered("乙"), p("間"), numbered("丙"), numbered(""), numbered("丁")]
    plot = bars(
        series("系列", ("1234", "5678"), labels("Val"), "#,##0", cats=days("45413", "45444")),
        series("", ("0.5", "0.25"), labels("Val", more='<c:numFmt formatCode="0%" sourceLinked="0"/>')),
    )
    slides = [
        slide(sp(p("一枚目"), top=60) + margins),
        slide(sp(p("隠す")), 'show="0"'),
        slide(empty + sp(p("何もない"), top=60)),
        slide(sp("".join(numbered(form, form) + numbered("次", form) for form in _FORMS)) + margins),
        slide(sp("".join(broken)), 'showMasterSp="0"'),
        slide(sp("".join(signs(font, codes) for font, codes in _SIGNS.items()))),
        slide(sp("".join(bullet("Wingdings", code) for code in "lnüØ"))),
        slide(f"{both}<mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent>" + _chart_frame()),
    ]
    extra: dict[str, str | bytes] = {
        "ppt/media/a.png": _png(),
        "ppt/charts/chart1.xml": chart(plot, title="", axes=axis("横の題") + value_axis("縦の題")),
    }
    named = {8: [("i", "image", "../media/a.png"), ("c", "chart", "../charts/chart1.xml")]}
    layout = prompts + sp(p("枠の図形"), top=130)
    return deck(slides, extra, named=named, layout=layout, master=sp(p("母の図形"), top=140), attributes='firstSlideNum="11"')


def _chart_frame() -> str:
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="99" name="c"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm><a:off x="360000" y="2000000"/><a:ext cx="8000000" cy="2500000"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{uri}"><c:chart r:id="c"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def _png() -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0\xff\0\0")) + part(b"IEND", b"")
