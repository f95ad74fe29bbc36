"""The part of a chart: its plots and series, and what it keeps of the cells that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_false, is_on, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

AXES = ("c:catAx", "c:valAx", "c:dateAx", "c:serAx")
MOST_POINTS = 2_000
AUTOMATIC_TITLE = "グラフ タイトル"  # what Office prints for a title that nobody has written


def plots(area: etree._Element | None) -> list[etree._Element]:
    """The plots of a chart: bars, lines …; several where it combines them."""
    return [each for each in (area if area is not None else ()) if name(each).startswith("c:") and name(each).endswith("Chart")]


def is_deleted(node: etree._Element) -> bool:
    """Whether an axis, a label or an entry of a legend is switched off."""
    return is_on(child(node, "c:delete"), "val")


def points(source: etree._Element | None) -> dict[int, str]:
    """The values that a series keeps of a range (`c:tx`, `c:cat`, `c:val`), by their place."""
    cache = _cache(source)
    found: dict[int, str] = {}
    for point in children(cache, "c:pt"):
        if len(found) == MOST_POINTS:
            break
        found[integer(point, "idx", 1_000_000)] = value_of(point)
    return found


def series_name(one: etree._Element) -> str:
    """The name of a series; empty where it has none."""
    source = child(one, "c:tx")
    direct = child(source, "c:v")
    return direct.text or "" if direct is not None else " ".join(points(source).values())


def category_format(source: etree._Element | None, axis: etree._Element | None) -> str:
    """The number format of categories that are numbers or days: the axis' own, or that of the cells."""
    own = child(axis, "c:numFmt")
    return attribute(own, "formatCode") if own is not None and is_false(own, "sourceLinked") else number_format(source)


def number_format(source: etree._Element | None) -> str:
    """The number format of the cells that a series keeps of a range."""
    held = child(_cache(source), "c:formatCode")
    return held.text or "General" if held is not None else "General"


def title_words(title: etree._Element | None) -> list[str]:
    """The words that somebody wrote into a title or a label, a paragraph each; or those of the cell that it names."""
    source = child(title, "c:tx")
    paragraphs = children(child(source, "c:rich"), "a:p")
    written = ["".join(_runs(each)) for each in paragraphs]
    return written or list(points(source).values())


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for run in paragraph:
        text = child(run, "a:t") if name(run) == "a:r" else None
        if name(run) == "a:br":
            yield "\n"
        elif text is not None:
            yield text.text or ""


def _cache(source: etree._Element | None) -> etree._Element | None:
    """What holds the points: a literal, or the cache of a reference."""
    for each in source if source is not None else ():
        if name(each) in ("c:strLit", "c:numLit"):
            return each
        for kind in ("c:strCache", "c:numCache"):
            if (found := child(each, kind)) is not None:
                return found
    return None


def value_of(point: etree._Element) -> str:
    """What a point keeps of its cell, as the file has it."""
    held = child(point, "c:v")
    return held.text or "" if held is not None else ""
