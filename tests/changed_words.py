"""Papers before and after in pairs: for every part that can hold words, one word changed there and nothing else.

`PRINTED` are parts that are printed, `UNPRINTED` those that are not: what changes there changes no paper.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import chart_parts
import decks
import pikepdf
import word_files
import workbooks
from chart_parts import bars, chart, labels, series
from fpdf import FPDF
from papers import japanese_font
from pikepdf import Array, Dictionary, Name, String
from word_files import field, level, listed, numbering, p, package, r

from hyoga_docs.text.ooxml.package import read_parts, write_parts

if TYPE_CHECKING:
    from collections.abc import Callable

WAS, NOW = "海辺", "山里"


@dataclass(frozen=True)
class ChangedWord:
    """A part of a paper that holds a word; `make` writes the paper with a word there, `was` and `now` are the word's two values."""

    part: str
    suffix: str
    make: Callable[[str], bytes]
    was: str = WAS
    now: str = NOW

    @property
    def name(self) -> str:
        """Which part of which kind of paper."""
        return f"{self.suffix[1:]}-{self.part}"

    @property
    def files(self) -> tuple[bytes, bytes]:
        """The paper before and after."""
        return self.make(self.was), self.make(self.now)


_BODY = p(r("議事の要旨を次のとおり示す。"))
_DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OTHER_TYPES = {
    "wordprocessingml.chart+xml": "drawingml.chart+xml",
    "wordprocessingml.diagramData+xml": "drawingml.diagramData+xml",
}


def _word(body: str, extra: dict[str, str] | None = None, section: str = "") -> bytes:
    """A Word file of a paragraph, of what is looked at, and of parts that stand beside the body."""
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1701" w:bottom="1701" w:left="1701"/>'
    data = package(f"{_BODY}{body}<w:sectPr>{section}{page}</w:sectPr>", extra)
    parts = read_parts(data)
    types = parts["[Content_Types].xml"].decode()
    for seems, is_one in _OTHER_TYPES.items():
        types = types.replace(seems, is_one)
    return write_parts({**parts, "[Content_Types].xml": types.encode()})


def _margin(kind: str, which: str = "default", *, titled: bool = False) -> Callable[[str], bytes]:
    """A Word file with a header or a footer; one of first or of even pages beside that of all others."""
    root = {"header": "hdr", "footer": "ftr"}[kind]

    def make(word: str) -> bytes:
        extra = {f"{kind}1": word_files.element(root, p(r(f"{word}版")))}
        reference = f'<w:{kind}Reference w:type="{which}" r:id="{kind}1"/>'
        if which == "even":
            extra["settings"] = word_files.element("settings", "<w:evenAndOddHeaders/>")
        two_pages = p('<w:r><w:br w:type="page"/></w:r>') if which == "even" else ""
        return _word(two_pages, extra, reference + ("<w:titlePg/>" if titled else ""))

    return make


def _note(kind: str) -> Callable[[str], bytes]:
    def make(word: str) -> bytes:
        note = f'<w:{kind} w:id="2">{p(r(f"{word}の区域をいう。"))}</w:{kind}>'
        mark = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
        return _word(p(r("区域") + mark), {f"{kind}s": word_files.element(f"{kind}s", note)})

    return make


def _in_run(inner: str) -> str:
    return p(f"<w:r>{inner}</w:r>")


def _anchored(uri: str, held: str, where: str = "wp:inline") -> str:
    name = '<wp:extent cx="3600000" cy="1800000"/><wp:docPr id="9" name="図"/>'
    graphic = f'<a:graphic><a:graphicData uri="{uri}">{held}</a:graphicData></a:graphic>'
    return f'<w:drawing {_DRAWN}><{where} distT="0" distB="0" distL="0" distR="0">{name}{graphic}</{where}></w:drawing>'


def _shape(word: str) -> str:
    size = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    text = f"<wps:txbx><w:txbxContent>{p(r(f'{word}の枠'))}</w:txbxContent></wps:txbx>"
    return f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{size}</wps:spPr>{text}<wps:bodyPr/></wps:wsp>"


_SHAPE_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_GROUP_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM_URI = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def _scaled(width: int, height: int) -> str:
    """The frame of a group, whose shapes are measured as the page is."""
    size = f'cx="{width}" cy="{height}"/>'
    return f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}<a:chOff x="0" y="0"/><a:chExt {size}</a:xfrm>'


