"""Makes the marks of a filled document (`marked_text.py`) into Word's own hyperlinks, bookmarks, underlined words and styles."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hyoga_docs.word.hanging import hang
from hyoga_docs.word.marked_text import ANCHOR, END, LINK, MIDDLE, NUMBER, STYLE, UNDERLINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_STYLE = "Hyperlink"
#: Where a document would lead to itself as a whole.
_HERE = "#"
#: The style of words that an amendment changed; a template may give it a look of its own.
_CHANGED = "Changed"
_SIGNS = LINK + ANCHOR + UNDERLINE + STYLE + NUMBER
_PARTS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_PIECES = re.compile(f"([{_SIGNS}][^{END}]*{END})")
_MARK = re.compile(f"(?P<sign>[{_SIGNS}])(?P<name>[^{MIDDLE}]*){MIDDLE}(?P<words>[^{END}]*){END}")


def apply_links(document: WordDocument, resolve: Callable[[str], str]) -> None:
    """Turns every mark into a hyperlink or a bookmark, in the body, in headers, footers and notes.

    `resolve` gives, for a target, `#bookmark` or the name of the file beside this one.
    """
    others = [rel.target_part for rel in document.part.rels.values() if rel.reltype in _PARTS and not rel.is_external]
    number = 0
    for part in (document.part, *others):
        marked = [t for t in part.element.iter(qn("w:t")) if t.text and any(sign in t.text for sign in _SIGNS)]
        for text in marked:
            number += 100
            _split(text, part, resolve, number)
    if number:
        _add_style(document, _STYLE, "Hyperlink")
        _add_style(document, _CHANGED, "改正箇所", OxmlElement("w:u", attrs={qn("w:val"): "single"}))


def _add_style(document: WordDocument, key: str, name: str, look: BaseOxmlElement | None = None) -> None:
    """A character style, where the template has none of this key and something uses it."""
    styles = document.styles.element
    used = any(mark.get(qn("w:val")) == key for mark in document.element.iter(qn("w:rStyle")))
    if any(style.get(qn("w:styleId")) == key for style in styles.iter(qn("w:style"))) or not (used or key == _STYLE):
        return
    style = OxmlElement("w:style", attrs={qn("w:type"): "character", qn("w:styleId"): key})
    style.append(OxmlElement("w:name", attrs={qn("w:val"): name}))
    if look is not None:
        properties = OxmlElement("w:rPr")
        properties.append(look)
        style.append(properties)
    styles.append(style)


def _split(text: BaseOxmlElement, part: Any, resolve: Callable[[str], str], number: int) -> None:
    """Replaces one run by the runs, links and bookmarks that its text is made of."""
    run = text.getparent()
    index = run.index(text)
    properties = run.find(qn("w:rPr"))
    before = [element for element in list(run)[:index] if element is not properties]
    after = list(run)[index + 1 :]
    pieces = [_run(properties, before)] if before else []
    begins = not before and _begins(text)
    for count, piece in enumerate(_PIECES.split(text.text or "")):
        marked = _MARK.fullmatch(piece)
        if marked is None:
            pieces += [_run(properties, [_words(piece)])] if piece else []
        elif marked["sign"] == LINK:
            target = resolve(marked["name"])
            linked = _run(properties, [_words(marked["words"])], _STYLE if target != _HERE else "")
            pieces.append(_hyperlink(part, target, linked) if target != _HERE else linked)
        elif marked["sign"] == UNDERLINE:
            pieces.append(_run(properties, [_words(marked["words"])], _CHANGED))
        elif marked["sign"] in {STYLE, NUMBER}:
            if begins and not pieces:
                _set_style(run, part, marked["name"])
                if marked["sign"] == NUMBER:
                    hang(next(run.iterancestors(qn("w:p"))), part, marked["words"])
            pieces += [_run(properties, [_words(marked["words"])])] if marked["words"] else []
        else:
            pieces += _bookmark(marked["name"], number + count, _run(properties, [_words(marked["words"])]))
    pieces += [_run(properties, after)] if after else []
    for element in pieces:
        run.addprevious(element)
    run.getparent().remove(run)


def _begins(text: BaseOxmlElement) -> bool:
    """Whether no words come before these in their paragraph."""
    return next(each for each in next(text.iterancestors(qn("w:p"))).iter(qn("w:t")) if each.text) is text


def _set_style(run: BaseOxmlElement, part: Any, name: str) -> None:
    """Gives the paragraph around a run the style of this name; where the template has none, its own stays."""
    paragraph = next(run.iterancestors(qn("w:p")))
    for style in part.package.main_document_part.styles.element.iter(qn("w:style")):
        named = style.find(qn("w:name"))
        if named is not None and named.get(qn("w:val")) == name and style.get(qn("w:type")) == "paragraph":
            paragraph.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style.get(qn("w:styleId")))


def _run(properties: BaseOxmlElement | None, contents: list[BaseOxmlElement], style: str = "") -> BaseOxmlElement:
    """A run with the look of the one it comes from; LibreOffice makes a link of one only where it names a style."""
    made = OxmlElement("w:r")
    look = copy.deepcopy(properties) if properties is not None else OxmlElement("w:rPr")
    if style and look.find(qn("w:rStyle")) is None:
        look.insert(0, OxmlElement("w:rStyle", attrs={qn("w:val"): style}))
    if len(look):
        made.append(look)
    for element in contents:
        made.append(element)
    return made


def _words(text: str) -> BaseOxmlElement:
    made = OxmlElement("w:t", attrs={"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    made.text = text
    return made


def _hyperlink(part: Any, target: str, run: BaseOxmlElement) -> BaseOxmlElement:
    link = OxmlElement("w:hyperlink")
    if target.startswith("#"):
        link.set(qn("w:anchor"), target[1:])
    else:
        link.set(qn("r:id"), part.relate_to(quote(target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run)
    return link


def _bookmark(name: str, number: int, run: BaseOxmlElement) -> list[BaseOxmlElement]:
    start = OxmlElement("w:bookmarkStart", attrs={qn("w:id"): str(number), qn("w:name"): name})
    return [start, run, OxmlElement("w:bookmarkEnd", attrs={qn("w:id"): str(number)})]
