"""The words of a Word document: as lines for reviewers, one sentence or cell a line, and as passages to check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.collector import PassageCollector, joined
from hyoga_docs.text.drawing import DrawingReader
from hyoga_docs.text.ooxml.package import UnusableFileError, parse_part, read_parts
from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, integer, is_on, name, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hyoga_docs.text.passages import Body

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_COLUMNS = 63  # Word has no wider table
#: Properties, whose tab stops and text are no words of the paper; what was deleted; readings; instructions of fields.
_PASSED = (
    *("w:pPr", "w:rPr", "w:sdtPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr"),
    *("w:del", "w:delText", "w:moveFrom", "w:rt", "w:instrText", "w:delInstrText"),
)
_SENTENCE = re.compile(r"(?<=。)(?![」』）)])")


def document_lines(data: bytes) -> list[str]:
    """The lines of a docx: headings as Markdown headings, a sentence a line, a cell a line with rows set apart.

    Raises UnusableError for a file that is none, or that has its text in a part of another name.
    """
    parts = read_parts(data)
    levels = _outline_levels(parts.get("word/styles.xml"))
    if "word/document.xml" not in parts:
        msg = "本文が見つかりません"
        raise UnusableFileError(msg)
    tree = parse_part(parts["word/document.xml"])
    for again in list(tree.iter(_FALLBACK)):  # a drawing's second form for old programs: its words stand there twice
        again.getparent().remove(again)
    body = tree.find(f"{_W}body")
    return list(_blocks(body, levels)) if body is not None else []


def _blocks(container: etree._Element, levels: dict[str, int]) -> Iterator[str]:
    for block in container:
        if block.tag == f"{_W}p":
            yield from _paragraph(block, levels)
        elif block.tag == f"{_W}tbl":
            yield from _table(block)
        elif block.tag == f"{_W}sdt":
            content = block.find(f"{_W}sdtContent")
            if content is not None:
                yield from _blocks(content, levels)


def _paragraph(paragraph: etree._Element, levels: dict[str, int]) -> Iterator[str]:
    text = _text(paragraph).strip()
    if not text:
        return
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    level = levels.get(style.get(f"{_W}val", "")) if style is not None else None
    if level is not None:
        yield from ("", f"{'#' * min(level + 2, 6)} {text}")
    else:
        yield from sentences(text)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, with the 。 that ends each."""
    return [line for part in text.split("\n") for sentence in _SENTENCE.split(part) if (line := sentence.strip())]


