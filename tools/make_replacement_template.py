"""Writes the Word template of the 差替え: what to do with which page, and the 正誤表, as make_templates.py does the others.

    python tools/make_replacement_template.py templates/
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_parts import CENTER, GOTHIC, KEEP, RIGHT, cell, fonts, indent, outline, p, row, section, single, size, spacing, style, table, tag, write_templates

PAGE, PAPER, ACT = 2200, 3640, 3400
NUMBER, PLACE, WRONG = 1400, 2240, 2800


def own_styles() -> str:
    """Headings of the two tables, and cells that are small enough for long sentences."""
    return "".join(
        [
            style("ReplaceHead", "差替え見出し", ppr=KEEP + spacing(16, 4, 18) + outline(1), rpr=fonts(GOTHIC) + size(11)),
            style("ReplaceRight", "差替え日付", ppr=spacing(0, 0, 18) + RIGHT),
            style("ReplaceTo", "差替え宛名", ppr=spacing(4, 4, 18)),
            style("ReplaceContact", "差替え担当", ppr=KEEP + spacing(0, 0, 18) + indent(20)),
            style("ReplaceContactHead", "差替え担当見出し", ppr=spacing(14, 0, 18), based="ReplaceContact"),
            style("ReplaceCell", "差替え表", ppr=single(3), rpr=size(10)),
            style("ReplacePage", "差替えページ", ppr=single(3) + CENTER, rpr=size(10)),
            '<w:style w:type="character" w:styleId="Changed"><w:name w:val="改正箇所"/><w:qFormat/><w:rPr><w:u w:val="single"/></w:rPr></w:style>',
        ]
    )


def heads(*columns: tuple[int, str]) -> str:
    """The row of headings."""
    return row(*(cell(width, p("CellHead", text), center=True, shade=True) for width, text in columns), header=True)


def loop(widths: list[int], text: str) -> str:
    """A row that holds a docxtpl row tag."""
    return row(*(cell(width, p("ReplaceCell", text if index == 0 else "")) for index, width in enumerate(widths)))


def replacement() -> str:
    """The notice that comes with the pages."""
    acts, errata = [PAGE, PAPER, ACT], [NUMBER, PLACE, WRONG, WRONG]
    return "".join(
        [
            p("ReplaceRight", "{{ replacement.day }}"),
            tag("if replacement.addressee"),
            p("ReplaceTo", "{{ replacement.addressee }}"),
            tag("endif"),
            p("ReplaceRight", "{{ platform.organizer }}"),
            p("Heading1", "会議資料の{% if replacement.acts %}差替え{% else %}お届け{% endif %}について{% if replacement.turn > 1 %}（第{{ replacement.ordinal }}次）{% endif %}"),
            p("Subheading", "{{ meeting.full_name }}（{{ meeting.day }}）"),
            tag("if replacement.acts"),
            p("Lead", "先にお配りした会議資料に変更がありました。お手数ですが、お手元の資料を次のとおり差し替えてくださいますようお願いします。"),
            tag("endif"),
            tag("if replacement.arrivals"),
            p("Lead", "{% if replacement.acts %}また、{% endif %}{{ replacement.delivered }}をお届けします。お手元の資料の次のところに入れてくださいますようお願いします。"),
            tag("endif"),
            tag("if replacement.turn > 1"),
            p("Lead", "前の差替えを済ませた資料について、さらに変更のあるページです。"),
            tag("endif"),
            tag("if replacement.arrivals"),
            p("ReplaceHead", "{{ replacement.numbers.arrivals }}　お届けする資料"),
            table(
                acts,
                heads((PAGE, "ページ"), (PAPER, "資料"), (ACT, "入れるところ")),
                loop(acts, "{%tr for arrival in replacement.arrivals %}"),
                row(
                    cell(PAGE, p("ReplacePage", "{{ arrival.pages }}"), center=True),
                    cell(PAPER, p("ReplaceCell", "{{ arrival.paper }}"), center=True),
                    cell(ACT, p("ReplaceCell", "{{ arrival.what }}"), center=True),
                ),
                loop(acts, "{%tr endfor %}"),
            ),
            tag("endif"),
            tag("if replacement.acts"),
            p("ReplaceHead", "{{ replacement.numbers.acts }}　差し替えるページ"),
            table(
                acts,
                heads((PAGE, "ページ"), (PAPER, "資料"), (ACT, "取扱い")),
                loop(acts, "{%tr for act in replacement.acts %}"),
                row(
                    cell(PAGE, p("ReplacePage", "{{ act.pages }}"), center=True),
                    cell(PAPER, p("ReplaceCell", "{{ act.paper }}"), center=True),
                    cell(ACT, p("ReplaceCell", "{{ act.what }}"), center=True),
                ),
                loop(acts, "{%tr endfor %}"),
            ),
            tag("endif"),
            tag("if replacement.duplex"),
            p("Notes", "※　両面で印刷した資料のため、変更のない裏面も印刷し直しています。"),
            tag("endif"),
            tag("if replacement.errata"),
            p("ReplaceHead", "{{ replacement.numbers.errata }}　正誤表"),
            table(
                errata,
                heads(*zip(errata, ("ページ", "箇所", "誤", "正"), strict=True)),
                loop(errata, "{%tr for each in replacement.errata %}"),
                row(
                    cell(errata[0], p("ReplacePage", "{{ each.page }}")),
                    cell(errata[1], p("ReplaceCell", "{{ each.place }}")),
                    cell(errata[2], p("ReplaceCell", "{{ each.wrong }}")),
                    cell(errata[3], p("ReplaceCell", "{{ each.right }}")),
                ),
                loop(errata, "{%tr endfor %}"),
            ),
            tag("endif"),
            tag("for note in replacement.notes"),
            p("Notes", "※　{{ note }}"),
            tag("endfor"),
            p("Notes", "※　新しいページには、ページ番号の横に「差替{% if replacement.turn > 1 %}{{ replacement.turn }}{% endif %}」と印刷しています。{% if replacement.discarded %}古いページは破棄してください。{% endif %}"),
            tag("for line in replacement.contact"),
            tag("if loop.first"),
            p("ReplaceContactHead", "（担当）"),
            tag("endif"),
            p("ReplaceContact", "{{ line }}"),
            tag("endfor"),
            section(),
        ]
    )


if __name__ == "__main__":
    write_templates({"replacement": ("差替え", replacement)}, Path(sys.argv[1]), own_styles())
