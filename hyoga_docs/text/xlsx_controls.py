"""Check boxes, radio buttons and labels that lie on a sheet of Excel."""

from __future__ import annotations

import re

from lxml import etree

from hyoga_docs.text.passages import Passage, PassageKind

_SIGNS = {"checkbox": ("☐", "☑"), "radio": ("○", "◉")}
_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)  # Excel writes HTML into its drawings, where this has no end
_KINDS = (*_SIGNS, "label", "gbox", "button")


def control_passages(content: bytes) -> list[Passage]:
    """The words of the controls of a VML drawing that are printed; whether one is ticked stands as its number."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(_BREAK.sub(b"<br/>", content), parser)
    except etree.XMLSyntaxError:
        return []
    found = []
    for shape in root.iter("{urn:schemas-microsoft-com:vml}shape") if root is not None else ():
        data = next(shape.iter("{urn:schemas-microsoft-com:office:excel}ClientData"), None)
        kind = (data.get("ObjectType", "") if data is not None else "").lower()
        if data is None or kind not in _KINDS or _said(data, "PrintObject").lower() in ("false", "f"):
            continue
        text = " ".join("".join("".join(box.itertext()) for box in shape.iter("{urn:schemas-microsoft-com:vml}textbox")).split())
        off, on = _SIGNS.get(kind, ("", ""))
        if text:
            found.append(Passage(text, kind=PassageKind.BOX, number=on if _said(data, "Checked") == "1" else off))
    return found


def _said(data: etree._Element, wanted: str) -> str:
    node = data.find(f"{{urn:schemas-microsoft-com:office:excel}}{wanted}")
    return (node.text or "").strip() if node is not None else ""
