"""The two Word files of a comparison: what their elements say, and how what was deleted comes into the new file."""

from __future__ import annotations

import hashlib
import posixpath
import re
from copy import deepcopy

from lxml import etree

from hyoga_docs.text.ooxml.package import UnusableFileError, parse_part
from hyoga_docs.word.tracked.marks import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATION = f"{_RELATIONS}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
#: What Word writes for itself, and what nobody sees.
_UNSEEN = {f"{W}{name}" for name in ("proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "noProof", "lang")}
_OWN = re.compile(r"\{[^}]*\}(?:rsid\w*|paraId|textId|anchorId|editId|hint)")
#: What leads to a part of the old file that does not come along.
_LEFT_OUT = [
    *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd"),
    *("commentReference", "sectPr"),
]
_HELD = [f"{W}{name}" for name in ("drawing", "pict", "object", "hyperlink")]
_BUILT_ON = [f"{W}{name}" for name in ("basedOn", "link", "next")]
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_FIRST_PICTURE = 900_000

ElementContent = tuple[object, ...]


class DocxPart:
    """A part of a file that has paragraphs, such as its body or a header, and what its relationships lead to."""

    def __init__(self, parts: dict[str, bytes], name: str) -> None:
        if name not in parts:
            msg = "Word のファイルではありません"
            raise UnusableFileError(msg)
        self.parts, self.name = parts, name
        self.tree = parse_part(parts[name])
        folder, _, file = name.rpartition("/")
        self.relations_name = f"{folder}/_rels/{file}.rels"
        self.relations = etree.Element(f"{_RELATIONS}Relationships", nsmap={None: _RELATIONS[1:-1]})
        if self.relations_name in parts:
            self.relations = parse_part(parts[self.relations_name])
        self._by_id = {each.get("Id", ""): each for each in self.relations.iter(_RELATION)}

    def content_of(self, node: etree._Element) -> ElementContent:
        """What an element says and how it looks, the same for two elements that a reader cannot tell apart."""
        attributes = sorted((key, self._target_of(key, value)) for key, value in node.attrib.items() if _is_seen(node, key))
        inside = [self.content_of(each) for each in node if isinstance(each.tag, str) and each.tag not in _UNSEEN]
        text = node.text or ""
        return (node.tag, tuple(attributes), text if text.strip() or node.tag == f"{W}t" else "", *inside)

    def know_names_of(self, other: DocxPart) -> None:
        """Declares the prefixes of another part's root, which copies of its elements may name in their attributes."""
        root = etree.Element(self.tree.tag, self.tree.attrib, nsmap={**other.tree.nsmap, **self.tree.nsmap})
        same = {prefix for prefix in other.tree.nsmap if root.nsmap[prefix] == other.tree.nsmap[prefix]}
        ignored = dict.fromkeys(
            root.get(_IGNORABLE, "").split() + [each for each in other.tree.get(_IGNORABLE, "").split() if each in same]
        )
        if ignored:
            root.set(_IGNORABLE, " ".join(ignored))
        root.extend(list(self.tree))
        self.tree = root

    def target(self, key: str) -> etree._Element | None:
        """A relationship by its id."""
        return self._by_id.get(key)

    def content(self, relation: etree._Element) -> bytes | None:
        """The part that a relationship leads to, if it is one of this file's."""
        folder = self.name.rpartition("/")[0]
        return self.parts.get(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"))

    def _target_of(self, key: str, value: str) -> str:
        relation = self._by_id.get(value) if key.startswith(_R) else None
        return value if relation is None else self.target_of(relation)

    def target_of(self, relation: etree._Element) -> str:
        """What a relationship leads to, the same for two that a reader cannot tell apart."""
        content = None if relation.get("TargetMode") == "External" else self.content(relation)
        return relation.get("Target", "") if content is None else hashlib.sha256(content).hexdigest()

    def like(self, relation: etree._Element, target_of: str) -> str | None:
        """The id of a relationship of this part that leads to the same as another's."""
        kinds = ((key, each) for key, each in self._by_id.items() if each.get("Type") == relation.get("Type"))
        return next((key for key, each in kinds if self.target_of(each) == target_of), None)

    def relate(self, relation: etree._Element, target: str) -> str:
        """The id of a new relationship of the kind of another."""
        key = f"rIdOld{len(self._by_id) + 1}"
        made = etree.SubElement(self.relations, _RELATION, {**relation.attrib, "Id": key, "Target": target})
        self._by_id[key] = made
        return key


def _is_seen(node: etree._Element, key: str) -> bool:
    return not _OWN.fullmatch(key) and not (key == "id" and node.tag.endswith("}docPr"))


class ElementImporter:
    """Brings copies of elements of the old file into the new one, with the pictures and links that they need."""

    def __init__(self, old: DocxPart, new: DocxPart) -> None:
        self._old, self._new = old, new
        self._ids: dict[str, str | None] = {}
        self._pictures = 0
        numbering = new.parts.get("word/numbering.xml")
        self._lists = set() if numbering is None else {each.get(f"{W}numId") for each in parse_part(numbering).iter(f"{W}num")}
        new.know_names_of(old)

    def copy(self, node: etree._Element) -> etree._Element | None:
        """A copy of one element without what leads nowhere in the new file: notes, comments, bookmarks, breaks of sections.

        None for what cannot come along.
        """
        holder = etree.Element("holder")
        holder.append(deepcopy(node))
        for each in list(holder.iter(*(f"{W}{name}" for name in _LEFT_OUT))):
            _drop(each)
        for each in list(holder.iter(f"{W}numId")):
            if each.get(f"{W}val") not in self._lists:
                _drop(each.getparent())
        for each in list(holder.iter()):
            for key, value in list(each.attrib.items()):
                if key.startswith(_R):
                    self._lead(each, key, value)
                elif _OWN.fullmatch(key) and not key.endswith("}hint"):
                    del each.attrib[key]
            if isinstance(each.tag, str) and each.tag.endswith("}docPr"):
                self._pictures += 1
                each.set("id", str(_FIRST_PICTURE + self._pictures))
        return holder[0] if len(holder) else None

    def _lead(self, node: etree._Element, key: str, value: str) -> None:
        """Sets where a link or a picture leads in the new file, or drops what shows it."""
        if value not in self._ids:
            self._ids[value] = self._brought(value)
        brought = self._ids[value]
        if brought is not None:
            node.set(key, brought)
            return
        shown = next((each for each in (node, *node.iterancestors()) if each.tag in _HELD), node)
        if shown.tag == f"{W}hyperlink":
            del node.attrib[key]
        elif shown.getparent() is not None:
            _drop(shown)

    def _brought(self, key: str) -> str | None:
        relation = self._old.target(key)
        if relation is None:
            return None
        same = self._new.like(relation, self._old.target_of(relation))
        if same is not None:
            return same
        if relation.get("TargetMode") == "External":
            return self._new.relate(relation, relation.get("Target", ""))
        content = self._old.content(relation)
        if content is None or not relation.get("Type", "").endswith("/image"):
            return None
        file = posixpath.basename(relation.get("Target", ""))
        name = f"word/media/old-{hashlib.sha256(content).hexdigest()[:12]}{posixpath.splitext(file)[1].lower()}"
        self._new.parts[name] = content
        _declare(self._old.parts, self._new.parts, name)
        return self._new.relate(relation, posixpath.relpath(name, self._new.name.rpartition("/")[0]))


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _declare(old: dict[str, bytes], new: dict[str, bytes], name: str) -> None:
    """Names the type of a picture in the new file as the old file does."""
    ending = posixpath.splitext(name)[1].lstrip(".")
    types = parse_part(new["[Content_Types].xml"])
    if any(each.get("Extension", "").lower() == ending for each in types.iter(f"{_TYPES}Default")):
        return
    known = (each for each in parse_part(old["[Content_Types].xml"]).iter(f"{_TYPES}Default"))
    kind = next((each.get("ContentType", "") for each in known if each.get("Extension", "").lower() == ending), f"image/{ending}")
    types.insert(0, etree.Element(f"{_TYPES}Default", {"Extension": ending, "ContentType": kind}))
    new["[Content_Types].xml"] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)


def bring_styles(old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Adds to the new file the styles that what was deleted has, and that the new file does not know."""
    name = "word/styles.xml"
    if name not in old or name not in new:
        return
    tree = parse_part(new[name])
    known = {each.get(f"{W}styleId") for each in tree.iter(f"{W}style")}
    missing = {key: each for each in parse_part(old[name]).iter(f"{W}style") if (key := each.get(f"{W}styleId", "")) not in known}
    texts = [content for part, content in new.items() if part.startswith("word/") and part.endswith(".xml")]
    wanted = {key for key in missing if any(f'"{key}"'.encode() in content for content in texts)}
    added = bool(wanted)
    while wanted:
        key = min(wanted)
        wanted.remove(key)
        style = missing.pop(key)
        wanted |= {base for each in style.iter(*_BUILT_ON) if (base := each.get(f"{W}val", "")) in missing}
        style.attrib.pop(f"{W}default", None)
        tree.append(style)
    if added:
        new[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
