"""The words of a Word document as it is printed: as lines for reviewers, one sentence or cell a line, and as passages to check."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, integer, is_on, name, walk
from hyoga_docs.text.passages import Body, Passage, PassageKind
from hyoga_docs.text.print_copy.word.steps import as_word_prints
from hyoga_docs.text.readers.collector import PassageCollector, joined
from hyoga_docs.text.readers.docx_lines import LineWriter
from hyoga_docs.text.readers.drawing import DrawingReader
from hyoga_docs.text.word.list_numbers import ListNumbers
from hyoga_docs.text.word.styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

_MOST_COLUMNS = 63  # Word has no wider table
#: Properties, whose tab stops and text are no words of the paper.
_PASSED = ("w:pPr", "w:rPr", "w:sdtPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:rubyPr")
_FOOTNOTES, _ENDNOTES, _MARGIN = "脚注", "文末脚注", "ヘッダー・フッター"
_READINGS = "（ふりがな）"
_PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")


def document_lines(data: bytes) -> list[str]:
    """The lines of a docx, as `read_docx` has them. Raises UnusableFileError for what is no Word file."""
    return read_docx(data)[1]


def read_docx(data: bytes) -> tuple[Body, list[str]]:
    """What a docx says as it is printed, in two forms: notes, headers and footers come last, hidden text and comments are left out.

    For checks, a passage a paragraph and a grid a table. For reviewers, lines: headings as Markdown headings, a sentence a
    line, a cell a line with rows set apart, the readings of a paragraph's words after it, notes and margins under headings of their
    own. Raises UnusableFileError for what
    is no Word file.
    """
    bodies: list[Body] = []
    margins: list[Body] = []
    sides: dict[str, list[str]] = {}
    for kind, body, lines in _read(data):
        (margins if kind == _MARGIN else bodies).append(body)
        if any(lines):
            known = sides.setdefault(kind, [])
            if kind != _MARGIN or not _holds(known, lines):
                known.extend(lines)
    written = [line for kind, lines in sides.items() for line in (*(("", f"### {kind}") if kind else ()), *lines)]
    return joined([*bodies, *dict.fromkeys(margins)]), written


def _holds(known: list[str], lines: list[str]) -> bool:
    """Whether lines stand there already, as those of a header that several sections have a copy of."""
    return any(known[at : at + len(lines)] == lines for at in range(len(known)))


def _read(data: bytes) -> Iterator[tuple[str, Body, list[str]]]:
    """What each part of a file says, under the heading of its kind: the body, notes, headers and footers."""
    parts = EditableParts(data)
    as_word_prints(parts)
    package = Package(parts)
    main, tree = package.main("w:document", "Word")
    reader = _DocxReader(package, main)
    yield "", *reader.read(tree, main, PassageKind.TEXT)
    for kind, related in ((_FOOTNOTES, "footnotes"), (_ENDNOTES, "endnotes")):
        for part in package.related(main, related):
            yield kind, *reader.read(package.xml(part), part, PassageKind.NOTE)
    for part in _margins(package, main, tree):
        body, lines = reader.read(package.xml(part), part, PassageKind.MARGIN)
        # A page's number alone, between dashes, has left nothing but the dashes.
        passages = tuple(each for each in body.passages if _WORD.search(each.text))
        yield _MARGIN, Body(passages, body.grids), [line for line in lines if not line or _WORD.search(line)]


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


@dataclass
class _OpenParagraph:
    """A paragraph while it is read: what a list prints before it, its level as a heading, its words and their readings."""

    number: str
    level: int | None
    pieces: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)


@dataclass
class _LiveField:
    """A field while it is read: its instruction, and whether what was saved of it is left out."""

    words: list[str] = field(default_factory=list)
    silent: bool = False


class _DocxReader:
    """Reads the parts of one document, as it is printed, remembering which notes it has met."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._styles = WordStyles(next((package.xml(part) for part in package.related(main, "styles")), None))
        self._numbering = next((package.xml(part) for part in package.related(main, "numbering")), None)
        self._drawing = DrawingReader(package)
        self._notes: set[tuple[str, str]] = set()
        self._part, self._kind = main, PassageKind.TEXT
        self._gather, self._lines = PassageCollector(), LineWriter()
        self._numbers = ListNumbers(self._numbering, self._styles)
        self._paragraphs: list[_OpenParagraph] = []
        self._spans: list[int] = []
        self._brackets: list[str] = []
        self._boxes = 0
        self._fields: list[_LiveField] = []
        self._silent = 0

    def read(self, tree: etree._Element | None, part: str, kind: PassageKind) -> tuple[Body, list[str]]:
        """The passages and tables of a part, and its lines."""
        self._part, self._kind = part, kind
        self._gather, self._lines = PassageCollector(), LineWriter()
        self._numbers = ListNumbers(self._numbering, self._styles)
        self._fields.clear()
        self._silent = 0
        if tree is not None:
            walk(tree, self._starts(), self._ends())
        return self._gather.body, self._lines.lines

    def _starts(self) -> dict[str, Callable[[etree._Element], bool | None]]:
        return {
            **dict.fromkeys(_PASSED, lambda _: True),
            "w:p": self._open_paragraph,
            "w:t": lambda node: self._write(node.text),
            "m:t": lambda node: self._write(node.text),
            "m:rad": lambda _: self._write("√"),
            "m:nary": lambda node: self._write(_sign_of(child(node, "m:naryPr", "m:chr"), "∫")),
            "m:d": self._open_bracket,
            "m:den": lambda node: self._part_formula("/", node),
            "m:sup": lambda node: self._part_formula("^", node),
            "m:sub": lambda node: self._part_formula("_", node),
            "w:tab": lambda _: self._write("　"),
            "w:ptab": lambda _: self._write("　"),
            "w:br": lambda node: self._write("" if attribute(node, "w:type") in ("page", "column") else "\n"),
            "w:cr": lambda _: self._write("\n"),
            "w:noBreakHyphen": lambda _: self._write("‑"),
            "w:fldChar": self._mark_field,
            "w:instrText": self._instruct,
            "w:fldSimple": lambda node: _PAGE_NUMBER.match(attribute(node, "w:instr")) is not None,
            "w:rt": self._read_reading,
            "w:txbxContent": self._open_box,
            "w:tbl": self._open_table,
            "w:tr": self._open_row,
            "w:tc": self._open_cell,
            "w:footnoteReference": lambda node: self._notes.add(("w:footnote", attribute(node, "w:id"))),
            "w:endnoteReference": lambda node: self._notes.add(("w:endnote", attribute(node, "w:id"))),
            "w:footnote": self._is_unused,
            "w:endnote": self._is_unused,
            "v:textpath": self._read_art,
            "dgm:relIds": lambda node: self._beside(node, self._drawing.diagram),
            "c:chart": lambda node: self._beside(node, self._drawing.chart),
        }

    def _ends(self) -> dict[str, Callable[[], None]]:
        return {
            "w:p": self._close_paragraph,
            "w:txbxContent": self._close_box,
            "m:d": lambda: self._write(self._brackets.pop()),
            "w:tbl": self._close_table,
            "w:tc": self._close_cell,
        }

    def _write(self, text: str | None) -> None:
        if text and self._paragraphs and not self._silent:
            self._gather.write(text)
            self._paragraphs[-1].pieces.append(text)

    def _open_paragraph(self, node: etree._Element) -> None:
        properties = child(node, "w:pPr")
        label = self._numbers.next(properties)
        level = self._styles.outline_level(self._styles.of_paragraph(properties))
        self._paragraphs.append(_OpenParagraph(label.text if label is not None else "", level))
        self._gather.kind = self._kind_of(node)
        self._gather.open_paragraph()
        self._lines.open_paragraph()

    def _kind_of(self, paragraph: etree._Element) -> PassageKind:
        if self._kind is not PassageKind.TEXT:
            return self._kind
        inside = {name(each) for each in paragraph}
        if inside & {"m:oMath", "m:oMathPara"} and not any(
            name(each) == "w:t" and (each.text or "").strip() for each in paragraph.iter()
        ):
            return PassageKind.FORMULA
        return PassageKind.BOX if self._boxes else PassageKind.TEXT

    def _close_paragraph(self) -> None:
        done = self._paragraphs.pop()
        if done.readings:
            self._lines.beside([f"{_READINGS}{'　'.join(done.readings)}"])
        self._gather.close_paragraph(done.number)
        self._lines.close_paragraph("".join(done.pieces), done.level, done.number)

    def _mark_field(self, mark: etree._Element) -> None:
        """Fields that are still there are links and the numbers of pages, of which another one may be printed than was saved."""
        what = attribute(mark, "w:fldCharType")
        if what == "begin":
            self._fields.append(_LiveField())
        elif self._fields and what == "separate":
            self._fields[-1].silent = _PAGE_NUMBER.match("".join(self._fields[-1].words)) is not None
            self._silent += self._fields[-1].silent
        elif self._fields and what == "end":
            self._silent -= self._fields.pop().silent

    def _part_formula(self, sign: str, part: etree._Element) -> None:
        """Tells reviewers what stands below a line, above or below; no such sign is printed."""
        if self._paragraphs and any(name(each) == "m:t" and each.text for each in part.iter()):
            self._paragraphs[-1].pieces.append(sign)

    def _open_bracket(self, node: etree._Element) -> None:
        properties = child(node, "m:dPr")
        self._write(_sign_of(child(properties, "m:begChr"), "("))
        self._brackets.append(_sign_of(child(properties, "m:endChr"), ")"))

    def _read_reading(self, reading: etree._Element) -> bool:
        said = "".join(each.text or "" for each in reading.iter() if name(each) == "w:t")
        self._gather.add([Passage(said, kind=PassageKind.READING)])
        if said.strip() and self._paragraphs:
            self._paragraphs[-1].readings.append(said.strip())
        return True

    def _instruct(self, node: etree._Element) -> bool:
        if self._fields:
            self._fields[-1].words.append(node.text or "")
        return True

    def _open_box(self, _: etree._Element) -> None:
        self._boxes += 1
        self._gather.open_box()

    def _close_box(self) -> None:
        self._boxes -= 1
        self._gather.close_box()

    def _read_art(self, node: etree._Element) -> None:
        said = attribute(node, "string")
        self._gather.add([Passage(said, kind=PassageKind.ART)])
        self._lines.beside([said])

    def _beside(self, node: etree._Element, read: Callable[[etree._Element, str, PassageCollector], None]) -> None:
        """Takes in what a drawing says, which stands in a part of its own."""
        gather = PassageCollector(kind=PassageKind.BOX)
        read(node, self._part, gather)
        said = gather.body.passages
        self._gather.add(said if self._kind is PassageKind.TEXT else [replace(each, kind=self._kind) for each in said])
        self._lines.beside(each.text for each in said)

    def _is_unused(self, note: etree._Element) -> bool:
        return (name(note), attribute(note, "w:id")) not in self._notes

    def _open_table(self, _: etree._Element) -> None:
        self._gather.open_table()
        self._lines.open_table()

    def _close_table(self) -> None:
        self._gather.close_table()
        self._lines.close_table()

    def _open_row(self, row: etree._Element) -> None:
        before = child(row, "w:trPr", "w:gridBefore")
        self._gather.open_row(integer(before, "w:val", _MOST_COLUMNS))
        self._lines.open_row()

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
        self._lines.open_cell()
        return False

    def _close_cell(self) -> None:
        self._gather.close_cell(self._spans.pop())
        self._lines.close_cell()


def _sign_of(said: etree._Element | None, otherwise: str) -> str:
    """The sign that a formula names, or the one that stands where it names none."""
    return attribute(said, "m:val") if said is not None else otherwise
