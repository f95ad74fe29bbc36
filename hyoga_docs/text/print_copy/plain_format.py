"""A Word, Excel or PowerPoint file with macros, as a template or as a show, made into a plain one; no macro comes along."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from hyoga_docs.spec.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.text.ooxml.editable_parts import EditableParts

_TYPES = "[Content_Types].xml"
#: What the main part of each plain format is said to be, by that of its variants.
_PLAIN = {
    variant: plain.content_types[0]
    for plain in FORMATS
    if plain.ooxml in plain.suffixes
    for each in FORMATS
    if each.ooxml == plain.ooxml and each is not plain and not each.filter
    for variant in each.content_types
}
#: The last words of the types of relationships that lead to macros, and to what goes with them.
_MACROS = {"vbaProject", "wordVbaData", "vbaProjectSignature", "vbaProjectSignatureAgile", "vbaProjectSignatureV3"}


def make_plain(parts: EditableParts) -> None:
    """Takes the macros out and calls the file what a plain one is called; a plain file without macros stays as it is."""
    macros = {name for name in parts.names if name.endswith(".rels") for name in _take_out(parts, name)}
    for name in macros & set(parts.names):
        parts.remove(name)
    types = parts.tree(_TYPES)
    for each in list(types):
        plain = _PLAIN.get(str(each.get("ContentType", "")))
        if plain is not None:
            each.set("ContentType", plain)
            parts.touch(_TYPES)
        elif str(each.get("PartName", "")).lstrip("/") in macros:
            types.remove(each)
            parts.touch(_TYPES)


def _take_out(parts: EditableParts, relations: str) -> Iterator[str]:
    """The parts with macros that a part's relationships lead to, and the relationships out of it."""
    if not any(word.encode() in parts.content(relations) for word in _MACROS):
        return
    folder = posixpath.dirname(posixpath.dirname(relations))
    tree = parts.tree(relations)
    for each in list(tree):
        if str(each.get("Type", "")).rpartition("/")[2] in _MACROS:
            tree.remove(each)
            parts.touch(relations)
            yield posixpath.normpath(posixpath.join("/", folder, str(each.get("Target", "")))).lstrip("/")
