"""Numbers of lists on a slide that LibreOffice would print otherwise than PowerPoint, written as text."""

from __future__ import annotations

import unicodedata
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.new_elements import insert_before, new_like
from hyoga_docs.text.ooxml.parts import attribute, child, children, integer, name
from hyoga_docs.text.powerpoint.list_numbers import ListCounter, ListScheme, list_number
from hyoga_docs.text.powerpoint.slides import list_level, list_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Forms that LibreOffice does not print, or prints with other signs (壹 for 一, ① for ❶).
_OTHERWISE = ("arabicDb", "ea1", "circleNumWdBlack")
_SIZE, _MOST_SIZE = 1800, 400_000  # hundredths of a point
_HALF_WIDTH = 63.5  # EMU that a half-width letter takes for each hundredth of a point of its size
_BULLETS = ("a:buAutoNum", "a:buNone", "a:buChar", "a:buBlip")
_AFTER_BULLETS = ("a:tabLst", "a:defRPr", "a:extLst")


def write_list_numbers(body: etree._Element, styles: Sequence[etree._Element]) -> bool:
    """Writes such numbers of a text (`p:txBody`) whose lists have these styles. Says whether there were any."""
    counter, other = ListCounter(), _LibreOfficeCounter()
    forms: dict[int, set[str]] = {}
    changed = False
    for paragraph in children(body, "a:p"):
        level, scheme = list_level(paragraph), list_scheme(paragraph, styles)
        is_empty = not any((text.text or "").strip() for text in paragraph.iter("{*}t"))
        value = counter.number(level, scheme, is_empty=is_empty)
        printed = other.number(level, scheme, is_empty=is_empty)
        if scheme is None or not value:
            continue
        before = forms.setdefault(level, set())
        # A circled figure would get the stop or bracket of the list before it.
        is_otherwise = scheme.form.startswith(_OTHERWISE) or (scheme.form.startswith("circle") and bool(before - {scheme.form}))
        before.add(scheme.form)
        number = list_number(scheme.form, value)
        if number and (is_otherwise or value != printed):
            _write(paragraph, number, _gap(paragraph, number, styles))
            changed = True
    return changed


class _LibreOfficeCounter:
    """Counts as LibreOffice does: a paragraph without a number does not end a list."""

    def __init__(self) -> None:
        self._counter = ListCounter()

    def number(self, level: int, scheme: ListScheme | None, *, is_empty: bool) -> int:
        return self._counter.number(level, scheme, is_empty=is_empty) if scheme is not None else 0


def _gap(paragraph: etree._Element, number: str, styles: Sequence[etree._Element]) -> str:
    """What stands between a number and its text: a tab where the lines stand further in than the number reaches."""
    level = f"a:lvl{list_level(paragraph) + 1}pPr"
    named = [child(paragraph, "a:pPr"), *(child(style, level) for style in styles)]
    indent = next((value for each in named if each is not None and (value := attribute(each, "indent"))), "")
    looks = [child(paragraph, "a:r", "a:rPr"), *(child(each, "a:defRPr") for each in named)]
    size = next((found for each in looks if (found := integer(each, "sz", _MOST_SIZE))), _SIZE)
    width = sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in number) * size * _HALF_WIDTH
    hanging = int(indent[1:]) if indent.startswith("-") and indent[1:12].isdecimal() and len(indent) < 12 else 0
    if not hanging:
        return " "
    return "\t" if width < hanging else ""


def _write(paragraph: etree._Element, number: str, gap: str) -> None:
    properties = child(paragraph, "a:pPr")
    if properties is None:
        properties = new_like(paragraph, "pPr")
        paragraph.insert(0, properties)
    for each in [each for each in properties if name(each) in _BULLETS]:
        properties.remove(each)
    insert_before(properties, new_like(paragraph, "buNone"), _AFTER_BULLETS)
    run, text = new_like(paragraph, "r"), new_like(paragraph, "t")
    look = child(child(paragraph, "a:r"), "a:rPr")
    if look is not None:
        run.append(deepcopy(look))
    text.text = number + gap
    run.append(text)
    paragraph.insert(paragraph.index(properties) + 1, run)
