"""What a template can print: plain str, int, bool, list and dict, made from the plan. templates/README.md lists it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hyoga_docs.japanese.numerals import Digits, number, with_gap
from hyoga_docs.japanese.patterns import filled, names_in, pieces
from hyoga_docs.japanese.plain import plain
from hyoga_docs.plan.agenda import flat
from hyoga_docs.plan.numbering import REFERENCES
from hyoga_docs.plan.rich_text import Anchor, LineNumber, Link, Styled
from hyoga_docs.word.marked_text import DOTS, RIGHT, joined, mark, schedule_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.model import Document, ListLine, Plan
    from hyoga_docs.plan.printed_charter import CharterLine
    from hyoga_docs.plan.roster import PrintedRoster
    from hyoga_docs.plan.schedules import PrintedRow, PrintedSchedule
    from hyoga_docs.spec.style import AgendaColumn

Context = dict[str, Any]

#: What stands above the 参考資料 of a list, and above the papers at the foot of the 次第.
_HEADINGS = {"references": REFERENCES, "foot": "配付資料"}
#: The columns of the agenda as a table.
_COLUMNS: dict[AgendaColumn, str] = {
    "time": "時間",
    "number": "番号",
    "title": "件名",
    "section": "所管",
    "speaker": "説明者",
    "papers": "資料",
}
_PAPERS = {"papers", "papers_short"}
#: What a label begins with.
_BEFORE_NUMBER = re.compile(r"\D+(?=\d)")
#: What a note begins with that needs no brackets of ours.
_OWN_BRACKETS = tuple("（(【〔［[〈《＜<※")
#: What a title begins with that needs no ・ of ours.
_OWN_MARKS = tuple("【〔［[〈《＜<※○●◎◇◆□■・")
#: What a line of the head begins with where a gap follows; the words after it stand under each other.
_BEGINNING = re.compile(r"([^{}]*?)[ 　]+(?=\{)")
#: How many styles of a kind there are in our templates (次第１ … 次第７); what lies deeper has the last.
_DEEPEST = 7


def shared_context(plan: Plan) -> Context:
    """What every template of the meeting can print."""
    meeting, platform = plan.workspace.meeting, plan.workspace.platform
    dates, style = platform.style.dates, platform.style.agenda
    date = meeting.date_and_time or dates.day_and_weekday(meeting.date)
    time = dates.span(meeting.time) if meeting.time and not meeting.date_and_time else ""
    gap = "" if not time or date.endswith("）") else " " if date.endswith(")") else "　"
    printed = {
        "ordinal": plan.ordinal,
        "name": platform.meeting_name,
        "number": plan.meeting_title.number,
        "fiscal_year": plan.meeting_title.fiscal_year,
        "full_name": plan.full_name,
        "heading": plan.meeting_title.heading,
        "date": date,
        "day": dates.day(meeting.date),
        "weekday": dates.weekday(meeting.date),
        "time": time,
        "date_and_time": date + gap + time,
        "start": dates.clock(meeting.time.begins) if meeting.time else "",
        "end": dates.clock(meeting.time.ends) if meeting.time and meeting.time.ends else "",
        "venue": meeting.venue or "",
        "fields": dict(meeting.fields),
    }
    return {
        "meeting": printed,
        "platform": {
            "name": platform.name,
            "organizer": "、".join(platform.organizer),
            "secretariat": list(platform.secretariat),
        },
        "headings": {name: platform.style.headings.get(name, usual) for name, usual in _HEADINGS.items()},
        "list_mark": platform.style.handout_list[1].partition("{title}")[0],
        "stamp": {"top": platform.style.stamp.top, "right": platform.style.stamp.right},
        "agenda_style": {"name": style.name, "lines": _head({**printed, "organizer": "、".join(platform.organizer)}, style.lines)},
        "agenda": [_agenda(line, plan) for line in plan.agenda],
        "agenda_lines": [_line_of_agenda(line, plan) for line in flat(plan.agenda)],
        "agenda_columns": _columns(plan),
        "agenda_foot": [_listed(line, plan, "配付資料", named=True) for line in plan.listed] if "foot" in style.papers else [],
        "slides": [[_agenda(line, plan) for line in slide] for slide in plan.slides],
        "slide_pages": [[_line(line, plan, "スライド") for line in slide] for slide in plan.slide_pages],
        "papers": [_listed(line, plan, "資料一覧") for line in plan.listed if not line.reference],
        "references": [_listed(line, plan, "参考資料一覧") for line in plan.listed if line.reference],
        "charter": _charter(plan),
        "roster": _roster(plan.roster),
    }


def document_context(shared: Context, document: Document) -> Context:
    """The shared context with what belongs to one document."""
    context: Context = {
        **shared,
        "document": {
            "title": document.heading or document.title,
            "subtitle": document.subtitle,
            "label": document.label,
            "provisions": document.provisions,
            "stamp": shared["stamp"],
            "fields": dict(document.fields),
            "supplied_by": document.supplied_by,
            "waiting": document.waiting,
            "handed_out": document.handed_out,
            "left_out": document.left_out,
            "reason": document.reason,
        },
    }
    if document.roster is not None:
        context["roster"] = _roster(document.roster)
    if document.table is not None:
        table = document.table
        context["table"] = {
            "headings": list(table.headings),
            "rows": [
                [{"text": text, "figure": figure} for text, figure in zip(row, table.figures, strict=True)] for row in table.rows
            ],
            "unit": table.unit,
            "lead": list(table.lead),
            "notes": list(table.notes),
            "landscape": table.landscape,
            "parts": [list(part) for part in table.parts],
        }
    return context


def _head(values: Context, patterns: Sequence[str]) -> list[Context]:
    """The lines under the heading of the 次第; one that names only what the meeting does not have is left out."""
    done = []
    for pattern in patterns:
        known = {name: values.get(name) or str(values["fields"].get(name, "")) for name in names_in(pattern)}
        if known and not any(known.values()):
            continue
        beginning = _BEGINNING.match(pattern)
        rest = pattern[beginning.end() :] if beginning else pattern
        done.append({"label": (beginning[1] or "　") if beginning else "", "text": filled(rest, known)})
    return done


def _agenda(line: AgendaLine, plan: Plan) -> Context:
    """An entry of the agenda with those under it."""
    return {
        "number": with_gap(line.number),
        "title": line.title,
        "subtitle": line.subtitle,
        "suffix": line.suffix,
        "kind": line.kind,
        "time": line.time,
        "speaker": line.speaker,
        "section": line.section,
        "level": line.level,
        "papers": _papers(line, plan),
        "items": [_agenda(item, plan) for item in line.items],
    }


def _line(line: AgendaLine, plan: Plan, style: str) -> Context:
    """An entry of the agenda alone; a paragraph that begins with its number, subtitle or section gets the style of its depth."""
    below = Styled(_name(f"{style}担当", line.level))
    return {
        **_agenda(replace(line, items=()), plan),
        "number": mark((LineNumber(_name(style, line.level), with_gap(line.number)),)),
        "mark": line.number,
        "subtitle": mark((below, line.subtitle)) if line.subtitle else "",
        "section": mark((below, line.section)) if line.section else "",
        "papers_by_line": _papers(line, plan, "\n"),
        "speakers": line.speakers,
        "sections": line.sections,
    }


def _line_of_agenda(line: AgendaLine, plan: Plan) -> Context:
    """A line of the 次第: its `text` is what the house puts behind the number, and nothing of it is printed below again."""
    style = plan.workspace.platform.style.agenda
    made = _line(line, plan, "次第")
    if "section" in names_in(style.line):
        made["section"] = ""
    if "item" not in style.papers or names_in(style.line) & _PAPERS:
        made["papers"] = ""
    return {**made, "text": _text(line, plan)}


def _text(line: AgendaLine, plan: Plan) -> str:
    """The title in the house's pattern of a line, and behind it the papers where they have a pattern."""
    style = plan.workspace.platform.style.agenda
    papers = _links(line, plan, style.between)
    behind = papers and not names_in(style.line) & _PAPERS
    form = style.line + "".join(each for each in style.papers if behind and names_in(each))
    named = names_in(form)
    time = f"（{line.time}）" if line.time else ""
    alone = {"kind": line.kind, "suffix": line.suffix, "speaker": line.speaker, "time": time}
    kind, suffix, speaker, time = ("" if name in named else value for name, value in alone.items())
    values = {
        "title": kind + line.title + suffix + speaker + time,
        "kind": line.kind.strip("【】"),
        "suffix": line.suffix,
        "speaker": line.speakers,
        "time": line.time,
        "section": line.sections,
        "papers": papers,
        "papers_short": _links(line, plan, style.between, short=True),
        "dots": DOTS,
        "right": RIGHT,
    }
    found = pieces(form, values)
    while found and not found[-1].strip():
        found.pop()
    return joined("", found)


