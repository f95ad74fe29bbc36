"""What the first Word templates are written with: markup, styles that all of them share, and the file around them.

Measures are twips: 20 a point, 220 a character of 11 pt.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MINCHO, GOTHIC = "BIZ UD明朝", "BIZ UDゴシック"
CHAR = 220

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>
<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
ROOT_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
DOCUMENT_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/>
</Relationships>"""
NUMBERING_TYPE = '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
NUMBERING_REL = '<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:language>ja-JP</dc:language></cp:coreProperties>"""
SETTINGS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="ja-JP" w:eastAsia="ja-JP"/></w:settings>"""
FONT_TABLE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts {W}>
<w:font w:name="{MINCHO}"><w:altName w:val="BIZ UD明朝 Medium"/><w:charset w:val="80"/><w:family w:val="roman"/><w:pitch w:val="fixed"/></w:font>
<w:font w:name="{GOTHIC}"><w:altName w:val="BIZ UDGothic"/><w:charset w:val="80"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>
</w:fonts>"""


def fonts(name: str) -> str:
    """The run property that names one font for every script."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def style(
    style_id: str, name: str, *, ppr: str = "", rpr: str = "", based: str | None = "Normal", follows: str | None = None, default: bool = False
) -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    following = f'<w:next w:val="{follows}"/>' if follows else ""
    mark = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{following}<w:qFormat/>'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def spacing(before: float = 0, after: float = 0, line: float | None = None) -> str:
    """Space around a paragraph in points; `line` is the least line height in points."""
    height = f' w:line="{round(line * 20)}" w:lineRule="atLeast"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{height}/>'


def single(around: float) -> str:
    """Single line spacing with the same space above and below, in points: text in the middle of a table cell."""
    return f'<w:spacing w:before="{round(around * 20)}" w:after="{round(around * 20)}" w:line="240" w:lineRule="auto"/>'


def indent(left: float = 0, *, hanging: float = 0, first: float = 0) -> str:
    """Indents in characters of 11 pt; `hanging` is how far the first line stands out."""
    extra = f' w:hanging="{round(hanging * CHAR)}"' if hanging else f' w:firstLine="{round(first * CHAR)}"' if first else ""
    return f'<w:ind w:left="{round(left * CHAR)}"{extra}/>'


def size(points: float) -> str:
    """A font size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


CENTER, RIGHT, BOTH = ('<w:jc w:val="center"/>', '<w:jc w:val="right"/>', '<w:jc w:val="both"/>')
KEEP = "<w:keepNext/>"


def outline(level: int) -> str:
    """The outline level, from 0, that makes a paragraph a heading of the PDF."""
    return f'<w:outlineLvl w:val="{level}"/>'


def charter_styles() -> list[str]:
    """Headings, texts, bodies and bullets for the levels of 公用文: １ （１） ① ア （ア）."""
    hang = {1: 2, 2: 3, 3: 2, 4: 2, 5: 3}
    done = []
    for level in range(1, 6):
        left = level - 1 + hang[level]
        ppr = KEEP + spacing(9 if level == 1 else 2) + indent(left, hanging=hang[level])
        rpr = (fonts(GOTHIC) if level == 1 else "") + size(11)
        done.append(style(f"Heading{level + 1}", f"heading {level + 1}", ppr=ppr + outline(level), rpr=rpr))
        done.append(style(f"Item{level}", f"項{level}", ppr=spacing(1) + indent(left, hanging=hang[level]) + BOTH))
        done.append(style(f"Body{level}", f"項本文{level}", ppr=indent(level if level == 1 else left - 1, first=1) + BOTH))
        done.append(style(f"Bullet{level}", f"項箇条{level}", ppr=indent(left + 1, hanging=1) + BOTH))
    return done


DEPTH = 7  # of the agenda and of lists; what lies deeper looks like the last
_FULL = "０１２３４５６７８９"
_HANG = (2, 3, 2, 2, 3, 2, 3)  # in characters: １　 （１） ①　 ア　 （ア） ａ　 （ａ）


def agenda_styles() -> list[str]:
    """The lines of the 次第 by their depth, and what stands under each."""
    done = []
    for level, hang in enumerate(_HANG, 1):
        left = (0 if level == 1 else level) + hang
        first = level == 1
        ppr = spacing(14 if first else 8 if level == 2 else 2, 4 if first else 0, 20) + indent(left, hanging=hang) + (outline(1) if first else "")
        done.append(style(f"Agenda{level}", f"次第{_FULL[level]}", ppr=ppr, rpr=fonts(GOTHIC) + size(12) if first else ""))
        done.append(style(f"AgendaNote{level}", f"次第担当{_FULL[level]}", ppr=spacing(0, 0, 18) + indent(5 if first else left), rpr=size(10)))
    return done


