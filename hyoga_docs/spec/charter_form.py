"""What a provision can hold in each form of a charter: numbers (`１（１）①`), or articles (`第１条`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, error
from hyoga_docs.spec.provision import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.provision import Provision
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

_OF_ARTICLES = ("latter", "proviso", "paragraphs", "sections", "branch")
#: Numbers that were typed in front of a text: of an article, and of a 項 or 号 of one.
_N = "[0-9０-９一二三四五六七八九十百]+"
_ARTICLE = re.compile(rf"(第{_N}条(?:の{_N})*)(?:[ 　]*[（(]([^（）()]+)[）)][ 　]*|[ 　]+|$)")
_UNDER = re.compile(
    r"(?:[0-9０-９]{1,2}(?:　|[.．][ 　]*(?![0-9０-９]))"
    r"|[（(][0-9０-９一二三四五六七八九十ア-ンｱ-ﾝ]{1,2}[）)]|[①-⑳⑴-⒇]|[一二三四五六七八九十]{1,2}　)"
)
_Found = tuple["Path_", str, str]
_FORM = "条建てにするには、初めに「form: articles」と書きます。"


def form_problems(
    form: str, sections: Sequence[Provision], supplements: Sequence[Sequence[Provision]], source: YamlSource
) -> list[Problem]:
    """What stands in a charter that its form has no place for (HD138), and numbers that were typed (HD144), each at its line.

    `supplements` are the paragraphs of each 附則.
    """
    found: list[Problem] = []
    if form == "numbers" and source.data.get("contents"):
        found.append(_problem("HD138", (("contents",), "contents（目次）は条建てで書きます。", _FORM), source))
    told = _numbers if form == "numbers" else _articles
    for index, provision in enumerate(sections):
        typed = list(_typed(provision, ("sections", index), of_articles=form == "articles"))
        found += [_problem("HD144", each, source) for each in typed]
        found += [] if typed else [_problem("HD138", each, source) for each in told(provision, ("sections", index))]
    for index, paragraphs in enumerate(supplements):
        for number, paragraph in enumerate(paragraphs):
            path: Path_ = ("supplementary", index, "paragraphs", number)
            found += [_problem("HD138", each, source) for each in _of_supplement(paragraph, path)]
    return found


def _problem(code: str, found: _Found, source: YamlSource) -> Problem:
    path, message, hint = found
    place = source.key_place(*path)
    return error(code, message, place=place, quote=source.quote(place), hint=hint)


def _typed(provision: Provision, path: Path_, *, of_articles: bool) -> Iterator[_Found]:
    """Numbers in front of texts: 第１条 in both forms, and １ or （１） in articles."""
    for (key, index), phrase in provision.phrases():
        text = phrase.text
        where = (*path, key, index) if len(getattr(provision, key)) > 1 else (*path, key)
        if match := _ARTICLE.match(text):
            heading, rest = match[2] or _bare_heading(provision), text[match.end() :].strip() or "…"
            write = f"「heading: {heading}」「text: {rest[:20]}」" if heading else f"「text: {rest[:20]}」"
            hint = f"番号を消して{write}と書きます。" + ("" if of_articles else _FORM)
            yield where, f"「{match[1]}」と番号が書いてあります。条の番号は道具が付けます。", hint
        elif of_articles and key == "text" and (match := _UNDER.match(text)):
            hint = "番号を消します。項は paragraphs、号は items に並べます。"
            yield where, f"「{match[0].strip()}」と番号が書いてあります。項と号の番号は道具が付けます。", hint
    for part in PARTS:
        for index, each in enumerate(getattr(provision, part)):
            yield from _typed(each, (*path, part, index), of_articles=of_articles)


def _bare_heading(provision: Provision) -> str:
    return provision.heading[0].text.strip("（）()") if provision.heading else ""


def _numbers(provision: Provision, path: Path_) -> Iterator[_Found]:
    if bool(provision.heading) == bool(provision.text):
        hint = f"見出しの下の文は body に書きます。{_FORM}"
        yield (path, "heading（見出し）か text（文）のどちらか一つを書いてください。", hint)
    hint = _FORM
    for key in _OF_ARTICLES:
        if getattr(provision, key):
            yield ((*path, key), f"{key} は条建てで書きます。", hint)
    for index, item in enumerate(provision.items):
        yield from _numbers(item, (*path, "items", index))


def _articles(provision: Provision, path: Path_) -> Iterator[_Found]:
    """A chapter, whose articles are its `sections`, or an article."""
    if not provision.sections:
        yield from _article(provision, path)
        return
    if not provision.heading:
        yield (path, "章の名前（heading）がありません。", "「heading: 総則」のように書いてください。")
    for key in ("text", "latter", "proviso", "body", "items", "bullets", "paragraphs"):
        if getattr(provision, key):
            yield ((*path, key), f"章に {key} は書けません。", "sections の中の条に書いてください。")
    for index, section in enumerate(provision.sections):
        yield from _articles(section, (*path, "sections", index))


def _article(provision: Provision, path: Path_) -> Iterator[_Found]:
    for key in ("body", "bullets"):
        if provision.paragraphs and getattr(provision, key):
            yield ((*path, key), f"項のある条に {key} は書けません。", "項（paragraphs）の中に書いてください。")
    if bool(provision.text) == bool(provision.paragraphs):
        yield (path, "条には text（文）か paragraphs（項の並び）のどちらか一つを書いてください。", "項が一つの条なら text です。")
    yield from _paragraph(provision, path)
    for index, paragraph in enumerate(provision.paragraphs):
        here = (*path, "paragraphs", index)
        for key in ("heading", "paragraphs", "sections", "branch"):
            if getattr(paragraph, key):
                yield ((*here, key), f"項に {key} は書けません。", "見出しと枝番号は条に書きます。")
        yield from _paragraph(paragraph, here)


def _of_supplement(paragraph: Provision, path: Path_) -> Iterator[_Found]:
    for key in ("paragraphs", "sections", "branch"):
        if getattr(paragraph, key):
            yield ((*path, key), f"附則の項に {key} は書けません。", "附則の項は、見出し（heading）と文（text）と号（items）です。")
    if not paragraph.text:
        yield (path, "附則の項に text（文）がありません。", "見出しだけの項は作れません。次の項の heading に書いてください。")
    yield from _paragraph(paragraph, path)


def _paragraph(provision: Provision, path: Path_) -> Iterator[_Found]:
    """What stands under a sentence: 号, and what is under them."""
    for index, item in enumerate(provision.items):
        here = (*path, "items", index)
        for key in ("heading", "paragraphs", "sections"):
            if getattr(item, key):
                yield ((*here, key), f"号に {key} は書けません。", "号の文は text、その下の細目は items に書きます。")
        yield from _paragraph(item, here)
