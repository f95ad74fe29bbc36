"""The words of a chart: its titles, and the names of its series and categories as far as they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.number_formats import format_number
from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, name
from hyoga_docs.text.passages import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_MOST_POINTS = 1_000
_ROUND = ("c:pieChart", "c:pie3DChart", "c:doughnutChart", "c:ofPieChart")
_NO = ("0", "false")


def chart_passages(root: etree._Element, page: int | None = None) -> list[Passage]:
    """The words of a chart's part (`c:chartSpace`) in the order of its title, axes, series and categories."""
    chart = child(root, "c:chart")
    plot = child(chart, "c:plotArea")
    if chart is None or plot is None:
        return []
    words = [*_title(chart)]
    axes = [each for each in plot if name(each).endswith("Ax") and not _is_on(child(each, "c:delete"))]
    for axis in axes:
        words += _title(axis)
    has_legend = child(chart, "c:legend") is not None
    labelled = [axis for axis in axes if name(axis) in ("c:catAx", "c:dateAx") and _has_labels(axis)]
    shown = {attribute(each, "val") for axis in labelled for each in children(axis, "c:axId")}
    for kind in plot:
        series = list(children(kind, "c:ser"))
        is_round = name(kind) in _ROUND
        if has_legend and not is_round:
            words += [text for each in series for text in _cached(child(each, "c:tx"))]
        own = {attribute(each, "val") for each in children(kind, "c:axId")}
        if series and (own & shown or (is_round and has_legend)):
            words += _cached(child(series[0], "c:cat"))
        words += [text for each in series for text in _written(each, "c:dLbls", "c:dLbl")]
    return [Passage(text, page, kind=PassageKind.CHART) for text in dict.fromkeys(words) if text.strip()]


def _title(holder: etree._Element) -> list[str]:
    title = child(holder, "c:title")
    if title is None:
        return []
    text = child(title, "c:tx")
    written = ["\n".join(_lines(text))] if text is not None and child(text, "c:rich") is not None else []
    return written or _cached(text)


def _written(holder: etree._Element, *path: str) -> Iterator[str]:
    """What was typed into labels."""
    *before, last = path
    for label in children(child(holder, *before), last):
        text = child(label, "c:tx")
        if text is not None and child(text, "c:rich") is not None and not any(True for _ in text.iter("{*}fld")):
            yield "\n".join(_lines(text))


def _lines(text: etree._Element) -> list[str]:
    return ["".join(each.text or "" for each in line.iter("{*}t")) for line in text.iter("{*}p")]


def _cached(holder: etree._Element | None) -> list[str]:
    """The texts that a chart has saved of cells, in their order; numbers in their format."""
    if holder is None:
        return []
    found = []
    for cache in holder.iter("{*}strCache", "{*}numCache", "{*}lvl"):
        code = child(cache, "c:formatCode")
        points = sorted(children(cache, "c:pt"), key=lambda each: integer(each, "idx", 1_000_000))
        for point in points[:_MOST_POINTS]:
            value = child(point, "c:v")
            text = (value.text or "") if value is not None else ""
            is_number = name(cache) == "c:numCache"
            own = attribute(point, "formatCode") or ((code.text or "General") if code is not None else "General")
            found.append(format_number(text, own) if is_number else text)
    if not found and (typed := child(holder, "c:v")) is not None and typed.text:
        found.append(typed.text)
    return found


def _is_on(node: etree._Element | None) -> bool:
    return node is not None and attribute(node, "val") not in _NO


def _has_labels(axis: etree._Element) -> bool:
    found = child(axis, "c:tickLblPos")
    return found is None or attribute(found, "val") != "none"
