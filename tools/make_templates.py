"""Writes the first Word templates; run once. After that the files in templates/ are the source, edited in Word.

    python tools/make_templates.py templates/

Kept so that a template can be made anew where no Word is at hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_parts import (
    BOTH, GOTHIC, KEEP, RIGHT, cell, fonts, indent, outline, p, row, run, schedule_styles, schedules, section, size, spacing, style, table, tag, write_templates,
)

LABEL = tag("if document.label") + p("Label", "\u00a0{{ document.label }}\u00a0", "LabelBox") + tag("endif")


def agenda() -> str:
    """Cover and 次第."""
    cover = [
        p("CoverTop", "{{ meeting.ordinal }}"),
        p("CoverName", "{{ meeting.name }}"),
        p("CoverLine", "{{ meeting.date }}{% if meeting.time %}　{{ meeting.time }}{% endif %}"),
        tag("if meeting.venue"),
        p("CoverLine", "{{ meeting.venue }}"),
        tag("endif"),
        p("CoverLast", "{{ platform.organizer }}"),
    ]
    program = [
        p("AgendaHead", "次第"),
        p("Subheading", "{{ meeting.full_name }}"),
        p("AgendaPlace", "日時　{{ meeting.date }}"),
        tag("if meeting.time"),
        p("AgendaPlace", "　　　{{ meeting.time }}"),
        tag("endif"),
        tag("if meeting.venue"),
        p("AgendaPlace", "場所　{{ meeting.venue }}"),
        tag("endif"),
        tag("for entry in agenda"),
        p("Agenda1", "{{ entry.number }}{{ entry.kind }}{{ entry.title }}{{ entry.suffix }}{{ entry.speaker }}"),
        *_notes("entry"),
        tag("for item in entry.items"),
        p("Agenda2", "{{ item.number }}{{ item.kind }}{{ item.title }}{{ item.suffix }}{{ item.speaker }}"),
        *_notes("item"),
        tag("for part in item.items"),
        p("Agenda3", "{{ part.number }}{{ part.kind }}{{ part.title }}{{ part.suffix }}{{ part.speaker }}"),
        *_notes("part"),
        tag("endfor"),
        tag("endfor"),
        tag("endfor"),
    ]
    return "".join([*cover, *program, section()])


def _notes(name: str) -> list[str]:
    return [
        tag(f"if {name}.subtitle"),
        p("AgendaNote", f"{{{{ {name}.subtitle }}}}"),
        tag("endif"),
        tag(f"if {name}.section"),
        p("AgendaNote", f"{{{{ {name}.section }}}}"),
        tag("endif"),
        tag(f"if {name}.papers"),
        p("AgendaPapers", f"［{{{{ {name}.papers }}}}］"),
        tag("endif"),
    ]


def slides() -> str:
    """進行スライド: one or two 議題 a page."""
    return "".join(
        [
            tag("for slide in slides"),
            tag("if loop.first"),
            p("SlideFirst", "{{ meeting.full_name }}"),
            tag("else"),
            p("SlideTop", "{{ meeting.full_name }}"),
            tag("endif"),
            tag("for line in slide"),
            tag("if line.level == 0"),
            p("SlideEntry", "{{ line.number }}{{ line.kind }}{{ line.title }}{{ line.suffix }}{{ line.speaker }}"),
            tag("else"),
            p("SlideItem", "{{ line.number }}{{ line.kind }}{{ line.title }}{{ line.suffix }}{{ line.speaker }}"),
            tag("endif"),
            tag("if line.subtitle"),
            p("SlideNote", "{{ line.subtitle }}"),
            tag("endif"),
            tag("if line.section"),
            p("SlideNote", "{{ line.section }}"),
            tag("endif"),
            tag("if line.papers"),
            p("SlideNote", "［{{ line.papers }}］"),
            tag("endif"),
            tag("endfor"),
            tag("endfor"),
            section(landscape=True, margins=(20, 25, 20, 25)),
        ]
    )


def handout_list() -> str:
    """配付資料一覧."""
    return "".join(
        [
            p("Heading1", "配付資料一覧"),
            p("Subheading", "（{{ meeting.full_name }}）"),
            tag("for paper in papers"),
            tag("if paper.level == 0"),
            p("List1", "○　{{ paper.label }}\t{{ paper.title }}{{ paper.note }}"),
            tag("else"),
            p("List2", "○　{{ paper.label }}\t{{ paper.title }}{{ paper.note }}"),
            tag("endif"),
            tag("endfor"),
            tag("if references"),
            p("ListHead", "○　参考資料"),
            tag("for paper in references"),
            p("List3", "○　{{ paper.number }}{{ paper.title }}{{ paper.note }}"),
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
    done += [style(f"ArticleItem{level}", f"号{'０１２３４５'[level]}", ppr=indent(level + 1, hanging=1) + BOTH) for level in range(1, 6)]
    return "".join(done)


def _article_lines(whose: str) -> list[str]:
    """The paragraph of a `line` in the style of its kind and level; a 項 of a 附則 without a number begins like a sentence."""
    number_text = "{{ line.number }}{{ line.text }}"
    cases = [(f"line.kind == 'chapter' and line.level {'>=' if level == 4 else '=='} {level}", f"Chapter{level}") for level in range(1, 5)]
    cases += [(f"line.kind == 'caption' and line.level {'>=' if level == 3 else '=='} {level}", f"Caption{level}") for level in range(1, 4)]
    cases += [("line.kind == 'article'", "Article")]
    cases += [(f"line.kind == 'contents' and line.level {'>=' if level == 3 else '=='} {level}", f"Contents{level}") for level in range(1, 4)]
    cases += [("line.kind == 'paragraph' and not line.number", "Sentence")] if whose == "supplement" else []
    cases += [("line.kind == 'paragraph'", "Paragraph")]
    cases += [(f"line.kind == 'item' and line.level {'>=' if level == 5 else '=='} {level}", f"ArticleItem{level}") for level in range(1, 6)]
    cases = cases if whose == "charter" else [case for case in cases if not case[1].startswith(("Chapter", "Article", "Contents")) or case[1].startswith("ArticleItem")]
    done = []
    for index, (test, name) in enumerate(cases):
        done += [tag(f"{'elif' if index else 'if'} {test}"), p(name, "{{ line.text }}" if name.startswith(("Caption", "Contents", "Sentence")) else number_text)]
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


def cover() -> str:
    """The cover of a supplied paper."""
    return "".join(
        [
            LABEL,
            p("CoverFirst", "{{ meeting.full_name }}"),
            p("CoverLine", "{{ meeting.date }}"),
            p("CoverTitle", "{{ document.title }}"),
            tag("if document.waiting"),
            p("CoverLine", "（この資料は後日配付します。）"),
            tag("endif"),
            section(landscape=True, margins=(20, 20, 20, 20)),
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
    "agenda": ("次第", agenda),
    "slides": ("進行スライド", slides),
    "handout-list": ("配付資料一覧", handout_list),
    "roster": ("構成員名簿", roster),
    "cover": ("表紙", cover),
    "left-out": ("綴じられなかった資料の差し替え紙", left_out),
    "table": ("表", csv_table),
    "label": ("資料番号", label),
}

if __name__ == "__main__":
    write_templates(TEMPLATES, Path(sys.argv[1]))
    write_templates({"charter": ("設置要領", charter)}, Path(sys.argv[1]), schedule_styles())
    write_templates({"charter-articles": ("設置要綱", charter_articles)}, Path(sys.argv[1]), article_styles() + schedule_styles())
