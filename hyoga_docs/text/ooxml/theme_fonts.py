"""The fonts that a theme's names stand for: `minorEastAsia` in Word, `+mn-ea` in drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import attribute, child, children, name

if TYPE_CHECKING:
    from lxml import etree


def theme_fonts(tree: etree._Element | None) -> dict[str, str]:
    """Latin and East Asian fonts by `majorAscii`, `minorEastAsia` and the like; those for Japanese where none is named for all."""
    found: dict[str, str] = {}
    for node in tree.iter() if tree is not None else ():
        size = {"a:majorFont": "major", "a:minorFont": "minor"}.get(name(node))
        if size is None or f"{size}Ascii" in found:
            continue
        latin, east = (
            attribute(each, "typeface") if (each := child(node, kind)) is not None else "" for kind in ("a:latin", "a:ea")
        )
        japanese = (attribute(each, "typeface") for each in children(node, "a:font") if attribute(each, "script") == "Jpan")
        found |= {f"{size}Ascii": latin, f"{size}HAnsi": latin, f"{size}EastAsia": east or next(japanese, "")}
    return found
