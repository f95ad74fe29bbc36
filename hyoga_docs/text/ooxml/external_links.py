"""What an Office file fetches from outside itself: found for the clerk, and taken out before LibreOffice opens it.

LibreOffice's own settings stop most of it, but not linked objects and backgrounds of slides, and not drawings in SVG.
"""

from __future__ import annotations

import io
import re
import zlib

from lxml import etree

from hyoga_docs.text.ooxml.package import parse_part, read_parts, write_parts

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]{2}", re.IGNORECASE)
_HARMLESS = re.compile(r"(https?|mailto):", re.IGNORECASE)
#: Kinds that leave a gap on paper. A template, or another book whose values are in the file, leaves none.
_PRINTED = {"image", "oleObject", "aFChunk", "subDocument", "frame"}
#: Values of another book are kept under its name, so the name has to stay.
_BOOK = "externalLinkPath"
_NOWHERE = "file:///nowhere/"
_SVG_TARGET = re.compile(r"#|data:image/(?:png|jpe?g|gif|bmp|webp)\b", re.IGNORECASE)
_SVG_ADDRESS = re.compile(r"@import|url\(\s*+[\"']?+(?!\s*+(?:#|data:image/(?:png|jpe?g|gif|bmp|webp)\b))", re.IGNORECASE)
_MOST_SVG_BYTES = 50_000_000


def external_addresses(parts: dict[str, bytes]) -> list[str]:
    """The addresses of pictures, objects and texts that would be printed but are not in the file."""
    found: list[str] = []
    for name, content in parts.items():
        missing = [each for each in _outside(parse_part(content)) if _kind(each) in _PRINTED] if _is_relations(name) else []
        inside = _linked_and_inside(parts.get(_part_of(name), b"")) if missing else set()
        found += [each.get("Target", "") for each in missing if each.get("Id") not in inside]
    return list(dict.fromkeys(found))


def remove_external_links(data: bytes) -> bytes:
    """The file with every way out of it closed but links for readers; the very same bytes where it has none."""
    parts = read_parts(data)
    changed = False
    for name, content in parts.items():
        if not _is_relations(name):
            continue
        tree = parse_part(content)
        found = _outside(tree)
        for relation in found:
            if _kind(relation) == _BOOK:
                relation.set("Target", _NOWHERE + re.split(r"[\\/]", relation.get("Target", ""))[-1])
            else:
                tree.remove(relation)
        if found:
            parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            changed = True
    return write_parts(parts) if changed else data


def is_fetching_drawing(content: bytes) -> bool:
    """Whether a part, whatever its name, is an SVG drawing that reads other files.

    One that is not well formed, or declares entities, counts too: nobody can say what it reads.
    """
    if content.startswith(b"\x1f\x8b"):
        try:
            content = zlib.decompressobj(31).decompress(content, _MOST_SVG_BYTES)
        except zlib.error:
            return False
    if not _is_svg(content):
        return False
    if b"<!ENTITY" in content.replace(b"\0", b"").upper():
        return True
    try:
        tree = etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False))
    except etree.XMLSyntaxError:
        return True
    return b"<?xml-stylesheet" in content or any(_fetches(element) for element in tree.iter("*"))


def _is_svg(content: bytes) -> bool:
    start = content[:1000].lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff\0 \t\r\n")
    if not start.startswith(b"<"):
        return False
    try:
        _, root = next(iter(etree.iterparse(io.BytesIO(content), events=("start",))))
    except (etree.XMLSyntaxError, StopIteration):
        return b"svg" in content[:4096].replace(b"\0", b"").lower()
    return _local(root.tag).lower() == "svg"


def _fetches(element: etree._Element) -> bool:
    for name, value in element.attrib.items():
        if _local(name) in {"href", "src"} and not _SVG_TARGET.match(value.strip()):
            return True
    styles = [element.text or ""] if _local(element.tag) == "style" else []
    return any(_SVG_ADDRESS.search(text) for text in (*element.attrib.values(), *styles))


def _local(name: str) -> str:
    """A name without its namespace, or without a prefix that was never declared."""
    return re.split("[}:]", str(name))[-1]


def _is_relations(name: str) -> bool:
    return name.lower().endswith(".rels")


def _part_of(relations: str) -> str:
    """The part whose relationships these are."""
    folder, _, name = relations.rpartition("_rels/")
    return folder + name[: -len(".rels")]


def _linked_and_inside(content: bytes) -> set[str]:
    """The links to pictures that the file itself holds too: only an editor follows them."""
    if not content:
        return set()
    linked, only_linked = set[str](), set[str]()
    for element in parse_part(content).iter("*"):
        used = {_local(name): str(value) for name, value in element.attrib.items() if name.startswith("{")}
        links = {used[name] for name in ("link", "href") if name in used}
        (linked if used.keys() & {"embed", "id"} else only_linked).update(links)
    return linked - only_linked


def _outside(tree: etree._Element) -> list[etree._Element]:
    """The relationships that lead out of the file, but for links to the web and to mail addresses, which nobody follows."""
    return [relation for relation in tree.iterchildren("{*}Relationship") if _leads_out(relation) and not _is_link(relation)]


def _leads_out(relation: etree._Element) -> bool:
    mode, target = relation.get("TargetMode", ""), relation.get("Target", "")
    return mode.strip().lower() == "external" or _ADDRESS.match(target.strip()) is not None


def _is_link(relation: etree._Element) -> bool:
    return _kind(relation) == "hyperlink" and _HARMLESS.match(relation.get("Target", "")) is not None


def _kind(relation: etree._Element) -> str:
    return str(relation.get("Type", "")).rpartition("/")[2]
