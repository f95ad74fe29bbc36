"""Small Word, Excel and PowerPoint files from pieces of XML, for `bench/office.py`: as little as each program writes, and no more."""

from __future__ import annotations

import base64
import struct
import zlib
from html import escape
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.package import write_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OPEN = "http://schemas.openxmlformats.org"
_TO = f"{_OPEN}/officeDocument/2006/relationships"
_RELATIONS = f"{_OPEN}/package/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": f"{_OPEN}/wordprocessingml/2006/main",
        "r": _TO,
        "m": f"{_OPEN}/officeDocument/2006/math",
        "a": f"{_OPEN}/drawingml/2006/main",
        "pic": f"{_OPEN}/drawingml/2006/picture",
        "c": f"{_OPEN}/drawingml/2006/chart",
        "dgm": f"{_OPEN}/drawingml/2006/diagram",
        "p": f"{_OPEN}/presentationml/2006/main",
        "xdr": f"{_OPEN}/drawingml/2006/spreadsheetDrawing",
        "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
        "mc": f"{_OPEN}/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_MS = "application/vnd.openxmlformats-officedocument"
_CONTENT_TYPES = {
    "word/document.xml": f"{_MS}.wordprocessingml.document.main+xml",
    "word/styles.xml": f"{_MS}.wordprocessingml.styles+xml",
    "word/numbering.xml": f"{_MS}.wordprocessingml.numbering+xml",
    "word/settings.xml": f"{_MS}.wordprocessingml.settings+xml",
    "word/footnotes.xml": f"{_MS}.wordprocessingml.footnotes+xml",
    "word/endnotes.xml": f"{_MS}.wordprocessingml.endnotes+xml",
    "word/comments.xml": f"{_MS}.wordprocessingml.comments+xml",
    "word/header": f"{_MS}.wordprocessingml.header+xml",
    "word/footer": f"{_MS}.wordprocessingml.footer+xml",
    "xl/workbook.xml": f"{_MS}.spreadsheetml.sheet.main+xml",
    "xl/styles.xml": f"{_MS}.spreadsheetml.styles+xml",
    "xl/sharedStrings.xml": f"{_MS}.spreadsheetml.sharedStrings+xml",
    "xl/worksheets/": f"{_MS}.spreadsheetml.worksheet+xml",
    "xl/comments": f"{_MS}.spreadsheetml.comments+xml",
    "xl/drawings/drawing": f"{_MS}.drawing+xml",
    "ppt/presentation.xml": f"{_MS}.presentationml.presentation.main+xml",
    "ppt/slides/": f"{_MS}.presentationml.slide+xml",
    "ppt/slideLayouts/": f"{_MS}.presentationml.slideLayout+xml",
    "ppt/slideMasters/": f"{_MS}.presentationml.slideMaster+xml",
    "ppt/notesSlides/": f"{_MS}.presentationml.notesSlide+xml",
    "theme": f"{_MS}.theme+xml",
    "chart": f"{_MS}.drawingml.chart+xml",
    "diagrams/data": f"{_MS}.drawingml.diagramData+xml",
    "diagrams/layout": f"{_MS}.drawingml.diagramLayout+xml",
    "diagrams/quickStyle": f"{_MS}.drawingml.diagramStyle+xml",
    "diagrams/colors": f"{_MS}.drawingml.diagramColors+xml",
}
#: (id, type, target) of a part's relationships; a target that starts with `http` leads out of the file.
Relations = list[tuple[str, str, str]]


def _content_types(names: Sequence[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name in names
        if name.endswith(".xml")
        for kind in [
            next((kind for start, kind in _CONTENT_TYPES.items() if name.startswith(start) or f"/{start}" in f"/{name}"), "")
        ]
        if kind
    )
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            "png": "image/png",
            "emf": "image/x-emf",
            "bin": f"{_MS}.oleObject",
            "html": "text/html",
            "vml": f"{_MS}.vmlDrawing",
        }.items()
    )
    return f'<Types xmlns="{_OPEN}/package/2006/content-types">{defaults}{overrides}</Types>'


def _relations(relations: Relations) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_TO}/{kind}" Target="{escape(target)}"'
        + (' TargetMode="External"' if target.startswith("http") else "")
        + "/>"
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def _package(main: str, parts: Mapping[str, str | bytes], relations: Mapping[str, Relations]) -> bytes:
    whole: dict[str, bytes] = {"[Content_Types].xml": _content_types(list(parts)).encode()}
    whole["_rels/.rels"] = _relations([("rId1", "officeDocument", main)]).encode()
    for name, content in parts.items():
        whole[name] = content if isinstance(content, bytes) else content.encode()
    for name, each in relations.items():
        folder, _, file = name.rpartition("/")
        whole[f"{folder}/_rels/{file}.rels"] = _relations(each).encode()
    return write_parts(whole)


