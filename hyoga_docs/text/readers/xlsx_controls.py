"""Check boxes, radio buttons, labels and notes that lie on a sheet of Excel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.passages import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_VML, _EXCEL = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"
_NUMBER = re.compile(r"[0-9]{1,7}")
_SIGNS = {"checkbox": ("☐", "☑"), "radio": ("○", "◉")}
_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)  # Excel writes HTML into its drawings, where this has no end
_KINDS = (*_SIGNS, "label", "gbox", "button")


def control_passages(content: bytes, cells_of: Callable[[str], Sequence[str]]) -> list[Passage]:
    """The words of the controls of a VML drawing that are printed; whether one is ticked stands as its number.

    `cells_of` gives what the cells of a range show, from which a list has its choices.
    """
    found = []
    for shape, data in _shapes(content):
        kind = data.get("ObjectType", "").lower()
        if _said(data, "PrintObject").lower() in ("false", "f"):
            continue
        if kind == "drop" and (chosen := _chosen(data, cells_of)):
            found.append(Passage(chosen, kind=PassageKind.BOX))
        if kind not in _KINDS:
            continue
        text = " ".join("".join("".join(box.itertext()) for box in shape.iter(f"{_VML}textbox")).split())
        off, on = _SIGNS.get(kind, ("", ""))
        if text:
            found.append(Passage(text, kind=PassageKind.BOX, number=on if _said(data, "Checked") == "1" else off))
    return found


def _chosen(data: etree._Element, cells_of: Callable[[str], Sequence[str]]) -> str:
    """What a list that drops down shows: the one of its choices that is chosen."""
    said = _said(data, "Sel")
    place = int(said) if _NUMBER.fullmatch(said) else 0
    return next(iter(cells_of(_said(data, "FmlaRange"))[place - 1 : place]), "") if place else ""


def shown_notes(content: bytes) -> set[tuple[int, int]]:
    """The rows and columns, from 1, of the cells whose notes always show."""
    notes = (data for _, data in _shapes(content) if data.get("ObjectType") == "Note" and data.find(f"{_EXCEL}Visible") is not None)
    places = ((_said(data, "Row"), _said(data, "Column")) for data in notes)
    return {(int(row) + 1, int(column) + 1) for row, column in places if _NUMBER.fullmatch(row) and _NUMBER.fullmatch(column)}


def _shapes(content: bytes) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The shapes of a VML drawing with what Excel says of each."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(_BREAK.sub(b"<br/>", content), parser)
    except etree.XMLSyntaxError:
        return
    for shape in root.iter(f"{_VML}shape") if root is not None else ():
        data = next(shape.iter(f"{_EXCEL}ClientData"), None)
        if data is not None:
            yield shape, data


def _said(data: etree._Element, wanted: str) -> str:
    node = data.find(f"{_EXCEL}{wanted}")
    return (node.text or "").strip() if node is not None else ""
