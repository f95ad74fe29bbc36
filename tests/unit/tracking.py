"""Word files to compare, and their tracked changes accepted or rejected by the rules of the standard, not by our code."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree
from openxml_audit import OpenXmlValidator

from hyoga_docs.text.diff import compare_texts, likeness
from hyoga_docs.text.ooxml.package import parse_part, read_parts, write_parts
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.text.readers.docx_blocks import docx_blocks
from hyoga_docs.text.word.accept_changes import accept_changes
from hyoga_docs.word.tracked.compare import tracked
from hyoga_docs.word.tracked.paragraphs import TextComparison, _as_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EMPTY = Path(__file__).resolve().parents[2] / "templates" / "comparison.docx"  # a tenth of python-docx's own
DAY = dt.date(2019, 10, 31)
_STORY = re.compile(rb"<w:(document|hdr|ftr|footnotes|endnotes)\b")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
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
    return tracked(old, new, "事務局", DAY, TextComparison(compare_texts, likeness)).data


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
        if _STORY.search(content[:3000]):
            tree = parse_part(content)
            _resolve(tree, _GONE[what], _GONE["reject" if what == "accept" else "accept"], former=what == "reject")
            parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    body = parse_part(parts["word/document.xml"])
    for kind in ("footnote", "endnote"):
        named = {each.get(f"{W}id") for each in body.iter(f"{W}{kind}Reference")}
        notes = parse_part(parts.get(f"word/{kind}s.xml", b"<none/>"))
        for note in [each for each in notes if each.get(f"{W}type") is None and each.get(f"{W}id") not in named]:
            notes.remove(note)  # as Word does with a note whose reference went
            parts[f"word/{kind}s.xml"] = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(parts)


def _resolve(tree: etree._Element, gone: tuple[str, ...], stays: tuple[str, ...], *, former: bool) -> None:
    _drop_controls(tree, gone[0].capitalize())
    _drop_rows(tree, gone)
    for change in [each for each in tree.iter() if isinstance(each.tag, str) and each.tag.endswith("Change")]:
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


def _drop_controls(tree: etree._Element, gone: str) -> None:
    """Content controls that are marked themselves go without what they hold."""
    for control in list(tree.iter(f"{W}sdt")):
        before = control.getprevious()
        if before is not None and before.tag == f"{W}customXml{gone}RangeStart":
            for each in list(control.find(f"{W}sdtContent")):
                control.addprevious(each)
            control.getparent().remove(control)
    for mark in [each for each in tree.iter(f"{W}*") if "customXml" in each.tag and "Range" in each.tag]:
        mark.getparent().remove(mark)


def _drop_rows(tree: etree._Element, gone: tuple[str, ...]) -> None:
    for row in list(tree.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in gone):
            row.getparent().remove(row)
    for grid in [grid for grid in tree.iter(f"{W}tbl") if grid.find(f".//{W}tr") is None]:
        grid.getparent().remove(grid)


_BESIDE = {f"{W}{name}" for name in ("rPr", "sectPr", "ins", "del", "headerReference", "footerReference")}


def _resolve_look(change: etree._Element, *, former: bool) -> None:
    properties = change.getparent()
    properties.remove(change)
    if former:
        beside = [each for each in properties if each.tag in _BESIDE]
        marks = [each for each in beside if each.tag in (f"{W}ins", f"{W}del")]
        for each in list(properties):
            properties.remove(each)
        first = beside if properties.tag == f"{W}sectPr" else marks if properties.tag == f"{W}rPr" else []
        properties.extend([*first, *change[0], *(each for each in beside if each not in first)])


def _join(paragraph: etree._Element) -> None:
    """A paragraph whose end went: what it says belongs to the next, and it goes if it says nothing."""
    said = [each for each in paragraph if each.tag != f"{W}pPr" and (each.tag != f"{W}hyperlink" or len(each))]
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


#: Notes that nothing refers to any more are not printed, and what a file's parts are called is not seen.
_LEFT = {f"{W}{name}" for name in ("lang", "noProof", "proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd")}
_LEFT |= {f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "numId", "headerReference", "footerReference")}
_STYLE = {f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"}


def shape(data: bytes) -> list[object]:
    """The body of a file as it stands: properties, tables, runs that look alike as one; styles by their names."""
    parts = read_parts(data)
    styles = {}
    for each in parse_part(parts.get("word/styles.xml", b"<none/>")).iter(f"{W}style"):
        label = each.find(f"{W}name")
        styles[each.get(f"{W}styleId")] = "" if label is None else label.get(f"{W}val", "").removesuffix("（変更前）").lower()
    body = parse_part(parts["word/document.xml"]).find(f"{W}body")
    for field in list(body.iter(f"{W}fldSimple")):
        for each in _as_runs(field):
            field.addprevious(each)
        field.getparent().remove(field)
    for each in list(body.iter(f"{W}smartTag", f"{W}customXml", f"{W}hyperlink")):
        if each.tag != f"{W}hyperlink" or not len(each):  # a link whose words went is empty
            for inside in list(each):
                each.addprevious(inside)
            each.getparent().remove(each)
    return list(_shapes(body, styles))


def _shapes(parent: etree._Element, styles: dict[str | None, str]) -> Iterator[object]:
    last: tuple[object, str] | None = None
    for each in parent:
        if not isinstance(each.tag, str) or each.tag in _LEFT or (each.tag == f"{W}gridBefore" and each.get(f"{W}val") == "0"):
            continue
        for looks, thing in _things(each, styles) if each.tag == f"{W}r" else [(None, each)]:
            if thing.tag == f"{W}t":
                text = (thing.text or "") if thing.get(_SPACE) == "preserve" else (thing.text or "").strip(" \t\r\n")
                last = (looks, (last[1] if last is not None and last[0] == looks else "") + text)
                continue
            yield from [last] if last is not None else []
            last = None
            if thing.tag not in _OFTEN_EMPTY or list(_shapes(thing, styles)):
                yield (looks, _shape(thing, styles))
    yield from [last] if last is not None and last[1] else []


_OFTEN_EMPTY = {f"{W}{name}" for name in ("pPr", "rPr", "trPr", "numPr")}


def _things(run: etree._Element, styles: dict[str | None, str]) -> list[tuple[object, etree._Element]]:
    look = run.find(f"{W}rPr")
    looks = [] if look is None else list(_shapes(look, styles))
    return [(looks, each) for each in run if each.tag not in {f"{W}rPr", f"{W}commentReference", *_LEFT}]


def _shape(node: etree._Element, styles: dict[str | None, str]) -> object:
    if node.tag in _STYLE:
        return (node.tag, styles.get(node.get(f"{W}val"), "?"))
    own = re.compile(r"\{[^}]*\}(rsid\w*|paraId|textId|id|embed|link|anchorId|editId|space|history)|id")
    named = sorted((key, value) for key, value in node.attrib.items() if not own.fullmatch(key))
    return (node.tag, named, (node.text or "").strip(), *_shapes(node, styles))


def wrong(data: bytes, *inputs: bytes) -> list[str]:
    """What a file has against the schemas and rules of Office Open XML that its inputs have not."""
    known = {problem.rpartition("] ")[2] for file in inputs for problem in _problems(file)}
    found = [problem for problem in _problems(data) if problem.rpartition("] ")[2] not in known]
    return found + _unlike_revisions(data)


@lru_cache(16)
def _problems(data: bytes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(data)
        return [
            f"{each.part_uri}:{each.path}] {each.description}"
            for each in OpenXmlValidator().validate(path).errors
            if "stylesWithEffects" not in each.description
        ]


def _unlike_revisions(data: bytes) -> list[str]:
    """What no schema says: ids of revisions are unique, what went is marked as that, ranges end, parts are named once."""
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    found = [f"twice: {name}" for name, often in Counter(name.lower() for name in names).items() if often > 1]
    ids: Counter[str] = Counter()
    pictures: Counter[str] = Counter()
    for name, content in read_parts(data).items():
        if not _STORY.search(content[:3000]):
            continue
        tree = parse_part(content)
        marks = [each for each in tree.iter(f"{W}*") if each.get(f"{W}author") is not None and "comment" not in each.tag]
        ids.update(each.get(f"{W}id") for each in marks)
        pictures.update(each.get("id") for each in tree.iter("{*}docPr") if int(each.get("id")) > 900_000)
        found += [
            f"{name}: {each.tag} in w:del"
            for each in tree.iter(f"{W}t", f"{W}instrText")
            if next(each.iterancestors(f"{W}del", f"{W}txbxContent"), each).tag == f"{W}del"
        ]
        found += [
            f"{name}: {each.tag} outside of w:del"
            for each in tree.iter(f"{W}delText", f"{W}delInstrText")
            if next(each.iterancestors(f"{W}del"), None) is None
        ]
        found += [f"{name}: a mark in a mark" for each in tree.iter(f"{W}ins", f"{W}del") if len(each) and _is_within(each)]
        for kind in ("bookmark", "commentRange", "customXmlInsRange", "customXmlDelRange"):
            ends = [sorted(each.get(f"{W}id") for each in tree.iter(f"{W}{kind}{end}")) for end in ("Start", "End")]
            found += [f"{name}: {kind} {ends}"] if ends[0] != ends[1] else []
    return found + [f"id {key} twice" for key, often in (ids + pictures).items() if often > 1]


def _is_within(mark: etree._Element) -> bool:
    above = next(mark.iterancestors(f"{W}ins", f"{W}del", f"{W}txbxContent"), None)
    return above is not None and above.tag != f"{W}txbxContent"


def reads(old: bytes, new: bytes, *, validated: bool = True) -> list[str]:
    """What is marked between two files, after it was seen that accepting gives the one and rejecting the other."""
    data = change(old, new)
    assert change(old, new) == data
    holds(old, new, data, validated=validated)
    return marks(data)


def holds(old: bytes, new: bytes, data: bytes, *, validated: bool = True) -> None:
    """Accepting gives the new file, rejecting the old one, and each of the three is as the schema wants it.

    Not `validated`, only what no schema says is looked at, which takes less time.
    """
    assert (wrong(data, old, new) if validated else _unlike_revisions(data)) == []
    for what, file in (("accept", new), ("reject", old)):
        done = resolved(data, what)
        assert document_lines(done) == document_lines(file), what
        assert blocks(done) == blocks(file), what
        assert docx_blocks(done) == docx_blocks(file), what  # with the numbers that lists print
        assert shape(done) == shape(accept_changes(file)), what
        assert not validated or wrong(done, old, new) == [], what
        docx.Document(io.BytesIO(done))
    assert document_lines(accept_changes(data)) == document_lines(new)
