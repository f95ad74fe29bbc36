"""Word files to compare, and their tracked changes accepted or rejected by the rules of the standard, not by our code."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from hyoga_docs.text.diff import compare_texts, likeness
from hyoga_docs.text.ooxml.package import parse_part, read_parts, write_parts
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.tracked.compare import tracked
from hyoga_docs.word.tracked.paragraphs import TextComparison

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EMPTY = Path(__file__).resolve().parents[2] / "templates" / "comparison.docx"  # a tenth of python-docx's own
DAY = dt.date(2019, 10, 31)
_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_GONE = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}


def made(fill: Callable[[Document], None]) -> bytes:
    """A Word file that is filled by a function."""
    document = docx.Document(str(_EMPTY))
    for each in [each for each in document.element.body if each.tag != f"{W}sectPr"]:
        document.element.body.remove(each)
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraphs(*texts: str) -> bytes:
    """A Word file of these paragraphs; one that begins with # is a heading."""

    def fill(document: Document) -> None:
        for text in texts:
            if text.startswith("#"):
                document.add_heading(text.lstrip("#"), 1)
            else:
                document.add_paragraph(text)

    return made(fill)


def table(rows: Sequence[tuple[str, ...]], merged: Sequence[tuple[int, int]] = (), after: str = "後") -> bytes:
    """A Word file with a table between two paragraphs; of `merged` rows the first cells are one."""

    def fill(document: Document) -> None:
        document.add_paragraph("前")
        if rows:
            grid = document.add_table(len(rows), len(rows[0]))
            for row, texts in zip(grid.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
            for first, last in merged:
                text = grid.cell(first, 0).text
                grid.cell(first, 0).merge(grid.cell(last, 0)).text = text
        document.add_paragraph(after)

    return made(fill)


def xml(inner: str) -> bytes:
    """A Word file whose first paragraph holds this XML."""

    def fill(document: Document) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w', 'r')}>{inner}</w:p>"))
        document.add_paragraph("後")

    return made(fill)


def change(old: bytes, new: bytes) -> bytes:
    """The new file with what changed."""
    return tracked(old, new, "事務局", DAY, TextComparison(compare_texts, likeness))


def marks(data: bytes, part: str = "word/document.xml") -> list[str]:
    """What is marked, in order: `-去った` and `+来た`; a row is `-行`, the end of a paragraph `-¶`."""
    found = []
    for mark in parse_part(read_parts(data)[part]).iter(f"{W}ins", f"{W}del"):
        sign = "+" if mark.tag == f"{W}ins" else "-"
        inside = {f"{W}rPr": "¶", f"{W}trPr": "行"}.get(mark.getparent().tag)
        found.append(sign + (inside or "".join(each.text or "" for each in mark.iter(f"{W}t", f"{W}delText"))))
    return found


def resolved(data: bytes, what: str) -> bytes:
    """A file with every change accepted (`accept`) or rejected (`reject`)."""
    parts = read_parts(data)
    for name, content in parts.items():
        if _PARTS.fullmatch(name):
            tree = parse_part(content)
            _resolve(tree, _GONE[what], _GONE["reject" if what == "accept" else "accept"], former=what == "reject")
            parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(parts)


def _resolve(tree: etree._Element, gone: tuple[str, ...], stays: tuple[str, ...], *, former: bool) -> None:
    _drop_rows(tree, gone)
    for change in [each for each in tree.iter() if isinstance(each.tag, str) and each.tag.endswith("PrChange")]:
        _resolve_look(change, former=former)
    for mark in [mark for name in gone for mark in tree.iter(f"{W}{name}") if mark.getparent().tag != f"{W}rPr"]:
        mark.getparent().remove(mark)
    for paragraph in list(tree.iter(f"{W}p")):
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in gone):
            _join(paragraph)
    for mark in [mark for name in stays for mark in tree.iter(f"{W}{name}")]:
        for child in list(mark):
            mark.addprevious(child)
        mark.getparent().remove(mark)
    for deleted, kept in (("delText", "t"), ("delInstrText", "instrText")):
        for text in tree.iter(f"{W}{deleted}"):
            text.tag = f"{W}{kept}"


def _drop_rows(tree: etree._Element, gone: tuple[str, ...]) -> None:
    for row in list(tree.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in gone):
            row.getparent().remove(row)
    for grid in [grid for grid in tree.iter(f"{W}tbl") if grid.find(f"{W}tr") is None]:
        grid.getparent().remove(grid)


def _resolve_look(change: etree._Element, *, former: bool) -> None:
    properties = change.getparent()
    properties.remove(change)
    if former:
        kept = [each for each in properties if each.tag in (f"{W}rPr", f"{W}sectPr", f"{W}ins", f"{W}del")]
        for each in list(properties):
            properties.remove(each)
        properties.extend([*change[0], *kept])


def _join(paragraph: etree._Element) -> None:
    """A paragraph whose end went: what it says belongs to the next, and it goes if it says nothing."""
    said = [each for each in paragraph if each.tag != f"{W}pPr"]
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p":
        place = 0 if following.find(f"{W}pPr") is None else 1
        following[place:place] = said
    elif said:
        raise AssertionError("words would be lost")
    paragraph.getparent().remove(paragraph)


def blocks(data: bytes) -> list[str]:
    """The paragraphs and rows of a file, empty ones too."""
    body = parse_part(read_parts(data)["word/document.xml"])
    return [
        "行" if each.tag == f"{W}tr" else "".join(text.text or "" for text in each.iter(f"{W}t"))
        for each in body.iter(f"{W}p", f"{W}tr")
    ]


def reads(old: bytes, new: bytes) -> list[str]:
    """What is marked between two files, after it was seen that accepting gives the one and rejecting the other."""
    data = change(old, new)
    assert change(old, new) == data
    for what, file in (("accept", new), ("reject", old)):
        done = resolved(data, what)
        assert document_lines(done) == document_lines(file), what
        assert blocks(done) == blocks(file), what
        docx.Document(io.BytesIO(done))
    return marks(data)
