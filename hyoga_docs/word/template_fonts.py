"""The fonts that a template's text is set in: those of the styles in use, themes resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_KINDS = ("ascii", "hAnsi", "eastAsia")
#: Fonts of bullets that Word adds by itself; LibreOffice has its own signs for them.
_SYMBOLS = {"Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"}


def template_fonts(parts: dict[str, bytes], filled: list[etree._Element]) -> frozenset[str]:
    """The families named by the filled parts and by every style that they use, or that one of those is based on."""
    theme = _theme(parts.get("word/theme/theme1.xml"))
    names = {name for tree in filled for name in _named(tree, theme)}
    if "word/styles.xml" in parts:
        styles = etree.fromstring(parts["word/styles.xml"])
        defaults = styles.find(f"{_W}docDefaults")
        if defaults is not None:
            names |= set(_named(defaults, theme))
        for style in _used(styles, filled):
            names |= set(_named(style, theme))
    return frozenset(names - _SYMBOLS - {""})


def _used(styles: etree._Element, filled: list[etree._Element]) -> Iterator[etree._Element]:
    by_id = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
    wanted = [style for style, element in by_id.items() if element.get(f"{_W}default") in {"1", "true"}]
    for tree in filled:
        for kind in ("pStyle", "rStyle", "tblStyle"):
            wanted += [mark.get(f"{_W}val", "") for mark in tree.iter(f"{_W}{kind}")]
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in seen or name not in by_id:
            continue
        seen.add(name)
        yield by_id[name]
        for kind in ("basedOn", "link"):
            based = by_id[name].find(f"{_W}{kind}")
            if based is not None:
                wanted.append(based.get(f"{_W}val", ""))


def _named(tree: etree._Element, theme: dict[str, str]) -> Iterator[str]:
    for fonts in tree.iter(f"{_W}rFonts"):
        for kind in _KINDS:
            themed = fonts.get(f"{_W}{kind}Theme")
            yield theme.get(themed, "") if themed else fonts.get(f"{_W}{kind}", "")


def _theme(content: bytes | None) -> dict[str, str]:
    """The families that a theme's names stand for: `minorEastAsia` and the like."""
    if content is None:
        return {}
    names = {}
    tree = etree.fromstring(content)
    for size in ("major", "minor"):
        fonts = next(tree.iter(f"{_A}{size}Font"), None)
        if fonts is None:
            continue
        latin, east = fonts.find(f"{_A}latin"), fonts.find(f"{_A}ea")
        japanese = next((font.get("typeface", "") for font in fonts.iter(f"{_A}font") if font.get("script") == "Jpan"), "")
        for kind in ("Ascii", "HAnsi"):
            names[size + kind] = latin.get("typeface", "") if latin is not None else ""
        names[size + "EastAsia"] = (east.get("typeface", "") if east is not None else "") or japanese
    return names
