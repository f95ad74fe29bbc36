"""The words of a Word document, one sentence or cell a line, for reviewers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.spec.ooxml import parse_part, read_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SENTENCE = re.compile(r"(?<=。)(?![」』）)])")


def document_lines(data: bytes) -> list[str]:
    """The lines of a docx: headings as Markdown headings, a sentence a line, a cell a line with rows set apart."""
    parts = read_parts(data)
    levels = _outline_levels(parts.get("word/styles.xml"))
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
    for row in table.findall(f"{_W}tr"):
        cells = ["".join(_text(p) for p in cell.iter(f"{_W}p")).strip() for cell in row.findall(f"{_W}tc")]
        yield from ("", *(f"- {cell}" for cell in cells if cell))
    yield ""


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
