"""What a provision can hold in each form of a charter: numbers (`１（１）①`), or articles (`第１条`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.provision import Provision
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

_OF_ARTICLES = ("latter", "proviso", "paragraphs", "sections", "branch")


def form_problems(form: str, sections: Sequence[Provision], source: YamlSource) -> list[Problem]:
    """What stands in a charter that its form has no place for, each at its own line."""
    told = _numbers if form == "numbers" else _articles
    found = [each for index, provision in enumerate(sections) for each in told(provision, ("sections", index))]
    return [
        error("HD138", message, place=source.key_place(*path), quote=source.quote(source.key_place(*path)), hint=hint)
        for path, message, hint in found
    ]


_Found = tuple["Path_", str, str]


def _numbers(provision: Provision, path: Path_) -> Iterator[_Found]:
    if bool(provision.heading) == bool(provision.text):
        hint = "見出しの下の文は body に書きます。"
        yield (path, "heading（見出し）か text（文）のどちらか一つを書いてください。", hint)
    hint = "条建ての要領なら、初めに「form: articles」と書いてください。"
    for key in _OF_ARTICLES:
        if getattr(provision, key):
            yield ((*path, key), f"{key} は条建ての要領に書きます。", hint)
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
    if bool(provision.text) == bool(provision.paragraphs):
        yield (path, "条には text（文）か paragraphs（項の並び）のどちらか一つを書いてください。", "項が一つの条なら text です。")
    yield from _paragraph(provision, path)
    for index, paragraph in enumerate(provision.paragraphs):
        here = (*path, "paragraphs", index)
        for key in ("heading", "paragraphs", "sections", "branch"):
            if getattr(paragraph, key):
                yield ((*here, key), f"項に {key} は書けません。", "見出しと枝番号は条に書きます。")
        yield from _paragraph(paragraph, here)


def _paragraph(provision: Provision, path: Path_) -> Iterator[_Found]:
    """What stands under a sentence: 号, and what is under them."""
    for key in ("body", "bullets"):
        if getattr(provision, key):
            yield ((*path, key), f"条建ての要領に {key} は書けません。", "文は text、号は items に書きます。")
    for index, item in enumerate(provision.items):
        here = (*path, "items", index)
        for key in ("heading", "paragraphs", "sections"):
            if getattr(item, key):
                yield ((*here, key), f"号に {key} は書けません。", "号の文は text、その下の細目は items に書きます。")
        yield from _paragraph(item, here)
