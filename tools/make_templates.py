"""Writes the Word templates that come with the tool; a body edits its own copies in Word.

    python tools/make_templates.py templates/ [NAME …]

Who changes a style that templates share writes all of them again, with the other make_*_template*.py too.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from template_parts import (
    BOTH, GOTHIC, KEEP, RIGHT, cell, fonts, indent, outline, p, row, run, schedule_styles, schedules, section, size, spacing, style, table, tag, write_templates,
)

#: What a new workspace of a body has in place of the sample's.
SKELETON = Path(__file__).parents[1] / "hyoga_docs" / "spec" / "skeleton"

LABEL = tag("if document.label") + p("Label", "\u00a0{{ document.label }}\u00a0", "LabelBox") + tag("endif")


def packet_cover() -> str:
    """The cover of the packet. Where the house has a form of its own for the meeting's name, it stands on one line."""
    return "".join(
        [
            tag("if meeting.ordinal and meeting.full_name == meeting.ordinal + meeting.name"),
            p("CoverTop", "{{ meeting.ordinal }}"),
            p("CoverName", "{{ meeting.name }}"),
            tag("else"),
            p("CoverTop"),
            p("CoverName", "{{ meeting.heading }}"),
            tag("endif"),
            tag("if document.title != '表紙'"),
            p("PacketTitle", "{{ document.title }}"),
            tag("endif"),
            p("CoverLine", "{{ meeting.date }}{% if meeting.time %}　{{ meeting.time }}{% endif %}"),
            tag("if meeting.venue"),
            p("CoverLine", "{{ meeting.venue }}"),
            tag("endif"),
            p("CoverLast", "{{ platform.organizer }}"),
            section(),
        ]
    )


def _agenda_head() -> list[str]:
    """The meeting's name and the word 次第 as the house sets them, then the date and the place, each on one line."""
    return [
        tag("if agenda_style.name == 'above' or agenda_style.name == 'top'"),
        p("AgendaName", "{{ meeting.heading }}"),
        tag("endif"),
        tag("if agenda_style.name == 'line'"),
        p("AgendaLine", "{{ meeting.heading }}　{{ document.title }}"),
        tag("elif agenda_style.name != 'top'"),
        p("AgendaHead", "{{ document.title }}"),
        tag("endif"),
        tag("if agenda_style.name == 'below'"),
        p("AgendaName", "{{ meeting.heading }}"),
        tag("endif"),
        tag("for line in agenda_style.lines"),
        p("AgendaPlace", "{% if line.label %}{{ line.label }}\t{% endif %}{{ line.text }}"),
        tag("endfor"),
        tag("if agenda_style.name == 'top'"),
        p("AgendaHead", "{{ document.title }}"),
        tag("endif"),
    ]


def _agenda_foot() -> list[str]:
    """The papers at the foot, where the house lists them there."""
    return [
        tag("if agenda_foot"),
        p("FootHead", "{{ headings.foot }}"),
        tag("for paper in agenda_foot"),
        _paper("Foot1"),
        tag("endfor"),
        tag("endif"),
    ]


def _paper(style_id: str) -> str:
    """A paper in a list: its label and its title in the form of the house, and what stands under the title."""
    text = run("{{ paper.style }}{{ paper.start }}{{ paper.title }}{{ paper.end }}{{ paper.note }}{% if paper.subtitle %}")
    below = '<w:r><w:br/><w:t xml:space="preserve">{{ paper.subtitle }}{% endif %}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{text}{below}</w:p>'


def agenda() -> str:
    """次第, to any depth."""
    return "".join(
        [
            *_agenda_head(),
            tag("for line in agenda_lines"),
            p("Agenda1", "{{ line.number }}{{ line.text }}"),
            *_notes("AgendaNote1", "AgendaPapers"),
            tag("endfor"),
            *_agenda_foot(),
            section(),
        ]
    )


def _notes(style_id: str, papers: str) -> list[str]:
    """What stands under a line of the agenda."""
    return [
        tag("if line.subtitle"),
        p(style_id, "{{ line.subtitle }}"),
        tag("endif"),
        tag("if line.section"),
        p(style_id, "{{ line.section }}"),
        tag("endif"),
        tag("if line.papers"),
        p(papers, "［{{ line.papers }}］"),
        tag("endif"),
    ]


