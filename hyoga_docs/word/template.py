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
from hyoga_docs.text.ooxml.package import UnusableFileError, parse_part, read_parts, write_parts
from hyoga_docs.text.word.accept_changes import accept_changes
from hyoga_docs.word.list_restarts import list_styles, mark_lists
from hyoga_docs.word.split_tags import join_split_tags, tags_of
from hyoga_docs.word.tag_problems import tag_problems, tags_left
from hyoga_docs.word.template_fonts import template_fonts
from hyoga_docs.word.template_parts import TemplateParts
from hyoga_docs.word.template_step import SAVE_AGAIN, TooLargeError, template_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What a part with automatic numbers has.
_NUMBERED = b"numPr>"
#: Of one part of its XML in characters, and of tags: a hundred times what any has had.
_MOST_XML, _MOST_TAGS = 20_000_000, 20_000


_SAVE_SO = "Word の「Word 文書（*.docx）」で、名前の終わりを小文字の .docx にして保存してください。"
#: What clerks call the documents of our own templates.
_CALLED = {
    **dict.fromkeys(("表紙", "冊子の表紙"), "packet-cover"),
    **dict.fromkeys(("次第", "会議次第", "式次第"), "agenda"),
    **dict.fromkeys(("スライド", "進行スライド"), "slides"),
    **dict.fromkeys(("配付資料一覧", "配布資料一覧", "資料一覧", "配付資料", "配布資料"), "handout-list"),
    **dict.fromkeys(("設置要綱", "設置要領", "要綱", "要領", "規約", "規則", "条例"), "charter"),
    **dict.fromkeys(("名簿", "委員名簿", "構成員名簿"), "roster"),
}


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
        other = next((each.name for each in sorted(folder.glob("*")) if each.stem.lower() == name.lower()), None)
        near = _CALLED.get(name) or nearest(name, [p.stem for p in sorted(folder.glob("*.docx")) if not p.name.startswith("~$")])
        hint = f"「{near}」の誤りではありませんか。" if near else f"templates/{path.name} を置いてください。"
        hint = f"「{other}」は読みません。{_SAVE_SO}" if other else hint
        hint = "名前は [agenda, slides] のように、半角の「,」で区切ってください。" if re.search("[、，]", name) else hint
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
    changed = [part for part, tree in looked.stories.items() if join_split_tags(tree)]
    trees = list(looked.stories.values())
    paragraphs = tuple(text for tree in trees for text in _paragraphs(tree))
    styles, theme = (parts.get(looked.others.get(kind, "")) for kind in ("styles", "theme"))
    fonts = template_fonts(trees, styles, theme)
    body = next(iter(looked.stories))
    if any(_NUMBERED in (part or b"") for part in (styles, parts[body])) and mark_lists(
        looked.stories[body], list_styles(parse_part(styles) if styles is not None else None)
    ):
        changed.append(body)
    if changed:
        whole = {part: etree.tostring(looked.stories[part], encoding="UTF-8", standalone=True) for part in changed}
        data = write_parts(parts | whole)
    prints_label = any("document.label" in tag for text in paragraphs for tag in tags_of(text) if tag.startswith("{{"))
    problems = [*tag_problems(paragraphs, place), *tags_left(parts, looked.stories, place)]
    return Template(name, place, data, paragraphs, fonts, prints_label, limit), problems


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
