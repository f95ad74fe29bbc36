"""Writes the Word templates of the letters that go out before a meeting, as make_templates.py does the others.

    python tools/make_letter_templates.py templates/
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_parts import CENTER, GOTHIC, KEEP, RIGHT, fonts, indent, outline, p, section, size, spacing, style, tag, write_templates


def own_styles() -> str:
    """The parts of a letter: number, day, addressee, sender, subject, 記, its lines, and who can be asked."""
    return "".join(
        [
            style("LetterRight", "文書番号・日付", ppr=spacing(0, 0, 18) + RIGHT),
            style("LetterTo", "宛名", ppr=spacing(0, 0, 20) + indent(1)),
            style("LetterFrom", "差出人", ppr=spacing(14, 14, 20) + RIGHT),
            style("LetterSubject", "件名", ppr=KEEP + spacing(10, 14, 22) + CENTER + outline(0), rpr=size(12)),
            style("LetterBody", "本文", ppr=spacing(0, 0, 20) + indent(0, first=1)),
            style("LetterHead", "記", ppr=KEEP + spacing(14, 10, 20) + CENTER),
            style("LetterLine", "記書き", ppr=spacing(0, 6, 20) + indent(8, hanging=7)),
            style("LetterEnd", "以上", ppr=spacing(6, 0, 20) + RIGHT),
        ]
    )


def notice() -> str:
    return "".join(
        [
            p("LetterRight", "{{ notice.number }}"),
            p("LetterRight", "{{ notice.sent }}"),
            tag("for line in addressee.lines"),
            p("LetterTo", "{{ line }}"),
            tag("endfor"),
            p("LetterFrom", "{{ notice.sender }}"),
            p("LetterSubject", "{{ meeting.full_name }}の開催について（通知）"),
            p("LetterBody", "このことについて、下記のとおり開催しますので、御出席くださいますようお願いします。"),
            p("LetterHead", "記"),
            p("LetterLine", "１　日　　時\t{{ meeting.date_and_time }}"),
            p("LetterLine", "２　場　　所\t{{ meeting.venue }}"),
            section(),
        ]
    )


if __name__ == "__main__":
    write_templates({"notice": ("開催通知", notice)}, Path(sys.argv[1]), own_styles())
