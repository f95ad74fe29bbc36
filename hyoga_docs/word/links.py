"""Makes the marks of a filled document (see `marks.py`) into Word's own hyperlinks and bookmarks."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hyoga_docs.word.marks import ANCHOR, END, LINK, MIDDLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_STYLE = "Hyperlink"


def apply_links(document: WordDocument, resolve: Callable[[str], str]) -> None:
    """Turns every mark of the body into a hyperlink or a bookmark.

    `resolve` gives, for a target, `#bookmark` or the name of the file beside this one.
    """
    body = document.element.body
    marked = [t for t in body.iter(qn("w:t")) if t.text and (LINK in t.text or ANCHOR in t.text)]
    for number, text in enumerate(marked):
        _split(text, document, resolve, number * 100)
    styles = document.styles.element
    if marked and not any(s.get(qn("w:styleId")) == _STYLE for s in styles.iter(qn("w:style"))):
        style = OxmlElement("w:style", attrs={qn("w:type"): "character", qn("w:styleId"): _STYLE})
        name = OxmlElement("w:name", attrs={qn("w:val"): "Hyperlink"})
        style.append(name)
        styles.append(style)


def _split(text: BaseOxmlElement, document: WordDocument, resolve: Callable[[str], str], number: int) -> None:
    """Replaces one run by the runs, links and bookmarks that its text is made of."""
    run = text.getparent()
    index = run.index(text)
    before, after = list(run)[:index], list(run)[index + 1 :]
    properties = run.find(qn("w:rPr"))
    pieces: list[BaseOxmlElement] = []

    def plain(words: str, *extra: BaseOxmlElement, linked: bool = False) -> BaseOxmlElement:
        made = OxmlElement("w:r")
        rpr = copy.deepcopy(properties) if properties is not None else None
        if linked and rpr is None:
            rpr = OxmlElement("w:rPr")
        if linked and rpr is not None and rpr.find(qn("w:rStyle")) is None:
            rpr.insert(0, OxmlElement("w:rStyle", attrs={qn("w:val"): _STYLE}))
        if rpr is not None:
            made.append(rpr)
        if words:
            t = OxmlElement("w:t", attrs={"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
            t.text = words
            made.append(t)
        for element in extra:
            made.append(element)
        return made

    rest = text.text or ""
    lead = [element for element in before if element.tag != qn("w:rPr")]
    if lead:
        pieces.append(plain("", *lead))
    while rest:
        at = min((rest.find(sign) for sign in (LINK, ANCHOR) if sign in rest), default=-1)
        if at < 0:
            pieces.append(plain(rest))
            break
        if at:
            pieces.append(plain(rest[:at]))
        sign, (name, _, tail) = rest[at], rest[at + 1 :].partition(MIDDLE)
        words, _, rest = tail.partition(END)
        number += 1
        if sign == LINK:
            pieces.append(_hyperlink(document, resolve(name), plain(words, linked=True)))
        else:
            pieces += _bookmark(name, number, plain(words))
    if after:
        pieces.append(plain("", *after))
    for piece in pieces:
        run.addprevious(piece)
    run.getparent().remove(run)


def _hyperlink(document: WordDocument, target: str, run: BaseOxmlElement) -> BaseOxmlElement:
    link = OxmlElement("w:hyperlink")
    if target.startswith("#"):
        link.set(qn("w:anchor"), target[1:])
    else:
        link.set(qn("r:id"), document.part.relate_to(quote(target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run)
    return link


def _bookmark(name: str, number: int, run: BaseOxmlElement) -> list[BaseOxmlElement]:
    start = OxmlElement("w:bookmarkStart", attrs={qn("w:id"): str(number), qn("w:name"): name})
    return [start, run, OxmlElement("w:bookmarkEnd", attrs={qn("w:id"): str(number)})]
