"""A Word template: read safely, checked before it is filled, every mistake named with its paragraph."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.core.files import PAPER, as_named, copy_it_in, read_plain
from hyoga_docs.core.problem import Place, Problem, error, nearest
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts, write_parts
from hyoga_docs.text.word.accept_changes import accept_changes
from hyoga_docs.word.split_tags import TAG, join_split_tags
from hyoga_docs.word.template_fonts import template_fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STATEMENT = re.compile(r"\{%-?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)")
_FILLED_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_BLOCKS = {"for": "endfor", "if": "endif"}


@dataclass(frozen=True)
class DocumentProperties:
    """What the finished document says of itself."""

    title: str
    author: str
    date: dt.date


@dataclass(frozen=True)
class Template:
    """A template's bytes with what was read from them."""

    name: str
    place: Place
    data: bytes
    paragraphs: tuple[str, ...]
    fonts: frozenset[str]
    prints_label: bool

    def paragraph_with(self, word: str) -> str | None:
        """The first paragraph whose tags name the word."""
        found = re.compile(rf"\b{re.escape(word)}\b")
        for paragraph in self.paragraphs:
            if any(found.search(tag) for tag in TAG.findall(paragraph)):
                return paragraph
        return None


def read_template(folder: Path, name: str) -> tuple[Template | None, list[Problem]]:
    """The template `name`, or what is wrong with it: missing, not a Word file, a tag that is not closed."""
    path = folder / f"{name}.docx"
    place = Place(f"{folder.name}/{path.name}")
    try:
        data = read_plain(as_named(path), PAPER, within=folder.parent)
    except (FileNotFoundError, NotADirectoryError):
        near = nearest(name, [p.stem for p in sorted(folder.glob("*.docx")) if not p.name.startswith("~$")])
        hint = f"「{near}」の誤りではありませんか。" if near else f"templates/{path.name} を置いてください。"
        return None, [error("HD401", f"ひな形「{path.name}」がありません。", place=place, quote=name, hint=hint)]
    except OSError as problem:
        hint = copy_it_in(problem, "Word で開いていたら閉じてください。")
        return None, [error("HD401", f"ひな形を読めません（{problem.strerror}）。", place=place, hint=hint)]
    try:
        data = accept_changes(data)
        parts = read_parts(data)
        trees = {part: etree.fromstring(parts[part]) for part in parts if _FILLED_PART.fullmatch(part)}
    except (UnusableFileError, etree.XMLSyntaxError) as problem:
        hint = "Word で開き、「.docx」で保存し直してください。"
        return None, [error("HD402", f"Word のひな形として読めません（{problem}）。", place=place, hint=hint)]
    if "word/document.xml" not in parts:
        hint = "Word で開き、「.docx」で保存し直してください。"
        return None, [error("HD402", "Word の文書ではありません。", place=place, hint=hint)]
    split = [part for part, tree in trees.items() if join_split_tags(tree)]
    if split:
        data = write_parts(parts | {part: etree.tostring(trees[part], encoding="UTF-8", standalone=True) for part in split})
    xml = list(trees.values())
    paragraphs = tuple(text for tree in xml for text in _paragraphs(tree))
    problems = list(_unclosed(paragraphs, place))
    fonts = template_fonts(parts, xml)
    joined = " ".join(tag for text in paragraphs for tag in TAG.findall(text) if tag.startswith("{{"))
    return Template(name, place, data, paragraphs, fonts, "document.label" in joined), problems


def _paragraphs(tree: etree._Element) -> Iterator[str]:
    for paragraph in tree.iter(f"{_W}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))
        if text:
            yield text


def _unclosed(paragraphs: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """Tags cut off within their paragraph, and blocks that nothing ends."""
    blocks: list[tuple[str, str]] = []
    for text in paragraphs:
        rest = TAG.sub("", text)
        if found := re.search(r"\{\{|\{%|\}\}|%\}|\{#|#\}", rest):
            yield error(
                "HD403",
                f"差し込みの記号「{found[0]}」が閉じていません。",
                place=place,
                quote=text,
                hint="「{{ 名前 }}」「{% … %}」の形にしてください。",
            )
        for tag in TAG.findall(text):
            word = _STATEMENT.match(tag)
            if word is None:
                continue
            if word[1] in _BLOCKS:
                blocks.append((word[1], text))
            elif word[1] in _BLOCKS.values():
                opened = blocks.pop() if blocks else ("", "")
                if _BLOCKS.get(opened[0]) != word[1]:
                    yield error(
                        "HD404",
                        f"「{word[1]}」に対する始まりがありません。",
                        place=place,
                        quote=text,
                        hint="始まり（for か if）と終わりを対にしてください。",
                    )
            elif word[1] in {"else", "elif"} and not blocks:
                yield error("HD404", f"「{word[1]}」に対する if がありません。", place=place, quote=text)
    for kind, text in blocks:
        yield error(
            "HD404", f"「{kind}」が閉じていません。", place=place, quote=text, hint=f"「{_BLOCKS[kind]}」の段落を足してください。"
        )
