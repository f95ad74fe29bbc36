"""A Word file while it is compared: its parts, found by their relationships, and parts of another file that come into it."""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from hyoga_docs.text.ooxml.package import parse_part, read_parts, write_parts
from hyoga_docs.text.ooxml.parts import Package, relations_part
from hyoga_docs.text.word.accept_changes import accept_changes
from hyoga_docs.word.tracked.marks import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    ElementContent = tuple[object, ...]

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VML = "{urn:schemas-microsoft-com:vml}"
_RELATION_TYPES = R[1:-1]
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATION = f"{_RELATIONS}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
#: Of a part of Word's, by the last word of its relationship's type.
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
#: What Word writes for itself, what nobody sees, and what is compared apart.
_UNSEEN = {
    f"{W}{name}"
    for name in (
        *("proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "noProof", "lang"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd"),
        *("headerReference", "footerReference", "printerSettings", "id", "dataBinding"),
    )
} | {f"{VML}shapetype", "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding"}
NOTE_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
OWN = re.compile(r"\{[^}]*\}(?:rsid\w*|paraId|textId|anchorId|editId|hint)")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_STRICT_WORDS = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_CONFORMANCE = re.compile(rb"\s[\w]+:conformance=\"strict\"")


class WordFile:
    """A Word file, with the changes that it tracks accepted or as it is. Raises UnusableFileError for what is none."""

    def __init__(self, data: bytes, *, accept: bool = True) -> None:
        accepted = accept_changes(data) if accept else data
        name, _ = Package(accepted).main("w:document", "Word")
        self.parts = {part: _transitional(content) for part, content in read_parts(accepted).items()}
        self._names = {part.lower(): part for part in self.parts}
        self._opened: dict[str, DocxPart] = {}
        self._taken: dict[str, str] = {}
        self.main = self.open(self._names[name.lower()])

    def open(self, name: str) -> DocxPart:
        """A part, the same one each time."""
        if name not in self._opened:
            self._opened[name] = DocxPart(self, name)
        return self._opened[name]

    def stored(self, name: str) -> str | None:
        """What a part that a relationship leads to is called in the zip, if the file has it."""
        return self._names.get(name.lower())

    def related(self, kind: str) -> DocxPart | None:
        """The part that the body's relationship of a type leads to, such as `styles`."""
        return next((part for _, part in self.main.related(kind)), None)

    def write(self) -> bytes:
        """The file as it is now; parts that nobody touched keep their bytes."""
        self.flush()
        return write_parts(self.parts)

    def flush(self) -> None:
        """Writes what was touched into the parts."""
        for part in self._opened.values():
            part.flush()

    def related_or_made(self, kind: str, root: str) -> DocxPart:
        """The part that the body's relationship of a type leads to; an empty one is made where there is none."""
        part = self.related(kind)
        if part is not None:
            return part
        name = self.free_name(f"word/{kind}.xml")
        part = self.add(name, written(etree.Element(f"{W}{root}", nsmap={"w": W[1:-1]})), CONTENT_TYPE.format(kind))
        self.main.relate(kind, name)
        return part

    def add(self, name: str, content: bytes, content_type: str) -> DocxPart:
        """A part that the file has not had."""
        self.parts[name] = content
        self._names[name.lower()] = name
        self._declare(name, content_type)
        return self.open(name)

    def free_name(self, name: str) -> str:
        """This name, or one like it that no part has yet."""
        stem, ending = posixpath.splitext(name)
        names = (name, *(f"{stem}{number}{ending}" for number in range(1, len(self._names) + 2)))
        return next(each for each in names if each.lower() not in self._names)

    def copy(self, name: str) -> DocxPart:
        """Another part with the same content, that leads to the same."""
        made = self.free_name(name)
        relations = self.stored(relations_part(name))
        if relations is not None:
            self.parts[relations_part(made)] = self.parts[relations]
            self._names[relations_part(made).lower()] = relations_part(made)
        return self.add(made, self.parts[name], self.content_type(name))

    def take(self, other: WordFile, name: str) -> str:
        """Copies a part of another file with all that it leads to; its name here."""
        digest = other.digest(name)
        if digest in self._taken:
            return self._taken[digest]
        folder, _, file = name.rpartition("/")
        target = f"{folder}/old-{digest[:12]}{posixpath.splitext(file)[1].lower()}".lstrip("/")
        self._taken[digest] = target
        self.parts[target] = other.parts[name]
        self._names[target.lower()] = target
        self._declare(target, other.content_type(name))
        relations = other.open_relations(name)
        for each in relations:
            inside = other.led_to(name, each)
            if inside is not None:
                each.set("Target", posixpath.relpath(self.take(other, inside), folder or "."))
        if len(relations):
            self.parts[relations_part(target)] = written(relations)
        return target

    def open_relations(self, name: str) -> etree._Element:
        """The relationships of a part, as a tree of its own; an empty one where it has none."""
        stored = self.stored(relations_part(name))
        return (
            parse_part(self.parts[stored])
            if stored
            else etree.Element(f"{_RELATIONS}Relationships", nsmap={None: _RELATIONS[1:-1]})
        )

    def led_to(self, name: str, relation: etree._Element) -> str | None:
        """The part that a relationship of a part leads to, if it is one of this file's."""
        if relation.get("TargetMode") == "External":
            return None
        folder = name.rpartition("/")[0]
        return self.stored(posixpath.normpath(posixpath.join("/", folder, unquote(relation.get("Target", "")))).lstrip("/"))

    def digest(self, name: str, above: tuple[str, ...] = ()) -> str:
        """The same for two parts of which nobody can tell which is which, with all that they lead to."""
        said = hashlib.sha256(self.parts[name])
        if len(above) < len(self.parts) and name not in above and self.stored(relations_part(name)):
            for each in self.open_relations(name).iter(_RELATION):
                inside = self.led_to(name, each)
                led = each.get("Target", "") if inside is None else self.digest(inside, (*above, name))
                said.update(f"{each.get('Id')} {each.get('Type')} {led}\n".encode())
        return said.hexdigest()

    def content_type(self, name: str) -> str:
        """What a part is said to be."""
        types = parse_part(self.parts[_CONTENT_TYPES])
        for each in types.iter(f"{_TYPES}Override"):
            if each.get("PartName", "").lower() == f"/{name}".lower():
                return str(each.get("ContentType", ""))
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        known = (each for each in types.iter(f"{_TYPES}Default") if each.get("Extension", "").lower() == ending)
        return next((str(each.get("ContentType", "")) for each in known), "application/octet-stream")

    def _declare(self, name: str, content_type: str) -> None:
        if self.content_type(name) == content_type:
            return
        types = parse_part(self.parts[_CONTENT_TYPES])
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        endings = {each.get("Extension", "").lower() for each in types.iter(f"{_TYPES}Default")}
        if ending and ending not in endings and ending != "xml":
            types.insert(0, etree.Element(f"{_TYPES}Default", {"Extension": ending, "ContentType": content_type}))
        else:
            etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": content_type})
        self.parts[_CONTENT_TYPES] = written(types)