def _columns(plan: Plan) -> Context:
    """The headings of the columns of the agenda as a table; of a column in which nothing stands, an empty one."""
    lines = flat(plan.agenda)
    names = {**_COLUMNS, **plan.workspace.platform.style.agenda.columns}
    holds: dict[AgendaColumn, bool] = {
        "time": any(line.time for line in lines),
        "number": any(line.number for line in lines),
        "title": True,
        "section": any(line.sections for line in lines),
        "speaker": any(line.speakers for line in lines),
        "papers": any(_papers(line, plan) for line in lines),
    }
    return {str(name): heading if holds[name] else "" for name, heading in names.items()}


def _papers(line: AgendaLine, plan: Plan, between: str = "、") -> str:
    """The papers of an entry where the house prints them there."""
    return _links(line, plan, between) if set(plan.workspace.platform.style.agenda.papers) - {"foot", "none"} else ""


def _links(line: AgendaLine, plan: Plan, between: str = "、", *, short: bool = False) -> str:
    """The papers of an entry, without those that it names itself: by its title one without a label, by its number one with it.

    In `short`, what all labels begin with is said once: `資料１、２`.
    """
    titles = {plain(line.title), plain(line.title.removesuffix("について").removesuffix("の件"))}
    papers = [
        paper
        for paper in plan.item_papers.get(line.path, ())
        if (paper.label != line.number if paper.label else plain(paper.title) not in titles)
    ]
    words = [paper.label or paper.title for paper in papers]
    if short and papers and (said := _BEFORE_NUMBER.match(papers[0].label)):
        words[1:] = [each.removeprefix(said[0]) if each[len(said[0]) :][:1].isdecimal() else each for each in words[1:]]
    return joined(between, [_link(paper, each, plan) for paper, each in zip(papers, words, strict=True)])