def _both_boxes(word: str) -> bytes:
    """A text box in the form of today, with that of older programs beside it."""
    box = f"<v:textbox><w:txbxContent>{p(r(f'{word}の枠'))}</w:txbxContent></v:textbox>"
    old = f'<w:pict><v:shape style="width:200pt;height:50pt">{box}</v:shape></w:pict>'
    choice = f'<mc:Choice Requires="wps">{_anchored(_SHAPE_URI, _shape(word))}</mc:Choice>'
    return _word(_in_run(f"<mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"))


def _old_box(word: str) -> bytes:
    box = f"<v:textbox><w:txbxContent>{p(r(f'{word}の枠'))}</w:txbxContent></v:textbox>"
    return _word(_in_run(f'<w:pict><v:shape style="width:200pt;height:50pt">{box}</v:shape></w:pict>'))


def _group(word: str) -> bytes:
    frame = (
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="1800000"/><a:chOff x="0" y="0"/><a:chExt cx="3600000" cy="1800000"/>'
    )
    held = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame}</a:xfrm></wpg:grpSpPr>{_shape(word)}</wpg:wgp>"
    return _word(_in_run(_anchored(_GROUP_URI, held)))


def _art(word: str) -> bytes:
    path = f'<v:textpath style="font-family:&quot;BIZ UDGothic&quot;" string="{word}"/>'
    return _word(_in_run(f'<w:pict><v:shape style="width:200pt;height:50pt">{path}</v:shape></w:pict>'))


def _watermark(word: str) -> bytes:
    path = f'<w:pict><v:shape style="width:200pt;height:50pt"><v:textpath string="{word}"/></v:shape></w:pict>'
    header = word_files.element("hdr", _in_run(path))
    return _word("", {"header1": header}, '<w:headerReference w:type="default" r:id="header1"/>')


def _smart_art(word: str) -> bytes:
    points = f'<dgm:pt modelId="1"><dgm:t><a:bodyPr/>{decks.p(word)}</dgm:t></dgm:pt>'
    data = f"<dgm:dataModel {decks.NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    named = _anchored(_DIAGRAM_URI, f'<dgm:relIds xmlns:r="{_R}" r:dm="diagramData1"/>')
    return _word(_in_run(named), {"diagramData1": data})


def _word_chart(make: Callable[[str], str]) -> Callable[[str], bytes]:
    return lambda word: _word(_in_run(_anchored(_CHART_URI, '<c:chart r:id="chart1"/>')), {"chart1": make(word)})


def _named_categories(word: str) -> str:
    return (
        f'<c:strRef><c:f>a</c:f><c:strCache><c:ptCount val="2"/><c:pt idx="0"><c:v>{word}</c:v></c:pt>'
        '<c:pt idx="1"><c:v>南部</c:v></c:pt></c:strCache></c:strRef>'
    )


_CHARTS: dict[str, Callable[[str], str]] = {
    "chart-title": lambda word: chart(bars(series("人口")), title=f"{word}の推移"),
    "chart-axis": lambda word: chart(bars(series("人口")), axes=chart_parts.axis(f"{word}の区分") + chart_parts.value_axis("人")),
    "chart-value-axis": lambda word: chart(bars(series("人口")), axes=chart_parts.axis() + chart_parts.value_axis(f"{word}人口")),
    "chart-series": lambda word: chart(bars(series(word), series("南部"))),
    "chart-category": lambda word: chart(bars(series("人口", cats=_named_categories(word)))),
}


def _chart_value(value: str) -> str:
    return chart(bars(series("人口", (value, "3"), more=labels("Val"))))


def _control(properties: str, held: str) -> str:
    return p(f"<w:sdt {_DRAWN}><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{held}</w:sdtContent></w:sdt>")


def _ticked(tick: str) -> bytes:
    state = f'<w14:checkbox><w14:checked w14:val="{int(tick == "☑")}"/></w14:checkbox>'
    return _word(_control(state, r(tick)) + p(r("同意する")))


def _form(kind: str, inner: str, result: str | None = None) -> bytes:
    return _word(p(r("回答　") + field(kind, result, f'<w:ffData><w:name w:val="a"/>{inner}</w:ffData>')))


