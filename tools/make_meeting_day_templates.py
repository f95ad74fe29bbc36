"""Writes the Word templates of the day of a meeting, as make_templates.py does those of the packet: 出席者名簿, 座席表, 席札, 進行台本.

    python tools/make_meeting_day_templates.py templates/
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_parts import BOTH, CENTER, GOTHIC, KEEP, RIGHT, cell, fonts, indent, outline, p, row, section, single, size, spacing, style, table, tag, write_templates

TIME, MINUTES, WHO = 1300, 750, 1900
SAID = 9350 - TIME - MINUTES - WHO


def own_styles() -> str:
    """Seats, name plates, and the lines of a script."""
    fold = '<w:pBdr><w:bottom w:val="dotted" w:sz="6" w:space="0" w:color="808080"/></w:pBdr>'
    half = '<w:spacing w:before="0" w:after="0" w:line="5300" w:lineRule="exact"/>'
    close = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    done = [
        style("SeatHead", "座席表題", ppr=spacing(0, 4), based="Heading1"),
        style("SeatMeeting", "座席表会議名", ppr=spacing(0, 8) + CENTER),
        style("SeatName", "座席氏名", ppr=close + CENTER, rpr=fonts(GOTHIC)),
        style("SeatAbove", "座席所属", ppr=close + CENTER),
        style("SeatSign", "座席案内", ppr=close + CENTER),
        style("SeatNote", "座席注", ppr=spacing(4, 0, 14) + indent(6, hanging=6), rpr=size(10)),
        style("PlateFold", "席札折り目", ppr="<w:pageBreakBefore/>" + fold + half),
        style("PlateAbove", "席札職名", ppr=KEEP + '<w:spacing w:before="500" w:after="100" w:line="240" w:lineRule="auto"/>' + CENTER, rpr=size(32)),
        style("Plate", "席札氏名", ppr=close + CENTER, rpr=fonts(GOTHIC)),
        style("ScriptItem", "台本次第", ppr=KEEP + single(3), rpr=fonts(GOTHIC) + size(11)),
        style("ScriptTime", "台本時刻", ppr=KEEP + single(3) + CENTER, rpr=fonts(GOTHIC) + size(10.5)),
        style("ScriptWho", "台本話者", ppr=single(3), rpr=size(10.5)),
        style("ScriptCue", "台本言葉", ppr=single(3) + BOTH, rpr=size(11)),
        style("ScriptAct", "台本動き", ppr=single(3) + indent(1, hanging=1), rpr=size(10)),
    ]
    for place, points in enumerate((116, 92, 68, 54, 40)):
        done.append(style(f"Plate{place + 1}", f"席札氏名{'１２３４５'[place]}", rpr=size(points), based="Plate"))
    return "".join(done)


def seating() -> str:
    """The room on a page that lies; the table is drawn by the tool."""
    return "".join(
        [
            p("SeatHead", "座席表"),
            p("SeatMeeting", "{{ meeting.full_name }}（{{ meeting.date_and_time }}{% if meeting.venue %}　{{ meeting.venue }}{% endif %}）"),
            p("Normal", "{{ seating.table }}"),
            tag("if seating.online"),
            p("SeatNote", "オンライン　{{ seating.online|join('、') }}"),
            tag("endif"),
            section(landscape=True, margins=(12, 13, 8, 13)),
        ]
    )


def name_plates() -> str:
    """A page that lies for each: folded at the dotted line, it stands with the name in front."""
    return "".join(
        [
            tag("for plate in seating.plates"),
            p("PlateFold"),
            tag("if plate.above"),
            p("PlateAbove", "{{ plate.above }}"),
            tag("else"),
            p("PlateAbove", " "),
            tag("endif"),
            p("Plate1", "{{ plate.name_styled }}"),
            tag("endfor"),
            section(landscape=True, margins=(10, 12, 10, 12)),
        ]
    )


TEMPLATES = {
    "seating": ("座席表", seating),
    "name-plates": ("席札", name_plates),
}

if __name__ == "__main__":
    write_templates(TEMPLATES, Path(sys.argv[1]), own_styles())
