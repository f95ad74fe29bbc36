"""Writes the Word template of what amends a charter by sentences (改め文), as make_templates.py does the others.

    python tools/make_amending_template.py templates/
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_templates import article_styles
from template_parts import BOTH, CENTER, KEEP, indent, outline, p, schedule_styles, section, spacing, style, tag, write_templates


def amending_styles() -> str:
    """Number, day and signer as a 告示 has them, the title three characters in, sentences one; what is quoted as where it stands."""
    hang = {1: 2, 2: 3, 3: 2, 4: 2, 5: 3}
    done = [
        style("NoticeNumber", "告示番号", ppr=KEEP),
        style("Promulgation", "公布文", ppr=KEEP + indent(0, first=1) + BOTH),
        style("NoticeDay", "告示日", ppr=KEEP + indent(2)),
        style("Signer", "署名", ppr=KEEP + '<w:ind w:right="440"/><w:jc w:val="right"/>'),
        style("AmendingTitle", "題名", ppr=KEEP + spacing(10, 2) + indent(3) + outline(0)),
        style("Amending", "改め文", ppr=spacing(0, 3) + indent(0, first=1) + BOTH),
        style("QuotedTitle", "引用題名", ppr=indent(3)),
        style("SupplementTitle", "附則の題名", ppr=KEEP + spacing(10) + indent(3)),
        style("AnnexWords", "別紙の文", ppr=spacing(4, 4) + CENTER),
    ]
    for level, wide in enumerate(hang.values(), 1):
        digit, left = "０１２３４５"[level], level - 1 + wide
        done.append(style(f"QuotedHeading{level}", f"項見出し{digit}", ppr=KEEP + indent(left, hanging=wide)))
    return "".join(done)


def _schedule() -> list[str]:
    """A 別表 that is quoted whole."""
    return [
        p("Normal", "{{ part.begin }}"),
        p("ScheduleLabel", "{{ part.label }}{{ part.provisions }}"),
        tag("if part.title"),
        p("ScheduleTitle", "{{ part.title }}"),
        tag("endif"),
        tag("if part.unit"),
        p("Unit", "（単位：{{ part.unit }}）"),
        tag("endif"),
        tag("for line in part.above"),
        p("Unit", "{{ line }}"),
        tag("endfor"),
        p("Normal", "{{ part.table }}"),
        tag("for line in part.below"),
        p("ScheduleNote", "{{ line }}"),
        tag("endfor"),
        tag("if part.notes|length > 1"),
        p("ScheduleNote", "備考"),
        tag("endif"),
        tag("for note in part.notes"),
        tag("if loop.length > 1"),
        p("ScheduleNotes", "{{ note.number }}{{ note.text }}"),
        tag("else"),
        p("ScheduleNote", "備考　{{ note.text }}"),
        tag("endif"),
        tag("endfor"),
        p("Normal", "{{ part.end }}"),
    ]


def amending_sentences() -> str:
    """What amends a charter, as it is promulgated."""
    head = (("number", "NoticeNumber"), ("promulgation", "Promulgation"), ("date", "NoticeDay"), ("signer", "Signer"))
    lines = [each for name, look in head for each in (tag(f"if amendment.{name}"), p(look, f"{{{{ amendment.{name} }}}}"), tag("endif"))]
    lines += [
        p("AmendingTitle", "{{ amendment.title }}"),
        tag("for text in amendment.leads"),
        p("Amending", "{{ text }}"),
        tag("endfor"),
        tag("for part in amendment.parts"),
        tag("if part.kind == 'schedule'"),
        *_schedule(),
        tag("elif part.kind == 'rows'"),
        p("Normal", "{{ part.table }}"),
        tag("elif part.kind == 'annex'"),
        p("ScheduleLabel", "{{ part.label }}{{ part.provisions }}"),
        tag("if part.title"),
        p("ScheduleTitle", "{{ part.title }}"),
        tag("endif"),
        p("AnnexWords", "{{ part.words }}"),
        tag("else"),
        p("Amending", "{{ part.text }}"),
        tag("endif"),
        tag("endfor"),
        tag("if amendment.supplement"),
        p("SupplementTitle", "{{ amendment.supplement_title }}"),
        tag("for text in amendment.supplement"),
        p("Sentence", "{{ text }}"),
        tag("endfor"),
        tag("endif"),
        section(),
    ]
    return "".join(lines)


if __name__ == "__main__":
    styles = article_styles() + schedule_styles() + amending_styles()
    write_templates({"amending-sentences": ("改め文", amending_sentences)}, Path(sys.argv[1]), styles)