def list_styles() -> list[str]:
    """The lines of lists of papers by their depth, with a label and without: 資料一覧, 参考資料一覧, and 配付資料 at the foot of a 次第."""
    done = []
    for base, name, start, label, bare in (("List", "資料一覧", 0, 9, 2), ("Reference", "参考資料一覧", 2, 8, 2), ("Foot", "配付資料", 1, 6, 1)):
        for level in range(1, DEPTH + 1):
            left, around = start + 2 * (level - 1), spacing(3 if base == "Foot" else 8 if level == 1 and base == "List" else 5, 0, 20)
            done.append(style(f"{base}{level}", f"{name}{_FULL[level]}", ppr=around + indent(left + label, hanging=label)))
            done.append(style(f"{base}Bare{level}", f"{name}番号なし{_FULL[level]}", ppr=around + indent(left + bare, hanging=bare)))
    return done


def slide_styles() -> list[str]:
    """The lines of slides by their depth, and what stands under each, in twips: a character of a line is 560, deeper ones 440."""
    bar = '<w:pBdr><w:left w:val="single" w:sz="48" w:space="10" w:color="1F3864"/></w:pBdr>'
    note = fonts(GOTHIC) + '<w:color w:val="404040"/>' + size(18)

    def at(left: int, hanging: int) -> str:
        return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'

    done = [
        style("Slide1", "スライド１", ppr=spacing(14, 8, 40) + at(1120, 1120) + outline(1), rpr=fonts(GOTHIC) + size(28)),
        style("SlideNote1", "スライド担当１", ppr=spacing(0, 0, 32) + '<w:ind w:left="1120"/>', rpr=note),
        style("Slide2", "スライド２", ppr=KEEP + bar + spacing(26, 0, 44) + at(2140, 1680) + outline(2), rpr=fonts(GOTHIC) + size(28)),
        style("SlideNote2", "スライド担当２", ppr=bar + spacing(0, 0, 32) + at(1020, 560), rpr=note),
    ]
    for level, hang in enumerate(_HANG[2:], 3):
        left = 1700 + 440 * (level - 3 + hang)
        done.append(style(f"Slide{level}", f"スライド{_FULL[level]}", ppr=spacing(4, 0, 32) + at(left, 440 * hang), rpr=fonts(GOTHIC) + size(22)))
        done.append(style(f"SlideNote{level}", f"スライド担当{_FULL[level]}", ppr=spacing(0, 0, 26) + f'<w:ind w:left="{left}"/>', rpr=note))
    return done


