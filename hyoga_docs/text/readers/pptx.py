"""The words of a PowerPoint file, slide by slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import Package, attribute
from hyoga_docs.text.ooxml.shapes import is_hidden
from hyoga_docs.text.passages import PassageKind
from hyoga_docs.text.powerpoint.list_numbers import ListCounter, list_number
from hyoga_docs.text.powerpoint.slides import (
    MARGIN_HOLDERS,
    InheritedLists,
    SlideArea,
    list_level,
    list_scheme,
    placeholder,
    slides_of,
)
from hyoga_docs.text.readers.collector import PassageCollector, joined
from hyoga_docs.text.readers.drawing import DrawingReader

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.passages import Body
    from hyoga_docs.text.powerpoint.slides import Slide, SlidePart


def pptx_body(data: bytes) -> Body:
    """A passage a paragraph, a grid a table, in the order of the slides that are shown; pages count those.

    Dates, footers and slide numbers are margins where a slide has them; what layouts and masters print is a margin of the
    first slide that it is printed on. Notes, prompts, and shapes that are hidden or lie beside the slide are
    left out. Raises UnusableError for what is no PowerPoint file.
    """
    package = Package(data)
    reader = _SlideReader(package)
    bodies: list[Body] = []
    margins: set[str] = set()
    shown = [slide for slide in slides_of(package) if not slide.is_hidden]
    for page, slide in enumerate(shown, 1):
        bodies.append(reader.slide(slide, page))
        for base in slide.shown_bases:
            if base.part not in margins:
                margins.add(base.part)
                bodies.append(reader.base(base, page))
    return joined(bodies)


class _SlideReader(DrawingReader):
    """Reads slides, and what is printed on them of layouts and masters."""

    def __init__(self, package: Package) -> None:
        super().__init__(package)
        self._area = SlideArea(package)
        self._slide_number: int | None = None
        self._lists: InheritedLists | None = None
        self._styles: list[etree._Element] = []
        self._counter = ListCounter()

    def slide(self, slide: Slide, page: int) -> Body:
        """What a slide has of its own."""
        self._slide_number, self._lists = slide.number, InheritedLists(slide.bases)
        return self.read(slide.tree, slide.part, page)

    def base(self, base: SlidePart, page: int) -> Body:
        """What a layout or a master prints on its slides: its shapes but for placeholders."""
        self._slide_number, self._lists = None, None
        return self.read(base.tree, base.part, page)

    def _opens(self, shape: etree._Element, gather: PassageCollector) -> bool:
        holder = placeholder(shape)
        if is_hidden(shape) or (self._lists is None and holder is not None) or self._area.leaves_out(shape):
            return False
        is_margin = self._lists is None or (holder is not None and attribute(holder, "type") in MARGIN_HOLDERS)
        gather.kind = PassageKind.MARGIN if is_margin else PassageKind.TEXT
        self._styles = self._lists.of(shape) if self._lists is not None else []
        self._counter = ListCounter()
        return True

    def _starts_text(self) -> None:
        self._counter = ListCounter()

    def _number(self, paragraph: etree._Element, *, is_empty: bool) -> str:
        scheme = list_scheme(paragraph, self._styles)
        value = self._counter.number(list_level(paragraph), scheme, is_empty=is_empty)
        return list_number(scheme.form, value) if scheme is not None else ""

    def _field(self, field: etree._Element) -> str | None:
        if attribute(field, "type") != "slidenum":
            return None
        return "" if self._slide_number is None else str(self._slide_number)