def _sign(code: str) -> bytes:
    return _word(p(f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>' + r("同意する")))


def _fraction(word: str) -> str:
    over, under = (f"<m:r><m:t>{each}</m:t></m:r>" for each in (word, "総数"))
    return f"<m:oMath><m:f><m:num>{over}</m:num><m:den>{under}</m:den></m:f></m:oMath>"


def _ruby(base: str, reading: str) -> bytes:
    held = f"<w:ruby><w:rubyPr/><w:rt>{r(reading)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby>"
    return _word(p(f"<w:r>{held}</w:r>" + r("の施策")))


def _list(text: str) -> bytes:
    return _word(p(r("目的"), listed(1)), {"numbering": numbering(level("decimal", text))})


def _inner_table(word: str) -> str:
    return word_files.table(word_files.row(word, "乙")) + p("")


_WORD = {
    "paragraph": lambda word: _word(p(r(f"{word}の会議を開く。"))),
    "heading": lambda word: _word(p(r(f"{word}の現状"), '<w:outlineLvl w:val="0"/>')),
    "cell": lambda word: _word(word_files.table(word_files.row("区分", word), word_files.row("額", "千円"))),
    "cell-in-a-cell": lambda word: _word(word_files.table(word_files.row(_inner_table(word), "丙"))),
    "inserted": lambda word: _word(p(f'<w:ins w:id="1" w:author="x">{r(word)}</w:ins>' + r("の会議"))),
    "link": lambda word: _word(p(field('HYPERLINK "https://example.jp/"', r(f"{word}の案内")))),
    "header": _margin("header"),
    "header-first": _margin("header", "first", titled=True),
    "header-even": _margin("header", "even"),
    "footer": _margin("footer"),
    "footer-first": _margin("footer", "first", titled=True),
    "footer-even": _margin("footer", "even"),
    "footnote": _note("footnote"),
    "endnote": _note("endnote"),
    "text-box": _both_boxes,
    "text-box-vml": _old_box,
    "group": _group,
    "word-art": _art,
    "watermark": _watermark,
    "smart-art": _smart_art,
    "field": lambda word: _word(p(field("REF 場所", r(word)))),
    "field-simple": lambda word: _word(p(f'<w:fldSimple w:instr=" DOCPROPERTY 場所 ">{r(word)}</w:fldSimple>')),
    "control": lambda word: _word(_control("<w:text/>", r(f"{word}の地区"))),
    "dropdown": lambda word: _word(_control(f'<w:dropDownList><w:listItem w:value="{word}"/></w:dropDownList>', r(word))),
    "form-text": lambda word: _form("FORMTEXT", "<w:textInput/>", r(word)),
    "formula": lambda word: _word(p(_fraction(word))),
    "formula-field": lambda word: _word(p(field(f"EQ \\f({word},総数)"))),
    "ruby-base": lambda word: _ruby(word, "ふり"),
    "caption": lambda word: _word(p(r("図") + field("SEQ 図", r("1")) + r(f"　{word}の人口"))),
    **{kind: _word_chart(make) for kind, make in _CHARTS.items()},
}  # fmt: skip


def _word_unprinted() -> dict[str, Callable[[str], bytes]]:
    comment = '<w:comment w:id="1" w:author="x">{}</w:comment>'
    return {
        "deleted": lambda word: _word(
            p(r("会議") + f'<w:del w:id="1" w:author="x"><w:r><w:delText>{word}</w:delText></w:r></w:del>')
        ),
        "hidden": lambda word: _word(p(r("会議") + r(word, "<w:vanish/>"))),
        "comment": lambda word: _word(
            p('<w:commentRangeStart w:id="1"/>' + r("会議") + '<w:r><w:commentReference w:id="1"/></w:r>'),
            {"comments": word_files.element("comments", comment.format(p(r(word))))},
        ),
        "alternative-text": lambda word: _word(
            _in_run(_anchored(_SHAPE_URI, _shape("例")).replace('name="図"', f'name="図" descr="{word}"'))
        ),
        "header-unused": _margin("header", "first"),
        "instruction": lambda word: _word(p(field(f"REF {word}", r("場所")))),
        "choices": lambda word: _word(_control(f'<w:dropDownList><w:listItem w:value="{word}"/></w:dropDownList>', r("例"))),
    }


def _cells(*rows: str, attributes: str = "") -> str:
    """Rows of a sheet, each of texts parted by blanks."""
    made = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(f'<c r="{"ABCDEF"[at]}{number}" t="str"><v>{text}</v></c>' for at, text in enumerate(row.split()))
        made += f'<row r="{number}" {attributes if number == len(rows) else ""}>{cells}</row>'
    return f"<sheetData>{made}</sheetData>"


_TABLE = _cells("区分 令和元年度", "電話 100件")
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def _book(sheet: str, extra: dict[str, str] | None = None, also: str = "", codes: list[str] | None = None) -> bytes:
    return workbooks.workbook({"相談": sheet}, also=also, codes=codes, extra=extra)


def _margins_of_sheet(inner: str, switches: str = "") -> bytes:
    return _book(f"{_TABLE}<headerFooter {switches}>{inner}</headerFooter>")


def _drawn(held: str, extra: dict[str, str] | None = None, related: tuple[tuple[str, str, str], ...] = (), mark: str = "") -> bytes:
    """A book with something that lies on its sheet."""
    ends = "".join(
        f"<xdr:{end}><xdr:col>{at}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{at}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{end}>"
        for end, at in (("from", 3), ("to", 9))
    )
    anchor = f"<xdr:twoCellAnchor>{ends}{held}<xdr:clientData {mark}/></xdr:twoCellAnchor>"
    parts = {
        "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{_XDR}" {decks.NAMESPACES}>{anchor}</xdr:wsDr>',
        "xl/sheets/_rels/1.xml.rels": workbooks.relations([("d", "drawing", "../drawings/drawing1.xml")]),
        "xl/drawings/_rels/drawing1.xml.rels": workbooks.relations(list(related)),
        **(extra or {}),
    }
    return _typed(_book(f'{_TABLE}<drawing r:id="d"/>', parts))


def _typed(data: bytes) -> bytes:
    """A book whose drawings are what they are to Excel."""
    kinds = {
        "xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
        "xl/charts/chart1.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        "xl/diagrams/data1.xml": "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        "xl/drawings/vmlDrawing1.vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
        "xl/comments1.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    }
    parts = read_parts(data)
    told = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items() if name in parts)
    types = parts["[Content_Types].xml"].replace(b"</Types>", f"{told}</Types>".encode())
    return write_parts({**parts, "[Content_Types].xml": types})


def _sheet_shape(word: str, *, name: str = 'name="枠"', warp: str = "") -> str:
    size = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    body = f"<xdr:txBody><a:bodyPr>{warp}</a:bodyPr>{decks.p(f'{word}の枠')}</xdr:txBody>"
    return f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" {name}/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{size}</xdr:spPr>{body}</xdr:sp>'


def _sheet_group(word: str) -> bytes:
    frame = _scaled(2_000_000, 600_000)
    names = '<xdr:nvGrpSpPr><xdr:cNvPr id="3" name="群"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>'
    return _drawn(f"<xdr:grpSp>{names}<xdr:grpSpPr>{frame}</xdr:grpSpPr>{_sheet_shape(word)}</xdr:grpSp>")


def _sheet_frame(held: str, uri: str) -> str:
    names = '<xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="図"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
    place = '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
    graphic = f'<a:graphic><a:graphicData uri="{uri}">{held}</a:graphicData></a:graphic>'
    return f'<xdr:graphicFrame macro="">{names}{place}{graphic}</xdr:graphicFrame>'


def _sheet_chart(make: Callable[[str], str]) -> Callable[[str], bytes]:
    held = _sheet_frame('<c:chart r:id="c"/>', _CHART_URI)
    return lambda word: _drawn(held, {"xl/charts/chart1.xml": make(word)}, (("c", "chart", "../charts/chart1.xml"),))


def _sheet_smart_art(word: str) -> bytes:
    points = f'<dgm:pt modelId="1"><dgm:t><a:bodyPr/>{decks.p(word)}</dgm:t></dgm:pt>'
    data = f"<dgm:dataModel {decks.NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    held = _sheet_frame('<dgm:relIds r:dm="d"/>', _DIAGRAM_URI)
    return _drawn(held, {"xl/diagrams/data1.xml": data}, (("d", "diagramData", "../diagrams/data1.xml"),))


_VML = " ".join(
    f'xmlns:{prefix}="urn:schemas-microsoft-com:{name}"'
    for prefix, name in (("v", "vml"), ("o", "office:office"), ("x", "office:excel"))
)


def _controls(kind: str, text: str, more: str = "", sheet: str = f'{_TABLE}<legacyDrawing r:id="v"/>', also: str = "") -> bytes:
    """A book with a control of a form on its sheet, as Excel keeps it for itself."""
    box = f"<v:textbox><div>{text}</div></v:textbox>" if text else ""
    data = f'<x:ClientData ObjectType="{kind}"><x:Anchor>1, 0, 5, 0, 3, 0, 7, 0</x:Anchor>{more}</x:ClientData>'
    shape = f'<v:shape type="#a" style="position:absolute;width:90pt;height:18pt">{box}{data}</v:shape>'
    drawing = f"<xml {_VML}>{shape}</xml>"
    parts = {
        "xl/drawings/vmlDrawing1.vml": drawing,
        "xl/sheets/_rels/1.xml.rels": workbooks.relations([("v", "vmlDrawing", "../drawings/vmlDrawing1.vml")]),
    }
    return _typed(_book(sheet, parts, also))


def _sheet_note(word: str, *, shown: bool) -> bytes:
    comment = f'<comment ref="A1"><text><t>{word}の注</t></text></comment>'
    comments = f'<comments xmlns="{workbooks.MAIN}"><commentList>{comment}</commentList></comments>'
    place = f"{'<x:Visible/>' if shown else ''}<x:Row>0</x:Row><x:Column>0</x:Column>"
    shape = f'<v:shape><x:ClientData ObjectType="Note">{place}</x:ClientData></v:shape>'
    drawing = f"<xml {_VML}>{shape}</xml>"
    parts = {
        "xl/comments1.xml": comments,
        "xl/drawings/vmlDrawing1.vml": drawing,
        "xl/sheets/_rels/1.xml.rels": workbooks.relations(
            [("v", "vmlDrawing", "../drawings/vmlDrawing1.vml"), ("n", "comments", "../comments1.xml")]
        ),
    }
    return _typed(_book(f'{_TABLE}<pageSetup cellComments="asDisplayed"/><legacyDrawing r:id="v"/>', parts))


def _inline(word: str, reading: str = "") -> bytes:
    said = f'<c r="A1" t="inlineStr"><is><r><t>{word}</t></r><r><t>地区</t></r>{reading}</is></c>'
    return _book(f'<sheetData><row r="1">{said}</row></sheetData>')


def _value(cell: str, codes: list[str] | None = None) -> bytes:
    label = '<c r="A1" t="str"><v>件数</v></c>'
    return _book(f'<sheetData><row r="1">{label}{cell}</row></sheetData>', codes=codes)


def _repeated_rows(word: str) -> bytes:
    names = '<definedName name="_xlnm.Print_Titles" localSheetId="0">相談!$1:$1</definedName>'
    area = '<definedName name="_xlnm.Print_Area" localSheetId="0">相談!$A$2:$B$2</definedName>'
    return _book(_cells(f"{word} 令和元年度", "電話 100件"), also=f"<definedNames>{area}{names}</definedNames>")


_EXCEL: dict[str, Callable[[str], bytes]] = {
    "cell": lambda word: _book(_cells("区分 令和元年度", f"電話 {word}")),
    "cell-of-runs": _inline,
    "cell-computed": lambda word: _value(f'<c r="B1" t="str"><f>C1&amp;""</f><v>{word}</v></c>'),
    "print-titles": _repeated_rows,
    "header": lambda word: _margins_of_sheet(f"<oddHeader>&amp;C{word}版</oddHeader>"),
    "header-first": lambda word: _margins_of_sheet(f"<firstHeader>&amp;C{word}版</firstHeader>", 'differentFirst="1"'),
    "header-even": lambda word: _margins_of_sheet(f"<evenHeader>&amp;C{word}版</evenHeader>", 'differentOddEven="1"'),
    "footer": lambda word: _margins_of_sheet(f"<oddFooter>&amp;R{word}版</oddFooter>"),
    "header-sheet-name": lambda word: workbooks.workbook(
        {word: f"{_TABLE}<headerFooter><oddHeader>&amp;A</oddHeader></headerFooter>"}
    ),
    "text-box": lambda word: _drawn(_sheet_shape(word)),
    "group": _sheet_group,
    "word-art": lambda word: _drawn(_sheet_shape(word, warp='<a:prstTxWarp prst="textPlain"><a:avLst/></a:prstTxWarp>')),
    "smart-art": _sheet_smart_art,
    "check-box-words": lambda word: _controls("Checkbox", word),
    "button": lambda word: _controls("Button", word),
    "note-shown": lambda word: _sheet_note(word, shown=True),
    **{kind: _sheet_chart(make) for kind, make in _CHARTS.items()},
}

_EXCEL_UNPRINTED: dict[str, Callable[[str], bytes]] = {
    "hidden-sheet": lambda word: workbooks.workbook({"相談": _TABLE, "控え": _cells(word)}, hidden=("控え",)),
    "hidden-row": lambda word: _book(_cells("区分", word, attributes='hidden="1"')),
    "hidden-column": lambda word: _book(f'<cols><col min="2" max="2" hidden="1"/></cols>{_cells(f"区分 {word}")}'),
    "outside-the-print-area": lambda word: _book(
        _cells("区分 令和元年度", f"電話 {word}"),
        also='<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">相談!$A$1:$B$1</definedName></definedNames>',
    ),
    "note": lambda word: _sheet_note(word, shown=False),
    "reading": lambda word: _inline("例", f'<rPh sb="0" eb="1"><t>{word}</t></rPh>'),
    "alternative-text": lambda word: _drawn(_sheet_shape("例", name=f'name="枠" descr="{word}"')),
    "shape-not-printed": lambda word: _drawn(_sheet_shape(word), mark='fPrintsWithSheet="0"'),
    "format-of-nothing": lambda word: _value(f'<c r="B1" s="1" t="str"><v>{word}</v></c>', [";;;"]),
}


def _slide(inner: str, **more: object) -> bytes:
    return decks.deck([decks.slide(decks.sp(decks.p("議事の要旨")) + inner)], **more)  # type: ignore[arg-type]


def _slide_frame(held: str, uri: str) -> str:
    names = '<p:nvGraphicFramePr><p:cNvPr id="40" name="図"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
    place = '<p:xfrm><a:off x="360000" y="1800000"/><a:ext cx="5000000" cy="3000000"/></p:xfrm>'
    graphic = f'<a:graphic><a:graphicData uri="{uri}">{held}</a:graphicData></a:graphic>'
    return f"<p:graphicFrame>{names}{place}{graphic}</p:graphicFrame>"


def _slide_table(word: str) -> bytes:
    cells = "".join(f"<a:tc><a:txBody><a:bodyPr/>{decks.p(each)}</a:txBody><a:tcPr/></a:tc>" for each in ("区分", word))
    grid = '<a:tblGrid><a:gridCol w="2000000"/><a:gridCol w="2000000"/></a:tblGrid>'
    held = f'<a:tbl><a:tblPr/>{grid}<a:tr h="400000">{cells}</a:tr></a:tbl>'
    return _slide(_slide_frame(held, "http://schemas.openxmlformats.org/drawingml/2006/table"))


def _slide_chart(make: Callable[[str], str]) -> Callable[[str], bytes]:
    held = _slide_frame('<c:chart r:id="c"/>', _CHART_URI)
    named = {1: [("c", "chart", "../charts/chart1.xml")]}
    return lambda word: _slide(held, extra={"ppt/charts/chart1.xml": make(word)}, named=named)


def _slide_smart_art(word: str) -> bytes:
    points = f'<dgm:pt modelId="1"><dgm:t><a:bodyPr/>{decks.p(word)}</dgm:t></dgm:pt>'
    data = f"<dgm:dataModel {decks.NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    named = {1: [("d", "diagramData", "../diagrams/data1.xml")]}
    return _slide(_slide_frame('<dgm:relIds r:dm="d"/>', _DIAGRAM_URI), extra={"ppt/diagrams/data1.xml": data}, named=named)


def _slide_group(word: str) -> bytes:
    names = '<p:nvGrpSpPr><p:cNvPr id="30" name="群"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    frame = _scaled(9_144_000, 6_858_000)
    return _slide(f"<p:grpSp>{names}<p:grpSpPr>{frame}</p:grpSpPr>{decks.sp(decks.p(word), top=50)}</p:grpSp>")


def _slide_notes(word: str) -> bytes:
    body = decks.sp(decks.p(word), holder='type="body"')
    notes = f"<p:notes {decks.NAMESPACES}>{decks.frame(body)}</p:notes>"
    named = {1: [("n", "notesSlide", "../notesSlides/notesSlide1.xml")]}
    return _slide("", extra={"ppt/notesSlides/notesSlide1.xml": notes}, named=named)


_POWERPOINT: dict[str, Callable[[str], bytes]] = {
    "title": lambda word: _slide(decks.sp(decks.p(f"{word}の現状"), top=30, holder='type="title"')),
    "text": lambda word: _slide(decks.sp(decks.p(f"{word}の現状"), top=30)),
    "cell": _slide_table,
    "group": _slide_group,
    "footer": lambda word: _slide(decks.sp(decks.p(word), top=170, holder='type="ftr"')),
    "date": lambda word: _slide(decks.sp(decks.p(word), top=170, holder='type="dt"')),
    "layout": lambda word: _slide("", layout=decks.sp(decks.p(word), top=150)),
    "master": lambda word: _slide("", master=decks.sp(decks.p(word), top=150)),
    "field": lambda word: _slide(
        decks.sp(f'<a:p><a:fld id="{{A}}" type="datetime1"><a:rPr/><a:t>{word}</a:t></a:fld></a:p>', top=60)
    ),
    "formula": lambda word: _slide(decks.sp(f"<a:p><a14:m>{_fraction(word)}</a14:m></a:p>", top=60)),
    "smart-art": _slide_smart_art,
    **{kind: _slide_chart(make) for kind, make in _CHARTS.items()},
}

_POWERPOINT_UNPRINTED: dict[str, Callable[[str], bytes]] = {
    "notes": _slide_notes,
    "hidden-slide": lambda word: decks.deck(
        [decks.slide(decks.sp(decks.p("例"))), decks.slide(decks.sp(decks.p(word)), 'show="0"')]
    ),
    "hidden-shape": lambda word: _slide(decks.sp(decks.p(word), 'hidden="1"', top=60)),
    "alternative-text": lambda word: _slide(decks.sp(decks.p("例"), f'descr="{word}"', top=60)),
    "prompt": lambda word: _slide("", layout=decks.sp(decks.p(word), top=60, holder='type="body"')),
    "beside-the-slide": lambda word: _slide(decks.sp(decks.p(word), top=900)),
}


def _pdf(words: tuple[str, ...], change: Callable[[pikepdf.Pdf], None] = lambda _: None) -> bytes:
    """A PDF of one page of some lines, and of what is done to it then."""
    paper = FPDF(format="A4")
    paper.add_font("japanese", fname=japanese_font())
    paper.set_font("japanese", size=12)
    paper.add_page()
    for word in words:
        paper.cell(0, 10, word, new_x="LMARGIN", new_y="NEXT")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(paper.output()))) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _appearance(pdf: pikepdf.Pdf, word: str) -> pikepdf.Object:
    """What an annotation prints: a word, as a page of its own would."""
    with pikepdf.open(io.BytesIO(_pdf((word,)))) as other:
        page = pdf.copy_foreign(other.pages[0].as_form_xobject())
        return pdf.make_indirect(page)


