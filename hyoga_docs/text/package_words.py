"""All the words in a zip of XML files, printed or not: comments, hidden sheets, what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.package import read_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What holds one text in several pieces: paragraphs, and the strings of a workbook.
_WHOLE = frozenset({"p", "si", "is"})
#: Texts that stand in attributes: descriptions of pictures, names of sheets, who wrote a comment.
_ATTRIBUTES = frozenset({"descr", "title", "author", "alt", "desc"})
_NAMED = frozenset({"sheet", "table", "definedName", "cSld"})
_READING = frozenset({"rPh", "phoneticPr"})
#: Parts that say how it looks, and what programs wrote of themselves.
_LOOKS = ("styles", "theme", "fonttable", "settings", "[content_types]", "_rels/", "app.xml", "presprops", "viewprops", "manifest")


@dataclass(frozen=True)
class PackageWords:
    """The `texts` of a package, and its other parts (pictures among them) by name."""

    texts: tuple[str, ...]
    others: dict[str, bytes]


def package_words(data: bytes) -> PackageWords:
    """What is in a package. Raises UnusableFileError for what is no zip, or one that grows too large."""
    texts: dict[str, None] = {}
    others: dict[str, bytes] = {}
    for name, content in read_entries(data).items():
        if content.lstrip()[:1] != b"<":
            others[name] = content
        elif not any(part in name.lower() for part in _LOOKS):
            texts |= dict.fromkeys(xml_words(content))
    return PackageWords(tuple(texts), others)


def xml_words(content: bytes) -> Iterator[str]:
    """The texts of an XML file, those of a paragraph together; nothing of one that cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root is not None:
        yield from _words(root)


def _words(root: etree._Element) -> Iterator[str]:
    within: set[etree._Element] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            if element.text:  # a comment
                yield element.text.strip()
            continue
        local = etree.QName(element).localname
        for key, value in element.attrib.items():
            plain = str(key).rpartition("}")[2]
            if (plain in _ATTRIBUTES or (plain == "name" and local in _NAMED)) and str(value).strip():
                yield str(value).strip()
        parent = element.getparent()
        if parent is not None and parent in within:
            within.add(element)
            continue
        if local in _WHOLE:
            within.add(element)
            text = "".join(each for each in element.itertext() if isinstance(each, str)).strip()
        else:
            text = (element.text or "").strip()
        if text:
            yield text