def agenda_table() -> str:
    """次第 as a table; a column in which nothing stands is left out."""
    title = "{{ line.kind }}{{ line.title }}{{ line.suffix }}{% if line.subtitle %}"
    subtitle = '<w:r><w:br/><w:t xml:space="preserve">{{ line.subtitle }}{% endif %}</w:t></w:r>'
    columns = [
        (1350, "time", p("Cell", "{{ line.time }}")),
        (1150, "number", p("CellHead", "{{ line.mark }}")),
        (2700, "title", f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>{run(title)}{subtitle}</w:p>'),
        (1500, "section", p("Cell", "{{ line.sections }}")),
        (1350, "speaker", p("Cell", "{{ line.speakers }}")),
        (1350, "papers", p("Cell", "{{ line.papers_by_line }}")),
    ]

    def cells(contents: list[str], *, head: bool = False) -> list[str]:
        done = []
        for (width, name, _), content in zip(columns, contents, strict=True):
            made = cell(width, content, center=True, shade=head)
            if name != "title":
                made = cell(width, p("Cell", f"{{%tc if agenda_columns.{name} %}}")) + made + cell(width, p("Cell", "{%tc endif %}"))
            done.append(made)
        return done

    blank = [cell(width, p("Cell")) for width, *_ in columns[1:]]
    return "".join(
        [
            *_agenda_head(),
            p("Normal"),
            table(
                [width for width, *_ in columns],
                row(*cells([p("CellHead", f"{{{{ agenda_columns.{name} }}}}") for _, name, _ in columns], head=True), header=True),
                row(cell(columns[0][0], p("Cell", "{%tr for line in agenda_lines %}")), *blank),
                row(*cells([content for *_, content in columns])),
                row(cell(columns[0][0], p("Cell", "{%tr endfor %}")), *blank),
            ),
            *_agenda_foot(),
            p("Normal"),
            section(),
        ]
    )


def slides() -> str:
    """進行スライド: one or two 議題 a page."""
    return "".join(
        [
            tag("for slide in slide_pages"),
            tag("if loop.first"),
            p("SlideFirst", "{{ meeting.full_name }}"),
            tag("else"),
            p("SlideTop", "{{ meeting.full_name }}"),
            tag("endif"),
            tag("for line in slide"),
            p("Slide1", "{{ line.number }}{{ line.kind }}{{ line.title }}{{ line.suffix }}{{ line.speaker }}"),
            *_notes("SlideNote1", "SlideNote2"),
            tag("endfor"),
            tag("endfor"),
            section(landscape=True, margins=(20, 25, 20, 25)),
        ]
    )


def handout_list() -> str:
    """配付資料一覧."""
    return "".join(
        [
            p("Heading1", "{{ document.title }}"),
            p("Subheading", "{% if '（' in meeting.full_name %}{{ meeting.full_name }}{% else %}（{{ meeting.full_name }}）{% endif %}"),
            tag("for paper in papers"),
            _paper("List1"),
            tag("endfor"),
            tag("if references"),
            p("ListHead", "{{ list_mark }}{{ headings.references }}"),
            tag("for paper in references"),
            _paper("Reference1"),
            tag("endfor"),
            tag("endif"),
            section(),
        ]
    )


def charter() -> str:
    """設置要領, numbered to any depth; levels below the fifth look like the fifth."""
    lines = [LABEL, p("Heading1", "{{ charter.title }}"), tag("for line in charter.lines")]
    test = "if"
    for kind, base in (("heading", "Heading"), ("text", "Item"), ("body", "Body"), ("bullet", "Bullet")):
        for level in range(1, 6):
            last = level == 5
            lines.append(tag(f"{test} line.kind == '{kind}' and line.level {'>=' if last else '=='} {level}"))
            test = "elif"
            name = f"{base}{level + 1 if kind == 'heading' else level}"
            lines.append(p(name, "{{ line.text }}" if kind == "body" else "{{ line.number }}{{ line.text }}"))
    lines += [
        tag("endif"),
        tag("endfor"),
        tag("for supplement in charter.supplements"),
        p("Supplementary", "{{ supplement.title }}"),
        tag("for text in supplement.texts"),
        p("Body1", "{{ text }}"),
        tag("endfor"),
        tag("endfor"),
        *schedules(),
        section(),
    ]
    return "".join(lines)


def charter_articles() -> str:
    """設置要綱 in articles: （見出し） above 第１条, 項 and 号 hanging, each 附則 under its title."""
    lines = [
        LABEL,
        p("Heading1", "{{ charter.title }}"),
        tag("for text in charter.history"),
        p("History", "{{ text }}"),
        tag("endfor"),
        tag("for line in charter.lines"),
        *_article_lines("charter"),
        tag("endfor"),
        tag("for supplement in charter.supplements"),
        p("Supplementary", "{{ supplement.title }}"),
        tag("for line in supplement.lines"),
        *_article_lines("supplement"),
        tag("endfor"),
        tag("endfor"),
        *schedules(),
        section(),
    ]
    return "".join(lines)


def article_styles() -> str:
    """Chapters, and what is in them: 第１条 and 項 hang by one character; 号 begin one character in, each level below one more."""
    done = [style("History", "制定改正", ppr=spacing(0, 0, 16) + RIGHT, rpr=size(10))]
    done += [style(f"Contents{level}", f"目次{'０１２３'[level]}", ppr=indent(level * 2 - 1, hanging=1)) for level in range(1, 4)]
    done += [
        style(f"Chapter{level}", f"章{'０１２３４'[level]}", ppr=KEEP + spacing(12 if level == 1 else 8, 2) + indent(2 + level) + outline(level), rpr=fonts(GOTHIC))
        for level in range(1, 5)
    ]
    done += [
        style(f"Caption{level}", f"条見出し{'０１２３'[level]}", ppr=KEEP + spacing(3) + indent(1) + outline(level), follows="Article") for level in range(1, 4)
    ]
    done += [
        style("Article", "条", ppr=indent(1, hanging=1) + BOTH, follows="Paragraph"),
        style("Paragraph", "項", ppr=indent(1, hanging=1) + BOTH),
        style("Sentence", "附則の文", ppr=indent(0, first=1) + BOTH),
    ]
    done += [style("Preamble", "前文", ppr=spacing(6, 6) + indent(0, first=1) + "<w:contextualSpacing/>" + BOTH)]
    for level in range(1, 6):
        done.append(style(f"ArticleItem{level}", f"号{'０１２３４５'[level]}", ppr=indent(level + 1, hanging=1) + BOTH))
        done.append(style(f"ArticleBody{level}", f"条本文{'０１２３４５'[level]}", ppr=indent(level, first=1) + BOTH))
        done.append(style(f"ArticleBullet{level}", f"条箇条{'０１２３４５'[level]}", ppr=indent(level + 1, hanging=1) + BOTH))
    return "".join(done)


def _article_lines(whose: str) -> list[str]:
    """The paragraph of a `line` in the style of its kind and level; a 項 of a 附則 without a number begins like a sentence."""
    number_text = "{{ line.number }}{{ line.text }}"
    cases = [(f"line.kind == 'chapter' and line.level {'>=' if level == 4 else '=='} {level}", f"Chapter{level}") for level in range(1, 5)]
    cases += [(f"line.kind == 'caption' and line.level {'>=' if level == 3 else '=='} {level}", f"Caption{level}") for level in range(1, 4)]
    cases += [("line.kind == 'article'", "Article")]
    cases += [(f"line.kind == 'contents' and line.level {'>=' if level == 3 else '=='} {level}", f"Contents{level}") for level in range(1, 4)]
    cases += [("line.kind == 'preamble'", "Preamble")]
    cases += [("line.kind == 'paragraph' and not line.number", "Sentence")] if whose == "supplement" else []
    cases += [("line.kind == 'paragraph'", "Paragraph")]
    for kind, base in (("item", "ArticleItem"), ("body", "ArticleBody"), ("bullet", "ArticleBullet")):
        cases += [(f"line.kind == '{kind}' and line.level {'>=' if level == 5 else '=='} {level}", f"{base}{level}") for level in range(1, 6)]
    cases = cases if whose == "charter" else [case for case in cases if case[1] not in ("Article", "Preamble") and not case[1].startswith(("Chapter", "Contents"))]
    done = []
    for index, (test, name) in enumerate(cases):
        done += [tag(f"{'elif' if index else 'if'} {test}"), p(name, "{{ line.text }}" if name.startswith(("Caption", "Contents", "Sentence", "Preamble", "ArticleBody")) else number_text)]
    return [*done, tag("endif")]


def roster() -> str:
    """別紙: the members under their 区分, whose cells are merged downwards; columns before and after the 区分, or none of it."""
    first, other = 1900, 6700
    has_category, ends = p("Cell", "{%tc if roster.headings[0] %}"), p("Cell", "{%tc endif %}")
    no_loop = p("Cell", "{%tc endfor %}")
    before, after = "[:roster.before]", "[roster.before:]"
    return "".join(
        [
            LABEL,
            p("Heading1", "{{ roster.title }}"),
            tag("for line in roster.above"),
            p("Unit", "{{ line }}"),
            tag("endfor"),
            table(
                [first, other],
                row(
                    cell(other, p("CellHead", f"{{%tc for heading in roster.headings[1:]{before} %}}")),
                    cell(other, p("CellHead", "{{ heading }}"), center=True, shade=True),
                    cell(other, no_loop),
                    cell(first, has_category),
                    cell(first, p("CellHead", "{{ roster.headings[0] }}"), center=True, shade=True),
                    cell(first, ends),
                    cell(other, p("CellHead", f"{{%tc for heading in roster.headings[1:]{after} %}}")),
                    cell(other, p("CellHead", "{{ heading }}"), center=True, shade=True),
                    cell(other, p("CellHead", "{%tc endfor %}")),
                    header=True,
                ),
                row(cell(first, p("Cell", "{%tr for group in roster.groups %}")), cell(other, p("Cell"))),
                row(cell(first, p("Cell", "{%tr if roster.category_rows and group.category %}")), cell(other, p("Cell"))),
                row(cell(first + other, p("Cell", "{% colspan roster.kinds|length %}{{ group.category }}"), center=True, shade=True)),
                row(cell(first, p("Cell", "{%tr endif %}")), cell(other, p("Cell"))),
                row(cell(first, p("Cell", "{%tr for member in group.members %}")), cell(other, p("Cell"))),
                row(
                    cell(other, p("Cell", f"{{%tc for value in member{before} %}}")),
                    cell(other, p("Cell", "{{ value }}"), center=True),
                    cell(other, no_loop),
                    cell(first, has_category),
                    cell(first, p("CellHead", "{% vm %}{{ group.category }}"), center=True),
                    cell(first, ends),
                    cell(other, p("Cell", f"{{%tc for value in member{after} %}}")),
                    cell(other, p("Cell", "{{ value }}"), center=True),
                    cell(other, p("Cell", "{%tc endfor %}")),
                ),
                row(cell(first, p("Cell", "{%tr endfor %}")), cell(other, p("Cell"))),
                row(cell(first, p("Cell", "{%tr endfor %}")), cell(other, p("Cell"))),
            ),
            tag("for line in roster.below"),
            p("Notes", "{{ line }}"),
            tag("endfor"),
            section(),
        ]
    )


def cover(*, landscape: bool = True) -> str:
    """The cover of a supplied paper; the sample's papers lie, those of most bodies stand."""
    return "".join(
        [
            LABEL,
            p("CoverFirst", "{{ meeting.full_name }}"),
            p("CoverLine", "{{ meeting.date }}"),
            p("CoverTitle", "{{ document.title }}"),
            tag("if document.subtitle"),
            p("CoverLine", "{{ document.subtitle }}"),
            tag("endif"),
            tag("if document.waiting"),
            p("CoverLine", "（この資料は{{ document.handed_out }}します。）"),
            tag("endif"),
            section(landscape=landscape, margins=(20, 20, 20, 20)),
        ]
    )


def left_out() -> str:
    """The sheet in the place of a supplied paper that cannot be bound."""
    asked = "{% if document.supplied_by %}{{ document.supplied_by }}{% else %}事務局{% endif %}"
    return "".join(
        [
            LABEL,
            p("CoverFirst", "{{ meeting.full_name }}"),
            p("CoverLine", "{{ meeting.date }}"),
            p("CoverTitle", "{{ document.title }}"),
            p("CoverLine", "この資料は綴じられませんでした。"),
            p("Lead", "わけ：{{ document.left_out }}"),
            p("Lead", f"問い合わせ先：{asked}"),
            section(),
        ]
    )


def withheld() -> str:
    """The sheet in the place of a paper that is not public; a 別紙 of the charter bears its name where papers bear their label."""
    return "".join(
        [
            LABEL,
            p("CoverFirst", "{{ meeting.full_name }}"),
            p("CoverLine", "{{ meeting.date }}"),
            p("CoverTitle", "{{ document.title }}"),
            p("CoverLine", "この資料は、公開していません。"),
            tag("if document.reason"),
            p("CoverLine", "（理由：{{ document.reason }}）"),
            tag("endif"),
            section(),
        ]
    )


def csv_table() -> str:
    """The table of a csv."""
    width = 3200
    return "".join(
        [
            LABEL,
            p("Heading1", "{{ document.title }}"),
            tag("for text in table.lead"),
            p("Lead", "{{ text }}"),
            tag("endfor"),
            tag("if table.unit"),
            p("Unit", "（単位：{{ table.unit }}）"),
            tag("endif"),
            table(
                [width, width, width],
                row(
                    cell(width, p("CellHeadSmall", "{%tc for heading in table.headings %}")),
                    cell(width, p("CellHeadSmall", "{{ heading }}"), center=True, shade=True),
                    cell(width, p("CellHeadSmall", "{%tc endfor %}")),
                    header=True,
                ),
                row(cell(width, p("CellSmall", "{%tr for row in table.rows %}")), cell(width, p("CellSmall")), cell(width, p("CellSmall"))),
                row(
                    cell(width, p("CellSmall", "{%tc for value in row %}")),
                    cell(width, tag("if value.figure") + p("CellFigure", "{{ value.text }}") + tag("else") + p("CellSmall", "{{ value.text }}") + tag("endif")),
                    cell(width, p("CellSmall", "{%tc endfor %}")),
                ),
                row(cell(width, p("CellSmall", "{%tr endfor %}")), cell(width, p("CellSmall")), cell(width, p("CellSmall"))),
            ),
            tag("for text in table.notes"),
            p("Notes", "※{{ text }}"),
            tag("endfor"),
            section(margins=(20, 20, 20, 20)),
        ]
    )


def label() -> str:
    """The label that is stamped on supplied papers: one page each, and only what is printed on it counts."""
    return "".join(
        [
            tag("for label in labels"),
            tag("if not loop.first"),
            '<w:p><w:pPr><w:pStyle w:val="Label"/><w:pageBreakBefore/></w:pPr>' + run("\u00a0{{ label }}\u00a0", "LabelBox") + "</w:p>",
            tag("else"),
            p("Label", "\u00a0{{ label }}\u00a0", "LabelBox"),
            tag("endif"),
            tag("endfor"),
            section(size_mm=(160, 24), margins=(6, 6, 6, 6)),
        ]
    )


TEMPLATES = {
    "packet-cover": ("表紙", packet_cover),
    "agenda": ("次第", agenda),
    "agenda-table": ("次第", agenda_table),
    "slides": ("進行スライド", slides),
    "handout-list": ("配付資料一覧", handout_list),
    "roster": ("構成員名簿", roster),
    "cover": ("表紙", cover),
    "left-out": ("綴じられなかった資料の差し替え紙", left_out),
    "withheld": ("公開しない資料の差し替え紙", withheld),
    "table": ("表", csv_table),
    "label": ("資料番号", label),
}

if __name__ == "__main__":
    asked = sys.argv[2:] or [*TEMPLATES, "charter", "charter-articles"]
    write_templates({name: each for name, each in TEMPLATES.items() if name in asked}, Path(sys.argv[1]))
    if "cover" in asked:
        write_templates({"cover": ("表紙", partial(cover, landscape=False))}, SKELETON)
    if "charter" in asked:
        write_templates({"charter": ("設置要領", charter)}, Path(sys.argv[1]), schedule_styles())
    if "charter-articles" in asked:
        styles = article_styles() + schedule_styles()
        write_templates({"charter-articles": ("設置要綱", charter_articles)}, Path(sys.argv[1]), styles)
