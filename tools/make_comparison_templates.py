"""Writes the Word templates of the 新旧対照表 and of what amends a charter, as make_templates.py does the others.

    python tools/make_comparison_templates.py templates/
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_parts import BOTH, CENTER, GOTHIC, KEEP, RIGHT, cell, fonts, indent, p, row, section, single, size, spacing, style, tag, write_templates

PORTRAIT, LANDSCAPE = 9640, 14460  # the width between margins of 20 mm, in twips
PLAIN = "ComparisonTable"


def comparison_styles() -> str:
    """The styles of the columns: an indent a level, small enough for two columns."""
    widows = "<w:widowControl/>"
    done = [
        style("CompareHead", "対照見出し", ppr=single(3) + CENTER, rpr=fonts(GOTHIC) + size(10)),
        style("CompareTitle", "対照題名", ppr=spacing(2, 6, 15) + CENTER, rpr=size(10)),
        style("CompareLead", "対照前文", ppr=spacing(0, 2, 15) + RIGHT, rpr=size(9.5)),
        style("CompareAnnex", "対照別紙", ppr=KEEP + spacing(16, 4, 16), rpr=fonts(GOTHIC) + size(10.5)),
        style("CompareSupplement", "対照附則", ppr=KEEP + widows + spacing(8, 0, 15) + indent(3), rpr=size(10)),
        style("CompareCell", "対照表", ppr=single(2), rpr=size(10)),
        style("CompareRemark", "対照備考", ppr=widows + spacing(0, 0, 15), rpr=size(9)),
    ]
    hang = {1: 2, 2: 3, 3: 2, 4: 2, 5: 3}
    for level in range(1, 6):
        wide, left = "０１２３４５"[level], (level - 1) + hang[level]
        done.append(style(f"CompareItem{level}", f"対照項{wide}", ppr=widows + spacing(4 if level == 1 else 0, 0, 15) + indent(left, hanging=hang[level]) + BOTH, rpr=size(10)))
        done.append(style(f"CompareBody{level}", f"対照本文{wide}", ppr=widows + spacing(0, 0, 15) + indent(level if level == 1 else left - 1, first=1) + BOTH, rpr=size(10)))
        done.append(style(f"CompareBullet{level}", f"対照箇条{wide}", ppr=widows + spacing(0, 0, 15) + indent(left + 1, hanging=1) + BOTH, rpr=size(10)))
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideV"))
    done.append('<w:style w:type="character" w:styleId="Changed"><w:name w:val="改正箇所"/><w:qFormat/><w:rPr><w:u w:val="single"/></w:rPr></w:style>')
    done.append(
        f'<w:style w:type="table" w:styleId="{PLAIN}"><w:name w:val="新旧対照表"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>'
    )
    return "".join(done)


def table(widths: list[int], *rows: str, style_id: str) -> str:
    """A table of drawn widths in the middle of the page; a fixed one keeps them whatever it holds."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    layout = "fixed" if style_id == PLAIN else "autofit"
    margins = '<w:tblCellMar><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>' if style_id == PLAIN else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="{layout}"/>{margins}'
        f'<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def head(width: int, text: str, merged: str = "") -> str:
    """A column heading, ruled off below."""
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7EBF3"/><w:vAlign w:val="center"/>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{line}{shade}</w:tcPr>{p("CompareHead", text)}</w:tc>'


