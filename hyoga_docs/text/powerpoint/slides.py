"""The slides of a PowerPoint file: their order and numbers, and what their texts inherit from layouts and masters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, is_false, name
from hyoga_docs.text.powerpoint.list_numbers import ListScheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from hyoga_docs.text.ooxml.parts import Package

_MOST_SLIDES = 10_000
_DEEPEST = 8
#: Placeholders that are shown only where a slide has them itself.
MARGIN_HOLDERS = ("dt", "ftr", "hdr", "sldNum")
_FRAMES = (("p:spPr", "a:xfrm"), ("p:grpSpPr", "a:xfrm"), ("p:xfrm",))


@dataclass(frozen=True)
class SlidePart:
    """A part that holds shapes: a slide, a layout or a master."""

    part: str
    tree: etree._Element

    @property
    def shows_master(self) -> bool:
        """Whether the shapes of what it is made on are printed with it."""
        return not is_false(self.tree, "showMasterSp")


@dataclass(frozen=True)
class Slide(SlidePart):
    """A slide: its place among all, from 1; the number that it prints; its layout and the layout's master."""

    place: int
    number: int
    bases: tuple[SlidePart, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether it is left out when slides are shown and printed."""
        return is_false(self.tree, "show")

    @property
    def shown_bases(self) -> tuple[SlidePart, ...]:
        """The layout and the master, as far as their shapes are printed with the slide."""
        if not self.shows_master:
            return ()
        return self.bases if self.bases and self.bases[0].shows_master else self.bases[:1]


def slides_of(package: Package) -> list[Slide]:
    """The slides in their order, hidden ones too, which are counted. Raises UnusableError for what is no PowerPoint file."""
    main, tree = package.main("p:presentation", "PowerPoint")
    relations = package.relations(main)
    first = integer(tree, "firstSlideNum", _MOST_SLIDES) if attribute(tree, "firstSlideNum") else 1
    named = [attribute(each, "r:id") for each in children(child(tree, "p:sldIdLst"), "p:sldId")]
    slides: list[Slide] = []
    bases: dict[str, tuple[SlidePart, ...]] = {}
    for place, part in enumerate(dict.fromkeys(relations[key].part for key in named if key in relations)):
        found = package.xml(part)
        if found is not None:
            layout = next(iter(package.related(part, "slideLayout")), "")
            if layout not in bases:
                bases[layout] = tuple(_bases(package, layout))
            slides.append(Slide(part, found, place + 1, first + place, bases[layout]))
    return slides


def _bases(package: Package, layout: str) -> list[SlidePart]:
    parts = [layout, *(package.related(layout, "slideMaster")[:1] if layout else ())]
    return [SlidePart(part, tree) for part in parts if (tree := package.xml(part)) is not None]


class SlideArea:
    """The paper of the slides, in EMU."""

    def __init__(self, package: Package) -> None:
        size = child(package.main("p:presentation", "PowerPoint")[1], "p:sldSz")
        self._width, self._height = _whole(size, "cx"), _whole(size, "cy")

    def leaves_out(self, shape: etree._Element) -> bool:
        """Whether a shape lies beside the slide, all of it. What is turned, in a group, or placed by its layout does not."""
        if not self._width or not self._height or name(shape.getparent()) != "p:spTree":
            return False
        frame = next((found for path in _FRAMES if (found := child(shape, *path)) is not None), None)
        place, size = child(frame, "a:off"), child(frame, "a:ext")
        if frame is None or place is None or size is None or attribute(frame, "rot") not in ("", "0"):
            return False
        left, top = _whole(place, "x"), _whole(place, "y")
        right, bottom = left + _whole(size, "cx"), top + _whole(size, "cy")
        return right <= 0 or bottom <= 0 or left >= self._width or top >= self._height


def _whole(node: etree._Element | None, wanted: str) -> int:
    """An attribute's whole number, with its sign; 0 where there is none."""
    value = attribute(node, wanted) if node is not None else ""
    return int(value) if len(value) < 19 and value.removeprefix("-").isdecimal() else 0


class InheritedLists:
    """What a shape of a slide inherits of list styles: elements with `a:lvl1pPr` and so on, the nearest first."""

    def __init__(self, bases: Sequence[SlidePart]) -> None:
        self._holders = [_holders(base.tree) for base in bases]
        self._styles = child(bases[-1].tree, "p:txStyles") if bases else None

    def of(self, shape: etree._Element) -> list[etree._Element]:
        """The list styles for the text of a shape, its own first."""
        found = [child(shape, "p:txBody", "a:lstStyle")]
        holder = placeholder(shape)
        if holder is None:
            return [each for each in found if each is not None]
        kind = _family(attribute(holder, "type"))
        for holders in self._holders:
            base = holders.get(f"idx {attribute(holder, 'idx')}")
            base = holders.get(kind) if base is None else base
            found.append(child(base, "p:txBody", "a:lstStyle"))
        found.append(child(self._styles, {"title": "p:titleStyle", "body": "p:bodyStyle"}.get(kind, "p:otherStyle")))
        return [each for each in found if each is not None]


def placeholder(shape: etree._Element) -> etree._Element | None:
    """What makes a shape a placeholder, if it is one."""
    return child(shape[0], "p:nvPr", "p:ph") if len(shape) else None


def _holders(tree: etree._Element) -> dict[str, etree._Element]:
    """The placeholders of a layout or a master, by index and by kind."""
    found: dict[str, etree._Element] = {}
    for shape in children(child(tree, "p:cSld", "p:spTree"), "p:sp"):
        holder = placeholder(shape)
        if holder is not None:
            found.setdefault(f"idx {attribute(holder, 'idx')}", shape)
            found.setdefault(_family(attribute(holder, "type")), shape)
    return found


def _family(kind: str) -> str:
    """Which style of a master a kind of placeholder follows."""
    if kind in ("title", "ctrTitle"):
        return "title"
    return kind if kind in MARGIN_HOLDERS else "body"


def list_level(paragraph: etree._Element) -> int:
    """How deep in a list a paragraph stands, from 0."""
    return integer(child(paragraph, "a:pPr"), "lvl", _DEEPEST)


def list_scheme(paragraph: etree._Element, styles: Sequence[etree._Element]) -> ListScheme | None:
    """How a paragraph is numbered, by its own properties or those that it inherits; None for no number."""
    level = f"a:lvl{list_level(paragraph) + 1}pPr"
    for properties in (child(paragraph, "a:pPr"), *(child(style, level) for style in styles)):
        for each in properties if properties is not None else ():
            if name(each) == "a:buAutoNum":
                return ListScheme(attribute(each, "type"), integer(each, "startAt", 32_767) or 1)
            if name(each) in ("a:buNone", "a:buChar", "a:buBlip"):
                return None
    return None
