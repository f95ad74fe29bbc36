"""The 別表 of a filled charter as tables of Word: laid out in the places that the template marks, in its own styles."""

from __future__ import annotations

import copy
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section

from hyoga_docs.word.marked_text import SCHEDULE, printed
from hyoga_docs.word.schedule_widths import SMALL, ScheduleWidths, schedule_widths
from hyoga_docs.word.wide_tables import turn_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

    from hyoga_docs.word.template_context import Context

_MARK = re.compile(f"{SCHEDULE}(begin|table|end)(\\d+){SCHEDULE}")
_TABLE = "別表"
#: The paragraph styles of cells by how they are set, and how a paragraph is set where the template has no such style.
_CELLS = {
    "heading": ("別表見出し", "center"),
    "words": ("別表本文", "left"),
    "center": ("別表中央", "center"),
    "figure": ("別表数値", "right"),
}
#: The style of cells in a template that has none for 別表, as those of the 新旧対照表.
_OTHERWISE = "対照表"
_POINTS = 10.5
#: What Word leaves at the side of a cell where a table says nothing, in twips.
_PADDING = 115
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def lay_out_schedules(document: WordDocument, schedules: Sequence[Context]) -> None:
    """Puts a table in the place of each mark; one that is too wide for its upright page gets pages that lie."""
    marks: dict[tuple[str, int], BaseOxmlElement] = {}
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        found = _MARK.search("".join(each.text or "" for each in paragraph.iter(qn("w:t"))))
        if found is not None:
            marks[found[1], int(found[2])] = paragraph
    styles = _styles(document)
    if any(_is_cramped(schedule, marks.get(("table", index)), styles.points) for index, schedule in enumerate(schedules)):
        turn_pages(document)
    for index, schedule in enumerate(schedules):
        place, begin, end = (marks.get((part, index)) for part in ("table", "begin", "end"))
        turned = False
        if place is not None:
            may_turn = begin is not None and end is not None and begin.getparent() is place.getparent() is end.getparent()
            section = _section_of(place, document)
            cell = place.getparent() if place.getparent().tag == qn("w:tc") else None
            rooms = _rooms(section, may_turn=may_turn) if cell is None else (_room_in(cell), 0)
            widths = schedule_widths(schedule, styles.points, *rooms)
            place.addprevious(_table(schedule, widths, styles))
            if cell is None:
                place.getparent().remove(place)
            else:
                _emptied(place)  # a cell ends with a paragraph
            turned = may_turn and widths.turned
            if turned:
                _turn(section, begin, end)
        for mark in (begin, end):
            if mark is not None and not (turned and mark.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None):
                _remove(mark)


def _is_cramped(schedule: Context, place: BaseOxmlElement | None, points: float) -> bool:
    """Whether a table in a cell, of a 新旧対照表, needs a type too small to read well, on pages that may be turned."""
    if place is None or schedule["orientation"] == "portrait" or (cell := place.getparent()).tag != qn("w:tc"):
        return False
    return schedule_widths(schedule, points, _room_in(cell), 0).points < min(points, SMALL)


@dataclass(frozen=True)
class _ScheduleStyles:
    """The ids of the template's styles by their names, and the size of what stands in the cells, in points."""

    ids: dict[str, str]
    points: float


def _styles(document: WordDocument) -> _ScheduleStyles:
    wanted = {_TABLE, "Table Grid", _OTHERWISE, *(name for name, _ in _CELLS.values())}
    found = {style.name: style for style in document.styles if style.name in wanted}
    style: Any = found.get(_CELLS["words"][0]) or found.get(_OTHERWISE)
    while style is not None and style.font.size is None:
        style = style.base_style
    return _ScheduleStyles({name: each.style_id for name, each in found.items()}, style.font.size.pt if style else _POINTS)


def _section_of(place: BaseOxmlElement, document: WordDocument) -> BaseOxmlElement:
    """The properties of the section that a paragraph of the body stands in."""
    block = place
    while block.getparent() is not document.element.body:
        block = block.getparent()
    for each in block.itersiblings():
        found = each.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    return document.element.body.sectPr


def _rooms(properties: BaseOxmlElement, *, may_turn: bool) -> tuple[float, float]:
    """Points between the margins of a page, and of the same page turned; 0 where it cannot be turned any more."""
    section = Section(properties, None)
    width, height = section.page_width or 0, section.page_height or 0
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return _points(width - margins), _points(height - margins) if may_turn and height > width else 0


def _room_in(cell: BaseOxmlElement) -> float:
    """Points between the sides of a cell, with the padding of its table."""
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    margins = cell.getparent().getparent().find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    sides = [] if margins is None else [margins.find(qn(f"w:{side}")) for side in ("left", "right")]
    padding = sum(int(side.get(qn("w:w"), "0")) if side is not None else _PADDING for side in sides or (None, None))
    return (int(width.get(qn("w:w"), "0")) - padding) / 20 if width is not None else 0


def _points(length: int) -> float:
    return length / 12700


def _table(schedule: Context, widths: ScheduleWidths, styles: _ScheduleStyles) -> BaseOxmlElement:
    table = OxmlElement("w:tbl")
    table.append(_properties(sum(widths.twips), styles))
    grid = OxmlElement("w:tblGrid")
    for width in widths.twips:
        grid.append(OxmlElement("w:gridCol", attrs={qn("w:w"): str(width)}))
    table.append(grid)
    for rows, heading in ((schedule["headings"], True), (schedule["rows"], False)):
        open_: dict[int, tuple[int, int]] = {}  # column: how many rows a merged cell goes on, and how many columns it spans
        for index, row in enumerate(rows):
            made = _row(row, open_, widths, styles, heading=heading, whole=not heading and widths.is_long[index])
            if index < len(widths.least):
                height = {qn("w:val"): str(round(widths.least[index] * 20)), qn("w:hRule"): "atLeast"}
                made.trPr.append(OxmlElement("w:trHeight", attrs=height))
            table.append(made)
    return table


