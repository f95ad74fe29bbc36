"""What LibreOffice does not print of a Word file and no copy can mend: it is looked for, so that it can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import Package, attribute, namespace
from hyoga_docs.text.ooxml.shapes import drawing_of
from hyoga_docs.text.print_copy.metafiles import comes_out_empty
from hyoga_docs.text.print_copy.records import OfficeFinding
from hyoga_docs.text.word.stories import words_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from hyoga_docs.text.ooxml.editable_parts import EditableParts
    from hyoga_docs.text.ooxml.parts import Relation

_LOOKED_FOR = tuple(f":{each}".encode() for each in ("altChunk", "subDoc", "em ", "object", "relIds", "imagedata", "blip"))
_PICTURES = ("blip", "imagedata")


def find_losses(parts: EditableParts, story: str) -> Iterator[OfficeFinding]:
    """What of a part will not be on paper: whole texts, pictures, marks beside characters."""
    if not any(each in parts.content(story) for each in _LOOKED_FOR):
        return
    package = Package(parts)
    tree, relations = parts.tree(story), package.relations(story)
    w = namespace(tree)
    for element in tree.iter(f"{w}altChunk", f"{w}subDoc"):
        relation = relations.get(attribute(element, "r:id"))
        yield OfficeFinding("HD523", relation.part.rpartition("/")[2] if relation else "", _before(element, w))
    for mark in tree.iter(f"{w}em"):
        run = mark.getparent().getparent()
        if mark.get(f"{w}val", "none") != "none" and run is not None and run.tag == f"{w}r":
            yield OfficeFinding("HD525", "".join(each.text or "" for each in run.iter(f"{w}t")), words_around(run, w))
    for element in tree.iter(f"{w}object"):
        if not any(_picture_of(each, parts, relations) is not None for each in _pictures(element)):
            yield OfficeFinding("HD524", "埋め込んだオブジェクト", words_around(element, w))
    for element in tree.iter("{*}relIds"):
        if not drawing_of(package, story, element):  # saved without the drawing that other programs show
            yield OfficeFinding("HD524", "SmartArt の図", words_around(element, w))
    yield from _empty_pictures(tree, parts, relations, w)


def _before(element: etree._Element, w: str) -> str:
    """The paragraph before a place between paragraphs."""
    previous = element.getprevious()
    return words_around(previous if previous is not None else element, w)


def _pictures(element: etree._Element) -> Iterator[etree._Element]:
    return (each for kind in _PICTURES for each in element.iter(f"{{*}}{kind}"))


def _picture_of(element: etree._Element, parts: EditableParts, relations: dict[str, Relation]) -> bytes | None:
    """The bytes of a picture that is in the file."""
    relation = relations.get(attribute(element, "r:embed") or attribute(element, "r:id"))
    return parts.content(relation.part) if relation is not None and relation.part in parts else None


def _empty_pictures(tree: etree._Element, parts: EditableParts, relations: dict[str, Relation], w: str) -> Iterator[OfficeFinding]:
    for element in _pictures(tree):
        content = _picture_of(element, parts, relations)
        if content is not None and comes_out_empty(content):
            yield OfficeFinding("HD524", "中身のない図（EMF）", words_around(element, w))