def _name(style: str, level: int) -> str:
    """The style of a depth."""
    return f"{style}{number(min(level + 1, _DEEPEST), Digits.FULL)}"


def _link(line: ListLine, words: str, plan: Plan) -> str:
    """Words that lead to a paper; the words alone where a mistake elsewhere left the paper out."""
    return mark((Link(line.key, words),)) if line.key in plan.keys else words


def _listed(line: ListLine, plan: Plan, style: str, *, named: bool = False) -> Context:
    """A line of the list; a reference bears its label as a number, and only where it has one, unless it is to be `named`."""
    forms = plan.workspace.platform.style.agenda.foot if named else plan.workspace.platform.style.handout_list
    label = line.label if named or not line.reference else ""
    number_ = line.label if line.reference and not named and any(c.isdigit() for c in line.label) else ""
    return {
        "label": _link(line, label, plan) if label else "",
        "number": f"{number_}　" if number_ else "",
        "style": mark((Styled(_name(style if label or number_ else f"{style}番号なし", line.level)),)),
        **_around(line, _link(line, label or number_, plan) if label or number_ else "", forms),
        "mark": "" if label or number_ or line.title.startswith(_OWN_MARKS) else "・",
        "title": _link(line, line.title, plan),
        "subtitle": line.subtitle,
        "note": in_brackets(line.note) + ("" if line.public else "（構成員のみ）"),
        "level": line.level,
    }


