"""Writes the Word templates of the 会議録 and the 会議概要, as make_templates.py does the others.

    python tools/make_minutes_templates.py templates/
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_parts import BOTH, CENTER, GOTHIC, KEEP, RIGHT, cell, fonts, indent, outline, p, row, section, single, size, spacing, style, table, tag, write_templates

HEAD, FACT = 2200, 7040
SPEAKER, WORDS = 2200, 7040
ITEM, RESULT = 5240, 4000


def own_styles() -> str:
    """Facts in a table, the lines of the 次第 by their depth, what was said, and the lines for signatures."""
    return "".join(
        [
            style("MinutesCell", "会議録表", ppr=single(3), rpr=size(10.5)),
            style("MinutesHead", "会議録表見出し", ppr=single(3), rpr=fonts(GOTHIC) + size(10.5), based="MinutesCell"),
            style("MinutesPart", "会議録見出し", ppr=KEEP + spacing(18, 4, 20) + outline(1), rpr=fonts(GOTHIC) + size(12)),
            style("MinutesItem1", "会議録議事１", ppr=KEEP + spacing(10, 3, 18) + indent(2, hanging=2) + outline(2), rpr=fonts(GOTHIC)),
            style("MinutesItem2", "会議録議事２", ppr=KEEP + spacing(8, 3, 18) + indent(4, hanging=3) + outline(3), rpr=fonts(GOTHIC)),
            style("MinutesItem3", "会議録議事３", ppr=KEEP + spacing(6, 3, 18) + indent(6, hanging=2) + outline(4), rpr=fonts(GOTHIC)),
            style("MinutesNote", "会議録資料", ppr=KEEP + spacing(0, 3, 18) + indent(4), rpr=size(10)),
            style("MinutesResult", "会議録結果", ppr=spacing(4, 4, 18) + indent(4, hanging=4)),
            style("MinutesText", "会議録本文", ppr=KEEP + spacing(16, 4, 20) + indent(0, first=1) + BOTH),
            style("MinutesSign", "会議録署名", ppr=KEEP + '<w:tabs><w:tab w:val="left" w:pos="5480"/><w:tab w:val="left" w:leader="underscore" w:pos="9240"/></w:tabs>' + spacing(12, 0, 24) + indent(2)),
            style("SummaryDay", "会議概要担当", ppr=spacing(0, 0, 18) + RIGHT, rpr=size(10)),
        ]
    )


def fixed(widths: list[int], *rows: str) -> str:
    """A table whose columns keep their widths: nobody knows what will be typed into them."""
    return table(widths, *rows).replace('<w:tblLayout w:type="autofit"/>', '<w:tblLayout w:type="fixed"/>')


def heads(*columns: tuple[int, str]) -> str:
    """The row of headings."""
    return row(*(cell(width, p("CellHead", text), center=True, shade=True) for width, text in columns), header=True)


def loop(widths: list[int], text: str) -> str:
    """A row that holds a docxtpl row tag."""
    return row(*(cell(width, p("MinutesCell", text if index == 0 else "")) for index, width in enumerate(widths)))


def fact(name: str, *paragraphs: str) -> str:
    """A row of the facts."""
    return row(cell(HEAD, p("MinutesHead", name), shade=True), cell(FACT, "".join(paragraphs)))


def line(text: str) -> str:
    """A line of a cell."""
    return p("MinutesCell", text)


def lines(values: str, text: str, otherwise: str = "") -> str:
    """A line of a cell for each of some values, or another one where there are none."""
    return tag(f"for each in {values}") + line(text) + (tag("else") + line(otherwise) if otherwise else "") + tag("endfor")


def only_if(test: str, rows: str) -> str:
    """Rows of the facts that are there only sometimes."""
    widths = [HEAD, FACT]
    return loop(widths, "{%tr if " + test + " %}") + rows + loop(widths, "{%tr endif %}")


def facts(*rows: str) -> str:
    """The table of facts; its first row is the heading that readers of a PDF hear."""
    return fixed([HEAD, FACT], heads((HEAD, "項目"), (FACT, "内容")), *rows)


WHEN = line("{{ meeting.date }}　{{ minutes.opened }} 開会　{{ minutes.ended }} 閉会")
PLACE = line("{{ meeting.venue or '（　　　　）' }}")
OPEN = line("{{ minutes.public }}{% if minutes.reason %}（{{ minutes.reason }}）{% endif %}")
OBSERVERS = line("{{ minutes.observers }}{% if minutes.press %}　（ほかに報道関係者{{ minutes.press }}）{% endif %}")
PAPERS = lines("minutes.papers", "{{ each }}", "なし")


def item(level: str) -> str:
    """The heading of a line of the 次第."""
    title = "{{ item.number }}{{ item.title }}{% if item.speakers %}（{{ item.speakers }}）{% endif %}"
    return p(f"MinutesItem{level}", title)


def over_pages(text: str) -> str:
    """A row that may begin on one page and end on the next, as long words do."""
    return text.replace("<w:cantSplit/>", "")


def said() -> str:
    """What was said of a 議題: a table to fill in, begun with who explained which papers."""
    widths = [SPEAKER, WORDS]
    empty = over_pages(row(*(cell(width, p("MinutesCell")) for width in widths)))
    return fixed(
        widths,
        heads((SPEAKER, "発言者"), (WORDS, "発言の要旨")),
        loop(widths, "{%tr if item.sections or item.papers %}"),
        over_pages(
            row(
                cell(SPEAKER, line("{{ item.sections or '事務局' }}")),
                cell(WORDS, line("（{% if item.papers %}{{ item.papers }}により{% endif %}説明）")),
            )
        ),
        loop(widths, "{%tr endif %}"),
        empty,
        empty,
    )


def minutes() -> str:
    """The 会議録."""
    return "".join(
        [
            p("Heading1", "会　議　録"),
            facts(
                fact("会議の名称", line("{{ meeting.full_name }}")),
                fact("開催日時", WHEN),
                fact("開催場所", PLACE),
                fact("議長", line("{{ minutes.chair }}")),
                fact("出席者", line("{{ minutes.attending_count }}"), lines("minutes.attending", "{{ each }}")),
                fact("欠席者", lines("minutes.absent", "{{ each }}", "なし")),
                only_if("minutes.guests", fact("その他の出席者", lines("minutes.guests", "{{ each }}"))),
                fact("事務局", lines("minutes.staff", "{{ each }}", "（　　　　）")),
                fact("公開・非公開の別", OPEN),
                fact("傍聴者の数", OBSERVERS),
                fact("議題", lines("results", "{{ each.number }}{{ each.title }}", "（　　　　）")),
                fact("会議資料", PAPERS),
                fact("会議録の作成者", line("{{ minutes.prepared_by or '（　　　　）' }}")),
            ),
            p("MinutesPart", "会議の経過"),
            tag("for item in minutes.lines"),
            tag("if item.level == 0"),
            item("1"),
            tag("elif item.level == 1"),
            item("2"),
            tag("else"),
            item("3"),
            tag("endif"),
            tag("if item.subtitle"),
            p("MinutesNote", "{{ item.subtitle }}"),
            tag("endif"),
            tag("if item.discussed"),
            said(),
            p("MinutesResult", "【結果】{{ item.result }}"),
            tag("elif item.result"),
            p("MinutesResult", "【結果】{{ item.result }}"),
            tag("endif"),
            tag("endfor"),
            tag("if minutes.signers"),
            p("MinutesText", "　この会議録が正確であることを認め、署名する。"),
            p("MinutesText", "　　　　年　　　月　　　日"),
            p("MinutesSign", "議長\t\t"),
            tag("for signer in minutes.signers"),
            p("MinutesSign", "会議録署名人（{{ signer }}）\t\t"),
            tag("endfor"),
            tag("endif"),
            section(margins=(25, 22, 22, 25)),
        ]
    )


def summary() -> str:
    """The 会議概要, one page."""
    widths = [ITEM, RESULT]
    return "".join(
        [
            p("Heading1", "会　議　概　要"),
            facts(
                fact("会議の名称", line("{{ meeting.full_name }}")),
                fact("開催日時", WHEN),
                fact("開催場所", PLACE),
                fact("出席者", line("{{ minutes.attending_count }}（欠席{{ minutes.absent_count }}）")),
                fact("公開・非公開の別", OPEN),
                fact("傍聴者の数", OBSERVERS),
                fact("会議資料", PAPERS),
            ),
            p("MinutesPart", "議題と結果"),
            fixed(
                widths,
                heads((ITEM, "議題"), (RESULT, "結果")),
                loop(widths, "{%tr for each in results %}"),
                row(cell(ITEM, line("{{ each.number }}{{ each.title }}")), cell(RESULT, line("{{ each.result or '（　　　　）' }}"))),
                loop(widths, "{%tr endfor %}"),
            ),
            p("Notes", "※　この概要は、会議録ができるまでの速報です。"),
            tag("for line in minutes.contact"),
            p("SummaryDay", "{% if loop.first %}（担当）{% endif %}{{ line }}"),
            tag("endfor"),
            section(margins=(25, 22, 22, 25)),
        ]
    )


if __name__ == "__main__":
    write_templates({"minutes": ("会議録", minutes), "summary": ("会議概要", summary)}, Path(sys.argv[1]), own_styles())
