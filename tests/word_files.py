"""Small Word files, written part by part: what a test is about stands in their XML and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.package import write_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.text.passages import Body

_OPEN = "http://schemas.openxmlformats.org"
OPEN_NAMESPACE = f"{_OPEN}/wordprocessingml/2006/main"
STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELS = f'<Relationships xmlns="{_OPEN}/package/2006/relationships">'
_R = f"{_OPEN}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = f'<Types xmlns="{_OPEN}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'


def package(
    body: str, extra: dict[str, str] | None = None, namespace: str = OPEN_NAMESPACE, related: Sequence[tuple[str, str, str]] = ()
) -> bytes:
    """A Word file of a body and of other parts, which are related by their names (`header1`).

    `related` are relationships of other kinds: id, kind, target.
    """
    extra = extra or {}
    kinds = {part: part.rstrip("0123456789") for part in extra}
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in kinds.items())
    named = [*((part, kind, f"{part}.xml") for part, kind in kinds.items()), *related]
    parts = {
        "[Content_Types].xml": f"{_TYPES}"
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{_RELS}<Relationship Id="a" Type="{_R}/officeDocument" Target="/word/document.xml"/></Relationships>',
        "word/document.xml": element("document", f"<w:body>{body}</w:body>", namespace),
        "word/_rels/document.xml.rels": _RELS
        + "".join(f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>' for key, kind, target in named)
        + "</Relationships>",
        **{f"word/{part}.xml": xml for part, xml in extra.items()},
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def element(root: str, inner: str, namespace: str = OPEN_NAMESPACE) -> str:
    """The XML of a part."""
    return (
        f'<w:{root} xmlns:w="{namespace}" xmlns:r="{_R}" xmlns:mc="{_OPEN}/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
        f' xmlns:m="{_OPEN}/officeDocument/2006/math" xmlns:dgm="{_OPEN}/drawingml/2006/diagram">{inner}</w:{root}>'
    )


def texts(body: Body) -> list[str]:
    """The texts of a file's passages."""
    return [passage.text for passage in body.passages]


def p(inner: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str | None = None, form: str = "") -> str:
    """A field of marks, with the runs that were saved of it; None for one that was never computed."""
    saved = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'
    told = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f'{begin}{told}{saved}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, each of a text or of whole elements."""
    held = "".join(f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else p(r(cell))}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{held}</w:tr>"


def level(kind: str, text: str, number: int = 0, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    indent = f'<w:pPr><w:ind w:left="{600 * (number + 1)}" w:hanging="600"/></w:pPr>'
    said = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>{indent}'
    return f'<w:lvl w:ilvl="{number}">{said}</w:lvl>'


def numbering(*lists: str, more: str = "") -> str:
    """The part of the lists: the first has the number 1; `more` are lists that say something of their own."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for index, levels in enumerate(lists)
    )
    numbers = "".join(f'<w:num w:numId="{index + 1}"><w:abstractNumId w:val="{index}"/></w:num>' for index, _ in enumerate(lists))
    return element("numbering", abstract + numbers + more)


def listed(number: int, at: int = 0) -> str:
    """The properties of a paragraph of a list."""
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