def _around(line: ListLine, label: str, forms: Sequence[str]) -> Context:
    """What stands before and behind the title of a paper in a list; the titles of all of them stand under each other."""
    start, _, end = forms[0 if label else 1].partition("{title}")
    if not label:
        return {"start": "" if line.title.startswith(_OWN_MARKS) else start, "end": end}
    gap = "\t" if "{label}" in start and start[-1].isspace() else ""
    found = [joined("", pieces(each, {"label": label})) for each in (start.rstrip() if gap else start, end)]
    return {"start": joined("", [found[0], gap]), "end": found[1]}


def in_brackets(words: str) -> str:
    """What is said of a paper in brackets, ours or its own."""
    return words if not words or words.startswith(_OWN_BRACKETS) else f"（{words}）"


def _charter(plan: Plan) -> Context:
    charter = plan.charter
    if charter is None:
        return {
            "title": "",
            "history": [],
            "lines": [],
            "supplementary": [],
            "supplements": [],
            "annexes": [],
            "schedules": [],
        }
    return {
        "title": charter.title,
        "history": list(charter.history),
        "lines": _charter_lines(charter.lines),
        "supplementary": [mark(text) for supplement in charter.supplements for text in supplement.texts],
        "supplements": [
            {"title": each.title, "texts": [mark(text) for text in each.texts], "lines": _charter_lines(each.lines)}
            for each in charter.supplements
        ],
        "annexes": [each.label for each in charter.annexes],
        "schedules": [schedule_context(schedule, index) for index, schedule in enumerate(charter.schedules)],
    }


def _charter_lines(lines: Sequence[CharterLine]) -> list[Context]:
    return [{"kind": line.kind, "level": line.level, "number": mark(line.number), "text": mark(line.text)} for line in lines]


def schedule_context(schedule: PrintedSchedule, index: int) -> Context:
    """A 別表 and the marks of its places; `index` is its place among those of the document."""
    return {
        "label": mark((Anchor(schedule.id, schedule.label),)),
        "provisions": mark(schedule.provisions),
        "title": schedule.title,
        "unit": schedule.unit,
        "orientation": schedule.orientation,
        "begin": schedule_mark("begin", index),
        "table": schedule_mark("table", index),
        "end": schedule_mark("end", index),
        "notes": [{"number": with_gap(number), "text": mark(text)} for number, text in schedule.notes],
        "columns": schedule.columns,
        "headings": [_cells(row) for row in schedule.headings],
        "rows": [_cells(row) for row in schedule.rows],
    }


def _cells(row: PrintedRow) -> list[Context]:
    return [
        {
            "column": cell.position.column,
            "down": cell.position.down,
            "across": cell.position.across,
            "align": cell.align,
            "text": mark(cell.text),
        }
        for cell in row.cells
    ]


def _roster(roster: PrintedRoster | None) -> Context:
    if roster is None:
        return {"title": "", "headings": [], "groups": [], "count": 0, "before": 0, "kinds": [], "above": [], "below": []}
    return {
        "title": roster.title,
        "headings": ["" if roster.category_rows else roster.headings[0], *roster.headings[1:]],
        "category_rows": roster.category_rows,
        "groups": [{"category": category, "members": [list(row.cells) for row in rows]} for category, rows in roster.groups],
        "count": roster.count,
        "before": roster.before,
        "kinds": list(roster.kinds if roster.category_rows else roster.kinds_in_order()),
        "above": list(roster.above),
        "below": list(roster.below),
    }