def png() -> bytes:
    """A black square of eight pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\0" * 8) * 8)
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def empty_emf() -> bytes:
    """An EMF that paints nothing: its header and its end."""
    head = struct.pack("<II8i", 1, 108, 0, 0, 100, 100, 0, 0, 2540, 2540)
    head += b" EMF" + struct.pack("<IIIHHIIIII", 0x10000, 128, 2, 1, 0, 0, 0, 0, 1024, 768) + struct.pack("<II", 320, 240)
    head = head.ljust(108, b"\0")
    return head + struct.pack("<IIIII", 14, 20, 0, 16, 20)


# Word


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; what is no XML becomes a run of text."""
    inner = "".join(run if run.startswith("<") else text_run(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def text_run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(code: str, result: str = "") -> str:
    """A field with the result that was saved; without one it never had any."""
    saved = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + text_run(result) if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>{saved}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: Sequence[str], properties: Sequence[str] = ()) -> str:
    """A table of texts or paragraphs; `properties` are those of its rows."""
    made = []
    for number, row in enumerate(rows):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{cell if cell.startswith("<") else paragraph(cell)}</w:tc>'
            for cell in row
        )
        more = f"<w:trPr>{properties[number]}</w:trPr>" if number < len(properties) and properties[number] else ""
        made.append(f"<w:tr>{more}{cells}</w:tr>")
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in rows[0])
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


_STYLES = (
    f'<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="BIZ UD明朝" w:hAnsi="BIZ UD明朝" '
    'w:eastAsia="BIZ UD明朝"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{more}</w:styles>'
)
SECTION = '<w:sectPr>{0}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/>{1}</w:sectPr>'


def docx(
    body: str,
    *,
    parts: Mapping[str, str | bytes] | None = None,
    relations: Relations | None = None,
    styles: str = "",
    section: tuple[str, str] = ("", ""),
) -> bytes:
    """A Word file: paragraphs and tables, further parts under word/ with their relationships, styles, and what its section has."""
    whole: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{SECTION.format(*section)}</w:body></w:document>",
        "word/styles.xml": _STYLES.replace("{more}", styles),
    }
    for name, content in (parts or {}).items():
        whole[f"word/{name}"] = content
    return _package("word/document.xml", whole, {"word/document.xml": [("rIdS", "styles", "styles.xml"), *(relations or [])]})


def word_part(root: str, inner: str) -> str:
    """A part of a Word file: `w:hdr`, `w:ftr`, `w:footnotes` …"""
    return f"<{root} {NAMESPACES}>{inner}</{root}>"


def word_picture(key: str, text: str = "") -> str:
    """A picture in a run, or a text box where there is text."""
    graphic = (
        f'<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        if text
        else f'<a:graphicData uri="{_OPEN}/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="500000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData>"
    )
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="600000"/>'
        f'<wp:docPr id="1" name="d" descr="図"/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r>'
    )


# Excel


def cell(name: str, value: str | float, style: int = 0, formula: str | None = None, kind: str = "") -> str:
    """A cell: text, a number, or a formula with the value that was saved (none: `value` is empty)."""
    if isinstance(value, str) and not kind and formula is None:
        return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    saved = f"<v>{escape(str(value))}</v>" if value != "" else ""
    written = f"<f>{escape(formula)}</f>" if formula is not None else ""
    typed = f' t="{kind}"' if kind else ""
    return f'<c r="{name}" s="{style}"{typed}>{written}{saved}</c>'


def rows(*cells: str, hidden: Sequence[int] = ()) -> str:
    """A sheetData with each cell in the row that its name says."""
    by_row: dict[int, list[str]] = {}
    for each in cells:
        name = each.split('r="', 1)[1].split('"', 1)[0]
        by_row.setdefault(int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), []).append(each)
    made = "".join(
        f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number in hidden else ""}>{"".join(held)}</row>'
        for number, held in sorted(by_row.items())
    )
    return f"<sheetData>{made}</sheetData>"