def _table(table: etree._Element) -> Iterator[str]:
    for row in _inside(table, f"{_W}tr"):
        cells = ["".join(_text(p) for p in cell.iter(f"{_W}p")).strip() for cell in _inside(row, f"{_W}tc")]
        yield from ("", *(f"- {cell}" for cell in cells if cell))
    yield ""


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls of forms too."""
    for each in parent:
        if each.tag == tag:
            yield each
        elif each.tag == f"{_W}sdt" and (content := each.find(f"{_W}sdtContent")) is not None:
            yield from _inside(content, tag)


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        pieces.append((node.text or "") if node.tag == f"{_W}t" else "\n" if node.tag == f"{_W}br" else "　")
    return "".join(pieces)


def _outline_levels(styles: bytes | None) -> dict[str, int]:
    """The outline level of each style that has one, from 0."""
    if styles is None:
        return {}
    levels = {}
    for style in parse_part(styles).iter(f"{_W}style"):
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        if level is not None and level.get(f"{_W}val", "").isdigit():
            levels[style.get(f"{_W}styleId", "")] = int(level.get(f"{_W}val", "0"))
    return {name: level for name, level in levels.items() if level < 9}


def docx_body(data: bytes) -> Body:
    """A passage a paragraph, a grid a table: as printed with every change accepted, then notes, headers and footers.

    Hidden text, comments and automatic numbers are left out. Raises UnusableError for what is no Word file.
    """
    package = Package(data)
    main, tree = package.main("w:document", "Word")
    reader = _DocxReader(package)
    bodies = [reader.read(tree, main)]
    for part in package.related(main, "footnotes") + package.related(main, "endnotes"):
        bodies.append(reader.read(package.xml(part), part))
    margins = [reader.read(package.xml(part), part) for part in _margins(package, main, tree)]
    return joined([*bodies, *dict.fromkeys(margins)])


def _margins(package: Package, main: str, tree: etree._Element) -> list[str]:
    """The parts of the headers and footers that show: those of first and even pages only where the document has such pages."""
    sections = [node for node in tree.iter("{*}sectPr") if name(node) == "w:sectPr"]
    settings = next((package.xml(part) for part in package.related(main, "settings")), None)
    shown = {"", "default"}
    if any(is_on(child(section, "w:titlePg"), "w:val") for section in sections):
        shown.add("first")
    if settings is not None and is_on(child(settings, "w:evenAndOddHeaders"), "w:val"):
        shown.add("even")
    relations = package.relations(main)
    named = [
        relations[key].part
        for kind in ("w:headerReference", "w:footerReference")
        for section in sections
        for each in children(section, kind)
        if attribute(each, "w:type") in shown and (key := attribute(each, "r:id")) in relations
    ]
    return list(dict.fromkeys(named))


class _DocxReader:
    """Reads the parts of one document, remembering which notes it has met."""

    def __init__(self, package: Package) -> None:
        main = next(iter(package.related("", "officeDocument")))
        styles = next((package.xml(part) for part in package.related(main, "styles")), None)
        self._hidden_styles = _hidden_styles(styles)
        self._drawing = DrawingReader(package)
        self._notes: set[tuple[str, str]] = set()
        self._part = ""
        self._gather = PassageCollector()
        self._joins: list[bool] = []
        self._spans: list[int] = []
        self._paragraph_hides: list[bool] = []
        self._carried = ""

    def read(self, tree: etree._Element | None, part: str) -> Body:
        """The passages and tables of a part."""
        self._gather, self._part = PassageCollector(), part
        if tree is not None:
            walk(tree, self._starts(), self._ends())
        if self._carried:
            self._gather.open_paragraph(self._carried)
            self._carried = ""
            self._gather.close_paragraph()
        return self._gather.body

    def _starts(self) -> dict[str, Callable[[etree._Element], bool | None]]:
        gather = self._gather
        return {
            **dict.fromkeys(_PASSED, lambda _: True),
            "w:p": self._open_paragraph,
            "w:r": self._is_hidden,
            "w:t": lambda node: gather.write(node.text),
            "m:t": lambda node: gather.write(node.text),
            "w:tab": lambda _: gather.write("　"),
            "w:ptab": lambda _: gather.write("　"),
            "w:br": lambda node: gather.write("" if attribute(node, "w:type") in ("page", "column") else "\n"),
            "w:cr": lambda _: gather.write("\n"),
            "w:noBreakHyphen": lambda _: gather.write("‑"),
            "w:txbxContent": lambda _: gather.open_box(),
            "w:tbl": lambda _: gather.open_table(),
            "w:tr": self._open_row,
            "w:tc": self._open_cell,
            "w:footnoteReference": lambda node: self._notes.add(("w:footnote", attribute(node, "w:id"))),
            "w:endnoteReference": lambda node: self._notes.add(("w:endnote", attribute(node, "w:id"))),
            "w:footnote": self._is_unused,
            "w:endnote": self._is_unused,
            "dgm:relIds": lambda node: self._drawing.diagram(node, self._part, gather),
        }

    def _ends(self) -> dict[str, Callable[[], None]]:
        gather = self._gather
        return {
            "w:p": self._close_paragraph,
            "w:txbxContent": gather.close_box,
            "w:tbl": gather.close_table,
            "w:tc": lambda: gather.close_cell(self._spans.pop()),
        }

    def _open_paragraph(self, node: etree._Element) -> None:
        properties = child(node, "w:pPr")
        style = child(properties, "w:pStyle")
        mark = child(properties, "w:rPr")
        # A paragraph whose mark was deleted runs on into the next.
        self._joins.append(mark is not None and any(name(each) in ("w:del", "w:moveFrom") for each in mark))
        self._paragraph_hides.append(style is not None and attribute(style, "w:val") in self._hidden_styles)
        self._gather.open_paragraph(self._carried)
        self._carried = ""

    def _close_paragraph(self) -> None:
        self._paragraph_hides.pop()
        if self._joins.pop():
            self._carried = self._gather.take_paragraph()
        else:
            self._gather.close_paragraph()

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = child(run, "w:rPr")
        if properties is not None:
            vanish = child(properties, "w:vanish")
            if vanish is not None:
                return is_on(vanish, "w:val")
            style = child(properties, "w:rStyle")
            if style is not None and attribute(style, "w:val") in self._hidden_styles:
                return True
        return bool(self._paragraph_hides) and self._paragraph_hides[-1]

    def _is_unused(self, note: etree._Element) -> bool:
        return (name(note), attribute(note, "w:id")) not in self._notes

    def _open_row(self, row: etree._Element) -> bool:
        properties = child(row, "w:trPr")
        if properties is None:
            self._gather.open_row()
            return False
        if child(properties, "w:del") is not None or is_on(child(properties, "w:hidden"), "w:val"):
            return True
        self._gather.open_row(integer(child(properties, "w:gridBefore"), "w:val", _MOST_COLUMNS))
        return False

    def _open_cell(self, cell: etree._Element) -> bool:
        properties = child(cell, "w:tcPr")
        span = 1
        if properties is not None:
            span = max(1, integer(child(properties, "w:gridSpan"), "w:val", _MOST_COLUMNS))
            merges = (child(properties, "w:vMerge"), child(properties, "w:hMerge"))
            if any(each is not None and attribute(each, "w:val") != "restart" for each in merges):
                self._gather.skip_cells(span)
                return True
        self._spans.append(span)
        self._gather.open_cell()
        return False


def _hidden_styles(styles: etree._Element | None) -> set[str]:
    """The styles whose text is hidden, in their own words or in those of the style that they build on."""
    base: dict[str, str] = {}
    says: dict[str, bool] = {}
    for style in children(styles, "w:style"):
        key, parent = attribute(style, "w:styleId"), child(style, "w:basedOn")
        vanish = child(style, "w:rPr", "w:vanish")
        if parent is not None:
            base[key] = attribute(parent, "w:val")
        if vanish is not None:
            says[key] = is_on(vanish, "w:val")
    for key in list(base):
        chain, at = [], key
        while at not in says and at in base:
            chain.append(at)
            says[at] = False  # until it is known, and for styles that build on each other in a ring
            at = base[at]
        says.update(dict.fromkeys(chain, says.get(at, False)))
    return {key for key, hides in says.items() if hides}