def _annotated(word: str, **more: object) -> bytes:
    """A page with an annotation that shows a word."""

    def change(pdf: pikepdf.Pdf) -> None:
        form = _appearance(pdf, word)
        annotation = Dictionary(
            Type=Name.Annot,
            Rect=Array([0, -300, 595, 542]),
            F=4,
            AP=Dictionary(N=form),
            Contents=String(word),
        )
        for key, value in more.items():
            annotation[f"/{key}"] = value
        held = pdf.make_indirect(annotation)
        pdf.pages[0].obj.Annots = Array([held])
        if more.get("Subtype") == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=Array([held]))

    return _pdf(("議事の要旨を次のとおり示す。",), change)


_PDF: dict[str, Callable[[str], bytes]] = {
    "page": lambda word: _pdf(("議事の要旨を次のとおり示す。", f"{word}の会議を開く。")),
    "form-field": lambda word: _annotated(word, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String(word)),
    "free-text": lambda word: _annotated(word, Subtype=Name.FreeText, DA=String("/F1 12 Tf")),
    "stamp": lambda word: _annotated(word, Subtype=Name.Stamp),
}

_PDF_UNPRINTED: dict[str, Callable[[str], bytes]] = {
    "sticky-note": lambda word: _pdf(("議事の要旨を次のとおり示す。",), lambda pdf: _stick(pdf, word)),
    "hidden-annotation": lambda word: _annotated(word, Subtype=Name.FreeText, F=2),
    "title": lambda word: _pdf(("議事の要旨を次のとおり示す。",), lambda pdf: pdf.docinfo.__setitem__("/Title", word)),
}


