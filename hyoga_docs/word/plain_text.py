"""A plain text as a Word document: A4 upright, in a typewriter's face, so that columns made with blanks stay columns."""

from __future__ import annotations

from html import escape

from hyoga_docs.text.ooxml.package import write_parts

_FONT = "BIZ UDゴシック"
_POINTS = 10.5
_TAB = round(8 * _POINTS / 2 * 20)  # eight half-width characters, in twentieths of a point
_MARGIN = 1134  # 20 mm: 45 full-width characters in a line
_FORM_FEED = "\f"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/></Types>'
)
_STYLES = (
    f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
    f'<w:sz w:val="{round(_POINTS * 2)}"/><w:szCs w:val="{round(_POINTS * 2)}"/>'
    '<w:lang w:val="ja-JP" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:jc w:val="left"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
)
_SETTINGS = f'<w:settings xmlns:w="{_MAIN}"><w:defaultTabStop w:val="{_TAB}"/></w:settings>'
_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="567" w:footer="567"/>'
    "</w:sectPr>"
)


def plain_text_docx(text: str) -> bytes:
    """The text, a paragraph a line, with a new page at each form feed; it holds no other character that cannot be printed."""
    pages = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split(_FORM_FEED)
    paragraphs = [
        _paragraph(line, new_page=bool(number) and not index)
        for number, page in enumerate(pages)
        for index, line in enumerate(page.split("\n"))
    ]
    body = f'<w:document xmlns:w="{_MAIN}"><w:body>{"".join(paragraphs)}{_SECTION}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("settings", "settings.xml")),
        "word/document.xml": body,
        "word/styles.xml": _STYLES,
        "word/settings.xml": _SETTINGS,
    }
    return write_parts({name: f'<?xml version="1.0" encoding="UTF-8"?>{xml}'.encode() for name, xml in parts.items()})


def _relations(*targets: tuple[str, str]) -> str:
    each = (f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for kind, target in targets)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _paragraph(line: str, *, new_page: bool) -> str:
    properties = "<w:pPr><w:pageBreakBefore/></w:pPr>" if new_page else ""
    words = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t")) if line else ""
    return f"<w:p>{properties}<w:r>{words}</w:r></w:p>"