def styles() -> str:
    """One set of styles for every template, so that a change of look is a change of a style."""
    border = '<w:bdr w:val="single" w:sz="8" w:space="3" w:color="000000"/>'
    list_ = [
        style("Normal", "Normal", ppr=spacing(line=18), based=None, default=True),
        style("Heading1", "heading 1", ppr=KEEP + spacing(6, 12) + CENTER + outline(0), rpr=fonts(GOTHIC) + size(14)),
        *charter_styles(),
        style("Label", "資料番号", ppr=spacing(0, 4, 22) + RIGHT, rpr=fonts(GOTHIC) + size(12)),
        style("Subheading", "会議名", ppr=spacing(0, 14) + CENTER),
        style("CoverTop", "表紙回数", ppr=spacing(190, 10, 34) + CENTER, rpr=fonts(GOTHIC) + size(20)),
        style("CoverName", "表紙会議名", ppr=KEEP + spacing(0, 150, 34) + CENTER + outline(0), rpr=fonts(GOTHIC) + size(18)),
        style("CoverTitle", "表紙題名", ppr=spacing(60, 12, 36) + CENTER + outline(0), rpr=fonts(GOTHIC) + size(24)),
        style("PacketTitle", "冊子題名", ppr=spacing(0, 50, 34) + CENTER, rpr=fonts(GOTHIC) + size(22)),
        style("CoverLine", "表紙行", ppr=spacing(0, 6, 24) + CENTER, rpr=size(14)),
        style("CoverFirst", "表紙一行目", ppr=spacing(80, 6, 24) + CENTER, rpr=size(16)),
        style("CoverLast", "表紙末行", ppr=spacing(120, 0, 24) + CENTER, rpr=fonts(GOTHIC) + size(16)),
        style("AgendaName", "次第会議名", ppr=spacing(4, 6, 22) + CENTER, rpr=size(14)),
        style("AgendaHead", "次第見出し", ppr=spacing(6, 12, 28) + CENTER + outline(0), rpr=fonts(GOTHIC) + '<w:spacing w:val="120"/>' + size(18)),
        style("AgendaLine", "次第見出し（会議名と同じ行）", ppr=spacing(6, 16, 24) + CENTER + outline(0), rpr=fonts(GOTHIC) + size(14)),
        style("AgendaPlace", "日時場所", ppr=spacing(0, 2, 20) + indent(11, hanging=3)),
        *agenda_styles(),
        style("AgendaPapers", "次第資料", ppr=spacing(0, 0, 18) + RIGHT, rpr=fonts(GOTHIC) + size(10)),
        style("FootHead", "配付資料見出し", ppr=KEEP + spacing(24, 4, 20) + outline(1), rpr=fonts(GOTHIC)),
        *list_styles(),
        style("ListHead", "参考資料見出し", ppr=KEEP + spacing(16, 0, 20) + outline(1)),
        style("SlideTop", "スライド上", ppr='<w:pageBreakBefore/><w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="1F3864"/></w:pBdr>' + spacing(0, 24, 24) + RIGHT, rpr=fonts(GOTHIC) + '<w:color w:val="1F3864"/>' + size(16)),
        style("SlideFirst", "スライド題", ppr='<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="1F3864"/></w:pBdr>' + spacing(0, 24, 30) + CENTER + outline(0), rpr=fonts(GOTHIC) + '<w:color w:val="1F3864"/>' + size(22)),
        *slide_styles(),
        style("Unit", "単位", ppr=KEEP + spacing(4, 2) + RIGHT, rpr=size(10)),
        style("Cell", "表", ppr=single(3), rpr=size(10.5)),
        style("CellHead", "表見出し", ppr=single(3) + CENTER, rpr=fonts(GOTHIC) + size(10.5), based="Cell"),
        style("CellFigure", "表数値", ppr=single(0.9) + RIGHT, rpr=size(9), based="Cell"),
        style("CellSmall", "表小", ppr=single(0.9), rpr=size(9), based="Cell"),
        style("CellHeadSmall", "表見出し小", ppr=single(0.9) + CENTER, rpr=fonts(GOTHIC) + size(9), based="Cell"),
        style("Lead", "前文", ppr=indent(0, first=1) + BOTH),
        style("Notes", "注", ppr=spacing(2, 0, 14) + indent(1, hanging=1) + BOTH, rpr=size(9)),
        style("Supplementary", "附則", ppr=KEEP + spacing(14) + indent(3) + outline(1), rpr=fonts(GOTHIC)),
        f'<w:style w:type="character" w:styleId="LabelBox"><w:name w:val="資料番号枠"/><w:qFormat/><w:rPr>{fonts(GOTHIC)}{border}</w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr></w:rPr></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        + "</w:tblBorders></w:tblPr></w:style>",
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(MINCHO)}'
        f'{size(11)}<w:lang w:val="ja-JP" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        + "".join(list_)
        + "</w:styles>"
    )


def run(text: str, char_style: str | None = None) -> str:
    """A run; `\\t` becomes a tab."""
    rpr = f'<w:rPr><w:rStyle w:val="{char_style}"/></w:rPr>' if char_style else ""
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t"))
    return f"<w:r>{rpr}{pieces}</w:r>"


def p(style_id: str, text: str = "", char_style: str | None = None) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{run(text, char_style) if text else ""}</w:p>'


def tag(text: str) -> str:
    """A paragraph that holds a docxtpl paragraph tag and vanishes when the template is filled."""
    return p("Normal", "{%p " + text + " %}")


def cell(width: int, content: str, *, center: bool = False, shade: bool = False) -> str:
    """A table cell, its width in twips."""
    extra = '<w:shd w:val="clear" w:color="auto" w:fill="E7EBF3"/>' if shade else ""
    extra += '<w:vAlign w:val="center"/>' if center else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{content}</w:tc>'


def row(*cells: str, header: bool = False) -> str:
    """A table row that stays on one page; a header row repeats on each."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: list[int], *rows: str) -> str:
    """A ruled table in the middle of the page."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="autofit"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def section(*, landscape: bool = False, size_mm: tuple[float, float] = (210, 297), margins: tuple[float, float, float, float] = (25, 22, 22, 25)) -> str:
    """The page: size and margins (top, right, bottom, left) in millimetres."""
    twips = [round(mm * 1440 / 25.4) for mm in (*size_mm, *margins)]
    width, height = (twips[1], twips[0]) if landscape else (twips[0], twips[1])
    orient = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar w:top="{twips[2]}" w:right="{twips[3]}" w:bottom="{twips[4]}"'
        f' w:left="{twips[5]}" w:header="567" w:footer="454" w:gutter="0"/></w:sectPr>'
    )


