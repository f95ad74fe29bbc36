"""A chart as Office draws it, where LibreOffice would draw it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.excel.number_formats import format_number
from hyoga_docs.text.ooxml.chart_parts import (
    AUTOMATIC_TITLE,
    AXES,
    MOST_POINTS,
    category_format,
    is_deleted,
    plots,
    points,
    series_name,
)
from hyoga_docs.text.ooxml.new_elements import insert_after, new_like
from hyoga_docs.text.ooxml.parts import attribute, child, children, name
from hyoga_docs.text.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNITS = {
    "hundreds": "百",
    "thousands": "千",
    "tenThousands": "万",
    "hundredThousands": "十万",
    "millions": "百万",
    "tenMillions": "千万",
    "hundredMillions": "億",
    "billions": "十億",
    "trillions": "兆",
}


def draw_as_office(tree: etree._Element, where: str, *, has_cells: bool = False) -> tuple[bool, list[OfficeFinding]]:
    """Changes a chart (`c:chartSpace`) that stands at a place of its file: whether it was changed, and what is not printed so.

    Titles of axes that are switched off go, automatic titles and names of series are those of Office in Japanese, and days
    along an axis are written as they are shown; but for a chart in a workbook, which is drawn from its cells.
    """
    chart = child(tree, "c:chart")
    area = child(chart, "c:plotArea")
    if chart is None or area is None:
        return False, []
    series = [one for plot in plots(area) for one in children(plot, "c:ser")]
    # No step is passed over because an earlier one has changed something.
    changed = [_drop_hidden_titles(area), _name_series(series), _title(chart, series)]
    if not has_cells:
        changed.append(_write_days(area))
    return any(changed), list(_findings(area, () if has_cells else series, where))


def _drop_hidden_titles(area: etree._Element) -> bool:
    """LibreOffice prints the title of an axis that is switched off."""
    changed = False
    for axis in _axes(area):
        title = child(axis, "c:title")
        if title is not None and is_deleted(axis):
            axis.remove(title)
            changed = True
    return changed


def _name_series(series: list[etree._Element]) -> bool:
    """Names the series that have no name as Office does; LibreOffice calls them after their columns, in English."""
    changed = False
    for one in series:
        order = child(one, "c:order")
        place = attribute(order, "val") if order is not None else ""
        if child(one, "c:tx") is None and place.isascii() and place.isdigit():
            text = new_like(one, "tx")
            _new(text, "c:v").text = f"系列{int(place[:6]) + 1}"
            insert_after(one, text, ("c:idx", "c:order"))
            changed = True
    return changed


def _title(chart: etree._Element, series: list[etree._Element]) -> bool:
    """A title that nobody has written: LibreOffice would print "Chart Title"."""
    title = child(chart, "c:title")
    if title is None or child(title, "c:tx") is not None or (len(series) == 1 and series_name(series[0])):
        return False
    words = _new(title, "c:tx", 0)
    rich = _new(words, "c:rich")
    _new(rich, "a:bodyPr")
    run = _new(_new(rich, "a:p"), "a:r")
    _new(run, "a:t").text = AUTOMATIC_TITLE
    return True


def _write_days(area: etree._Element) -> bool:
    """Categories that are days or numbers in a format: LibreOffice would print the number that Office keeps."""
    changed = False
    axes = {attribute(number, "val"): axis for axis in children(area, "c:catAx") if (number := child(axis, "c:axId")) is not None}
    for plot in plots(area):
        axis = next((found for each in children(plot, "c:axId") if (found := axes.get(attribute(each, "val"))) is not None), None)
        for one in children(plot, "c:ser"):
            source = child(one, "c:cat")
            kept = child(source, "c:numRef")
            if axis is None or source is None or kept is None or category_format(source, axis) in ("", "General"):
                continue
            kept_points = points(source)
            if len(kept_points) == MOST_POINTS:
                continue
            code = category_format(source, axis)
            _write_texts(source, kept, {place: format_number(value, code) for place, value in kept_points.items()})
            changed = True
    return changed


def _write_texts(source: etree._Element, kept: etree._Element, written: dict[int, str]) -> None:
    """Puts texts in the place of a range of numbers."""
    count = child(kept, "c:numCache", "c:ptCount")
    source.remove(kept)
    texts = _new(source, "c:strLit")
    _new(texts, "c:ptCount").set("val", attribute(count, "val") if count is not None else str(len(written)))
    for place, text in written.items():
        point = _new(texts, "c:pt")
        point.set("idx", str(place))
        _new(point, "c:v").text = text


def _findings(area: etree._Element, series: Sequence[etree._Element], where: str) -> Iterator[OfficeFinding]:
    if series and not any(points(child(one, source)) for one in series for source in ("c:val", "c:yVal", "c:bubbleSize")):
        yield OfficeFinding("HD527", "グラフ（値が保存されていません）", where)
    if child(area, "c:dTable") is not None:
        yield OfficeFinding("HD529", "データ テーブル", where)
    for axis in _axes(area):
        units = child(axis, "c:dispUnits")
        if units is None or is_deleted(axis):
            continue
        built_in, custom = child(units, "c:builtInUnit"), child(units, "c:custUnit")
        unit = _UNITS.get(attribute(built_in, "val"), "") if built_in is not None else ""
        unit = attribute(custom, "val") if custom is not None else unit
        yield OfficeFinding("HD529", f"表示単位（{unit}）", where)


def _axes(area: etree._Element) -> list[etree._Element]:
    return [each for each in area if name(each) in AXES]


def _new(parent: etree._Element, wanted: str, place: int | None = None) -> etree._Element:
    """A new child in the namespace of the chart (`c:`), or that of the drawings beside it (`a:`)."""
    prefix, _, local = wanted.partition(":")
    uri = etree.QName(parent).namespace or ""
    if prefix == "a" and "/chart" in uri:
        uri = uri.replace("/chart", "/main")
    made = etree.Element(f"{{{uri}}}{local}")
    parent.insert(len(parent) if place is None else place, made)
    return made