def _stick(pdf: pikepdf.Pdf, word: str) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([9, 9, 99, 99]), Contents=String(word))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


_TEXT: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "cell": (".csv", lambda word: f"区分,令和元年度\n電話,{word}\n".encode()),
    "heading": (".csv", lambda word: f"区分,{word}\n電話,100件\n".encode("cp932")),
    "line": (".txt", lambda word: f"議事の要旨\n{word}の会議を開く。\n".encode()),
}


def _of(suffix: str, makers: dict[str, Callable[[str], bytes]]) -> list[ChangedWord]:
    return [ChangedWord(part, suffix, make) for part, make in makers.items()]


def _form_box(tick: str) -> bytes:
    return _form("FORMCHECKBOX", f'<w:checkBox><w:checked w:val="{int(tick == "☒")}"/></w:checkBox>')


def _form_choice(word: str) -> bytes:
    entries = "".join(f'<w:listEntry w:val="{each}"/>' for each in (WAS, NOW))
    return _form("FORMDROPDOWN", f'<w:ddList><w:result w:val="{int(word == NOW)}"/>{entries}</w:ddList>')


def _number(said: str) -> bytes:
    return _value(f'<c r="B1" s="1"><v>{said.replace(",", "")}</v></c>', ["#,##0"])


def _day(said: str) -> bytes:
    return _value(f'<c r="B1" s="1"><v>{43769 + (said == "11月1日")}</v></c>', ['m"月"d"日"'])