def numbered(left: int, hanging: int) -> str:
    """Automatic numbers １ ２ ３ for paragraphs of list 1, whose number begins at the margin, in twips."""
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:suff w:val="tab"/><w:lvlText w:val="%1"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {W}><w:abstractNum w:abstractNumId="1">'
        f'<w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def write_templates(templates: dict[str, tuple[str, Callable[[], str]]], folder: Path, own_styles: str = "", numbering: str = "") -> None:
    """Writes templates, each a title and a body by its name, with styles and numbers of their own beside those that all share."""
    for name, (title, body) in templates.items():
        parts = {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": ROOT_RELS,
            "docProps/core.xml": CORE.format(title=title),
            "word/_rels/document.xml.rels": DOCUMENT_RELS,
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {W} {R}><w:body>{body()}</w:body></w:document>',
            "word/styles.xml": styles().replace("</w:styles>", own_styles + "</w:styles>"),
            "word/settings.xml": SETTINGS,
            "word/fontTable.xml": FONT_TABLE,
        }
        if numbering:
            parts["word/numbering.xml"] = numbering
            parts["[Content_Types].xml"] = CONTENT_TYPES.replace("</Types>", NUMBERING_TYPE + "</Types>")
            parts["word/_rels/document.xml.rels"] = DOCUMENT_RELS.replace("</Relationships>", NUMBERING_REL + "</Relationships>")
        with zipfile.ZipFile(folder / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as docx:
            for part, text in parts.items():
                docx.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)


def schedule_styles() -> str:
    """The styles of 別表: their names and titles, what stands in their cells, their 備考, and the table itself."""
    return "".join(
        [
            style("ScheduleLabel", "別表番号", ppr=KEEP + spacing(14, 2) + outline(1)),
            style("ScheduleFirst", "別表番号（初め）", ppr="<w:pageBreakBefore/>", based="ScheduleLabel"),
            style("ScheduleTitle", "別表題名", ppr=KEEP + spacing(0, 4) + CENTER, rpr=fonts(GOTHIC)),
            style("ScheduleCell", "別表本文", ppr='<w:spacing w:before="40" w:after="40" w:line="276" w:lineRule="auto"/>', rpr=size(10.5)),
            style("ScheduleHead", "別表見出し", ppr=CENTER, based="ScheduleCell"),
            style("ScheduleCenter", "別表中央", ppr=CENTER, based="ScheduleCell"),
            style("ScheduleFigure", "別表数値", ppr=RIGHT, based="ScheduleCell"),
            style("ScheduleNote", "備考", ppr=spacing(3) + indent(3, hanging=3) + BOTH),
            style("ScheduleNotes", "備考の項", ppr=spacing(1) + indent(3, hanging=2) + BOTH),
            '<w:style w:type="table" w:styleId="Schedule"><w:name w:val="別表"/><w:basedOn w:val="TableGrid"/></w:style>',
        ]
    )


def schedules() -> list[str]:
    """The 別表 of a charter. The three marks say where a table goes, and what is turned with a wide one."""
    name = "{{ schedule.label }}{{ schedule.provisions }}"
    return [
        tag("for schedule in charter.schedules"),
        p("Normal", "{{ schedule.begin }}"),
        tag("if loop.first"),
        p("ScheduleFirst", name),
        tag("else"),
        p("ScheduleLabel", name),
        tag("endif"),
        tag("if schedule.title"),
        p("ScheduleTitle", "{{ schedule.title }}"),
        tag("endif"),
        tag("if schedule.unit"),
        p("Unit", "（単位：{{ schedule.unit }}）"),
        tag("endif"),
        p("Normal", "{{ schedule.table }}"),
        tag("if schedule.notes|length > 1"),
        p("ScheduleNote", "備考"),
        tag("endif"),
        tag("for note in schedule.notes"),
        tag("if loop.length > 1"),
        p("ScheduleNotes", "{{ note.number }}{{ note.text }}"),
        tag("else"),
        p("ScheduleNote", "備考　{{ note.text }}"),
        tag("endif"),
        tag("endfor"),
        p("Normal", "{{ schedule.end }}"),
        tag("endfor"),
    ]
