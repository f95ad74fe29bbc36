"""The feed of a body's meetings (Atom, RFC 4287): for those who want to be told of new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from hyoga_docs.publish.index_page import newest_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.publish.index_page import MeetingFacts

_ATOM = "http://www.w3.org/2005/Atom"
FEED = "feed.xml"


def feed(title: str, author: str, url: str, meetings: Sequence[MeetingFacts]) -> bytes:
    """The feed of meetings, the newest first; each counts as of its day, for nobody knows when a folder is put on the web."""
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {"xml:lang": "ja"})
    _add(root, "id", url)
    _add(root, "title", title)
    _add(root, "updated", _moment(max((each.date for each in meetings), default="1970-01-01")))
    _add(_add(root, "author"), "name", author)
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{url}{FEED}")
    _add(root, "link", rel="alternate", type="text/html", href=url)
    for each in newest_first(meetings):
        entry = _add(root, "entry")
        _add(entry, "id", f"{url}{each.href}")
        _add(entry, "title", each.title)
        _add(entry, "updated", _moment(each.date))
        _add(entry, "link", rel="alternate", type="text/html", href=f"{url}{each.href}")
        _add(entry, "summary", f"{'、'.join(each.when)}　{'、'.join(each.holds)}")
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    made.text = text
    return made


def _moment(day: str) -> str:
    return f"{day}T00:00:00+09:00"
