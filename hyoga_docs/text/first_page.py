"""How the first page of a file begins: its lines with the size of their letters, by which its title is told from the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, integer, name, walk
from hyoga_docs.text.passages import PassageKind
from hyoga_docs.text.powerpoint.slides import placeholder, slides_of
from hyoga_docs.text.word.styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_MOST = 40  # lines
_TITLES = ("title", "subtitle", "表題", "heading 1")


@dataclass(frozen=True)
class PageLine:
    """A line of a first page. `size` is in points, 0 where it is not known; `stands_out`: it is centred, or a title by style."""

    text: str
    size: float = 0.0
    stands_out: bool = False


def first_lines(data: bytes, suffix: str) -> list[PageLine]:
    """How a .docx, .xlsx, .pptx or .csv begins. Raises UnusableFileError for what cannot be read."""
    readers = {".docx": _docx, ".pptx": _pptx}
    reader = readers.get(suffix)
    if reader is not None:
        return reader(data)
    shown = (PassageKind.TEXT, PassageKind.BOX)
    passages = [each for each in read_body(data, suffix).passages if each.kind in shown]
    first = passages[0].page if passages else None
    return [PageLine(line) for each in passages[:_MOST] if each.page == first for line in each.text.split("\n") if line.strip()]


def _docx(data: bytes) -> list[PageLine]:
    package = Package(data)
    part, tree = package.main("w:document", "Word")
    styles = WordStyles(next((package.xml(each) for each in package.related(part, "styles")), None))
    reader = _ParagraphReader(styles)
    reader.read(tree)
    return reader.lines


class _ParagraphReader:
    """Reads the paragraphs of a Word file until its first page is full, those of tables and boxes too."""

    def __init__(self, styles: WordStyles) -> None:
        self.styles = styles
        self.lines: list[PageLine] = []
        self.open: list[tuple[etree._Element, list[str], list[int]]] = []  # paragraphs in boxes stand in others

    def read(self, tree: etree._Element) -> None:
        starts = {"w:p": self._start, "w:r": self._run, "w:sectPr": lambda _: True, "w:del": lambda _: True}
        walk(tree, starts, {"w:p": self._end})

    def _start(self, paragraph: etree._Element) -> bool:
        if len(self.lines) >= _MOST:
            return True
        self.open.append((paragraph, [], []))
        return False

    def _run(self, run: etree._Element) -> None:
        if not self.open:
            return
        paragraph, pieces, sizes = self.open[-1]
        text = "".join({"w:t": each.text or "", "w:tab": "　", "w:br": "\n"}.get(name(each), "") for each in run)
        pieces.append(text)
        if text.strip():
            sizes.append(self.styles.run_size(child(run, "w:rPr"), self.styles.of_paragraph(child(paragraph, "w:pPr"))))

    def _end(self) -> None:
        if not self.open:
            return
        paragraph, pieces, sizes = self.open.pop()
        properties = child(paragraph, "w:pPr")
        stands_out = self._is_centred(properties) or self._is_title(properties)
        lines = [line.strip() for line in "".join(pieces).split("\n")]
        self.lines += [PageLine(line, max(sizes, default=0) / 2, stands_out) for line in lines if line]

    def _is_centred(self, properties: etree._Element | None) -> bool:
        said = [properties, *(child(each, "w:pPr") for each in self.styles.chain(self.styles.of_paragraph(properties)))]
        found = next((each for each in (child(one, "w:jc") for one in said) if each is not None), None)
        return found is not None and attribute(found, "w:val") == "center"

    def _is_title(self, properties: etree._Element | None) -> bool:
        style = next(self.styles.chain(self.styles.of_paragraph(properties)), None)
        named = child(style, "w:name")
        return named is not None and attribute(named, "w:val").lower() in _TITLES


def _pptx(data: bytes) -> list[PageLine]:
    shown = (slide for slide in slides_of(Package(data)) if not slide.is_hidden)
    slide = next(shown, None)
    if slide is None:
        return []
    found: list[PageLine] = []
    for shape in slide.tree.iter():
        if name(shape) == "p:sp" and len(found) < _MOST:
            holder = placeholder(shape)
            is_title = holder is not None and attribute(holder, "type") in {"title", "ctrTitle"}
            found += _shape_lines(shape, is_title=is_title)
    return found


def _shape_lines(shape: etree._Element, *, is_title: bool) -> Iterator[PageLine]:
    for paragraph in children(child(shape, "p:txBody"), "a:p"):
        runs = [each for each in paragraph if name(each) in {"a:r", "a:br", "a:fld"}]
        text = "".join("\n" if name(run) == "a:br" else "".join(part.text or "" for part in children(run, "a:t")) for run in runs)
        size = max((integer(child(run, "a:rPr"), "sz", 40_000) / 100 for run in runs), default=0.0)
        yield from (PageLine(line.strip(), size, is_title) for line in text.split("\n") if line.strip())
