"""Excel files made in tests, of the XML of their sheets."""

from __future__ import annotations

from html import escape

from hyoga_docs.text.ooxml.package import write_parts

OPEN = "http://schemas.openxmlformats.org"
MAIN = f"{OPEN}/spreadsheetml/2006/main"
HIDDEN = 'state="hidden" '
RELATION = f"{OPEN}/officeDocument/2006/relationships"


def relations(pairs: list[tuple[str, str, str]]) -> str:
    """A part of relationships: ids, kinds and targets."""
    inner = "".join(f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{target}"/>' for key, kind, target in pairs)
    return f'<Relationships xmlns="{OPEN}/package/2006/relationships">{inner}</Relationships>'


def styles(codes: list[str]) -> str:
    """The styles of a book: style 0 is General, and each format code has a style from 1 on."""
    formats = "".join(f'<numFmt numFmtId="{170 + at}" formatCode="{escape(code)}"/>' for at, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{170 + at}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for at in range(len(codes)))
    return f"""<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>
        <fonts count="1"><font><sz val="11"/><name val="BIZ UDPゴシック"/></font></fonts>
        <fills count="1"><fill><patternFill patternType="none"/></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="{len(codes) + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{cells}</cellXfs>
        </styleSheet>"""


def workbook(
    sheets: dict[str, str],
    codes: list[str] | None = None,
    *,
    hidden: tuple[str, ...] = (),
    also: str = "",
    extra: dict[str, str] | None = None,
) -> bytes:
    """An Excel file of sheets, by name; `also` stands in the workbook after its sheets, `extra` are further parts."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{title}" sheetId="{n}" {HIDDEN if title in hidden else ""}r:id="s{n}"/>'
        for n, title in zip(numbers, sheets, strict=True)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(f'<Override PartName="/xl/sheets/{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers)
    named = [*((f"s{n}", "worksheet", f"sheets/{n}.xml") for n in numbers), ("t", "styles", "styles.xml")]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{types}</Types>',
        "_rels/.rels": relations([("a", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{listed}</sheets>{also}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(named),
        "xl/styles.xml": styles(codes or []),
        **{
            f"xl/sheets/{n}.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATION}">{inner}</worksheet>'
            for n, inner in zip(numbers, sheets.values(), strict=True)
        },
        **(extra or {}),
    }
    return write_parts({name: text.encode() for name, text in parts.items()})