def _properties(width: int, styles: _ScheduleStyles) -> BaseOxmlElement:
    made = OxmlElement("w:tblPr")
    style = styles.ids.get(_TABLE) or styles.ids.get("Table Grid")
    if style is not None:
        made.append(OxmlElement("w:tblStyle", attrs={qn("w:val"): style}))
    made.append(OxmlElement("w:tblW", attrs={qn("w:w"): str(width), qn("w:type"): "dxa"}))
    made.append(OxmlElement("w:jc", attrs={qn("w:val"): "center"}))
    if style is None:
        borders = OxmlElement("w:tblBorders")
        for side in _SIDES:
            borders.append(OxmlElement(f"w:{side}", attrs={qn("w:val"): "single", qn("w:sz"): "4"}))
        made.append(borders)
    made.append(OxmlElement("w:tblLayout", attrs={qn("w:type"): "fixed"}))
    return made


def _row(
    row: Sequence[Context],
    open_: dict[int, tuple[int, int]],
    widths: ScheduleWidths,
    styles: _ScheduleStyles,
    *,
    heading: bool,
    whole: bool,
) -> BaseOxmlElement:
    """A row with its cells, and with those that go on from above; only one that is longer than a page may be split."""
    made = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    if not whole:
        properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    made.append(properties)
    begins = {cell["column"]: cell for cell in row}
    column = 0
    while column < len(widths.twips):
        cell = begins.get(column)
        if cell is not None:
            down, across = cell["down"], cell["across"]
        else:
            down, across = open_.get(column, (1, 1))
        width = sum(widths.twips[column : column + across])
        merge = None if cell is None or down > 1 else ""
        made.append(_cell(cell, width, across, styles, small=widths.points if widths.small else None, merge=merge))
        open_[column] = (down - 1, across)
        column += across
    return made


def _cell(
    cell: Context | None, width: int, across: int, styles: _ScheduleStyles, *, small: float | None, merge: str | None
) -> BaseOxmlElement:
    """A cell; None goes on from the row above. `merge` is empty for one that is merged with none below."""
    made = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    properties.append(OxmlElement("w:tcW", attrs={qn("w:w"): str(width), qn("w:type"): "dxa"}))
    if across > 1:
        properties.append(OxmlElement("w:gridSpan", attrs={qn("w:val"): str(across)}))
    if merge is None:
        properties.append(OxmlElement("w:vMerge", attrs={qn("w:val"): "restart"} if cell is not None else {}))
    properties.append(OxmlElement("w:vAlign", attrs={qn("w:val"): "center"}))
    made.append(properties)
    text = html.unescape(printed(cell["text"])) if cell is not None else ""
    made.append(_paragraph(text, cell["align"] if cell is not None else "words", styles, small))
    return made


def _paragraph(text: str, align: str, styles: _ScheduleStyles, small: float | None) -> BaseOxmlElement:
    made = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    name, otherwise = _CELLS[align]
    if name in styles.ids:
        properties.append(OxmlElement("w:pStyle", attrs={qn("w:val"): styles.ids[name]}))
    else:
        if _OTHERWISE in styles.ids:
            properties.append(OxmlElement("w:pStyle", attrs={qn("w:val"): styles.ids[_OTHERWISE]}))
        properties.append(OxmlElement("w:jc", attrs={qn("w:val"): otherwise}))
    made.append(properties)
    if text:
        run = OxmlElement("w:r")
        if small is not None:
            look = OxmlElement("w:rPr")
            for key in ("w:sz", "w:szCs"):
                look.append(OxmlElement(key, attrs={qn("w:val"): str(round(small * 2))}))
            run.append(look)
        for number, line in enumerate(text.split("\n")):
            if number:
                run.append(OxmlElement("w:br"))
            words = OxmlElement("w:t", attrs={"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
            words.text = line
            run.append(words)
        made.append(run)
    return made


def _turn(section: BaseOxmlElement, begin: BaseOxmlElement, end: BaseOxmlElement) -> None:
    """Puts what stands between two marks on pages that lie: the section ends before it, and another one with it."""
    lying = copy.deepcopy(section)
    _lay(lying)
    before = begin.getprevious()
    if before is not None and before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        _end_section(begin, copy.deepcopy(section))
    if end.getnext() is section:
        _lay(section)
    else:
        _end_section(end, lying)


def _lay(properties: BaseOxmlElement) -> None:
    section = Section(properties, None)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _end_section(mark: BaseOxmlElement, properties: BaseOxmlElement) -> None:
    """Ends a section with the paragraph before a mark; with the mark itself where a table stands before it."""
    before = mark.getprevious()
    last = before if before is not None and before.tag == qn("w:p") else _emptied(mark)
    last.get_or_add_pPr().append(properties)


def _remove(mark: BaseOxmlElement) -> None:
    """Takes a mark out; where the document would end with a table, an empty line stays."""
    before, after = mark.getprevious(), mark.getnext()
    if before is not None and before.tag == qn("w:tbl") and (after is None or after.tag != qn("w:p")):
        _emptied(mark)
    else:
        mark.getparent().remove(mark)


def _emptied(mark: BaseOxmlElement) -> BaseOxmlElement:
    """A mark as an empty line that takes next to no room."""
    for each in list(mark):
        mark.remove(each)
    properties = mark.get_or_add_pPr()
    spacing = {"w:before": "0", "w:after": "0", "w:line": "20", "w:lineRule": "exact"}
    properties.append(OxmlElement("w:spacing", attrs={qn(key): value for key, value in spacing.items()}))
    return mark