def xlsx(
    *sheets: tuple[str, str],
    formats: Sequence[str | int] = (),
    names: str = "",
    states: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    relations: Mapping[str, Relations] | None = None,
    properties: str = "",
    xfs: str = "",
    fonts: str = "",
) -> bytes:
    """An Excel file of (name, XML inside the worksheet) sheets; style N+1 has the format N, a code or a built-in number."""
    main = f"{_OPEN}/spreadsheetml/2006/main"
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"'
        + (f' state="{states[name]}"' if states and name in states else "")
        + "/>"
        for number, (name, _) in enumerate(sheets, 1)
    )
    codes = [each for each in formats if isinstance(each, str)]
    custom = "".join(f'<numFmt numFmtId="{200 + index}" formatCode="{escape(code)}"/>' for index, code in enumerate(codes))
    used = [each if isinstance(each, int) else 200 + codes.index(each) for each in formats]
    xf = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>' for number in used)
    styles = (
        f'<styleSheet xmlns="{main}">{f"<numFmts>{custom}</numFmts>" if codes else ""}<fonts><font><sz val="11"/>'
        f'<name val="BIZ UDゴシック"/></font>{fonts}</fonts><fills><fill><patternFill patternType="none"/></fill></fills>'
        '<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f"{xf}{xfs}</cellXfs></styleSheet>"
    )
    whole: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_TO}">{properties}<sheets>{listed}</sheets>'
        + (f"<definedNames>{names}</definedNames>" if names else "")
        + "</workbook>",
        "xl/styles.xml": styles,
    }
    for number, (_, inner) in enumerate(sheets, 1):
        whole[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{main}" xmlns:r="{_TO}">{inner}</worksheet>'
    whole |= {f"xl/{name}": content for name, content in (parts or {}).items()}
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    related: dict[str, Relations] = {"xl/workbook.xml": [*links, ("rIdS", "styles", "styles.xml")]}
    related |= {f"xl/{name}": each for name, each in (relations or {}).items()}
    return _package("xl/workbook.xml", whole, related)


def sheet_shape(text: str = "", *, picture: str = "", chart: str = "") -> str:
    """A drawing of a sheet: a text box, a picture or a chart."""
    if chart:
        held = (
            '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="c"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
            f'<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="{_OPEN}/drawingml/2006/chart">'
            f'<c:chart r:id="{chart}"/></a:graphicData></a:graphic></xdr:graphicFrame>'
        )
    elif picture:
        held = (
            '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
            f'<a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
            '<a:ext cx="500000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
        )
    else:
        held = (
            '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="t"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm>'
            '<a:off x="0" y="0"/><a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
            f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        )
    corner = "<xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    anchor = f"<xdr:from>{corner.format(1, 3)}</xdr:from><xdr:to>{corner.format(5, 15)}</xdr:to>"
    return f"<xdr:wsDr {NAMESPACES}><xdr:twoCellAnchor>{anchor}{held}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"


def chart(
    title: str, series: str, categories: Sequence[str], *, kind: str = "barChart", axis: str = "", labels: bool = False
) -> str:
    """A chart with what it last showed, and no sheet to read anew."""
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(name)}</c:v></c:pt>' for index, name in enumerate(categories))
    values = "".join(f'<c:pt idx="{index}"><c:v>{index + 1}</c:v></c:pt>' for index in range(len(categories)))
    count = f'<c:ptCount val="{len(categories)}"/>'

    def titled(text: str) -> str:
        return (
            f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
            if text
            else ""
        )

    direction = (
        '<c:barDir val="col"/><c:grouping val="clustered"/>'
        if kind == "barChart"
        else '<c:grouping val="standard"/>'
        if kind == "lineChart"
        else '<c:varyColors val="1"/>'
    )
    shown = '<c:dLbls><c:showVal val="1"/></c:dLbls>' if labels else ""
    axes = "" if kind == "pieChart" else '<c:axId val="1"/><c:axId val="2"/>'
    placed = (
        ""
        if kind == "pieChart"
        else f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>{titled(axis)}'
        '<c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
    )
    return (
        f'<c:chartSpace {NAMESPACES}><c:chart>{titled(title)}<c:plotArea><c:layout/><c:{kind}>{direction}<c:ser><c:idx val="0"/>'
        f'<c:order val="0"/><c:tx><c:strRef><c:f>S!$A$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series)}</c:v></c:pt>'
        f"</c:strCache></c:strRef></c:tx>{shown}<c:cat><c:strRef><c:f>S!$A$2:$A$9</c:f><c:strCache>{count}{points}</c:strCache></c:strRef>"
        f"</c:cat><c:val><c:numRef><c:f>S!$B$2:$B$9</c:f><c:numCache><c:formatCode>General</c:formatCode>{count}{values}</c:numCache>"
        f'</c:numRef></c:val></c:ser>{axes}</c:{kind}>{placed}</c:plotArea><c:legend><c:legendPos val="r"/></c:legend>'
        '<c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )


# PowerPoint

_THEME = (
    f'<a:theme xmlns:a="{_OPEN}/drawingml/2006/main" name="t"><a:themeElements><a:clrScheme name="c">'
    + "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in {
            **{"dk1": "000000", "lt1": "FFFFFF", "dk2": "333333", "lt2": "EEEEEE", "hlink": "0000FF", "folHlink": "800080"},
            **{f"accent{number}": "4472C4" for number in range(1, 7)},
        }.items()
    )
    + '</a:clrScheme><a:fontScheme name="f"><a:majorFont><a:latin typeface="BIZ UDゴシック"/><a:ea typeface="BIZ UDゴシック"/><a:cs typeface=""/>'
    '</a:majorFont><a:minorFont><a:latin typeface="BIZ UDゴシック"/><a:ea typeface="BIZ UDゴシック"/><a:cs typeface=""/></a:minorFont></a:fontScheme>'
    '<a:fmtScheme name="s">'
    + "".join(
        f"<a:{name}>{inner * 3}</a:{name}>"
        for name, inner in {
            "fillStyleLst": '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>',
            "lnStyleLst": '<a:ln><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>',
            "effectStyleLst": "<a:effectStyle><a:effectLst/></a:effectStyle>",
            "bgFillStyleLst": '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>',
        }.items()
    )
    + "</a:fmtScheme></a:themeElements></a:theme>"
)
_TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" '
    + " ".join(f'accent{n}="accent{n}"' for n in range(1, 7))
    + ' hlink="hlink" folHlink="folHlink"/>'
)


