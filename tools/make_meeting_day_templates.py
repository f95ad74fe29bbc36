"""Writes the Word templates of the day of a meeting, as make_templates.py does those of the packet: 出席者名簿, 座席表, 席札, 進行台本.

    python tools/make_meeting_day_templates.py templates/
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_parts import CENTER, GOTHIC, KEEP, cell, fonts, indent, outline, p, row, section, single, size, spacing, style, table, tag, write_templates

TIME, MINUTES, WHO = 1700, 650, 1700
SAID = 9350 - TIME - MINUTES - WHO


def own_styles() -> str:
    """Seats, name plates, and the lines of a script."""
    fold = '<w:pBdr><w:bottom w:val="dotted" w:sz="6" w:space="0" w:color="808080"/></w:pBdr>'
    half = '<w:spacing w:before="0" w:after="0" w:line="5300" w:lineRule="exact"/>'
    close = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    done = [
        style("DayMeeting", "当日会議名", ppr=KEEP + CENTER),
        style("DayPlace", "当日日時場所", ppr=spacing(0, 10) + CENTER, rpr=size(10.5)),
        style("SeatHead", "座席表題", ppr=spacing(0, 4), based="Heading1"),
        style("SeatMeeting", "座席表会議名", ppr=spacing(0, 8) + CENTER),
        style("SeatName", "座席氏名", ppr=close.replace('after="0"', 'after="30"') + CENTER, rpr=fonts(GOTHIC)),
        style("SeatAbove", "座席所属", ppr=close.replace('after="0"', 'after="30"') + CENTER),
        style("SeatSign", "座席案内", ppr=close + CENTER),
        style("SeatNote", "座席注", ppr=spacing(4, 0, 14) + indent(6, hanging=6), rpr=size(10)),
        style("PlateFold", "席札折り目", ppr="<w:pageBreakBefore/>" + fold + half),
        style("PlateAbove", "席札職名", ppr=KEEP + '<w:spacing w:before="900" w:after="100" w:line="240" w:lineRule="auto"/>' + CENTER, rpr=size(32)),
        style("Plate", "席札氏名", ppr=close + CENTER, rpr=fonts(GOTHIC)),
        style("ListOthers", "出席者見出し", ppr=KEEP + spacing(14, 4, 18) + outline(1), rpr=fonts(GOTHIC)),
        style("ListLine", "出席者数", ppr=spacing(6)),
        style("ScriptItem", "台本次第", ppr=KEEP + single(3), rpr=fonts(GOTHIC) + size(11)),
        style("ScriptTime", "台本時刻", ppr=single(3) + CENTER, rpr=fonts(GOTHIC) + size(10)),
        style("ScriptStart", "台本項目時刻", ppr=KEEP, based="ScriptTime"),
        style("ScriptWho", "台本話者", ppr=single(3), rpr=size(10.5)),
        style("ScriptCue", "台本言葉", ppr=single(3), rpr=size(11)),
        style("ScriptAct", "台本動き", ppr=single(3) + indent(1, hanging=1), rpr=size(10)),
    ]
    for place, points in enumerate((116, 92, 68, 50, 40)):
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


def attendance_list() -> str:
    """The members under their 区分, and below them the others in the room, as the roster is printed."""
    first, other = 1900, 7340
    has_category, ends = p("Cell", "{%tc if attendance.headings[0] %}"), p("Cell", "{%tc endif %}")
    loops = "{{%tc for {} %}}"
    return "".join(
        [
            p("Heading1", "出席者名簿"),
            p("DayMeeting", "{{ meeting.full_name }}"),
            p("DayPlace", "{{ meeting.date_and_time }}{% if meeting.venue %}　{{ meeting.venue }}{% endif %}"),
            tag("if 'person' in attendance.kinds"),
            p("Unit", "（敬称略）"),
            tag("endif"),
            table(
                [first, other],
                row(
                    cell(first, has_category),
                    cell(first, p("CellHead", "{{ attendance.headings[0] }}"), center=True, shade=True),
                    cell(first, ends),
                    cell(other, p("CellHead", loops.format("heading in attendance.headings[1:]"))),
                    cell(other, p("CellHead", "{{ heading }}"), center=True, shade=True),
                    cell(other, p("CellHead", "{%tc endfor %}")),
                    header=True,
                ),
                row(cell(first, p("Cell", "{%tr for group in attendance.groups %}")), cell(other, p("Cell"))),
                row(cell(first, p("Cell", "{%tr for member in group.members %}")), cell(other, p("Cell"))),
                row(
                    cell(first, has_category),
                    cell(first, p("CellHead", "{% vm %}{{ group.category }}"), center=True),
                    cell(first, ends),
                    cell(other, p("Cell", loops.format("value in member"))),
                    cell(other, p("Cell", "{{ value }}"), center=True),
                    cell(other, p("Cell", "{%tc endfor %}")),
                ),
                row(cell(first, p("Cell", "{%tr endfor %}")), cell(other, p("Cell"))),
                row(cell(first, p("Cell", "{%tr endfor %}")), cell(other, p("Cell"))),
            ),
            tag("for each in attendance.others"),
            p("ListOthers", "{{ each.title }}"),
            table(
                [first + other],
                row(
                    cell(other, p("CellHead", loops.format("heading in each.headings"))),
                    cell(other, p("CellHead", "{{ heading }}"), center=True, shade=True),
                    cell(other, p("CellHead", "{%tc endfor %}")),
                    header=True,
                ),
                row(cell(other, p("Cell", "{%tr for person in each.rows %}"))),
                row(
                    cell(other, p("Cell", loops.format("value in person"))),
                    cell(other, p("Cell", "{{ value }}"), center=True),
                    cell(other, p("Cell", "{%tc endfor %}")),
                ),
                row(cell(other, p("Cell", "{%tr endfor %}"))),
            ),
            tag("endfor"),
            tag("if attendance.observers"),
            p("ListLine", "傍聴者　{{ attendance.observers }}名"),
            tag("endif"),
            tag("if attendance.press"),
            p("ListLine", "報道関係者　{{ attendance.press }}名"),
            tag("endif"),
            section(),
        ]
    )


def _spoken(who: str, *said: str) -> str:
    """A row of a script: who speaks, and what is said; what is in brackets is done."""
    words = "".join(each if each.startswith("<w:p>") else p("ScriptAct" if each.startswith("（") else "ScriptCue", each) for each in said)
    return row(cell(TIME, p("ScriptTime")), cell(MINUTES, p("ScriptTime")), cell(WHO, p("ScriptWho", who)), cell(SAID, words))


def _loop(text: str) -> str:
    """A row that holds a docxtpl row tag."""
    return row(cell(TIME, p("ScriptTime", "{%tr " + text + " %}")), cell(MINUTES, p("ScriptTime")), cell(WHO, p("ScriptWho")), cell(SAID, p("ScriptWho")))


_HOST, _LEADER = "司会", "{{ part.leader }}"


def _opening() -> list[str]:
    """What is said as the meeting opens: who is here, whether that is enough, who listens, which papers there are."""
    return [
        _loop("if part.opens"),
        _spoken(_HOST, "ただ今から、{{ meeting.full_name }}を開会します。"),
        _loop("if attendance.is_written"),
        _spoken(
            _HOST,
            "本日は、{{ attendance.called }}{{ attendance.size }}名のうち{{ attendance.attending }}名の御出席をいただいています"
            "{% if attendance.deputies or attendance.online %}（うち{% if attendance.deputies %}代理{{ attendance.deputies }}名{% endif %}"
            "{% if attendance.deputies and attendance.online %}、{% endif %}{% if attendance.online %}オンライン{{ attendance.online }}名{% endif %}）{% endif %}。"
            "{% if attendance.entrusted %}このほか、委任状等を{{ attendance.entrusted }}名からいただいています。{% endif %}"
            "{% if attendance.quorum.is_reached %}{% if attendance.quorum.provision %}{{ attendance.quorum.provision }}の{% endif %}定足数（{{ attendance.quorum.share }}）に達しておりますので、会議は成立しています。{% endif %}",
            tag("if attendance.absentees"),
            "{{ attendance.absentees|join('、') }}は、欠席との御連絡をいただいています。",
            tag("endif"),
            tag("for each in attendance.represented"),
            "{{ each.name }}の代理として、{{ each.deputy }}様に御出席いただいています。",
            tag("endfor"),
            tag("if attendance.on_screen"),
            "{{ attendance.on_screen|join('、') }}は、オンラインで御出席いただいています。",
            tag("endif"),
        ),
        _loop("endif"),
        _loop("if script.open"),
        _spoken(
            _HOST,
            "本日の会議は、{{ script.open }}で行います。{% if not open.public and open.reason %}（理由：{{ open.reason }}）{% endif %}",
            tag("if open.press"),
            "（報道機関の取材：{{ open.press }}）",
            tag("endif"),
        ),
        _loop("endif"),
        _loop("if script.papers"),
        _spoken(
            _HOST,
            "お手元の資料を確認させていただきます。次のとおりお配りしています。不足がありましたら、お申し出ください。",
            tag("for paper in script.papers"),
            p("ScriptAct", "・{{ paper }}"),
            tag("endfor"),
        ),
        _loop("endif"),
        _loop("endif"),
    ]


def _handing_over() -> list[str]:
    """Who leads from here on, and who may listen, where that changes."""
    return [
        _loop("if part.leader != part.before"),
        _spoken("{{ part.before }}", "{% if part.leader == '司会' %}ここで、進行を司会にお返しします。{% else %}ここからの進行は、{{ part.leader }}にお願いします。{% endif %}"),
        _loop("endif"),
        _loop("if part.shuts"),
        _spoken(_LEADER, "ここからは、非公開とします。{% if part.reason %}（理由：{{ part.reason }}）{% endif %}傍聴と報道の方は、御退席をお願いします。", "（傍聴と報道の方の退席）"),
        _loop("elif part.reopens"),
        _spoken(_LEADER, "ここからは、公開とします。", "（傍聴と報道の方の入場）"),
        _loop("endif"),
    ]


def _default() -> list[str]:
    """What is said of an entry of whose words nobody has written any."""
    return [
        _loop("else"),
        *_handing_over(),
        _loop("if part.kind == 'greeting'"),
        _spoken(
            _HOST,
            "{% if not part.opens %}続きまして、{% endif %}{% if part.speaker %}{{ part.speaker }}から、ごあいさつを"
            "{% if '来賓' in part.title or '祝辞' in part.title %}いただきます{% else %}申し上げます{% endif %}。{% else %}{{ part.subject }}です。{% endif %}",
            tag("if not part.speaker"),
            "（あいさつ）",
            tag("endif"),
        ),
        _loop("if part.speaker"),
        _spoken("{{ part.speaker }}", "（あいさつ）"),
        _loop("endif"),
        _loop("elif part.kind == 'heading'"),
        _spoken(_LEADER, "それでは、{{ part.spoken_number }}{{ part.subject }}に移ります。{% if part.papers %}{{ part.papers }}を御覧ください。{% endif %}"),
        _loop("elif part.kind == 'topic'"),
        _spoken(
            _LEADER,
            "{{ part.spoken_number }}「{{ part.title }}」です。{% if part.papers and part.papers != part.mark %}{{ part.papers }}により、{% endif %}"
            "{{ part.speaker or '事務局' }}から説明をお願いします。",
        ),
        _spoken("{{ part.speaker or '事務局' }}", "（説明）"),
        _spoken(
            _LEADER,
            "ただ今の説明について、御質問、御意見はございませんか。",
            "（質疑、意見）",
            tag("if '議案' in part.mark"),
            "ほかになければ、お諮りします。{{ part.mark }}は、原案のとおり決することに御異議ございませんか。",
            "（採決）",
            tag("endif"),
        ),
        _loop("elif part.kind == 'discussion'"),
        _spoken(_LEADER, "{{ part.subject }}に移ります。{% if part.papers %}{{ part.papers }}を御覧ください。{% endif %}御意見をお願いします。", "（発言）"),
        _loop("elif part.kind == 'other'"),
        _spoken(_LEADER, "その他として、何かございませんか。"),
        _loop("elif part.kind == 'plain'"),
        _spoken(_LEADER, "{% if not part.opens %}続きまして、{% endif %}{{ part.spoken_number }}{{ part.title }}です。"),
        _loop("endif"),
        _loop("endif"),
    ]


def script() -> str:
    """The course of the meeting, entry by entry: what the house has written, else what is usually said."""
    widths = [TIME, MINUTES, WHO, SAID]
    heads = zip(widths, ("時刻", "分", "話す人", "言葉・動き"), strict=True)
    return "".join(
        [
            p("Heading1", "進行台本"),
            p("DayMeeting", "{{ meeting.full_name }}"),
            p("DayPlace", "{{ meeting.date_and_time }}{% if meeting.venue %}　{{ meeting.venue }}{% endif %}"),
            table(
                widths,
                row(*(cell(width, p("CellHead", text), center=True, shade=True) for width, text in heads), header=True),
                _loop("for part in script.parts"),
                row(
                    cell(TIME, p("ScriptStart", "{{ part.time }}"), shade=True),
                    cell(MINUTES, p("ScriptStart", "{{ part.minutes }}"), shade=True),
                    cell(WHO + SAID, p("ScriptItem", "{% colspan 2 %}{{ part.mark }}{% if part.mark %}　{% endif %}{{ part.title }}"), shade=True),
                ),
                *_opening(),
                _loop("if part.cues"),
                _loop("for cue in part.cues"),
                _spoken("{{ cue.speaker }}", tag("for line in cue.lines"), "{{ line }}", tag("endfor")),
                _loop("endfor"),
                *_default(),
                _loop("if part.closes"),
                _spoken(_HOST, "以上をもちまして、{{ meeting.full_name }}を閉会します。{% if script.ends %}（{{ script.ends }}）{% endif %}"),
                _loop("endif"),
                _loop("endfor"),
            ),
            section(),
        ]
    )


TEMPLATES = {
    "attendance-list": ("出席者名簿", attendance_list),
    "seating": ("座席表", seating),
    "name-plates": ("席札", name_plates),
    "script": ("進行台本", script),
}

if __name__ == "__main__":
    write_templates(TEMPLATES, Path(sys.argv[1]), own_styles())
