"""Numbers, parts of dates, Latin words and names that no line break parts, in the copy of a Word document that LibreOffice prints.

LibreOffice breaks Japanese lines inside numbers too, but not in a run that is English and has word joiners between its characters.
Neither reaches anybody: a joiner prints nothing, and the pages' tags are Japanese again (`pdf/tagging/one_language.py`). The Word
document that people get has none of it, for Word keeps numbers whole by itself.
"""

from __future__ import annotations

import re
from copy import deepcopy

from docx.oxml.ns import qn
from lxml import etree

from hyoga_docs.text.diff_tokens import COUNTER
from hyoga_docs.text.ooxml.editable_parts import EditableParts

_JOINER = "\u2060"
_LANGUAGE = "en-US"
_D = "[0-9０-９]"
_NUMBER = rf"{_D}+(?:[,，.．:：/／‐–－-]{_D}+)*"
_MONTH = rf"{_D}{{1,2}}月(?:{_D}{{1,2}}日(?:[（(][日月火水木金土][）)])?)?"
#: A number with what it counts; of a date the year, and the day of the month with its weekday: between them a line may end.
_KEPT = re.compile(
    rf"(?:明治|大正|昭和|平成|令和)(?:{_D}+|元)年度?|{_MONTH}|第?{_NUMBER}(?:年度|[条項号章節日]|分の{_NUMBER}|{COUNTER})?|[A-Za-z][A-Za-z0-9]+"
)
#: The name of a person where a cell says nothing else.
_NAME = re.compile("[一-鿿々〆ヶ\uf900-\ufaff𠀀-𮯠]{1,4}\u3000[ぁ-んァ-ヺー一-鿿々〆ヶ\uf900-\ufaff𠀀-𮯠]{1,5}")
#: Where no joiner is needed: English lines do not end inside figures and words.
_APART = re.compile(r"(?<=.)(?=.)(?!(?<=[0-9A-Za-z])[0-9A-Za-z]|(?<=[0-9])[.,][0-9]|(?<=[0-9][.,])[0-9])")
_PART = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


def keep_whole(docx: bytes) -> bytes:
    """A Word document whose numbers, dates and names LibreOffice leaves whole where a line has room for them."""
    parts = EditableParts(docx)
    for name in filter(_PART.fullmatch, parts.names):
        texts = [text for text in parts.tree(name).iter(qn("w:t")) if _kept(text)]
        for text in texts:
            _part(text)
        if texts:
            parts.touch(name)
    return parts.data


def _kept(text: etree._Element) -> list[tuple[int, int]]:
    """What of a text stays on one line."""
    said = text.text or ""
    if _NAME.fullmatch(said) and next(text.iterancestors(qn("w:tc")), None) is not None:
        return [(0, len(said))]
    return [hit.span() for hit in _KEPT.finditer(said) if len(hit[0]) > 1]


def _part(text: etree._Element) -> None:
    """Puts a run of its own around each part of a text that stays whole."""
    run, said, at = text.getparent(), text.text or "", 0
    if run is None or run.tag != qn("w:r"):
        return
    before, after = _like(run), _like(run)
    for child in list(run):
        if child is text or child.tag == qn("w:rPr"):
            continue
        (before if run.index(child) < run.index(text) else after).append(child)
    made = [before]
    for start, end in _kept(text):
        made += [_saying(run, said[at:start]), _saying(run, _APART.sub(_JOINER, said[start:end]), whole=True)]
        at = end
    for each in (*made, _saying(run, said[at:])):
        if len(each) > (each.find(qn("w:rPr")) is not None):
            run.addprevious(each)
    if len(after) > (after.find(qn("w:rPr")) is not None):
        run.addnext(after)
    run.getparent().remove(run)


def _like(run: etree._Element) -> etree._Element:
    made = etree.Element(run.tag, run.attrib)
    if (properties := run.find(qn("w:rPr"))) is not None:
        made.append(deepcopy(properties))
    return made


def _saying(run: etree._Element, said: str, *, whole: bool = False) -> etree._Element:
    made = _like(run)
    if not said:
        return made
    if whole:
        properties = made.find(qn("w:rPr"))
        if properties is None:
            properties = etree.SubElement(made, qn("w:rPr"))
        for lang in properties.findall(qn("w:lang")):
            properties.remove(lang)
        etree.SubElement(properties, qn("w:lang"), {qn("w:val"): _LANGUAGE, qn("w:eastAsia"): _LANGUAGE})
    text = etree.SubElement(made, qn("w:t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = said
    return made