def shape(
    text: str, *, placeholder: str = "", box: tuple[int, int, int, int] | None = (1, 1, 8, 1), more: str = "", body: str = ""
) -> str:
    """A shape of a slide; its box is in inches. `body` is XML of paragraphs in the place of text, `more` that of `p:cNvPr`."""
    role = f"<p:nvPr>{placeholder}</p:nvPr>"
    inches = [914_400 * each for each in box] if box else []
    place = (
        f'<a:xfrm><a:off x="{inches[0]}" y="{inches[1]}"/><a:ext cx="{inches[2]}" cy="{inches[3]}"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom>"
        if inches
        else ""
    )
    words = body or f'<a:p><a:r><a:rPr lang="ja-JP"/><a:t>{escape(text)}</a:t></a:r></a:p>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="s"{more}/><p:cNvSpPr/>{role}</p:nvSpPr><p:spPr>{place}</p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{words}</p:txBody></p:sp>"
    )


def pptx(
    *slides: str,
    hidden: Sequence[int] = (),
    master: str = "",
    layout: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    relations: Mapping[str, Relations] | None = None,
    first: int = 1,
    size: tuple[int, int] = (9_144_000, 6_858_000),
) -> bytes:
    """A PowerPoint file of slides, each the XML of its shapes; `hidden` counts from 0. `relations` are by part under ppt/."""
    listed = "".join(f'<p:sldId id="{256 + index}" r:id="rIdP{index}"/>' for index in range(len(slides)))
    whole: dict[str, str | bytes] = {
        "ppt/presentation.xml": f'<p:presentation {NAMESPACES} firstSlideNum="{first}"><p:sldMasterIdLst><p:sldMasterId id="2147483648" '
        f'r:id="rIdM"/></p:sldMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="{size[0]}" cy="{size[1]}"/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
        "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster {NAMESPACES}><p:cSld><p:spTree>{_TREE}{master}</p:spTree></p:cSld>{_MAP}"
        '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>',
        "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout {NAMESPACES}><p:cSld><p:spTree>{_TREE}{layout}</p:spTree></p:cSld></p:sldLayout>",
        "ppt/theme/theme1.xml": _THEME,
    }
    related: dict[str, Relations] = {
        "ppt/presentation.xml": [("rIdM", "slideMaster", "slideMasters/slideMaster1.xml")],
        "ppt/slideMasters/slideMaster1.xml": [
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("rId2", "theme", "../theme/theme1.xml"),
        ],
        "ppt/slideLayouts/slideLayout1.xml": [("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")],
    }
    for index, inner in enumerate(slides):
        name = f"ppt/slides/slide{index + 1}.xml"
        show = ' show="0"' if index in hidden else ""
        whole[name] = f"<p:sld {NAMESPACES}{show}><p:cSld><p:spTree>{_TREE}{inner}</p:spTree></p:cSld></p:sld>"
        related["ppt/presentation.xml"].append((f"rIdP{index}", "slide", f"slides/slide{index + 1}.xml"))
        related[name] = [("rIdL", "slideLayout", "../slideLayouts/slideLayout1.xml")]
    for name, each in (relations or {}).items():
        related.setdefault(f"ppt/{name}", []).extend(each)
    whole |= {f"ppt/{name}": content for name, content in (parts or {}).items()}
    return _package("ppt/presentation.xml", whole, related)


def slide_frame(inner: str, uri: str) -> str:
    """A frame of a slide that holds a table, a chart or a diagram."""
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="f"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>'
        '<a:off x="914400" y="1828800"/><a:ext cx="6400800" cy="3657600"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{_OPEN}/drawingml/2006/{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def embedded(data: bytes) -> str:
    """Bytes as text, for parts that carry them so."""
    return base64.b64encode(data).decode()
