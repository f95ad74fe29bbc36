"""Signs of symbol fonts in the cells and shapes of an Excel file, as Unicode has them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, integer, name
from hyoga_docs.text.ooxml.symbol_characters import in_unicode, is_symbol_font, may_name_symbol_font
from hyoga_docs.text.print_copy.drawings import PLAIN_FONT, write_signs

if TYPE_CHECKING:
    from hyoga_docs.text.ooxml.editable_parts import EditableParts

_MOST_STYLES = 1_000_000
_DRAWINGS = ("xl/drawings/", "xl/charts/", "xl/diagrams/drawing")


def write_signs_of_sheets(parts: EditableParts) -> None:
    """Puts Unicode's signs in the place of letters in symbol fonts: in cells, in parts of their texts, and in shapes."""
    if not any(may_name_symbol_font(parts.content(part)) for part in parts.names if part.lower().endswith(".xml")):
        return
    book = _SymbolBook(parts)
    book.write_runs()
    book.write_cells()
    drawings = [part for part in parts.names if part.lower().startswith(_DRAWINGS) and part.lower().endswith(".xml")]
    for part in drawings:
        if may_name_symbol_font(parts.content(part)) and write_signs(parts.tree(part)):
            parts.touch(part)


class _SymbolBook:
    """A workbook with its strings, and the symbol font of each style of cells."""

    def __init__(self, parts: EditableParts) -> None:
        self._parts, self._package = parts, Package(parts)
        self._main, _ = self._package.main("x:workbook", "Excel")
        self._strings = self._related("sharedStrings")
        self._styles = self._related("styles")
        self._fonts = self._style_fonts()
        self._written: dict[tuple[int, str], int] = {}

    def write_runs(self) -> None:
        """Parts of texts that have a font of their own."""
        for part in (self._strings, *self._sheets()):
            if part is None or not may_name_symbol_font(self._parts.content(part)):
                continue
            for run in self._parts.tree(part).iter("{*}r"):
                font, text = child(run, "x:rPr", "x:rFont"), child(run, "x:t")
                if font is not None and text is not None and is_symbol_font(attribute(font, "val")):
                    text.text = in_unicode(attribute(font, "val"), text.text or "")
                    font.set("val", PLAIN_FONT)
                    self._parts.touch(part)

    def write_cells(self) -> None:
        """Cells whose style has such a font; the style gets a plain one."""
        if not self._fonts:
            return
        for part in self._sheets():
            for cell in self._parts.tree(part).iter("{*}c"):
                symbols = self._fonts.get(integer(cell, "s", _MOST_STYLES))
                if symbols is not None and self._write_cell(cell, symbols):
                    self._parts.touch(part)
        if self._styles is not None:
            for font in children(child(self._parts.tree(self._styles), "x:fonts"), "x:font"):
                named = child(font, "x:name")
                if named is not None and is_symbol_font(attribute(named, "val")):
                    named.set("val", PLAIN_FONT)
                    for aside in [each for each in font if name(each) in ("x:charset", "x:family", "x:scheme")]:
                        font.remove(aside)
            self._parts.touch(self._styles)

    def _write_cell(self, cell: etree._Element, font: str) -> bool:
        held = child(cell, "x:v")
        match attribute(cell, "t"):
            case "s" if held is not None and (held.text or "").isdecimal() and len(held.text or "") < 10:
                held.text = str(self._string(int(held.text or "0"), font))
            case "str" if held is not None:
                held.text = in_unicode(font, held.text or "")
            case "inlineStr":
                _write_texts(child(cell, "x:is"), font)
            case _:
                return False
        return True

    def _string(self, index: int, font: str) -> int:
        """The place of a shared string as the font shows it: a new one, for cells in other fonts share the old one."""
        if (index, font) not in self._written and self._strings is not None:
            tree = self._parts.tree(self._strings)
            items = list(children(tree, "x:si"))
            self._written[index, font] = index
            if index < len(items):
                item = deepcopy(items[index])
                _write_texts(item, font)
                tree.append(item)
                self._written[index, font] = len(items)
                self._parts.touch(self._strings)
        return self._written.get((index, font), index)

    def _style_fonts(self) -> dict[int, str]:
        tree = self._parts.tree(self._styles) if self._styles is not None else None
        names = [child(each, "x:name") for each in children(child(tree, "x:fonts"), "x:font")]
        fonts = [attribute(each, "val") if each is not None else "" for each in names]
        found: dict[int, str] = {}
        for place, style in enumerate(children(child(tree, "x:cellXfs"), "x:xf")):
            font = integer(style, "fontId", _MOST_STYLES)
            if font < len(fonts) and is_symbol_font(fonts[font]):
                found[place] = fonts[font]
        return found

    def _related(self, kind: str) -> str | None:
        return next((self._package.stored_name(part) for part in self._package.related(self._main, kind)), None)

    def _sheets(self) -> list[str]:
        named = [self._package.stored_name(part) for part in self._package.related(self._main, "worksheet")]
        return [part for part in named if part is not None]


def _write_texts(item: etree._Element | None, font: str) -> None:
    """The texts of a string whose runs have no other font."""
    for each in item if item is not None else ():
        run = name(each) == "x:r"
        if run and child(each, "x:rPr", "x:rFont") is not None:
            continue
        text = child(each, "x:t") if run else each if name(each) == "x:t" else None
        if text is not None:
            text.text = in_unicode(font, text.text or "")