def long_row(*cells: str) -> str:
    """A row that may go over pages, for a provision may be longer than one."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def provisions(total: int) -> list[str]:
    """The table of a charter, with or without 備考."""
    half, remark = total // 2, 1500
    narrow = (total - remark) // 2
    loop, end = tag("for row in comparison.rows").replace("{%p", "{%tr"), tag("endfor").replace("{%p", "{%tr")

    def block(width: int, extra: list[str], widths: list[int]) -> str:
        blank = [cell(each, p("CompareItem1")) for each in widths[1:]]
        return table(
            widths,
            row(head(width, "{{ comparison.left_heading }}"), head(width, "{{ comparison.right_heading }}"), *([head(remark, "{{ comparison.remarks }}")] if extra else []), header=True),
            row(cell(width, loop), *blank),
            long_row(cell(width, p("CompareItem1", "{{ row.left }}")), cell(width, p("CompareItem1", "{{ row.right }}")), *extra),
            row(cell(width, end), *blank),
            style_id=PLAIN,
        )

    return [
        tag("if comparison.rows"),
        tag("if comparison.remarks"),
        block(narrow, [cell(remark, p("CompareRemark", "{{ row.remark }}"))], [narrow, narrow, remark]),
        tag("else"),
        block(half, [], [half, half]),
        tag("endif"),
        tag("endif"),
    ]


def members(total: int) -> list[str]:
    """The table of a roster: as many columns on each side as the roster has."""
    remark = 1500
    done = [tag("if comparison.roster"), tag("if comparison.roster.heading"), p("CompareAnnex", "{{ comparison.roster.heading }}"), tag("endif")]
    for with_remarks in (True, False):
        width = (total - remark) // 2 if with_remarks else total // 2
        first = 1300  # 区分; the widths are the roster's own where it has more columns
        part = width - first
        extra = [first, part] + ([remark] if with_remarks else [])

        def span(text: str, spanned: str, width: int = width) -> str:
            return head(width, f"{{% colspan comparison.roster.{spanned} %}}{text}")

        def loop(values: str, style_id: str, part: int = part) -> str:
            center = style_id == "CompareHead"
            return (
                cell(part, p(style_id, f"{{%tc for value in {values} %}}"))
                + cell(part, p(style_id, "{{ value }}"), center=True, shade=center)
                + cell(part, p(style_id, "{%tc endfor %}"))
            )

        def blank(text: str, count: int, part: int = part) -> str:
            return row(cell(part, p("CompareCell", text)), *[cell(part, p("CompareCell")) for _ in range(count - 1)])

        count = 4 + (1 if with_remarks else 0)
        body = [
            row(
                span("{{ comparison.left_heading }}", "left_span"),
                span("{{ comparison.right_heading }}", "right_span"),
                *([head(remark, "{{ comparison.remarks }}", '<w:vMerge w:val="restart"/>')] if with_remarks else []),
                header=True,
            ),
            row(
                cell(first, p("CompareHead", "{{ comparison.roster.left_headings[0] }}"), center=True, shade=True),
                loop("comparison.roster.left_headings[1:]", "CompareHead"),
                cell(first, p("CompareHead", "{{ comparison.roster.right_headings[0] }}"), center=True, shade=True),
                loop("comparison.roster.right_headings[1:]", "CompareHead"),
                *([head(remark, "", "<w:vMerge/>")] if with_remarks else []),
                header=True,
            ),
            blank("{%tr if comparison.roster.titles %}", count),
            row(
                span("{{ comparison.roster.titles[0] }}", "left_span").replace("CompareHead", "CompareTitle"),
                span("{{ comparison.roster.titles[1] }}", "right_span").replace("CompareHead", "CompareTitle"),
                *([cell(remark, p("CompareRemark"))] if with_remarks else []),
                header=True,
            ),
            blank("{%tr endif %}", count),
            blank("{%tr for group in comparison.roster.groups %}", count),
            blank("{%tr for row in group.rows %}", count),
            row(
                cell(first, p("CompareCell", "{% vm %}{{ group.left }}"), center=True),
                loop("row.left", "CompareCell"),
                cell(first, p("CompareCell", "{% vm %}{{ group.right }}"), center=True),
                loop("row.right", "CompareCell"),
                *([cell(remark, p("CompareRemark", "{{ row.remark }}"), center=True)] if with_remarks else []),
            ),
            blank("{%tr endfor %}", count),
            blank("{%tr endfor %}", count),
        ]
        done += [tag("if comparison.remarks" if with_remarks else "else"), table([first, part, *extra], *body, style_id="TableGrid")]
    return [*done, tag("endif"), tag("endif")]


def comparison(total: int, *, landscape: bool) -> str:
    """新旧対照表."""
    return "".join(
        [
            p("Heading1", "{{ comparison.title }}"),
            tag("if comparison.lead"),
            p("CompareLead", "{{ comparison.lead }}"),
            tag("endif"),
            *provisions(total),
            *members(total),
            section(landscape=landscape, margins=(20, 20, 20, 20)),
        ]
    )


def amendment(total: int, *, landscape: bool) -> str:
    """What amends a charter: the words, the table, the 附則."""
    return "".join(
        [
            p("Heading1", "{{ amendment.title }}"),
            tag("for text in amendment.texts"),
            p("Lead", "{{ text }}"),
            tag("endfor"),
            p("CompareLead"),
            *provisions(total),
            *members(total),
            p("Supplementary", "附　則"),
            tag("for text in amendment.supplement"),
            p("Body1", "{{ text }}"),
            tag("endfor"),
            section(landscape=landscape, margins=(20, 20, 20, 20)),
        ]
    )


MADE = {
    "comparison": ("新旧対照表", lambda: comparison(PORTRAIT, landscape=False)),
    "comparison-landscape": ("新旧対照表（横）", lambda: comparison(LANDSCAPE, landscape=True)),
    "amendment": ("改正文", lambda: amendment(PORTRAIT, landscape=False)),
    "amendment-landscape": ("改正文（横）", lambda: amendment(LANDSCAPE, landscape=True)),
}

if __name__ == "__main__":
    write_templates(MADE, Path(sys.argv[1]), comparison_styles())