class DocxPart:
    """A part of a file that has paragraphs, such as its body or a header, and what its relationships lead to."""

    def __init__(self, file: WordFile, name: str) -> None:
        self.file, self.name = file, name
        self.tree = parse_part(file.parts[name])
        self._relations = file.open_relations(name)
        self._by_id = {each.get("Id", ""): each for each in self._relations.iter(_RELATION)}
        self._led: dict[str, str] = {}
        self._touched = self._related = False

    def touch(self) -> None:
        """The tree was changed."""
        self._touched = True

    def flush(self) -> None:
        """Writes what was changed into the file."""
        if self._touched:
            self.file.parts[self.name] = written(self.tree)
        if self._related:
            name = self.file.stored(relations_part(self.name)) or relations_part(self.name)
            self.file.parts[name] = written(self._relations)

    def content_of(self, node: etree._Element) -> ElementContent:
        """What an element says and how it looks, the same for two elements that a reader cannot tell apart."""
        attributes = sorted((key, self._target_of(key, value)) for key, value in node.attrib.items() if _is_seen(node, key))
        inside = [self.content_of(each) for each in node if isinstance(each.tag, str) and each.tag not in _UNSEEN]
        text = node.text or ""
        return (node.tag, tuple(attributes), text if text.strip() or node.tag == f"{W}t" else "", *inside)

    def know_names_of(self, other: DocxPart) -> None:
        """Declares the prefixes of another part's root, which copies of its elements may name in their attributes."""
        if not other.tree.nsmap.items() - self.tree.nsmap.items():
            return
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

    def led_to(self, key: str) -> DocxPart | None:
        """The part that a relationship leads to, if it is one of this file's."""
        relation = self._by_id.get(key)
        name = None if relation is None else self.file.led_to(self.name, relation)
        return None if name is None else self.file.open(name)

    def related(self, kind: str) -> Iterator[tuple[str, DocxPart]]:
        """The relationships of a type that lead to parts of this file: each id and its part."""
        for key, relation in self._by_id.items():
            if relation.get("Type", "").endswith(f"/{kind}") and (part := self.led_to(key)) is not None:
                yield key, part

    def _target_of(self, key: str, value: str) -> str:
        relation = self._by_id.get(value) if key.startswith(R) else None
        return value if relation is None else self.target_of(relation)

    def target_of(self, relation: etree._Element) -> str:
        """What a relationship leads to, the same for two that a reader cannot tell apart."""
        key = relation.get("Id", "")
        if key not in self._led:
            name = self.file.led_to(self.name, relation)
            self._led[key] = relation.get("Target", "") if name is None else self.file.digest(name)
        return self._led[key]

    def like(self, relation: etree._Element, target_of: str) -> str | None:
        """The id of a relationship of this part that leads to the same as another's."""
        kinds = ((key, each) for key, each in self._by_id.items() if each.get("Type") == relation.get("Type"))
        return next((key for key, each in kinds if self.target_of(each) == target_of), None)

    def relate(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The id of a new relationship to a part of this file, or to somewhere outside of it; `kind` is its type."""
        number = len(self._by_id) + 1
        while (key := f"rIdOld{number}") in self._by_id:
            number += 1
        where = {"Target": target, "TargetMode": "External"} if outside else {"Target": self._way_to(target)}
        full = kind if ":" in kind else f"{_RELATION_TYPES}/{kind}"
        self._by_id[key] = etree.SubElement(self._relations, _RELATION, {"Id": key, "Type": full, **where})
        self._related = True
        return key

    def _way_to(self, target: str) -> str:
        return posixpath.relpath(target, self.name.rpartition("/")[0] or ".")


def _is_seen(node: etree._Element, key: str) -> bool:
    if node.tag in NOTE_REFERENCES and key == f"{W}id":
        return False
    if (key in {"id", "type"} and node.tag.startswith(VML)) or (key == "id" and node.tag.endswith("}docPr")):
        return False
    return not OWN.fullmatch(key) and key != "ShapeID"


def written(tree: etree._Element) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _transitional(content: bytes) -> bytes:
    """A part in the namespaces that Word writes by default; those of the standard's "strict" form are others."""
    if b"purl.oclc.org/ooxml/" not in content:
        return content
    for strict, usual in _STRICT_WORDS.items():
        content = re.sub(rb"(purl\.oclc\.org/ooxml/[\w/]+/)" + strict + rb"\b", rb"\g<1>" + usual, content)
    return _CONFORMANCE.sub(b"", _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content))
