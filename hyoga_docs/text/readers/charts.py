"""The words of a chart, as the file keeps them: titles, categories, names of series, and labels of values."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from hyoga_docs.text.excel.number_formats import format_number
from hyoga_docs.text.ooxml.chart_parts import (
    AUTOMATIC_TITLE,
    AXES,
    MOST_POINTS,
    category_format,
    is_deleted,
    number_format,
    plots,
    points,
    series_name,
    title_words,
    value_of,
)
from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_false, is_on, is_true, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_ROUND = ("c:pieChart", "c:pie3DChart", "c:doughnutChart", "c:ofPieChart")


def chart_texts(tree: etree._Element) -> list[str]:
    """What a chart prints as words, as often as it does: from `c:chartSpace`, by what it keeps of its cells.

    The numbers along an axis are left out: they are chosen when it is drawn. Of many categories only some are printed, and
    nobody knows which.
    """
    chart = child(tree, "c:chart")
    area = child(chart, "c:plotArea")
    texts = _title(chart, area)
    for axis in _children(area, AXES):
        if not is_deleted(axis):
            texts += title_words(child(axis, "c:title"))
    for plot in plots(area):
        texts += _categories(area, plot)
        for one in children(plot, "c:ser"):
            texts += _labels(plot, one)
    texts += _legend(chart, area)
    return [stripped for text in texts if (stripped := text.strip())][:MOST_POINTS]


def _children(node: etree._Element | None, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    return (each for each in (node if node is not None else ()) if name(each) in wanted)


def _title(chart: etree._Element | None, area: etree._Element | None) -> list[str]:
    title = child(chart, "c:title")
    series = [one for plot in plots(area) for one in children(plot, "c:ser")]
    if title is None:
        switch = child(chart, "c:autoTitleDeleted")
        automatic = switch is not None and is_false(switch, "val") and len(series) == 1
        return [series_name(series[0])] if automatic else []
    return title_words(title) or [(series_name(series[0]) if len(series) == 1 else "") or AUTOMATIC_TITLE]


def _categories(area: etree._Element | None, plot: etree._Element) -> list[str]:
    """The labels along the axis of categories."""
    named = {attribute(each, "val") for each in children(plot, "c:axId")}
    for axis in _children(area, ("c:catAx", "c:dateAx")):
        number = child(axis, "c:axId")
        place = child(axis, "c:tickLblPos")
        if number is None or attribute(number, "val") not in named:
            continue
        if is_deleted(axis) or (place is not None and attribute(place, "val") == "none"):
            continue
        return next((found for one in children(plot, "c:ser") if (found := _category_texts(child(one, "c:cat"), axis))), [])
    return []


def _category_texts(source: etree._Element | None, axis: etree._Element | None = None) -> list[str]:
    levels = children(child(source, "c:multiLvlStrRef", "c:multiLvlStrCache"), "c:lvl")
    deep = [value_of(point) for level in levels for point in list(children(level, "c:pt"))[:MOST_POINTS]]
    if deep:
        return deep
    return [format_number(value, category_format(source, axis)) for value in points(source).values()]


def _labels(plot: etree._Element, one: etree._Element) -> list[str]:
    """What stands at the points of a series."""
    common = child(one, "c:dLbls")
    common = child(plot, "c:dLbls") if common is None else common
    if common is None or is_deleted(common):
        return []
    own = {integer(child(each, "c:idx"), "val", 1_000_000): each for each in children(common, "c:dLbl")}
    source = next((found for each in ("c:val", "c:yVal") if (found := child(one, each)) is not None), None)
    values, names = points(source), _category_by_place(child(one, "c:cat"))
    total = sum((_number(value) for value in values.values()), Decimal())
    texts: list[str] = []
    for place, value in values.items():
        label = own.get(place)
        if label is not None and (is_deleted(label) or child(label, "c:tx") is not None):
            texts += [] if is_deleted(label) else title_words(label)
            continue
        shown = common if label is None else label
        code = _label_format(shown, common)
        if is_on(child(shown, "c:showSerName"), "val"):
            texts.append(series_name(one))
        if is_on(child(shown, "c:showCatName"), "val"):
            texts.append(names.get(place, ""))
        if is_on(child(shown, "c:showVal"), "val"):
            texts.append(format_number(value, code or number_format(source)))
        if is_on(child(shown, "c:showPercent"), "val") and name(plot) in _ROUND and total:
            texts.append(format_number(str(_number(value) / total), code or "0%"))
    return texts


def _label_format(shown: etree._Element, common: etree._Element) -> str:
    """The number format that labels have for themselves; empty where they follow the cells."""
    for each in (child(shown, "c:numFmt"), child(common, "c:numFmt")):
        if each is not None:
            return "" if is_true(each, "sourceLinked") else attribute(each, "formatCode")
    return ""


def _category_by_place(source: etree._Element | None) -> dict[int, str]:
    return {place: format_number(value, number_format(source)) for place, value in points(source).items()}


def _number(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Decimal()
    return abs(number) if number.is_finite() and abs(number.adjusted()) < 300 else Decimal()


def _legend(chart: etree._Element | None, area: etree._Element | None) -> list[str]:
    legend = child(chart, "c:legend")
    if legend is None:
        return []
    entries: list[str] = []
    lines: list[str] = []
    for plot in plots(area):
        for one in children(plot, "c:ser"):
            entries += _category_texts(child(one, "c:cat")) if name(plot) in _ROUND else [series_name(one)]
            lines += [held.text or "" for each in children(one, "c:trendline") if (held := child(each, "c:name")) is not None]
    gone = {integer(child(each, "c:idx"), "val", 1_000_000) for each in children(legend, "c:legendEntry") if is_deleted(each)}
    return [entry for place, entry in enumerate(entries + lines) if place not in gone]
