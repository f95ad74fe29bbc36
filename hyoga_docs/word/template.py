"""A Word template: read safely, checked before it is filled, every mistake named with its paragraph."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.core.files import PAPER, as_named, copy_it_in, read_plain
from hyoga_docs.core.limits import SECONDS
from hyoga_docs.core.problem import Place, Problem, SpecError, error, nearest
from hyoga_docs.text.ooxml.external_links import external_addresses, is_fetching_drawing
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts, write_parts
from hyoga_docs.text.word.accept_changes import accept_changes
from hyoga_docs.word.split_tags import join_split_tags, tags_of, without_tags
from hyoga_docs.word.template_fonts import template_fonts
from hyoga_docs.word.template_parts import TemplateParts
from hyoga_docs.word.template_step import SAVE_AGAIN, TooLargeError, template_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STATEMENT = re.compile(r"\{%-?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)")
#: Of one part of its XML in characters, and of tags: a hundred times what any has had.
_MOST_XML, _MOST_TAGS = 20_000_000, 20_000
_BLOCKS = {"for": "endfor", "if": "endif"}


@dataclass(frozen=True)
class DocumentProperties:
    """What the finished document says of itself."""

    title: str
    author: str
    date: dt.date


@dataclass(frozen=True)
class Template:
    """A template's bytes with what was read from them; each filling may take `limit` seconds."""

    name: str
    place: Place
    data: bytes
    paragraphs: tuple[str, ...]
    fonts: frozenset[str]
    prints_label: bool
    limit: float = SECONDS

    def paragraph_with(self, word: str) -> str | None:
        """The first paragraph whose tags name the word."""
        return self._paragraph_by_word.get(word)

    @cached_property
    def _paragraph_by_word(self) -> dict[str, str]:
        backwards = reversed(self.paragraphs)
        return {word: text for text in backwards for tag in tags_of(text) for word in re.findall(r"\w+", tag)}


def read_template(folder: Path, name: str, limit: float = SECONDS) -> tuple[Template | None, list[Problem]]:
    """The template `name`, or what is wrong with it: missing, not a Word file, a damaged part, a tag that is not closed.

    Reading it may take `limit` seconds, and so may each filling.
    """
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
        with template_step(place, limit):
            return _read(name, place, data, limit)
    except UnusableFileError as problem:
        return None, [error("HD402", f"Word のひな形として読めません（{problem}）。", place=place, hint=SAVE_AGAIN)]
    except SpecError as told:
        return None, list(told.problems)


def _read(name: str, place: Place, data: bytes, limit: float) -> tuple[Template | None, list[Problem]]:
    """The template of these bytes, or what is wrong with it. Raises UnusableFileError, TooLargeError."""
    parts = read_parts(data)
    looked = TemplateParts(parts)
    if looked.damaged:
        return None, [_damaged(place, *each) for each in looked.damaged]
    accepted = accept_changes(data)
    if accepted is not data:
        data, parts = accepted, read_parts(accepted)
        looked = TemplateParts(parts)
    outside = [*external_addresses(parts), *(part for part in parts if is_fetching_drawing(parts[part]))]
    if outside:
        hint = "図は、リンクでなく中に入れてください。SVG の図は PNG にしてください。"
        message = "ひな形に、外のファイルを読みに行く図などがあります。"
        return None, [error("HD402", message, place=place, quote="、".join(outside), hint=hint)]
    _count(looked.stories)
    split = [part for part, tree in looked.stories.items() if join_split_tags(tree)]
    if split:
        whole = {part: etree.tostring(looked.stories[part], encoding="UTF-8", standalone=True) for part in split}
        data = write_parts(parts | whole)
    trees = list(looked.stories.values())
    paragraphs = tuple(text for tree in trees for text in _paragraphs(tree))
    fonts = template_fonts(trees, *(parts.get(looked.others.get(kind, "")) for kind in ("styles", "theme")))
    prints_label = any("document.label" in tag for text in paragraphs for tag in tags_of(text) if tag.startswith("{{"))
    return Template(name, place, data, paragraphs, fonts, prints_label, limit), list(_unclosed(paragraphs, place))


def _damaged(place: Place, part: str, why: str) -> Problem:
    return error("HD410", f"ひな形の部品「{part}」が壊れています（{why}）。", place=place, quote=part, hint=SAVE_AGAIN)


def _count(stories: Mapping[str, etree._Element]) -> None:
    """Raises TooLargeError for more than a template that people made can have."""
    for part, tree in stories.items():
        xml = etree.tostring(tree, encoding="unicode")
        if len(xml) > _MOST_XML:
            msg = f"{part} は {_MOST_XML // 1_000_000}MB まで"
            raise TooLargeError(msg)
        if xml.count("{") > 2 * _MOST_TAGS:
            msg = f"差し込みの記号は{_MOST_TAGS:,}個まで"
            raise TooLargeError(msg)


def _paragraphs(tree: etree._Element) -> Iterator[str]:
    for paragraph in tree.iter(f"{_W}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))
        if text:
            yield text


def _unclosed(paragraphs: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """Tags cut off within their paragraph, and blocks that nothing ends."""
    blocks: list[tuple[str, str]] = []
    for text in paragraphs:
        if found := re.search(r"\{\{|\{%|\}\}|%\}|\{#|#\}", without_tags(text)):
            yield error(
                "HD403",
                f"差し込みの記号「{found[0]}」が閉じていません。",
                place=place,
                quote=text,
                hint="「{{ 名前 }}」「{% … %}」の形にしてください。",
            )
        for tag in tags_of(text):
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
