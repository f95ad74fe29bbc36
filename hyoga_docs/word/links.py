"""Makes the marks of a filled document (see `marks.py`) into Word's own hyperlinks and bookmarks."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any
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
_PARTS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_PIECES = re.compile(f"([{LINK}{ANCHOR}][^{END}]*{END})")
_MARK = re.compile(f"(?P<sign>[{LINK}{ANCHOR}])(?P<name>[^{MIDDLE}]*){MIDDLE}(?P<words>[^{END}]*){END}")


def apply_links(document: WordDocument, resolve: Callable[[str], str]) -> None:
    """Turns every mark into a hyperlink or a bookmark, in the body, in headers and in footers.

    `resolve` gives, for a target, `#bookmark` or the name of the file beside this one.
    """
    others = [rel.target_part for rel in document.part.rels.values() if rel.reltype in _PARTS and not rel.is_external]
    number = 0
    for part in (document.part, *others):
        marked = [t for t in part.element.iter(qn("w:t")) if t.text and (LINK in t.text or ANCHOR in t.text)]
        for text in marked:
            number += 100
            _split(text, part, resolve, number)
    styles = document.styles.element
    if number and not any(s.get(qn("w:styleId")) == _STYLE for s in styles.iter(qn("w:style"))):
        style = OxmlElement("w:style", attrs={qn("w:type"): "character", qn("w:styleId"): _STYLE})
        name = OxmlElement("w:name", attrs={qn("w:val"): "Hyperlink"})
        style.append(name)
        styles.append(style)


def _split(text: BaseOxmlElement, part: Any, resolve: Callable[[str], str], number: int) -> None:
    """Replaces one run by the runs, links and bookmarks that its text is made of."""
    run = text.getparent()
    index = run.index(text)
    properties = run.find(qn("w:rPr"))
    before = [element for element in list(run)[:index] if element is not properties]
    after = list(run)[index + 1 :]
    pieces = [_run(properties, before)] if before else []
    for count, piece in enumerate(_PIECES.split(text.text or "")):
        marked = _MARK.fullmatch(piece)
        if marked is None:
            pieces += [_run(properties, [_words(piece)])] if piece else []
        elif marked["sign"] == LINK:
            pieces.append(_hyperlink(part, resolve(marked["name"]), _run(properties, [_words(marked["words"])], linked=True)))
        else:
            pieces += _bookmark(marked["name"], number + count, _run(properties, [_words(marked["words"])]))
    pieces += [_run(properties, after)] if after else []
    for element in pieces:
        run.addprevious(element)
    run.getparent().remove(run)


def _run(properties: BaseOxmlElement | None, contents: list[BaseOxmlElement], *, linked: bool = False) -> BaseOxmlElement:
    """A run with the look of the one it comes from; LibreOffice makes a link of one only where it names a style."""
    made = OxmlElement("w:r")
    look = copy.deepcopy(properties) if properties is not None else OxmlElement("w:rPr")
    if linked and look.find(qn("w:rStyle")) is None:
        look.insert(0, OxmlElement("w:rStyle", attrs={qn("w:val"): _STYLE}))
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
