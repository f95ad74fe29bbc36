"""A Word document that lists what changed in papers without a Word file, as tracked changes to accept or reject."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, NamedTuple

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from hyoga_docs.core.visible import visible_lines
from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.word.tracked.marks import SPACE, RevisionMarks, W, woven

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from hyoga_docs.word.tracked.marks import Runs

    Cells = tuple[Runs, ...]

_MINCHO, _GOTHIC = "BIZ UD明朝", "BIZ UDゴシック"
_GREY = RGBColor(0x59, 0x59, 0x59)
_BETWEEN = "　｜　"
_MARGIN = Mm(20)


class ChangeLine(NamedTuple):
    """A sentence or a row that changed; a side without it has no cells. `note` says where it stands, or that it moved."""

    old: Cells
    new: Cells
    note: str = ""


def tracked_lines(title: str, papers: Sequence[tuple[str, Sequence[ChangeLine]]], author: str, date: dt.date) -> bytes:
    """A heading a paper and a paragraph a line, in which what changed is marked as a change of an author on a day.

    The same input gives the same bytes.
    """
    document = docx.Document()
    _lay_out(document)
    document.add_paragraph(visible_lines(title), style="Title")
    marks = RevisionMarks(author, date)
    for name, lines in papers:
        document.add_paragraph(visible_lines(name), style="Heading 1")
        noted = ""
        for line in lines:
            if line.note and line.note != noted:
                document.add_paragraph(visible_lines(line.note), style="Subtitle")
            noted = line.note
            _write(document.add_paragraph(), line, marks)
    return _packed(document, title, author, date)


def _write(paragraph: Paragraph, line: ChangeLine, marks: RevisionMarks) -> None:
    for kind, text in _pieces(line):
        run = _run(text)
        paragraph._p.append(marks.wrapped(kind, [run]) if kind else run)
    if not line.old or not line.new:
        marks.mark_end("ins" if line.new else "del", paragraph._p)


def _pieces(line: ChangeLine) -> Iterator[tuple[str, str]]:
    """A line in pieces with what became of each; rows of other columns are two rows."""
    if line.old and line.new and len(line.old) == len(line.new):
        for index, (was, now) in enumerate(zip(line.old, line.new, strict=True)):
            if index:
                yield "", _BETWEEN
            yield from woven(was, now)
        return
    for kind, cells in (("del", line.old), ("ins", line.new)):
        if cells:
            yield kind, _BETWEEN.join("".join(text for text, _ in cell) for cell in cells)


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    for index, part in enumerate(visible_lines(text).split("\n")):
        if index:
            etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = part
    return run


def _lay_out(document: Document) -> None:
    """A4 upright, in the fonts of the house; the template of python-docx is a letter in the colours of Office."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    looks = {"Normal": (_MINCHO, 10.5), "Title": (_GOTHIC, 14), "Heading 1": (_GOTHIC, 12), "Subtitle": (_MINCHO, 9)}
    for name, (font, size) in looks.items():
        style = document.styles[name]
        own = style.element.get_or_add_rPr()
        for each in list(own):
            own.remove(each)
        fonts = own.get_or_add_rFonts()
        for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(key), font)
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(4)
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(14)
    document.styles["Subtitle"].font.color.rgb = _GREY
    document.styles["Subtitle"].paragraph_format.space_before = Pt(6)
    document.styles["Subtitle"].paragraph_format.keep_with_next = True
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "ja-JP")
        lang.set(qn("w:eastAsia"), "ja-JP")


def _packed(document: Document, title: str, author: str, date: dt.date) -> bytes:
    core = document.core_properties
    core.title, core.author, core.language, core.comments = visible_lines(title)[:255], author[:255], "ja-JP", ""
    core.last_modified_by, core.revision = "", 1
    core.created = core.modified = dt.datetime.combine(date, dt.time())
    for relations in (document.part.package.rels, document.part.rels):  # a picture of another document, styles for Word 2007
        for key in [key for key, each in relations.items() if each.reltype.endswith(("/thumbnail", "/stylesWithEffects"))]:
            del relations[key]
    out = io.BytesIO()
    document.save(out)
    return write_parts(read_parts(out.getvalue()))
