"""What the old file says, brought into a part of the new one with the pictures, charts and links that it needs."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.word.tracked.file import OWN, VML, R
from hyoga_docs.word.tracked.marks import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.word.tracked.file import DocxPart

#: What leads to a part of the old file that does not come along, and what names places that the new file names as well.
_LEFT_OUT = [
    f"{W}{name}"
    for name in (
        *("proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd"),
        *("commentReference", "printerSettings", "altChunk", "subDoc", "id"),
    )
] + ["{*}dataBinding"]
_START, _END, _ID, _NAME = f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}id", f"{W}name"
_HELD = [f"{W}{name}" for name in ("drawing", "pict", "object", "hyperlink")]
_MARGINS = {f"{W}headerReference", f"{W}footerReference"}


class ElementImporter:
    """Brings copies of elements of a part of the old file into one of the new file; `pictures` gives ids for drawings."""

    def __init__(self, old: DocxPart, new: DocxPart, pictures: Iterator[int]) -> None:
        self._old, self._new = old, new
        self._ids: dict[str, str | None] = {}
        self._pictures = pictures
        new.know_names_of(old)
        self._shapes = {each.get("id") for each in new.tree.iter(f"{VML}*")} - {None}
        self._places = {each.get(_NAME) for each in new.tree.iter(_START)}

    def brought(self, node: etree._Element) -> etree._Element:
        """A copy of an element without comments; headers and footers are left as the old file names them."""
        copy = deepcopy(node)
        self._keep_places(copy)
        for each in list(copy.iter(*_LEFT_OUT)):
            _drop(each)
        for each in list(copy.iter()):
            if not isinstance(each.tag, str) or each.tag in _MARGINS:
                continue
            if each.tag.startswith(VML) and each.get("id") in self._shapes:
                self._rename(each, copy)
            for key, value in list(each.attrib.items()):
                if key.startswith(R):
                    self._lead(each, key, value)
                elif OWN.fullmatch(key) and not key.endswith("}hint"):
                    del each.attrib[key]
            if each.tag.endswith("}docPr"):
                each.set("id", str(next(self._pictures)))
        return copy

    def _keep_places(self, copy: etree._Element) -> None:
        """Leaves the bookmarks that the old file refers to and the new one has not, if each is within a paragraph."""
        told = (each.text or "" for each in copy.iter(f"{W}instrText"))
        simple = (each.get(f"{W}instr", "") for each in copy.iter(f"{W}fldSimple"))
        anchors = {each.get(f"{W}anchor", "") for each in copy.iter(f"{W}hyperlink")}
        wanted = {*" ".join((*told, *simple)).split(), *anchors} - self._places
        ends = {each.get(_ID): each for each in copy.iter(_END)}
        pairs = [(start, ends.get(start.get(_ID))) for start in copy.iterfind(f".//{W}p/{_START}") if start.get(_NAME) in wanted]
        kept = set()
        for start, end in pairs:
            if end is not None and end.getparent() is start.getparent():
                kept |= {start, end}
                start.set(_ID, str(next(self._pictures)))
                end.set(_ID, start.get(_ID, ""))
        for each in [each for each in copy.iter(_START, _END) if each not in kept]:
            _drop(each)

    def _rename(self, shape: etree._Element, copy: etree._Element) -> None:
        """Gives a shape, or what shapes are drawn by, an id of its own."""
        key, own = shape.get("id"), f"old_{next(self._pictures)}"
        shape.set("id", own)
        for each in copy.iter(f"{VML}*", "{urn:schemas-microsoft-com:office:office}OLEObject"):
            if each.get("ShapeID") == key:
                each.set("ShapeID", own)
            if each.get("type") == f"#{key}":
                each.set("type", f"#{own}")

    def _lead(self, node: etree._Element, key: str, value: str) -> None:
        """Sets where a link or a picture leads in the new file, or drops what shows it."""
        if value not in self._ids:
            self._ids[value] = self._led(value)
        led = self._ids[value]
        if led is not None:
            node.set(key, led)
            return
        shown = next((each for each in (node, *node.iterancestors()) if each.tag in _HELD), node)
        if shown.tag == f"{W}hyperlink":
            del node.attrib[key]
        elif shown.getparent() is not None:
            _drop(shown)

    def _led(self, key: str) -> str | None:
        relation = self._old.target(key)
        if relation is None:
            return None
        same = self._new.like(relation, self._old.target_of(relation))
        if same is not None:
            return same
        kind = relation.get("Type", "")
        if relation.get("TargetMode") == "External":
            return self._new.relate(kind, relation.get("Target", ""), outside=True)
        part = self._old.file.led_to(self._old.name, relation)
        return None if part is None else self._new.relate(kind, self._new.file.take(self._old.file, part))


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
