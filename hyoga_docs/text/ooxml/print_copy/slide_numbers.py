"""Numbers of lists on a slide that LibreOffice would print otherwise than PowerPoint, written as text."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.list_numbers import ListCounter, ListScheme, list_number
from hyoga_docs.text.ooxml.parts import attribute, child, children, name
from hyoga_docs.text.ooxml.slides import list_level, list_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Forms that LibreOffice does not print, or prints with other signs (壹 for 一, ① for ❶).
_OTHERWISE = ("arabicDb", "ea1", "circleNumWdBlack")
_BULLETS = ("a:buAutoNum", "a:buNone", "a:buChar", "a:buBlip")
_AFTER_BULLETS = ("a:tabLst", "a:defRPr", "a:extLst")


def write_list_numbers(body: etree._Element, styles: Sequence[etree._Element]) -> bool:
    """Writes such numbers of a text (`p:txBody`) whose lists have these styles. Says whether there were any."""
    counter, other = ListCounter(), _LibreOfficeCounter()
    changed = False
    for paragraph in children(body, "a:p"):
        level, scheme = list_level(paragraph), list_scheme(paragraph, styles)
        is_empty = not any((text.text or "").strip() for text in paragraph.iter("{*}t"))
        value = counter.number(level, scheme, is_empty=is_empty)
        printed = other.number(level, scheme, is_empty=is_empty)
        if scheme is None or not value or (value == printed and not scheme.form.startswith(_OTHERWISE)):
            continue
        number = list_number(scheme.form, value)
        if number:
            _write(paragraph, number, "\t" if _hangs(paragraph, styles) else " ")
            changed = True
    return changed


class _LibreOfficeCounter:
    """Counts as LibreOffice does: a paragraph without a number does not end a list."""

    def __init__(self) -> None:
        self._counter = ListCounter()

    def number(self, level: int, scheme: ListScheme | None, *, is_empty: bool) -> int:
        return self._counter.number(level, scheme, is_empty=is_empty) if scheme is not None else 0


def _hangs(paragraph: etree._Element, styles: Sequence[etree._Element]) -> bool:
    """Whether the lines of a paragraph stand further in than its number."""
    level = f"a:lvl{list_level(paragraph) + 1}pPr"
    for properties in (child(paragraph, "a:pPr"), *(child(style, level) for style in styles)):
        if properties is not None and attribute(properties, "indent"):
            return attribute(properties, "indent").startswith("-")
    return False


def _write(paragraph: etree._Element, number: str, gap: str) -> None:
    space = etree.QName(paragraph).namespace
    properties = child(paragraph, "a:pPr")
    if properties is None:
        properties = etree.Element(f"{{{space}}}pPr")
        paragraph.insert(0, properties)
    for each in [each for each in properties if name(each) in _BULLETS]:
        properties.remove(each)
    place = next((at for at, each in enumerate(properties) if name(each) in _AFTER_BULLETS), len(properties))
    properties.insert(place, etree.Element(f"{{{space}}}buNone"))
    run = etree.Element(f"{{{space}}}r")
    look = child(child(paragraph, "a:r"), "a:rPr")
    if look is not None:
        run.append(deepcopy(look))
    etree.SubElement(run, f"{{{space}}}t").text = number + gap
    paragraph.insert(paragraph.index(properties) + 1, run)
