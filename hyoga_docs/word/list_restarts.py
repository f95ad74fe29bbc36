"""Automatic numbers in the loops of a template: a list below a heading that a loop repeats starts anew with each heading.

To Word all paragraphs of a list are one list, wherever a loop puts them. So each such paragraph is filled with the turn of the
loops in which its list starts anew, and what has another turn becomes a list of its own.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.word.marked_text import TURN, TURN_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from docx.oxml.numbering import CT_Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"  # python-docx is not asked: a check needs none of it
#: The list and the level of a paragraph style.
ListStyles = dict[str, tuple[str, str]]

_NONE = ("", "")
_LEVELS = 9  # as many as a list of Word has
_LOOP = re.compile(r"\{%p\s+(for|endfor)\b")
_TAG_ALONE = re.compile(r"\s*(\{[%#][^{}]*[%#]\}\s*)+")
_TURN = re.compile(f"{TURN}(.*?){TURN_END}")


def mark_lists(tree: etree._Element, styles: ListStyles) -> bool:
    """Marks the numbered paragraphs of a template whose lists start anew. Says whether there are any.

    `styles` are those that number.
    """
    numbered = list(_in_loops(tree, styles))  # a loop is known when all of it is read
    found = [(paragraph, anew) for paragraph, list_, loops in numbered if (anew := [loop for loop in loops if loop.first != list_])]
    for number, loop in enumerate(dict.fromkeys(loop for _, anew in found for loop in anew)):
        loop.turn = f"list_turn_{number}"
        loop.begins.addnext(_paragraph(f"{{%p set {loop.turn} = loop.index0 %}}"))
    for paragraph, anew in found:
        turns = ".".join(f"{{{{ {loop.turn} }}}}" for loop in anew)
        paragraph.insert(1 if paragraph.find(f"{_W}pPr") is not None else 0, _run(f"{TURN}{turns}{TURN_END}"))
    return bool(found)


def _in_loops(tree: etree._Element, styles: ListStyles) -> Iterator[tuple[etree._Element, str, list[_Loop]]]:
    """Each numbered paragraph with its list and the loops around it."""
    loops: list[_Loop] = []
    for paragraph in tree.iter(f"{_W}p"):
        text = "".join(each.text or "" for each in paragraph.iter(f"{_W}t")).strip()
        if turn := _LOOP.match(text):
            if turn[1] == "for":
                loops.append(_Loop(paragraph))
            elif loops:
                loops.pop()
        elif loops and text and not _TAG_ALONE.fullmatch(text):
            list_, _ = _list_of(paragraph, styles)
            for loop in loops:
                loop.first = loop.first or list_ or "—"
            if list_:
                yield paragraph, list_, list(loops)


class _Loop:
    """A loop over paragraphs: where it begins, the list of the first paragraph in it, and what its turns are called."""

    def __init__(self, begins: etree._Element) -> None:
        self.begins = begins
        self.first = self.turn = ""


def list_styles(styles: etree._Element | None) -> ListStyles:
    """The list and the level of each paragraph style that numbers, of its own or by the style that it is based on."""
    found: ListStyles = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name, base = style.get(f"{_W}styleId", ""), style.find(f"{_W}basedOn")
        numbers = style.find(f"{_W}pPr/{_W}numPr")
        if numbers is not None and numbers.find(f"{_W}numId") is not None:
            found[name] = _value(numbers, "numId"), _value(numbers, "ilvl") or "0"
        elif base is not None:
            based[name] = base.get(f"{_W}val", "")
    for name, at in based.items():
        for _ in based:  # a style that is based on itself has no end
            at = based.get(at, at)
        if at in found:
            found[name] = found[at]
    return found


def _value(around: etree._Element, name: str) -> str:
    held = around.find(f"{_W}{name}")
    return held.get(f"{_W}val", "") if held is not None else ""


def _list_of(paragraph: etree._Element, styles: ListStyles) -> tuple[str, str]:
    """The list that numbers a paragraph, and its level; empty where none does."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return _NONE
    list_, level = styles.get(_value(properties, "pStyle"), _NONE)
    numbers = properties.find(f"{_W}numPr")
    if numbers is not None:
        list_, level = _value(numbers, "numId") or list_, _value(numbers, "ilvl") or level or "0"
    return (list_, level) if list_ not in {"", "0"} else _NONE


def start_lists_anew(document: WordDocument) -> None:
    """Makes a list of each turn that the filled document's paragraphs are marked with, and takes the marks out."""
    body = document.element.body
    marks = {text.getparent().getparent(): text for text in body.iter(f"{_W}t") if _TURN.fullmatch(text.text or "")}
    if not marks:
        return
    styles, turns = list_styles(document.styles.element), dict[str, tuple[str, str]]()
    for paragraph in body.iter(f"{_W}p"):
        list_, level = _list_of(paragraph, styles)
        before, now = turns.get(list_, ("", list_))
        turn = ""
        if paragraph in marks:
            turn = marks[paragraph].text
            paragraph.remove(marks[paragraph].getparent())
            if before != turn and list_ in turns:
                now = _new_list(document.part.numbering_part.element, list_)
            if now != list_:
                numbers = paragraph.get_or_add_pPr().get_or_add_numPr()
                numbers.get_or_add_numId().val, numbers.get_or_add_ilvl().val = int(now), int(level)
        if list_:
            turns[list_] = turn, now


def _new_list(numbering: CT_Numbering, like: str) -> str:
    """A list with the numbers of another one, from the beginning."""
    old = numbering.num_having_numId(int(like))
    made = numbering.add_num(old.abstractNumId.val)
    levels = f"w:abstractNum[@w:abstractNumId='{old.abstractNumId.val}']/w:lvl"
    starts = {each.get(f"{_W}ilvl"): _value(each, "start") for each in numbering.xpath(levels)}
    own = {each.ilvl: each.find(f"{_W}lvl") for each in old.lvlOverride_lst}
    for level in range(_LEVELS):
        override = made.add_lvlOverride(level)
        override.add_startOverride(int(starts.get(str(level)) or 1))
        if own.get(level) is not None:
            override.append(deepcopy(own[level]))
    return str(made.numId)


def _paragraph(text: str) -> etree._Element:
    made = etree.Element(f"{_W}p")
    made.append(_run(text))
    return made


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = text
    return run