def _ticked_control(kind: str) -> Callable[[str], bytes]:
    return lambda tick: _controls(kind, "同意する", f"<x:Checked>{int(tick in '☑◉')}</x:Checked>")


def _list_control(word: str) -> bytes:
    """A list that drops down, whose choices stand on the sheet outside of what is printed."""
    cells = "".join(f'<row r="{at}"><c r="H{at}" t="str"><v>{each}</v></c></row>' for at, each in enumerate((WAS, NOW), 1))
    more = f"<x:FmlaRange>$H$1:$H$2</x:FmlaRange><x:Sel>{1 + (word == NOW)}</x:Sel>"
    area = '<definedName name="_xlnm.Print_Area" localSheetId="0">相談!$A$1:$F$9</definedName>'
    sheet = f'<sheetData>{cells}</sheetData><legacyDrawing r:id="v"/>'
    return _controls("Drop", "", more, sheet, f"<definedNames>{area}</definedNames>")


def _numbered(number: str) -> bytes:
    scheme = f'<a:pPr><a:buAutoNum type="arabicPeriod" startAt="{number}"/></a:pPr>'
    return _slide(decks.sp(decks.p("目的", properties=scheme), top=60))


PRINTED = [
    *_of(".docx", _WORD),
    ChangedWord("check-box", ".docx", _ticked, "☐", "☑"),
    ChangedWord("form-check-box", ".docx", _form_box, "☐", "☒"),
    ChangedWord("form-dropdown", ".docx", _form_choice),
    ChangedWord("wingdings", ".docx", lambda tick: _sign({"☐": "F0A8", "☑": "F0FE"}[tick]), "☐", "☑"),
    ChangedWord("list-number", ".docx", lambda form: _list({"（1）": "（%1）", "第1": "第%1"}[form]), "（1）", "第1"),
    ChangedWord("ruby-reading", ".docx", lambda reading: _ruby("例町", reading), "うみべ", "やまざと"),
    ChangedWord("chart-value", ".docx", _word_chart(_chart_value), "17", "58"),
    *_of(".xlsx", _EXCEL),
    ChangedWord("number", ".xlsx", _number, "1,234", "5,678"),
    ChangedWord("date", ".xlsx", _day, "10月31日", "11月1日"),
    ChangedWord("check-box", ".xlsx", _ticked_control("Checkbox"), "☐", "☑"),
    ChangedWord("dropdown", ".xlsx", _list_control),
    ChangedWord("option", ".xlsx", _ticked_control("Radio"), "○", "◉"),
    ChangedWord("chart-value", ".xlsx", _sheet_chart(_chart_value), "17", "58"),
    *_of(".pptx", _POWERPOINT),
    ChangedWord("list-number", ".pptx", _numbered, "3", "8"),
    ChangedWord("chart-value", ".pptx", _slide_chart(_chart_value), "17", "58"),
    *_of(".pdf", _PDF),
    *[ChangedWord(part, suffix, make) for part, (suffix, make) in _TEXT.items()],
]

UNPRINTED = [
    *_of(".docx", _word_unprinted()),
    *_of(".xlsx", _EXCEL_UNPRINTED),
    *_of(".pptx", _POWERPOINT_UNPRINTED),
    *_of(".pdf", _PDF_UNPRINTED),
]
