"""Writes the Word templates of the letters that go out before a meeting, as make_templates.py does the others.

    python tools/make_letter_templates.py templates/
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_parts import BOTH, CENTER, GOTHIC, KEEP, RIGHT, cell, fonts, indent, numbered, outline, p, row, run, section, single, size, spacing, style, table, tag, write_templates

NUM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NAME, ANSWER = 2400, 6840
TEXT = 1760  # twips: where what is listed below 記 begins behind its name
BOX = "<w:pBdr>" + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="000000"/>' for side, space in (("top", 4), ("left", 6), ("bottom", 4), ("right", 6))) + "</w:pBdr>"
TABS = f'<w:tabs><w:tab w:val="left" w:pos="440"/><w:tab w:val="left" w:pos="{TEXT}"/></w:tabs>'


def own_styles() -> str:
    """The parts of a letter: number, day, addressee, sender, subject, 記, its lines, and who can be asked."""
    line = spacing(0, 6, 20)
    return "".join(
        [
            style("LetterRight", "文書番号・日付", ppr=spacing(0, 0, 18) + RIGHT),
            style("LetterTo", "宛名", ppr=spacing(0, 0, 20) + indent(1)),
            style("LetterToFirst", "宛名一行目", ppr=spacing(16, 0, 20) + indent(1)),
            style("LetterFrom", "差出人", ppr=spacing(16, 14, 20) + RIGHT),
            style("LetterSubject", "件名", ppr=KEEP + spacing(10, 14, 22) + '<w:ind w:left="660" w:right="660"/>' + CENTER + outline(0), rpr=size(12)),
            style("LetterTitle", "文書名", ppr=KEEP + spacing(10, 14, 26) + CENTER + outline(0), rpr=fonts(GOTHIC) + size(16)),
            style("LetterMeeting", "文書の会議名", ppr=spacing(0, 14, 22) + CENTER, rpr=size(12)),
            style("LetterBody", "本文", ppr=spacing(0, 0, 20) + indent(0, first=1) + BOTH),
            style("LetterIntro", "前書き", ppr=spacing(0, 14, 20) + indent(0, first=1) + BOTH),
            style("LetterHead", "記", ppr=KEEP + spacing(16, 12, 20) + CENTER),
            style("LetterLine", "記書き", ppr=NUM + TABS + line + f'<w:ind w:left="{TEXT}" w:hanging="{TEXT}"/>'),
            style("LetterUnder", "記書きの続き", ppr=line + f'<w:ind w:left="{TEXT}"/>'),
            style("LetterGroup", "記書き議題の見出し", ppr=KEEP + spacing(0, 2, 20) + indent(2)),
            style("LetterTopic", "記書き議題", ppr=spacing(0, 3, 20) + indent(5, hanging=3)),
            style("LetterRule", "守ること", ppr=spacing(0, 4, 20) + indent(5, hanging=3) + BOTH),
            style("LetterEnd", "以上", ppr=spacing(4, 14, 20) + RIGHT),
            style("LetterContact", "担当", ppr="<w:keepLines/>" + BOX + spacing(14, 0, 18) + indent(22)),
            style("SlipPlace", "出欠票の日時場所", ppr=spacing(0, 2, 20) + indent(4, hanging=3)),
            style("SlipNote", "出欠票の注", ppr=KEEP + spacing(12, 8, 20) + indent(1)),
            style("SlipCell", "出欠票の欄", ppr=single(9)),
            style("SlipHead", "出欠票の見出し", ppr=single(9) + CENTER, rpr=fonts(GOTHIC)),
        ]
    )


def line(name: str, text: str) -> str:
    """A numbered line below 記."""
    return p("LetterLine", f"{name}\t{text}")


def topics() -> list[str]:
    """The 議題, below their headings where there are several."""
    return [
        tag("if topics"),
        p("LetterLine", "議　　題"),
        tag("for group in topics"),
        tag("if group.heading"),
        p("LetterGroup", "{{ group.heading }}"),
        tag("endif"),
        tag("for topic in group.items"),
        p("LetterTopic", "{{ topic.number }}{{ topic.title }}"),
        tag("endfor"),
        tag("endfor"),
        tag("endif"),
    ]


def contact(head: str) -> list[str]:
    """Who can be asked, in a box at the foot: one paragraph, for only so is the box one."""
    lines = run(head + "{% for line in notice.contact %}") + "<w:r><w:br/></w:r>" + run("{{ line }}{% endfor %}")
    return [f'<w:p><w:pPr><w:pStyle w:val="LetterContact"/></w:pPr>{lines}</w:p>']


def when_and_where() -> list[str]:
    """The first lines below 記; a meeting in writing is nowhere."""
    return [
        line("日　　時", "{{ meeting.date_and_time }}"),
        tag("if not notice.in_writing or meeting.venue"),
        line("場　　所", "{{ meeting.venue }}"),
        tag("endif"),
    ]


def subject(before: str, behind: str) -> str:
    """The 件名, whose last words stand on a line of their own below a long name."""
    first = run(f"{{{{ meeting.full_name }}}}{before}{{% if meeting.full_name|length > 22 %}}")
    return f'<w:p><w:pPr><w:pStyle w:val="LetterSubject"/></w:pPr>{first}<w:r><w:br/></w:r>{run("{% endif %}" + behind)}</w:p>'


def notice() -> str:
    """The 開催通知."""
    return "".join(
        [
            p("LetterRight", "{{ notice.number }}"),
            p("LetterRight", "{{ notice.sent }}"),
            tag("for line in addressee.lines"),
            tag("if loop.first"),
            p("LetterToFirst", "{{ line }}"),
            tag("else"),
            p("LetterTo", "{{ line }}"),
            tag("endif"),
            tag("endfor"),
            p("LetterFrom", "{{ notice.sender }}"),
            subject("の", "開催について（通知）"),
            tag("if notice.in_writing"),
            p("LetterBody", "このことについて、下記のとおり書面により開催しますので、議題について御審議の上、御回答くださいますようお願いします。"),
            tag("else"),
            p("LetterBody", "このことについて、下記のとおり開催しますので、御出席くださいますようお願いします。"),
            tag("endif"),
            p("LetterHead", "記"),
            *when_and_where(),
            *topics(),
            tag("for each in notice.more"),
            line("{{ each.title }}", "{{ each.text }}"),
            tag("endfor"),
            tag("if notice.reply_by"),
            tag("if notice.in_writing"),
            line("回　　答", "別紙の回答票により、{{ notice.reply_by }}までに、下記の担当へお送りください。"),
            tag("else"),
            line("出欠回答", "別紙の出欠票により、{{ notice.reply_by }}までに、下記の担当へお送りください。"),
            tag("endif"),
            tag("endif"),
            p("LetterEnd", "以　上"),
            *contact("（担当）"),
            section(),
        ]
    )


def slip_row(name: str, text: str, lines: int = 1) -> str:
    """A row of the reply slip, with empty lines to write on."""
    rest = p("SlipCell") * (lines - 1)
    return row(cell(NAME, p("SlipHead", name), center=True, shade=True), cell(ANSWER, p("SlipCell", text) + rest, center=True))


def slip_tag(text: str) -> str:
    """A row that holds a docxtpl row tag."""
    return row(cell(NAME, p("SlipCell", "{%tr " + text + " %}")), cell(ANSWER, p("SlipCell")))


def reply_slip() -> str:
    """The 出欠票; of a meeting in writing, what a member thinks of each topic."""
    return "".join(
        [
            p("LetterRight", "返送期限　{{ notice.reply_by }}"),
            tag("for line in notice.contact"),
            tag("if loop.first"),
            p("LetterToFirst", "（返送先）"),
            tag("endif"),
            p("LetterTo", "{{ line }}"),
            tag("endfor"),
            p("LetterTitle", "{% if notice.in_writing %}回　答　票{% else %}出　欠　票{% endif %}"),
            p("LetterMeeting", "{{ meeting.full_name }}"),
            p("SlipPlace", "日時\t{{ meeting.date_and_time }}"),
            tag("if meeting.venue"),
            p("SlipPlace", "場所\t{{ meeting.venue }}"),
            tag("endif"),
            p("SlipNote", "該当する□に印を付けて、返送期限までにお送りください。"),
            table(
                [NAME, ANSWER],
                slip_tag("if addressee.name"),
                slip_row("機関・団体名", "{{ addressee.name }}"),
                slip_tag("endif"),
                slip_row("職・氏名", "{{ addressee.post }}{% if addressee.post and addressee.person %}　{% endif %}{{ addressee.person }}"),
                slip_tag("if notice.in_writing"),
                slip_tag("for group in topics"),
                slip_tag("for topic in group.items"),
                slip_row("{{ topic.number or '議　題' }}", "{{ topic.title }}"),
                slip_row("賛　　否", "□　賛成　　　□　反対"),
                slip_row("御 意 見", "", 2),
                slip_tag("endfor"),
                slip_tag("endfor"),
                slip_tag("else"),
                slip_row("出　　欠", "{% if notice.on_site and notice.online %}□　会場で出席　　□　オンラインで出席{% else %}□　出席{% endif %}{% if addressee.deputy %}　　□　代理出席{% endif %}　　□　欠席"),
                slip_tag("if addressee.deputy"),
                slip_row("代理の方", "職名　　　　　　　　　　　氏名"),
                slip_tag("endif"),
                slip_tag("endif"),
                slip_row("御連絡先", "電話　　　　　　　　　　　電子メール"),
                slip_row("備　　考", "", 3),
            ),
            section(),
        ]
    )


RULES = (
    "会議を開いている間は、静かに傍聴し、拍手その他の方法により賛成や反対を表さないこと。",
    "私語、談論その他会議の妨げとなることをしないこと。",
    "飲食や喫煙をしないこと。",
    "携帯電話などは、電源を切るか、音の出ない状態にすること。",
    "撮影、録音、録画をしないこと。ただし、あらかじめ認められたときは、この限りでない。",
    "その他、会議の秩序を乱し、又は会議を妨げることをしないこと。",
)


def observers() -> str:
    """The 傍聴要領."""
    marks = ("（１）", "（２）", "（３）", "（４）", "（５）", "（６）")
    return "".join(
        [
            p("LetterTitle", "傍聴要領"),
            p("LetterMeeting", "{{ meeting.full_name }}"),
            *when_and_where(),
            tag("if not open.public"),
            line("傍　　聴", "この会議は、公開しません。"),
            line("理　　由", "{{ open.reason }}"),
            tag("elif notice.in_writing"),
            line("傍　　聴", "書面により開催するため、傍聴はできません。"),
            tag("else"),
            tag("if open.partly"),
            line("公　　開", "一部を公開しません。非公開の議題{{ open.closed|join('、') }}の間は、退室していただきます。"),
            p("LetterUnder", "理由：{{ open.reason }}"),
            tag("endif"),
            line("定　　員", "{{ open.seats }}人"),
            tag("if open.apply_by"),
            line("申 込 み", "{{ open.apply_by }}までに、下記の問合せ先へお申し込みください。申込みが定員を超えたときは、抽選により決定します。"),
            line("受　　付", "当日{{ open.desk }}から、会場で受け付けます。"),
            tag("else"),
            line("受　　付", "当日{{ open.desk }}から、会場で先着順に受け付けます。定員になり次第、受付を終わります。"),
            tag("endif"),
            p("LetterLine", "守っていただくこと"),
            *(p("LetterRule", f"{mark}{rule}") for mark, rule in zip(marks, RULES, strict=True)),
            line("そ の 他", "係員の指示に従ってください。守っていただけないときは、退室していただくことがあります。"),
            tag("endif"),
            *contact("（問合せ先）"),
            section(),
        ]
    )


def press() -> str:
    """The 開催案内: for the press and for everybody."""
    return "".join(
        [
            tag("if notice.sent"),
            p("LetterRight", "{{ notice.sent }}"),
            tag("endif"),
            tag("if platform.organizer"),
            p("LetterRight", "{{ platform.organizer }}"),
            tag("endif"),
            subject("の", "開催について"),
            p("LetterIntro", "{{ meeting.full_name }}を、次のとおり開催します。"),
            *when_and_where(),
            *topics(),
            line("公　　開", "{{ open.how }}{% if open.partly and open.closed %}（議題{{ open.closed|join('、') }}は、公開しません。）{% endif %}"),
            tag("if not open.public or open.partly"),
            p("LetterUnder", "理由：{{ open.reason }}"),
            tag("endif"),
            tag("if notice.in_writing"),
            line("傍　　聴", "書面により開催するため、傍聴はできません。"),
            tag("elif open.public"),
            tag("if open.apply_by"),
            line("傍　　聴", "定員{{ open.seats }}人。{{ open.apply_by }}までに、下記の問合せ先へお申し込みください。申込みが定員を超えたときは、抽選により決定します。"),
            tag("else"),
            line("傍　　聴", "定員{{ open.seats }}人（先着順）。当日{{ open.desk }}から、会場で受け付けます。"),
            tag("endif"),
            tag("endif"),
            tag("if open.press"),
            line("取　　材", "{{ open.press }}"),
            tag("endif"),
            *contact("（問合せ先）"),
            section(),
        ]
    )


TEMPLATES = {
    "notice": ("開催通知", notice),
    "reply-slip": ("出欠票", reply_slip),
    "observers": ("傍聴要領", observers),
    "press": ("開催案内", press),
}

if __name__ == "__main__":
    write_templates(TEMPLATES, Path(sys.argv[1]), own_styles(), numbered(TEXT, TEXT))
